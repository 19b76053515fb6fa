#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>
#include <iconv.h>

#include "tracker/base/limits.h"
#include "tracker/base/utf8.h"
#include "tracker/extract/charset.h"

#define CAFE "<p>Un caf\xc3\xa9 \xe2\x82\xac" "2</p>"

static const struct {
	const char *name;
	struct str bytes;
	const char *http, *utf8, *charset;
} cases[] = {
	{ "plain", STR("abc"), "", "abc", "UTF-8" },
	{ "utf-8", STR(CAFE), "", CAFE, "UTF-8" },
	{ "utf-8 called latin-1", STR(CAFE), "iso-8859-1", CAFE, "UTF-8" },
	{ "bom", STR("\xef\xbb\xbf" CAFE), "koi8-r", CAFE, "UTF-8" },
	{ "latin-1 is windows-1252", STR("<p>Un caf\xe9 \x80" "2</p>"),
	    "ISO-8859-1", CAFE, "WINDOWS-1252" },
	{ "header in quotes", STR("<p>Un caf\xe9 \x80" "2</p>"),
	    "\"latin1\"", CAFE, "WINDOWS-1252" },
	{ "meta", STR("<meta charset=windows-1251>\xcf\xf0\xe8"), "",
	    "<meta charset=windows-1251>\xd0\x9f\xd1\x80\xd0\xb8",
	    "WINDOWS-1251" },
	{ "meta in a comment", STR("<!-- <meta charset=koi8-r> -->"
	    "<meta charset='windows-1251'>\xcf"), "",
	    "<!-- <meta charset=koi8-r> --><meta charset='windows-1251'>"
	    "\xd0\x9f", "WINDOWS-1251" },
	{ "xml declaration", STR("<?xml version='1.0' "
	    "encoding='iso-8859-2'?><a>\xb1</a>"), "",
	    "<?xml version='1.0' encoding='iso-8859-2'?><a>\xc4\x85</a>",
	    "ISO-8859-2" },
	{ "header before meta", STR("<meta charset=koi8-r>\xe9"),
	    "windows-1252", "<meta charset=koi8-r>\xc3\xa9",
	    "WINDOWS-1252" },
	{ "shift_jis", STR("\x93\xfa\x96\x7b\x8c\xea"), "shift_jis",
	    "\xe6\x97\xa5\xe6\x9c\xac\xe8\xaa\x9e", "CP932" },
	{ "gb2312 is gb18030", STR("\xd6\xd0\xce\xc4"), "gb2312",
	    "\xe4\xb8\xad\xe6\x96\x87", "GB18030" },
	{ "utf-16", STR("\xff\xfe" "a\0b\0"), "", "ab", "UTF-16LE" },
	{ "a bad byte", STR("caf\xc3\xa9 caf\xc3\xa9 \xff"), "utf-8",
	    "caf\xc3\xa9 caf\xc3\xa9 \xef\xbf\xbd", "UTF-8" },
	{ "unknown label", STR("caf\xc3\xa9"), "x-none", "caf\xc3\xa9",
	    "UTF-8" },
	{ "nul", STR("a\0b"), "", "a\xef\xbf\xbd" "b", "UTF-8" },
	{ "empty", STR(""), "", "", "UTF-8" },
};

static void
test_decode(void **state)
{
	struct arena arena;
	struct str got;
	const char *name;

	(void)state;
	arena_init(&arena);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		charset_decode(cases[i].bytes, str_of(cases[i].http), &arena,
		    &got, &name);
		if (!str_eqz(got, cases[i].utf8) ||
		    strcmp(name, cases[i].charset) != 0)
			fail_msg("%s: got \"%.*s\" from %s", cases[i].name,
			    STR_FMT(got), name);
		assert_true(utf8_valid(got));
	}
	arena_release(&arena);
}

/* ---- texts in the charsets of their languages -------------------------- */

#define LABELS 4

