/*
 * Full text over all versions. The index (SQLite FTS5) holds no text: what a
 * hit shows is read from git and tokenized again, so that nothing is kept
 * twice. Words are folded by case and accent but not stemmed: the exact word is
 * what corrections turn on, and stories come in many languages; "train*" finds
 * all that begins so.
 */
#include "store/internal.h"

#define INST_MAX 256		/* places of one version looked at */

/* ---- excerpts --------------------------------------------------------- */

struct place {
	int column, token, size;
};

/* The text shown: tokens first..last of a column, places marked. */
struct excerpt {
	const char *text;
	int column, first, last;
	const struct place *places;
	int nplaces;
	int token;		/* of the walk */
	int begin, done;	/* bytes: of the window, copied so far */
	int inside;		/* last token of the open mark, or -1 */
	int end;		/* bytes: after the last token */
	struct sbuf out;
};

static int
is_blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static void
copy_clean(struct sbuf *out, const char *p, int n)
{
	for (; n > 0; p++, n--)
		sbuf_addc(out, (unsigned char)*p < 0x20 ? ' ' : *p);
}

static const struct place *
place_at(const struct excerpt *x, int token)
{
	int i;

	for (i = 0; i < x->nplaces; i++)
		if (x->places[i].column == x->column &&
		    x->places[i].token == token)
			return &x->places[i];
	return NULL;
}

static int
on_token(void *arg, int flags, const char *token, int ntoken, int start,
    int end)
{
	struct excerpt *x = arg;
	const struct place *p;

	(void)token;
	(void)ntoken;
	if (flags & FTS5_TOKEN_COLOCATED)
		return SQLITE_OK;
	if (x->token > x->last)
		return SQLITE_DONE;
	if (x->token == x->first)
		x->done = start;
	p = x->token >= x->first ? place_at(x, x->token) : NULL;
	if (p && x->inside < 0) {
		copy_clean(&x->out, x->text + x->done, start - x->done);
		sbuf_addc(&x->out, '\1');
		x->done = start;
		x->inside = x->token + p->size - 1;
	}
	if (x->inside == x->token) {
		copy_clean(&x->out, x->text + x->done, end - x->done);
		sbuf_addc(&x->out, '\2');
		x->done = end;
		x->inside = -1;
	}
	x->end = end;
	x->token++;
	return SQLITE_OK;
}

static int
places_read(const Fts5ExtensionApi *api, Fts5Context *fts, struct place *out)
{
	int n = 0, i, phrase;

	if (api->xInstCount(fts, &n))
		return 0;
	n = n < INST_MAX ? n : INST_MAX;
	for (i = 0; i < n; i++) {
		if (api->xInst(fts, i, &phrase, &out[i].column, &out[i].token))
			return i;
		out[i].size = api->xPhraseSize(fts, phrase);
	}
	return n;
}

/* The window with the most places in it; text before headline. */
static void
window_choose(struct excerpt *x)
{
	int i, j, count, best = 0;

	for (i = 0; i < x->nplaces; i++) {
		const struct place *p = &x->places[i];

		for (j = i, count = 0; j < x->nplaces; j++)
			count += x->places[j].column == p->column &&
			    x->places[j].token - p->token < SNIPPET_WORDS - 4;
		count = count * 2 + (p->column == 1);
		if (count > best) {
			best = count;
			x->column = p->column;
			x->first = p->token > 4 ? p->token - 4 : 0;
		}
	}
	x->last = x->first + SNIPPET_WORDS - 1;
}

static int
column_text(struct store *st, int64_t version, int column, char **text,
    size_t *n)
{
	sqlite3_stmt *s = sql_get(st, "SELECT headline, blob FROM version "
	    "WHERE key = ?", "i", version);
	int rc = s ? sql_step(st, s) : STORE_ERROR;
	const void *blob;

	*text = NULL;
	if (rc > 0 && column == 0) {
		*text = strdup(sql_text(s, 0));
		*n = *text ? strlen(*text) : 0;
	} else if (rc > 0 && (blob = sqlite3_column_blob(s, 1)) &&
	    sqlite3_column_bytes(s, 1) == OID_LEN)
		archive_read(&st->archive, blob, GIT_OBJECT_BLOB, text, n);
	sql_done(st, s);
	return *text ? STORE_OK : STORE_NONE;
}

