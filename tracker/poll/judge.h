/*
 * judge - is this page a new version, the same article, or nothing to trust?
 * Looks at the page alone and then at the story's last version.
 */
#ifndef TRACKER_POLL_JUDGE_H
#define TRACKER_POLL_JUDGE_H

#include "store/store.h"
#include "tracker/article/article.h"
#include "tracker/conf/conf.h"
#include "tracker/recall/recall.h"

enum decision { JUDGE_NEW, JUDGE_SAME, JUDGE_HOLD };

struct judgement {
	enum decision decision;
	enum verdict verdict;	/* for JUDGE_HOLD */
	struct str reason;	/* for JUDGE_HOLD */
};

/*
 * 0, or -1 when the store failed. When the last version was read by another
 * extractor, or by another rule, its capture is read again by this one before
 * the two are compared, so that a better extractor makes no false change.
 */
int judge(struct judgement *, const struct recall_eyes *, struct store *,
    const struct store_story *, const struct article *now,
    const struct conf_rule *, struct arena *);

#endif
