#include "tracker/extract/page.h"

void
page_verdict(struct page *p)
{
	p->out->verdict = p->out->nblocks > 0 ? VERDICT_ARTICLE : VERDICT_EMPTY;
	p->out->method = p->rule_body >= 0 ? "rule" :
	    p->scored.nmatched > 0 ? "json-ld" : "scoring";
}
