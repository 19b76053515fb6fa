/* Held captures by the number a person typed. */
#ifndef TRACKER_CMD_HELD_H
#define TRACKER_CMD_HELD_H

#include "tracker/cmd/command.h"

/* The held capture of a number a person typed; its strings live in the arena.
 * 0, or an exit code after saying what is wrong. */
int held_find(struct app *, const char *word, struct store_held *out);

#endif
