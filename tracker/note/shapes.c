/*
 * The shapes of notes, a row each. A new house style is a new row. Rows of one
 * language stand together; what a row of the same language says first, wins.
 */
#include "tracker/note/shapes.h"

static const struct {
	const char *name, *words;
} sets[] = {
	{ "story", "story|stories|article|articles|piece|report|post|blog|"
	    "review|interview|obituary|headline|item|version|column|page|"
	    "graphic|podcast|gallery|video|transcript|factbox|essay|feature|"
	    "newsletter|episode|chart|map|caption|dispatch|segment|subheading|"
	    "subhead|timeline|profile|analysis|explainer|broadcast|liveblog" },
	{ "text", "story|article|piece|report|post|blog|review|interview|"
	    "obituary|headline|column|graphic|podcast|newsletter|episode|"
	    "caption|transcript|essay|chart|map|gallery|video|item|page" },
	{ "early", "earlier|previous|prior|original|initial|older|former|past" },
	{ "fixed", "corrected|refiled|re-filed|fixed|rectified|resubmitted" },
	{ "erred", "misstated|misidentified|misspelled|mis-spelled|mistated|"
	    "misattributed|mischaracterized|mischaracterised|misquoted|"
	    "misreported|misnamed|mispronounced|misrepresented|misstates|"
	    "misidentifies|misspells|miscalculated|misdescribed|misspelt|"
	    "incorrectly|erroneously|mistakenly|wrongly|inaccurately|"
	    "inadvertently|transposed|omitted" },
	{ "error", "misstated|misidentified|misspelled|mis-spelled|"
	    "misattributed|mischaracterized|mischaracterised|misquoted|"
	    "misreported|misnamed|mispronounced|misrepresented|miscalculated|"
	    "misspelt|incorrectly|erroneously|mistakenly|wrongly|inaccurately|"
	    "said|stated|suggested|listed|gave|used|referred|identified|"
	    "described|included|implied|reported|cited|contained|had|omitted|"
	    "did|quoted|attributed|called|claimed|showed|indicated|"
	    "was|were|failed|overstated|understated|conflated|left" },
	{ "sak", "saken|saka|artikkelen|teksten|meldingen|meldinga|tittelen|"
	    "overskriften|overskrifta|ingressen|bildeteksten|kronikken|"
	    "innlegget|kommentaren|ytringen|innslaget|reportasjen|intervjuet|"
	    "notisen|nyhetssaken|versjonen|avsnittet|setningen|sitatet|faktaboksen|"
	    "grafikken|bildet|feilen" },
	{ "tidlig", "tidligere|tidlegare|første|fyrste|fyrst|først|"
	    "opprinnelig*|opphavleg*|forrige|førre|eldre|original*" },
	{ "rettet", "rettet|retta|endret|endra|korrigert|oppdatert|redigert|"
	    "presisert|anonymisert|fjernet|fjerna|avpublisert|slettet|utvidet|"
	    "omskrevet|tydeliggjort|trukket" },
};

#define C NOTE_CORRECTION
#define K NOTE_CLARIFICATION
#define U NOTE_UPDATE
#define R NOTE_REFILE
#define W NOTE_WITHDRAWAL
#define L SHAPE_LABEL
#define G SHAPE_GLUED
#define P SHAPE_PAREN

