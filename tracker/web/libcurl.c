/*
 * libcurl, loaded by the first call of it. It stands on some thirty libraries,
 * and to load and relocate them takes longer than most commands run that never
 * touch the network; so the program is not linked with it. What stands here has
 * libcurl's own names and types, held against its header by the compiler, and
 * hands each call on. Without the library, as without memory, the program ends.
 */
#define CURL_DISABLE_TYPECHECK
#include <curl/curl.h>
#include <dlfcn.h>
#include <stdarg.h>
#include <stddef.h>

#include "tracker/base/msg.h"

#undef curl_easy_setopt
#undef curl_easy_getinfo
#undef curl_multi_setopt

#define LIBRARY "libcurl.so.4"

/* Never closed: libraries below it do not bear that. */
static void *
find(const char *name)
{
	static void *library;
	void *f = NULL;

	if (library == NULL)
		library = dlopen(LIBRARY, RTLD_NOW | RTLD_LOCAL);
	if (library != NULL)
		f = dlsym(library, name);
	if (f == NULL)
		die(EXIT_AGAIN, "%s", dlerror());
	return f;
}

/* One function: its type, its name, its parameters and what it hands on. */
#define HAND_ON(type, name, parameters, arguments)	\
	type						\
	name parameters					\
	{						\
		static __typeof__(name) *f;		\
							\
		if (f == NULL)				\
			*(void **)&f = find(#name);	\
		return f arguments;			\
	}

#define HAND_ON_VOID(name, parameters, arguments)	\
	void						\
	name parameters					\
	{						\
		static __typeof__(name) *f;		\
							\
		if (f == NULL)				\
			*(void **)&f = find(#name);	\
		f arguments;				\
	}

HAND_ON(CURLcode, curl_global_init, (long flags), (flags))
HAND_ON_VOID(curl_free, (void *p), (p))
HAND_ON(time_t, curl_getdate, (const char *text, const time_t *unused),
    (text, unused))

/* What only reads a URL says so since version 8. */
#if LIBCURL_VERSION_NUM >= 0x080000
#define READ_ONLY const
#else
#define READ_ONLY
#endif

HAND_ON(CURLU *, curl_url, (void), ())
HAND_ON_VOID(curl_url_cleanup, (CURLU *u), (u))
HAND_ON(CURLUcode, curl_url_get, (READ_ONLY CURLU *u, CURLUPart what,
    char **part, unsigned int flags), (u, what, part, flags))
HAND_ON(CURLUcode, curl_url_set, (CURLU *u, CURLUPart what, const char *part,
    unsigned int flags), (u, what, part, flags))

HAND_ON(CURL *, curl_easy_init, (void), ())
HAND_ON_VOID(curl_easy_cleanup, (CURL *c), (c))
HAND_ON_VOID(curl_easy_reset, (CURL *c), (c))
HAND_ON(CURLcode, curl_easy_perform, (CURL *c), (c))
HAND_ON(const char *, curl_easy_strerror, (CURLcode code), (code))
HAND_ON(struct curl_slist *, curl_slist_append, (struct curl_slist *l,
    const char *text), (l, text))
HAND_ON_VOID(curl_slist_free_all, (struct curl_slist *l), (l))

HAND_ON(CURLM *, curl_multi_init, (void), ())
HAND_ON(CURLMcode, curl_multi_cleanup, (CURLM *m), (m))
HAND_ON(CURLMcode, curl_multi_add_handle, (CURLM *m, CURL *c), (m, c))
HAND_ON(CURLMcode, curl_multi_remove_handle, (CURLM *m, CURL *c), (m, c))
HAND_ON(CURLMcode, curl_multi_perform, (CURLM *m, int *running), (m, running))
HAND_ON(CURLMcode, curl_multi_poll, (CURLM *m, struct curl_waitfd extra[],
    unsigned int n, int ms, int *ready), (m, extra, n, ms, ready))
HAND_ON(CURLMsg *, curl_multi_info_read, (CURLM *m, int *left), (m, left))
HAND_ON(const char *, curl_multi_strerror, (CURLMcode code), (code))

/*
 * The three below take one value whose type the option tells. A pointer to
 * data and one to a function are of one size wherever dlsym is of use.
 */
CURLcode
curl_easy_setopt(CURL *c, CURLoption option, ...)
{
	static __typeof__(curl_easy_setopt) *f;
	CURLcode rc;
	va_list ap;

	if (f == NULL)
		*(void **)&f = find("curl_easy_setopt");
	va_start(ap, option);
	if (option < CURLOPTTYPE_OBJECTPOINT)
		rc = f(c, option, va_arg(ap, long));
	else if (option >= CURLOPTTYPE_OFF_T && option < CURLOPTTYPE_BLOB)
		rc = f(c, option, va_arg(ap, curl_off_t));
	else
		rc = f(c, option, va_arg(ap, void *));
	va_end(ap);
	return rc;
}

CURLcode
curl_easy_getinfo(CURL *c, CURLINFO info, ...)
{
	static __typeof__(curl_easy_getinfo) *f;
	CURLcode rc;
	va_list ap;

	if (f == NULL)
		*(void **)&f = find("curl_easy_getinfo");
	va_start(ap, info);
	rc = f(c, info, va_arg(ap, void *));
	va_end(ap);
	return rc;
}

CURLMcode
curl_multi_setopt(CURLM *m, CURLMoption option, ...)
{
	static __typeof__(curl_multi_setopt) *f;
	CURLMcode rc;
	va_list ap;

	if (f == NULL)
		*(void **)&f = find("curl_multi_setopt");
	va_start(ap, option);
	if ((int)option < CURLOPTTYPE_OBJECTPOINT)
		rc = f(m, option, va_arg(ap, long));
	else
		rc = f(m, option, va_arg(ap, void *));
	va_end(ap);
	return rc;
}
