/*
 * Edits of feeds.yaml by `add` and `remove`. A person keeps this file, with
 * comments and an order of their own, so it is never written anew: libyaml says
 * in which lines an entry stands, and only those lines come or go. The caller
 * reads the result again before it replaces the file.
 */
#include <yaml.h>

#include "tracker/conf/conf.h"

struct edit {
	const char *path;
	struct str text;
	yaml_document_t doc;
	const char *list;	/* "stories" or "feeds" */
	yaml_node_t *key, *seq;	/* NULL when the list is not there */
};

static struct str
scalar(const yaml_node_t *n)
{
	return str_make((const char *)n->data.scalar.value,
	    n->data.scalar.length);
}

static yaml_node_t *
value_of(yaml_document_t *doc, yaml_node_t *map, const char *key,
    yaml_node_t **key_node)
{
	yaml_node_t *k;

	if (map == NULL || map->type != YAML_MAPPING_NODE)
		return NULL;
	for (yaml_node_pair_t *p = map->data.mapping.pairs.start;
	     p < map->data.mapping.pairs.top; p++) {
		k = yaml_document_get_node(doc, p->key);
		if (k->type != YAML_SCALAR_NODE || !str_eqz(scalar(k), key))
			continue;
		if (key_node != NULL)
			*key_node = k;
		return yaml_document_get_node(doc, p->value);
	}
	return NULL;
}

static int
edit_open(struct edit *e, struct error *err)
{
	yaml_parser_t p;
	int ok;

	if (!yaml_parser_initialize(&p))
		return error_set(err, "out of memory");
	yaml_parser_set_input_string(&p, (const unsigned char *)
	    (e->text.p != NULL ? e->text.p : ""), e->text.n);
	ok = yaml_parser_load(&p, &e->doc);
	yaml_parser_delete(&p);
	if (!ok)
		return error_set(err, "%s: not YAML", e->path);
	e->seq = value_of(&e->doc, yaml_document_get_root_node(&e->doc),
	    e->list, &e->key);
	return 0;
}

/* The text's lines [0, line), as a length in bytes. */
static size_t
lines_bytes(struct str text, size_t line)
{
	struct str rest = text, one;

	for (; line > 0 && rest.n > 0; line--)
		if (!str_cut(&rest, '\n', &one))
			break;
	return rest.p != NULL ? (size_t)(rest.p - text.p) : text.n;
}

/* The last line a node stands in. */
static size_t
last_line(struct edit *e, yaml_node_t *n)
{
	size_t best = n->start_mark.line, l;
	yaml_node_t *part;

	if (n->type == YAML_SCALAR_NODE)
		return n->end_mark.column == 0 && n->end_mark.line > best ?
		    n->end_mark.line - 1 : n->end_mark.line;
	if (n->type == YAML_MAPPING_NODE &&
	    n->data.mapping.style == YAML_FLOW_MAPPING_STYLE)
		return n->end_mark.line;
	if (n->type == YAML_SEQUENCE_NODE) {
		if (n->data.sequence.style == YAML_FLOW_SEQUENCE_STYLE)
			return n->end_mark.line;
		for (yaml_node_item_t *i = n->data.sequence.items.start;
		     i < n->data.sequence.items.top; i++) {
			part = yaml_document_get_node(&e->doc, *i);
			l = last_line(e, part);
			best = l > best ? l : best;
		}
		return best;
	}
	for (yaml_node_pair_t *p = n->data.mapping.pairs.start;
	     p < n->data.mapping.pairs.top; p++) {
		part = yaml_document_get_node(&e->doc, p->value);
		l = last_line(e, part);
		best = l > best ? l : best;
	}
	return best;
}

static bool
is_plain(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (strchr("abcdefghijklmnopqrstuvwxyz"
			   "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
			   "-._~/?&=%+:", s.p[i]) == NULL)
			return false;
	return s.n > 0 && s.p[s.n - 1] != ':' && s.p[0] != '-' &&
	    s.p[0] != '?' && s.p[0] != ':';
}

static void
add_scalar(struct buf *out, struct str s)
{
	if (is_plain(s)) {
		buf_adds(out, s);
		return;
	}
	buf_addc(out, '\'');
	for (size_t i = 0; i < s.n; i++)
		buf_addf(out, s.p[i] == '\'' ? "''" : "%c", s.p[i]);
	buf_addc(out, '\'');
}

static void
add_entry(struct buf *out, size_t indent, struct str url, struct str name)
{
	if (name.n == 0) {
		buf_addf(out, "%*s- ", (int)indent, "");
		add_scalar(out, url);
		buf_addc(out, '\n');
		return;
	}
	buf_addf(out, "%*s- name: ", (int)indent, "");
	add_scalar(out, name);
	buf_addf(out, "\n%*surl: ", (int)indent + 2, "");
	add_scalar(out, url);
	buf_addc(out, '\n');
}

