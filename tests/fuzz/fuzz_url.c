/*
 * Canonical of canonical is itself; what resolves is absolute and resolves to
 * itself against anything; nothing but printable ASCII comes out, and a slug is
 * a safe name of a folder.
 * Input: a base and a reference, a line feed between.
 */
#include "tracker/base/limits.h"
#include "tracker/base/utf8.h"
#include "tracker/web/url.h"

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static void
check_plain(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] <= ' ' || s.p[i] >= 0x7f)
			abort();
}

/* Whole UTF-8 letters, digits and hyphens. */
static void
check_slug(struct str s)
{
	if (!utf8_valid(s))
		abort();
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] < 0x80 && s.p[i] != '-' &&
		    !(s.p[i] >= 'a' && s.p[i] <= 'z') &&
		    !(s.p[i] >= '0' && s.p[i] <= '9'))
			abort();
}

static void
check_canonical(struct str url, struct arena *a)
{
	struct str one, two;

	if (url_canonical(url, a, &one) < 0)
		return;
	check_plain(one);
	if (one.n > LIMIT_URL_BYTES || url_host(one, a).n == 0 ||
	    url_canonical(one, a, &two) < 0 || !str_eq(one, two))
		abort();
	check_slug(url_slug(one, a));
	/* A canonical URL's front is its site, and its host that of the site. */
	if (!str_eq(url_front(one), url_origin(one, a)) ||
	    !str_eq(url_authority(one, a), url_authority(url_front(one), a)) ||
	    !str_ends(url_front(one), url_authority(one, a).p))
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct str in = str_make((const char *)p, n), base, out, again;
	struct arena a;

	arena_init(&a);
	check_canonical(in, &a);
	if (str_cut(&in, '\n', &base)) {
		check_canonical(base, &a);
		if (url_resolve(base, in, &a, &out) == 0) {
			check_plain(out);
			if (out.n <= LIMIT_URL_BYTES &&
			    (url_resolve(STR("https://x.example/y"), out, &a,
			    &again) < 0 || !str_eq(out, again)))
				abort();
		}
	}
	arena_release(&a);
	return 0;
}
