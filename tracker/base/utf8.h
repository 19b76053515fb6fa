/* UTF-8 (RFC 3629): reading it, mending it, and making it safe to show. */
#ifndef TRACKER_BASE_UTF8_H
#define TRACKER_BASE_UTF8_H

#include "tracker/base/buf.h"

#define UTF8_BAD 0xfffdu

/*
 * Takes one code point off the front of a slice that is not empty. A byte that
 * begins no valid sequence (overlong, surrogate, cut) is taken alone and gives
 * UTF8_BAD, with *bad set when it is not NULL.
 */
uint32_t utf8_next(struct str *, bool *bad);
/* Appends one code point; a value that is none appends U+FFFD. */
void utf8_add(struct buf *, uint32_t);
bool utf8_valid(struct str);
/* Appends the text with every bad byte as U+FFFD. */
void utf8_mend(struct buf *, struct str);

/* Columns on a terminal: 0 for marks that combine, 2 for wide letters. */
int utf8_width(uint32_t);
size_t utf8_columns(struct str);

/* Changes how a line looks without being seen: a control character (but not a
 * line feed or tab), a bidirectional override, or a character that no XML may
 * have. */
bool utf8_unsafe(uint32_t);
/*
 * Makes text from the network safe on a terminal: control characters (C0, DEL,
 * C1), bidirectional overrides and bad bytes are shown as \x1b or <U+202E>;
 * line feed and tab pass.
 */
void utf8_escape(struct buf *, struct str);
/* The same into a fixed buffer, cut at a whole escape; always terminated. */
void utf8_escape_into(char *out, size_t size, struct str);

#endif
