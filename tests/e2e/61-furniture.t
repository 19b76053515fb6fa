#!/bin/bash
# What the stories of a host have in common and no story says is learned: a box
# written as ordinary paragraphs inside each story, which rotates on every fetch,
# makes no version once it was seen on three of them. Facts always do.
. "${0%/*}/lib.sh"

# Paragraphs of five stories that have nothing in common, one a line.
tale()
{
	case $1 in
	1) cat <<-EOF2 ;;
		The harbour council of Lund Quay voted on Monday to dredge the inner basin, which has silted up by 40 centimetres since the flood of last spring.
		Fishing boats have had to wait for the tide, said harbour master Ebba Moen. Two of them ran aground in February and were pulled off by the ferry.
		The work begins in June and costs 18 million crowns, of which the county pays a third.
		Nobody spoke against it.
		EOF2
	2) cat <<-EOF2 ;;
		A library bus that served the upland farms for 31 years made its last round on Tuesday, with cake at every stop.
		Its driver, Tor Aasen, knew most borrowers by the books they had brought back late. He will drive the school bus from August.
		The county says that lending by post is cheaper and reaches farms where the bus could not turn.
		EOF2
	3) cat <<-EOF2 ;;
		Beavers are back on the Hvit river after a century, biologists of the college at Stene reported on Wednesday.
		A camera at the old ferry landing caught a pair with three kits. Willows upstream had been felled since the autumn.
		Farmers there have asked for wire to guard the apple trees. The college will hand out 200 rolls on Saturday.
		EOF2
	4) cat <<-EOF2 ;;
		The night train to the coast stops at Brekke again from Sunday, eight years after the platform was closed for want of passengers.
		About 60 commuters had collected signatures in the bakery. The railway wants to count for a year and then decide.
		The first train is due at 23 minutes past four in the morning, and the bakery will be open.
		EOF2
	5) cat <<-EOF2 ;;
		An organ builder from Varn found a sealed letter of 1791 in the bellows of the church at Tangen, where he was mending a pipe.
		The letter asks the finder to play a certain hymn on Easter morning. The parish will do so, said its vicar, Liv Holm.
		The museum in Varn has offered to keep the letter, which is written in a mix of Danish and Latin.
		EOF2
	esac
}

declare -A box
box[a]="Every Friday our reporters choose the week in pictures; have them sent to your inbox before breakfast."
box[b]="Readers keep this newsroom going: become a member today and get the weekend edition without charge."
box[c]="New in the shop: the tide tables for the coming year, bound in linen, with notes by local pilots."
box[d]="Our podcast about lighthouses is back for a second season, with a tower in every episode."

# tell N BOX [SED-SCRIPT]: page of tale N with a box after its first paragraph,
# changed by the script.
tell()
{
	local lines
	mapfile -t lines < <(tale "$1" | sed -e "${3:-}")
	page "t$1.html" "Tale $1" "${lines[0]}" ${2:+"${box[$2]}"} \
	    "${lines[@]:1}"
}

tales()
{
	local i
	for i in 1 2 3 4 5; do
		tell $i "$1"
	done
}

counts()
{
	local i
	for i in 1 2 3 4 5; do
		versions "$URL/t$i.html"
	done | tr '\n' ' '
}

hour=0
pass()
{
	hour=$((hour + 6))
	at $((1741770000 + hour * 3600))
	code 0 tracker poll --all
}

serve
tales a
conf "stories:" $(for i in 1 2 3 4 5; do printf -- '- %s/t%d.html\n' "$URL" $i
done | tr ' ' '~')
sed -i 's/^-~/  - /' feeds.yaml
pass
is "five stories" "$(counts)" "1 1 1 1 1 "

# ---- a box that rotates -----------------------------------------------------

tales b
pass
is "another box: a version until it was seen on three" "$(counts)" \
    "2 2 1 1 1 "
tales c
pass
is "and another" "$(counts)" "3 3 1 1 1 "
for b in a b c b; do
	tales $b
	pass
done
is "from then on they come and go in silence" "$(counts)" "3 3 1 1 1 "
tell 1 b; tell 2 a; tell 3 ""; tell 4 c; tell 5 ""
pass
is "in any order, and not at all" "$(counts)" "3 3 1 1 1 "

code 0 tracker furniture --json
is "three texts are known" "$(json 'select(.what == "furniture").text' | sort)" \
    "$(printf '%s\n' "${box[a]}" "${box[b]}" "${box[c]}" | sort)"
