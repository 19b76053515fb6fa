/*
 * Every rendering of a diff is safe where it goes: no control character of the
 * texts reaches a terminal, no markup of theirs a page.
 */
#include <stdint.h>

#include "tracker/base/limits.h"
#include "tracker/base/utf8.h"
#include "tracker/report/worddiff.h"

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static void
check_terminal(struct str s, bool color)
{
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = s.p[i];

		if (c == '\n' || c == '\t' || (c >= 0x20 && c != 0x7f))
			continue;
		if (color && c == 0x1b && i + 1 < s.n && s.p[i + 1] == '[')
			continue;
		abort();
	}
	if (!utf8_valid(s))
		abort();
}

/* Only the tags the renderer writes. */
static void
check_html(struct str s)
{
	static const char *const tags[] = {
		"<del>", "</del>", "<ins>", "</ins>", "<br>", "<div class=",
		"</div>", "<hr title=", "<del class=", "<a href=", "</a>",
		"<span class=", "</span>",
	};
	size_t k;

	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] != '<')
			continue;
		for (k = 0; k < sizeof(tags) / sizeof(tags[0]); k++) {
			if (str_starts(str_from(s, i), tags[k]))
				break;
		}
		if (k == sizeof(tags) / sizeof(tags[0]))
			abort();
	}
}

/* Every element that is opened is closed, the inner one first. */
static void
check_nesting(struct str s)
{
	static const char *const names[] = { "div", "del", "ins", "span", "a" };
	const char *open[8];
	size_t depth = 0, k;

	for (size_t i = 0; i < s.n; i++) {
		struct str tag = str_from(s, i + 1);
		bool end = s.p[i] == '<' && tag.n > 0 && tag.p[0] == '/';

		if (s.p[i] != '<')
			continue;
		tag = str_from(tag, end);
		for (k = 0; k < 5; k++) {
			size_t n = strlen(names[k]);

			if (str_starts(tag, names[k]) && tag.n > n &&
			    (tag.p[n] == '>' || tag.p[n] == ' '))
				break;
		}
		if (k == 5)
			continue;
		if (!end && depth < 8)
			open[depth++] = names[k];
		else if (depth == 0 || open[--depth] != names[k])
			abort();
	}
	if (depth != 0)
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct worddiff_options o = WORDDIFF_OPTIONS;
	struct worddiff_input in = { .part = "body" };
	const char *nul;
	struct buf out;
	struct diff *d;

	if (size < 2)
		return 0;
	o.context = data[0] % 4 - 1;
	o.width = data[1];
	o.color = data[0] >> 2 & 1;
	in.old = str_make((const char *)data + 2, size - 2);
	nul = memchr(in.old.p, 0, in.old.n);
	if (nul == NULL)
		return 0;
	in.new = str_from(in.old, nul - in.old.p + 1);
	in.old.n = nul - in.old.p;
	if (diff_new(&d, in.old.p, in.old.n, in.new.p, in.new.n, NULL) != 0)
		abort();
	in.edits = diff_edits(d, &in.n);
	for (int f = 0; f < WORDDIFF_FORMATS; f++) {
		buf_init(&out, LIMIT_OUTPUT_BYTES);
		worddiff_render(&out, f, &in, &o);
		check_terminal(buf_str(&out),
		    f == WORDDIFF_COLOR || f == WORDDIFF_SIDE);
		if (f == WORDDIFF_HTML) {
			check_html(buf_str(&out));
			check_nesting(buf_str(&out));
		}
		buf_release(&out);
	}
	diff_free(d);
	return 0;
}
