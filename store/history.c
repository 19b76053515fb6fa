/* Reading main: its commits oldest first, and what each of them changed. */
#include "store/internal.h"

void
history_release(struct history *h)
{
	free(h->oids);
	*h = (struct history){ 0 };
}

static int
history_push(struct archive *a, struct history *h, const unsigned char *oid)
{
	size_t cap = h->cap ? h->cap * 2 : 256;
	unsigned char *oids;

	if (h->n == h->cap) {
		oids = realloc(h->oids, cap * OID_LEN);
		if (!oids)
			return serr_memory(a->err);
		h->oids = oids;
		h->cap = cap;
	}
	memcpy(h->oids + h->n++ * OID_LEN, oid, OID_LEN);
	return STORE_OK;
}

/* The value of a header line of a commit, whose lines begin the data. */
static const char *
commit_header(const char *data, const char *name)
{
	size_t n = strlen(name);

	for (; *data && *data != '\n'; data = strchr(data, '\n') + 1) {
		if (strncmp(data, name, n) == 0 && data[n] == ' ')
			return data + n + 1;
		if (!strchr(data, '\n'))
			break;
	}
	return NULL;
}

static int
header_oid(const char *data, const char *name, unsigned char *oid)
{
	const char *value = commit_header(data, name);

	return value && strnlen(value, 40) == 40 ?
	    hex_decode(value, OID_LEN, oid) : -1;
}

/* Commits from head back to `since` (not in it), or to the first. */
int
history_read(struct archive *a, const unsigned char *head,
    const unsigned char *since, struct history *h)
{
	unsigned char at[OID_LEN];
	char *data;
	size_t n;
	int more = 1, rc = STORE_OK;

	memcpy(at, head, OID_LEN);
	while (!rc && more && (!since || memcmp(at, since, OID_LEN))) {
		rc = archive_read(a, at, GIT_OBJECT_COMMIT, &data, &n);
		if (rc)
			return rc == STORE_NONE ?
			    serr_set(a->err, "a commit of main is missing") :
			    rc;
		rc = history_push(a, h, at);
		more = header_oid(data, "parent", at) == 0;
		free(data);
	}
	h->reached = since && more;
	return rc;
}

const unsigned char *
history_at(const struct history *h, size_t i)
{
	return h->oids + (h->n - 1 - i) * OID_LEN;
}

/* ---- one commit ------------------------------------------------------- */

void
commit_release(struct commit *c)
{
	message_release(&c->message);
	sbuf_release(&c->raw);
	sbuf_release(&c->path);
	*c = (struct commit){ 0 };
}

/* The first entry of a tree that another does not have as it is. */
static int
tree_changed(const struct sbuf *now, const struct sbuf *was,
    struct tree_entry *e)
{
	const char *p = now->data, *q = was->data;
	const char *pend = p ? p + now->len : p, *qend = q ? q + was->len : q;
	struct tree_entry f;
	int more = q ? tree_next(&q, qend, &f) : 0;

	while (p && tree_next(&p, pend, e) > 0) {
		if (more > 0 && e->nname == f.nname &&
		    !memcmp(e->name, f.name, f.nname)) {
			if (memcmp(e->oid, f.oid, OID_LEN))
				return 1;
			more = tree_next(&q, qend, &f);
			continue;
		}
		return 1;
	}
	return 0;
}

static int
tree_read(struct archive *a, const unsigned char *oid, struct sbuf *out)
{
	char *data;
	size_t n;
	int rc;

	sbuf_reset(out);
	if (!oid)
		return STORE_OK;
	rc = archive_read(a, oid, GIT_OBJECT_TREE, &data, &n);
	if (rc)
		return rc == STORE_NONE ?
		    serr_set(a->err, "a tree of main is missing") : rc;
	sbuf_add(out, data, n);
	free(data);
	return sbuf_ok(out) ? STORE_OK : serr_memory(a->err);
}

/* One level down: into the entry that changed, and its namesake before. */
static int
descend(struct archive *a, struct commit *c, struct sbuf *now,
    struct sbuf *was, int *leaf)
{
	unsigned char to[OID_LEN], from[OID_LEN];
	struct tree_entry e;
	size_t start, end;
	int had;

