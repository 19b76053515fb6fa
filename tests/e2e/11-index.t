#!/bin/bash
# Of an index with many sitemaps the newest are followed, and it is said that
# there are more.
. "${0%/*}/lib.sh"
serve
mkdir -p web/site

# index FROM TO [DATED] - sitemaps FROM to TO, dated by their number if DATED.
index()
{
	local i
	{
		printf '<sitemapindex xmlns="%s">' \
		    http://www.sitemaps.org/schemas/sitemap/0.9
		for ((i = $1; i <= $2; i++)); do
			printf '<sitemap><loc>%s/m%d.xml</loc>' "$URL" $i
			[ $# -lt 3 ] || printf '<lastmod>%d-01-01</lastmod>' \
			    $((1950 + i))
			printf '</sitemap>'
		done
		printf '</sitemapindex>\n'
	} >web/site/index.xml
	touch -d "$TRACKER_NOW" web/site/index.xml
}
for ((i = 1; i <= 70; i++)); do
	printf '<urlset xmlns="%s"></urlset>\n' \
	    http://www.sitemaps.org/schemas/sitemap/0.9 >web/site/m$i.xml
done

# asked N...: which of these sitemaps were asked for.
asked()
{
	local i
	for i in "$@"; do
		[ "$(requests "^GET /m$i\.xml ")" -gt 0 ] && printf '%s ' $i
	done
}
conf "feeds:" "  - { name: map, url: \"$URL/index.xml\" }"

index 1 70 dated
code 0 tracker poll
says 'index\.xml: feed: an index of 70 sitemaps, of which the newest 50 '
is "the newest, though they stand last" "$(asked 1 20 21 70)" "21 70 "
is "fifty of them" "$(requests '^GET /m')" 50
forget_requests
at 2025-03-12T09:40:00Z
code 0 tracker poll
silent
is "each time" "$(requests '^GET /m')" 50

forget_requests
index 1 70
at 2025-03-12T09:50:00Z
code 0 tracker poll
is "without dates: from both ends" "$(asked 1 25 26 45 46 70)" "1 25 46 70 "

forget_requests
index 1 50
at 2025-03-12T10:00:00Z
code 0 tracker poll
silent
is "fifty are all" "$(requests '^GET /m')" 50
index 1 51
at 2025-03-12T10:10:00Z
code 0 tracker poll
says 'an index of 51 sitemaps'
finish
