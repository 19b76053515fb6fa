#!/bin/bash
# A story is named as a person has it at hand: the URL of the browser's address
# line, a slug in any script; and what is no range is called so.
. "${0%/*}/lib.sh"
site 1
mapfile -t lines < <(prose Weir2)
page "école-de-nuit.html" "Night school at Weir2" "${lines[@]}"
conf "stories:" "  - $URL/s1.html" "  - $URL/%C3%A9cole-de-nuit.html"
code 0 tracker poll

for word in "$URL/s1.html#top" "$URL/s1.html?utm_source=mail" \
    "HTTP://${URL#http://}/s1.html" s1; do
	code 0 tracker log --json "$word"
	is "is s1.html" "$(json .url)" "$URL/s1.html"
done
code 0 tracker show "$URL/s1.html#top@1"
for word in école "$URL/école-de-nuit.html" "$URL/%c3%a9cole-de-nuit.html"; do
	code 0 tracker log --json "$word"
	is "is the night school" "$(json .headline)" "Night school at Weir2"
done
code 1 tracker log "$URL/s2.html#top"

code 64 tracker diff s1 first..last
says '"first\.\.last": expected A\.\.B'
code 1 tracker diff s1 1..9
says '"1\.\.9": expected A\.\.B, versions from 1 to 1'
finish
