/* The only list of commands, in the order a new user meets them. */
#include "tracker/cmd/command.h"

extern const struct command cmd_init, cmd_check, cmd_add, cmd_remove, cmd_list,
    cmd_poll, cmd_daemon, cmd_status, cmd_log, cmd_show, cmd_diff, cmd_changes,
    cmd_report, cmd_copies, cmd_digest, cmd_atom, cmd_search, cmd_extract,
    cmd_feed, cmd_notes, cmd_held, cmd_accept, cmd_furniture, cmd_verify,
    cmd_reindex, cmd_reextract, cmd_gc;

const struct command *const commands[] = {
	&cmd_init,
	&cmd_check,
	&cmd_add,
	&cmd_remove,
	&cmd_list,
	&cmd_poll,
	&cmd_daemon,
	&cmd_status,
	&cmd_log,
	&cmd_show,
	&cmd_diff,
	&cmd_changes,
	&cmd_report,
	&cmd_copies,
	&cmd_digest,
	&cmd_atom,
	&cmd_search,
	&cmd_extract,
	&cmd_feed,
	&cmd_notes,
	&cmd_held,
	&cmd_accept,
	&cmd_furniture,
	&cmd_verify,
	&cmd_reindex,
	&cmd_reextract,
	&cmd_gc,
	NULL,
};
