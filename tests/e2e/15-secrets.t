#!/bin/bash
# Passwords stay out of what is kept and handed on.
. "${0%/*}/lib.sh"
serve
story 1
conf "proxy: http://desk:tr0ub4dor@${URL#http://}" \
    "stories:" "  - http://news.example/s1.html"
code 0 tracker poll
is "fetched through the proxy" "$(versions)" 1
for file in store/captures/*/*.warc.gz; do
	gzip -dc "$file"
done >warc
like "the request is kept" "$(tr -d '\r' <warc)" '^GET http://news.example/s1'
like "whole" "$(tr -d '\r' <warc)" '^User-Agent: tracker-test'
unlike "without the proxy's password" "$(cat warc)" '[Aa]uthorization|ZGVza'
unlike "nor does the store have it" \
    "$(grep -aErl 'tr0ub4dor|ZGVzazp0cjB1YjRkb3I' store)" .
code 0 tracker verify
finish
