#!/usr/bin/python3
"""Reads WARC files as ISO 28500 says, knowing nothing of the store.

Each gzip member is one record; lengths, block and payload digests and the HTTP
lengths inside must hold; ids must be unique. Prints "TYPE N" a type, or fails.
"""
import hashlib
import sys
import zlib


def members(data):
    while data:
        z = zlib.decompressobj(31)
        out = z.decompress(data)
        if not z.eof:
            raise SystemExit("a cut member")
        yield out
        data = z.unused_data


def fields(head):
    lines = head.decode().split("\r\n")
    return lines[0], {k.lower(): v for k, v in
                      (line.split(": ", 1) for line in lines[1:])}


def check(raw, ids):
    head, rest = raw.split(b"\r\n\r\n", 1)
    version, f = fields(head)
    assert version == "WARC/1.1", version
    length = int(f["content-length"])
    block, end = rest[:length], rest[length:]
    assert len(block) == length and end == b"\r\n\r\n", "length"
    assert f["warc-block-digest"] == "sha256:" + \
        hashlib.sha256(block).hexdigest(), "block digest"
    assert f["warc-record-id"] not in ids, "id twice"
    if f["warc-type"] in ("request", "metadata"):
        assert f["warc-concurrent-to"] in ids, "concurrent to nothing"
    ids.add(f["warc-record-id"])
    if f["warc-type"] == "response":
        http, body = block.split(b"\r\n\r\n", 1)
        status, h = fields(http)
        assert status.startswith("HTTP/1.1 "), status
        assert int(h["content-length"]) == len(body), "body"
        assert "content-encoding" not in h and "transfer-encoding" not in h
        assert f["warc-payload-digest"] == "sha256:" + \
            hashlib.sha256(body).hexdigest(), "payload digest"
    return f["warc-type"]


def main():
    counts, ids = {}, set()
    for name in sys.argv[1:]:
        with open(name, "rb") as file:
            for raw in members(file.read()):
                kind = check(raw, ids)
                counts[kind] = counts.get(kind, 0) + 1
    print(" ".join("%s %d" % kv for kv in sorted(counts.items())))


main()
