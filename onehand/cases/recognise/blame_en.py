"""How English says that the customer erred. Rules are written against one clause in its plain form."""

from __future__ import annotations

import re

from onehand.cases.recognise.clauses import Clause

_WRONG = (
    r"(?:wrong(?:ly)?|incorrect(?:ly)?|false(?:ly)?|invalid|incomplete(?:ly)?|outdated|illegible|unreadable"
    r"|blurred|blurry"
    r"|inaccurate(?:ly)?|mistaken(?:ly)?|old|expired|improperly|erroneous(?:ly)?|too (?:small|large|short|big"
    r"|few|little)"
    r"|different|faulty|the other way round|upside down|backwards)"
)
# What comes from the customer; deliveries, orders, invoices and goods come from us.
_THEIRS = (
    r"(?:[\w-]{0,20} ?(?:address(?:es)?|number|details|account|information|data|entry|input|cop(?:y|ies)|scans?"
    r"|photos?"
    r"|pictures?|images?|documents?|papers|forms?|application|proof|password|postcode|zip code|signature|reference"
    r"|cancellation|notice|payments?|transfer|return|report|measurements?|file|attachment|login|code|receipt"
    r"|certificate|claim|statement|assumption|calculation|reply|response|feedback|spelling|name|reading|request"
    r"|registration|complaint|iban|bic|id|settings?|installation|assembly|handling|use|packaging|selection))"
)
_BY_US = re.compile(
    r"\b(?:we|i|us|our(?:s)?|our (?:system|team|mistake|fault|side|end)|the (?:courier|carrier|driver|warehouse"
    r"|system"
    r"|manufacturer|supplier|technician)|colleagues?)\b"
)
_NO = re.compile(r"\b(?:not|no|never|nothing|none|neither|without|isn't|wasn't|aren't|weren't|hardly|any)\b")
_GOT = re.compile(
    r"\b(?:received|got|gotten|been|given to you|were (?:sent|given|told|charged|promised|billed)|heard|waited"
    r"|waiting"
    r"|had to|delivered|experienced|right)\b"
)
_DID = (
    r"(?:entered|typed|returned|gave|given|provided|supplied|sent|submitted|stated|specified|quoted|used|chose"
    r"|chosen|selected"
    r"|ordered|bought|purchased|picked|filled (?:in|out)|completed|uploaded|measured|assembled|installed|connected"
    r"|mounted|operated|handled|stored|wrote|written|put|paid|transferred|addressed|packed|labelled|labeled|booked"
    r"|ticked|clicked|set up|set|calculated|answered|told|registered|signed|cleaned|configured|drilled|spelled|spelt"
    r"|listed|noted|read|broke|cut|drove|left|took"
    r"|(?!received|reported|noticed|asked|wanted|mentioned|described|deserved|expected|needed|happened|explained"
    r"|pointed"
    r"|flagged|complained|waited|experienced|suffered|discovered|spotted|showed|shared|refused)\w{2,16}ed)"
)
_CUSTOMER_DID = re.compile(
    rf"\byou(?:'ve|'d)? (?:(?:have|had|did|also|then|simply|just|already|unfortunately|apparently|actually|obviously"
    rf"|clearly|probably|seem to have|appear to have|must have|yourself|only|again) ){{0,3}}(?:{_DID})\b"
)
_ERRED = re.compile(
    r"\byou(?:'ve|'d)? (?:(?:have|had|also|then|simply|just|already|unfortunately|apparently|actually|obviously"
    r"|clearly|probably|must have|seem to have|appear to have|may well have|yourself) ){0,3}"
    r"(?:forgot(?:ten)?|failed|neglected|omitted|missed|overlooked|misread|mistyped|misspel\w+|misunderstood"
    r"|miscalculated|mismeasured|mixed up|confused|damaged|broke|broken|ignored|disregarded|exceeded|caused|scratched"
    r"|made (?:a|an|the|some|several) (?:\w+ )?(?:mistakes?|errors?|typos?|slip)|got (?:it|that|this) wrong|erred"
    r"|mishandled|misused|dropped|miscounted|swapped|transposed|left (?:out|off)|refused)\b"
    r"|\byou (?:violated|breached|tampered with|let (?:the|your|our) (?:\w+ )?(?:deadline|period|date"
    r"|offer) (?:pass|lapse|expire))\b"
    r"|\byou \w+ [^,]{0,60}? and (?:then )?(?:scratched|damaged|broke|forgot|missed|overlooked|dropped|lost|tore)\b"
)
_BY_ERROR = re.compile(
    rf"\byou(?:'ve|'d)? (?:(?:have|had) )?(?:accidentally|mistakenly|inadvertently|wrongly|incorrectly|falsely"
    rf"|carelessly"
    rf"|erroneously|improperly) (?:\w+ed|{_DID}|left|cut|put)\b"
)
_WRONG_BEHIND = re.compile(
    rf"\b{_WRONG}\b|\bby mistake\b|\bin error\b"
    r"|\bwithout (?:protection|packaging|postage|a label|insurance|a signature|signing)\b"
)
_LATE = re.compile(
    r"\byou(?:'ve|'d)? (?:(?:have|had|only|unfortunately|then) ){0,3}(?:cancel\w+|sent|returned|paid|replied|reported"
    r"|submitted|contacted|informed|told|responded|notified|gave notice|complained|arrived|came|showed up|registered"
    r"|applied|booked|claimed)\b.{0,60}?\b(?:too late|late|after the (?:deadline|period|due date)|outside the"
    r"|past the)\b"
)
_LATE_ONLY = re.compile(r"\byou (?:were|are) (?:too )?late\b")
_DID_NOT = re.compile(
    r"\b(?:you|you've|you'd) (?:\w+ly |also |then )?(?:did not|didn't|have not|haven't|had not|hadn't|never"
    r"|do not|don't|refused to"
    r"|failed to|forgot to|neglected to|omitted to)\b"
)
_DUTY = re.compile(
    r"\b(?:sign(?:ed)?|fill(?:ed)?|attach(?:ed)?|enclosed?|included?|provided?|repl(?:y|ied)|respond(?:ed)?"
    r"|answer(?:ed)?"
    r"|pa(?:y|id)|return(?:ed)?|read|follow(?:ed)?|check(?:ed)?|cancel(?:l?ed)?|inform(?:ed)?|tell|told"
    r"|notif(?:y|ied)"
    r"|let|confirm(?:ed)?|updated?|pick(?:ed)? up|collect(?:ed)?|show(?:ed|n)? up|open(?:ed)?|ke(?:ep|pt)|m(?:ee|e)t"
    r"|enter(?:ed)?|submit(?:ted)?|sen[dt]|give|given|mention(?:ed)?|stated?|observed?|compl(?:y|ied)|stick|stuck"
    r"|register(?:ed)?|clos(?:e|ed)|lock(?:ed)?|report(?:ed)?|upload(?:ed)?|verif(?:y|ied)|keep to|attend(?:ed)?"
    r"|maintain(?:ed)?|stored?|protect(?:ed)?|backed up|back up|transfer(?:red)?|specif(?:y|ied))\b"
)
_UNPAID = re.compile(r"\bpa(?:y|id)\b")
_YET = re.compile(r"\byet\b|\bstill\b|\bnot (?:need|have) to\b|\bdon't (?:need|have) to\b|\bdo not (?:need|have) to\b")
_SHOULD = re.compile(
    r"\byou (?:should|ought to|could) (?:not )?have (?!been|received|got|gotten|had|heard|arrived|to\b|seen (?:it|the"
    r" (?:refund|money))|\w+ed by)\w+|\byou shouldn't have (?!been|received|had|to\b|waited)\w+"
    r"|\byou were (?:supposed|required|obliged|asked) to\b.{0,80}\bbut\b"
)
_COULD = re.compile(r"\byou could (?:not )?have\b")
_SPARED = re.compile(r"\bshould(?: not|n't) have (?:had|been|waited|experienced|needed)\b")
_AWAY = re.compile(
    r"\byou (?:were not|weren't|were never|are not|aren't) (?:\w+ ){0,2}?(?:at home|home|present|available|there"
    r"|reachable"
    r"|in\b|on site|at the address|at the agreed|answering|on time)"
    r"|\byou (?:were|had been) (?:out|away|absent|unavailable|unreachable|careless|negligent|in default"
    r"|in the wrong)\b"
    r"|\byou missed (?:the|your|our) (?:appointment|delivery|deadline|slot|call)\b"
)
_NOBODY_HOME = re.compile(
    r"\b(?:nobody|no one|no-one) (?:was|answered|opened|could be)\b.{0,40}?\b(?:home|in\b|present|door|found"
    r"|there|in to)\b"
    r"|\bfound (?:nobody|no one) (?:at )?(?:home|in)\b"
)
_NOT_IN_ORDER = (
    r"(?:illegible|unreadable|not (?:\w+ )?(?:legible|readable|correct|complete|valid|right|sufficient|clear|signed"
    r"|in time|on time)|incomplete|incorrect|wrong|invalid|inaccurate|insufficient|blurred|blurry|too (?:dark|small"
    r"|blurry|late|blurred|faint)|late|outdated|hard to read|unusable|contradictory|cut off|unsigned|mistyped"
    r"|misspelled|misspelt|overdue|untrue|false|unfounded)"
)
_THEIRS_IS = re.compile(
    rf"\b(?:your|the) (?:[\w-]{{2,20}} ){{0,2}}?{_THEIRS}\b(?: that)?(?: you(?:'ve)? (?:have |had )?{_DID}(?: us"
    rf"| to us)?)?"
    rf"(?: [\w-]+){{0,3}}? (?:(?:is|was|are|were|has been|came|arrived|reached us|turned out to be|seems|appears"
    rf"|looks)"
    rf" (?:\w+ ){{0,2}}?{_NOT_IN_ORDER}\b|(?:does not|doesn't|do not|don't|did not|didn't) (?:match|exist|fit"
    rf"|arrive in"
    r" time|arrive on time|reach us in time|include)|(?:contains?|contained|has|had|have) (?:a|an|some|several"
    r"|two) (?:\w+ )?"
    r"(?:typos?|errors?|mistakes?|wrong)|went to (?:the|a|an) wrong|(?:was|were) not on|(?:lacks?|lacked"
    r"|is missing|was missing) (?:a|the|your))"
)
_MISSING = re.compile(
    r"\byour (?:signature|house number|postcode|name|account number|reference|date of birth)\b[^,]{0,30}? (?:is"
    r"|was|are)"
    r" missing\b|\b(?:is|was) missing your (?:signature|house number|postcode|name)\b"
)
_WAS_MISUSED = re.compile(
    r"\b(?:was|were|has been|have been) (?:\w+ly |\w+ ){0,2}?(?:(?:used|handled|stored|assembled|installed|connected"
    r"|operated|mounted|cleaned) (?:incorrectly|improperly|wrongly)|(?:incorrectly|improperly|wrongly) (?:used"
    r"|handled"
    r"|stored|assembled|installed|connected|operated|mounted|cleaned))\b"
)
_OF_THEIRS = re.compile(r"\byour\b|\byou\b")
_THEIR_WRONG = re.compile(
    rf"\byour (?:{_WRONG}|missing|late|delayed|insufficient|unsigned|careless|own) (?:\w+ )?{_THEIRS}\b"
)
_WRONG_YOU_GAVE = re.compile(rf"\b{_WRONG} (?:\w+ )?{_THEIRS} (?:that |which )?you(?:'ve)? (?:have |had )?{_DID}\b")
_WAS_GIVEN = re.compile(
    rf"\b(?:a|an|the) {_WRONG} (?:\w+ )?{_THEIRS} (?:was|were|has been|had been) (?:entered|given|provided|supplied"
    r"|stated|specified|selected|chosen|submitted)\b"
)
_THEIR_FAULT = re.compile(
    r"\b(?:your (?:own )?(?:fault|mistake|error|oversight|negligence|typo|carelessness|misunderstanding|misuse"
    r"|failure"
    r"|omission|slip|doing|default)"
    r"|(?:delay|damage|error|mistake|loss|problem) (?:is|was) (?:\w+ )?your (?:own )?responsibility"
    r"|(?:fault|mistake|error|oversight|failure|negligence|misunderstanding|omission"
    r"|delay)s? (?:\w+ )?on your (?:part|side"
    r"|end)|(?:error|mistake|fault|problem|issue|cause|blame|responsibility"
    r"|delay)s? (?:for (?:\w+ ){1,4}?)?(?:therefore |clearly |really )?"
    r"(?:lies|lay|is|was|rests) (?:\w+ )?(?:with you|on your (?:side|end|part)|at your (?:end|side)|yours"
    r"|with your \w+)"
    r"|user error|operator error|self-inflicted|improper (?:use|handling|storage|installation|assembly|cleaning)"
    r"|incorrect (?:use|handling|assembly|installation)|misuse of)\b"
)
_YOU_ERR = re.compile(
    r"\byou(?:'re| are| were) (?:(?:simply|clearly|unfortunately|obviously|yourself|solely|quite) )?(?:mistaken|wrong"
    r"|to blame|at fault|in error|responsible for (?:the|this) (?:damage|delay|error|mistake|problem|loss)|confusing"
    r"|mixing up)\b|\byou have only yourself to blame\b|\bthis is down to you\b"
    rf"|\bit was you who (?:\w+ )?(?:{_DID}|forgot|missed)\b.{{0,40}}?\b{_WRONG}\b"
)

