/* Words in dates; inside date*.c only. */
#ifndef TRACKER_EXTRACT_DATE_WORDS_H
#define TRACKER_EXTRACT_DATE_WORDS_H

#include "tracker/base/str.h"

enum date_word {
	WORD_UNKNOWN, WORD_MONTH, WORD_WEEKDAY, WORD_ZONE, WORD_AM, WORD_PM,
	WORD_FILLER, WORD_YEAR_MARK, WORD_MONTH_MARK, WORD_DAY_MARK,
};

/*
 * What a word means; *value is a month from 1, or minutes east of UTC. `clock`:
 * the time of day has been read, after which "at" and "A" are zones.
 */
enum date_word date_word(struct str, bool clock, int *value);

#endif
