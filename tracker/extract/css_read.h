/* Tokens of CSS (CSS Syntax 3, 4.3), for css.c. */
#ifndef TRACKER_EXTRACT_CSS_READ_H
#define TRACKER_EXTRACT_CSS_READ_H

#include "tracker/base/buf.h"
#include "tracker/base/msg.h"

/* A selector under way: what is read goes off the front of `rest`. */
struct reader {
	struct str all, rest;
	struct error *why;
	struct buf name;	/* the name or string read last, unescaped */

	/* of css.c alone */
	struct buf *out;
	struct buf test;	/* node test of the compound under way */
	bool typed;		/* the test is an element's name */
	bool inside;		/* of :not() */
	size_t conditions;	/* of the compound under way */
};

/* Says at which character, from 1, what was expected; -1. */
int css_expected(struct reader *, const char *what);

size_t css_characters(struct str);

/* The next byte, or -1 at the end; is it one of these? */
int css_peek(const struct reader *);
bool css_at_any(const struct reader *, const char *bytes);
void css_skip(struct reader *, size_t n);
/* Takes this byte, or blanks: was there one? */
bool css_take(struct reader *, int c);
bool css_blanks(struct reader *);

/* Does a name begin here? Does a name go on with this byte? */
bool css_at_name(const struct reader *);
bool css_is_name_byte(int c);
/* A name into `name`; `what` is said when there is none. 0, or -1. */
int css_name(struct reader *, const char *what);
/* A quoted string into `name`, at its quote. */
int css_string(struct reader *);

#endif
