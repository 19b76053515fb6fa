#!/bin/bash
# Pages are read in processes of their own: one that crashes or hangs its reader
# costs itself one failed fetch, and nothing else.
. "${0%/*}/lib.sh"
bin=$TOP/build/release
make -s -C "$TOP" VARIANT=release all faults >make.log 2>&1 || {
	note <make.log
	ok "the faulty parser builds" false
	finish
}
# A sanitizer would have to be loaded before the faulty parser.
TRACKER=$bin/tracker
faulty()
{
	LD_PRELOAD=$bin/tests/fault/parser.so "$TRACKER" "$@"
}

site 6
code 0 tracker poll
is "six stories" "$(versions)" 6
at 2025-03-12T15:30:00Z
story 2 's/63 million/66 million/'
story 3 's/ninety/mark-crash/'
story 4 's/63 million/67 million/'
unset TRACKER_NOW
code 0 faulty -v poll --all
says_among 's3.html: .*reading it ended the reader'
says_among '2 new version.*1 failed'
is "the others have theirs" "$(versions s2) $(versions s4)" "2 2"
is "and it has none" "$(versions s3)" 1
code 0 tracker held
like "the page is kept" "$(cat out)" 's3'
code 0 tracker list --json
is "one failure" "$(json 'select(.url | endswith("s3.html")) | .failures')" 1
ok "no worker is left" bash -c '! pgrep -P 1 -f "tracker -v poll --all"'

# Read by a parser that is whole, it is a version like any other.
code 0 tracker poll --all
is "later it is read" "$(versions s3)" 2

story 5 's/ninety/mark-hang/'
start=$(date +%s)
code 0 faulty -v poll --all
says_among 's5.html: .*longer than 20 s'
ok "within its time" test $(($(date +%s) - start)) -lt 60
code 0 tracker verify
finish
