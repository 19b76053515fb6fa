#include <jansson.h>
#include <libxml/parser.h>

#include "tracker/extract/charset.h"
#include "tracker/extract/extract.h"

void
extract_prepare(void)
{
	xmlInitParser();
	json_object_seed(0);
	charset_prepare();
}
