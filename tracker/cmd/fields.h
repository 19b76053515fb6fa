/* Lines of a name and a value, for people: "headline   ...". */
#ifndef TRACKER_APP_FIELDS_H
#define TRACKER_APP_FIELDS_H

#include "tracker/base/buf.h"

/* Nothing where the value is empty; control characters are shown escaped. */
void put_field(struct buf *, const char *name, struct str value);
void put_time(struct buf *, const char *name, int64_t);

#endif
