/*
 * Readings of versions; inside tracker/report only. Texts that different
 * extractors read are no two states of one text: what differs may be the eyes.
 * So when a story's versions were read by several, each is read again from its
 * capture, by the reader of today, and those readings are compared.
 */
#ifndef TRACKER_HISTORY_READING_H
#define TRACKER_HISTORY_READING_H

#include "tracker/extract/boilerplate.h"
#include "tracker/report/history.h"

struct reading {
	int number;
	struct str text;		/* story.md, as stored */
	struct str extractor;		/* who read that */
	struct str capture;
	int64_t modified;
	char sha256[65];
	const struct article *stored;
	/* By the reader of today; NULL where it was not asked for or cannot be
	 * had, and then `lacks` says why. */
	const struct article *again;
	char again_sha256[65];
	const char *lacks;
};

/* Parses what is stored; -1 with the error said. */
int reading_parse(struct reading *, size_t n, struct arena *, const char *id,
    struct error *);

/* Reads n versions of a story again; `known` is furniture of its host. */
void reading_again(struct reading *, size_t n, struct arena *, struct store *,
    const struct extract_rule *, const struct known *);

/* Takes what is known as furniture out of all readings, whenever it was learned:
 * it is no change of any version. */
void reading_strip(struct reading *, size_t n, struct arena *,
    const struct known *);

/*
 * The two sides of a comparison by the same eyes: both read again where both
 * are, else both as stored. *caveat is set when these are of different eyes and
 * so may differ without a change, else it is empty.
 */
struct reading_pair {
	const struct article *old, *new;
	bool again;
	struct str caveat;
	/* When both were read again for the sake of different extractors, a
	 * sentence that says so; else empty. */
	struct str said;
};
void reading_pair(struct reading_pair *, const struct reading *old,
    const struct reading *new, struct arena *);

#endif
