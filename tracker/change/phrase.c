#include "tracker/change/letters.h"
#include "tracker/change/phrase.h"

/* Inflections only: a trainer and training are two things. */
static struct str
light_stem(struct str key)
{
	static const struct {
		const char *ending;
		size_t least;	/* letters that stay */
	} rows[] = {
		{ "ies", 3 }, { "sses", 2 }, { "shes", 2 }, { "ches", 2 },
		{ "xes", 2 }, { "s", 3 }, { "ing", 4 }, { "ed", 4 },
	};
	size_t n;

	if (str_ends(key, "ss") || str_ends(key, "us"))
		return key;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		n = strlen(rows[i].ending);
		if (key.n >= n + rows[i].least && str_ends(key, rows[i].ending))
			return str_sub(key, 0, key.n - (i > 0 && i < 5 ? 2 :
			    i == 0 ? 2 : n));
	}
	return key;
}

static bool
is_left_out(const struct token *t)
{
	static const char *const words[] = {
		"a", "an", "the", "mr", "mrs", "ms", "miss", "dr", "sir",
		"gen", "sen", "rep", "gov", "prof", "lt", "col", "capt",
		"sgt", "maj", "rev",
	};

	if (t->type == TOKEN_QUOTE)
		return true;
	if (t->type == TOKEN_MARK)
		return t->mark < 0x80 ? t->mark != '%' :
		    mark_is_dash(t->mark) || t->mark < 0x20a0 ||
		    t->mark > 0x20cf;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (token_is(t, words[i]))
			return true;
	return false;
}

/* Words that only hold others together. */
static bool
is_function_word(struct str key)
{
	static const char words[] = " about after all also am an and are as "
	    "at be been before being but by did do does for from had has have "
	    "he her here him his how i if in into is it its me more most my "
	    "of off on or our out over own said say says she so some such "
	    "than that their them then there these they this those to too "
	    "under up us very was we were what when where which while who "
	    "whom why will with would you your ";
	char needle[12];

	if (key.n > sizeof(needle) - 2)
		return false;
	needle[0] = ' ';
	memcpy(needle + 1, key.p, key.n);
	needle[key.n + 1] = ' ';
	return str_find(STR(words), str_make(needle, key.n + 2)) >= 0;
}

static struct unit *
add(struct phrase *p, struct arena *a, struct str text,
    const struct token *from, const struct token *to)
{
	struct unit *u;

	p->v = arena_grow(a, p->v, p->n, &p->cap, sizeof(*p->v));
	u = &p->v[p->n++];
	*u = (struct unit){ .start = (size_t)(from->text.p - text.p),
		.end = (size_t)(to->text.p + to->text.n - text.p) };
	return u;
}

static void
add_word(struct phrase *p, struct arena *a, struct str text,
    const struct token *t)
{
	struct unit *u;

	if (is_left_out(t))
		return;
	u = add(p, a, text, t, t);
	u->value = t->type == TOKEN_MARK && t->mark == '%' ?
	    str_hash(STR("percent")) : str_hash(light_stem(t->key));
	u->name = (t->flags & (TOKEN_CAPITAL | TOKEN_BEGINS)) ==
	    TOKEN_CAPITAL;
	u->common = t->type == TOKEN_MARK ||
	    ((t->flags & TOKEN_CAPITALS) == 0 && is_function_word(t->key));
}

/* Components of a date in the order of their values, not of their words. */
static void
add_facts(struct phrase *p, struct fact_reader *r, struct str text,
    size_t from)
{
	const struct token *v = r->tokens->v;
	struct unit *u;

	for (size_t i = from; i < r->out->n; i++) {
		const struct fact *f = &r->out->v[i];

		u = add(p, r->arena, text, &v[f->from], &v[f->to - 1]);
		u->value = f->value;
		u->number = true;
	}
}

void
phrase_read(struct phrase *out, struct arena *a, struct str text,
    unsigned languages)
{
	struct tokens t = { 0 };
	struct facts f = { 0 };
	struct fact_reader r = { .arena = a, .tokens = &t, .out = &f,
		.languages = languages };
	struct unit *u;
	uint64_t value;
	size_t n, had;

	*out = (struct phrase){ 0 };
	tokens_read(&t, a, text, 0, text.n, NULL);
	for (size_t i = 0; i < t.n; i += n) {
		had = f.n;
		if ((n = date_read(&r, i)) > 0) {
			add_facts(out, &r, text, had);
		} else if ((n = number_bare(&r, i, &value)) > 0) {
			u = add(out, a, text, &t.v[i], &t.v[i + n - 1]);
			u->value = value;
			u->number = true;
		} else {
			n = 1;
			add_word(out, a, text, &t.v[i]);
		}
	}
}

bool
phrase_at(const struct phrase *text, size_t i, const struct phrase *p)
{
	if (p->n == 0 || p->n > text->n - i)
		return false;
	for (size_t k = 0; k < p->n; k++)
		if (text->v[i + k].value != p->v[k].value)
			return false;
	return true;
}

bool
phrase_has(const struct phrase *p, uint64_t value)
{
	for (size_t i = 0; i < p->n; i++)
		if (p->v[i].value == value)
			return true;
	return false;
}

void
phrase_without(struct phrase *out, struct arena *a, const struct phrase *x,
    const struct phrase *y)
{
	*out = (struct phrase){ 0 };
	for (size_t i = 0; i < x->n; i++) {
		if (x->v[i].common || phrase_has(y, x->v[i].value))
			continue;
		out->v = arena_grow(a, out->v, out->n, &out->cap,
		    sizeof(*out->v));
		out->v[out->n++] = x->v[i];
	}
}
