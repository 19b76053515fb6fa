/* Boxes set into the text; inside extract only. */
#ifndef TRACKER_EXTRACT_BOXES_H
#define TRACKER_EXTRACT_BOXES_H

#include "tracker/extract/page.h"

/*
 * The paragraphs of one story stand in one way on the page. What stands deeper
 * than they do, wrapped once more, after the text began, is a box that somebody
 * set into it: its texts from `from` to `to` are dropped.
 */
void drop_boxes(struct page *, int from, int to);

#endif
