/*
 * internal - what the files of the store share; nobody else includes it.
 *
 * sbuf grows by doubling, is always NUL-terminated once it holds a byte, and
 * remembers a failed allocation: append freely, then ask sbuf_ok once.
 */
#ifndef STORE_INTERNAL_H
#define STORE_INTERNAL_H

#include <git2/errors.h>
#include <git2/global.h>
#include <git2/odb.h>
#include <git2/refs.h>
#include <git2/repository.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <sys/types.h>
#include <zlib.h>

#include "store/store.h"

#define OID_LEN 20
#define SHA256_LEN 32

/* Ceilings of the store. */
enum {
	URL_MAX = 8192,			/* bytes of a URL */
	SUBJECT_MAX = 200,		/* bytes of a commit's subject */
	NOTE_MAX = 400,			/* bytes of the line under it */
	HOST_MAX = 100,			/* bytes of a host's folder */
	SLUG_MAX = 80,			/* bytes of a slug, before the id */
	TEXT_MAX = 64 << 20,		/* bytes of a story.md */
	BODY_MAX = 64 << 20,		/* bytes of a capture's body */
	HEADERS_MAX = 1 << 20,		/* bytes of its headers */
	RECORD_MAX = BODY_MAX + 2 * HEADERS_MAX,
	SNIPPET_WORDS = 24,		/* words of a search's snippet */
};
#define WARC_MAX (INT64_C(1) << 30)	/* bytes of a WARC file, then a new */

/* ---- buffers and errors (buf.c) --------------------------------------- */

struct sbuf {
	char *data;
	size_t len, cap;
	int failed;
};

