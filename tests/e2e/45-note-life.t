#!/bin/bash
# A note is first seen, reworded, moved and removed, and another beside it lives
# its own life; log, changes and report say so.
. "${0%/*}/lib.sh"
serve
conf "stories:" "  - $URL/mill.html"

# put HOUR TOP BOTTOM [PARAGRAPH...]: the story with notes above and below.
put()
{
	local lines
	mapfile -t lines < <(prose Weir | sed -e 's/36 new/38 new/')
	[ -z "$2" ] || lines=("<em>$2</em>" "${lines[@]}")
	[ -z "$3" ] || lines+=("<em>$3</em>")
	page mill.html "The mill at Weir to grind again" "${lines[@]}"
	at "2025-03-12T$1:00:00Z"
	code 0 tracker poll
}
a="Correction: An earlier version of this story gave the number of new \
paddles as 36. It is 38."
b="Correction: A previous version of this story gave the number of the new \
paddles as 36. It is 38."
c="Clarification: The mill of Weir was never owned by the parish."

put 10 "" ""
put 11 "$a" ""
put 12 "$b" ""
put 13 "" "$b"
put 14 "" "$b"
is "nothing new is no version" "$(versions mill)" 4
put 15 "$c" "$b"
put 16 "$c" ""

code 0 tracker report --json mill
is "two notes" "$(json '.notes | length')" 2
is "the first is read as it was last" "$(json '.notes[0].text')" "$b"
is "first seen then" "$(json '.notes[0].first_seen')" 2025-03-12T11:00:00Z
is "last seen then" "$(json '.notes[0].last_seen')" 2025-03-12T15:00:00Z
is "gone" "$(json '.notes[0].gone')" true
is "its life" "$(json '.notes[0].events[] | .event + " " +
    (.version | tostring) + " " + .fetched' | tr '\n' ',')" "reworded 3 \
2025-03-12T12:00:00Z,moved 4 2025-03-12T13:00:00Z,removed 6 \
2025-03-12T16:00:00Z,"
is "how it read before" "$(json '.notes[0].events[0].before')" "$a"
is "where it stood" "$(json '.notes[0].events[1] | .place_before')" top
is "its claim is still checked" "$(json '.notes[0].claims[0].wrong')" 36
is "the second note" "$(json '.notes[1].kind')" clarification
is "has a life of its own" "$(json '.notes[1].first_version')" 5
is "and stands" "$(json '.notes[1].gone')" false

code 0 tracker log --json mill
is "log says it, newest first" "$(json '[.note_events[].event] | join("+")' |
    tr '\n' ',')" "removed,first_seen,moved,reworded,first_seen,,"
is "a typist's change is no new correction" \
    "$(json 'select(.version == 3) | .kind')" note
code 0 tracker log mill
like "in words" "$(cat out)" '^Notes:   a note was removed$'
code 0 tracker changes --json
is "changes say it" "$(json 'select(.version == 4) |
    .note_events[0].event')" moved
is "a note removed is serious" "$(json 'select(.version == 6) |
    .severity')" 15
like "by a rule" "$(json 'select(.version == 6) | .evidence | tostring')" \
    'severity \+15: a note removed'
for format in text markdown html; do
	code 0 tracker report --format=$format mill
	text=$(tr '\n' ' ' <out | tr -s ' ')
	like "$format: reworded" "$text" \
	    'reworded in version 3.*An earlier version'
	like "$format: moved" "$text" 'moved in version 4.*from top to'
	like "$format: removed" "$text" 'removed in version 6'
done

# A note that grows says something new.
put 17 "$c It has 36 rooms. An earlier version of this story said it had 34 \
rooms." ""
code 0 tracker changes --json
is "reworded" "$(json 'select(.version == 7) | .note_events[0].event')" \
    reworded
is "and brings what it says" "$(json 'select(.version == 7) |
    .notes | length')" 1
finish
