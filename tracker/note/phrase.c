#include "tracker/note/phrase.h"

#define SHARED_MIN 4	/* words at the front that two sentences share */

static const char determiners[] =
    "the|a|an|his|her|its|their|that|this|at|den|en|ei|et|eit|ein";
static const char joints[] =
    "is|was|are|were|be|been|has|have|had|will|would|at|for|by|in|on|to|of|"
    "with|as|from|er|var|ble|blei|vart|har|hadde|på|til|i|av|som|that|at|show|"
    "shows|say|says|worked|gave";
static const char copulas[] =
    "is|was|are|were|be|been|has|have|had|er|var|ble|blei|vart|har|hadde";
static const char prepositions[] = "at|for|by|in|on|to|of|with|as|from";

bool
word_number(struct str s)
{
	size_t i = 0;

	while (i < s.n && ((unsigned char)s.p[i] >= 0x80 || s.p[i] == '$' ||
	    s.p[i] == '#' || s.p[i] == 'C' || s.p[i] == 'A'))
		i++;
	return i < s.n && s.p[i] >= '0' && s.p[i] <= '9';
}

bool
word_capital(struct str s)
{
	return s.n > 0 && ((s.p[0] >= 'A' && s.p[0] <= 'Z') ||
	    (s.n > 1 && (unsigned char)s.p[0] == 0xc3 &&
	    (unsigned char)s.p[1] >= 0x80 && (unsigned char)s.p[1] <= 0x9e));
}

bool
word_like(struct str a, struct str b)
{
	size_t shorter = a.n < b.n ? a.n : b.n;

	if (str_ieq(a, b))
		return true;
	if (shorter < 4 || a.n > 64 || b.n > 64 || word_number(a))
		return false;
	if (str_eq(str_from(a, a.n - shorter), str_from(b, b.n - shorter)))
		return true;
	return str_distance(a, b) <= (shorter > 7 ? 3 : 2);
}

size_t
phrase_find(const struct word *w, struct phrase p, const char *words)
{
	struct str s = str_of(words);
	size_t i;

	for (i = p.a; i < p.b; i++)
		if (w[i].type == WORD_TEXT && word_in(w[i].s, s))
			return i;
	return p.b;
}

struct phrase
phrase_trim(const struct word *w, struct phrase p)
{
	while (p.a < p.b && (w[p.a].type != WORD_TEXT ||
	    (!w[p.a].quoted && word_in(w[p.a].s, str_of(determiners)))))
		p.a++;
	while (p.a < p.b && (w[p.b - 1].type != WORD_TEXT ||
	    (!w[p.b - 1].closed && word_in(w[p.b - 1].s,
	    STR("in|and|the|also|or|instead|paragraph|of|to|them|og|i")))))
		p.b--;
	return p;
}

struct phrase
phrase_quoted(const struct word *w, struct phrase p, bool *found)
{
	*found = false;
	for (size_t i = p.a; i < p.b; i++) {
		if (!w[i].quoted)
			continue;
		for (size_t k = i; k < p.b; k++) {
			if (!w[k].closed)
				continue;
			*found = true;
			return (struct phrase){ i, k + 1 };
		}
	}
	return p;
}

struct str
phrase_str(const struct word *w, struct phrase p)
{
	struct str first, last;

	if (phrase_empty(p))
		return (struct str){ NULL, 0 };
	first = w[p.a].s;
	last = w[p.b - 1].s;
	return str_make(first.p, (size_t)(last.p + last.n - first.p));
}

static bool
contains(const struct word *w, struct phrase p, struct str s)
{
	for (size_t i = p.a; i < p.b; i++)
		if (str_ieq(w[i].s, s))
			return true;
	return false;
}

/* Words the ends of both have in common, two at least and none a number. */
static size_t
shared_end(const struct word *w, struct phrase a, struct phrase b)
{
	size_t n = 0;

	while (n < a.b - a.a && n < b.b - b.a &&
	    str_ieq(w[a.b - 1 - n].s, w[b.b - 1 - n].s) &&
	    !word_in(w[a.b - 1 - n].s, STR("a|an|the|of|in|per")))
		n++;
	return n < 2 ? 0 : n;
}

/* "Henry Ford's great-grandson" answers "his grandson" with its last word. */
static struct phrase
cut_possessor(const struct word *w, struct phrase p, size_t n)
{
	for (size_t i = p.a; i + 1 < p.b; i++)
		if ((str_ends(w[i].s, "'s") || str_ends(w[i].s, "\xe2\x80\x99s")) &&
		    p.b - i - 1 == n)
			p.a = i + 1;
	return p;
}

