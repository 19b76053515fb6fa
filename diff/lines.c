#include <stdlib.h>
#include <string.h>

#include "diff/work.h"

/*
 * Lines first: what is equal to the byte is never tokenised. A line takes the
 * blank lines after it, for blank lines are no anchor. Only lines that stand
 * once in each text anchor, as in patience diff (Cohen 2010); then equal
 * neighbours join them.
 */
struct line {
	uint32_t start;		/* it ends where the next one starts */
	uint32_t hash;
	uint32_t mate;
};

#define PROBES 64
#define UNPAIR_MAX 16384	/* bytes of a run that may be unpaired */
#define LINE_WEIGHT 256		/* of a line beside its bytes */

struct lines {
	struct line *v;		/* one more, which begins at the end */
	size_t n, cap;
};

static size_t
line_length(const struct line *l)
{
	return l[1].start - l[0].start;
}

static uint64_t
hash_bytes(const char *p, size_t n)
{
	uint64_t a = n, b = ~(uint64_t)n, x, y;

	for (; n >= 16; n -= 16, p += 16) {
		memcpy(&x, p, 8);
		memcpy(&y, p + 8, 8);
		a = (a ^ x) * 0x9e3779b97f4a7c15ull;
		b = (b ^ y) * 0xd6e8feb86659fd93ull;
		a ^= a >> 32;
		b ^= b >> 32;
	}
	for (; n > 0; n--, p++)
		a = (a ^ (unsigned char)*p) * 0x9e3779b97f4a7c15ull + (a >> 29);
	return a ^ (b * 0x9e3779b97f4a7c15ull + (b >> 31));
}

static const char *
line_end(const char *p, const char *end)
{
	const char *nl = memchr(p, '\n', end - p);

	if (nl == NULL)
		return end;
	for (nl++; nl < end && (*nl == '\n' || *nl == '\r'); nl++)
		;
	return nl;
}

static int
lines_add(struct lines *ls, struct line l)
{
	if (ls->n == ls->cap) {
		size_t cap = ls->cap + ls->cap / 2 + 64;
		struct line *v = realloc(ls->v, cap * sizeof(*v));

		if (v == NULL)
			return -1;
		ls->v = v;
		ls->cap = cap;
	}
	ls->v[ls->n++] = l;
	return 0;
}

static int
lines_split(struct lines *ls, const char *text, size_t from, size_t to)
{
	const char *p = text + from, *end = text + to, *stop;
	uint64_t hash;

	for (; p < end; p = stop) {
		stop = line_end(p, end);
		hash = hash_bytes(p, stop - p);
		if (lines_add(ls, (struct line){ p - text, hash ^ hash >> 32,
			NONE }) != 0)
			return -1;
	}
	if (lines_add(ls, (struct line){ to, 0, NONE }) != 0)
		return -1;
	ls->n--;
	return 0;
}

static bool
line_equal(const struct work *w, const struct line *a, const struct line *b)
{
	size_t n = line_length(a);

	return a->hash == b->hash && n == line_length(b) &&
	    memcmp(w->text[0] + a->start, w->text[1] + b->start, n) == 0;
}

/* The first line of a hash in each text, and whether more follow. */
#define MANY ((uint32_t)1 << 31)
struct seat {
	uint32_t at[2];
};
struct seats {
	struct seat *v;
	size_t mask;
	const struct lines *lines;
};

/* NULL in a crowd, made on purpose: the line is no anchor then. */
static struct seat *
seat_find(const struct seats *t, uint32_t hash)
{
	size_t i = hash & t->mask;

	for (int k = 0; k < PROBES; k++, i = (i + 1) & t->mask) {
		struct seat *s = &t->v[i];
		int x = s->at[0] == NONE;

		if (s->at[x] == NONE || t->lines[x].v[s->at[x] & ~MANY].hash ==
		    hash)
			return s;
	}
	return NULL;
}

static void
seat_fill(const struct seats *t, int side)
{
	const struct lines *ls = &t->lines[side];
	struct seat *s;

	for (size_t i = 0; i < ls->n; i++) {
		s = seat_find(t, ls->v[i].hash);
		if (s != NULL && s->at[side] == NONE)
			s->at[side] = i;
		else if (s != NULL)
			s->at[side] |= MANY;
	}
}

