#include <inttypes.h>
#include <nettle/base64.h>
#include <nettle/hmac.h>

#include "tracker/base/xalloc.h"
#include "tracker/tell/hook.h"

#define PREFIX "whsec_"

static void
set_key(struct hmac_sha256_ctx *h, struct str secret)
{
	struct base64_decode_ctx d;
	struct str text = secret;
	uint8_t *key;
	size_t n;

	if (str_starts(secret, PREFIX)) {
		text = str_from(secret, strlen(PREFIX));
		n = BASE64_DECODE_LENGTH(text.n);
		key = xmalloc(n + 1);
		base64_decode_init(&d);
		if (base64_decode_update(&d, &n, key, text.n, text.p) &&
		    base64_decode_final(&d)) {
			hmac_sha256_set_key(h, n, key);
			explicit_bzero(key, n);
			free(key);
			return;
		}
		free(key);
	}
	hmac_sha256_set_key(h, secret.n, (const uint8_t *)secret.p);
}

static void
add(struct hmac_sha256_ctx *h, struct str s)
{
	if (s.n > 0)
		hmac_sha256_update(h, s.n, (const uint8_t *)s.p);
}

void
hook_sign(struct str secret, const struct hook_delivery *d, int64_t timestamp,
    char out[HOOK_SIGNATURE])
{
	uint8_t digest[SHA256_DIGEST_SIZE];
	struct hmac_sha256_ctx h;
	char when[40], text[BASE64_ENCODE_RAW_LENGTH(SHA256_DIGEST_SIZE)];

	snprintf(when, sizeof(when), ".%" PRId64 ".", timestamp);
	set_key(&h, secret);
	add(&h, d->id);
	add(&h, str_of(when));
	add(&h, d->body);
	hmac_sha256_digest(&h, sizeof(digest), digest);
	explicit_bzero(&h, sizeof(h));
	base64_encode_raw(text, sizeof(digest), digest);
	snprintf(out, HOOK_SIGNATURE, "v1,%.*s", (int)sizeof(text), text);
}
