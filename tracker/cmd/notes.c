#include <getopt.h>

#include "tracker/cmd/command.h"
#include "tracker/base/file.h"
#include "tracker/base/json.h"
#include "tracker/base/limits.h"
#include "tracker/base/utf8.h"
#include "tracker/note/note.h"

extern const struct command cmd_notes;	/* below; for its usage */

static void
put_phrase(struct json *j, const char *key, struct str s)
{
	if (s.n > 0)
		json_str(j, key, s);
	else
		json_none(j, key);
}

static void
put_json(struct buf *out, const struct note *n)
{
	struct json j;

	json_init(&j, out);
	json_open(&j, NULL, '{');
	json_bool(&j, "note", n->kind != NOTE_NONE);
	json_strz(&j, "kind", n->kind != NOTE_NONE ?
	    note_kind_name(n->kind) : NULL);
	json_strz(&j, "place", n->kind != NOTE_NONE ?
	    note_place_name(n->place) : NULL);
	json_open(&j, "paragraphs", '[');
	for (size_t i = 0; i < n->nparagraphs; i++)
		json_int(&j, NULL, n->paragraphs[i]);
	json_close(&j, ']');
	json_open(&j, "claims", '[');
	for (size_t i = 0; i < n->nclaims; i++) {
		json_open(&j, NULL, '{');
		put_phrase(&j, "wrong", n->claims[i].wrong);
		put_phrase(&j, "right", n->claims[i].right);
		json_strz(&j, "place", note_place_name(n->claims[i].place));
		json_close(&j, '}');
	}
	json_close(&j, ']');
	json_strz(&j, "rule", n->rule);
	json_close(&j, '}');
	json_end(&j);
}

static void
put_text(struct buf *out, const struct note *n, struct str line)
{
	buf_addf(out, "%-13s ", note_kind_name(n->kind));
	utf8_escape(out, line);
	buf_addc(out, '\n');
	for (size_t i = 0; i < n->nparagraphs; i++)
		buf_addf(out, "%s%d%s", i == 0 ? "  paragraphs  " : ", ",
		    n->paragraphs[i], i + 1 == n->nparagraphs ? "\n" : "");
	for (size_t i = 0; i < n->nclaims; i++) {
		buf_addz(out, "  wrong       ");
		utf8_escape(out, n->claims[i].wrong);
		buf_addz(out, "\n  right       ");
		utf8_escape(out, n->claims[i].right);
		buf_addc(out, '\n');
	}
}

static void
put_lines(struct app *app, struct str text, bool json)
{
	struct arena arena;
	struct buf out;
	struct str line;
	struct note n;

	arena_init(&arena);
	buf_init(&out, LIMIT_OUTPUT_BYTES);
	while (str_line(&text, &line)) {
		note_read(&n, &arena, line);
		if (json)
			put_json(&out, &n);
		else
			put_text(&out, &n, line);
		if (out.n > MIB)
			output_buf(app, &out);
		arena_clear(&arena);
	}
	output_buf(app, &out);
	buf_release(&out);
	arena_release(&arena);
}

static int
notes_run(struct app *app, int argc, char **argv)
{
	static const struct option longs[] = {
		{ "json", no_argument, NULL, 'j' },
		{ NULL, 0, NULL, 0 },
	};
	struct error e;
	struct buf text;
	bool json = false;
	int c;

	while ((c = command_option(argc, argv, "", longs)) != -1) {
		if (c != 'j')
			return EXIT_USAGE;
		json = true;
	}
	if (argc - optind != 1)
		return -1;
	buf_init(&text, LIMIT_FILE_BYTES);
	if (file_read(argv[optind], &text, &e) < 0) {
		warn("%s", e.text);
		buf_release(&text);
		return EXIT_NO;
	}
	put_lines(app, buf_str(&text), json);
	buf_release(&text);
	return EXIT_OK;
}

const struct command cmd_notes = {
	.name = "notes",
	.usage = "[--json] FILE|-",
	.what = "what the note reader makes of text, a paragraph a line",
	.run = notes_run,
};
