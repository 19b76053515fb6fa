/*
 * What a page is: tests/cases/verdicts/pages.txt, walls, errors and stories in a
 * dozen languages. No story may be taken for anything else, none of the others
 * for a story; which of them it is must be right for 97 of 100.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

#include "tracker/base/file.h"
#include "tracker/extract/extract.h"

#define PAGES "tests/cases/verdicts/pages.txt"
#define FIELDS 6

struct row {
	struct str verdict, language, how, title, headline, paragraphs;
};

static bool
has(const struct row *r, const char *word)
{
	return str_find(r->how, str_of(word)) >= 0;
}

static void
put_tag(struct buf *html, const char *tag, struct str text)
{
	buf_addf(html, "<%s>%.*s</%s>\n", tag, STR_FMT(text), tag);
}

static void
put_head(struct buf *html, const struct row *r)
{
	buf_addf(html, "<!DOCTYPE html><html lang=\"%.*s\"><head>"
	    "<meta charset=utf-8>", STR_FMT(r->language));
	put_tag(html, "title", r->title);
	if (has(r, "ld"))
		buf_addf(html, "<script type=\"application/ld+json\">{\"@type\":"
		    "\"NewsArticle\",\"headline\":\"%.*s\",%s\"datePublished\":"
		    "\"2025-03-11T08:30:00Z\"}</script>", STR_FMT(r->headline),
		    has(r, "locked") ? "\"isAccessibleForFree\":false," : "");
	buf_addz(html, "</head><body>");
	if (has(r, "frame"))
		buf_addz(html, "<nav><ul><li><a href=/1>News</a></li><li>"
		    "<a href=/2>Log in</a></li><li><a href=/3>Subscribe</a>"
		    "</li></ul></nav>");
}

/* One paragraph, by its mark. `box`: is the box after the story open? */
static void
put_paragraph(struct buf *html, struct str s, bool *box)
{
	char mark = s.n > 2 && s.p[1] == ' ' ? s.p[0] : '\0';

	if (mark == '$' && !*box)
		buf_addz(html, "<div class=k>");
	*box = *box || mark == '$';
	if (mark == '@')
		buf_addf(html, "<div><h3><a href=/s>%.*s</a></h3></div>",
		    STR_FMT(str_from(s, 2)));
	else if (mark == '#' || mark == '-')
		put_tag(html, mark == '#' ? "h2" : "li", str_from(s, 2));
	else
		put_tag(html, "p", mark == '$' ? str_from(s, 2) : s);
}

static void
put_page(struct buf *html, const struct row *r)
{
	struct str rest = r->paragraphs;
	bool box = false;
	ptrdiff_t at;

	put_head(html, r);
	buf_addz(html, "<main>");
	if (r->headline.n > 0)
		put_tag(html, "h1", r->headline);
	if (has(r, "login"))
		buf_addz(html, "<form><input type=email><input type=password>");
	while (rest.n > 0) {
		at = str_find(rest, STR(" \xc2\xb6 "));
		put_paragraph(html, str_sub(rest, 0, at < 0 ? rest.n :
		    (size_t)at), &box);
		rest = str_from(rest, at < 0 ? rest.n : (size_t)at + 4);
	}
	buf_addz(html, box ? "</div></main>" : "</main>");
	if (has(r, "frame"))
		buf_addz(html, "<footer><p>Copyright 2025. All rights reserved. "
		    "Privacy policy. Cookie settings.</p></footer>");
	buf_addz(html, "</body></html>");
}

static void
read_row(struct row *r, struct str line)
{
	struct str *const f[FIELDS] = { &r->verdict, &r->language, &r->how,
		&r->title, &r->headline, &r->paragraphs };

	memset(r, 0, sizeof(*r));
	for (size_t i = 0; i < FIELDS && str_cut(&line, '|', f[i]); i++)
		*f[i] = str_trim(*f[i]);
}

struct tally {
	size_t n, right, lost, false_alarms;
};

static void
judge_row(struct tally *t, struct arena *arena, const struct row *r)
{
	struct extract_input in = {
		.url = STR("https://post.example/2025/03/11/a-story.html"),
	};
	struct article a;
	struct buf html;
	bool story = str_eqz(r->verdict, "article");

	buf_init(&html, 1 << 20);
	put_page(&html, r);
	in.bytes = buf_str(&html);
	extract_page(&a, arena, &in);
	t->n++;
	t->right += str_eqz(r->verdict, verdict_name(a.verdict));
	t->lost += !story && a.verdict == VERDICT_ARTICLE;
	t->false_alarms += story && a.verdict != VERDICT_ARTICLE;
	if (!str_eqz(r->verdict, verdict_name(a.verdict)))
		print_message("# %s (%.*s): %.*s | %.*s | %.*s | %.*s\n",
		    verdict_name(a.verdict), STR_FMT(a.reason),
		    STR_FMT(r->verdict), STR_FMT(r->how), STR_FMT(r->headline),
		    STR_FMT(str_sub(r->paragraphs, 0, 60)));
	assert_true(a.verdict == VERDICT_ARTICLE || a.reason.n > 0);
	buf_release(&html);
}

static void
test_pages(void **state)
{
	struct tally t = { 0 };
	struct arena arena;
	struct buf file;
	struct error err;
	struct str rest, line;
	struct row r;

	(void)state;
	arena_init(&arena);
	buf_init(&file, 1 << 20);
	if (file_read(PAGES, &file, &err) < 0)
		fail_msg("%s", err.text);
	for (rest = buf_str(&file); str_line(&rest, &line);) {
		if (str_starts(line, "#"))
			continue;
		read_row(&r, line);
		judge_row(&t, &arena, &r);
		arena_clear(&arena);
	}
	buf_release(&file);
	arena_release(&arena);
	print_message("# %zu pages, %zu right, %zu walls taken for stories, "
	    "%zu stories for something else\n", t.n, t.right, t.lost,
	    t.false_alarms);
	assert_true(t.n >= 350);
	assert_int_equal(t.false_alarms, 0);
	assert_int_equal(t.lost, 0);
	assert_true(t.right * 100 >= t.n * 97);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_pages),
	};

	return cmocka_run_group_tests_name("verdict", tests, NULL, NULL);
}
