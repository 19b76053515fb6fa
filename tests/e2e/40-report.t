#!/bin/bash
# The wire's correction: the note is read, its claim is checked against what
# changed, and what it left standing is found.
. "${0%/*}/lib.sh"
demo 1
code 0 tracker poll
at 2025-03-12T15:30:00Z
demo 2
code 0 tracker poll

code 0 tracker report --json sorrel
is "one note" "$(json '.notes | length')" 1
is "a correction" "$(json '.notes[0].kind')" correction
is "first seen when" "$(json '.notes[0].first_seen')" 2025-03-12T15:30:00Z
claim='.notes[0].claims[] | select(.wrong == "engineers")'
is "wrong: engineers; right: surveyors" "$(json "$claim | .right")" surveyors
like "checked against the diff" "$(json "$claim | .verdict")" \
    '^(matched|partial)$'
like "engineers still stands in a quotation" \
    "$(json "$claim | .residuals | tostring")" "engineers' return"
like "what the note does not say" "$(json '.beyond_notes | tostring')" \
    'Fewer than 10|[Ff]ewer|10'

for format in text markdown html json; do
	code 0 tracker report --format=$format sorrel
	like "$format names both words" "$(tr -d '\n' <out)" \
	    'engineers.*surveyors|surveyors.*engineers'
done
code 0 tracker report --format=markdown sorrel
is "how long it took is no claim of the note" \
    "$(grep -B2 -e "- first change" out | head -1)" "## How long it took"
code 64 tracker report --format=morse sorrel

# Notes in an aside and in a footer, and a story without any.
code 0 tracker report --json aume-water
is "the aside's note" "$(json '.notes[0].kind')" correction
like "Sunday was wrong" "$(json '.notes[0].claims | tostring')" 'Sunday'
code 0 tracker report --json upper-aume
is "the footer's note" "$(json '.notes[0].kind')" correction
code 0 tracker report --json quillmere-bridge
is "no note on the bridge" "$(json '.notes | length')" 0

# changes: kinds, the most serious first.
code 0 tracker changes --json
kind()
{
	json "select(.url | test(\"$1\")) | .kind"
}
is "six changes" "$(wc -l <out)" 6
is "corrected" "$(kind sorrel)" correction
is "corrected in an aside" "$(kind aume-water)" correction
is "corrected in the footer" "$(kind upper-aume)" correction
is "a number changed without a word" "$(kind quillmere)" unacknowledged
is "text was added" "$(kind ferry)" update
is "withdrawn" "$(kind mayor)" withdrawn
is "the most serious first" "$(json .severity | sort -rnc 2>&1)" ""
like "the number is evidence" \
    "$(json 'select(.url | test("quillmere")) | .edits | tostring')" \
    '"before":"63".*"after":"66"'
ok "each kind has its evidence" \
    test "$(json '.evidence | length > 0' | sort -u)" = true
code 0 tracker report --json dunmarrow-mayor
is "what a withdrawal takes away is what its note says" \
    "$(json '.beyond_notes | length')" 0
code 0 tracker digest --dry-run
like "which paragraphs those are" "$(cat out)" \
    'paragraphs 1 to 4 of the version before:'
code 0 tracker changes --json --kind withdrawn
is "only one kind" "$(wc -l <out)" 1
code 0 tracker changes --json --feed wire
is "only one feed" "$(json .url | grep -vc 'sorrel\|mayor\|dam')" 0
code 0 tracker changes --json --since 2025-03-12T16:00:00Z
is "none since" "$(wc -c <out)" 0
code 1 tracker changes --feed wier
says 'no feed is named "wier"'
code 0 tracker changes
unlike "never called hidden" "$(cat out)" '[Hh]idden|[Ss]tealth'
code 64 tracker changes --kind nonsense
says_among 'nonsense'
finish
