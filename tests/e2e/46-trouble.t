#!/bin/bash
# A dead host and a dead parser are a line each in a digest: news once, then
# beside the news; one bad hour is none.
. "${0%/*}/lib.sh"
site 6
serve_mail
conf_rss "mail: { from: tracker@example.org, server: \"$SMTP\" }" \
    "digests:" "  - { to: a@example.org, when: hourly }" \
    "  - { to: b@example.org, when: hourly, trouble: false }"
subjects()
{
	local f
	for f in $(ls -d mail/[0-9]* 2>/dev/null); do
		sed -n 's/^X-Envelope-To: //p; s/^Subject: //p' "$f" |
		    tr -d '\r' | tr '\n' ' '
	done
}
hours()
{
	local day=$1 hour
	shift
	for hour; do
		at $day"T$hour:30:00Z"
		tracker poll --all >/dev/null 2>&1
	done
}
code 0 tracker poll
code 0 tracker digest

# ---- a parser: pages without a text --------------------------------------------

for i in 1 2 3 4; do
	printf '<html><title>Mill</title><body><div id=app></div></body></html>' \
	    >web/site/s$i.html
	touch -d 2025-03-12T10:0$i:00Z web/site/s$i.html
done
hours 2025-03-12 10 12
code 0 tracker digest
is "one bad hour is no news" "$(subjects)" ""
hours 2025-03-12 14 18 22
code 0 tracker digest
is "half a day is" "$(subjects)" "a@example.org No changes, but trouble "
like "which host, since when, how many" "$(cat mail/1)" \
    '127\.0\.0\.1:[0-9]+: 4 of 6 stories yield nothing since'
hours 2025-03-12 23
code 0 tracker digest
is "and then is no news" "$(subjects)" "a@example.org No changes, but trouble "
story 5 s/63/66/
touch -d 2025-03-12T23:40:00Z web/site/s5.html
hours 2025-03-13 00
code 0 tracker digest
like "but stands beside the news" "$(cat mail/2 mail/3)" 'stories yield nothing'
is "not with who does not want it" "$(grep -l 'yield nothing' mail/[0-9]* |
    xargs grep -h 'X-Envelope-To' | sort -u)" "X-Envelope-To: a@example.org"
for i in 1 2 3 4; do
	story $i s/63/66/
	touch -d 2025-03-13T00:40:00Z web/site/s$i.html
done
hours 2025-03-13 01
rm mail/*
code 0 tracker digest
unlike "until it reads again" "$(cat mail/*)" 'yield nothing'

# ---- a host ----------------------------------------------------------------------

nginx_stop
rm mail/*
hours 2025-03-13 02 04 06 08
code 0 tracker digest
is "a bad morning is no news" "$(subjects)" ""
hours 2025-03-13 10 14 16
code 0 tracker digest
is "half a day is, again" "$(subjects)" "a@example.org No changes, but trouble "
like "a line, with the cause" "$(cat mail/*)" \
    '127\.0\.0\.1:[0-9]+: dead since 2025-03-13T02:30:00Z: [1-6] of 6'
hours 2025-03-13 20
code 0 tracker digest
is "once" "$(subjects)" "a@example.org No changes, but trouble "
finish
