#!/bin/bash
# The archive is a git repository like any other, the captures are WARC files
# like any other, and the catalog can be made again.
. "${0%/*}/lib.sh"
demo 1
code 0 tracker poll
at 2025-03-12T15:30:00Z
demo 2
code 0 tracker poll
is "fourteen versions" "$(versions)" 14

# Plain git reads it.
ok "git fsck" archive fsck --strict --no-dangling
is "one line of history" "$(archive rev-list --min-parents=2 main)" ""
is "one commit a version" \
    "$(archive log --format='%(trailers:key=Version,valueonly)' main |
    grep -c .)" 14
sorrel=$(archive log -1 --format=%H --grep=surveyors main)
is "subject is the headline" "$(archive log -1 --format=%s "$sorrel")" \
    "CORRECTED-Calvorra surveyors return to Sorrel Islands"
is "committed when fetched" "$(archive log -1 --format=%cI "$sorrel")" \
    2025-03-12T15:30:00+00:00
like "git's own word diff shows the change" \
    "$(archive show --word-diff=plain "$sorrel")" \
    '\[-[^]]*engineers-?\].*\{\+[^}]*surveyors'
trailers=$(archive log -1 --format=%B "$sorrel" | git interpret-trailers --parse)
for key in Story Version Fetched Capture Capture-SHA256 Text-SHA256 Extractor
do
	like "trailer $key" "$trailers" "^$key: ."
done
like "its version" "$trailers" '^Version: 2$'
path=$(archive ls-tree -r --name-only main | grep sorrel)
like "host, date, slug and id" "$path" \
    '^127\.0\.0\.1[^/]*/2025/03/11/sorrel-islands-[0-9a-f]{8}/story\.md$'
is "a path never changes" "$(archive log --format= --name-only main |
    sort -u | wc -l)" 8
text=$(archive show "main:$path")
is "front matter first" "$(head -1 <<<"$text")" "---"
like "the headline is in it" "$text" '^headline: .*CORRECTED-Calvorra'
unlike "no furniture" "$text" 'Most Popular|Crown slips|Comments'
is "the trailer is the text's" \
    "$(archive show "main:$path" | sha256sum | cut -d' ' -f1)" \
    "$(sed -n 's/^Text-SHA256: //p' <<<"$trailers")"
is "the same poll makes the same commits" \
    "$(archive rev-list main | sort -u | wc -l)" 14

# Any WARC tool reads the captures.
is "one response and request a version" \
    "$($PYTHON "$E2E/warc.py" store/captures/*/*.warc.gz 2>&1)" "14 14 14"
ok "each member is gzip" gzip -t store/captures/*/*.warc.gz

# verify, and reindex from nothing but the archive and the captures.
code 0 tracker verify
code 0 tracker log --json sorrel-islands
cp out before
rm store/catalog.db*
code 0 tracker reindex
code 0 tracker log --json sorrel-islands
is "the same history" "$(jq -cS . out)" "$(jq -cS . before)"
code 0 tracker search engineers
ok "and the same search" test -s out
at 2025-03-12T16:30:00Z
code 0 tracker poll --all
is "and no version is made twice" "$(versions)" 14

# verify finds a damaged object and a damaged capture.
cp -r store broken
object=$(find broken/archive.git/objects -type f -size +0 -path '*/??/*' |
    head -1)
if [ -n "$object" ]; then
	chmod u+w "$object"
	printf 'x' | dd of="$object" bs=1 seek=20 conv=notrunc 2>dd.err
	code 1 tracker -C broken verify
	ok "and says where" test -s err
else
	skip "objects are packed"
fi
rm -rf broken && cp -r store broken
warc=$(find broken/captures -name '*.warc.gz' | head -1)
printf 'xxxx' | dd of="$warc" bs=1 seek=200 conv=notrunc 2>dd.err
code 1 tracker -C broken verify
ok "and says where" test -s err
finish
