#!/bin/bash
# Hostile and broken feeds: one line, no harm to the other feeds.
. "${0%/*}/lib.sh"
serve_rude

# bad NAME PATTERN: feed /NAME fails with one line; the feed beside it is read.
bad()
{
	rm -rf store
	conf "feeds:" "  - { name: bad, url: \"$RUDE/$1\" }" \
	    "  - { name: good, url: \"$RUDE/feedof/ok\" }"
	sed -i 's/timeout: 5s/timeout: 2s/' feeds.yaml
	code 0 timeout 60 "$TRACKER" poll
	says "$2"
	is "$1: the feed beside it is read" "$(versions)" 1
}
bad htmlfeed 'htmlfeed.*(HTML|feed)'
bad bombfeed 'bombfeed.*(large|size)'
bad status/500 '500'
bad hang 'hang.*time'
bad self 'redirect'
bad image 'image.*feed'
bad empty 'empty'

# "Not modified" is no answer to one who has nothing.
bad unasked '304'

# Entities are no bombs and read no files.
for feed in entities xxe; do
	rm -rf store
	conf "feeds:" "  - { name: f, url: \"$RUDE/$feed\" }"
	"$TRACKER" poll >out 2>err
	is "$feed ends well" $? 0
	unlike "$feed reads no file" "$(cat out err; tracker list)" 'root:'
done

# Broken XML is read as feed readers do.
rm -rf store
conf "feeds:" "  - { name: f, url: \"$RUDE/badfeed\" }"
"$TRACKER" poll >out 2>err
is "a broken feed ends well" $? 0
ok "and gives its stories" test "$(versions)" -ge 1

# A hundred thousand items: the first ten thousand are taken, and it is said.
rm -rf store
conf "run: 1s" "feeds:" "  - { name: f, url: \"$RUDE/manyfeed\" }"
code 0 timeout 120 "$TRACKER" poll
like "said in one line" "$(grep -c 'items' err)" '^1$'
code 0 tracker list --json
is "ten thousand stories" "$(wc -l <out)" 10000
finish
