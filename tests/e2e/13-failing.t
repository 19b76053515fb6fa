#!/bin/bash
# What fails is said once; status and list show it as long as it lasts, a feed
# as well as a story, and with the cause.
. "${0%/*}/lib.sh"
site 2
code 0 tracker poll
code 0 tracker status --json
is "nothing fails" "$(json '.failing | length')" 0
mv web/site/city.rss web/site/s1.html .
at 2025-03-12T11:00:00Z
code 0 tracker poll
says_among 'city\.rss: feed: HTTP status 404'

code 0 tracker status
like "the feed and why" "$(cat out)" '^failing .*: 1 feed, .*HTTP status 404'
code 0 tracker status --json
is "one feed of that host" "$(json '.failing[0].feeds')" 1
like "the cause" "$(json '.failing[0].why')" '^HTTP status 404; failed 1 time,'
code 0 tracker list
like "list says it, too" "$(cat out)" '^feed city .*HTTP status 404'

mv city.rss s1.html web/site
at 2025-03-12T12:00:00Z
code 0 tracker poll --all
code 0 tracker status --json
is "until it lasts no longer" "$(json '.failing | length')" 0
finish
