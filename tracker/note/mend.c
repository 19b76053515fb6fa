/* Notes that mend: a wire names what is right, then what was wrong. */
#include "tracker/note/claims.h"

/* Skips the places a phrase begins with. */
static struct phrase
cut_start(const struct reader *r, struct phrase p)
{
	while (p.a < p.b && (r->place[p.a] || r->w[p.a].type != WORD_TEXT))
		p.a++;
	return p;
}

/* Where what is right begins: after "to show", "to", or the verb. */
static size_t
right_start(const struct reader *r, struct phrase p, bool *sentence)
{
	size_t i;

	*sentence = false;
	for (i = p.a; i + 1 < p.b; i++) {
		if (!word_in(r->w[i].s, STR("to|that")) || r->place[i])
			continue;
		i++;
		if (!word_in(r->w[i].s, str_of(show_words)) &&
		    !word_in(r->w[i - 1].s, STR("that")))
			return i;
		*sentence = true;
		if (word_in(r->w[i].s, STR("make")) && i + 1 < p.b)
			i++;
		if (word_in(r->w[i - 1].s, STR("that")))
			return i;
		while (++i < p.b && (r->place[i] || word_in(r->w[i].s,
		    STR("that|in|clear"))))
			;
		return i;
	}
	return p.b;
}

/* "add dropped word X", "remove reference to X". */
static bool
read_insert(struct reader *r, struct phrase p)
{
	size_t at = phrase_find(r->w, p, "add|adds|added|insert|inserts|restore|"
	    "restores|remove|removes|removed|removing|delete|deletes|drop|"
	    "reinserted|adding");
	struct phrase x = { at + 1, p.b };
	bool gone, quoted;
	size_t k;

	if (at >= p.b)
		return false;
	gone = word_in(r->w[at].s, STR("remov*|delet*|drop"));
	k = phrase_find(r->w, x, "word|words|reference|references|phrase|"
	    "letter|sentence|mention|quote|paragraph");
	if (k >= x.b)
		return at == p.a || word_in(r->w[at - 1].s, STR("to|by"));
	x.a = k + 1;
	while (x.a < x.b && (r->place[x.a] || word_in(r->w[x.a].s,
	    STR("to|of|that|saying|stating"))))
		x.a++;
	x = claim_cut(r, x);
	x = phrase_quoted(r->w, x, &quoted);
	if (x.a < x.b && word_in(r->w[x.a].s, STR("in|from|the")) && !quoted)
		x.b = x.a;
	if (gone)
		claim_add(r, x, nothing);
	else
		claim_add(r, nothing, x);
	return true;
}

/*
 * "to A from B and crews to C from D": where the second one begins, which is
 * after the last "and" or comma before its "to"; else p.b.
 */
static size_t
second_pair(const struct reader *r, size_t from, struct phrase p)
{
	size_t to = phrase_find(r->w, (struct phrase){ from + 1, p.b },
	    "to|til");
	size_t again = phrase_find(r->w, (struct phrase){ to, p.b }, "from|fra");

	if (to >= p.b || again >= p.b)
		return p.b;
	for (size_t i = to; i > from + 2; i--)
		if (word_in(r->w[i - 1].s, STR("and|og")) ||
		    r->w[i - 2].comma)
			return i - 1;
	return p.b;
}

/* "from Y to X". */
static bool
read_from_to(struct reader *r, struct phrase p)
{
	size_t from = phrase_find(r->w, p, "from|fra");
	size_t to = phrase_find(r->w, (struct phrase){ from, p.b }, "to|til");
	size_t first = phrase_find(r->w, p, "to"), next;
	struct phrase right;

	if (from >= p.b)
		return false;
	if (first < from && !r->place[from]) {
		/* "to X from Y" */
		right = cut_start(r, (struct phrase){ first + 1, from });
		if (word_in(r->w[first + 1].s, str_of(show_words)))
			return false;
		next = second_pair(r, from, p);
		claim_add(r, claim_cut(r, (struct phrase){ from + 1, next }),
		    claim_cut(r, right));
		if (next < p.b)
			read_from_to(r, (struct phrase){ next, p.b });
		return true;
	}
	if (to >= p.b || word_in(r->w[to + 1 < p.b ? to + 1 : to].s,
	    str_of(show_words)))
		return false;
	claim_add(r, claim_cut(r, (struct phrase){ from + 1, to }),
	    claim_cut(r, (struct phrase){ to + 1, p.b }));
	return true;
}

