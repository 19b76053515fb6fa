#!/bin/bash
# Mail through two real servers: exim4 with STARTTLS and a log-in, and one that
# fails on cue (aiosmtpd): refuses, is silent, hangs up when it has the text.
# Exactly the expected mails arrive, as Python's email reads them.
. "${0%/*}/lib.sh"
site 2
mail_conf()
{
	conf_rss "mail: { from: tracker@example.org, $1 }" "digests:" "${@:2}"
}
new_price()
{
	story 1 "s/63/$1/"
	touch -d "$TRACKER_NOW" web/site/s1.html
}
# What lies in the files: sender, recipient, id, references, subject.
cat >read.py <<'EOF2'
import email, email.policy, sys
for name in sys.argv[1:]:
    m = email.message_from_binary_file(open(name, "rb"),
                                       policy=email.policy.default)
    for part in m.walk():
        assert not part.defects, part.defects
    print(m["Return-Path"] or m["X-Envelope-From"],
          m["Envelope-To"] or m["X-Envelope-To"], m["Message-ID"],
          m["References"] or "-", m["List-Id"], m["List-Unsubscribe"],
          m["Auto-Submitted"], m.get_content_type(), sep="|")
    print(m["Subject"])
    print(m.get_body(("plain",)).get_content())
    print(m.get_body(("html",)).get_content())
EOF2
arrived()
{
	ls "$1" 2>/dev/null | grep -c '^[0-9][^n]*$'
}
# exim delivers when it has answered.
settled()
{
	local i
	for ((i = 0; i < 100; i++)); do
		[ "$(arrived box/new)" -ge "$1" ] && break
		sleep 0.1
	done
	sleep 0.2
	arrived box/new
}

