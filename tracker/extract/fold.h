/* Text as a reader sees it; inside tracker/extract, and for who compares. */
#ifndef TRACKER_ARTICLE_FOLD_H
#define TRACKER_ARTICLE_FOLD_H

#include "tracker/extract/article.h"

/* White space of any kind (Unicode White_Space). */
bool fold_is_space(uint32_t);
/* Characters that show nothing: soft hyphen, zero-width marks, joiners of
 * words, direction marks, byte order mark. */
bool fold_is_invisible(uint32_t);

/* The slices a part is made of: 1 for a field, else blocks or notes. */
size_t article_pieces(const struct article *, enum part);
struct str article_piece(const struct article *, enum part, size_t i);

#endif
