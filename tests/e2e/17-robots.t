#!/bin/bash
# robots.txt: what it forbids is never asked for; it is read once a day; when it
# cannot be had nothing is fetched.
. "${0%/*}/lib.sh"
site 3

# robots LINE...: nginx's, a second younger each time.
robots()
{
	printf '%s\n' "$@" >web/site/robots.txt
	touch -d "@$((1741766400 + PAGES++))" web/site/robots.txt
}

# field KEY PAGE: of a story.
field()
{
	tracker list --json >list.json
	json "select(.url | endswith(\"$2\")) | .$1" list.json
}

robots "User-agent: *" "Disallow: /" "" "# ours" "User-agent: tracker-test" \
    "Disallow: /s2" "Disallow: /x/"
code 0 tracker poll
says "^tracker: $URL/s2\.html: not fetched: robots.txt of 127.*:"
is "two stories" "$(versions)" 2
is "the third is not asked for" "$(requests s2)" 0
is "robots.txt is, once" "$(requests /robots.txt)" 1
is "it is blocked" "$(field state s2.html)" blocked
like "and why" "$(field why s2.html)" \
    "^robots\.txt of 127\.0\.0\.1:[0-9]+ disallows this for tracker-test \(line 6: Disallow: /s2\)$"
is "until robots.txt is read anew" "$(field next s2.html)" 2025-03-13T09:30:00Z
is "no failure" "$(field failures s2.html)" 0
code 0 tracker status
like "status knows" "$(cat out)" '^disallowed 127.*: 1 disallowed \(robots'

# It is good for a day, also when it has changed.
robots "User-agent: *" "Disallow: /s1"
at 2025-03-13T09:00:00Z
forget_requests
code 0 tracker poll --all
silent
is "not read again" "$(requests /robots.txt)" 0
is "s2 is still not asked for" "$(requests s2)" 0
is "s1 still is" "$(requests s1)" 1
at 2025-03-13T09:31:00Z
code 0 tracker poll
is "read again after a day, on condition" \
    "$(requests '/robots.txt 200 etag=.* since=.')" 1
is "now s2 may be fetched" "$(versions s2)" 1
is "and lives" "$(field state s2.html)" live
at 2025-03-14T09:32:00Z
forget_requests
code 0 tracker poll --all
says "s1\.html: not fetched: robots"
is "unchanged, and good for another day" "$(requests '/robots.txt 304')" 1
is "s1 is not asked for" "$(requests s1)" 0

# The longest rule decides; "*" and "$" are special; feeds are held to it, too.
rm -r store
robots "User-agent: *" "Disallow: /" "Allow: /*.rss$" "Allow: /s3"
forget_requests
code 0 tracker poll
is "one story" "$(versions)" 1
is "the allowed one" "$(requests s3)" 1
is "the feed" "$(requests city.rss)" 1
is "no other" "$(requests 's[12]')" 0
rm -r store
robots "User-agent: *" "Disallow: /city"
forget_requests
code 0 tracker poll
says 'city\.rss: feed: robots\.txt .*line 2: Disallow: /city'
is "not asked for" "$(requests .)" 0
at 2025-03-14T09:40:00Z
code 0 tracker poll
silent
code 0 tracker list
like "list says why" "$(cat out)" '^feed city .*robots\.txt of'

# With leave it is not looked at, for a feed or for one story.
rm -r store
conf "feeds:" "  - { name: city, url: \"$URL/city.rss\", robots: false }"
forget_requests
code 0 tracker poll
is "with leave" "$(versions)" 3
is "not even asked" "$(requests /robots.txt)" 0
rm -r store
robots "User-agent: *" "Disallow: /"
conf "stories:" "  - { url: \"$URL/s1.html\", robots: false }" \
    "  - { url: \"$URL/s2.html\" }"
code 0 tracker poll
is "one with leave" "$(versions)" 1
is "is the one" "$(field state s1.html)" live
code 0 tracker poll --story "$URL/s2.html"
is "a pass heeds it, also by name" "$(versions)" 1

# What a person looks at by hand is no robot's doing.
forget_requests
code 0 tracker extract "$URL/s2.html"
code 0 tracker add "$URL/s3.html"
is "no robots.txt for one page by hand" "$(requests /robots.txt)" 0

# 404: all is allowed, for a day.
rm -r store
rm web/site/robots.txt
conf_rss
code 0 tracker poll
is "no robots.txt, no rule" "$(versions)" 3
at 2025-03-14T19:30:00Z
forget_requests
code 0 tracker poll --all
is "nor asked again the same day" "$(requests /robots.txt)" 0

# ---- a server that answers as it is told --------------------------------------

serve_rude
conf "stories:" "  - $RUDE/ok" "  - $RUDE/to/secret" "  - $RUDE/charset"
fresh()
{
	rm -rf store
	: >rude.log
}

# A redirect to what is forbidden is not followed.
fresh
canned rude.robots 200 <<<$'User-agent: *\nDisallow: /secret'
code 0 tracker poll
says '/to/secret: not fetched: robots.txt .*Disallow: /secret'
is "the redirect was asked for" "$(asked /to/)" 1
is "not where it led" "$(asked 'GET /secret')" 0