static const struct {
	const char *name, *text, *labels[LABELS];
} texts[] = {
	{ "Russian", "Паром на Оск с понедельника будет отходить на час раньше, "
	    "потому что прилив больше не позволяет ему приставать в "
	    "полдень, сообщила контора порта. «Мы дважды измерили канал», "
	    "— сказала Руна Ли. Мэр обещал автобус для тех, кто опоздает, "
	    "и назвал решение временным.",
	    { "windows-1251", "koi8-r", "iso-8859-5" } },
	{ "Ukrainian", "Пором на Оськ із понеділка відходитиме на годину раніше, бо "
	    "приплив більше не дає йому пристати опівдні, повідомила "
	    "контора порту. «Ми двічі виміряли канал», — сказала Руна Лі. "
	    "Її брат обіцяв автобус.",
	    { "windows-1251", "koi8-u" } },
	{ "Japanese", "オスク行きのフェリーは月曜日から一時間早く出港する。潮のため正"
	    "午に着岸できなくなったと港湾局は発表した。「水路を二度測りまし"
	    "た」とルナ・リー局長は語った。市長は乗り遅れた人のためにバスを"
	    "約束し、この措置は一時的なものだと述べた。",
	    { "shift_jis", "euc-jp", "iso-2022-jp" } },
	{ "Chinese", "开往奥斯克的渡轮从星期一起提前一小时开船，因为潮水不再允许它在"
	    "中午靠岸，港务局说。“我们量了两次航道，”局长鲁娜说。市长答应为"
	    "误船的人安排公共汽车，并称这一决定是暂时的。",
	    { "gb2312", "gbk", "gb18030" } },
	{ "Taiwanese", "開往奧斯克的渡輪從星期一起提前一小時開船，因為潮水不再允許它在"
	    "中午靠岸，港務局說。「我們量了兩次航道，」局長魯娜說。市長答應"
	    "為誤船的人安排公車，並稱這一決定是暫時的。",
	    { "big5" } },
	{ "Korean", "오스크행 여객선이 월요일부터 한 시간 일찍 떠난다고 항만청이 "
	    "밝혔다. 조수 때문에 정오에 더는 배를 댈 수 없기 때문이다. "
	    "\"수로를 두 번 쟀습니다\"라고 루나 청장은 말했다. 시장은 버스를 "
	    "약속했다.",
	    { "euc-kr", "ks_c_5601-1987" } },
	{ "Thai", "เรือข้ามฟากไปออสค์จะออกเร็วขึ้นหนึ่งชั่วโมงตั้งแต่วันจันทร์ "
	    "เพราะน้ำขึ้นน้ำลงทำให้เทียบท่าตอนเที่ยงไม่ได้อีกต่อไป "
	    "สำนักงานท่าเรือกล่าว "
	    "นายกเทศมนตรีสัญญาว่าจะจัดรถประจำทางให้ผู้ที่พลาดเรือ "
	    "และบอกว่าการตัดสินใจนี้เป็นเรื่องชั่วคราว",
	    { "tis-620", "windows-874", "iso-8859-11" } },
	{ "French", "Le bac pour Osk partira une heure plus tôt à partir de lundi, "
	    "parce que la marée ne lui permet plus d’accoster à midi, a "
	    "annoncé le bureau du port. « Nous avons mesuré le chenal », a "
	    "dit Runa Lie. Le maire a promis un autocar à ceux qui le "
	    "manqueraient, à 12 € l’année.",
	    { "iso-8859-1", "windows-1252" } },
	{ "German", "Die Fähre nach Osk legt ab Montag eine Stunde früher ab, weil "
	    "die Flut sie mittags nicht mehr anlegen lässt, teilte das "
	    "Hafenamt mit. „Wir haben die Rinne zweimal gemessen“, sagte "
	    "Runa Lie. Der Bürgermeister versprach einen Bus für 12 € im "
	    "Jahr.",
	    { "iso-8859-1", "windows-1252" } },
	{ "Polish", "Prom na Osk od poniedziałku będzie odpływał godzinę "
	    "wcześniej, ponieważ przypływ nie pozwala mu już przybijać w "
	    "południe, podało biuro portu. „Zmierzyliśmy kanał dwa razy”, "
	    "powiedziała Runa Lie. Burmistrz obiecał autobus spóźnionym.",
	    { "iso-8859-2", "windows-1250" } },
	{ "Czech", "Přívoz na Osk bude od pondělí odplouvat o hodinu dříve, "
	    "protože příliv mu už nedovolí přistát v poledne, oznámil úřad "
	    "přístavu. „Změřili jsme kanál dvakrát,“ řekla Runa Lie. "
	    "Starosta slíbil autobus opozdilcům.",
	    { "iso-8859-2", "windows-1250" } },
	{ "Turkish", "Osk feribotu pazartesiden itibaren bir saat erken kalkacak, "
	    "çünkü gelgit artık öğlen yanaşmasına izin vermiyor, dedi "
	    "liman bürosu. “Kanalı iki kez ölçtük” dedi Runa Lie. Başkan "
	    "geç kalanlar için otobüs sözü verdi.",
	    { "iso-8859-9", "windows-1254" } },
	{ "Greek", "Το πλοίο για το Οσκ θα φεύγει από τη Δευτέρα μία ώρα "
	    "νωρίτερα, επειδή η παλίρροια δεν του επιτρέπει πια να δένει "
	    "το μεσημέρι, ανακοίνωσε το λιμεναρχείο. Ο δήμαρχος υποσχέθηκε "
	    "λεωφορείο για όσους αργήσουν.",
	    { "iso-8859-7", "windows-1253" } },
	{ "Hebrew", "המעבורת לאוסק תצא החל מיום שני שעה מוקדם יותר, כי הגאות אינה "
	    "מאפשרת לה עוד לעגון בצהריים, הודיע משרד הנמל. ראש העיר הבטיח "
	    "אוטובוס למאחרים ואמר שההחלטה זמנית בלבד.",
	    { "windows-1255", "iso-8859-8" } },
	{ "Arabic", "ستغادر عبارة أوسك ابتداء من يوم الاثنين قبل ساعة من موعدها، "
	    "لأن المد لم يعد يسمح لها بالرسو ظهرا، حسبما أعلن مكتب "
	    "الميناء. ووعد رئيس البلدية بحافلة للمتأخرين وقال إن القرار "
	    "مؤقت.",
	    { "windows-1256", "iso-8859-6" } },
	{ "Lithuanian", "Keltas į Oską nuo pirmadienio išplauks valanda anksčiau, nes "
	    "potvynis nebeleidžia jam prisišvartuoti vidurdienį, pranešė "
	    "uosto tarnyba. Meras pažadėjo autobusą vėluojantiems ir "
	    "vadino sprendimą laikinu.",
	    { "iso-8859-13", "windows-1257" } },
};

