#!/bin/bash
# A new user's first commands.
. "${0%/*}/lib.sh"

code 0 tracker init news
ok "a configuration" test -f news/feeds.yaml
ok "a store" test -d news/store/archive.git
cd news && export T_OLD=$PWD
code 0 tracker check
code 0 tracker -q check
silent
code 0 tracker list
code 0 tracker status
code 0 tracker poll
silent

# What is there is not written over.
cp feeds.yaml before
"$TRACKER" init . >out 2>err
ok "a second init leaves feeds.yaml alone" cmp -s before feeds.yaml
cd "$T"

# The configuration is looked for here, then in XDG_CONFIG_HOME.
mkdir -p config/tracker empty
cp news/feeds.yaml config/tracker/
cd empty
XDG_CONFIG_HOME=$T/config code 0 tracker check
says_among 'config/tracker/feeds.yaml'
cd "$T"
finish
