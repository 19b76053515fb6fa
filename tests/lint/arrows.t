#!/bin/sh
# Dependencies point one way: the table is tests/lint/arrows.
cd "${0%/*}/../.." || exit 1

find diff store tracker -name '*.[ch]' | sort | xargs awk '
function verdict(good, what) {
	printf "%s %d - %s\n", good ? "ok" : "not ok", ++n, what
}
function among(word, list) {
	return index(" " list " ", " " word " ") > 0
}
# The table.
FILENAME == "tests/lint/arrows" {
	if ($0 ~ /^#/ || NF == 0)
		next
	name = $1
	sub(/:$/, "", name)
	list = ""
	for (i = 2; i <= NF; i++)
		list = list " " $i
	if (name ~ /^</)
		seen_in[substr(name, 2)] = list
	else
		may[name] = list " "
	next
}
# The sources.
FNR == 1 {
	folder = FILENAME
	sub(/\/[^\/]*$/, "", folder)
	if (!(folder in bad)) {
		bad[folder] = ""
		order[++folders] = folder
	}
}
/^#[ \t]*include/ {
	target = $0
	sub(/^[^"<]*["<]/, "", target)
	sub(/[">].*/, "", target)
	if ($0 ~ /</) {
		for (prefix in seen_in)
			if (index(target, prefix) == 1 &&
			    !among(folder, seen_in[prefix]))
				bad[folder] = bad[folder] "\n# " FILENAME ":" \
				    FNR ": <" target "> is not for " folder
		next
	}
	from = target
	sub(/\/[^\/]*$/, "", from)
	if (from == folder || may[folder] ~ /\*/ || among(from, may[folder]))
		next
	bad[folder] = bad[folder] "\n# " FILENAME ":" FNR ": " folder \
	    " may not include " target
}
END {
	for (i = 1; i <= folders; i++) {
		f = order[i]
		verdict((f in may), f " is in the table")
		verdict(bad[f] == "", f " includes only what it may" bad[f])
	}
	printf "1..%d\n", n
}' tests/lint/arrows
