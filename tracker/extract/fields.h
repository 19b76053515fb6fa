/* Single fields of an article; inside extract only. */
#ifndef TRACKER_EXTRACT_FIELDS_H
#define TRACKER_EXTRACT_FIELDS_H

#include "tracker/extract/page.h"

/* Sets p->title too (headline.c). */
struct str field_headline(struct page *);
/* Names, joined by ", " (byline.c). */
struct str field_byline(struct page *);

#endif