_IF = re.compile(
    r"\A(?:and |or |but |even |only |that )?(?:if|unless|in case|should you|should your|whether|when|whenever"
    r"|until|before"
    r"|once|provided|suppose|assuming|had you|to|please|so that|in order|as soon as|where)\b"
)
_SUPPOSES = re.compile(
    r"\A(?:even |only )?(?:if (?!i |we |our )|in case|unless|should you|should your|had you|suppose|assuming|whenever"
    r"|anyone who|whoever|customers who|did you|have you|were you|was your|please|provided that)"
)
_INNER_IF = re.compile(r"\b(?:if|whether|unless|in case|in the event|should)\b (?:that )?(?:you|your)\b")
_PERHAPS = re.compile(
    r"\b(?:maybe|perhaps|possibly|might|may have|may be|could have been|could be|can happen|sometimes|often"
    r"|for example"
    r"|for instance|conceivably)\b"
)
_REPORTED = re.compile(
    r"\b(?:you|your (?:mail|message|email|letter|note|call)) (?:\w+ ){0,2}?(?:say|says|said|write|writes|wrote"
    r"|mention\w*"
    r"|told|explain\w*|report\w*|state[sd]?|describe\w*|fear|suspect|think|believe|admit\w*|ask\w*|point\w* out"
    r"|confirm\w*)"
    r"\b|\b(?:thank you|thanks|great|good|glad|happy|grateful|appreciate)\b.{0,40}\b(?:that|for)\b"
    r"|\baccording to your\b|\bas you (?:say|said|write|wrote|mention|mentioned|explained|describe)\b"
)
_DENIED = re.compile(
    r"\b(?:not|never|n't|wrongly|mistakenly|incorrectly|falsely|earlier|previously"
    r"|instead of)\b.{0,60}\b(?:mean\w*|sa(?:y|id)"
    r"|claim\w*|suggest\w*|impl\w+|think|believe\w*|assum\w+|stat\w+|wrote|written|told|blam\w+|the case|true)\b"
    r"|\b(?:had|have) (?:wrongly|mistakenly|incorrectly|falsely)\b|\b(?:untrue|incorrect|wrong) (?:that|to)\b"
)


