#include "tracker/base/limits.h"
#include "tracker/extract/script.h"

/* Bytes of memory for what a byte of the text begins (jansson 2.14, glibc). */
static const unsigned short costs[256] = {
	['{'] = 320, ['['] = 160, ['"'] = 64, [','] = 48,
};

static bool
is_bearable(struct str s)
{
	size_t bytes = 0;

	for (size_t i = 0; i < s.n && bytes <= LIMIT_JSON_BYTES; i++) {
		bytes += costs[(unsigned char)s.p[i]];
		i += s.p[i] == '\\';
	}
	return bytes <= LIMIT_JSON_BYTES;
}

json_t *
script_json(struct str s, size_t flags)
{
	return is_bearable(s) ? json_loadb(s.p, s.n, flags, NULL) : NULL;
}
