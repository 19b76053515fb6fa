#include <inttypes.h>
#include <math.h>
#include <stdio.h>

#include "tracker/poll/budget.h"

/* What is saved at most, and what a new budget begins with: seconds' worth. */
#define SAVED (6 * 3600)
#define AT_FIRST 3600
/* A pass for each request alone would cost more than the request: seconds' worth
 * of them go together. */
#define SOME 60
/* The price doubles in so many seconds of want, and halves in as many of
 * plenty: slowly and not for ever, for what it put off stays off when it falls;
 * what is due beyond that waits, the most valuable first. */
#define DOUBLING (12 * 3600)
#define DEAREST 16.0

static double
most(int64_t a_day)
{
	double n = (double)a_day / 86400 * SAVED;

	/* A budget of a few a day must at least add up to one. */
	return n < 1 ? 1 : n;
}

void
budget_refill(struct budget *b, int64_t a_day, int64_t now)
{
	double a_second = (double)a_day / 86400;

	b->since = b->at;
	if (b->price < 1)
		b->price = 1;
	if (b->at == TIME_NONE)
		b->left = a_second * AT_FIRST;
	else if (now > b->at)
		b->left += a_second * (double)(now - b->at);
	b->plenty = b->left >= most(a_day);
	if (b->plenty)
		b->left = most(a_day);
	b->at = now;
}

bool
budget_has(const struct budget *b, int64_t a_day)
{
	return a_day == 0 || b->left >= 1;
}

int64_t
budget_until(const struct budget *b, int64_t a_day)
{
	double some = (double)a_day / 86400 * SOME;

	if (budget_has(b, a_day))
		return TIME_NONE;
	return b->at + (int64_t)ceil(((some < 1 ? 1 : some) - b->left) *
	    86400 / (double)a_day);
}

void
budget_spend(struct budget *b, int64_t a_day, int requests)
{
	if (a_day > 0)
		b->left -= requests;
}

void
budget_settle(struct budget *b, bool want)
{
	double span = b->since == TIME_NONE || b->at < b->since ? 0 :
	    (double)(b->at - b->since) / DOUBLING;

	if (span > 1)
		span = 1;
	if (want)
		b->price *= exp2(span);
	else if (b->plenty)
		b->price *= exp2(-span);
	if (b->price < 1)
		b->price = 1;
	if (b->price > DEAREST)
		b->price = DEAREST;
}

/* ---- as text, to be kept ---------------------------------------------- */

char *
budget_text(const struct budget *b, char out[BUDGET_TEXT])
{
	snprintf(out, BUDGET_TEXT, "%" PRId64 " %.3f %.6f", b->at, b->left,
	    b->price);
	return out;
}

void
budget_parse(struct budget *b, struct str text)
{
	int64_t at;
	double left, price;

	*b = (struct budget){ .at = TIME_NONE, .price = 1 };
	if (text.n >= BUDGET_TEXT || text.n == 0 ||
	    sscanf(text.p, "%" SCNd64 " %lf %lf", &at, &left, &price) != 3 ||
	    !(fabs(left) < 1e12) || !(price >= 1 && price <= DEAREST))
		return;
	*b = (struct budget){ .at = at, .left = left, .price = price };
}
