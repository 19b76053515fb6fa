/* One page now, by the configuration's manners: for `add`, `extract URL` and
 * `feed URL`. */
#ifndef TRACKER_APP_NET_H
#define TRACKER_APP_NET_H

#include "tracker/cmd/command.h"
#include "tracker/web/fetch.h"

/*
 * Loads feeds.yaml where there is one, for the agent and allow-private; without
 * one the defaults hold. 0, or an exit code after saying what is wrong.
 */
int net_fetch(struct app *, struct str url, struct fetch_result *);
/* Does the word look like a URL rather than a file? */
bool net_is_url(const char *word);

#endif
