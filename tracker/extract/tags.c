#include "tracker/extract/tags.h"

#define LOOSE_BLOCK (TAGF_BLOCK | TAGF_LOOSE)
#define DROPPED (TAGF_RAW | TAGF_MUTE)

/* Sorted by name. */
static const struct tag_row rows[] = {
	{ "a", TAG_A, 0 },
	{ "address", TAG_ADDRESS, TAGF_BLOCK },
	{ "area", TAG_OTHER, TAGF_VOID },
	{ "article", TAG_ARTICLE, TAGF_BLOCK },
	{ "aside", TAG_ASIDE, TAGF_BLOCK },
	{ "audio", TAG_OTHER, TAGF_MUTE },
	{ "b", TAG_B, 0 },
	{ "base", TAG_OTHER, TAGF_VOID },
	{ "blockquote", TAG_BLOCKQUOTE, TAGF_BLOCK },
	{ "body", TAG_BODY, LOOSE_BLOCK },
	{ "br", TAG_BR, TAGF_VOID },
	{ "button", TAG_BUTTON, TAGF_BLOCK | TAGF_MUTE },
	{ "canvas", TAG_OTHER, TAGF_MUTE },
	{ "caption", TAG_CAPTION, LOOSE_BLOCK },
	{ "center", TAG_DIV, TAGF_BLOCK },
	{ "col", TAG_OTHER, TAGF_VOID },
	{ "dd", TAG_DD, LOOSE_BLOCK },
	{ "details", TAG_DETAILS, TAGF_BLOCK },
	{ "dialog", TAG_OTHER, TAGF_BLOCK | TAGF_MUTE },
	{ "div", TAG_DIV, TAGF_BLOCK },
	{ "dl", TAG_DL, TAGF_BLOCK },
	{ "dt", TAG_DT, LOOSE_BLOCK },
	{ "em", TAG_EM, 0 },
	{ "embed", TAG_OTHER, TAGF_VOID },
	{ "fieldset", TAG_FORM, TAGF_BLOCK },
	{ "figcaption", TAG_FIGCAPTION, TAGF_BLOCK },
	{ "figure", TAG_FIGURE, TAGF_BLOCK },
	{ "footer", TAG_FOOTER, TAGF_BLOCK },
	{ "form", TAG_FORM, TAGF_BLOCK },
	{ "h1", TAG_H1, TAGF_BLOCK },
	{ "h2", TAG_H2, TAGF_BLOCK },
	{ "h3", TAG_H3, TAGF_BLOCK },
	{ "h4", TAG_H4, TAGF_BLOCK },
	{ "h5", TAG_H5, TAGF_BLOCK },
	{ "h6", TAG_H6, TAGF_BLOCK },
	{ "head", TAG_HEAD, TAGF_LOOSE },
	{ "header", TAG_HEADER, TAGF_BLOCK },
	{ "hgroup", TAG_DIV, TAGF_BLOCK },
	{ "hr", TAG_HR, TAGF_BLOCK | TAGF_VOID },
	{ "html", TAG_HTML, LOOSE_BLOCK },
	{ "i", TAG_I, 0 },
	{ "iframe", TAG_OTHER, DROPPED },
	{ "img", TAG_IMG, TAGF_VOID },
	{ "input", TAG_OTHER, TAGF_VOID },
	{ "li", TAG_LI, LOOSE_BLOCK },
	{ "link", TAG_LINK, TAGF_VOID },
	{ "main", TAG_MAIN, TAGF_BLOCK },
	{ "menu", TAG_NAV, TAGF_BLOCK },
	{ "meta", TAG_META, TAGF_VOID },
	{ "nav", TAG_NAV, TAGF_BLOCK },
	{ "noembed", TAG_OTHER, DROPPED },
	{ "noframes", TAG_OTHER, DROPPED },
	{ "noscript", TAG_NOSCRIPT, DROPPED },
	{ "object", TAG_OTHER, 0 },
	{ "ol", TAG_OL, TAGF_BLOCK },
	{ "optgroup", TAG_OTHER, TAGF_LOOSE | TAGF_MUTE },
	{ "option", TAG_OTHER, TAGF_LOOSE | TAGF_MUTE },
	{ "p", TAG_P, LOOSE_BLOCK },
	{ "param", TAG_OTHER, TAGF_VOID },
	{ "pre", TAG_PRE, TAGF_BLOCK },
	{ "script", TAG_SCRIPT, DROPPED },
	{ "section", TAG_SECTION, TAGF_BLOCK },
	{ "select", TAG_OTHER, DROPPED },
	{ "source", TAG_OTHER, TAGF_VOID },
	{ "span", TAG_SPAN, 0 },
	{ "strong", TAG_STRONG, 0 },
	{ "style", TAG_STYLE, DROPPED },
	{ "summary", TAG_DIV, TAGF_BLOCK },
	{ "sup", TAG_SUP, 0 },
	{ "svg", TAG_OTHER, DROPPED },
	{ "table", TAG_TABLE, TAGF_BLOCK },
	{ "tbody", TAG_OTHER, LOOSE_BLOCK },
	{ "td", TAG_TD, LOOSE_BLOCK },
	{ "textarea", TAG_TEXTAREA, DROPPED },
	{ "tfoot", TAG_OTHER, LOOSE_BLOCK },
	{ "th", TAG_TH, LOOSE_BLOCK },
	{ "thead", TAG_OTHER, LOOSE_BLOCK },
	{ "time", TAG_TIME, 0 },
	{ "title", TAG_TITLE, TAGF_MUTE },
	{ "tr", TAG_TR, LOOSE_BLOCK },
	{ "track", TAG_OTHER, TAGF_VOID },
	{ "ul", TAG_UL, TAGF_BLOCK },
	{ "video", TAG_OTHER, TAGF_MUTE },
	{ "wbr", TAG_OTHER, TAGF_VOID },
	{ "xmp", TAG_OTHER, DROPPED },
};

static const struct tag_row other = { "", TAG_OTHER, 0 };

const struct tag_row *
tag_of(struct str name)
{
	size_t lo = 0, hi = sizeof(rows) / sizeof(*rows), mid;
	int c;

	while (lo < hi) {
		mid = (lo + hi) / 2;
		c = str_cmpz(name, rows[mid].name);
		if (c == 0)
			return &rows[mid];
		if (c < 0)
			hi = mid;
		else
			lo = mid + 1;
	}
	return &other;
}
