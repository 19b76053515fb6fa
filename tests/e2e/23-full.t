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

# Small file systems, where this user may mount one: the disk is full before the
# catalog is made, while packs and captures are written, near the end.
if ! unshare -rm true 2>/dev/null; then
	skip "no private mounts here"
	finish
fi
mkdir small
cat >small.sh <<'EOF'
mount -t tmpfs -o size=$1 tmpfs small || exit 99
cp feeds.yaml small/
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
for size in 40k 100k 160k 200k; do
	unshare -rm bash small.sh $size
	cp full.err err
	cp full.out out
	is "$size: exit 1" "$(cat full.code)" 1
	says 'No space left|full|disk I/O'
	is "with room again the poll ends well" "$(cat again.code)" 0 ||
	    note <again.err
	is "git fsck" "$(cat fsck.code)" 0 || note <fsck.out
	is "every story has its version" "$(cat count)" 30
	is "verify" "$(cat verify.code)" 0 || note <verify.out
done
finish
