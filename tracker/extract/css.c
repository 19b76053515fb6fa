#include "tracker/base/utf8.h"
#include "tracker/extract/css.h"
#include "tracker/extract/css_read.h"

/* Bytes of a message's list of pseudo-classes. */
#define NAMES_BYTES 400
/* Elements that combinators join: each is one level of the XPath. */
#define COMPOUNDS 64

/* ---- form -------------------------------------------------------------- */

/* Bytes of a quoted string, its quotes included. */
static size_t
quoted_bytes(struct str s)
{
	size_t i = 1;

	while (i < s.n && s.p[i] != s.p[0])
		i += s.p[i] == '\\' ? 2 : 1;
	return i < s.n ? i + 1 : s.n;
}

bool
css_is_xpath(struct str s)
{
	s = str_trim(s);
	if (str_starts(s, "(") || str_starts(s, "id("))
		return true;
	while (s.n > 0) {
		if (s.p[0] == '/' || s.p[0] == '@' || str_starts(s, "::"))
			return true;
		s = str_from(s, s.p[0] == '"' || s.p[0] == '\'' ?
		    quoted_bytes(s) : s.p[0] == '\\' ? 2 : 1);
	}
	return false;
}

/* ---- pieces of XPath --------------------------------------------------- */

/* XPath has no escapes: text with both quotes is pieced together. */
static void
put_literal(struct buf *out, struct str s)
{
	size_t n;
	char quote;

	if (memchr(s.n > 0 ? s.p : "", '\'', s.n) == NULL) {
		buf_addf(out, "'%.*s'", STR_FMT(s));
		return;
	}
	buf_addz(out, "concat('',");
	while (s.n > 0) {
		quote = s.p[0] == '\'' ? '"' : '\'';
		for (n = 0; n < s.n && s.p[n] != quote;)
			n++;
		buf_addf(out, "%c%.*s%c%s", quote, (int)n, s.p, quote,
		    n < s.n ? "," : "");
		s = str_from(s, n);
	}
	buf_addc(out, ')');
}

static char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

/* The name as a node test, in lower case; `any` is the axis' "*" or "@*". */
static void
put_test(struct buf *out, struct buf *of, const char *any)
{
	bool plain = of->n > 0 && ((lower(of->p[0]) >= 'a' &&
	    lower(of->p[0]) <= 'z') || of->p[0] == '_');

	for (size_t i = 0; i < of->n; i++) {
		of->p[i] = lower(of->p[i]);
		plain = plain && (unsigned char)of->p[i] < 0x80 &&
		    css_is_name_byte(of->p[i]) && of->p[i] != '\\';
	}
	if (plain) {
		buf_addf(out, "%s%s", any[0] == '@' ? "@" : "", of->p);
		return;
	}
	buf_addf(out, "%s[name()=", any);
	put_literal(out, buf_str(of));
	buf_addc(out, ']');
}

/* Before a condition of the compound under way. */
static void
begin(struct reader *r)
{
	if (r->conditions++ > 0)
		buf_addz(r->out, " and ");
}

static bool
has_blank(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] == ' ' || (s.p[i] >= '\t' && s.p[i] <= '\r'))
			return true;
	return false;
}

/* Is the word one of the attribute's, which blanks divide? */
static void
put_word(struct buf *out, struct str attr, struct str word)
{
	if (word.n == 0 || has_blank(word)) {
		buf_addz(out, "false()");
		return;
	}
	buf_addf(out, "contains(concat(' ',normalize-space(%.*s),' '),concat("
	    "' ',", STR_FMT(attr));
	put_literal(out, word);
	buf_addz(out, ",' '))");
}

