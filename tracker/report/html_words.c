/* An edit in a line of HTML, in the marks of who shows it; language tags. */
#include "tracker/report/html.h"
#include "tracker/report/put.h"
#include "tracker/report/runs.h"

/* A side longer than this is cut: the whole is in the archive. */
#define SIDE 300

/* At most SIDE bytes, whole code points. */
static void
put_side(struct buf *out, const char *open, struct str s, const char *end,
    const char *close)
{
	size_t n;

	/* a mark begins with what it marks, not with a space before it */
	while (s.n > 0 && strchr(" \t\n", s.p[0]) != NULL) {
		buf_addc(out, s.p[0]);
		s = str_from(s, 1);
	}
	n = s.n;
	if (n > SIDE)
		for (n = SIDE; n > 0 && (s.p[n] & 0xc0) == 0x80;)
			n--;
	buf_addz(out, open);
	put_html(out, str_sub(s, 0, n));
	buf_addf(out, "%s%s%s", n < s.n ? "..." : "", end, close);
}

void
html_excerpt(struct buf *out, const struct change *c,
    const struct change_edit *e, const struct html_marks *m, size_t room)
{
	struct excerpt x = excerpt_of(c, e, room);
	bool moved = e->edit.op == DIFF_MOVE;

	buf_addz(out, x.cut_left ? "... " : "");
	put_html(out, x.left);
	if (x.old.n > 0 && !moved)
		put_side(out, m->del, x.old, m->end, "</del>");
	if (x.old.n > 0 && x.new.n > 0 && !moved)
		buf_addc(out, ' ');
	if (x.new.n > 0)
		put_side(out, moved ? m->moved : m->ins, x.new, m->end,
		    "</ins>");
	put_html(out, x.right);
	buf_addz(out, x.cut_right ? " ..." : "");
}

struct str
html_language(const struct article *a)
{
	struct str none = { NULL, 0 };

	if (a == NULL || a->language.n < 2 || a->language.n > 35)
		return none;
	for (size_t i = 0; i < a->language.n; i++) {
		char c = a->language.p[i];

		if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
		    (c >= '0' && c <= '9' && i > 0) || (c == '-' && i > 0)))
			return none;
	}
	return a->language;
}
