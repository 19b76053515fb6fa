// jsdiff and diff-match-patch on a list of pairs: JSON Lines as tracker prints
// them. usage: node diff_peers.js jsdiff|dmp LIST
const fs = require('fs');
const [, , which, list] = process.argv;
const bytes = (s) => Buffer.byteLength(s, 'utf8');
let parts;
if (which === 'jsdiff') {
	const jsdiff = require('diff');
	parts = (a, b) => jsdiff.diffWordsWithSpace(a, b).map((p) =>
		[p.added ? 1 : p.removed ? -1 : 0, p.value]);
} else {
	const Dmp = require('diff-match-patch');
	const dmp = new Dmp();
	parts = (a, b) => {
		const seen = new Map(), words = [''];
		const code = (t) => t.split(/(?<=\s)|(?=\s)|\b/u).map((w) => {
			if (!seen.has(w)) { seen.set(w, words.length); words.push(w); }
			return String.fromCharCode(seen.get(w) + (seen.get(w) >= 0xd800 ? 0x800 : 0));
		}).join('');
		const d = dmp.diff_main(code(a), code(b), false);
		for (const p of d)
			p[1] = [...p[1]].map((c) => {
				const n = c.codePointAt(0);
				return words[n >= 0xe000 ? n - 0x800 : n];
			}).join('');
		dmp.diff_cleanupSemantic(d);
		return d;
	};
}
for (const line of fs.readFileSync(list, 'utf8').split('\n')) {
	if (!line) continue;
	const [f, g] = line.split('\t');
	const edits = [];
	let o = 0, n = 0, open = null;
	for (const [op, text] of parts(fs.readFileSync(f, 'utf8'), fs.readFileSync(g, 'utf8'))) {
		const len = bytes(text);
		if (op === 0) { open = null; o += len; n += len; continue; }
		if (!open) {
			open = { op: 'replace', old: { start: o, end: o }, new: { start: n, end: n } };
			edits.push(open);
		}
		if (op < 0) open.old.end = o += len; else open.new.end = n += len;
	}
	console.log(JSON.stringify({ edits }));
}
