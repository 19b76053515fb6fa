#!/bin/bash
# A story's row is read when its turn comes: what happened to it after the pass
# found it due counts. What a pass does not come to stays due, and is counted.
. "${0%/*}/lib.sh"
serve
for i in 1 2 3 4 5 6; do
	story $i
done
conf "stories:" "  - $URL/s1.html" "  - $URL/s2.html" "  - $URL/s3.html" \
    "  - $URL/s4.html" "  - $URL/s5.html"

# meanwhile SQL: done to the catalog as soon as the row of s1 is written.
meanwhile()
{
	/usr/bin/python3 -c 'import sqlite3, sys
db = sqlite3.connect("store/catalog.db")
db.execute("drop trigger if exists meanwhile")
if sys.argv[1]:
    db.execute("create trigger meanwhile after update on story when new.url "
        "like \"%/s1.html\" begin " + sys.argv[1] + " end")
db.commit()' "$1"
}

# ---- stopped, gone, elsewhere -----------------------------------------------

code 0 tracker poll --offline
meanwhile "update story set state = 6, why = 'removed by hand'
	where url like '%/s2.html';
    delete from story where url like '%/s3.html';
    update story set fetch_url = replace(url, '127.0.0.1', 'localhost')
	where url like '%/s4.html';"
code 0 tracker -v poll
is "two are fetched" "$(requests .)" 2
is "the first" "$(requests s1.html)" 1
is "and the one to which nothing happened" "$(requests s5.html)" 1
like "no other is counted" "$(cat err)" 'stories 2: 2 first version$'
code 0 tracker list --json
is "what was stopped stays so" \
    "$(json 'select(.url | endswith("s2.html")) | .state')" stopped
is "what moved is still due" \
    "$(json 'select(.url | endswith("s4.html")) | .next')" \
    2025-03-12T09:30:00Z

# ---- what is sent is what the row says now ----------------------------------

meanwhile "update story set etag = '\"meanwhile\"' where url like '%/s5.html';"
forget_requests
at 2025-03-12T15:30:00Z
code 0 tracker poll --all
like "its validator is that of its turn" \
    "$(grep s5.html "$T/web/access.log")" 'etag=.x22meanwhile'
meanwhile ''

# ---- a store that fails in the middle ---------------------------------------

meanwhile "select raise(abort, 'no more today');"
forget_requests
at 2025-03-12T18:30:00Z
code 1 tracker poll --all
says_among 'no more today'
is "nothing more is fetched" "$(grep -o 's[0-9]\.html' "$T/web/access.log" |
    tail -1)" s1.html
meanwhile ''

# ---- stopped in the middle --------------------------------------------------

# One second between two requests, and a run of two: the first of them go, in
# the order of their worth, and the rest is left.
rm -r store
sed -e 's/delay: 0s/delay: 1s/' -e '1a run: 2s' feeds.yaml >later
mv later feeds.yaml
echo "  - $URL/s6.html" >>feeds.yaml
forget_requests
code 0 tracker -v poll
went=$(requests .)
ok "some went" [ "$went" -ge 1 -a "$went" -le 4 ]
like "the others are counted" "$(cat err)" \
    "stories $went: $went first version, $((6 - went)) left for the next pass"
is "in order" "$(grep -o 's[0-9]\.html' "$T/web/access.log" | tr '\n' ' ')" \
    "$(for ((i = 1; i <= went; i++)); do printf 's%d.html ' $i; done)"
code 0 tracker list --json
is "and due as they were" "$(json 'select(.versions == 0) | .next' |
    sort | uniq -c | tr -s ' ')" " $((6 - went)) 2025-03-12T18:30:00Z"
conf "stories:" "  - $URL/s1.html" "  - $URL/s2.html" "  - $URL/s3.html" \
    "  - $URL/s4.html" "  - $URL/s5.html" "  - $URL/s6.html"
code 0 tracker -v poll
like "the next pass has them" "$(cat err)" \
    "stories $((6 - went)): $((6 - went)) first version"

# ---- one that its host keeps waiting ----------------------------------------

# Who asks for one is told its address; else a number says it.
code 0 tracker add --story http://127.0.0.1:1/s7.html
code 0 tracker add --story http://127.0.0.1:1/s8.html
code 0 tracker -v poll
like "both wait" "$(cat err)" ' 2 waiting for their host'
code 0 tracker poll --story http://127.0.0.1:1/s7.html
says_among '^tracker: http://127.0.0.1:1/s7.html: not fetched: '
finish
