#include <stdlib.h>
#include <string.h>

#include "diff/work.h"

/* A sentence longer than this ends at the next clause, or in the middle. */
#define SENTENCE_TOKENS 120
#define SENTENCE_HARD 160

/* Words that take a dot without ending a sentence. */
static const char *const abbreviations[] = {
	"mr", "mrs", "ms", "dr", "prof", "gen", "sen", "rep", "gov", "lt",
	"col", "sgt", "capt", "cmdr", "maj", "adm", "rev", "hon", "pres",
	"st", "no", "nos", "vs", "v", "jr", "sr", "inc", "corp", "ltd", "co",
	"jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct",
	"nov", "dec", "fig", "eq", "ref", "al", "e.g", "i.e", "cf", "etc",
	"approx", "dept", "est", "mt", "ft", "a.m", "p.m", "u.s", "u.n",
};

static bool
is_abbreviation(const struct work *w, int side, const struct token *t)
{
	const char *p = w->text[side] + t->start;
	size_t n = t->end - t->start;
	char low[8];

	if (n >= sizeof(low))
		return false;
	if (n == 1 && (t->flags & TOK_UPPER))
		return true;		/* an initial */
	for (size_t i = 0; i < n; i++)
		low[i] = p[i] >= 'A' && p[i] <= 'Z' ? p[i] + 32 : p[i];
	low[n] = '\0';
	for (size_t i = 0;
	    i < sizeof(abbreviations) / sizeof(abbreviations[0]); i++) {
		if (strcmp(abbreviations[i], low) == 0)
			return true;
	}
	return false;
}

static bool
one_of(const struct work *w, int side, const struct token *t,
    const char *const *set)
{
	size_t n = t->end - t->start;

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

/* Does a sentence end before token i? */
static bool
sentence_ends(const struct work *w, int side, size_t i, size_t first)
{
	const struct token *v = w->tok[side].v, *t = &v[i];
	size_t k = i;

	if (t->flags & TOK_LINE)
		return true;
	if (v[k - 1].kind != TOK_PUNCT)
		return false;
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
	return !is_abbreviation(w, side, &v[k - 2]);
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

static int
sentences_of(struct work *w, int side)
{
	const struct token *v = w->tok[side].v;
	struct sentence *s = NULL, *out;
	size_t n = 0, cap = w->tok[side].n / 8 + w->nregion + 16, r, i, end;

	if ((out = malloc(cap * sizeof(*out))) == NULL)
		return -1;
	for (r = 0; r < w->nregion; r++) {
		i = w->region[r].side[side].tok;
		end = i + w->region[r].side[side].ntok;
		w->region[r].side[side].sen = n;
		for (s = NULL; i < end; i++) {
			if (s != NULL && !sentence_ends(w, side, i, s->tok) &&
			    !cut_here(w, side, i, s->ntok)) {
				s->ntok++;
				s->weight += word_weight_of(w, &v[i]);
				continue;
			}
			if (n == cap) {
				cap *= 2;
				s = realloc(out, cap * sizeof(*out));
				if (s == NULL) {
					free(out);
					return -1;
				}
				out = s;
			}
			s = &out[n++];
			memset(s, 0, sizeof(*s));
			s->tok = i;
			s->ntok = 1;
			s->region = r;
			s->weight = word_weight_of(w, &v[i]);
			s->mate = s->mate2 = s->move = NONE;
			s->para = (v[i].flags & TOK_LINE) != 0;
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
	return sentences_of(w, 0) != 0 || sentences_of(w, 1) != 0 ? -1 : 0;
}
