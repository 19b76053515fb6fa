#!/bin/bash
# Broken feeds.yaml: each fault is one line, file:line:column, with what was
# meant, and exit code 78.
. "${0%/*}/lib.sh"

# fault WHAT PATTERN: the file on standard input is refused, and why.
fault()
{
	cat >feeds.yaml
	code 78 tracker check
	says "feeds\.yaml:$2"
}

fault "a tab" '[0-9]+:[0-9]+: ' <<-'EOF'
	store: store
	feeds:
		- name: x
EOF
fault "a typo" '2:1: .*"feed".*"feeds"' <<-'EOF'
	store: store
	feed: []
EOF
fault "a typo deep down" '3:5: .*"nme".*"name"' <<-'EOF'
	store: store
	feeds:
	  - nme: city
	    url: http://example.org/rss
EOF
fault "no number" '1:[0-9]+: ' <<-'EOF'
	parallel: many
EOF
fault "out of range" '1:[0-9]+: ' <<-'EOF'
	parallel: 100000
EOF
fault "no duration" '1:[0-9]+: .*soon' <<-'EOF'
	defaults: { every: soon }
EOF
fault "no port" '1:[0-9]+: .*no address' <<-'EOF'
	stories: [ "https://example.org:99999/x" ]
EOF
fault "a password in a URL" '1:[0-9]+: .*server' <<-'EOF'
	mail: { server: "smtp://desk:tr0ub4dor@localhost" }
EOF
unlike "it is not shown" "$(cat err)" tr0ub4dor
fault "a second document" '3:1: .*second' <<-'EOF'
	store: store
	---
	stories: [ "https://example.org/x" ]
EOF
fault "no URL" '1:[0-9]+: ' <<-'EOF'
	stories: [ "ftp://example.org/x" ]
EOF
fault "no regular expression" '2:[0-9]+: ' <<-'EOF'
	feeds:
	  - { name: city, url: "http://example.org/rss", match: "(" }
EOF
fault "no XPath" '[0-9]+:[0-9]+: .*XPath' <<-'EOF'
	feeds:
	  - name: city
	    url: http://example.org/rss
	    rule: { body: "//div[" }
EOF
fault "no CSS selector" \
    '4:[0-9]+: body: "div >" is not a CSS selector: character 6, the end: exp' \
    <<-'EOF'
	feeds:
	  - name: city
	    url: http://example.org/rss
	    rule: { body: "div >" }
EOF
fault "no CSS selector in a list" \
    '6:[0-9]+: drop: "p\[x=5\]" is not a CSS selector: character 5: expected a' \
    <<-'EOF'
	feeds:
	  - name: city
	    url: http://example.org/rss
	    rule:
	      drop:
	      - "p[x=5]"
EOF
fault "a comment for a selector" '[0-9]+:[0-9]+: .*expected a text' <<-'EOF'
	feeds:
	  - name: city
	    url: http://example.org/rss
	    rule:
	      body: #main
	      headline: h1
EOF
fault "no kind" '[0-9]+:[0-9]+: .*corection' <<-'EOF'
	mail: { from: tracker@example.org }
	digests:
	  - to: desk@example.org
	    kinds: [ corection ]
EOF
fault "a key twice" '2:1: .*store' <<-'EOF'
	store: a
	store: b
EOF
fault "two feeds of one name" '3:[0-9]+: .*city' <<-'EOF'
	feeds:
	  - { name: city, url: "http://example.org/a.rss" }
	  - { name: city, url: "http://example.org/b.rss" }
EOF
fault "a list for a text" '1:[0-9]+: ' <<-'EOF'
	store: [ a, b ]
EOF
fault "no mapping at all" '1:1: ' <<-'EOF'
	just some words
EOF
fault "a quote that does not end" '[0-9]+:[0-9]+: ' <<-'EOF'
	agent: "no end
EOF
fault "control characters" '[0-9]+:[0-9]+: ' < <(printf 'agent: "a\x01b"\n')
fault "no UTF-8" '[0-9]+:[0-9]+: ' < <(printf 'agent: "caf\xe9"\n')

# Every fault is said, not the first alone.
cat >feeds.yaml <<-'EOF'
	stor: x
	parallel: 0
	defaults: { evry: 5m }
EOF
code 78 tracker check
is "three faults, three lines" "$(wc -l <err)" 3

# An alias bomb and deep nesting end at once.
{
	echo 'a: &a [x, x, x, x, x, x, x, x, x]'
	p=a
	for i in b c d e f g h i; do
		echo "$i: &$i [*$p, *$p, *$p, *$p, *$p, *$p, *$p, *$p, *$p]"
		p=$i
	done
} >feeds.yaml
code 78 timeout 20 "$TRACKER" check
{ printf 'store: '; head -c 5000 /dev/zero | tr '\0' '['; } >feeds.yaml
code 78 timeout 20 "$TRACKER" check
head -c 20000000 /dev/zero | tr '\0' '#' >feeds.yaml
code 78 timeout 20 "$TRACKER" check

# With a broken configuration nothing else runs either.
printf 'stor: x\n' >feeds.yaml
code 78 tracker poll
says 'feeds\.yaml:1:1'
ok "and no store is made" test ! -e store

# A secret is never printed.
printf 'mail: { from: a@example.org, password: hunter2 }\n' >feeds.yaml
code 78 tracker check
unlike "no secret in messages" "$(cat err)" hunter2
finish
