/*
 * Facts in a stretch of text: numbers, dates, names, roles, places, quoted
 * words, who said so, negation and modality, each by its value, so that what
 * says the same in other words is equal.
 */
#ifndef TRACKER_CLASSIFY_FACTS_H
#define TRACKER_CLASSIFY_FACTS_H

#include "tracker/change/classify.h"
#include "tracker/change/tokens.h"
#include "tracker/change/words.h"

struct fact {
	enum class class;
	uint64_t value;
	size_t from, to;	/* tokens */
	/* Of a quantity or one of two opposites: says something only where
	 * another of its kind took its place. */
	bool soft;
};

struct facts {
	struct fact *v;
	size_t n, cap;
};

/* Which words of a story stand in small letters, which as names. */
struct lexicon;
struct lexicon *lexicon_new(struct arena *, const struct str *texts, size_t n);
bool lexicon_small(struct lexicon *, struct str key);
bool lexicon_name(struct lexicon *, struct str key);
/* A story that says enough does not have the word at all. */
bool lexicon_rules_out(struct lexicon *, struct str key);

struct fact_reader {
	struct arena *arena;
	const struct tokens *tokens;
	unsigned languages;
	struct lexicon *lexicon;	/* or NULL */
	bool title_case;		/* capitals say nothing */
	struct facts *out;
	size_t place_to;		/* a run of place words ends here */
};

/* Appends what the tokens say, class by class in the text's order. */
void facts_read(struct fact_reader *);
/* Facts lost and gained, as sets of classes. */
struct fact_change {
	unsigned lost, gained;
	bool opposite;		/* a word became its opposite */
};
void facts_compare(struct fact_change *, struct arena *, const struct facts *,
    const struct facts *);

/* One reader a subject: how many tokens at i make such a fact (added), or 0. */
size_t date_read(struct fact_reader *, size_t i);
size_t number_read(struct fact_reader *, size_t i);
size_t place_read(struct fact_reader *, size_t i);
size_t role_read(struct fact_reader *, size_t i);
size_t name_read(struct fact_reader *, size_t i);

/* A value of a decimal number by the language's marks; 0, or -1. */
struct decimal {
	uint64_t digits;	/* without zeros at the end */
	int exponent;
};
int decimal_of(struct decimal *, struct str key, unsigned languages);

/* The number at i without what bounds it and what it counts: tokens, or 0. */
size_t number_bare(const struct fact_reader *, size_t i, uint64_t *value);

void fact_add(struct fact_reader *, enum class, uint64_t value, size_t from,
    size_t to, bool soft);
static inline uint64_t
fact_hash(uint64_t a, uint64_t b)
{
	a ^= b + 0x9e3779b97f4a7c15u + (a << 6) + (a >> 2);
	return a * 0xff51afd7ed558ccdu;
}

/* The token at i, or NULL past the end. */
static inline const struct token *
token_at(const struct fact_reader *r, size_t i)
{
	return i < r->tokens->n ? &r->tokens->v[i] : NULL;
}

/* A row of a type for the word at i, or NULL. */
const struct word *word_at(const struct fact_reader *,
    const struct word_table *, size_t i, enum word_type);
/*
 * The row for the longest of up to `max` words at i, joined; *n tokens, marks
 * between them (hyphens) counted.
 */
const struct word *words_at(const struct fact_reader *,
    const struct word_table *, size_t i, size_t max, enum word_type,
    size_t *n);

#endif
