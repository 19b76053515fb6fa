/*
 * A message as bytes: RFC 5322 headers, RFC 2046 multipart/alternative. The
 * boundary and the Message-ID are made from a hash of what the message says, so
 * composing again gives the same bytes.
 */
#include <nettle/sha2.h>

#include "tracker/base/clock.h"
#include "tracker/tell/mail_address.h"
#include "tracker/tell/mail.h"
#include "tracker/tell/mime.h"

/* 128 bits in hex: nobody's mails meet by chance. */
#define HASH_TEXT 33

static void
hash_str(struct sha256_ctx *h, struct str s)
{
	uint8_t n[8];

	/* the length first, so that no two inputs run together */
	for (int i = 0; i < 8; i++)
		n[i] = (uint8_t)((uint64_t)s.n >> 8 * i);
	sha256_update(h, sizeof(n), n);
	if (s.n > 0)
		sha256_update(h, s.n, (const uint8_t *)s.p);
}

static void
hash_mail(const struct mail *m, char out[HASH_TEXT])
{
	const struct str all[] = { m->from, m->to, m->subject, m->message_id,
		m->references, m->list_id, m->list_name, m->unsubscribe,
		m->text, m->html, m->salt };
	struct sha256_ctx h;
	uint8_t digest[SHA256_DIGEST_SIZE];
	char date[TIME_TEXT];

	sha256_init(&h);
	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		hash_str(&h, all[i]);
	hash_str(&h, str_of(time_rfc3339(m->date, date)));
	sha256_digest(&h, sizeof(digest), digest);
	for (int i = 0; i < 16; i++)
		snprintf(out + 2 * i, 3, "%02x", digest[i]);
}

/* ---- headers ------------------------------------------------------------ */

static void
header(struct buf *out, const char *name, const char *before, struct str value,
    const char *after)
{
	if (value.n == 0)
		return;
	buf_addf(out, "%s: %s", name, before);
	buf_adds(out, value);
	buf_addf(out, "%s\r\n", after);
}

/* From, To: a bare address, or a name and the address. */
static int
address_header(struct buf *out, const char *name, struct str value,
    struct error *e)
{
	struct str words, address;

	if (mail_address_split(value, &words, &address) < 0)
		return error_set(e, "not a mail address: \"%.*s\"",
		    STR_FMT(value));
	if (words.n == 0) {
		header(out, name, "", address, "");
		return 0;
	}
	buf_addf(out, "%s: ", name);
	mime_phrase(out, words, strlen(name) + 2);
	buf_addz(out, "\r\n <");
	buf_adds(out, address);
	buf_addz(out, ">\r\n");
	return 0;
}

static int
id_header(struct buf *out, const struct mail *m, const char *hash,
    char id[MAIL_ID_MAX], struct error *e)
{
	struct str name, from, domain;

	if (m->message_id.n > 0) {
		snprintf(id, MAIL_ID_MAX, "%.*s", STR_FMT(m->message_id));
	} else {
		mail_address_split(m->from, &name, &from);
		domain = mail_domain(from);
		snprintf(id, MAIL_ID_MAX, "<%s@%.*s>", hash, STR_FMT(domain));
		/* an international or a very long name of a host */
		if (!mail_id_ok(str_make(id, strlen(id))))
			snprintf(id, MAIL_ID_MAX, "<%s@tracker.invalid>", hash);
	}
	if (!mail_id_ok(str_of(id)) ||
	    (m->message_id.n > 0 && !str_eqz(m->message_id, id)))
		return error_set(e, "not a message id: \"%.*s\"",
		    STR_FMT(m->message_id));
	header(out, "Message-ID", "", str_of(id), "");
	return 0;
}

