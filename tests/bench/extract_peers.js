// Readability.js on a list of pages, as tracker reads it: file<TAB>url lines.
// One JSON object a page: what it takes for the article. A break follows what is
// set as a block, as in a browser's innerText.
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
const BLOCK = /^(P|DIV|H[1-6]|LI|UL|OL|BLOCKQUOTE|TR|BR|FIGCAPTION|SECTION)$/;
const told = (node) => Array.from(node.childNodes).map((child) =>
	child.nodeType === 3 ? child.data : child.nodeType !== 1 ? '' :
	told(child) + (BLOCK.test(child.nodeName) ? '\n' : '')).join('');
for (const line of fs.readFileSync(list, 'utf8').split('\n')) {
	if (!line) continue;
	const [file, url] = line.split('\t');
	let said = { text: '' };
	try {
		const { window, document = window.document } = parse(
			fs.readFileSync(file, 'utf8'), url || 'https://example.org/');
		// serializer: the tree itself, which told() reads
		const article = new Readability(document,
			{ serializer: told }).parse();
		if (article)
			said = { text: article.content, title: article.title,
				byline: article.byline,
				date: article.publishedTime };
		if (which === 'jsdom')
			window.close();
	} catch (e) {
		said = { text: '' };
	}
	console.log(JSON.stringify(said));
}
