"""How German says that the customer erred. Rules are written against one clause in its plain form."""

from __future__ import annotations

import re

from onehand.cases.recognise.blame_de_words import (
    ANY,
    DID,
    FAULT,
    HAVE,
    NOT_IN_ORDER,
    OMITTED,
    THEIR,
    THEIRS,
    WITH_THEM,
    WRONG,
    YOU,
    rule,
)  # fmt: skip
from onehand.cases.recognise.clauses import Clause
from onehand.cases.recognise.questions_plain import fold_pattern

_OURS = rule(
    r"\b(?:wir|ich|uns(?:er\w*)?|unsererseits|man|spedition\w*|fahrer\w*|paketdienst\w*|zusteller\w*"
    r"|hersteller\w*|lager"
    r"|lieferant\w*|kolleg\w+|mitarbeiter\w*|system\w*|werkstatt|transport\w*|post|bank)\b"
)
_BY_US = rule(
    r"\b(?:(?:von|durch|bei|seitens) (?:uns|mir|unser\w*|der (?:spedition|post|bank)|dem (?:fahrer|paketdienst"
    r"|hersteller))|wir|ich|unsererseits|unser\w{0,2} (?:system|team|kolleg\w+|mitarbeiter\w*|lager|seite"
    r"|fehler)|system"
    r"|kolleg\w+|mitarbeiter\w*|spedition\w*|fahrer\w*|paketdienst\w*|hersteller\w*|transport\w*|werkstatt)\b"
)
_ARRIVED_HERE = re.compile(r"\bbei uns (?:\w+ )?(?:ein|an)(?:getroffen|gegangen|gekommen|traf|ging)\w*")
_NO = rule(r"\b(?:nicht|nichts|kein\w{0,2}|nie|niemals|weder|keineswegs|keinesfalls|keinerlei|ohne)\b")
_NOT_YET = rule(r"\bnoch (?:nicht|kein\w{0,2}|nichts)\b")
_GOT = rule(
    r"\b(?:bekommen|erhalten|gekriegt|empfangen|vorgefunden|gefunden|erfahren|gehört|gewartet|warten|geliefert|erlebt"
    r"|müssen|geduld|recht|zeit verloren|ärger)\b"
)

_ERRED = rule(
    r"\b(?:vertippt|verschrieben|verlesen|verrechnet|vermessen|verklickt|geirrt|getäuscht|vertan|verwählt|verhört"
    r"|übersehen|überlesen|vergessen|versäumt|verpasst|verschlampt|verwechselt|missverstanden|missachtet|ignoriert"
    r"|unterlassen|beschädigt|zerbrochen|verursacht|verschuldet|zerkratzt|kaputt gemacht|überschritten|vertauscht"
    r"|überdreht|verschüttet|fallen gelassen|falsch verstanden|weggelassen|ausgelassen|verweigert|verdreht"
    r"|verstreichen lassen|gegen .{3,60} verstoßen|missbraucht|überlastet|manipuliert)\b"
)
_BY_ERROR = rule(
    r"\b(?:versehentlich|irrtümlich(?:erweise)?|aus versehen|fälschlich(?:erweise)?|unberechtigt|unbefugt"
    r"|eigenmächtig"
    r"|leichtfertig|fahrlässig|unsachgemäß|zu unrecht|doppelt|unerlaubt|ungeschützt|unverpackt|unfrankiert)\b"
)
_LATE = rule(
    r"\b(?:zu spät|verspätet|nicht (?:rechtzeitig|fristgerecht|fristgemäß|pünktlich|innerhalb der frist)"
    r"|erst (?:nach (?:ablauf|der frist|fristende)|zu spät)|außerhalb der frist)\b"
)
_PARTICIPLE = rule(rf"\b{ANY}\b")

