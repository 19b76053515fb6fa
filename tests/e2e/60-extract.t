#!/bin/bash
# extract, notes, feed: single stages by themselves, storing nothing.
. "${0%/*}/lib.sh"
site=$TOP/tests/demo/site

code 0 tracker extract --json --url https://post.example/a \
    "$site/1/2025/03/11/aume-water-safe.html"
is "headline" "$(json .headline)" \
    "Aume river water is safe to drink again, laboratory says"
is "published" "$(json .published)" 2025-03-11T16:30:00Z
is "verdict" "$(json .verdict)" article
is "language" "$(json .language)" en
like "byline" "$(json .byline)" 'Basil Thornquist'
like "text" "$(json '.paragraphs | tostring')" '36 samples'
unlike "no furniture" "$(json '.paragraphs | tostring')" \
    'Related|Most read|Night tram|inbox|Press Council'
code 0 tracker extract --json "$site/2/2025/03/11/aume-water-safe.html"
is "the aside's note" "$(json '.notes[0].kind')" correction
code 0 tracker extract --json "$site/2/2025/03/11/upper-aume-dam.html"
is "the footer's note" "$(json '.notes[0].kind')" correction
is "and where it stood" "$(json '.notes[0].place')" footer
code 0 tracker extract --json "$site/1/2025/03/12/port-ansel-ferry-strike.html"
is "the text is in JSON-LD" "$(json '.paragraphs | length')" 4
is "published" "$(json .published)" 2025-03-12T08:45:00Z
code 0 tracker extract --json "$site/1/2025/03/12/dunmarrow-school-roof"
is "five paragraphs in a soup of div" "$(json '.paragraphs | length')" 5
code 0 tracker extract --json "$site/1/2025/03/11/saint-aubry-terraces.html"
is "windows-1252" "$(json .headline)" \
    "Café owners of Saint-Aubry win back their terraces"

# A site's rule.
cat >rule.html <<'EOF'
<html><head><title>T</title></head><body><h2 id="h">The right headline</h2>
<div id="a"><p>Some words that are not the story and are rather long, longer
than the story itself, which is a pity for anyone who counts words.</p></div>
<div id="b"><p>The story is here, in plain words.</p><p class="x">Not this.</p>
<p>And ends here.</p></div></body></html>
EOF
serve
cp rule.html web/site/
conf "stories:" "  - url: $URL/rule.html" "    rule:" \
    "      body: \"//div[@id='b']\"" "      headline: \"//h2[@id='h']\"" \
    "      drop: [ \"//p[@class='x']\" ]"
code 0 tracker poll
code 0 tracker show rule
like "the rule's headline" "$(cat out)" 'The right headline'
like "the rule's body" "$(cat out)" '^And ends here\.$'
unlike "without what is dropped" "$(cat out)" 'Not this|rather long'

# The same by CSS: a body of several elements, in the page's order.
sed 's/id="b"/id="c" lang=en/; s/rather long/rather tall/' rule.html \
    >web/site/css.html
conf "stories:" "  - url: $URL/css.html" "    rule:" \
    "      body: [ \"[lang|=en] > p:last-child\", \"#a p\" ]" \
    "      headline: h2" "      drop: p.x"
code 0 tracker poll
code 0 tracker show css
like "the first part, and the second" "$(tr '\n' ' ' <out)" \
    'rather tall.*And ends here\.'
unlike "not what the rule leaves out" "$(cat out)" 'plain words|Not this'

# A page from the web, by the configuration's manners.
code 0 tracker extract --json "$URL/rule.html"
is "extract fetches a URL" "$(json .url)" "$URL/rule.html"
code 1 tracker extract "$URL/not-there.html"
says '404'

# A list, in order; a missing file does not end it.
s=$site/1/2025/03/12
printf '%s\thttps://a.example/1\n%s\thttps://a.example/2\n%s\t%s\tutf-8\n' \
    "$s/quillmere-bridge-reopens.html" "$s/dunmarrow-mayor.html" \
    "$s/dunmarrow-school-roof" https://a.example/3 >list
code 0 tracker extract --list list
is "an object a line, in order" "$(json .url | tr '\n' ' ')" \
    "https://a.example/1 https://a.example/2 https://a.example/3 "
code 0 tracker extract --list list
cp out once
code 0 tracker extract --list list
ok "twice the same" cmp -s out once
ok "nothing was stored by it" test ! -e "$HOME/.local/share/tracker"
code 1 tracker extract nowhere.html
says 'nowhere'

printf '%s\n' "(Corrects paragraph 3 to say 66 million, not 63 million)" \
    "The Department of Corrections opened a new wing." >text
code 0 tracker notes --json text
is "a note, and no note" "$(json '.note | tostring' | tr '\n' ' ')" \
    "true false "
is "what it says" "$(json 'select(.note) | .claims[0] | .wrong + " > " + .right')" \
    "63 million > 66 million"
is "where" "$(json 'select(.note) | .paragraphs | tostring')" "[3]"
"$TRACKER" notes --json - <text >out 2>err
is "from standard input" "$(wc -l <out)" 2

# Pages read together: what stands on three stories of a host is part of none.
# A line on two is text, and so is all that copies of one text share.
promo="Every Friday our reporters choose the week in pictures; have them sent to you."
shared="The ministry of fisheries did not answer questions that the Post had sent to it."
own=("The harbour council of Lund Quay voted on Monday to dredge the inner basin, silted up since the flood of last spring."
    "A library bus that served the upland farms for 31 years made its last round on Tuesday, with cake at every stop."
    "Beavers are back on the Hvit river after a century, biologists of the college at Stene reported on Wednesday."
    "The night train to the coast stops at Brekke again from Sunday, eight years after the platform was closed.")
: >pages
for i in 0 1 2 3; do
	page "p$i.html" "Story $i" "${own[i]}" "$promo" \
	    "${own[i]/ on / some day in March, before } Nobody spoke against it." \
	    ${shared:+"$shared"}
	[ $i -lt 1 ] || shared=
	printf 'web/site/p%d.html\thttps://post.example/%d\n' $i $i >>pages
done
for i in 4 5 6 7; do
	page "p$i.html" "Copy $i" "A ferry that had been lost in fog for two days came home." \
	    "Its crew of four had lived on coffee and on a crate of oranges."
	printf 'web/site/p%d.html\thttps://post.example/%d\n' $i $i >>pages
	printf 'web/site/p%d.html\thttps://other.example/p0\n' 0 >>pages
done
code 0 tracker extract --list pages
is "alone, each page has it" "$(grep -c "$promo" out)" 8
code 0 tracker extract --together --list pages
is "one line a page" "$(wc -l <out)" 12
is "together, no story of the host has it" \
    "$(grep post.example out | grep -c "$promo")" 0
is "one story is no host, however often it is read" \
    "$(grep other.example out | grep -c "$promo")" 4
is "a line on two stories is text" \
    "$(grep post.example out | grep -c "did not answer questions")" 2
is "copies keep their text" "$(grep -c 'crate of oranges' out)" 4
code 64 tracker extract --together page.html
finish
