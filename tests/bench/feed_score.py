"""Scores of the feed, robots.txt and URL readers, each exception listed.

feed_score.py WHAT DRIVER DATA, where WHAT is url, robots, feed or dates.
"""
import json
import os
import subprocess
import sys


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
            print('not idempotent:', r['url'], g, a)
        if g is None or g != w:
            print('%s %s: %s\n\twant %s\n\tgot  %s' % (
                r['suite'], r.get('options') or r['group'], r['url'],
                r['canonical'], g))
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
                print('whatwg: not refused: %r: %s' % (r['input'], g))
            continue
        n += 1
        exact += g == r['href']
        good += g is not None and s == w
        if g is None or s != w:
            print('whatwg: %r on %s\n\twant %s\n\tgot  %s' % (
                r['input'], r.get('base'), r['href'], g))
    print('whatwg         %d valid: exact %d, one page %d; %d invalid: '
          'refused %d' % (n, exact, good, fails, refused))


def main():
    what, driver, data = sys.argv[1:4]
    sys.stdout.reconfigure(errors='backslashreplace')
    globals()['score_' + what](driver, data)


main()
