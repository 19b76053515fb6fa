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