# "Sie haben …", "… haben Sie …", "… Sie … haben" at the end of a subordinate clause.
_CUSTOMER_HAS = rule(rf"(?:\b{YOU} (?:\w+ ){{0,2}}?{HAVE}\b|\b{HAVE} {YOU}\b|\b{YOU} .{{1,160}} {HAVE}\Z)")
_OTHER_SUBJECT = rule(r"\b(?:wir|ich|man|jene)\b")
# "Die Kollegen haben Sie falsch beraten": there the customer is the object.
_WE_DID_TO_THEM = rule(
    r"\b(?:kolleg\w+|mitarbeiter\w*|fahrer\w*|techniker\w*|berater\w*|leute|händler\w*|spedition\w*|monteure?)"
    r" (?:\w+ ){0,2}?haben sie\b"
)
_WRONG_DID = rule(rf"\b(?:{WRONG}|zu (?:klein|groß|kurz|lang|wenig|viel)\w{{0,2}})\b.{{0,80}}?\b{ANY}\b")
_NOT_DID = rule(
    rf"\b(?:nicht|nie|niemals|kein\w{{0,2}}|ohne|weder|nichts|unzureichend|unvollständig)\b.{{0,80}}?\b{OMITTED}\b"
)
_UNPAID = rule(r"\b(?:bezahlt|gezahlt|beglichen|überwiesen)\b")
_NOT_TOLD = rule(
    r"\b(?:uns|mir|niemanden|niemandem)\b.{0,60}?\b(?:nicht|nie|nichts|kein\w{0,2})\b.{0,40}?\b(?:informiert"
    r"|benachrichtigt|angerufen|kontaktiert|gesagt|geschrieben|erreicht|Bescheid gegeben|bescheid gesagt)\b"
)
_MISUNDERSTOOD = rule(
    r"\b(?:das|es|uns|mich|den|die|etwas|da|hier) (?:\w+ ){0,4}?(?:falsch verstanden|missverstanden)\b"
)

_SHOULD = rule(rf"(?:\b{YOU} hätte(?:n|st)\b|\bhätte(?:n|st) {YOU}\b|\b{YOU} .{{1,120}} hätte(?:n|st)\b)")
_OUGHT = rule(r"\b(?:müssen|sollen|dürfen)\b")
_SPARED = rule(r"\b(?:bekommen|erhalten|erfahren|werden|warten|erleben|hören|passieren|kümmern|erwarten|suchen)\b")

_WERE = rule(
    rf"(?:\b{YOU} (?:waren|warst|wurden|sind|bist|seien)\b|\b(?:waren|warst|wurden|sind|bist) {YOU}\b"
    rf"|\b{YOU} .{{1,80}} (?:waren|warst|wurden|sind)\Z)"
)
_AWAY = rule(
    r"\b(?:nicht (?:\w+ ){0,3}?(?:anwesend|zu hause|zuhause|daheim|da\b|vor ort|erreichbar|anzutreffen|angetroffen"
    r"|am vereinbarten ort|erschienen|gekommen|aufgetaucht)|abwesend|ausser haus"
    r"|nicht zum (?:\w+ )?termin (?:erschienen"
    r"|gekommen)|zu spät (?:\w+ ){0,2}?(?:gekommen|erschienen|dran)|im irrtum|im unrecht|im verzug|in verzug"
    r"|(?:daran|dafür|selbst|allein|selber) (?:\w+ ){0,2}?(?:schuld|verantwortlich)|unachtsam|unvorsichtig"
    r"|nachlässig)"
)
_NOBODY_HOME = rule(
    r"\bniemand(?:en|em)?\b.{0,60}?\b(?:zu hause|zuhause|anwesend|angetroffen|anzutreffen|geöffnet|aufgemacht"
    r"|vor ort)\b"
)