/* The attribute against a value, by the sign before "=". */
static void
put_match(struct buf *out, int how, struct str attr, struct str value)
{
	if (how == '~') {
		put_word(out, attr, value);
		return;
	}
	if (value.n == 0 && how != '=' && how != '|') {
		buf_addz(out, "false()");
		return;
	}
	if (how == '^')
		buf_addf(out, "starts-with(%.*s,", STR_FMT(attr));
	else if (how == '*')
		buf_addf(out, "contains(%.*s,", STR_FMT(attr));
	else if (how == '$')
		buf_addf(out, "substring(%.*s,string-length(%.*s)-%zu)=",
		    STR_FMT(attr), STR_FMT(attr), css_characters(value) - 1);
	else
		buf_addf(out, "%s%.*s=", how == '|' ? "(" : "", STR_FMT(attr));
	put_literal(out, value);
	if (how == '^' || how == '*')
		buf_addc(out, ')');
	if (how != '|')
		return;
	buf_addf(out, " or starts-with(%.*s,concat(", STR_FMT(attr));
	put_literal(out, value);
	buf_addz(out, ",'-')))");
}

/* ---- simple selectors -------------------------------------------------- */

/* After "[". */
static int
attribute(struct reader *r)
{
	struct buf attr;
	int how = '=', bad = 0;

	css_blanks(r);
	if (css_name(r, "an attribute's name after \"[\"") < 0)
		return -1;
	buf_init(&attr, CSS_XPATH_BYTES);
	put_test(&attr, &r->name, "@*");
	css_blanks(r);
	begin(r);
	if (css_take(r, ']')) {
		buf_adds(r->out, buf_str(&attr));
		goto out;
	}
	if (css_at_any(r, "~|^$*")) {
		how = css_peek(r);
		css_skip(r, 1);
	}
	if (!css_take(r, '=')) {
		bad = css_expected(r, how != '=' ? "\"=\"" : "\"]\", \"=\", "
		    "\"~=\", \"|=\", \"^=\", \"$=\" or \"*=\"");
		goto out;
	}
	css_blanks(r);
	bad = css_peek(r) == '"' || css_peek(r) == '\'' ? css_string(r) :
	    css_name(r, "a name, or a value in quotation marks");
	if (bad < 0)
		goto out;
	put_match(r->out, how, buf_str(&attr), buf_str(&r->name));
	css_blanks(r);
	if (!css_take(r, ']'))
		bad = css_expected(r, "\"]\"");
out:
	buf_release(&attr);
	return bad;
}

static int
unknown_pseudo(struct reader *r)
{
	struct buf all;
	int bad;

	buf_init(&all, NAMES_BYTES);
	css_nth_names(&all);
	buf_addz(&all, "or :not()");
	bad = css_expected(r, buf_z(&all));
	buf_release(&all);
	return bad;
}

static int
position(struct reader *r, struct css_nth *p)
{
	if (p->typed && !r->typed)
		return css_expected(r, "an element's name before what counts "
		    "those of its type, as in p:first-of-type");
	if (p->given) {
		if (!css_take(r, '('))
			return css_expected(r, "\"(\"");
		if (!css_nth_read(&r->rest, p))
			return css_expected(r, "a number up to 1000000, odd, "
			    "even, or a step such as 2n+1");
		css_blanks(r);
		if (!css_take(r, ')'))
			return css_expected(r, "\")\"");
	}
	begin(r);
	css_nth_put(r->out, p, p->typed ? buf_str(&r->test) : STR("*"));
	return 0;
}

static int not_these(struct reader *);

/* After ":". */
static int
pseudo(struct reader *r)
{
	struct reader from = *r;
	struct css_nth p;

	if (css_name(r, "a pseudo-class after \":\"") < 0)
		return -1;
	if (css_nth_named(buf_str(&r->name), &p))
		return position(r, &p);
	if (str_ieqz(buf_str(&r->name), "not") && css_take(r, '('))
		return r->inside ? css_expected(r, "no :not() inside :not()") :
		    not_these(r);
	r->rest = from.rest;
	return unknown_pseudo(r);
}

static int
simple(struct reader *r)
{
	int c = css_peek(r);

	css_skip(r, 1);
	if (c == '[')
		return attribute(r);
	if (c == ':')
		return pseudo(r);
	if (css_name(r, c == '.' ? "a class's name after \".\"" :
	    "an id after \"#\"") < 0)
		return -1;
	begin(r);
	if (c == '.')
		put_word(r->out, STR("@class"), buf_str(&r->name));
	else
		put_match(r->out, '=', STR("@id"), buf_str(&r->name));
	return 0;
}

