#include <iconv.h>

#include "tracker/extract/charset.h"

/* Bytes in which a document is looked at for its own declaration. */
#define PRESCAN_BYTES 16384
#define LABEL_BYTES 40

/*
 * Labels that mean something else than iconv would make of them (WHATWG
 * Encoding, 4.2). The rest goes to iconv under its own name.
 */
static const struct {
	const char *label, *iconv;
} labels[] = {
	{ "utf8", "UTF-8" },
	{ "utf-8", "UTF-8" },
	{ "unicode-1-1-utf-8", "UTF-8" },
	{ "x-unicode20utf8", "UTF-8" },
	{ "ascii", "WINDOWS-1252" },
	{ "us-ascii", "WINDOWS-1252" },
	{ "ansi_x3.4-1968", "WINDOWS-1252" },
	{ "ansi", "WINDOWS-1252" },
	{ "latin1", "WINDOWS-1252" },
	{ "latin-1", "WINDOWS-1252" },
	{ "l1", "WINDOWS-1252" },
	{ "iso-8859-1", "WINDOWS-1252" },
	{ "iso8859-1", "WINDOWS-1252" },
	{ "iso88591", "WINDOWS-1252" },
	{ "iso_8859-1", "WINDOWS-1252" },
	{ "cp1252", "WINDOWS-1252" },
	{ "x-cp1252", "WINDOWS-1252" },
	{ "cp1250", "WINDOWS-1250" },
	{ "x-cp1250", "WINDOWS-1250" },
	{ "cp1251", "WINDOWS-1251" },
	{ "x-cp1251", "WINDOWS-1251" },
	{ "iso-8859-9", "WINDOWS-1254" },
	{ "iso8859-9", "WINDOWS-1254" },
	{ "latin5", "WINDOWS-1254" },
	{ "iso-8859-11", "CP874" },
	{ "tis-620", "CP874" },
	{ "windows-874", "CP874" },
	{ "iso-8859-8-i", "ISO-8859-8" },
	{ "logical", "ISO-8859-8" },
	{ "gb2312", "GB18030" },
	{ "gb_2312-80", "GB18030" },
	{ "gbk", "GB18030" },
	{ "x-gbk", "GB18030" },
	{ "chinese", "GB18030" },
	{ "big5", "BIG5-HKSCS" },
	{ "x-x-big5", "BIG5-HKSCS" },
	{ "big5-hkscs", "BIG5-HKSCS" },
	{ "shift_jis", "CP932" },
	{ "shift-jis", "CP932" },
	{ "sjis", "CP932" },
	{ "x-sjis", "CP932" },
	{ "windows-31j", "CP932" },
	{ "x-euc-jp", "EUC-JP" },
	{ "euc-kr", "CP949" },
	{ "ks_c_5601-1987", "CP949" },
	{ "ksc5601", "CP949" },
	{ "korean", "CP949" },
	{ "windows-949", "CP949" },
	{ "utf-16", "UTF-16LE" },
	{ "unicode", "UTF-16LE" },
	{ "x-mac-cyrillic", "MAC-CYRILLIC" },
	{ "x-mac-ukrainian", "MAC-CYRILLIC" },
	{ "macintosh", "MACINTOSH" },
	{ "x-mac-roman", "MACINTOSH" },
	{ "ms932", "CP932" },
	{ "ms_kanji", "CP932" },
	{ "csshiftjis", "CP932" },
	{ "cseuckr", "CP949" },
	{ "ksc_5601", "CP949" },
	{ "ks_c_5601-1989", "CP949" },
	{ "cn-big5", "BIG5-HKSCS" },
	{ "csbig5", "BIG5-HKSCS" },
	{ "csgb2312", "GB18030" },
	{ "x-user-defined", "WINDOWS-1252" },
	{ "koi8", "KOI8-R" },
	{ "koi", "KOI8-R" },
};

static bool
is_label_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (c >= '0' && c <= '9') || (c != '\0' && strchr("-_.:", c) != NULL);
}

