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
code 0 install_to uninstall
is "nothing is left" "$(find root -type f)" ""
finish
