#include "tracker/base/arena.h"
#include "tracker/base/run.h"
#include "tracker/tell/hook.h"

enum hook_outcome
hook_run(struct str command, int64_t seconds, const struct hook_delivery *d,
    struct error *e)
{
	char *argv[] = { NULL, NULL, NULL, NULL };
	enum hook_outcome outcome = HOOK_LATER;
	struct run_result r;
	struct arena a;

	arena_init(&a);
	argv[0] = arena_strz(&a, STR("/bin/sh"));
	argv[1] = arena_strz(&a, STR("-c"));
	argv[2] = arena_strz(&a, command);
	setenv("TRACKER_DELIVERY", arena_strz(&a, d->id), 1);
	if (run_program(argv, d->body, seconds, 0, &r, e) == 0) {
		if (r.late)
			error_set(e, "not done within %d seconds",
			    (int)seconds);
		else
			error_set(e, "exit code %d%s%s", r.status,
			    r.said[0] != '\0' ? ": " : "", r.said);
		/* what hangs, or is not there, is so for the next one too */
		outcome = r.late || r.status == 126 || r.status == 127 ?
		    HOOK_AWAY : r.status == 0 ? HOOK_DONE : HOOK_LATER;
	}
	unsetenv("TRACKER_DELIVERY");
	arena_release(&a);
	return outcome;
}
