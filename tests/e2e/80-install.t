#!/bin/bash
# make install and make uninstall, under DESTDIR.
. "${0%/*}/lib.sh"

install_to()
{
	${MAKE:-make} --no-print-directory -C "$TOP" VARIANT=release \
	    DESTDIR="$T/root" prefix=/usr "$@"
}
code 0 install_to install
ok "the program" test -x root/usr/bin/tracker
ok "runs" root/usr/bin/tracker --version
for page in "$TOP"/man/*.[1-9]; do
	section=${page##*.}
	ok "${page##*/}" test -f "root/usr/share/man/man$section/${page##*/}"
done
ok "the unit" grep -q '^ExecStart=/usr/bin/tracker .* daemon$' \
    root/usr/lib/systemd/system/tracker.service
ok "the timer" test -f root/usr/lib/systemd/system/tracker-poll.timer
ok "the cron lines" grep -q '/usr/bin/tracker .* poll$' \
    root/usr/share/doc/tracker/tracker.cron
unlike "every name is filled in" \
    "$(cat root/usr/lib/systemd/system/* root/usr/share/doc/tracker/*)" '@'
if command -v systemd-analyze >/dev/null; then
	sed -i "s|/usr/bin/tracker|$T/root&|" root/usr/lib/systemd/system/*.service
	systemd-analyze verify root/usr/lib/systemd/system/*.service \
	    root/usr/lib/systemd/system/*.timer >out 2>err
	unlike "systemd finds no fault" "$(cat err)" "tracker.*(Unknown|Invalid|Failed to parse|ignoring)"
fi
code 0 install_to uninstall
is "nothing is left" "$(find root -type f)" ""
finish