static void
add_prefix(struct buf *out, struct str text)
{
	buf_adds(out, text);
	if (text.n > 0 && text.p[text.n - 1] != '\n')
		buf_addc(out, '\n');
}

static bool
is_block_list(const yaml_node_t *n)
{
	return n->type == YAML_SEQUENCE_NODE &&
	    n->data.sequence.style != YAML_FLOW_SEQUENCE_STYLE;
}

static int
not_editable(const struct edit *e, struct error *err)
{
	return error_set(err, "%s:%zu:%zu: %s: expected a list with a line "
	    "an entry, each after a dash; edit it by hand", e->path,
	    e->seq->start_mark.line + 1, e->seq->start_mark.column + 1,
	    e->list);
}

static struct str
entry_field(struct edit *e, yaml_node_t *entry, const char *field)
{
	yaml_node_t *v = entry;

	if (entry->type != YAML_SCALAR_NODE)
		v = value_of(&e->doc, entry, field, NULL);
	else if (strcmp(field, "url") != 0)
		v = NULL;
	if (v == NULL || v->type != YAML_SCALAR_NODE)
		return (struct str){ NULL, 0 };
	return scalar(v);
}

static yaml_node_t *
find_entry(struct edit *e, struct str word)
{
	yaml_node_t *n;

	if (e->seq == NULL || e->seq->type != YAML_SEQUENCE_NODE)
		return NULL;
	for (yaml_node_item_t *i = e->seq->data.sequence.items.start;
	     i < e->seq->data.sequence.items.top; i++) {
		n = yaml_document_get_node(&e->doc, *i);
		if (str_eq(entry_field(e, n, "url"), word) ||
		    str_eq(entry_field(e, n, "name"), word))
			return n;
	}
	return NULL;
}

static int
insert(struct edit *e, struct str url, struct str name, struct buf *out,
    struct error *err)
{
	size_t line, indent = 2, cut;

	if (e->seq == NULL) {
		add_prefix(out, e->text);
		buf_addf(out, "%s:\n", e->list);
		add_entry(out, indent, url, name);
		return 0;
	}
	if (is_block_list(e->seq)) {
		line = last_line(e, e->seq) + 1;
		indent = e->seq->start_mark.column;
	} else if (e->seq->type == YAML_SCALAR_NODE && scalar(e->seq).n == 0) {
		line = e->key->start_mark.line + 1;
	} else {
		return not_editable(e, err);
	}
	cut = lines_bytes(e->text, line);
	add_prefix(out, str_sub(e->text, 0, cut));
	add_entry(out, indent, url, name);
	buf_adds(out, str_from(e->text, cut));
	return 0;
}

int
conf_text_add(const char *path, struct str text, const char *list,
    struct str url, struct str name, struct buf *out, struct error *err)
{
	struct edit e = { .path = path, .text = text, .list = list };
	int r;

	if (edit_open(&e, err) < 0)
		return -1;
	r = find_entry(&e, url) != NULL ? 1 : insert(&e, url, name, out, err);
	yaml_document_delete(&e.doc);
	return r;
}

/* The line of the dash that opens an entry: its own, or one before it. */
static size_t
dash_line(struct edit *e, yaml_node_t *entry)
{
	size_t line = entry->start_mark.line;
	struct str at;

	for (;; line--) {
		at = str_from(e->text, lines_bytes(e->text, line));
		at = str_from(at, e->seq->start_mark.column);
		if (str_starts(at, "-") || line == 0)
			return line;
	}
}

static int
take_out(struct edit *e, struct str word, struct buf *out, struct error *err)
{
	yaml_node_t *entry = find_entry(e, word);
	size_t from, to;

	if (entry == NULL)
		return 1;
	if (!is_block_list(e->seq))
		return not_editable(e, err);
	from = lines_bytes(e->text, dash_line(e, entry));
	to = lines_bytes(e->text, last_line(e, entry) + 1);
	buf_adds(out, str_sub(e->text, 0, from));
	buf_adds(out, str_from(e->text, to));
	return 0;
}

int
conf_text_remove(const char *path, struct str text, const char *list,
    struct str word, struct buf *out, struct error *err)
{
	struct edit e = { .path = path, .text = text, .list = list };
	int r;

	if (edit_open(&e, err) < 0)
		return -1;
	r = take_out(&e, word, out, err);
	yaml_document_delete(&e.doc);
	return r;
}
