#include <locale.h>
#include <malloc.h>
#include <regex.h>
#include <sys/mman.h>

#include "tracker/cmd/nodiff.h"
#include "tracker/base/file.h"
#include "tracker/base/limits.h"
#include "tracker/base/utf8.h"

/* Output is sent on when this much has gathered. */
#define SEND_BYTES ((size_t)1 << 18)
/* How far ahead a word is looked for by --word-regex, at first. */
#define REGEX_AHEAD 4096
/* Memory is given back at the end, not between the steps of a comparison. */
#define KEEP_BYTES ((size_t)1 << 25)
/* A large page of the processor. */
#define PAGE_BYTES ((uintptr_t)1 << 21)

int
nodiff_grain(const char *name, enum diff_grain *g)
{
	static const char *const names[] = {
		[DIFF_AUTO] = "auto", [DIFF_WORD] = "word",
		[DIFF_PHRASE] = "phrase",
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (strcmp(names[i], name) == 0) {
			*g = i;
			return 0;
		}
	}
	return -1;
}

/*
 * The last match, so that no text is searched again for each place in it. A
 * word is of UTF-8, whatever locale the program runs in.
 */
struct words {
	regex_t regex;
	locale_t utf8, before;
	const char *text;
	size_t from;		/* where it was looked for, and up to where */
	size_t searched;
	size_t start, end;	/* of the match; both `searched` without one */
};

/* The first match in text[at, end) that is not empty. */
static bool
words_match(const struct words *w, const char *text, size_t at, size_t end,
    regmatch_t *m)
{
	for (; at < end; at = m->rm_so + 1) {
		m->rm_so = at;
		m->rm_eo = end;
		if (regexec(&w->regex, text, 1, m, REG_STARTEND |
		    (at > 0 ? REG_NOTBOL : 0)) != 0)
			break;
		if (m->rm_eo > m->rm_so)
			return true;
	}
	return false;
}

/*
 * The next match from `at` on. A match that reaches the end of what was
 * searched may go on beyond it, and one may begin before and end there: then
 * it is searched again, twice as far.
 */
static void
words_search(struct words *w, const char *text, size_t at, size_t end)
{
	size_t ahead = REGEX_AHEAD;
	regmatch_t m;

	w->text = text;
	w->from = at;
	do {
		w->searched = end - at > ahead ? at + ahead : end;
		ahead *= 2;
		w->start = w->end = w->searched;
		if (words_match(w, text, at, w->searched, &m)) {
			w->start = m.rm_so;
			w->end = m.rm_eo;
		}
	} while (w->end == w->searched && w->searched < end);
	/* whole characters, also without such a locale */
	while (w->end < end && ((unsigned char)text[w->end] & 0xc0) == 0x80)
		w->end++;
}

static size_t
word_end(void *arg, const char *text, size_t at, size_t end)
{
	struct words *w = arg;

	if (w->text != text || at < w->from || at > w->start ||
	    at >= w->searched)
		words_search(w, text, at, end);
	return w->start == at ? w->end : at;
}

static int
words_init(struct words *w, const char *regex)
{
	char text[256];
	int rc;

	w->utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", NULL);
	w->before = w->utf8 != NULL ? uselocale(w->utf8) : NULL;
	rc = regcomp(&w->regex, regex, REG_EXTENDED);
	if (rc == 0)
		return 0;
	regerror(rc, &w->regex, text, sizeof(text));
	warn("--word-regex: %s", text);
	return -1;
}

static void
words_release(struct words *w, bool compiled)
{
	if (compiled)
		regfree(&w->regex);
	if (w->utf8 != NULL) {
		uselocale(w->before);
		freelocale(w->utf8);
	}
}

/* What one run holds on to between pairs. */
struct run {
	struct app *app;
	struct nodiff opt;
	struct words words;
	struct buf old, new, out;
	struct arena names;
	bool stdin_read;	/* there is only one standard input */
};

/*
 * The heap is had whole and in large pages, where the system has them to give:
 * to fault in every small page of a few megabytes takes as long as to compare
 * the texts in them.
 */
static void
heap_init(void)
{
	uintptr_t at;
	void *p;

	mallopt(M_MMAP_THRESHOLD, KEEP_BYTES);
	mallopt(M_TRIM_THRESHOLD, 2 * KEEP_BYTES);
	mallopt(M_TOP_PAD, KEEP_BYTES);
	p = malloc(PAGE_BYTES / 2);
	at = ((uintptr_t)p + PAGE_BYTES - 1) & ~(PAGE_BYTES - 1);
	if (p != NULL)
		(void)madvise((void *)at, KEEP_BYTES - PAGE_BYTES,
		    MADV_HUGEPAGE);
	free(p);
}

static int
run_init(struct run *r, struct app *app, const struct nodiff *opt)
{
	heap_init();
	*r = (struct run){ .app = app, .opt = *opt };
	arena_init(&r->names);
	buf_init(&r->old, LIMIT_FILE_BYTES);
	buf_init(&r->new, LIMIT_FILE_BYTES);
	buf_init(&r->out, LIMIT_OUTPUT_BYTES);
	if (opt->word_regex == NULL)
		return EXIT_OK;
	if (words_init(&r->words, opt->word_regex) != 0) {
		r->opt.word_regex = NULL;
		return EXIT_USAGE;
	}
	r->opt.diff.word = word_end;
	r->opt.diff.arg = &r->words;
	return EXIT_OK;
}