const char *
charset_of_label(struct str label, struct arena *arena)
{
	char *name;

	label = str_trim(label);
	while (label.n > 1 && (label.p[0] == '"' || label.p[0] == '\''))
		label = str_trim(str_sub(label, 1, label.n - 2));
	if (label.n == 0 || label.n > LABEL_BYTES)
		return NULL;
	for (size_t i = 0; i < label.n; i++)
		if (!is_label_char(label.p[i]))
			return NULL;
	for (size_t i = 0; i < sizeof(labels) / sizeof(*labels); i++)
		if (str_ieqz(label, labels[i].label))
			return labels[i].iconv;
	name = arena_strz(arena, label);
	for (size_t i = 0; i < label.n; i++)
		if (name[i] >= 'a' && name[i] <= 'z')
			name[i] = (char)(name[i] - 32);
	return name;
}

/* ---- what a document says of itself (WHATWG HTML 13.2.3.2) ------------- */

/* White space of HTML, and the slash that may stand for it in a tag. */
static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
}

static void
skip_blanks(struct str *s, bool slashes)
{
	while (s->n > 0 && (is_blank(s->p[0]) || (slashes && s->p[0] == '/')))
		*s = str_from(*s, 1);
}

static struct str
quoted_value(struct str *s)
{
	ptrdiff_t end = str_chr(str_from(*s, 1), s->p[0]);
	struct str value = str_sub(*s, 1, end < 0 ? 0 : (size_t)end);

	/* a quote that never ends leaves nothing to read */
	*s = str_from(*s, end < 0 ? s->n : (size_t)end + 2);
	return value;
}

/* One attribute off the front; false at the tag's end, and at that of *s. */
static bool
next_attribute(struct str *s, struct str *name, struct str *value)
{
	size_t n = 0;

	skip_blanks(s, true);
	if (s->n == 0 || s->p[0] == '>')
		return false;
	while (n < s->n && !is_blank(s->p[n]) && s->p[n] != '/' &&
	    s->p[n] != '>' && (s->p[n] != '=' || n == 0))
		n++;
	*name = str_sub(*s, 0, n);
	*value = str_make(NULL, 0);
	*s = str_from(*s, n);
	skip_blanks(s, false);
	if (s->n == 0 || s->p[0] != '=')
		return s->n > 0;
	*s = str_from(*s, 1);
	skip_blanks(s, false);
	if (s->n > 0 && (s->p[0] == '"' || s->p[0] == '\'')) {
		*value = quoted_value(s);
		return s->n > 0;
	}
	for (n = 0; n < s->n && !is_blank(s->p[n]) && s->p[n] != '>';)
		n++;
	*value = str_sub(*s, 0, n);
	*s = str_from(*s, n);
	return s->n > 0;
}

/* "text/html; charset=koi8-r" (HTML, extracting an encoding from a meta). */
static struct str
charset_in(struct str s)
{
	ptrdiff_t at;
	size_t n = 0;

	for (;;) {
		at = str_ifind(s, STR("charset"));
		if (at < 0)
			return str_make(NULL, 0);
		s = str_from(s, (size_t)at + 7);
		skip_blanks(&s, false);
		if (s.n > 0 && s.p[0] == '=')
			break;
	}
	s = str_from(s, 1);
	skip_blanks(&s, false);
	if (s.n > 0 && (s.p[0] == '"' || s.p[0] == '\''))
		return quoted_value(&s);
	while (n < s.n && !is_blank(s.p[n]) && s.p[n] != ';')
		n++;
	return str_sub(s, 0, n);
}

/* The charset of a <meta>, from after its name; its attributes are taken. */
static struct str
meta_charset(struct str *s)
{
	struct str name, value, pragma = { 0 }, plain = { 0 };
	bool is_type = false;

	while (next_attribute(s, &name, &value)) {
		if (str_ieqz(name, "http-equiv"))
			is_type = is_type || str_ieqz(value, "content-type");
		else if (str_ieqz(name, "content") && pragma.n == 0)
			pragma = charset_in(value);
		else if (str_ieqz(name, "charset") && plain.n == 0)
			plain = value;
	}
	if (s->n == 0)
		return str_make(NULL, 0);	/* the tag never ends */
	return plain.n > 0 ? plain : is_type ? pragma : str_make(NULL, 0);
}

