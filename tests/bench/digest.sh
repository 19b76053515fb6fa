#!/bin/bash
# bench-digest: digest.sh CHANGES SUBSCRIBERS. See digest.mk.
set -e
changes=$1 subscribers=$2
dir=$(mktemp -d "$B/digest.XXXXXX")
trap 'rm -rf "$dir"' EXIT
cd "$dir"

"$B/tests/bench/digest_made" store "$changes"
{
	printf 'store: store\nfeeds:\n'
	printf '  - { name: city, url: "https://city.example/rss" }\n'
	printf '  - { name: world, url: "https://world.example/rss" }\n'
	printf 'mail: { from: tracker@example.org, '
	printf 'server: "smtp://127.0.0.1:1" }\ndigests:\n'
	for ((i = 0; i < subscribers; i++)); do
		printf '  - { to: reader%d@example.org, when: daily 07:00' "$i"
		# a third wants all, a third one feed, a third some words
		case $((i % 3)) in
		1) printf ', feeds: city, severity: 10' ;;
		2) printf ', words: [crowns, "boat*"]' ;;
		esac
		printf ' }\n'
	done
} >feeds.yaml
export TRACKER_NOW=2025-03-12T09:30:00Z

# measure WHAT COMMAND...: seconds of one core, and the most memory
measure()
{
	local what=$1
	shift
	/usr/bin/time -f "%e %U %S %M" -o time taskset -c 0 "$@" \
	    >out 2>err || true
	read -r wall user system peak < <(tail -1 time)
	printf '%s: %s s (user %s, system %s), %d MB\n' "$what" "$wall" \
	    "$user" "$system" $((peak / 1024))
}

printf '%d changes, %d subscribers\n' "$changes" "$subscribers"
measure "changes --json, for comparison" "$B/tracker" changes \
    --since 7d --json
measure "rendered" "$B/tracker" digest --dry-run
printf '%d mails, %d MB of text\n' "$(grep -c '^To: ' out)" \
    $(($(stat -c %s out) >> 20))
measure "into the outbox" "$B/tracker" digest
printf '%d in the outbox\n' "$("$B/tracker" outbox --json | wc -l)"
