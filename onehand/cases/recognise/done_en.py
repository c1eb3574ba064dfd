"""How English says that something is done or was sent. Rules are written against one clause in its plain form."""

from __future__ import annotations

import re

from onehand.cases.recognise.clauses import clauses

# What is done in a house's systems, and stays done.
_DONE = (
    r"(?:refunded|reimbursed|credited|repaid|paid(?: out)?|transferred|settled|cancel?led|terminated|revoked"
    r"|withdrawn"
    r"|changed|updated|corrected|amended|adjusted|saved|stored|entered|added|deleted|removed|erased|blocked|unblocked"
    r"|locked|unlocked|activated|deactivated|enabled|disabled|set up|reset|extended|postponed|moved|rebooked|booked"
    r"|ordered|reordered|reserved|commissioned|arranged|initiated|triggered|started|instructed|completed"
    r"|resolved|fixed"
    r"|solved|repaired|replaced|exchanged|processed|carried out|approved|granted|waived|released|delivered|collected"
    r"|picked up|created|issued|recorded|registered|unsubscribed|informed|notified|forwarded|passed on|escalated"
    r"|reported|agreed|requested|applied|done|handled|finished|taken care of|dealt with|scheduled|opened|closed"
    r"|charged)"
)
_SENT = (
    r"(?:sent|dispatched|shipped|mailed|emailed|e-mailed|posted|written|wrote|attached|enclosed|faxed|handed over"
    r"|resent)"
)
_GOODS = re.compile(
    r"\b(?:\w*(?:parcel|package|shipment|goods|delivery|order|replacement|item|part|parts|device|wardrobe"
    r"|product|money"
    r"|amount|refund|credit|payment|unit))s?\b"
)
_ADVERB = (
    r"(?:(?:now|already|just|today|also|successfully|of course|gladly|yesterday|since|fully|immediately|this"
    r"|x) ){0,3}"
)
_PASSIVE = re.compile(
    rf"\b(?:has|have|had|was|were|is|are|been|being|got)\b (?:now |already |just |also |since "
    rf"|today ){{0,2}}(?:been )?"
    rf"{_ADVERB}(?P<v>{_DONE}|{_SENT})\b"
)
_PERFECT = re.compile(
    rf"\b(?:i|we|our (?:\w+ )?(?:team|colleagues?|accounts|warehouse|department)|my colleagues?|they|x)(?:'ve"
    rf"| have| has|'d"
    rf" had| had)? {_ADVERB}(?P<v>{_DONE}|{_SENT})\b"
)
_UNDER_WAY = re.compile(
    r"(?:\b(?:is|are) (?:now |already )?(?:on (?:its|their|the) way|under ?way|in transit|out for delivery"
    r"|ready for (?:collection|pick-?up)|being processed|complete)\b|\bhas (?:already )?left our\b|'s (?:now "
    r"|already )?on (?:its|the) way\b)"
)
_NO = re.compile(r"\b(?:not|no|never|nothing|without|cannot|can't|isn't|wasn't|hasn't|haven't|aren't|weren't|didn't)\b")
_IF = re.compile(
    r"\A(?:and |or |but |only |even )?(?:if|unless|in case|should|whether|when|whenever|once|as soon as|after"
    r"|until|before"
    r"|please|to|so that|in order|is|was|has|have|were|are|which|how)\b"
)
_LATER = re.compile(
    r"\b(?:will|shall|would|could|can|may|might|must|should|going to|to be|want|wants|need|needs|once|as soon as"
    r"|when|whether|if"
    r"|until|usually|normally|always)\b"
)
_BY_OTHERS = re.compile(
    r"\b(?:by you|you(?:'ve|'d)? (?:have |had |also |already |just )*(?:\w+ly )?"
    rf"(?:{_DONE}|{_SENT}))\b"
)
_THEIR_WORDS = re.compile(
    r"\b(?:your|the) (?:message|mail|e-?mail|letter|note|request|question|enquiry|concern)s? (?:has|have|was|were|is)"
    r" (?:been )?(?:received|arrived|forwarded to us|sent to us|recorded)\b|\b(?:sent|given|written"
    r"|forwarded) (?:to )?us\b"
)
_OPENING_HOURS = re.compile(
    r"\b(?:warehouse|shop|store|office|branch|line|we)\b.{0,20}\b(?:is|are) (?:closed|opened|open)\b"
)


def claims(said: str) -> set[str]:
    """The kinds of what this sentence says to be done."""
    conditional = bool(re.match(r"(?:if|as soon as|once|when|unless|in case|should) ", said))
    found: set[str] = set()
    for clause in clauses(said):
        if _IF.match(clause.text) or (conditional and clause.before):
            continue
        kind = _kind(clause.text)
        if kind:
            found.add(kind)
    return found


def _kind(said: str) -> str:
    if _NO.search(said) or _BY_OTHERS.search(said) or _THEIR_WORDS.search(said) or _OPENING_HOURS.search(said):
        return ""
    if _UNDER_WAY.search(said) and not _LATER.search(said):
        return "action"
    found = _PERFECT.search(said) or _PASSIVE.search(said)
    if found is None or _LATER.search(said, 0, found.end()):
        return ""
    if re.fullmatch(_SENT, found["v"]):
        return "action" if _GOODS.search(said) else "message"
    return "action"