/* The SQL function excerpt(search). */
static void
excerpt(const Fts5ExtensionApi *api, Fts5Context *fts, sqlite3_context *ctx,
    int nargs, sqlite3_value **args)
{
	struct store *st = api->xUserData(fts);
	struct place places[INST_MAX];
	struct excerpt x = { .inside = -1, .places = places };
	char *text;
	size_t n = 0;

	(void)nargs;
	(void)args;
	x.nplaces = places_read(api, fts, places);
	window_choose(&x);
	if (column_text(st, api->xRowid(fts), x.column, &text, &n))
		return;
	x.text = text;
	if (n <= INT32_MAX)
		api->xTokenize(fts, text, (int)n, &x, on_token);
	while ((size_t)x.end < n && x.end > 0 && !is_blank(text[x.end]))
		x.end++;	/* the punctuation after the last word */
	if (x.end > x.done)
		copy_clean(&x.out, text + x.done, x.end - x.done);
	if (x.inside >= 0)
		sbuf_addc(&x.out, '\2');
	if (sbuf_ok(&x.out) && x.out.len)
		sqlite3_result_text(ctx, x.out.data, (int)x.out.len,
		    SQLITE_TRANSIENT);
	sbuf_release(&x.out);
	free(text);
}

int
search_attach(struct store *st)
{
	sqlite3_stmt *s = NULL;
	fts5_api *api = NULL;
	int rc = sqlite3_prepare_v2(st->db, "SELECT fts5(?1)", -1, &s, NULL);

	if (!rc) {
		sqlite3_bind_pointer(s, 1, &api, "fts5_api_ptr", NULL);
		sqlite3_step(s);
	}
	sqlite3_finalize(s);
	if (!api || api->xCreateFunction(api, "excerpt", st, excerpt, NULL))
		return serr_set(&st->err, "SQLite lacks FTS5");
	return STORE_OK;
}

static int
search_write(struct store *st, sqlite3_stmt *s, const char *text, size_t n)
{
	int rc;

	if (!s)
		return STORE_ERROR;
	sqlite3_bind_text64(s, 3, n ? text : "", n, SQLITE_STATIC,
	    SQLITE_UTF8);
	rc = sql_step(st, s);
	sql_done(st, s);
	return rc;
}

int
search_add(struct store *st, int64_t version, const char *headline,
    const char *text, size_t n)
{
	return search_write(st, sql_get(st, "INSERT INTO search (rowid, "
	    "headline, text) VALUES (?, ?, ?)", "is", version, headline), text,
	    n);
}

int
search_remove(struct store *st, int64_t version, const char *headline,
    const char *text, size_t n)
{
	return search_write(st, sql_get(st, "INSERT INTO search (search, "
	    "rowid, headline, text) VALUES ('delete', ?, ?, ?)", "is", version,
	    headline), text, n);
}

/* ---- queries ---------------------------------------------------------- */

/* One word, or what stands between quotation marks, as an FTS5 string. */
static const char *
query_word(struct sbuf *out, const char *p)
{
	int quoted = *p == '"', star = 0;
	const char *start = p += quoted, *end;

	while (*p && (quoted ? *p != '"' : !is_blank(*p)))
		p++;
	end = p;
	p += quoted && *p;
	if (quoted ? *p == '*' : end > start && end[-1] == '*') {
		star = 1;
		p += quoted;
		end -= !quoted;
	}
	sbuf_adds(out, out->len ? " \"" : "\"");
	for (; start < end; start++)
		sbuf_adds(out, *start == '"' ? "\"\"" :
		    (char[]){ *start, '\0' });
	sbuf_adds(out, star ? "\"*" : "\"");
	return p;
}

static void
query_make(struct sbuf *out, const char *words)
{
	const char *p = words;

	while (sbuf_ok(out)) {
		while (is_blank(*p))
			p++;
		if (!*p)
			break;
		p = query_word(out, p);
	}
}

static int
hits_walk(struct store *st, sqlite3_stmt *s, store_hit_fn *fn, void *arg)
{
	struct store_hit hit;
	int rc, found = 0;

	while ((rc = sql_step(st, s)) > 0) {
		found = 1;
		hit.story = sqlite3_column_int64(s, 0);
		hit.number = sqlite3_column_int(s, 1);
		hit.snippet = sql_text(s, 2);
		hit.snippet = hit.snippet ? hit.snippet : "";
		rc = fn(&hit, arg);
		if (rc)
			return rc;
	}
	return rc ? rc : found ? STORE_OK : STORE_NONE;
}

int
store_search(struct store *st, const char *words, int limit, store_hit_fn *fn,
    void *arg)
{
	struct sbuf query = { 0 };
	sqlite3_stmt *s = NULL;
	int rc = STORE_NONE;

	query_make(&query, words);
	if (!sbuf_ok(&query))
		rc = serr_memory(&st->err);
	else if (query.len) {
		s = sql_get(st, "SELECT story, number, excerpt(search) "
		    "FROM search JOIN version ON version.key = search.rowid "
		    "WHERE search MATCH ? AND rank MATCH 'bm25(4.0, 1.0)' "
		    "ORDER BY rank LIMIT ?", "sd", query.data, limit);
		rc = s ? hits_walk(st, s, fn, arg) : STORE_ERROR;
		sql_done(st, s);
	}
	sbuf_release(&query);
	return rc;
}
