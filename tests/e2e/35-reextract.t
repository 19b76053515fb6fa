#!/bin/bash
# A better extractor makes no false change: versions that different extractors
# read are compared as today's reads both, and reextract reads all history again
# with its dates kept.
. "${0%/*}/lib.sh"
flock "$TOP/build" make -s -C "$TOP" VARIANT=release fixtures >make.log 2>&1 || {
	note <make.log
	ok "the fixtures build" false
	finish
}
old_store=$TOP/build/release/tests/fixture/old_store

# page2 [PARAGRAPH]: the second story, corrected or not.
page2()
{
	local lines
	mapfile -t lines < <(prose Weir2 | sed "$1")
	page s2.html "Mill at Weir2 to grind again" "${lines[@]}" "${@:2}"
}
correction="Correction: An earlier version of this story misstated the number \
of paddles. There are 38, not 36."

# Two polls. Then the first four versions were read by an older extractor, which
# also once made a version of the third story out of furniture alone.
site 4
code 0 tracker poll
story 1 s/63/66/
page2 s/36/38/ "$correction"
at 2025-03-12T15:30:00Z
code 0 tracker poll --all
is "six versions" "$(versions)" 6
mv store today
ok "an older store" "$old_store" today store tracker-extract/0 1741780000 s3.
is "seven versions" "$(versions)" 7
code 0 tracker verify

readers()
{
	archive log --format='%(trailers:key=Extractor,valueonly,separator=)' \
	    "$@" | sort | uniq -c | tr -s '\n ' ' '
}
is "five were read by another" "$(readers main)" \
    " 5 tracker-extract/0 2 tracker-extract/3 "
like "its eyes were bad" "$(tracker show s1@1)" '^Read also: box'

# ---- the poller ------------------------------------------------------------

# Pages that did not change make no version, whoever read the last one: the
# page comes in other bytes, so that it is looked at.
sed -i 's|<footer>|<footer class="x9">|' web/site/s3.html web/site/s4.html
at 2025-03-12T16:30:00Z
code 0 tracker -v poll --all
says 'stories 4: 2 unchanged, 2 same text'
is "no false version" "$(versions)" 7

# ---- the readers -----------------------------------------------------------

code 0 tracker log --json s1
is "kinds across the upgrade" "$(json .kind | tr '\n' ' ')" \
    "unacknowledged first "
is "one edit" "$(json .edits | head -1)" 1
is "no caveat" "$(json .caveat | sort -u)" null
is "words as they are counted today" "$(json .words)" \
    "$(tracker -C today log --json s1 | jq .words)"
code 0 tracker log -p s1
like "the number" "$(cat out)" '\[-63-\]\{\+66\+\}'
unlike "and no furniture" "$(cat out)" 'Read also|Tarrant'

code 0 tracker diff --format=json s1
is "diff: one edit" "$(json '.edits | length')" 1
is "of the number" "$(json '.edits[0] | .before + .after')" 6366
is "without a caveat" "$(json .caveat)" null
code 0 tracker diff --format=json s1 2..1
is "backwards too" "$(json '[.edits[] | .before + .after] | join(" ")')" 6663
ok "not a word beside it" test ! -s err

code 0 tracker changes --json
is "changes: the two of the publisher, and one that old eyes made" \
    "$(json '(.url | sub(".*/"; "")) + "@" + (.version | tostring)' | sort |
    tr '\n' ' ')" "s1.html@2 s2.html@2 s3.html@2 "
json 'select(.url | endswith("s1.html"))' >change
is "the number alone" "$(json '.edits | length' change)" 1
like "evidence says who read" "$(json '.evidence[]' change)" \
    'different extractors; both were read again by tracker-extract/3'

code 0 tracker report --json s2
is "the note came with the correction" \
    "$(json '.notes[] | .first_version')" 2
is "its claim is kept" "$(json '.notes[0].claims[0].verdict')" matched
is "nothing is beyond it" "$(json '.beyond_notes | length')" 0
is "a correction" "$(json '.versions[1].kind')" correction
is "published, as is read today" "$(json '.versions[0].published')" \
    2025-03-12T07:00:00Z
code 0 tracker report s1
unlike "no furniture in a report" "$(cat out)" 'Read also|Tarrant'

printf 'mail: { server: "smtp://127.0.0.1:9", from: "a@example.org" }
digests:\n  - { to: desk@example.org, when: daily 07:00 }\n' >>feeds.yaml
code 0 tracker digest --dry-run --since 2025-03-12T12:00:00Z
like "a digest tells of the number" "$(cat out)" '63.*66'
unlike "and of no furniture" "$(cat out)" 'Read also|Tarrant'

# What is stored is shown as it is stored.
like "show" "$(tracker show s1@1)" '^Read also: box'

# ---- a capture that is not kept --------------------------------------------

