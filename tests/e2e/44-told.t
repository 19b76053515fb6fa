#!/bin/bash
# What is told at once goes out with the pass that saw it; one mail a story, in
# threads; a story is followed; hooks are given each change; a burst is one
# digest; the outbox can be looked into.
. "${0%/*}/lib.sh"
site 14
serve_mail
write_conf()
{
	conf_rss "mail: { from: tracker@example.org, server: \"$SMTP\" }" "$@"
}
mails()
{
	ls mail | grep -c '^[0-9]*$'
}
# The next version of story N: the price, and when.
price()
{
	story "$1" "s/63/$2/"
	touch -d "$TRACKER_NOW" "web/site/s$1.html"
}
cat >read.py <<'EOF2'
import email, email.policy, sys
for name in sys.argv[1:]:
    m = email.message_from_binary_file(open(name, "rb"),
                                       policy=email.policy.default)
    refs = m["References"] or "-"
    print(m["X-Envelope-To"], m["Message-ID"], refs,
          m["In-Reply-To"] or "-", m["Subject"], sep="|")
EOF2
read_mails()
{
	$PYTHON read.py $(ls -d mail/[0-9]* 2>/dev/null | sort -t/ -k2n)
}

write_conf "digests:" "  - { to: desk@example.org, when: at once }" \
    "  - { to: desk@example.org, when: at once, words: crowns }" \
    "  - { to: grain@example.org, when: at once, words: ['Weir2', 'flour*'] }"
code 0 tracker poll
silent
is "first versions are no news" "$(mails)" 0

# ---- at once, threaded --------------------------------------------------------

at 2025-03-12T15:30:00Z
price 1 66
price 2 66
code 0 tracker poll --all
silent
is "told with the pass: a mail a story, each change once an address" \
    "$(read_mails | cut -d'|' -f1 | sort | uniq -c | tr -s ' \n' ' ')" \
    " 2 desk@example.org 2 grain@example.org "
code 0 tracker poll --all
is "and not again" "$(mails)" 4
rm mail/*
at 2025-03-13T15:30:00Z
price 1 69
code 0 tracker poll --all
at 2025-03-14T15:30:00Z
price 1 72
code 0 tracker poll --all
read_mails | grep desk >later
first=$(tracker outbox --sent --json |
    jq -r 'select(.to == "desk@example.org") | .message_id' >ids; cat ids)
is "four mails to the desk" "$(wc -l <ids)" 4
root=$(cut -d'|' -f3 later | head -1)
ok "the second refers to the first" grep -qxF "$root" ids
is "the third to the first and the second" \
    "$(sed -n 2p later | cut -d'|' -f3,4)" \
    "$root $(sed -n 1p later | cut -d'|' -f2)|$(sed -n 1p later |
    cut -d'|' -f2)"

# ---- follow -------------------------------------------------------------------

rm mail/*
write_conf
code 1 tracker follow nowhere --to me@example.org
code 64 tracker follow s3 --to "me@example.org> RCPT"
says 'no mail address'
code 64 tracker follow s3
code 0 tracker follow s3 --to me@example.org
says 'me@example.org follows .*/s3.html'
code 0 tracker follow s3 --to me@example.org
says 'already'
code 0 tracker follow s4 --to me@example.org
code 0 tracker follow s3 --to you@example.org
code 0 tracker follow
is "who follows what" "$(cut -d' ' -f1 out | tr '\n' ' ')" \
    "me@example.org me@example.org you@example.org "
code 0 tracker follow --json --to you@example.org
is "as JSON" "$(json '.to + " " + .since')" \
    "you@example.org 2025-03-14T15:30:00Z"
at 2025-03-15T15:30:00Z
price 3 66
price 5 66
code 0 tracker poll --all
is "told of the story, of no other" "$(read_mails | cut -d'|' -f1,5 | sort)" \
"me@example.org|unacknowledged: Mill at Weir3 to grind again
you@example.org|unacknowledged: Mill at Weir3 to grind again"
code 0 tracker unfollow s3 --to me@example.org
code 1 tracker unfollow s3 --to me@example.org
says 'does not follow'
at 2025-03-16T15:30:00Z
price 3 69
code 0 tracker poll --all
is "and no more" "$(read_mails | grep -c '^me@')" 1
is "but who still does" "$(read_mails | grep -c '^you@')" 2
# A digest that covers it too tells it once.
write_conf "digests:" "  - { to: you@example.org, when: at once }"
code 0 tracker poll
rm mail/*
at 2025-03-17T15:30:00Z
price 3 72
code 0 tracker poll --all
is "once, though wanted twice" "$(mails)" 1
code 0 tracker unfollow s4 --to me@example.org
code 0 tracker unfollow s3 --to you@example.org

# ---- a burst --------------------------------------------------------------------

rm mail/*
at 2025-03-18T15:30:00Z
for ((i = 1; i <= 14; i++)); do
	price $i 75
done
code 0 tracker poll --all
is "a burst is one mail" "$(mails)" 1
like "of all" "$(read_mails)" '\|-\|-\|14 changes; '

# ---- the quiet day -------------------------------------------------------------

rm mail/*
write_conf "digests:" "  - { to: a@example.org, when: daily 07:00, \
zone: America/New_York, all-well: true }" \
    "  - { to: b@example.org, when: daily 07:00 }"
code 0 tracker digest
rm -f mail/*
at 2025-03-19T10:59:00Z
code 0 tracker digest
is "not yet seven there" "$(read_mails | grep -c '^a@')" 0
at 2025-03-19T11:00:00Z
code 0 tracker digest
is "all is well, to who asked for it" "$(read_mails | cut -d'|' -f1,5)" \
    "a@example.org|All is well: no changes"

# ---- what it may not say --------------------------------------------------------

code 64 tracker outbox --retry --drop 1
code 64 tracker outbox 3
code 64 tracker outbox --show
code 64 tracker outbox --drop x
code 1 tracker outbox --drop 999999
says 'no such number'
code 0 tracker outbox --sent --json
is "what was sent is remembered" "$(json -s 'all(.state == "sent")' 2>/dev/null ||
    jq -s 'all(.state == "sent")' out)" true
at 2025-06-19T11:00:00Z
tracker digest >/dev/null 2>&1
code 0 tracker outbox --sent --json
is "for a month" "$(jq -s 'map(select(.made < "2025-05")) | length' out)" 0
finish
