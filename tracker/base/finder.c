#include "tracker/base/finder.h"

static unsigned char
lower(char c)
{
	unsigned char u = (unsigned char)c;

	return (unsigned char)(u - 'A') < 26 ? u | 0x20 : u;
}

static unsigned char
pair(unsigned char a, unsigned char b)
{
	return (unsigned char)(a * 7 ^ b);
}

void
finder_init(struct finder *f)
{
	f->n = 0;
	memset(f->head, 0, sizeof(f->head));
}

void
finder_add(struct finder *f, const char *word)
{
	unsigned char *head;
	struct str s = str_of(word);

	if (f->n == FINDER_WORDS || s.n < 2)
		return;
	head = &f->head[pair((unsigned char)s.p[0], (unsigned char)s.p[1])];
	f->word[f->n] = s;
	f->next[f->n] = *head;
	*head = (unsigned char)++f->n;
}

/* Does the text begin with the word? */
static bool
begins(struct str text, struct str word)
{
	if (text.n < word.n)
		return false;
	for (size_t i = 0; i < word.n; i++)
		if (lower(text.p[i]) != (unsigned char)word.p[i])
			return false;
	return true;
}

struct hits
finder_find(const struct finder *f, struct str text)
{
	struct hits found = { { 0 } };
	unsigned char a = text.n > 0 ? lower(text.p[0]) : 0, b;

	for (size_t i = 1; i < text.n; i++, a = b) {
		b = lower(text.p[i]);
		for (unsigned w = f->head[pair(a, b)]; w-- > 0; w = f->next[w])
			if (!hits_has(&found, w) &&
			    begins(str_from(text, i - 1), f->word[w]))
				found.bits[w / 64] |= UINT64_C(1) << (w % 64);
	}
	return found;
}
