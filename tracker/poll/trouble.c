/*
 * Troubles of a pass, a line a host and reason: a host that is down with a
 * thousand stories is one line, not a thousand.
 */
#include <inttypes.h>
#include <stdio.h>

#include "tracker/base/utf8.h"
#include "tracker/poll/pass.h"

#define TROUBLES 200
/* Of what went wrong, and why. */
#define TROUBLE_TEXT 400

static struct str
host_of(struct str url)
{
	ptrdiff_t at = str_find(url, STR("://"));
	struct str rest = str_from(url, at < 0 ? 0 : (size_t)at + 3), host;

	str_cut(&rest, '/', &host);
	return host;
}

void
pass_trouble(struct pass *p, struct str url, const char *what, struct str why)
{
	struct str host = host_of(url), text;
	char line[TROUBLE_TEXT];
	struct trouble *t;

	/* On the stack: most are only counted. */
	snprintf(line, sizeof(line), "%s: %.*s", what,
	    STR_FMT(str_sub(why, 0, 300)));
	text = str_of(line);
	for (size_t i = 0; i < p->ntroubles; i++) {
		t = &p->troubles[i];
		if (str_eq(t->host, host) && str_eq(t->what, text)) {
			t->count++;
			return;
		}
	}
	if (p->ntroubles == TROUBLES) {
		p->untold++;
		return;
	}
	p->troubles = arena_grow(&p->arena, p->troubles, p->ntroubles,
	    &p->troubles_cap, sizeof(*p->troubles));
	p->troubles[p->ntroubles++] = (struct trouble){
		arena_str(&p->arena, host), arena_str(&p->arena, text), 1,
		arena_str(&p->arena, url) };
}

void
pass_say_troubles(struct pass *p)
{
	struct str line;

	if (p->options->trouble == NULL)
		return;
	for (size_t i = 0; i < p->ntroubles; i++) {
		const struct trouble *t = &p->troubles[i];

		if (t->count == 1)
			line = arena_printf(&p->arena, "%.*s: %.*s",
			    STR_FMT(t->example), STR_FMT(t->what));
		else
			line = arena_printf(&p->arena, "%.*s: %.*s (%" PRId64
			    " times)", STR_FMT(t->host), STR_FMT(t->what),
			    t->count);
		p->options->trouble(line.p, p->options->arg);
	}
	if (p->untold > 0)
		p->options->trouble(arena_printf(&p->arena, "and %" PRId64
		    " more; \"tracker status\" shows what fails",
		    p->untold).p, p->options->arg);
}
