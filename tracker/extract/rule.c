#include "tracker/extract/page.h"

void
page_rule(struct page *p)
{
	(void)p;
}
