/*
 * The trees a pass changes, kept by path as the bytes git stores. A version
 * replaces one entry in each tree from its folder up to the root: the cost is
 * that of the trees on the path, however many others there are.
 */
#include "store/internal.h"

#define BLOBS_MAX ((size_t)32 << 20)	/* bytes of texts kept as delta bases */

struct tree_node {
	char *path;		/* "" is the root */
	struct sbuf raw;
	int64_t index;		/* in the pack of the pass, -1 before */
	struct tree_node *next;
};

/* The latest texts of the pass by story, dropped together when too many. */
struct blob_cache {
	struct blob {
		int64_t story, index;
		char *data;
		size_t n;
	} slots[8192];
	size_t bytes;
};

/* ---- the bytes of a tree ---------------------------------------------- */

int
tree_next(const char **p, const char *end, struct tree_entry *e)
{
	const char *space, *nul;

	if (*p == end)
		return 0;
	space = memchr(*p, ' ', (size_t)(end - *p));
	nul = space ? memchr(space, '\0', (size_t)(end - space)) : NULL;
	if (!nul || end - nul <= OID_LEN)
		return -1;
	e->is_tree = **p == '4';
	e->name = space + 1;
	e->nname = (size_t)(nul - e->name);
	e->oid = (const unsigned char *)nul + 1;
	*p = nul + 1 + OID_LEN;
	return 1;
}

/* Git sorts a folder as if its name ended in a slash. */
static int
entry_order(const struct tree_entry *e, const char *name, size_t n,
    int is_tree)
{
	size_t min = e->nname < n ? e->nname : n;
	int c = memcmp(e->name, name, min), a, b;

	if (c)
		return c;
	a = e->nname > min ? (unsigned char)e->name[min] :
	    e->is_tree ? '/' : 0;
	b = n > min ? (unsigned char)name[min] : is_tree ? '/' : 0;
	return a - b;
}

int
tree_find(const struct sbuf *raw, const char *name, int is_tree, size_t *start,
    size_t *end)
{
	const char *p = raw->data, *stop = p + raw->len, *at = p;
	size_t n = strlen(name);
	struct tree_entry e;
	int c;

	while (p && tree_next(&p, stop, &e) > 0) {
		c = entry_order(&e, name, n, is_tree);
		if (c >= 0) {
			*start = (size_t)(at - raw->data);
			*end = c ? *start : (size_t)(p - raw->data);
			return c == 0;
		}
		at = p;
	}
	*start = *end = p ? (size_t)(at - raw->data) : 0;
	return 0;
}

void
tree_put(struct sbuf *out, const struct sbuf *raw, const char *name,
    int is_tree, const unsigned char *oid)
{
	size_t start, end;

	tree_find(raw, name, is_tree, &start, &end);
	sbuf_add(out, raw->data, start);
	sbuf_addf(out, "%s %s", is_tree ? "40000" : "100644", name);
	sbuf_addc(out, '\0');
	sbuf_add(out, oid, OID_LEN);
	if (raw->len > end)
		sbuf_add(out, raw->data + end, raw->len - end);
}

/* ---- trees by path ---------------------------------------------------- */

static size_t
path_hash(const char *s)
{
	uint64_t h = UINT64_C(14695981039346656037);	/* FNV-1a */

	for (; *s; s++)
		h = (h ^ (unsigned char)*s) * UINT64_C(1099511628211);
	return (size_t)(h ^ h >> 32);
}

static int
nodes_grow(struct archive *a)
{
	size_t n = a->nbuckets ? a->nbuckets * 4 : 256, i, h;
	struct tree_node **buckets = calloc(n, sizeof(*buckets)), *node;

	if (!buckets)
		return serr_memory(a->err);
	for (i = 0; i < a->nbuckets; i++)
		while ((node = a->nodes[i])) {
			a->nodes[i] = node->next;
			h = path_hash(node->path) & (n - 1);
			node->next = buckets[h];
			buckets[h] = node;
		}
	free(a->nodes);
	a->nodes = buckets;
	a->nbuckets = n;
	return STORE_OK;
}

void
tree_cache_clear(struct archive *a)
{
	struct tree_node *node;
	size_t i;

	for (i = 0; i < a->nbuckets; i++)
		while ((node = a->nodes[i])) {
			a->nodes[i] = node->next;
			sbuf_release(&node->raw);
			free(node->path);
			free(node);
		}
	free(a->nodes);
	a->nodes = NULL;
	a->nbuckets = a->nnodes = 0;
	for (i = 0; a->blobs && i < 8192; i++)
		free(a->blobs->slots[i].data);
	free(a->blobs);
	a->blobs = NULL;
}

/* The bytes of the tree with an id, from what main had before the pass. */
static int
node_load(struct archive *a, struct tree_node *node, const unsigned char *oid)
{
	char *data;
	size_t n;
	int rc = archive_read(a, oid, GIT_OBJECT_TREE, &data, &n);

	if (rc)
		return rc == STORE_NONE ?
		    serr_set(a->err, "%s: tree missing", node->path) : rc;
	sbuf_add(&node->raw, data, n);
	free(data);
	return sbuf_ok(&node->raw) ? STORE_OK : serr_memory(a->err);
}

static int
root_load(struct archive *a, struct tree_node *root)
{
	unsigned char tree[OID_LEN];
	char *data;
	size_t n;
	int rc;

	if (!a->has_head)
		return STORE_OK;
	rc = archive_read(a, a->head, GIT_OBJECT_COMMIT, &data, &n);
	if (rc)
		return rc == STORE_NONE ?
		    serr_set(a->err, "the commit of main is missing") : rc;
	rc = n > 45 && !hex_decode(data + 5, OID_LEN, tree) ?
	    node_load(a, root, tree) :
	    serr_set(a->err, "the commit of main is broken");
	free(data);
	return rc;
}