if serve_exim; then
	printf 'pass word\n' >secret
	login="server: \"$SMTP\", user: desk, password-file: secret, \
starttls: true, ca-file: exim/pem"
	mail_conf "$login" "  - { to: büro@example.org, when: hourly }" \
	    "  - { to: nobody@example.org, when: hourly }" \
	    "  - { to: editor@example.org, when: hourly }"
	code 0 tracker poll
	code 0 tracker digest
	at 2025-03-12T15:30:00Z
	new_price 66
	code 0 tracker poll --all
	sed -i '/ro@example/d' feeds.yaml
	code 1 tracker digest
	says_among 'nobody@example.org: .*550 no such user here'
	is "the one mail that exim takes arrives" "$(settled 1)" 1
	$PYTHON read.py box/new/* >out
	like "from, to, list headers" "$(cat out)" \
'<tracker@example.org>\|editor@example.org\|<[0-9a-f]*@example.org>\|-\|Changes of news stories <changes.example.org>\|<mailto:tracker@example.org\?subject=unsubscribe>\|auto-generated\|multipart/alternative'
	like "says what changed" "$(cat out)" '\[-63-\] ?\{\+66\+\}'
	code 0 tracker outbox --json
	is "the refused one is kept" \
	    "$(json 'select(.state == "late") | .to + " " + (.failures | tostring)')" \
	    "nobody@example.org 1"
	# Refused for good, a person decides.
	for day in 14 16 18 20; do
		at 2025-03-${day}T15:30:00Z
		tracker digest >/dev/null 2>err
	done
	says_among 'nobody.*given up'
	code 0 tracker outbox
	like "given up" "$(cat out)" 'given-up +2025-03-12T15:30:00Z +nobody'
	at 2025-03-29T15:30:00Z
	code 0 tracker digest
	code 1 tracker outbox --retry
	says_among 'no such user'
	code 0 tracker outbox --drop "$(tracker outbox --json | jq .id)"
	code 0 tracker outbox
	silent

	# A wrong password is everyone's: nothing is lost, nothing given up.
	at 2025-03-29T19:30:00Z
	new_price 69
	printf 'password\n' >secret
	code 0 tracker poll --all
	code 1 tracker digest
	says_among '535'
	unlike "the password is not shown" "$(cat err)" 'password$'
	is "nothing came" "$(arrived box/new)" 1
	printf 'pass word\n' >secret
	at 2025-03-30T15:30:00Z
	code 1 tracker digest
	is "sent when it is right" "$(settled 2)" 2
	# No trust, no mail.
	new_price 72
	sed -i 's|, ca-file: exim/pem||' feeds.yaml
	at 2025-03-31T15:30:00Z
	code 0 tracker poll --all
	code 1 tracker digest
	says_among 'certificate'
	# The other way out: exim's own sendmail.
	sed -i "s|server: [^,]*,|sendmail: $EXIM -C $T/exim.conf,|" feeds.yaml
	sed -i '/to: nobody/d' feeds.yaml
	is "none came" "$(arrived box/new)" 2
	at 2025-04-02T15:30:00Z
	tracker outbox --json | jq -r 'select(.to | test("nobody")) | .id' |
	    xargs "$TRACKER" outbox --drop
	code 0 tracker digest
	is "by the sendmail command" "$(settled 3)" 3
	code 0 tracker outbox
	silent
else
	skip "exim4 is not installed"
fi
rm -rf store

# ---- the server that fails on cue --------------------------------------------

serve_mail
at 2025-06-12T09:30:00Z
new_price 63
mail_conf "server: \"$SMTP\"" "  - { to: a@example.org, when: hourly }" \
    "  - { to: bad@example.org, when: hourly }" \
    "  - { to: c@example.org, when: hourly }"
code 0 tracker poll --all
code 0 tracker digest
at 2025-06-12T15:30:00Z
new_price 66
code 0 tracker poll --all
cue()
{
	echo "$2" >"mail/$1"
}
# A poisoned mail blocks no other: this one makes the server hang up.
cue rcpt-bad@example.org hangup
code 1 tracker digest
says_among 'bad@example.org: '
is "the others are there" "$(arrived mail)" 2
cue rcpt-bad@example.org '451 4.7.1 grey'
at 2025-06-12T16:30:00Z
code 1 tracker digest
says_among '451 4.7.1 grey'
cue rcpt-bad@example.org '550 no such user'
at 2025-06-13T15:30:00Z
code 1 tracker digest
rm mail/rcpt-*
at 2025-06-16T15:30:00Z
code 0 tracker digest
is "in the end it arrives" "$(arrived mail)" 3

# The server has the whole mail and dies: sent again, under the same id.
new_price 69
cue data-a@example.org take-and-die
at 2025-06-17T15:30:00Z
code 0 tracker poll --all
code 1 tracker digest
code 0 tracker outbox
like "it is said to be so" "$(cat out)" 'an earlier try may have arrived'
rm mail/data-*
at 2025-06-18T15:30:00Z
code 0 tracker digest
$PYTHON read.py mail/[0-9]* >out
is "one came twice" "$(grep -c '|a@example.org|' out)" 3
is "and was one" "$(grep '|a@example.org|' out | sort | uniq -d | wc -l)" 1
is "c came once each time" "$(grep '|c@example.org|' out | sort -u | wc -l)" 2

# One that has it and says nothing, or dies before it had it: the same.
new_price 70
sed -i 's/mail: { /mail: { timeout: 2s, /' feeds.yaml
cue data-a@example.org silent
cue data-c@example.org die
at 2025-06-18T17:30:00Z
code 0 tracker poll --all
start=$(date +%s)
code 1 tracker digest
ok "its time is bounded" test $(($(date +%s) - start)) -lt 25
is "only who was answered has it" "$(arrived mail)" 8
rm mail/data-*
at 2025-06-19T07:30:00Z
code 0 tracker digest
is "then all have" "$(arrived mail)" 10

# A server that takes no more for now is asked once, not once a mail.
new_price 72
cue greeting '421 too busy'
at 2025-06-19T15:30:00Z
code 0 tracker poll --all
code 1 tracker digest
says '421 too busy'
rm mail/greeting
at 2025-06-20T15:30:00Z
code 0 tracker digest
is "all three" "$(arrived mail)" 13
finish
