/*
 * Letters, digits and marks of UTF-8 text, as far as words need them: which
 * code points make words, which are capitals, what digit one stands for. The
 * ranges are those of Unicode 15 for the scripts that have case.
 */
#ifndef TRACKER_CLASSIFY_LETTERS_H
#define TRACKER_CLASSIFY_LETTERS_H

#include "tracker/base/str.h"

bool letter_is(uint32_t);
/* Written without spaces between words: each is a word by itself. */
bool letter_is_alone(uint32_t);
/* Itself where it is no capital. */
uint32_t letter_lower(uint32_t);
/* 0 to 9, or -1. */
int digit_of(uint32_t);
/* Shows nothing: soft hyphen, zero-width marks. */
bool mark_is_invisible(uint32_t);
bool mark_is_space(uint32_t);
/* Any dash or hyphen. */
bool mark_is_dash(uint32_t);
/* An apostrophe of any shape. */
bool mark_is_apostrophe(uint32_t);
/* A double quotation mark of any shape, or an angled one. */
bool mark_is_quote(uint32_t);

#endif
