"""German indirect questions: "Ich wüsste gern, ob …", "Mir ist unklar, warum …", "Bitte um Auskunft über …"."""

from __future__ import annotations

import re

from onehand.cases.recognise.questions_plain import any_in, fold_pattern, one_of

_W = (
    r"(?:ob|wann|wanns|warum|weshalb|wieso|weswegen|wo|wohin|woher|woran|worauf|wofür|wozu|womit|wodurch|worin|wovon"
    r"|worum"
    r"|wonach|was|wer|wen|wem|wessen|wie|wieviel\w*|wie viele?|welche?[rsnm]?|inwiefern|inwieweit|wia|wos)"
)
_NOT = r"(?:nicht|nich|net|nid|nit|ned|nöd|nie|nirgends|nirgendwo|kein\w*|niemand)"
_GLOOM = (
    r"(?:leider |immer |noch |mir |uns |da |auch |ganz |so |recht |absolut |einfach |überhaupt |gar |trotzdem "
    r"|bisher |es |ehrlich gesagt |allerdings |aber |hier )*"
)
# What stands before "ob" or a question word when the customer wants to know it.
_WANTS = one_of(
    r"wüsst\w*",
    r"hätt\w*(?: \w+){0,3} gern\w*(?: \w+){0,4} gewusst",
    r"(?:möcht|wollt|will|würd|muss|müsst|würden|sollt|dürft|darf|wollen|kann|könnt)\w*(?: [\w-]+){0,6}? (?:wissen"
    r"|erfahren|fragen"
    r"|nachfragen|anfragen|erkundigen|klären|abklären|hören|verstehen|informieren|rückfragen|nachhaken|vergewissern"
    r"|sichergehen)",
    r"(?:interessier\w*|würde) (?:mich|uns)(?: \w+){0,4}?(?: interessieren)?",
    r"(?:mich|uns) (?:würde |tät |tät' |interessier\w*)(?:\w+ ){0,4}?(?:interessier\w*)?",
    r"interessieren (?:würde|tät\w*) (?:mich|uns)",
    r"frag\w* (?:ich )?(?:mich|uns)",
    r"(?:steht|stand|geht|wird|finde|findet)(?: \w+){0,3}? (?:nirgends|nirgendwo|nicht)(?: \w+){0,3}",
    r"frage (?:\w+ ){0,4}(?:nach|an)",
    r"(?:frage|anfrage|rückfrage|bitte)(?: \w+){0,3}? ?(?:ist|wäre|lautet|bleibt|stellt sich|hätte ich|an sie)?",
    rf"(?:{_NOT}|un|kaum|wenig) ?{_GLOOM}(?:klar|sicher|ersichtlich|verständlich|schlüssig|nachvollziehbar|bekannt"
    rf"|deutlich|gewiss|bewusst|einsichtig)",
    r"(?:schleierhaft|rätselhaft|ein rätsel|fraglich|offen|unbegreiflich|unerklärlich|spannend)",
    r"(?:weiss|wissen|verstehe?|verstehen|begreife?|kapiere?|check|sehe?|finde?|erkenne?|kenne?|erschliesst|versteh"
    r"|versteht|erklären|nachvollziehen|ersehen"
    rf"|erkennen|herausfinden|finden|sagen)(?: (?:ich|wir|es|man|sich|mir|nun|jetzt"
    rf"|das))*? {_GLOOM}{_NOT}(?: \w+){{0,4}}",
    rf"{_NOT}(?: \w+){{0,4}} (?:verstanden|verstehen|nachvollziehen|erkennen|herausfinden|finden|ersehen|entnehmen"
    rf"|erklären|sagen|feststellen|mitgeteilt|gesagt|beantwortet|geklärt)",
    r"(?:ohne|keine|keinerlei|null) (?:\w+ )?(?:ahnung|info\w*|auskunft|angabe|hinweis|rückmeldung|antwort|idee"
    r"|plan)",
    r"(?:\A|(?<=[,.;:!] )|(?<=bitte )|(?<=und )|(?<=doch ))(?:bitte |und )?(?!\w+te[nt]? )(?:teil|sag|säg|erklär"
    r"|erläuter|verrat|schreib|nenn|bestätig|beantwort|geb|gib|lass|meld|klär|informier|mail)\w*(?:'?s)? (?:sie "
    r"|ihr |du |'s )?(?:mir|uns|mich|bescheid|ma|mia)(?: \w+){0,6}",
    r"(?:mir|uns|mich|ma|mia)(?: [\w-]+){0,8}? (?:sagen|säge|sogn|mitteilen|erklären|erläutern|verraten|schreiben"
    r"|beantworten|helfen|wissen|bestätigen|nennen|weiterhelfen|auskunft|bescheid"
    r"|rückmeldung|info\w*|antwort|nachricht|tipp|aufklären|informieren|zukommen)(?: \w+){0,4}",
    r"(?:um|eine|kurze|kurz|auf|eure|ihre|ihr|die|der|baldige|schnelle|kurzfristige|gibt es"
    r"|schon) (?:\w+ ){0,2}(?:auskunft|info\w*|rückinfo|mitteilung|nachricht|rückmeldung|antwort|feedback"
    r"|bescheid|bestätigung|klarheit|klärung|erklärung|aufklärung|stellungnahme|erläuterung|rat|hinweis|aussage"
    r"|einschätzung|entscheidung)(?: \w+){0,4}?",
    r"(?:\A|(?<=[,.;:!] )|(?<=bitte )|(?<=und )|(?<=doch ))(?:bitte |und )?(?!\w+te[nt]? )(?:prüf|überprüf|schau"
    r"|guck|kontrollier|check|klär|bestätig|erklär|erläuter|angeb|sieh|seh)\w*(?: (?:sie|ihr|du|bitte|mal|doch|uns"
    r"|mir|kurz|einmal|noch|nochmals?|bei|im|ihrem|system|in|genau|nach)){0,6}",
    r"(?:wissen|wisst|weisst|wissts) (?:sie|ihr|du)?(?: \w+){0,3}?",
    r"(?:nachsehen|nachschauen|nachprüfen|prüfen|überprüfen|klären|abklären|herausfinden|angeben|erklären|erläutern"
    r"|bestätigen|mitteilen|beantworten)",
    r"(?:unsicher|ungewiss|unklar|unverständlich|unschlüssig|verwirrt|zweifle)(?: \w+){0,3}?",
    r"(?:bescheid|mitteilung|auskunft|rückmeldung|info|information|antwort|angaben?|klarheit|erklärung|begründung"
    r"|aussage|details|hinweise?|nachricht|bestätigung)(?: darüber| dazu)?(?: \w+){0,3}?",
    r"(?:dringend|gern|gerne) (?:wissen|erfahren)",
    r"(?:nachfragen|nachfrage|anfrage|rückfrage|nachgefragt|erkundigen)",
)
_EMBEDDED = re.compile(rf"(?:\A|[ ,;:(]){fold_pattern(_W)}(?!\w)")
# "Bitte um Auskunft zum Lieferstatus", "nennen Sie mir den Stand": the thing asked for is a noun.
_ABOUT = one_of(
    r"(?:um|erbitte|wünsche|brauche|benötige|gern\w*|fehlt|fehlen)(?: \w+){0,4}? (?:auskunft|info\w*|rückinfo"
    r"|mitteilung|rückmeldung|antwort|aufklärung|erklärung|stellungnahme|erläuterung|angaben?|details|update|aussage"
    r"|beantwortung)"
    r" (?:über|zu|zum|zur|bezüglich|wegen|betreffend|hinsichtlich|bzgl|für|des|der|folgender|meiner)",
    r"(?:teilen|nennen|sagen|geben|schreiben|mitteilen|nennt|sagt|schreibt|teilt|gebt|sag|nenn)(?: (?:sie|ihr|mir"
    r"|uns|bitte|doch|mal|kurz|noch|einfach|auch)){1,6}"
    r" (?:den|die|das|ihre|eure|einen|den aktuellen|den genauen)(?: \w+){0,3}? (?:stand|status|termin|liefertermin"
    r"|preis|grund|zeitpunkt|kosten|öffnungszeiten|sachstand"
    r"|bearbeitungsstand|lieferstatus|ursache|voraussetzungen|kündigungsfrist|frist|möglichkeiten|ansprechpartner"
    r"|adresse|dauer|zeitraum|zeitrahmen|höhe)",
    r"(?:aktueller|neuer|genauer)? ?(?:stand|status|sachstand|lieferstatus)(?: (?:der|meiner|zu|zum|zur|in"
    r"|bei)(?: \w+){1,6})?\Z",
)
_UNSAID = one_of(
    # the own business of the writer, a memory, or courtesy
    r"(?:interessier\w*|kümmer\w*|juck\w*) (?:mich|uns|es mich|das mich)(?: \w+){0,2}? (?:nicht|kein\w*"
    r"|herzlich wenig|wenig|null)",
    r"(?:egal|gleichgültig|wurst|wurscht|schnuppe|unerheblich|spielt keine rolle|irrelevant),?",
    r"ob sie (?:das|es|dies|sich|mir (?:das )?glauben)",
    r"(?:frage?|fragt) (?:ich )?(?:mich|sich|man sich)(?: \w+){0,4}? (?:warum|wieso|wozu|weshalb|wofür|ob"
    r"|wie lange)(?: \w+){0,4}?"
    r" (?:ich|wir|man|sie|ihr)(?: \w+){0,4}? (?:überhaupt|eigentlich noch|noch kunde|noch bei|ernst nehmen"
    r"|ihre kunden)",
    r"da fragt man sich",
    r"weiss(?: \w+){0,3} nicht,? ob (?:ich|wir) .*(?:kann|können|bin|schaffe|möchte|will|werde|nehme|behalte"
    r"|behalten|komme)\W*\Z",
    r"(?:werde|würde|will|muss|möchte) ich(?: \w+){0,8} (?:prüfen|schauen|überlegen|nachsehen)",
    r"konnten? (?:mir|uns) (?!.*(?:nicht|kein|niemand))(?:\w+ ){0,4}(?:sagen|erklären|helfen)",
    r"(?:keine ahnung|weiss nicht|weiss zwar nicht)(?=.{0,200} aber )",
    r"(?:ihre|deine|eure|zu ihrer|auf ihre|zur) (?:an|rück|nach)?frage",
    r"(?:sage?|teile?|schreibe?|gebe?|melde?|informiere?|lasse|prüfe|schaue|kläre|überlege)n? (?:ich|wir) (?:ihnen"
    r"|mich|euch|dir|sie|das|es|noch|mal|bescheid|selbst)",
    r"ich (?:werde|sage|teile|schreibe|gebe|melde|prüfe|schaue|kläre|überlege)\b(?! um"
    r"| nicht)(?!(?: \w+){0,6} (?:mich erkundigen))",
    r"hätte(?:n|st)? (?:ich|wir|du) (?:das |nur |vorher |doch )*gewusst",
)
_ASKED_BEFORE = one_of(r"\w*(?:fragte|fragten|gefragt|nachgefragt|angefragt|erkundigte|erkundigt)")
_NO_ANSWER = one_of(
    r"(?:keine?|ohne|nie|nichts|niemand|noch nicht|bisher nicht)(?: \w+){0,3}?"
    r" (?:antwort\w*|rückmeldung|reaktion|gehört|auskunft|beantwortet|gemeldet|erhalten|bekommen|nachricht|konnte"
    r"|wusste|geantwortet)",
    r"(?:offen|unbeantwortet|warte (?:noch|immer|seit|bis))",
)


