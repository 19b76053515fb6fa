#!/bin/bash
# The word diff of two files: what a reader would say changed, and exact to the
# byte.
. "${0%/*}/lib.sh"

cat >old <<'EOF'
A handful of engineers landed on Great Sorrel on Friday.

The repairs cost 63 million crowns. Some 1,200 people came.

"I would not call it a thaw," the official said.
EOF
sed -e 's/engineers/liaison officers/' -e 's/63/66/' -e 's/1,200/1,300/' \
    old >new

code 0 tracker diff --no-index --format=json old new
ok "one object" test "$(wc -l <out)" -eq 1
is "three edits" "$(json '.edits | length')" 3
is "each is one replacement" "$(json '.edits[].op' | sort -u)" replace
is "of whole words, whole numbers" \
    "$(json '.edits[] | .before + " > " + .after' | tr '\n' ';')" \
    "engineers > liaison officers;63 > 66;1,200 > 1,300;"
is "offsets are bytes" "$(json '.edits[0].old | "\(.start) \(.end)"')" "13 22"
is "paragraphs count from 1" "$(json '[.edits[].old.paragraph] | tostring')" \
    "[1,2,2]"
is "the part of a file is its body" "$(json '.edits[].part' | sort -u)" body
ok "OLD and edits give NEW" $PYTHON "$E2E/apply.py" old new out

code 0 tracker diff --no-index --format=wdiff old new
like "wdiff's marks" "$(cat out)" \
    'handful of \[-engineers-\] ?\{\+liaison officers\+\}'
for format in color plain side html; do
	code 0 tracker diff --no-index --format=$format old new
	like "$format says both words" "$(tr -d '\n' <out)" \
	    'engineers.*liaison'
done
like "html marks both sides" "$(cat out)" '<del>.*<ins>|<del[ >]'
code 0 tracker --color=never diff --no-index old new
unlike "no color when none is wanted" "$(cat out)" $'\x1b'

code 0 tracker diff --no-index --format=json old old
is "nothing changed" "$(json '.edits | length')" 0

# Exact in every script, and where UTF-8 is broken.
printf 'Łódź: 1 200 zł. 東京は晴れ。 ไทย naïve “x” – y\r\n\r\nend' >u1
printf 'Łódź: 1 300 zł. 東京は雨。 ไทยๆ naive "x" - y\r\n\r\n\r\nEnd\n' >u2
printf 'a\xff\xfe b \xc3 c\x00 d\n' >b1
printf 'a\xff b \xc3\xa9 c\x00\x00 e\n' >b2
: >empty
seq 1 3000 | shuf --random-source=old >n1 2>/dev/null || seq 1 3000 >n1
tac n1 >n2
{ sed -n 5p old; echo; sed -n 1p old; echo; sed -n 3p old; } >moved
for pair in "u1 u2" "u2 u1" "b1 b2" "empty old" "old empty" "empty empty" \
    "n1 n2" "old moved" "moved new"; do
	set -- $pair
	for grain in auto word phrase; do
		code 0 timeout 60 "$TRACKER" diff --no-index --grain=$grain \
		    --format=json "$1" "$2"
		ok "$1 to $2 by $grain is exact" \
		    $PYTHON "$E2E/apply.py" "$1" "$2" out
	done
done

# Many pairs in one process, in order, one of them from standard input.
printf 'old\tnew\nempty\told\n-\tnew\nnew\told\n' >list
"$TRACKER" diff --no-index --pairs list --format=json <old >out 2>err
is "exit 0 from pairs" $? 0
is "an object a pair" "$(wc -l <out)" 4
is "in order" "$(json '.edits | length' | tr '\n' ' ')" "3 1 3 3 "
printf 'old\n' >list
code 65 tracker diff --no-index --pairs list --format=json
says 'list'
printf 'old\tnowhere\n' >list
"$TRACKER" diff --no-index --pairs list --format=json >out 2>err
ok "a missing file is no success" test $? -ne 0
says_among 'nowhere'

# Words by a regular expression: of characters, wherever they begin and end.
words() { # REGEX OLD NEW [OPTION]
	printf %s "$2" >w1
	printf %s "$3" >w2
	LC_ALL=C "$TRACKER" diff --no-index --format=json ${4-} \
	    --word-regex="$1" w1 w2 >out
	json '.edits[] | .before + " > " + .after' | tr '\n' ';'
}
is "a word in a usual word" "$(words '[0-9]+' 'abc123 x' 'abc124 x')" \
    "123 > 124;"
is "a character is whole" "$(words . 'é à' 'è à')" "é > è;"
is "letters are letters in any locale" \
    "$(words '[[:alpha:]]+' 'x-né y' 'x-nà y')" "né > nà;"
is "an empty match is none" "$(words 'x*' 'axx by' 'ax by')" "xx > x;"
long=$(printf 'zzzzzzz %.0s' {1..511})
is "a word goes on where the search ended" \
    "$(words '[0-9]+' "${long}zzzz 12345678 z" "${long}zzzz 12345679 z" \
    --minimal)" "12345678 > 12345679;"
is "a word begins where the search ended" \
    "$(words '[0-9]+' "${long}zzzzzzz a12345678" "${long}zzzzzzz a12345679" \
    --minimal)" "12345678 > 12345679;"

# Counts are JSON where JSON is asked for.
code 0 tracker diff --no-index --stat old new
is "counts in a line" "$(cat out)" \
    "3 edits: 3 replaced; 3 words out, 4 in"
code 0 tracker diff --no-index --json --stat old new
is "counts in an object" "$(json '.stat | tostring')" \
    '{"replaced":3,"inserted":0,"deleted":0,"moved":0,"words_out":3,"words_in":4}'
printf 'old\tnew\nold\tnowhere\n' >list
"$TRACKER" diff --no-index --json --stat --pairs list >out 2>err
is "an object a pair, also where there is an error" \
    "$(json '[has("stat"), has("error")] | tostring' | tr '\n' ' ')" \
    "[true,false] [false,true] "

# There is one standard input.
"$TRACKER" diff --no-index - - <old >out 2>err
is "twice - is refused" $? 1
says 'standard input'
printf '%s\t%s\n' old - - new >list
"$TRACKER" diff --no-index --json --pairs list <new >out 2>err
is "and in a list" $? 65
is "but for the first" "$(json '.edits | length' | tr '\n' ' ')" "3 0 "
says 'standard input'

# An id stands once on a page of many pairs.
printf '%s\n' "The harbour gate opened at dawn today." \
    "Seven boats left before the wind turned." \
    "Nobody knew when they would return." >m1
{ tail -n +2 m1; head -n 1 m1; } >m2
printf 'm1\tm2\nm1\tm2\n' >list
code 0 tracker diff --no-index --format=html --pairs list
is "ids are not repeated" "$(grep -o 'id="[^"]*"' out | sort | uniq -d)" ""
is "and there are two a move" "$(grep -o 'id="[^"]*"' out | wc -l)" 4

code 1 tracker diff --no-index old nowhere
says 'nowhere'
code 64 tracker diff --no-index old
code 64 tracker diff --no-index --format=morse old new
code 64 tracker diff --no-index --grain=coarse old new
finish