def prepared(said: str) -> str:
    return said


def only_supposes(said: str) -> bool:
    """The whole sentence is a condition and what follows from it, or an order, and says nothing of what was."""
    return bool(_SUPPOSES.match(said))


def blames(clause: Clause) -> bool:
    said = clause.text
    if _IF.match(said) or _PERHAPS.search(said) or _INNER_IF.search(said):
        return False
    whole = f"{clause.before[-160:]} {said}"
    reported = _REPORTED.search(whole)
    if reported is not None and re.search(r"\b(?:you|your|you've)\b", whole[reported.end() :]):
        return False
    if _DENIED.search(whole):
        return False
    return _did_wrong(said) or _was_wrong(said) or _gave_wrong(said) or _is_at_fault(said)


def _did_wrong(said: str) -> bool:
    if _SHOULD.search(said) and not _COULD.search(said):
        return not _SPARED.search(said)
    if _DID_NOT.search(said):
        late = bool(_YET.search(said)) and not _UNPAID.search(said)
        return bool(_DUTY.search(said[_DID_NOT.search(said).end() :])) and not late and not _wrong_denied(said)  # type: ignore[union-attr]
    if _ERRED.search(said) or _BY_ERROR.search(said) or _LATE.search(said) or _LATE_ONLY.search(said):
        return not _GOT.search(said) or (bool(_ERRED.search(said)) and not _NO.search(said))
    did = _CUSTOMER_DID.search(said)
    if did is None or _GOT.search(said):
        return False
    wrong = _WRONG_BEHIND.search(said, did.end())
    return wrong is not None and not _NO.search(said, did.end(), wrong.start())


