#!/bin/bash
# States of a story: an outage is no takedown, what is gone may come back, and an
# address that leads elsewhere is not the story.
. "${0%/*}/lib.sh"
site 4
state()
{
	code 0 tracker list --json
	is "$1 is $2" "$(json "select(.url | endswith(\"$1.html\")) | .state" |
	    tail -1)" "$2"
}
code 0 tracker poll
state s1 live

# Six hours of 404 are an outage.
mv web/site/s1.html .
for hour in 10 11 12 13 14 15 16; do
	at 2025-03-12T$hour:30:00Z
	code 0 tracker poll --all
done
state s1 unreachable

# More than a day of them is not, and it is said once.
at 2025-03-13T11:00:00Z
code 0 tracker poll --all
says 's1.html: gone: HTTP status 404'
state s1 gone
at 2025-03-14T11:00:00Z
code 0 tracker poll --all
silent
state s1 gone

# It comes back with the same text: no version, and its state says so.
mv s1.html web/site
at 2025-03-15T11:00:00Z
code 0 tracker poll --all
state s1 restored
is "no new version" "$(versions s1)" 1
story 1 's/63 million/66 million/'
at 2025-03-15T12:00:00Z
code 0 tracker poll --all
is "one with new text" "$(versions s1)" 2
state s1 live

# One look that long after the last good one proves nothing.
mv web/site/s2.html .
at 2025-05-15T12:00:00Z
code 0 tracker poll --all
code 0 tracker poll --all
code 0 tracker poll --all
state s2 unreachable
mv s2.html web/site

# An address that leads to the front page, or to another story: held, no version,
# and the story is there again when it leads there no more.
cat >moving.py <<-'EOF'
	import http.server, os
	class H(http.server.BaseHTTPRequestHandler):
	    def do_GET(self):
	        if self.path in ("/story.html", "/new.html") and os.path.exists("leads-to"):
	            self.send_response(302)
	            self.send_header("Location", open("leads-to").read().strip())
	            self.end_headers()
	        elif self.path == "/robots.txt":
	            self.send_error(404)
	        elif os.path.exists("fails-with"):
	            self.send_error(int(open("fails-with").read()))
	        else:
	            front = not self.path.endswith(("/story.html", "/new.html"))
	            body = open("front.html" if front else "story.html", "rb").read()
	            self.send_response(200)
	            self.send_header("Content-Type", "text/html")
	            self.end_headers()
	            self.wfile.write(body)
	    def log_message(self, *a):
	        pass
	s = http.server.HTTPServer(("127.0.0.1", 0), H)
	open("moving.port", "w").write(str(s.server_port))
	s.serve_forever()
EOF
cp web/site/s3.html story.html
sed 's/Weir3/Weir9/g; s/63/99/g' web/site/s3.html >front.html
background moving $PYTHON moving.py
moving=http://127.0.0.1:$PORT
conf "stories:" "  - $moving/story.html" "  - $URL/s4.html"
at 2025-05-16T12:00:00Z
code 0 tracker poll --all
echo "$moving/" >leads-to
at 2025-05-16T13:00:00Z
code 0 tracker poll --all
says 'story.html: redirected: it leads to the front page'
state story redirected
echo "$URL/s4.html" >leads-to
at 2025-05-16T14:00:00Z
code 0 tracker poll --all
says 'story.html: redirected: it leads to another story'
is "neither is a version" "$(versions "$moving/story.html")" 1
code 0 tracker held
is "both are kept" "$(grep -c 'it leads to' out)" 2

# A front page has several addresses.
n=10
for to in "/?src=gone" /index.html /Default.aspx; do
	echo "$moving$to" >leads-to
	at 2025-05-16T14:$((n++)):00Z
	code 0 tracker poll --story "$moving/story.html"
	state story redirected
done

# A story whose first look leads there is not the front page.
echo "$moving/" >leads-to
conf "stories:" "  - $moving/story.html" "  - $moving/new.html" \
    "  - $URL/s4.html"
at 2025-05-16T14:30:00Z
code 0 tracker poll
says 'new.html: redirected: it leads to the front page'
is "it has no version yet" \
    "$(tracker list --json | json 'select(.url | endswith("new.html")).versions' -)" 0
state new redirected
rm leads-to
at 2025-05-16T14:40:00Z
code 0 tracker poll --story "$moving/new.html"
is "it has one when it is there" "$(versions "$moving/new.html")" 1
state new live
at 2025-05-16T15:00:00Z
code 0 tracker poll --all
state story restored

# look TIME [STATUS]: one look that fails with this status, or does not.
look()
{
	rm -f fails-with
	[ $# -lt 2 ] || echo "$2" >fails-with
	at "$1"
	code 0 tracker poll --story "$moving/story.html"
}

# What it was before an outage, it is after it.
look 2025-05-16T16:00:00Z 500
state story unreachable
look 2025-05-16T17:00:00Z
state story restored

# An outage of more than a day and one 404 after it are no takedown.
for time in 16T18 17T02 17T10 17T18; do
	look 2025-05-${time}:00:00Z 503
done
look 2025-05-17T20:00:00Z 404
state story unreachable
look 2025-05-18T02:00:00Z 404
look 2025-05-18T19:00:00Z 404
state story unreachable
look 2025-05-18T20:00:00Z 404
says 'story.html: gone: HTTP status 404'
state story gone
look 2025-05-18T21:00:00Z 503
silent
state story unreachable
look 2025-05-18T22:00:00Z 404
silent
state story gone
look 2025-05-18T23:00:00Z 503
look 2025-05-19T00:00:00Z
state story restored
code 0 tracker verify
finish
