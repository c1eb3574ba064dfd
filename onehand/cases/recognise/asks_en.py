"""How English-speaking agents ask a customer for something."""

from __future__ import annotations

import re

from onehand.cases.recognise import questions_en
from onehand.cases.recognise.asks_en_idle import (
    GENERIC,
    IDLE_QUESTION,
    NO_ASK,
    NOT_NEEDED,
)
from onehand.cases.recognise.asks_en_kinds import NOUNS
from onehand.cases.recognise.asks_en_words import (
    BEFORE_ORDER,
    GIVE_WORDS,
    NEED,
    NEED_WORDS,
    ORDER,
    REQUESTS,
    STRONG_NEED,
)
from onehand.cases.recognise.asks_kinds import Cues, beginnings, sorted_out
from onehand.cases.recognise.questions_plain import any_in

_REST = re.compile(
    r",? and (?:the|a|an|your|when|how|what|why|whether|since when|where|any)(?! (?:number|one)\b)(?! \w+ (?:will"
    r"|can|is)) (?:[\w'-]+ ){0,10}[\w'-]+"
)
# "so please send us …" still asks.
_ASKING = r"(?:.{0,20}(?:please|kindly|could you|can you|would you|let us|could we|need|require|send|give|tell)(?!\w))"
_TAIL = re.compile(
    rf"(?:(?:,| -|;|:) (?:and |then |so |because |as )?|\.? (?:and then|and|so that|so|because|as|before) )(?:i"
    rf"|we)(?!(?: will|'ll|'d| would| do| still| only| just| also| then| really)* (?:need|require|must ask))(?:'ll"
    rf"| will|'d| can| would|'m| am| shall)(?!\w)[^?]*\Z"
    rf"|,? (?:and i'm on it|so that|in order to|to help us)(?!\w)[^?]*\Z|, so (?!{_ASKING})[^?]*\Z|(?:,|;"
    rf"| -) (?:you'll|you will"
    rf"|you can) find[^?]*\Z"
)
# "Once we have your bank details, we'll send the refund."
_ONCE = re.compile(
    r"(?:but |and )?(?:once|as soon as|when|if) (?:i|we) (?:have|get|receive|had|know|got)(?: received)? (?:your|the"
    r"|a|an)(?!\w)"
)
_HEAD = re.compile(
    r"(?:to|for|in order to|so that|so|before|as(?! soon)|since|because|unfortunately|due to"
    r"|with)(?!\w)[^,:]{1,160}[,:] "
)
_TAIL_WORDS = (
    " i ",
    " i'",
    " we ",
    " we'",
    "so that",
    "in order to",
    "to help us",
    ", so ",
    " find",
    "and i'm",
)
_BACK = re.compile(r"(?<!\w)(?:it|them|one|ones|those|this|the number|your number|on|house number|its)(?!\w)")
_WH = re.compile(
    r"(?:and |but |or |so )?(?:(?:from|by|at|on|in|for|since|until|to) )?(?:what|which|when|where|why|how|who)"
)
_OWN_CONTENT = re.compile(r"(?<!\w)(?:whether|if (?!so)|what|which|when|where|why|how|who|that)(?!\w)")
_OWN = re.compile(r"(?<!\w)ones?(?!\w)")  # all that points back in a question with a question word
_MISSING = re.compile(
    r"(?<!\w)(?:don't|do not|can't|cannot|couldn't|could not) (?:see|find|have|seem to have"
    r"|appear to have)(?!\w).*(?:let|send|tell|give|need|could|please)(?!\w)"
)


# "Just your account number, please."
_BARE = re.compile(
    r"(?:[^:;]{1,80}[:;] )?(?:(?:and|now|first|next|then|so) )?(?:just |only |simply )?(?:your|the|a"
    r"|an)(?: [\w'-]+){1,5}?,? (?:please"
    r"|pls)\W*\Z"
    r"|(?:just|simply|only) (?:your|the|a|an)(?: [\w'-]+){1,6}\W*\Z"
    r"|(?:\w+ ){0,2}(?:number|no|iban|address|id|reference)(?: and [\w' ]{3,30})?,? (?:please|pls)\W*\Z"
)
# Given to somebody or something else: a form, an app, the driver.
_ELSEWHERE = re.compile(
    r"(?<!\w)(?:into|in|on|at|under|via|with)(?: [\w'-]+){1,3}? (?:app|website|site|portal|tracker|form|fields?|box"
    r"|page"
    r"|profile|account settings|settings|search|checkout|menu|screen|dashboard|browser|kiosk|machine|terminal|desk"
    r"|counter|hotel)(?!\w)"
    r"|(?<!\w)(?:show|give|tell|hand|quote|send|pass|bring|take) (?:it to |this to |that to )?(?:them|him|her|your"
    r"|(?:the|our) (?:driver|courier|engineer|technician|receptionist|fitter|desk|staff|shop|bank|police|doctor"
    r"|colleague|postman|porter|conductor))(?!\w)(?<!your)"
)
# What to do some day is no ask of today, unless it goes to us.
_SOME_DAY = re.compile(
    r"(?:should|if|when|whenever|next time)(?!\w)[^,]{0,100}(?<!\w)(?:ever|changes?|again|in (?:the )?future|lose"
    r"|mislay|next"
    r" time)(?!\w)[^,]*,(?!.*(?<!not )(?<!\w)(?:us|me|reply)(?!\w))"
)
_TO_US_SURELY = Cues(
    r"(?:in|with) (?:your|a) (?:reply|answer|response)|here|(?:please|and) (?:give|tell|send|show) (?:us|me)"
)
_ONE = Cues("one|ones")  # "We have no email for you, so please send us one."
_TO_US = Cues("us|me|upload|reply|back|attach|we|i|here")


