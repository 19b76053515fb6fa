/*
 * parser - a library for LD_PRELOAD: libxml2's HTML parser, with a fault for
 * pages that ask for one. "mark-crash" in a page ends the process, "mark-hang"
 * holds it for ever. For tests of the workers that read pages.
 */
#include <dlfcn.h>
#include <libxml/HTMLparser.h>
#include <string.h>

int
htmlParseDocument(htmlParserCtxt *c)
{
	int (*real)(htmlParserCtxt *);
	const char *text = (const char *)c->input->cur;

	*(void **)&real = dlsym(RTLD_NEXT, "htmlParseDocument");
	if (strstr(text, "mark-crash") != NULL)
		__builtin_trap();
	if (strstr(text, "mark-hang") != NULL)
		for (;;)
			;
	return real(c);
}
