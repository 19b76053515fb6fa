#!/bin/bash
# One story under several addresses is one story with one history, whichever
# feed names it how; and what only calls itself another story is none.
. "${0%/*}/lib.sh"
serve

# feed NAME [ID=]PATH... - a feed of items at these paths, or of whole addresses.
feed()
{
	local item id link name=$1
	shift
	{
		printf '<rss version="2.0"><channel><title>F</title>'
		printf '<!-- %s -->' "$TRACKER_NOW"
		for item in "$@"; do
			id= link=${item#*=}
			[ "$item" = "$link" ] || id="<guid isPermaLink=\"false\"\
>${item%%=*}</guid>"
			case $link in http*) ;; *) link=$URL/$link ;; esac
			printf '<item><title>x</title>%s<link>%s</link></item>' \
			    "$id" "$link"
		done
		printf '</channel></rss>\n'
	} >web/site/$name.rss
	touch -d "$TRACKER_NOW" "web/site/$name.rss"
}

# claim FILE ADDRESS: the page calls that its own.
claim()
{
	sed -i "s|</head>|<link rel=\"canonical\" href=\"$2\"></head>|" \
	    "web/site/$1"
}

# What has no word of any other.
ferry()
{
	page other.html "Ferry dearer from May" \
	    "A ticket to Osk will cost two crowns more from May, the ferry company said." \
	    "It is the first rise in nine years and follows a winter of long repairs." \
	    "Islanders keep their yearly tickets at the old price, its director said." \
	    "Lorries pay half as much again, a blow for every shop on the outer islands."
}

addresses()
{
	tracker list --json | jq -r .url | sed "s|$URL/||" | sort | tr '\n' ' '
}

fresh()
{
	rm -rf store web/site
	mkdir -p web/site/moved
	at 2025-03-12T09:30:00Z
	conf "feeds:" "  - { name: one, url: \"$URL/one.rss\" }" \
	    "  - { name: two, url: \"$URL/two.rss\" }"
	feed one
	feed two
}

# ---- a slug that was changed

# The redirect is seen first, the feed follows.
fresh
story 1
feed one s1.html
code 0 tracker poll
cp -p web/site/s1.html web/site/moved/s1.html
touch web/site/s1.html.moved
at 2025-03-12T12:30:00Z
code 0 tracker poll --all
feed one moved/s1.html
story 1 s/63/66/
cp -p web/site/s1.html web/site/moved/s1.html
at 2025-03-12T15:30:00Z
code 0 tracker poll --all
is "one story" "$(addresses)" "s1.html "
is "with its history" "$(versions "$URL/moved/s1.html")" 2

# The feed names the new address before the old one was looked at, and the text
# was edited, too.
fresh
story 1
feed one s1.html
code 0 tracker poll
story 1 s/63/66/
sed -i 's/to grind again/to mill flour/' web/site/s1.html
cp -p web/site/s1.html web/site/moved/s1.html
touch web/site/s1.html.moved
feed one moved/s1.html
# ... when the old one is due in a day at the earliest.
at 2025-03-12T09:33:00Z
code 0 tracker poll
silent
is "found by its text: one story" "$(addresses)" "s1.html "
is "the edit is a change" "$(versions "$URL/moved/s1.html")" 2
code 0 tracker verify
code 0 tracker reindex
is "for good" "$(versions "$URL/moved/s1.html")" 2

# Without a redirect: the page names its new address, the old one answers on.
fresh
story 1
feed one s1.html
code 0 tracker poll
claim s1.html "$URL/moved/s1.html"
cp -p web/site/s1.html web/site/moved/s1.html
feed one moved/s1.html
at 2025-03-12T12:30:00Z
code 0 tracker poll --all
is "by what it calls itself: one story" "$(addresses)" "s1.html "

# ---- the id of an item

fresh
story 1
story 2
feed one post-1=s1.html post-2=s2.html
code 0 tracker poll
story 1 s/63/66/
mv web/site/s1.html web/site/moved/s1.html
feed one post-1=moved/s1.html post-2=s2.html
at 2025-03-12T12:30:00Z
code 0 tracker poll
# the old address was asked first
says 's1.html: not fetched: HTTP status 404'
is "a new link under the same id" "$(addresses)" "s1.html s2.html "
at 2025-03-12T12:45:00Z
code 0 tracker poll
is "its history goes on there" "$(versions "$URL/s1.html")" 2

# One id for everything: it says nothing.
fresh
for i in 1 2 3; do
	story $i
done
feed one x=s1.html
code 0 tracker poll
feed one x=s2.html x=s3.html
at 2025-03-12T12:30:00Z
code 0 tracker poll
is "an id that all have" "$(versions)" 3
# One id for the latest item, whatever that is.
fresh
story 1
ferry
feed one latest=s1.html
code 0 tracker poll
feed one latest=other.html
at 2025-03-12T12:30:00Z
code 0 tracker poll
is "an id that wanders" "$(versions)" 2
is "another story is one" "$(addresses)" "other.html s1.html "

