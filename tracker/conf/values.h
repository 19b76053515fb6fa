/* One scalar of feeds.yaml into its place; inside tracker/conf only. */
#ifndef TRACKER_CONF_VALUES_H
#define TRACKER_CONF_VALUES_H

#include "tracker/conf/conf.h"

/*
 * Stores `text` as the key's type at `place`. 0, or -1 with what is wrong with
 * it in *why ("is not a duration such as ..."). Slices go to the arena.
 */
int conf_value(struct arena *, const struct conf_key *, struct str text,
    void *place, struct error *why);

/* Is it an http or https URL with a host, within LIMIT_URL_BYTES? */
bool conf_is_url(struct str);
/* One address without display name, of characters that are safe in SMTP. */
bool conf_is_address(struct str);

#endif
