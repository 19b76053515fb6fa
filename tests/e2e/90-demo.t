#!/bin/bash
# The demo, twice, from another folder.
. "${0%/*}/lib.sh"

for time in first second; do
	code 0 env TRACKER="$TRACKER" "$TOP/tests/demo/run.sh" "$T/demo"
	is "the $time time without a complaint" "$(cat err)" ""
	cp out $time
	like "it shows the correction" "$(cat out)" 'surveyors'
	like "the silent change" "$(cat out)" '66'
	like "and the mail" "$(cat out)" 'standards@example\.org'
done
ok "the archive is the same both times" \
    test "$(grep -c . first)" -eq "$(grep -c . second)"
ok "the server is gone" test ! -e demo/www
mkdir mine && echo precious >mine/file
code 1 env TRACKER="$TRACKER" "$TOP/tests/demo/run.sh" "$T/mine"
is "another folder is not touched" "$(cat mine/file)" precious
finish
