#include "tracker/cmd/fields.h"
#include "tracker/base/clock.h"
#include "tracker/base/utf8.h"

void
put_field(struct buf *out, const char *name, struct str value)
{
	if (value.n == 0)
		return;
	buf_addf(out, "%-10s ", name);
	utf8_escape(out, value);
	buf_addc(out, '\n');
}

void
put_time(struct buf *out, const char *name, int64_t t)
{
	char text[TIME_TEXT];

	put_field(out, name, str_of(time_rfc3339(t, text)));
}
