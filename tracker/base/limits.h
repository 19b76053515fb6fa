/*
 * Every ceiling of the program, a sentence each. A value that a configuration
 * key can lower is marked with the key.
 */
#ifndef TRACKER_BASE_LIMITS_H
#define TRACKER_BASE_LIMITS_H

#define MIB ((size_t)1024 * 1024)

/* Bytes of a page after decompression; more is a failed fetch. */
#define LIMIT_PAGE_BYTES (16 * MIB)
/* Bytes of a feed or sitemap after decompression. */
#define LIMIT_FEED_BYTES (16 * MIB)
/* Items taken from one feed, the first ones. */
#define LIMIT_FEED_ITEMS 10000
/* Bytes of all response headers of one response. */
#define LIMIT_HEADER_BYTES ((size_t)64 * 1024)
/* Redirects followed from one URL. */
#define LIMIT_REDIRECTS 10
/* Seconds to connect. */
#define LIMIT_CONNECT_SECONDS 15
/* Seconds of one transfer from start to end (key: timeout). */
#define LIMIT_FETCH_SECONDS 60
/* Seconds between two requests that a robots.txt may ask for (Crawl-delay). */
#define LIMIT_CRAWL_DELAY 60
/* Seconds of one pass before no new fetch is started (key: run). */
#define LIMIT_RUN_SECONDS 3600
/* Stories of a pass that wait for another's look. */
#define LIMIT_WAITS 10000
/* Transfers under way at once, over all hosts. */
#define LIMIT_PARALLEL 64
/* Feeds and sites of which one pass keeps what it learned of their pace; the
 * stories of others go by that of the whole tracker. */
#define LIMIT_RATES 1000
/* Bytes of a URL; a longer one is no story. */
#define LIMIT_URL_BYTES 2048
/* Depth of nested elements that extraction looks into. */
#define LIMIT_DEPTH 512
/* Tags of a page that extraction looks at, the first ones. */
#define LIMIT_ELEMENTS 250000
/* Ampersands of a page's text that are read, the first ones. */
#define LIMIT_REFERENCES 1000000
/* Bytes of memory that the JSON of one script of a page may take. */
#define LIMIT_JSON_BYTES (160 * MIB)
/* Blocks of text of a page that are looked at. */
#define LIMIT_TEXTS 60000
/* Bytes of an article's text, of all its blocks. */
#define LIMIT_TEXT_BYTES (4 * MIB)
/* Blocks of an article. */
#define LIMIT_BLOCKS 20000
/* Notes kept of one article. */
#define LIMIT_NOTES 32
/* Titles kept of one article, and as many descriptions and alt texts. */
#define LIMIT_SAID 64
/* Bytes of a headline, byline or other single field. */
#define LIMIT_FIELD_BYTES 2000
/* Bytes of a CSS selector of a site rule; a list of them may be as long. */
#define LIMIT_SELECTOR_BYTES 2000
/* Bytes of a text that can be known as furniture of a host. */
#define LIMIT_FURNITURE_BYTES 2000
/* Texts known as furniture of one host, the last ones that moved. */
#define LIMIT_FURNITURE 1000
/* Stories counted of one text that several have. */
#define LIMIT_FURNITURE_STORIES 32
/* Texts remembered of one host, each with a story it stands in, to see which
 * ones recur: the newer half stays when there are more. */
#define LIMIT_SIGHTINGS 100000
/* Blocks of one page that are looked at for it. */
#define LIMIT_SIGHTINGS_PAGE 400
/* Bytes of feeds.yaml. */
#define LIMIT_CONF_BYTES (16 * MIB)
/* Bytes of a file named on the command line (diff --no-index). */
#define LIMIT_FILE_BYTES (256 * MIB)
/* Bytes a command holds of its own output before it is written. */
#define LIMIT_OUTPUT_BYTES ((size_t)1024 * MIB)
/* Processes that read pages. */
#define LIMIT_WORKERS 64
/* Seconds, by the clock, in which a worker must have read a page or feed. */
#define LIMIT_TASK_SECONDS 20
/* Bytes of a task: a page or feed, and the rule for it. */
#define LIMIT_TASK_BYTES (LIMIT_PAGE_BYTES + LIMIT_CONF_BYTES)
/* Bytes of an article or feed as a worker gives it. */
#define LIMIT_ANSWER_BYTES (64 * MIB)
/* Bytes of address space of a worker. */
#define LIMIT_WORKER_BYTES (1024 * MIB)
/* Tasks after which a worker is replaced, and the seconds of a processor that
 * it has for them. */
#define LIMIT_WORKER_TASKS 2000
#define LIMIT_WORKER_CPU_SECONDS 900
/* Stories that are read to see whether they are copies of one. */
#define LIMIT_COPY_CANDIDATES 300
/* Copies of a story that are told. */
#define LIMIT_COPIES 100
/* Entries of an Atom feed that is written. */
#define LIMIT_ATOM_ENTRIES 10000
/* Bytes of one mail. */
#define LIMIT_MAIL_BYTES (8 * MIB)

#endif
