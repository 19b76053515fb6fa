"""make bench-diff: scores of every set and grain, of peers, speed and memory.

usage: diff_bench.py --tracker PROGRAM --data FOLDER --work FOLDER
"""
import argparse
import json
import os
import random
import re
import resource
import shutil
import subprocess
import sys
import tarfile
import time

SCORED = ["iterater", "arxivedits", "synth"]
PLAIN = ["real500", "wikirevs-en", "wikirevs-ru", "wikirevs-hi", "wikirevs-th",
         "wikirevs-zh"]


def unpack(data, work):
    """The folder of each set; archives are unpacked once."""
    for name in SCORED + PLAIN:
        archive = os.path.join(data, name + ".tar.xz")
        if os.path.exists(archive) and not os.path.isdir(f"{work}/{name}"):
            with tarfile.open(archive) as tar:
                tar.extractall(work)
    return [n for n in SCORED + PLAIN if os.path.isdir(f"{work}/{n}")]


def run(command, out, **kw):
    """Wall seconds, processor seconds and MiB at most of one command."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.monotonic()
    with open(out, "wb") as f:
        code = subprocess.run(command, stdout=f, stderr=subprocess.DEVNULL,
                              **kw).returncode
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (time.monotonic() - start,
            after.ru_utime + after.ru_stime - before.ru_utime -
            before.ru_stime, code)


def best(command, out, times=5, **kw):
    """Least processor time of some runs: the machine may be shared."""
    return min(run(command, out, **kw)[1] for _ in range(times))


def memory(command):
    """MiB at most of one command, by GNU time; 0 without it."""
    if not shutil.which("time"):
        return 0
    done = subprocess.run([shutil.which("time"), "-f", "%M", *command],
                          stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    try:
        return int(done.stderr.split()[-1]) / 1024
    except (ValueError, IndexError):
        return 0


# ---- peers: their marks read back as edits ----------------------------------

MARKS = re.compile(rb"\x01d(.*?)\x02d|\x01i(.*?)\x02i", re.S)


def marked(output, old, new):
    """Edits from output with marks round what went and what came; the peer's
    white space is not to be trusted, so positions count other bytes."""
    def solid(data):
        return [i for i, c in enumerate(data) if c not in b" \t\r\n\v\f"]
    at_old, at_new = solid(old), solid(new)
    edits, o, n, end, adjacent = [], 0, 0, 0, None

    def count(text):
        return len(solid(text))

    def byte(table, k, data):
        return table[k] if k < len(table) else len(data)
    for m in MARKS.finditer(output):
        between = count(output[end:m.start()])
        o, n, end = o + between, n + between, m.end()
        gone, came = count(m.group(1) or b""), count(m.group(2) or b"")
        if not adjacent or between:
            adjacent = [o, o, n, n]
            edits.append(adjacent)
        o, n = o + gone, n + came
        adjacent[1], adjacent[3] = o, n
    return [{"op": "replace",
             "old": span(at_old, e[0], e[1], old, byte),
             "new": span(at_new, e[2], e[3], new, byte)} for e in edits]


def span(table, start, end, data, byte):
    first = byte(table, start, data)
    return {"start": first,
            "end": table[end - 1] + 1 if end > start else first}


def whole(edits, old, new):
    """Ends of edits at ends of characters, for the scorer counts those."""
    for e in edits:
        for side, data in (("old", old), ("new", new)):
            while e[side]["end"] < len(data) and \
                    data[e[side]["end"]] & 0xc0 == 0x80:
                e[side]["end"] += 1
    return edits


def wdiff(a, b):
    return ["wdiff", "-w\x01d", "-x\x02d", "-y\x01i", "-z\x02i", a, b]


def dwdiff(a, b):
    return ["dwdiff", "-w\x01d", "-x\x02d", "-y\x01i", "-z\x02i", "-P", a, b]


def git(a, b):
    return ["git", "diff", "--no-index", "--word-diff=porcelain", "-U1000000",
            a, b]


def porcelain(text):
    """git's lines as the same marks."""
    out = []
    body = text.split(b"@@\n", 1)[-1] if b"@@\n" in text else b""
    for line in body.split(b"\n"):
        kind, rest = line[:1], line[1:]
        if kind == b"-":
            out.append(b"\x01d" + rest + b"\x02d")
        elif kind == b"+":
            out.append(b"\x01i" + rest + b"\x02i")
        elif kind == b" ":
            out.append(rest)
        elif kind == b"~":
            out.append(b"\n")
    return b"".join(out)