_THEIRS_IS = rule(
    rf"\b{THEIR} ?(?:[\w-]{{2,30}} ){{0,2}}?{THEIRS}\b.{{0,60}}?"
    rf"(?:\b(?:ist|sind|war|waren|wurde|wurden|kam|kamen|ging|gingen|lag|lagen|erreichte|erreichten)\b.{{0,60}}?"
    rf"\b{NOT_IN_ORDER}\b"
    rf"|\b{NOT_IN_ORDER} (?:ist|sind|war|waren|wurden?|ankam|kam|kamen|einging|eingingen)\Z"
    r"|\b(?:ging|gingen|lief|kam|wurde|wurden) (?:\w+ ){0,3}?(?:auf|an) (?:das|die|den|ein|eine|einen) falsche\w?\b"
    r"|\bstand(?:en)? nicht\b"
    r"|\b(?:stimm(?:t|en|te|ten) (?:\w+ ){0,3}?nicht|pass(?:t|en|te|ten) nicht|existier(?:t|en|te) nicht"
    r"|gibt es nicht"
    r"|enth(?:ält|ielt|alten|ielten) (?:kein\w{0,2}|(?:\w+ ){0,3}?\w{0,20}(?:fehler|dreher))|fehlt(?:e|en)?\b"
    r"|ist (?:\w+ )?fehlgeschlagen|weich(?:t|en) ab))"
)
_IS_THEIRS = rule(
    rf"\b(?:(?:ist|sind|war|waren|wurde|wurden|kam|kamen|ging"
    rf"|gingen) (?:\w+ ){{0,2}}?{THEIR} ?(?:[\w-]{{2,30}} ){{0,2}}?"
    rf"{THEIRS}\b.{{0,50}}?\b{NOT_IN_ORDER}\b"
    rf"|(?:stimmt|stimmte|stimmen|passt|passte"
    rf"|existiert) (?:\w+ ){{0,2}}?{THEIR} ?(?:[\w-]{{2,30}} ){{0,2}}?{THEIRS}\b"
    rf".{{0,40}}?\bnicht\b|fehlt(?:e|en)? (?:\w+ ){{0,5}}?{THEIR} ?(?:[\w-]{{2,30}} ){{0,2}}?{THEIRS}\b)"
)
_MISSING = rule(r"\bfehlt(?:e|en)?\b")
_BECAUSE_OF_THEIRS = rule(
    rf"\b(?:durch|wegen|aufgrund) (?:ihre[nmrs]?|deine[nmrs]?) {WRONG} (?!lieferung|bestellung|rechnung|sendung|ware"
    r"|artikel|paket|gerät)\w"
)
_WAS_MISUSED = rule(
    r"\b(?:wurden?|worden|ist|sind)\b.{0,60}?\b(?:falsch|unsachgemäß|nicht (?:richtig|korrekt|sachgemäß)|fehlerhaft)"
    r" (?:bedient|behandelt|gelagert|montiert|angeschlossen|verwendet|genutzt|benutzt|gereinigt|aufgebaut|eingebaut"
    r"|gepflegt|zusammengebaut)\b"
)
_THEIR_WRONG = rule(
    rf"\b{THEIR} (?:\w+ )?(?:{WRONG}|fehlende\w|verspätete\w|späte\w|mangelnde\w|unterlassene\w|unterbliebene\w"
    rf"|unleserliche\w|widersprüchliche\w|unsachgemäße\w|zu späte\w|nachlässige\w) (?:\w+ )?{THEIRS}\b"
)
_WRONG_OF_THEIRS = rule(rf"\b{WRONG} (?:\w+ )?{THEIRS} vonihnen\b")
_ON_THEIRS = rule(
    rf"\bauf {THEIR} ?{THEIRS}\b.{{0,40}}?\b(?:nichts|nicht|kaum|nur schlecht) (?:zu|lesbar|erkennbar|lesen"
    rf"|erkennen)\b"
)
_WAS_GIVEN = rule(
    rf"\bwurden? (?:\w+ ){{0,6}}?{WRONG} (?:\w+ )?{THEIRS} (?:\w+ ){{0,3}}?(?:angegeben|eingegeben|eingetragen"
    rf"|genannt"
    r"|mitgeteilt|gewählt|übermittelt|hinterlegt)\b"
    rf"|\b{WRONG} (?:\w+ )?{THEIRS} (?:\w+ ){{0,4}}?(?:angegeben|eingegeben|eingetragen|genannt) (?:worden"
    rf"|wurden?)\b"
)
_BY_THEM = rule(
    rf"\b(?:(?:von|durch) (?:ihnen|dich|dir|sie)|ihrerseits"
    rf"|deinerseits)\b.{{0,80}}?\b(?:{WRONG}\b.{{0,40}}?\b{DID}|verweigert|beschädigt"
    r"|versäumt|vergessen|verursacht|verschuldet|missachtet)\b"
)
# "die Adresse, die Sie genannt haben, …"
_GIVEN_BY_THEM = rule(r", (?:die|der|das|den|welche[rsn]?) (?:sie|du) [^,.;]{0,60}(?:haben|hatten|hast|hattest),")
_BEFELL = rule(
    r"(?:\b(?:ihnen|dir) (?:\w+ ){0,8}?(?:\w{0,20}fehler|versehen|irrtum|\w{0,10}dreher|missgeschick) (?:\w+ ){0,2}?"
    r"(?:unterlaufen|passiert)\b)"
)