/* From as many numbers before the end as terse has; 0 when they are too few. */
static size_t
numbers_start(const struct word *w, struct phrase whole, struct phrase terse)
{
	size_t k = 0, i = whole.b;

	for (size_t n = terse.a; n < terse.b; n++)
		k += word_number(w[n].s);
	while (i > whole.a && k > 0)
		k -= word_number(w[--i].s);
	return k == 0 ? i : whole.b;
}

/* The end both share: back from it to the joint before, if terse has none. */
static struct phrase
from_joint(const struct word *w, struct phrase whole, struct phrase terse)
{
	size_t a = whole.b - 1, n = terse.b - terse.a;
	size_t shared = shared_end(w, whole, terse);

	/* "wage increase not minimum wage increase": a word was too many */
	if (shared > 0 && shared < n && !word_number(w[terse.a].s))
		return (struct phrase){ whole.b - shared, whole.b };
	if (word_number(w[terse.a].s)) {
		a = numbers_start(w, whole, terse);
		if (a < whole.b)
			return (struct phrase){ a, whole.b };
		a = whole.b - 1;
	}

	while (a > whole.a && whole.b - a < n + 4) {
		struct str s = w[a - 1].s;

		if (w[a - 1].type != WORD_TEXT)
			break;
		if (word_in(s, str_of(joints)) && !contains(w, terse, s))
			break;
		a--;
	}
	return cut_possessor(w, phrase_trim(w,
	    (struct phrase){ a, whole.b }), n);
}

/* How alike two words are in kind: equal 3, both numbers or both names 1. */
static int
alike(const struct word *a, const struct word *b)
{
	if (str_ieq(a->s, b->s))
		return 3;
	if (word_like(a->s, b->s))
		return 2;
	if (word_number(a->s) && word_number(b->s))
		return 2;
	return word_capital(a->s) && word_capital(b->s);
}

/* The window as long as terse that is most like it, the last of the best. */
static struct phrase
best_window(const struct word *w, struct phrase whole, struct phrase terse)
{
	size_t n = terse.b - terse.a;
	struct phrase best = { 0, 0 };
	int top = 0;

	if (n > whole.b - whole.a || n > 12)
		n = 1;
	for (size_t i = whole.a; i + n <= whole.b; i++) {
		int score = 0;

		if (alike(&w[i], &w[terse.a]) == 0)
			continue;
		for (size_t k = 0; k < n; k++)
			score += alike(&w[i + k], &w[terse.a + k]);
		if (score >= top) {
			top = score;
			best = (struct phrase){ i, i + n };
		}
	}
	return best;
}

static bool
name_joint(const struct word *w, struct phrase p, size_t i)
{
	return i > p.a && i + 1 < p.b && !w[i].comma &&
	    word_in(w[i].s, STR("of|&|and|de|van|von|der")) &&
	    word_capital(w[i - 1].s) && word_capital(w[i + 1].s);
}

/* The last run of capital words; `like` prefers one that shares a word. */
static struct phrase
last_name(const struct word *w, struct phrase p, struct phrase like)
{
	struct phrase best = { 0, 0 }, shared = { 0, 0 };

	for (size_t i = p.a; i < p.b; i++) {
		size_t k = i;
		bool shares = false;

		while (k < p.b && (word_capital(w[k].s) ||
		    name_joint(w, p, k))) {
			for (size_t m = like.a; m < like.b; m++)
				shares |= word_like(w[k].s, w[m].s);
			k++;
			if (w[k - 1].comma)
				break;
		}
		if (k == i)
			continue;
		best = (struct phrase){ i, k };
		if (shares)
			shared = best;
		i = k - 1;
	}
	return phrase_empty(shared) ? best : shared;
}

static struct phrase
after_copula(const struct word *w, struct phrase p)
{
	struct phrase out = p;

	for (size_t i = p.a; i + 1 < p.b; i++)
		if (word_in(w[i].s, str_of(copulas)))
			out.a = i + 1;
	return out;
}

