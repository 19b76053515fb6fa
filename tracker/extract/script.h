/* The JSON of a page's scripts; inside extract only. */
#ifndef TRACKER_EXTRACT_SCRIPT_H
#define TRACKER_EXTRACT_SCRIPT_H

#include <jansson.h>

#include "tracker/base/str.h"

/*
 * json_loadb, but NULL for a text whose values would take more memory than
 * LIMIT_JSON_BYTES: an empty object has two bytes in the text and a hundred
 * times as many when it is read.
 */
json_t *script_json(struct str, size_t flags);

#endif
