/*
 * What a note says was wrong and what is right.
 *
 * Two manners are read. A wire's note mends: "corrects paragraph 3 to show X,
 * not Y"; what it names first is right. A newspaper's note confesses: "an
 * earlier version incorrectly said Y. X."; what it names first is wrong.
 */
#include "tracker/note/claims.h"

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
const char mend_words[] =
    "correct|corrects|corrected|correcting|fix|fixes|fixed|change|changes|"
    "changed|clarify|clarifies|clarified|amended|reflect|updated";
const char show_words[] =
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

/* "Orla Venn's name" names Orla Venn. */
static struct str
cut_name(const struct reader *r, struct phrase p, struct str s)
{
	struct phrase owner = { p.a, p.b - 1 };
	struct str o;

	if (p.b - p.a < 2 || !word_in(r->w[p.b - 1].s,
	    STR("name|names|surname|title")))
		return s;
	o = phrase_str(r->w, owner);
	if (str_ends(o, "'s"))
		return str_sub(o, 0, o.n - 2);
	if (str_ends(o, "\xe2\x80\x99s"))
		return str_sub(o, 0, o.n - 4);
	return s;
}

static struct str
claim_str(struct reader *r, struct phrase p)
{
	bool quoted;

	if (phrase_empty(p))
		return (struct str){ NULL, 0 };
	p = phrase_quoted(r->w, p, &quoted);
	if (quoted)
		return phrase_str(r->w, p);
	p = phrase_trim(r->w, p);
	return cut_name(r, p, phrase_str(r->w, p));
}

void
claim_add(struct reader *r, struct phrase wrong, struct phrase right)
{
	struct note_claim c = { claim_str(r, wrong), claim_str(r, right),
		r->out->place };

	if ((c.wrong.n == 0 && c.right.n == 0) ||
	    r->out->nclaims >= NOTE_CLAIMS || str_ieq(c.wrong, c.right))
		return;
	r->out->claims[r->out->nclaims++] = c;
}

const struct phrase nothing = { 0, 0 };

/* "X, not Y", "X instead of Y", "X rather than Y". */
struct joint
joint_find(const struct reader *r, struct phrase p)
{
	for (size_t i = p.a + 1; i < p.b; i++) {
		const struct word *w = &r->w[i];
		bool two = i + 1 < p.b;

		if (two && word_in(w->s, STR("instead|rather")) &&
		    word_in(w[1].s, STR("of|than")))
			return (struct joint){ i, i + 2, true };
		if (w->quoted || !word_in(w->s,
		    STR("not|ikke|ikkje|nicht|non|no|niet")))
			continue;
		/* "profits not falling" denies, it does not contrast */
		if (!w[-1].comma && two && str_ends(w[1].s, "ing"))
			continue;
		if (w[-1].comma || !word_in(w[-1].s, STR("is|was|are|were|has|"
		    "have|had|does|do|did|will|would|could|can|should|may|be|er|"
		    "var|ble|har|skal|kan|det|but|stemmer|er|seg|what|why|yet")))
			return (struct joint){ i, i + 1, true };
	}
	return (struct joint){ p.b, p.b, false };
}

/* "per 1. mai" says when, "per share" and "per cent" what. */
static bool
is_as_of(const struct reader *r, size_t i, size_t end)
{
	return word_in(r->w[i].s, STR("per")) && (i + 1 == end ||
	    word_number(r->w[i + 1].s) || word_capital(r->w[i + 1].s));
}

/* Ends a phrase at a place, a semicolon, or a clause that says why. */
struct phrase
claim_cut(const struct reader *r, struct phrase p)
{
	for (size_t i = p.a; i < p.b; i++) {
		if (r->place[i] || (i > p.a && (word_in(r->w[i].s,
		    STR("after|since|because|due|following|slik")) ||
		    is_as_of(r, i, p.b)))) {
			p.b = i;
			break;
		}
	}
	return p;
}

/* "It also said": goes on with what an earlier version did. */
static size_t
also_said(const struct reader *r, struct phrase p)
{
	struct phrase head = { p.a, p.a + 4 < p.b ? p.a + 4 : p.b };
	size_t also = phrase_find(r->w, head, "also");

	if (p.b - p.a < 4 || also >= head.b || also + 1 >= p.b ||
	    !word_in(r->w[p.a].s, STR("it|the|that|we|they")) ||
	    !word_in(r->w[also + 1].s, str_of(said_words)))
		return p.b;
	return also + 1;
}

/* The verb of the error, or p.b. */
static size_t
error_verb(const struct reader *r, struct phrase p)
{
	size_t version = phrase_find(r->w, p, version_words);
	size_t e = phrase_find(r->w, p, error_words);
	size_t said = also_said(r, p);

	if (said < p.b && e >= p.b)
		return said;

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

	if (phrase_find(r->w, p, version_words) < p.b && omission_read(r, p))
		return p.b + 1;
	if (verb < p.b)
		return confession_read(r, p, verb);
	j = joint_find(r, p);
	if (phrase_find(r->w, p, mend_words) >= p.b &&
	    phrase_find(r->w, p, "add|adds|remove|removes|removed|deletes|"
	    "inserts|restores|added|refiled|filed|reinserted") >= p.b &&
	    !j.found)
		return p.b + 1;
	for (size_t a = p.a; a < p.b;) {
		size_t b = clause_end(r, a, p.b);

		mend_read(r, (struct phrase){ a, b });
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
	r->n = words_read(r->w, CLAIM_WORDS, text);
	mark_places(r);
	while (a < r->n) {
		for (b = a; b < r->n && r->w[b].type == WORD_TEXT; b++)
			;
		/* a label, or a sentence */
		a = b > a ? read_sentence(r, (struct phrase){ a, b }) : b + 1;
	}
}
