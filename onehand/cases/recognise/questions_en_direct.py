"""English questions without their mark, told by inversion."""

from __future__ import annotations

import re

from onehand.cases.recognise.questions_en_idle import is_idle, stripped
from onehand.cases.recognise.questions_plain import one_of, pieces

_AUX = (
    r"(?:is|are|was|were|am|do|does|did|can|could|will|would|shall|should|may|might|must|has|have|had|ain't|isnt"
    r"|arent|wasnt|dont|doesnt|didnt"
    r"|cant|couldnt|wont|wouldnt|shouldnt|hasnt|havent|hadnt|(?:is|are|was|were|do|does|did|ca|could|wo|would|should"
    r"|has|have|had|must|need)n't|r|cud|wud)"
)
_WHO = (
    r"(?:i|i'm|you|u|ya|we|they|he|she|it|there|one|someone|somebody|anybody|your|our|anyone|anybody|anything"
    r"|something|everything"
    r"|nobody|y'all|yous)"
)
_THE = (
    r"(?:the|my|our|your|ur|his|her|their|its|this|that|these|those|a|an|any|some|all|both|each|either|no|mr|mrs|ms"
    r"|people|customers|it's|\w+'s)"
)
_SUBJECT = rf"(?:{_WHO}|{_THE})"
_AFTER_WH = (
    r"(?: (?:exactly|else|on earth|precisely|then|now|please|also|again|the hell|actually|the heck|exactly is))?"
)
# "when will it", "how long does", "which of the two cables goes", "what about"
_DIRECT = re.compile(
    rf"(?:(?:at|by|from|since|until|till|to|in|on|for|with|under|of|about|up to) )?(?:"
    rf"(?:what|where|when|why|how|who|whom|whose|wat|wen|wher){_AFTER_WH} (?:{_AUX})(?!\w)"
    rf"|(?:which|whose|what|how) (?!{_AUX} |(?:i|you|we|they|he|she|it|the|my|your|a|an|this|that|happens|means"
    rf"|makes|if)(?!\w))(?:(?!{_AUX} )[\w'/&-]+ ){{1,5}}?(?:{_AUX})(?!\w)"
    r"|(?:what|where|who|how|when|why)'?s(?! (?:why|what|because|how i|when i|where i|who)(?!\w)) "
    r"|(?:what|who|where|how|when)'(?:re|ll|d|ve) (?:the|my|you|we|i|they|it|your) "
    r"|(?:what|how) about |how come |how (?:to|can|do|shall|should|could|would) |how (?:i|we) (?:can|could|should|do"
    r"|get|make|must) |how (?:much|many|long|soon|often|far|old|big|late|early)\b(?! (?:i|we) )"
    r"|what (?:time|day|date|happens|happened|size|colou?r|number|model|if|next|to do)\b|which (?:one|of|is (?:it"
    r"|the|better|right|correct|best|which|cheaper))\b"
    r"|who (?:do|does|is|are|can|will|pays|covers|signed|signs|took|has|should|handles|delivers|told|authorised"
    r"|authorized|decides)\b"
    r"|why (?:no|not|the|is|so|this|my) (?!only)"
    r"|(?:what|which) (?:\w+ ){1,2}(?:i|we) (?:need|must|have to|should|can)(?!\w)"
    r"|when (?:is|are|will|can|do|does|did|would|should|may|shall|was|were|exactly)\b"
    r"|any (?:\w+ )?(?:news|updates?|idea|ideas|chance|progress|word|luck|info|information|eta|way|possibility"
    r"|reason|clue|joy|sign|feedback|alternative|alternatives|tips|advice|suggestions|thoughts)\b"
    r"|(?:anyone|anybody) (?:know|knows|able|there who)|still no (?:news|word|sign|update|idea)|status (?:of|on"
    r"|update)|is there |are there |am i |(?:do|does) (?:you|u|i|we|they|it|the|my|your|this|that|one|anyone)(?!\w)"
    r"|(?:can|could|would|will) (?:you|u|i|we|they|it|the|my|your|this|that|one|someone|somebody|anyone|anybody"
    r"|there|these"
    r"|those|he|she)(?!\w)"
    r"|(?:is|are|was|were|has|did|isn't|aren't|wasn't|hasn't|didn't|doesn't|don't|won't|can't|couldn't|wouldn't"
    r"|shouldn't|haven't|isnt|hasnt|didnt|doesnt|wont) "
    r"(?:you|u|i|we|they|it|the|my|your|this|that|he|she|there|these|those|our|an|any|anything|something|everything"
    r"|everybody|nobody|anybody|each|all|both|anyone|someone|somebody|one"
    r"|his|her|their)(?!\w)"
    r"|(?:have|had) (?:you|u|they|we|i|my|the|there)(?!\w)|(?:shall|should|may|might|must) (?:i|we|it|the|my|there"
    r"|this|they)(?!\w)"
    r")"
)
_NOT_DIRECT = one_of(
    # free relatives, exclamations, conditions, orders
    r"what (?:is|was|has|have|had|did|does|will|makes|made|really|bothers|annoys|angers)(?: [\w'-]+){1,10}? (?:is"
    r"|was|are|were) (?:that|the|how|not|why|this|when|a|your|my|to)",
    r"what (?:a|an|i|we|you) ",
    r"(?:which|who) (?:is|was|are|were|has|have|means|makes|had|would|will|can|could|should|may|did) (?:why|what"
    r"|when|how|not|a|an|very|really|just|also|quite|unacceptable|annoying|fine|great|strange|odd"
    r"|i |we |been|far|already|always|never|apparently|obviously|of course|clearly|now|still|exactly|all|absolutely"
    r"|rather)",
    r"(?:should|had|were|have) (?:you|i|we|the|it|there|my|they|this)(?: [\w'-]+){0,14}?(?: (?:need|require|have"
    r"|wish|want|not hear|known|realised|realized|been told|been informed|read)(?!\w))(?!.*\?)",
    r"(?:had|were) (?:i|we|it|you|the|there) ",
    r"should (?:you|the|it|this|my|there|they)(?: [\w'-]+){2,20} (?:i|we|please|you) (?:will|shall|would|'ll|can"
    r"|must|may|do|let|contact|call|feel|send|expect|have|am|are)",
    r"(?:do|please do) (?:let|not|call|contact|get|feel|come|keep|send|tell|write|check|pass|give|have|make|be|your"
    r"|the|this|that|what)(?!\w)",
    r"(?:has|have|had|was|is|did|does|will|would|can|could|are|were) (?:been|not|to|a|always|never|no|only|just"
    r"|already|received|sent|made|tried|also|now|still|in|on|at|done|got|really)(?!\w)",
    r"have (?:the|my) (?:\w+ ){0,3}(?:here|ready|to hand|now|with me|attached|enclosed|\Z)",
    r"have a ",
    r"(?:when|where|why|how|who) (?:i|we|you|he|she|it|they|the|my|your)(?!\w)(?! (?:can|could|should|do|get|make"
    r"|must) )",
    r"how (?:\w+ )?(?:i|we|you|they) (?:treat|deal|handle|run|\w+ed)",
    r"that's ",
    r"how did (?:you|u) (?:\w+ ){1,5}so (?:fast|quick|quickly|well|soon)",
    r"why (?:not )?(?:i|we|you) ",
    r"how (?:long|much|many|often|far) (?:i|we|you|it|they|the) ",
    r"(?:that|this) is ",
)
_SPLICED = re.compile(
    r"(?:(?:by|from|to|at|until) )?(?:where|when|why|how|what|which|who|whats|any (?:idea|news|update|chance)"
    r"|can (?:you|u|i|we|someone)|could (?:you|u|i|we)|would (?:you|it be)"
    r"|will (?:it|you|there|they|my)|is (?:it|there|this|that)|are (?:you|there)|do (?:you|u|i|we)|does (?:it|that"
    r"|this|the)|have you|should i|shall i|may i|did you)(?!\w)"
)
_INSIDE = re.compile(
    rf"(?<!\w)(?:(?:where|when|why|how|what|how (?:long|much|many|soon)) (?:is|are|was|will|can|do|does|did|would"
    rf"|should|has|have|am|isnt|isn't|wont|hasnt|hasn't) {_SUBJECT}(?!\w)"
    r"|how come|(?:can|could|would|will) (?:you|u|someone|somebody) (?:please|pls|plz|tell|help|let|send|check"
    r"|explain|confirm|advise|kindly)|(?:do|did|does) (?:you|u|i) (?:know|need|have|offer|ship|deliver|sell)"
    r"|any (?:idea|news|update|chance) (?:when|why|how|what|on|about|of|where|if))(?!\w)"
)
_TAKEN = re.compile(
    r"(?<!\w)(?:when|while|after|before|because|since|that|which|as|if|once|although|until|whether|what)(?!\w)"
)


def asks_directly(plain_text: str) -> bool:
    parts = [(stripped(piece), anew) for piece, anew in pieces(plain_text)]
    if not _asks_in_one(parts, plain_text) and not _asks_inside(plain_text):
        return False
    return not any(is_idle(part) for part, _ in parts)


def _asks_in_one(parts: list[tuple[str, bool]], text: str) -> bool:
    opening = True
    for part, anew in parts:
        opening = opening or anew
        if (opening or _SPLICED.match(part)) and _DIRECT.match(part):
            rest = text[max(0, text.find(part)) :]
            if not _NOT_DIRECT.match(_flat(rest)):
                return True
        opening = opening and len(part) < 14
    return False


def _flat(text: str) -> str:
    return text.replace(",", "")


def _asks_inside(text: str) -> bool:
    found = _INSIDE.search(text)
    return found is not None and not _TAKEN.search(text[max(0, found.start() - 12) : found.start()])
