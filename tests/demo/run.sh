#!/bin/bash
# The main job from end to end, on a small news site of our own.
#
# A morning in March: the site is served on this machine and polled. By the
# afternoon its editors have changed it - openly, silently, or only in the
# furniture round the stories - and it is polled again. Then: what does the
# tracker say?
#
# usage: run.sh [FOLDER]     FOLDER (default build/demo) is made anew and holds
#                            the store afterwards, to look around in.
# TRACKER names the program (default build/release/tracker).
set -u
export LC_ALL=C.UTF-8

here=$(cd "${0%/*}" && pwd)
top=$(cd "$here/../.." && pwd)
: "${TRACKER:=$top/build/release/tracker}"
dir=${1:-$top/build/demo}
. "$here/nginx.sh"

if [ ! -x "$TRACKER" ]; then
	echo "demo: no program at $TRACKER (run make first)" >&2
	exit 1
fi
if [ -e "$dir" ] && [ ! -e "$dir/.tracker-demo" ]; then
	echo "demo: $dir is there and is not the demo's; not touched" >&2
	exit 1
fi
rm -rf "$dir"
mkdir -p "$dir/www" && dir=$(cd "$dir" && pwd) && : >"$dir/.tracker-demo" ||
    exit 1
trap 'nginx_stop; rm -rf "$dir/www"' EXIT
trap 'exit 1' HUP INT TERM
failed=0

bold= plain=
if [ -t 1 ]; then
	bold=$(printf '\033[1m') plain=$(printf '\033[0m')
fi

heading()
{
	printf '\n%s== %s%s\n\n' "$bold" "$*" "$plain"
}

# Run the program as a reader would type it.
run()
{
	printf '$ tracker'
	printf ' %s' "$@"
	printf '\n'
	"$TRACKER" -c "$dir/feeds.yaml" --no-pager "$@" 2>&1 || {
		echo "demo: exit $? from: tracker $*" >&2
		failed=1
	}
}

# versions SLUG N: the story has N versions, or the demo has failed.
versions()
{
	local n
	n=$("$TRACKER" -c "$dir/feeds.yaml" log --json "$1" | grep -c .)
	if [ "$n" -ne "$2" ]; then
		echo "demo: $1 has $n versions, expected $2" >&2
		failed=1
	fi
}

nginx_start "$dir/www" || exit 1
base=$NGINX_URL
sed "s|@BASE@|$base|g" "$here/feeds.yaml" >"$dir/feeds.yaml"

heading "12 March 2025, 09:30 UTC: the first poll"
export TRACKER_NOW=2025-03-12T09:30:00Z
lay_out "$here/site/1" 2025-03-12T09:15:00Z
run check
run -v poll
run list

heading "15:30 UTC: the site has changed; the second poll"
export TRACKER_NOW=2025-03-12T15:30:00Z
lay_out "$here/site/2" 2025-03-12T15:05:00Z
run -v poll

heading "What changed, the most serious first"
run changes

heading "The history of one story"
run log sorrel-islands

heading "Word for word"
run diff sorrel-islands

heading "A number that changed without a word"
run diff quillmere-bridge

heading "The correction report: what the note says, and what really changed"
run report sorrel-islands

heading "The mail an editor would get"
run digest --dry-run

heading "The archive is a git repository like any other"
printf '$ git log --oneline\n'
git --git-dir="$dir/store/archive.git" log --oneline --no-decorate main ||
    failed=1

versions quillmere-bridge 2		# 63 million became 66 million
versions dunmarrow-school 1		# only advertisements and counters
versions port-ansel-ferry 2		# two sentences added
versions aume-water 2			# corrected, with a note in an aside
versions saint-aubry 1			# not touched
versions sorrel-islands 2		# CORRECTED-, with a wire's note
versions dunmarrow-mayor 2		# withdrawn
versions upper-aume-dam 2		# amended, with a note in the footer

if [ $failed -ne 0 ]; then
	heading "The demo failed"
	exit 1
fi
heading "Done: eight stories, fourteen versions"
case $TRACKER in
/*) program=$TRACKER ;;
*) program=$PWD/$TRACKER ;;
esac
echo "The store is in $dir/store. Look around:"
echo "  cd $dir"
echo "  $program report dunmarrow-mayor"
echo "  $program report --format=html sorrel-islands >sorrel.html"
echo "  $program atom"
echo "  git --git-dir=store/archive.git log -p --word-diff"
exit 0
