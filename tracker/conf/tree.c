#include "tracker/conf/tree.h"

struct anchor {
	struct anchor *next;
	struct str name;
	struct tree_node *node;
};

/* A list or map that is not complete, and what it is part of. */
struct open {
	struct open *outer;
	struct tree_node *node;
	bool key;		/* a map's next node is a key */
};

struct reader {
	yaml_parser_t *parser;
	struct arena *arena;
	struct tree_node *root;
	struct open *open, *spare;
	struct anchor *anchors;
};

/* ---- anchors ----------------------------------------------------------- */

static struct anchor *
anchor_of(struct reader *r, const yaml_char_t *name)
{
	struct anchor *a;

	for (a = r->anchors; a != NULL; a = a->next)
		if (str_eqz(a->name, (const char *)name))
			return a;
	return NULL;
}

static int
problem(struct reader *r, const char *what, yaml_mark_t mark)
{
	r->parser->error = YAML_COMPOSER_ERROR;
	r->parser->problem = what;
	r->parser->problem_mark = mark;
	return -1;
}

static int
name_node(struct reader *r, const yaml_char_t *name, struct tree_node *n,
    yaml_mark_t mark)
{
	struct anchor *a;

	if (name == NULL)
		return 0;
	if (anchor_of(r, name) != NULL) {
		r->parser->context = "found duplicate anchor; "
		    "first occurrence";
		return problem(r, "second occurrence", mark);
	}
	a = arena_alloc(r->arena, 1, sizeof(*a));
	*a = (struct anchor){ r->anchors,
		arena_str(r->arena, str_of((const char *)name)), n };
	r->anchors = a;
	return 0;
}

/* ---- nodes ------------------------------------------------------------- */

static struct tree_node *
add(struct reader *r, enum tree_type type, yaml_mark_t mark)
{
	struct tree_node *n = arena_alloc(r->arena, 1, sizeof(*n)), *in;

	n->type = (uint8_t)type;
	n->line = (uint32_t)mark.line + 1;
	n->column = (uint32_t)mark.column + 1;
	if (r->open == NULL) {
		r->root = n;
		return n;
	}
	in = r->open->node;
	if (in->first == NULL)
		in->first = n;
	else
		in->last->next = n;
	in->last = n;
	in->count += in->type == TREE_LIST || r->open->key;
	r->open->key = !r->open->key;
	return n;
}

static void
enter(struct reader *r, struct tree_node *n)
{
	struct open *o = r->spare;

	if (o != NULL)
		r->spare = o->outer;
	else
		o = arena_alloc(r->arena, 1, sizeof(*o));
	*o = (struct open){ r->open, n, true };
	r->open = o;
}

static void
leave(struct reader *r)
{
	struct open *o = r->open;

	r->open = o->outer;
	o->outer = r->spare;
	r->spare = o;
}

static int
take_alias(struct reader *r, const yaml_event_t *e)
{
	struct anchor *a = anchor_of(r, e->data.alias.anchor);

	if (a == NULL)
		return problem(r, "found undefined alias", e->start_mark);
	add(r, TREE_ALIAS, e->start_mark)->target = a->node;
	return 0;
}

/* 0, 1 at the end of the document, -1 with the parser's problem. */
static int
take(struct reader *r, const yaml_event_t *e)
{
	struct tree_node *n;

	switch (e->type) {
	case YAML_ALIAS_EVENT:
		return take_alias(r, e);
	case YAML_SCALAR_EVENT:
		n = add(r, TREE_SCALAR, e->start_mark);
		n->text = arena_str(r->arena, str_make(
		    (const char *)e->data.scalar.value,
		    e->data.scalar.length));
		return name_node(r, e->data.scalar.anchor, n, e->start_mark);
	case YAML_SEQUENCE_START_EVENT:
		enter(r, n = add(r, TREE_LIST, e->start_mark));
		return name_node(r, e->data.sequence_start.anchor, n,
		    e->start_mark);
	case YAML_MAPPING_START_EVENT:
		enter(r, n = add(r, TREE_MAP, e->start_mark));
		return name_node(r, e->data.mapping_start.anchor, n,
		    e->start_mark);
	case YAML_SEQUENCE_END_EVENT:
	case YAML_MAPPING_END_EVENT:
		leave(r);
		return 0;
	case YAML_DOCUMENT_END_EVENT:
	case YAML_STREAM_END_EVENT:
	case YAML_NO_EVENT:
		return 1;
	default:
		return 0;
	}
}

int
tree_read(struct tree_node **root, struct arena *a, yaml_parser_t *p)
{
	struct reader r = { .parser = p, .arena = a };
	yaml_event_t e;
	int end = 0;

	*root = NULL;
	while (end == 0) {
		if (!yaml_parser_parse(p, &e))
			return -1;
		end = take(&r, &e);
		yaml_event_delete(&e);
	}
	*root = r.root;
	return end < 0 ? -1 : 0;
}

const struct tree_node *
tree_get(const struct tree_node *n)
{
	/* an alias names a node that is none */
	return n != NULL && n->type == TREE_ALIAS ? n->target : n;
}
