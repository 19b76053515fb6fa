#!/bin/bash
# What is no story is held, never a version: walls, errors, empty pages.
. "${0%/*}/lib.sh"
site 3
code 0 tracker poll

# A consent wall, an error page with status 200, an empty page.
page s1.html "Before you continue" "We and our 812 partners store and access \
information on your device. Accept all cookies to continue reading." \
    "<button>Accept all</button> <button>Manage options</button>"
page s2.html "Page not found" "Sorry, the page you are looking for does not \
exist or has been moved."
: >web/site/s3.html
at 2025-03-12T15:30:00Z
code 0 tracker poll
is "no page is a version" "$(versions)" 3
code 0 tracker held --json
is "all three are held" "$(json .url | sort -u | wc -l)" 3
unlike "none is called an article" "$(json .verdict)" '^article$'
like "each has a reason" "$(jq -c ".reason | length > 10" out | sort -u)" "^true$"
number=$(json "select(.url | endswith(\"s1.html\")) | .held")

# The same wall again is not kept again.
at 2025-03-13T15:30:00Z
code 0 tracker poll --all
code 0 tracker held --json
is "kept once" "$(json .url | sort -u | wc -l) $(wc -l <out)" "3 3"

code 0 tracker held --body "$number"
like "the bytes of one" "$(cat out)" 'Before you continue'

# A person may say that it is a version after all.
code 0 tracker accept "$number"
is "released" "$(versions s1)" 2
code 0 tracker held --json
is "and held no more" "$(wc -l <out)" 2

# What was accepted is not held again, by however little the page differs.
sed -i 's|</footer>|<!-- again --></footer>|' web/site/s1.html
touch -d 2025-03-13T16:00:00Z web/site/s1.html
at 2025-03-13T21:30:00Z
code 0 tracker poll --story s1
silent
code 0 tracker held --json
is "nor asked about again" "$(wc -l <out)" 2
code 1 tracker accept 99999
says '99999'
code 64 tracker accept nonsense
says 'nonsense'

# The story comes back.
story 2 s/63/66/
at 2025-03-15T15:30:00Z
code 0 tracker poll --all
is "the story goes on where it was" "$(versions s2)" 2
code 0 tracker verify
finish
