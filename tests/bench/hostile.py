#!/usr/bin/python3
"""hostile.py TRACKER WORK SECONDS MB [WORD ...]: pages made here to cost much,
each at half its size and at the whole, through `tracker extract --json`. For
each: bytes, CPU seconds, peak memory, the growth from half to whole, the verdict.
Exits 1 when one passes SECONDS or MB, grows faster than its page, or gives no
verdict. Start-up, some 3 ms, is included."""
import json
import os
import sys

TRACKER, WORK = sys.argv[1:3]
SECONDS, MB = float(sys.argv[3]), float(sys.argv[4])
PICK = sys.argv[5:]
RUNS = 3	# the fastest counts: a busy machine makes no page hostile
GROWTH = 2.6	# at twice the size; small times are noise
NOISE = 0.15

STORY = ("<h1>Lamp lit at Varn Point</h1><p>The lighthouse at Varn Point will "
         "be lit again in spring, the harbour board said on Monday, eleven "
         "years after the last keeper left it to the gulls.</p>")
P = ("<p>The ferry left the quay at noon, \"as it always does\", said Odd Lunde, "
     "and came back with %d crates of herring.</p>\n")
LD = '<script type="application/ld+json">%s</script>' + STORY
STATE = "<p>Loading</p><script>window.__STATE__ = %s;</script>"
MIX = ("<div><p>a<ul><li>b<table><tr><td>c<a href=x>d<b><i>e<h2>f<form><dl>"
       "<dt>g<dd>h<font>i<article>j<blockquote>k<option>l<tbody>m<section>n")


def times(unit, n, before=STORY, after=""):
    return before + unit * n + after


def numbered(unit, n, before=STORY, after=""):
    return before + "".join(unit % i for i in range(n)) + after


def deep(tag, n, inner=STORY):
    return f"<{tag}>" * n + inner + f"</{tag}>" * n


def at_depth(tag, n, inner):
    return f"<{tag}>" * 400 + STORY + inner * n


def ld(articles):
    return LD % json.dumps({"@context": "https://schema.org",
                            "@graph": articles})


def article(i, body):
    return {"@type": "NewsArticle", "headline": f"Lamp lit, {i}",
            "datePublished": "2025-03-11T10:00:00Z", "articleBody": body,
            "author": [{"@type": "Person", "name": f"Orla Venn {i}"}]}


SENTENCE = "The ferry left the quay at noon and came back with herring. "
THOUSAND = 1000
MILLION = 1000000

