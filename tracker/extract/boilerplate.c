#include "tracker/extract/boilerplate.h"

#include "tracker/extract/fold.h"
#include "tracker/base/limits.h"
#include "tracker/base/utf8.h"

/* Bytes of a line that says enough to be recognised. */
#define LINE_LEAST 40
#define HEADING_LEAST 4

/* ---- a text as a reader sees it ----------------------------------------- */

/* FNV-1a over the folded characters, then mixed, so that any bits of it serve
 * as a place in a table. */
struct folder {
	uint64_t hash;
	bool form;		/* a run of digits is one sign */
	bool began, space, digits;
	bool has_number;
};

static void
put(struct folder *f, uint32_t c)
{
	f->hash = (f->hash ^ c) * 1099511628211u;
}

static void
take(struct folder *f, uint32_t c)
{
	bool digit = c >= '0' && c <= '9';

	if (c > 0x7f && fold_is_invisible(c))
		return;
	if (fold_is_space(c)) {
		f->space = f->began;
		f->digits = false;
		return;
	}
	f->has_number |= digit;
	if (f->form && digit && f->digits)
		return;
	if (f->space)
		put(f, ' ');
	put(f, f->form && digit ? '#' : c);
	f->began = true;
	f->space = false;
	f->digits = digit;
}

static uint64_t
hash_of(struct folder *f, struct str s)
{
	uint64_t h;

	f->hash = 14695981039346656037u;
	while (s.n > 0)
		if ((unsigned char)s.p[0] < 0x80) {
			take(f, (unsigned char)s.p[0]);
			s = str_make(s.p + 1, s.n - 1);
		} else {
			take(f, utf8_next(&s, NULL));
		}
	h = f->hash;
	h = (h ^ h >> 33) * 0xff51afd7ed558ccdu;
	h = (h ^ h >> 33) * 0xc4ceb9fe1a85ec53u;
	h ^= h >> 33;
	return h != 0 ? h : 1;
}

uint64_t
known_hash(struct str s)
{
	struct folder f = { .form = false };

	return hash_of(&f, s);
}

uint64_t
known_form_hash(struct str s)
{
	struct folder f = { .form = true };
	uint64_t h = hash_of(&f, s);

	return f.has_number ? h : 0;
}

/* ---- the table ---------------------------------------------------------- */

void
known_init(struct known *k, struct arena *a)
{
	*k = (struct known){ .arena = a };
}

/* Where a hash is, or would go. */
static struct known_slot *
slot_of(const struct known *k, uint64_t hash)
{
	size_t i = hash & (k->cap - 1);

	while (k->slot[i].hash != 0 && k->slot[i].hash != hash)
		i = (i + 1) & (k->cap - 1);
	return &k->slot[i];
}

static void
grow(struct known *k)
{
	struct known was = *k;

	k->cap = was.cap > 0 ? was.cap * 2 : 16;
	k->slot = arena_alloc(k->arena, k->cap, sizeof(*k->slot));
	for (size_t i = 0; i < was.cap; i++)
		if (was.slot[i].hash != 0)
			*slot_of(k, was.slot[i].hash) = was.slot[i];
}

void
known_add(struct known *k, uint64_t hash, enum known_level level)
{
	struct known_slot *s;

	if (2 * (k->n + 1) > k->cap)
		grow(k);
	s = slot_of(k, hash);
	k->n += s->hash == 0;
	*s = (struct known_slot){ .hash = hash, .level = (signed char)level };
}

enum known_level
known_level(const struct known *k, uint64_t hash)
{
	return k->n > 0 ? (enum known_level)slot_of(k, hash)->level :
	    KNOWN_NOT;
}

/* The row that says so, if it is known at all. */
static struct known_slot *
find(const struct known *k, struct str text, enum known_level least)
{
	struct folder f = { .form = false };
	struct known_slot *s = slot_of(k, hash_of(&f, text));

	if (s->level >= least || !f.has_number)
		return s->level >= least ? s : NULL;
	s = slot_of(k, known_form_hash(text));
	return s->level >= least ? s : NULL;
}

bool
known_has(const struct known *k, struct str text, enum known_level least)
{
	struct known_slot *s;

	if (k == NULL || k->n == 0 || text.n > LIMIT_FURNITURE_BYTES)
		return false;
	s = find(k, text, least);
	if (s == NULL)
		return false;
	if (s->note == 0)
		s->note = known_is_note(text) ? 2 : 1;
	return s->note == 1;
}

bool
known_is_note(struct str text)
{
	size_t glued;

	return note_is(text) != NOTE_NONE ||
	    note_glued(text, &glued) != NOTE_NONE;
}

/* ---- blocks ------------------------------------------------------------- */

/* Somebody's words, whoever repeats them. */
static bool
is_quotation(struct str s)
{
	static const char *const marks[] = { "\"", "'", "\xe2\x80\x9c",
		"\xe2\x80\x9d", "\xe2\x80\x9e", "\xe2\x80\x98", "\xe2\x80\x9a",
		"\xc2\xab", "\xc2\xbb", "\xe3\x80\x8c", "\xe3\x80\x8e",
		"\xe2\x80\x94 ", "\xe2\x80\x93 ", "- " };

	for (size_t i = 0; i < sizeof(marks) / sizeof(*marks); i++)
		if (str_starts(s, marks[i]))
			return true;
	return false;
}

static bool
is_of_page(enum block_type t)
{
	return t == BLOCK_PARAGRAPH || t == BLOCK_LIST_ITEM ||
	    t == BLOCK_CAPTION;
}

bool
known_can_move(const struct block *b)
{
	return (is_of_page(b->type) || b->type == BLOCK_SUBHEADING) &&
	    !is_quotation(b->text);
}

bool
known_can_be(const struct block *b)
{
	size_t least = b->type == BLOCK_SUBHEADING ? HEADING_LEAST : LINE_LEAST;

	return b->text.n >= least && b->text.n <= LIMIT_FURNITURE_BYTES &&
	    known_can_move(b);
}

/* From the last to the first: a heading goes when what stands below it went. */
static size_t
mark_known(const struct article *a, const struct known *k,
    enum known_level least, bool *out)
{
	const struct block *b;
	bool below = false;
	size_t n = 0;

	for (size_t i = a->nblocks; i-- > 0;) {
		b = &a->blocks[i];
		out[i] = (is_of_page(b->type) ||
		    (b->type == BLOCK_SUBHEADING && below)) &&
		    known_has(k, b->text, least);
		below = out[i];
		n += out[i];
	}
	return n;
}

bool
article_strip(struct article *a, const struct known *k,
    enum known_level least, struct arena *arena)
{
	struct block *kept;
	bool *out;
	size_t gone, n = 0;
	bool deck;

	if (k == NULL || k->n == 0)
		return false;
	deck = a->deck.n > 0 && known_has(k, a->deck, least);
	if (deck)
		a->deck = str_make(NULL, 0);
	out = arena_alloc(arena, a->nblocks + 1, sizeof(*out));
	gone = mark_known(a, k, least, out);
	if (gone == 0)
		return deck;
	kept = arena_alloc(arena, a->nblocks - gone + 1, sizeof(*kept));
	for (size_t i = 0; i < a->nblocks; i++)
		if (!out[i])
			kept[n++] = a->blocks[i];
	a->blocks = kept;
	a->nblocks = n;
	return true;
}
