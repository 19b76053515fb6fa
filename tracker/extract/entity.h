/* Character references of HTML 4 by name; inside extract only. */
#ifndef TRACKER_EXTRACT_ENTITY_H
#define TRACKER_EXTRACT_ENTITY_H

#include "tracker/base/str.h"

/* The code point of a name ("eacute"), or 0 when there is no such. libxml2 has
 * the names; here they are found without a walk through all of them. */
uint32_t entity_value(struct str name);

#endif
