/*
 * A message to a sendmail command: exim's, postfix's, msmtp, a script. What its
 * exit code means is <sysexits.h>, as all of them have it.
 */
#include <sysexits.h>

#include "tracker/base/arena.h"
#include "tracker/base/limits.h"
#include "tracker/base/run.h"
#include "tracker/tell/sendmail.h"

/* Words of the command. */
#define WORDS 16

static const struct {
	int code;
	enum mail_outcome outcome;
} codes[] = {
	{ EX_OK, MAIL_SENT },
	{ EX_USAGE, MAIL_BROKEN },
	{ EX_CONFIG, MAIL_BROKEN },
	{ EX_NOPERM, MAIL_BROKEN },
	{ 126, MAIL_BROKEN },		/* the command cannot be run */
	{ 127, MAIL_BROKEN },
	{ EX_DATAERR, MAIL_REFUSED },
	{ EX_NOUSER, MAIL_REFUSED },
	{ EX_NOHOST, MAIL_REFUSED },
};

static enum mail_outcome
outcome_of(const struct run_result *r)
{
	for (size_t i = 0; !r->late && i < sizeof(codes) / sizeof(codes[0]);
	     i++)
		if (codes[i].code == r->status)
			return codes[i].outcome;
	return MAIL_LATER;
}

/* By hand-over on one machine, lines end as that machine's do. */
static void
own_lines(struct buf *out, struct str message)
{
	struct str line;

	while (str_line(&message, &line)) {
		buf_adds(out, line);
		buf_addc(out, '\n');
	}
}

static size_t
words_of(struct arena *a, struct str command, char **argv)
{
	struct str word;
	size_t n = 0;

	while (n < WORDS && str_cut(&command, ' ', &word))
		if (word.n > 0)
			argv[n++] = arena_strz(a, word);
	return n;
}

enum mail_outcome
sendmail_send(struct str command, int64_t seconds, struct str from,
    struct str to, struct str message, bool *maybe, struct error *e)
{
	char *argv[WORDS + 6] = { NULL };
	enum mail_outcome outcome = MAIL_LATER;
	struct run_result r = { 0 };
	struct arena a;
	struct buf text;
	size_t n;

	arena_init(&a);
	buf_init(&text, 2 * LIMIT_MAIL_BYTES);
	own_lines(&text, message);
	n = words_of(&a, command, argv);
	argv[n++] = arena_strz(&a, STR("-i"));
	argv[n++] = arena_strz(&a, STR("-f"));
	argv[n++] = arena_strz(&a, from);
	/* an address may begin with a hyphen; it is none of the options */
	argv[n++] = arena_strz(&a, STR("--"));
	argv[n++] = arena_strz(&a, to);
	if (run_program(argv, buf_str(&text), seconds, RUN_LEAVE, &r, e) == 0) {
		outcome = outcome_of(&r);
		if (r.late)
			error_set(e, "%s: not done within %d seconds", argv[0],
			    (int)seconds);
		else if (outcome != MAIL_SENT)
			error_set(e, "%s: exit code %d%s%s", argv[0], r.status,
			    r.said[0] != '\0' ? ": " : "", r.said);
	}
	*maybe = r.late;
	buf_release(&text);
	arena_release(&a);
	return outcome;
}
