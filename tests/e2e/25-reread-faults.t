#!/bin/bash
# History read again, under faults: a run killed before, in the middle of or
# after a call that changes the disk, and calls that fail. Whatever happens,
# main is the old history or the new one, whole, the old one is kept, and the
# next writer completes.
#
# POINTS is how many calls of each kind of fault are tried (default 15, spread
# over the run); POINTS=all tries every one, up to 400.
. "${0%/*}/lib.sh"
passes=4 stories=5
versions=$((passes * stories))
bin=$TOP/build/release/tests/fault
flock "$TOP/build" make -s -C "$TOP" VARIANT=release faults \
    >make.log 2>&1 || {
	note <make.log
	ok "the fault library builds" false
	finish
}

# The shell's own word about a killed child goes nowhere.
run()
{
	{
		env "$@" LD_PRELOAD=$bin/fault.so "$bin/store_reread" store \
		    >acked 2>said
	} 2>/dev/null
}

# What no reading may change, and who read.
kept()
{
	git -C store/archive.git log --format="%aI %cI %s\
%(trailers:key=Version)%(trailers:key=Fetched)%(trailers:key=Capture)" "$@"
}

extractors()
{
	git -C store/archive.git log \
	    --format='%(trailers:key=Extractor,valueonly,separator=)' "$@" |
	    sort | uniq -c | tr -s '\n ' ' '
}

# Whole, with all its versions, and of one reader.
check_left()
{
	git -C store/archive.git fsck --strict >fsck 2>&1 || return 1
	[ "$(kept main)" = "$history" ] || return 1
	case $(extractors main) in
	" $versions test/1 ") ! grep -q done acked ;;
	" $versions test/2 ") ;;
	*) return 1 ;;
	esac
}

# After the next writer: the new history, one former one, and sound.
check_after()
{
	"$bin/store_reread" store >after 2>&1 || return 1
	git -C store/archive.git fsck --strict >fsck 2>&1 || return 1
	[ "$(kept main)" = "$history" ] &&
	    [ "$(extractors main)" = " $versions test/2 " ] &&
	    [ "$(ls store/archive.git/refs/reextract)" = 20140513T165320Z ] &&
	    [ "$(extractors refs/reextract/20140513T165320Z)" = \
	    " $versions test/1 " ]
}

# tries WHAT HOW FIRST LAST VARIABLE: a fault at points between the two.
tries()
{
	local bad=0 i at points=${POINTS:-15}
	[ "$points" = all ] && points=$(($4 - $3 + 1 < 400 ? $4 - $3 + 1 : 400))
	for ((i = 0; i < points; i++)); do
		at=$(($3 + i * ($4 - $3) / (points > 1 ? points - 1 : 1)))
		rm -rf store
		cp -r whole store
		run FAULT_HOW="$2" "$5=$at"
		check_left && check_after && continue
		bad=$((bad + 1))
		{
			echo "$1 at $at of $4"
			cat acked said fsck after 2>/dev/null
			extractors main
		} | note
	done
	is "$1: $points of $4 calls" $bad 0
}

"$bin/store_pass" whole $passes $stories >made 2>&1
cp -r whole store
history=$(kept main)
is "read by one" "$(extractors main)" " $versions test/1 "
run FAULT_COUNT="$T/count"
read -r calls allocations <count
ok "and again, without a fault" check_left
is "by another" "$(extractors main)" " $versions test/2 "
ok "to the end" check_after

for how in kill after short enospc once-eio; do
	tries $how $how 1 "$calls" FAULT_AT
done
tries memory kill 1 "$allocations" FAULT_ALLOC
finish
