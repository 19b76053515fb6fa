#!/bin/bash
# Versions that take turns make no version each time; a text that comes back once
# is one; what stays is one. A held text that stays is one. Hosts that yield
# nothing raise one alarm.
. "${0%/*}/lib.sh"

# head N HEADLINE: story N under this headline, its text as it was.
head_of()
{
	local lines
	mapfile -t lines < <(prose "Weir$1")
	page "s$1.html" "$2" "${lines[@]}"
}

site 3
code 0 tracker poll
A="Mill at Weir1 to grind again" B="Old wheel turns after eleven years"

# A, B, A: a test, or a change of mind. All three are versions.
head_of 1 "$B"
at 2025-03-12T15:30:00Z
code 0 tracker poll --all
head_of 1 "$A"
at 2025-03-12T18:30:00Z
code 0 tracker poll --all
is "a text that comes back is a version" "$(versions s1)" 3
code 0 tracker changes --json --since 2025-03-12T16:00:00Z
is "of a kind of its own" "$(json .kind)" reverted

# B once more: they take turns.
head_of 1 "$B"
at 2025-03-12T21:30:00Z
code 0 tracker poll --all
is "the other one again is none" "$(versions s1)" 3
says 's1.html: takes turns: the text of version 2 is there again'
head_of 1 "$A"
at 2025-03-13T00:30:00Z
code 0 tracker poll --all
silent
head_of 1 "$B"
at 2025-03-13T03:30:00Z
code 0 tracker poll --all
silent
head_of 1 "$A"
at 2025-03-13T06:30:00Z
code 0 tracker poll --all
is "nor are those after it" "$(versions s1)" 3

code 0 tracker log s1
like "log says so, with shares" "$(cat out)" \
    '^versions 2 \(43 %\) and 3 \(57 %\) take turns, 7 looks since 2025-03-12T09:30:00Z$'
code 0 tracker report s1
like "and the report" "$(cat out)" '^versions 2 \(43 %\) and 3 .* take turns'
code 0 tracker report --format=markdown s1
like "in Markdown" "$(cat out)" '^versions 2 .*43 %.* take turns'
code 0 tracker report --format=html s1
like "in HTML" "$(cat out)" '>versions 2 .43 %. and 3 .* take turns'
code 0 tracker report --json s1
like "and as JSON" "$(json .takes_turns)" '^versions 2 .* take turns, 7 looks'
code 0 tracker report --json s2
is "which others do not" "$(json .takes_turns)" null
code 0 tracker status
like "status, too" "$(cat out)" '^turns .*s1.html: versions 2 .* take turns'
code 0 tracker status --json
is "as JSON" "$(json '.turns[] | [.versions[0].version, .versions[0].seen,
    .versions[1].seen, .settled] | join(" ")')" "2 3 4 "

# A third text is a version, and its headline under the other is none.
sed -i 's/63 million/66 million/' web/site/s1.html
touch -d 2025-03-13T09:00:00Z web/site/s1.html
at 2025-03-13T09:30:00Z
code 0 tracker poll --all
is "an edit of the text is a version" "$(versions s1)" 4
sed -i "s/$A/$B/g" web/site/s1.html
touch -d 2025-03-13T12:00:00Z web/site/s1.html
at 2025-03-13T12:30:00Z
code 0 tracker poll --all
is "the other headline over it is none" "$(versions s1)" 4

# One of them stays.
for day in 14 15; do
	echo "<!-- $day -->" >>web/site/s1.html
	touch -d 2025-03-${day}T12:00:00Z web/site/s1.html
	at 2025-03-${day}T12:30:00Z
	code 0 tracker poll --all
done
is "what has stayed for a day is a version" "$(versions s1)" 5
code 0 tracker log s1
like "that ends it" "$(cat out)" 'took turns, .* until 2025-03-1[45]T12:30:00Z$'
code 0 tracker status --json
is "and it is none of those that do" "$(json '.turns | length')" 0
is "the other stories have one version" "$(versions s2) $(versions s3)" "1 1"

# ---- a text that was held and stays ---------------------------------------------

mapfile -t lines < <(for i in 1 2 3 4 5 6 7 8 9; do
	prose Weir2 | sed "s/\\.$/, so it says in book $i./"
done)
page s2.html "Mill at Weir2 to grind again" "${lines[@]}"
at 2025-03-16T12:30:00Z
code 0 tracker poll --all
is "a long text" "$(versions s2)" 2

cut_short()
{
	page s2.html "Mill at Weir2 to grind again" "${lines[@]:0:4}"
	echo "<!-- $1 -->" >>web/site/s2.html
	touch -d "$1" web/site/s2.html
	at "$1"
	code 0 tracker poll --all
}
cut_short 2025-03-17T12:30:00Z
is "cut short it is held" "$(versions s2)" 2
cut_short 2025-03-17T18:30:00Z
cut_short 2025-03-17T23:30:00Z
is "and for hours" "$(versions s2)" 2
code 0 tracker held --json s2
is "kept once, however the bytes differ" "$(wc -l <out)" 1
cut_short 2025-03-18T13:30:00Z
is "after more than a day it is a version" "$(versions s2)" 3
code 0 tracker held --json s2
is "and no longer held" "$(wc -l <out)" 0

# Where the whole text came back between, the row begins anew.
page s2.html "Mill at Weir2 to grind again" "${lines[@]}"
at 2025-03-19T12:30:00Z
code 0 tracker poll --all
cut_short 2025-03-28T12:30:00Z
page s2.html "Mill at Weir2 to grind again" "${lines[@]}"
touch -d 2025-03-28T14:00:00Z web/site/s2.html
at 2025-03-28T15:30:00Z
code 0 tracker poll --all
before=$(versions s2)
cut_short 2025-03-29T16:30:00Z
cut_short 2025-03-29T17:30:00Z
is "a stump that comes and goes is none" "$(versions s2)" "$before"

# ---- a host that yields nothing -------------------------------------------------

for n in 1 2 3; do
	page s$n.html "Before you continue" "We and our partners store and \
access information on your device. Accept all cookies to continue reading." \
	    "<button>Accept all</button> <button>Manage options</button>"
	touch -d 2025-04-01T12:00:00Z web/site/s$n.html
done
code 0 tracker status --json
is "all is well" "$(json '.silent | length')" 0
at 2025-04-01T12:30:00Z
code 0 tracker poll --all
code 0 tracker status --json
is "all stories of a host at once: one alarm" \
    "$(json '.silent[] | "\(.stories) \(.looked) \(.since) \(.verdict)"')" \
    "3 3 2025-04-01T12:30:00Z wall"
code 0 tracker status
like "in words" "$(cat out)" \
    '^silent  .*: 3 of 3 stories yield nothing since 2025-04-01T12:30:00Z: wall \('
head_of 1 "$A"
head_of 3 "Mill at Weir3 to grind again"
touch -d 2025-04-02T12:00:00Z web/site/s[13].html
at 2025-04-02T12:30:00Z
code 0 tracker poll --all
code 0 tracker status --json
is "gone with the stories that are back" "$(json '.silent | length')" 0
code 0 tracker verify
finish