host=127.0.0.1_${URL##*:}
is "of this host" "$(json .host | sort -u)" "$host"
ok "on three stories at least" \
    test "$(json .stories | sort -n | head -1)" -ge 3
is "since the first pass" "$(json .first_seen | sort | head -1)" \
    "2025-03-12T15:00:00Z"
code 0 tracker furniture "$host"
like "for people, too" "$(cat out)" "furniture +$host, on [345] stories"
code 0 tracker furniture elsewhere.example
silent

# ---- a change of one word, in the same fetch ------------------------------------

tales a
tell 4 b s/eight/nine/
pass
is "one word is a version, whatever the box does" "$(counts)" "3 3 1 2 1 "
code 0 tracker diff --json "$URL/t4.html"
is "and is all that it shows" "$(json '.edits | length')" 1
code 0 tracker show "$URL/t4.html"
unlike "the box is not in its text" "$(cat out)" 'Readers keep'
capture=$(archive log -1 --format='%(trailers:key=Capture,valueonly)' main)
like "the capture has the page whole" \
    "$(gzip -dc "store/${capture%% *}" | tr -d '\r')" 'Readers keep this'

# ---- corrections of many stories on one day ----------------------------------------

note="Correction: An earlier version of this story gave the wrong year of the county map. It is 1902."
for i in 1 2 3; do
	tell $i b "\$a $note"
done
tell 4 b s/eight/nine/
pass
is "a correction on three stories is three versions" "$(counts)" "4 4 2 2 1 "
for i in 1 2 3; do
	is "story $i has the note" \
	    "$(tracker log --json "$URL/t$i.html" | head -1 | jq .notes)" 1
done

# ---- by a person's word ---------------------------------------------------------------

code 0 tracker furniture --json
number=$(json 'select(.text | startswith("New in the shop")) | .furniture')
code 0 tracker furniture --forget "$number"
silent
code 0 tracker furniture --json
is "no longer furniture" \
    "$(json 'select(.text | startswith("New in the shop")) | .what')" refused
tell 5 c
for i in 1 2 3; do
	tell $i b "\$a $note"
done
tell 4 b s/eight/nine/
pass
is "text of its stories again" "$(counts)" "4 4 2 2 2 "
code 1 tracker furniture --forget 99999
says 99999
code 64 tracker furniture --forget nonsense
says nonsense

# ---- a sentence that many stories have ---------------------------------------------

# It went from one of them: no box does that and stays away.
said="The ministry of fisheries did not answer questions that the Post had sent to it."
for i in 1 2 3 4 5; do
	tell $i b "\$a $said"
done
pass
was=$(versions "$URL/t5.html")
tell 5 b
hour=$((hour + 6))
at $((1741770000 + hour * 3600))
code 0 tracker -v poll --all
says '1 to be looked at again'
is "not yet" "$(versions "$URL/t5.html")" "$was"
pass
is "a version when it is so again" "$(versions "$URL/t5.html")" $((was + 1))
pass
is "once" "$(versions "$URL/t5.html")" $((was + 1))
for i in 1 2 3 4; do
	tell $i b
done
pass

# ---- a counter ------------------------------------------------------------------------

for n in 11 25 31 46 58; do
	tell 5 b "\$a $n people have read this tale since Sunday, 3 of them twice."
	pass
done
was=$(versions "$URL/t5.html")
for n in 63 77 89; do
	tell 5 b "\$a $n people have read this tale since Sunday, 3 of them twice."
	pass
done
is "a counter that never rests is no version after a day" \
    "$(versions "$URL/t5.html")" "$was"
code 0 tracker furniture --json
is "and is said to be one" "$(json 'select(.what == "place").text')" \
    "89 people have read this tale since Sunday, 3 of them twice."
is "and where" "$(json 'select(.what == "place").story')" \
    "$(tracker list --json | jq -r 'select(.url | endswith("t5.html")).story')"
tell 5 b "s/1791/1792/; \$a 97 people have read this tale since Sunday, 3 of them twice."
pass
is "a word beside it is a version" "$(versions "$URL/t5.html")" $((was + 1))

# It rests: the server says so, or sends the same bytes, but the tracker has not
# seen the last of them as a version.
for n in 98 99 101 104 107 110; do
	tell 5 b "s/1791/1792/; \$a $n people have read this tale since Sunday, 3 of them twice."
	pass
done
code 0 tracker show "$URL/t5.html"
unlike "one that never rests is not shown" "$(cat out)" '110 people'
pass
code 0 tracker show "$URL/t5.html"
like "the last is a version when it rests" "$(cat out)" '110 people'
was=$(versions "$URL/t5.html")
pass
is "once" "$(versions "$URL/t5.html")" "$was"

# ---- facts that many stories have -----------------------------------------------------

# facts LINE: the tales as they are, with a line that all of them have.
facts()
{
	local i
	for i in 1 2 3 4 5; do
		tell $i b "\$a $1"
	done
}

# since WAS: how many more versions each story has.
since()
{
	local i was=($1) now=($(counts))
	for i in 0 1 2 3 4; do
		echo -n "$((now[i] - was[i])) "
	done
}

facts "The storm of 3 January took 61 boats between Lund Quay and Stene, by the count of the coast guard."
pass
pass
was=$(counts)
for n in 62 63 64; do
	facts "The storm of 3 January took $n boats between Lund Quay and Stene, by the count of the coast guard."
	pass
done
is "a figure edited on all of them is a version of each, each time" \
    "$(since "$was")" "3 3 3 3 3 "
was=$(counts)
last="Nobody knows how many boats were lost in the storm of January, the coast guard now says, nor will it guess."
facts "$last"
pass
pass
is "and so is what took the place of it all, once it stays" \
    "$(since "$was")" "1 1 1 1 1 "
code 0 tracker show "$URL/t3.html"
like "with what it says" "$(cat out)" 'nor will it guess'

# ---- the catalog made again ---------------------------------------------------------

# change_all BOX: the tales as they are, with another box.
change_all()
{
	local i
	for i in 1 2 3 4 5; do
		tell $i $1 "\$a $last"
	done
}

was=$(counts)
code 0 tracker reindex
change_all a
pass
is "nothing is forgotten by reindex" "$(counts)" "$was"
code 0 tracker furniture --json
is "what was refused stays so" \
    "$(json 'select(.text | startswith("New in the shop")) | .what')" refused

# The catalog is lost: what the versions say is learned again, the rest anew.
for b in d c; do
	change_all $b
	pass
done
rm store/catalog.db*
code 0 tracker reindex
code 0 tracker furniture --json
like "on which stories texts stand is known" "$(json .what)" recurs
code 0 tracker verify
finish
