"""How German says that something is done or was sent. Rules are written against one clause in its plain form."""

from __future__ import annotations

import re

from onehand.cases.recognise.clauses import Clause, clauses
from onehand.cases.recognise.questions_plain import fold_pattern


def _rule(pattern: str) -> re.Pattern[str]:
    return re.compile(fold_pattern(" ".join(pattern.split())))


# What is done in a house's systems, and stays done.
_DONE = (
    r"(?:erstattet|rückerstattet|zurückerstattet|zurückgezahlt|zurücküberwiesen|überwiesen|gutgeschrieben|ausgezahlt"
    r"|bezahlt|beglichen|verrechnet|abgebucht|storniert|gekündigt|widerrufen|aufgehoben|beendet|geändert|umgeändert"
    r"|aktualisiert|korrigiert|berichtigt|angepasst|hinterlegt|eingetragen|gespeichert|gelöscht|entfernt|gesperrt"
    r"|entsperrt|freigeschaltet|aktiviert|deaktiviert|eingerichtet|zurückgesetzt|verlängert|verschoben|umgebucht"
    r"|gebucht|bestellt|nachbestellt|reserviert|beauftragt|veranlasst|angestoßen|ausgelöst|eingeleitet|angewiesen"
    r"|erledigt|behoben|gelöst|repariert|ausgetauscht|umgetauscht|ersetzt|abgeschlossen|bearbeitet|umgesetzt"
    r"|durchgeführt|vorgenommen|genehmigt|bewilligt|freigegeben|gewährt|erlassen|abgeholt|zugestellt|ausgeliefert"
    r"|geliefert|angelegt|ausgestellt|verbucht|registriert|abgemeldet|angemeldet|umgemeldet|ausgetragen|informiert"
    r"|benachrichtigt|weitergeleitet|weitergegeben|übergeben|gemeldet|zugesagt|vereinbart|angefordert|ausgebucht"
    r"|stillgelegt|umgestellt|verbessert|abgestellt|bereinigt|in die wege geleitet|in auftrag gegeben)"
)
_SENT = (
    r"(?:geschickt|gesendet|gesandt|versendet|versandt|verschickt|zugeschickt|zugesandt|zugesendet|abgeschickt"
    r"|abgesendet|losgeschickt|rausgeschickt|herausgeschickt|hinausgeschickt|übersandt|übersendet|nachgeschickt"
    r"|nachgesendet|zurückgeschickt|zurückgesendet|gemailt|gefaxt|geschrieben|übermittelt|mitgeschickt|beigefügt"
    r"|angehängt|eingeworfen|aufgegeben)"
)
# A thing on its way is an action of a warehouse; anything else that is sent are words.
_GOODS = _rule(
    r"\b(?:[\w-]*(?:paket|päckchen|sendung|ware|lieferung|bestellung|ersatz\w*|artikel|teil|teile|gerät|schrank|möbel"
    r"|nachlieferung|austauschgerät|geld|betrag|erstattung|gutschrift|zahlung|produkt))\b"
)
_PASSIVE = _rule(
    rf"(?:\b(?:wurden?|ist|sind|sei|wäre) .{{0,120}}?\b(?P<v1>{_DONE}|{_SENT})(?: worden)?\Z"
    rf"|\b(?:wurden?|ist|sind) .{{0,120}}?\b(?P<v2>{_DONE}|{_SENT})\b"
    rf"|\b(?P<v3>{_DONE}|{_SENT}) (?:worden (?:ist|sind)|wurden?|ist|sind)\b)"
)
_PERFECT = _rule(
    rf"(?:\b(?:wir|ich|kolleg\w+|team|buchhaltung|lager|technik|abteilung|spedition|bank|man) (?:\w+ ){{0,2}}?"
    rf"(?:haben|habe|hat|hatten|hatte) .{{0,140}}?\b(?P<v1>{_DONE}|{_SENT})\b"
    rf"|\b(?:haben|habe|hat|hatten|hatte) (?:wir|ich|\w+ (?:kolleg\w+|team|buchhaltung|lager|technik|abteilung"
    rf"|spedition))"
    rf"\b.{{0,140}}?\b(?P<v2>{_DONE}|{_SENT})\b"
    rf"|\b(?:wir|ich|kolleg\w+) .{{1,140}}?\b(?P<v3>{_DONE}|{_SENT}) (?:haben|habe|hat|hatten|hatte)\Z"
    rf"|\A(?:x |die |der |das |unsere? |hab |habe )?(?:\w+ )?(?:hat|habe|hab) .{{0,140}}?\b(?P<v4>{_DONE}|{_SENT})\b)"
)
_UNDER_WAY = _rule(
    r"\b(?:ist|sind|befindet sich|befinden sich)\b.{0,80}?\b(?:unterwegs|auf dem weg|in zustellung|im versand|raus"
    r"|in bearbeitung|angekommen|eingetroffen|abholbereit|versandfertig)\b"
)
_MAIL = _rule(r"\b(?:e-?mail|mail|brief|schreiben|post|nachricht|unterlagen?|dokumente?|rechnung|formular|vertrag)\b")

