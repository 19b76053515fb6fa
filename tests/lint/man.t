#!/bin/sh
# The manual pages: mandoc has nothing to say about them. Whether other pages are
# installed on this machine is no matter of ours.
cd "${0%/*}/../.." || exit 1
n=0
for page in man/*.[1-9]; do
	n=$((n + 1))
	said=$(mandoc -T lint -W style "$page" 2>&1 |
	    grep -vE 'mandoc\.db lacks|referenced manual not found')
	if [ -z "$said" ]; then
		echo "ok $n - $page"
	else
		echo "not ok $n - $page"
		echo "$said" | sed 's/^/# /'
	fi
done
echo "1..$n"
