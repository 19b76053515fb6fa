#!/bin/bash
# What a poll costs: STORIES pages (default 1000) over HOSTS addresses of loopback
# (default 50) on nginx. Of an unchanged site, against `curl --parallel` fetching
# the same list with the same conditional headers, and against urlwatch on the
# same list; then of the site with every page changed, against urlwatch, and
# against reading the same pages alone (`extract --list`). Every figure is CPU
# time (user and system) of the program, nginx not counted; the least of RUNS
# (default 5), of the changed site the only one. URLWATCH=0 leaves urlwatch out,
# which takes minutes for ten thousand stories. PAGE_KB (default 330) is the size
# of a page: of those of today's news sites that were measured the mean is 300 to
# 345 KB, of older ones 90.
set -u
export LC_ALL=C TZ=UTC0
top=$(cd "${0%/*}/../.." && pwd)
: "${TRACKER:=$top/build/release/tracker}"
stories=${STORIES:-1000} hosts=${HOSTS:-50} runs=${RUNS:-5}
parts=$(((${PAGE_KB:-330} + 50) / 100))
. "$top/tests/demo/nginx.sh"

dir=$(mktemp -d "${TMPDIR:-/tmp}/tracker-bench.XXXXXX") && cd "$dir" || exit 1
trap 'nginx_stop; cd /; rm -rf "$dir"' EXIT
trap 'exit 1' HUP INT TERM
export HOME=$dir

# ---- the site ---------------------------------------------------------------

# What surrounds a story, `parts` times 100 KB: the make-up of real news pages,
# half of it scripts and styles, four elements a KB.
head_of_page()
{
	local i
	printf '<style>'
	for ((i = 0; i < 150 * parts; i++)); do
		printf '.c%d{margin:%dpx 0 0 %dpx;color:#%06x}' $i $((i % 40)) \
		    $((i % 7)) $((i * 4099))
	done
	printf '</style><script>window.state={"items":['
	for ((i = 0; i < 600 * parts; i++)); do
		printf '{"id":%d,"kind":"teaser","path":"/city/%x","w":320,' \
		    $i $((i * 7919))
		printf '"crops":[[%d,%d],[%d,%d]]},' $i $((i * 3)) $i $((i * 5))
	done
	printf '{}]}</script></head><body class="c1"><nav><ul>'
	for ((i = 0; i < 40 * parts; i++)); do
		printf '<li class="nav__item nav__item--level-1 nav-c%d" ' $i
		printf 'data-track="nav|main|%d|position-%d">' $i $i
		printf '<a class="nav__link nav__link--plain js-track" '
		printf 'href="https://post.example/part/%d?from=nav-%d">' $i $i
		printf 'Part %d</a></li>' $i
	done
	printf '</ul></nav>\n'
}
foot_of_page()
{
	local i
	printf '<aside><h2>Most read</h2><ul>'
	for ((i = 0; i < 70 * parts; i++)); do
		printf '<li class="teaser teaser--small teaser--c%d" ' $i
		printf 'data-track="most-read|%d" data-id="%x">' $i $((i * 31))
		printf '<a class="teaser__link js-track" href="https://post.'
		printf 'example/city/s%x.html?from=most-read">' $((i * 31))
		printf '<img class="teaser__image lazy" width="320" height="180"'
		printf ' src="data:image/gif;base64,R0lGODlhAQABAIAAAAAAAA" '
		printf 'data-src="https://images.post.example/i/%d.jpg" ' $i
		printf 'srcset="https://images.post.example/i/%d-2x.jpg 2x" ' $i
		printf 'alt=""><span class="teaser__headline">What the council '
		printf 'of ward %d decided on</span></a></li>' $i
	done
	printf '</ul></aside></body></html>\n'
}

# page N WORD: the story's page; the word is what changes.
page()
{
	local i
	printf '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">'
	printf '<title>The mill at Weir%d</title>\n' "$1"
	printf '%s\n<article><h1>The mill at Weir%d to grind again</h1>\n' \
	    "$head" "$1"
	for i in 1 2 3 4 5 6 7 8 9 10 11 12; do
		printf '<p>The wheel of mill %d, %d metres across, was taken ' \
		    "$1" $i
		printf 'to a workshop in the valley last autumn, and came back '
		printf 'in May with %d new paddles of larch. The miller of ' $i
		printf 'the next village, who is %s, turned the key.</p>\n' "$2"
	done
	printf '</article>%s' "$foot"
}
head=$(head_of_page) foot=$(foot_of_page)

mkdir -p www/site
for ((i = 1; i <= stories; i++)); do
	page $i ninety >www/site/s$i.html
done
find www/site -type f -exec touch -d 2025-03-12T08:00:00Z {} +
# urlwatch sends the time of its own last visit: let that be good enough.
sed 's/^http {/&\n\tif_modified_since before;/' "$NGINX_CONF" >nginx.conf
for ((i = 2; i <= hosts; i++)); do
	sed -i "s/^\t\tlisten 127.0.0.1:@PORT@;/&\n\t\tlisten 127.0.0.$i:@PORT@;/" \
	    nginx.conf
done
NGINX_CONF=$dir/nginx.conf
nginx_start "$dir/www" || exit 1

# url N: where story N is.
url()
{
	echo "http://127.0.0.$(($1 % hosts + 1)):${NGINX_URL##*:}/s$1.html"
}

