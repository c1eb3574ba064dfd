"""Why somebody has the hand, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

_WORDS = {
    "earlier_hand": ("hat schon früher geholfen", "helped this customer before"),
    "earlier_hand_away": ("die frühere Hand ist gerade abwesend", "the earlier hand is away"),
    "language": ("spricht {language_de}", "speaks {language_en}"),
    "free": ("hat gerade am ehesten Luft", "has most room right now"),
    "only_one": ("ist allein im Dienst", "is the only one on duty"),
    "all_away": ("alle sind gerade abwesend", "everybody is away right now"),
    "after_hours": ("beginnt zur nächsten Öffnungszeit", "starts at the next opening"),
    "refused": ("wurde von anderer Seite weitergegeben", "was passed on"),
}
_LANGUAGES = {"de": ("Deutsch", "German"), "en": ("Englisch", "English")}


def in_words(reasons: Iterable[Mapping[str, str]], language: str) -> str:
    """Reasons (codes with values, or a text somebody wrote) as one phrase; codes unknown here are shown as they are."""
    return ", ".join(_one(reason, 0 if language == "de" else 1) for reason in reasons)


def _one(reason: Mapping[str, str], index: int) -> str:
    if reason.get("code") == "text":
        return reason.get("text", "")
    words = _WORDS.get(reason.get("code", ""))
    if words is None:
        return reason.get("code", "")
    german, english = _LANGUAGES.get(reason.get("language", ""), (reason.get("language", ""),) * 2)
    return words[index].format(language_de=german, language_en=english)
