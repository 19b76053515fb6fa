#include <stdint.h>
#include <stdlib.h>

#include "tracker/base/msg.h"
#include "tracker/base/xalloc.h"

static void *
checked(void *p)
{
	if (p == NULL)
		die(EXIT_AGAIN, "out of memory");
	return p;
}

size_t
xadd(size_t a, size_t b)
{
	if (a > SIZE_MAX - b)
		die(EXIT_AGAIN, "out of memory");
	return a + b;
}

size_t
xmul(size_t a, size_t b)
{
	if (b != 0 && a > SIZE_MAX / b)
		die(EXIT_AGAIN, "out of memory");
	return a * b;
}

void *
xmalloc(size_t n)
{
	return checked(malloc(n > 0 ? n : 1));
}

void *
xcalloc(size_t n, size_t size)
{
	return checked(calloc(n > 0 ? n : 1, size));
}

void *
xrealloc(void *p, size_t n, size_t size)
{
	return checked(realloc(p, xmul(n > 0 ? n : 1, size)));
}
