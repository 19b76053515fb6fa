/*
 * What a note says was wrong and what is right.
 *
 * Two manners are read. A wire's note mends: "corrects paragraph 3 to show X,
 * not Y"; what it names first is right. A newspaper's note confesses: "an
 * earlier version incorrectly said Y. X."; what it names first is wrong.
 */
#include "tracker/note/phrase.h"
#include "tracker/note/read.h"

#define WORDS 400

struct reader {
	struct word w[WORDS];
	bool place[WORDS];	/* the word says where, not what */
	size_t n;
	struct note *out;
	struct arena *arena;
};

static const char error_words[] =
    "misstated|misidentified|misspelled|misspelt|misattributed|misquoted|"
    "misreported|misnamed|mispronounced|mischaracterized|mischaracterised|"
    "incorrectly|erroneously|mistakenly|wrongly|inaccurately|feilaktig|"
    "misstates|misspells|misidentifies";
static const char version_words[] = "version|versions|headline|caption|versjon|"
    "versjonen|utgave|utgåve|captions";
static const char said_words[] =
    "said|stated|suggested|listed|gave|used|referred|identified|described|"
    "implied|reported|cited|claimed|indicated|called|say|states|refer|refers|"
    "referring|says|wrote|put|sto|stod|skrev|skreiv|het|hette|omtalte|"
    "kalte|siterte|meldte|opplyste|overskriften|used|named|attributed|quoted|"
    "characterized|framgikk|fremgikk";
static const char mend_words[] =
    "correct|corrects|corrected|correcting|fix|fixes|fixed|change|changes|"
    "changed|clarify|clarifies|clarified|amended|reflect|updated";
static const char show_words[] =
    "show|shows|showing|say|says|saying|read|reads|reflect|state|states|"
    "clarify|indicate|make|note|specify|that|said";

/* ---- where, not what ---------------------------------------------------- */

static bool
is_place_noun(struct str s)
{
	return word_in(s, STR("paragraph|paragraphs|para|paras|graph|graphs|"
	    "graf|headline|throughout|lead|lede|dateline|byline|pargraph"));
}

static bool
is_place_part(struct str s)
{
	return word_number(s) || word_in(s, STR("the|and|first|second|third|"
	    "fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|"
	    "last|final|in|of|one|two|three|four|five|six|seven|eight|nine|ten|"
	    "eleven|twelve|next-to-last|penultimate|13th|from"));
}

/* Marks "in the third and 5th paragraphs", "paragraphs 8 and 9". */
static void
mark_places(struct reader *r)
{
	for (size_t i = 0; i < r->n; i++) {
		size_t a = i, b = i + 1;

		if (r->w[i].type != WORD_TEXT || !is_place_noun(r->w[i].s))
			continue;
		while (a > 0 && r->w[a - 1].type == WORD_TEXT &&
		    is_place_part(r->w[a - 1].s) &&
		    !word_in(r->w[a - 1].s, STR("of")) &&
		    !word_in(r->w[a].s, STR("in|from")))
			a--;
		while (b < r->n && r->w[b].type == WORD_TEXT &&
		    is_place_part(r->w[b].s) && !word_in(r->w[b].s,
		    STR("in|the|of|from")))
			b++;
		for (; a < b; a++)
			r->place[a] = true;
	}
}

/* ---- claims ------------------------------------------------------------- */

static enum note_place
claim_place(const struct reader *r)
{
	return r->out->place;
}

static struct str
claim_str(struct reader *r, struct phrase p)
{
	bool quoted;
	struct str s;

	if (phrase_empty(p))
		return (struct str){ NULL, 0 };
	p = phrase_quoted(r->w, p, &quoted);
	if (!quoted)
		p = phrase_trim(r->w, p);
	s = phrase_str(r->w, p);
	return s;
}

static void
add_claim(struct reader *r, struct phrase wrong, struct phrase right)
{
	struct note_claim c = { claim_str(r, wrong), claim_str(r, right),
		claim_place(r) };

	if ((c.wrong.n == 0 && c.right.n == 0) ||
	    r->out->nclaims >= NOTE_CLAIMS || str_ieq(c.wrong, c.right))
		return;
	r->out->claims[r->out->nclaims++] = c;
}

static const struct phrase nothing = { 0, 0 };

/* ---- notes that mend ---------------------------------------------------- */

struct joint {
	size_t at, after;	/* its first word and the one behind it */
	bool found;
};

