#!/bin/bash
# A host that fails is left alone: one probe when its time has come, not a
# request a story; what it asks for holds for all of its stories.
. "${0%/*}/lib.sh"
serve_rude

# stories TIME NAME...: of the rude server, from then on.
stories()
{
	at "$1"
	shift
	conf "stories:" $(printf -- "--$RUDE/%s\n" "$@") | sed 's/^--/  - /'
	sed -i 's/^--/  - /' feeds.yaml
	rm -rf store rude.all rude.robots
	: >rude.log
}

# again TIME: a pass then, its log alone.
again()
{
	at "$1"
	: >rude.log
	code 0 tracker poll "${@:2}"
}

# count FILTER: stories of which it is true.
count()
{
	tracker list --json >list.json
	json "select($1) | .story" list.json | wc -l
}

# ---- a thousand stories of a host that is down --------------------------------

stories 2025-03-12T09:30:00Z charset/{1..1000}
code 0 tracker poll
is "a thousand versions" "$(versions)" 1000
canned rude.all 503 <<<"busy"
again 2025-03-12T21:30:00Z
says "HTTP status 503"
is "two requests, to be sure of it" "$(asked .)" 2
is "two stories failed" "$(count '.failures > 0')" 2
is "no other did" "$(count '.failures == 0')" 998
is "all of them know" "$(count '.state == "unreachable"')" 1000
code 0 tracker list --json
like "and say why, and when" "$(head -1 out)" \
    '"next":"2025-03-12T21:[34].*"why":"the host failed 2 times in a row, so one probe at 2025-03-12T21:.*: HTTP status 503"'
code 0 tracker status
like "status, too" "$(cat out)" \
    '^failing    127\.0\.0\.1:[0-9]+: 2 stories, 1000 waiting \(.*failed 2 times'
code 0 tracker status --json
is "for programs" "$(json '.failing[0] | [.waiting, .failures, .disallowed] |
    @csv')" 1000,2,0
next=$(json '.failing[0].next')

again 2025-03-12T21:32:00Z
silent
is "nothing before its time" "$(asked .)" 0
again "$next"
silent
is "then one probe" "$(asked .)" 1
is "a third failure in all" "$(count '.failures > 0')" 3
code 0 tracker -v poll
like "the others wait" "$(cat err)" 'waiting for their host'
again 2025-03-12T23:00:00Z
is "a day has few of them" "$(asked .)" 1
again 2025-03-12T23:01:00Z --all
is "by hand one at once" "$(asked .)" 1
is "and the wait grows" "$(count '(.why | test("failed 5 times"))')" 1000

rm rude.all
again 2025-03-13T23:00:00Z
silent
is "it answers: all go on" "$(asked charset)" 1000
is "nothing fails" "$(count '.failures > 0')" 0
code 0 tracker status
unlike "nor shows" "$(cat out)" '^failing'

# ---- no connection at all -------------------------------------------------------

serve
for i in 1 2 3; do
	story $i
done
rss 3
conf_rss
rm -r store
at 2025-03-12T09:30:00Z
code 0 tracker poll
is "three versions" "$(versions)" 3
nginx_stop
at 2025-03-12T21:30:00Z
code 0 tracker poll
says 'city\.rss: feed: '
is "no story has failed" "$(count '.failures > 0')" 0
is "they wait for their host" "$(count '(.why | test("so one probe"))')" 3
code 0 tracker list
like "so does the feed" "$(cat out)" '^feed city .*one probe at'
at 2025-03-12T23:30:00Z
code 0 tracker poll
silent
nginx_again
at 2025-03-13T09:30:00Z
forget_requests
code 0 tracker poll
is "all go on" "$(requests .)" 4

# This machine's own network: no host is left alone for long because of it.
conf "stories:" "  - http://127.0.0.1:1/x" "  - http://127.0.0.2:1/x" \
    "  - http://127.0.0.3:1/x"
rm -r store
for hour in 10 13 16 19 22; do
	at 2025-03-13T$hour:00:00Z
	code 0 tracker poll
done
is "asked again soon" "$(count '.next < "2025-03-13T22:10:00Z"')" 3

# A redirect to such a host is its story's own failure: it has cost a request.
stories 2025-03-13T09:30:00Z ok to/http:~~127.0.0.1:1~x
code 0 tracker poll
says_among 'to/http.*: not fetched: a redirect to 127\.0\.0\.1:1, which is left alone'
is "it failed" "$(count '.failures == 1')" 1
again 2025-03-13T09:30:30Z
is "and waits for its time" "$(asked /to/)" 0

