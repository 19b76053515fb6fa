// Readability.js on a list of pages, as tracker reads it: file<TAB>url lines.
// usage: node extract_peers.js jsdom|linkedom LIST
const fs = require('fs');
const { Readability } = require('@mozilla/readability');
const [, , which, list] = process.argv;
let parse;
if (which === 'jsdom') {
	const { JSDOM, VirtualConsole } = require('jsdom');
	// no console: what jsdom says of style sheets is not what is measured
	const virtualConsole = new VirtualConsole();
	parse = (html, url) => new JSDOM(html, { url, virtualConsole });
} else {
	const { parseHTML } = require('linkedom');
	parse = (html) => parseHTML(html);
}
for (const line of fs.readFileSync(list, 'utf8').split('\n')) {
	if (!line) continue;
	const [file, url] = line.split('\t');
	let text = '';
	try {
		const { window, document = window.document } = parse(
			fs.readFileSync(file, 'utf8'), url || 'https://example.org/');
		const article = new Readability(document).parse();
		text = article ? article.textContent : '';
		if (which === 'jsdom')
			window.close();
	} catch (e) {
		text = '';
	}
	console.log(JSON.stringify({ file, bytes: Buffer.byteLength(text) }));
}
