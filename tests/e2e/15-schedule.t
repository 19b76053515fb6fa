#!/bin/bash
# What is looked at, when and why: learned from what was seen, most valuable
# first, within a budget.
. "${0%/*}/lib.sh"
site 6

# pace SQL: a value of the learned rates.
pace()
{
	$PYTHON -c 'import sqlite3, sys
for row in sqlite3.connect("store/catalog.db").execute(sys.argv[1]):
    print(*row)' "$1"
}
why()	# STORY
{
	tracker list --json | jq -r --arg s "$1" \
	    'select(.url | endswith($s)) | .why'
}
due()	# STORY: seconds until it is due
{
	tracker list --json | jq -r --arg s "$1" --arg now "$TRACKER_NOW" \
	    'select(.url | endswith($s)) | (.next | fromdate) -
	    ($now | fromdate)'
}

# A fast start, each time with its reason.
code 0 tracker poll
silent
is "six first versions" "$(versions)" 6
ok "new stories are due within the quarter of an hour" \
    test "$(due s1.html)" -le 900
like "and the list says why" "$(why s1.html)" \
    '^new, so again after [0-9]+[sm], when a change is [0-9.]+% likely$'

# Quiet is looked at less, what changed is looked at soon again.
at 2025-03-13T09:30:00Z
story 2 's/63/66/'
code 0 tracker poll
is "one more version" "$(versions)" 7
quiet=$(due s1.html) lively=$(due s2.html)
ok "a day's quiet waits for hours" test "$quiet" -ge $((4 * 3600))
ok "but not for longer than it lasted" test "$quiet" -le 86400
ok "a change is followed up sooner" test $((lively * 3)) -lt "$quiet"
like "and it says so" "$(why s2.html)" \
    '^changed 1 time, last now, so again after '

# What was seen is kept, for the feed and for the whole tracker.
is "a change was learned, twice over" \
    "$(pace "select name, round(sum(changes)) from pace where cell < 560
    group by name order by name")" " 1.0
city 1.0"
is "and six days of looking" \
    "$(pace "select round(sum(watched) / 86400) from pace
    where name = 'city' and cell < 560")" 6.0

# A lost catalog: learned again from the versions' own times.
rm store/catalog.db*
at 2025-03-13T12:30:00Z
code 0 tracker reindex
code 0 tracker poll --all
is "the change is known again" \
    "$(pace "select round(sum(changes)) from pace where name = ''
    and cell < 560")" 1.0

# A budget: 72 requests a day are three at first (robots.txt, the feed and a
# story), then three an hour.
rm -r store
conf "budget: 72" "feeds:" "  - { name: city, url: \"$URL/city.rss\", every: 30d }"
at 2025-03-12T09:30:00Z
forget_requests
code 0 tracker -v poll
like "the rest is put off" "$(cat err)" '1 first version, 5 put off by the budget'
is "two requests" "$(requests .)" 2
code 0 tracker status
is "the list says what the rest waits for" "$(tracker list --json | jq -r \
    'select(.versions == 0) | .why + " " + .next' | sort | uniq -c)" \
    "      5 the budget of 72 requests a day is spent; what is worth most goes \
first 2025-03-12T09:50:00Z"
like "status says what is left" "$(cat out)" '^budget +0 left of 72 a day'
code 0 tracker status --json
is "in JSON too" "$(json '.budget | .a_day, .left' | tr '\n' ' ')" "72 0 "
for hour in 10 11 12 13; do
	at 2025-03-12T$hour:30:00Z
	"$TRACKER" poll >>out 2>&1
done
ok "three an hour and not more" test "$(requests .)" -le 15
is "what was never seen came first" "$(versions)" 6
at 2025-03-12T13:31:00Z
forget_requests
code 0 tracker poll --story s5
is "what a person asks for is fetched" "$(requests s5.html)" 1

# One request left, several due: the one that changed lately gets it.
rm -r store
conf_rss
at 2025-03-12T09:30:00Z
code 0 tracker poll
at 2025-03-12T15:30:00Z
story 4 's/63/67/'
code 0 tracker poll
is "a story changed" "$(versions s4)" 2
conf "budget: 48" "feeds:" "  - { name: city, url: \"$URL/city.rss\", every: 30d }"
at 2025-03-12T21:30:00Z
forget_requests
code 0 tracker -v poll
like "most is put off" "$(cat err)" 'put off by the budget'
is "one request" "$(requests 'GET /s')" 1
is "for the liveliest" "$(requests s4.html)" 1

# The same for each host.
rm -r store
conf "host-budget: 72" "feeds:" "  - { name: city, url: \"$URL/city.rss\", every: 30d }"
forget_requests
code 0 tracker -v poll
like "a host's budget" "$(cat err)" '1 first version, 5 put off by the budget'
is "holds" "$(requests .)" 2
code 0 tracker list --json
is "what waits for it says so" \
    "$(jq -s 'map(select(.why | test("^the host.s budget of 72 "))) | length' out)" 5
is "and until when" "$(jq -s 'map(.next) | max > "2025-03-12T21:30:00Z"' out)" true
code 0 tracker status
like "status says so of the host" "$(cat out)" \
    "^waiting .*: 5 waiting .the host's budget of 72 requests a day is spent"

# A host that is down takes no request of the budget from the others: what waits
# for it waits for its one probe.
rm -r store
at 2025-03-12T09:30:00Z
conf "budget: 96" "stories:" "  - http://127.0.0.1:1/a" \
    "  - http://127.0.0.1:1/b" "  - http://127.0.0.1:1/c" \
    "  - http://127.0.0.1:1/d" "  - $URL/s1.html" "  - $URL/s2.html"
"$TRACKER" -v poll 2>err
like "four are chosen, and wait" "$(cat err)" \
    '4 waiting for their host, 2 put off by the budget$'
at 2025-03-12T09:30:10Z
code 0 tracker -v poll
like "the next pass has their requests" "$(cat err)" \
    '2 first version, 4 waiting for their host$'
code 0 tracker status --json
is "one probe, a robots.txt and two stories" "$(json .budget.left)" 0
at 2025-03-12T10:15:10Z
code 0 tracker -v poll
like "nor do four when the probe is due" "$(cat err)" \
    'stories 2: 2 unchanged, 4 waiting for their host$'

# Two runs on the same input give the same times.
for run in a b; do
	rm -rf store
	conf_rss
	for time in 12T09:30 12T15:30 13T09:30 20T09:30; do
		at 2025-03-${time}:00Z
		"$TRACKER" poll >/dev/null 2>&1
	done
	tracker list --json | jq -c '[.url, .next, .why]' >list.$run
done
is "the same times and reasons" "$(cat list.a)" "$(cat list.b)"
finish
