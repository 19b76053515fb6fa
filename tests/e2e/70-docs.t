#!/bin/bash
# Documentation is held to account: commands, options, keys, exit codes.
. "${0%/*}/lib.sh"
man1=$(mandoc -T utf8 "$TOP/man/tracker.1" | col -b 2>/dev/null ||
    mandoc -T ascii "$TOP/man/tracker.1" | sed 's/.\x08//g')
man5=$(mandoc -T ascii "$TOP/man/feeds.yaml.5" | sed 's/.\x08//g')

tracker --help >help
commands=$(awk '/^  [a-z]/ { print $1 }' help)
ok "help lists commands" test "$(wc -w <<<"$commands")" -ge 20

# Every command has its .Cm in the man page, and the man page has no other.
documented=$(sed -n '/^\.Ss Commands/,/^\.Ss Word/p' "$TOP/man/tracker.1" |
    sed -nE 's/^\.(It )?Cm ([a-z]+).*/\2/p' | sort -u)
for command in $commands; do
	like "tracker(1) has $command" "$documented" "^$command\$"
done
for command in $documented; do
	like "tracker has $command" "$commands" "^$command\$"
done

# Usage equals synopsis: every option of the one is in the other.
python=$(cat <<'EOF'
import re, sys
page, command = open(sys.argv[1]).read(), sys.argv[2]
part = page[page.index(".Ss Commands"):page.index(".Ss Word diffs")]
found = set()
# An item is ".It Cm name ..." or ".It Xo" followed by lines up to ".Xc".
for item in re.split(r"^\.It ", part, flags=re.M)[1:]:
    head = item[:item.index(".Xc")] if item.startswith("Xo") \
        else item.split("\n", 1)[0]
    if re.search(r"(^|\.)Cm %s\b" % command, head):
        found |= set(re.findall(r"Fl (-?[a-zA-Z][a-z-]*)", head))
print(" ".join(sorted("-" + f for f in found)))
EOF
)
for command in $commands; do
	usage=$(tracker $command --help | grep -E '^(usage:| {7})')
	is "options of $command" \
	    "$(grep -oE -- '-(-[a-z-]+|[a-zA-Z])\b' <<<"$usage" |
	    sort -u | tr '\n' ' ' | sed 's/ $//')" \
	    "$($PYTHON -c "$python" "$TOP/man/tracker.1" $command)"
done

# Every key of the table is in feeds.yaml(5), with its default.
keys=$(sed -nE 's/^	\{ "([a-z]*)", "([a-z-]+)".*/\1 \2/p' \
    "$TOP/tracker/conf/keys.c")
ok "the table has keys" test "$(wc -l <<<"$keys")" -ge 25
while read -r section key; do
	[ -n "$key" ] || { key=$section section=; }
	like "feeds.yaml(5) has ${section:+$section.}$key" \
	    "$(cat "$TOP/man/feeds.yaml.5")" \
	    "^\.(It )?(Ic|Cm|It|Li|Va) .*\b$key\b|^\.It .*\b$key\b"
done <<<"$keys"

# Exit codes: those of the header are those of the page.
codes=$(sed -nE 's/^	EXIT_[A-Z]+ = ([0-9]+),.*/\1/p' \
    "$TOP/tracker/base/msg.h" | sort -n | tr '\n' ' ')
is "exit codes" "$(sed -n '/^\.Sh EXIT STATUS/,/^\.Sh EX/p' \
    "$TOP/man/tracker.1" | sed -nE 's/^\.It ([0-9]+).*/\1/p' | sort -n |
    tr '\n' ' ')" "$codes"

# Kinds are those of the program.
tracker changes --kind nonsense >out 2>err
for kind in first withdrawn correction clarification refile reverted \
    unacknowledged update headline copyedit typographic note; do
	like "tracker(1) has kind $kind" "$(cat "$TOP/man/tracker.1")" \
	    "^\.It Cm $kind"
done

# Pages that are referred to are there, or are the system's.
for page in $(cat "$TOP"/man/* |
    sed -nE 's/^\.Xr (tracker[a-z_-]*|feeds\.yaml) ([0-9]).*/\1.\2/p' |
    sort -u); do
	ok "$page is there" test -f "$TOP/man/$page"
done
finish
