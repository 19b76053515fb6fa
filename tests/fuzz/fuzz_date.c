/* What is read as a date, written as RFC 3339 and RFC 5322, reads the same. */
#include "tracker/extract/feed.h"

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

int
LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	char text[TIME_TEXT];
	int64_t t, again;

	if (feed_date(str_make((const char *)p, n), &t) < 0)
		return 0;
	/* Years of four digits; a day more for offsets. */
	if (t < INT64_C(-62135596800) || t > INT64_C(253402300799))
		return 0;
	if (feed_date(str_of(time_rfc3339(t, text)), &again) < 0 || again != t)
		abort();
	if (feed_date(str_of(time_rfc5322(t, text)), &again) < 0 || again != t)
		abort();
	return 0;
}
