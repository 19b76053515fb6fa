/*
 * budget - how many requests may be made, and what a look must be worth to get
 * one. Pure. Allowance accrues with time and is saved for some hours, so that a
 * quiet night pays for a busy morning. When it does not suffice, the price of
 * a look rises until it does: schedule_next then puts the least valuable off.
 */
#ifndef TRACKER_POLL_BUDGET_H
#define TRACKER_POLL_BUDGET_H

#include "tracker/base/clock.h"

struct budget {
	double left;		/* requests; below 0 when more were made */
	int64_t at;		/* when that was so; TIME_NONE at first */
	double price;		/* at least 1; 0 at first */
	/* of this pass: */
	int64_t since;		/* the pass before */
	bool plenty;		/* it began with all that can be saved */
};

/* Adds what accrued until `now`, of `a_day` requests a day (0: no bound). */
void budget_refill(struct budget *, int64_t a_day, int64_t now);
/* Whether there is a request left. */
bool budget_has(const struct budget *, int64_t a_day);
/* None is left: when there will be some, not each by itself; else TIME_NONE. */
int64_t budget_until(const struct budget *, int64_t a_day);
/* Counts requests that are made, whether or not they were left. */
void budget_spend(struct budget *, int64_t a_day, int requests);
/* The end of a pass: was anything put off for want of requests? */
void budget_settle(struct budget *, bool want);

/* "1762000000 12.500 1.000000", and back; from other text, a budget at first.
 * The text ends with a NUL. */
#define BUDGET_TEXT 80
char *budget_text(const struct budget *, char out[BUDGET_TEXT]);
void budget_parse(struct budget *, struct str text);

#endif
