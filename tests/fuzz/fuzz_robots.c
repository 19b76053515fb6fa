/*
 * One rule against one path, compared with a matcher too simple to be wrong (a
 * table of every prefix against every prefix); and any bytes as a whole file.
 * Input: a pattern and a path, a line feed between.
 */
#include "tracker/base/buf.h"
#include "tracker/web/robots.h"

#define LENGTH 64

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

/* Letters few enough for patterns to match: a, b, /, and * or $ in patterns. */
static struct str
letters(char out[LENGTH], struct str s, bool pattern)
{
	const char *set = pattern ? "ab/*$ab*" : "ab/abaab";
	size_t n = 0;

	out[n++] = '/';
	for (size_t i = 0; i < s.n && n < LENGTH; i++)
		out[n++] = set[(unsigned char)s.p[i] & 7];
	return str_make(out, n);
}

static bool
reference(struct str pattern, struct str path)
{
	bool end = pattern.p[pattern.n - 1] == '$', any = false;
	bool now[LENGTH + 1] = { true }, next[LENGTH + 1];

	pattern.n -= end;
	for (size_t i = 0; i < pattern.n; i++) {
		memset(next, 0, sizeof(next));
		for (size_t k = 0; k <= path.n; k++) {
			if (pattern.p[i] == '*')
				next[k] = now[k] || (k > 0 && next[k - 1]);
			else
				next[k] = k > 0 && now[k - 1] &&
				    path.p[k - 1] == pattern.p[i];
		}
		memcpy(now, next, sizeof(now));
	}
	for (size_t k = 0; k <= path.n; k++)
		any = any || now[k];
	return end ? now[path.n] : any;
}

static void
check_matcher(struct str in, struct arena *a)
{
	char one[LENGTH], two[LENGTH];
	struct str first, pattern, path, file;
	struct robots r;

	if (!str_cut(&in, '\n', &first))
		return;
	pattern = letters(one, first, true);
	path = letters(two, in, false);
	file = arena_printf(a, "User-agent: *\nDisallow: %.*s\n",
	    STR_FMT(pattern));
	robots_read(&r, a, file, STR(""));
	if (robots_allowed(&r, STR("t"), path) == reference(pattern, path))
		abort();
}

static void
check_file(struct str in, struct arena *a)
{
	struct str path = str_sub(in, 0, 100);
	struct robots r, own;
	size_t rules = 0;

	robots_read(&r, a, in, STR("http://a.example/robots.txt"));
	for (size_t i = 0; i < r.ngroups; i++) {
		rules += r.groups[i].nrules;
		if (r.groups[i].rules + r.groups[i].nrules > r.nrules)
			abort();
	}
	if (rules < r.nrules)
		abort();
	if (robots_delay(&r, STR("tracker")) > 86400)
		abort();
	/* The part for one agent says of it what the whole says. */
	robots_for_agent(&own, a, &r, STR("tracker"));
	if (robots_allowed(&own, STR("*"), path) !=
	    robots_allowed(&r, STR("tracker"), path) ||
	    robots_delay(&own, STR("*")) != robots_delay(&r, STR("tracker")))
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct arena a;

	arena_init(&a);
	check_matcher(str_make((const char *)p, n), &a);
	check_file(str_make((const char *)p, n), &a);
	arena_release(&a);
	return 0;
}
