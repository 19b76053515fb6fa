#include "tracker/base/utf8.h"
#include "tracker/tell/mail_address.h"
#include "tracker/tell/mail.h"

/* Bytes of the local part: RFC 5321, 4.5.3.1.1. */
#define LOCAL_MAX 64

/* atext of RFC 5322, 3.2.3, and of RFC 6532 where `wide`. */
static bool
is_atext(unsigned char c, bool wide)
{
	if (c >= 0x80)
		return wide;
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
	    (c >= 'a' && c <= 'z') ||
	    (c != '\0' && strchr("!#$%&'*+-/=?^_`{|}~", c) != NULL);
}

/* Atoms with single dots between them. */
static bool
is_dot_atom(struct str s, bool wide)
{
	bool dot = true;

	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c == '.' ? dot : !is_atext(c, wide))
			return false;
		dot = c == '.';
	}
	return !dot;
}

/* Labels of letters, digits, hyphens, underscores and what IDNA may encode. */
static bool
is_host(struct str s, bool wide)
{
	struct str label;

	if (s.n == 0 || s.n > 253)
		return false;
	while (str_cut(&s, '.', &label)) {
		if (label.n == 0 || label.n > 63 || label.p[0] == '-' ||
		    label.p[label.n - 1] == '-')
			return false;
		for (size_t i = 0; i < label.n; i++) {
			unsigned char c = (unsigned char)label.p[i];

			if (c != '-' && c != '_' && (!is_atext(c, wide) ||
			    (c < 0x80 && strchr("!#$%&'*+/=?^`{|}~", c))))
				return false;
		}
	}
	return true;
}

/* "[192.0.2.1]", "[IPv6:2001:db8::1]" */
static bool
is_literal(struct str s)
{
	if (s.n < 3 || s.p[0] != '[' || s.p[s.n - 1] != ']')
		return false;
	s = str_sub(s, 1, s.n - 2);
	if (str_istarts(s, "IPv6:"))
		s = str_from(s, 5);
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] == '\0' ||
		    strchr("0123456789abcdefABCDEF.:", s.p[i]) == NULL)
			return false;
	return s.n > 0;
}

/* Control characters beyond ASCII and separators of lines. */
static bool
has_unseen(struct str s)
{
	uint32_t c;

	while (s.n > 0) {
		c = utf8_next(&s, NULL);
		if ((c >= 0x80 && c <= 0xa0) || (c >= 0x2000 && c <= 0x200f) ||
		    (c >= 0x2028 && c <= 0x202f) ||
		    (c >= 0x205f && c <= 0x206f) || c == 0x3000 || c == 0xfeff)
			return true;
	}
	return false;
}

struct str
mail_domain(struct str address)
{
	size_t i = address.n;

	while (i > 0 && address.p[i - 1] != '@')
		i--;
	return i > 0 ? str_from(address, i) : str_make(NULL, 0);
}

bool
mail_address_ok(struct str s)
{
	struct str domain = mail_domain(s);
	struct str local;

	if (s.n > MAIL_ADDRESS_MAX || domain.n == 0 || !utf8_valid(s) ||
	    has_unseen(s))
		return false;
	local = str_sub(s, 0, s.n - domain.n - 1);
	return local.n <= LOCAL_MAX && is_dot_atom(local, true) &&
	    (is_host(domain, true) || is_literal(domain));
}

int
mail_address_split(struct str s, struct str *name, struct str *address)
{
	ptrdiff_t open;

	s = str_trim(s);
	open = str_chr(s, '<');
	*name = str_make(NULL, 0);
	*address = s;
	if (open >= 0) {
		if (s.p[s.n - 1] != '>')
			return -1;
		*name = str_trim(str_sub(s, 0, (size_t)open));
		*address = str_sub(s, (size_t)open + 1,
		    s.n - (size_t)open - 2);
		if (name->n > 1 && name->p[0] == '"' &&
		    name->p[name->n - 1] == '"')
			*name = str_sub(*name, 1, name->n - 2);
	}
	return mail_address_ok(*address) ? 0 : -1;
}

bool
mail_id_ok(struct str s)
{
	struct str right;

	if (s.n < 5 || s.n >= MAIL_ID_MAX || s.p[0] != '<' ||
	    s.p[s.n - 1] != '>')
		return false;
	s = str_sub(s, 1, s.n - 2);
	right = mail_domain(s);
	return right.n > 0 &&
	    is_dot_atom(str_sub(s, 0, s.n - right.n - 1), false) &&
	    (is_dot_atom(right, false) || is_literal(right));
}

bool
mail_ids_ok(struct str s)
{
	struct str one;

	if (s.n == 0)
		return false;
	while (str_cut(&s, ' ', &one))
		if (!mail_id_ok(one))
			return false;
	return true;
}

bool
mail_list_id_ok(struct str s)
{
	return s.n <= 255 && str_chr(s, '.') > 0 && is_dot_atom(s, false);
}

bool
mail_uri_ok(struct str s)
{
	if (s.n > 900 || (!str_istarts(s, "mailto:") &&
	    !str_istarts(s, "https:")))
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] <= ' ' || s.p[i] > '~' || s.p[i] == '<' ||
		    s.p[i] == '>' || s.p[i] == ',')
			return false;
	return true;
}
