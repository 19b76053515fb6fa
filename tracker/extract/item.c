/* What an item's fields say of its state, and the item as a page. */
#include "tracker/base/limits.h"
#include "tracker/extract/charset.h"
#include "tracker/extract/item.h"

/* Values of NewsML-G2 signals and pubStatus, of ninjs, and of the states of
 * Superdesk, without their scheme ("sig:", "stat:"). */
static const struct {
	const char *value;
	enum note_kind kind;
} values[] = {
	{ "correction", NOTE_CORRECTION }, { "corrected", NOTE_CORRECTION },
	{ "correct", NOTE_CORRECTION }, { "clarification", NOTE_CLARIFICATION },
	{ "update", NOTE_UPDATE }, { "updated", NOTE_UPDATE },
	{ "rewrite", NOTE_UPDATE }, { "writethru", NOTE_UPDATE },
	{ "kill", NOTE_WITHDRAWAL }, { "killed", NOTE_WITHDRAWAL },
	{ "recall", NOTE_WITHDRAWAL }, { "recalled", NOTE_WITHDRAWAL },
	{ "retract", NOTE_WITHDRAWAL }, { "retracted", NOTE_WITHDRAWAL },
	{ "withdrawn", NOTE_WITHDRAWAL }, { "unpublished", NOTE_WITHDRAWAL },
	{ "canceled", NOTE_WITHDRAWAL }, { "cancelled", NOTE_WITHDRAWAL },
	{ "withheld", NOTE_WITHDRAWAL },
};

static enum note_kind
kind_of_value(struct str s)
{
	ptrdiff_t at = str_chr(s, ':');

	s = str_from(s, at < 0 ? 0 : (size_t)at + 1);
	for (size_t i = 0; i < sizeof(values) / sizeof(*values); i++)
		if (str_ieqz(s, values[i].value))
			return values[i].kind;
	return NOTE_NONE;
}

/* Bytes in which the root of a document must begin. */
#define ROOT_BYTES 4096

/* Asked of every page, so by its first bytes alone. */
static char
form_of(struct str s)
{
	if (str_starts(s, "\xef\xbb\xbf"))
		s = str_from(s, 3);
	s = str_trim(str_sub(s, 0, ROOT_BYTES));
	if (s.n > 0 && s.p[0] == '{')
		return '{';
	return s.n > 0 && s.p[0] == '<' &&
	    (str_find(s, STR("<newsItem")) >= 0 ||
	    str_find(s, STR("<newsMessage")) >= 0 ||
	    str_find(s, STR("<nitf")) >= 0) ? '<' : '\0';
}

bool
item_read(struct item *it, struct arena *a, const struct extract_input *in)
{
	char form = form_of(in->bytes);
	struct str utf8;

	*it = (struct item){ .published = TIME_NONE, .modified = TIME_NONE };
	if (form == '\0')
		return false;
	charset_decode(in->bytes, in->charset, a, &utf8, NULL);
	return form == '{' ? item_read_json(it, a, utf8) :
	    item_read_xml(it, a, utf8);
}

/* ---- the page ----------------------------------------------------------- */

static void
add_escaped(struct buf *out, struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '<')
			buf_addz(out, "&lt;");
		else if (s.p[i] == '&')
			buf_addz(out, "&amp;");
		else if (s.p[i] == '"')
			buf_addz(out, "&quot;");
		else
			buf_addc(out, s.p[i]);
	}
}

void
item_add_text(struct buf *out, const char *tag, struct str s)
{
	s = str_trim(s);
	if (s.n == 0)
		return;
	buf_addf(out, "<%s>", tag);
	add_escaped(out, s);
	buf_addf(out, "</%s>\n", tag);
}

struct str
item_page(const struct item *it, struct arena *a)
{
	struct buf b;
	struct str out;

	buf_init(&b, 2 * LIMIT_PAGE_BYTES);
	buf_addz(&b, "<!DOCTYPE html><html lang=\"");
	add_escaped(&b, it->language);
	buf_addz(&b, "\"><head><meta name=\"author\" content=\"");
	add_escaped(&b, it->byline);
	buf_addz(&b, "\"><title>");
	add_escaped(&b, it->headline);
	buf_addz(&b, "</title></head><body><article><h1>");
	add_escaped(&b, it->headline);
	buf_addz(&b, "</h1>\n");
	buf_adds(&b, it->body);
	buf_addz(&b, "</article></body></html>\n");
	out = arena_str(a, buf_str(&b));
	buf_release(&b);
	return out;
}

/* ---- what only the item says --------------------------------------------- */

static void
add_note(struct article *out, struct arena *a, struct str text,
    enum note_kind kind)
{
	struct article_note *all;

	if (out->nnotes >= LIMIT_NOTES)
		return;
	for (size_t i = 0; i < out->nnotes; i++)
		if (str_find(out->notes[i].text, text) >= 0)
			return;
	all = arena_alloc(a, out->nnotes + 1, sizeof(*all));
	if (out->nnotes > 0)
		memcpy(all, out->notes, out->nnotes * sizeof(*all));
	all[out->nnotes++] = (struct article_note){ text, kind, "metadata" };
	out->notes = all;
}

/* A note to editors is one when it reads as one; else what the item says of
 * itself is, and the words to editors may explain it. */
static void
add_notes(struct article *out, const struct item *it, struct arena *a)
{
	enum note_kind status = kind_of_value(it->status);
	enum note_kind kind = status != NOTE_NONE ? status :
	    kind_of_value(it->signal);
	enum note_kind said = note_is(it->note);
	struct str what = status != NOTE_NONE ? it->status : it->signal;

	if (said != NOTE_NONE)
		add_note(out, a, it->note, status != NOTE_NONE ? status :
		    said);
	else if (kind != NOTE_NONE)
		add_note(out, a, arena_printf(a, "%s: %.*s%s%.*s%s",
		    status != NOTE_NONE ? "pubStatus" : "signal",
		    STR_FMT(what), it->note.n > 0 ? " (edNote: " : "",
		    STR_FMT(it->note), it->note.n > 0 ? ")" : ""), kind);
}

void
item_finish(struct article *out, const struct item *it, struct arena *a)
{
	if (it->headline.n > 0)
		out->headline = it->headline;
	if (it->published != TIME_NONE)
		out->published = it->published;
	if (it->modified != TIME_NONE)
		out->modified = it->modified;
	add_notes(out, it, a);
	/* an item taken back need not have a text any more */
	if (kind_of_value(it->status) == NOTE_WITHDRAWAL &&
	    out->headline.n > 0 && out->verdict != VERDICT_ARTICLE) {
		out->verdict = VERDICT_ARTICLE;
		out->reason = STR("a news item that is taken back");
	}
}
