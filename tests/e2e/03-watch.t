#!/bin/bash
# add, remove, list: what is watched stands in feeds.yaml and nowhere else.
. "${0%/*}/lib.sh"
site 2
conf "# a comment that stays" "stories:" "  - $URL/s1.html # mine"

code 0 tracker add --story "$URL/s2.html"
like "the story is in feeds.yaml" "$(cat feeds.yaml)" "$URL/s2\.html"
like "the comments stay" "$(cat feeds.yaml)" "# a comment that stays"
like "and the one behind a story" "$(cat feeds.yaml)" "s1.html # mine"
code 0 tracker check

code 0 tracker add --feed --name city "$URL/city.rss"
code 0 tracker check
like "the feed is in feeds.yaml" "$(cat feeds.yaml)" "$URL/city\.rss"

# Which of the two it is can be seen from the bytes.
conf
code 0 tracker add "$URL/city.rss"
code 0 tracker add "$URL/s1.html"
code 0 tracker poll
code 0 tracker list --json
is "both stories are watched" "$(json .url | sort | tr '\n' ' ')" \
    "$URL/s1.html $URL/s2.html "
is "and have a version" "$(json .versions | sort -u)" 1
is "and are live" "$(json .state | sort -u)" live
like "due times are RFC 3339" "$(json .next)" \
    '^2025-03-12T[0-9:]+Z$'

code 0 tracker remove "$URL/s1.html"
unlike "the story has left feeds.yaml" "$(cat feeds.yaml)" "s1\.html"
code 0 tracker check
is "what was stored stays" "$(versions s1)" 1
code 1 tracker remove "$URL/never-seen.html"
says 'never-seen'

# A URL names one page, not those whose URL begins so.
cp feeds.yaml kept.yaml
cat >feeds.yaml <<-EOF
	store: other
	allow-private: true
	stories:
	  - $URL/s2.html
EOF
code 0 tracker poll
echo "  - $URL/s2.h" >>feeds.yaml
code 1 tracker remove "$URL/s2.ht"
code 0 tracker remove "$URL/s2.h"
code 0 tracker list --json
is "the other is watched still" "$(json .state)" live
mv kept.yaml feeds.yaml

code 65 tracker add "ftp://example.org/x"
says 'ftp://example.org/x'
code 64 tracker add
finish
