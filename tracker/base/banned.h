/*
 * Functions that do not compile in this project, with what to use instead.
 * The makefile includes this file before every source. The system headers that
 * declare the names come first, so that only a use is an error.
 */
#ifndef TRACKER_BASE_BANNED_H
#define TRACKER_BASE_BANNED_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#ifdef __GNUC__
#pragma GCC poison strcpy strcat strncpy strncat stpcpy	/* struct buf */
#pragma GCC poison sprintf vsprintf			/* snprintf, buf_addf */
#pragma GCC poison strtok				/* str_cut */
#pragma GCC poison atoi atol atoll			/* str_to_int */
#pragma GCC poison gmtime localtime ctime asctime	/* clock.h */
#pragma GCC poison gets
#endif

#endif
