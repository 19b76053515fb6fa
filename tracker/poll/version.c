#include "tracker/base/limits.h"
#include "tracker/poll/version.h"
#include "tracker/web/url.h"

/* The line of the commit's body: what was seen, by counting alone. What changed
 * is for the readers to say. */
static struct str
seen_line(struct arena *a, int number, const struct article *now, int words)
{
	const char *seen = number == 1 ? "First seen" : "Changed";

	if (now->nnotes == 0)
		return arena_printf(a, "%s: %d words.", seen, words);
	return arena_printf(a, "%s: %d words, %zu note%s.", seen, words,
	    now->nnotes, now->nnotes == 1 ? "" : "s");
}

enum store_state
version_state(const struct article *a)
{
	for (size_t i = 0; i < a->nnotes; i++)
		if (a->notes[i].kind == NOTE_WITHDRAWAL)
			return STORE_WITHDRAWN;
	return STORE_LIVE;
}

void
version_reading(struct store_reading *r, const struct article *now, int number,
    struct buf *text, struct arena *a)
{
	int words = article_words(now);

	article_format(now, text);
	*r = (struct store_reading){ .text = buf_z(text), .ntext = text->n,
		.extractor = arena_strz(a, now->extractor),
		.headline = arena_strz(a, now->headline),
		.note = seen_line(a, number, now, words).p,
		.published = now->published, .modified = now->modified,
		.words = words, .notes = (int)now->nnotes };
}

int
version_add(struct store *store, const struct store_story *s,
    const struct article *now, const struct store_capture *capture,
    const char *kept, int64_t fetched, struct arena *a)
{
	struct store_version v = { .story = s->key, .fetched = fetched,
		.capture = kept };
	struct str slug = url_slug(str_of(s->url), a);
	struct store_reading seen;
	struct buf text;
	int r;

	buf_init(&text, VERSION_TEXT_BYTES);
	version_reading(&seen, now, s->versions + 1, &text, a);
	v.text = seen.text;
	v.ntext = seen.ntext;
	v.extractor = seen.extractor;
	v.headline = seen.headline;
	v.note = seen.note;
	v.published = seen.published;
	v.modified = seen.modified;
	v.words = seen.words;
	v.notes = seen.notes;
	r = store_version_add(store, &v, capture,
	    slug.n > 0 ? arena_strz(a, slug) : v.headline);
	buf_release(&text);
	return r;
}
