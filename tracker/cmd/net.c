#include "tracker/cmd/net.h"
#include "tracker/base/limits.h"

bool
net_is_url(const char *word)
{
	return str_istarts(str_of(word), "http://") ||
	    str_istarts(str_of(word), "https://");
}

static int
fetch_with(struct app *app, const struct conf *c, struct str url,
    struct fetch_result *r)
{
	struct fetch_options o = { .agent = c->agent, .proxy = c->proxy,
		.allow_private = c->allow_private, .parallel = 1,
		.per_host = 1, .run = c->run };
	struct fetch_request req = { .url = arena_str(&app->arena, url),
		.timeout = c->defaults.timeout,
		.max_bytes = LIMIT_PAGE_BYTES, .follow = true };
	struct error e;

	if (fetch_one(&o, &req, &app->arena, r, &e) == 0)
		return 0;
	warn("%s", e.text);
	return EXIT_NO;
}

int
net_fetch(struct app *app, struct str url, struct fetch_result *r)
{
	struct conf *plain = NULL;
	int code;

	if (app->conf != NULL || app_has_conf(app)) {
		code = app_load_conf(app);
		return code != 0 ? code : fetch_with(app, app->conf, url, r);
	}
	conf_parse(&plain, "", STR(""));
	code = fetch_with(app, plain, url, r);
	conf_free(plain);
	return code;
}