void sbuf_release(struct sbuf *);
void sbuf_reset(struct sbuf *);
void sbuf_add(struct sbuf *, const void *, size_t);
void sbuf_adds(struct sbuf *, const char *);
void sbuf_addc(struct sbuf *, char);
void sbuf_addf(struct sbuf *, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
/* Room for n more bytes at the end, not yet counted; NULL without memory. */
char *sbuf_room(struct sbuf *, size_t n);
int sbuf_ok(const struct sbuf *);
void sbuf_swap(struct sbuf *, struct sbuf *);

struct serr {
	char text[512];
};

/* Each returns STORE_ERROR, for `return serr_set(...)`. */
int serr_set(struct serr *, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
int serr_sys(struct serr *, const char *what);	/* with errno */
int serr_git(struct serr *, const char *what);	/* with libgit2's words */
int serr_memory(struct serr *);

/* ---- digests, text, times (text.c) ------------------------------------ */

void hex_encode(const void *, size_t, char *out);
int hex_decode(const char *, size_t nbytes, unsigned char *out);
void sha256_of(const void *, size_t, unsigned char out[SHA256_LEN]);
void sha256_of_two(const void *, size_t, const void *, size_t,
    unsigned char out[SHA256_LEN]);
/* Length of the valid UTF-8 sequence at p, 0 when there is none. */
size_t utf8_step(const char *p, size_t n, uint32_t *rune);
struct civil {
	int64_t year;
	int month, day, hour, minute, second;
};
/* UTC fields of a time (proleptic Gregorian). */
void time_civil(int64_t t, struct civil *);
/* "2012-05-31T14:22:08Z"; empty for STORE_NO_TIME. */
void time_format(int64_t t, char out[32]);
int time_parse(const char *, size_t, int64_t *t);

/* ---- names in the archive (path.c) ------------------------------------ */

/* The folder of a story: host/yyyy/mm/dd/slug-id, safe on any file system. */
void story_path(struct sbuf *, const char *url, const char *slug,
    const char *id, int64_t date);

/* ---- commit messages (message.c) -------------------------------------- */

struct message {
	struct sbuf subject, note, story, capture, extractor;
	struct sbuf more;	/* lines of trailers not known here */
	int64_t fetched, published, modified;
	int number, words, notes;
	char capture_sha256[65], text_sha256[65];
};

void message_release(struct message *);
/* One line, no control characters, at most max bytes, never mistaken. */
void message_line(struct sbuf *, const char *text, size_t max);
void message_write(const struct message *, struct sbuf *);
/* -1 when a trailer every version has is missing. */
int message_parse(struct message *, const char *text);

/* ---- files (file.c) --------------------------------------------------- */

int sfile_write_all(int fd, const void *, size_t);
/* Appears whole or not at all: temporary name, fsync, rename, fsync. */
int sfile_replace(const char *path, const char *tmp, const void *, size_t);
int sfile_sync_dir(const char *dir);
/* The folder a path is in, fsync'ed. */
int sfile_sync_parent(const char *path);
/* A folder and all in it; nothing there is fine. */
int sfile_remove_tree(const char *path);
int sfile_mkdirs(const char *path);
int64_t sfile_size(const char *path);
int64_t sfile_tree_size(const char *dir);
/* dir/name as a string of its own, NULL without memory. */
char *sfile_join(const char *dir, const char *name);

/* ---- packs (delta.c, pack.c, packidx.c) ------------------------------- */

/* Git's delta form, gitformat-pack(5): from base to target. */
void delta_make(struct sbuf *out, const void *base, size_t nbase,
    const void *target, size_t ntarget);

struct pack_object {
	unsigned char oid[OID_LEN];
	uint32_t crc;
	uint64_t offset;
	int depth;		/* of its chain of deltas */
};

struct pack {
	int fd;
	char *dir, *tmp;
	struct sbuf out;	/* not yet written */
	struct sbuf scratch;	/* of one object */
	uint64_t offset;
	struct pack_object *objects;
	size_t n, cap;
	uint32_t *slots;	/* index + 1 by oid, open addressing */
	size_t nslots;
	void *deflate;
	struct serr *err;
};

/* An object that a later one may be a delta of. */
struct pack_base {
	const void *data;
	size_t n;
	int64_t index;		/* in the pack, -1 for none */
};

int pack_begin(struct pack *, const char *dir, struct serr *);
/* Adds an object once; its index, or STORE_ERROR. */
int64_t pack_add(struct pack *, int type, const void *, size_t,
    const struct pack_base *, unsigned char oid[OID_LEN]);
int pack_has(const struct pack *, const unsigned char *oid);
/* Makes pack and index durable; name is "pack-<40 hex>". */
int pack_finish(struct pack *, char name[46]);
void pack_abort(struct pack *);
/* Writes a version 2 index beside a pack. */
int pack_index(struct pack *, const char *path,
    const unsigned char sum[OID_LEN]);

/* ---- the archive (archive.c, tree.c) ---------------------------------- */

struct tree_node;
struct blob_cache;

struct archive {
	char *dir;		/* .../archive.git */
	char *packdir;
	int ready;		/* libgit2 is initialised */
	git_repository *repo;	/* opened when first needed */
	git_odb *odb;
	struct pack pack;
	int packing;
	unsigned char head[OID_LEN];
	int has_head;
	struct tree_node **nodes;	/* by path, chained */
	size_t nnodes, nbuckets;
	struct blob_cache *blobs;
	struct sbuf commit;	/* the last commit object of this pack */
	int64_t commit_index;
	struct serr *err;
};

struct archive_version {
	const char *path;	/* folder of the story */
	int64_t story;
	const void *text;
	size_t ntext;
	int64_t authored, committed;
	const char *message;
	unsigned char commit[OID_LEN], blob[OID_LEN];	/* results */
};

#define MAIN_REF "refs/heads/main"

int archive_create(struct archive *);
int archive_open(struct archive *);
/* A second one on the same repository: it writes while the first is read. */
int archive_twin(struct archive *to, const struct archive *);
/* A path below the repository, malloc'd. */
int archive_sub(struct archive *, const char *name, char **path);
/* Moves a reference, durably, by git's own rule: its lock, then rename. */
int archive_ref(struct archive *, const char *ref, const unsigned char *oid);
void archive_release(struct archive *);
/* Drops what is open for reading; it is opened again when needed. */
void archive_close(struct archive *);
/* The commit main points at; has_head is 0 when there is none yet. */
int archive_head(struct archive *, unsigned char oid[OID_LEN], int *has_head);
int archive_add(struct archive *, struct archive_version *);
/* Pack and index, then the reference: all durable. STORE_NONE: nothing new. */
int archive_commit(struct archive *);
void archive_rollback(struct archive *);
/* Removes what a killed writer left: temporary packs, locks of references. */
int archive_sweep(struct archive *);
/* Object as malloc'd bytes with a NUL after them. STORE_NONE when absent. */
int archive_read(struct archive *, const unsigned char *oid, int type,
    char **data, size_t *n);

struct tree_entry {
	const char *name;
	size_t nname;
	int is_tree;
	const unsigned char *oid;
};
/* Advances through the bytes of a tree; 0 at the end, -1 when broken. */
int tree_next(const char **p, const char *end, struct tree_entry *);
/* Where an entry is or would go; 1 when it is there. */
int tree_find(const struct sbuf *raw, const char *name, int is_tree,
    size_t *start, size_t *end);
void tree_put(struct sbuf *out, const struct sbuf *raw, const char *name,
    int is_tree, const unsigned char *oid);
/* Forgets every tree and text kept for the pass. */
void tree_cache_clear(struct archive *);
int tree_cache_write(struct archive *, struct archive_version *,
    unsigned char root[OID_LEN]);
/* The same with a text that the archive has already. */
int tree_cache_put(struct archive *, const char *path,
    const unsigned char blob[OID_LEN], unsigned char root[OID_LEN]);

/* ---- former heads (former.c) ------------------------------------------ */

/* Keeps a commit reachable as refs/reextract/<time>, durably. */
int former_keep(struct archive *, const unsigned char *oid, int64_t now);
typedef int former_fn(const char *ref, const unsigned char *oid, void *arg);
int former_each(struct archive *, former_fn *, void *);
/* STORE_OK when a former history has the commit, STORE_NONE when none has. */
int former_has(struct archive *, const unsigned char *oid);
/* Removes what a killed run left: a lock, or the name of a head that main did
 * not leave after all. */
int former_sweep(struct archive *);

/* ---- history (history.c) ---------------------------------------------- */

struct history {
	unsigned char *oids;	/* newest first */
	size_t n, cap;
	int reached;		/* the commit asked for is an ancestor */
};
void history_release(struct history *);
/* Commits from head back to `since` (not in it), or to the first. */
int history_read(struct archive *, const unsigned char *head,
    const unsigned char *since, struct history *);
/* Counted from the oldest. */
const unsigned char *history_at(const struct history *, size_t i);

struct commit {
	unsigned char oid[OID_LEN], parent[OID_LEN], tree[OID_LEN];
	unsigned char blob[OID_LEN];
	int has_parent;
	struct message message;
	struct sbuf raw;	/* the object */
	struct sbuf path;	/* folder of the story */
};
void commit_release(struct commit *);
/* All but path and blob. */
int commit_read(struct archive *, const unsigned char *oid, struct commit *);
/* Path and blob: of a folder known before, or (NULL) from what changed.
 * STORE_SAME when nothing did: it says what the version before it said. */
int commit_find(struct archive *, struct commit *, const char *path);

/* ---- captures (warc.c, member.c, warc_read.c) -------------------------- */

/* What packs; made by the first that needs it. Zeros at first. */
struct packer {
	struct libdeflate_compressor *whole;
	z_stream head;
	int open;		/* `head` is */
};
void packer_release(struct packer *);

/* A record, in parts that follow each other. */
struct member {
	struct sbuf head;
	const void *body;
	size_t nbody;
	const struct store_packed *packed;	/* of the body, or NULL */
};
/* Appends it, and the record's end, as one gzip member. STORE_ERROR without
 * memory. */
int member_write(struct packer *, const struct member *, struct sbuf *out);

struct warc {
	char *dir;		/* the store */
	char name[64];		/* captures/2012-05/20120531-00000.warc.gz */
	int fd;
	int64_t length;		/* bytes in the open file */
	/* each file this pass grew, for fsync and for rollback */
	struct warc_grown {
		char name[64];
		int64_t before, after;
	} *grown;
	size_t ngrown, cap;
	struct packer packer;
	struct serr *err;
};

/* SHA-256 of its body, in hexadecimal. */
void capture_sha256(const struct store_capture *, char out[65]);
int warc_append(struct warc *, const struct store_capture *,
    const char *fields, struct sbuf *capture, int64_t *offset);
int warc_sync(struct warc *);
void warc_rollback(struct warc *);
void warc_forget(struct warc *);
void warc_release(struct warc *);

struct warc_record {
	char type[16];
	char id[64];		/* <urn:uuid:...> */
	char concurrent[64];
	char date[32];
	struct sbuf url;
	struct sbuf block;
	char block_digest[80], payload_digest[80];
	int64_t offset, next;	/* of this member and of the one after it */
};
void warc_record_release(struct warc_record *);
/* Reads the member at an offset. STORE_NONE at the end or at a cut record. */
int warc_read(int fd, int64_t offset, struct warc_record *, struct serr *);
/* End of the last whole record at or after `from`. */
int warc_whole(const char *path, int64_t from, int64_t *end, struct serr *);

/* ---- the catalog (catalog.c) ------------------------------------------ */

struct store {
	struct serr err;
	char *dir;
	unsigned flags;
	int lock;
	sqlite3 *db;
	struct cached {
		const char *sql;
		sqlite3_stmt *stmt;
	} cache[128];
	size_t ncache;
	struct archive archive;
	struct warc warc;
	int batch;		/* between begin and commit */
	int poisoned;		/* a write of this batch failed */
	int behind;		/* git has commits the catalog lacks */
	char *recovered;
};

int catalog_open(struct store *, const char *path, int create);
int catalog_close(struct store *);
/*
 * A prepared statement with its parameters: i int64_t, d int, t time (NULL when
 * STORE_NO_TIME), f double, s text or NULL, b pointer and size_t, x 20-byte id.
 * NULL and an error when it cannot be. Give it back with sql_done.
 */
sqlite3_stmt *sql_get(struct store *, const char *sql, const char *types, ...);
void sql_done(struct store *, sqlite3_stmt *);
/* SQLITE_ROW as 1, done as 0, else STORE_ERROR. */
int sql_step(struct store *, sqlite3_stmt *);
/* A statement without rows. */
int sql_do(struct store *, const char *sql, const char *types, ...);
int sql_int(struct store *, int64_t *out, const char *sql, const char *types,
    ...);
int sql_exec(struct store *, const char *sql);
int sql_fail(struct store *);
int64_t sql_time(sqlite3_stmt *, int column);
const char *sql_text(sqlite3_stmt *, int column);
void sql_hex(sqlite3_stmt *, int column, char *out, size_t size);
/* Copies a text column into a fixed field. */
void sql_copy(sqlite3_stmt *, int column, char *out, size_t size);

/* ---- rows shared by files --------------------------------------------- */

/* A write that is its own batch when the caller has none. */
int batch_enter(struct store *, int *own);
int batch_leave(struct store *, int own, int rc);
int needs_write(struct store *);

/* One row of story in the order of STORY_COLUMNS. */
#define STORY_COLUMNS                                                        \
	"story.key, story.id, story.url, fetch_url, path, feed, state, "     \
	"first_seen, versions, text_sha256, extractor, next, last, changed, " \
	"failures, why, etag, modified, body_sha256, failing, was, missing, " \
	"missing_since "
int story_walk(struct store *, sqlite3_stmt *, store_story_fn *, void *);

/* What the catalog must learn of a commit, made or replayed. */
struct version_row {
	int64_t story;
	int number;
	const char *path;	/* set on the story with version 1 */
	const unsigned char *commit, *blob;
	const struct message *message;
	const char *text;
	size_t ntext;
};
int version_insert(struct store *, const struct version_row *);
/* Copies a capture's place into the catalog. */
int capture_insert(struct store *, const char *capture, int64_t offset);
int search_attach(struct store *);
int search_add(struct store *, int64_t version, const char *headline,
    const char *text, size_t n);
/* Of a version that was added with these very words. */
int search_remove(struct store *, int64_t version, const char *headline,
    const char *text, size_t n);

/* The sketch of a story's latest text, for store_copies. */
int sketch_put(struct store *, int64_t story, const char *text, size_t n);
/* ... and of that what is looked up by store_twins. */
int twin_put(struct store *, int64_t story, const char *hashes, size_t n);
/* Some of the sketches that a catalog from before there were any lacks. */
int sketch_upkeep(struct store *);

/* Commits of main that the catalog lacks become rows; when main was written
 * again, rows become what their commits say now. */
int recover_archive(struct store *, int64_t *replayed);
/* One commit that has no row yet. */
int recover_commit(struct store *, const unsigned char *oid);
/* The rows of a main that was written again, all its commits in `h`. */
int follow_main(struct store *, const struct history *h, int64_t *followed);
int recover_captures(struct store *, int64_t *cut);
typedef int warc_file_fn(struct store *, const char *name, const char *path,
    void *arg);
/* Capture files by name, which is by time; not 0 from fn ends the walk. */
int warc_each(struct store *, warc_file_fn *, void *);
/* Rows of every capture file: where records are, what is held. */
int recover_warc_rows(struct store *);

#endif
