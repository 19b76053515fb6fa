#!/bin/bash
# The store under faults: a writer killed before, in the middle of or after a
# call that changes the disk, and calls that fail with ENOSPC or EIO. Whatever
# happens, git stays whole, what was acknowledged is there, nothing is there
# twice, and the next writer completes.
#
# POINTS is how many calls of each kind of fault are tried (default 15, spread
# over the run); POINTS=all tries every one.
. "${0%/*}/lib.sh"
passes=3 stories=6
bin=$TOP/build/release/tests/fault
flock "$TOP/build" make -s -C "$TOP" VARIANT=release faults \
    >make.log 2>&1 || {
	note <make.log
	ok "the fault library builds" false
	finish
}

# The driver under a fault: run DIR HOW AT. The shell's own word about a killed
# child goes nowhere.
run()
{
	{
		FAULT_HOW=$2 FAULT_AT=$3 LD_PRELOAD=$bin/fault.so \
		    "$bin/store_pass" "$1" $passes $stories >acked 2>said
	} 2>/dev/null
}

# How many calls a run without a fault makes, and the history it leaves.
measure()
{
	FAULT_COUNT=$T/count LD_PRELOAD=$bin/fault.so \
	    "$bin/store_pass" whole $passes $stories >/dev/null
	read -r calls rest <count
	points=${POINTS:-15}
	[ "$points" = all ] && points=$calls
	history="$(git -C whole/archive.git log \
	    --format='%s %(trailers:key=Version)' main | sort)"
	rm -rf whole
}

# What a fault left: whole, and at least what was acknowledged.
check_left()
{
	local acked count
	acked=$(sed -n 's/^pass //p' acked | tail -1)
	[ -e store/archive.git/HEAD ] || return "$((${acked:-0} > 0))"
	git -C store/archive.git fsck --strict >fsck 2>&1 || return 1
	count=$(git -C store/archive.git rev-list --count main 2>/dev/null)
	[ "${count:-0}" -ge $((${acked:-0} * stories)) ]
}

# After the next writer: the same history as without a fault, and sound.
check_after()
{
	"$bin/store_pass" store $passes $stories >after 2>&1 || return 1
	git -C store/archive.git fsck --strict >fsck 2>&1 || return 1
	[ "$(git -C store/archive.git log \
	    --format='%s %(trailers:key=Version)' main | sort)" = "$history" ]
}

# One kind of fault at points from the FIRST of the counted calls on.
faults()
{
	local how=$1 first=$2 bad=0 i at
	for ((i = 0; i < points; i++)); do
		at=$((first + i * (calls - first) / (points > 1 ? points - 1 : 1)))
		rm -rf store
		run store $how $at
		check_left && check_after && continue
		bad=$((bad + 1))
		{
			echo "$how at call $at of $calls"
			cat acked said fsck after 2>/dev/null
		} | note
	done
	is "$how: $points of $calls calls${FAULT_FROM:+ on $FAULT_FROM}" $bad 0
}

# Memory refused once, in a store that is there (libgit2 falls over it when it
# makes a repository): an error is said, or the one who asked did without; never
# a crash, and the next writer completes.
starved()
{
	local bad=0 i at rc allocations points=${POINTS:-15}
	[ "$points" = all ] && points=400
	rm -rf store
	"$bin/store_pass" store 0 $stories
	FAULT_COUNT=$T/count LD_PRELOAD=$bin/fault.so \
	    "$bin/store_pass" store $passes $stories >/dev/null
	read -r rest allocations <count
	for ((i = 0; i < points; i++)); do
		at=$((1 + i * (allocations - 1) / (points > 1 ? points - 1 : 1)))
		rm -rf store
		"$bin/store_pass" store 0 $stories
		FAULT_ALLOC=$at LD_PRELOAD=$bin/fault.so \
		    "$bin/store_pass" store $passes $stories >acked 2>said
		rc=$?
		[ $rc -le 1 ] && check_left && check_after && continue
		bad=$((bad + 1))
		{
			echo "allocation $at of $allocations: exit $rc"
			cat acked said fsck after 2>/dev/null
		} | note
	done
	is "memory: $points of $allocations allocations" $bad 0
}

measure
starved
for how in kill after short enospc once-eio; do
	faults $how 1
done

# The same while small packs become one: after 23 of them.
passes=30 stories=2
export FAULT_FROM=objects/pack
measure
for how in kill after once-eio; do
	faults $how $((calls / 2))
done
finish
