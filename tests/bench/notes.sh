#!/bin/sh
# notes.sh FOLDER: `tracker notes --json` over each file, scored.
set -eu
: "${TRACKER:?}"
score=$1/../score/notes.py
out=build/data/notes
mkdir -p "$out"
for f in notices gold negatives; do
	echo "== $f"
	/usr/bin/python3 "$score" text "$1/$f.jsonl" >"$out/$f.txt"
	"$TRACKER" notes --json "$out/$f.txt" >"$out/$f.jsonl"
	/usr/bin/python3 "$score" score "$1/$f.jsonl" "$out/$f.jsonl"
done
