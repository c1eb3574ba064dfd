"""What looks like a question in German but wants no answer: anger, courtesy, slogans, headings.

All patterns meet the plain form (`questions_plain.plain`) and are written with umlauts, which `one_of` spells out.
"""

from __future__ import annotations

import re

from onehand.cases.recognise.questions_plain import one_of, pieces, without

# A question mark behind one of these asks nothing: anger, courtesy, the slogan below a name, a mere tag.
_IDLE = one_of(
    # anger
    r"(?:(?:soll|ist|wird) (?:das|dies|es)|das (?:soll|ist)|was) (?:\w+ ){0,5}?(?:witz|scherz|ernst|aprilscherz"
    r"|satire)",
    r"(?:ihr|euer|dein|im|mein) (?:\w+ )?ernst(?: jetzt)?",
    r"woll\w+ (?:sie|ihr) (?:mich|uns|ihre kunden|eure kunden)(?: \w+){0,5}?"
    r" (?:arm (?:zu )?nehmen|ver\w+|dumm verkaufen|hinhalten|loswerden|ärgern|schikanieren|zum narren halten"
    r"|abzocken|abwimmeln)",
    r"will\w* (?:man|sie|ihr) (?:mich|uns|einen|hier)(?: \w+){0,5} (?:arm nehmen|ver\w+|dumm verkaufen"
    r"|narren halten)",
    r"(?:hält\w*|halten|haltet) (?:man|sie|ihr) (?:mich|uns|ihre kunden|eure kunden|die kunden)(?: \w+){0,3}"
    r" (?:für|zum) (?:\w+ )?(?:dumm|blöd|doof|bescheuert|idiot\w*|narren|bekloppt|dämlich|deppen|trottel)\w*",
    r"wer (?:soll|würde|sollte|wird|will|kann|glaubt|mag|nimmt) (?:\w+ ){0,5}?(?:glaub\w+|abnehmen|ernst nehmen"
    r"|ernst)",
    r"wer glaubt",
    r"(?:wen|wer) (?:wundert|interessiert (?:das|es)|juckt|kümmert)",
    r"darf ich (?:mal |jetzt |kurz |bitte )*(?:lachen|weinen)",
    r"wie (?:heisst|sagt man) (?:es )?(?:so|doch)",
    r"was soll (?:das|der|dieser|diese|denn das|so (?:et)?was)(?: \w+){0,2}\Z",
    r"was soll (?:man|ich) (?:\w+ )*?(?:da|dazu|davon|zu)(?: \w+){0,6} (?:sagen|halten|denken|erwidern)",
    r"was (?:soll|kann) man (?:\w+ ){0,3}(?:sagen|erwarten|machen)\Z",
    r"was (?:will|kann|erwartet|soll) (?:man|ich) (?:\w+ ){0,3}?(?:mehr|anderes|anders|schon|auch|wohl) ?\w*\Z",
    r"wie kann man (?:nur|bloß|so|eigentlich|denn|seine kunden|ein\w* kunden)",
    r"wie (?:kann|können) (?:ein unternehmen|eine firma|so (?:et)?was|sie (?:es|das|so) (?:\w+ )?(?:wagen|dreist"
    r"|frech))",
    r"wie (?:geil|schön|toll|dumm|dreist|frech|unverschämt|peinlich|blöd|krass|schwer|unfähig|lächerlich|dämlich"
    r"|inkompetent)"
    r" (?:ist|kann|muss|sind|seid|darf)",
    r"wie (?:oft|lange|viel\w*)(?: \w+){0,3} (?:soll|muss|darf|will\w*|sollen|müssen|möcht\w+)"
    r" (?:ich|man|wir|mich|mir|sie mich|ihr mich) (?:\w+ ){0,8}?"
    r"(?:noch|bieten|gefallen|verarschen|wiederholen|bitten|hinhalten|erst|eigentlich)"
    r" (?:\w+ ){0,7}?(?:lassen|sagen|erklären|schreiben|anrufen|bitten|betteln|hinterherlaufen|hinterhertelefonieren"
    r"|wiederholen|hinhalten|vertrösten|melden|mitteilen|nachfragen|warten müssen)",
    r"wie viele? (?:\w+ )?(?:male?|mails|anrufe|briefe) (?:muss|soll|braucht)",
    r"wo (?:leben|sind) wir (?:denn |eigentlich |hier |denn hier )",
    r"wo (?:kommen|kämen) wir",
    r"(?:in welch\w+|in was für ein\w*) (?:zeit|jahrhundert|welt|land|film)\w* (?:leben|sind|bin)",
    r"wer (?:hat|denkt|kommt|macht|erfindet|plant|entwirft|programmiert) (?:sich )?(?:\w+ ){0,3}?(?:so ?(?:et)?was"
    r"|solche?\w*|so (?:ein\w*|nen)"
    r"|ausgedacht|auf (?:die|so ein\w*) idee|diesen (?:unsinn|quatsch|mist))",
    r"wo (?:haben|habt) (?:sie|ihr) (?:den|die|das|denn|diese[nrs]?|so \w+) (?:\w+ ){0,3}?(?:her|gelernt|gefunden)",
    r"(?:so (?:et)?was|schon wieder|noch (?:ein|eine|einen|mal|länger)(?: \w+)?|(?:\w+ )?(?:wochen|monate|tage"
    r"|stunden)|und das)\Z",
    r"(?:hauptsache|na ja|naja)",
    r"wer (?:hätte|kennt|braucht|möchte|will) (?:das|es|sowas|so was|schon|denn|nicht|gedacht)",
    r"haben sie (?:sie |eigentlich |denn )*noch alle",
    r"hab\w* (?:sie|ihr) (?:\w+ ){0,3}?(?:den verstand verloren|keine? (?:scham|anstand|ehrgefühl|gewissen)"
    r"|nichts besseres|nichts anderes"
    r"|(?:noch )?(?:nie|mal) (?:et)?was von)",
    r"(?:glaub|mein|denk)\w* (?:sie|ihr|du) (?:\w+ ){0,3}?(?:wirklich|ernsthaft|im ernst|allen ernstes|tatsächlich"
    r"|etwa|ehrlich"
    r"|eigentlich|denn|ich)",
    r"(?:was|wer) (?:glaub|denk|bild|erlaub|mein)\w* (?:sie|ihr|du) (?:sich |euch |dir )?(?:eigentlich|überhaupt|wer"
    r"|denn|dabei|ein)?",
    r"muss (?:ich|man|das|erst) (?:\w+ ){0,6}?(?:anwalt\w*|drohen|verbraucherzentrale|presse|polizei|wirklich sein"
    r"|denn sein"
    r"|eigentlich alles|immer erst|erst (?:laut|unfreundlich|böse)|sein)\Z",
    r"muss (?:ich|man) (?:denn |hier |wirklich |eigentlich |ihnen |euch )*(?:immer |erst |alles |selbst |betteln"
    r"|laut werden|dankbar)",
    r"(?:kann|darf|soll) (?:das|es|sowas|so etwas) (?:\w+ ){0,3}?wahr sein",
    r"(?:geht|gehts|geht's) (?:es )?(?:eigentlich )?noch\Z",
    r"(?:geht'?s|geht es) (?:ihnen|euch|dir) (?:\w+ )?noch (?:gut|ganz gut)",
    r"(?:spinn|tick)\w*",
    r"nenn\w* (?:sie|ihr|man|du|sich) (?:das|so ?(?:et)?was)",
    r"(?:ist|nennt sich) das (?:etwa |wirklich |jetzt |denn |nun |alles |also )*(?:ihr\w* |euer |eure "
    r"|die )?(?:\w+ )?(?:verständnis|auffassung|vorstellung"
    r"|(?:kunden)?service|kundendienst|kundenfreundlich\w*|kundenorientiert|dank|deutsche gründlichkeit|normal bei"
    r"|zu viel verlangt|zuviel verlangt|zu fassen"
    r"|ihre? art)",
    r"ist (?:das|es|sowas) (?:denn |wirklich |etwa |eigentlich )*(?:zu viel|zuviel|so schwer|so schwierig|zu schwer"
    r"|zu fassen|noch zeitgemäß)",
    r"was (?:bitte |ist )*(?:daran |an \w+ \w+ )?(?:ist )?(?:\w+ )?(?:daran )?(?:so schwer|so schwierig"
    r"|nicht zu verstehen)",
    r"(?:wofür|wozu|warum|weshalb) (?:be)?zahle? (?:ich|man|wir) (?:\w+ ){0,3}?(?:eigentlich|überhaupt|denn|dann)",
    r"(?:wozu|warum|weshalb|wieso) (?:hab|ruf|schreib|mach|tu|bemüh)\w* (?:ich|man|wir|sie"
    r"|ihr) (?:\w+ ){0,4}?(?:eigentlich|überhaupt)",
    r"(?:warum|wieso|weshalb|wozu) (?:nur|bloß|sollte (?:ich|man)|überrascht|wundert)",
    r"(?:warum|wieso) (?:auch )?(?:einfach|leicht|nicht gleich)",
    r"(?:bin|sind) (?:ich|wir) (?:hier |denn |eigentlich |etwa )*(?:im (?:falschen )?\w+|bei (?:der )?\w+"
    r"|der einzige|zu blöd|blöd)",
    r"(?:arbeitet|liest|interessiert|kümmert|sitzt|denkt) (?:\w+ ){0,4}?(?:überhaupt|eigentlich"
    r"|denn) (?:\w+ ){0,3}(?:jemand|wer|einer|mit|das)",
    r"(?:wissen|wisst|weisst|ahnen|merken|merkt|schämen|schämt|können|könnt|könnten|hören|begreifen) (?:sie|ihr|du)"
    r" (?:sich|euch|dir|überhaupt|eigentlich)(?: \w+){0,3}?(?: vorstellen| wie (?:\w+ )?(?:lange|viel|das|ärgerlich"
    r"|nervig|peinlich)|"
    r" was (?:das|sie)|\Z| nicht| selbst| gar)",
    r"(?:habe|hab) ich (?:et)?was (?:anderes|verpasst|falsch gemacht)",
    r"(?:hätte|hat) (?:man|ich|jemand|irgendwer) (?:\w+ ){0,3}(?:anderes|ernsthaft) (?:\w+ )?(?:erwartet|gedacht)",
    r"(?:sieht|sehe|seh) (?:so|ich) (?:etwa |so |vielleicht |denn |für sie )*(?:aus|etwa|guter|ein guter"
    r"|kundenservice)",
    r"(?:für wie|wie) (?:dumm|blöd|doof|naiv|bescheuert|lange noch)(?: \w+){0,4}",
    r"(?:toll|super|prima|klasse|danke auch|bravo|glückwunsch)\Z",
    r"(?:unglaublich|toll|super|klasse|schön|frechheit|unfassbar|prima|witzig|lustig)(?: \w+){0,3}? (?:oder"
    r"|nicht wahr|was|nicht|ne)\Z",
    r"(?:das|dies|es) (?:kann|darf|ist) (?:\w+ ){0,4}?(?:doch|ja|wohl) (?:\w+ ){0,5}?(?:sein|unglaublich|unfassbar"
    r"|frechheit|lächerlich)\Z",
    # courtesy and calls
    r"(?:wie|wia) (?:geht|gehts|geht's|läuft|läuft's|war)(?: es| denn| so)*"
    r"(?: (?:bei )?(?:ihnen|dir|euch|ihrer familie|so|ihr wochenende|ihr urlaub|alles))?(?: (?:so|heute|denn"
    r"|allen))*\Z",
    r"(?:alles|alle) (?:gut|bestens|super|klar|gesund|fit|in ordnung|paletti|roger)(?: (?:bei|soweit"
    r"|so)\b(?: \w+)*)?\Z",
    r"geht(?:'?s| es) (?:ihnen|euch|dir) (?:\w+ )?gut",
    r"ich hoffe",
    r"(?:ihnen|euch|dir) (?:geht|gehts) (?:\w+ )?gut",
    r"(?:na toll|na super|na prima|na klasse|tja)",
    # slogans and footers
    r"(?:haben sie |habt ihr |hast du |gibt es )?(?:noch |weitere |irgendwelche |sonst noch "
    r"|weitere offene )*(?:fragen|rückfragen|wünsche|probleme"
    r"|anregungen)(?: (?:an mich|an uns|dazu|offen|zu \w+ \w+|oder \w+))*\Z",
    r"(?:(?:brauchen|benötigen|suchen|wünschen|möchten) sie (?:noch |mehr |weitere )?(?:hilfe|unterstützung|rat|mehr"
    r"|beratung|informationen|inspiration|einen neuen|eine neue|ein neues)|lust auf|auf der suche|schon gewusst"
    r"|wussten sie|wusstest du|schon gehört|schon entdeckt"
    r"|kennen sie schon|kennst du schon|neugierig|interesse geweckt|interessiert\Z|noch kein\w*|muss diese mail"
    r"|diese mail (?:wirklich )?(?:aus)?drucken"
    r"|denken sie an die umwelt|unzufrieden\Z|zufrieden\Z|umzug geplant)(?! ich)",
    r"kann (?:ich|man) (?:ihnen|euch) (?:\w+ ){0,3}(?:helfen|behilflich|einen gefallen)",
)
# These are idle only when nothing else is said.
_TAG = one_of(
    r"(?:hallo|halloo+|jemand da|noch da|ist (?:da|hier|dort) (?:\w+ )?(?:jemand|wer)(?: da| zu ?hause)?)\Z",
    r"(?:oder|ok|okay|ja|nein|nicht|nicht wahr|gell|gelle|gäll|gä|ne|wa|wat|na|verstanden|einverstanden|abgemacht"
    r"|deal|richtig|stimmt's|klar|nich|woll)\Z",
    r"(?:ernsthaft|echt|wirklich|echt jetzt|wie bitte|hä+|bitte was|was|im ernst|ach wirklich|na und|so so|ach ja"
    r"|ach was)\Z",
)
_HEADING = re.compile(r"(?:betreff?|betr|thema|subject|re|aw|wg|fwd?|titel|artikel|faq|anhang|datei)\b ?[.:/]")
_LEAD = one_of(
    r"(?:hallo|hallöchen|hi|hey|hei|ey|moin moin|moin|servus|servas|grüezi|grüß gott|guten (?:tag|morgen|abend)|tach"
    r"|mahlzeit|hoi|salü"
    r"|sehr geehrte\w*|liebe[rs]?|werte\w*)(?: (?:zusammen|mitenand|miteinander|leute|team|ihr lieben|support|alle"
    r"|herr \w+|frau \w+|damen und herren))?",
    r"(?:ps|p\.s|nb|und|aber|oder|sondern|denn|ja|nein|ok|okay|na|sorry|entschuldigung|erstens|zweitens|drittens|ach"
    r"|achso|ah|mensch|leute|danke|vielen dank"
    r"|\d{1,2}|(?:(?:kurze|eine|meine|letzte|erste|zweite|weitere|andere|kleine|noch|nur) ){0,3}(?:frage|anfrage"
    r"|rückfrage))",
)


def is_tag(plain_text: str) -> bool:
    """Nothing but "oder?", "okay?", "hello?" or the slogan below a name."""
    parts = pieces(plain_text)
    return not parts or (len(parts) == 1 and bool(_TAG.match(stripped(parts[0][0]))))


def means_nothing(plain_text: str) -> bool:
    """A question mark stands here, but no answer is wanted."""
    if _HEADING.match(plain_text) or is_tag(plain_text):
        return True
    return any(_IDLE.match(stripped(piece)) for piece, _ in pieces(plain_text))


def stripped(piece: str) -> str:
    """Without "Hello", "and", "my question" before the clause proper."""
    return without(piece, _LEAD)


def is_idle(clause: str) -> bool:
    return bool(_IDLE.match(clause))


def is_heading(plain_text: str) -> bool:
    return bool(_HEADING.match(plain_text))
