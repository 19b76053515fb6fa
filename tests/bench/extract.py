#!/usr/bin/python3
"""extract.py TRACKER DATA WORK [SET ...]: runs `tracker extract --json --list`
over each set of DATA (archives <set>.tar.xz, or folders) in one process, writes
what it says as the scorers want it, and prints their figures, pages and MB a
second of CPU time, and how many times as long peers take for part of the set.
The scorers are ../score/ beside DATA."""
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
    out, seconds = min((timed([tracker, "extract", "--json", "--list",
                               base + ".list"]) for _ in range(3)),
                       key=lambda r: r[1])
    out.check_returncode()
    return out.stdout.decode().splitlines(), seconds


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
    _, ours = run(tracker, rows, base + ".part")
    for name, program, seconds in PEERS:
        theirs = shutil.which(program) and seconds(rows, base + ".part.list")
        if theirs:
            print(f"   {name}: {len(rows)} pages, {megabytes(rows):.1f} MB, "
                  f"{theirs:.2f} s CPU, {theirs / ours:.0f} times our "
                  f"{ours:.3f} s", flush=True)


def write(rows, lines, out, notes):
    os.makedirs(out, exist_ok=True)
    for (name, *_), line in zip(rows, lines):
        o = json.loads(line)
        text = o.get("paragraphs", [])
        if notes:
            text = text + [n["text"] for n in o.get("notes", [])]
        with open(f"{out}/{name}.txt", "w") as f:
            f.write("\n\n".join(text))
        with open(f"{out}/{name}.json", "w") as f:
            json.dump({"title": o.get("headline") or "",
                       "byline": o.get("byline") or "",
                       "date": o.get("published") or ""}, f)


def main():
    tracker, data, work = sys.argv[1:4]
    sets = sys.argv[4:] or sorted({os.path.basename(p).split(".")[0]
                                   for p in glob.glob(data + "/*")})
    score = os.path.join(os.path.dirname(os.path.abspath(data)), "score")
    os.makedirs(work, exist_ok=True)
    for name in sets:
        folder = unpack(data, work, name)
        rows = pages(folder)
        base = os.path.join(work, name)
        lines, seconds = run(tracker, rows, base)
        assert len(lines) == len(rows), "one object a page was expected"
        out = base + ".out"
        write(rows, lines, out, name == "churn")
        mb = megabytes(rows)
        print(f"== {name}: {len(rows)} pages, {mb:.1f} MB, {seconds:.2f} s "
              f"CPU, {len(rows) / seconds:.0f} pages/s, "
              f"{mb / seconds:.1f} MB/s", flush=True)
        if name != "churn":
            peers(tracker, rows, base)
        tool = "churn.py" if name == "churn" else "extraction.py"
        subprocess.run([sys.executable, os.path.join(score, tool), folder,
                        out] + ([] if name == "churn" else ["--boot", "0"]),
                       check=True)


main()
