/* Notes that confess: what was wrong, then a sentence that puts it right. */
#include "tracker/note/claims.h"

/* A sentence about the note itself, not about the facts. */
static bool
is_process(const struct reader *r, struct phrase p)
{
	size_t k = p.a + 9 < p.b ? p.a + 9 : p.b;
	struct phrase head = { p.a, k };

	if (phrase_empty(p) ||
	    word_in(r->w[p.a].s, STR("while|although|though")))
		return true;
	if (phrase_find(r->w, head, "corrected|updated|regrets|beklager|regret|"
	    "oppdatert|amended|fjernet|endret|error") < k &&
	    phrase_find(r->w, p, "til") == p.b)
		return true;
	return p.b - p.a <= 6 && phrase_find(r->w, p, "feil|stemmer|riktig|"
	    "incorrect|wrong|riktighet|ukorrekt|korrekt|medfører|rett") < p.b &&
	    phrase_find(r->w, p, "riktige|korrekte|rette") == p.b;
}

/* Drops "In fact", "The correct name is", "Det riktige er at". */
static struct phrase
cut_opening(const struct reader *r, struct phrase p)
{
	static const struct {
		const char *first, *second;
		size_t n;
	} openings[] = {
		{ "in", "fact", 2 }, { "it|they|he|she|that|this", "is|was|are|"
		    "were", 2 }, { "det|han|hun|ho|de|den|dette", "er|var", 2 },
		{ "actually|faktisk", "*", 1 },
	};
	size_t k;

	if (p.b - p.a > 3 && word_in(r->w[p.a].s, STR("det|the|dette")) &&
	    word_in(r->w[p.a + 1].s, STR("riktige|korrekte|rette|correct|right|"
	    "er|skal|ble|har"))) {
		k = phrase_find(r->w, p, "er|is|være|vere|til|are|was");
		if (k + 1 < p.b && word_in(r->w[k].s, STR("er")) &&
		    word_in(r->w[k + 1].s, STR("rettet|retta|endret|endra"))) {
			k = phrase_find(r->w, p, "til");
		}
		if (k < p.b) {
			p.a = k + 1;
			if (p.a < p.b && word_in(r->w[p.a].s, STR("at|that")))
				p.a++;
		}
	}
	for (size_t i = 0; i < sizeof(openings) / sizeof(openings[0]); i++) {
		if (p.b - p.a <= openings[i].n ||
		    !word_in(r->w[p.a].s, str_of(openings[i].first)) ||
		    !word_in(r->w[p.a + 1].s, str_of(openings[i].second)))
			continue;
		p.a += openings[i].n;
		i = (size_t)-1;
		if (p.b - p.a < 2)
			break;
	}
	return p;
}

/* "misspelled X as Y", "referred to X as Y": the part of X that answers Y. */
static bool
read_as(struct reader *r, struct phrase p, bool spelling)
{
	size_t as = phrase_find(r->w, p, "as|som");
	struct phrase x = { p.a, as }, y = { as + 1, p.b }, q, best = { 0, 0 };
	bool quoted;
	unsigned top = 100;

	if (as >= p.b || as + 1 >= p.b || as == p.a)
		return false;
	y = phrase_quoted(r->w, phrase_trim(r->w, claim_cut(r, y)), &quoted);
	q = phrase_trim(r->w, x);
	for (size_t i = q.a; i < q.b && !phrase_empty(y); i++) {
		struct str last = r->w[y.b - 1].s;

		if (!word_capital(r->w[i].s) && word_capital(last))
			continue;
		if (word_like(r->w[i].s, last)) {
			size_t n = y.b - y.a;
			size_t from = i + 1 >= n && i + 1 - n >= q.a ?
			    i + 1 - n : q.a;

			best = (struct phrase){ from, i + 1 };
			top = 0;
		} else if (spelling && top > 0 && r->w[i].s.n <= 64) {
			unsigned d = str_distance(r->w[i].s, last);

			if (d < top && d * 2 <= last.n + 4) {
				top = d;
				best = (struct phrase){ i, i + 1 };
			}
		}
	}
	if (phrase_empty(best))
		return false;
	claim_add(r, y, best);
	return true;
}

