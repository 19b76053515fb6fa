#include <libxml/HTMLparser.h>
#include <pthread.h>

#include "tracker/extract/entity.h"

#define SLOTS 1024	/* a power of two, four times the names there are */

/* Characters that have names: Latin-1, Greek, signs. */
static const struct {
	uint32_t from, to;
} ranges[] = {
	{ 0x22, 0x3e }, { 0xa0, 0xff }, { 0x152, 0x192 }, { 0x2c6, 0x2dc },
	{ 0x391, 0x3d6 }, { 0x2002, 0x2044 }, { 0x20ac, 0x20ac },
	{ 0x2111, 0x2135 }, { 0x2190, 0x21d4 }, { 0x2200, 0x22c5 },
	{ 0x2308, 0x232a }, { 0x25ca, 0x25ca }, { 0x2660, 0x2666 },
};

static struct entity {
	struct str name;	/* libxml2's */
	uint32_t value;
} table[SLOTS];

/* Where a name stands, or would. */
static struct entity *
slot_of(struct str name)
{
	size_t i = str_hash(name) % SLOTS;

	while (table[i].value != 0 && !str_eq(table[i].name, name))
		i = (i + 1) % SLOTS;
	return &table[i];
}

static void
make_table(void)
{
	const htmlEntityDesc *e;
	struct str name;

	for (size_t r = 0; r < sizeof(ranges) / sizeof(*ranges); r++)
		for (uint32_t c = ranges[r].from; c <= ranges[r].to; c++) {
			e = htmlEntityValueLookup(c);
			if (e == NULL)
				continue;
			name = str_of(e->name);
			*slot_of(name) = (struct entity){ name, c };
		}
}

uint32_t
entity_value(struct str name)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;

	pthread_once(&once, make_table);
	return slot_of(name)->value;
}
