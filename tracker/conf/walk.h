/* What the files of tracker/conf share; inside it only. */
#ifndef TRACKER_CONF_WALK_H
#define TRACKER_CONF_WALK_H

#include <yaml.h>

#include "tracker/conf/values.h"

/* Fills the configuration from a document; says each fault. */
void conf_walk(struct conf *, yaml_document_t *);
/* What no single value shows: twins, expressions, names that name nothing. */
void conf_whole(struct conf *);

#endif
