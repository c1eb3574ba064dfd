"""Is a text German or English? Counted by everyday words; an unclear text keeps the customer's language."""

# ruff: noqa: SIM905 (word lists read better as text)
from __future__ import annotations

from collections.abc import Iterable

# Words that both languages write alike ("in", "am", "an", "so", "was", "also", "die") are in neither list.
_GERMAN = frozenset(
    """
    aber alle als auch auf aus bei bekommen bereits bestellt bestellung bin bis bitte bitten da dabei
    damit danke dann das dass dazu dein deine dem den denn der des dich diese diesen dieser dieses dir
    doch dort du durch ein eine einem einen einer eines er es etwas euch euer falls frage fragen
    freundlichen für fuer ganz gar geht gerne gibt grüße grüßen gruß gruss guten habe haben hallo hat
    hatte heute hier ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im immer ist ja jetzt kann kein keine
    können konnte leider liebe lieber lieferung mal mehr mein meine meinem meinen meiner mich mir mit
    morgen möchte muss nach nicht nichts noch nun nur ob oder ohne schon schönen sehr sehr geehrte
    geehrter sein seit sich sie sind sollte sollen tag über ueber um und uns unser unsere vielen vom von
    vor wann warum weil wenn werde werden wie wieder wird wir wo wurde würde zu zum zur zwei zurück
    """.split()
)
_ENGLISH = frozenset(
    """
    about after all and any are arrived as at back be because been before but by can cannot could dear
    did do does don't for from get got had has have he hello her here him his how i i'd i'll i'm i've if
    into is it it's its just kind know let like me my need no not now of on one only or order ordered
    our out please received regards she should since some still thank thanks that the their them then
    there these they this to told too two until up us very want we were what when where which who why
    will with would yes yet you your
    """.split()
)
_LOOKED_AT = 1_000  # characters: enough to be sure, cheap on a long mail
_LEAST_WORDS = 2  # a single known word ("ok, danke") is a hint only when the other language has none


def _known(words: Iterable[str], known: frozenset[str]) -> int:
    return len([word for word in words if word in known])


def everyday(word: str) -> bool:
    """Whether a lower-case word stands in any text, whatever it is about."""
    return word in _GERMAN or word in _ENGLISH


def guess_language(text: str, default: str = "de") -> str:
    """ "de" or "en"; `default` when the text is too short or says too little."""
    sample = text[:_LOOKED_AT].lower()
    words = sample.replace(",", " ").replace(".", " ").replace("!", " ").replace("?", " ").split()
    german, english = _known(words, _GERMAN), _known(words, _ENGLISH)
    if "ß" in sample or "ü" in sample or "ä" in sample or "ö" in sample:
        german += 1
    if german + english < _LEAST_WORDS:
        return default
    if german >= 1.5 * english:
        return "de"
    if english >= 1.5 * german:
        return "en"
    return default