/* ---- compounds and what joins them ------------------------------------- */

/* An element's name or "*", where one stands. */
static int
type(struct reader *r)
{
	bool any = css_take(r, '*');

	if (!any && !css_at_name(r)) {
		/* inside :not() the element's own type is still known */
		r->typed = r->typed && r->inside;
		return css_at_any(r, ".#[:") ? 0 : css_expected(r, "an "
		    "element's name, \"*\", \".\", \"#\", \"[\" or \":\"");
	}
	r->typed = !any;
	if (any) {
		begin(r);
		buf_addz(r->out, "true()");
		return 0;
	}
	if (css_name(r, "a name") < 0)
		return -1;
	buf_clear(&r->test);
	put_test(&r->test, &r->name, "*");
	begin(r);
	buf_addz(r->out, "self::");
	buf_adds(r->out, buf_str(&r->test));
	return 0;
}

/* Appends the conditions of one element, "and" between. */
static int
compound(struct reader *r)
{
	r->conditions = 0;
	if (type(r) < 0)
		return -1;
	while (css_at_any(r, ".#[:"))
		if (simple(r) < 0)
			return -1;
	return 0;
}

/* After ":not(": compounds, commas between. The type of the element that is
 * under way comes back after each. */
static int
not_these(struct reader *r)
{
	struct buf test;
	bool typed = r->typed;
	size_t conditions;
	int bad;

	buf_init(&test, CSS_XPATH_BYTES);
	buf_adds(&test, buf_str(&r->test));
	begin(r);
	conditions = r->conditions;
	buf_addz(r->out, "not(");
	r->inside = true;
	do {
		css_blanks(r);
		bad = compound(r);
		css_blanks(r);
		buf_clear(&r->test);
		buf_adds(&r->test, buf_str(&test));
		r->typed = typed;
		if (bad == 0 && css_peek(r) == ',')
			buf_addz(r->out, " or ");
	} while (bad == 0 && css_take(r, ','));
	if (bad == 0 && !css_take(r, ')'))
		bad = css_expected(r, "\",\" or \")\"");
	r->inside = false;
	r->conditions = conditions;
	buf_addc(r->out, ')');
	buf_release(&test);
	return bad;
}

/* From the element on the right to that on the left. */
static const struct way {
	char sign;
	const char *xpath;
} ways[] = {
	{ '>', "parent::*" },
	{ '+', "preceding-sibling::*[1]/self::*" },
	{ '~', "preceding-sibling::*" },
	{ ' ', "ancestor::*" },
};

/* Blanks, a sign and blanks: the way to the compound before, or NULL. */
static const struct way *
combinator(struct reader *r)
{
	bool blank = css_blanks(r);

	for (size_t i = 0; i < sizeof(ways) / sizeof(*ways); i++)
		if (ways[i].sign == ' ' ? blank && r->rest.n > 0 &&
		    css_peek(r) != ',' : css_take(r, ways[i].sign)) {
			css_blanks(r);
			return &ways[i];
		}
	return NULL;
}

/* Compounds as they stand, and the way from each but the first to the one
 * before. */
struct row {
	struct buf text;
	size_t from[COMPOUNDS + 1], n;
	const struct way *way[COMPOUNDS + 1];
};

static bool
goes(const struct row *row, size_t i, char sign)
{
	return i > 0 && row->way[i]->sign == sign;
}

static void
put_compound(struct buf *out, const struct row *row, size_t i)
{
	buf_adds(out, str_sub(buf_str(&row->text), row->from[i],
	    row->from[i + 1] - row->from[i]));
}

static void
put_times(struct buf *out, const char *text, size_t n)
{
	while (n-- > 0)
		buf_addz(out, text);
}

/* Compound i, and those that "+" joins to it; returns the first of them. */
static size_t
put_joined(struct buf *out, const struct row *row, size_t i)
{
	size_t from = i;

	put_compound(out, row, i);
	for (; goes(row, i, '+'); i--) {
		buf_addf(out, " and %s[", row->way[i]->xpath);
		put_compound(out, row, i - 1);
	}
	put_times(out, "]", from - i);
	return i;
}

