#include "tracker/cmd/edit.h"
#include "tracker/base/file.h"
#include "tracker/base/limits.h"

static size_t
entries(const struct conf *c, const char *list)
{
	return strcmp(list, "feeds") == 0 ? c->nfeeds : c->nstories;
}

/* One entry more or less, and nothing wrong with the rest. */
static bool
proved(const struct conf *was, const struct edit *e, const char *path,
    struct str text)
{
	struct conf *c;
	size_t want = entries(was, e->list) + (e->remove ? (size_t)-1 : 1);
	bool ok = conf_parse(&c, path, text) == 0 &&
	    entries(c, e->list) == want;

	conf_free(c);
	return ok;
}

static int
replace(struct app *app, const struct edit *e, struct str text)
{
	struct error err;

	if (!proved(app->conf, e, app->conf_path, text)) {
		warn("%s: cannot be edited by a program without breaking it; "
		     "edit %s: by hand", app->conf_path, e->list);
		return EXIT_CONFIG;
	}
	if (file_write(app->conf_path, text, &err) < 0) {
		warn("%s", err.text);
		return EXIT_OUTPUT;
	}
	return 0;
}

int
edit_conf(struct app *app, const struct edit *e)
{
	struct buf was, now;
	struct error err;
	int r;

	buf_init(&was, LIMIT_CONF_BYTES);
	buf_init(&now, LIMIT_CONF_BYTES);
	r = file_read(app->conf_path, &was, &err);
	if (r == 0 && e->remove)
		r = conf_text_remove(app->conf_path, buf_str(&was), e->list,
		    e->url, &now, &err);
	else if (r == 0)
		r = conf_text_add(app->conf_path, buf_str(&was), e->list,
		    e->url, e->name, &now, &err);
	if (r < 0) {
		warn("%s", err.text);
		r = EXIT_CONFIG;
	} else if (r == 0) {
		r = replace(app, e, buf_str(&now));
	}
	buf_release(&was);
	buf_release(&now);
	return r;
}
