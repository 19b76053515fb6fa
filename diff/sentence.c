#include <stdlib.h>
#include <string.h>

#include "diff/work.h"

/* A sentence longer than this ends at the next clause, or in the middle. */
#define SENTENCE_TOKENS 120
#define SENTENCE_HARD 160
#define WRAPPED_MIN 40	/* bytes of a line that was broken by hand */

static bool
one_of(const struct work *w, int side, const struct token *t,
    const char *const *set)
{
	size_t n = t->len;

	for (; *set != NULL; set++) {
		if (strlen(*set) == n &&
		    memcmp(w->text[side] + t->start, *set, n) == 0)
			return true;
	}
	return false;
}

static const char *const stops[] = {
	".", "!", "?", "...", "\u2026", "\u0964", "\u061f", "\u06d4", NULL
};
static const char *const wide_stops[] = {
	"\u3002", "\uff01", "\uff1f", NULL
};
static const char *const closers[] = {
	"\"", "'", ")", "]", "\u201d", "\u2019", "\u00bb", "\u300d", "\u300f",
	"\uff09", NULL
};
static const char *const clause_ends[] = {
	",", ";", ":", "\u2014", "\u3001", "\uff0c", "\uff1b", NULL
};

/* Bytes of the line that ends at `end`, as far as it matters. */
static size_t
line_length(const struct work *w, int side, size_t end)
{
	size_t n = 0;

	while (n < end && n < WRAPPED_MIN && w->text[side][end - n - 1] != '\n')
		n++;
	return n;
}

/* A line that only goes on where the one before was broken. */
static bool
is_wrapped(const struct work *w, int side, const struct token *t)
{
	return (t->flags & (TOK_LOWER | TOK_BLANK)) == TOK_LOWER &&
	    t[-1].kind == TOK_WORD && t[-1].len > 1 &&
	    line_length(w, side, token_end(&t[-1])) >= WRAPPED_MIN;
}

/*
 * After an abbreviation a sentence ends only where it is one that ends
 * sentences ("etc.", "U.S.", "p.m.") and a word of little weight begins the
 * next: "The", not "Department".
 */
static bool
abbreviation_ends(const struct work *w, int side, const struct token *t,
    const struct token *before)
{
	static const char *const enders[] = {
		"U.S.", "U.N.", "U.K.", "E.U.", "a.m.", "p.m.", "etc.", "al.",
		"Inc.", "Corp.", "Ltd.", "Co.", "Jr.", "Sr.", NULL
	};

	return (t->flags & TOK_UPPER) && word_weight_of(w, t) <
	    WORD_WEIGHT / 2 && one_of(w, side, before, enders);
}

/* Does a sentence end before token i? */
static bool
sentence_ends(const struct work *w, int side, size_t i, size_t first)
{
	const struct token *v = w->tok[side].v, *t = &v[i];
	size_t k = i;

	if (t->flags & TOK_LINE && !is_wrapped(w, side, t))
		return true;
	if (v[k - 1].kind != TOK_PUNCT)
		return abbreviation_ends(w, side, t, &v[k - 1]);
	while (k > first + 1 && one_of(w, side, &v[k - 1], closers))
		k--;
	if (v[k - 1].kind != TOK_PUNCT)
		return false;
	if (one_of(w, side, &v[k - 1], wide_stops))
		return !one_of(w, side, t, closers);
	if (!(t->flags & TOK_SPACED) || (t->flags & TOK_LOWER) ||
	    !one_of(w, side, &v[k - 1], stops))
		return false;
	if (k < 2 || k - 1 <= first || w->text[side][v[k - 1].start] != '.')
		return true;
	if (k - 2 == first && (v[first].kind == TOK_NUMBER ||
	    v[first].len == 1))
		return false;		/* "1. Do this" */
	return v[k - 2].len > 1 ||
	    !(v[k - 2].flags & TOK_UPPER);	/* an initial */
}

/*
 * A sentence with no end is cut where the words say so and not the distance,
 * so that both texts are cut at the same words.
 */
