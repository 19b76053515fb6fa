#!/bin/bash
# What a page says of its own time, against its text: a modified time that moves
# while the text stays, and a text that changes under the same time.
. "${0%/*}/lib.sh"
serve
conf "stories:" "  - $URL/mill.html"

# put HOUR MODIFIED SED-SCRIPT
put()
{
	local lines
	mapfile -t lines < <(prose Weir | sed -e "$3")
	page mill.html "The mill at Weir to grind again" "${lines[@]}"
	sed -i "s|</head>|<meta property=\"article:modified_time\" \
content=\"$2\"></head>|" web/site/mill.html
	touch -d "@$((1741766400 + PAGES++))" web/site/mill.html
	at "2025-03-12T$1:00:00Z"
	code 0 tracker poll --all
	silent
}
put 10 2025-03-12T09:55:00Z ""
code 0 tracker log --json mill
is "nothing is known of one look" \
    "$(json '.modified_moved, .touched' | tr '\n' ' ')" "null null "
put 11 2025-03-12T10:55:00Z ""
put 12 2025-03-12T11:55:00Z ""
put 13 2025-03-12T11:55:00Z ""
is "no version of a time" "$(versions mill)" 1
code 0 tracker log --json mill
is "but it is known" "$(json '.touched | [.times, .first_seen, .last_seen,
    .modified] | map(tostring) | join(" ")')" "2 2025-03-12T11:00:00Z \
2025-03-12T12:00:00Z 2025-03-12T11:55:00Z"
put 14 2025-03-12T11:55:00Z "s/36 new/38 new/"
put 15 2025-03-12T14:55:00Z "s/36 new/38 new/; s/63 mil/66 mil/"
code 0 tracker log --json mill
is "moved with the third, not with the second" \
    "$(json .modified_moved | tr '\n' ' ')" "true false null "
code 0 tracker changes --json
like "which is evidence" "$(json 'select(.version == 2) |
    .evidence | tostring')" 'modified time the page gives did not: still 2025'
unlike "the third has none" "$(json 'select(.version == 3) |
    .evidence | tostring')" 'modified time'
is "and a key" "$(json 'select(.version == 2) | .modified_moved')" false
for format in text markdown html; do
	code 0 tracker report --format=$format mill
	text=$(tr '\n' ' ' <out | tr -s ' ')
	like "$format: moved alone" "$text" 'time moved 2 times with no change'
	like "$format: stood still" "$text" "text changed, the page.*modified time did not"
done
code 0 tracker log mill
like "log, too" "$(cat out)" "^Times:   the text changed, the page's modified"
code 0 tracker verify
finish
