#!/bin/bash
# An address that leads to another story, or to the front page, makes no version
# of it; a story that moved goes on.
. "${0%/*}/lib.sh"
site 3
FARES=2025/ferry-fares-rise-again-in-may.html
page $FARES "Ferry fares rise again in May" \
    "A ticket to Osk will cost two crowns more from May, the ferry company said
on Tuesday. It is the first rise in nine years and follows a winter of repairs." \
    "The company carried 400,000 passengers last year, a tenth more than the
year before, but fuel and wages have eaten what they brought, its director said." \
    "Islanders keep their yearly tickets at the old price. Lorries pay half as
much again, and the haulage association called that a blow for every shop on the
outer islands." \
    "The council of Osk will discuss the matter on Thursday; its chairman wants
to ask the ministry whether a public service contract allows such a step."
page index.html "The Osk Mail" "News from the coast, each morning at six." \
    "The council met. The ferry sailed. The weather was fair, and nobody asked."
code 0 tracker poll
is "three stories" "$(versions)" 3

cd web/site && mkdir moved && touch s1.html.moved s2.html.front s3.html.moved
cp -p $FARES moved/s1.html
sed s/63/66/ s3.html >moved/s3.html
cd ../..
at 2025-03-12T15:30:00Z
code 0 tracker poll
is "the story that moved has a new version" "$(versions s3)" 2
is "the other two have not" "$(versions)" 4
code 0 tracker held --json
is "they are held" "$(json .verdict | sort | tr '\n' ' ')" "other other "
like "one with the story it led to" "$(json .reason)" \
    'another story, "Ferry fares rise again in May", at http'
like "one with the front page" "$(json .reason)" 'the front page'

# The first look at a story that is another already, by what it calls itself.
mkdir -p web/site/2024
sed "s|</head>|<link rel=canonical href=$URL/$FARES></head>|" web/site/$FARES \
    >web/site/2024/old-mill-burns-down-overnight.html
conf "stories:" "  - $URL/2024/old-mill-burns-down-overnight.html"
code 0 tracker poll
code 0 tracker held --json
is "it is held, too" "$(json .verdict | wc -l)" 3

# A person may say that it is right so.
number=$(json 'select(.url | contains("old-mill")) | .held')
code 0 tracker accept "$number"
at 2025-03-13T15:30:00Z
code 0 tracker poll --all
code 0 tracker held --json
is "and is not asked again" "$(json .verdict | wc -l)" 2
code 0 tracker verify
finish
