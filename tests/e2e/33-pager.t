#!/bin/bash
# On a terminal what is for reading goes through PAGER. One that is quit early
# is no loss; one that cannot be run has shown nothing, and that is said.
. "${0%/*}/lib.sh"
if ! script -qec true /dev/null >/dev/null 2>&1 </dev/null; then
	skip "no terminal to be had here (script(1), /dev/pts)"
	finish
fi
site 1
code 0 tracker poll

# terminal PAGER: log on a terminal of its own, its exit code in `code`.
terminal()
{
	PAGER=$1 script -qec "$TRACKER log s1" /dev/null >seen 2>&1 </dev/null
	echo $? >code
}
terminal 'sed s/^/paged:/'
like "it is paged" "$(cat seen)" '^paged:version '
is "and fine" "$(cat code)" 0
terminal 'head -1'
is "quit early is fine, too" "$(cat code)" 0
terminal ./no-such-pager
is "no pager, no output" "$(cat code)" 74
like "and what to do" "$(cat seen)" 'PAGER did not run; --no-pager'

# Lines are as long as the terminal is wide.
columns()
{
	PAGER=cat script -qec "stty cols $1; $TRACKER ${*:2}" /dev/null \
	    </dev/null | tr -d '\r' | grep -v http | wc -L
}
ok "report in 60 columns" test "$(columns 60 report s1)" -le 60
prose Weir3 >old
sed 's/apron/hat/' old >new
side=$(columns 40 diff --no-index --format=side old new)
ok "side by side in 40" test "$side" -le 40
got=$(columns 140 diff --no-index --format=side old new)
ok "side by side over all of 140" test "$got" -gt 100 -a "$got" -le 140
finish