def _wrong_denied(said: str) -> bool:
    """ "You did not enter anything wrong"."""
    return bool(_WRONG_BEHIND.search(said))


def _was_wrong(said: str) -> bool:
    return bool(_AWAY.search(said)) or (bool(_NOBODY_HOME.search(said)) and not re.search(r"\b(?:we|us|our|i)\b", said))


def _gave_wrong(said: str) -> bool:
    if _BY_US.search(re.sub(r"\b(?:given|gave|provided|supplied|sent|reached|reach|told|to) us\b", "", said)):
        return False
    if _MISSING.search(said):
        return not re.search(r"\b(?:still|only)\b", said)
    found = _THEIRS_IS.search(said)
    if found is not None and _OF_THEIRS.search(found[0]):
        return not re.search(r"\bnot (?:wrong|incorrect|false|invalid|late|blurred|incomplete|illegible)\b", said)
    if _NO.search(said):
        return False
    return bool(
        _THEIR_WRONG.search(said)
        or _WRONG_YOU_GAVE.search(said)
        or _WAS_GIVEN.search(said)
        or _WAS_MISUSED.search(said)
    )


def _is_at_fault(said: str) -> bool:
    if re.search(r"\b(?:by|from|with) (?:us|the (?:courier|carrier|driver))\b", said):
        return False
    for rule in (_THEIR_FAULT, _YOU_ERR):
        found = rule.search(said)
        if found is not None and not _NO.search(said, max(0, found.start() - 30), found.end() + 7):
            return True
    return False
