"""By when the customer needs something: their own day, not one that the company named."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, timedelta

from onehand.cases.recognise.facts_page import LONGEST, Page, keys_of
from onehand.cases.recognise.found import Fact
from onehand.cases.recognise.sentences import Sentence
from onehand.foundation.dates import When

_MOST = 60

KEYS = keys_of(
    "brauch -braucht hätte höre wenn falls if benötig muss müss frist spätestens bitte dahin erwarte will möchte "
    "wollen "
    "rechtzeitig need must have has got gotta latest deadline then deliver until appreciate please time require "
    "expect want "
    "before sonst like fordere letzter stichtag dringend wäre sollte soll should warte wait verfäll verpass sure ready "
    "-termin possible ankomm eintrifft matters important cutoff cut so damit dass crucial vital essential kind "
    "pls könnt could "
    "wichtig nötig ahead later no send ship bring liefer schick erledig regel überweis erstatt letztmög allerspätestens"
)
_NEED = re.compile(
    r"(?<![a-zäöüß])(?:(?:kann|können|can['’]?t|cannot|can only|nur)\b.{0,40}\b(?:warten|wait)|(?:spätester|"
    r"letzter|allerletzter|letztmöglicher)\s+\w*(?:termin|tag|zeitpunkt)|(?:last|latest) (?:possible )?(?:date|day)|"
    r"cut-?off|matters|important|crucial|vital|essential|(?:so|damit|dass)\b.{0,60}(?:ankommt|ankommen|eintrifft|"
    r"da ist|da sind)|"
    r"so (?:that )?(?:it|they) (?:gets?|arrives?|reach\w*|is|are)|should (?:be|arrive)|warten (?:kann|können)|"
    r"verfäll\w*|verpass\w*|"
    r"(?:könnten sie|könntet ihr|could you)\b.{0,70}\b(?:bis|by|before)|make sure|ready (?:for|by)|brauch(?:e|en|"
    r"t)?|benötig(?:e|en|t)|gebraucht|wäre (?:schön|gut|"
    r"toll|super|nett|klasse|prima|ideal)|nichts (?:von ihnen )?(?:höre|hören|gehört|"
    r"erhalten|bekomme)|(?:wenn|falls|sollte)\b.{0,70}\bbis\b.{0,90}\b(?:\w*anwalt|storn\w*|"
    r"kündig\w*|trete ich|zurücktreten|widerruf\w*|anzeige|verbraucherzentrale)|if\b.{0,70}\b(?:by|"
    r"before)\b.{0,90}\b(?:cancel\w*|lawyer|solicitor|dispute|chargeback|court|complain\w*|"
    r"refund)|hear (?:back |nothing )?(?:from you )?by|(?:muss|müssen|müsste[n]?|"
    r"sollte[n]?|soll)\b.{0,90}?(?:sein|haben|da|hier|fertig|ankommen|eintreffen|geliefert|"
    r"vorliegen|funktionieren|laufen|stehen|erledigt|geklärt|bekommen|vorlegen|abgeben|"
    r"einreichen|passieren|bei mir|bei uns|zugestellt|kommen|wissen|stattfinden|liegen|"
    r"geschaltet|angeschlossen|aufgebaut|montiert|installiert|repariert|"
    r"behoben)|"
    r"frist|spätestens|allerspätestens|bis dahin|erwarte[nt]?|(?:will|wollen|möchte|"
    r"möchten|hätte|hätten)\b.{0,60}?(?:haben|sehen|gern|gerne|bekommen|zurück|wissen|"
    r"geliefert|erhalten)|rechtzeitig|deadline|stichtag|letzter termin|fordere\w*|(?:wäre|"
    r"ist)\s.{0,40}?(?:wichtig|dringend|nötig)|"
    r"bitte\b.{0,70}?(?:bis|vor|spätestens|am)|(?:liefer\w*|schick\w*|erledig\w*|regel\w*|"
    r"überweis\w*|erstatt\w*|send\w*|bring\w*)\s.{0,40}?bis|"
    r"needs?|needed|must|(?:have|has|'ve|got|gotta|supposed)\s+(?:got\s+)?(?:to\s+)?(?:be|"
    r"have|receive|get|reach|arrive|go|hand|submit|file)|ha(?:s|ve) gotta|(?:has|have) "
    r"to|latest|by then|in time for|required?|expect|i(?:'d| would) (?:appreciate|like|"
    r"love|want)|"
    r"(?:would|'d) be (?:great|good|nice|helpful|best)|(?:i|we) (?:want|wish|would like|"
    r"expect|require)|wants?|giving you|give you|you have|(?:please|pls|kindly)\b.{0,60}?\b(?:by|"
    r"before|until|on)|(?:deliver|send|ship|refund|resolve|fix|get|make sure|sort)\b.{0,50}?\b(?:by|"
    r"before|until)|no later than|ahead of)(?![a-zäöüß])"
)
_THEIRS = re.compile(
    r"(?<![a-zäöüß])(?:(?:sie|ihr|ihre?[rnm]?\s+\w+|euer\s+\w+|eure\s+\w+)\s+(?:hatten?|"
    r"haben|habt|hattet|hat|wollten?|sagte\w*|versprach\w*|versprich\w*|schrieb\w*|meinte\w*|"
    r"kündigte\w*|verspr\w*)|zugesichert|zugesagt|versprochen|angekündigt|laut|angeblich|"
    r"hieß es|"
    r"angebot gilt|gilt|gültig|aktion|lief|you (?:promised|said|told|wrote|assured|guaranteed)|"
    r"your \w+ (?:said|told|promised|says)|(?:he|she|they) (?:said|told|promised)|was "
    r"(?:promised|told|supposed|meant|due)|were (?:promised|told|supposed)|i read|return "
    r"period|offer ends|valid|expires?|geöffnet|opening|"
    r"hätte\b.{0,50}\bsollen|sollte\b.{0,50}\b(?:geliefert|kommen)\b.{0,20}\bworden|"
    r"should have|bezahlt habe|paid)(?![a-zäöüß])"
)
_STRICTLY = re.compile(
    r"(?<![a-zäöüß])(?:brauche?n?|benötigen?|(?:i|we) (?:do |really |still )?need|must have|frist|"
    r"(?:könnten sie|könntet ihr|could you)\b.{0,70}\b(?:bis|by|before))(?![a-zäöüß])"
)
_I_NEED = re.compile(
    r"(?<![a-zäöüß])(?:brauche?n?|benötigen?|i need|we need|must have|frist|muss|müssen|"
    r"needs?|needed|must|ha(?:s|ve) (?:got )?to|gotta|spätestens|rechtzeitig|sehen|haben|"
    r"erwarte\w*|warten|wait|spätester|letztmöglich\w*|possible (?:date|day)|cut-?off|ankommt|ankommen|eintrifft|"
    r"so that|should|soll\w*|matters|important|"
    r"crucial|vital|essential|verfäll\w*|verpass\w*|make sure|ready|latest|in time|wants?|want|would be)(?![a-zäöüß])"
)
_SURELY_MINE = re.compile(
    r"(?<![a-zäöüß])(?:brauche?n?|benötigen?|i need|we need|must have|frist|muss|müssen|needs?|needed|must|spätestens|"
    r"rechtzeitig|erwarte\w*|latest|in time|wants?|warten|wait)(?![a-zäöüß])"
)
_LIMIT = re.compile(
    r"(?<![a-zäöüß])(?:bis|vor|spätestens|allerspätestens|by|until|till|before|latest|later|ahead|frist|deadline|vorher)(?![a-zäöüß])"
)
_ASKED = re.compile(
    r"\A\W*(?:haben sie|habt ihr|sind sie|gilt|wann|wie lange|is|are you|do you|does|"
    r"when|what|how|was)\b"
)
_NO_NEED = re.compile(
    r"(?<![a-zäöüß])(?:brauche?n?|needn't|need not|don't need|do not need|muss|müssen)\s+(?:\w+\s+){0,3}?(?:"
    r"nicht|kein\w*|nichts)(?![a-zäöüß])|no rush|keine eile|eilt nicht|don't need"
)
_TERM = re.compile(r"(?:frist|deadline) (?:von|of) (\d{1,2}) (tagen?|wochen?|days?|weeks?)")
_THEN = re.compile(r"(?<![a-zäöüß])(?:bis dahin|by then|before then|before that|vorher)(?![a-zäöüß])")
_BY = re.compile(
    r"\A(?:noch\s+|bitte\s+)?(?:bis|spätestens|allerspätestens|by|until|till|at the "
    r"(?:very )?latest|no later than|before|vor|not later)|\Z(?<=latest)"
)
_LATEST = re.compile(r"(?:at the (?:very )?latest|spätestens|allerspätestens|am besten|latest|no later than)\W*\Z")
_LATEST_BEHIND = re.compile(r"\W*(?:at the (?:very )?latest|spätestens|the latest)")
_CLAUSE = re.compile(r"[,;:–]\s|\s(?:und|and|so|because|weil|sonst|otherwise)\s")
_WISH = re.compile(
    r"(?<![a-zäöüß])(?:rückruf|zurückrufen|anrufen|call me|ring me|phone me|"
    r"(?<!spätester )(?<!letzter )(?<!möglicher )termin|appointment)(?![a-zäöüß])"
)


def find(page: Page, away: list[Fact]) -> list[Fact]:
    """Deadlines; a day inside one of the absences is none."""
    found: list[Fact] = []
    tried = 0
    spots = page.spots(KEYS)
    for at in sorted(at for at in spots if at in page.timely or at - 1 in page.timely):
        sentence = page.sentences[at]
        low = page.low[sentence.start : min(sentence.end, sentence.start + 2 * LONGEST)]
        need = _need(low)
        if need is None:
            continue
        tried += 1
        if tried > _MOST:
            break
        fact = _dated(page, sentence, low, need, away)
        if fact is not None:
            found.append(fact)
    return found


def _need(low: str) -> re.Match[str] | None:
    need = _NEED.search(low)
    if need is not None and need[0] in ("bis dahin", "by then") and not _I_NEED.search(low):
        return None
    if need is None or _NO_NEED.search(low) or _ASKED.search(low):
        return None
    if low.rstrip().endswith("?") and not _STRICTLY.search(low):
        return None
    if _THEIRS.search(low) and not _SURELY_MINE.search(low):
        return None
    # Reading the dates costs more than all before: only if one of them can count.
    return need if _LIMIT.search(low) or (_I_NEED.search(low) and not _WISH.search(low)) else None


def _dated(page: Page, sentence: Sentence, low: str, need: re.Match[str], away: list[Fact]) -> Fact | None:
    whens = [
        when
        for when in page.whens(sentence)
        if when.due is not None and when.role in ("", "until", "by") and not _inside(away, sentence.start + when.start)
    ]
    if not whens and _THEN.search(low):
        whens = _before(page, sentence)
    term = _TERM.search(low)
    if term is not None and not whens:
        due = page.now.date() + timedelta(days=int(term[1]) * (7 if term[2].startswith(("w",)) else 1))
        return Fact("deadline", due.isoformat(), sentence.start + term.start(), sentence.start + term.end(), due=due)
    when = _chosen(low, need, whens)
    if when is None or when.due is None or _day(when.due) < page.now.date():
        return None
    start, end = need.span() if when.start < 0 else (min(need.start(), when.start), max(need.end(), when.end))
    return Fact("deadline", when.due.isoformat(), sentence.start + start, sentence.start + end, due=when.due)


def _before(page: Page, sentence: Sentence) -> list[When]:
    """ "We open on 1 April. We need the till by then.": the day the sentence before names last."""
    at = page.starts.index(sentence.start) - 1
    if at not in page.timely or page.sentences[at].end < sentence.start - 3:
        return []
    whens = [when for when in page.whens(page.sentences[at]) if when.due is not None and when.role == ""]
    return [replace(whens[-1], start=-1, end=-1)] if whens else []


def _inside(away: list[Fact], at: int) -> bool:
    return any(fact.start <= at < fact.end for fact in away)


def _chosen(low: str, need: re.Match[str], whens: list[When]) -> When | None:
    """The last day said with "bis", "by" or "at the latest"; else the last in the clause that speaks of the need."""
    latest = [when for when in whens if _is_latest(low, when)]
    if latest:
        return latest[-1]
    limited = [when for when in whens if _BY.search(when.text.lower())]
    if limited:
        return limited[-1] if not _WISH.search(low) or "brauch" in low or "need" in low else None
    if _WISH.search(low) or not _I_NEED.search(low):
        return None
    whens = [when for when in whens if not when.text.lower().endswith(("heute", "today"))]
    first = max((cut.end() for cut in _CLAUSE.finditer(low, 0, need.start() + 1)), default=0)
    clause = [when for when in whens if when.start >= first]
    return (clause or whens)[-1] if whens else None


def _is_latest(low: str, when: When) -> bool:
    if _LATEST.search(low[max(0, when.start - 26) : when.start]) or _LATEST_BEHIND.match(low, when.end):
        return True
    return re.search(r"spätestens|latest|no later", low[when.start : when.end]) is not None


def _day(when: date | datetime) -> date:
    return when.date() if isinstance(when, datetime) else when
