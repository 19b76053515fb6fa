#include <stdlib.h>

#include "tracker/extract/said.h"

/* Bytes of one text that are read: a wall says it at once. */
#define TEXT_BYTES 2000
#define BUCKETS 4096
/* Phrases in all tables, at most: a power of two, with room. */
#define PHRASES 8192

enum strength { WEAK, SAYS, GATE };

static const struct {
	enum said_kind kind;
	enum strength strength;
	const char *const *phrases;
} tables[] = {
	{ SAID_CONSENT, SAYS, said_consent_says },
	{ SAID_CONSENT, WEAK, said_consent_weak },
	{ SAID_PAY, GATE, said_pay_gates },
	{ SAID_PAY, SAYS, said_pay_says },
	{ SAID_PAY, WEAK, said_pay_weak },
	{ SAID_LOGIN, SAYS, said_login_says },
	{ SAID_BOT, SAYS, said_bot_says },
	{ SAID_BOT, WEAK, said_bot_weak },
	{ SAID_ERROR, SAYS, said_error_says },
	{ SAID_ERROR, WEAK, said_error_weak },
	{ SAID_ADDRESS, SAYS, said_address },
	{ SAID_NARRATIVE, SAYS, said_narrative },
};

struct phrase {
	struct phrase *next;	/* with the same three first bytes, or two */
	struct str text;
	bool open;		/* it ends with a "*" */
	bool capital;		/* it begins with a "^" */
	enum said_kind kind;
	enum strength strength;
};

struct said_phrases {
	struct phrase *bucket[BUCKETS];
	struct phrase *brief[BUCKETS];	/* of two bytes: "he" */
};

static unsigned
bucket_of(const char *p, size_t n)
{
	unsigned h = 0;

	for (size_t i = 0; i < n; i++)
		h = h * 67u + (unsigned char)p[i];
	return h % BUCKETS;
}

static void
add_phrase(struct said_phrases *p, struct phrase *f, size_t t, const char *text)
{
	struct phrase **at;

	f->capital = *text == '^';
	f->text = str_of(text + f->capital);
	f->open = str_ends(f->text, "*");
	f->text.n -= f->open;
	f->kind = tables[t].kind;
	f->strength = tables[t].strength;
	at = f->text.n < 3 ? &p->brief[bucket_of(f->text.p, 2)] :
	    &p->bucket[bucket_of(f->text.p, 3)];
	f->next = *at;
	*at = f;
}

/* Built by the first page of a process, which reads many. */
const struct said_phrases *
said_phrases(void)
{
	static struct said_phrases all;
	static struct phrase pool[PHRASES];
	static size_t n;

	if (n > 0)
		return &all;
	for (size_t t = 0; t < sizeof(tables) / sizeof(*tables); t++)
		for (const char *const *s = tables[t].phrases; *s != NULL;
		    s++) {
			if (n == PHRASES)
				abort();	/* any test finds it */
			add_phrase(&all, &pool[n++], t, *s);
		}
	return &all;
}

/* ---- reading ------------------------------------------------------------ */

static bool
is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/* A text made ready for the search. */
struct folded {
	char text[TEXT_BYTES + 3];
	bool capital[TEXT_BYTES + 3];	/* it was, and not after a stop */
	size_t n;
};

/* Does a sentence, or a quotation, begin after these bytes? */
static bool
is_start(const char *p, size_t n)
{
	while (n > 0 && p[n - 1] == ' ')
		n--;
	return n == 0 || strchr(".!?:\"", p[n - 1]) != NULL ||
	    (unsigned char)p[n - 1] >= 0x80;
}

/*
 * Lower case, also of Latin-1's letters; curly apostrophes straight, spaces that
 * do not break as spaces, invisible hyphens out.
 */
static void
fold(struct folded *f, struct str s)
{
	char *out = f->text;
	size_t n = 0;
	unsigned char c, d;

	memset(f->capital, 0, sizeof(f->capital));
	for (size_t i = 0; i < s.n; i++) {
		c = (unsigned char)s.p[i];
		d = i + 1 < s.n ? (unsigned char)s.p[i + 1] : 0;
		if (c >= 'A' && c <= 'Z') {
			f->capital[n] = !is_start(out, n);
			out[n++] = (char)(c + 32);
		} else if (c == 0xc3 && d >= 0x80 && d <= 0x9e) {
			out[n++] = (char)c;
			out[n++] = (char)(d + 32);
			i++;
		} else if (c == 0xc2 && (d == 0xa0 || d == 0xad)) {
			out[n] = ' ';
			n += d == 0xa0;
			i++;
		} else if (c == 0xe2 &&
		    str_starts(str_from(s, i), "\xe2\x80\x99")) {
			out[n++] = '\'';
			i += 2;
		} else {
			out[n++] = (char)c;
		}
	}
	/* three bytes may always be looked at */
	out[n] = out[n + 1] = out[n + 2] = '\0';
	f->n = n;
}

