#include <getopt.h>

#include "tracker/cmd/command.h"
#include "tracker/cmd/fields.h"
#include "tracker/cmd/net.h"
#include "tracker/base/file.h"
#include "tracker/base/json.h"
#include "tracker/base/limits.h"
#include "tracker/base/utf8.h"
#include "tracker/extract/common.h"
#include "tracker/extract/extract.h"
#include "tracker/web/url.h"

extern const struct command cmd_extract;	/* below; for its usage */

struct options {
	const char *url, *list;
	bool json, together;
};

/* ---- for people -------------------------------------------------------- */

static void
put_notes(struct buf *out, const struct article *a)
{
	for (size_t i = 0; i < a->nnotes; i++) {
		buf_addf(out, "%-10s (%s, %s) ", "note",
		    note_kind_name(a->notes[i].kind), a->notes[i].place);
		utf8_escape(out, a->notes[i].text);
		buf_addc(out, '\n');
	}
}

static void
put_text(struct buf *out, const struct article *a)
{
	static const char *const marks[] = {
		[BLOCK_SUBHEADING] = "## ", [BLOCK_LIST_ITEM] = "- ",
		[BLOCK_QUOTE] = "> ", [BLOCK_CAPTION] = ": ",
		[BLOCK_TABLE_ROW] = "| ",
	};

	put_field(out, "url", a->url);
	put_field(out, "canonical", a->canonical);
	put_field(out, "headline", a->headline);
	put_field(out, "deck", a->deck);
	put_field(out, "byline", a->byline);
	put_field(out, "dateline", a->dateline);
	put_time(out, "published", a->published);
	put_time(out, "modified", a->modified);
	put_field(out, "section", a->section);
	put_field(out, "language", a->language);
	put_notes(out, a);
	buf_addf(out, "%-10s %s by %s, quality %.2f\n", "verdict",
	    verdict_name(a->verdict), a->method, a->quality);
	put_field(out, "reason", a->reason);
	for (size_t i = 0; i < a->nblocks; i++) {
		buf_addc(out, '\n');
		if (a->blocks[i].type != BLOCK_PARAGRAPH)
			buf_addz(out, marks[a->blocks[i].type]);
		utf8_escape(out, a->blocks[i].text);
		buf_addc(out, '\n');
	}
}

/* ---- one page ---------------------------------------------------------- */

static void
put_error(struct buf *out, struct str file, const char *why)
{
	struct json j;

	json_init(&j, out);
	json_open(&j, NULL, '{');
	json_str(&j, "file", file);
	json_strz(&j, "error", why);
	json_close(&j, '}');
	json_end(&j);
}

static void
extract_bytes(struct app *app, const struct options *o,
    const struct extract_input *in, struct buf *out)
{
	struct arena arena;
	struct article a;
	struct json j;

	arena_init(&arena);
	extract_page(&a, &arena, in);
	if (o->json) {
		json_init(&j, out);
		article_json(&a, &j);
		json_end(&j);
	} else {
		put_text(out, &a);
	}
	output_buf(app, out);
	arena_release(&arena);
}

static int
extract_file(struct app *app, const struct options *o, struct str file,
    struct str url, struct str charset, const struct known *known)
{
	struct extract_input in = { .url = url, .charset = charset,
		.known = known };
	struct error err;
	struct buf bytes, out;
	int code = EXIT_OK;

	buf_init(&bytes, LIMIT_FILE_BYTES);
	buf_init(&out, LIMIT_OUTPUT_BYTES);
	if (file_read(arena_strz(&app->arena, file), &bytes, &err) < 0) {
		warn("%s", err.text);
		code = EXIT_NO;
		if (o->json) {
			put_error(&out, file, err.text);
			output_buf(app, &out);
		}
	} else {
		in.bytes = buf_str(&bytes);
		extract_bytes(app, o, &in, &out);
	}
	buf_release(&out);
	buf_release(&bytes);
	return code;
}

static int
extract_url(struct app *app, const struct options *o, const char *url)
{
	struct extract_input in = { 0 };
	struct fetch_result r = { 0 };
	struct buf out;
	int code = net_fetch(app, str_of(url), &r);

	if (code != EXIT_OK)
		return code;
	in.bytes = r.body;
	in.url = r.final_url;
	in.charset = r.charset;
	in.content_type = r.content_type;
	in.status = r.status;
	buf_init(&out, LIMIT_OUTPUT_BYTES);
	extract_bytes(app, o, &in, &out);
	buf_release(&out);
	return EXIT_OK;
}