	if (!tree_changed(now, was, &e))
		return serr_set(a->err, "a commit of main changes nothing");
	memcpy(to, e.oid, OID_LEN);
	*leaf = !e.is_tree;
	if (c->path.len && e.is_tree)
		sbuf_addc(&c->path, '/');
	if (e.is_tree)
		sbuf_add(&c->path, e.name, e.nname);
	else
		memcpy(c->blob, to, OID_LEN);
	if (*leaf)
		return STORE_OK;
	had = tree_find(was, strrchr(c->path.data, '/') ?
	    strrchr(c->path.data, '/') + 1 : c->path.data, 1, &start, &end);
	if (had)
		memcpy(from, was->data + end - OID_LEN, OID_LEN);
	if (tree_read(a, to, now) || tree_read(a, had ? from : NULL, was))
		return STORE_ERROR;
	return STORE_OK;
}

static int
commit_path(struct archive *a, struct commit *c)
{
	struct sbuf now = { 0 }, was = { 0 };
	unsigned char root[OID_LEN];
	char *data = NULL;
	size_t n;
	int leaf = 0, depth, rc = STORE_OK;

	if (c->has_parent) {
		rc = archive_read(a, c->parent, GIT_OBJECT_COMMIT, &data, &n);
		if (rc || header_oid(data, "tree", root))
			rc = serr_set(a->err, "a commit of main is missing");
		else if (memcmp(root, c->tree, OID_LEN) == 0)
			rc = STORE_SAME;
		else
			rc = tree_read(a, root, &was);
	}
	if (!rc)
		rc = tree_read(a, c->tree, &now);
	for (depth = 0; !rc && !leaf; depth++)
		rc = depth < 16 ? descend(a, c, &now, &was, &leaf) :
		    serr_set(a->err, "a tree of main is too deep");
	if (!rc && !sbuf_ok(&c->path))
		rc = serr_memory(a->err);
	free(data);
	sbuf_release(&now);
	sbuf_release(&was);
	return rc;
}

/* The blob of a path in a tree. */
static int
path_blob(struct archive *a, struct commit *c, const char *path)
{
	struct sbuf raw = { 0 };
	unsigned char oid[OID_LEN];
	const char *p = path, *name;
	char part[256];
	size_t n, start, end;
	int rc = STORE_OK, dir = 1;

	memcpy(oid, c->tree, OID_LEN);
	while (!rc && dir) {
		rc = tree_read(a, oid, &raw);
		n = strcspn(p, "/");
		dir = *p != '\0';
		name = dir ? part : "story.md";
		snprintf(part, sizeof(part), "%.*s", (int)n, p);
		p += n + (p[n] == '/');
		if (!rc && !tree_find(&raw, name, dir, &start, &end))
			rc = serr_set(a->err, "%s: not in the tree", path);
		else if (!rc)
			memcpy(oid, raw.data + end - OID_LEN, OID_LEN);
	}
	memcpy(c->blob, oid, OID_LEN);
	if (!rc)
		sbuf_adds(&c->path, path);
	sbuf_release(&raw);
	return rc;
}

/*
 * A version's commit: its message, and its folder and text. A folder known from
 * before (or NULL) is looked up; else what differs from the parent tells.
 */
int
commit_read(struct archive *a, const unsigned char *oid, struct commit *c)
{
	const char *text;
	char *data, hex[41];
	size_t n;
	int rc = archive_read(a, oid, GIT_OBJECT_COMMIT, &data, &n);

	hex_encode(oid, OID_LEN, hex);
	if (rc)
		return rc == STORE_NONE ?
		    serr_set(a->err, "%s: missing", hex) : rc;
	memcpy(c->oid, oid, OID_LEN);
	sbuf_add(&c->raw, data, n);
	c->has_parent = header_oid(data, "parent", c->parent) == 0;
	text = strstr(data, "\n\n");
	if (header_oid(data, "tree", c->tree) || !text ||
	    message_parse(&c->message, text + 2))
		rc = serr_set(a->err, "%s: no version of a story", hex);
	free(data);
	return rc;
}

int
commit_find(struct archive *a, struct commit *c, const char *path)
{
	return path ? path_blob(a, c, path) : commit_path(a, c);
}