/* Lines that stand once in each text become mates, in any order; how many. */
static size_t
lines_single(const struct work *w, struct lines ls[2], const struct seats *t)
{
	size_t n = 0;

	for (size_t i = 0; i < ls[0].n; i++) {
		struct seat *s = seat_find(t, ls[0].v[i].hash);

		if (s == NULL || s->at[0] != i || (s->at[1] & MANY) != 0 ||
		    !line_equal(w, &ls[0].v[i], &ls[1].v[s->at[1]]))
			continue;
		ls[0].v[i].mate = s->at[1];
		n++;
	}
	return n;
}

/* Of n mates those in order stay. */
static int
lines_order(struct lines ls[2], size_t n)
{
	struct link *links = malloc(n * sizeof(*links));
	size_t i, k;

	if (links == NULL)
		return -1;
	for (i = k = 0; i < ls[0].n; i++) {
		if (ls[0].v[i].mate == NONE)
			continue;
		links[k].a = i;
		links[k].b = ls[0].v[i].mate;
		links[k++].weight = line_length(&ls[0].v[i]) + LINE_WEIGHT;
	}
	if (chain(links, n, ls[1].n) != 0) {
		free(links);
		return -1;
	}
	for (k = 0; k < n; k++) {
		if (links[k].in)
			ls[1].v[links[k].b].mate = links[k].a;
		else
			ls[0].v[links[k].a].mate = NONE;
	}
	free(links);
	return 0;
}

static int
lines_anchor(struct work *w, struct lines ls[2])
{
	struct seats t = { NULL, 0, ls };
	size_t size = 16, n;

	while (size < (ls[0].n + ls[1].n) / 4 * 5)
		size *= 2;
	t.mask = size - 1;
	t.v = malloc(size * sizeof(*t.v));
	if (t.v == NULL)
		return -1;
	memset(t.v, 0xff, size * sizeof(*t.v));
	seat_fill(&t, 0);
	seat_fill(&t, 1);
	n = lines_single(w, ls, &t);
	free(t.v);
	return n > 0 ? lines_order(ls, n) : 0;
}

/* Equal neighbours of a pair are paired too. */
static void
lines_extend(const struct work *w, struct lines ls[2])
{
	size_t i, j;

	for (i = 0; i < ls[0].n; i++) {
		if (ls[0].v[i].mate == NONE)
			continue;
		j = ls[0].v[i].mate + 1;
		if (i + 1 < ls[0].n && j < ls[1].n &&
		    ls[0].v[i + 1].mate == NONE && ls[1].v[j].mate == NONE &&
		    line_equal(w, &ls[0].v[i + 1], &ls[1].v[j])) {
			ls[0].v[i + 1].mate = j;
			ls[1].v[j].mate = i + 1;
		}
	}
	for (i = ls[0].n; i-- > 1;) {
		if (ls[0].v[i].mate == NONE || ls[0].v[i].mate == 0)
			continue;
		j = ls[0].v[i].mate - 1;
		if (ls[0].v[i - 1].mate == NONE && ls[1].v[j].mate == NONE &&
		    line_equal(w, &ls[0].v[i - 1], &ls[1].v[j])) {
			ls[0].v[i - 1].mate = j;
			ls[1].v[j].mate = i - 1;
		}
	}
}

/*
 * A run of pairs with much more old text before it and much more new text
 * after it, or the other way round, may be what moved: unpaired, it is
 * compared again with its neighbours, sentence by sentence.
 */
struct run {
	size_t from, to;	/* old lines */
	size_t bytes;
	ptrdiff_t before;	/* old bytes less new ones in front of it */
};

static void
lines_unpair(struct lines ls[2], const struct run *r, ptrdiff_t after)
{
	ptrdiff_t least = r->before > 0 ? r->before : -r->before;

	if ((r->before > 0) == (after > 0))
		return;
	if (after < 0)
		after = -after;
	if (after < least)
		least = after;
	if (r->bytes > UNPAIR_MAX || (ptrdiff_t)r->bytes > 2 * least)
		return;
	for (size_t i = r->from; i < r->to; i++) {
		ls[1].v[ls[0].v[i].mate].mate = NONE;
		ls[0].v[i].mate = NONE;
	}
}

