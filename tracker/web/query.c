/*
 * Parameters that say where a reader came from and not which page it is. The
 * names are those that advertising, mailing, analytics and news sites document
 * or are commonly seen to use. A name that some site may use for its pages
 * stands in the table only with the values that give it away.
 */
#include "tracker/base/xalloc.h"
#include "tracker/web/parts.h"

/* Names ending in "*" are prefixes. Compared without case. */
static const char *const tracking[] = {
	/* analytics: Google, Matomo, Adobe, AT Internet, Webtrekk, Yandex */
	"utm_*", "_ga", "_gl", "ga_source", "ga_medium", "ga_campaign",
	"ga_term", "ga_content", "ga_place", "mtm_*", "matomo_*", "pk_*",
	"piwik_*", "s_cid", "s_kwcid", "ef_id", "sc_cid", "sc_campaign",
	"sc_channel", "sc_content", "at_medium", "at_campaign*", "at_custom*",
	"at_link*", "at_ptr_name", "at_format", "at_bbc_team", "at_creation",
	"at_variant", "at_send_date", "at_recipient*", "xtor", "xtref", "wt_*",
	"wtrid", "_openstat", "ymclid", "ysclid", "yclid", "ymid", "stm_*",
	"itm_*", "int_source", "int_medium", "int_campaign", "hmb_*", "icid",
	"intcid", "intcmp", "ncid", "ocid", "cmpid", "ecid", "campaign_id",
	"campaignid", "adgroupid", "adgroup_id", "adid", "ad_id", "adset_id",
	"_hsenc", "_hsmi", "__hs*", "hsctatracking", "hsa_*", "s_subsrc",
	/* clicks: one identifier a click */
	"gclid", "gclsrc", "dclid", "gbraid", "wbraid", "gad_source",
	"gad_campaignid", "gs_l", "srsltid", "fbclid", "fb_action_ids",
	"fb_action_types", "fb_source", "fb_ref", "action_object_map",
	"action_type_map", "action_ref_map", "msclkid", "twclid", "ttclid",
	"igshid", "igsh", "li_fat_id", "epik", "scclid", "rdt_cid", "ndclid",
	"irclickid", "irgwc", "clickid", "click_id", "vmcid", "qclid", "tblci",
	"obclid", "obOrigUrl", "dicbo", "rtid", "wickedid", "cvid", "oicd",
	"zanpid", "ranmid", "raneaid", "ransiteid", "awc", "cjevent", "mkevt",
	"mkcid", "mkrid", "campid", "toolid", "customid", "_branch_match_id",
	"_branch_referrer", "gpromocode", "gqt", "unicorn_click_id", "aff_id",
	"aff_sub*", "affiliate", "affiliate_id", "partnerid", "partner_id",
	"aftr_source", "this_affiliate", "ml_subscriber", "ml_subscriber_hash",
	/* mail */
	"mc_cid", "mc_eid", "mc_tc", "mkt_tok", "mkwid", "pcrid", "vero_conv",
	"vero_id", "oly_enc_id", "oly_anon_id", "_ke", "_kx", "dm_i", "elq*",
	"nr_email_referer", "bsft_*", "_bta_tid", "_bta_c", "trk_contact",
	"trk_msg", "trk_module", "trk_sid", "gdfms", "gdftrk", "gdffi",
	"redirect_log_mongo_id", "redirect_mongo_id", "sb_referer_host",
	"sms_source", "sms_click", "sms_uph", "emci", "emdi", "ceid",
	"email_source", "email_referrer", "email_subject", "link_id",
	"rb_clickid", "inf_contact_key", "sailthru_*", "spmailingid",
	"spuserid", "spjobid", "spreportid", "ck_subscriber_id", "sendgrid_*",
	"user_email_address", "ss_email_id", "ss_campaign_id", "ss_source",
	"tw_source", "tw_campaign", "tw_term", "tw_content", "tw_adid",
	/* sharing */
	"__twitter_impression", "ref_src", "ref_url", "share_id",
	"share_source", "share_medium", "share_token", "sharetype",
	"shareadraft", "smid", "smtyp", "smvar", "sr_share", "soc_src",
	"soc_trk", "guccounter", "guce_referrer", "guce_referrer_sig", "tsrc",
	".tsrc", "spref", "sref", "feature_share", "echobox", "sh_kit",
	"xing_share", "wpisrc", "wpmm", "wpsrc", "tpcc", "sthash", "trkcampaign",
	"trkinfo", "trackingid", "originalsubdomain", "_nc_x", "__tn__",
	"__cft__*", "__xts__*", "refsrc", "hrc", "fref", "pnref", "spot_im*",
	/* news sites and their feeds */
	"ns_mchannel", "ns_source", "ns_campaign", "ns_linkname", "ns_fee",
	"eref", "feedtype", "feedname", "fsrc", "reflink", "srnd", "ftcamp",
	"segmentid", "wprss", "rss_*", "nytapp", "ex_cid", "ft_orig", "ito",
	"__source", "partnerref", "sfmc_id", "seclink", "seclogin", "traffic_source",
	"ic_referral", "cxrecs_s", "syclid", "smclient", "dlbk", "giftcopy",
	/* AMP renderings */
	"usqp", "amp_js_v", "amp_gsa", "amp_ct", "amp_tf", "amp_r", "ampshare",
	"aoh", "ampcf",
	/* sessions of a visitor */
	"phpsessid", "jsessionid", "aspsessionid*", "sessionid", "cfid",
	"cftoken",
};

