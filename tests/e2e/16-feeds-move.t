#!/bin/bash
# A feed is known by its URL: another name takes its stories along, and a story
# whose feed is out belongs to the next feed that names it.
. "${0%/*}/lib.sh"
serve
story 1
story 2
rss 2
cp web/site/city.rss web/site/other.rss
names()
{
	code 0 tracker list --json
	json '.feed + " " + .state' | sort -u
}

conf "feeds:" "  - { name: old, url: \"$URL/city.rss\" }"
code 0 tracker poll
is "found by the feed" "$(names | tail -1)" "old live"
conf "feeds:" "  - { name: new, url: \"$URL/city.rss\" }"
at 2025-03-12T15:30:00Z
code 0 tracker poll
is "its new name takes them along" "$(names | tail -1)" "new live"

conf "feeds:" "  - { name: other, url: \"$URL/other.rss\" }"
at 2025-03-13T15:30:00Z
code 0 tracker poll
is "another feed names them: still watched" "$(names | tail -1)" "other live"

# A digest that finds a poll at work waits for it.
conf "stories:" "  - $URL/s1.html" \
    "mail: { from: desk@example.org, server: \"smtp://127.0.0.1:1\" }" \
    "digests:" "  - { to: editor@example.org, when: at once }"
flock store/lock sleep 2 &
lock=$!
sleep 0.5
code 0 tracker digest
wait $lock
finish
