#!/bin/bash
# Hooks: a command and a server are given each change once, signed; failures are
# retried from the outbox, and one that fails holds up no other.
. "${0%/*}/lib.sh"
site 3
mkdir hook
cat >key.py <<'EOF2'
import base64, hashlib, hmac, sys
secret = open("secret").readline().strip().encode()
good = 0
for line in open("hook/log"):
    head, body = line.split(" {", 1)
    path, ident, when, signature, kind = head.split(" ")[:5]
    want = hmac.new(secret, ("%s.%s.{%s" % (ident, when, body))
                    .encode(), hashlib.sha256).digest()
    assert signature == "v1," + base64.b64encode(want).decode(), line
    assert kind == "application/json", kind
    good += 1
print(good)
EOF2
$PYTHON "$TOP/tests/unit/hook_server.py" "$TOP/tests/unit/mail_server.pem" \
    "$T/hook" >hook.out 2>&1 &
T_PIDS="$T_PIDS $!"
for ((i = 0; i < 100; i++)); do
	[ -s hook/port ] && break
	sleep 0.1
done
ok "a server speaks TLS" test -s hook/port
echo 'a plain secret' >secret
cp "$TOP/tests/unit/mail_server.pem" pem
price()
{
	story "$1" "s/63/$2/"
	touch -d "$TRACKER_NOW" "web/site/s$1.html"
}
cat >command <<'EOF2'
#!/bin/sh
# What it is given, and once a failure.
line=$(cat)
case $line in
*"$(cat bad 2>/dev/null || echo none)"*) echo "not this one" >&2; exit 3 ;;
esac
printf '%s %s\n' "$TRACKER_DELIVERY" "$line" >>given
EOF2
chmod +x command
conf_rss "hooks:" \
    "  - { name: desk, run: \"$T/command\", timeout: 10s, kinds: [unacknowledged] }" \
    "  - { name: chat, url: \"https://127.0.0.1:$(cat hook/port)/in\", \
secret-file: secret, ca-file: pem, severity: 1 }"
code 0 tracker check
code 0 tracker poll
silent
ok "what came before is not given" test ! -e given

at 2025-03-12T15:30:00Z
price 1 66
price 2 66
code 0 tracker poll --all
silent
is "each change once" "$(wc -l <given)" 2
is "one object a line, as of changes --json" \
    "$(cut -d' ' -f2- given | jq -r '.kind + " " + (.version | tostring)' |
    sort -u)" "unacknowledged 2"
like "its id says which" "$(cat given)" '^desk/[0-9a-f]{8}@2 '
tracker changes --json | sort >changes
is "the same bytes" "$(cut -d' ' -f2- given | sort)" "$(cat changes)"
is "and by POST, signed" "$($PYTHON key.py)" 2
code 0 tracker poll --all
is "never again" "$(wc -l <given) $(wc -l <hook/log)" "2 2"

# ---- failures ---------------------------------------------------------------------

at 2025-03-13T15:30:00Z
echo Weir1 >bad
echo 500 >hook/answer
price 1 69
price 2 69
code 0 tracker poll --all
says_among 'hook desk: exit code 3: not this one; tried again at'
says_among 'hook chat: HTTP status 500'
is "the other one is given" "$(wc -l <given)" 3
code 0 tracker outbox --json
is "what failed waits" "$(json '.way + " " + .to + " " + .state' | sort |
    uniq -c | tr -s ' \n' ' ')" " 2 hook chat late 1 hook desk late "
code 0 tracker poll
silent
is "not before its time" "$(wc -l <given)" 3
rm bad hook/answer
at 2025-03-13T15:36:00Z
code 0 tracker poll
is "then it is given" "$(wc -l <given)" 4
is "and by POST under the same id" \
    "$(cut -d' ' -f2 hook/log | sort | uniq -c | sort | tr -s ' ' |
    cut -d' ' -f2 | tr '\n' ' ')" "1 1 2 2 "
is "signed anew" "$($PYTHON key.py)" 6

# An empty secret signs nothing: nothing is sent.
: >empty
sed 's/secret-file: secret/secret-file: empty/' feeds.yaml >unsigned.yaml
at 2025-03-14T09:30:00Z
price 3 69
lines=$(wc -l <hook/log)
code 0 tracker -c unsigned.yaml poll --all
says_among 'hook chat: .*empty: empty'
is "never unsigned where there is to be a signature" "$(wc -l <hook/log)" \
    "$lines"
code 0 tracker outbox --retry

# A command that hangs costs its time once a run, and is ended.
at 2025-03-14T15:30:00Z
sed -i 's/timeout: 10s/timeout: 1s/' feeds.yaml
cp command well
printf '#!/bin/sh\nsleep 50\n' >command
price 1 72
price 2 72
start=$(date +%s)
code 0 tracker poll --all
says_among 'desk: not done within 1 second'
ok "not for each change" test $(($(date +%s) - start)) -lt 20
cp well command
at 2025-03-15T15:30:00Z
code 0 tracker poll
is "nothing is lost" "$(sort -u given | wc -l)" 7

# A hook that was taken out, a server that wants no more, an address that is
# private: kept and said.
at 2025-03-16T15:30:00Z
echo 410 >hook/answer
price 1 75
code 0 tracker poll --all
says_among '410'
sed -i 's/name: chat/name: other/' feeds.yaml
at 2025-03-18T15:30:00Z
code 0 tracker poll
says_among 'hook chat: no hook of this name'
rm hook/answer
id=$(tracker outbox --json | jq .id)
code 0 tracker outbox --show "$id"
is "it can be seen" "$(json .kind)" unacknowledged
code 0 tracker outbox --drop "$id"
sed 's/allow-private: true/allow-private: false/' feeds.yaml >strict.yaml
at 2025-03-19T15:30:00Z
price 2 78
echo 503 >hook/answer
code 0 tracker poll --all
says_among 'other: HTTP status 503'
lines=$(wc -l <hook/log)
code 1 tracker -c strict.yaml outbox --retry
says_among 'private'
is "a private address is not spoken to" "$(wc -l <hook/log)" "$lines"
finish