static bool
cut_here(const struct work *w, int side, size_t i, size_t length)
{
	const struct token *v = w->tok[side].v;

	if (length < SENTENCE_TOKENS / 2)
		return false;
	if (length >= SENTENCE_HARD)
		return true;
	if (v[i - 1].id * 0x9e3779b1u >> 27 == 0)
		return true;
	return length >= SENTENCE_TOKENS &&
	    one_of(w, side, &v[i - 1], clause_ends);
}

static void
mark_by_rule(struct work *w, int side)
{
	struct token *v = w->tok[side].v;
	size_t first = 0, i, end;

	for (size_t r = 0; r < w->nregion; r++) {
		i = w->region[r].side[side].tok;
		end = i + w->region[r].side[side].ntok;
		for (first = i; i < end; i++) {
			if (i > first && !sentence_ends(w, side, i, first) &&
			    !cut_here(w, side, i, i - first))
				continue;
			v[i].flags |= TOK_FIRST;
			first = i;
		}
	}
}

/*
 * Where one text begins or ends a sentence, the same words do so in the other:
 * else a sentence that moved behind a heading without a stop would not be
 * found. The words are those of a few tokens on one side of the boundary.
 */
#define EDGE_TOKENS 4
#define EDGE_WEIGHT (2 * WORD_WEIGHT + 2)

struct edges {
	uint64_t *v;
	size_t mask;
};

/* Hash of as many tokens as make an edge. */
static inline uint64_t
edge_hash(const struct token *v)
{
	uint64_t h = (v[0].id + 1) * 0x9e3779b97f4a7c15ull ^
	    (v[1].id + 1) * 0xd6e8feb86659fd93ull ^
	    (v[2].id + 1) * 0xc2b2ae3d27d4eb4full ^
	    (v[3].id + 1) * 0x165667b19e3779f9ull;

	h ^= h >> 29;
	return h * 0x9e3779b97f4a7c15ull | 1;
}

/* The same, and 0 where the tokens from i on are too light or too few. */
static uint64_t
edge_heavy(const struct work *w, const struct token *v, size_t i, size_t end)
{
	int weight = 0;

	if (end - i < EDGE_TOKENS)
		return 0;
	for (size_t k = i; k < i + EDGE_TOKENS; k++)
		weight += word_weight_of(w, &v[k]);
	return weight >= EDGE_WEIGHT ? edge_hash(v + i) : 0;
}

/* The same words before a boundary and after one are not the same edge. */
static uint64_t
edge_end(uint64_t h)
{
	return h == 0 ? 0 : ~h | 1;
}

/* Few probes: a full neighbourhood only loses a boundary. */
static bool
edges_has(struct edges *e, uint64_t h, bool put)
{
	size_t at = h >> 20;

	for (int k = 0; h != 0 && k < 8; k++, at++) {
		if (e->v[at & e->mask] == h)
			return true;
		if (e->v[at & e->mask] == 0) {
			if (put)
				e->v[at & e->mask] = h;
			return false;
		}
	}
	return false;
}

static void
edges_collect(struct edges *e, const struct work *w, int side)
{
	const struct token *v = w->tok[side].v;
	size_t n = w->tok[side].n;

	for (size_t i = 0; i < n; i++) {
		if (!(v[i].flags & TOK_FIRST))
			continue;
		edges_has(e, edge_heavy(w, v, i, n), true);
		if (i >= EDGE_TOKENS)
			edges_has(e, edge_end(edge_heavy(w, v,
			    i - EDGE_TOKENS, n)), true);
	}
}

static void
mark_by_edges(struct edges *e, struct work *w, int side)
{
	struct token *v = w->tok[side].v;
	size_t i, end;

	for (size_t r = 0; r < w->nregion; r++) {
		i = w->region[r].side[side].tok;
		end = i + w->region[r].side[side].ntok;
		for (; i + EDGE_TOKENS <= end; i++) {
			/* light ones are not among those collected */
			uint64_t h = edge_hash(v + i);

			if (edges_has(e, h, false))
				v[i].flags |= TOK_FIRST;
			if (i + EDGE_TOKENS < end &&
			    edges_has(e, edge_end(h), false))
				v[i + EDGE_TOKENS].flags |= TOK_FIRST;
		}
	}
}