static struct str
encoded(struct arena *arena, struct str utf8, const char *charset)
{
	size_t left = utf8.n, room = 4 * utf8.n + 100, all = room;
	char *in = (char *)(uintptr_t)utf8.p, *p = arena_alloc(arena, room, 1);
	char *out = p;
	iconv_t cd = iconv_open(charset, "UTF-8");

	assert_true(cd != (iconv_t)-1);
	assert_int_equal(iconv(cd, &in, &left, &out, &room), 0);
	iconv(cd, NULL, NULL, &out, &room);
	iconv_close(cd);
	return str_make(p, all - room);
}

/* The text with "&#...;" for what the charset does not have. */
static const char *
writable(struct arena *arena, const char *text, const char *charset)
{
	struct str s = str_of(text), one;
	iconv_t cd = iconv_open(charset, "UTF-8");
	struct buf b;
	uint32_t c;
	char room[16], *in, *out;
	size_t left, space;

	assert_true(cd != (iconv_t)-1);
	buf_init(&b, MIB);
	while (s.n > 0) {
		one = s;
		c = utf8_next(&s, NULL);
		one.n -= s.n;
		in = (char *)(uintptr_t)one.p;
		left = one.n;
		out = room;
		space = sizeof(room);
		if (iconv(cd, &in, &left, &out, &space) == (size_t)-1)
			buf_addf(&b, "&#%u;", c);
		else
			buf_adds(&b, one);
	}
	iconv_close(cd);
	one = arena_str(arena, buf_str(&b));
	buf_release(&b);
	return one.p;
}

/* A page of the text, with something in its head. */
static struct str
page_of(struct arena *arena, const char *head, const char *text)
{
	return arena_printf(arena, "<!DOCTYPE html><html><head>%s<title>T"
	    "</title></head><body><p>%s</p><p>%s</p></body></html>", head,
	    text, text);
}

static void
check_page(struct arena *arena, struct str bytes, const char *http,
    struct str want, const char *what)
{
	const char *name;
	struct str got;

	charset_decode(bytes, str_of(http), arena, &got, &name);
	if (!str_eq(got, want))
		fail_msg("%s: read as %s: %.*s", what, name,
		    STR_FMT(str_sub(got, 0, 200)));
}

