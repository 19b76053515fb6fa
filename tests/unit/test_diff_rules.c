/*
 * Every word in an edit is there by a rule with a name. On small texts, made at
 * random: the words of two paired sentences are kept as an exact oracle keeps
 * them, for what they say less what the edits cost; a sentence without a mate
 * has none that it could have; and what tidying draws into an edit is marked.
 */
#include "tests/unit/test_diff.h"

#include "diff/emit.h"

#define TOKENS 80	/* of a window that is checked */
#define TEXT 2048

static const char *const vocabulary[] = {
	"a", "the", "of", "and", "boat", "sea", "gate", "12", "wind", "harbour",
	"quiet", "signal", "night", "crew", "rope", "never", "in", "left,",
};

/* Some sentences of some words. */
static size_t
put_text(char *out)
{
	size_t at = 0;

	for (unsigned s = dice(4) + 1; s > 0; s--) {
		for (unsigned i = dice(14) + 2; i > 0; i--)
			at += snprintf(out + at, 32, "%s%s", vocabulary[
			    dice(COUNT(vocabulary))], i > 1 ? " " : "");
		at += snprintf(out + at, 8, s % 2 ? ". " : ".\n\n");
	}
	return at;
}

/* The same with some words changed, taken out, put in. */
static void
put_change(char *out, const char *text)
{
	size_t n, at = 0;

	for (; *text != '\0'; text += n) {
		n = strcspn(text, " \n") + strspn(text + strcspn(text, " \n"),
		    " \n");
		switch (dice(9)) {
		case 0:
			break;
		case 1:
			at += snprintf(out + at, 32, "%s ", vocabulary[
			    dice(COUNT(vocabulary))]);
			break;
		case 2:
			at += snprintf(out + at, 32, "%s ", vocabulary[
			    dice(COUNT(vocabulary))]);
			/* fall through */
		default:
			memcpy(out + at, text, n);
			at += n;
		}
	}
	out[at] = '\0';
}

static bool
in_edit(const struct edits *e, int side, const struct token *t)
{
	for (size_t i = 0; i < e->top.n; i++) {
		struct diff_span s = side ? e->top.v[i].new : e->top.v[i].old;

		if (t->start < s.end && token_end(t) > s.start)
			return true;
	}
	return false;
}

/* In edits are the words that were not kept and those a rule drew in. */
static void
check_named(const struct work *w, const struct edits *e)
{
	size_t edited = 0, lost = 0, drawn = 0;

	for (int x = 0; x < 2; x++) {
		for (size_t i = 0; i < w->tok[x].n; i++) {
			const struct token *t = &w->tok[x].v[i];
			bool kept = w->match[x][i] != NONE;
			bool in = in_edit(e, x, t);

			edited += in;
			lost += !kept;
			drawn += t->why == WHY_ISLAND;
			if (in && kept)
				assert_int_not_equal(t->why, WHY_NOT);
			if (t->why != WHY_NOT)
				assert_true(in);
		}
	}
	assert_int_equal(edited, lost + drawn);
}

/* An island is short and says little, and no line begins in it. */
static void
check_islands(const struct work *w)
{
	size_t n = 0;
	int weight = 0;

	for (size_t i = 0; i < w->tok[0].n; i++) {
		const struct token *t = &w->tok[0].v[i];
		uint32_t m = w->match[0][i];

		/* an edit that slid stands between two islands */
		if (t->why != WHY_ISLAND || m == NONE ||
		    w->tok[1].v[m].why != WHY_ISLAND) {
			n = 0;
			weight = 0;
			continue;
		}
		if (i > 0 && w->match[0][i - 1] + 1 != m)
			n = weight = 0;
		n++;
		weight += word_weight_of(w, t);
		assert_true(n <= 8 && weight <= w->tune.most);
		assert_false(t->flags & TOK_LINE);
	}
}

/* The most that words of a window can say, less what edits cost. */
static int
oracle(const struct work *w, const struct window *x)
{
	static int here[TOKENS + 1][TOKENS + 1], upto[TOKENS + 1][TOKENS + 1];
	int best = 0;

	for (size_t i = 0; i <= x->n; i++) {
		for (size_t j = 0; j <= x->m; j++) {
			const struct token *a = w->tok[0].v + x->a + i - 1;
			int v = -1000000;

			if (i == 0 && j == 0)
				v = 0;
			else if (i > 0 && j > 0 && a->id ==
			    w->tok[1].v[x->b + j - 1].id) {
				v = upto[i - 1][j - 1] - w->tune.open;
				if (here[i - 1][j - 1] > v)
					v = here[i - 1][j - 1];
				v += word_weight_of(w, a);
			}
			here[i][j] = upto[i][j] = v;
			if (i > 0 && upto[i - 1][j] > upto[i][j])
				upto[i][j] = upto[i - 1][j];
			if (j > 0 && upto[i][j - 1] > upto[i][j])
				upto[i][j] = upto[i][j - 1];
		}
	}
	best = upto[x->n][x->m] - w->tune.open;
	return here[x->n][x->m] > best ? here[x->n][x->m] : best;
}

