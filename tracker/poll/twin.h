/*
 * twin - one story under two addresses. Feeds name a story by its mobile page,
 * by a short link, by a slug that was changed; which story that is, its first
 * look says. A story that has no version yet joins the one it is; two that have
 * versions stay apart, for history is never written again.
 *
 * Who says so counts for what it is worth. A redirect that is for good is the
 * server's word. A page may call any address its own, and a feed may use an id
 * for anything: they are believed where the text is that story's, too, and an id
 * only where the old address is missing. Where nothing but the text says so, the
 * story that has it is looked at first: it may redirect by now.
 */
#ifndef TRACKER_POLL_TWIN_H
#define TRACKER_POLL_TWIN_H

#include "tracker/poll/pass.h"

/* The first look of a story that is none by itself: it joins the one it is, or
 * waits until that has been looked at; then there is no more to do. */
bool twin_joins(struct pass *, struct job *, const struct fetch_result *,
    struct arena *, const struct article *);
/* A story with versions has come to this address: what was found there and has
 * none joins it. `now` is what was read, NULL for the latest version's text. */
void twin_absorb(struct pass *, struct job *, struct str url, struct arena *,
    const struct article *now);
/* Another address of this story, when it is of the same site and not another
 * story's; a doubted one is only remembered (TWIN_PAGE). */
void twin_alias(struct pass *, struct job *, struct str url, bool doubted,
    struct arena *);
/* This address may be that story's, by what a page calls its own or by the id of
 * a feed's item: its first look will say. */
enum twin_word { TWIN_PAGE, TWIN_ITEM };
void twin_hint(struct pass *, enum twin_word, struct str url, int64_t key);
/* The name under which the store keeps such a text (store_handle_put). */
#define TWIN_HANDLE 48
void twin_handle(const char *kind, struct str text, char name[TWIN_HANDLE]);
/* It has been looked at: those that wait for it have their turn again. */
void twin_looked(struct pass *, int64_t key);
/* Did it join another while it was looked at? */
bool twin_gone(struct pass *, struct job *);

#endif