static void
lines_doubt(struct lines ls[2], const size_t from[2], const size_t to[2])
{
	struct run r = { 0, 0, 0, 0 };
	size_t a = from[0], b = from[1], i, k;
	bool have = false;

	for (i = 0; i <= ls[0].n; i = k) {
		const struct line *l = &ls[0].v[i], *m;
		ptrdiff_t gap;

		k = i + 1;
		if (i < ls[0].n && l->mate == NONE)
			continue;
		m = i < ls[0].n ? &ls[1].v[l->mate] : NULL;
		gap = (ptrdiff_t)((m ? l->start : to[0]) - a) -
		    (ptrdiff_t)((m ? m->start : to[1]) - b);
		if (have)
			lines_unpair(ls, &r, gap);
		if (m == NULL)
			break;
		while (k < ls[0].n && ls[0].v[k].mate ==
		    ls[0].v[k - 1].mate + 1 && ls[0].v[k].mate != NONE)
			k++;
		a = ls[0].v[k].start;
		b = ls[1].v[ls[0].v[k - 1].mate + 1].start;
		r = (struct run){ i, k, a - l->start, gap };
		have = true;
	}
}

int
work_region(struct work *w, size_t a, size_t b, size_t c, size_t d)
{
	struct region *r;

	if (a == b && c == d)
		return 0;
	if (w->nregion == w->region_cap) {
		size_t cap = w->region_cap * 2 + 16;

		r = realloc(w->region, cap * sizeof(*r));
		if (r == NULL)
			return -1;
		w->region = r;
		w->region_cap = cap;
	}
	r = &w->region[w->nregion++];
	memset(r, 0, sizeof(*r));
	r->side[0].start = a;
	r->side[0].end = b;
	r->side[1].start = c;
	r->side[1].end = d;
	return 0;
}

static int
lines_regions(struct work *w, const struct lines ls[2], const size_t from[2],
    const size_t to[2])
{
	size_t a = from[0], c = from[1];

	for (size_t i = 0; i < ls[0].n; i++) {
		const struct line *l = &ls[0].v[i], *m;

		if (l->mate == NONE)
			continue;
		m = &ls[1].v[l->mate];
		if (work_sync(w, a, l->start, c, m->start) != 0)
			return -1;
		a = l[1].start;
		c = m[1].start;
	}
	return work_sync(w, a, to[0], c, to[1]);
}

/* Equal bytes at both ends, back to where a line begins in both texts. */
static void
trim_ends(const struct work *w, size_t from[2], size_t to[2])
{
	const char *a = w->text[0], *b = w->text[1];
	size_t min = w->len[0] < w->len[1] ? w->len[0] : w->len[1], n, i;

	for (n = 0; n + 256 <= min && memcmp(a + n, b + n, 256) == 0; n += 256)
		;
	while (n < min && a[n] == b[n])
		n++;
	if (n == w->len[0] && n == w->len[1]) {
		from[0] = from[1] = to[0] = to[1] = n;
		return;
	}
	while (n > 0 && (a[n - 1] != '\n' || (n < w->len[0] && a[n] == '\n') ||
	    (n < w->len[1] && b[n] == '\n')))
		n--;
	from[0] = from[1] = n;
	min -= n;
	a += w->len[0];
	b += w->len[1];
	for (n = 0; n + 256 <= min &&
	    memcmp(a - n - 256, b - n - 256, 256) == 0; n += 256)
		;
	while (n < min && a[-(ptrdiff_t)n - 1] == b[-(ptrdiff_t)n - 1])
		n++;
	/* forward again to a line's start, which both have before it */
	for (i = n; i > 0 && !(a[-(ptrdiff_t)i] != '\n' && i < n &&
	    a[-(ptrdiff_t)i - 1] == '\n'); i--)
		;
	to[0] = w->len[0] - i;
	to[1] = w->len[1] - i;
}

int
work_lines(struct work *w)
{
	struct lines ls[2];
	size_t from[2], to[2];
	int rc = -1;

	memset(ls, 0, sizeof(ls));
	trim_ends(w, from, to);
	if (from[0] == to[0] || from[1] == to[1])
		return work_sync(w, from[0], to[0], from[1], to[1]);
	if (lines_split(&ls[0], w->text[0], from[0], to[0]) != 0 ||
	    lines_split(&ls[1], w->text[1], from[1], to[1]) != 0)
		goto out;
	if (lines_anchor(w, ls) != 0)
		goto out;
	lines_extend(w, ls);
	lines_doubt(ls, from, to);
	rc = lines_regions(w, ls, from, to);
out:
	free(ls[0].v);
	free(ls[1].v);
	return rc;
}
