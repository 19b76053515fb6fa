#!/bin/bash
# A corrected story and its copies on other hosts: one is mended a day later, one
# never; a third carries the corrected text from the start. Who still has the
# error, where and for how long, is said by copies, report and digest.
. "${0%/*}/lib.sh"
sed 's/listen 127.0.0.1:@PORT@;/&listen 127.0.0.2:@PORT@;listen 127.0.0.3:@PORT@;/' \
    "$NGINX_CONF" >hosts.conf
NGINX_CONF=$T/hosts.conf
serve
HARBOUR=${URL/127.0.0.1/127.0.0.2} VALLEY=${URL/127.0.0.1/127.0.0.3}

# The wire's paragraphs; the copies say some of it in their own words.
wire()
{
	cat <<-'EOF'
	The ferry Osprey will return to the Tarn Sound on 4 May after a winter in dock, the harbour board said on Tuesday.
	Its two engines were taken out in November and rebuilt by the yard at Lower Quill, which had found cracks in eleven of the mounts.
	The work cost 3 million crowns, half of which the county pays, according to the board's treasurer, Ansel Byrne.
	"We would rather have been late than lucky," Byrne said. "Nobody on this shore has forgotten the spring of the broken rudder."
	Tickets will cost what they did last year. The first boat leaves the north pier at twenty to six, the last one comes back at eleven.
	A replacement bus will run until then, and on stormy days after it, from the square behind the fish hall.
	EOF
}
harbour()
{
	wire | sed -e 's/ on Tuesday\././' -e 's/will return to/comes back to/' \
	    -e '/^A replacement bus/d' -e 's/according to/says/'
	echo 'The shopkeepers of the fish hall have asked for a later boat on Saturdays; the board will talk about that in June.'
}
valley()
{
	wire | sed -e 's/cracks in eleven/damage to eleven/' -e '/^"We would/d' \
	    -e 's/by the yard at Lower Quill/in Lower Quill/'
}
put()
{
	local file=$1 head=$2 lines
	shift 2
	mapfile -t lines
	page "$file" "$head" "${lines[@]}" "$@"
}
NOTE="<em>Correction: An earlier version of this story gave the cost of the \
work as 3 million crowns. It is 8 million crowns.</em>"

wire | put ferry.html "Ferry returns to Tarn Sound in May"
harbour | put osprey-back.html "Osprey back in spring"
valley | put sound-ferry.html "Sound ferry to sail on 4 May"
story 1
conf
code 0 tracker add --story "$URL/ferry.html" "$HARBOUR/osprey-back.html" \
    "$VALLEY/sound-ferry.html" "$URL/s1.html"
code 0 tracker poll

code 0 tracker copies ferry
like "two copies, nothing to ask them" "$(cat out)" ', 2 copies$'
code 0 tracker copies s1
like "none of the mill" "$(cat out)" 'no copies among'
code 0 tracker copies --json s1
silent

# The wire corrects itself, and an hour later somebody takes the new text.
at 2025-03-12T12:00:00Z
wire | sed 's/3 million/8 million/' |
    put ferry.html "Ferry returns to Tarn Sound in May" "$NOTE"
code 0 tracker poll
at 2025-03-12T13:00:00Z
wire | sed 's/3 million/8 million/' | put late.html "Late to the Osprey"
code 0 tracker add --story "$VALLEY/late.html"
code 0 tracker poll

copy()
{
	json "select(.copy_url | test(\"$1\")) | $2"
}
code 0 tracker copies --json ferry
is "three copies" "$(wc -l <out)" 3
is "those with the error first" "$(json .standing | tr '\n' ' ')" "1 1 0 "
is "most of the text" \
    "$(json '.containment > 0.6 and .containment <= 1' | sort -u)" true
is "who took it late never had it" "$(copy late '.claims[0].state')" never
like "the longest passage is of both" "$(copy osprey '.passage')" \
    'rather have been late than lucky'

# One of them mends it the next day.
at 2025-03-13T12:00:00Z
valley | sed 's/3 million/8 million/' |
    put sound-ferry.html "Sound ferry to sail on 4 May"
code 0 tracker poll
code 0 tracker copies --json ferry
is "mended" "$(copy sound '.claims[0] | [.state, .gone_in, .since, .until,
    .after_note] | map(tostring) | join(" ")')" \
    "gone 2 2025-03-12T09:30:00Z 2025-03-13T12:00:00Z 86400"
