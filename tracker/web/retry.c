#include <curl/curl.h>

#include "tracker/web/fetch.h"

/* Ten years: more is for ever, and sums with it stay small. */
#define LONGEST (3650 * (int64_t)86400)
/* Bytes of a date in any of its forms. */
#define DATE_BYTES 64

int64_t
fetch_retry_after(struct str value, int64_t now)
{
	char z[DATE_BYTES];
	int64_t s = 0;
	size_t i;

	value = str_trim(value);
	for (i = 0; i < value.n && value.p[i] >= '0' && value.p[i] <= '9'; i++)
		s = s >= LONGEST ? LONGEST : s * 10 + (value.p[i] - '0');
	if (i == 0 || i < value.n) {
		if (value.n == 0 || value.n >= sizeof(z))
			return 0;
		memcpy(z, value.p, value.n);
		z[value.n] = '\0';
		s = (int64_t)curl_getdate(z, NULL) - now;
	}
	return s < 0 ? 0 : s > LONGEST ? LONGEST : s;
}
