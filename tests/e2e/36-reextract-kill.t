#!/bin/bash
# A reextract killed at any instant leaves the old history or the new one, whole;
# readers read either, and any next writer completes what was begun.
. "${0%/*}/lib.sh"
flock "$TOP/build" make -s -C "$TOP" VARIANT=release fixtures >make.log 2>&1 || {
	note <make.log
	ok "the fixtures build" false
	finish
}
stories=30 kills=${KILLS:-15}
site $stories
code 0 tracker poll
for ((i = 1; i <= stories; i += 2)); do
	story $i s/63/66/
done
at 2025-03-12T15:30:00Z
code 0 tracker poll --all
versions=$(versions)
"$TOP/build/release/tests/fixture/old_store" store old tracker-extract/0 \
    1800000000
rm -rf store
at 2025-03-13T10:00:00Z

kept()
{
	archive log --format="%aI %cI %s %(trailers:key=Story)\
%(trailers:key=Version)%(trailers:key=Fetched)%(trailers:key=Capture)" "$@"
}
readers()
{
	archive log --format='%(trailers:key=Extractor,valueonly,separator=)' \
	    "$@" | sort | uniq -c | tr -s '\n ' ' '
}
# Old eyes saw a box of furniture change beside the number.
edits()
{
	tracker log --json s7 | jq -c '[.version, .edits]' | tr -d '\n'
}
old=" $versions tracker-extract/0 " new=" $versions tracker-extract/3 "

# How long a whole run takes, in milliseconds.
cp -r old store
history=$(kept main)
is "what readers tell of the old one" "$(edits)" "[2,2][1,0]"
start=$(date +%s%N)
code 0 tracker reextract
length=$((($(date +%s%N) - start) / 1000000 + 20))
is "all is read again" "$(readers main)" "$new"
is "what they tell of the new one" "$(edits)" "[2,1][1,0]"

# Either history, whole, and readers read it.
left()
{
	archive fsck --strict >fsck.out 2>&1 || return 1
	[ "$(kept main)" = "$history" ] || return 1
	case $(readers main) in
	"$old" | "$new") ;;
	*) return 1 ;;
	esac
	case $(edits) in
	"[2,2][1,0]" | "[2,1][1,0]") ;;
	*) return 1 ;;
	esac
}

# Whatever command writes next completes it; the one after does the rest.
completed()
{
	tracker poll --offline >poll.out 2>&1 &&
	    tracker verify >verify.out 2>&1 &&
	    tracker reextract >again.out 2>&1 &&
	    tracker verify >verify.out 2>&1 &&
	    archive fsck --strict >fsck.out 2>&1 &&
	    [ "$(readers main)" = "$new" ] && [ "$(kept main)" = "$history" ] &&
	    [ "$(ls store/archive.git/refs/reextract)" = 20250313T100000Z ] &&
	    [ "$(readers refs/reextract/20250313T100000Z)" = "$old" ]
}

unclean=0 undone=0 codes=
for ((k = 1; k <= kills; k++)); do
	rm -rf store
	cp -r old store
	"$TRACKER" reextract >/dev/null 2>&1 &
	pid=$!
	wait_ms=$((RANDOM % length))
	sleep $((wait_ms / 1000)).$(printf %03d $((wait_ms % 1000)))
	kill -9 $pid 2>/dev/null
	wait $pid 2>/dev/null
	codes="$codes $?"
	left || {
		unclean=$((unclean + 1))
		note <fsck.out
		readers main | note
	}
	completed || {
		undone=$((undone + 1))
		cat poll.out verify.out again.out fsck.out | note
		readers main | note
	}
done
like "some were killed ($codes)" "$codes" 137
is "each left one whole history" $unclean 0
is "the next writer completed each" $undone 0
finish
