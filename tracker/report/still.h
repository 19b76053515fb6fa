/* What notes left standing, as far as it was followed. */
#ifndef TRACKER_HISTORY_STILL_H
#define TRACKER_HISTORY_STILL_H

#include "tracker/report/history_inner.h"
#include "tracker/report/reading.h"

struct still {
	struct arena *arena;
	struct store *store;
	const struct history_eyes *eyes;
	const struct store_story *story;
	const struct extract_rule *rule;
	bool has_rule;		/* was asked for */
	const struct reading *r;
	size_t n;
};

/*
 * The article of version i with what its page said beside the text, where the
 * capture is kept; else as it is. For claims that call a phrase wrong.
 */
const struct article *still_article(struct still *, size_t i,
    const struct article *);
/* Says of each residual of the notes in which later version it is gone. */
void still_follow(struct still *, const struct report_version *,
    struct reconciliation *checked);

#endif
