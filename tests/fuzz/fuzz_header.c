/*
 * Any bytes as the head of an answer: a link's target, a value and a media type
 * are pieces of it, and what was found is found again behind other links.
 */
#include "tracker/base/buf.h"
#include "tracker/base/header.h"

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static void
inside(struct str head, struct str piece)
{
	if (piece.n > 0 && (piece.p < head.p ||
	    piece.p + piece.n > head.p + head.n))
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct str head = str_make((const char *)data, n), type, charset, link;
	struct buf longer;

	link = header_link(head, "hub");
	inside(head, link);
	inside(head, header_value(head, "content-type"));
	header_media_type(header_value(head, "content-type"), &type, &charset);
	inside(head, type);
	inside(head, charset);
	buf_init(&longer, 2 * n + 64);
	buf_addz(&longer, "Link: <x>; rel=self, <y>\n");
	buf_adds(&longer, head);
	if (!str_eq(header_link(buf_str(&longer), "hub"), link))
		abort();
	buf_release(&longer);
	return 0;
}