{
	printf 'store: store\nallow-private: true\nparallel: 50\nper-host: 16\n'
	printf 'defaults: { delay: 0s }\nstories:\n'
	for ((i = 1; i <= stories; i++)); do
		printf -- '  - %s\n' "$(url $i)"
	done
} >feeds.yaml

# The same requests for curl: each URL with its own ETag and date.
tag()
{
	printf '"%x-%x"' "$(stat -c %Y "$1")" "$(stat -c %s "$1")"
}
for ((i = 1; i <= stories; i++)); do
	[ $i -eq 1 ] || echo next
	printf 'url = "%s"\noutput = /dev/null\ncompressed\n' "$(url $i)"
	printf 'header = "If-None-Match: %s"\n' \
	    "$(tag www/site/s$i.html | sed 's/"/\\"/g')"
	printf 'header = "If-Modified-Since: Wed, 12 Mar 2025 08:00:00 GMT"\n'
done >curl.conf

for ((i = 1; i <= stories; i++)); do
	printf -- '---\nurl: %s\n' "$(url $i)"
done >urls.yaml

# ---- measuring ----------------------------------------------------------------

# cpu COMMAND...: milliseconds of user and system time of one run of it.
cpu()
{
	local TIMEFORMAT='%3U %3S'
	{ time "$@" >cpu.out 2>cpu.err; } 2>time.out ||
	    { echo "failed: $*" >&2; head -5 cpu.err >&2; exit 1; }
	awk '{ printf "%d\n", ($1 + $2) * 1000 + 0.5 }' time.out
}

# least COMMAND...: the least CPU time of the runs, in milliseconds.
least()
{
	local best= now k
	for ((k = 0; k < runs; k++)); do
		now=$(cpu "$@") || exit 1
		if [ -z "$best" ] || [ "$now" -lt "$best" ]; then
			best=$now
		fi
	done
	echo "$best"
}

first=$(cpu "$TRACKER" poll) || exit 1
if [ "$(grep -c ' 200 ' www/access.log)" -lt "$stories" ]; then
	echo "the first poll did not fetch every story" >&2
	head -3 cpu.err >&2
	exit 1
fi
before=$(git --git-dir=store/archive.git rev-list --count main)
: >www/access.log
tracker=$(least "$TRACKER" poll --all) || exit 1
answers=$(grep -c ' 304 ' www/access.log)
after=$(git --git-dir=store/archive.git rev-list --count main)
: >www/access.log
curl=$(least curl -s --parallel --parallel-max 50 -K curl.conf) || exit 1
curl_answers=$(grep -c ' 304 ' www/access.log)
peer()
{
	[ "${URLWATCH:-1}" != 0 ] || return 0
	urlwatch --urls urls.yaml --config urlwatch.yaml --hooks hooks.py \
	    --cache cache.db
}
peer >urlwatch.out 2>&1
: >www/access.log
urlwatch=$(least peer) || exit 1
urlwatch_answers=$(grep -c ' 304 ' www/access.log)

# ---- every page changed -------------------------------------------------------

for ((i = 1; i <= stories; i++)); do
	page $i ninety-one >www/site/s$i.html
	printf '%s/www/site/s%d.html\t%s\n' "$dir" $i "$(url $i)"
done >pages.list
find www/site -type f -exec touch -d 2025-03-13T08:00:00Z {} +
changed=$(cpu "$TRACKER" poll --all) || exit 1
versions=$(($(git --git-dir=store/archive.git rev-list --count main) - after))
read_alone=$(cpu "$TRACKER" extract --json --list pages.list) || exit 1
urlwatch_changed=$(cpu peer) || exit 1

wanted=$((stories * runs))
printf '%d stories, unchanged; CPU seconds of one pass (304s in all)\n' \
    "$stories"
row()
{
	awk -v n="$1" -v ms="$2" -v got="$3" -v want="$4" 'BEGIN {
		printf "%-28s %8.3f   (%s of %s)\n", n, ms / 1000, got, want }'
}
row "tracker poll" "$tracker" "$answers" $wanted
row "curl --parallel" "$curl" "$curl_answers" $wanted
[ "${URLWATCH:-1}" = 0 ] ||
    row "urlwatch" "$urlwatch" "$urlwatch_answers" $wanted
row "tracker's first poll" "$first" - -
row "all changed: tracker" "$changed" "$versions versions" $stories
[ "${URLWATCH:-1}" = 0 ] ||
    row "all changed: urlwatch" "$urlwatch_changed" - -
row "the pages read alone" "$read_alone" - -
awk -v t="$tracker" -v c="$curl" -v u="$urlwatch" -v a="$changed" \
    -v r="$read_alone" -v w="$urlwatch_changed" -v peer="${URLWATCH:-1}" \
    'BEGIN {
	printf "unchanged: ratio to curl      %.2f   (bar: 1.50, of 10,000)\n",
	    t / (c ? c : 1)
	if (peer)
		printf "unchanged: ratio to urlwatch  %.3f\n" \
		    "changed: urlwatch takes %.1f times as long (bar: 5)\n",
		    t / (u ? u : 1), w / (a ? a : 1)
	printf "changed: ratio to reading alone %.2f (bar: 2.00)\n", a / (r ? r : 1) }'
printf 'new versions in %d passes: %d\n' "$runs" $((after - before))
[ "$after" -eq "$before" ] && [ "$before" -eq "$stories" ]