# ---- two feeds, one story

# By redirect.
fresh
story 1
cp -p web/site/s1.html web/site/moved/s1.html
touch web/site/s1.html.moved
feed one moved/s1.html
feed two s1.html
code 0 tracker poll
silent
is "a short link" "$(addresses)" "moved/s1.html "
is "one version" "$(versions)" 1

# By what both call themselves, in one pass and in two, on two hosts.
PORT=${URL##*:}
for second in "" "s1.html"; do
	fresh
	story 1
	claim s1.html "http://www.ex.localhost:$PORT/s1.html"
	[ -n "$second" ] || feed one "http://www.ex.localhost:$PORT/s1.html"
	feed two "http://m.ex.localhost:$PORT/s1.html"
	code 0 tracker poll
	silent
	feed one "http://www.ex.localhost:$PORT/s1.html"
	at 2025-03-12T12:30:00Z
	code 0 tracker poll --all
	is "mobile and not" "$(versions) $(addresses | wc -w)" "1 1"
	is "known by both" "$(versions "http://m.ex.localhost:$PORT/s1.html")\
$(versions "http://www.ex.localhost:$PORT/s1.html")" 11
done

# A new address at each look, and one that all of them call their own.
fresh
story 1
claim s1.html "$URL/s1.html"
for i in 1 2 3; do
	at "2025-03-12T1$i:30:00Z"
	feed one "s1.html?$i"
	code 0 tracker poll
	silent
done
is "one story" "$(addresses | wc -w)" 1

# ---- what is no twin

# A page that calls another story's address its own; two that have versions.
fresh
story 1
story 2
claim s1.html "$URL/s2.html"
feed one s1.html s2.html
code 0 tracker poll
is "another text is another story" "$(versions)" 2
touch web/site/s1.html.moved
cp -p web/site/s2.html web/site/moved/s1.html
at 2025-03-12T12:30:00Z
code 0 tracker poll --all
is "what has a history keeps it" "$(addresses)" "s1.html s2.html "

# An address that a page only calls its own is looked at when a feed names it.
fresh
story 1
claim s1.html "$URL/other.html"
feed one s1.html
code 0 tracker poll
is "known by the name its page gives" "$(versions "$URL/other.html")" 1
ferry
feed one s1.html other.html
at 2025-03-12T12:30:00Z
code 0 tracker poll
is "a story of its own" "$(addresses)$(versions "$URL/other.html")" \
    "other.html s1.html 1"

# What leads to another story for now only comes back.
fresh
ferry
feed one other.html
code 0 tracker poll
touch web/site/s1.html.lent
feed one other.html s1.html
at 2025-03-12T12:30:00Z
code 0 tracker poll
says 's1.html: redirected: it leads to another story, .*/other.html'
rm web/site/s1.html.lent
story 1
at 2025-03-12T14:30:00Z
"$TRACKER" poll --all >out 2>err
is "it has its version" "$(versions "$URL/s1.html")" 1

# A column of each day, all under one id, most of whose words are the same.
column()
{
	page "w$1.html" "Weather at sea" "Wind from the west, force $2 by noon." \
	    "The harbour office at Osk gives this report each morning at six." \
	    "Small boats should ask at the lock before they leave the bay." \
	    "Tides are those of the almanac, which the office sells in spring."
}
fresh
column 12 4
feed one weather=w12.html
code 0 tracker poll
column 13 6
at 2025-03-13T09:30:00Z
feed one weather=w13.html
code 0 tracker poll
is "each day is a story" "$(addresses)" "w12.html w13.html "

# One failure is no reason to go elsewhere.
fresh
story 1
feed one s1.html
code 0 tracker poll
claim s1.html "$URL/s1.html"
cp -p web/site/s1.html web/site/print.html
mv web/site/s1.html web/site/kept.html
mkdir web/site/s1.html
feed one s1.html print.html
at 2025-03-12T12:30:00Z
"$TRACKER" poll --all >out 2>err
rmdir web/site/s1.html
mv web/site/kept.html web/site/s1.html
story 1 s/63/66/
at 2025-03-12T15:30:00Z
"$TRACKER" poll --all >out 2>err
is "the story stays where it is" "$(versions "$URL/s1.html")" 2

# Pages that all name the front page.
fresh
story 1
story 2
page index.html "The Post" "News from the coast, each morning at six."
claim s1.html "$URL/"
claim s2.html "$URL/"
feed one s1.html s2.html
code 0 tracker poll
is "the front page is nobody's" "$(versions)" 2
code 1 tracker log "$URL/"
code 0 tracker verify
finish
