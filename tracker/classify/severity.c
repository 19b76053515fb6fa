/* How serious a change is: a sum of named rules. */
#include "tracker/classify/inner.h"

static const struct {
	unsigned class;
	int weight;
	const char *what;
} rules[] = {
	{ CLASS_NUMBER, 20, "number" },
	{ CLASS_NAME, 15, "name" },
	{ CLASS_QUOTE, 15, "quotation" },
	{ CLASS_NEGATION, 30, "negation" },
};

void
severity_sum(struct evidence *e)
{
	unsigned altered = 0;

	for (size_t i = 0; i < e->change->nedits; i++)
		altered |= e->change->edits[i].altered;
	for (size_t k = 0; k < sizeof(rules) / sizeof(rules[0]); k++) {
		if ((altered & rules[k].class) == 0)
			continue;
		e->change->severity += rules[k].weight;
		evidence_add(e, "%s replaced or removed: +%d", rules[k].what,
		    rules[k].weight);
	}
	if (e->change->severity > 100)
		e->change->severity = 100;
}