/* A quotation mark at the front: its bytes, or 0. */
static size_t
quote(struct str s)
{
	if ((unsigned char)s.p[0] < 0x80)
		return s.p[0] == '"';
	if (str_starts(s, "\xc2\xab") || str_starts(s, "\xc2\xbb"))
		return 2;
	return str_starts(s, "\xe2\x80\x9c") ||
	    str_starts(s, "\xe2\x80\x9d") ||
	    str_starts(s, "\xe2\x80\x9e") ? 3 : 0;
}

/* Bytes of the phrase at the front of `s`, or 0. */
static size_t
match(const struct phrase *f, struct str s)
{
	size_t n = f->text.n;
	char last = n > 0 ? f->text.p[n - 1] : '\0';

	if (s.n < n || memcmp(s.p, f->text.p, n) != 0)
		return 0;
	if (f->open) {
		while (n < s.n && (is_word(s.p[n]) ||
		    (unsigned char)s.p[n] >= 0x80))
			n++;
		return n;
	}
	return n < s.n && is_word(last) && is_word(s.p[n]) ? 0 : n;
}

/* The longest phrase of each kind at a place of the text. */
struct longest {
	size_t n[SAID_KINDS];
	const struct phrase *of[SAID_KINDS];
};

static void
look_in(const struct phrase *f, const struct folded *text, size_t at,
    bool quoted, const size_t until[SAID_KINDS], struct longest *best)
{
	struct str s = str_make(text->text + at, text->n - at);
	size_t n, k;

	for (; f != NULL; f = f->next) {
		k = f->kind;
		if (at < until[k] || (quoted && k >= SAID_PAGES) ||
		    (f->capital && !text->capital[at]))
			continue;
		n = match(f, s);
		if (n > 0 && (n > best->n[k] || (n == best->n[k] &&
		    f->strength > best->of[k]->strength))) {
			best->n[k] = n;
			best->of[k] = f;
		}
	}
}

static void
look(const struct said_phrases *p, const struct folded *text, size_t at,
    bool quoted, struct said *out, size_t until[SAID_KINDS])
{
	const char *s = text->text + at;
	struct longest best = { 0 };

	look_in(p->bucket[bucket_of(s, 3)], text, at, quoted, until, &best);
	look_in(p->brief[bucket_of(s, 2)], text, at, quoted, until, &best);
	for (int k = 0; k < SAID_KINDS; k++) {
		if (best.of[k] == NULL)
			continue;
		until[k] = at + best.n[k];
		out->covered[k] += best.n[k];
		if (best.of[k]->strength == WEAK ? out->first[k].n == 0 :
		    out->says[k] == 0 || best.of[k]->text.n > out->first[k].n)
			out->first[k] = best.of[k]->text;
		out->says[k] += best.of[k]->strength != WEAK;
		out->gates += best.of[k]->strength == GATE;
	}
}

void
said_read(const struct said_phrases *p, struct str text, struct said *out)
{
	size_t until[SAID_KINDS] = { 0 };
	struct folded f;
	bool quoted = false;
	const char *s = f.text;

	fold(&f, str_sub(text, 0, TEXT_BYTES));
	*out = (struct said){ .bytes = f.n };
	for (size_t i = 0; i < f.n; i++) {
		quoted ^= quote(str_make(s + i, f.n - i)) > 0;
		if ((i == 0 || !is_word(s[i - 1])) && s[i] != ' ' &&
		    ((unsigned char)s[i] & 0xc0) != 0x80)
			look(p, &f, i, quoted, out, until);
	}
}

unsigned
said_share(const struct said *s, enum said_kind k)
{
	return s->bytes == 0 ? 0 :
	    (unsigned)(s->covered[k] * 100 / s->bytes);
}

bool
said_to_reader(const struct said *s)
{
	return s->says[SAID_ADDRESS] > 0 && s->says[SAID_NARRATIVE] == 0;
}
