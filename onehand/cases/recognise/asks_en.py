"""How English-speaking agents ask a customer for something."""

from __future__ import annotations

import re

from onehand.cases.recognise import questions_en
from onehand.cases.recognise.asks_en_idle import GENERIC, IDLE_QUESTION, NO_ASK, NOT_NEEDED
from onehand.cases.recognise.asks_en_kinds import NOUNS
from onehand.cases.recognise.asks_kinds import Cues, sorted_out
from onehand.cases.recognise.questions_plain import any_in

_GIVE = (
    r"(?:send|give|tell|let (?:me|us) (?:know|have(?! a (?:\w+ )?(?:look|think|word|check|chat))|see(?! if| whether"
    r"| what| how)|in on|take)|provide|quote|share|state|supply|forward|attach|enclose|upload|submit|reply|respond"
    r"|get back|confirm|describe|explain|specify|indicate|mention|advise|inform (?:me|us)"
    r"|drop (?:me|us)|pop|text|ping|fire|shoot|email|e-mail|mail|fax|post|return|complete|fill (?:\w+ )?(?:in|out)"
    r"|sign|take"
    r"|read (?:me|us|out|off)|read|spell|note down|add|include|pass|write|write down|jot|name|list|hand|bring|show"
    r"|show (?:me|us)|call back with|ring back with"
    r"|snap|copy|scan|check and tell|verify|outline|clarify|remind (?:me|us)|update (?:me|us)|help (?:me|us) with"
    r"|leave|revert(?: back)?|let us in on|furnish|re-?send|resubmit|report|record|film|make sure (?:to"
    r"|you) (?:include|quote)|keep (?:me"
    r"|us) posted on|choose|select|say|repeat|type|key in|enter)"
)
# The first words of the above, but for "e-mail" and the like, which follow others.
_GIVE_WORDS = frozenset(re.findall(r"[a-z]+", _GIVE))
# Orders and requests.
_ORDER = Cues(rf"{_GIVE}(?!\w)(?! (?:of|is|was|will|has|number|notes?|address)(?!\w))")
_BEFORE_ORDER = tuple(
    f"{word} "
    for word in (
        *".;:!?,-",
        *(f" {w}" for w in ("please", "kindly", "and", "just", "simply", "then", "or", "also", "do")),
    )
)
# Requests, each with words of which one must occur before the pattern is tried.
_REQUESTS = (
    (("please", "kindly"), Cues(rf"(?:please|kindly)(?: [\w'/,-]+){{0,10}}? {_GIVE}(?!\w)")),
    (
        ("please", "kindly"),
        Cues(r"(?:please|kindly) (?:could|can|may|might) (?:we|i) (?:\w+ )?(?:have|get|see|ask|take)(?!\w)"),
    ),
    (
        ("ould ", "can ", "will ", "might "),
        Cues(
            rf"(?:could|can|would|will|might) (?:you|i|we)(?: [\w'/,-]+){{0,8}}? (?:{_GIVE}|have|ask|trouble"
            r"|take|see|get|borrow)(?!\w)"
        ),
    ),
    (
        ("if ", "once", "soon", "provided"),
        Cues(
            rf"(?:if|once|as soon as|provided) (?:you|u)(?: [\w'/,-]+){{0,5}}? (?:{_GIVE}"
            r"|have)(?!\w)"
        ),
    ),
    (
        ("wonder", "hop"),
        Cues(rf"(?:wonder|wondering|hoped|hoping)(?: if| whether)? (?:you|we|i)(?: [\w'-]+){{0,5}}? {_GIVE}(?!\w)"),
    ),
    (
        ("ask", "request", "invite", "require", "urge"),
        Cues(
            r"(?:(?:i|we)(?:'\w+)?(?: \w+){0,3}? (?:ask|asking|request|requesting|invite|require|urge)"
            r" (?:you )?(?:to|that you|for)|you(?: are|'re)(?: \w+)? (?:requested|asked|required|invited) to)(?!\w)"
        ),
    ),
    (
        ("grateful", "obliged", "glad", "apprecia", "happy", "helpful", "great", "good", "brilliant", "lovely"),
        Cues(
            r"(?:grateful|obliged|glad|appreciate|appreciated|happy|helpful|great|good|brilliant|lovely)"
            r" (?:if you|if we could|for you to|(?<=grateful )for|(?<=obliged )for|(?<=glad )for|(?<=iate )for"
            r"|to have|to get|to receive|to know|it if you|you sending|having)(?!\w)"
        ),
    ),
    (
        ("you ", "without"),
        Cues(
            r"(?:you (?:only |just |will |'ll |would |would only |still )?(?:need|have|must|should)(?: to)?"
            r" (?:send|give|tell|provide|upload|submit|sign|return|complete|let us|include|quote|attach|supply)"
            r"|(?:would|do) you mind|without (?:the|your|a|an) [\w ]{3,40} (?:i|we) (?:can't|cannot|can not|won't"
            r"|are unable|am unable))(?!\w)"
        ),
    ),
)
_NEED_WORDS = (
    "need",
    "requir",
    "miss",
    "lack",
    "want",
    "like",
    "wait",
    "love",
    "have",
    "got",
    "ask",
    "after",
    "ould",
    "will",
    "might",
    "'d ",
    "necess",
    "outstand",
)
_NEED = Cues(
    r"(?:(?:i|we|they|he|she|the (?:\w+ )?(?:team|engineer|courier|carrier|manufacturer|insurer|technician"
    r"|workshop|bank|department|driver)|our (?:\w+ )?(?:team|engineer|technician|colleagues|department|insurer))"
    r"(?:'d|'ll|'re|'m)?(?: (?:will|would|do|just|only|still|also|do still|urgently|first|then|now|really|am|are"
    r"|going to|shall|might|may|can|have to|then also))* "
    r"(?:need|require|missing|lack|want|like|needs|requires|lacks|still waiting for|waiting for|waiting on|awaiting"
    r"|love|seem to be missing|don't have|do not have|don't seem to have|haven't got|ask for|needing|after)"
    r"|(?:is|are|was|were|'s|seems to be|appears to be) (?:still |also |unfortunately |currently )?(?:missing|needed"
    r"|required|necessary|outstanding|lacking)(?: \w+){0,2}"
    r"|(?:would|will|might|could|'d) (?:also |really |certainly |be )?(?:help|be useful|be helpful|useful|helpful"
    r"|be great|be good|be brilliant|be lovely|be handy|be fantastic|be wonderful|be nice|be welcome|be super|do"
    r"|be most \w+|be enough|be a (?:great |big )?help|speed things up|be perfect|be ideal|be needed|be required"
    r"|be appreciated|assist)"
    r"|all (?:i|we) need|what (?:i|we) need|needed from you|missing)(?!\w)"
)
_STRONG_NEED = re.compile(
    r"(?<!\w)(?:i|we)(?:'d|'ll)?(?: (?:will|would|just|only|still|also|first|really|do))* (?:need|require"
    r"|lack)(?! (?:to|some more|time))(?!\w)|needed from you|(?:i|we)(?: still)? need to know|(?:i|we)(?:'m|'re| am"
    r"| are)(?: still| only)? (?:missing|waiting for your|awaiting your)|(?:your|a|an|the"
    r"|proof of) [\w ]{3,40} (?:is|are) (?:still |also )?(?:missing|required|needed|outstanding)"
)
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
    r"(?:to|for|in order to|so that|so|before|as(?! soon)|since|because|unfortunately|due to|with)(?!\w)[^,]{1,160}, "
)
_WORD = re.compile(r"[a-z]+")
_TAIL_WORDS = (" i ", " i'", " we ", " we'", "so that", "in order to", "to help us", ", so ", " find", "and i'm")
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
    r"(?:(?:and|now|first|next|then|so) )?(?:just |only |simply )?(?:your|the|a|an)(?: [\w'-]+){1,5}?,? (?:please"
    r"|pls)\W*\Z"
    r"|(?:just|simply|only) (?:your|the|a|an)(?: [\w'-]+){1,6}\W*\Z"
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
_TO_US = Cues("us|me|upload|reply|back|attach|we|i|here")


