#!/bin/bash
# One page in place of all stories of a host, whatever it says, is a version of
# none and one alarm; a story written anew from end to end is one when it stays.
. "${0%/*}/lib.sh"
site 4
code 0 tracker poll

# strange N WORDS: in place of story N, what nobody would take for an error.
strange()
{
	page s$1.html "Oups !" "La page que vous cherchez est introuvable. Elle a \
peut-être été déplacée ou supprimée par nos équipes." "Retournez à l'accueil ou \
utilisez le moteur de recherche pour retrouver un article du journal.${2:+ $2}"
}

# all TIME: one look at all of them.
all()
{
	touch -d "$1" web/site/*.html
	at "$1"
	code 0 tracker poll --all
}

# ---- all of them ------------------------------------------------------------------

for n in 1 2 3 4; do
	strange $n
done
all 2025-03-12T15:30:00Z
says_among 'held: its pages yield the same text, "Oups !" \(2 times\)'
is "it is no version of any" "$(versions)" 4
code 0 tracker held --json
is "each is held" "$(wc -l <out)" 4
code 0 tracker status --json
is "one alarm" \
    "$(json '.silent[] | "\(.stories) \(.looked) \(.since) \(.verdict)"')" \
    "4 4 2025-03-12T15:30:00Z error"
code 0 tracker status
like "in words" "$(cat out)" \
    '^silent  .*: 4 of 4 stories yield nothing since 2025-03-12T15:30:00Z: error \(its pages yield the same text, "Oups !"\)$'

# It stays for days, and is none however long.
for time in 13T09:30 14T09:30 15T09:30; do
	for n in 1 2 3 4; do
		echo "<!-- $time -->" >>web/site/s$n.html
	done
	all 2025-03-$time:00Z
	# the first two met might have had one report
	if [ $time = 13T09:30 ]; then
		says 'held: its pages yield the same text, "Oups !" \(2 times\)'
	else
		silent
	fi
done
is "nor after days" "$(versions)" 4
cat >>feeds.yaml <<-EOF2
	mail: { sendmail: "/bin/true", from: "tracker@post.example" }
	digests:
	  - { to: desk@post.example, when: "daily 07:00" }
EOF2
code 0 tracker digest --dry-run
like "the digest says so" "$(tr -d '\n' <out)" 'its pages yield the same text'

# A story whose first look falls into that time.
strange 5
conf "feeds:" "  - { name: city, url: \"$URL/city.rss\" }" "stories:" \
    "  - $URL/s5.html"
all 2025-03-15T10:30:00Z

# The stories are back: nothing happened.
for n in 1 2 3 4 5; do
	story $n
done
all 2025-03-16T09:30:00Z
is "all are as they were" "$(versions s1) $(versions s2) $(versions s3) $(versions s4)" \
    "1 1 1 1"
is "what was new is there at once" "$(versions s5)" 2
code 0 tracker status --json
is "all is well" "$(json '.silent | length')" 0
code 0 tracker list --json
is "all are live" "$(json .state | sort -u)" live

# With other words on each it is the same page.
for n in 1 2 3 4; do
	strange $n "Référence $n$n$n."
done
all 2025-03-16T15:30:00Z
is "not word for word the same" "$(versions)" 6
for n in 1 2 3 4; do
	story $n
done
all 2025-03-16T18:30:00Z

# ---- one of them ------------------------------------------------------------------

mapfile -t other < <(cat <<-'EOF2'
	Parliament voted late on Tuesday to abolish the harbour tax, after seventeen months of quarrels between fishermen and shipping companies.
	Minister Tobias Krantz called the decision historic and promised compensation. Opposition deputies walked out before counting began.
	Critics fear smaller ports could lose subsidies worth roughly nine billion, according to documents obtained by reporters.
EOF2
)

# Written anew, under the same headline: at once.
page s1.html "Mill at Weir1 to grind again" "${other[@]}"
all 2025-03-17T09:30:00Z
is "where its headline is left it is a version" "$(versions s1)" 2
# ... or with one paragraph left,
mapfile -t lines < <(prose Weir2)
page s2.html "Harbour tax falls" "${other[@]}" "${lines[1]}"
all 2025-03-17T12:30:00Z
is "where a paragraph is" "$(versions s2)" 2
# ... or with a note that says why.
page s3.html "Harbour tax falls" "Correction: An earlier version of this story \
was published at this address by mistake." "${other[@]}"
all 2025-03-17T15:30:00Z
is "where a note says why" "$(versions s3)" 2

# Nothing of it left: when it stays.
page s4.html "Ports pay no more" "${other[@]/Krantz/Lindqvist}"
all 2025-03-18T09:30:00Z
says 's4.html: held: nothing of the story is left, and no note says why'
is "nothing left is held" "$(versions s4)" 1
all 2025-03-18T21:30:00Z
is "and held" "$(versions s4)" 1
echo "<!-- -->" >>web/site/s4.html
all 2025-03-19T10:30:00Z
is "until it has stayed for a day" "$(versions s4)" 2
# A revert is one at once.
story 4
all 2025-03-19T15:30:00Z
is "what stood before is back at once" "$(versions s4)" 3
code 0 tracker verify
finish
