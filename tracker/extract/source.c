#include "tracker/base/limits.h"
#include "tracker/extract/feed.h"
#include "tracker/extract/source.h"

void
source_init(struct source *s)
{
	*s = (struct source){
		.published = TIME_NONE,
		.modified = TIME_NONE,
	};
}

int
source_date(struct str s, int64_t *out)
{
	s = str_trim(s);
	if (s.n < 8 || s.n > 100)
		return -1;
	return time_parse_iso(s, out) == 0 || feed_date(s, out) == 0 ? 0 : -1;
}

/* What stands in author fields and is nobody's name. */
static bool
is_name(struct str s)
{
	return s.n >= 2 && s.n <= 200 && !str_istarts(s, "http") &&
	    str_find(s, STR("://")) < 0 && s.p[0] != '@' &&
	    !str_starts(s, "www.");
}

void
source_author(struct source *s, struct str name)
{
	name = str_trim(name);
	if (!is_name(name) || s->nauthors == SOURCE_AUTHORS)
		return;
	for (size_t i = 0; i < s->nauthors; i++)
		if (str_ieq(s->authors[i], name))
			return;
	s->authors[s->nauthors++] = name;
}
