#!/bin/bash
# A news item of an agency under a story's address: what it says of itself in its
# own fields is a note, and an item that is canceled is withdrawn.
. "${0%/*}/lib.sh"
serve

# item VERSION STATUS PASSENGERS [META...]
item()
{
	cat >web/site/ferry.xml <<-END
	<?xml version="1.0" encoding="UTF-8"?>
	<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" version="$1">
	<itemMeta><versionCreated>2025-03-12T0$1:30:00Z</versionCreated>
	<firstCreated>2025-03-12T01:00:00Z</firstCreated>
	<pubStatus qcode="stat:$2"/>${*:4}</itemMeta>
	<contentMeta><headline>Ferry to Hale carries fewer</headline>
	<language tag="en"/></contentMeta>
	<contentSet><inlineXML contenttype="application/xhtml+xml">
	<html xmlns="http://www.w3.org/1999/xhtml"><body>
	<p>The ferry to Hale has carried $3 passengers a day since spring, its
	captain Edwin Osrick said on Tuesday in the harbour of Marl.</p>
	<p>The company, which has a dozen ferries, will name a new captain in the
	summer, when the new pier opens and the old one is taken down.</p>
	</body></html></inlineXML></contentSet></newsItem>
	END
	touch -d "@$((1741766400 + PAGES++))" web/site/ferry.xml
}
conf "stories:" "  - $URL/ferry.xml"
item 1 usable 40
code 0 tracker poll
silent
is "a story" "$(versions ferry)" 1
at 2025-03-12T11:00:00Z
item 2 usable 14 '<edNote>Corrects paragraph 1 to show 14 passengers, not' \
    '40</edNote><signal qcode="sig:correction"/>'
code 0 tracker poll
code 0 tracker report --json ferry
is "its note" "$(json '.notes[0] | .kind + " " + .place')" \
    "correction metadata"
is "its claim" "$(json '.notes[0].claims[0].verdict')" matched
is "no line of markup" "$(tracker show ferry | grep -c '<')" 0
at 2025-03-12T12:00:00Z
item 3 usable 41 '<signal qcode="sig:correction"/>'
code 0 tracker poll
code 0 tracker log --json ferry
is "a signal says it without words" "$(json .kind | head -1)" correction
at 2025-03-12T13:00:00Z
item 4 canceled 41
code 0 tracker poll
code 0 tracker log --json ferry
is "taken back" "$(json .kind | head -1)" withdrawn
code 0 tracker list --json
is "and so is the story" "$(json .state)" withdrawn
finish
