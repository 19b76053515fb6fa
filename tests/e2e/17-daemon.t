#!/bin/bash
# The daemon: passes on schedule, signals, and what it tells the service manager.
. "${0%/*}/lib.sh"
site 2
unset TRACKER_NOW

# until PATTERN FILE: some line of it comes to match.
until_said()
{
	local i
	for ((i = 0; i < 200; i++)); do
		grep -Eq -e "$1" "$2" 2>/dev/null && return 0
		sleep 0.1
	done
	return 1
}

# A story that is due in a few seconds, so that the daemon wakes for it itself.
TRACKER_NOW=1741770000 tracker poll >/dev/null
wait=$(($(tracker list --json | jq -r 'select(.url | endswith("s2.html")) |
    .next | fromdate') - 1741770000))
rm -r store
TRACKER_NOW=$(($(date +%s) - wait + 11)) tracker poll >/dev/null
forget_requests

background notify $PYTHON -c '
import os, socket, sys
s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
s.bind(sys.argv[1])
open("notify.port", "w").write("0")
while True:
    print(s.recv(4096).decode(), flush=True)' "$T/notify.sock"
NOTIFY_SOCKET=$T/notify.sock WATCHDOG_USEC=3000000 "$TRACKER" -v daemon \
    >daemon.out 2>daemon.err &
daemon=$!
ok "it says when it is ready" until_said '^READY=1' notify.log
ok "what is due later is fetched then" until_said 'GET /s2' web/access.log
ok "it tells when it rests" until_said '^STATUS=at rest; next due 20' notify.log
ok "and that it lives" until_said '^WATCHDOG=1' notify.log

# Between two passes the store is anybody's.
code 0 tracker accept --help
code 0 tracker gc

# SIGHUP: feeds.yaml again, and a pass. A wrong file changes nothing.
story 3
conf_rss "stories:" "  - $URL/s3.html"
kill -HUP $daemon
ok "a new story after SIGHUP" until_said 'GET /s3' web/access.log
ok "the manager hears of it" until_said '^RELOADING=1' notify.log
cp feeds.yaml right.yaml
echo "storys: []" >>feeds.yaml
kill -HUP $daemon
ok "a fault is said with its place" until_said 'feeds.yaml:[0-9]+:1:.*storys' daemon.err
ok "and that the old file stays" until_said 'stays in force' daemon.err
ok "it goes on" kill -0 $daemon
cp right.yaml feeds.yaml

# SIGTERM: to the end of the pass, and no further.
kill -TERM $daemon
wait $daemon
is "it ends well" $? 0
ok "the manager hears of that, too" until_said '^STOPPING=1' notify.log
is "three stories" "$(tracker list --json | wc -l)" 3
code 0 tracker verify

# Also while another has the store.
exec 9>>store/lock
flock 9
"$TRACKER" -v daemon >daemon.out 2>daemon.err &
daemon=$!
sleep 1
began=$(date +%s)
kill -TERM $daemon
wait $daemon
is "it ends well while it waits for the lock" $? 0
ok "at once" test $(($(date +%s) - began)) -lt 10
exec 9>&-

# What is due waits for its host: the daemon does, too.
rm -r store
conf "stories:" "  - http://127.0.0.1:1/a"
NOTIFY_SOCKET=$T/notify.sock "$TRACKER" daemon >daemon.out 2>daemon.err &
daemon=$!
ok "it tells that a host is down" until_said 'not fetched' daemon.err
for ((i = 0; i < 100; i++)); do
	last=$(grep -a 'at rest' notify.log | tail -1)
	wait=$(($(date -d "${last##* }" +%s) - $(date +%s)))
	[ $wait -gt 100 ] && break
	sleep 0.1
done
ok "and rests until the host may be asked" test $wait -gt 100
kill -TERM $daemon
wait $daemon
code 64 tracker daemon now
code 78 tracker -c nowhere.yaml daemon
finish
