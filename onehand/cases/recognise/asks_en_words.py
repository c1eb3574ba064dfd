"""The words with which English drafts request something or say what they need."""

from __future__ import annotations

import re

from onehand.cases.recognise.asks_kinds import Cues

_GIVE = (
    r"(?:send|give|tell|let (?:me|us) (?:know|have(?! a (?:\w+ )?(?:look|think|word|check|chat))|see(?! if| whether"
    r"| what| how)|in on|take)|provide|quote|share|state|supply|forward|attach|enclose|upload|submit|reply|respond"
    r"|get back|confirm|describe|explain|specify|indicate|mention|advise|inform (?:me|us)"
    r"|drop (?:me|us)|pop|text|ping|fire|shoot|email|e-mail|mail|fax|post|return|complete|fill (?:\w+ )?(?:in|out)"
    r"|sign|take"
    r"|read (?:me|us|out|off)|read|spell|note down|add|include|pass|write|write down|jot|name|list|hand|bring|show"
    r"|show (?:me|us)|call back with|ring back with"
    r"|snap|copy|scan|check and tell|verify|outline|clarify|remind (?:me|us)|update (?:me|us)|help (?:me|us) with"
    r"|leave|revert(?: back)?|let us in on|furnish|put (?=.{1,60} in (?:your|the) (?:reply|answer))(?:the|your)"
    r"|re-?send|resubmit|report|record|film|make sure (?:to"
    r"|you) (?:include|quote)|keep (?:me"
    r"|us) posted on|choose|select|say|repeat|type|key in|enter)"
)
GIVE_WORDS = frozenset(
    """
    send give tell let provide quote share state supply forward attach enclose upload submit reply respond get confirm
    describe explain specify indicate mention advise inform drop pop text ping fire shoot email e-mail mail fax post
    return complete fill sign take read spell note add include pass write jot name list hand bring show call ring snap
    copy scan check verify outline clarify remind update help leave revert furnish resend re-send resubmit report record
    film make keep choose select say repeat type key enter put have ask trouble see borrow grab sending giving telling
    sharing letting providing
    """.split()  # noqa: SIM905 (word lists read better as text)
)
# Orders and requests.
ORDER = Cues(rf"{_GIVE}(?!\w)(?! (?:of|is|was|will|has|number|notes?|address)(?!\w))")
BEFORE_ORDER = frozenset(("please", "kindly", "and", "just", "simply", "then", "or", "also", "do"))
# Requests, each with beginnings of words of which one must occur before the pattern is tried.
REQUESTS = (
    (
        frozenset(("plea", "kind")),
        Cues(
            rf"(?:please|kindly)(?: [\w'/,-]+){{0,10}}? {_GIVE}(?!\w)",
            r"(?:please|kindly) (?:could|can|may|might) (?:we|i) (?:\w+ )?(?:have|get|see|ask|take)",
        ),
    ),
    (
        frozenset(("coul", "can", "woul", "will", "migh")),
        Cues(
            rf"(?:could|can|would|will|might) (?:you|i|we)(?: [\w'/,-]+){{0,8}}? (?:{_GIVE}|have|ask|trouble"
            r"|take|see|get|borrow)(?!\w)"
        ),
    ),
    (
        frozenset(("if", "once", "soon", "prov")),
        Cues(
            rf"(?:if|once|as soon as|provided) (?:you|u)(?: [\w'/,-]+){{0,5}}? (?:{_GIVE}"
            r"|have)(?!\w)"
        ),
    ),
    (
        frozenset(("wond", "hope", "hopi")),
        Cues(rf"(?:wonder|wondering|hoped|hoping)(?: if| whether)? (?:you|we|i)(?: [\w'-]+){{0,5}}? {_GIVE}(?!\w)"),
    ),
    (
        frozenset(("ask", "aski", "requ", "invi", "urge")),
        Cues(
            r"(?:(?:i|we)(?:'\w+)?(?: \w+){0,3}? (?:ask|asking|request|requesting|invite|require|urge)"
            r" (?:you )?(?:to|that you|for)|you(?: are|'re)(?: \w+)? (?:requested|asked|required|invited) to)(?!\w)"
        ),
    ),
    (
        frozenset(("grat", "obli", "glad", "appr", "happ", "help", "grea", "good", "bril", "love")),
        Cues(
            r"(?:grateful|obliged|glad|appreciate|appreciated|happy|helpful|great|good|brilliant|lovely)"
            r" (?:if you|if we could|for you to|(?<=grateful )for|(?<=obliged )for|(?<=glad )for|(?<=iate )for"
            r"|to have|to get|to receive|to know|it if you|you sending|having)(?!\w)"
        ),
    ),
    (
        frozenset(("need", "must", "shou", "mind", "with", "have")),
        Cues(
            r"(?:you (?:only |just |will |'ll |would |would only |still )?(?:need|have|must|should)(?: to)?"
            r" (?:send|give|tell|provide|upload|submit|sign|return|complete|let us|include|quote|attach|supply)"
            r"|(?:would|do) you mind|(?:can't|cannot|can not|won't|unable to) [\w' ]{3,60} without (?:the|your|a|an)"
            r"|without (?:the|your|a|an) [\w ]{3,40} (?:i|we)(?:'m|'re| am| are) (?:a bit|rather|afraid|unable|stuck"
            r"|lost)"
            r"|without (?:the|your|a|an) [\w ]{3,40} (?:i|we) (?:can't|cannot|can not|won't"
            r"|are unable|am unable))(?!\w)"
        ),
    ),
)
# How words begin, in four letters, without one of which nothing is needed.
NEED_WORDS = frozenset(
    """
    need requ miss lack want like wait awai love have don' ask afte nece outs look chas shor help usef grea good bril
    hand fant wond nice welc supe most enou spee perf idea appr assi do
    """.split()  # noqa: SIM905
)
NEED = Cues(
    r"(?:(?:i|we|they|he|she|the (?:\w+ )?(?:team|engineer|courier|carrier|manufacturer|insurer|technician"
    r"|workshop|bank|department|driver)|our (?:\w+ )?(?:team|engineer|technician|colleagues|department|insurer))"
    r"(?:'d|'ll|'re|'m)?(?: (?:will|would|do|just|only|still|also|do still|urgently|first|then|now|really|am|are"
    r"|going to|shall|might|may|can|have to|then also))* "
    r"(?:need|require|missing|lack|want|like|needs|requires|lacks|still waiting for|waiting for|waiting on|awaiting"
    r"|love|seem to be missing|don't have|do not have|don't seem to have|haven't got|ask for|needing|after"
    r"|looking for|chasing|short of)"
    r"|(?:is|are|was|were|'s|seems to be|appears to be) (?:still |also |unfortunately |currently )?(?:missing|needed"
    r"|required|necessary|outstanding|lacking)(?: \w+){0,2}"
    r"|(?:would|will|might|could|'d|it'd|that'd) (?:also |really |certainly |be )?(?:help|be useful|be helpful|useful"
    r"|helpful"
    r"|be great|be good|be brilliant|be lovely|be handy|be fantastic|be wonderful|be nice|be welcome|be super|do"
    r"|be most \w+|be enough|be a (?:great |big )?help|speed things up|be perfect|be ideal|be needed|be required"
    r"|be appreciated|assist)"
    r"|all (?:i|we) need|what (?:i|we) need|needed from you|missing)(?!\w)"
)
STRONG_NEED = re.compile(
    r"(?<!\w)(?:i|we)(?:'d|'ll)?(?: (?:will|would|just|only|still|also|first|really|do))* (?:need|require"
    r"|lack)(?! (?:to|some more|time))(?!\w)|needed from you|(?:i|we)(?: still)? need to know|(?:i|we)(?:'m|'re| am"
    r"| are)(?: still| only)? (?:missing|waiting for your|awaiting your)|(?:your|a|an|the"
    r"|proof of) [\w ]{3,40} (?:is|are) (?:still |also )?(?:missing|required|needed|outstanding)"
)