struct phrase
phrase_answer(const struct word *w, struct phrase whole, struct phrase terse)
{
	struct phrase out;

	if (phrase_empty(whole) || phrase_empty(terse))
		return whole;
	for (size_t i = whole.b; i-- > whole.a && w[terse.b - 1].s.n > 3;) {
		if (!str_ieq(w[i].s, w[terse.b - 1].s))
			continue;
		whole.b = i + 1;
		break;
	}
	if (word_like(w[whole.b - 1].s, w[terse.b - 1].s) ||
	    str_ieq(w[whole.b - 1].s, w[terse.b - 1].s))
		return from_joint(w, whole, terse);
	if (word_number(w[terse.a].s) || terse.b - terse.a <= 2) {
		out = best_window(w, whole, terse);
		if (!phrase_empty(out) && !word_capital(w[terse.a].s))
			return out;
		if (!phrase_empty(out) && (word_like(w[out.a].s, w[terse.a].s) ||
		    (w[terse.a].s.n > 4 && str_ieq(str_sub(w[out.a].s, 0, 4),
		    str_sub(w[terse.a].s, 0, 4)))))
			return out;
	}
	if (word_capital(w[terse.a].s)) {
		out = last_name(w, whole, terse);
		if (!phrase_empty(out))
			return out;
	}
	out = after_copula(w, whole);
	if (!word_in(w[terse.a].s, str_of(prepositions)) &&
	    out.b - out.a > 1 && word_in(w[out.a].s, str_of(prepositions)))
		out.a++;
	return phrase_trim(w, out);
}

static bool
is_unit(struct str s)
{
	return word_in(s, STR("percent|million|billion|trillion|a.m|p.m|edt|est|"
	    "gmt|et|cents|dollars|euros|years|points|kroner|milliardar|"
	    "milliarder|millionar|millioner|prosent|days|hours|shares|a|share"));
}

struct phrase
phrase_point(const struct word *w, struct phrase p)
{
	size_t first = p.b, k;

	for (size_t i = p.a; i < p.b && first == p.b; i++)
		if (word_number(w[i].s))
			first = i;
	for (k = first; k < p.b && (word_number(w[k].s) || is_unit(w[k].s));)
		k++;
	if (first < p.b && first > p.a && k == p.b &&
	    !word_capital(w[first - 1].s)) {
		while (first > p.a && word_in(w[first - 1].s, STR("more|than|"
		    "about|less|nearly|fewer|some|up|over|under|almost")) &&
		    !word_in(w[first - 1].s, STR("up")))
			first--;
		return (struct phrase){ first, p.b };
	}
	for (size_t i = p.a; i + 2 < p.b; i++)
		if (word_in(w[i].s, STR("is|was|are|were")) &&
		    word_in(w[i + 1].s, STR("a|an|the|former")))
			return (struct phrase){ i + 1, p.b };
	return p;
}

/* Words both share at their front; "actually" may stand between. */
static size_t
shared_run(const struct word *w, struct phrase *x, struct phrase *y)
{
	size_t n = 0;

	while (x->a < x->b && y->a < y->b) {
		if (str_ieq(w[x->a].s, w[y->a].s)) {
			x->a++;
			y->a++;
			n++;
		} else if (n > 0 && word_in(w[y->a].s,
		    STR("actually|in|fact|only|instead"))) {
			y->a++;
		} else {
			break;
		}
	}
	return n;
}

static struct phrase
cut_preposition(const struct word *w, struct phrase p)
{
	while (p.b - p.a > 1 && word_in(w[p.a].s,
	    STR("as|with|having|by|at|being")))
		p.a++;
	return p;
}

void
phrase_contrast(const struct word *w, struct phrase *x, struct phrase *y)
{
	struct phrase whole = phrase_trim(w, *x), other = phrase_trim(w, *y);
	struct phrase a = whole, b = other, best_a = whole, best_b = other;
	size_t n, top = 0;

	for (size_t k = other.a; k < other.b; k++) {
		a = whole;
		b = (struct phrase){ k, other.b };
		n = shared_run(w, &a, &b);
		if (n > top) {
			top = n;
			best_a = a;
			best_b = b;
		}
	}
	a = best_a;
	b = best_b;
	if (top < SHARED_MIN || phrase_empty(a) || phrase_empty(b))
		return;
	/* "heat nuclear fuel rods", "cool them": one word for one */
	if (b.b - b.a == 2 && word_in(w[b.b - 1].s, STR("them|it|him|her")))
		b.b--;
	if (b.b - b.a == 1 && a.b - a.a > 4)
		a.b = a.a + 1;
	*x = cut_preposition(w, a);
	*y = cut_preposition(w, b);
}
