#!/bin/bash
# What a feed says of changes is heeded as far as it proves true.
. "${0%/*}/lib.sh"
serve
for i in 1 2 3; do
	story $i
done

# map LASTMOD: a sitemap of three stories that all changed then.
map()
{
	{
		printf '<urlset xmlns="%s"><!-- %s -->' \
		    http://www.sitemaps.org/schemas/sitemap/0.9 "$TRACKER_NOW"
		for i in 1 2 3; do
			printf '<url><loc>%s/s%d.html</loc>' "$URL" $i
			printf '<lastmod>%s</lastmod></url>' "$1"
		done
		printf '</urlset>\n'
	} >web/site/map.xml
	touch -d "$TRACKER_NOW" web/site/map.xml
}

# A day of polls, one each ten minutes, by a clock that says WHEN to the map:
# how many requests that cost.
day()
{
	local h m
	rm -rf store
	at 2025-03-11T00:00:00Z
	map 2025-03-11
	code 0 tracker poll
	forget_requests
	for h in {10..15}; do
		for m in 0 1 2 3 4 5; do
			at "2025-03-12T$h:${m}0:00Z"
			map "${1:-$TRACKER_NOW}"
			tracker poll >>polls 2>&1
		done
	done
}
conf "feeds:" "  - { name: map, url: \"$URL/map.xml\" }"

day 2025-03-11
quiet=$(requests '^GET /s')
day 2099-01-01
is "the year 2099 counts for nothing" "$(requests '^GET /s')" "$quiet"
day
loud=$(requests '^GET /s')
ok "\"now\" at each poll: some looks more" [ "$loud" -gt "$quiet" ]
ok "but few of 36 polls of three" [ "$loud" -le 18 ]
is "nobody complained" "$(cat polls)" ""
code 0 tracker list --json
like "list says so" "$(json .why)" \
    'its feed said that it changed, and it had not; '

# A word that is true is heeded at once: also the next.
rm -rf store
at 2025-03-11T00:00:00Z
map 2025-03-11
code 0 tracker poll
edit=
for change in 10/63/66 20/36/38 30/ninety/ninety-one; do
	edit="$edit;s/${change#*/}/"
	at "2025-03-12T18:${change%%/*}:00Z"
	story 1 "$edit"
	map "$TRACKER_NOW"
	code 0 tracker poll
done
is "each of them a version" "$(versions s1)" 4
finish
