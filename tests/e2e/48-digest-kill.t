#!/bin/bash
# A digest run of 50 mails, killed at 100 random instants: every change is
# mailed to everyone; a mail comes twice only where the server had taken it and
# the run could not know, and then it is the same mail.
. "${0%/*}/lib.sh"
readers=50 kills=${KILLS:-100}
site 1
serve_mail
{
	echo "mail: { from: tracker@example.org, server: \"$SMTP\" }"
	echo "digests:"
	for ((i = 0; i < readers; i++)); do
		echo "  - { to: reader$i@example.org, when: hourly }"
	done
} >more.yaml
conf_rss
cat more.yaml >>feeds.yaml
code 0 tracker poll
code 0 tracker digest

next_round()
{
	rounds=$((rounds + 1))
	at $((1741793400 + rounds * 7200))
	story 1 "s/63/$((100 + rounds))/"
	touch -d "@$TRACKER_NOW" web/site/s1.html
	tracker poll --all >>out 2>>err || echo "poll failed" >>odd
}
# How long a run of all mails takes, in milliseconds.
rounds=0
next_round
start=$(date +%s%N)
code 0 tracker digest
length=$((($(date +%s%N) - start) / 1000000 + 20))
is "undisturbed, a mail each" "$(ls mail | grep -c '^[0-9]*$')" $readers

killed=0 tries=0
while [ $killed -lt "$kills" ] && [ $tries -lt $((kills * 5)) ]; do
	[ -n "$(tracker outbox)" ] && [ $((tries % 12)) -ne 0 ] || next_round
	tries=$((tries + 1))
	"$TRACKER" digest >/dev/null 2>>err.digest &
	pid=$!
	wait_ms=$((RANDOM * length / 32768 / 2))
	sleep $((wait_ms / 1000)).$(printf %03d $((wait_ms % 1000)))
	kill -9 $pid 2>/dev/null
	wait $pid 2>/dev/null
	[ $? -eq 137 ] && killed=$((killed + 1))
done
is "killed so often" $killed "$kills"
# What was cut short is completed by the next run; what was cut short several
# times waits for an hour.
for i in 1 2 3; do
	at $((TRACKER_NOW + 7200))
	code 0 tracker digest
done
code 0 tracker outbox
silent
ok "no poll failed" test ! -e odd

# Everyone got every price; the same mail may have come twice.
cat >count.py <<'EOF2'
import email, email.policy, glob, re, sys
readers, rounds, kills = map(int, sys.argv[1:])
told, ids, mails = {}, {}, 0
for name in glob.glob("mail/[0-9]*"):
    m = email.message_from_binary_file(open(name, "rb"),
                                       policy=email.policy.default)
    mails += 1
    to, ident = m["X-Envelope-To"], m["Message-ID"]
    ids.setdefault(ident, []).append((to, bytes(m)))
    text = m.get_body(("plain",)).get_content()
    for price in set(re.findall(r"\+(\d+)\+", text)):
        told.setdefault((to, int(price)), set()).add(ident)
lost = sum(not told.get(("reader%d@example.org" % r, 100 + n))
           for r in range(readers) for n in range(1, rounds + 1))
twice = sum(len(v) > 1 for v in told.values())
other = sum(len(set(v)) > 1 for v in ids.values())
print("lost", lost, "told by two mails", twice, "one id of two mails", other)
print("duplicates", mails - len(ids), "at most one a kill",
      mails - len(ids) <= kills)
print("# %d mails, %d killed runs, %d duplicates, each of one Message-ID"
      % (mails, kills, mails - len(ids)), file=sys.stderr)
EOF2
$PYTHON count.py $readers $rounds $killed >out
like "nothing lost, nothing told by two mails" "$(cat out)" \
    '^lost 0 told by two mails 0 one id of two mails 0$'
like "duplicates: at most one a kill" "$(cat out)" 'at most one a kill True'
finish
