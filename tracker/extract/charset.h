/*
 * charset - bytes of a page or feed to UTF-8.
 *
 * What decides, in this order: a byte order mark; text that is UTF-8 beyond
 * chance, whatever it is called; the HTTP header; what the document says of
 * itself (meta, XML declaration); the bytes' statistics (uchardet); windows-1252.
 * Labels mean what browsers make of them (WHATWG Encoding, 4.2): latin-1 is
 * windows-1252, gb2312 is gb18030, and so on. No I/O.
 */
#ifndef TRACKER_EXTRACT_CHARSET_H
#define TRACKER_EXTRACT_CHARSET_H

#include "tracker/base/arena.h"

/*
 * Never fails: what cannot be decoded becomes U+FFFD. *utf8 is valid UTF-8
 * without NUL and byte order mark; it points into the arena, or is (a part of)
 * `bytes` when nothing had to be done. *name is the charset that was used, a
 * literal or in the arena; NULL when not wanted.
 */
void charset_decode(struct str bytes, struct str http_charset,
    struct arena *, struct str *utf8, const char **name);

/*
 * Text that was UTF-8, was read as windows-1252 or windows-1251 and encoded
 * again, once or twice: repaired where most of what is not ASCII looks so ("Ã©"
 * to "é"); else `text` itself.
 */
struct str charset_undouble(struct str text, struct arena *);

/* Loads iconv's tables of every charset above, for good. */
void charset_prepare(void);

/* The name iconv knows for a label, or NULL. For charset.c and its tests. */
const char *charset_of_label(struct str label, struct arena *);
/* The charset a document names for itself, as iconv's name, or NULL. */
const char *charset_declared(struct str bytes, struct arena *);
/* Can it be decoded? */
bool charset_known(const char *name);

#endif
