"""Near copies of one event: copies.py FILE DIR BENCH.

FILE has stories with `cluster`, computed by single links: two ends of a chain
need not share a word, and stories of two clusters may share paragraphs. So what
is told is held against the clusters as it is, with the same closure over it, and
against what the texts themselves have word for word.
"""
import gzip
import json
import re
import subprocess
import sys


def closure(pairs, names):
    up = {n: n for n in names}

    def top(n):
        while up[n] != n:
            n = up[n]
        return n

    for a, b in pairs:
        up[top(a)] = top(b)
    groups = {}
    for n in names:
        groups.setdefault(top(n), []).append(n)
    return {(a, b) for g in groups.values() for a in g for b in g if a < b}


def words(row):
    return re.findall(r"\w+", " ".join(row["paras"]).lower())


def shingles(w, n):
    return {tuple(w[i:i + n]) for i in range(len(w) - n + 1)}


def word_for_word(a, b, n=8):
    """Words of the shorter that stand in runs of n words of the other."""
    if len(a) < len(b):
        a, b = b, a
    have, inside = shingles(a, n), set()
    for i in range(len(b) - n + 1):
        if tuple(b[i:i + n]) in have:
            inside.update(range(i, i + n))
    return len(inside)


def main(path, folder, bench):
    rows = [json.loads(line) for line in gzip.open(path, "rt")]
    listed = folder + "/list"
    with open(listed, "w") as f:
        for r in rows:
            text = "\x1f".join(" ".join(p.split()) for p in r["paras"])
            f.write("%s\t%s\n" % (r["id"], text))
    out = subprocess.run([bench, "list", folder + "/listed", listed],
                         check=True, capture_output=True, text=True).stdout
    told, share = set(), {}
    for line in out.splitlines():
        a, b, s = line.split(" ")
        told.add((min(a, b), max(a, b)))
        share[min(a, b), max(a, b)] = float(s)
    clusters = {}
    for r in rows:
        if r["cluster"] is not None:
            clusters.setdefault(r["cluster"], []).append(r["id"])
    true = {(a, b) for g in clusters.values() for a in g for b in g if a < b}
    print("%d stories, %d pairs of near copies by cluster" %
          (len(rows), len(true)))
    names = [r["id"] for r in rows]
    inside = {n for g in clusters.values() for n in g}
    for what, pairs in (("pairs told", told),
                        ("pairs with half the text", {p for p in told
                                                      if share[p] >= .5})):
        both = len(pairs & true)
        print("%s: %d, %.1f %% in one cluster; %.1f %% of the clusters' "
              "pairs, %.1f %% when chained" %
              (what, len(pairs), 100 * both / max(1, len(pairs)),
               100 * both / len(true),
               100 * len(closure(pairs, names) & true) / len(true)))
    text = {r["id"]: words(r) for r in rows}
    five = {n: shingles(text[n], 5) for n in inside}
    near = {(a, b) for a, b in true if 5 * len(five[a] & five[b]) >=
            min(len(five[a]), len(five[b]))}
    print("pairs of a cluster with a fifth of their five-word runs in common: "
          "%d, %.1f %% told" % (len(near), 100 * len(near & told) / len(near)))
    apart = told - true
    same = [p for p in apart
            if word_for_word(text[p[0]], text[p[1]]) >= 30]
    print("pairs told of two clusters or none: %d, %d of them with 30 words in "
          "runs of eight" % (len(apart), len(same)))
    lone = [n for n in inside if not any(n in p for p in told & true)]
    print("stories of a cluster without one copy of it found: %d of %d" %
          (len(lone), len(inside)))


main(*sys.argv[1:])