/* Compound i and what is not above it by a blank, which it returns the first
 * of; *up is how many parents are between. */
static size_t
put_part(struct buf *out, const struct row *row, size_t i, size_t *up)
{
	size_t open = 0, joined = 0;
	const char *and = " and ";

	*up = 0;
	for (put_compound(out, row, i); i > 0 && !goes(row, i, ' ');) {
		buf_addz(out, and);
		put_times(out, "preceding-sibling::*[1]/", joined);
		buf_addf(out, "%s[", row->way[i]->xpath);
		*up += goes(row, i, '>');
		and = " and ";
		joined = 0;
		if (goes(row, i, '~')) {
			joined = i - 1;
			i = put_joined(out, row, i - 1);
			joined -= i;
			buf_addz(out, "][1]");
			if (i == 0 || goes(row, i, ' '))
				break;
			buf_addc(out, '[');
			and = "";
		} else {
			put_compound(out, row, --i);
		}
		open++;
	}
	put_times(out, "]", open);
	return i;
}

/*
 * A row as a condition of its last element, from right to left. Of many
 * ancestors or siblings that fit, the nearest is as good as any: the others have
 * no ancestor, or no sibling before, that it has not. So no way is tried twice,
 * and no two sets of elements are ever joined, which takes libxml2 quadratic
 * time.
 */
static void
put_row(struct buf *out, const struct row *row)
{
	size_t open = 0, up;
	size_t i = put_part(out, row, row->n - 1, &up);

	while (i > 0) {
		buf_addz(out, open++ > 0 ? "[" : " and ");
		put_times(out, "parent::*/", up);
		buf_addf(out, "%s[", row->way[i]->xpath);
		i = put_part(out, row, i - 1, &up);
		buf_addz(out, "][1]");
	}
	put_times(out, "]", open > 0 ? open - 1 : 0);
}

static int
complex(struct reader *r)
{
	struct row row = { .n = 0 };
	struct buf *out = r->out;
	int bad = 0;

	buf_init(&row.text, CSS_XPATH_BYTES);
	r->out = &row.text;
	do {
		if (row.n == COMPOUNDS)
			bad = css_expected(r, "at most 64 elements in a row");
		else if ((bad = compound(r)) == 0)
			row.from[++row.n] = row.text.n;
	} while (bad == 0 && (row.way[row.n] = combinator(r)) != NULL);
	r->out = out;
	if (bad == 0)
		put_row(out, &row);
	buf_release(&row.text);
	return bad;
}

static int
list(struct reader *r)
{
	buf_addz(r->out, "/descendant::*[");
	for (;;) {
		css_blanks(r);
		if (complex(r) < 0)
			return -1;
		if (r->rest.n == 0)
			break;
		if (!css_take(r, ','))
			return css_expected(r,
			    "a combinator, \",\" or the end");
		buf_addz(r->out, " or ");
	}
	buf_addc(r->out, ']');
	return 0;
}

int
css_to_xpath(struct buf *xpath, struct str css, struct error *why)
{
	struct reader r = { .all = css, .rest = css, .why = why };
	struct buf out;
	int bad;

	if (css.n > LIMIT_SELECTOR_BYTES)
		return error_set(why, "expected at most %d bytes, not %zu",
		    LIMIT_SELECTOR_BYTES, css.n);
	if (!utf8_valid(css))
		return error_set(why, "expected UTF-8");
	buf_init(&out, CSS_XPATH_BYTES);
	buf_init(&r.name, CSS_XPATH_BYTES);
	buf_init(&r.test, CSS_XPATH_BYTES);
	r.out = &out;
	bad = list(&r);
	if (bad == 0 && (out.full || buf_adds(xpath, buf_str(&out)) < 0))
		bad = error_set(why, "expected a shorter selector");
	buf_release(&out);
	buf_release(&r.name);
	buf_release(&r.test);
	return bad;
}