_NO = _rule(r"\b(?:nicht|nichts|kein\w{0,2}|nie|niemals|weder|ohne)\b")
_IF = _rule(
    r"\A(?:und |oder |aber |auch |erst |nur )?(?:falls|sofern|sollten?|wenn|ob|sobald|solange|nachdem|bis|damit"
    r"|bevor|ehe"
    r"|wann|wer|was|welche\w?|ist|sind|wurden?|haben|hat|bitte|um)\b"
)
_LATER = _rule(
    r"\b(?:wird|werden|werde|soll|sollte|könnte|kann|können|muss|müssen|darf|möchte|würden?|sobald|wenn|falls|bald"
    r"|demnächst|morgen)\b"
)
_BY_OTHERS = _rule(
    r"(?:\b(?:von|durch) (?:ihnen|dir)\b|\b(?:sie|du) (?:\w+ ){0,3}?(?:haben|hatten|hast|hattest)\b"
    r"|\b(?:haben|hatten|hast|hattest) (?:sie|du)\b|\b(?:sie|du) .{0,100} (?:haben|hatten|hast|hattest)\Z)"
)
_RECEIVED = _rule(r"\b(?:(?:bei uns|hier) (?:\w+ )?(?:angekommen|eingegangen|eingetroffen))\b")
_THEIR_WORDS = _rule(
    r"\b(?:ihr|deine?)(?:e[nmrs]?)? (?:\w+ )?(?:nachricht|mail|e-mail|brief|schreiben|anfrage|anliegen"
    r"|frage)\b.{0,40}?"
    r"\b(?:angekommen|eingegangen|eingetroffen|in bearbeitung|gespeichert)\b"
)


def claims(said: str) -> set[str]:
    """The kinds of what this sentence says to be done."""
    found: set[str] = set()
    for clause in clauses(said):
        if _IF.match(clause.text) and not _inverted(clause):
            continue
        if clause.before and _IF.match(said) and not _LATER.search(clause.text) and _conditional(said):
            continue
        kind = _kind(clause.text)
        if kind:
            found.add(kind)
    return found


def _inverted(clause: Clause) -> bool:
    """ "Wie gewünscht, haben wir …": the verb leads because something stands in front of it."""
    return bool(clause.before) and clause.text.startswith(
        ("haben wir ", "habe ich ", "wurde ", "wurden ", "ist ", "sind ")
    )


def _conditional(said: str) -> bool:
    return said.startswith(("falls ", "wenn ", "sobald ", "sofern ", "sollte ", "sollten "))


def _kind(said: str) -> str:
    if _NO.search(said) or _BY_OTHERS.search(said) or _THEIR_WORDS.search(said) or _RECEIVED.search(said):
        return ""
    if _UNDER_WAY.search(said) and not _LATER.search(said):
        return "message" if _MAIL.search(said) and not _GOODS.search(said) else "action"
    found = _PASSIVE.search(said) or _PERFECT.search(said)
    if found is None or _LATER.search(said):
        return ""
    verb = next(value for value in found.groupdict().values() if value)
    if re.fullmatch(fold_pattern(_SENT), verb):
        return "action" if _GOODS.search(said) else "message"
    return "action"