static int
references(struct buf *out, struct str ids, struct error *e)
{
	struct str one = { 0 };

	if (ids.n == 0)
		return 0;
	if (!mail_ids_ok(ids))
		return error_set(e, "not message ids: \"%.*s\"", STR_FMT(ids));
	buf_addz(out, "References:");
	for (bool first = true; str_cut(&ids, ' ', &one); first = false) {
		buf_addz(out, first ? " " : "\r\n ");
		buf_adds(out, one);
	}
	buf_addz(out, "\r\n");
	header(out, "In-Reply-To", "", one, "");
	return 0;
}

static int
list_headers(struct buf *out, const struct mail *m, struct error *e)
{
	if (m->list_id.n > 0) {
		if (!mail_list_id_ok(m->list_id))
			return error_set(e, "not a list id: \"%.*s\"",
			    STR_FMT(m->list_id));
		buf_addz(out, "List-Id: ");
		if (m->list_name.n > 0) {
			mime_phrase(out, m->list_name, 9);
			buf_addz(out, "\r\n ");
		}
		buf_addc(out, '<');
		buf_adds(out, m->list_id);
		buf_addz(out, ">\r\n");
	}
	if (m->unsubscribe.n > 0 && !mail_uri_ok(m->unsubscribe))
		return error_set(e, "not a mailto: or https: address: "
		    "\"%.*s\"", STR_FMT(m->unsubscribe));
	header(out, "List-Unsubscribe", "<", m->unsubscribe, ">");
	return 0;
}

static int
headers(struct buf *out, const struct mail *m, const char *hash,
    char id[MAIL_ID_MAX], struct error *e)
{
	char date[TIME_TEXT];

	if (m->date == TIME_NONE)
		return error_set(e, "a mail needs a date");
	header(out, "Date", "", str_of(time_rfc5322(m->date, date)), "");
	if (address_header(out, "From", m->from, e) < 0 ||
	    address_header(out, "To", m->to, e) < 0 ||
	    id_header(out, m, hash, id, e) < 0 ||
	    references(out, m->references, e) < 0)
		return -1;
	buf_addz(out, "Subject: ");
	mime_header_text(out, m->subject, strlen("Subject: "));
	buf_addz(out, "\r\n");
	if (list_headers(out, m, e) < 0)
		return -1;
	/* RFC 3834, 5: keeps answering machines quiet */
	buf_addz(out, "Auto-Submitted: auto-generated\r\n"
		      "MIME-Version: 1.0\r\n");
	return 0;
}

/* ---- bodies ------------------------------------------------------------- */

static void
part(struct buf *out, const char *type, struct str text)
{
	const char *encoding = mime_encoding_for(text);

	buf_addf(out, "Content-Type: text/%s; charset=utf-8\r\n"
	    "Content-Transfer-Encoding: %s\r\n\r\n", type, encoding);
	if (strcmp(encoding, "base64") == 0)
		mime_base64(out, text);
	else
		mime_quoted_printable(out, text);
}

/*
 * "=_" stands in no quoted-printable and no base64 text (RFC 2045, 6.7), so the
 * boundary cannot occur in a part. The line end before it is its own, not the
 * part's (RFC 2046, 5.1.1).
 */
static void
alternative(struct buf *out, const struct mail *m, const char *hash)
{
	buf_addf(out, "Content-Type: multipart/alternative;\r\n"
	    " boundary=\"=_%s\"\r\n\r\n--=_%s\r\n", hash, hash);
	part(out, "plain", m->text);
	buf_addf(out, "\r\n--=_%s\r\n", hash);
	part(out, "html", m->html);
	buf_addf(out, "\r\n--=_%s--\r\n", hash);
}

int
mail_compose(struct buf *out, const struct mail *m, char id[MAIL_ID_MAX],
    struct error *e)
{
	char hash[HASH_TEXT];

	hash_mail(m, hash);
	if (headers(out, m, hash, id, e) < 0)
		return -1;
	if (m->html.n > 0)
		alternative(out, m, hash);
	else
		part(out, "plain", m->text);
	if (out->full)
		return error_set(e, "a mail of more than %zu bytes", out->max);
	return 0;
}
