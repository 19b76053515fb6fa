#!/bin/bash
# The text is changed first and the note comes a day later: it is checked
# against the change it speaks of, and that change is not beyond the notes.
. "${0%/*}/lib.sh"
site 1
code 0 tracker poll
change='s/36 new/38 new/; s/63 million/66 million/'
at 2025-03-12T11:00:00Z
story 1 "$change"
code 0 tracker poll

code 0 tracker report --json s1
is "two facts, no note yet" "$(json '.beyond_notes | length')" 2
at 2025-03-13T11:00:00Z
mapfile -t lines < <(prose Weir1 | sed -e "$change")
page s1.html "Mill at Weir1 to grind again" "${lines[@]}" "<em>Correction: A \
previous version of this story gave the number of new paddles as 36. It is \
38.</em>"
code 0 tracker poll

code 0 tracker report --json s1
is "a note" "$(json '.notes[0].kind')" correction
is "which version 3 brought" "$(json '.notes[0].first_version')" 3
is "checked against version 2" "$(json '.notes[0].claims[0].verdict')" matched
like "which is said" "$(json '.notes[0].claims[0].because')" '^version 2 did'
is "the other number is beyond it" \
    "$(json '.beyond_notes | map(.before) | join(" ")')" 63
code 0 tracker changes --json
is "version 2 is a correction" \
    "$(json 'select(.version == 2) | .kind')" correction
is "the note's claim is matched there, too" \
    "$(json 'select(.version == 3) | .claims[0].verdict')" matched
is "owned up to when" "$(json 'select(.version == 2) |
    .acknowledged.first_seen')" 2025-03-13T11:00:00Z
is "a day later" "$(json 'select(.version == 2) | .acknowledged.after')" 86400
is "the note needed none" "$(json 'select(.version == 3) | .acknowledged')" null
code 0 tracker changes
like "in words" "$(cat out)" 'its note was first seen .*, 1 day after the change'
code 0 tracker log s1
like "log says so, too" "$(cat out)" '^Note:.* 1 day after the change'
code 0 tracker report s1
like "and the report" "$(cat out)" '^        its note was first seen'
code 0 tracker atom
like "and the feed" "$(cat out)" '^&lt;p&gt;its note was first seen .* 1 day after'
conf_rss 'mail: { server: "smtp://127.0.0.1:1", from: desk@example.org }' \
    'digests: [ { to: desk@example.org, when: daily 07:00 } ]'
code 0 tracker digest --dry-run
is "and the mail, once" "$(grep -c '^    its note was first seen .* 1 day after' \
    out)" 1
like "its note stands there" "$(cat out)" '^    Correction: A'
unlike "and its kind is not said twice" "$(cat out)" 'correction: Correction'
finish
