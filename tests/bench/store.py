#!/usr/bin/python3
"""bench-store: the store against git on the same content.

Writes VERSIONS versions of STORIES stories (texts made here, of a news story's
length and of edits like real ones), in one pass, and the same files and commit
messages through git fast-import; then sizes against git gc --aggressive, and
the versions of a story against git log -- path. PASSES=n splits the writing
into n passes as cron would.

With FILL=n instead: a store of n versions of short texts, in passes of 2,000,
then the versions of one story against git log -- path, and what the passes'
upkeep left of their packs.
"""
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time

VERSIONS = int(os.environ.get("VERSIONS", "20000"))
STORIES = int(os.environ.get("STORIES", str(max(1, VERSIONS * 2 // 5))))
PASSES = int(os.environ.get("PASSES", "1"))
WRITE = os.environ["B"] + "/tests/bench/store_write"
TRACKER = os.environ["B"] + "/tracker"
T0 = 1338422400

random.seed(1)
SYLLABLES = [c + v for c in "b c d f g h l m n p r s t v st tr ch".split()
             for v in "a e i o u ai ou".split()]
# A vocabulary with the skew of a language: few words often, many seldom.
WORDS = ["".join(random.choices(SYLLABLES, k=random.choice((1, 2, 2, 3, 4))))
         for _ in range(30000)]
WEIGHTS = [1 / (rank + 3) for rank in range(len(WORDS))]
CUMULATIVE = []
_sum = 0
for w in WEIGHTS:
    _sum += w
    CUMULATIVE.append(_sum)


def words(n):
    return random.choices(WORDS, cum_weights=CUMULATIVE, k=n)


def sentence():
    s = words(random.randint(8, 30))
    return s[0].capitalize() + " " + " ".join(s[1:]) + "."


def paragraph():
    return " ".join(sentence() for _ in range(random.randint(1, 3)))


def render(story):
    head = '---\nheadline: "%s"\nurl: "%s"\n---\n\n' % (
        story["head"], story["url"])
    return (head + "\n\n".join(story["body"]) + "\n").encode()


def edit(story):
    body = story["body"]
    kind = random.random()
    i = random.randrange(len(body))
    if kind < 0.5:                      # a few words
        w = body[i].split(" ")
        at = random.randrange(len(w))
        w[at:at + random.randint(1, 3)] = words(random.randint(1, 3))
        body[i] = " ".join(w)
    elif kind < 0.8:                    # a new paragraph
        body.insert(i, paragraph())
    elif kind < 0.9:
        story["head"] = " ".join(words(9)).capitalize()
    else:                               # one rewritten
        body[i] = paragraph()


def generate(path):
    stories = []
    for k in range(STORIES):
        host = "site%d.example" % (k % 40)
        stories.append({"url": "https://%s/news/%d" % (host, k),
                        "head": " ".join(words(9)).capitalize(),
                        "body": [paragraph() for _ in
                                 range(random.randint(6, 20))], "n": 0})
    order = list(range(STORIES))
    order += random.choices(order, k=VERSIONS - STORIES)
    order = order[:VERSIONS]
    offset = 0
    with open(path, "w") as out, open(path + ".texts", "wb") as texts:
        for i, k in enumerate(order):
            s = stories[k]
            if s["n"]:
                edit(s)
            s["n"] += 1
            text = render(s)
            texts.write(text)
            out.write("%s\t%d\t%s\t%d\t%d\n" % (
                s["url"], T0 + i * 40, s["head"], offset, len(text)))
            offset += len(text)
    return offset, stories[order[-1]]["url"]


def stream(repo, path):
    """What the store wrote, as a stream for git fast-import."""
    log = subprocess.run(
        ["git", "-C", repo, "log", "--reverse", "--name-only",
         "--format=%x01%H%x02%ct%x02%at%x02%B%x02", "main"],
        stdout=subprocess.PIPE, check=True).stdout
    cat = subprocess.Popen(["git", "-C", repo, "cat-file", "--batch"],
                           stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    with open(path, "wb") as out:
        for part in log.split(b"\x01")[1:]:
            sha, ct, at, body, name = part.split(b"\x02")
            name = name.strip()
            cat.stdin.write(sha + b":" + name + b"\n")
            cat.stdin.flush()
            size = int(cat.stdout.readline().split()[2])
            text = cat.stdout.read(size + 1)[:-1]
            out.write(b"commit refs/heads/main\nauthor tracker "
                      b"<tracker@localhost> %s +0000\ncommitter tracker "
                      b"<tracker@localhost> %s +0000\ndata %d\n%s\n"
                      b"M 100644 inline %s\ndata %d\n%s\n" %
                      (at, ct, len(body), body, name, size, text))
    cat.stdin.close()
    cat.wait()


def packs(repo):
    folder = repo + "/objects/pack"
    return sum(os.path.getsize(os.path.join(folder, f))
               for f in os.listdir(folder) if f.endswith((".pack", ".idx")))


def timed(cmd, repeat=1, **kw):
    best = None
    for _ in range(repeat):
        start = time.monotonic()
        subprocess.run(cmd, check=True, stdout=subprocess.DEVNULL, **kw)
        took = time.monotonic() - start
        best = took if best is None else min(best, took)
    return best


def fill(n):
    top = tempfile.mkdtemp(prefix="bench-store.", dir=os.environ.get("TMPDIR"))
    store = top + "/store"
    repo = store + "/archive.git"
    took = timed([WRITE, "fill", store, str(n), str(n // 5), "2000"])
    print("%d versions of %d stories: %.0f s, %d packs, archive %.1f MB, "
          "catalog %.1f MB" % (
              n, n // 5, took,
              sum(f.endswith(".pack") for f in os.listdir(
                  repo + "/objects/pack")), packs(repo) / 1e6,
              os.path.getsize(store + "/catalog.db") / 1e6))
    compare_log(store, "https://site1.example/news/1")
    shutil.rmtree(top)


def compare_log(store, url):
    repo = store + "/archive.git"
    sha = subprocess.run([WRITE, "log", store, url], check=True,
                         stdout=subprocess.PIPE).stdout.split()[1].decode()
    path = subprocess.run(["git", "-C", repo, "show", "--format=",
                           "--name-only", sha], check=True,
                          stdout=subprocess.PIPE).stdout.decode().strip()
    mine = timed([WRITE, "log", store, url], repeat=7)
    theirs = timed(["git", "-C", repo, "log", "--format=%H %s", "main", "--",
                    path], repeat=2)
    conf = store + ".yaml"
    with open(conf, "w") as f:
        f.write("store: %s\n" % store)
    log = timed([TRACKER, "-c", conf, "log", url], repeat=7)
    print("versions of a story: %.1f ms; tracker log %.1f ms; "
          "git log -- path %.1f ms, %.0f times as long as tracker log\n"
          "(bars, of a million versions, FILL=1000000: 20 ms, 20 times)" % (
              mine * 1e3, log * 1e3, theirs * 1e3, theirs / log))


def main():
    if "FILL" in os.environ:
        return fill(int(os.environ["FILL"]))
    top = tempfile.mkdtemp(prefix="bench-store.", dir=os.environ.get("TMPDIR"))
    listing = top + "/list"
    nbytes, url = generate(listing)
    store = top + "/store"
    batch = (VERSIONS + PASSES - 1) // PASSES
    print("%d versions of %d stories, %.1f MB of text, %d pass(es)" %
          (VERSIONS, STORIES, nbytes / 1e6, PASSES))
    wrote = timed([WRITE, "write", store, listing, str(batch)])
    repo = store + "/archive.git"
    subprocess.run(["git", "-C", repo, "fsck", "--strict"], check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    print("store, durable, with catalog and search: %.2f s, %.0f versions/s" %
          (wrote, VERSIONS / wrote))

    fast = top + "/fast.git"
    subprocess.run(["git", "init", "-q", "--bare", fast], check=True)
    stream(repo, top + "/stream")
    with open(top + "/stream", "rb") as data:
        imported = timed(["git", "-C", fast, "-c", "core.fsync=all",
                          "fast-import", "--quiet"], stdin=data)
    print("git fast-import: %.2f s, %.0f versions/s; the store is %.2f times "
          "as fast" % (imported, VERSIONS / imported, imported / wrote))

    mine = packs(repo)
    imported_size = packs(fast)
    copy = top + "/gc.git"
    shutil.copytree(repo, copy)
    aggressive = timed(["git", "-C", copy, "gc", "-q", "--aggressive",
                        "--prune=now"], stderr=subprocess.DEVNULL)
    gc = packs(copy)
    print("archive %.2f MB, fast-import %.2f MB, after gc --aggressive %.2f MB "
          "(%.1f s); the archive is %.2f times that" % (
              mine / 1e6, imported_size / 1e6, gc / 1e6, aggressive, mine / gc))
    print("catalog with search %.1f MB" %
          (os.path.getsize(store + "/catalog.db") / 1e6))

    compare_log(store, url)
    shutil.rmtree(top)


if __name__ == "__main__":
    sys.exit(main())
