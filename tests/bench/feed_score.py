"""Scores of the feed, robots.txt and URL readers, each exception listed.

feed_score.py WHAT DRIVER DATA, where WHAT is url, robots, feed or dates. Each
case that is not followed is printed with its argument (feed_argued.py); the exit
code is 1 when one has none.
"""
import base64
import calendar
import html
import json
import os
import re
import subprocess
import sys
from urllib.parse import urljoin

sys.dont_write_bytecode = True
import feed_argued as argued

exceptions = [0, 0]


def exception(why, text):
    """One case that is not followed, and why."""
    exceptions[0] += 1
    exceptions[1] += why is None
    print('%s\n\t%s' % (text, 'FAULT' if why is None else 'because: ' + why))


def rows_of(path):
    with open(path, encoding='utf-8') as f:
        return [json.loads(line) for line in f if line.strip()]


def ask(driver, verb, rows):
    lines = ''.join(json.dumps(r) + '\n' for r in rows)
    p = subprocess.run([driver, verb], input=lines.encode(),
                       stdout=subprocess.PIPE, check=True)
    answers = [json.loads(line) for line in p.stdout.splitlines()]
    assert len(answers) == len(rows), (len(answers), len(rows))
    return answers


def is_web(url):
    return isinstance(url, str) and url.lower().startswith(('http:', 'https:'))


def score_url(driver, data):
    """Exact form, and whether URL and canonical become one of ours."""
    rows = rows_of(os.path.join(data, 'canonical.jsonl'))
    rows = [r for r in rows
            if is_web(r['url']) and is_web(r['canonical']) and
            r['group'] != 'fix_relative_urls']
    got = ask(driver, 'canonical', [{'url': r['url']} for r in rows])
    want = ask(driver, 'canonical', [{'url': r['canonical']} for r in rows])
    again = ask(driver, 'canonical', [{'url': g or ''} for g in got])
    suites = {}
    for r, g, w, a in zip(rows, got, want, again):
        s = suites.setdefault(r['suite'], [0, 0, 0])
        s[0] += 1
        s[1] += g == r['canonical']
        s[2] += g is not None and g == w
        if g is not None and a != g:
            exception(None, 'not idempotent: %s %s %s' % (r['url'], g, a))
        if g is None or g != w:
            exception(argued.url_canonical(r, w, g),
                      '%s %s: %s\n\twant %s\n\tgot  %s' % (
                          r['suite'], r.get('options') or r['group'],
                          r['url'], r['canonical'], g))
    for name, (n, exact, same) in sorted(suites.items()):
        print('%-14s %3d cases: exact form %3d, one page %3d'
              % (name, n, exact, same))
    score_whatwg(driver, data)


def score_whatwg(driver, data):
    rows = rows_of(os.path.join(data, 'whatwg_urltestdata.jsonl'))
    rows = [r for r in rows if isinstance(r, dict) and 'input' in r]
    keep = []
    for r in rows:
        base = r.get('base')
        if base is not None and not is_web(base):
            continue
        if r.get('failure') and not is_web(r['input'].strip()):
            continue
        if not r.get('failure') and not is_web(r.get('href')):
            continue
        keep.append(r)
    got = ask(driver, 'resolve', [{'base': r.get('base') or '',
                                   'url': r['input']} for r in keep])
    same = ask(driver, 'canonical', [{'url': g or ''} for g in got])
    want = ask(driver, 'canonical', [{'url': r.get('href') or ''}
                                     for r in keep])
    n = exact = good = fails = refused = 0
    for r, g, s, w in zip(keep, got, same, want):
        if r.get('failure'):
            fails += 1
            refused += g is None
            if g is not None:
                exception(argued.whatwg(r, g), 'whatwg: not refused: %r: %s'
                          % (r['input'], g))
            continue
        n += 1
        exact += g == r['href']
        good += g is not None and s == w
        if g is None or s != w:
            exception(argued.whatwg(r, g),
                      'whatwg: %r on %s\n\twant %s\n\tgot  %s' % (
                          r['input'], r.get('base'), r['href'], g))
    print('whatwg         %d valid: exact %d, one page %d; %d invalid: '
          'refused %d' % (n, exact, good, fails, refused))


