/* What the tokeniser asks of a character: its class, its lower case, its form
 * without typography. */
#ifndef DIFF_UNICODE_H
#define DIFF_UNICODE_H

#include <stddef.h>
#include <stdint.h>

enum cc {
	CC_SPACE, CC_PUNCT, CC_SYMBOL, CC_CURRENCY,
	CC_LETTER, CC_UPPER, CC_DIGIT,
	CC_MARK,	/* combines with what stands before it */
	CC_HAN, CC_HIRAGANA, CC_KATAKANA,
	CC_CLUSTER,	/* consonant of a script written without spaces */
	CC_LEADING,	/* vowel written before its consonant (Thai, Lao) */
	CC_BAD,		/* a byte of no valid UTF-8 */
};

struct cc_range {
	uint32_t first, last;
	enum cc cc;
};
struct lower_range {
	uint32_t first, last;
	int delta, stride;
};
/* A letter with marks, as letter and marks; 0 behind two. */
struct letter_parts {
	uint16_t c, to[3];
};
extern const struct letter_parts letter_parts[];
extern const size_t letter_nparts;
extern const struct cc_range cc_ranges[];
extern const size_t cc_nranges;
extern const struct lower_range lower_ranges[];
extern const size_t lower_nranges;

/* Classes of the ASCII characters; what is above 127 is CC_BAD. */
extern const uint8_t cc_ascii[256];

#define UNI_BAD 0x110000u

/* One code point from p < end; bytes taken in *n. UNI_BAD takes one byte. */
uint32_t uni_next(const unsigned char *p, const unsigned char *end, size_t *n);
enum cc uni_class(uint32_t);
uint32_t uni_lower(uint32_t);
/*
 * The form that counts when words are compared: up to 3 code points, 0 for a
 * character that does not (soft hyphen, joiners). Letters come apart from their
 * marks (Unicode's NFD), where those are three at most.
 */
int uni_fold(uint32_t, uint32_t out[3]);

#endif
