#!/bin/bash
# What a pass costs with very many stories: STORIES of them (default 100000) over
# HOSTS addresses of loopback (default 50) on nginx, which has one page for them
# all. Once feeds.yaml lists each story by itself; once it has only a feed, which
# found them. Printed are the peak of resident memory of the tracker and its
# largest worker, whichever is more, wall clock and CPU time of a pass: while
# feeds.yaml is taken in; with 0, 10, 100, 1000 stories due that have not
# changed; with all of them due where no host answers; and, with ALL=1, with all
# of them due and answered, at first and unchanged.
#
# Two bars. No pass takes more than 150 MB: each row is held to it. The time of a
# pass goes with what is due, not with what is watched: beyond what it takes with
# nothing due, a story takes no more CPU time where all are due (ALL=1) than where
# 1000 are, three times over, for these are small figures.
set -u
export LC_ALL=C TZ=UTC0
top=$(cd "${0%/*}/../.." && pwd)
: "${TRACKER:=$top/build/release/tracker}" "${PYTHON:=/usr/bin/python3}"
stories=${STORIES:-100000} hosts=${HOSTS:-50} most=0 bar=150 bad=0
. "$top/tests/demo/nginx.sh"

dir=$(mktemp -d "${TMPDIR:-/tmp}/tracker-bench.XXXXXX") && cd "$dir" || exit 1
trap 'nginx_stop; cd /; rm -rf "$dir"' EXIT
trap 'exit 1' HUP INT TERM
export HOME=$dir

# ---- the site -------------------------------------------------------------------

mkdir -p www/site
{
	printf '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">'
	printf '<title>The mill to grind again</title></head><body><article>'
	printf '<h1>The mill to grind again</h1>\n'
	for i in 1 2 3 4 5 6; do
		printf '<p>Wheel %d, ninety metres across, was taken to a ' $i
		printf 'workshop in the valley last autumn, and came back in '
		printf 'May with %d new paddles of larch.</p>\n' $((i * 7))
	done
	printf '</article></body></html>\n'
} >www/site/page.html
sed -e 's|^\t\tlocation / {|&\n\t\t\trewrite ^/20 /page.html break;|' \
    -e 's|access_log .*|access_log off;|' "$NGINX_CONF" >nginx.conf
for ((i = 2; i <= hosts; i++)); do
	sed -i "s/^\t\tlisten 127.0.0.1:@PORT@;/&\n\t\tlisten 127.0.0.$i:@PORT@;/" \
	    nginx.conf
done
NGINX_CONF=$dir/nginx.conf
nginx_start "$dir/www" || exit 1
port=${NGINX_URL##*:}

head_of_conf()
{
	printf 'store: store\nallow-private: true\nparallel: 50\nper-host: 16\n'
	printf 'run: 1h\ndefaults: { delay: 0s }\n'
}

# urls FORMAT: a line for each story.
urls()
{
	awk -v n="$stories" -v hosts="$hosts" -v port="$port" -v f="$1" 'BEGIN {
		for (i = 1; i <= n; i++)
			printf f "\n", sprintf("http://127.0.0.%d:%d/2025/03/" \
			    "%02d/the-mill-at-weir-%d-to-grind-again.html",
			    i % hosts + 1, port, i % 28 + 1, i) }'
}

# ---- measuring ----------------------------------------------------------------

# catalog SQL: statements, on the catalog.
catalog()
{
	$PYTHON -c 'import sqlite3, sys
db = sqlite3.connect("store/catalog.db")
db.executescript(sys.argv[1])
db.commit()
db.close()' "$1"
}

# due N: so many stories are due now, the others tomorrow.
due()
{
	catalog "update story set next = strftime('%s', 'now') + 86400;
	    update story set next = strftime('%s', 'now') - 60 where key in
	    (select key from story where key % max(1, $stories / max(1, $1)) = 0
	    order by key limit $1); delete from host;"
}

