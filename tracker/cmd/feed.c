#include <getopt.h>

#include "tracker/cmd/command.h"
#include "tracker/cmd/fields.h"
#include "tracker/cmd/net.h"
#include "tracker/base/file.h"
#include "tracker/base/header.h"
#include "tracker/base/json.h"
#include "tracker/base/limits.h"
#include "tracker/base/utf8.h"
#include "tracker/extract/feed.h"
#include "tracker/web/url.h"

extern const struct command cmd_feed;	/* below; for its usage */

static void
put_json(struct buf *out, const struct feed_item *i)
{
	struct json j;

	json_init(&j, out);
	json_open(&j, NULL, '{');
	json_str(&j, "title", i->title);
	json_str(&j, "link", i->link);
	json_str(&j, "id", i->id);
	json_time(&j, "published", i->published);
	json_time(&j, "updated", i->updated);
	json_str(&j, "author", i->author);
	json_close(&j, '}');
	json_end(&j);
}

static void
put_head(struct buf *out, const struct feed *f)
{
	put_field(out, "format", str_of(feed_format_name(f->format)));
	put_field(out, "title", f->title);
	put_field(out, "site", f->link);
	put_field(out, "hub", f->hub);
	buf_addf(out, "%-10s %zu%s\n", "items", f->nitems,
	    f->recovered ? ", read from broken markup" : "");
}

static void
put_item(struct buf *out, const struct feed_item *i)
{
	buf_addc(out, '\n');
	put_field(out, "title", i->title);
	put_field(out, "link", i->link);
	if (!str_eq(i->id, i->link))
		put_field(out, "id", i->id);
	put_field(out, "author", i->author);
	put_time(out, "published", i->published);
	put_time(out, "updated", i->updated);
}

static void
put_feed(struct app *app, const struct feed *f, bool json)
{
	struct buf out;

	buf_init(&out, LIMIT_OUTPUT_BYTES);
	if (!json)
		put_head(&out, f);
	for (size_t i = 0; i < f->nitems; i++) {
		if (json)
			put_json(&out, &f->items[i]);
		else
			put_item(&out, &f->items[i]);
	}
	output_buf(app, &out);
	buf_release(&out);
}

/* What it is instead, and where the feeds are that it names. */
static int
no_feed(struct app *app, const char *name, const struct feed *f,
    const struct feed_input *in)
{
	struct str *feeds;
	struct buf line;
	size_t n;

	warn("%s: %.*s", name, STR_FMT(f->problem));
	feeds = feed_discover(&app->arena, in, &n);
	buf_init(&line, LIMIT_URL_BYTES * 8);
	for (size_t i = 0; i < n; i++) {
		buf_clear(&line);
		utf8_escape(&line, feeds[i]);
		warn("%s: it names the feed %s", name, buf_z(&line));
	}
	buf_release(&line);
	return EXIT_DATA;
}

/* `head`: of the answer; it may name the hub instead of the feed. */
static int
read_feed(struct app *app, const char *name, const struct feed_input *in,
    struct str head, bool json)
{
	struct str hub = header_link(head, "hub");
	struct feed f;

	feed_read(&f, &app->arena, in);
	if (f.hub.n == 0 && hub.n > 0 &&
	    url_resolve(in->url, hub, &app->arena, &f.hub) < 0)
		f.hub = STR("");
	if (f.format == FEED_NONE)
		return no_feed(app, name, &f, in);
	if (f.problem.n > 0)
		warn("%s: %.*s", name, STR_FMT(f.problem));
	put_feed(app, &f, json);
	return EXIT_OK;
}

static int
read_url(struct app *app, const char *word, bool json)
{
	struct fetch_result r;
	struct feed_input in;
	int code;

	code = net_fetch(app, str_of(word), &r);
	if (code != EXIT_OK)
		return code;
	in = (struct feed_input){ r.body, r.final_url, r.charset,
		r.content_type };
	return read_feed(app, word, &in, r.response_head, json);
}

static int
read_file(struct app *app, const char *file, const char *url, bool json)
{
	struct feed_input in = { .url = str_of(url) };
	struct error err;
	struct buf bytes;
	int code = EXIT_NO;

	buf_init(&bytes, LIMIT_FILE_BYTES);
	if (file_read(file, &bytes, &err) < 0) {
		warn("%s", err.text);
	} else {
		in.bytes = buf_str(&bytes);
		code = read_feed(app, file, &in, STR(""), json);
	}
	buf_release(&bytes);
	return code;
}

static int
run(struct app *app, int argc, char **argv)
{
	static const struct option longs[] = {
		{ "url", required_argument, NULL, 'u' },
		{ "json", no_argument, NULL, 'j' },
		{ NULL, 0, NULL, 0 },
	};
	const char *url = "";
	bool json = false;
	int c;

	while ((c = command_option(argc, argv, "", longs)) != -1) {
		if (c == 'u')
			url = optarg;
		else if (c == 'j')
			json = true;
		else
			return usage(&cmd_feed);
	}
	if (argc - optind != 1)
		return -1;
	if (net_is_url(argv[optind]))
		return read_url(app, argv[optind], json);
	return read_file(app, argv[optind], url, json);
}

const struct command cmd_feed = {
	.name = "feed",
	.usage = "[--url URL] [--json] FILE|URL",
	.what = "what the feed parser makes of a feed; stores nothing",
	.run = run,
};