cp -r store whole
head=$(archive rev-parse main)
day=$(ls -d store/captures/*/20250312-00000.warc.gz)
rm "$day"
code 0 tracker log --json s1
is "caveat" "$(json .caveat | head -1)" \
    "read by different extractors; capture not kept (version 1)"
is "the stored texts are compared" "$(json .edits | head -1)" 3
code 0 tracker log s1
like "for people too" "$(cat out)" \
    '^Caveat:  read by different extractors; capture not kept'
code 0 tracker changes --json
like "it is evidence" "$(json 'select(.url | endswith("s1.html")) | .evidence[]')" \
    '^read by different extractors; capture not kept'
code 0 tracker changes
like "which is shown" "$(cat out)" 'caveat: read by different extractors'
code 0 tracker report s1
like "in a report" "$(tr -s '\n ' ' ' <out)" \
    'different extractors; capture not kept'
code 0 tracker report --format=markdown s1
like "in a ticket" "$(cat out)" 'different extractors; capture not kept'
code 0 tracker diff s1
says 'read by different extractors; capture not kept'
code 0 tracker reextract
is "nothing can be read again" "$(cat out)" \
    "7 versions of 4 stories read again by tracker-extract/3: 0 with \
something else in sight, 7 left as they were (capture not kept); nothing was \
written"
is "and nothing is" "$(archive rev-parse main)" "$head"
rm -rf store
mv whole store

# ---- --dry-run -------------------------------------------------------------

tree()
{
	find store -type f ! -name lock ! -name 'catalog.db*' -exec sha256sum {} + |
	    sort
}
before=$(tree)
code 0 tracker reextract --dry-run
is "a line a version, and a summary" "$(wc -l <out)" 6
like "what is seen now" "$(cat out)" '^[0-9a-f]{8}@1  \+2 -8 words, published'
like "a version that was none" "$(cat out)" \
    '@2  .*no difference to version 1 any more; .* - "Read also: box number 2'
like "counted" "$(tail -1 out)" '^7 versions of 4 stories .* 5 with .* 1 no'
like "and not written" "$(tail -1 out)" 'nothing was written$'
is "nor is it" "$(tree)" "$before"
cp out dry
code 0 tracker reextract --dry-run --json s3
is "an object a version" "$(wc -l <out)" 2
is "its keys" "$(json 'keys_unsorted | join(" ")' | sort -u)" \
    "story url version fetched was_read_by read_by kept verdict reason merged \
words_gained words_lost gained lost notes_gained notes_lost published modified"
is "words" "$(json '[.words_gained, .words_lost] | tostring' | sort -u)" "[2,8]"
is "by whom" "$(json '.was_read_by + " " + .read_by' | sort -u)" \
    "tracker-extract/0 tracker-extract/3"
is "merged" "$(json .merged | tr '\n' ' ')" "false true "
is "what is gained" "$(json '.gained[] | .part + ": " + .text' | sort -u)" \
    "byline: Ilse Tarrant"
says '^tracker: 2 versions of 1 story read again'

# ---- the writing -----------------------------------------------------------

kept()
{
	archive log --format="%aI %cI %an %s %(trailers:key=Story)\
%(trailers:key=Version)%(trailers:key=Fetched)%(trailers:key=Modified)\
%(trailers:key=Capture)%(trailers:key=Capture-SHA256)" "$@"
}
was=$(kept main)
paths=$(archive ls-tree -r --name-only main)
code 0 tracker log --json s2
cp out log2
at 2025-03-13T10:00:00Z
code 0 tracker reextract
is "it says what the dry run said" "$(head -5 out)" "$(head -5 dry)"
like "and where the former is" "$(tail -1 out)" 'kept under refs/reextract$'
is "dates, order, numbers, captures" "$(kept main)" "$was"
is "paths" "$(archive ls-tree -r --name-only main)" "$paths"
is "one reader" "$(readers main)" " 7 tracker-extract/3 "
is "the former head" "$(archive rev-parse refs/reextract/20250313T100000Z)" \
    "$head"
is "with what it reaches" "$(readers refs/reextract/20250313T100000Z)" \
    " 5 tracker-extract/0 2 tracker-extract/3 "
ok "git fsck" archive fsck --strict --no-dangling
code 0 tracker verify
unlike "the text is today's" "$(tracker show s1@1)" 'Read also'
like "byline and all" "$(tracker show s1@1)" '^byline: .*Tarrant'
like "and named so" "$(tracker show s1@1)" 'extractor: "tracker-extract/3"'
code 1 tracker search '"box number"'
code 0 tracker search --json paddles
is "found with the rest" "$(grep -c . out)" 7
code 0 tracker log --json s2
is "the log tells the same" "$(jq -c 'del(.commit)' out)" \
    "$(jq -c 'del(.commit)' log2)"
code 0 tracker log --json s3
is "numbers are kept, differences not" \
    "$(json '[.version, .edits] | tostring' | tr '\n' ' ')" "[2,0] [1,0] "
code 0 tracker log s3
like "which is said" "$(cat out)" 'no difference'
code 0 tracker changes --json
is "and is no change" "$(json .url | sed 's|.*/||' | sort | tr '\n' ' ')" \
    "s1.html s2.html "

# Again: nothing to do. The catalog can be made again, from either.
code 0 tracker reextract
is "nothing more" "$(wc -l <out)" 1
is "one former head" "$(ls store/archive.git/refs/reextract)" 20250313T100000Z
code 0 tracker log --json s3
cp out before
rm store/catalog.db*
code 0 tracker reindex
code 0 tracker verify
code 0 tracker log --json s3
is "reindex gives the same" "$(cat out)" "$(cat before)"

# The story goes on.
story 1 s/63/67/
at 2025-03-13T12:00:00Z
code 0 tracker poll --all
is "the next version" "$(versions s1)" 3
code 0 tracker diff --format=json s1
is "by one edit" "$(json '[.edits[] | .before + .after] | join(" ")')" 6667
code 0 tracker verify

# ---- site rules ------------------------------------------------------------

# Another rule is another reader: what it leaves out was not taken out.
rm -rf store
conf "feeds:" "  - name: city" "    url: \"$URL/city.rss\""
story 1
at 2025-03-14T09:00:00Z
code 0 tracker poll
conf "feeds:" "  - name: city" "    url: \"$URL/city.rss\"" \
    "    rule: { drop: [\"//p[contains(., '400 people')]\"] }"
sed -i 's|<footer>|<footer class="x8">|' web/site/s[1-4].html
at 2025-03-14T12:00:00Z
code 0 tracker poll --all
is "a rule makes no version" "$(versions)" 4
story 1 s/63/66/
at 2025-03-14T15:00:00Z
code 0 tracker poll --all
is "the page does" "$(versions)" 5
code 0 tracker diff --format=json s1
is "one edit across the rule" \
    "$(json '[.edits[] | .before + .after] | join(" ")')" 6366
like "the rule is named" "$(readers main)" \
    '4 tracker-extract/3 1 tracker-extract/3 rule/[0-9a-f]{8} '
code 0 tracker -C store -c feeds.yaml reextract s1
is "one story alone" "$(wc -l <out)" 2
like "without what the rule drops" "$(head -1 out)" '\+0 -21 words; - "Some 400'
is "the others stay" "$(readers main | grep -o '[0-9] tracker' | tr '\n' ' ')" \
    "3 tracker 2 tracker "
code 0 tracker verify

# ---- other verdicts --------------------------------------------------------

# A page that holds no article, and was accepted for one; and one that says what
# old eyes did not see: that it was taken back.
rm -rf store today
conf "stories:" "  - $URL/empty.html" "  - $URL/s6.html"
echo '<html><body><p>Soon.</p></body></html>' >web/site/empty.html
story 6
at 2025-03-15T09:00:00Z
code 0 tracker poll
code 0 tracker accept 1
mapfile -t lines < <(prose Weir6)
page s6.html "Mill at Weir6 to grind again" "${lines[@]}" \
    "Retraction: This story has been withdrawn. The mill was never bought."
at 2025-03-15T12:00:00Z
code 0 tracker poll --all
code 0 tracker list --json
is "withdrawn" "$(json 'select(.url | endswith("s6.html")) | .state')" withdrawn
mv store today
"$old_store" today store tracker-extract/0 1800000000
code 0 tracker list --json
is "which old eyes did not see" "$(json .state | sort -u)" live
code 0 tracker reextract --json empty
is "kept" "$(json '[.kept, .verdict] | tostring')" '[true,"empty"]'
like "with the reason" "$(json .reason)" 'no text of an article'
code 0 tracker reextract
like "said in words" "$(cat out)" \
    '@1  left as it was: the capture is now taken for "empty", since no text'
like "the note is news" "$(cat out)" \
    '@2  \+2 -8 words, \+1 note, .*; note "Retraction: This story has been'
like "counted" "$(tail -1 out)" ' 1 left as they were \(no article now\)'
code 0 tracker list --json
is "withdrawn" "$(json 'select(.url | endswith("s6.html")) | .state')" withdrawn
like "the text stayed" "$(tracker show empty)" 'Read also'
is "with who read it" "$(readers main)" \
    " 1 tracker-extract/0 2 tracker-extract/3 "
code 0 tracker verify

# ---- usage -----------------------------------------------------------------

code 64 tracker reextract --nonsense
code 1 tracker reextract no-such-story
says 'no-such-story'
code 1 tracker -C nowhere reextract
says 'no store there'
flock store/lock sleep 5 &
T_PIDS="$T_PIDS $!"
sleep 0.3
code 75 tracker reextract
says 'locked'
code 0 tracker reextract --dry-run
finish
