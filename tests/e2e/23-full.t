#!/bin/bash
# A full disk: one clear line, an exit code that is no success, and nothing that
# was stored is harmed.
. "${0%/*}/lib.sh"
site 30

# Files may not grow past 60 KiB: the catalog and the captures soon would.
code 1 bash -c 'ulimit -f 60; exec "$0" poll' "$TRACKER"
says 'store|archive|captures|catalog|too large|full'
code 0 tracker poll
ok "git fsck after the limit is lifted" archive fsck --strict
is "every story has its version" "$(versions)" 30
code 0 tracker verify

# A file system of 400 KiB, where this user may mount one.
if ! unshare -rm true 2>/dev/null; then
	skip "no private mounts here"
	finish
fi
cp -r store good
mkdir small
cat >small.sh <<'EOF'
mount -t tmpfs -o size=400k tmpfs small || exit 99
cp feeds.yaml small/
sed -i 's|^store:.*|store: small/store|' feeds.yaml
"$TRACKER" -c small/feeds.yaml poll >full.out 2>full.err
echo $? >full.code
mount -o remount,size=64m small
"$TRACKER" -c small/feeds.yaml poll --all >again.out 2>again.err
echo $? >again.code
git --git-dir=small/store/archive.git fsck --strict >fsck.out 2>&1
echo $? >fsck.code
git --git-dir=small/store/archive.git rev-list --count main >count
"$TRACKER" -c small/feeds.yaml verify >verify.out 2>&1
echo $? >verify.code
EOF
export TRACKER
unshare -rm bash small.sh
cp full.err err; cp full.out out
is "exit 1 on a full disk" "$(cat full.code)" 1
is "one line" "$(wc -l <full.err)" 1
is "with room again the poll ends well" "$(cat again.code)" 0 || note <again.err
is "git fsck" "$(cat fsck.code)" 0
is "every story has its version" "$(cat count)" 30
is "verify" "$(cat verify.code)" 0
finish
