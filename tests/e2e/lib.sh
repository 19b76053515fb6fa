# What every end-to-end test stands on: TAP, an empty folder, a fixed clock, and
# servers that behave and that do not. Source it first:
#
#	. "${0%/*}/lib.sh"
#	site rss 3			# a small site with a feed, served
#	code 0 tracker poll
#	is "no word under cron" "$(cat out err)" ""
#	finish
#
# TRACKER names the program under test. The test runs in an empty folder ($T)
# that is removed afterwards; every server it started ends with it.

set -u
export LC_ALL=C TZ=UTC0 HOME GIT_CONFIG_NOSYSTEM=1 PAGER=cat NO_COLOR=1
unset XDG_DATA_HOME XDG_CONFIG_HOME http_proxy https_proxy all_proxy

E2E=$(cd "${BASH_SOURCE[0]%/*}" && pwd)
TOP=$(cd "$E2E/../.." && pwd)
PYTHON=/usr/bin/python3
: "${TRACKER:=$TOP/build/asan/tracker}"
case $TRACKER in
/*) ;;
*) TRACKER=$PWD/$TRACKER ;;
esac
. "$TOP/tests/demo/nginx.sh"
if [ ! -x "$TRACKER" ]; then
	echo "Bail out! no program at $TRACKER"
	exit 1
fi

T=$(mktemp -d "${TMPDIR:-/tmp}/tracker-test.XXXXXX") && cd "$T" || exit 1
HOME=$T
T_RUN=0 T_BAD=0 T_PIDS=

# A sanitizer's report is exit code 99 and a file san.*, which fails the test
# even where nobody looked at the exit code.
export ASAN_OPTIONS="exitcode=99:log_path=$T/san:detect_leaks=1:\
allocator_may_return_null=1"
export UBSAN_OPTIONS="exitcode=99:log_path=$T/san:print_stacktrace=1"

# One moment for the whole test; `at` moves it.
at()
{
	export TRACKER_NOW=$1
}
at 2025-03-12T09:30:00Z

tracker()
{
	"$TRACKER" "$@"
}

# ---- TAP -------------------------------------------------------------------

result()
{
	T_RUN=$((T_RUN + 1))
	if [ "$1" -eq 0 ]; then
		printf 'ok %d - %s\n' $T_RUN "${2//#/\\#}"
	else
		T_BAD=$((T_BAD + 1))
		printf 'not ok %d - %s\n' $T_RUN "${2//#/\\#}"
	fi
	return "$1"
}

# What a failure should show, as TAP comments on standard error.
note()
{
	sed 's/^/#   /' >&2
}

show_output()
{
	{
		echo "standard output:"
		head -c 2000 out
		echo "standard error:"
		head -c 2000 err
		head -c 4000 san.* 2>/dev/null
	} | note
}

# ok WHAT COMMAND...: the command succeeds.
ok()
{
	local what=$1
	shift
	"$@"
	result $? "$what" || printf 'failed: %s\n' "$*" | note
}

# is WHAT GOT WANTED: equal as text.
is()
{
	[ "$2" = "$3" ]
	result $? "$1" && return
	printf 'got:    %.2000s\nwanted: %.2000s\n' "$2" "$3" | note
	return 1
}

# like WHAT TEXT PATTERN: some line matches the extended regular expression.
like()
{
	grep -Eq -e "$3" <<<"$2"
	result $? "$1" ||
	    printf 'got:    %.2000s\nwanted: %s\n' "$2" "$3" | note
}

unlike()
{
	! grep -Eq -e "$3" <<<"$2"
	result $? "$1" ||
	    printf 'got:    %.2000s\nunwanted: %s\n' "$2" "$3" | note
}

# code N COMMAND...: the exit code is exactly N, so that a crash never passes
# for a refusal. The output is in the files out and err.
code()
{
	local want=$1 got
	shift
	"$@" >out 2>err </dev/null
	got=$?
	[ $got -eq "$want" ]
	result $? "exit $want: $(printf '%s' "$*" | tr '\n' ' ' | cut -c1-120)" || {
		echo "exit code $got" | note
		show_output
	}
}

# says PATTERN: the last `code` wrote exactly one line on standard error, and it
# matches. says_among PATTERN: some line does.
says()
{
	[ "$(wc -l <err)" -eq 1 ] && grep -Eq -e "$1" err
	result $? "one line: $1" || show_output
}

says_among()
{
	grep -Eq -e "$1" err
	result $? "says: $1" || show_output
}

# silent: the last `code` wrote nothing at all.
silent()
{
	! [ -s out ] && ! [ -s err ]
	result $? "not a word" || show_output
}

skip()
{
	T_RUN=$((T_RUN + 1))
	printf 'ok %d # skip %s\n' $T_RUN "$1"
}

# The end of every test: the plan, and whether a sanitizer had to say anything.
finish()
{
	local reports
	# one that was killed while its leaks were looked for says only this
	reports=$(cat san.* 2>/dev/null |
	    grep -v '^==[0-9]*==Unable to get registers from thread [0-9]*\.$')
	[ -z "$reports" ]
	result $? "no sanitizer report, no leak" || head -60 <<<"$reports" | note
	printf '1..%d\n' $T_RUN
	[ $T_BAD -eq 0 ]
	exit
}

cleanup()
{
	local pid
	nginx_stop
	for pid in $T_PIDS; do
		kill "$pid" 2>/dev/null
		wait "$pid" 2>/dev/null
	done
	cd / && rm -rf "$T"
}
trap cleanup EXIT
trap 'exit 1' HUP INT TERM

# ---- servers ---------------------------------------------------------------

# serve: nginx on $T/web/site. $URL is its address, $T/web/access.log its log:
# "GET /path 304 etag=... since=... agent=...".
serve()
{
	nginx_start "$T/web" || exit 1
	URL=$NGINX_URL
}

# requests PATTERN: how many lines of nginx's log match; those for robots.txt,
# one a day and site, only when the pattern names it.
requests()
{
	case $1 in
	*robots*) grep -Ec -e "$1" "$T/web/access.log" ;;
	*) grep -v '^GET /robots\.txt ' "$T/web/access.log" | grep -Ec -e "$1" ;;
	esac
}

forget_requests()
{
	: >"$T/web/access.log"
}

# background NAME COMMAND...: a helper server that writes its port into NAME.port
# when it is ready. Sets PORT.
background()
{
	local name=$1 wait
	shift
	"$@" >"$name.log" 2>&1 </dev/null &
	T_PIDS="$T_PIDS $!"
	for ((wait = 0; wait < 200; wait++)); do
		if [ -s "$name.port" ]; then
			PORT=$(cat "$name.port")
			return 0
		fi
		sleep 0.05
	done
	note <"$name.log"
	echo "Bail out! $name did not start"
	exit 1
}

# A server with bad manners (rude.py says which); $RUDE is its address, rude.log
# its log: "GET /path 12.345", the time in seconds. serve_rude NAME is another
# one, at $PORT.
serve_rude()
{
	background ${1:-rude} $PYTHON "$E2E/rude.py" "$T/${1:-rude}.port"
	[ $# -gt 0 ] || RUDE=http://127.0.0.1:$PORT
}

# canned FILE STATUS [FIELD...] - what is read from standard input is the body of
# the server's answer: to /robots.txt by rude.robots, to everything by rude.all.
canned()
{
	{ printf '%s\n' "${@:2}"; echo; cat; } >"$1.new"
	mv "$1.new" "$1"
}

# asked PATTERN: how many of the rude server's requests match.
asked()
{
	grep -Ec -e "$1" rude.log
}

# A mail server that writes each mail to mail/N and refuses while mail/refuse
# is there; $SMTP is its address.
serve_mail()
{
	mkdir -p mail
	background smtp $PYTHON "$E2E/smtp.py" "$T/smtp.port" "$T/mail"
	SMTP=smtp://127.0.0.1:$PORT
}

# ---- a small site ----------------------------------------------------------

# conf [LINE...]: a feeds.yaml for this machine, with further lines.
conf()
{
	{
		printf 'store: store\nallow-private: true\n'
		printf 'agent: "tracker-test (+https://example.org/)"\n'
		printf 'defaults: { every: 1m, delay: 0s, timeout: 5s }\n'
		printf '%s\n' "$@"
	} >feeds.yaml
}

# conf_rss [LINE...]: the same, with the site's feed.
conf_rss()
{
	conf "feeds:" "  - { name: city, url: \"$URL/city.rss\" }" "$@"
}

# demo N: the demo's site in state N (1, 2), in two feeds. Its first state is of
# 12 March 2025, 09:15 UTC; the second of 15:05.
demo()
{
	if [ "$1" -eq 1 ]; then
		serve
		sed "s|@BASE@|$URL|g" "$TOP/tests/demo/feeds.yaml" >feeds.yaml
		lay_out "$TOP/tests/demo/site/1" 2025-03-12T09:15:00Z
	else
		lay_out "$TOP/tests/demo/site/2" 2025-03-12T15:05:00Z
	fi
}

# page FILE HEADLINE PARAGRAPH...: a plain page of a story. Each page written is
# a second younger than the one before, so that nginx tells them apart.
PAGES=0
page()
{
	local file=$T/web/site/$1 head=$2 p
	shift 2
	mkdir -p "${file%/*}"
	{
		printf '<!DOCTYPE html>\n<html lang="en"><head>'
		printf '<meta charset="utf-8"><title>%s</title>\n' "$head"
		printf '<meta property="article:published_time" '
		printf 'content="2025-03-12T07:00:00Z"></head>\n<body>'
		printf '<nav><a href="/">Home</a> <a href="/c">City</a></nav>\n'
		printf '<article><h1>%s</h1>\n' "$head"
		printf '<p class="byline">By Ilse Tarrant</p>\n'
		for p in "$@"; do
			printf '<p>%s</p>\n' "$p"
		done
		printf '</article>\n<footer><p>The Post</p></footer>'
		printf '</body></html>\n'
	} >"$file"
	touch -d "@$((1741766400 + PAGES++))" "$file"
}

# Paragraphs of an ordinary story, one a line; the word that tells stories apart
# is the argument.
prose()
{
	cat <<-EOF
	The old mill at $1 will grind again, its new owners said on Wednesday, eleven years after the last miller hung up his apron.
	The wheel, four metres across, was taken to a workshop in the valley last autumn. It came back in May with 36 new paddles of larch.
	"We want to sell flour and not postcards," said Orla Fenwick, who bought the mill of $1 with her brother for 63 million crowns.
	Some 400 people came to see the sluice opened. The miller of the next village, who is ninety, turned the key.
	The mill will be open from Thursday to Sunday. Schools may come on other days, the owners said.
	EOF
}

# story N [SED-SCRIPT]: page sN.html, changed by the script if one is given.
story()
{
	local lines
	mapfile -t lines < <(prose "Weir$1" | sed -e "${2:-}")
	page "s$1.html" "Mill at Weir$1 to grind again" "${lines[@]}"
}

# rss N: city.rss with stories 1 to N.
rss()
{
	local i
	mkdir -p "$T/web/site"
	{
		printf '<?xml version="1.0"?>\n<rss version="2.0"><channel>'
		printf '<title>City</title><link>%s/</link>\n' "$URL"
		for ((i = 1; i <= $1; i++)); do
			printf '<item><title>Mill at Weir%d to grind ' $i
			printf 'again</title><link>%s/s%d.html</link>' "$URL" $i
			printf '</item>\n'
		done
		printf '</channel></rss>\n'
	} >"$T/web/site/city.rss"
}

# site N: N stories and their feed, served, and a feeds.yaml.
site()
{
	local i
	serve
	for ((i = 1; i <= $1; i++)); do
		story $i
	done
	rss "$1"
	conf_rss
}

archive()
{
	git --git-dir="$T/store/archive.git" "$@"
}

# versions [STORY]: how many there are.
versions()
{
	if [ $# -eq 0 ]; then
		archive rev-list --count main 2>/dev/null || echo 0
	else
		tracker log --json "$1" | grep -c .
	fi
}

# json FILTER [FILE]: jq, on the last output unless a file is named.
json()
{
	jq -r "$1" "${2:-out}"
}

# A real mail server with STARTTLS and a log-in (exim4: desk, "pass word"), as
# people have it: mails land in box/new. Sets SMTP; fails where there is none.
EXIM=/usr/sbin/exim4
serve_exim()
{
	local user=$(id -un) group=$(id -gn) wait
	[ -x $EXIM ] || return 1
	# exim delivers nothing as root
	[ "$user" = root ] && user=Debian-exim group=Debian-exim
	PORT=$($PYTHON -c 'import socket; s = socket.socket()
s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
	mkdir -p exim box && cp "$TOP/tests/unit/mail_server.pem" exim/pem
	sed -e "s|@DIR@|$T|g; s|@USER@|$user|; s|@GROUP@|$group|" \
	    -e "s|@PORT@|$PORT|" "$E2E/exim.conf" >exim.conf
	chmod 711 "$T" && chown -R "$user:$group" exim box
	$EXIM -C "$T/exim.conf" -bdf >exim.log 2>&1 </dev/null &
	T_PIDS="$T_PIDS $!"
	for ((wait = 0; wait < 200; wait++)); do
		(: <"/dev/tcp/127.0.0.1/$PORT") 2>/dev/null && break
		sleep 0.05
	done
	SMTP=smtp://127.0.0.1:$PORT
	[ $wait -lt 200 ]
}
