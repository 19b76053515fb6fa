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
finish