/* Values that give a name away as tracking, as whole words. */
static const char *const ways[] = {
	"rss", "rss2", "rss20", "feed", "feeds", "atom", "xml", "rssfeed",
	"rss_feed", "twitter", "tw", "facebook", "fb", "instagram", "linkedin",
	"reddit", "pinterest", "whatsapp", "telegram", "email", "mail",
	"newsletter", "nl", "share", "social", "socialflow", "dlvrit", "dlvr.it",
	"buffer", "hootsuite", "google", "googlenews", "gnews", "bing", "yahoo",
	"msn", "flipboard", "smartnews", "applenews", "apple_news", "push",
	"app", "homepage", "home", "hp", "feedburner", "copylink", "bluesky",
	"mastodon", "threads", "tiktok", "youtube", "sitemap", "amp",
	"syndication",
};

/* Names that are tracking only with such a value. */
static const char *const by_value[] = {
	"ref", "referrer", "referer", "source", "src", "from", "via", "partner",
	"cmp", "emc", "mod", "track", "trk", "ft", "feed", "cid", "sid", "output",
	"outputtype", "spm", "origin", "medium", "campaign", "mc", "et", "ref_",
	"link_source", "_r", "refer", "ref_source", "ncmp", "channel", "type",
	"at", "xid", "sc",
};

#define COUNT(a) (sizeof(a) / sizeof(*(a)))

static bool
name_is(struct str name, const char *row)
{
	size_t n = strlen(row);

	if (row[n - 1] == '*')
		return name.n >= n - 1 &&
		    str_ieq(str_sub(name, 0, n - 1), str_make(row, n - 1));
	return str_ieqz(name, row);
}

static bool
listed(struct str s, const char *const *rows, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (name_is(s, rows[i]))
			return true;
	return false;
}

/* "blog.example.org": a name with a dot and nothing else. */
static bool
looks_like_host(struct str s)
{
	bool dot = false, letter = false;

	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (c == '.' && i > 0 && i + 1 < s.n)
			dot = true;
		else if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))
			letter = true;
		else if (c != '-' && (c < '0' || c > '9'))
			return false;
	}
	return dot && letter;
}

/* The first word of "rss-world", "twitter_main", "fb:share". */
static struct str
first_word(struct str s)
{
	size_t n = 0;

	while (n < s.n && strchr("-_:|%+,", s.p[n]) == NULL)
		n++;
	return str_sub(s, 0, n);
}

static bool
is_tracking(struct str name, struct str value)
{
	if (name.n == 0)
		return value.n == 0;
	if (listed(name, tracking, COUNT(tracking)))
		return true;
	/* Another rendering of the same page. */
	if (str_ieqz(name, "amp"))
		return value.n == 0 || str_ieqz(value, "1") ||
		    str_ieqz(value, "true");
	if (!listed(name, by_value, COUNT(by_value)))
		return false;
	if (listed(value, ways, COUNT(ways)) ||
	    listed(first_word(value), ways, COUNT(ways)))
		return true;
	return str_istarts(name, "ref") && looks_like_host(value);
}

struct param {
	struct str text, name;
	size_t place;
};

static int
by_name(const void *va, const void *vb)
{
	const struct param *a = va, *b = vb;
	int r = str_cmp(a->name, b->name);

	if (r != 0)
		return r;
	return a->place < b->place ? -1 : a->place > b->place;
}

static struct str
join_params(const struct param *p, size_t n, size_t bytes, struct arena *a)
{
	char *out = arena_alloc(a, bytes + 1, 1);
	size_t used = 0;

	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			out[used++] = '&';
		memcpy(out + used, p[i].text.p, p[i].text.n);
		used += p[i].text.n;
	}
	return str_make(out, used);
}

struct str
url_query(struct str query, struct arena *a)
{
	struct str rest = query, piece, value;
	struct param *params = NULL;
	size_t n = 0, cap = 0;
	bool pairs = true;

	while (str_cut(&rest, '&', &piece)) {
		ptrdiff_t eq;

		/* "&amp;" written out where "&" was meant. */
		while (str_istarts(piece, "amp;"))
			piece = str_from(piece, 4);
		eq = str_chr(piece, '=');
		value = eq < 0 ? STR("") : str_from(piece, (size_t)eq + 1);
		params = arena_grow(a, params, n, &cap, sizeof(*params));
		params[n].text = piece;
		params[n].name = eq < 0 ? piece : str_sub(piece, 0, (size_t)eq);
		params[n].place = n;
		if (is_tracking(params[n].name, value))
			continue;
		pairs = pairs && eq > 0;
		n++;
	}
	/* Order means something where these are no names with values. */
	if (pairs && n > 1)
		qsort(params, n, sizeof(*params), by_name);
	return join_params(params, n, query.n, a);
}