def score_dates(driver, data):
    """Each suite alone: they disagree about what is a date."""
    rows = [('feedparser ' + r['parser'], r['input'],
             r['utc'] and calendar.timegm(tuple(r['utc']) + (0, 0, 0)))
            for r in rows_of(os.path.join(data, 'dates.jsonl'))]
    rows += [('curl', r['input'], None if r['epoch'] == -1 else r['epoch'])
             for r in rows_of(os.path.join(data, 'curl_dates.jsonl'))]
    got = ask(driver, 'date', [{'input': r[1]} for r in rows])
    count = {}
    for (suite, text, want), g in zip(rows, got):
        c = count.setdefault(suite.split()[0], [0, 0])
        c[0] += 1
        c[1] += g == want
        if g != want:
            exception(argued.date(suite, text, want, g),
                      '%s: %r: want %s, got %s' % (suite, text, want, g))
    for suite, (n, good) in sorted(count.items()):
        print('dates %-12s %d of %d' % (suite, good, n))


def score_robots(driver, data):
    rows = rows_of(os.path.join(data, 'cases.jsonl'))
    got = ask(driver, 'robots', [{k: r[k] for k in ('robots', 'agent', 'url')}
                                 for r in rows])
    count = {}
    for r, g in zip(rows, got):
        name = r['suite'] + (' (contested)' if r['contested'] else '')
        c = count.setdefault(name, [0, 0])
        c[0] += 1
        c[1] += g == r['allowed']
        if g != r['allowed']:
            exception(argued.robots(r, g), '%s %s%s: agent %r url %r\n\t'
                      'want %s, got %s of %r' % (
                          r['suite'], r['test'],
                          ' (contested)' if r['contested'] else '',
                          r['agent'], r['url'], r['allowed'], g,
                          r['robots'][:300]))
    for name, (n, good) in sorted(count.items()):
        print('robots %-20s %d of %d' % (name, good, n))


def plain(text):
    """What a reader sees of HTML."""
    text = re.sub(r'<(?:[a-zA-Z/!][^>]*)>', '', text)
    return ' '.join(html.unescape(text).split())


def same_text(got, want):
    squeezed = ' '.join(want.split())
    return got in (want, squeezed, plain(want), plain(html.unescape(want)))


def same_author(got, want):
    return got == want or want.startswith(got + ' (') or \
        want == '%s' % got


def rfc3339(parsed):
    return '%04d-%02d-%02dT%02d:%02d:%02dZ' % tuple(parsed[:6])


# What of a check is ours to say, and how it is compared.
ITEM = {
    'title': ('title', same_text), 'link': ('link', None),
    'id': ('id', None), 'guid': ('id', None),
    'author': ('author', same_author),
    'published_parsed': ('published', 'time'),
    'updated_parsed': ('updated', 'time'),
}
FEED = {'title': ('title', same_text), 'link': ('link', None)}


def check_one(check, answer):
    """True, False, or None when the check is not about what is read here."""
    path = check['path']
    if check['op'] != '==':
        return None
    if path[0] == 'feed' and len(path) == 2 and path[1] in FEED:
        key, how = FEED[path[1]]
        got = answer[key]
    elif path[0] == 'entries' and len(path) >= 3:
        name = path[2]
        if path[2:] == ['title_detail', 'value']:
            name = 'title'
        elif len(path) != 3 or name not in ITEM:
            return None
        key, how = ITEM[name]
        if path[1] >= len(answer['items']):
            return False
        got = answer['items'][path[1]][key]
    else:
        return None
    want = check['value']
    if how == 'time':
        return got == (rfc3339(want) if want else None)
    got = got or ''
    want = want or ''
    return how(got, want) if how else got == want


def charset_of(headers):
    for name, value in headers.items():
        m = re.search(r'charset=["\']?([^;"\' ]+)', value)
        if name.lower() == 'content-type' and m:
            return m.group(1)
    return ''


def location_of(row):
    for name, value in row['headers'].items():
        url = urljoin('http://127.0.0.1:8097/' + row['file'], value)
        if name.lower() == 'content-location' and is_web(url):
            return url
    return 'http://127.0.0.1:8097/' + row['file']


