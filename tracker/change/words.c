#include "tracker/change/words.h"

const struct word *
word_find(const struct word_table *t, struct str key, unsigned languages)
{
	size_t lo = 0, hi = t->n, mid;

	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		if (str_cmp(str_of(t->rows[mid].word), key) < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	for (; lo < t->n && str_eqz(key, t->rows[lo].word); lo++)
		if ((t->rows[lo].languages & languages) != 0)
			return &t->rows[lo];
	return NULL;
}

static bool
list_has(const struct common_list *l, struct str key)
{
	size_t lo = 0, hi = l->n, mid;

	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		if (str_cmp(str_of(l->words[mid]), key) < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < l->n && str_eqz(key, l->words[lo]);
}

bool
word_is_common(struct str key, unsigned languages)
{
	const struct common_list *l;

	for (l = words_common; l->languages != 0; l++)
		if ((l->languages & languages) != 0 && list_has(l, key))
			return true;
	return false;
}

unsigned
language_of(struct str tag)
{
	static const struct {
		const char *tag;
		unsigned language;
	} rows[] = {
		{ "de", LANG_DE }, { "fr", LANG_FR }, { "es", LANG_ES },
		{ "no", LANG_NO }, { "nb", LANG_NO }, { "nn", LANG_NO },
		{ "da", LANG_NO }, { "nl", LANG_NL }, { "pt", LANG_PT },
		{ "it", LANG_IT },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (str_istarts(tag, rows[i].tag) &&
		    (tag.n == 2 || tag.p[2] == '-' || tag.p[2] == '_'))
			return rows[i].language;
	return LANG_EN;
}

static bool
table_sorted(const struct word_table *t)
{
	for (size_t i = 1; i < t->n; i++)
		if (str_cmp(str_of(t->rows[i - 1].word),
		    str_of(t->rows[i].word)) > 0)
			return false;
	return t->n > 0;
}

bool
words_sorted(void)
{
	static const struct word_table *const all[] = {
		&words_numbers, &words_dates, &words_roles, &words_countries,
		&words_cities, &words_speech, &words_polarity,
		&words_opposites,
	};
	const struct common_list *l;

	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		if (!table_sorted(all[i]))
			return false;
	for (l = words_common; l->languages != 0; l++)
		for (size_t i = 1; i < l->n; i++)
			if (str_cmp(str_of(l->words[i - 1]),
			    str_of(l->words[i])) > 0)
				return false;
	return true;
}
