"""Applies the edits of `diff --json` to OLD and compares with NEW, to the byte.

usage: apply.py OLD NEW JSONFILE       exit 0 when the rebuilt text is NEW

Only inserted and replacing bytes come from `after`; everything else comes from
OLD, so that a wrong offset anywhere shows.
"""
import json
import sys


def text(edit, side, data):
    """The bytes of one side of an edit: as said, checked against the file."""
    span = edit["old" if side == "before" else "new"]
    raw = data[span["start"]:span["end"]]
    said = edit[side]
    if raw.decode("utf-8", "replace") != said and \
            b"\xef\xbf\xbd" not in said.encode():
        raise SystemExit("%s differs at %r: %r is not %r"
                         % (side, span, said, raw))
    return raw


def inner(move, old, new):
    """The moved block, changed by the edits inside it."""
    out, at = b"", move["old"]["start"]
    for e in sorted(move.get("inner", []), key=lambda e: e["old"]["start"]):
        out += old[at:e["old"]["start"]]
        if e["op"] != "delete":
            out += text(e, "after", new)
        at = e["old"]["end"]
    return out + old[at:move["old"]["end"]]


def rebuild(edits, old, new):
    cuts = sorted((e["old"]["start"], e["old"]["end"]) for e in edits
                  if e["op"] != "insert")
    kept, at = b"", 0
    for start, end in cuts:
        if start < at:
            raise SystemExit("edits overlap at byte %d of OLD" % start)
        kept += old[at:start]
        at = end
    kept += old[at:]

    out, used = b"", 0
    for e in sorted((e for e in edits if e["op"] != "delete"),
                    key=lambda e: e["new"]["start"]):
        gap = e["new"]["start"] - len(out)
        if gap < 0:
            raise SystemExit("edits overlap at byte %d of NEW" % len(out))
        out += kept[used:used + gap]
        used += gap
        out += inner(e, old, new) if e["op"] == "move" else \
            text(e, "after", new)
    return out + kept[used:]


def main():
    old, new = (open(name, "rb").read() for name in sys.argv[1:3])
    for line in open(sys.argv[3], encoding="utf-8"):
        edits = json.loads(line)["edits"]
        for e in edits:
            if e["op"] in ("replace", "delete"):
                text(e, "before", old)
        got = rebuild(edits, old, new)
        if got != new:
            raise SystemExit("not NEW: %r" % got[:200])


main()