def score_feedparser(driver, data):
    rows = rows_of(os.path.join(data, 'feedparser.jsonl'))
    base = os.path.join(data, 'feedparser', 'tests')
    got = ask(driver, 'feed', [{
        'file': os.path.join(base, r['file']), 'url': location_of(r),
        'charset': charset_of(r['headers'])} for r in rows])
    count = {}
    for r, g in zip(rows, got):
        for c in r['checks']:
            ok = check_one(c, g) if g else False
            if ok is None:
                continue
            n = count.setdefault(r['suite'], [0, 0])
            n[0] += 1
            n[1] += ok
            if not ok:
                exception(argued.feed(r['file']),
                          '%s: %s\n\twant %r\n\tgot  %s' % (
                              r['file'], '/'.join(map(str, c['path'])),
                              c['value'],
                              json.dumps(g, ensure_ascii=False)[:400]))
    total = [0, 0]
    for suite, (n, good) in sorted(count.items()):
        print('feedparser %-12s %d of %d' % (suite, good, n))
        total = [total[0] + n, total[1] + good]
    print('feedparser checks      %d of %d' % (total[1], total[0]))


def score_feedvalidator(driver, data):
    """Valid files give a feed without recovery; of broken ones, how many."""
    rows = rows_of(os.path.join(data, 'feedvalidator.jsonl'))
    base = os.path.join(data, 'feedvalidator', 'testcases')
    got = ask(driver, 'feed', [{
        'file': os.path.join(base, r['file']),
        'url': 'http://example.com/' + r['file']} for r in rows])
    known = sum(g is not None and g['format'] != 'none' for g in got)
    print('feedvalidator          %d of %d read as feeds, %d recovered' % (
        known, len(rows), sum(bool(g and g['recovered']) for g in got)))
    for r, g in zip(rows, got):
        kind = r['file'].split('/')[0]
        if kind in ('atom', 'rss', 'rss11', 'rss20') and \
                (g is None or g['format'] == 'none'):
            exception(argued.feed(r['file']), 'feedvalidator: %s: %s' % (
                r['file'], g and g['problem']))


def score_feed(driver, data):
    score_feedparser(driver, data)
    score_feedvalidator(driver, data)
    for where in ('sitemaps', 'sequence'):
        files = sorted(os.path.join(d, f) for d, _, names in
                       os.walk(os.path.join(data, where)) for f in names)
        got = ask(driver, 'feed', [{'file': f, 'url': 'http://example.com/'}
                                   for f in files])
        for f, g in zip(files, got):
            if where == 'sitemaps' or g['format'] == 'none':
                print('%s: %s, %d items%s %s' % (
                    os.path.relpath(f, data), g['format'], len(g['items']),
                    ', recovered' if g['recovered'] else '', g['problem'] or ''))
        print('%-22s %d files, %d items' % (
            where, len(files), sum(len(g['items']) for g in got)))
    score_dates(driver, data)
    score_charset(driver, data)


def same_charset(data, one, other):
    """Is it the same text in both?"""
    try:
        return data.decode(one, 'replace') == data.decode(other, 'replace')
    except (LookupError, TypeError):
        return False


def score_charset(driver, data):
    rows = rows_of(os.path.join(data, 'html_encoding.jsonl'))
    got = ask(driver, 'charset', [
        {'bytes': base64.b64decode(r['data_b64']).hex()} for r in rows])
    good = 0
    for r, g in zip(rows, got):
        ok = same_charset(base64.b64decode(r['data_b64']), r['encoding'], g)
        good += ok
        if not ok:
            exception(argued.charset(r, g),
                      'charset %s: want %s, got %s of %r' % (
                          r['file'], r['encoding'], g,
                          r['data_preview'][:120]))
    print('charset                %d of %d' % (good, len(rows)))


def main():
    what, driver, data = sys.argv[1:4]
    sys.stdout.reconfigure(errors='backslashreplace')
    globals()['score_' + what](driver, data)
    print('%d cases not followed, %d of them without an argument'
          % tuple(exceptions))
    return exceptions[1] > 0


sys.exit(main())