_LIES = rule(
    rf"(?:\b{FAULT}\b.{{0,40}}?\b(?:liegt|lag|liegen|lagen|ist|war)\b.{{0,25}}?\b{WITH_THEM}\b"
    rf"|\b{WITH_THEM} (?:liegt|lag)\b.{{0,30}}?\b{FAULT}\b"
    rf"|\b(?:das|dies) (?:liegt|lag)\b.{{0,25}}?\ban (?:ihnen|dir|ihrer|ihrem|ihren|deiner|deinem)\b"
    rf"|\b(?:liegt|lag)\b.{{0,20}}?\b{FAULT}\b.{{0,20}}?\b{WITH_THEM}\b)"
)
_THEIR_FAULT = rule(
    r"\b(?:ihr|dein)(?:e[nmrs]?|s)? (?:eigene?[nmrs]? |kleine?[nmrs]? )?(?:(?:tipp|bedien|bedienungs|eingabe"
    r"|schreib|mess"
    r"|anwender|montage|rechen|lese)?fehlers?|versehens?|verschuldens?|mitverschuldens?|versäumnis(?:ses|se)?"
    r"|irrtums?"
    r"|zahlendrehers?|fehlverhaltens?|nachlässigkeit|unachtsamkeit|schuld|fehleingabe|falscheingabe|falschangaben?"
    r"|fehlbedienung|zahlungsverzugs?|denkfehler|missverständnis)\b"
)
_SELF = rule(
    r"\b(?:selbst ?verschuld\w+|selbst schuld|selber schuld|selbst verursacht|selbst zu (?:verantworten|vertreten)"
    r"|eigenverschulden|eigenes verschulden|kundenverschulden|kundenseitig\w*|anwenderfehler\w*|bedienungsfehler\w*"
    r"|bedienfehler\w*|fehlbedienung\w*|unsachgemäß\w*|(?:fehler|versehen|irrtum|versäumnis|verschulden"
    r"|missverständnis"
    r"|versäumt|fehlverhalten) (?:\w+ )?(?:ihrerseits|deinerseits|von ihrer seite|seitens des kunden))\b"
)
_YOU_ERR = rule(rf"(?:\b{YOU} (?:irren|irrst|täuschen|täuschst) (?:sich|dich)\b|\b(?:irren|täuschen) sie sich\b)")
_PAST = rule(
    rf"(?:\b{YOU} (?:gaben|gabst|nannten|nanntest|schickten|sendeten|wählten|bestellten|trugen|teilten|überwiesen"
    r"|zahlten|kündigten|meldeten|reagierten|antworteten|füllten|unterschrieben|kamen|verwendeten|machten)"
    rf"|\b(?:gaben|nannten|schickten|wählten|bestellten|trugen|überwiesen|zahlten|kündigten|meldeten|füllten|machten)"
    rf" {YOU})\b.{{0,80}}?\b(?:{WRONG}|zu spät|nicht (?:rechtzeitig|fristgerecht)|einen (?:\w+)?fehler)\b"
)
_PAST_ERRED = rule(
    rf"(?:\b{YOU} (?:vergaßen|versäumten|verpassten|übersahen|verwechselten|ignorierten|beschädigten|irrten)\b"
    rf"|\b(?:vergaßen|versäumten|verpassten|übersahen|verwechselten) {YOU}\b)"
)
_MADE_ERROR = rule(
    r"\b(?:einen|den|mehrere|diesen) (?:\w+ )?(?:\w{0,20}fehler|zahlendreher|irrtum) (?:gemacht|begangen)\b"
)

