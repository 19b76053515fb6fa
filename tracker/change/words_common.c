/*
 * Words that may begin a sentence and are no names.
 * General knowledge; each list is sorted by its bytes (tested).
 */
#include "tracker/change/words.h"

static const char *const de[] = {
	"aber", "als", "am", "an", "auch", "auf", "bei", "bis", "dann", "das",
	"der", "die", "dort", "durch", "ein", "eine", "er", "es", "für",
	"gegen", "hier", "ich", "ihr", "in", "ist", "mit", "nach", "noch",
	"nur", "oder", "ohne", "schon", "seit", "sie", "sind", "um", "und",
	"unter", "von", "vor", "war", "waren", "warum", "was", "wenn", "wer",
	"wie", "wir", "wo", "während", "zu", "zwischen", "über",
};

static const char *const en[] = {
	"a", "about", "above", "accident", "according", "across", "add",
	"additionally", "after", "again", "against", "age", "ahead", "air",
	"all", "allow", "almost", "along", "already", "also", "although",
	"always", "among", "an", "analysis", "analysts", "and", "another",
	"any", "anybody", "anyone", "anything", "appear", "approximately",
	"are", "area", "around", "as", "asked", "at", "attack", "attacks",
	"authorities", "back", "bad", "bank", "banks", "based", "be",
	"because", "become", "been", "before", "begin", "behind", "being",
	"believe", "below", "beneath", "beside", "besides", "best", "better",
	"between", "beyond", "big", "body", "both", "boy", "breaking", "bring",
	"brother", "budget", "build", "but", "buy", "by", "call", "called",
	"came", "campaign", "can", "care", "case", "certain", "change",
	"chief", "child", "children", "citing", "civil", "class", "clear",
	"click", "college", "come", "companies", "company", "consider",
	"continue", "control", "correction", "could", "court", "crash",
	"create", "critics", "current", "currently", "cut", "daughter", "day",
	"days", "deal", "death", "decide", "despite", "development", "did",
	"die", "different", "do", "doctors", "does", "domestic", "done",
	"door", "down", "dozens", "drug", "due", "during", "each", "earlier",
	"early", "earthquake", "economic", "economy", "editor", "editors",
	"education", "effect", "effort", "eight", "election", "elections",
	"eleven", "elsewhere", "empty", "end", "enough", "even", "eventually",
	"every", "everybody", "everyone", "everything", "except", "exclusive",
	"expect", "experience", "experts", "face", "fact", "factbox", "fall",
	"false", "families", "family", "father", "federal", "feel", "few",
	"fewer", "field", "fifty", "finally", "find", "fire", "first", "five",
	"flood", "follow", "following", "foot", "for", "force", "forces",
	"foreign", "former", "forty", "found", "four", "free", "from", "full",
	"furthermore", "get", "gets", "girl", "give", "given", "go", "goes",
	"gold", "good", "got", "government", "great", "group", "grow", "had",
	"half", "hand", "happen", "has", "have", "having", "he", "head",
	"hear", "heart", "hello", "help", "her", "here", "hers", "herself",
	"high", "him", "himself", "his", "history", "hold", "home", "house",
	"how", "however", "hundreds", "i", "idea", "if", "important", "in",
	"include", "including", "indeed", "information", "initially", "inside",
	"instead", "interest", "international", "into", "investigators",
	"investors", "is", "issue", "it", "its", "itself", "judge", "judges",
	"just", "keep", "key", "kill", "killing", "know", "known", "large",
	"last", "late", "later", "law", "lawmakers", "lawyers", "lead",
	"leader", "learn", "least", "leave", "left", "less", "let", "life",
	"light", "like", "likely", "line", "little", "live", "local", "long",
	"lose", "love", "low", "made", "main", "major", "make", "makes", "man",
	"many", "market", "markets", "may", "maybe", "me", "mean", "meanwhile",
	"meet", "men", "mid", "might", "military", "millions", "mind", "mine",
	"minister", "minor", "moment", "money", "month", "months", "more",
	"moreover", "morning", "most", "mother", "move", "much", "music",
	"must", "my", "nation", "national", "near", "nearly", "need", "never",
	"nevertheless", "new", "next", "night", "nine", "no", "nobody", "none",
	"nonetheless", "not", "note", "nothing", "now", "number", "of", "off",
	"offer", "office", "official", "officials", "often", "oil", "old",
	"on", "once", "one", "only", "onto", "open", "opinion", "or",
	"originally", "other", "others", "otherwise", "our", "ours", "out",
	"outside", "over", "overall", "part", "party", "pass", "past", "pay",
	"peace", "people", "per", "perhaps", "photo", "photos", "pictures",
	"place", "plan", "play", "point", "police", "policy", "political",
	"possible", "power", "president", "previously", "price", "prices",
	"prime", "private", "problem", "process", "profits", "prosecutors",
	"protesters", "provide", "public", "pull", "put", "quite", "raise",
	"rarely", "rate", "rather", "reach", "read", "real", "reason",
	"rebels", "recently", "remain", "remember", "report", "reports",
	"require", "researchers", "residents", "result", "reuters", "revenue",
	"right", "role", "room", "roughly", "run", "said", "sales", "same",
	"say", "saying", "says", "school", "scientists", "second", "see",
	"seem", "seen", "sell", "send", "sense", "separately", "serve", "set",
	"seven", "several", "shall", "share", "shares", "she", "short",
	"should", "show", "side", "similarly", "since", "sister", "sit", "six",
	"small", "so", "soldiers", "some", "somebody", "someone", "something",
	"sometimes", "son", "soon", "sources", "speak", "speaking", "spend",
	"stand", "state", "stay", "still", "stocks", "stop", "storm", "story",
	"students", "study", "subscribe", "such", "suggest", "sure", "take",
	"takes", "talks", "tax", "taxes", "teacher", "ten", "than", "thanks",
	"that", "the", "their", "theirs", "them", "themselves", "then",
	"there", "therefore", "these", "they", "think", "third", "thirty",
	"this", "those", "though", "thought", "thousands", "three", "through",
	"throughout", "thus", "time", "timeline", "to", "today", "together",
	"told", "tomorrow", "too", "took", "top", "toward", "towards", "trade",
	"troops", "true", "try", "twelve", "twenty", "two", "under",
	"underneath", "understand", "unless", "unlikely", "until", "up",
	"update", "updated", "upon", "us", "use", "used", "using", "usually",
	"very", "via", "video", "voice", "vote", "votes", "wait", "walk",
	"war", "was", "watch", "water", "we", "week", "weeks", "well", "went",
	"were", "what", "whatever", "when", "where", "whereas", "whether",
	"which", "whichever", "while", "who", "whoever", "whole", "whom",
	"whose", "why", "wife", "will", "win", "with", "within", "without",
	"witnesses", "woman", "women", "work", "workers", "works", "world",
	"worse", "worst", "would", "write", "wrong", "year", "years", "yes",
	"yesterday", "yet", "you", "your", "yours",
};

