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

/* The value after `name`, spaces and "=": quoted, or up to a delimiter. */
static struct str
value_after(struct str tag, const char *name)
{
	ptrdiff_t at = str_ifind(tag, str_of(name));
	size_t n = 0;
	char quote;

	if (at < 0)
		return str_make(NULL, 0);
	tag = str_trim(str_from(tag, (size_t)at + strlen(name)));
	if (tag.n == 0 || tag.p[0] != '=')
		return str_make(NULL, 0);
	tag = str_trim(str_from(tag, 1));
	quote = tag.n > 0 ? tag.p[0] : '\0';
	if (quote == '"' || quote == '\'')
		tag = str_trim(str_from(tag, 1));
	while (n < tag.n && is_label_char(tag.p[n]))
		n++;
	return str_sub(tag, 0, n);
}

/* What stands between "<" and ">". */
static struct str
tag_at(struct str s)
{
	ptrdiff_t end = str_chr(s, '>');

	return str_sub(s, 0, end < 0 ? 0 : (size_t)end);
}

/* WHATWG HTML 13.2.3.2, in short: comments skipped, then meta by meta. */
struct str
charset_declared(struct str bytes)
{
	struct str s = str_sub(bytes, 0, PRESCAN_BYTES), name;
	ptrdiff_t at;

	if (str_starts(str_trim(s), "<?xml")) {
		name = value_after(tag_at(s), "encoding");
		if (name.n > 0)
			return name;
	}
	while ((at = str_chr(s, '<')) >= 0) {
		s = str_from(s, (size_t)at);
		if (str_starts(s, "<!--")) {
			at = str_find(s, STR("-->"));
			if (at < 0)
				break;
			s = str_from(s, (size_t)at);
		} else if (str_istarts(s, "<meta")) {
			name = value_after(tag_at(s), "charset");
			if (name.n > 0)
				return name;
		}
		s = str_from(s, 1);
	}
	return str_make(NULL, 0);
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
