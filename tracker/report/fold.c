#include <stdlib.h>

#include "tracker/base/xalloc.h"
#include "tracker/report/fold.h"

void
fold_init(struct fold *f, size_t ceiling)
{
	*f = (struct fold){ 0 };
	buf_init(&f->out, ceiling);
	fold_begin(f);
}

void
fold_release(struct fold *f)
{
	buf_release(&f->out);
	free(f->line);
}

void
fold_begin(struct fold *f)
{
	if (f->n == f->cap) {
		f->cap = f->cap * 2 + 16;
		f->line = xrealloc(f->line, f->cap, sizeof(*f->line));
	}
	f->line[f->n++] = (struct fold_line){ f->out.n, false, false };
}

/* Which lines are near a change; those without text do not count. */
static bool *
near_lines(const struct fold *f, int context)
{
	bool *near = xcalloc(f->n, sizeof(*near));
	size_t i, k;
	int left;

	for (int back = 0; back < 2; back++) {
		left = 0;
		for (k = 0; k < f->n; k++) {
			i = back ? f->n - 1 - k : k;
			if (f->line[i].changed)
				left = context;
			else if (left <= 0)
				continue;
			else
				left -= f->line[i].text;
			near[i] = true;
		}
	}
	return near;
}

static void
put_hidden(struct buf *out, size_t hidden, const char *open, const char *close)
{
	buf_addf(out, "%s@@ %zu unchanged line%s @@%s\n", open, hidden,
	    hidden == 1 ? "" : "s", close);
}

void
fold_write(struct buf *out, const struct fold *f, int context,
    const char *open, const char *close)
{
	size_t i, end, hidden = 0;
	bool *near;

	out->full |= f->out.full;
	if (context < 0) {
		buf_adds(out, buf_str(&f->out));
		return;
	}
	near = near_lines(f, context);
	for (i = 0; i < f->n; i++) {
		if (!near[i]) {
			hidden += f->line[i].text;
			continue;
		}
		if (hidden > 0)
			put_hidden(out, hidden, open, close);
		hidden = 0;
		end = i + 1 < f->n ? f->line[i + 1].start : f->out.n;
		buf_adds(out, str_sub(buf_str(&f->out), f->line[i].start,
		    end - f->line[i].start));
	}
	if (hidden > 0)
		put_hidden(out, hidden, open, close);
	free(near);
}