/* ---- a list of pages --------------------------------------------------- */

struct list {
	struct app *app;
	const struct options *o;
	struct common common;
};

/* A line of it: file, URL, charset. */
struct entry {
	struct str file, url, charset;
};

/* Reads a page to see what it has in common with others; what cannot be read is
 * said when its turn comes. */
static int
learn_entry(struct list *l, const struct entry *e)
{
	struct extract_input in = { .url = e->url, .charset = e->charset };
	struct arena arena;
	struct article a;
	struct error err;
	struct buf bytes;

	arena_init(&arena);
	buf_init(&bytes, LIMIT_FILE_BYTES);
	if (file_read(arena_strz(&arena, e->file), &bytes, &err) == 0) {
		in.bytes = buf_str(&bytes);
		extract_page(&a, &arena, &in);
		common_add(&l->common, url_host(e->url, &arena),
		    a.canonical.n > 0 ? a.canonical : e->url, &a);
	}
	buf_release(&bytes);
	arena_release(&arena);
	return EXIT_OK;
}

/* The answer to a list is for programs: always JSON. */
static int
extract_entry(struct list *l, const struct entry *e)
{
	const struct known *known = common_known(&l->common,
	    url_host(e->url, &l->app->arena));

	return extract_file(l->app, l->o, e->file, e->url, e->charset, known);
}

static int
each_entry(struct list *l, struct str text,
    int (*fn)(struct list *, const struct entry *))
{
	struct str line;
	int code = EXIT_OK;

	while (str_line(&text, &line)) {
		struct entry e = { { NULL, 0 }, { NULL, 0 }, { NULL, 0 } };

		if (line.n == 0 || !str_cut(&line, '\t', &e.file))
			continue;
		str_cut(&line, '\t', &e.url);
		str_cut(&line, '\t', &e.charset);
		if (fn(l, &e) != EXIT_OK)
			code = EXIT_NO;
	}
	return code;
}

static int
extract_list(struct app *app, const struct options *o)
{
	struct list l = { .app = app, .o = o };
	struct error err;
	struct buf list;
	int code = EXIT_NO;

	common_init(&l.common, &app->arena);
	buf_init(&list, LIMIT_FILE_BYTES);
	if (file_read(o->list, &list, &err) < 0) {
		warn("%s", err.text);
	} else {
		if (o->together)
			each_entry(&l, buf_str(&list), learn_entry);
		code = each_entry(&l, buf_str(&list), extract_entry);
	}
	buf_release(&list);
	return code;
}

/* ---- the command ------------------------------------------------------- */

static int
run(struct app *app, int argc, char **argv)
{
	static const struct option longs[] = {
		{ "url", required_argument, NULL, 'u' },
		{ "list", required_argument, NULL, 'l' },
		{ "json", no_argument, NULL, 'j' },
		{ "together", no_argument, NULL, 't' },
		{ NULL, 0, NULL, 0 },
	};
	struct options o = { 0 };
	int c;

	while ((c = command_option(argc, argv, "", longs)) != -1) {
		if (c == 'u')
			o.url = optarg;
		else if (c == 'l')
			o.list = optarg, o.json = true;
		else if (c == 'j')
			o.json = true;
		else if (c == 't')
			o.together = true;
		else
			return usage(&cmd_extract);
	}
	argc -= optind;
	argv += optind;
	if (argc != (o.list == NULL) || (o.list != NULL && o.url != NULL) ||
	    (o.together && o.list == NULL))
		return usage(&cmd_extract);
	if (o.list != NULL) {
		o.json = true;	/* a list is for programs */
		return extract_list(app, &o);
	}
	if (net_is_url(argv[0]))
		return extract_url(app, &o, argv[0]);
	return extract_file(app, &o, str_of(argv[0]), str_of(o.url),
	    str_make(NULL, 0), NULL);
}

const struct command cmd_extract = {
	.name = "extract",
	.usage = "[--url URL] [--json] FILE|URL | [--together] --list LIST",
	.what = "what extraction makes of a page; stores nothing",
	.run = run,
};