def peer_results(pairs, command, convert, out):
    with open(out, "w") as f:
        for a, b in pairs:
            old, new = open(a, "rb").read(), open(b, "rb").read()
            text = subprocess.run(command(a, b), stdout=subprocess.PIPE,
                                  stderr=subprocess.DEVNULL).stdout
            if not text:
                text = new
            edits = whole(marked(convert(text), old, new), old, new)
            f.write(json.dumps({"edits": edits}) + "\n")


# ---- what is printed --------------------------------------------------------


def score(scorer, folder, result):
    done = subprocess.run([sys.executable, scorer, "score", folder, result],
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          text=True)
    lines = done.stdout.strip().split("\n")
    return "  ".join(lines[1:]) if done.returncode == 0 else lines[-1]


def exact(pairs, result):
    """Pairs whose edits give NEW to the byte, by an applier of its own."""
    good = 0
    for (a, b), line in zip(pairs, open(result, encoding="utf-8")):
        old, new = open(a, "rb").read(), open(b, "rb").read()
        good += rebuild(json.loads(line)["edits"], old, new) == new
    return good


def rebuild(edits, old, new):
    cuts = sorted((e["old"]["start"], e["old"]["end"]) for e in edits)
    kept, at = b"", 0
    for start, end in cuts:
        kept += old[at:start]
        at = max(at, end)
    kept += old[at:]
    out, used = b"", 0
    for e in sorted(edits, key=lambda e: (e["new"]["start"], e["new"]["end"])):
        gap = e["new"]["start"] - len(out)
        out += kept[used:used + gap]
        used += gap
        if e["op"] == "move":
            lo, hi = e["old"]["start"], e["old"]["end"]
            inside = [dict(i, old={k: v - lo for k, v in i["old"].items()
                                   if k != "paragraph"},
                           new={"start": i["new"]["start"] - e["new"]["start"],
                                "end": i["new"]["end"] - e["new"]["start"]})
                      for i in e["inner"]]
            out += rebuild(inside, old[lo:hi],
                           new[e["new"]["start"]:e["new"]["end"]])
        else:
            out += new[e["new"]["start"]:e["new"]["end"]]
    return out + kept[used:]


def listed(scorer, folder, path):
    text = subprocess.run([sys.executable, scorer, "list", folder],
                          stdout=subprocess.PIPE, text=True).stdout
    with open(path, "w") as f:
        f.write(text)
    return [line.split("\t") for line in text.splitlines()]


def quality(args, scorer, names):
    for name in names:
        folder, lst = f"{args.work}/{name}", f"{args.work}/{name}.list"
        pairs = listed(scorer, folder, lst)
        for grain in ("auto", "word", "phrase"):
            out = f"{args.work}/{name}.{grain}"
            run([args.tracker, "diff", "--no-index", "--format=json",
                 f"--grain={grain}", "--pairs", lst], out)
            good = exact(pairs, out)
            text = score(scorer, folder, out) if name in SCORED else \
                f"{moves(out)} moves"
            print(f"{name:12} tracker {grain:8} exact {good}/{len(pairs)}  "
                  f"{text}", flush=True)
        if name in SCORED:
            peers(args, scorer, name, folder, pairs, lst)


def moves(result):
    return sum(e["op"] == "move" for line in open(result)
               for e in json.loads(line)["edits"])


def peers(args, scorer, name, folder, pairs, lst):
    for peer, command, convert in (("wdiff", wdiff, bytes),
                                   ("dwdiff", dwdiff, bytes),
                                   ("git", git, porcelain)):
        if not shutil.which(peer):
            continue
        out = f"{args.work}/{name}.{peer}"
        peer_results(pairs, command, convert, out)
        print(f"{name:12} {peer:16} {score(scorer, folder, out)}", flush=True)
    for peer, module in (("jsdiff", "diff"), ("dmp", "diff-match-patch")):
        if not os.path.isdir(f"{args.work}/node_modules/{module}"):
            print(f"{name:12} {peer:16} not installed")
            continue
        out = f"{args.work}/{name}.{peer}"
        js = os.path.join(os.path.dirname(os.path.abspath(__file__)),
                          "diff_peers.js")
        env = dict(os.environ, NODE_PATH=f"{args.work}/node_modules")
        run(["node", js, peer, lst], out, env=env)
        print(f"{name:12} {peer:16} {score(scorer, folder, out)}", flush=True)