# ---- what a server asks for -----------------------------------------------------

# Retry-After in seconds holds for the whole host, its feeds and robots.txt.
stories 2025-03-13T11:00:00Z ok charset/1 charset/2
code 0 tracker poll
canned rude.all 429 "Retry-After: 7200" </dev/null
again 2025-03-13T12:00:00Z --all
is "one request" "$(asked .)" 1
is "all wait" "$(count '.next >= "2025-03-13T14:00:00Z"')" 3
like "and say why" "$(json .why list.json | tail -1)" \
    'asked to be left alone until 2025-03-13T14:00:00Z: HTTP status 429'
rm rude.all
again 2025-03-13T13:59:00Z
is "not before" "$(asked .)" 0
again 2025-03-13T13:59:30Z --all
is "not by hand either" "$(asked .)" 0
code 0 tracker poll --story "$RUDE/charset/1"
says 'not fetched: .*asked to be left alone'
again 2025-03-13T14:01:00Z
is "after it" "$(asked 'ok|charset')" 3

# As a date, on 503.
canned rude.all 503 "Retry-After: Fri, 14 Mar 2025 06:00:00 GMT" </dev/null
again 2025-03-14T03:00:00Z --all
is "one request" "$(asked .)" 1
rm rude.all
again 2025-03-14T05:59:00Z
is "not before" "$(asked .)" 0
again 2025-03-14T06:00:00Z
is "after it" "$(asked 'ok|charset')" 3

# On robots.txt it is the same.
stories 2025-03-14T08:00:00Z ok
canned rude.robots 503 "Retry-After: 3600" </dev/null
again 2025-03-14T08:00:00Z
is "only robots.txt" "$(asked .)" 1
rm rude.robots
again 2025-03-14T08:59:00Z
is "not before" "$(asked .)" 0
again 2025-03-14T09:00:00Z
is "after it" "$(asked .)" 2

# No host is left alone for more than a day by its own word.
stories 2025-03-15T08:00:00Z ok
canned rude.all 429 "Retry-After: 99999999999999999999" </dev/null
again 2025-03-15T08:00:00Z
again 2025-03-16T07:59:00Z
is "for a day" "$(asked .)" 0
again 2025-03-16T08:01:00Z
is "not for ever" "$(asked .)" 1

# ---- one bad page is not its host -------------------------------------------------

stories 2025-03-17T08:00:00Z status/500 ok charset/1 hang charset/2
sed -i 's/timeout: 5s/timeout: 1s/' feeds.yaml
for hour in 08 11 14 17; do
	again 2025-03-17T$hour:00:00Z --all
	is "the good pages are fetched" "$(asked 'ok|charset')" 3
done
is "the host is not left alone" "$(count '(.why | test("one probe"))')" 0

# Nor is a bad feed, though feeds come first.
stories 2025-03-18T08:00:00Z ok charset/1
conf "feeds:" "  - { name: bad, url: \"$RUDE/status/500\" }" "stories:" \
    "  - $RUDE/ok" "  - $RUDE/charset/1"
for hour in 08 11 15 22; do
	again 2025-03-18T$hour:00:00Z
	is "the stories are fetched" "$(asked 'ok|charset')" 2
done

# ---- so many an hour ------------------------------------------------------------

stories 2025-03-19T08:00:00Z charset/{1..10}
sed -i '1i per-host-hour: 4' feeds.yaml
again 2025-03-19T08:00:00Z
is "four requests" "$(asked .)" 4
again 2025-03-19T08:30:00Z --all
is "no more in that hour" "$(asked .)" 0
is "and why" "$(count '(.why | test("had its 4 requests of this hour, so again at 2025-03-19T09:00:00Z"))')" 10
code 0 tracker status
like "status says so" "$(cat out)" '^waiting    127.*10 waiting'
again 2025-03-19T09:00:00Z
is "four in the next" "$(asked .)" 4
again 2025-03-19T10:00:00Z
again 2025-03-19T11:00:00Z
is "until all are done" "$(versions)" 10
stories 2025-03-20T08:00:00Z to/charset to/liar
sed -i '1i per-host-hour: 2' feeds.yaml
code 0 tracker poll
silent
is "a redirect that comes too late is no failure" "$(count '.failures > 0')" 0
again 2025-03-20T09:00:00Z
is "it comes again" "$(versions)" 1
finish
