#include "tracker/extract/fold.h"
#include "tracker/base/utf8.h"

bool
fold_is_space(uint32_t c)
{
	return c == ' ' || (c >= 0x09 && c <= 0x0d) || c == 0x85 || c == 0xa0 ||
	    c == 0x1680 || (c >= 0x2000 && c <= 0x200a) || c == 0x2028 ||
	    c == 0x2029 || c == 0x202f || c == 0x205f || c == 0x3000;
}

bool
fold_is_invisible(uint32_t c)
{
	return c == 0xad || c == 0x34f || c == 0x61c || c == 0x180e ||
	    (c >= 0x200b && c <= 0x200f) || (c >= 0x202a && c <= 0x202e) ||
	    (c >= 0x2060 && c <= 0x2064) || (c >= 0x2066 && c <= 0x2069) ||
	    c == 0xfeff;
}

/* Reads one part as folded characters, piece after piece. */
struct reader {
	const struct article *a;
	enum part part;
	size_t next;	/* piece */
	struct str rest;
	bool began;	/* something visible was read */
	uint32_t held;	/* read, after the space that was given first; or 0 */
};

/* The next character that is not invisible; breaks of pieces are spaces. */
static uint32_t
visible(struct reader *r)
{
	uint32_t c;

	for (;;) {
		if (r->rest.n == 0) {
			if (r->next >= article_pieces(r->a, r->part))
				return 0;
			r->rest = article_piece(r->a, r->part, r->next++);
			return ' ';
		}
		c = (unsigned char)r->rest.p[0];
		if (c > ' ' && c < 0x7f) {
			/* most are, and nothing of the below is asked */
			r->rest = (struct str){ r->rest.p + 1, r->rest.n - 1 };
			return c;
		}
		c = utf8_next(&r->rest, NULL);
		if (c != 0 && !fold_is_invisible(c))
			return fold_is_space(c) ? ' ' : c;
	}
}

/* One space between words, none at the ends; 0 is the end. */
static uint32_t
folded(struct reader *r)
{
	uint32_t c = r->held;
	bool space = false;

	r->held = 0;
	if (c != 0)
		return c;
	while ((c = visible(r)) == ' ')
		space = true;
	if (c == 0)
		return 0;
	if (space && r->began) {
		r->held = c;
		return ' ';
	}
	r->began = true;
	return c;
}

static bool
part_same(const struct article *a, const struct article *b, enum part part)
{
	struct reader x = { .a = a, .part = part };
	struct reader y = { .a = b, .part = part };
	uint32_t c;

	do {
		c = folded(&x);
		if (c != folded(&y))
			return false;
	} while (c != 0);
	return true;
}

bool
article_moved(const char *from, const char *to)
{
	static const char *const ends[] = { "body", "footer" };
	const char *at[] = { from, to };

	for (size_t i = 0; i < 2; i++) {
		if (at[i] == NULL || at[i][0] == '\0')
			return false;
		if (strcmp(at[i], ends[1]) == 0)
			at[i] = ends[0];
	}
	return strcmp(at[0], at[1]) != 0;
}

bool
article_same(const struct article *a, const struct article *b)
{
	for (int part = 0; part < PART_COUNT; part++)
		if (!part_same(a, b, part))
			return false;
	for (size_t i = 0; i < a->nnotes && i < b->nnotes; i++)
		if (article_moved(a->notes[i].place, b->notes[i].place))
			return false;
	return true;
}

int
article_words(const struct article *a)
{
	static const enum part parts[] = { PART_HEADLINE, PART_BODY };
	struct reader r;
	uint32_t c;
	int words = 0;

	for (size_t i = 0; i < 2; i++) {
		r = (struct reader){ .a = a, .part = parts[i] };
		for (bool inside = false; (c = folded(&r)) != 0;) {
			words += c != ' ' && !inside;
			inside = c != ' ';
		}
	}
	return words;
}