static struct phrase
next_fact(const struct reader *r, struct phrase *rest, size_t limit)
{
	struct phrase s = { rest->a, rest->a };

	while (rest->a < limit) {
		s.a = rest->a;
		s.b = s.a;
		while (s.b < limit && r->w[s.b].type != WORD_STOP)
			s.b++;
		rest->a = s.b + 1 < limit ? s.b + 1 : limit;
		if (s.b > s.a && !is_process(r, s))
			return s;
	}
	return (struct phrase){ limit, limit };
}

/* "did not mention X", "kom det ikke fram at X": right, and nothing wrong. */
bool
omission_read(struct reader *r, struct phrase p)
{
	size_t not = phrase_find(r->w, p, "not|ikke|ikkje|failed|omitted");
	struct phrase near = { not, not + 4 < p.b ? not + 4 : p.b };
	size_t k;

	if (not >= p.b)
		return false;
	k = word_in(r->w[not].s, STR("omitted")) ? not : phrase_find(r->w, near,
	    "fram|frem|mention|include|note|nevnt|nevne|specify|disclose");
	if (k >= near.b || k + 1 >= p.b)
		return false;
	near = (struct phrase){ k + 1, p.b };
	if (word_in(r->w[near.a].s, STR("at|that")))
		near.a++;
	claim_add(r, nothing, near);
	return true;
}

/* "... slik at", "so that": what follows from the error is not the error. */
static struct phrase
cut_reason(const struct reader *r, struct phrase p)
{
	for (size_t i = p.a + 3; i + 1 < p.b; i++)
		if (word_in(r->w[i].s, STR("slik|so|such|slik")) &&
		    word_in(r->w[i + 1].s, STR("at|that")))
			p.b = i;
	return p;
}

/* "in Kell" and "in Marl": the preposition both begin with is not the error. */
static void
same_joint(const struct reader *r, struct phrase *x, struct phrase *y)
{
	while (x->b - x->a > 1 && y->b - y->a > 1 &&
	    str_ieq(r->w[x->a].s, r->w[y->a].s) &&
	    !word_capital(r->w[x->a].s)) {
		x->a++;
		y->a++;
	}
	if (y->b - y->a > 1 && x->b - x->a == 1 &&
	    word_in(r->w[y->a].s, STR("in|at|on|to|i|på|til|ved")))
		y->a++;
}

/* The one value of a phrase, or its end when it has none or several. */
static size_t
only_number(const struct reader *r, struct phrase p)
{
	size_t at = p.b;

	for (size_t i = p.a; i < p.b; i++) {
		if (!word_number(r->w[i].s))
			continue;
		if (at != p.b)
			return p.b;
		at = i;
	}
	return at;
}

static bool
says_again(const struct reader *r, size_t verb, struct phrase wrong)
{
	if (word_in(r->w[verb].s, STR("has|have|had|is|are|was|were")))
		return true;
	for (size_t i = wrong.a; i < wrong.b; i++)
		if (word_like(r->w[i].s, r->w[verb].s))
			return true;
	return false;
}

/* What a value is of: "The number was 13." */
static const char value_words[] =
    "number|figure|total|toll|sum|amount|price|cost|worth|value|year|age|share|"
    "rate|percentage|count|distance|length|height|depth|weight|size|speed";

/* Where the verb of "It has 38.", "The number was 13." stands, or p.b. */
static size_t
value_verb(const struct reader *r, struct phrase p)
{
	if (p.b - p.a >= 3 && word_in(r->w[p.a].s,
	    STR("it|they|he|she|there")))
		return p.a + 1;
	if (p.b - p.a >= 4 && word_in(r->w[p.a].s, STR("the")) &&
	    word_in(r->w[p.a + 1].s, str_of(value_words)) &&
	    word_in(r->w[p.a + 2].s, STR("is|was")))
		return p.a + 2;
	return p.b;
}

/* "She held 14 percent, and sold them in May.": what is added is not meant. */
static struct phrase
cut_addition(const struct reader *r, struct phrase p)
{
	for (size_t i = p.a + 2; i + 1 < p.b; i++)
		if (r->w[i].comma && word_in(r->w[i + 1].s, STR("and|but")))
			p.b = i + 1;
	return p;
}

/*
 * "It has 38.", "They cost 43 million.": a pronoun or the name of a quantity, a
 * verb that is plain or the one said before, and a value say only the value, and
 * of what was said before only the one value can be wrong. Units that both name
 * go with it.
 */