# Name, size, and what makes the page of a size.
PAGES = [
    # bulk: 20 MB
    ("20 MB of paragraphs", 170 * THOUSAND, lambda n: numbered(P, n)),
    ("20 MB of short paragraphs", 1300 * THOUSAND,
     lambda n: times("<p>Lund, 3</p>\n", n)),
    ("20 MB in one paragraph", 330 * THOUSAND,
     lambda n: times(SENTENCE, n, STORY + "<p>")),
    ("20 MB of one word", 20 * MILLION, lambda n: times("a", n)),
    ("20 MB of blanks", 10 * MILLION, lambda n: times(" \n", n)),
    ("20 MB of no-break spaces", 10 * MILLION, lambda n: times("\u00a0", n)),
    ("20 MB without a tag", 330 * THOUSAND, lambda n: times(SENTENCE, n, "")),
    ("20 MB of Chinese", 400 * THOUSAND,
     lambda n: times("渡轮中午离开码头，带着鲱鱼回来。", n, STORY + "<p>")),
    ("20 MB of paragraphs after a break", 330 * THOUSAND,
     lambda n: times(SENTENCE + "<br><br>", n)),
    # depth
    ("ten thousand deep", 10 * THOUSAND, lambda n: deep("div", n)),
    ("ten thousand spans deep", 10 * THOUSAND, lambda n: deep("span", n)),
    ("a million deep", MILLION, lambda n: deep("div", n)),
    ("a million bold deep", MILLION, lambda n: deep("b", n)),
    ("lists in lists", 300 * THOUSAND, lambda n: times("<ul><li>a", n)),
    ("tables in tables", 200 * THOUSAND,
     lambda n: times("<table><tr><td>a", n)),
    ("quotations in quotations", 300 * THOUSAND,
     lambda n: times("<blockquote><p>a", n)),
    ("articles in articles", 200 * THOUSAND,
     lambda n: times("<article><h2>Lund</h2>" + P % 7, n)),
    ("definitions in definitions", 300 * THOUSAND,
     lambda n: times("<dl><dt>a<dd>b", n)),
    ("text between tags, ever deeper", 300 * THOUSAND,
     lambda n: times("<div>Lund ", n)),
    ("paragraphs 400 deep", 100 * THOUSAND,
     lambda n: at_depth("div", n, P % 7)),
    ("paragraphs 400 inline deep", 100 * THOUSAND,
     lambda n: at_depth("span", n, "<div>Lund</div>")),
    ("end tags of nothing 400 deep", 250 * THOUSAND,
     lambda n: at_depth("b", n, "</i></x>")),
    ("notes 400 deep", 60 * THOUSAND,
     lambda n: at_depth("div", n, "<p>Correction: It has 3 lamps.</p>")),
    ("loose end tags 400 deep", 250 * THOUSAND,
     lambda n: at_depth("span", n, "</li></td>")),
    ("headlines in headlines", 60 * THOUSAND, lambda n: times(
        "<div class=headline>" * 400 + "Lamp " * 600 + "</div>" * 400,
        n // 400)),
    ("dates in dates", 120 * THOUSAND, lambda n: times(
        "<div itemprop=dateModified>" * 400 + "x" * 8000 + "</div>" * 400,
        n // 400)),
    ("bylines in bylines", 100 * THOUSAND, lambda n: STORY +
     "<div class=byline>" * 400 + "<a href=x></a>" * n),
    ("authors in authors", 100 * THOUSAND, lambda n: STORY +
     "<div itemprop=author>" * 400 + "<i></i>" * n),
    ("sections in sections", 120 * THOUSAND, lambda n: times(
        "<section>" * 400 + "<p>Lund, 3" + "</section>" * 400, n // 400)),
    # attributes
    ("a million attributes", MILLION,
     lambda n: numbered(" a%d=1", n, STORY + "<p", ">x</p>")),
    ("a million times one attribute", MILLION,
     lambda n: times(" class=a", n, STORY + "<p", ">x</p>")),
    ("a million attributes that are read", 100 * THOUSAND, lambda n: times(
        "<p id=a class=b role=c lang=d name=e title=f rel=g href=h style=i "
        "content=j>", n)),
    ("names that differ", 200 * THOUSAND,
     lambda n: numbered("<div class='a%d-related x'>b</div>", n)),
    ("a class of 20 MB", 2 * MILLION,
     lambda n: times("related- x", n, STORY + "<p class='", "'>x</p>")),
    ("values without an end", 2 * MILLION,
     lambda n: times("\"a='", n, STORY + "<p a=")),
    ("entities in attributes", 100 * THOUSAND,
     lambda n: times("<a title='&amp;&quot;&amp;'>b</a>", n)),
    ("references in attributes", 300 * THOUSAND,
     lambda n: times("<a title='" + "&zz;" * 10 + "'>", n)),
    ("tags that differ", 250 * THOUSAND,
     lambda n: numbered("<a%d>b", n)),
    # siblings
    ("a million siblings", MILLION, lambda n: times("<div></div>", n)),
    ("a million paragraphs", MILLION, lambda n: times("<p>", n)),
    ("a million list items", MILLION,
     lambda n: times("<li>ab", n, STORY + "<ul>")),
    ("a million breaks", MILLION, lambda n: times("<br>", n)),
    ("a million words between breaks", MILLION, lambda n: times("a<br>", n)),
    ("a million links", MILLION, lambda n: times("<a href=x>y</a>", n)),
    ("headings", 200 * THOUSAND,
     lambda n: times("<h1 class=a>Lamp lit</h1>", n)),
    ("headings and prose", 120 * THOUSAND,
     lambda n: times("<h2>Lamp lit</h2>" + P % 7, n)),
    ("stories", 100 * THOUSAND, lambda n: times(
        "<article><h1>Lamp lit</h1>" + P % 7 + "</article>", n)),
    ("bylines", 200 * THOUSAND,
     lambda n: times("<p class=byline>By Orla Venn</p>", n)),
    ("authors", 200 * THOUSAND,
     lambda n: numbered("<a rel=author href=/author/v>Orla V%d</a>", n)),
    ("dates", 200 * THOUSAND, lambda n: times(
        "<time datetime='2025-03-11 10:00'>11 March 2025</time>", n)),
    ("metadata", 250 * THOUSAND, lambda n: numbered(
        "<meta name=author content='Orla V%d'>", n, "") + STORY),
    ("figures", 100 * THOUSAND, lambda n: times(
        "<figure><img src=x><figcaption>Lund. Photo: Venn</figcaption>"
        "</figure>", n)),
    ("decks", 200 * THOUSAND, lambda n: times(
        "<p class=deck>The lamp at Varn Point is lit in spring</p>", n, "") +
     STORY),
    ("furniture", 200 * THOUSAND, lambda n: times(
        "<p>Read more: the lamp at Varn Point is lit in spring</p>", n)),
    # inline
    ("200,000 inline tags", 200 * THOUSAND,
     lambda n: times("a <b>b</b> ", n // 2, STORY + "<p>")),
    ("inline tags ended crosswise", 200 * THOUSAND,
     lambda n: times("<b>a<i>b</b>c</i>", n // 2)),
    ("inline tags never ended", 250 * THOUSAND, lambda n: times("<b>a", n)),
    ("blocks in inline tags", 100 * THOUSAND,
     lambda n: times("<b><p>a</b></p>", n)),
    # tables
    ("a table of a million cells", MILLION,
     lambda n: times("<td>ab", n, STORY + "<table><tr>")),
    ("a table of 80,000 rows", 80 * THOUSAND, lambda n: times(
        "<tr><td>Lund</td><td>3</td></tr>\n", n, STORY + "<table>",
        "</table>")),
    ("a table of prose", 60 * THOUSAND,
     lambda n: times("<tr><td>" + SENTENCE + SENTENCE + "</td></tr>", n,
                     STORY + "<table>")),
    # broken
    ("everything unclosed", 12 * THOUSAND, lambda n: times(MIX, n)),
    ("stray end tags", MILLION, lambda n: times("</div></p></span>", n)),
    ("comments that open", 2 * MILLION, lambda n: times("<!-- a", n)),
    ("comments", MILLION, lambda n: times("a<!-- b -->", n)),
    ("declarations", MILLION, lambda n: times("a<!b>", n)),
    ("less-than signs", 10 * MILLION, lambda n: times("<", n)),
    ("less-than signs apart", 5 * MILLION, lambda n: times("a < ", n)),
    ("scripts that open", MILLION, lambda n: times("<script>", n)),
    ("styles and scripts that open", 500 * THOUSAND, lambda n: times(
        "<style><script><svg><iframe><noscript>", n)),
    ("scripts", 250 * THOUSAND, lambda n: times("a<script>b</script>", n)),
    ("tags that never end", 2 * MILLION, lambda n: times("<p a", n)),
    ("bytes that are no text", 10 * MILLION, lambda n: times("\x01\x02", n)),
    ("zeros", 10 * MILLION, lambda n: times("\0", n)),
    ("a title of 10 MB", 10 * MILLION,
     lambda n: times("a", n, "<title>", "</title>" + STORY)),
    ("a headline of 10 MB", 170 * THOUSAND,
     lambda n: times(SENTENCE, n, "<h1>", "</h1>" + STORY)),
    # entities
    ("a million entities", MILLION,
     lambda n: times("&amp;", n, STORY + "<p>")),
    ("a million numbers", MILLION,
     lambda n: times("&#233;", n, STORY + "<p>")),
    ("a million unknown entities", MILLION,
     lambda n: times("&nosuch;", n, STORY + "<p>")),
    ("ten million references", 10 * MILLION,
     lambda n: times("&a", n, STORY + "<p>")),
    ("ten million bad numbers", 5 * MILLION,
     lambda n: times("&#;", n, STORY + "<p>")),
    ("ten million ampersands", 10 * MILLION,
     lambda n: times("&", n, STORY + "<p>")),
    # JSON
    ("a body of 10 MB in JSON-LD", 170 * THOUSAND,
     lambda n: ld([article(1, SENTENCE * n)])),
    ("the same on the page", 80 * THOUSAND,
     lambda n: ld([article(1, SENTENCE * n)]) + "<p>" + SENTENCE * n),
    ("10 MB of articles", 45 * THOUSAND,
     lambda n: ld([article(i, SENTENCE) for i in range(n)])),
    ("articles in 10,000 scripts", 10 * THOUSAND,
     lambda n: "".join(ld([article(i, SENTENCE)]) for i in range(n))),
    ("100,000 authors in JSON-LD", 100 * THOUSAND, lambda n: ld([dict(
        article(1, SENTENCE), author=[{"name": f"Orla V{i}"}
                                      for i in range(n)])])),
    ("an author named 100,000 times", 100 * THOUSAND, lambda n: ld([
        dict(article(1, SENTENCE), author=[{"@id": "a"}] * n,
             publisher={"@id": "a"}), {"@id": "a", "name": "Venn " * n}])),
    ("authors in 4,000 objects", 4 * THOUSAND, lambda n: ld(
        [{"@id": str(i), "name": "V"} for i in range(n)] +
        [dict(article(1, SENTENCE),
              author=[{"@id": "x"} for i in range(n * 40)])])),
    ("a publisher of 4,000 articles", 4 * THOUSAND, lambda n: ld(
        [{"@id": "p", "name": "Post " * n * 100}] +
        [{"@type": "Article", "publisher": {"@id": "p"}}] * n)),
    ("empty objects", 1300 * THOUSAND,
     lambda n: LD % ("[" + "{}," * n + "{}]")),
    ("empty lists", 1300 * THOUSAND, lambda n: LD % ("[" + "[]," * n + "[]]")),
    ("empty strings", 1300 * THOUSAND,
     lambda n: LD % ("[" + '"",' * n + '""]')),
    ("objects just borne", 430 * THOUSAND,
     lambda n: LD % ("[" + "{}," * n + "{}]")),
    ("lists just borne", 800 * THOUSAND,
     lambda n: LD % ("[" + "[]," * n + "[]]")),
    ("numbers just borne", 2 * MILLION,
     lambda n: LD % ("[" + "1," * n + "1]")),
    ("strings just borne", 930 * THOUSAND,
     lambda n: LD % ("[" + '"",' * n + '""]')),
    ("references in JSON-LD", 3 * MILLION // 4, lambda n: ld([
        article(1, "&zz;" * n)])),
    ("4 MB of JSON-LD, four times", 270 * THOUSAND, lambda n: "".join(
        ld([article(1, SENTENCE * (n // 4))]) for _ in range(4))),
    ("JSON a million deep", MILLION, lambda n: LD % ("[" * n)),
    ("JSON 2,000 deep, often", 5 * THOUSAND, lambda n: LD % (
        "[" + ",".join(["[" * 1000 + "]" * 1000] * (n // 10)) + "]")),
    ("objects in objects", 200 * THOUSAND,
     lambda n: LD % ('{"@graph":' * n + "1" + "}" * n)),
    ("10 MB of numbers", 5 * MILLION,
     lambda n: LD % ("[" + "1," * n + "1]")),
    ("10 MB of broken JSON", 80 * THOUSAND, lambda n: LD % (
        '{"@type":"NewsArticle","articleBody":"' + SENTENCE * n + '","x":')),
    ("10 MB of broken pairs", 300 * THOUSAND,
     lambda n: LD % ('{"articleBody":"Lund","headline":' * n)),
    ("10 MB of quotation marks", 10 * MILLION,
     lambda n: LD % ('"' * n)),
    ("10 MB of escapes", 1600 * THOUSAND, lambda n: LD % (
        '{"@type":"NewsArticle","articleBody":"' + "\\u00e9" * n + '"}')),
    ("keys that collide", 300 * THOUSAND, lambda n: LD % (
        "{" + ",".join(f'"k{i}":1' for i in range(n)) + "}")),
    ("10 MB of page data", 80 * THOUSAND, lambda n: STATE % json.dumps(
        [{"text": f"{i} " + SENTENCE} for i in range(n)])),
    ("10 MB of page data in HTML", 60 * THOUSAND, lambda n: STATE % json.dumps(
        [{"text": f"<p>{i} {SENTENCE}{SENTENCE}</p>"} for i in range(n)])),
    ("paragraphs of page data again", 100 * THOUSAND, lambda n: STATE %
     json.dumps([{"text": f"{i} " + SENTENCE} for i in range(900)] +
                [{"text": "899 " + SENTENCE}] * n)),
    ("empty objects of page data", 2600 * THOUSAND,
     lambda n: STATE % ("[" + "{}," * n + "{}]")),
    ("page data a million deep", MILLION, lambda n: STATE % ('{"a":' * n)),
    ("page data in 1,000 scripts", THOUSAND, lambda n: (STATE % json.dumps(
        [{"text": SENTENCE * 3}] * 50)) * n),
    # notes
    ("labels", 120 * THOUSAND, lambda n: times("<p>Correction:</p>", n)),
    ("notes", 80 * THOUSAND, lambda n: numbered(
        "<p>Correction: An earlier version gave %d lamps.</p>", n)),
    ("brackets in one paragraph", 3 * MILLION,
     lambda n: times("(a) ", n, STORY + "<p>")),
    ("sentences in one paragraph", 3 * MILLION,
     lambda n: times("I. A ", n, STORY + "<p>")),
    ("words of notes", 600 * THOUSAND,
     lambda n: times("an earlier version of ", n, STORY + "<p>")),
    ("paragraphs of words of notes", 60 * THOUSAND,
     lambda n: times("<p>" + "an earlier version of " * 8 + "</p>", n)),
    ("notes in a long note", 60 * THOUSAND, lambda n: "<h1>Lamp</h1><p>"
     "Correction: It has 3 lamps. " + "Lund " * n + "<p>Correction: It has 4 "
     "lamps." + "<p>Correction: It has 3 lamps. Lund Lund" * n),
    # charsets
    ("windows-1252 without a word", 330 * THOUSAND, lambda n: times(
        "<p>Bl\u00e5b\u00e6r p\u00e5 \u00f8ya, \u00ab\u00e6sj\u00ab \u00e9n "
        "g\u00e5ng</p>", n).encode("latin-1")),
    ("UTF-16", 85 * THOUSAND, lambda n: numbered(P, n).encode("utf-16")),
    ("Shift JIS", 400 * THOUSAND, lambda n: ("<meta charset=shift_jis>" + times(
        "\u6e2f\u306e\u706f\u53f0\u306f\u6625\u306b\u706f\u308b\u3002", n)
    ).encode("shift_jis")),
    ("bytes that are no GB 18030", 20 * MILLION,
     lambda n: b"<meta charset=gb18030>" + STORY.encode() +
     b"\xb8\xdb\xbf\xda\xa1\xa3" * 45000 + b"\xff" * n),
    ("bytes that are no ISO-2022", 20 * MILLION,
     lambda n: b"<meta charset=iso-2022-jp>" + STORY.encode() +
     b"Lund " * 60000 + b"\x1b$B\xff" * (n // 4)),
    ("UTF-8 encoded twice", 400 * THOUSAND, lambda n: times(
        "<p>Bl\u00e5b\u00e6r p\u00e5 \u00f8ya", n).encode().decode("latin-1")
     .encode()),
    ("bytes that are no UTF-8", 10 * MILLION,
     lambda n: b"<meta charset=utf-8>" + STORY.encode() + b"\xff\xc3" * n),
]


def measure(path):
    """CPU seconds, peak MB and the object printed, or None."""
    r, w = os.pipe()
    pid = os.posix_spawn(TRACKER, [TRACKER, "extract", "--json", path],
                         os.environ, file_actions=[
                             (os.POSIX_SPAWN_DUP2, w, 1),
                             (os.POSIX_SPAWN_CLOSE, r)])
    os.close(w)
    with os.fdopen(r, "rb") as f:
        out = f.read()
    _, status, usage = os.wait4(pid, 0)
    try:
        o = json.loads(out) if status == 0 else None
    except ValueError:
        o = None
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, o


def write(path, make, size):
    """In a process of its own: what this one holds would count as a child's."""
    pid = os.fork()
    if pid == 0:
        page = make(size)
        with open(path, "wb") as f:
            f.write(page if isinstance(page, bytes) else page.encode())
        os._exit(0)
    os.waitpid(pid, 0)


def run(make, size):
    path = os.path.join(WORK, "page.html")
    write(path, make, size)
    got = [measure(path)]
    while len(got) < RUNS and got[0][0] > NOISE:
        got.append(measure(path))
    return os.path.getsize(path), *min(got, key=lambda g: g[0])


def judge(name, size, make):
    _, half, half_mb, _ = run(make, size // 2)
    n, seconds, mb, o = run(make, size)
    growth = seconds / max(half, 0.001)
    bad = [what for what, holds in (
        ("too slow", seconds > SECONDS), ("too large", mb > MB),
        ("too steep", seconds > NOISE and growth > GROWTH),
        ("no verdict", o is None or not o.get("verdict"))) if holds]
    print(f"{name:36} {n / 1e6:6.1f} MB {seconds:6.2f} s {mb:5.0f} MB "
          f"x{growth:3.1f} {(o or {}).get('verdict', '-'):8}"
          f"{' '.join(bad)}", flush=True)
    return not bad


def main():
    os.makedirs(WORK, exist_ok=True)
    print(f"{'page':36} {'size':>9} {'CPU':>8} {'peak':>8} 2N/N verdict")
    bad = [name for name, size, make in PAGES
           if (not PICK or any(w in name for w in PICK)) and
           not judge(name, size, make)]
    if bad:
        print(f"{len(bad)} beyond {SECONDS:g} s, {MB:g} MB or linear: "
              f"{', '.join(bad)}")
    os.remove(os.path.join(WORK, "page.html"))
    return bool(bad)


sys.exit(main())
