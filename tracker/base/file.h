/* Files whole or not at all. */
#ifndef TRACKER_BASE_FILE_H
#define TRACKER_BASE_FILE_H

#include "tracker/base/buf.h"
#include "tracker/base/msg.h"

/* Appends a file's bytes ("-" is standard input); at most out->max of them.
 * 0, or -1 with the error said. */
int file_read(const char *path, struct buf *out, struct error *);
/*
 * Writes a file so that after a crash it is the old one or the new one:
 * temporary name beside it, fsync, rename, fsync of the folder. The mode of a
 * file that is replaced is kept.
 */
int file_write(const char *path, struct str, struct error *);

#endif
