/*
 * A YAML document as a tree, from libyaml's events; inside tracker/conf only.
 *
 * libyaml's own document takes three hundred bytes a node and doubles them as it
 * grows; a list of a hundred thousand stories is to be read in little more than
 * its text. Aliases lead to the node they name and make no copies of it, so they
 * cannot multiply.
 */
#ifndef TRACKER_CONF_TREE_H
#define TRACKER_CONF_TREE_H

#include <yaml.h>

#include "tracker/base/arena.h"
#include "tracker/conf/conf.h"

enum tree_type { TREE_SCALAR, TREE_LIST, TREE_MAP, TREE_ALIAS };

struct tree_node {
	struct tree_node *next;		/* in what it is part of */
	union {
		struct str text;	/* of a scalar */
		struct {		/* of a map: key, value, key, value */
			struct tree_node *first, *last;
		};
		struct tree_node *target;	/* of an alias */
	};
	uint32_t line, column;		/* from 1 */
	uint32_t count;			/* items; pairs of a map */
	uint8_t type;
};

/*
 * The next document of the stream, in the arena; NULL at its end or for a
 * document without a node. -1 when the text is not YAML: the parser has the
 * problem and its mark.
 */
int tree_read(struct tree_node **root, struct arena *, yaml_parser_t *);

/* What the node is, or leads to; a NULL stays one. */
const struct tree_node *tree_get(const struct tree_node *);

#endif
