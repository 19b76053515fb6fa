#!/bin/bash
# The story the tracker was made for, from a folder that holds its text as a
# reader saw it (and a README.md that says how the first version differed):
#
#	make check-seed DATA=FOLDER
#
# Two pages are made from the text in a temporary folder; nothing of it is kept.
case ${1:-} in
'')
	echo "usage: seed.sh FOLDER" >&2
	exit 64
	;;
esac
data=$(cd "$1" && pwd) || exit 66
. "${0%/*}/lib.sh"
serve

cat >pages.py <<'EOF'
"""Writes the corrected page and the first one, made from its text."""
import glob, html, os, re, sys

data, site = sys.argv[1:3]
text = open(glob.glob(os.path.join(data, "*.txt"))[0], encoding="utf-8").read()
story, furniture = text.split("Comments (0)", 1)
blocks = [b.strip() for b in story.split("\n\n") if b.strip()]


def write(headline, stamp, blocks, tail):
    paragraphs = "\n".join("<p>%s</p>" % html.escape(b) for b in blocks)
    teasers = "\n".join("<li><a href='/t'>%s</a></li>" % html.escape(t.strip())
                        for t in tail.splitlines() if t.strip())
    with open(os.path.join(site, "story.html"), "w", encoding="utf-8") as f:
        f.write("""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<title>%s | Wire</title></head><body>
<div id="nav"><a href="/">Home</a> <a href="/world">World</a></div>
<div id="content"><h1>%s</h1><div class="timestamp">%s</div>
<div id="articleText">%s</div></div>
<div id="comments">Comments (0)</div><div id="side"><ul>%s</ul></div>
</body></html>""" % (html.escape(headline), html.escape(headline), stamp,
                     paragraphs, teasers))


def first(blocks):
    """As the README's table describes the version before."""
    out = []
    for b in blocks:
        if b.startswith("(In May 30"):
            continue
        b = b.replace("a handful of military officials back into northwestern "
                      "Pakistan", "a handful of military trainers back into "
                      "Pakistan")
        b = b.replace("low-level military cooperation",
                      "low-level cooperation against militants")
        if b.startswith("Two U.S. officers have been sent"):
            b = ("Fewer than 10 U.S. special operations soldiers have been "
                 "sent to a training site near the city of Peshawar, where "
                 "they will instruct Frontier Corps trainers, a U.S. official "
                 "said.")
        if b.startswith("The officers will seek"):
            continue
        b = b.replace("American military in that key region",
                      "American military instructors in Pakistan")
        out.append(b)
    return out


corrected, stamp, rest = blocks[0], blocks[1], blocks[2:]
if sys.argv[3] == "2":
    write(corrected, stamp, rest, furniture)
else:
    write("U.S. military trainers trickle back into Pakistan",
          "Thu May 31, 2012 1:10am IST", first(rest), "Another teaser\nOne more")
EOF

conf "stories:" "  - $URL/story.html"
$PYTHON pages.py "$data" "$T/web/site" 1
touch -d 2012-05-30T19:40:00Z web/site/story.html
at 2012-05-30T20:00:00Z
code 0 tracker poll
silent
$PYTHON pages.py "$data" "$T/web/site" 2
touch -d 2012-05-31T16:48:00Z web/site/story.html
at 2012-05-31T17:00:00Z
code 0 tracker poll
silent
is "two versions" "$(versions "$URL/story.html")" 2
is "the first headline" \
    "$(archive log --reverse --format=%s main | head -1)" \
    "U.S. military trainers trickle back into Pakistan"
unlike "no furniture" "$(tracker show "$URL/story.html")" \
    'Comments \(0\)|Most Popular|Nifty|Apple|Full Article|BRICS'

code 0 tracker diff --format=json "$URL/story.html"
like "edits name trainers" "$(json '.edits[].before')" 'trainers'
like "the headline is one of them" \
    "$(json '.edits[] | select(.part == "headline") | .before')" 'trainers'
code 0 tracker log --json "$URL/story.html"
is "a correction" "$(json .kind | head -1)" correction

code 0 tracker report --json "$URL/story.html"
is "the note is found" "$(json '.notes | length')" 1
like "as it stood" "$(json '.notes[0].text')" 'liaison officers, not trainers'
is "its claim" \
    "$(json '.notes[0].claims[0] | .wrong + " > " + .right')" \
    "trainers > liaison officers"
like "trainers still stands in the quotation" \
    "$(json '.notes[0].claims[0].residuals | tostring')" "trainers' return"
like "the right phrase never appears" \
    "$(json '.notes[0].claims[0].verdict')" '^(partial|unfulfilled)$'
like "what goes beyond the note" "$(json '.beyond_notes | tostring')" \
    '[Ff]ewer than 10|10|special operations'
finish
