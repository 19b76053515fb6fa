#!/bin/bash
# The commands of the README and of CONTRIBUTING run.
. "${0%/*}/lib.sh"
serve
lay_out "$TOP/tests/demo/site/1" 2025-03-12T09:15:00Z

# A block between ```sh and ``` is run as it stands, a line at a time, in one
# folder, with example.org standing for the demo's site. Blocks that install or
# build (make, apt-get) and those marked otherwise are not run here.
blocks=$(awk '/^```sh$/ { on = 1; next } /^```/ { on = 0 } on' "$TOP/README.md" |
    grep -E '^tracker ' | sed -e "s|https://example.org|$URL|g" \
    -e 's/ *#.*//')
ok "the README shows commands" test "$(wc -l <<<"$blocks")" -ge 5
started=
while read -r line; do
	if [ -z "$started" ] && [ -f feeds.yaml ]; then
		# What the README tells the reader to allow on his own machine
		# is not needed on the Internet.
		echo 'allow-private: true' >>feeds.yaml
		started=yes
	fi
	eval "$line" >out 2>err </dev/null
	result $? "$line" || show_output
done <<<"$blocks"

# Every make target the documents name is there.
for target in $(grep -ohE '(^    |`|&& )make [a-z][a-z-]+' "$TOP/README.md" \
    "$TOP/CONTRIBUTING.md" | awk '{ print $NF }' | sort -u); do
	ok "make $target" grep -qE "^($target|.* $target)( .*)?:" \
	    "$TOP/Makefile" "$TOP/tests/tests.mk" "$TOP"/tests/bench/*.mk
done
# Every file they name is there.
for file in $(grep -ohE '\b(tests|man|tracker|diff|store)/[a-z0-9_./-]+\b' \
    "$TOP/README.md" "$TOP/CONTRIBUTING.md" | grep -v mine | sort -u); do
	ok "$file" test -e "$TOP/$file"
done
finish
