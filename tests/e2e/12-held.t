#!/bin/bash
# What is no story is held, never a version: walls, errors, empty pages.
. "${0%/*}/lib.sh"
site 3
code 0 tracker poll

# A consent wall, an error page with status 200, an empty page.
page s1.html "Before you continue" "We and our 812 partners store and access \
information on your device. Accept all cookies to continue reading." \
    "<button>Accept all</button> <button>Manage options</button>"
page s2.html "Page not found" "Sorry, the page you are looking for does not \
exist or has been moved."
: >web/site/s3.html
at 2025-03-12T15:30:00Z
code 0 tracker poll
is "no page is a version" "$(versions)" 3
code 0 tracker held --json
is "all three are held" "$(json .url | sort -u | wc -l)" 3
unlike "none is called an article" "$(json .verdict)" '^article$'
like "each has a reason" "$(jq -c ".reason | length > 10" out | sort -u)" "^true$"
number=$(json "select(.url | endswith(\"s1.html\")) | .held")

# The same wall again is not kept again.
at 2025-03-13T15:30:00Z
code 0 tracker poll --all
code 0 tracker held --json
is "kept once" "$(json .url | sort -u | wc -l) $(wc -l <out)" "3 3"

code 0 tracker held --body "$number"
like "the bytes of one" "$(cat out)" 'Before you continue'

# A person may say that it is a version after all.
code 0 tracker accept "$number"
is "released" "$(versions s1)" 2
code 0 tracker held --json
is "and held no more" "$(wc -l <out)" 2

# What was accepted is not held again, by however little the page differs.
sed -i 's|</footer>|<!-- again --></footer>|' web/site/s1.html
touch -d 2025-03-13T16:00:00Z web/site/s1.html
at 2025-03-13T21:30:00Z
code 0 tracker poll --story s1
silent
code 0 tracker held --json
is "nor asked about again" "$(wc -l <out)" 2
code 1 tracker accept 99999
says '99999'
code 64 tracker accept nonsense
says 'nonsense'

# The story comes back.
story 2 s/63/66/
at 2025-03-15T15:30:00Z
code 0 tracker poll --all
is "the story goes on where it was" "$(versions s2)" 2

# ---- cut short ------------------------------------------------------------------

# long N [LINE...]: story N at great length, with lines before it.
long()
{
	local n=$1 lines i
	shift
	mapfile -t lines < <(for i in 1 2 3 4 5 6 7 8 9 10 11 12; do
		prose "Weir$n" | sed "s/\\.$/, so it says in book $i./"
	done)
	page "s$n.html" "Mill at Weir$n to grind again" "$@" "${lines[@]}"
}

# short N LINE...: only these lines are left.
short()
{
	local n=$1
	shift
	page "s$n.html" "Mill at Weir$n to grind again" "$@"
}
mapfile -t rest < <(prose Weir3; prose Weir3)
note="Correction: An earlier version of this story gave a wrong price. It was 66 million crowns."

at 2025-03-16T15:30:00Z
for n in 1 2 3; do
	long $n
done
code 0 tracker poll --all
before=$(versions)

# A teaser that says how to read on is a wall, whatever note stands above it.
short 3 "$note" "${rest[@]}" "<a>Subscribe to continue</a>"
at 2025-03-17T15:30:00Z
code 0 tracker poll --all
is "a text cut to a fifth with wall words is no version" "$(versions)" "$before"
code 0 tracker held --json s3
is "but a wall" "$(json .verdict | tail -1)" wall
like "and says so" "$(json .reason | tail -1)" \
    'fell from [0-9]+ to [0-9]+ words.*subscribe to continue'

# Without a word of a wall, a new note is reason enough; one that stood before
# is none.
short 3 "$note" "${rest[@]:0:5}"
at 2025-03-18T15:30:00Z
code 0 tracker poll --all
is "a text cut with a new note is a version" "$(versions)" $((before + 1))
long 3 "$note"
at 2025-03-19T15:30:00Z
code 0 tracker poll --all
short 3 "$note" "${rest[@]:0:5}"
at 2025-03-20T15:30:00Z
code 0 tracker poll --all
is "a note that stood before says nothing" "$(versions)" $((before + 2))
code 0 tracker held --json s3
like "of why" "$(json .reason | tail -1)" 'no note says why'

# What is left is the note: that is what the publisher has to say, though the
# page speaks of cookies and subscribers as all its pages do.
foot="Cookie settings. For subscribers: your account. Already a subscriber?"
short 1 "This article has been withdrawn: its author invented two of the people \
in it. The Post apologises to its readers."
sed -i "s|</footer>|<p>$foot</p></footer>|" web/site/s1.html
short 2 "Clarification: The price of the mill and the number of its paddles are \
in doubt. The text of this story will be back when both are known."
at 2025-03-21T15:30:00Z
code 0 tracker poll --all
is "a text replaced by a note is a version" "$(versions)" $((before + 4))
is "that of a withdrawal withdraws the story" \
    "$(tracker list --json | jq -r 'select(.url | endswith("s1.html")).state')" \
    withdrawn
code 0 tracker changes --json --since 2025-03-21
is "and is told as one" \
    "$(json 'select(.url | endswith("s1.html")).kind')" withdrawn
code 0 tracker verify
finish
