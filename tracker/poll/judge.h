/*
 * judge - is this page a new version, the same article, or nothing to trust?
 * Looks at the page alone and then at the story's last version.
 */
#ifndef TRACKER_POLL_JUDGE_H
#define TRACKER_POLL_JUDGE_H

#include "store/store.h"
#include "tracker/extract/article.h"
#include "tracker/poll/learn.h"
#include "tracker/extract/reread.h"

enum decision {
	JUDGE_NEW, JUDGE_SAME, JUDGE_HOLD,
	JUDGE_WAIT,		/* too early to say: look again as if unseen */
};

struct judgement {
	enum decision decision;
	enum verdict verdict;	/* for JUDGE_HOLD */
	struct str reason;	/* for JUDGE_HOLD */
	/* held for what it was before, not for what it says: if it stays so,
	 * it is a version after all */
	bool may_stay;
};

/* A page of a story that has arrived. */
struct judge_input {
	const struct recall_eyes *eyes;	/* what is read again, they read */
	const struct extract_input *page;
	struct store *store;
	struct learner *learner;
	struct lesson lesson;	/* which story, when, and the arena */
	/* The address leads away from the story: the page may be the same
	 * article, and is nothing to learn from. */
	bool away;
};

/*
 * *now is the page as it was read, all that stands there; it becomes what is to
 * be stored. 0, or -1 when the store failed.
 *
 * When the last version was read by another extractor, or by another rule, its
 * capture is read again by this one before the two are compared, so that a
 * better extractor makes no false change; and what is known as furniture of the
 * host is taken out of both, so that learning makes none.
 */
int judge(struct judgement *, struct article *now, const struct judge_input *);

#endif
