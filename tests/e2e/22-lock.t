#!/bin/bash
# One writer at a time; readers are never blocked.
. "${0%/*}/lib.sh"
site 1
code 0 tracker poll
serve_rude
conf_rss "stories:" "  - $RUDE/hang"
tracker poll >first.out 2>first.err &
first=$!
for ((i = 0; i < 100; i++)); do
	grep -q hang rude.log && break
	sleep 0.1
done

code 75 tracker poll
says 'store: .*(lock|another)'
code 0 tracker log s1
code 0 tracker list
code 0 tracker status
wait $first
is "the first one ends well" $? 0

# A lock file left behind by nobody locks nothing.
at 2025-03-13T09:30:00Z
touch store/lock
code 0 tracker poll
finish
