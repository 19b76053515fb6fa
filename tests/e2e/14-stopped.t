#!/bin/bash
# What is no longer watched is left alone: at the end of its time, and when a
# person said so.
. "${0%/*}/lib.sh"
serve
story 1
story 2
story 3
rss 3
state()
{
	code 0 tracker list --json
	json "select(.url | endswith(\"$1.html\")) | .state"
}

# Its time is over, though feeds.yaml names it still.
conf "stories:" "  - { url: \"$URL/s1.html\", for: 1d }"
code 0 tracker poll
at 2025-03-14T09:30:00Z
code 0 tracker poll
is "its time is over" "$(state s1 | tail -1)" stopped
forget_requests
for minute in 1 2 3; do
	at 2025-03-14T09:3$minute:00Z
	code 0 tracker poll
done
is "it is not asked for again" "$(requests .)" 0
conf "stories:" "  - { url: \"$URL/s1.html\", for: 30d }"
at 2025-03-14T10:00:00Z
code 0 tracker poll
is "more time is more time" "$(state s1 | tail -1)" live

# Out by hand, and in again after its time.
conf "stories:" "  - { url: \"$URL/s1.html\", for: 1d }" "  - $URL/s2.html"
code 0 tracker poll --all
code 0 tracker remove "$URL/s1.html"
code 0 tracker add --story "$URL/s1.html"
code 0 tracker poll --offline
is "named again, watched again" "$(state s1 | tail -1)" live
cp feeds.yaml as-it-was.yaml
code 0 tracker remove "$URL/s1.html"
cp as-it-was.yaml feeds.yaml
code 0 tracker poll --offline
is "also when the file is what it was" "$(state s1 | tail -1)" live

# Stopped by hand while a feed names it: one look by name changes nothing.
rm -r store
conf_rss
code 0 tracker poll
code 0 tracker remove s3
code 0 tracker poll --story s3
is "looked at, still stopped" "$(state s3 | tail -1)" stopped
like "and why" "$(json 'select(.state == "stopped") | .why')" '^removed'
at 2025-03-20T09:30:00Z
forget_requests
code 0 tracker poll --all
is "never asked for" "$(requests s3.html)" 0

# What failed and was removed is nobody's trouble.
conf "stories:" "  - http://127.0.0.1:1/x"
"$TRACKER" poll >out 2>err
code 0 tracker status
like "a failure shows" "$(cat out)" '^failing'
code 0 tracker remove http://127.0.0.1:1/x
code 0 tracker status
unlike "and goes" "$(cat out)" '^failing'

# A feed that is out for a while: its stories go on when it is in again, but
# for those a person stopped.
conf
at 2025-03-20T11:00:00Z
code 0 tracker poll --all
is "without their feed they stop" "$(state s1 | tail -1)" stopped
conf_rss
at 2025-03-20T12:00:00Z
code 0 tracker poll
is "with it they go on" "$(state s1 | tail -1)$(state s3 | tail -1)" \
    livestopped

# Taken back by its publisher, then gone: it stays withdrawn.
page s2.html "WITHDRAWN: Mill at Weir2 to grind again" \
    "This story has been withdrawn because it was published in error."
code 0 tracker poll --all
is "withdrawn" "$(state s2 | tail -1)" withdrawn
mv web/site/s2.html away.html
at 2025-03-21T09:30:00Z
code 0 tracker poll --all
is "though its address fails" "$(state s2 | tail -1)" withdrawn
mv away.html web/site/s2.html
at 2025-03-23T09:30:00Z
code 0 tracker poll --all
is "and though it answers again" "$(state s2 | tail -1)" withdrawn
story 2

# A story's own entry is nearer than its feed.
conf "feeds:" "  - { name: city, url: \"$URL/city.rss\", every: 1d }" \
    "stories:" "  - { url: \"$URL/s1.html\", every: 10d }"
rm -r store
code 0 tracker poll
code 0 tracker list --json
is "each by the nearest word" \
    "$(json '.next' | sort | sed 's/T.*//' | tr '\n' ' ')" \
    "2025-03-24 2025-03-24 2025-04-02 "
finish