/* "X, not Y", "X instead of Y", "X rather than Y". */
static struct joint
find_joint(const struct reader *r, struct phrase p)
{
	for (size_t i = p.a + 1; i < p.b; i++) {
		const struct word *w = &r->w[i];
		bool two = i + 1 < p.b;

		if (two && word_in(w->s, STR("instead|rather")) &&
		    word_in(w[1].s, STR("of|than")))
			return (struct joint){ i, i + 2, true };
		if (!word_in(w->s, STR("not|ikke|ikkje|nicht|non|no|niet")))
			continue;
		if (w[-1].comma || !word_in(w[-1].s, STR("is|was|are|were|has|"
		    "have|had|does|do|did|will|would|could|can|should|may|be|er|"
		    "var|ble|har|skal|kan|det|but|stemmer|er|seg|what|why|yet")))
			return (struct joint){ i, i + 1, true };
	}
	return (struct joint){ p.b, p.b, false };
}

/* Ends a phrase at a place, a semicolon, or a clause that says why. */
static struct phrase
cut_end(const struct reader *r, struct phrase p)
{
	for (size_t i = p.a; i < p.b; i++) {
		if (r->place[i] || (i > p.a && word_in(r->w[i].s,
		    STR("after|since|because|due|following|per|slik")))) {
			p.b = i;
			break;
		}
	}
	return p;
}

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
	if (x.a < x.b && word_in(r->w[x.a].s, STR("to|of|that")))
		x.a++;
	x = cut_end(r, x);
	x = phrase_quoted(r->w, x, &quoted);
	if (x.a < x.b && word_in(r->w[x.a].s, STR("in|from|the")) && !quoted)
		x.b = x.a;
	if (gone)
		add_claim(r, x, nothing);
	else
		add_claim(r, nothing, x);
	return true;
}

/* "from Y to X". */
static bool
read_from_to(struct reader *r, struct phrase p)
{
	size_t from = phrase_find(r->w, p, "from|fra");
	size_t to = phrase_find(r->w, (struct phrase){ from, p.b }, "to|til");
	size_t first = phrase_find(r->w, p, "to");
	struct phrase right;

	if (from >= p.b)
		return false;
	if (first < from && !r->place[from]) {
		/* "to X from Y" */
		right = cut_start(r, (struct phrase){ first + 1, from });
		if (word_in(r->w[first + 1].s, str_of(show_words)))
			return false;
		add_claim(r, cut_end(r, (struct phrase){ from + 1, p.b }),
		    cut_end(r, right));
		return true;
	}
	if (to >= p.b || word_in(r->w[to + 1 < p.b ? to + 1 : to].s,
	    str_of(show_words)))
		return false;
	add_claim(r, cut_end(r, (struct phrase){ from + 1, to }),
	    cut_end(r, (struct phrase){ to + 1, p.b }));
	return true;
}

/* "change G20 to G7", '"remaining workers" to "remaining years"'. */
static bool
read_change(struct reader *r, struct phrase p, size_t verb)
{
	struct phrase a = cut_start(r, (struct phrase){ verb + 1, p.b }), q;
	size_t to = phrase_find(r->w, a, "to");
	bool quoted;

	if (to >= p.b || to + 1 >= p.b ||
	    word_in(r->w[to + 1].s, str_of(show_words)))
		return false;
	a.b = to;
	q = phrase_quoted(r->w, a, &quoted);
	if (!quoted && !word_in(r->w[verb].s, STR("change|changes|changed")) &&
	    !(to > a.a && word_in(r->w[to - 1].s, STR("throughout"))))
		return false;
	if (quoted)
		a = q;
	add_claim(r, cut_end(r, a),
	    cut_end(r, (struct phrase){ to + 1, p.b }));
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
	struct phrase wrong = cut_end(r, (struct phrase){ j.after, p.b });
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
	right = cut_end(r, cut_start(r, right));
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
	add_claim(r, wrong, right);
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
		right = cut_end(r, right);
		if (right.a < right.b && !word_capital(r->w[right.a].s) &&
		    !word_capital(r->w[right.b - 1].s))
			return;
		add_claim(r, nothing, right);
		return;
	}
	right = cut_end(r, cut_start(r, right));
	if (sentence)
		right = phrase_point(r->w, right);
	add_claim(r, nothing, right);
}