/* What those that were kept say. */
static int
score(const struct work *w, const struct window *x)
{
	uint32_t j = 0, i;
	bool hunk = false;
	int sum = 0;

	for (i = 0; i < x->n; i++) {
		uint32_t m = w->match[0][x->a + i];

		if (m == NONE) {
			hunk = true;
			continue;
		}
		assert_true(m >= x->b + j && m < x->b + x->m);
		if (hunk || m > x->b + j)
			sum -= w->tune.open;
		sum += word_weight_of(w, &w->tok[0].v[x->a + i]);
		j = m - x->b + 1;
		hunk = false;
	}
	return sum - (hunk || j < x->m ? w->tune.open : 0);
}

static void
check_windows(const struct work *w, size_t *windows)
{
	uint32_t i, next;
	struct window x;

	for (i = 0; i < w->nsen[0]; i = next) {
		next = i + 1;
		if (w->sen[0][i].mate == NONE)
			continue;
		next = work_group(w, i, &x);
		if (x.n > TOKENS || x.m > TOKENS)
			continue;
		assert_int_equal(score(w, &x), oracle(w, &x));
		++*windows;
	}
}

static unsigned
likeness(const struct work *w, const struct sentence *a,
    const struct sentence *b)
{
	bool taken[TEXT] = { false };
	unsigned shared = 0;

	for (uint32_t i = a->tok; i < a->tok + a->ntok; i++) {
		for (uint32_t j = b->tok; j < b->tok + b->ntok; j++) {
			if (taken[j - b->tok] || w->tok[0].v[i].id !=
			    w->tok[1].v[j].id)
				continue;
			taken[j - b->tok] = true;
			shared += word_weight_of(w, &w->tok[0].v[i]);
			break;
		}
	}
	return shared * 200 / (a->weight + b->weight);
}

/* Is something paired across sentences a and b? */
static bool
is_crossed(const struct work *w, uint32_t a, uint32_t b)
{
	for (uint32_t i = 0; i < w->nsen[0]; i++) {
		uint32_t m = w->sen[0][i].mate;

		if (m != NONE && ((i < a && m >= b) || (i > a && m <= b)))
			return true;
	}
	for (uint32_t j = 0; j < w->nsen[1]; j++) {
		uint32_t m = w->sen[1][j].mate;

		if (m != NONE && ((j < b && m >= a) || (j > b && m <= a)))
			return true;
	}
	return false;
}

/* Two sentences without a mate could not be mates. */
static void
check_mates(const struct work *w)
{
	for (uint32_t i = 0; i < w->nsen[0]; i++) {
		const struct sentence *a = &w->sen[0][i];

		for (uint32_t j = 0; a->mate == NONE && j < w->nsen[1]; j++) {
			const struct sentence *b = &w->sen[1][j];

			if (b->mate != NONE || a->region != b->region ||
			    is_crossed(w, i, j))
				continue;
			assert_true(likeness(w, a, b) < 12);
		}
	}
}

static void
test_rules(void **state)
{
	char a[TEXT], b[TEXT];
	const char *text[2] = { a, b };
	size_t windows = 0;

	(void)state;
	for (int round = 0; round < 6000; round++) {
		struct diff_options o = { .grain = round % 3, .no_moves = 1 };
		struct edits e = { { NULL, 0, 0 }, { NULL, 0, 0 } };
		struct work w;

		put_text(a);
		if (round % 5 == 0)
			put_text(b);
		else
			put_change(b, a);
		work_init(&w, text, (size_t[]){ strlen(a), strlen(b) }, &o);
		assert_int_equal(work_run(&w, &e), 0);
		check_named(&w, &e);
		check_islands(&w);
		check_windows(&w, &windows);
		check_mates(&w);
		edits_release(&e);
		work_release(&w);
	}
	assert_true(windows > 5000);	/* what the test is to reach */
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rules),
	};

	return cmocka_run_group_tests_name("rules", tests, NULL, NULL);
}
