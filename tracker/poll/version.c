#include "tracker/base/limits.h"
#include "tracker/extract/extract.h"
#include "tracker/poll/version.h"
#include "tracker/url/url.h"

/* The line of the commit's body: what was seen, by counting alone. What changed
 * is for the readers to say. */
static struct str
seen_line(struct arena *a, const struct store_story *s,
    const struct article *now)
{
	const char *seen = s->versions == 0 ? "First seen" : "Changed";
	int words = article_words(now);

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

int
version_add(struct store *store, const struct store_story *s,
    const struct article *now, const struct store_capture *capture,
    const char *kept, int64_t fetched, struct arena *a)
{
	struct store_version v = { .story = s->key, .fetched = fetched,
		.published = now->published, .modified = now->modified,
		.headline = arena_strz(a, now->headline),
		.note = seen_line(a, s, now).p, .extractor = EXTRACTOR,
		.words = article_words(now), .notes = (int)now->nnotes,
		.capture = kept };
	struct str slug = url_slug(str_of(s->url), a);
	struct buf text;
	int r;

	buf_init(&text, 2 * LIMIT_TEXT_BYTES);
	article_format(now, &text);
	v.text = buf_z(&text);
	v.ntext = text.n;
	r = store_version_add(store, &v, capture,
	    slug.n > 0 ? arena_strz(a, slug) : v.headline);
	buf_release(&text);
	return r;
}
