#!/bin/bash
# A poll killed at any instant loses nothing that was stored and stores nothing
# twice; the next one completes it.
. "${0%/*}/lib.sh"
stories=40 kills=${KILLS:-20}
site $stories
hour=0

# How long a whole first poll takes, in milliseconds.
start=$(date +%s%N)
code 0 tracker poll
length=$((($(date +%s%N) - start) / 1000000 + 20))
rm -rf store

lost=0 unclean=0 codes=
for ((k = 1; k <= kills; k++)); do
	hour=$((hour + 20))
	at $((1741772000 + hour * 3600))
	# A third of the pages get a new number.
	for ((i = k % 3 + 1; i <= stories; i += 3)); do
		story $i "s/63/$((63 + k))/"
	done
	head=$(archive rev-parse --verify -q main 2>/dev/null)
	"$TRACKER" poll --all >/dev/null 2>&1 &
	pid=$!
	wait_ms=$((RANDOM % length))
	sleep $((wait_ms / 1000)).$(printf %03d $((wait_ms % 1000)))
	kill -9 $pid 2>/dev/null
	wait $pid 2>/dev/null
	codes="$codes $?"
	if [ -e store/archive.git/HEAD ]; then
		archive fsck --strict >fsck.out 2>&1 || {
			unclean=$((unclean + 1))
			note <fsck.out
		}
	fi
	if [ -n "$head" ]; then
		archive merge-base --is-ancestor "$head" main ||
		    lost=$((lost + 1))
	fi
done
like "some polls were killed ($codes)" "$codes" 137
is "git fsck was clean after each" $unclean 0
is "no stored version was lost" $lost 0

at $((1741772000 + (hour + 20) * 3600))
code 0 tracker poll --all
ok "git fsck" archive fsck --strict
code 0 tracker verify

# Every story's latest text is the page's, and no two neighbours are the same.
wrong=0 doubled=0
for ((i = 1; i <= stories; i++)); do
	path=$(archive ls-tree -r --name-only main | grep "/s$i-")
	crowns=$(grep -o '[0-9]* million' "web/site/s$i.html")
	archive show "main:$path" | grep -q "$crowns" || wrong=$((wrong + 1))
	archive log --format='%(trailers:key=Text-SHA256,valueonly)' main \
	    -- "$path" | grep . | uniq -d | grep -q . &&
	    doubled=$((doubled + 1))
	numbers=$(archive log --format='%(trailers:key=Version,valueonly)' \
	    --reverse main -- "$path" | grep .)
	[ "$numbers" = "$(seq "$(wc -l <<<"$numbers")")" ] ||
	    doubled=$((doubled + 1))
done
is "every story's latest version is its page" $wrong 0
is "no version is doubled, none skipped" $doubled 0

code 0 tracker list --json
is "the catalog knows as many versions" \
    "$(json .versions | awk '{ n += $1 } END { print n }')" "$(versions)"
code 0 tracker poll --all
is "and nothing is left to do" "$(wc -c <out)" 0
finish
