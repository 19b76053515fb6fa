"""Reads WARC files as ISO 28500:2017 (WARC/1.1) says, and complains.

usage: warc.py FILE.warc.gz...

Independent of the program under test. Every record is a gzip member of its own;
lengths, digests and the fields a record must have are checked. Prints the
number of responses, of requests, and of different response bodies.
"""
import base64
import hashlib
import re
import sys
import zlib

MUST = ("WARC-Record-ID", "WARC-Date", "WARC-Type", "Content-Length")
ID = re.compile(r"<urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}>$")
DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$")


def members(data):
    """The bytes of each gzip member; the checksum is checked by zlib."""
    while data:
        d = zlib.decompressobj(31)
        yield d.decompress(data) + d.flush()
        assert d.eof, "a gzip member is cut"
        data = d.unused_data


def fields(head):
    lines = head.decode("utf-8").split("\r\n")
    return lines[0], dict(line.split(": ", 1) for line in lines[1:])


def digest_is(value, data):
    name, _, said = value.partition(":")
    raw = hashlib.new(name.replace("-", ""), data)
    return said.lower() == raw.hexdigest() or \
        said == base64.b32encode(raw.digest()).decode().rstrip("=") or \
        said == base64.b32encode(raw.digest()).decode()


def read(record):
    head, _, rest = record.partition(b"\r\n\r\n")
    version, names = fields(head)
    assert version == "WARC/1.1", version
    for name in MUST:
        assert name in names, "%s is missing" % name
    assert ID.match(names["WARC-Record-ID"]), names["WARC-Record-ID"]
    assert DATE.match(names["WARC-Date"]), names["WARC-Date"]
    size = int(names["Content-Length"])
    block, end = rest[:size], rest[size:]
    assert len(block) == size and end == b"\r\n\r\n", "the length is wrong"
    if "WARC-Block-Digest" in names:
        assert digest_is(names["WARC-Block-Digest"], block), "block digest"
    payload = block.partition(b"\r\n\r\n")[2]
    if "WARC-Payload-Digest" in names:
        assert digest_is(names["WARC-Payload-Digest"], payload), \
            "payload digest"
    return names, block, payload


def main():
    kinds, ids, bodies = {}, set(), set()
    for path in sys.argv[1:]:
        with open(path, "rb") as f:
            data = f.read()
        for i, record in enumerate(members(data)):
            names, block, payload = read(record)
            kind = names["WARC-Type"]
            assert i > 0 or kind == "warcinfo", "no warcinfo in front"
            assert names["WARC-Record-ID"] not in ids, "an id twice"
            ids.add(names["WARC-Record-ID"])
            kinds[kind] = kinds.get(kind, 0) + 1
            if kind == "response":
                assert names["Content-Type"] == \
                    "application/http;msgtype=response" or \
                    names["Content-Type"] == \
                    "application/http; msgtype=response", names["Content-Type"]
                assert block.startswith(b"HTTP/"), block[:20]
                assert "WARC-Target-URI" in names
                bodies.add(payload)
            for other in re.findall(r"<urn:uuid:[^>]*>",
                                    names.get("WARC-Concurrent-To", "")):
                assert ID.match(other)
    print(kinds.get("response", 0), kinds.get("request", 0), len(bodies))


main()
