/* Prefixes that wires and sites set before a headline. */
#include "tracker/note/note.h"
#include "tracker/note/words.h"

struct prefix {
	const char *word;
	enum note_kind kind;
	bool official;
	bool serial;	/* a number follows: "UPDATE 2-" */
	bool capitals;	/* only in capitals, for it is a word of headlines */
};

static const struct prefix prefixes[] = {
	{ "OFFICIAL CORRECTED", NOTE_CORRECTION, true, false, false },
	{ "OFFICIAL-CORRECTED", NOTE_CORRECTION, true, false, false },
	{ "CORRECTED (OFFICIAL)", NOTE_CORRECTION, true, false, false },
	{ "CORRECTED-(OFFICIAL)", NOTE_CORRECTION, true, false, false },
	{ "CORRECTED-OFFICIAL", NOTE_CORRECTION, true, false, false },
	{ "CORRECTED REPEAT", NOTE_CORRECTION, false, false, false },
	{ "CORRECTED", NOTE_CORRECTION, false, false, false },
	{ "CORRECTION", NOTE_CORRECTION, false, false, false },
	{ "=(CORRECTION)=", NOTE_CORRECTION, false, false, false },
	{ "CLARIFIED", NOTE_CLARIFICATION, false, false, false },
	{ "CLARIFICATION", NOTE_CLARIFICATION, false, false, false },
	{ "REFILED", NOTE_REFILE, false, false, false },
	{ "REFILE", NOTE_REFILE, false, false, false },
	{ "UPDATED", NOTE_UPDATE, false, false, false },
	{ "UPDATE", NOTE_UPDATE, false, true, false },
	{ "WRAPUP", NOTE_UPDATE, false, true, true },
	{ "RECASTS", NOTE_UPDATE, false, false, true },
	{ "WITHDRAWAL", NOTE_WITHDRAWAL, false, false, true },
	{ "WITHDRAWN", NOTE_WITHDRAWAL, false, false, true },
	{ "STORY WITHDRAWN", NOTE_WITHDRAWAL, false, false, true },
	{ "STORY REMOVED", NOTE_WITHDRAWAL, false, false, true },
	{ "RETRACTED", NOTE_WITHDRAWAL, false, false, true },
	{ "RETRACTION", NOTE_WITHDRAWAL, false, false, true },
	{ "KILL", NOTE_WITHDRAWAL, false, false, true },
	{ "RETTELSE", NOTE_CORRECTION, false, false, false },
	{ "KORREKTUR", NOTE_CORRECTION, false, false, false },
	{ "RECTIFICATIF", NOTE_CORRECTION, false, false, false },
	/* say nothing of a change, but stand between one and the headline */
	{ "RPT", NOTE_NONE, false, false, true },
	{ "ADVISORY", NOTE_NONE, false, false, true },
	{ "EXCLUSIVE", NOTE_NONE, false, false, true },
	{ "FACTBOX", NOTE_NONE, false, false, true },
	{ "EXPLAINER", NOTE_NONE, false, false, true },
	{ "BRIEF", NOTE_NONE, false, false, true },
	{ "COLUMN", NOTE_NONE, false, false, true },
	{ "ANALYSIS", NOTE_NONE, false, false, true },
	{ "INSIGHT", NOTE_NONE, false, false, true },
	{ "POLL", NOTE_NONE, false, false, true },
	{ "PREVIEW", NOTE_NONE, false, false, true },
	{ "TIMELINE", NOTE_NONE, false, false, true },
	{ "NEWSMAKER", NOTE_NONE, false, false, true },
	{ "INTERVIEW", NOTE_NONE, false, false, true },
	{ "GRAPHIC", NOTE_NONE, false, false, true },
	{ "FOCUS", NOTE_NONE, false, false, true },
	{ "FEATURE", NOTE_NONE, false, false, true },
	{ "TABLE", NOTE_NONE, false, false, true },
	{ "BUZZ", NOTE_NONE, false, false, true },
	{ "URGENT", NOTE_NONE, false, false, true },
	{ "INSTANT VIEW", NOTE_NONE, false, true, true },
	{ "LIVE MARKETS", NOTE_NONE, false, false, true },
	{ "PRESS DIGEST", NOTE_NONE, false, false, true },
	{ "MORNING BID", NOTE_NONE, false, false, true },
	{ "TREASURIES", NOTE_NONE, false, false, true },
	{ "PRECIOUS", NOTE_NONE, false, false, true },
	{ "METALS", NOTE_NONE, false, false, true },
	{ "US STOCKS", NOTE_NONE, false, false, true },
	{ "GLOBAL MARKETS", NOTE_NONE, false, false, true },
	{ "WIDER IMAGE", NOTE_NONE, false, false, true },
	{ "MOVES", NOTE_NONE, false, false, true },
	{ "CERAWEEK", NOTE_NONE, false, false, true },
};

