#!/bin/bash
# Hostile and broken pages: each costs its own story one fetch, says one clear
# line, and the pass goes on.
. "${0%/*}/lib.sh"
serve_rude
at 2025-03-12T09:30:00Z

# A good story beside each bad one must get its version all the same.
# alone NAME PATTERN: /NAME fails with a line that says why.
alone()
{
	local name=${1//\//-}
	rm -rf store
	conf "stories:" "  - $RUDE/$1" "  - $RUDE/ok"
	sed -i 's/timeout: 5s/timeout: 2s/' feeds.yaml
	code 0 timeout 60 "$TRACKER" poll
	says "$RUDE/$1.*$2|$2.*$RUDE/$1"
	is "$1: the story beside it has its version" "$(versions)" 1
	at $((1741772000 + (RUN = ${RUN:-0} + 1) * 60))
}

alone hang 'time'
alone drip 'time'
alone self 'redirect'
alone loop 'redirect'
alone escape 'file|protocol|redirect|http'
alone bomb 'larger|large|size'
alone huge 'larger|large|size'
alone hugechunked 'larger|large|size'
alone notgzip 'gzip|encoding|content'
alone cutgzip 'gzip'
alone brotli 'encoding'
alone short 'transfer|closed|partial|bytes'
alone nothing 'reply|empty|closed|nothing'
alone garbage 'HTTP|reply|version'
alone headers 'header'
alone status/500 '500'
alone status/503 '503'

# How a page is packed is no matter where it can be unpacked.
conf "stories:" "  - $RUDE/twogzip" "  - $RUDE/nonsense"
rm -rf store
code 0 tracker poll
silent
is "two members, and a coding that is none" "$(versions)" 2
is "both captured as they read" \
    "$(gzip -dc store/captures/*/*.gz | grep -c '</html>')" 2
code 0 tracker verify

# Said once, when it begins; silence while it lasts; status knows.
conf "stories:" "  - $RUDE/status/500" "  - $RUDE/ok"
rm -rf store
at 2025-03-12T09:30:00Z
code 0 tracker poll
at 2025-03-12T21:30:00Z
code 0 tracker poll --all
silent
code 0 tracker status
like "status counts the failures" "$(cat out)" '127\.0\.0\.1'

# Retry-After is heeded (18-hosts.t has more of it).
conf "stories:" "  - $RUDE/later"
rm -rf store
at 2025-03-12T09:30:00Z
"$TRACKER" poll >out 2>err
at 2025-03-12T10:20:00Z
: >rude.log
code 0 tracker poll
is "not asked before its time" "$(grep -c later rude.log)" 0
at 2025-03-12T12:30:00Z
"$TRACKER" poll >out 2>err
is "asked after it" "$(grep -c later rude.log)" 1

# ... within reason: a month, not for ever.
conf "stories:" "  - $RUDE/never"
rm -rf store
"$TRACKER" poll >out 2>err
code 0 tracker list --json
is "a server cannot send a story away for good" \
    "$(json 'select(.url | endswith("never")) | .next')" \
    "2025-04-11T12:30:00Z"

# "Not modified" is no answer to one who has nothing.
conf "stories:" "  - $RUDE/unasked"
rm -rf store
"$TRACKER" poll >out 2>err
says '304'

# A network that is down for 250 hosts: two hundred lines and a word
# about the rest.
conf "stories:" $(for i in {1..250}; do
	echo "  - http://127.0.1.$i:1/x" | tr ' ' '~'
done)
sed -i 's/~/ /g' feeds.yaml
rm -rf store
"$TRACKER" poll >out 2>err
is "two hundred lines" "$(grep -c 'not fetched' err)" 200
says_among 'and 50 more'

# Ten redirects are followed.
rm -rf store
conf "stories:" "  - $RUDE/hops/9"
code 0 tracker poll
is "nine hops are fine" "$(versions)" 1

# A name and password of a URL go along within its site.
rm -rf store
conf "stories:" "  - ${RUDE/:\/\//://desk:pelican@}/to/login"
code 0 tracker poll
is "read behind a redirect" "$(versions)" 1

# Taken down: 404 and 410 are no versions.
rm -rf store
conf "stories:" "  - $RUDE/status/404" "  - $RUDE/status/410"
code 0 tracker poll
is "no version of what is not there" "$(versions)" 0

# Strange bytes that are pages all the same.
rm -rf store
conf "stories:" "  - $RUDE/charset" "  - $RUDE/liar" "  - $RUDE/long" \
    "  - $RUDE/terminal"
code 0 tracker poll
is "four stories" "$(versions)" 4 || { cat err; tracker list; } | note
code 0 tracker show "$RUDE/charset"
like "an unknown charset is guessed" "$(cat out)" 'Böats'
code 0 tracker show "$RUDE/liar"
ok "a wrong one gives UTF-8" iconv -f utf-8 -t utf-8 -o out.utf8 out
for command in show log report list changes status; do
	case $command in
	list | changes | status) "$TRACKER" $command >out 2>err ;;
	*) "$TRACKER" $command "$RUDE/terminal" >out 2>err ;;
	esac
	ok "$command writes no control characters" \
	    bash -c '! LC_ALL=C grep -q "[[:cntrl:]]" < <(tr -d "\n\t" <out)'
done

# Pages that are no stories: held, no crash, no version.
rm -rf store
conf "stories:" "  - $RUDE/deep" "  - $RUDE/unclosed" "  - $RUDE/binary" \
    "  - $RUDE/image" "  - $RUDE/empty" "  - $RUDE/ok"
code 0 timeout 120 "$TRACKER" poll
ok "the good one has a version" test "$(versions)" -ge 1
code 0 tracker list --json
is "binary, image and empty have none" \
    "$(json 'select(.url | test("binary|image|empty")) | .versions' |
    sort -u)" 0
code 0 tracker verify

# Private addresses are refused unless feeds.yaml says otherwise.
rm -rf store
conf "stories:" "  - $RUDE/ok"
sed -i '/allow-private/d' feeds.yaml
: >rude.log
code 0 tracker poll
says 'private'
is "not even asked" "$(wc -l <rude.log)" 0
finish
