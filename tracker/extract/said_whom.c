/* Words that speak to the reader, and words that tell a story; lower case. */
#include "tracker/extract/said.h"

const char *const said_address[] = {
	/* English */
	"you", "your", "yours", "you're", "you've", "you'll", "we", "we're",
	"we've", "our", "us", "please", "yourself", "let's", "check the",
	"check your", "try again", "try the", "go back", "go to", "come back",
	"click", "click here", "make sure", "enter your", "allow all",
	"hi there",
	/* German */
	"^sie", "^ihnen", "^ihr", "^ihre", "^ihrem", "^ihren", "^ihrer",
	"^ihres", "wir", "uns", "unser*", "dein*", "du hast", "du kannst",
	"du bist", "hast du", "kannst du", "bist du", "bitte",
	/* French, Italian */
	"vous", "votre", "vos", "nous", "notre", "nos", "merci de", "cliquez",
	"veuillez", "noi", "nostri", "nostro", "nostra", "tuo", "tua", "tuoi",
	"puoi", "stai", "il tuo", "clicca", "vérifiez", "revenez", "essayez",
	"choisissez", "cochez", "abonnez-vous", "connectez-vous", "j'accepte",
	"nécessaire pour",
	/* Spanish, Portuguese */
	"usted", "tu", "tus", "puedes", "quieres", "tienes", "eres", "estás",
	"buscas", "nosotros", "nuestr*", "hemos", "estamos", "encontramos",
	"lamentamos", "lo sentimos", "haz clic", "você", "vocês", "nosso*",
	"nossa*", "usamos", "utilizamos", "clique", "revisa", "vuelve", "marca",
	"elige", "acepta", "comprueba", "inténtalo", "suscríbete", "necesitas",
	"decides", "tú", "verifique", "volte",
	/* Norwegian, Danish, Swedish */
	"deg", "din", "ditt", "dine", "dig", "dit", "dina", "vi", "oss", "vår*",
	"våre", "vores", "du kan", "du har", "du må", "du vil", "du er",
	"du leter", "du prøver", "du leder", "du letar", "du söker",
	"du ønsker", "du fulgte", "du skal", "hvis du", "om du", "når du",
	"at du", "kan du", "har du", "vil du", "er du", "som du", "siden du",
	"sidan du", "saken du", "sjekk", "gå tilbake", "kom tilbake",
	"kryss av", "prøv", "velg", "du bestemmer", "du trenger", "du kanskje",
	"tjek", "gå tillbaka", "försök", "kontrollera",
	/* Dutch, Polish, Finnish, Japanese, Russian */
	"uw", "jouw", "je hebt", "je kunt", "als je", "die je", "u kunt",
	"als u", "dat u", "die u", "kunt u", "bent u", "heeft u", "wij", "onze",
	"twoj*", "twój", "twoich", "twoim", "nasz*", "nasi", "możesz", "my i",
	"szukasz", "możemy", "sinun", "voit", "olet", "meidän", "emme", "me ja",
	"etsimä*", "hakema*", "käytämme", "ください", "お探しの", "お客様",
	"вы", "ваш*", "мы", "наш*",
	NULL
};

const char *const said_narrative[] = {
	/* English */
	"said", "says", "told", "asked", "according to", "announced",
	"reported", "on monday", "on tuesday", "on wednesday", "on thursday",
	"on friday", "on saturday", "on sunday", "spokesman", "spokeswoman",
	"spokesperson", "he", "she", "his", "her", "police", "court",
	/* German */
	"sagte", "sagt", "teilte", "erklärte", "berichtete", "laut", "hieß es",
	"zufolge", "am montag", "am dienstag", "am mittwoch", "am donnerstag",
	"am freitag", "am samstag", "am sonntag", "sprecher", "sprecherin",
	"polizei",
	/* French, Spanish, Italian, Portuguese */
	"a dit", "a déclaré", "a annoncé", "a averti", "a indiqué", "selon",
	"lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche",
	"dijo", "dice", "según", "afirmó", "anunció", "el lunes", "el martes",
	"el miércoles", "el jueves", "el viernes", "el sábado", "el domingo",
	"ha detto", "secondo", "ha annunciato", "lunedì", "martedì", "disse",
	"segundo", "afirmou", "na segunda*", "na terça*",
	/* Norwegian, Danish, Swedish, Dutch, Polish, Finnish */
	"sier", "sa", "ifølge", "opplyser", "melder", "fortalte", "mandag",
	"tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag", "siger",
	"sagde", "oplyser", "säger", "sade", "enligt", "uppger", "måndag",
	"tisdag", "zei", "zegt", "volgens", "maandag", "dinsdag", "powiedział*",
	"według", "poinformował*", "sanoi", "kertoi", "mukaan",
	NULL
};
