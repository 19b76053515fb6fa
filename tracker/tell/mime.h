/* MIME: bytes into the forms mail can carry (RFC 2045, RFC 2047). */
#ifndef TRACKER_MAIL_MIME_H
#define TRACKER_MAIL_MIME_H

#include "tracker/base/buf.h"

/* Columns of a line before it is folded (RFC 5322, 2.1.1). */
#define MIME_COLUMNS 78

/*
 * Text of an unstructured header after "Name: ", `column` columns already used:
 * as it is when it is plain ASCII that folds, else as encoded words. Control
 * characters become spaces. No line ending at the end.
 */
void mime_header_text(struct buf *, struct str, size_t column);
/* The same for a display name: atoms, a quoted string, or encoded words. */
void mime_phrase(struct buf *, struct str, size_t column);

/* Bodies; lines end in CRLF, at most 76 bytes before it. */
void mime_quoted_printable(struct buf *, struct str);
void mime_base64(struct buf *, struct str);
/* Of the two, the one that makes a text shorter: its encoding's name. */
const char *mime_encoding_for(struct str);

#endif