static bool
is_letter(struct str s, size_t at)
{
	return at < s.n && ((s.p[at] >= 'a' && s.p[at] <= 'z') ||
	    (s.p[at] >= 'A' && s.p[at] <= 'Z'));
}

/* Past a comment, a tag with its attributes, or a declaration. */
static void
skip_markup(struct str *s)
{
	struct str name, value;
	ptrdiff_t at;

	if (str_starts(*s, "<!--")) {
		at = str_find(str_from(*s, 2), STR("-->"));
		*s = str_from(*s, at < 0 ? s->n : (size_t)at + 5);
	} else if (is_letter(*s, 1) || (str_starts(*s, "</") &&
	    is_letter(*s, 2))) {
		while (s->n > 0 && !is_blank(s->p[0]) && s->p[0] != '>')
			*s = str_from(*s, 1);
		while (next_attribute(s, &name, &value))
			;
	} else if (str_starts(*s, "<!") || str_starts(*s, "</") ||
	    str_starts(*s, "<?")) {
		at = str_chr(*s, '>');
		*s = str_from(*s, at < 0 ? s->n : (size_t)at);
	} else {
		*s = str_from(*s, 1);
	}
}

/* The name of a label that a document may have; NULL when it says nothing. */
static const char *
declarable(struct str label, struct arena *arena)
{
	const char *name = charset_of_label(label, arena);

	if (name == NULL || !charset_known(name))
		return NULL;
	/* read as ASCII, it cannot mean UTF-16 */
	return str_istarts(str_of(name), "UTF-16") ? "UTF-8" : name;
}

/* encoding="..." of an XML declaration. */
static const char *
xml_encoding(struct str s, struct arena *arena)
{
	ptrdiff_t end = str_find(s, STR("?>"));
	struct str name, value;

	s = str_sub(s, 5, end < 0 ? 0 : (size_t)end - 4);
	while (next_attribute(&s, &name, &value))
		if (str_ieqz(name, "encoding"))
			return declarable(value, arena);
	return NULL;
}

const char *
charset_declared(struct str bytes, struct arena *arena)
{
	struct str s = str_sub(bytes, 0, PRESCAN_BYTES);
	const char *name = NULL;
	ptrdiff_t at;

	if (str_starts(str_trim(s), "<?xml"))
		name = xml_encoding(str_trim(s), arena);
	while (name == NULL && (at = str_chr(s, '<')) >= 0) {
		s = str_from(s, (size_t)at);
		if (str_istarts(s, "<meta") && s.n > 5 &&
		    (is_blank(s.p[5]) || s.p[5] == '/')) {
			s = str_from(s, 5);
			name = declarable(meta_charset(&s), arena);
		} else {
			skip_markup(&s);
		}
	}
	return name;
}

/* Not in the table, and yet met: by uchardet's word, or under their own names. */
static const char *const others[] = {
	"UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE", "WINDOWS-1253",
	"WINDOWS-1255", "WINDOWS-1256", "WINDOWS-1257", "WINDOWS-1258",
	"ISO-8859-2", "ISO-8859-3", "ISO-8859-4", "ISO-8859-5", "ISO-8859-6",
	"ISO-8859-7", "ISO-8859-10", "ISO-8859-13", "ISO-8859-14",
	"ISO-8859-15", "ISO-8859-16", "KOI8-R", "KOI8-U", "IBM866",
	"IBM852", "IBM855", "MACINTOSH", "MAC-CYRILLIC", "ISO-2022-JP",
	"ISO-2022-KR", "ISO-2022-CN", "EUC-TW", "GEORGIAN-PS", "VISCII",
};

/* A table is unloaded when nobody has it open: so it stays open. */
static void
load(const char *name)
{
	static struct { const char *name; iconv_t open; } kept[128];
	static size_t n;

	for (size_t i = 0; i < n; i++)
		if (strcmp(kept[i].name, name) == 0)
			return;
	if (n == sizeof(kept) / sizeof(*kept))
		return;
	kept[n].name = name;
	kept[n].open = iconv_open("UTF-8", name);
	n++;
}

void
charset_prepare(void)
{
	for (size_t i = 0; i < sizeof(labels) / sizeof(*labels); i++)
		load(labels[i].iconv);
	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++)
		load(others[i]);
}