_SUPPOSES = rule(
    r"(?:\A(?:falls|sofern|sollten?|solltest|vorausgesetzt|angenommen|für den fall|im falle?|wer|soweit)\b"
    r"|\A(?:nur |auch |erst |selbst |immer )?wenn (?!ich |wir |man |es mich |mich )"
    r"|\A(?:haben|hatten|hast|waren|warst|ist|sind|wurden?|hätten|kam|stimmt) (?!\w+ ?\.?\Z))"
)
_IF = rule(
    r"\A(?:und |oder |aber |dass |nur |auch )?(?:falls|sofern|sollten?|solltest|wenn|ob|soweit|solange|sobald"
    r"|damit|um|wer"
    r"|es sei denn|ehe|bevor)\b"
)
_PERHAPS = rule(
    r"\b(?:vielleicht|möglicherweise|eventuell|evtl|unter umständen|könnten?|kann sein|womöglich|gegebenenfalls|ggf"
    r"|beispielsweise|zum beispiel|manchmal|häufig|oft)\b"
)
_REPORTED = rule(
    r"(?:\b(?:sie|du) (?:schreib\w+|schrieb\w*|sag\w+|mein\w+|erwähn\w+|bericht\w+|schilder\w+|vermut\w+|befürcht\w+"
    r"|frag\w+|glaub\w+|denk\w+|erklär\w+|teil\w+ (?:\w+ )?mit|geben (?:\w+ )?an)"
    r"|\b(?:sie|du) (?:haben|hatten|hast) .{0,40}(?:geschrieben|mitgeteilt|gesagt|erwähnt|berichtet|gemeldet|erklärt"
    r"|eingeräumt|bestätigt)|\b(?:danke|dank|schön|gut|toll|freut|super|hinweis|info|mitteilung))[^.;]{0,60}\Z"
)
_DENIED = rule(
    r"\b(?:nicht|kein\w{0,2}|niemand|nie|ausgeschlossen|ohne|keinesfalls|fälschlich\w*|irrtümlich\w*|zu unrecht"
    r"|unzutreffend"
    r"|hatten? (?:ich|wir)|(?:ich|wir) hatten?|entgegen|statt|anstatt|behauptung|vorwurf)\b"
)
_ACCORDING_TO_THEM = rule(
    r"\b(?:laut ihrer|nach ihren eigenen|ihrer (?:nachricht|mail|aussage) (?:nach|zufolge)|wie sie (?:selbst )?"
    r"(?:schreiben|sagen|schildern|angeben|mitteilen))\b"
)


def prepared(said: str) -> str:
    """With "vonihnen" for a clause that says whose it is, so that what is said of it stands beside it."""
    return _GIVEN_BY_THEM.sub(" vonihnen", said) if "," in said else said


def only_supposes(said: str) -> bool:
    """The whole sentence is a condition and what follows from it, and says nothing of what was."""
    return bool(_SUPPOSES.match(said)) or bool(_ACCORDING_TO_THEM.search(said))


def blames(clause: Clause) -> bool:
    said = clause.text
    if _IF.match(said) or _PERHAPS.search(said) or _is_disowned(clause):
        return False
    return _did_wrong(said) or _was_wrong(said) or _gave_wrong(said) or _is_at_fault(said)


