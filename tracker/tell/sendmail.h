/* The other way out: a command that takes a message as sendmail does. */
#ifndef TRACKER_MAIL_SENDMAIL_H
#define TRACKER_MAIL_SENDMAIL_H

#include "tracker/tell/mail.h"

/* As mail_send. One that was ended because its time was over may have taken
 * the message: then `maybe` is set. */
enum mail_outcome sendmail_send(struct str command, int64_t seconds,
    struct str from, struct str to, struct str message, bool *maybe,
    struct error *);

#endif