WHICH = re.compile(r"(?<!\w)which (?:one|of (?:them|these|those))(?!\w)")


def points_back(plain_text: str) -> bool:
    own = _WH.match(plain_text) or _OWN_CONTENT.search(plain_text)
    return bool((_OWN if own else _BACK).search(plain_text))


def asked(plain_text: str) -> list[str]:
    """The kinds asked for, "other" for a thing without a kind of its own; empty if nothing is asked."""
    if "?" in plain_text:
        if questions_en.is_tag(plain_text) or IDLE_QUESTION.search(plain_text):
            return []
        text = plain_text.split("?")[0]
        if any_in(_TAIL_WORDS, text):
            text = _TAIL.sub("", text)
        kinds = NOUNS.asked(text)
        return _with_rest(kinds, plain_text) if kinds else ["other"]
    head = _HEAD.match(plain_text)
    if _ONCE.match(plain_text):
        return sorted_out(NOUNS.mentioned(plain_text.split(",")[0]))
    text = plain_text[head.end() :] if head else plain_text
    begun = beginnings(text)
    request, need = _requests(text, begun), _needs(text, begun)
    if (request or need) and any_in(_TAIL_WORDS, text):
        text = _TAIL.sub("", text)
        request, need = request and _requests(text, begun), need and _needs(text, begun)
    if not request and not need:
        return _bare(text)
    if NOT_NEEDED.search(text) and not _MISSING.search(plain_text):
        return []
    kinds = NOUNS.asked(text) or (NOUNS.mentioned(plain_text) if _ONE.search(text) else [])
    if not kinds:
        return ["other"] if _wants_other(text, request) else []
    if request and not need and _meant_for_others(text):
        return []
    return _with_rest(kinds, text)


def _bare(text: str) -> list[str]:
    """A thing named and no more: "Just your account number, please." """
    if "please" not in text and "pls" not in text and not text.startswith(("just ", "simply ", "only ")):
        return []
    text = _TAIL.sub("", text)
    return sorted_out(NOUNS.mentioned(text)) if _BARE.match(text) else []


def _meant_for_others(text: str) -> bool:
    if _TO_US_SURELY.search(text):
        return False
    return bool(NO_ASK.search(text) or _SOME_DAY.match(text) or (_ELSEWHERE.search(text) and not _TO_US.search(text)))


def _requests(text: str, begun: set[str]) -> bool:
    """`begun`: the beginnings of its words, or of more."""
    if any(not words.isdisjoint(begun) and pattern.search(text) for words, pattern in REQUESTS):
        return True
    return _may_order(text) and any(_opens(text[: found.start()]) for found in ORDER.finditer(text))


def _may_order(text: str) -> bool:
    before = "and"
    for word in text.split():
        if word in GIVE_WORDS and (before in BEFORE_ORDER or not before[-1].isalnum()):
            return True
        before = word
    return False


def _opens(before: str) -> bool:
    """Does the verb of an order stand behind these words?"""
    words = before.rsplit(None, 1)
    return not words or words[-1] in BEFORE_ORDER or words[-1][-1] in ".;:!?,-"


def _needs(text: str, begun: set[str]) -> bool:
    return not NEED_WORDS.isdisjoint(begun) and bool(NEED.search(text))


def _wants_other(text: str, request: bool) -> bool:
    return not NO_ASK.search(text) and not GENERIC.search(text) and (request or bool(STRONG_NEED.search(text)))


def _with_rest(kinds: list[str], text: str) -> list[str]:
    rest = next(
        (r for r in _REST.finditer(text) if not NOUNS.mentioned(r[0]) and not _requests(r[0], beginnings(r[0]))),
        None,
    )
    return [*kinds, "other"] if rest else kinds