_ABOUT_WORDS = """
    auskunft info rueckmeld aufklaer erklaer stellungnahme erlaeuter stand status termin preis grund zeitpunkt kosten
    frist ursache oeffnungszeit dauer zeitra hoehe ansprechpartner moeglichkeit voraussetz adresse antwort details
    update aussage angabe mitteilung beantwort
    """.split()  # noqa: SIM905 (word lists read better as text)
_ASKED_WORDS = ("frag", "erkundig")


# "Ob das Gerät noch Garantie hat, wüsste ich gern."
_TURNED = re.compile(
    fold_pattern(
        rf"(?:(?:ab|bis|seit|von|für|an|auf|in|mit) )?{_W} [^,]{{3,150}}, (?:wüsst|würde (?:mich|uns|ich)|möcht"
        rf"|ist (?:mir|uns) (?:nicht|un)"
        r"|frage ich|interessiert (?:mich|uns)(?! nicht)|verstehe ich|erschliesst sich|hätte ich)"
    )
)


def asks_indirectly(text: str) -> bool:
    if _TURNED.match(text):
        return True
    if any_in(_ABOUT_WORDS, text) and _ABOUT.search(text):
        return True
    found = _EMBEDDED.search(text, 3)
    if not found:
        return False
    if any_in(_ASKED_WORDS, text) and _ASKED_BEFORE.search(text):
        return bool(_NO_ANSWER.search(text)) and not _UNSAID.search(text)
    while found:
        if _wanted(text[max(0, found.start() - 120) : found.start()]):
            return not _UNSAID.search(text)
        found = _EMBEDDED.search(text, found.end())
    return False


def _wanted(before: str) -> bool:
    """Does what stands directly before "ob" or the question word say that the writer wants to know?"""
    for match in _WANTS.finditer(before):
        rest = before[match.end() :]
        if len(rest) < 60 and rest.count(",") <= 1:
            return True
    return False
