#!/bin/bash
# Reading the history of a story: log, show, diff, search; ambiguous names.
. "${0%/*}/lib.sh"
demo 1
code 0 tracker poll
at 2025-03-12T15:30:00Z
demo 2
code 0 tracker poll

code 0 tracker log sorrel
like "newest first" "$(cat out)" 'CORRECTED'
code 0 tracker log --json sorrel
is "two versions, newest first" "$(json .version | tr '\n' ' ')" "2 1 "
is "their kinds" "$(json .kind | tr '\n' ' ')" "correction first "
is "fetched when" "$(json .fetched | tail -1)" 2025-03-12T09:30:00Z
is "published when" "$(json .published | tail -1)" 2025-03-11T21:40:00Z
is "one note" "$(json .notes | head -1)" 1
ok "edits are counted" test "$(json .edits | head -1)" -ge 4
is "the commit is git's" "$(archive cat-file -t "$(json .commit | head -1)")" \
    commit
id=$(json .story | head -1)
code 0 tracker log -p sorrel
like "-p with the words" "$(cat out)" 'engineers'

code 0 tracker show sorrel@1
like "version 1" "$(cat out)" 'handful of engineers'
code 0 tracker show sorrel@-1
like "the latest" "$(cat out)" 'handful of surveyors'
code 0 tracker show "$id"
like "an id names it" "$(cat out)" 'surveyors'
code 0 tracker show "$URL/2025/03/11/sorrel-islands.html"
like "so does its URL" "$(cat out)" 'surveyors'
code 0 tracker show "$(archive ls-tree -rd --name-only main | grep sorrel)"
like "and its path" "$(cat out)" 'surveyors'
code 1 tracker show sorrel@3
says 'version 3'
code 1 tracker show nothing-like-it
says 'nothing-like-it'

code 0 tracker diff sorrel --format=json
is "its edits name the word" \
    "$(json '[.edits[] | select(.before | test("engineers"))] | length > 0')" \
    true
is "headline and body are parts" \
    "$(json '[.edits[].part] | unique | contains(["body","headline"])')" true
code 0 tracker diff sorrel 1..2 --format=json
code 0 tracker diff sorrel 2..1 --format=json
like "backwards too" "$(json '.edits[].after')" 'engineers'
code 1 tracker diff sorrel 1..9
says '9'

# dunmarrow-school and dunmarrow-mayor: a name that fits both.
for command in log show diff report; do
	code 1 tracker $command dunmarrow
	like "$command names the candidates" "$(cat err)" 'dunmarrow-mayor'
	like "both of them" "$(cat err)" 'dunmarrow-school'
	ok "and shows nothing" test ! -s out
done

code 0 tracker search surveyors
like "search finds the new words" "$(cat out)" 'surveyors'
code 0 tracker search dunmarrow
unlike "and not how it was extracted" "$(cat out)" 'method:|extractor'
code 0 tracker search --json engineers
like "and the old ones" "$(json .version)" '^1$'
code 1 tracker search 'nosuchword OR " ('
code 0 tracker search --json Aurélie
like "with their accents" "$(cat out)" 'saint-aubry'
code 64 tracker search
is "the legacy charset was read" \
    "$(tracker show saint-aubry | grep -c '“I have already ironed.*Été')" 1
finish
