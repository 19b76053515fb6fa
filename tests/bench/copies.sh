#!/bin/bash
# bench-copies: copies.sh [DATA]. See copies.mk.
set -e
top=$(cd "${0%/*}/../.." && pwd)
dir=$(mktemp -d "$B/copies.XXXXXX")
trap 'rm -rf "$dir"' EXIT

"$B/tests/bench/copies_bench" planted "$dir/planted" "$STORIES"
du -sm "$dir/planted" | awk '{ print "the store has " $1 " MB" }'
if [ -n "$1" ]; then
	/usr/bin/python3 "$top/tests/bench/copies.py" "$1/helsinki.jsonl.gz" \
	    "$dir" "$B/tests/bench/copies_bench"
fi
