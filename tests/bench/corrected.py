#!/usr/bin/env python3
"""corrected.py TRACKER FILE OUT: stories before and after a note came.

Each row of FILE (JSON Lines: title_before, before, title_after, after, notice)
becomes a page served on this machine, polled, changed and polled again. The
reports go to OUT/<n>.txt and OUT/<n>.json, to be read by eye; printed is how
many claims whose words stand in both texts were found in the change, how many
notes were seen at all, and how many edits of fact go beyond them."""
import functools
import html
import http.server
import json
import os
import re
import shutil
import subprocess
import sys
import threading

tracker, source, out = sys.argv[1:4]
rows = [json.loads(l) for l in open(source, encoding="utf-8") if l.strip()]
shutil.rmtree(out, ignore_errors=True)
os.makedirs(out + "/web")


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *args):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(
    Quiet, directory=out + "/web"))
threading.Thread(target=server.serve_forever, daemon=True).start()
base = "http://127.0.0.1:%d" % server.server_port


def page(i, title, text, note, mtime):
    path = "%s/web/story-%02d.html" % (out, i)
    lines = [l.strip() for l in text.split("\n") if l.strip()]
    if note and note[:40] not in text:
        lines.insert(0, "(" + note + ")")
    with open(path, "w", encoding="utf-8") as f:
        f.write("<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'>"
                "<title>%s</title></head><body><article><h1>%s</h1>\n%s\n"
                "</article></body></html>" % (html.escape(title),
                html.escape(title), "\n".join("<p>%s</p>" % html.escape(l)
                                              for l in lines)))
    os.utime(path, (mtime, mtime))


def run(when, *args):
    env = dict(os.environ, TRACKER_NOW=when)
    return subprocess.run([tracker, "-c", out + "/feeds.yaml", *args], env=env,
                          stdout=subprocess.PIPE, check=False).stdout.decode()


with open(out + "/feeds.yaml", "w", encoding="utf-8") as f:
    f.write("store: %s/store\nallow-private: true\nagent: bench\n"
            "defaults: { every: 1m, delay: 0s }\nstories:\n"
            % os.path.abspath(out))
    for i in range(len(rows)):
        f.write("  - %s/story-%02d.html\n" % (base, i))
for when, side in (("2025-03-12T09:30:00Z", "before"),
                   ("2025-03-13T09:30:00Z", "after")):
    for i, r in enumerate(rows):
        page(i, r["title_" + side], r[side],
             r["notice"] if side == "after" else "",
             1741760000 + 86400 * (side == "after"))
    run(when, "poll")

flat = lambda s: re.sub(r"\W+", " ", (s or "").lower()).strip()


def within(part, text):
    return bool(flat(part)) and " %s " % flat(part) in " %s " % flat(text)


# The publisher's text without the note, which says both phrases.
def without(text, note):
    return text.replace(note, " ")


notes = both = found = beyond = versions = 0
for i, r in enumerate(rows):
    url = "%s/story-%02d.html" % (base, i)
    for form, name in (("text", "txt"), ("json", "json")):
        text = run("2025-03-13T10:00:00Z", "report", "--format=" + form, url)
        with open("%s/%02d.%s" % (out, i, name), "w", encoding="utf-8") as f:
            f.write(text)
    got = json.loads(text) if text else {"notes": [], "beyond_notes": []}
    versions += len(got.get("versions", [])) == 2
    notes += bool(got["notes"])
    beyond += len(got["beyond_notes"])
    for n in got["notes"]:
        for c in n["claims"]:
            if not within(c["wrong"], without(r["before"], r["notice"])) or \
               not within(c["right"], without(r["after"], r["notice"])):
                continue
            both += 1
            if c["verdict"] in ("matched", "partial"):
                found += 1
            else:
                print("not found: story %d: %r to %r: %s" % (
                    i, c["wrong"], c["right"], c["because"]))
print("%d stories, %d of two versions, %d with a note; of %d claims whose "
      "words stand in both texts %d are found; %d edits of fact beyond the "
      "notes" % (len(rows), versions, notes, both, found, beyond))
