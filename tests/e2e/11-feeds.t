#!/bin/bash
# Stories are found in RSS 2.0, RSS 1.0, Atom and JSON Feed.
. "${0%/*}/lib.sh"
serve
for i in 1 2 3 4; do
	story $i
done
rss 1
cat >web/site/two.rdf <<-EOF
	<?xml version="1.0" encoding="UTF-8"?>
	<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
	 xmlns="http://purl.org/rss/1.0/">
	<channel rdf:about="$URL/"><title>Two</title><link>$URL/</link></channel>
	<item rdf:about="$URL/s2.html"><title>Two &amp; more</title>
	<link>$URL/s2.html</link></item>
	</rdf:RDF>
EOF
cat >web/site/three.atom <<-EOF
	<feed xmlns="http://www.w3.org/2005/Atom"><title>Three</title>
	<entry><title type="html">&lt;b&gt;Three&lt;/b&gt;</title>
	<link rel="enclosure" href="/sound.mp3"/>
	<link href="s3.html"/><id>urn:x:3</id>
	<published>2025-03-12T07:00:00+01:00</published></entry></feed>
EOF
cat >web/site/four.json <<-EOF
	{"version": "https://jsonfeed.org/version/1.1", "title": "Four",
	 "items": [{"id": "4", "url": "$URL/s4.html?utm_source=feed",
	 "title": "Four", "date_published": "2025-03-12T07:00:00Z"}]}
EOF
conf "feeds:" "  - { name: one, url: \"$URL/city.rss\" }" \
    "  - { name: two, url: \"$URL/two.rdf\" }" \
    "  - { name: three, url: \"$URL/three.atom\" }" \
    "  - { name: four, url: \"$URL/four.json\" }"
code 0 tracker poll
silent
is "four stories" "$(versions)" 4
code 0 tracker list --json
is "each from its feed, by its clean address" \
    "$(json '.feed + " " + .url' | sort | tr '\n' ';')" \
    "four $URL/s4.html;one $URL/s1.html;three $URL/s3.html;two $URL/s2.html;"

# Only what matches.
conf "feeds:" "  - name: one" "    url: $URL/city.rss" "    match: 's[5-9]'"
rm -r store
code 0 tracker poll
is "nothing matches" "$(versions)" 0

# An index of sitemaps stays as it is while its sitemaps change.
sitemap()
{
	printf '<?xml version="1.0"?><%s xmlns="%s">' "$1" \
	    http://www.sitemaps.org/schemas/sitemap/0.9
	printf '<%s><loc>%s</loc></%s>' $(for loc in "${@:3}"; do
		echo "$2" "$URL/$loc" "$2"
	done)
	printf '</%s>' "$1"
}
sitemap sitemapindex sitemap news.xml >web/site/index.xml
sitemap urlset url s1.html >web/site/news.xml
conf "feeds:" "  - { name: map, url: \"$URL/index.xml\" }"
rm -r store
code 0 tracker poll
is "one story" "$(versions)" 1
sitemap urlset url s1.html s2.html >web/site/news.xml
at 2025-03-12T09:40:00Z
code 0 tracker poll
is "a new one in a sitemap under it" "$(versions)" 2

# The feed parser by itself.
code 0 tracker feed --json web/site/two.rdf
is "its items" "$(json '.items[0].link // .link')" "$URL/s2.html"
code 0 tracker feed --json --url "$URL/three.atom" web/site/three.atom
like "relative links are resolved" "$(cat out)" "$URL/s3\.html"
unlike "markup in titles is resolved" "$(cat out)" '<b>|&lt;'
code 65 tracker feed web/site/s1.html
finish
