/* The table of keys of feeds.yaml: the one place a key is defined. */
#include "tracker/base/limits.h"
#include "tracker/conf/conf.h"

#define DAY 86400

#define TOP(f) offsetof(struct conf, f)
#define FETCH(f) offsetof(struct conf_fetch, f)
#define FEED(f) offsetof(struct conf_feed, f)
#define STORY(f) offsetof(struct conf_story, f)
#define RULE(f) offsetof(struct conf_rule, f)
#define MAIL(f) offsetof(struct conf_mail, f)
#define DIGEST(f) offsetof(struct conf_digest, f)

const struct conf_key conf_keys[] = {
	{ "", "store", CONF_PATH, TOP(store), 0, 0, NULL,
	  "the folder of the store; a relative one is beside feeds.yaml" },
	{ "", "agent", CONF_TEXT, TOP(agent), 0, 0,
	  "tracker/" TRACKER_VERSION,
	  "the User-Agent header: say who you are and how to reach you" },
	{ "", "proxy", CONF_URL, TOP(proxy), 0, 0, NULL,
	  "a proxy for every request; the environment's are not used" },
	{ "", "allow-private", CONF_BOOL, TOP(allow_private), 0, 0, "false",
	  "fetch from private, loopback and link-local addresses too" },
	{ "", "parallel", CONF_INT, TOP(parallel), 1, LIMIT_PARALLEL, "16",
	  "transfers under way at once, over all hosts" },
	{ "", "per-host", CONF_INT, TOP(per_host), 1, 16, "4",
	  "transfers under way at once to one host whose delay is 0" },
	{ "", "per-host-hour", CONF_INT, TOP(per_host_hour), 0, 1000000, "0",
	  "requests to one host within an hour; 0 for any number" },
	{ "", "run", CONF_DURATION, TOP(run), 1, LIMIT_RUN_SECONDS, "20m",
	  "after this long a pass starts no new fetch" },
	{ "", "budget", CONF_INT, TOP(budget), 0, 100000000, "0",
	  "requests a day over all hosts, most valuable first; 0: no bound" },
	{ "", "host-budget", CONF_INT, TOP(host_budget), 0, 100000000, "0",
	  "requests a day to one host, most valuable first; 0: no bound" },
	{ "", "defaults", CONF_FETCH, TOP(defaults), 0, 0, NULL,
	  "how stories are fetched where a feed or story does not say" },
	{ "", "feeds", CONF_FEEDS, TOP(feeds), 0, 0, NULL,
	  "the feeds that name stories" },
	{ "", "stories", CONF_STORIES, TOP(stories), 0, 0, NULL,
	  "stories watched by themselves: URLs, or mappings with a url" },
	{ "", "mail", CONF_MAIL, TOP(mail), 0, 0, NULL,
	  "how mail is sent" },
	{ "", "digests", CONF_DIGESTS, TOP(digests), 0, 0, NULL,
	  "who gets which changes, and when" },

	{ "defaults", "every", CONF_DURATION, FETCH(every), 60, 30 * DAY,
	  "10m", "the shortest time between two fetches of one story or feed" },
	{ "defaults", "longest", CONF_DURATION, FETCH(longest), 3600,
	  365 * DAY, "30d",
	  "the longest time between two fetches of one story" },
	{ "defaults", "chance", CONF_INT, FETCH(chance), 1, 50, "6",
	  "how likely a change must be, in percent, before a fetch" },
	{ "defaults", "delay", CONF_DURATION, FETCH(delay), 0, 3600, "2s",
	  "the pause between two requests to one host" },
	{ "defaults", "for", CONF_DURATION_OR_FOREVER, FETCH(watch), DAY,
	  36500LL * DAY, "forever",
	  "how long a story is watched after its last change" },
	{ "defaults", "timeout", CONF_DURATION, FETCH(timeout), 1,
	  LIMIT_FETCH_SECONDS, "30s", "how long one transfer may take" },
	{ "defaults", "robots", CONF_BOOL, FETCH(robots), 0, 0, "true",
	  "heed robots.txt; false only where the site has given leave" },

	{ "feeds", "name", CONF_TEXT, FEED(name), 0, 0, NULL,
	  "a short name, unique; commands and reports use it" },
	{ "feeds", "url", CONF_FEED_URL, FEED(url), 0, 0, NULL,
	  "where the feed is" },
	{ "feeds", "match", CONF_REGEX, FEED(match), 0, 0, NULL,
	  "only stories whose URL matches this extended regular expression" },
	{ "feeds", "rule", CONF_RULE, FEED(rule), 0, 0, NULL,
	  "how to read its pages where the general way fails" },

	{ "stories", "url", CONF_URL, STORY(url), 0, 0, NULL,
	  "where the story is" },
	{ "stories", "rule", CONF_RULE, STORY(rule), 0, 0, NULL,
	  "how to read its page where the general way fails" },

	{ "rule", "body", CONF_TEXTS, RULE(body), 0, 0, NULL,
	  "selectors of the element or elements that hold the text" },
	{ "rule", "headline", CONF_TEXTS, RULE(headline), 0, 0, NULL,
	  "selectors of the headline; the first element counts" },
	{ "rule", "byline", CONF_TEXTS, RULE(byline), 0, 0, NULL,
	  "selectors of the byline or bylines" },
	{ "rule", "drop", CONF_TEXTS, RULE(drop), 0, 0, NULL,
	  "selectors of what is no part of the story" },

	{ "mail", "server", CONF_SERVER, MAIL(server), 0, 0,
	  "smtp://localhost:25", "an smtp:// or smtps:// URL" },
	{ "mail", "from", CONF_ADDRESS, MAIL(from), 0, 0, NULL,
	  "the sender's address" },
	{ "mail", "starttls", CONF_BOOL, MAIL(starttls), 0, 0, "false",
	  "send nothing unless the connection was encrypted by STARTTLS" },
	{ "mail", "user", CONF_TEXT, MAIL(user), 0, 0, NULL,
	  "the user name for the mail server" },
	{ "mail", "password-file", CONF_PATH, MAIL(password_file), 0, 0, NULL,
	  "a file whose first line is the password" },
	{ "mail", "password-env", CONF_TEXT, MAIL(password_env), 0, 0, NULL,
	  "the environment variable that holds the password" },

	{ "digests", "to", CONF_ADDRESS, DIGEST(to), 0, 0, NULL,
	  "the address it is sent to" },
	{ "digests", "when", CONF_WHEN, DIGEST(when), 0, 0, "daily 07:00",
	  "\"at once\", \"hourly\", \"daily HH:MM\" or \"weekly DAY HH:MM\", "
	  "in UTC" },
	{ "digests", "kinds", CONF_TEXTS, DIGEST(kinds), 0, 0, NULL,
	  "only changes of these kinds; without it all but first" },
	{ "digests", "feeds", CONF_TEXTS, DIGEST(feeds), 0, 0, NULL,
	  "only stories of these feeds" },
	{ "digests", "severity", CONF_INT, DIGEST(severity), 0, 100, "0",
	  "only changes of at least this severity" },
	{ NULL, NULL, CONF_TEXT, 0, 0, 0, NULL, NULL },
};

static const char *const type_names[] = {
	[CONF_TEXT] = "text",
	[CONF_PATH] = "path",
	[CONF_URL] = "http or https URL",
	[CONF_FEED_URL] = "http or https URL",
	[CONF_BOOL] = "true or false",
	[CONF_INT] = "number",
	[CONF_DURATION] = "duration such as 90s, 15m, 2h, 7d",
	[CONF_DURATION_OR_FOREVER] = "duration such as 30d, or forever",
	[CONF_REGEX] = "extended regular expression",
	[CONF_TEXTS] = "text, or a list of texts",
	[CONF_ADDRESS] = "mail address",
	[CONF_WHEN] = "at once, hourly, daily HH:MM or weekly DAY HH:MM",
	[CONF_SERVER] = "smtp:// or smtps:// URL",
	[CONF_FETCH] = "mapping",
	[CONF_MAIL] = "mapping",
	[CONF_RULE] = "mapping",
	[CONF_FEEDS] = "list of mappings",
	[CONF_STORIES] = "list of URLs or mappings",
	[CONF_DIGESTS] = "list of mappings",
};

const char *
conf_type_name(enum conf_type t)
{
	return type_names[t];
}
