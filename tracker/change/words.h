/*
 * Word lists: tables that rules look words up in. Keys are lower case, with
 * plain marks, as a token's `key`; several words are joined by one space.
 */
#ifndef TRACKER_CLASSIFY_WORDS_H
#define TRACKER_CLASSIFY_WORDS_H

#include "tracker/base/str.h"

enum word_type {
	WORD_NUMBER,	/* id: its value */
	WORD_TENS,	/* id: its value; another number may follow */
	WORD_SCALE,	/* id: power of ten */
	WORD_ORDINAL,	/* id: its value */
	WORD_FRACTION,	/* id: its denominator */
	WORD_VAGUE,	/* id: the same for what means the same, below too */
	WORD_BOUND, WORD_UNIT, WORD_CURRENCY,
	WORD_MONTH,	/* id: 1 to 12 */
	WORD_WEEKDAY,	/* id: 0 is Sunday */
	WORD_RELATIVE,	/* "yesterday" */
	WORD_SHIFT,	/* "last", before a WORD_PERIOD */
	WORD_PERIOD, WORD_CLOCK,
	WORD_ROLE, WORD_MODIFIER,
	WORD_PLACE, WORD_DIRECTION, WORD_PREPOSITION,
	WORD_SPEECH, WORD_NEGATION, WORD_MODAL,
	WORD_OPPOSITE,	/* id: 2k is the opposite of 2k + 1 */
};

enum language {
	LANG_EN = 1 << 0, LANG_DE = 1 << 1, LANG_FR = 1 << 2,
	LANG_ES = 1 << 3, LANG_NO = 1 << 4, LANG_NL = 1 << 5,
	LANG_PT = 1 << 6, LANG_IT = 1 << 7, LANG_ANY = 0xff,
};

struct word {
	const char *word;
	unsigned char type, languages;
	short id;
};

struct word_table {
	const struct word *rows;
	size_t n;
};

extern const struct word_table words_numbers, words_dates, words_roles,
    words_countries, words_cities, words_speech, words_polarity,
    words_opposites;

struct common_list {
	unsigned languages;
	const char *const *words;
	size_t n;
};
/* Ended by one without languages. */
extern const struct common_list words_common[];

/* A row of the language, or NULL. */
const struct word *word_find(const struct word_table *, struct str key,
    unsigned languages);
bool word_is_common(struct str key, unsigned languages);
/* "en-GB" gives LANG_EN; what is not known, or empty, LANG_EN too. */
unsigned language_of(struct str tag);
/* Is every table sorted as word_find needs it? For the tests. */
bool words_sorted(void);

#endif
