#!/bin/bash
# The command line as such: usage, help, output that cannot be written.
. "${0%/*}/lib.sh"

code 64 tracker
says_among '^usage: tracker'
code 64 tracker frobnicate
says 'no command "frobnicate"'
code 64 tracker pol
says 'did you mean "poll"'
code 64 tracker --frobnicate
code 64 tracker --color=sometimes list
says 'sometimes'
code 0 tracker init .
code 64 tracker log
says '^usage: tracker log'
code 64 tracker log --frobnicate x
code 64 tracker diff one two three four
code 64 tracker changes --since yesterday-ish
code 0 tracker --version
like "the version" "$(cat out)" '^tracker [0-9]+\.[0-9]+'
code 0 tracker --help
for command in $(awk '/^  [a-z]/ { print $1 }' out); do
	code 0 tracker "$command" --help
	like "usage of $command" "$(head -1 out)" "^usage: tracker $command"
done

tracker --help >help
code 0 tracker help
ok "help is --help" cmp out help
code 0 tracker help report
like "help of a command" "$(head -1 out)" '^usage: tracker report'
code 64 tracker help frobnicate
says 'no command "frobnicate"'

TRACKER_NOW=yesterday code 64 tracker list
says 'TRACKER_NOW'

# Libraries are loaded by the commands that need them: without libcurl and
# libgit2 the others run, and those say what is missing.
mkdir lib
echo no library | tee lib/libcurl.so.4 >lib/libgit2.so.1.5
LD_LIBRARY_PATH=$T/lib code 0 tracker list
LD_LIBRARY_PATH=$T/lib code 75 tracker add --story https://example.org/a
says 'libcurl'
LD_LIBRARY_PATH=$T/lib code 1 tracker verify
says 'libgit2'

# Without a configuration and without a store.
rm -r feeds.yaml store
code 78 tracker list
says 'feeds.yaml'
code 78 tracker -c nowhere.yaml check
says 'nowhere.yaml'

# A full disk is not a success.
printf 'one two\n' >old
printf 'one three\n' >new
code 74 bash -c '"$0" --version >/dev/full' "$TRACKER"
says 'No space left'
code 74 bash -c '"$0" diff --no-index old new >/dev/full' "$TRACKER"
code 74 bash -c '"$0" --help >&-' "$TRACKER"
finish
