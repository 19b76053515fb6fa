#!/bin/bash
# What a correction forgot, by field: each place where the wrong words were
# planted is found and named; the same words in their own right are kept apart,
# each with its reason.
. "${0%/*}/lib.sh"
serve

# write TITLE OG DESCRIPTION ALT CAPTION HEADLINE DECK PARAGRAPH...
write()
{
	local file=$T/web/site/2025/03/12/ferry-captain-osric-leaves-9.html
	mkdir -p "${file%/*}"
	cat >"$file" <<-END
	<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
	<title>$1 | The Post</title><meta property="og:title" content="$2">
	<meta property="og:description" content="$3">
	<meta property="article:published_time" content="2025-03-12T07:00:00Z">
	</head><body><article><h1>$6</h1><p class="standfirst">$7</p>
	<figure><img src="/a.jpg" alt="$4"><figcaption>$5</figcaption></figure>
	$(printf '<p>%s</p>\n' "${@:8}")
	</article></body></html>
	END
	touch -d "@$((1741766400 + PAGES++))" "$file"
}
conf "stories:" "  - $URL/2025/03/12/ferry-captain-osric-leaves-9.html"
old=("The ferry to Hale has carried 40 passengers a day since spring, its \
captain Edwin Osric said, and 40 bicycles." "\"Osric has never been late,\" \
the harbour master said on Monday, after the last crossing of the winter." \
"The company, which has 40 ferries, will name a new captain in the summer, \
when the new pier opens." "Maud Osric, who keeps the kiosk, is no relation.")
write "Captain Osric leaves" "Osric leaves ferry" "Edwin Osric goes." \
    "Edwin Osric at the wheel" "Captain Osric on Sunday, before he left." \
    "Ferry captain Osric leaves" "Edwin Osric will go in summer" "${old[@]}"
code 0 tracker poll
is "one version" "$(versions ferry)" 1

at 2025-03-12T15:30:00Z
new=("${old[@]}")
new[0]="The ferry to Hale has carried 14 passengers a day since spring, its \
captain Edwin Osrick said, and 40 bicycles."
note="<em>Correction: An earlier version of this story misspelled the \
captain's name as Osric. It is Osrick. It also said the ferry carried 40 \
passengers a day. It carries 14.</em>"
write "Captain Osric leaves" "Osric leaves ferry" "Edwin Osric goes." \
    "Edwin Osric at the wheel" "Captain Osric on Sunday, before he left." \
    "Ferry captain Osrick leaves" "Edwin Osric will go in summer" \
    "${new[@]}" "$note"
code 0 tracker poll
is "two versions" "$(versions ferry)" 2

code 0 tracker report --json ferry
claim='.notes[0].claims[] | select(.wrong == "Osric")'
is "right: Osrick" "$(json "$claim | .right")" Osrick
field()
{
	json "$claim | .residuals[] | select(.part == \"$1\") | .context"
}
is "the headline is right now" "$(field headline)" ""
like "deck" "$(field deck)" 'will go in summer'
like "quotation in the body" "$(field body)" 'never been late'
is "which is said" "$(json "$claim | .residuals[] |
    select(.part == \"body\") | .quoted")" true
like "slug" "$(field slug)" '^ferry captain osric leaves 9$'
like "title" "$(field title)" '^Captain Osric leaves'
like "the other title" "$(field title)" '^Osric leaves ferry$'
like "description" "$(field description)" '^Edwin Osric goes\.$'
like "alt text" "$(field alt)" '^Edwin Osric at the wheel$'
like "caption" "$(field caption)" '^Captain Osric on Sunday'
is "no place twice" "$(json "$claim | .residuals | length")" 8
other=".other_uses[] | select(.part == \"body\")"
is "another of that name" "$(json "$claim | $other | .reason")" \
    'another name, "Maud Osric"'
is "the note itself" "$(json "$claim | .other_uses[] |
    select(.part == \"note\") | .reason")" "the note itself"

claim='.notes[0].claims[] | select(.wrong == "40")'
is "40 is matched" "$(json "$claim | .verdict")" matched
is "and stands nowhere" "$(json "$claim | .residuals | length")" 0
like "the bicycles are no passengers" "$(json "$claim | $other | .reason")" \
    'goes with "bicycles" here, with "passengers"'
like "nor are the ferries" "$(json "$claim | $other | .reason")" \
    'goes with "ferries"'
for format in text markdown html; do
	code 0 tracker report --format=$format ferry
	like "$format names the fields" "$(tr '\n' ' ' <out | tr -s ' ')" \
	    'slug.*title.*description.*alt'
done
code 0 tracker report ferry
like "and what is not counted" "$(tr '\n' ' ' <out | tr -s ' ')" \
    'not counted: the words in paragraph .*another name, "Maud Osric"'

# A day later most of it is mended.
at 2025-03-13T15:30:00Z
new[1]=${new[1]/Osric/Osrick}
write "Captain Osrick leaves" "Osrick leaves ferry" "Edwin Osrick goes." \
    "Edwin Osric at the wheel" "Captain Osrick on Sunday, before he left." \
    "Ferry captain Osrick leaves" "Edwin Osrick will go in summer" \
    "${new[@]}" "$note"
code 0 tracker poll
code 0 tracker report --json ferry
is "what still stands" "$(json '.notes[0].claims[0].residuals[] |
    select(.gone_in == null) | .part' | sort | tr '\n' ' ')" "alt slug "
is "and since when the rest does not" "$(json \
    '.notes[0].claims[0].residuals | map(.gone_in) | unique | tostring')" \
    "[null,3]"
code 0 tracker report ferry
like "in words" "$(tr '\n' ' ' <out | tr -s ' ')" \
    'stood in the deck when the note came, gone in version 3'

# The note that stands says what was mended: nothing there is unacknowledged.
code 0 tracker log --json ferry
is "version 3 does more of the correction" "$(json .kind | head -1)" correction
code 0 tracker report --json ferry
is "nothing is beyond the note" "$(json '.beyond_notes | length')" 0
code 0 tracker changes --json
like "since the note stood" "$(json 'select(.version == 3) |
    .evidence | tostring')" 'a note that stood already says'

# What it does not say is.
at 2025-03-14T15:30:00Z
new[2]=${new[2]/40 ferries/42 ferries}
write "Captain Osrick leaves" "Osrick leaves ferry" "Edwin Osrick goes." \
    "Edwin Osric at the wheel" "Captain Osrick on Sunday, before he left." \
    "Ferry captain Osrick leaves" "Edwin Osrick will go in summer" \
    "${new[@]}" "$note"
code 0 tracker poll
code 0 tracker log --json ferry
is "a number no note speaks of" "$(json .kind | head -1)" unacknowledged
finish
