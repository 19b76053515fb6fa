#!/usr/bin/python3
"""extract.py TRACKER DATA WORK [SET ...]: runs `tracker extract --json --list`
over each set of DATA (archives <set>.tar.xz, or folders) in one process, writes
what it says as the scorers want it, and prints their figures, pages and MB a
second of CPU time, and how many times as long peers take for part of the set.
With PEER=1 in the environment the scorer reads Readability.js' output, too, over
the whole set; with TOGETHER=1 the pages of a set are read together. The scorers
are ../score/ beside DATA."""
import glob
import json
import os
import resource
import shutil
import subprocess
import sys
import tarfile


def unpack(data, work, name):
    """The folder of a set, unpacked where it is an archive."""
    plain = os.path.join(data, name)
    if os.path.isdir(plain):
        return plain
    out = os.path.join(work, name)
    if not os.path.isdir(out):
        os.makedirs(out)
        with tarfile.open(os.path.join(data, name + ".tar.xz")) as t:
            t.extractall(out)
    inner = os.path.join(out, name)
    return inner if os.path.isdir(inner) else out


def pages(folder):
    """Rows of the list: id, file, url, charset."""
    urls = {}
    if os.path.exists(folder + "/manifest.json"):
        with open(folder + "/manifest.json") as f:
            urls = {k: v["url"] for k, v in json.load(f).items()}
    rows = []
    for page in sorted(glob.glob(folder + "/**/page.html", recursive=True)):
        d = os.path.dirname(page)
        name = os.path.basename(d)
        url, charset = urls.get(name.rsplit(".", 1)[0], ""), ""
        if os.path.exists(d + "/url.txt"):
            with open(d + "/url.txt") as f:
                url = f.read().strip()
        if os.path.exists(d + "/meta.json"):
            with open(d + "/meta.json") as f:
                charset = json.load(f).get("encoding", "")
        rows.append((name, page, url, charset))
    return rows


def cpu():
    r = resource.getrusage(resource.RUSAGE_CHILDREN)
    return r.ru_utime + r.ru_stime


def write_list(rows, path):
    with open(path, "w") as f:
        for _, page, url, charset in rows:
            f.write(f"{page}\t{url}\t{charset}\n")


def timed(command):
    """What a command prints, and the CPU seconds it takes."""
    before = cpu()
    out = subprocess.run(command, stdout=subprocess.PIPE,
                         stderr=subprocess.DEVNULL)
    return out, cpu() - before


def run(tracker, rows, base):
    """The fastest of three runs: other work on the machine is not ours."""
    write_list(rows, base + ".list")
    together = ["--together"] if os.environ.get("TOGETHER") else []
    out, seconds = min((timed([tracker, "extract", "--json", *together,
                               "--list", base + ".list"]) for _ in range(3)),
                       key=lambda r: r[1])
    out.check_returncode()
    return out.stdout.splitlines(), seconds


def megabytes(rows):
    return sum(os.path.getsize(r[1]) for r in rows) / 1e6


# ---- peers ------------------------------------------------------------------

PEER_MB = 8	# of a set, in pages from all of it


def readability(dom):
    """Readability.js without the time node takes to start, or None."""
    js = os.path.join(os.path.dirname(__file__), "extract_peers.js")

    def seconds(rows, path):
        write_list([], path)
        none, start = timed(["node", js, dom, path])
        write_list(rows, path)
        out, whole = timed(["node", js, dom, path])
        got = out.stdout.splitlines()
        return whole - start if none.returncode == 0 and \
            len(got) == len(rows) else None
    return seconds


def rdrview(rows, _):
    """One process a page, as it can do no other."""
    got = [timed(["rdrview", "-H", "-u", url, page])
           for _, page, url, _ in rows]
    return sum(s for _, s in got)


PEERS = [("Readability.js, jsdom", "node", readability("jsdom")),
         ("Readability.js, linkedom", "node", readability("linkedom")),
         ("rdrview", "rdrview", rdrview)]


def peers(tracker, rows, base):
    step = max(1, round(megabytes(rows) / PEER_MB))
    rows = rows[::step]
    _, own = run(tracker, rows, base + ".part")
    for name, program, seconds in PEERS:
        theirs = shutil.which(program) and seconds(rows, base + ".part.list")
        if theirs:
            print(f"   {name}: {len(rows)} pages, {megabytes(rows):.1f} MB, "
                  f"{theirs:.2f} s CPU, {theirs / own:.0f} times our "
                  f"{own:.3f} s", flush=True)


# ---- scores -----------------------------------------------------------------

def ours(line, notes):
    o = json.loads(line)
    text = o.get("paragraphs", [])
    if notes:
        text = text + [n["text"] for n in o.get("notes", [])]
    return {"text": "\n\n".join(text), "title": o.get("headline"),
            "byline": o.get("byline"), "date": o.get("published")}


def write(rows, said, out):
    """What was said of each page, as the scorers want it."""
    os.makedirs(out, exist_ok=True)
    for (name, *_), o in zip(rows, said):
        with open(f"{out}/{name}.txt", "w") as f:
            f.write(o["text"])
        with open(f"{out}/{name}.json", "w") as f:
            json.dump({k: o.get(k) or "" for k in ("title", "byline", "date")},
                      f)


def score(tool, folder, out):
    more = [] if tool.endswith("churn.py") else ["--boot", "0"]
    subprocess.run([sys.executable, tool, folder, out] + more, check=True)


def score_peer(tool, folder, rows, base):
    js = os.path.join(os.path.dirname(__file__), "extract_peers.js")
    out, _ = timed(["node", js, "jsdom", base + ".list"])
    lines = out.stdout.splitlines()	# of bytes: text has other line ends
    if len(lines) != len(rows):
        return
    write(rows, map(json.loads, lines), base + ".peer")
    print("-- Readability.js, jsdom, the same pages:", flush=True)
    score(tool, folder, base + ".peer")


def main():
    tracker, data, work = sys.argv[1:4]
    sets = sys.argv[4:] or sorted({os.path.basename(p).split(".")[0]
                                   for p in glob.glob(data + "/*")})
    scorers = os.path.join(os.path.dirname(os.path.abspath(data)), "score")
    os.makedirs(work, exist_ok=True)
    for name in sets:
        folder = unpack(data, work, name)
        rows = pages(folder)
        base = os.path.join(work, name)
        lines, seconds = run(tracker, rows, base)
        assert len(lines) == len(rows), "one object a page was expected"
        write(rows, [ours(line, name == "churn") for line in lines],
              base + ".out")
        mb = megabytes(rows)
        print(f"== {name}: {len(rows)} pages, {mb:.1f} MB, {seconds:.2f} s "
              f"CPU, {len(rows) / seconds:.0f} pages/s, "
              f"{mb / seconds:.1f} MB/s", flush=True)
        tool = os.path.join(scorers, "churn.py" if name == "churn"
                            else "extraction.py")
        if name != "churn":
            peers(tracker, rows, base)
        score(tool, folder, base + ".out")
        if name != "churn" and os.environ.get("PEER"):
            score_peer(tool, folder, rows, base)


main()