/* parent is NULL for the root. */
static struct tree_node *
node_get(struct archive *a, struct tree_node *parent, const char *path)
{
	const char *name = strrchr(path, '/');
	struct tree_node *node;
	size_t start, end, h = path_hash(path);

	for (node = a->nbuckets ? a->nodes[h & (a->nbuckets - 1)] : NULL; node;
	    node = node->next)
		if (strcmp(node->path, path) == 0)
			return node;
	if (a->nnodes >= a->nbuckets && nodes_grow(a))
		return NULL;
	node = calloc(1, sizeof(*node));
	if (!node || !(node->path = strdup(path))) {
		free(node);
		serr_memory(a->err);
		return NULL;
	}
	node->index = -1;
	node->next = a->nodes[h & (a->nbuckets - 1)];
	a->nodes[h & (a->nbuckets - 1)] = node;
	a->nnodes++;
	name = name ? name + 1 : path;
	if (!parent)
		return root_load(a, node) ? NULL : node;
	if (tree_find(&parent->raw, name, 1, &start, &end) &&
	    node_load(a, node, (unsigned char *)parent->raw.data + end -
	    OID_LEN))
		return NULL;
	return node;
}

/* Puts an entry into a tree and the tree into the pack. */
static int
node_put(struct archive *a, struct tree_node *node, const char *name,
    int is_tree, unsigned char oid[OID_LEN])
{
	struct pack_base base = { node->raw.data, node->raw.len, node->index };
	struct sbuf raw = { 0 };

	tree_put(&raw, &node->raw, name, is_tree, oid);
	if (!sbuf_ok(&raw)) {
		sbuf_release(&raw);
		return serr_memory(a->err);
	}
	node->index = pack_add(&a->pack, GIT_OBJECT_TREE, raw.data, raw.len,
	    &base, oid);
	sbuf_swap(&node->raw, &raw);
	sbuf_release(&raw);
	return node->index < 0 ? STORE_ERROR : STORE_OK;
}

/* ---- texts ------------------------------------------------------------ */

static struct blob *
blob_slot(struct archive *a, int64_t story)
{
	if (!a->blobs)
		a->blobs = calloc(1, sizeof(*a->blobs));
	return a->blobs ? &a->blobs->slots[(uint64_t)story % 8192] : NULL;
}

/* Keeps a text for the next version of its story to be a delta of. */
static void
blob_keep(struct archive *a, struct blob *b, const struct archive_version *v,
    int64_t index)
{
	a->blobs->bytes -= b->data ? b->n : 0;
	free(b->data);
	*b = (struct blob){ 0 };
	if (v->ntext > BLOBS_MAX - a->blobs->bytes)
		return;		/* the later version is stored whole */
	b->data = malloc(v->ntext ? v->ntext : 1);
	if (!b->data)
		return;
	if (v->ntext)
		memcpy(b->data, v->text, v->ntext);
	b->n = v->ntext;
	b->story = v->story;
	b->index = index;
	a->blobs->bytes += b->n;
}

static int
blob_write(struct archive *a, struct archive_version *v)
{
	struct blob *b = blob_slot(a, v->story);
	struct pack_base base = { NULL, 0, -1 };
	int64_t index;

	if (b && b->data && b->story == v->story)
		base = (struct pack_base){ b->data, b->n, b->index };
	index = pack_add(&a->pack, GIT_OBJECT_BLOB, v->text, v->ntext, &base,
	    v->blob);
	if (index >= 0 && b)
		blob_keep(a, b, v, index);
	return index < 0 ? STORE_ERROR : STORE_OK;
}

/* ---- a version -------------------------------------------------------- */

#define LEVELS 8		/* host, year, month, day, story, and the root */

/* The folders of a path, the root first; their number, or STORE_ERROR. */
static int
path_nodes(struct archive *a, char *path, struct tree_node **out)
{
	char *slash = path;
	int n = 0;

	out[n] = node_get(a, NULL, "");
	while (out[n] && slash && n + 1 < LEVELS) {
		slash = strchr(slash, '/');
		if (slash)
			*slash = '\0';
		out[n + 1] = node_get(a, out[n], path);
		n++;
		if (slash)
			*slash++ = '/';
	}
	return out[n] ? n : STORE_ERROR;
}

int
tree_cache_write(struct archive *a, struct archive_version *v,
    unsigned char root[OID_LEN])
{
	return blob_write(a, v) ? STORE_ERROR :
	    tree_cache_put(a, v->path, v->blob, root);
}

int
tree_cache_put(struct archive *a, const char *folder,
    const unsigned char blob[OID_LEN], unsigned char root[OID_LEN])
{
	struct tree_node *nodes[LEVELS];
	char *path = strdup(folder);
	const char *name;
	int n, rc;

	if (!path)
		return serr_memory(a->err);
	n = path_nodes(a, path, nodes);
	free(path);
	if (n < 0)
		return STORE_ERROR;
	memcpy(root, blob, OID_LEN);
	rc = node_put(a, nodes[n], "story.md", 0, root);
	for (; !rc && n > 0; n--) {
		name = strrchr(nodes[n]->path, '/');
		rc = node_put(a, nodes[n - 1],
		    name ? name + 1 : nodes[n]->path, 1, root);
	}
	return rc;
}
