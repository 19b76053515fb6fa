/* The words around an edit. */
#include "tracker/base/utf8.h"
#include "tracker/change/inner.h"
#include "tracker/change/letters.h"

/* ---- how far around ----------------------------------------------------- */

static int
compare(const void *a, const void *b)
{
	const size_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static size_t
count(const struct diff_edit *d, size_t n)
{
	size_t total = n;

	for (size_t i = 0; i < n; i++)
		total += d[i].ninner;
	return total;
}

static void
add_limit(struct limits *l, struct diff_span s)
{
	if (span_size(s) == 0)
		return;
	l->starts[l->n] = s.start;
	l->ends[l->n++] = s.end;
}

/*
 * The bounds of a moved block part it from what stands around it, and what is
 * inside from what is outside: both bounds stand in both lists.
 */
static void
add_block(struct limits *l, struct diff_span s)
{
	l->starts[l->n] = s.start;
	l->ends[l->n++] = s.start;
	l->starts[l->n] = s.end;
	l->ends[l->n++] = s.end;
}

static void
limits_sort(struct limits *l)
{
	qsort(l->starts, l->n, sizeof(*l->starts), compare);
	qsort(l->ends, l->n, sizeof(*l->ends), compare);
}

static void
limits_init(struct limits *l, struct arena *a, size_t n)
{
	l->starts = arena_alloc(a, n + 1, sizeof(*l->starts));
	l->ends = arena_alloc(a, n + 1, sizeof(*l->ends));
	l->n = 0;
}

void
limits_find(struct pair *p, const struct diff_edit *d, size_t n)
{
	size_t most = 2 * count(d, n);

	limits_init(&p->old.limits, p->scratch, most);
	limits_init(&p->new.limits, p->scratch, most);
	for (size_t i = 0; i < n; i++) {
		if (d[i].op == DIFF_MOVE) {
			add_block(&p->old.limits, d[i].old);
			add_block(&p->new.limits, d[i].new);
		} else {
			add_limit(&p->old.limits, d[i].old);
			add_limit(&p->new.limits, d[i].new);
		}
		for (size_t k = 0; k < d[i].ninner; k++) {
			add_limit(&p->old.limits, d[i].inner[k].old);
			add_limit(&p->new.limits, d[i].inner[k].new);
		}
	}
	limits_sort(&p->old.limits);
	limits_sort(&p->new.limits);
}

/* The last end at or before `at`, or 0. */
static size_t
limit_before(const struct limits *l, size_t at)
{
	size_t lo = 0, hi = l->n, mid;

	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		if (l->ends[mid] <= at)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo > 0 ? l->ends[lo - 1] : 0;
}

/* The first start at or after `at`, or `size`. */
static size_t
limit_after(const struct limits *l, size_t at, size_t size)
{
	size_t lo = 0, hi = l->n, mid;

	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		if (l->starts[mid] < at)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < l->n ? l->starts[lo] : size;
}

/* ---- reading ------------------------------------------------------------ */

/* Bytes and words of text looked at on either side of an edit. */
#define AROUND_BYTES 96
#define AROUND_WORDS 6

static bool
is_space(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

static size_t
least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* How many bytes before `at`, of `room`, stand in whole words. */
static size_t
reach_back(struct str s, size_t at, size_t room)
{
	size_t n = 0, whole = 0, words = 0;

	room = least(room, AROUND_BYTES);
	while (n < room && words < AROUND_WORDS) {
		char c = s.p[at - n - 1];

		if (c == '\n')
			return n;
		n++;
		if (is_space(c)) {
			whole = n;
			words++;
		}
	}
	return n == at || (n == room && room < AROUND_BYTES) ? n : whole;
}

static size_t
reach_on(struct str s, size_t at, size_t room)
{
	size_t n = 0, whole = 0, words = 0;

	room = least(room, AROUND_BYTES);
	while (n < room && words < AROUND_WORDS) {
		char c = s.p[at + n];

		if (c == '\n')
			return n;
		if (is_space(c)) {
			whole = n;
			words++;
		}
		n++;
	}
	return at + n == s.n || (n == room && room < AROUND_BYTES) ? n :
	    whole;
}

static void
read_side(struct window *w, struct pair *p, struct side *s, size_t from,
    size_t to)
{
	*w = (struct window){ 0 };
	if (from < s->skip)
		from = s->skip;
	if (from >= to)
		return;
	tokens_read(&w->tokens, p->scratch, s->text, from, to, &s->quotes);
	/* after a prefix a headline begins as if it had none */
	if (w->tokens.n > 0 && s->skip > 0 && from == s->skip) {
		struct token *t = &w->tokens.v[0];

		t->flags &= ~(unsigned)TOKEN_GLUED;
		if ((t->flags & TOKEN_CAPITAL) != 0)
			t->flags |= TOKEN_BEGINS;
	}
}

static bool
same_token(const struct token *a, const struct token *b)
{
	return a->flags == b->flags && str_eq(a->text, b->text);
}

static size_t
count_words(const struct window *w)
{
	size_t n = 0;

	for (size_t i = w->first; i < w->last; i++)
		n += w->tokens.v[i].type != TOKEN_MARK &&
		    w->tokens.v[i].type != TOKEN_QUOTE;
	return n;
}

static void
narrow(struct window *a, struct window *b)
{
	size_t head = 0, tail = 0, na = a->tokens.n, nb = b->tokens.n;

	while (head < na && head < nb &&
	    same_token(&a->tokens.v[head], &b->tokens.v[head]))
		head++;
	while (tail < na - head && tail < nb - head &&
	    same_token(&a->tokens.v[na - 1 - tail],
	    &b->tokens.v[nb - 1 - tail]))
		tail++;
	a->first = b->first = head;
	a->last = na - tail;
	b->last = nb - tail;
	a->nwords = count_words(a);
	b->nwords = count_words(b);
}

void
windows_read(struct window *old, struct window *new, struct pair *p,
    const struct diff_edit *d)
{
	struct side *a = &p->old, *b = &p->new;
	size_t before, after;

	before = least(d->old.start - limit_before(&a->limits, d->old.start),
	    d->new.start - limit_before(&b->limits, d->new.start));
	after = least(limit_after(&a->limits, d->old.end, a->text.n) -
	    d->old.end, limit_after(&b->limits, d->new.end, b->text.n) -
	    d->new.end);
	before = least(reach_back(a->text, d->old.start, before),
	    reach_back(b->text, d->new.start, before));
	after = least(reach_on(a->text, d->old.end, after),
	    reach_on(b->text, d->new.end, after));
	read_side(old, p, a, d->old.start - before, d->old.end + after);
	read_side(new, p, b, d->new.start - before, d->new.end + after);
	narrow(old, new);
}

bool
has_title_case(struct arena *arena, struct str s)
{
	struct tokens t = { 0 };
	size_t long_words = 0, capitals = 0;

	tokens_read(&t, arena, s, 0, least(s.n, 1000), NULL);
	for (size_t i = 1; i < t.n; i++) {
		if (t.v[i].type != TOKEN_WORD || t.v[i].key.n < 4)
			continue;
		long_words++;
		capitals += (t.v[i].flags & TOKEN_CAPITAL) != 0;
	}
	return long_words >= 2 && capitals * 10 >= long_words * 7;
}
