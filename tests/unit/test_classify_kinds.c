/*
 * A labelled set of changes of all kinds: 95 of 100 right at least, and the
 * pairs that must never pass for harmless, every one.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "tests/unit/test_classify_cases.h"

#define FOLDER "tests/cases/kinds/"

static struct buf file;

static struct str
read_cases(const char *path)
{
	struct error err;

	buf_release(&file);
	buf_init(&file, 1 << 20);
	if (file_read(path, &file, &err) != 0)
		fail_msg("cannot read %s", path);
	return buf_str(&file);
}

static unsigned
all_classes(const struct change *c)
{
	unsigned out = 0;

	for (size_t i = 0; i < c->nedits; i++)
		out |= c->edits[i].classes;
	return out;
}

struct tally {
	size_t n, right, classes_right;
	size_t matrix[KIND_COUNT][KIND_COUNT];
};

static void
run_case(struct tally *t, struct arena *a, struct str line)
{
	struct str f[CASE_FIELDS] = { 0 };
	size_t n = case_fields(line, f);
	struct article old, new;
	struct classify_context context = { .seen_until = 0 };
	struct change c;
	enum kind want;
	unsigned classes;

	assert_true(n >= 4);
	assert_int_equal(kind_of(f[0], &want), 0);
	case_article(&old, a, f[2]);
	case_article(&new, a, f[3]);
	if (n > 4 && str_eqz(f[4], "=1")) {
		context.equals_version = 1;
	} else if (n > 4) {
		context.later_notes = &f[4];
		context.nlater_notes = 1;
	}
	classify(&c, a, str_eqz(f[2], "-") ? NULL : &old, &new, &context);
	classes = case_classes(f[1]);
	t->n++;
	t->matrix[want][c.kind]++;
	t->right += c.kind == want;
	t->classes_right += (all_classes(&c) & classes) == classes;
	if (c.kind != want)
		print_message("# %s, not %s: %.*s\n", kind_name(c.kind),
		    kind_name(want), STR_FMT(line));
	else if ((all_classes(&c) & classes) != classes)
		print_message("# classes: %.*s\n", STR_FMT(line));
}

static void
print_matrix(const struct tally *t)
{
	print_message("# %zu changes, kind right %zu, classes right %zu; rows "
	    "are the labels\n", t->n, t->right, t->classes_right);
	print_message("# %-15s", "");
	for (unsigned k = 0; k < KIND_COUNT; k++)
		print_message("%6.5s", kind_name((enum kind)k));
	print_message("\n");
	for (unsigned i = 0; i < KIND_COUNT; i++) {
		print_message("# %-15s", kind_name((enum kind)i));
		for (unsigned k = 0; k < KIND_COUNT; k++)
			print_message("%6zu", t->matrix[i][k]);
		print_message("\n");
	}
}

static void
kinds(void **state)
{
	struct str rest = read_cases(FOLDER "kinds.txt"), line;
	struct tally t = { 0 };
	struct arena a;

	(void)state;
	arena_init(&a);
	while (case_next(&rest, &line)) {
		run_case(&t, &a, line);
		arena_clear(&a);
	}
	arena_release(&a);
	print_matrix(&t);
	assert_true(t.n >= 300);
	assert_true(t.right * 100 >= t.n * 95);
	assert_true(t.classes_right * 100 >= t.n * 95);
}

/* One of the classes asked for is altered, and the change is no harmless one. */
static bool
is_seen(struct arena *a, struct str line)
{
	struct str f[CASE_FIELDS] = { 0 };
	struct article old, new;
	struct change c;
	unsigned altered = 0;

	assert_int_equal(case_fields(line, f), 3);
	case_article(&old, a, f[1]);
	case_article(&new, a, f[2]);
	if (str_starts(f[1], "Das "))
		new.language = STR("de");
	classify(&c, a, &old, &new, NULL);
	for (size_t i = 0; i < c.nedits; i++)
		altered |= c.edits[i].altered & c.edits[i].classes;
	return (altered & case_classes(f[0])) != 0 &&
	    c.kind == KIND_UNACKNOWLEDGED && c.severity > 0;
}

static void
dangerous(void **state)
{
	struct str rest = read_cases(FOLDER "dangerous.txt"), line;
	size_t n = 0, missed = 0;
	struct arena a;

	(void)state;
	arena_init(&a);
	while (case_next(&rest, &line)) {
		n++;
		if (!is_seen(&a, line)) {
			missed++;
			print_message("# missed: %.*s\n", STR_FMT(line));
		}
		arena_clear(&a);
	}
	arena_release(&a);
	print_message("# %zu dangerous pairs, %zu missed\n", n, missed);
	assert_true(n >= 100);
	assert_int_equal(missed, 0);
}

static int
finish(void **state)
{
	(void)state;
	buf_release(&file);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(kinds),
		cmocka_unit_test(dangerous),
	};

	return cmocka_run_group_tests(tests, NULL, finish);
}