static void
test_languages(void **state)
{
	struct arena a;
	struct str page, said;
	const char *l, *iconv_name, *text;

	(void)state;
	arena_init(&a);
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		for (size_t k = 0; k < LABELS && texts[i].labels[k] != NULL;
		     k++) {
			l = texts[i].labels[k];
			iconv_name = charset_of_label(str_of(l), &a);
			text = writable(&a, texts[i].text, iconv_name);
			/* nothing said, the header, the page, the page alone
			 * right, both wrong */
			page = page_of(&a, "", text);
			check_page(&a, encoded(&a, page, iconv_name), "", page,
			    l);
			check_page(&a, encoded(&a, page, iconv_name), l, page,
			    l);
			check_page(&a, encoded(&a, page, iconv_name), "utf-8",
			    page, l);
			said = arena_printf(&a, "<meta charset=\"%s\">", l);
			page = page_of(&a, said.p, text);
			check_page(&a, encoded(&a, page, iconv_name), "", page,
			    l);
			check_page(&a, encoded(&a, page, iconv_name),
			    "iso-8859-1", page, l);
			check_page(&a, page, "iso-8859-1", page, l);
			check_page(&a, page, l, page, l);
			page = page_of(&a, "<meta charset=utf-8>", text);
			check_page(&a, encoded(&a, page, iconv_name), "", page,
			    l);
		}
	arena_release(&a);
}

static struct str
marked(struct arena *arena, const char *mark, struct str s)
{
	size_t n = strlen(mark);
	char *p = arena_alloc(arena, n + s.n, 1);

	memcpy(p, mark, n);
	memcpy(p + n, s.p, s.n);
	return str_make(p, n + s.n);
}

static void
test_two_bytes(void **state)
{
	static const char *const marks[] = { "\xff\xfe", "\xfe\xff", "", "" };
	static const char *const names[] = { "UTF-16LE", "UTF-16BE" };
	struct arena a;
	struct str page, bytes;

	(void)state;
	arena_init(&a);
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		for (size_t k = 0; k < 4; k++) {
			page = page_of(&a, "", texts[i].text);
			bytes = marked(&a, marks[k],
			    encoded(&a, page, names[k & 1]));
			check_page(&a, bytes, "", page, names[k & 1]);
			check_page(&a, bytes, k < 2 ? "utf-8" : names[k & 1],
			    page, names[k & 1]);
		}
	arena_release(&a);
}

/* UTF-8 that was taken for something else and encoded again, twice at most. */
static void
test_doubled_texts(void **state)
{
	struct arena a;
	struct str page, bytes;

	(void)state;
	arena_init(&a);
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		page = page_of(&a, "<meta charset=utf-8>", texts[i].text);
		bytes = page;
		for (int k = 0; k < 2; k++) {
			struct buf b;

			buf_init(&b, MIB);
			for (size_t n = 0; n < bytes.n; n++)
				utf8_add(&b, (unsigned char)bytes.p[n]);
			bytes = arena_str(&a, buf_str(&b));
			buf_release(&b);
			check_page(&a, bytes, "", page, texts[i].name);
		}
	}
	arena_release(&a);
}

/* ---- what a document says of itself ------------------------------------ */

