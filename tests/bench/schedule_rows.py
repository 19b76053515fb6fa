#!/usr/bin/python3
"""Version histories as rows "story,time" on standard output.

schedule_rows.py FILE|FOLDER...: a file of such rows passes as it is; JSON Lines
with a story a line (its name in `url`, `story` or `id`, its times in
`versions[].time`), plain or .gz, are turned into rows. Of a folder, its files.
The first time of a story is its publication, the later ones its changes. A
story that is not named by a URL belongs to its file, as to an outlet.
"""
import gzip
import json
import os
import sys


def files(paths):
    for path in paths:
        if not os.path.isdir(path):
            yield path
            continue
        for folder, _, names in sorted(os.walk(path)):
            for name in sorted(names):
                if name.endswith(('.csv', '.jsonl', '.csv.gz', '.jsonl.gz')):
                    yield os.path.join(folder, name)


def story_rows(line, outlet):
    story = json.loads(line)
    name = story.get('url') or story.get('story') or story.get('id')
    if name and '://' not in str(name):
        name = f'file://{outlet}/{name}'
    for version in story.get('versions') or []:
        time = version.get('time') if isinstance(version, dict) else version
        if name and time is not None:
            yield f'{name},{time}\n'


def main():
    for path in files(sys.argv[1:]):
        outlet = os.path.basename(path).split('.')[0]
        opener = gzip.open if path.endswith('.gz') else open
        with opener(path, 'rt', encoding='utf-8') as f:
            for line in f:
                if line.startswith('{'):
                    sys.stdout.writelines(story_rows(line, outlet))
                else:
                    sys.stdout.write(line if line.endswith('\n')
                                     else line + '\n')


if __name__ == '__main__':
    main()
