/* What may stand between angle brackets in a header or an SMTP command. */
#ifndef TRACKER_MAIL_ADDRESS_H
#define TRACKER_MAIL_ADDRESS_H

#include "tracker/base/str.h"

/* "<left@right>" (RFC 5322, 3.6.4, without its obsolete forms), ASCII. */
bool mail_id_ok(struct str);
/* One or several of them, a space apart. */
bool mail_ids_ok(struct str);
/* A list's name: dotted words (RFC 2919, 2). */
bool mail_list_id_ok(struct str);
/* A mailto: or https: URI that may stand between angle brackets. */
bool mail_uri_ok(struct str);
/* What stands after the last "@". */
struct str mail_domain(struct str address);

#endif