const struct shape shapes[] = {
	/* labels */
	{ "label correction", "en", C, L | G,
	    "correction|corrections|correx|corrected|erratum|errata @10 :" },
	{ "label clarification", "en", K, L | G,
	    "clarification|clarifications @10 :" },
	{ "label corrections block", "en", C, L | G,
	    "corrections|correction and? clarifications|amplifications" },
	{ "label clarifications block", "en", C, L | G,
	    "clarifications|clarification and? corrections|amplifications" },
	{ "a correction", "en", C, L, "a correction :" },
	{ "dated correction", "en", C, L,
	    "corrections|correction were|was made on" },
	{ "appended", "en", C, G,
	    "correction|clarification|corrections|retraction appended|added" },
	{ "editors' note appended", "en", NOTE_EDITOR, G,
	    "editor's|editors'|editors note appended" },
	{ "for the record", "en", C, L, "for the record @8 :" },
	{ "retraction", "en", W, L | G, "retraction|retracted|withdrawal @10 :" },
	{ "editor's note", "en", NOTE_EDITOR, L | SHAPE_WEAK,
	    "editor's|editors'|editors|editor|eds|ed|publisher's "
	    "note|notes? @8 :" },
	{ "note", "en", NOTE_EDITOR, L | SHAPE_WEAK,
	    "note|eds|update|updated|updates|upd|ps|p.s|edit|edited|disclosure "
	    "@10 :" },
	{ "edited on", "en", C, L | SHAPE_WEAK, "edited|updated on? @8 :" },
	/* wires */
	{ "corrects", "en", C, G, "corrects|correcting ~12 "
	    "paragraph|paragraphs|to|from|in|headline|spelling|name|typo|"
	    "dateline|byline|date|day|title|graf|para|figure|number|word|of|"
	    "reference|story|show|lead|lede|sentence|ric|not|instead|number|"
	    "figures|code|earlier|after|estimates|item|quote|for" },
	{ "corrects figures", "en", C, 0, "corrects ~1 reuters|estimates|figures|"
	    "current|stock|ticker|year" },
	{ "corrects bare", "en", C, P, "corrects|corrected|correcting" },
	{ "refiles", "en", R, 0, "refiles|refiling|refiled|re-files" },
	{ "corrected, wire", "en", C, 0, "corrected ~8 paragraph|paragraphs|"
	    "graph|graf|spelling|headline|story|name|repeat" },
	{ "updates to clarify", "en", K, 0, "updates to clarify" },
	{ "updates to correct", "en", C, 0, "updates|adds ~8 corrects|fixes|"
	    "correct|fix|typo" },
	{ "filed to correct", "en", C, G, "this|the ~4 story|version|report ~2 "
	    "is|was|has ~2 filed|sent|changed|re-sent to correct|fix|add|"
	    "remove" },
	{ "superseded", "en", C, 0, "this version supersedes|supercedes" },
	{ "paragraph of this story", "en", C, 0, "paragraph|the|headline ~4 of "
	    "this story|article has|have|was|were been? corrected" },
	{ "fixes", "en", C, 0, "fixes|restores|deletes|inserts|drops|removes ~8 "
	    "paragraph|paragraphs|headline|typo|spelling|word|words|dateline|"
	    "byline|reference|extraneous|incorrect|erroneous|sentence|comment|"
	    "name|letter|repeated" },
	{ "adds dropped", "en", C, 0, "adds|add ~3 dropped|missing|omitted "
	    "word|words|letter|name|phrase|figure" },
	{ "clarifies", "en", K, 0, "clarifies ~8 "
	    "paragraph|paragraphs|headline|to|sentence|that|lead" },
	{ "clarifies bare", "en", K, P, "clarifies" },
	{ "adds", "en", U, P, "adds|updates|recasts|rewrites|repeats|rewrites|"
	    "edits|tops|releads|writes|includes|tweaks" },
	{ "adds, in a word of prose", "en", U, P, "new|changes|adding ~6 "
	    "paragraph|paragraphs|paras|throughout|headline|lede|lead|byline|"
	    "dateline|slug|slugline|quote|quotes|comment|comments|details|"
	    "background|bullets|graphic|table|link|picture|prices|price|"
	    "analyst|color|colour" },
	{ "source corrects", "en", C, P, "official|company|source|bank|"
	    "government|ministry|agency|police|exchange|regulator|fed|central|"
	    "spokesman|spokeswoman ~4 corrects|clarifies|corrected" },
	{ "in story, corrects", "en", C, 0, "in ~8 "
	    "story|item|report|version|stories|items ~8 "
	    "corrects|refiles|removes|fixes|deletes" },
	{ "in story, corrected", "en", C, 0, "in this ~8 story|version|item ~8 "
	    "corrected|clarified" },
	{ "in story, clarifies", "en", K, 0, "in ~8 story|item|report ~4 "
	    "clarifies" },
	{ "in item please read", "en", C, 0,
	    "in|on item|story ~30 please? read|delete|insert|correct" },
	{ "in paragraph", "en", C, 0, "in ~4 paragraph|paragraphs|headline|"
	    "graf|para|sentence|lead|bullet ~8 "
	    "corrects|corrected|removes|clarifies|fixes|adds|make|read|"
	    "reads|changes|please|refiles|not" },
	{ "this story corrects", "en", C, G, "this ~8 story|version|report|"
	    "item|piece|post|factbox|dispatch|graphic|stories ~7 "
	    "corrects|corrected" },
	{ "the story corrects", "en", C, G, "the following? "
	    "story|version|item ~2 corrects" },
	{ "following story", "en", C, G, "the following ~3 story|item|version "
	    "~5 corrects|corrected|refiled|clarifies|fixed|changes" },
	{ "this story refiled", "en", R, G, "this|the ~8 story|version|report|"
	    "item|headline|stories ~5 refiled|re-filed|refiles" },
	{ "filed again", "en", R, G, "this|the ~3 story|report|item "
	    "has|was|is been? filed|sent|issued again" },
	{ "this story clarifies", "en", K, G, "this ~5 story|version|report "
	    "~2 clarifies|clarified" },
	{ "this story removes", "en", C, G, "this|the ~5 story|version ~2 "
	    "removes|fixes|deletes|restores|changes|reinserts|reinserted|"
	    "added|removed|restored ~3 dropped|word|words|reference|typo|"
	    "typographical|extraneous|repeated|spelling|name|incorrect|"
	    "erroneous|headline|paragraph|paragraphs|sentence" },
	{ "this refile corrects", "en", R, 0, "this refile" },
	{ "story dropped", "en", C, 0, "the has been? corrected" },
	{ "this story adds", "en", C, 0, "this|the ~5 story|version ~2 "
	    "adds|updates|includes ~4 dropped|missing|paragraph|paragraphs|"
	    "byline|dateline|attribution|word|words" },
	{ "kill", "en", W, 0, "please kill|hold|delete|do|disregard ~8 "
	    "story|item|report|use" },
	{ "kill mandatory", "en", W, G, "a|this kill is mandatory" },
	/* self-reference: newspapers, broadcasters, the web */
	{ "was corrected", "en", C, G, "this ~8 $text ~2 has|have|was|is|were "
	    "been? ~3 $fixed" },
	{ "the story was corrected", "en", C, G, "the story|stories|version "
	    "@6 has|have|was|is been? $fixed" },
	{ "version was corrected", "en", C, G, "this version ~5 has|was|is "
	    "~2 corrected|amended" },
	{ "updated to correct", "en", C, G, "this|the ~6 $story ~4 "
	    "updated|amended|edited|changed|revised|modified ~12 "
	    "to correct|fix|remove|rectify|amend" },
	{ "updated to clarify", "en", K, G, "this|the ~6 $story ~4 "
	    "updated|amended|edited|changed|revised|modified ~10 "
	    "to clarify|make clear?" },
	{ "was amended", "en", C, G, "this|the ~5 $story ~4 was|has|were been? "
	    "amended" },
	{ "amended to", "en", C, G, "the headline|subheading|standfirst|caption|"
	    "picture ~6 was|were|has been? amended|changed|corrected" },
	{ "has been updated", "en", U, G, "this ~6 $text ~2 has|have|was|were "
	    "been? ~2 updated|edited|revised|changed|modified|republished" },
	{ "story has been updated", "en", U, G, "the story|article "
	    "has|was been? updated ~8 to|with reflect|include|additional|"
	    "comment|new|details|a" },
	{ "is withdrawn", "en", W, 0, "the|this ~4 item|story|report|advisory "
	    "~24 is|was|has|been withdrawn|killed" },
	{ "was removed", "en", W, G, "this ~6 $text ~3 has|was|is been? ~2 "
	    "removed|withdrawn|retracted|deleted|unpublished|depublished" },
	{ "was taken down", "en", W, G, "this ~6 $text ~3 has|was been? taken "
	    "down|offline" },
	{ "inadvertently published", "en", W, G, "this $text was published "
	    "inadvertently|prematurely|in error?" },
	{ "no longer stand", "en", W, G,
	    "we ~4 no longer stand by ~3 story|report|article" },
	{ "retracted", "en", W, G, "we ~3 retracted|retract|withdrawn ~3 "
	    "story|article|report|post" },
	{ "a version of this", "en", C, G | SHAPE_ANYWHERE,
	    "$early ~3 version|versions|edition ~3 of ~3 this|today's "
	    "~2 $story" },
	{ "a version of the", "en", C, G, "a|an|the|in $early ~3 "
	    "version|versions of ~2 the|our|a ~4 $text ~14 $erred" },
	{ "a version of the said", "en", C, 0, "a|an $early ~3 "
	    "version|versions of the story|article|headline|post|"
	    "broadcast|homepage ~12 $error" },
	{ "in a version", "en", C, G, "in|on a|an|the $early "
	    "version|edition|broadcast|report of? ~3 this|the $story" },
	{ "versions", "en", C, G, "$early ~3 version|versions of this|the "
	    "$text ~6 $error" },
	{ "a version", "en", C, 0, "a|an|the $early version|versions "
	    "~4 $error" },
	{ "a version of this said", "en", C, G, "a|the|this|some "
	    "version|versions of this $text ~8 $error" },
	{ "an earlier headline", "en", C, G, "a|an|the $early ~3 "
	    "headline|caption|captions|subheading|photo|description|audio|"
	    "graphic|chart|map|summary|teaser|image|post|tweet|story|"
	    "photograph|report|newsletter|alert ~8 $erred" },
	{ "an earlier headline said", "en", C, 0, "a|an $early ~2 "
	    "headline|caption|subheading|subhead ~6 $error" },
	{ "earlier", "en", C, G, "$early ~5 headline|headlines|caption|"
	    "captions|version|versions|audio|story|stories|reports ~8 $erred" },
	{ "headline misstated", "en", C, G, "the|a headline|caption|chart|"
	    "graphic|map|photo|audio|table|video|transcript ~12 $early|this|the "
	    "~6 $erred" },
	{ "audio of this story", "en", C, G, "the|in|an|a ~3 audio|broadcast|"
	    "radio|podcast ~4 of|in|for|version ~3 this|the ~8 $erred|corrected" },
	{ "audio refers", "en", C, G, "the audio of this ~2 story|interview|report "
	    "~3 $erred|misstates" },
	{ "description of this", "en", C, G, "a|an $early description|summary|"
	    "homepage ~3 of|for this" },
	{ "in a description", "en", C, G, "in an|a $early "
	    "description|summary|caption|headline|version ~2 for|of this|the" },
	{ "broadcast report", "en", C, G, "in this|the|our|an|a ~3 "
	    "audio|broadcast|report|story|episode|interview|podcast|segment|"
	    "article ~10 we|npr|the? $erred" },
	{ "in this, misstated", "en", C, G, "in this ~2 $text ~10 $erred" },
	{ "this story misstated", "en", C, G, "this|today's ~4 $text ~3 "
	    "$erred" },
	{ "this story originally", "en", C, G, "this ~2 $text "
	    "originally|previously|initially ~6 $error" },
	{ "because of an error", "en", C, G, "because|due|owing of|to ~3 "
	    "incorrect|editing|production|reporting|erroneous|inaccurate|"
	    "editor's|error|errors|mistake|wrong|transcription|technical ~12 "
	    "version|story|article|headline|report|caption|column|post" },
	{ "we misreported", "en", C, G, "we|npr|reuters|it|i "
	    "mistakenly|incorrectly|wrongly|erroneously|inaccurately "
	    "reported|said|stated|identified|referred|wrote|described|"
	    "attributed|published|gave|called|named|listed|quoted|use*" },
	{ "we updated this", "en", U, G, "we|npr|reuters have|has? "
	    "updated|revised|edited|corrected this|the $story" },
	{ "ap reported erroneously", "en", C, 0, "in|the ~5 "
	    "story|stories|item|items|report|article ~24 reported|said|"
	    "identified|described|quoted erroneously|incorrectly|mistakenly|"
	    "wrongly" },
	{ "corrected version", "en", C, G, "this is ~1 corrected|correction|"
	    "amended|updated ~6 story|article|version|report|post" },
	{ "misspelled in a version", "en", C, G | SHAPE_ANYWHERE,
	    "name|names|title|surname ~12 misspelled|misstated|incorrectly|"
	    "misidentified|wrong in|on an|a|our|the $early|version|headline" },
	{ "corrected here", "en", C, G | SHAPE_ANYWHERE, "it|this|that|which "
	    "has|have been corrected here|above|below|online|now?" },
	{ "error corrected", "en", C, G, "the|this|these ~2 error|errors|"
	    "mistake|mistakes|figure|spelling|name|date has|have|was|were "
	    "been? now? corrected|fixed ~4 above|here|in|on|since" },
	{ "we regret", "en", C, G, "we|npr|reuters|the ~4 regret|regrets "
	    "the|this|these|any error|errors|mistake" },
	{ "it misstated", "en", C, G, "it|the ~1 also|story|article "
	    "also? misstated|misidentified|misspelled" },
	{ "upheld complaint", "en", C, 0, "following an upheld complaint" },
	{ "happy to clarify", "en", K, G, "we are|were|'re happy|glad|pleased "
	    "to clarify|correct|make|set" },
	{ "updates this", "en", U, 0, "this ~3 story|version updates|adds|"
	    "includes|recasts ~6 with|paragraph|paragraphs|quote|comment|"
	    "details|background|throughout" },

	/* Norwegian, both written forms */
	{ "no label rettelse", "no", C, L | G, "rettelse|rettelser|retting|"
	    "rettingar|rettinger|korrigering|korreksjon|korrigert|feilretting|"
	    "beriktigelse|dementi|endringslogg|endring|endringer|ntb @10 :" },
	{ "no rettelse gjort", "no", C, 0, "rettelse|rettelsen|retting|rettinga|"
	    "korrigering|endring|endringen|endringane|endringene|endringa|"
	    "endringslogg|presisering @10 ~2 @6 gjort|foretatt|utført|etter|"
	    "publisering" },
	{ "no rettelse dated", "no", C, L, "rettelse|retting|korrigering|"
	    "endring|endringslogg @10 i|nrk|vi|saken|artikkelen" },
	{ "no label presisering", "no", K, L | G,
	    "presisering|presiseringer|presiseringar|avklaring|oppklaring "
	    "@10 :" },
	{ "no weak label", "no", NOTE_EDITOR, L | SHAPE_WEAK,
	    "oppdatert|oppdatering|merknad|merk|fotnote|beklagelse|endret|"
	    "endra|red.anm|jour.anm|anm|ps|red|rettet|"
	    "retta|redaksjonell|note|obs|nb|tillegg|info|redaksjonens|"
	    "journalistens|red.merk kommentar|merknad|anm? @10 :" },
	{ "no retter", "no", C, G, "nrk|vg|ntb|redaksjonen|vi "
	    "retter|rettar|korrigerer|korrigererer @8 :" },
	{ "no retter at", "no", C, G, "nrk retter|rettar|korrigerer" },
	{ "no presiserer", "no", K, G, "nrk|vg|ntb|redaksjonen "
	    "presiserer|presiserar|understreker|klargjør" },
	{ "no beklager", "no", C, G, "nrk|vg|ntb|redaksjonen @2 "
	    "beklager|beklagar" },
	{ "no vi beklager", "no", C, G, "vi|dette|det|feilen beklager|beklagar "
	    "vi? feilen|dette|på|feila|feilene" },
	{ "no tidligere versjon", "no", C, G | SHAPE_ANYWHERE,
	    "$tidlig ~2 versjon*|utgave*|utgåve* ~2 av|på denne|saken|saka|"
	    "artikkelen|teksten|dette|nyhets*|meldingen|meldinga|grafikken|"
	    "kronikken|innlegget|reportasjen|ytringen" },
	{ "no i en tidligere versjon", "no", C, G, "i|en|ein|ei|på|den "
	    "en|ein|ei|den|det|et|eit|vår|våre? $tidlig ~3 versjon*|utgave*|"
	    "utgåve*|sak|saken|artikkel*|melding*|publisert*|bildetekst*|"
	    "tittel*|overskrift*" },
	{ "no tidligere versjon start", "no", C, G, "$tidlig ~2 versjon* ~4 "
	    "sto|stod|skrev|skreiv|var|ble" },
	{ "no saken er endret", "no", C, G, "denne|dette|$sak $sak? ~3 "
	    "er|ble|vart|blei|har|hadde ~5 $rettet" },
	{ "no er rettet", "no", C, G, "dette|det|avsnittet|sitatet|tallet|tala|"
	    "navnet|namnet|bildet|setningen|feilen|alt er|ble|vart|har ~4 "
	    "rettet|retta|korrigert ~8 i|til|opp|etter|kl|klokken|klokka|nå|no" },
	{ "no feilen er rettet", "no", C, G,
	    "feilen|feila|feilene er|ble|vart ~2 rettet|retta|korrigert" },
	{ "no etter publisering har", "no", U, G, "nrk|vi|journalisten|$sak|saka "
	    "~2 har|er|ble|blei|vart ~2 etter publisering" },
	{ "no er lagt til etter", "no", U, G | SHAPE_ANYWHERE,
	    "lagt|fjernet|fjerna|tatt|oppdatert|redigert|justeringar "
	    "til|inn|ut|bort|@2 ~8 etter ~1 publisering" },
	{ "no opplyst feil", "no", C, G, "politiet ~3 kommer|kom ~3 med ~3 "
	    "rettelse|retting|presisering|korrigering" },
	{ "no gjør oppmerksom", "no", C, G, "nrk|vi gjør|gjer|gjorde ~3 "
	    "oppmerksom|merksam|merksame|oppmerksomme ~4 på ~24 "
	    "endringer|endringar|oppdatert|fjerna|fjernet|retta|rettet" },
	{ "no saken oppdatert", "no", U, G, "saken|saka|artikkelen|teksten ~1 "
	    "oppdatert|oppdateres ~6 etter|med|kl|klokken|klokka" },
	{ "no etter publisering av", "no", U, 0, "@6 etter ~2 "
	    "publisering|publiseringa ~6 har|er|ble|blei|vart|kom|legger|la" },
	{ "no nrk har fjernet", "no", U, G, "nrk|vi har ~8 "
	    "fjernet|fjerna|lagt|erstattet|tatt|endret|endra|oppdatert|"
	    "presisert|lagt ~16 publisering|saken|artikkelen|saka|tittelen" },
	{ "no etter publisering ble nrk", "no", U, G | SHAPE_ANYWHERE,
	    "etter publisering ~6 har|ble|blei|vart|er nrk|vi" },
	{ "no lagt til etter publisering", "no", U, G | SHAPE_ANYWHERE,
	    "nrk|vi|saken|saka|artikkelen|tittelen har|er|ble|blei|vart|blitt "
	    "etter ~1 publisering" },
	{ "no nrk endret", "no", C, G, "nrk|vi ~4 $rettet ~8 "
	    "tittelen|artikkelen|saken|saka|teksten|ingressen" },
	{ "no er gjort endringer", "no", C, G, "det|nrk|vi ~4 "
	    "gjort|gjorde ~3 endringer|endringar|rettelser|presiseringer "
	    "~8 saken|saka|artikkelen|teksten|publisering" },
	{ "no etter publisering", "no", U, 0, "etter ~2 publisering*|"
	    "publiseringa" },
	{ "no er endret etter publisering", "no", C, G | SHAPE_ANYWHERE,
	    "$rettet|endringer|rettelsen|endringen|presiseringen ~8 etter "
	    "publisering|publiseringen" },
	{ "no rettelsen gjort", "no", C, G, "rettelsen|rettinga|endringen|"
	    "endringa|endringene|presiseringen|presiseringa ~2 er|ble|vart|blei "
	    "~2 gjort|lagt|publisert" },
	{ "no skrev først", "no", C, G, "nrk|vi|politiet|ntb ~4 "
	    "skrev|skreiv|meldte|siterte|opplyste|skrevet|oppga|publiserte|"
	    "meldt|hevdet|brukte ~6 først|fyrst|feilaktig|feil|tidligere|"
	    "tidlegare|opprinnelig|urett" },
	{ "no skrev først 2", "no", C, G, "nrk|vi ~3 "
	    "først|feilaktig|tidligere|tidlegare|fyrst|opprinnelig ~4 "
	    "skrev|skreiv|skrevet|skrive|meldt|meldte|omtalt|oppgitt|publisert" },
	{ "no ved en feil", "no", C, G | SHAPE_ANYWHERE, "ved|på|grunn en|av|"
	    "grunn|ein feil|misforståelse|inkurie ~10 "
	    "saken|saka|artikkelen|publisert|nrk|versjonen" },

	/* German */
	{ "de label", "de", C, L | G, "korrektur|korrekturhinweis|berichtigung|"
	    "richtigstellung|korrigiert|korrekturen|gegendarstellung @8 :" },
	{ "de label klarstellung", "de", K, L | G,
	    "klarstellung|präzisierung @8 :" },
	{ "de korrektur zur fassung", "de", C, G,
	    "korrektur zur|zu|der ~2 fassung|version" },
	{ "de weak", "de", NOTE_EDITOR, L | SHAPE_WEAK, "anmerkung|hinweis|"
	    "nachtrag|update|anm der|d? redaktion|red? @6 :" },
	{ "de frühere version", "de", C, G, "in|eine|die|dieser|einer "
	    "einer|der? früheren|frühere|ersten|vorherigen|ursprünglichen|"
	    "vorigen|älteren version|fassung ~3 "
	    "artikels|textes|beitrags|meldung|berichts|interviews|überschrift|"
	    "teasers|stand|hieß|wurde" },
	{ "de wurde korrigiert", "de", C, G, "dieser|diese|dieses|der|wir ~2 "
	    "artikel|text|beitrag|meldung|bericht|version|überschrift|haben ~12 "
	    "korrigiert|berichtigt|richtiggestellt" },
	{ "de wurde aktualisiert", "de", U, G, "dieser|diese|dieses "
	    "artikel|text|beitrag|meldung wurde|wird ~8 "
	    "aktualisiert|ergänzt|überarbeitet" },
	{ "de zurückgezogen", "de", W, G, "dieser|diese "
	    "artikel|text|beitrag|meldung wurde ~6 zurückgezogen|entfernt|"
	    "gelöscht|depubliziert" },

	/* French */
	{ "fr label", "fr", C, L | G, "rectificatif|erratum|correction|"
	    "correctif|rectification @8 :" },
	{ "fr label précision", "fr", K, L, "précision|précisions|mise au? "
	    "point? @8 :" },
	{ "fr weak", "fr", NOTE_EDITOR, L | SHAPE_WEAK, "note|ndlr|"
	    "mise|mis|actualisation de|à? la|jour? rédaction? @8 :" },
	{ "fr version précédente", "fr", C, G, "une|la|dans|contrairement "
	    "une|la? version|précédente précédente|antérieure|initiale|"
	    "première|version de ~3 article|texte|papier|dépêche|titre|"
	    "cet|cette|notre|l'article" },
	{ "fr a été corrigé", "fr", C, G, "cet|cette|ce|notre|l'article "
	    "article|dépêche|texte|papier|titre|version? a|ont été "
	    "~6 corrigé*|rectifié*|amendé*" },
	{ "fr a été modifié", "fr", U, G, "cet|cette|ce|notre|l'article "
	    "article|dépêche|texte|papier|titre? a|ont été ~6 "
	    "modifié*|mis|actualisé*|complété*" },
	{ "fr a été retiré", "fr", W, G, "cet|cette|ce "
	    "article|dépêche|texte a été retiré*|supprimé*|dépublié*" },
	{ "fr mis à jour", "fr", U, P, "mis|mise|actualisé à? jour|le|avec" },

	/* Spanish */
	{ "es fe de errores", "es", C, G, "fe de errores|erratas|errata" },
	{ "es label", "es", C, L | G, "corrección|rectificación|errata @8 :" },
	{ "es label aclaración", "es", K, L | G, "aclaración @8 :" },
	{ "es weak", "es", NOTE_EDITOR, L | SHAPE_WEAK,
	    "nota|actualización de|del? la|editor? redacción|editor? @6 :" },
	{ "es versión anterior", "es", C, G, "una|la|en|esta una|la? "
	    "versión|primera anterior|previa|inicial|original|versión ~2 "
	    "de|del este|esta|artículo|texto|nota|noticia" },
	{ "es corregido", "es", C, G, "este|esta|el "
	    "artículo|noticia|nota|texto|información|reportaje|pieza "
	    "ha|fue sido? corregid*|rectificad*|enmendad*" },
	{ "es actualizado", "es", U, G, "este|esta "
	    "artículo|noticia|nota|texto|información ha|fue sido? "
	    "actualizad*|modificad*|editad*" },
	{ "es retirado", "es", W, G, "este|esta "
	    "artículo|noticia|nota|texto|información ha|fue sido? "
	    "retirad*|eliminad*" },

	/* Dutch */
	{ "nl label", "nl", C, L | G, "correctie|rectificatie|verbetering|"
	    "herstel|rechtzetting|gecorrigeerd @8 :" },
	{ "nl label verduidelijking", "nl", K, L | G,
	    "verduidelijking|precisering @8 :" },
	{ "nl weak", "nl", NOTE_EDITOR, L | SHAPE_WEAK,
	    "noot|naschrift|update|aanvulling van? de? redactie? @6 :" },
	{ "nl eerdere versie", "nl", C, G, "in|een|de|deze|de een|de? "
	    "eerdere|vorige|oorspronkelijke|eerste versie ~2 "
	    "van dit|deze|het|artikel|bericht" },
	{ "nl gecorrigeerd", "nl", C, G, "dit|deze|in "
	    "artikel|bericht|stuk|verhaal|column|tekst|dit is|werd|zijn ~10 "
	    "gecorrigeerd|gerectificeerd|rechtgezet|verbeterd" },
	{ "nl aangepast", "nl", U, G, "dit|deze "
	    "artikel|bericht|stuk|verhaal|tekst is|werd ~10 "
	    "aangepast|gewijzigd|bijgewerkt|aangevuld|geactualiseerd" },
	{ "nl ingetrokken", "nl", W, G, "dit|deze artikel|bericht|stuk "
	    "is|werd ~4 ingetrokken|verwijderd|teruggetrokken" },

	/* Portuguese */
	{ "pt label", "pt", C, L | G, "correção|correcção|errata|retificação|"
	    "erramos @8 :" },
	{ "pt label esclarecimento", "pt", K, L | G, "esclarecimento @8 :" },
	{ "pt weak", "pt", NOTE_EDITOR, L | SHAPE_WEAK,
	    "nota|atualização da|do? redação|editor? @6 :" },
	{ "pt versão anterior", "pt", C, G, "uma|a|na|em|numa uma? versão "
	    "anterior|inicial|original|prévia ~2 deste|desta|do|da "
	    "artigo|texto|reportagem|matéria|notícia" },
	{ "pt corrigido", "pt", C, G, "este|esta|o|a "
	    "texto|reportagem|matéria|artigo|notícia|coluna foi|tinha ~2 "
	    "corrigid*|retificad*" },
	{ "pt atualizado", "pt", U, G, "este|esta "
	    "texto|reportagem|matéria|artigo|notícia foi ~2 "
	    "atualizad*|alterad*|modificad*" },
	{ "pt diferentemente", "pt", C, G, "diferentemente|ao do|contrário "
	    "que|do ~3 publicado|informado|publicou|informou|afirmava" },
	{ "pt retirado", "pt", W, G, "este|esta "
	    "texto|reportagem|matéria|artigo|notícia foi "
	    "retirad*|removid*|despublicad*" },

	/* Italian */
	{ "it label", "it", C, L | G, "correzione|rettifica|errata|errore "
	    "corrige? @8 :" },
	{ "it errata corrige", "it", C, G, "errata corrige" },
	{ "it label precisazione", "it", K, L | G, "precisazione @8 :" },
	{ "it weak", "it", NOTE_EDITOR, L | SHAPE_WEAK,
	    "nota|aggiornamento della|del? redazione? @6 :" },
	{ "it versione precedente", "it", C, G, "una|la|in|nella una? "
	    "versione|precedente|prima precedente|iniziale|originale|versione "
	    "~2 di|dell'articolo|del|della questo|questa|articolo?" },
	{ "it corretto", "it", C, G, "questo|questa|l'articolo "
	    "articolo|pezzo|notizia|testo? è|e stato|stata ~4 "
	    "corretto|corretta|rettificat*" },
	{ "it aggiornato", "it", U, G, "questo|questa "
	    "articolo|pezzo|notizia|testo è stato|stata ~4 "
	    "aggiornat*|modificat*" },
	{ "it rimosso", "it", W, G, "questo|questa "
	    "articolo|pezzo|notizia|testo è stato|stata ~4 "
	    "rimoss*|ritirat*|cancellat*" },
};
const size_t nshapes = sizeof(shapes) / sizeof(shapes[0]);

struct str
shape_set(struct str name)
{
	for (size_t i = 0; i < sizeof(sets) / sizeof(sets[0]); i++)
		if (str_eqz(name, sets[i].name))
			return str_of(sets[i].words);
	return (struct str){ NULL, 0 };
}
