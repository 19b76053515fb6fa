#include <stdlib.h>

#include "diff/work.h"

/*
 * Heaviest increasing subsequence by a Fenwick tree of prefix maxima (Fenwick,
 * Software: Practice and Experience 24(3), 1994), O(n log nb).
 */
struct best {
	uint64_t weight;
	uint32_t link;
};

static struct best
tree_max(const struct best *tree, size_t i)
{
	struct best b = { 0, NONE };

	for (; i > 0; i -= i & -i) {
		if (tree[i].weight > b.weight)
			b = tree[i];
	}
	return b;
}

static void
tree_put(struct best *tree, size_t nb, size_t i, struct best b)
{
	for (i++; i <= nb; i += i & -i) {
		if (b.weight > tree[i].weight)
			tree[i] = b;
	}
}

int
chain(struct link *v, size_t n, size_t nb)
{
	struct best *tree = calloc(nb + 1, sizeof(*tree)), b;
	struct best *own = malloc((n + 1) * sizeof(*own));
	size_t i, k, end;
	uint32_t at;

	if (tree == NULL || own == NULL) {
		free(tree);
		free(own);
		return -1;
	}
	for (i = 0; i < n; i = end) {
		/* pairs of one a are put in only when all of them are read */
		for (end = i; end < n && v[end].a == v[i].a; end++) {
			own[end] = tree_max(tree, v[end].b);
			v[end].in = false;
		}
		for (k = i; k < end; k++) {
			b.weight = own[k].weight + v[k].weight;
			b.link = k;
			tree_put(tree, nb, v[k].b, b);
		}
	}
	for (at = tree_max(tree, nb).link; at != NONE; at = own[at].link)
		v[at].in = true;
	free(tree);
	free(own);
	return 0;
}
