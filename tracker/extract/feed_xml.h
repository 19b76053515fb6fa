/* Elements of XML feeds and what they say; inside feed*.c only. */
#ifndef TRACKER_EXTRACT_FEED_XML_H
#define TRACKER_EXTRACT_FEED_XML_H

#include "tracker/base/str.h"

/* Vocabularies, whatever the year and spelling of their names. */
enum feed_space {
	SPACE_CORE,	/* none, RSS, or that of the first element */
	SPACE_ATOM, SPACE_RDF, SPACE_DC, SPACE_TERMS, SPACE_ITUNES,
	SPACE_MEDIA, SPACE_BURNER, SPACE_NEWS, SPACE_XHTML, SPACE_OTHER,
};

/* `prefix` decides where no name is declared. */
enum feed_space feed_space_of(struct str uri, struct str prefix);

enum feed_field {
	FIELD_NONE,	/* nothing: the element is skipped with all in it */
	FIELD_INSIDE,	/* it holds other elements */
	FIELD_SOURCE,	/* the feed that an entry was taken from */
	FIELD_ITEM,
	FIELD_TITLE, FIELD_LINK, FIELD_ATOM_LINK, FIELD_GUID, FIELD_ID,
	FIELD_AUTHOR, FIELD_PERSON, FIELD_NAME, FIELD_MAIL,
	FIELD_PUBLISHED, FIELD_UPDATED, FIELD_DATE, FIELD_LOCATION,
};

struct feed_element {
	enum feed_space space;
	const char *name;
	enum feed_field field;
	int rank;	/* a lower one is preferred */
};

/* The row of an element; never NULL. */
const struct feed_element *feed_element_of(enum feed_space, struct str name);
/* A link's rel, as a word or as the address the registry gives it. */
bool feed_rel_is(struct str rel, const char *name);

#endif