static void
read_mend(struct reader *r, struct phrase p)
{
	size_t verb = phrase_find(r->w, p, mend_words);
	struct joint j = find_joint(r, p);
	size_t again;

	/* "was refiled to correct", "has been corrected to change" */
	while (verb + 2 < p.b && (again = phrase_find(r->w,
	    (struct phrase){ verb + 1, verb + 4 < p.b ? verb + 4 : p.b },
	    mend_words)) < p.b && again < verb + 4 && again > verb &&
	    word_in(r->w[again].s, str_of(mend_words)))
		verb = again;
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

/* ---- notes that confess ------------------------------------------------- */

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
	y = phrase_quoted(r->w, phrase_trim(r->w, cut_end(r, y)), &quoted);
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
	add_claim(r, y, best);
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
static bool
read_omission(struct reader *r, struct phrase p)
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
	add_claim(r, nothing, near);
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

/*
 * `p` is what follows the verb of the error. Returns where reading goes on.
 */
static size_t
read_confession(struct reader *r, struct phrase p, size_t verb)
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
	j = find_joint(r, wrong);
	if (j.found) {
		right = cut_end(r, (struct phrase){ j.after, p.b });
		wrong.b = j.at;
		add_claim(r, phrase_answer(r->w, phrase_trim(r->w, wrong),
		    phrase_trim(r->w, right)), right);
		return p.b + 1;
	}
	if (read_as(r, wrong, spelling))
		return p.b + 1;
	if (spelling) {
		k = phrase_find(r->w, wrong, "of");
		if (k < wrong.b)
			wrong.a = k + 1;
		add_claim(r, nothing, wrong);
		return p.b + 1;
	}
	if (rest.a > r->n)
		rest.a = r->n;
	right = next_fact(r, &rest, r->n);
	k = right.a;
	right = cut_opening(r, right);
	if (right.a > k && !phrase_empty(right) &&
	    (right.b - right.a) * 2 <= wrong.b - wrong.a)
		wrong = phrase_answer(r->w, phrase_trim(r->w, wrong),
		    phrase_trim(r->w, right));
	else
		phrase_contrast(r->w, &wrong, &right);
	wrong = cut_reason(r, wrong);
	add_claim(r, wrong, right);
	return rest.a;
}

/* The verb of the error, or p.b. */
static size_t
error_verb(const struct reader *r, struct phrase p)
{
	size_t version = phrase_find(r->w, p, version_words);
	size_t e = phrase_find(r->w, p, error_words);
	size_t said;

	if (e < p.b && word_in(r->w[e].s, STR("mis*")))
		return e;
	if (e < p.b) {
		said = phrase_find(r->w, (struct phrase){ e, e + 4 < p.b ?
		    e + 4 : p.b }, said_words);
		return said < p.b && said < e + 4 &&
		    word_in(r->w[said].s, str_of(said_words)) ? said : e;
	}
	if (version >= p.b)
		return p.b;
	if (phrase_find(r->w, (struct phrase){ p.a, version },
	    "earlier|previous|original|first|tidligere|tidlegare|første|fyrst|"
	    "fyrste|opprinnelige|prior") >= version)
		return p.b;
	return phrase_find(r->w, (struct phrase){ version, p.b }, said_words);
}

/* "; also corrects", "and corrects": a second claim begins. */
static size_t
clause_end(const struct reader *r, size_t from, size_t end)
{
	for (size_t i = from + 2; i + 1 < end; i++)
		if (word_in(r->w[i].s, STR("and|also|clarifies|corrects|adds|"
		    "changes")) && word_in(r->w[i + 1].s, STR("corrects|changes|"
		    "clarifies|adds|removes|fixes|paragraph|company|to")) &&
		    (word_in(r->w[i].s, STR("and|also")) || r->w[i - 1].comma))
			return i;
	return end;
}

static size_t
read_sentence(struct reader *r, struct phrase p)
{
	size_t verb = error_verb(r, p);
	struct joint j;

	if (phrase_find(r->w, p, version_words) < p.b && read_omission(r, p))
		return p.b + 1;
	if (verb < p.b)
		return read_confession(r, p, verb);
	j = find_joint(r, p);
	if (phrase_find(r->w, p, mend_words) >= p.b &&
	    phrase_find(r->w, p, "add|adds|remove|removes|removed|deletes|"
	    "inserts|restores|added|refiled|filed|reinserted") >= p.b &&
	    !j.found)
		return p.b + 1;
	for (size_t a = p.a; a < p.b;) {
		size_t b = clause_end(r, a, p.b);

		read_mend(r, (struct phrase){ a, b });
		a = b;
	}
	return p.b + 1;
}

void
note_read_claims(struct note *out, struct arena *arena, struct str text)
{
	struct reader *r = arena_alloc(arena, 1, sizeof(*r));
	size_t a = 0, b;

	r->out = out;
	r->arena = arena;
	r->n = words_read(r->w, WORDS, text);
	mark_places(r);
	while (a < r->n) {
		for (b = a; b < r->n && r->w[b].type == WORD_TEXT; b++)
			;
		/* a label, or a sentence */
		a = b > a ? read_sentence(r, (struct phrase){ a, b }) : b + 1;
	}
}
