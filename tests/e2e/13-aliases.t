#!/bin/bash
# A page may call any address its own: the address of another story, of the
# front page, one of any length. That is its own affair and ends no pass.
. "${0%/*}/lib.sh"
serve
claim()
{
	sed -i "s|</head>|<link rel=\"canonical\" href=\"$2\"></head>|" \
	    "web/site/$1"
}

for i in 1 2 3 4 5; do
	story $i
done
claim s1.html "$URL/s2.html"
claim s3.html "$URL/"
claim s4.html "$URL/"
claim s5.html "$URL/$(printf 'x%.0s' {1..9000}).html"
conf "stories:" "  - $URL/s1.html" "  - $URL/s2.html" "  - $URL/s3.html" \
    "  - $URL/s4.html" "  - $URL/s5.html"
code 0 tracker poll
silent
is "five stories, five versions" "$(versions)" 5
is "the second is itself" "$(versions "$URL/s2.html")" 1
code 0 tracker show "$URL/s2.html"
like "with its own text" "$(cat out)" "Weir2"

# Later, too, when the address is another's alias.
story 1 's/63/64/'
claim s1.html "$URL/s1-final.html"
at 2025-03-13T09:30:00Z
code 0 tracker poll
story 2 's/63/65/'
claim s2.html "$URL/s1-final.html"
at 2025-03-14T09:30:00Z
code 0 tracker poll
silent
is "and each has its change" "$(versions "$URL/s1.html")
$(versions "$URL/s2.html")" "2
2"
is "an alias names its story" "$(versions "$URL/s1-final.html")" 2
code 0 tracker verify
finish