def _is_disowned(clause: Clause) -> bool:
    """What the customer said themselves, or what we say was not so."""
    head = clause.text.split(" ", 1)[0]
    before = clause.before[-160:].rstrip(" ,:;–-")
    if clause.first or head not in ("dass", "wie", "sie", "du", "weil", "da", "der", "die", "ihr", "ihre", "bei"):
        return False
    return bool(_REPORTED.search(before)) or (head in ("dass", "sie", "du") and bool(_DENIED.search(before)))


def _did_wrong(said: str) -> bool:
    """What the customer did, or left undone."""
    if _SHOULD.search(said):
        spared = _SPARED.search(said) or (_NO.search(said) and re.search(r"\bmuessen\b", said))
        return bool(_OUGHT.search(said)) and not spared
    if _PAST.search(said) or (_PAST_ERRED.search(said) and not _NO.search(said)):
        return True
    if not _CUSTOMER_HAS.search(said) or _OTHER_SUBJECT.search(said) or _WE_DID_TO_THEM.search(said):
        return False
    if _GOT.search(said):
        return False
    if _LATE.search(said) and _PARTICIPLE.search(said):
        return True
    if _NOT_TOLD.search(said):
        return True
    if _NOT_DID.search(said) and not _falsely_denied(said):
        return True
    if _NO.search(said):
        return False
    erred = _ERRED.search(said) or _WRONG_DID.search(said) or _MADE_ERROR.search(said) or _MISUNDERSTOOD.search(said)
    by_error = _BY_ERROR.search(said) and _PARTICIPLE.search(said)
    return bool(erred or by_error) and not re.search(r"\b(?:durch|wegen) uns", said)


def _falsely_denied(said: str) -> bool:
    """ "Sie haben nichts Falsches angegeben", and what may still come."""
    if re.search(rf"\b(?:nicht|nichts|kein\w{{0,2}}) (?:\w+ )?{fold_pattern(WRONG)}\b", said):
        return True
    return bool(_NOT_YET.search(said)) and not _UNPAID.search(said)


def _was_wrong(said: str) -> bool:
    if _NOBODY_HOME.search(said) and not _BY_US.search(said):
        return True
    return bool(_WERE.search(said) and _AWAY.search(said)) and not _OTHER_SUBJECT.search(said)


def _gave_wrong(said: str) -> bool:
    """What came from the customer is not in order."""
    if _WRONG_OF_THEIRS.search(said):
        return True
    if _BY_US.search(_ARRIVED_HERE.sub(" ", said)):
        return False
    if _WAS_MISUSED.search(said):
        return not _OURS.search(said)
    if _BECAUSE_OF_THEIRS.search(said):
        return True
    if _THEIR_WRONG.search(said) or _ON_THEIRS.search(said) or _WAS_GIVEN.search(said) or _BY_THEM.search(said):
        return not _NO.search(said) or bool(_ON_THEIRS.search(said))
    found = _THEIRS_IS.search(said)
    if found is None:
        found = _IS_THEIRS.search(said)
    if found is None or _NOT_YET.search(said):
        return False
    if _MISSING.search(said) and re.search(r"\b(?:noch|nur)\b", said):
        return False
    return not re.search(rf"\b(?:nicht|keineswegs|kein\w{{0,2}}) (?:\w+ )?(?:{fold_pattern(WRONG)}|verspaetet)\b", said)


def _is_at_fault(said: str) -> bool:
    found = _SELF.search(said)
    if found is not None:
        return not _denied(said, found) and not _OURS.search(said)
    for one in (_LIES, _THEIR_FAULT, _YOU_ERR, _BEFELL):
        found = one.search(said)
        if found is not None and not _denied(said, found):
            return True
    return False


def _denied(said: str, found: re.Match[str]) -> bool:
    return bool(_NO.search(said, max(0, found.start() - 30), found.end() + 7))
