#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "tracker/base/buf.h"
#include "tracker/base/msg.h"
#include "tracker/base/utf8.h"

static enum verbosity level = NORMAL;

void
msg_set_verbosity(enum verbosity v)
{
	level = v;
}

enum verbosity
msg_verbosity(void)
{
	return level;
}

/* Formats into a fixed buffer: saying that memory is out must not allocate. */
static void
emit(const char *fmt, va_list ap)
{
	char raw[2048], safe[4096];

	vsnprintf(raw, sizeof(raw), fmt, ap);
	utf8_escape_into(safe, sizeof(safe), str_of(raw));
	fprintf(stderr, "tracker: %s\n", safe);
}

void
warn(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	emit(fmt, ap);
	va_end(ap);
}

void
say(const char *fmt, ...)
{
	va_list ap;

	if (level < NORMAL)
		return;
	va_start(ap, fmt);
	emit(fmt, ap);
	va_end(ap);
}

void
detail(const char *fmt, ...)
{
	va_list ap;

	if (level < VERBOSE)
		return;
	va_start(ap, fmt);
	emit(fmt, ap);
	va_end(ap);
}

void
die(enum exit_code code, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	emit(fmt, ap);
	va_end(ap);
	exit((int)code);
}

int
error_set(struct error *e, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(e->text, sizeof(e->text), fmt, ap);
	va_end(ap);
	return -1;
}