static void
run_release(struct run *r)
{
	arena_release(&r->names);
	buf_release(&r->old);
	buf_release(&r->new);
	buf_release(&r->out);
	words_release(&r->words, r->opt.word_regex != NULL);
}

static int
read_side(struct run *r, const char *name, struct buf *out, struct error *e)
{
	bool is_stdin = strcmp(name, "-") == 0;

	buf_clear(out);
	if (is_stdin && r->stdin_read)
		return error_set(e, "-: standard input was read before");
	r->stdin_read |= is_stdin;
	return file_read(name, out, e);
}

static void
put_stat(struct run *r, const struct worddiff_stat *stat)
{
	struct json j;

	if (r->opt.format != WORDDIFF_JSON) {
		worddiff_stat_line(&r->out, stat);
		return;
	}
	json_init(&j, &r->out);
	json_open(&j, NULL, '{');
	worddiff_json_stat(&j, "stat", stat);
	json_close(&j, '}');
	json_end(&j);
}

/* Reads, compares, renders into r->out. 0, or -1 with the error said. */
static int
run_pair(struct run *r, const char *old, const char *new, struct error *e)
{
	struct worddiff_input in = { .part = "body" };
	struct worddiff_stat stat;
	struct diff *d;
	int rc;

	if (read_side(r, old, &r->old, e) != 0 ||
	    read_side(r, new, &r->new, e) != 0)
		return -1;
	in.old = buf_str(&r->old);
	in.new = buf_str(&r->new);
	r->words.text = NULL;
	rc = diff_new(&d, in.old.p, in.old.n, in.new.p, in.new.n,
	    &r->opt.diff);
	if (rc != DIFF_OK)
		return error_set(e, "%s: %s", new, rc == DIFF_ETOOBIG ?
		    "too long to compare" : "out of memory");
	in.edits = diff_edits(d, &in.n);
	if (r->opt.stat || r->opt.format == WORDDIFF_HTML)
		worddiff_count(&stat, &in);
	if (r->opt.stat) {
		put_stat(r, &stat);
	} else {
		worddiff_render(&r->out, r->opt.format, &in, &r->opt.render);
		/* an id stands once on a page */
		if (r->opt.format == WORDDIFF_HTML)
			r->opt.render.moves += stat.moved;
	}
	diff_free(d);
	return 0;
}

int
nodiff_files(struct app *app, const struct nodiff *opt, const char *old,
    const char *new)
{
	struct run r;
	struct error e;
	int code = run_init(&r, app, opt);

	if (code == EXIT_OK && run_pair(&r, old, new, &e) != 0) {
		warn("%s", e.text);
		code = EXIT_NO;
	}
	if (code == EXIT_OK) {
		if (opt->format != WORDDIFF_JSON)
			output_page(app);
		output_buf(app, &r.out);
	}
	run_release(&r);
	return code;
}

static void
put_error(struct run *r, const char *text)
{
	struct json j;

	if (r->opt.format != WORDDIFF_JSON) {
		buf_addz(&r->out, "error: ");
		utf8_escape(&r->out, str_of(text));
		buf_addc(&r->out, '\n');
		return;
	}
	json_init(&j, &r->out);
	json_open(&j, NULL, '{');
	json_strz(&j, "error", text);
	json_open(&j, "edits", '[');
	json_close(&j, ']');
	json_close(&j, '}');
	json_end(&j);
}

static int
list_line(struct run *r, struct str line, const char *list, size_t number)
{
	struct str old;
	struct error e;
	char *a, *b;
	int rc;

	if (!str_cut(&line, '\t', &old) || line.n == 0 || old.n == 0 ||
	    str_chr(line, '\t') >= 0) {
		rc = error_set(&e, "%s:%zu: not old<TAB>new", list, number);
	} else {
		a = arena_strz(&r->names, old);
		b = arena_strz(&r->names, line);
		rc = run_pair(r, a, b, &e);
		arena_clear(&r->names);
	}
	if (rc == 0)
		return EXIT_OK;
	warn("%s", e.text);
	put_error(r, e.text);
	return EXIT_DATA;
}

int
nodiff_pairs(struct app *app, const struct nodiff *opt, const char *list)
{
	struct run r;
	struct buf lines;
	struct str rest, line;
	struct error e;
	size_t number = 0;
	int code = run_init(&r, app, opt), one;

	buf_init(&lines, LIMIT_FILE_BYTES);
	if (code == EXIT_OK && read_side(&r, list, &lines, &e) != 0) {
		warn("%s", e.text);
		code = EXIT_NO;
	}
	rest = buf_str(&lines);
	while (code != EXIT_USAGE && str_line(&rest, &line)) {
		one = list_line(&r, line, list, ++number);
		if (one != EXIT_OK)
			code = one;
		if (r.out.n >= SEND_BYTES)
			output_buf(app, &r.out);
	}
	output_buf(app, &r.out);
	buf_release(&lines);
	run_release(&r);
	return code;
}
