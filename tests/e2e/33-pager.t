#!/bin/bash
# On a terminal what is for reading goes through PAGER. One that is quit early
# is no loss; one that cannot be run has shown nothing, and that is said.
. "${0%/*}/lib.sh"
if ! command -v script >/dev/null; then
	skip "no script(1) to make a terminal"
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
finish
