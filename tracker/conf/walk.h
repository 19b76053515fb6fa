/* What the files of tracker/conf share; inside it only. */
#ifndef TRACKER_CONF_WALK_H
#define TRACKER_CONF_WALK_H

#include "tracker/conf/tree.h"
#include "tracker/conf/values.h"

/* Fills the configuration from a document (NULL: an empty one); says each
 * fault. */
void conf_walk(struct conf *, const struct tree_node *root);
/* The defaults of a section's keys. */
void conf_preset(struct conf *, const char *section_name, void *into);
/* What no single value shows: twins, expressions, names that name nothing. */
void conf_whole(struct conf *);

#endif