static size_t
count_sentences(const struct tokens *t)
{
	size_t n = 0;

	for (size_t i = 0; i < t->n; i++)
		n += (t->v[i].flags & TOK_FIRST) != 0;
	return n;
}

/*
 * Lists of a letter a line have as many sentences as tokens. Those are put
 * together, so that memory is bounded by the texts: again where the words say
 * so, in both texts alike.
 */
#define SENTENCE_BYTES 32	/* on average, at least */
#define SMALL_BYTES 32768	/* of texts that need no bound */
#define COARSE_TOKENS 8		/* of a sentence then */
#define COARSE_HARD 32

static void
coarsen(struct work *w, int side)
{
	struct token *v = w->tok[side].v;
	size_t i, end, first;

	for (size_t r = 0; r < w->nregion; r++) {
		first = w->region[r].side[side].tok;
		end = first + w->region[r].side[side].ntok;
		for (i = first + 1; i < end; i++) {
			if (!(v[i].flags & TOK_FIRST))
				continue;
			if (i - first < COARSE_TOKENS ||
			    (i - first < COARSE_HARD &&
			    v[i - 1].id * 0x9e3779b1u >> 29 != 0))
				v[i].flags &= ~TOK_FIRST;
			else
				first = i;
		}
	}
}

static int
mark_both(struct work *w)
{
	struct edges e[2];
	size_t size = 64;
	int rc = -1;

	while (size < (w->tok[0].n + w->tok[1].n) / 4)
		size *= 2;
	for (int x = 0; x < 2; x++) {
		e[x].mask = size - 1;
		e[x].v = calloc(size, sizeof(*e[x].v));
		mark_by_rule(w, x);
	}
	if (e[0].v == NULL || e[1].v == NULL)
		goto out;
	edges_collect(&e[0], w, 0);
	edges_collect(&e[1], w, 1);
	mark_by_edges(&e[0], w, 1);
	mark_by_edges(&e[1], w, 0);
	if ((count_sentences(&w->tok[0]) + count_sentences(&w->tok[1])) *
	    SENTENCE_BYTES > w->len[0] + w->len[1] + SMALL_BYTES) {
		coarsen(w, 0);
		coarsen(w, 1);
	}
	rc = 0;
out:
	free(e[0].v);
	free(e[1].v);
	return rc;
}

static int
sentences_of(struct work *w, int side)
{
	const struct token *v = w->tok[side].v;
	struct sentence *s, *out;
	size_t n = 0, r, i, end;

	out = malloc((count_sentences(&w->tok[side]) + 1) * sizeof(*out));
	if (out == NULL)
		return -1;
	for (r = 0; r < w->nregion; r++) {
		i = w->region[r].side[side].tok;
		end = i + w->region[r].side[side].ntok;
		w->region[r].side[side].sen = n;
		for (; i < end; i++) {
			if (v[i].flags & TOK_FIRST) {
				s = &out[n++];
				memset(s, 0, sizeof(*s));
				s->tok = i;
				s->region = r;
				s->mate = s->mate2 = s->move = NONE;
				s->para = (v[i].flags & TOK_LINE) != 0;
			}
			s = &out[n - 1];
			s->ntok++;
			s->weight += word_weight_of(w, &v[i]);
		}
		w->region[r].side[side].nsen =
		    n - w->region[r].side[side].sen;
	}
	w->sen[side] = out;
	w->nsen[side] = n;
	return 0;
}

int
work_sentences(struct work *w)
{
	return mark_both(w) != 0 || sentences_of(w, 0) != 0 ||
	    sentences_of(w, 1) != 0 ? -1 : 0;
}
