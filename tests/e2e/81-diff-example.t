#!/bin/bash
# libdiff as a stranger has it: the installed header, archive and pkg-config
# file alone build the example.
. "${0%/*}/lib.sh"

root=${E2E%/tests/e2e}
lib=${TRACKER%/*}/libdiff.a
mkdir -p include
cp "$root/diff/diff.h" include/tracker-diff.h
ok "the example compiles" ${CC:-gcc} -std=c11 -Wall -Wextra -Werror -Iinclude \
    ${SANITIZE:--fsanitize=address,undefined} -o example \
    "$root/tests/example/example.c" "$lib"
./example >out
is "and says what changed" "$(cat out)" \
    "63 military trainers -> 66 liaison officers"

# A program may have any name the header does not take.
is "the library has the names of its header and no others" \
    "$(nm -g --defined-only "$lib" | awk 'NF == 3 { print $3 }' | sort)" \
    "$(grep -o 'diff_[a-z]*(' "$root/diff/diff.h" | tr -d '(' | sort -u)"
{
	cat "$root/tests/example/example.c"
	echo 'int chain(void); int chain(void) { return 1; }'
	echo 'int tidy(void); int tidy(void) { return 1; }'
} >names.c
ok "names of the library's insides are free" ${CC:-gcc} -std=c11 -Iinclude \
    ${SANITIZE:--fsanitize=address,undefined} -o names names.c "$lib"
ok "and not called by it" ./names
sed -e "s|@prefix@|$PWD|; s|@libdir@|$PWD|; s|@includedir@|$PWD/include|" \
    -e 's|@VERSION@|1|' "$root/diff/tracker-diff.pc.in" >tracker-diff.pc
is "pkg-config knows the library" \
    "$(PKG_CONFIG_PATH=$PWD pkg-config --libs-only-l tracker-diff | tr -d " ")" \
    "-ltracker-diff"
finish
