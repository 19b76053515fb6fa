#!/bin/bash
# What somebody who wants a site's news types: `add` finds the feed, or says
# where it is.
. "${0%/*}/lib.sh"
site 2

# front FEED...: a front page that names these.
front()
{
	local i
	{
		echo '<html><head><title>The Post</title>'
		printf '<link rel="alternate" type="application/rss+xml" href="%s">' \
		    "$@"
		echo '</head><body><main>'
		for i in 1 2 3 4 5 6 7 8 9; do
			echo "<article><h2><a href=/s$i>Headline $i of the day
			</a></h2><p>A sentence that says a little of it.</p>
			</article>"
		done
		echo '</main></body></html>'
	} >web/site/index.html
}
conf

front /city.rss
code 65 tracker add "$URL/"
says_among 'no article, but a page that names feeds'
says_among "^tracker:   $URL/city\.rss"
unlike "and nothing is added" "$(cat feeds.yaml)" "^(stories|feeds):"

code 0 tracker add --feed "$URL/"
says_among "$URL/ names a feed"
says_among "feed \".*\" added"
like "the one that it names" "$(cat feeds.yaml)" "url: '?$URL/city\.rss"
code 0 tracker poll
is "which is one" "$(versions)" 2

conf
front /city.rss /other.rss
code 65 tracker add --feed "$URL/"
says_among 'it names 2, add one of them'
says_among "^tracker:   $URL/other\.rss"
code 65 tracker add --feed "$URL/s1.html"
says_among 'not a feed, and it names none'
code 0 tracker add --feed http://127.0.0.1:1/feed
says_among 'added unseen'
code 0 tracker add --story "$URL/"
like "a person may insist" "$(cat feeds.yaml)" "  - $URL/$"

# A feeds.yaml that names the page: the pass says where the feed is.
conf "feeds:" "  - { name: city, url: \"$URL/\" }"
code 0 tracker poll
says "an HTML page, not a feed; it names $URL/city\.rss and others"

# A story is not watched twice for who counts its readers.
conf
code 0 tracker add "$URL/s1.html?utm_source=mail#top"
code 0 tracker add "$URL/s1.html"
says 'is there already'
code 0 tracker add --story "$URL/s1.html?fbclid=1"
says 'is there already'
is "it stands there once" "$(grep -c s1 feeds.yaml)" 1
code 0 tracker add "$URL/s1.html?page=2"
is "another page is another" "$(grep -c s1 feeds.yaml)" 2
finish
