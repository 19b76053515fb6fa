/*
 * Changes as an Atom feed, to standard output or to a file that a web server
 * shows. The file is replaced whole, and only when something in it differs, so
 * that its readers' conditional requests stay cheap.
 */
#include <getopt.h>

#include "tracker/cmd/query.h"
#include "tracker/base/file.h"
#include "tracker/base/limits.h"

/* Entries, unless --limit says otherwise. */
#define ENTRIES 100

static const struct option longs[] = {
	QUERY_OPTIONS,
	{ "limit", required_argument, NULL, 'l' },
	{ "output", required_argument, NULL, 'o' },
	{ "url", required_argument, NULL, 'U' },
	{ "previous", required_argument, NULL, 'P' },
	{ "current", required_argument, NULL, 'C' },
	{ NULL, 0, NULL, 0 },
};

struct run {
	struct query query;
	struct atom feed;
	const char *output;	/* a file, or NULL */
};

static int
set_limit(struct run *r, const char *word)
{
	int64_t n;

	if (str_to_int(str_of(word), 1, LIMIT_ATOM_ENTRIES, &n) < 0) {
		warn("--limit=%s: expected 1 to %d", word, LIMIT_ATOM_ENTRIES);
		return EXIT_USAGE;
	}
	r->query.filter.newest = (size_t)n;
	return 0;
}

static int
set_url(struct str *out, const char *name, const char *word)
{
	*out = str_of(word);
	if (str_istarts(*out, "http://") || str_istarts(*out, "https://"))
		return 0;
	warn("--%s=%s: expected an http or https URL", name, word);
	return EXIT_USAGE;
}

static int
option(struct run *r, struct app *app, int c)
{
	switch (c) {
	case 'l':
		return set_limit(r, optarg);
	case 'o':
		r->output = optarg;
		return 0;
	case 'U':
		return set_url(&r->feed.url, "url", optarg);
	case 'P':
		return set_url(&r->feed.previous, "previous", optarg);
	case 'C':
		return set_url(&r->feed.current, "current", optarg);
	default:
		return query_option(&r->query, app, c, optarg);
	}
}

static bool
is_there(const char *path, struct str wanted)
{
	struct buf was;
	struct error e;
	bool same;

	buf_init(&was, wanted.n);
	same = file_read(path, &was, &e) == 0 && str_eq(buf_str(&was), wanted);
	buf_release(&was);
	return same;
}

static int
put(struct run *r, struct app *app, struct buf *out)
{
	struct error e;

	if (r->output == NULL) {
		output_buf(app, out);
		return EXIT_OK;
	}
	if (out->full)
		error_set(&e, "%s: too much output", r->output);
	else if (is_there(r->output, buf_str(out)) ||
	    file_write(r->output, buf_str(out), &e) == 0)
		return EXIT_OK;
	warn("%s", e.text);
	return EXIT_OUTPUT;
}

static int
write_feed(struct run *r, struct app *app)
{
	struct str query = buf_str(&r->query.words);
	struct report_change *c;
	struct error e;
	struct buf out;
	int64_t last;
	int code;

	if (history_changes(&c, &r->feed.nchanges, &last, &app->arena,
	    app->store, app_eyes(app), &r->query.filter, &e) < 0) {
		warn("%s", e.text);
		return EXIT_NO;
	}
	r->feed.changes = c;
	r->feed.query = query;
	r->feed.title = query.n == 0 ? STR("Changes of news stories") :
	    arena_printf(&app->arena, "Changes of news stories: %.*s",
	    STR_FMT(query));
	buf_init(&out, LIMIT_OUTPUT_BYTES);
	atom_write(&out, &r->feed);
	code = put(r, app, &out);
	buf_release(&out);
	/* An empty feed is written all the same: it is quiet, not broken. */
	if (code == EXIT_OK && r->feed.nchanges == 0)
		code = query_found_none(&r->query, app);
	return code;
}

static int
atom_run(struct app *app, int argc, char **argv)
{
	struct run run = { .output = NULL };
	int c, r = 0;

	query_init(&run.query);
	run.query.filter.newest = ENTRIES;
	while (r == 0 && (c = command_option(argc, argv, "", longs)) != -1)
		r = option(&run, app, c);
	if (r == 0)
		r = optind < argc ? -1 : write_feed(&run, app);
	query_release(&run.query);
	return r;
}

const struct command cmd_atom = {
	"atom", QUERY_USAGE " [--limit N] [--output FILE] [--url URL] "
	"[--previous URL] [--current URL]",
	"changes as an Atom feed, the newest first", NEED_STORE, atom_run,
};