def prose(rng, words, n):
    out = []
    for i in range(n):
        out.append(rng.choice(words[:60] if rng.random() < .4 else words))
        if rng.random() < .05:
            out[-1] += "."
        if rng.random() < .01:
            out[-1] += ".\n\n"
    return out


def join(words):
    return " ".join(words).replace("\n ", "\n")


def cases(work):
    """Pairs that are large or hard, made from a fixed seed."""
    rng = random.Random(7)
    vocabulary = ["".join(rng.choice("aeiourstlnm") for _ in range(
        rng.randint(2, 9))) for _ in range(8000)]
    big = prose(rng, vocabulary, 330000)
    changed = [rng.choice(vocabulary) if rng.random() < .01 else w for w in big]
    four = ["alpha", "beta", "gamma", "delta"]
    made = {
        "2 MB, 1 % changed": (join(big), join(changed)),
        "nothing in common": (
            join("a" + w for w in prose(rng, vocabulary, 29000)),
            join("b" + w for w in prose(rng, vocabulary, 29000))),
        "one word repeated": ("word " * 40000, "word " * 39000),
        "four words at random": (
            " ".join(rng.choice(four) for _ in range(38000)),
            " ".join(rng.choice(four) for _ in range(38000))),
    }
    for i, (name, (a, b)) in enumerate(made.items()):
        for side, text in (("old", a), ("new", b)):
            with open(f"{work}/case{i}.{side}", "w") as f:
                f.write(text)
        yield name, f"{work}/case{i}.old", f"{work}/case{i}.new"


def speed_pairs(args):
    """5,000 pairs in one process, from real500's, beside wc -w."""
    lst, out = f"{args.work}/pairs.list", f"{args.work}/pairs.out"
    lines = open(f"{args.work}/real500.list").read().splitlines()
    many = [lines[i % len(lines)] for i in range(5000)]
    with open(lst, "w") as f:
        f.write("\n".join(many) + "\n")
    files = [name for line in many for name in line.split("\t")]
    size = sum(os.path.getsize(name) for name in files)
    took = best([args.tracker, "diff", "--no-index", "--format=json",
                 "--pairs", lst], out, 3)
    with open(f"{args.work}/files", "w") as f:
        f.write("\0".join(files) + "\0")
    counted = best(["wc", "-w", f"--files0-from={args.work}/files"], out, 3)
    print(f"5,000 pairs: {size / 1e6:.0f} MB in {took:.2f} s of one core: "
          f"{size / took / 1e6:.0f} MB/s; wc -w {size / counted / 1e6:.0f} MB/s",
          flush=True)


def speed(args):
    out = f"{args.work}/case.out"
    base = memory([args.tracker, "diff", "--no-index", "/dev/null",
                   "/dev/null"])
    for name, a, b in cases(args.work):
        size = os.path.getsize(a) + os.path.getsize(b)
        ours = [args.tracker, "diff", "--no-index", "--format=json", a, b]
        took = best(ours, out)
        text = f"{name}: tracker {took * 1e3:.1f} ms"
        for peer, command in (("wdiff", ["wdiff", a, b]),
                              ("git", ["git", "diff", "--no-index",
                                       "--word-diff", a, b])):
            if shutil.which(peer):
                theirs = best(command, out, 3)
                text += f", {peer} {theirs * 1e3:.0f} ms " \
                    f"({theirs / took:.1f} times)"
        text += f", wc -w {best(['wc', '-w', a, b], out) * 1e3:.0f} ms"
        used = memory(ours) - base
        if used > 0:
            text += f"; {used:.0f} MiB beside an empty diff, {used * 2**20 / size:.1f} times the text"
        print(text, flush=True)


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--tracker", required=True)
    p.add_argument("--data", required=True)
    p.add_argument("--work", required=True)
    args = p.parse_args()
    for name in ("tracker", "data", "work"):
        setattr(args, name, os.path.abspath(getattr(args, name)))
    os.makedirs(args.work, exist_ok=True)
    names = unpack(args.data, args.work)
    scorer = os.path.join(args.data, "..", "score", "diff.py")
    quality(args, scorer, names)
    if "real500" in names:
        speed_pairs(args)
    speed(args)


main()
