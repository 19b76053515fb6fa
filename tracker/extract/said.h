/*
 * said - how much of a text is made of what walls and error pages say; inside
 * extract only.
 *
 * An article may speak of cookies, of a page that was not found or of a robot.
 * A wall says little else: what is measured is the share of a text that set
 * phrases cover (said_consent.c, said_pay.c, said_error.c), kind by kind.
 */
#ifndef TRACKER_EXTRACT_SAID_H
#define TRACKER_EXTRACT_SAID_H

#include "tracker/base/arena.h"

enum said_kind {
	SAID_CONSENT, SAID_PAY, SAID_LOGIN, SAID_BOT, SAID_ERROR,
	SAID_PAGES,			/* so many kinds of page */
	SAID_ADDRESS = SAID_PAGES,	/* "your", "we": it speaks to you */
	SAID_NARRATIVE,			/* "said", "on Monday": it tells */
	SAID_KINDS,
};

/* Phrases, ended by a NULL. "*" at the end stands for the rest of a word, "^" at
 * the front for a capital within a sentence. */
extern const char *const said_consent_says[], *const said_consent_weak[];
extern const char *const said_pay_says[], *const said_pay_weak[];
extern const char *const said_pay_gates[];	/* the story goes on behind */
extern const char *const said_login_says[];
extern const char *const said_bot_says[], *const said_bot_weak[];
extern const char *const said_error_says[], *const said_error_weak[];
extern const char *const said_address[], *const said_narrative[];

struct said {
	size_t bytes;			/* of the text, folded */
	size_t covered[SAID_KINDS];	/* of them, by phrases */
	unsigned says[SAID_KINDS];	/* phrases that are not weak */
	unsigned gates;
	struct str first[SAID_KINDS];	/* the longest of them, else a weak one */
};

struct said_phrases;

/* The phrases by their first bytes, to be looked up. */
const struct said_phrases *said_phrases(void);
void said_read(const struct said_phrases *, struct str text, struct said *);
/* Percent of the text that phrases of a kind cover. */
unsigned said_share(const struct said *, enum said_kind);
/* Does it speak to the reader, and tell of nobody? Quotations do not count. */
bool said_to_reader(const struct said *);

#endif