static const struct {
	const char *head, *charset;	/* NULL: nothing */
} declared[] = {
	{ "<meta charset=koi8-r>", "KOI8-R" },
	{ "<META CHARSET = 'koi8-r' />", "KOI8-R" },
	{ "<meta\ncharset=\"koi8-r\">", "KOI8-R" },
	{ "<meta/charset=koi8-r>", "KOI8-R" },
	{ "<metacharset=koi8-r>", NULL },
	{ "<meta charset=koi8-r", NULL },
	{ "<meta charset=\"koi8-r>", NULL },
	{ "<meta name=x content=y charset=koi8-r>", "KOI8-R" },
	{ "<meta charset=nonsense><meta charset=koi8-r>", "KOI8-R" },
	{ "<meta charset=utf-7><meta charset=koi8-r>", "KOI8-R" },
	{ "<meta charset=><meta charset=koi8-r>", "KOI8-R" },
	{ "<!-- <meta charset=koi8-r> -->", NULL },
	{ "<!--><meta charset=koi8-r>", "KOI8-R" },
	{ "<title data-x='<meta charset=koi8-r>'>", NULL },
	{ "<p title=\"><meta charset=koi8-r>\">", NULL },
	{ "</p title='><meta charset=koi8-r>'>", NULL },
	{ "<!x <meta charset=koi8-r>", NULL },
	{ "<?x <meta charset=koi8-r> ?><meta charset=big5>", "BIG5-HKSCS" },
	{ "< <meta charset=koi8-r>", "KOI8-R" },
	{ "<meta http-equiv=Content-Type content='text/html; charset=koi8-r'>",
	    "KOI8-R" },
	{ "<meta content='charset  =  koi8-r;x' http-equiv=content-type>",
	    "KOI8-R" },
	{ "<meta http-equiv=Content-Type content='charset charset=koi8-r'>",
	    "KOI8-R" },
	{ "<meta http-equiv=Content-Type content=\"charset='koi8-r'\">",
	    "KOI8-R" },
	{ "<meta http-equiv=Content-Type content=\"charset='koi8-r\">", NULL },
	{ "<meta content='text/html; charset=koi8-r'>", NULL },
	{ "<meta http-equiv=refresh content='0; charset=koi8-r'>", NULL },
	{ "<meta http-equiv=Content-Type content='charset=koi8-r' "
	    "charset=big5>", "BIG5-HKSCS" },
	{ "<meta charset=utf-16>", "UTF-8" },
	{ "<meta charset=x-user-defined>", "WINDOWS-1252" },
	{ "<?xml version='1.0' encoding='koi8-r'?><r/>", "KOI8-R" },
	{ "<?xml version='1.0'?><r encoding='koi8-r'/>", NULL },
	{ "<?xml encoding='koi8-r'", NULL },
	{ "", NULL },
	{ "<", NULL },
	{ "<meta", NULL },
	{ "<meta ", NULL },
};

static void
test_declared(void **state)
{
	struct arena arena;
	const char *got;

	(void)state;
	arena_init(&arena);
	for (size_t i = 0; i < sizeof(declared) / sizeof(*declared); i++) {
		got = charset_declared(str_of(declared[i].head), &arena);
		if (!str_eqz(str_of(got), declared[i].charset != NULL ?
		    declared[i].charset : ""))
			fail_msg("%s: %s", declared[i].head,
			    got != NULL ? got : "nothing");
	}
	arena_release(&arena);
}

/* "é" and "’" as they look after UTF-8 was read as windows-1252. */
#define E2 "\xc3\x83\xc2\xa9"
#define Q2 "\xc3\xa2\xe2\x82\xac\xe2\x84\xa2"

static const struct {
	const char *text, *want;
} doubled[] = {
	{ "caf" E2 ", it" Q2 "s Zo" E2, "caf\xc3\xa9, it\xe2\x80\x99s Zo\xc3\xa9" },
	{ "caf\xc3\xa9, th\xc3\xa9, Zo\xc3\xab", NULL },
	{ "one " E2 " is no proof", NULL },
	{ "the r\xc3\xa9sum\xc3\xa9 of caf\xc3\xa9 said " E2 E2 E2, NULL },
	{ "S\xc3\x83O PAULO, N\xc3\x83O, IRM\xc3\x83", NULL },
	/* the same by way of windows-1251 */
	{ "РџР°СЂРѕРј РЅР° РћСЃРє", "Паром на Оск" },
	{ "Паром на Оск, №5 «А»", NULL },
	{ "Р. С. Ђорђевић, Срђан Ђокић, Р.Ђ.", NULL },
};

static void
test_undouble(void **state)
{
	struct arena arena;
	struct str got;

	(void)state;
	arena_init(&arena);
	for (size_t i = 0; i < sizeof(doubled) / sizeof(*doubled); i++) {
		got = charset_undouble(str_of(doubled[i].text), &arena);
		if (!str_eqz(got, doubled[i].want != NULL ?
		    doubled[i].want : doubled[i].text))
			fail_msg("case %zu: got \"%.*s\"", i, STR_FMT(got));
	}
	arena_release(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_decode),
		cmocka_unit_test(test_languages),
		cmocka_unit_test(test_two_bytes),
		cmocka_unit_test(test_doubled_texts),
		cmocka_unit_test(test_declared),
		cmocka_unit_test(test_undouble),
	};

	return cmocka_run_group_tests_name("charset", tests, NULL, NULL);
}