is "it stood in version 1" "$(copy sound '.claims[0].versions | tostring')" '[1]'
is "never mended" "$(copy osprey '.claims[0] | [.state, .gone_in, .since,
    .until, .after_note] | map(tostring) | join(" ")')" \
    "standing null 2025-03-12T09:30:00Z 2025-03-13T12:00:00Z 86400"
like "the sentence" "$(copy osprey '.claims[0].sentence')" \
    '^The work cost 3 million crowns, half of which'
is "where it is" "$(copy osprey '.claims[0].paragraph')" 3
is "wrong and right" \
    "$(copy osprey '.claims[0] | [.wrong, .right] | join("; ")')" \
    "3 million crowns; 8 million crowns"

code 0 tracker copies ferry
like "told: how many" "$(cat out)" '3 copies, 1 still with a wrong phrase'
like "told: since when" "$(tr -s ' \n' ' ' <out)" \
    'in version 1 since 2025-03-12 09:30Z, still there at 2025-03-13 12:00Z, 1 day after the note'
like "told: until when" "$(tr -s ' \n' ' ' <out)" \
    'gone since version 2 of 2025-03-13 12:00Z, 1 day later than the note'
like "told: never" "$(cat out)" 'in no version'

# From the copy's side the wire is a copy; nobody there has said anything.
code 0 tracker copies --json osprey
is "no note, no claims" "$(json '.claims | length' | sort -u)" 0

# The report has the one that still stands, and counts the others.
for format in text markdown html; do
	code 0 tracker report --format=$format ferry
	like "$format: elsewhere" "$(tr -s ' \n' ' ' <out)" \
	    'Elsewhere: 3 copies, 1 still with a wrong phrase'
	like "$format: where" "$(cat out)" 'osprey-back\.html'
	unlike "$format: the mended one is not named" "$(cat out)" \
	    'sound-ferry\.html'
done
code 0 tracker report --json ferry
is "all of them as JSON" "$(json '.copies | length')" 3
code 0 tracker report s1
unlike "no section without copies" "$(cat out)" Elsewhere

# So has the digest.
cat >>feeds.yaml <<'EOF'
mail: { server: "smtp://127.0.0.1:1", from: tracker@example.org }
digests: [{ to: desk@example.org, when: at once, kinds: [correction] }]
EOF
code 0 tracker digest --dry-run --html mail.html
like "mail: elsewhere" "$(cat out)" 'Elsewhere: http://127\.0\.0\.2.*osprey'
like "mail: still there" "$(tr -s ' \n' ' ' <out)" \
    '! "3 million crowns" .*still there at 2025-03-13 12:00Z'
unlike "mail: not the mended one" "$(cat out)" 'sound-ferry'
like "mail: HTML too" "$(cat mail.html)" 'Elsewhere:</span> <a .*osprey'

# A catalog that is made again knows them still; so does one of an older form,
# whose stories have no sketches yet, after a pass.
code 0 tracker reindex
code 0 tracker copies --json ferry
is "after reindex" "$(wc -l <out)" 3
$PYTHON - <<'EOF'
import sqlite3
c = sqlite3.connect("store/catalog.db")
c.execute("DELETE FROM sketch")
c.execute("INSERT INTO meta (name, value) SELECT 'sketch-below', max(key) + 1"
          " FROM story")
c.commit()
EOF
code 0 tracker copies --json ferry
silent
at 2025-03-13T13:00:00Z
code 0 tracker poll
code 0 tracker copies --json ferry
is "after a pass" "$(wc -l <out)" 3

# A wall in front of a text tells nothing of what it hides.
for file in $(find web -name '*osprey-back.html'); do
	printf '<html><head><title>Subscribe</title></head><body><p>%s</p>%s' \
	    "Please log in to read on." "</body></html>" >"$file"
	touch -d 2025-03-14T06:00:00Z "$file"
done
at 2025-03-14T12:00:00Z
code 0 tracker -v poll --all
says_among 'osprey-back.html: held'
code 0 tracker copies ferry
like "told: nobody saw it go" "$(tr -s ' \n' ' ' <out)" \
    'not seen to go by 2025-03-14 12:00Z \(no text is shown now\), 2 days after'
unlike "and nobody saw it there" "$(cat out)" 'still there'
finish
