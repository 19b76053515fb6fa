/* Addresses of the web and of mail, whole. */
#ifndef DIFF_ADDRESS_H
#define DIFF_ADDRESS_H

#include "diff/scan.h"

/* The end of the address with a scheme or "www." at p, or p. */
const unsigned char *address_url(struct scan *, const unsigned char *p,
    const unsigned char *end);

/*
 * The end of the address that the word [start, p) is the beginning of, or p:
 * "first.last" of first.last+tag@example.org, "example.org" of
 * example.org/a/path. `mail` says there is an @ in the word, `dot` is behind
 * the last dot in it or NULL.
 */
const unsigned char *address_rest(struct scan *, const unsigned char *start,
    const unsigned char *p, const unsigned char *end, bool mail,
    const unsigned char *dot);

#endif
