#!/bin/bash
# The main job: versions of what changed, nothing for what did not, and not a
# word under cron.
. "${0%/*}/lib.sh"
site 3

code 0 tracker poll
silent
is "three first versions" "$(versions)" 3
is "an honest user agent" "$(requests 'agent=tracker-test')" 4

# Nothing changed: every answer is a 304.
at 2025-03-12T15:30:00Z
forget_requests
code 0 tracker poll
silent
is "still three versions" "$(versions)" 3
is "four requests" "$(requests .)" 4
is "all of them conditional, none answered in full" "$(requests ' 304 ')" 4

# A number changed in one story.
story 2 s/63/66/
at 2025-03-12T21:30:00Z
code 0 tracker -v poll
like "-v counts on one line" "$(cat err)" '3 ?(stories)?.*1 new version'
is "one line" "$(wc -l <err)" 1
is "one more version" "$(versions)" 4
is "of that story" "$(versions s2)" 2
is "and of no other" "$(versions s1)" 1

# What is not due is not fetched; --all and --story fetch it all the same.
forget_requests
code 0 tracker poll
is "nothing is due" "$(requests .)" 0
code 0 tracker poll --story s1
is "only that story" "$(requests .)" 1
code 0 tracker poll --all
ok "everything" test "$(requests 'GET /s[123].html')" -eq 4
code 0 tracker poll --offline
is "a touched page is no version" "$(versions)" 4

# A page rewritten with the same text is no version.
story 3
touch -d 2025-03-12T22:00:00Z web/site/s3.html
sed -i 's|<nav>.*</nav>|<nav><a href="/new">New</a></nav>|' web/site/s3.html
at 2025-03-13T09:00:00Z
code 0 tracker poll
silent
is "furniture is no version" "$(versions)" 4

# A story that fell off its feed is followed all the same.
rss 1
story 2 's/63/67/'
at 2025-03-14T09:00:00Z
code 0 tracker poll
is "still followed" "$(versions s2)" 3

# Versions go back: the text of version 1 again is a third version.
story 2
at 2025-03-15T09:00:00Z
code 0 tracker poll
is "a reverted text is a version too" "$(versions s2)" 4
code 0 tracker changes --json --since 2025-03-15
is "and its kind says so" "$(json .kind)" reverted

# On a terminal there is a progress bar.
if script -qec true /dev/null >tty 2>&1 </dev/null; then
	rm -rf store
	script -qec "'$TRACKER' poll" /dev/null >tty </dev/null
	is "exit 0 on a terminal" $? 0
	like "a progress bar" "$(tr '\r' '\n' <tty)" \
	    '^\[#+ *\] [0-9]+/[0-9]+'
else
	skip "no terminals here"
fi

code 1 tracker poll --feed nonsense
says 'nonsense'
code 1 tracker poll --story nonsense
says 'nonsense'
finish