/* "change G20 to G7", '"remaining workers" to "remaining years"'. */
static bool
read_change(struct reader *r, struct phrase p, size_t verb)
{
	struct phrase a = cut_start(r, (struct phrase){ verb + 1, p.b }), q;
	size_t to = phrase_find(r->w, a, "to");
	bool quoted;

	if (to >= p.b || to + 1 >= p.b || to == a.a ||
	    word_in(r->w[to + 1].s, str_of(show_words)))
		return false;
	a.b = to;
	q = phrase_quoted(r->w, a, &quoted);
	if (!quoted && !word_in(r->w[verb].s, STR("change|changes|changed")) &&
	    !(to > a.a && word_in(r->w[to - 1].s, STR("throughout"))))
		return false;
	if (quoted)
		a = q;
	claim_add(r, claim_cut(r, a),
	    claim_cut(r, (struct phrase){ to + 1, p.b }));
	return true;
}

/* "is to 138 billion, not by": the wrong word stands before the same object. */
static void
share_object(struct reader *r, struct phrase wrong, struct phrase right)
{
	struct note_claim *c;
	struct phrase object = { right.a + 1, right.b };

	if (r->out->nclaims == 0 || wrong.b - wrong.a != 1 ||
	    right.b - right.a < 2 ||
	    !word_in(r->w[wrong.a].s, STR("to|by|at|from|in|on|for|with")) ||
	    !word_in(r->w[right.a].s, STR("to|by|at|from|in|on|for|with")))
		return;
	c = &r->out->claims[r->out->nclaims - 1];
	c->wrong = arena_printf(r->arena, "%.*s %.*s",
	    STR_FMT(r->w[wrong.a].s), STR_FMT(phrase_str(r->w, object)));
}

static void
read_joined(struct reader *r, struct phrase p, struct joint j, size_t verb)
{
	struct phrase before = { verb < p.b ? verb + 1 : p.a, j.at };
	struct phrase wrong = claim_cut(r, (struct phrase){ j.after, p.b });
	struct phrase right = before;
	bool sentence = true, q1, q2;
	struct phrase qr, qw;

	if (verb < p.b) {
		size_t s = right_start(r, before, &sentence);

		if (s < before.b)
			right.a = s;
		else
			sentence = true;
	}
	right = claim_cut(r, cut_start(r, right));
	wrong = phrase_trim(r->w, wrong);
	right = phrase_trim(r->w, right);
	qr = phrase_quoted(r->w, right, &q1);
	qw = phrase_quoted(r->w, wrong, &q2);
	if (q1 && q2) {
		right = qr;
		wrong = qw;
	} else if (q1 && !sentence && wrong.b - wrong.a > 1) {
		right = qr;
	} else if (sentence || right.b - right.a > 4 * (wrong.b - wrong.a)) {
		right = phrase_answer(r->w, right, wrong);
	}
	claim_add(r, wrong, right);
	share_object(r, wrong, right);
}

static void
read_alone(struct reader *r, struct phrase p, size_t verb)
{
	bool sentence;
	struct phrase right = { verb < p.b ? verb + 1 : p.a, p.b };
	size_t of = phrase_find(r->w, right, "spelling|name");

	right.a = right_start(r, right, &sentence);
	if (right.a >= p.b && of < p.b) {
		/* "corrects spelling of X" */
		right.a = phrase_find(r->w, (struct phrase){ of, p.b }, "of");
		right.a = right.a < p.b ? right.a + 1 : p.b;
		right = claim_cut(r, right);
		if (right.a < right.b && !word_capital(r->w[right.a].s) &&
		    !word_capital(r->w[right.b - 1].s))
			return;
		claim_add(r, nothing, right);
		return;
	}
	right = claim_cut(r, cut_start(r, right));
	if (sentence)
		right = phrase_point(r->w, right);
	claim_add(r, nothing, right);
}

/* "delete paragraph 13 saying the bank was not available": what is taken out may
 * deny something. */
static bool
deletes(const struct reader *r, struct phrase p)
{
	size_t at = phrase_find(r->w, p, "delete|deletes|remove|removes|removed|"
	    "removing");

	return at < p.b && phrase_find(r->w, (struct phrase){ at, p.b },
	    "saying|that|stating|reference|sentence") < p.b &&
	    !r->w[p.b - 1].comma;
}

void
mend_read(struct reader *r, struct phrase p)
{
	size_t verb = phrase_find(r->w, p, mend_words);
	struct joint j = joint_find(r, p);
	size_t again;

	/* "was refiled to correct", "has been corrected to change" */
	while (verb + 2 < p.b && (again = phrase_find(r->w,
	    (struct phrase){ verb + 1, verb + 4 < p.b ? verb + 4 : p.b },
	    mend_words)) < p.b && again < verb + 4 && again > verb &&
	    word_in(r->w[again].s, str_of(mend_words)))
		verb = again;
	if (j.found && deletes(r, (struct phrase){ p.a, j.at }) &&
	    read_insert(r, p))
		return;
	if (j.found) {
		read_joined(r, p, j, verb);
		return;
	}
	if (read_insert(r, p))
		return;
	if (verb >= p.b)
		return;
	if (read_change(r, p, verb))
		return;
	if (read_from_to(r, (struct phrase){ verb + 1, p.b }))
		return;
	read_alone(r, p, verb);
}
