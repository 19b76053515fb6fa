"""Why a case of another project's suite is not followed, a sentence each.

Each function gets a case and what was made of it, and returns the sentence, or
None: then it is a fault of ours. Cases are known by suite and test, or by what
they differ in, never by their text.
"""
import re
from urllib.parse import urlsplit

# ---- robots.txt: what is contested among parsers ------------------------------

RFC = 'RFC 9309 '
ROBOTS = {
    'test_unicode_url_and_useragent':
        RFC + '2.2.1: a product token has no letters beyond ASCII',
    'test_grouping_unknown_keys':
        RFC + '2.2.4: a line that is not understood ends no group',
    'GroupingUnknownKeys':
        RFC + '2.2.4: a line that is not understood ends no group',
    'test_generosity':
        RFC + '2.2.1: a product token has no spaces and no stars',
    'test_index_html_is_directory':
        RFC + '2.2.2: a rule matches from the front; a folder is not its index',
    'test_special_symbols_dual_behaviour':
        RFC + '2.2.3: "$" at the end of a rule is the end; itself it is %24',
    'test_with_absolute_urls':
        RFC + '2.2: a rule begins with "/" or "*"',
    'test_no_leading_user_agent':
        RFC + '2.2.1: a rule before any group belongs to none',
    'NoLeadingUserAgent':
        RFC + '2.2.1: a rule before any group belongs to none',
    'test_skip_malformed_line':
        'a colon left out is forgiven, as by the parser of Google: the safe side',
    'SkipMalformedLine':
        'a colon left out is forgiven, as by the parser of Google: the safe side',
    'NeverExternalAllowed':
        'the caller asks only the robots.txt of the same site',
}


def robots(row, got):
    return ROBOTS.get(row['test']) if row['contested'] else None


# ---- URLs ---------------------------------------------------------------------


def without_user(url):
    return re.sub(r'//[^/@]*@', '//', url)


def without_www(url):
    return re.sub(r'//www\.', '//', url)


def without_scheme(url):
    return re.sub(r'^https?:', '', url)


def without_port(url):
    return re.sub(r'^((https?:)?//[^/]*):\d+', r'\1', url)


def without_index(url):
    return re.sub(r'/(index|default|remove)\.\w+$', '/', url)


def without_slash(url):
    return re.sub(r'//+', '/', re.sub(r'/+(?=$|\?)', '', url))


def sorted_query(url):
    front, mark, query = url.partition('?')
    return front + mark + '&'.join(sorted(query.split('&')))


def plus_for_space(url):
    return url.replace('%20', '+')


DIFFERENCES = (
    ('"www." in front may be another site', without_www),
    ('http and https may be two sites', without_scheme),
    ('another port is another server', without_port),
    ('a folder may be another page than its index', without_index),
    ('a slash at the end, or two in a row, may name another page',
     without_slash),
    ('of one key asked for twice the order may count', sorted_query),
    ('"+" and "%20" may be two things to a server', plus_for_space),
)


def host_of(url):
    return urlsplit(url).netloc.rpartition('@')[2]


def url_canonical(row, want, got):
    if got is None:
        return 'no name that DNS could have, and no IPv4 address'
    if want is None:
        return 'the form wanted has a name that DNS could not have'
    reasons = []
    for why, drop in DIFFERENCES:
        if want != got and (drop(want) != want or drop(got) != got):
            want, got = drop(want), drop(got)
            reasons.append(why)
    if want == got:
        return '; '.join(reasons)
    if 'strict' in str(row.get('options')):
        return 'only parameters known to be for tracking are dropped'
    if row['url'].count('//') > 1:
        return 'an address inside another counts where it stands whole'
    if re.search(r'(%22|%3C.*|%7B.*|&)$', got) and \
            got.startswith(want.rstrip('/')):
        return 'what may be junk may be of the name: escaped, as browsers do'
    if re.search(r'^\.|\.\.', host_of(row['url'])):
        return 'empty labels of a name stay as they are'
    return None


def whatwg(row, got):
    if row.get('failure'):
        return None
    host = host_of(row['href'])
    if host.startswith('['):
        return 'an IPv6 address as inet_ntop(3) writes it'
    if got is None and re.match(r'[\d.]+$', host):
        return 'an IPv4 address in a form that hides it is refused'
    if got is None:
        return 'no name that DNS could have'
    return None


# ---- feeds ----------------------------------------------------------------------

FEEDS = {
    'wellformed/rss/entity_in_doctype.xml':
        'no document type is read: its entities are how XML is attacked',
    'atom/must/feed_missing.xml': 'it is there to be no feed',
    'atom/must/feed_missing2.xml': 'it is there to be no feed',
    'rss/must/missing_rss.xml': 'it is there to be no feed',
    'rss/must/missing_rss2.xml': 'it is there to be no feed',
}


def feed(name):
    return FEEDS.get(name)


def date(suite, text, want, got):
    if suite.startswith('feedparser'):
        return 'year and day of the year: another parser of theirs takes it'
    if want == 0 and got == -1:
        return 'a second before 1970 is a time like any other'
    if want is None:
        return 'feeds are read generously: it can mean one time only'
    if got is None:
        return 'a day that is none, or a word that is no zone: not guessed at'
    if re.search(r'GMT-\d', text):
        return 'the offset behind GMT is meant'
    return None


def charset(row, got):
    if got == 'UTF-8' and not row['encoding'].lower().startswith('utf'):
        return 'its bytes are UTF-8, whatever it says of itself'
    return None
