#!/bin/bash
# The digest: one mail a subscriber with what changed, sent once, and again
# after a failure.
. "${0%/*}/lib.sh"
demo 1
serve_mail
sed -i "s|smtp://localhost:25|$SMTP|" feeds.yaml
cat >>feeds.yaml <<'EOF'
  - to: numbers@example.org
    when: hourly
    kinds: [unacknowledged]
EOF
mails()
{
	ls mail | grep -c '^[0-9]*$'
}

code 0 tracker poll
code 0 tracker digest
silent
is "first versions are no news" "$(mails)" 0

at 2025-03-12T15:30:00Z
demo 2
code 0 tracker poll
is "a pass sends nothing by itself" "$(mails)" 0

code 0 tracker digest --dry-run
is "a dry run sends nothing" "$(mails)" 0
like "it shows the mail" "$(cat out)" 'standards@example\.org'
like "with the change" "$(cat out)" 'surveyors'
code 0 tracker digest --dry-run
ok "and may be repeated" test -s out

# The server is out of order: kept, and said.
echo '451 come back later' >mail/refuse
code 1 tracker digest
says_among '451|come back|mail'
is "nothing arrived" "$(mails)" 0
rm mail/refuse
at 2025-03-12T23:30:00Z
code 0 tracker digest
is "one mail each" "$(mails)" 2
at 2025-03-13T15:30:00Z
code 0 tracker digest
silent
is "sent once" "$(mails)" 2

cat >mail.py <<'EOF'
import email, email.policy, glob
for name in sorted(glob.glob("mail/[0-9]*")):
    m = email.message_from_binary_file(open(name, "rb"),
                                       policy=email.policy.default)
    if m["X-Envelope-To"] != "standards@example.org":
        continue
    text = m.get_body(("plain",)).get_content()
    html = m.get_body(("html",)).get_content()
    print("type", m.get_content_type())
    print("from", m["From"], "to", m["To"], "id", bool(m["Message-ID"]))
    print("date", m["Date"])
    print("subject", m["Subject"])
    print("lines", max(len(l) for l in open(name, "rb")) <= 998)
    order = [text.find(w) for w in
             ("Mayor of Dunmarrow", "surveyors", "Ferry crews")]
    print("order", order == sorted(order) and min(order) >= 0)
    print("html", "<ins" in html and "<del" in html, "<script" in html)
EOF
$PYTHON mail.py >out 2>&1
like "text and HTML" "$(cat out)" '^type multipart/alternative$'
like "addressed" "$(cat out)" \
    '^from .*tracker@example\.org.* to standards@example\.org id True$'
like "dated by the one clock" "$(cat out)" '^date Wed, 12 Mar 2025'
like "with a subject" "$(cat out)" '^subject .+'
like "of legal lines" "$(cat out)" '^lines True$'
like "the most serious first" "$(cat out)" '^order True$'
like "marked in HTML" "$(cat out)" '^html True False$'

# An extra that looks back an hour leaves the rest to the next.
page untold.html "Mill" "The mill of Weir has cost 63 million crowns so far." \
    "It grinds since Wednesday, its owners said, and will until May."
sed -i "s|^stories:|stories:\n  - $NGINX_URL/untold.html|" feeds.yaml
grep -q '^stories:' feeds.yaml ||
    printf 'stories:\n  - %s/untold.html\n' "$URL" >>feeds.yaml
at 2025-03-13T16:00:00Z
code 0 tracker poll
sed -i 's/63 million/66 million/' web/site/untold.html
touch -d 2025-03-13T16:00:00Z web/site/untold.html
at 2025-03-13T17:00:00Z
code 0 tracker poll --all
at 2025-03-13T20:00:00Z
code 0 tracker digest --since 1h --to numbers@example.org
is "nothing in the last hour" "$(mails)" 2
code 0 tracker digest --to numbers@example.org
is "and told all the same" "$(mails)" 3
rm mail/3
sed -i '/untold/d' feeds.yaml

# No server at all.
at 2025-03-14T15:30:00Z
sed -i 's/66 million/69 million/' \
    web/site/2025/03/12/quillmere-bridge-reopens.html
touch -d 2025-03-14T15:00:00Z web/site/2025/03/12/quillmere-bridge-reopens.html
code 0 tracker poll --all
sed -i "s|$SMTP|smtp://127.0.0.1:1|" feeds.yaml
code 1 tracker digest
says_among '127\.0\.0\.1|connect|mail'
sed -i "s|smtp://127.0.0.1:1|$SMTP|" feeds.yaml
at 2025-03-15T15:30:00Z
code 0 tracker digest
is "sent when there is one again" "$(mails)" 4
finish