# pass NAME COMMAND...: one row.
pass()
{
	local name=$1 kb
	shift
	if ! /usr/bin/time -f '%M %e %U %S' -o time.out "$@" >out 2>err; then
		echo "failed: $*" >&2
		head -3 err >&2
		exit 1
	fi
	read -r kb wall user sys < <(tail -1 time.out)
	[ "$kb" -le "$most" ] || most=$kb
	cpu=$(awk -v u="$user" -v s="$sys" 'BEGIN { print u + s }')
	awk -v n="$name" -v kb="$kb" -v bar=$bar -v w="$wall" -v c="$cpu" \
	    'BEGIN { mb = kb * 1024 / 1e6
	    printf "  %-34s %8.1f MB %-5s %9.2f s %9.2f s\n", n, mb,
	    mb <= bar ? "" : "> " bar, w, c }'
}

# holds WHAT VALUE BAR: one line; a miss fails the bench.
holds()
{
	awk -v what="$1" -v v="$2" -v bar="$3" 'BEGIN {
	    printf "  %-34s %8.2f    (bar: %.2f)%s\n", what, v, bar,
	    v <= bar ? "" : "  missed"; exit v > bar }' || bad=1
}

table()
{
	local none thousand
	printf '%s %-*s %11s %5s %11s %11s\n' "$1" $((35 - ${#1})) '' memory '' \
	    clock CPU
	pass 'feeds.yaml taken in' "$TRACKER" poll --offline
	[ "$2" != feed ] || found
	for n in 0 10 100 1000; do
		due $n
		"$TRACKER" poll >out 2>err || { head -3 err >&2; exit 1; }
		due $n
		pass "$n due, unchanged" "$TRACKER" -v poll
		grep -q "stories $n: $n unchanged\|stories 0$" err ||
		    { cat err >&2; exit 1; }
		[ $n -ne 0 ] || none=$cpu
	done
	thousand=$cpu
	nginx_stop
	due $stories
	pass 'all due, no host answers' "$TRACKER" poll
	nginx_again || exit 1
	[ -n "${ALL:-}" ] || return 0
	due $stories
	pass 'all due, most for the first time' "$TRACKER" poll
	due $stories
	pass 'all due, unchanged' "$TRACKER" poll
	holds "CPU ms a story, of all due" "$(awk -v c="$cpu" -v z="$none" \
	    -v n="$stories" 'BEGIN { print (c - z) * 1000 / n }')" \
	    "$(awk -v c="$thousand" -v z="$none" 'BEGIN {
	    t = c - z; if (t < 0.05) t = 0.05; print t * 3 }')"
}

# What reading the feed would have brought about.
found()
{
	urls %s >list
	$PYTHON -c 'import hashlib, sqlite3, time
db = sqlite3.connect("store/catalog.db")
now = int(time.time())
for url in open("list").read().split():
    db.execute("insert into story (id, url, feed, first_seen, next) values "
        "(?, ?, ?, ?, ?)", (hashlib.sha256(url.encode()).hexdigest()[:8], url,
        "mills", now, now))
db.execute("insert into feed (url, next) values (?, ?)",
    ("'"$NGINX_URL"'/mills.rss", now + 10 * 86400))
db.commit()
db.close()'
}

printf '%d stories on %d hosts\n' "$stories" "$hosts"
{ head_of_conf; echo 'stories:'; urls '  - %s'; } >feeds.yaml
table 'each in feeds.yaml' list
rm -r store
{ head_of_conf; echo "feeds: [{ name: mills, url: \"$NGINX_URL/mills.rss\" }]"; } \
    >feeds.yaml
table 'found by a feed' feed
holds "memory of a pass, MB$([ -n "${ALL:-}" ] || echo ", ALL=1 not tried")" \
    "$(awk -v kb=$most 'BEGIN { print kb * 1024 / 1e6 }')" $bar
exit $bad
