/*
 * Notes that came after the change they speak of. A publisher often changes the
 * text first and says so a version later; checked against the version that
 * brought it, such a note seems to say what never happened, and the change seems
 * to be one that nobody owned up to. So a claim that its own version does not
 * show is looked for in the versions before, and what a later note mentions is
 * not beyond the notes.
 */
#include "tracker/change/standing.h"
#include "tracker/report/late.h"

/* Versions back a note is looked for; those without edits count too. */
#define LATE_BACK 50

/* The change of version k as if the notes of another had come with it. */
static void
check_again(struct reconciliation *r, struct arena *a,
    const struct report_version *k, const struct article *before,
    const struct change *notes)
{
	struct change c = *k->change;

	c.notes = notes->notes;
	c.nnotes = notes->nnotes;
	reconcile(r, a, &c, before, k->article);
}

static bool
is_open(const struct claim_result *c)
{
	return c->claim.wrong.n + c->claim.right.n > 0 &&
	    (c->verdict == CLAIM_PARTIAL || c->verdict == CLAIM_UNFULFILLED);
}

static bool
any_open(const struct reconciliation *r)
{
	for (size_t i = 0; i < r->nclaims; i++)
		if (is_open(&r->claims[i]))
			return true;
	return false;
}

/* What still stands is what stands in the version of the note, whatever an
 * earlier version did. */
static void
settle_claims(struct reconciliation *mine, struct arena *a,
    const struct reconciliation *then, const struct report_version *k,
    const struct article *now)
{
	for (size_t i = 0; i < mine->nclaims && i < then->nclaims; i++) {
		struct claim_result *c = &mine->claims[i];
		const struct claim_result *t = &then->claims[i];

		if (!is_open(c) || t->verdict != CLAIM_MATCHED)
			continue;
		standing_again(c, a, k->change, now);
		c->verdict = standing_in_text(c) > 0 ? CLAIM_PARTIAL :
		    CLAIM_MATCHED;
		c->because = arena_printf(a, "version %d did it, before the "
		    "note came: %.*s", k->number, STR_FMT(t->because));
	}
}

static bool
has_edit(const struct reconciliation *r, const struct change_edit *e)
{
	for (size_t i = 0; i < r->nbeyond; i++)
		if (r->beyond[i] == e)
			return true;
	return false;
}

/* A claim that was left open when the note came, and was met afterwards. */
static void
settle_afterwards(struct reconciliation *mine, struct arena *a,
    const struct reconciliation *then, const struct report_version *k)
{
	for (size_t i = 0; i < mine->nclaims && i < then->nclaims; i++) {
		struct claim_result *c = &mine->claims[i];

		if (c->verdict != CLAIM_UNFULFILLED ||
		    then->claims[i].verdict != CLAIM_MATCHED)
			continue;
		c->verdict = CLAIM_MATCHED;
		c->because = arena_printf(a, "not by the version of the note, "
		    "but version %d did it: %.*s", k->number,
		    STR_FMT(then->claims[i].because));
	}
}

/* Only what the later notes leave unmentioned, too, is beyond them all. */
static void
settle_beyond(struct reconciliation *r, const struct reconciliation *then)
{
	size_t n = 0;

	for (size_t i = 0; i < r->nbeyond; i++)
		if (has_edit(then, r->beyond[i]))
			r->beyond[n++] = r->beyond[i];
	r->nbeyond = n;
}

static bool
has_note(const struct article *a, const struct change *c)
{
	for (size_t i = 0; i < a->nnotes; i++)
		for (size_t k = 0; k < c->nnotes; k++)
			if (str_eq(a->notes[i].text, c->notes[k].text))
				return true;
	return false;
}

/* What the notes of version i say of the changes after it, while they stand. */
static void
look_on(struct report_version *v, struct reconciliation *checked, size_t i,
    size_t n, struct arena *a)
{
	struct reconciliation then;

	for (size_t k = i + 1; k < n && k - i <= LATE_BACK; k++) {
		if (!has_note(v[k].article, v[i].change))
			return;
		if (v[k].change->nedits == 0)
			continue;
		check_again(&then, a, &v[k], v[k - 1].article, v[i].change);
		settle_afterwards(&checked[i], a, &then, &v[k]);
		settle_beyond(&checked[k], &then);
	}
}

void
late_notes(struct report_version *v, struct reconciliation *checked, size_t n,
    struct arena *a)
{
	struct reconciliation then;

	for (size_t i = 0; i < n; i++) {
		if (v[i].change->nnotes == 0)
			continue;
		look_on(v, checked, i, n, a);
		for (size_t k = i; k-- > 1 && i - k <= LATE_BACK;) {
			if (checked[k].nbeyond == 0 && !any_open(&checked[i]))
				continue;
			check_again(&then, a, &v[k], v[k - 1].article,
			    v[i].change);
			settle_claims(&checked[i], a, &then, &v[k],
			    v[i].article);
			settle_beyond(&checked[k], &then);
		}
	}
}
