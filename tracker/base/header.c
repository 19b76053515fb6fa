#include "tracker/base/header.h"

struct str
header_value(struct str head, const char *name)
{
	struct str line, value = { NULL, 0 };
	size_t n = strlen(name);

	while (str_line(&head, &line))
		if (line.n > n && line.p[n] == ':' && str_istarts(line, name))
			value = str_trim(str_from(line, n + 1));
	return value;
}

/* The value of a parameter, and behind it; quotation marks off. */
static struct str
link_value(struct str *s)
{
	struct str value;
	size_t n = 0;

	if (s->n > 0 && s->p[0] == '"') {
		*s = str_from(*s, 1);
		if (!str_cut(s, '"', &value))
			value = str_make(NULL, 0);
		return value;
	}
	while (n < s->n && s->p[n] != ';' && s->p[n] != ',')
		n++;
	value = str_trim(str_sub(*s, 0, n));
	*s = str_from(*s, n);
	return value;
}

static bool
has_word(struct str list, const char *word)
{
	struct str piece;

	while (str_cut(&list, ' ', &piece))
		if (str_ieqz(piece, word))
			return true;
	return false;
}

/* The parameters of one link, up to the comma behind it: is it of this
 * relation? Only its first rel counts. */
static bool
link_is(struct str *s, const char *rel)
{
	bool is = false, said = false;
	struct str name, value;
	size_t n;

	while (s->n > 0 && s->p[0] != ',') {
		*s = str_from(*s, 1);
		for (n = 0; n < s->n && strchr("=;,", s->p[n]) == NULL; n++)
			;
		name = str_trim(str_sub(*s, 0, n));
		*s = str_from(*s, n);
		if (s->n == 0 || s->p[0] != '=')
			continue;
		*s = str_trim(str_from(*s, 1));
		value = link_value(s);
		if (!said && str_ieqz(name, "rel")) {
			said = true;
			is = has_word(value, rel);
		}
		while (s->n > 0 && s->p[0] != ';' && s->p[0] != ',')
			*s = str_from(*s, 1);
	}
	return is;
}

static struct str
link_in(struct str s, const char *rel)
{
	struct str target;
	ptrdiff_t at;

	while ((at = str_chr(s, '<')) >= 0) {
		s = str_from(s, (size_t)at + 1);
		at = str_chr(s, '>');
		if (at < 0)
			break;
		target = str_trim(str_sub(s, 0, (size_t)at));
		s = str_trim(str_from(s, (size_t)at + 1));
		if (link_is(&s, rel))
			return target;
	}
	return str_make(NULL, 0);
}

struct str
header_link(struct str head, const char *rel)
{
	struct str line, found = { NULL, 0 };

	while (found.n == 0 && str_line(&head, &line))
		if (str_istarts(line, "link:"))
			found = link_in(str_from(line, 5), rel);
	return found;
}

void
header_media_type(struct str value, struct str *type, struct str *charset)
{
	struct str part;
	bool quoted;

	*type = *charset = str_make(NULL, 0);
	if (!str_cut(&value, ';', &part))
		return;
	*type = str_trim(part);
	while (str_cut(&value, ';', &part)) {
		part = str_trim(part);
		if (!str_istarts(part, "charset="))
			continue;
		part = str_trim(str_from(part, 8));
		quoted = part.n > 0 && part.p[0] == '"';
		if (quoted)
			part = str_from(part, 1);
		*charset = part;
		if (quoted)
			str_cut(&part, '"', charset);
		return;
	}
}