#define NPREFIXES (sizeof(prefixes) / sizeof(prefixes[0]))
#define PREFIXES_MAX 6	/* that one headline may bear */

static const struct str dashes[] = {
	{ "\xe2\x80\x94", 3 }, { "\xe2\x80\x93", 3 }, { "\xe2\x80\x91", 3 },
	{ "\xe2\x80\x90", 3 }, { "\xe2\x88\x92", 3 },
};

/* Bytes of one mark that ends a prefix, or 0. */
static size_t
separator(struct str s, bool capitals)
{
	for (size_t i = 0; i < sizeof(dashes) / sizeof(dashes[0]); i++)
		if (s.n >= 3 && memcmp(s.p, dashes[i].p, 3) == 0)
			return 3;
	if (s.n == 0)
		return 0;
	if (s.p[0] == ':')
		return 1;
	/* "Corrected - X" and "CORRECTED-X", but not "Corrected-course" */
	return s.p[0] == '-' && capitals ? 1 : 0;
}

static struct str
skip_spaces(struct str s)
{
	while (s.n > 0 && (s.p[0] == ' ' || s.p[0] == '\t' ||
	    s.p[0] == '\n'))
		s = str_from(s, 1);
	while (s.n > 1 && (unsigned char)s.p[0] == 0xc2 &&
	    (unsigned char)s.p[1] == 0xa0)
		s = str_from(s, 2);
	return s;
}

/* The headline after one prefix, or an empty pointer when it is none. */
static bool
take(const struct prefix *p, struct str s, struct str *rest)
{
	size_t n = strlen(p->word), sep, digits = 0;
	bool capitals, spaced;

	if (!str_istarts(s, p->word))
		return false;
	capitals = memcmp(s.p, p->word, n) == 0;
	if (p->capitals && !capitals)
		return false;
	s = str_from(s, n);
	if (p->serial) {
		s = skip_spaces(s);
		while (digits < s.n && digits < 3 && s.p[digits] >= '0' &&
		    s.p[digits] <= '9')
			digits++;
		s = str_from(s, digits);
	}
	spaced = s.n > 0 && s.p[0] == ' ';
	s = skip_spaces(s);
	sep = separator(s, capitals || spaced);
	if (sep == 0)
		return false;
	while (sep > 0) {
		s = skip_spaces(str_from(s, sep));
		sep = separator(s, true);
	}
	*rest = s;
	return s.n > 0;
}

/* Headlines that say a story is gone and nothing else. */
static const char *const withdrawn[] = {
	"STORY WITHDRAWN", "KILL KILL KILL", "HOLD HOLD HOLD",
	"this article has been removed", "this story has been removed",
	"this story has been withdrawn", "this article has been withdrawn",
	"this article has been retracted", "this story has been retracted",
};

static bool
says_withdrawn(struct str s)
{
	s = str_trim(s);
	for (size_t i = 0; i < sizeof(withdrawn) / sizeof(withdrawn[0]); i++)
		if (str_istarts(s, withdrawn[i]))
			return true;
	return str_istarts(s, "ADVISORY-") && str_ends(s, "is withdrawn");
}

/* What two prefixes together say: the weightier. */
static enum note_kind
weightier(enum note_kind a, enum note_kind b)
{
	static const int weight[] = {
		[NOTE_NONE] = 0, [NOTE_UPDATE] = 1, [NOTE_EDITOR] = 2,
		[NOTE_REFILE] = 3, [NOTE_CLARIFICATION] = 4,
		[NOTE_CORRECTION] = 5, [NOTE_WITHDRAWAL] = 6,
	};

	return weight[a] >= weight[b] ? a : b;
}

static bool
take_any(struct str *s, enum note_kind *kind, bool *official)
{
	for (size_t i = 0; i < NPREFIXES; i++) {
		if (!take(&prefixes[i], *s, s))
			continue;
		*kind = weightier(*kind, prefixes[i].kind);
		*official = *official || prefixes[i].official;
		return true;
	}
	return false;
}

struct str
note_headline_bare(struct str headline)
{
	enum note_kind kind = NOTE_NONE;
	bool official = false;

	headline = str_trim(headline);
	for (int i = 0; i < PREFIXES_MAX; i++)
		if (!take_any(&headline, &kind, &official))
			break;
	return headline;
}

enum note_kind
note_headline(struct str headline, struct str *bare, bool *official)
{
	struct str s = str_trim(headline);
	enum note_kind kind = NOTE_NONE;

	*official = false;
	for (int i = 0; i < PREFIXES_MAX; i++)
		if (!take_any(&s, &kind, official))
			break;
	*bare = kind == NOTE_NONE ? headline : s;
	if (says_withdrawn(headline)) {
		*bare = headline;
		return NOTE_WITHDRAWAL;
	}
	return kind;
}