static bool
read_value(struct reader *r, struct phrase wrong, struct phrase right)
{
	size_t x = only_number(r, wrong), verb, y, n = 1;

	right = cut_addition(r, right);
	verb = value_verb(r, right);
	y = verb + 1;
	if (y >= right.b || right.b - verb > 5 || x == wrong.b ||
	    only_number(r, right) != y || !says_again(r, verb, wrong))
		return false;
	while (x + n < wrong.b && y + n < right.b &&
	    str_eq(r->w[x + n].s, r->w[y + n].s))
		n++;
	claim_add(r, (struct phrase){ x, x + n }, (struct phrase){ y, y + n });
	return true;
}

static bool
has_capital(const struct reader *r, struct phrase p)
{
	for (size_t i = p.a; i < p.b; i++)
		if (word_capital(r->w[i].s))
			return true;
	return false;
}

/*
 * "misspelled the captain's name as Osric. It is Osrick.", "misspelled the
 * surname of the mayor. It is Calder.", "misspelled Ines Calder's name.": what
 * follows "as" is wrong, what the next sentence says is right, and of a name
 * alone it is the right form that is given.
 */
static size_t
read_spelling(struct reader *r, struct phrase p, struct phrase rest)
{
	size_t as = phrase_find(r->w, p, "as|som"), of, on = rest.a;
	struct phrase wrong = nothing, right;

	if (as + 1 < p.b) {
		wrong = phrase_trim(r->w, claim_cut(r, (struct phrase){ as + 1,
		    p.b }));
		p.b = as;
	}
	of = phrase_find(r->w, p, "of");
	if (of + 1 < p.b)
		p.a = of + 1;
	if (phrase_empty(wrong) && has_capital(r, p)) {
		claim_add(r, nothing, p);
		return on;
	}
	right = next_fact(r, &rest, r->n);
	if (joint_find(r, right).found)
		return on;
	right = cut_opening(r, right);
	if (!phrase_empty(right) && !phrase_empty(wrong))
		right = phrase_answer(r->w, phrase_trim(r->w, right), wrong);
	if (right.b - right.a > 6 || !has_capital(r, right))
		right = nothing;
	claim_add(r, wrong, right);
	return phrase_empty(right) ? on : rest.a;
}

size_t
confession_read(struct reader *r, struct phrase p, size_t verb)
{
	struct phrase wrong = { verb + 1, p.b }, rest = { p.b + 1, r->n };
	struct phrase right;
	struct joint j;
	bool spelling = word_in(r->w[verb].s, STR("misspel*"));
	size_t k;

	if (wrong.a < wrong.b && word_in(r->w[wrong.a].s, STR("to|that|at|det")))
		wrong.a++;
	if (wrong.a < wrong.b && word_in(r->w[wrong.a].s, STR("at|that|vi")))
		wrong.a++;
	if (wrong.a < wrong.b && word_in(r->w[wrong.a].s, STR("at")))
		wrong.a++;
	j = joint_find(r, wrong);
	if (j.found) {
		right = claim_cut(r, (struct phrase){ j.after, p.b });
		wrong.b = j.at;
		claim_add(r, phrase_answer(r->w, phrase_trim(r->w, wrong),
		    phrase_trim(r->w, right)), right);
		return p.b + 1;
	}
	if (read_as(r, wrong, spelling))
		return p.b + 1;
	if (rest.a > r->n)
		rest.a = r->n;
	if (spelling)
		return read_spelling(r, wrong, rest);
	right = next_fact(r, &rest, r->n);
	if (read_value(r, wrong, right))
		return rest.a;
	k = right.a;
	right = cut_opening(r, right);
	j = joint_find(r, right);
	if (j.found && r->w[j.at - 1].comma) {
		/* "He was X, not Y.": what was said is said again */
		wrong = claim_cut(r, (struct phrase){ j.after, right.b });
		right.b = j.at;
		claim_add(r, wrong, phrase_answer(r->w, phrase_trim(r->w,
		    right), phrase_trim(r->w, wrong)));
		return rest.a;
	}
	if (right.a > k && !phrase_empty(right) &&
	    (right.b - right.a) * 2 <= wrong.b - wrong.a)
		wrong = phrase_answer(r->w, phrase_trim(r->w, wrong),
		    phrase_trim(r->w, right));
	else
		phrase_contrast(r->w, &wrong, &right);
	wrong = cut_reason(r, wrong);
	same_joint(r, &wrong, &right);
	claim_add(r, wrong, right);
	return rest.a;
}