fresh
robots "User-agent: *" "Disallow: /s1"
forget_requests
tilde=$(tr / "~" <<<"$URL")
conf "stories:" "  - $RUDE/to/$tilde~s1.html" \
    "  - $RUDE/to/$tilde~s2.html"
code 0 tracker poll
says '/to/.*s1\.html: not fetched: robots\.txt of .*Disallow: /s1'
is "nor to what another host forbids" "$(requests s1)" 0
is "to what it allows it is" "$(requests s2)" 1
is "each is asked for its rules" "$(requests /robots.txt)$(asked robots)" 11
conf "stories:" "  - $RUDE/ok" "  - $RUDE/to/secret" "  - $RUDE/charset"

# It is followed to another host, five redirects far; with more there is none.
mkdir -p web/site/a
robots "User-agent: *" "Disallow: /ok"
mv web/site/robots.txt web/site/a/rules.txt
fresh
canned rude.robots 301 "Location: $URL/a/rules.txt" </dev/null
code 0 tracker poll
is "rules from another host" "$(asked 'GET /ok')" 0
is "the others were fetched" "$(asked 'GET /charset')" 1
fresh
canned rude.robots 301 "Location: /hops/4" </dev/null
code 0 tracker poll
is "a page of text is no rule" "$(versions)" 2
is "five redirects" "$(asked 'GET /hops')" 5
fresh
canned rude.robots 301 "Location: /hops/7" </dev/null
code 0 tracker poll
is "five, then it is not there" "$(asked 'GET /hops')" 5
is "and all is allowed" "$(versions)" 2

# 500: nothing is fetched. Asking again is the host's probe.
fresh
at 2025-03-15T09:00:00Z
canned rude.robots 500 </dev/null
code 0 tracker poll
says 'robots.txt: not fetched: HTTP status 500'
is "one request" "$(asked .)" 1
is "no story has failed" "$(field failures /ok)" 0
like "list says what of the host" "$(field why /ok)" \
    'failed 1 time in a row, so one probe at 2025-03-15T09:0.*robots.txt: HTTP status 500'
at 2025-03-15T09:02:00Z
code 0 tracker poll
silent
is "not before its time" "$(asked .)" 1
at 2025-03-15T12:00:00Z
code 0 tracker poll
silent
is "then one request again" "$(asked .)" 2
canned rude.robots 200 </dev/null
at 2025-03-15T20:00:00Z
code 0 tracker poll
is "and when it is there, all go on" "$(versions)" 2

# With a good copy: nothing for a day, then by the copy, up to thirty days.
canned rude.robots 200 <<<$'User-agent: *\nDisallow: /charset'
at 2025-03-16T20:30:00Z
code 0 tracker poll --all
canned rude.robots 503 </dev/null
: >rude.log
at 2025-03-17T21:00:00Z
code 0 tracker poll --all
at 2025-03-18T20:00:00Z
code 0 tracker poll --all
is "nothing for a day" "$(asked 'GET /(ok|charset)')" 0
at 2025-03-18T22:00:00Z
code 0 tracker poll --all
is "then by the copy" "$(asked 'GET /ok')" 1
is "which still forbids" "$(asked 'GET /charset')" 0
: >rude.log
at 2025-03-18T22:30:00Z
code 0 tracker poll --all
is "not asked every time" "$(asked robots)" 0
is "while it holds" "$(asked 'GET /ok')" 1
at 2025-04-17T21:30:00Z
code 0 tracker poll --all
is "after thirty days it is not there" "$(asked 'GET /charset')" 1

# A file without end: the first 512 KiB are read.
fresh
{ printf 'User-agent: *\nDisallow: /ok\n'; yes '# filler' | head -c 3000000
    printf '\nDisallow: /charset\n'; } | canned rude.robots 200
code 0 tracker poll
is "the beginning counts" "$(asked 'GET /ok')" 0
is "the rest does not" "$(asked 'GET /charset')" 1

# Crawl-delay is the gap, where it is longer than `delay`.
fresh
canned rude.robots 200 <<<$'User-agent: *\nCrawl-delay: 0.6'
conf "stories:" "  - $RUDE/ok" "  - $RUDE/charset" "  - $RUDE/to/liar"
code 0 tracker poll
is "five requests" "$(asked .)" 5
is "a second between any two" "$(awk 'NR > 1 && $3 - last < 0.99 { bad++ }
    { last = $3 } END { print bad + 0 }' rude.log)" 0

# A minute of it is the longest; what a run has no time for is left.
fresh
canned rude.robots 200 <<<$'User-agent: *\nCrawl-delay: 86400'
sed -i '1i run: 1s' feeds.yaml
code 0 timeout 30 "$TRACKER" -v poll
is "robots.txt alone" "$(asked .)" 1
like "the rest is left" "$(cat err)" '3 left for the next pass'
is "as it was" "$(field failures /ok)" 0
finish