def points_back(plain_text: str) -> bool:
    own = _WH.match(plain_text) or _OWN_CONTENT.search(plain_text)
    return bool((_OWN if own else _BACK).search(plain_text))


def asked(plain_text: str) -> list[str]:
    """The kinds asked for, "other" for a thing without a kind of its own; empty if nothing is asked."""
    if "?" in plain_text:
        if questions_en.is_tag(plain_text) or IDLE_QUESTION.search(plain_text):
            return []
        kinds = sorted_out(NOUNS.mentioned(_TAIL.sub("", plain_text.split("?")[0])))
        return _with_rest(kinds, plain_text) if kinds else ["other"]
    head = _HEAD.match(plain_text)
    if _ONCE.match(plain_text):
        return sorted_out(NOUNS.mentioned(plain_text.split(",")[0]))
    text = plain_text[head.end() :] if head else plain_text
    if any_in(_TAIL_WORDS, text):
        text = _TAIL.sub("", text)
    request, need = _requests(text), any_in(_NEED_WORDS, text) and bool(_NEED.search(text))
    if not request and not need and _BARE.match(text):
        return sorted_out(NOUNS.mentioned(text))
    if not request and not need:
        return []
    if NOT_NEEDED.search(text) and not _MISSING.search(plain_text):
        return []
    kinds = sorted_out(NOUNS.mentioned(text))
    if not kinds:
        return ["other"] if _wants_other(text, request) else []
    if request and not need and (NO_ASK.search(text) or _meant_for_others(text)):
        return []
    return _with_rest(kinds, text)


def _meant_for_others(text: str) -> bool:
    return bool(_SOME_DAY.match(text) or (_ELSEWHERE.search(text) and not _TO_US.search(text)))


def _requests(text: str) -> bool:
    if any(any_in(words, text) and pattern.search(text) for words, pattern in _REQUESTS):
        return True
    if _GIVE_WORDS.isdisjoint(_WORD.findall(text)):
        return False
    return any(
        not found.start() or f" {text[: found.start()]}".endswith(_BEFORE_ORDER) for found in _ORDER.finditer(text)
    )


def _wants_other(text: str, request: bool) -> bool:
    return not NO_ASK.search(text) and not GENERIC.search(text) and (request or bool(_STRONG_NEED.search(text)))


def _with_rest(kinds: list[str], text: str) -> list[str]:
    rest = next((r for r in _REST.finditer(text) if not NOUNS.mentioned(r[0]) and not _requests(r[0])), None)
    return [*kinds, "other"] if rest else kinds
