/*
 * libgit2, loaded by the first call of it. With the libraries it stands on, it
 * takes longer to load than most commands run that only read the catalog; so
 * nothing is linked with it. What stands here has libgit2's own names and
 * types, held against its headers by the compiler, and hands each call on.
 * Without the library a call fails, and git_error_last says why.
 */
#include <dlfcn.h>
#include <git2/errors.h>
#include <git2/global.h>
#include <git2/odb.h>
#include <git2/refs.h>
#include <git2/repository.h>
#include <git2/version.h>
#include <stdarg.h>
#include <stddef.h>

#define LIBRARY "libgit2.so." LIBGIT2_SOVERSION

/* Never closed: libraries below it do not bear that. */
static void *
find(const char *name)
{
	static void *library;

	if (library == NULL)
		library = dlopen(LIBRARY, RTLD_NOW | RTLD_LOCAL);
	return library != NULL ? dlsym(library, name) : NULL;
}

/* One function: its type, its name, its parameters, what it hands on, and what
 * it gives where there is no library. */
#define HAND_ON(type, name, parameters, arguments, failed)	\
	type							\
	name parameters						\
	{							\
		static __typeof__(name) *f;			\
								\
		if (f == NULL)					\
			*(void **)&f = find(#name);		\
		return f != NULL ? f arguments : failed;	\
	}

#define HAND_ON_VOID(name, parameters, arguments)		\
	void							\
	name parameters						\
	{							\
		static __typeof__(name) *f;			\
								\
		if (f == NULL)					\
			*(void **)&f = find(#name);		\
		if (f != NULL)					\
			f arguments;				\
	}

static git_error missing = { (char *)LIBRARY " cannot be loaded", GIT_ERROR_OS };

HAND_ON(const git_error *, git_error_last, (void), (), &missing)
HAND_ON(int, git_libgit2_init, (void), (), -1)
HAND_ON(int, git_libgit2_shutdown, (void), (), -1)

HAND_ON(int, git_repository_init_options_init, (git_repository_init_options *o,
    unsigned int version), (o, version), -1)
HAND_ON(int, git_repository_init_ext, (git_repository **r, const char *path,
    git_repository_init_options *o), (r, path, o), -1)
HAND_ON(int, git_repository_open_bare, (git_repository **r, const char *path),
    (r, path), -1)
HAND_ON(int, git_repository_odb, (git_odb **o, git_repository *r), (o, r), -1)
HAND_ON_VOID(git_repository_free, (git_repository *r), (r))
HAND_ON(int, git_reference_name_to_id, (git_oid *id, git_repository *r,
    const char *name), (id, r, name), -1)
HAND_ON(int, git_reference_foreach_glob, (git_repository *r, const char *glob,
    git_reference_foreach_name_cb fn, void *arg), (r, glob, fn, arg), -1)

HAND_ON(int, git_odb_read, (git_odb_object **o, git_odb *db,
    const git_oid *id), (o, db, id), -1)
HAND_ON(int, git_odb_refresh, (git_odb *db), (db), -1)
HAND_ON_VOID(git_odb_free, (git_odb *db), (db))
HAND_ON(const void *, git_odb_object_data, (git_odb_object *o), (o), NULL)
HAND_ON(size_t, git_odb_object_size, (git_odb_object *o), (o), 0)
HAND_ON(git_object_t, git_odb_object_type, (git_odb_object *o), (o),
    GIT_OBJECT_INVALID)
HAND_ON_VOID(git_odb_object_free, (git_odb_object *o), (o))

/* The options that are set here take one size. */
int
git_libgit2_opts(int option, ...)
{
	static __typeof__(git_libgit2_opts) *f;
	va_list ap;
	int rc = -1;

	if (f == NULL)
		*(void **)&f = find("git_libgit2_opts");
	va_start(ap, option);
	if (f != NULL)
		rc = f(option, va_arg(ap, size_t));
	va_end(ap);
	return rc;
}
