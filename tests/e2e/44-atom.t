#!/bin/bash
# The Atom feed of changes: valid, read back by a parser of others, the same
# bytes from the same store, an id a change for good.
. "${0%/*}/lib.sh"

# Headlines as a page has them, and as a reader sees them.
heads=("Boats &amp; <em>nets</em> &lt;sold&gt;" "5 &lt; 6 &amp;amp; 7 &gt; 3"
    "The &lt;b&gt;mill&lt;/b&gt; of &quot;Weir&quot;, it&#39;s said"
    "&lt;script&gt;alert(1)&lt;/script&gt; ]]&gt; &amp;lt;![CDATA[ x"
    "عاد المطحنة إلى &lt;b&gt;العمل&lt;/b&gt; اليوم"
    "A mark &#xFFFE;that no XML may have" "Łódź — 東京 &#x1F600; mill")
cat >want <<'EOF'
Boats & nets <sold>
5 < 6 &amp; 7 > 3
The <b>mill</b> of "Weir", it's said
<script>alert(1)</script> ]]> &lt;![CDATA[ x
عاد المطحنة إلى <b>العمل</b> اليوم
A mark that no XML may have
Łódź — 東京 😀 mill
EOF

# write N: the pages in state N; the price changes, and a sentence comes.
write()
{
	local i p=63 more=
	if [ "$1" -gt 1 ]; then
		p=$((63 + 3 * $1)) more="Sacks are <b>x &lt;i&gt; y</b> & z."
	fi
	for i in "${!heads[@]}"; do
		page "h$i.html" "${heads[i]}" "The old mill at Weir$i will \
grind again, its new owners said on Wednesday, eleven years after the last \
miller hung up his apron." "They bought the mill of Weir$i for $p million \
crowns. $more" "Some 400 people came to see the sluice of Weir$i opened."
	done
}
serve
write 1
conf "feeds:" "  - { name: \"city & <co>\", url: \"$URL/city.rss\" }" \
    "stories:" $(for i in "${!heads[@]}"; do
	echo "  -~$URL/h$i.html"
done)
sed -i 's/-~/- /' feeds.yaml
rss 0
for i in 1 2 3; do
	story $i
done
rss 3

cat >read.py <<'EOF'
"""Reads a feed; says what is wrong with it, then a line an entry."""
import calendar, feedparser, sys, time
f = feedparser.parse(sys.argv[1], sanitize_html=False)
print("bozo", bool(f.bozo), f.get("bozo_exception", ""))
print("version", f.version)
print("feed", f.feed.id, "|", f.feed.title, "|", f.feed.updated)
ids = [e.id for e in f.entries]
print("ids", len(ids), len(set(ids)), all(i.startswith("urn:uuid:") for i in ids))
times = [e.updated_parsed for e in f.entries]
print("newest first", times == sorted(times, reverse=True))
for e in f.entries:
    print("entry", e.id, e.updated, e.link, sep="\t")
    print("title", e.title)
    print("tags", *(t.term for t in e.tags), sep="\t")
    print("content", e.content[0].type, e.content[0].value.replace("\n", " "))
EOF
# feed [OPTION...]: the command's output in `out`, what is read of it in `read`.
feed()
{
	code 0 tracker atom "$@"
	cp out feed.xml
	ok "well-formed" xmllint --noout feed.xml
	$PYTHON read.py feed.xml >read 2>&1
	like "no bozo" "$(cat read)" '^bozo False $'
	like "Atom 1.0" "$(cat read)" '^version atom10$'
}
entries()
{
	grep -c '^entry' read
}

code 0 tracker poll
feed
is "first versions are no changes" "$(entries)" 0
like "an empty feed has a time" "$(cat read)" 'Z$'

at 2025-03-12T15:30:00Z
write 2
story 1 s/63/66/
code 0 tracker poll --all
feed
cp feed.xml first.xml
grep '^entry' read >first
is "an entry a change" "$(entries)" 8
like "ids" "$(cat read)" '^ids 8 8 True$'
like "newest first" "$(cat read)" '^newest first True$'
is "updated is the change's time" "$(cut -f3 first | sort -u)" \
    2025-03-12T15:30:00Z
while IFS= read -r line; do
	ok "title: $line" grep -qxF "title unacknowledged: $line" read
done <want
like "the kind is a category" "$(cat read)" \
    $'^tags\tunacknowledged\tcity & <co>$'
like "the feed too" "$(cat read)" $'^tags\tunacknowledged$'
like "content is HTML" "$(cat read)" \
    '^content text/html .*<del>63</del> <ins>66</ins>'
like "with the page's own text escaped in it" "$(cat read)" \
    'x &lt;i&gt; y'
like "what is not known is said so" "$(cat read)" \
    'no note seen by 2025-03-12 15:30Z speaks of it'
unlike "nothing acts" "$(cat read)" '^content.*<(script|b|img|style)'

# The same store, the same bytes; another moment, the same.
at 2025-03-12T16:30:00Z
code 0 tracker atom
ok "the same bytes" cmp out first.xml

# More comes: what was there stays as it was.
write 3
at 2025-03-13T15:30:00Z
code 0 tracker poll --all
feed
is "seven more" "$(entries)" 15
is "the old ones are the same" "$(grep '^entry' read | tail -8)" \
    "$(cat first)"
sed -n '/<entry>/,$p' first.xml >old
tail -n "$(wc -l <old)" feed.xml >tail
ok "to the byte" cmp old tail

# Asked for in parts.
feed --limit 3
is "at most three" "$(entries)" 3
like "the newest" "$(grep '^entry' read | cut -f3 | sort -u)" '^2025-03-13'
feed --limit 9
is "nine of two days" "$(entries)" 9
feed --since 2025-03-13
is "since" "$(entries)" 7
feed --until 2025-03-13
is "until" "$(entries)" 8
feed --feed "city & <co>"
is "by feed" "$(entries)" 1
like "the title says which" "$(cat read)" '^feed .*: feed city & <co> \|'
feed --story h4
is "by story" "$(entries)" 2
feed --kind update
is "by kind" "$(entries)" 0
feed --kind unacknowledged --severity 1
is "by severity" "$(entries)" 15
id() { sed -n 's/^feed \([^ ]*\) .*/\1/p' read; }
feed --kind unacknowledged
one=$(id)
feed --kind update
ok "another question has another id" test "$one" != "$(id)"
code 0 tracker changes --json --story h4
is "changes of one story" "$(wc -l <out)" 2

# Where it is published, and the documents before it (RFC 5005, 4).
base=https://desk.example/feed
feed --url $base --previous $base/2025-02
is "its address is its id" "$(id)" $base
like "it says where it is" "$(cat feed.xml)" "rel=\"self\".*href=\"$base\""
like "and what was before" "$(cat feed.xml)" \
    "rel=\"prev-archive\".*href=\"$base/2025-02\""
unlike "it is no archive" "$(cat feed.xml)" 'fh:archive'
feed --until 2025-03-13 --url $base/2025-02 --current $base
is "an archive has the feed's id" "$(id)" $base
like "and says so" "$(cat feed.xml)" '<fh:archive/>'

# Into a file: whole, and untouched while nothing is new.
code 0 tracker atom --output site.atom
silent
ok "the same bytes in a file" test "$(wc -c <site.atom)" -gt 5000
touch -d 2025-01-01T00:00:00Z site.atom
code 0 tracker atom --output site.atom
is "left alone" "$(stat -c %Y site.atom)" 1735689600
code 0 tracker atom --output site.atom --limit 1
ok "or replaced" test "$(stat -c %Y site.atom)" -gt 1735689600
code 74 tracker atom --output nowhere/site.atom
says nowhere

code 1 tracker atom --feed none
says 'no feed is named "none"'
code 64 tracker atom --limit 0
code 64 tracker atom --url ftp://example.org/
code 64 tracker atom --kind nonsense
code 1 tracker atom --story nothing-like-it
finish