static const char *const es[] = {
	"a", "antes", "como", "con", "de", "del", "desde", "después",
	"durante", "el", "ella", "ellos", "en", "entre", "era", "es", "esta",
	"este", "estos", "la", "las", "los", "nosotros", "o", "para", "pero",
	"por", "según", "si", "sin", "sobre", "son", "un", "una", "unos", "y",
	"él",
};

static const char *const fr[] = {
	"après", "avant", "avec", "ce", "ces", "cette", "comme", "dans", "de",
	"depuis", "des", "du", "elle", "elles", "entre", "est", "et", "il",
	"ils", "je", "la", "le", "les", "mais", "nous", "ou", "par", "pendant",
	"pour", "sans", "selon", "si", "sont", "sur", "un", "une", "vous", "à",
	"était",
};

static const char *const it[] = {
	"a", "come", "con", "da", "del", "di", "dopo", "e", "era", "gli", "i",
	"il", "in", "la", "le", "lei", "lo", "loro", "lui", "ma", "o", "per",
	"prima", "se", "secondo", "senza", "sono", "su", "tra", "un", "una",
	"è",
};

static const char *const nl[] = {
	"aan", "als", "bij", "dat", "de", "deze", "die", "dit", "een", "en",
	"het", "hij", "ik", "in", "is", "maar", "met", "na", "of", "op",
	"sinds", "tussen", "van", "volgens", "voor", "waren", "was", "wij",
	"zij", "zijn", "zonder",
};

static const char *const no[] = {
	"av", "de", "den", "der", "det", "dette", "disse", "ei", "eller", "en",
	"er", "et", "etter", "fra", "før", "han", "her", "hun", "hva", "hvem",
	"hvis", "hvor", "i", "ifølge", "jeg", "med", "mellom", "men", "når",
	"og", "på", "siden", "som", "til", "under", "uten", "var", "vi",
};

static const char *const pt[] = {
	"a", "antes", "após", "as", "com", "como", "da", "de", "desde", "do",
	"durante", "e", "ela", "ele", "eles", "em", "entre", "era", "mas",
	"na", "no", "o", "os", "ou", "para", "por", "se", "segundo", "sem",
	"são", "um", "uma", "é",
};

const struct common_list words_common[] = {
	{ LANG_DE, de, sizeof(de) / sizeof(de[0]) },
	{ LANG_EN, en, sizeof(en) / sizeof(en[0]) },
	{ LANG_ES, es, sizeof(es) / sizeof(es[0]) },
	{ LANG_FR, fr, sizeof(fr) / sizeof(fr[0]) },
	{ LANG_IT, it, sizeof(it) / sizeof(it[0]) },
	{ LANG_NL, nl, sizeof(nl) / sizeof(nl[0]) },
	{ LANG_NO, no, sizeof(no) / sizeof(no[0]) },
	{ LANG_PT, pt, sizeof(pt) / sizeof(pt[0]) },
	{ 0, NULL, 0 },
};
