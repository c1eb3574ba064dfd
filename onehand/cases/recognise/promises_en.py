"""Does an English clause commit us? Looks at subject, verb, time and what takes a commitment back."""

from __future__ import annotations

from onehand.cases.recognise import promises_en_words as w
from onehand.cases.recognise.gated import Gated
from onehand.cases.recognise.promises_clauses import CONDITION, RELATIVE, THAT, Clause
from onehand.cases.recognise.promises_verbs_en import BASE, MOVING, PLURAL_THIRD, THIRD
from onehand.cases.recognise.promises_weight import NONE, STRONG, WEAK, Context, Weight

JOINTS, CUES, NOMINAL = w.JOINTS, w.CUES, w.NOMINAL
NOT_BUT, IN_CASE, SAME_THING = w.NOT_BUT, w.IN_CASE, w.SAME_THING
LEAD_IN, REFERS, UNTIMED, AHEAD = w.LEAD_IN, w.REFERS, w.UNTIMED, w.AHEAD
IMPERATIVE = w.IMPERATIVE

_GOING_OR_THIRD = w.GOING_ON | THIRD  # put together once


def weigh(clause: Clause, text: str, context: Context) -> Weight:
    """How much of a commitment this clause is. `text` is the clause in lower case."""
    if clause.kind == CONDITION:
        return NONE
    if not clause.whens and not context.owed and w.CUES.isdisjoint(clause.known):
        return NONE
    text = _head(w.PURPOSE.sub("", text.replace("i.e.", "")))
    if w.LOYAL.search(text):
        return WEAK
    if w.NO.search(text) and not w.NO_HARM.search(text):
        return NONE
    if w.ASSURANCE.search(text) and not w.WILL.search(w.ASSURANCE.sub("", text)):
        return WEAK
    if w.COUNT_ON_US.search(text):
        return STRONG
    if clause.kind == RELATIVE:
        will = w.WILL.search(text)
        by_staff = will and "you" in clause.known and w.STAFF.search(context.before)
        return STRONG if (context.owed and will) or by_staff or w.SUBJECT_FUTURE.search(text) else NONE
    if clause.kind == THAT:
        said = _that(text, context)
        if said is not None:
            return said
    return _weighed(clause, text, context)


def _head(text: str) -> str:
    """The main clause, when it speaks of the future: what comes behind "so that" takes nothing back."""
    head = w.SUBORDINATE.split(text)[0]
    return head if len(head) < len(text) and len(head.split()) > 2 and w.WILL.search(head) else text


def _that(text: str, context: Context) -> Weight | None:
    """What stands before decides; None when it does not."""
    if context.owed:
        return STRONG
    if w.OUR_WORD.search(context.before) and w.WILL.search(text):
        return STRONG
    if w.GOVERNOR_NO.search(context.before) and not w.PROMISE.search(context.before):
        return NONE
    return STRONG if w.WOULD.search(text) and w.TOLD_US.search(context.before) else None


def _weighed(clause: Clause, text: str, context: Context) -> Weight:
    dated = _dated(clause)
    if w.LOOK_FORWARD.search(text) or (w.IDIOM.search(text) and not w.PERFECT.search(text)):
        return STRONG
    if (
        w.EXPECT.search(text)
        and not w.WAIT.search(text)
        and not w.WE_EXPECT.search(text)
        and not w.GENERAL.search(text)
    ):
        return STRONG
    if _imperative(" ".join(clause.words)) or w.GENERAL.search(text) or w.HELP.search(text):
        return NONE
    if w.REPORTED.search(text) or w.WHY_NOW.search(text):
        return NONE
    if (
        dated
        and w.SHOULD.search(text)
        and not w.NO_FUTURE.search(text)
        and not w.BY_NOW.search(text)
        and not w.THEIR_PART.search(text)
    ):
        return STRONG
    will = w.WILL.search(text)
    if w.COURTESY.search(text) and not w.WILL_ACT.search(text):
        return NONE
    if (
        w.MAYBE.search(text)
        and not w.CERTAIN.search(text)
        and not (will and will.start() < _start(w.MAYBE, text) and _has_so(text))
    ):
        return NONE
    if will:
        return _future(clause, text, dated)
    return _present(clause, text, context, dated)


def _imperative(text: str) -> bool:
    return bool(w.IMPERATIVE.match(text)) and not w.BE_ASSURED.match(text) and not w.SUBJECT_FUTURE.search(text)


def _start(pattern: Gated, text: str) -> int:
    found = pattern.search(text)
    return found.start() if found else len(text)


def _has_so(text: str) -> bool:
    """ "I'll … so that you can …", "we'll … which should": the doubt comes after the commitment."""
    return w.SO.search(text) is not None


def _future(clause: Clause, text: str, dated: bool) -> Weight:
    if w.NO_FUTURE.search(text) or w.OPENING.search(text) or w.EXPIRING.search(text):
        return NONE
    if w.MACHINE.search(text) and not dated:
        return NONE
    if w.YOU_NOT.search(text) and not w.YOU_SEE_IT.search(text):
        return NONE
    if w.YOU_WILL.search(text):
        return STRONG if w.YOU_GET.search(text) or (dated and not w.CUSTOMER.search(text)) else NONE
    if dated:
        return STRONG
    ours = clause.whens or clause.words[0] in ("will", "shall") or w.CONCERNS_US.search(text)
    return STRONG if ours and not w.STATE.search(text) else NONE


def _present(clause: Clause, text: str, context: Context, dated: bool) -> Weight:
    known = clause.known
    if w.UNDERTAKE.search(text) and w.SUBJECT_WE.search(text):
        sure = w.UNDERTAKE_TO.search(text) or (dated and w.NOMINAL.search(text))
        return STRONG if sure and not w.UNDERTAKE_ALWAYS.search(text) else NONE
    if dated and w.NEW_DAY.search(text) and not w.PAST.search(text):
        return STRONG
    if w.HAVING.search(text):
        return STRONG
    if w.PERFECT.search(text) or (w.PAST.search(text) and not known & _GOING_OR_THIRD):
        return _done(clause, text, dated)
    going_on = context.owed or "let me" in context.before[-60:]
    if going_on and clause.lead.endswith("and") and clause.words[0] in BASE:
        return STRONG
    if w.NOW.search(text) or w.ATTACHED.search(text) or w.KNOWING.match(text):
        return NONE
    if w.BEING.search(text) and known & w.GOING_ON:
        moving = (known & MOVING and w.SUBJECT_WE.search(text)) or "way" in known
        return STRONG if (dated or moving) and not w.BLOCK_DATED.search(text) else NONE
    if dated and not w.BLOCK_DATED.search(text) and _acts(text, known):
        return STRONG
    if "follows" in known and "as follows" not in text and w.OURS.search(text):
        return STRONG
    return _nominal(clause, text, known, dated)


def _acts(text: str, known: frozenset[str]) -> bool:
    """ "a colleague rings you", "we inspect the roof", "the label is with you": beside a day that is a promise."""
    if w.THEIRS.match(text):
        return False
    if known & THIRD and (w.STAFF.search(text) or w.OURS.search(text)) and not known & w.YOU_ARE:
        return True
    if known & PLURAL_THIRD and w.OURS.search(text) and not text.startswith("you"):
        return True
    if known & BASE and w.ACTORS.search(text) and not w.CUSTOMER.search(text):
        return True
    return w.IS_READY.search(text) is not None


def _nominal(clause: Clause, text: str, known: frozenset[str], dated: bool) -> Weight:
    """ "Callback tomorrow at 2pm", "reply to follow"."""
    if not w.NOMINAL.search(text) or w.BLOCK_DATED.search(text):
        return NONE
    if (dated or "to follow" in text) and len(clause.words) <= 14 and not known & w.SENTENCE:
        return STRONG
    return STRONG if dated and w.NOMINAL_SURE.search(text) and not w.CUSTOMER.search(text) else NONE


def _done(clause: Clause, text: str, dated: bool) -> Weight:
    """ "We have booked an engineer for Tuesday": done, but for a day that lies ahead."""
    if not dated or not _ahead(clause) or w.HAD.search(text):
        return NONE
    arranged = w.ARRANGED.search(text) and not w.CUSTOMER.search(text)
    return STRONG if arranged or w.INSTRUCTED.search(text) else NONE


def _dated(clause: Clause) -> bool:
    return any(when.due is not None or not when.vague for when in clause.whens if when.role != "of")


def _ahead(clause: Clause) -> bool:
    return any(when.due is not None and when.role != "of" for when in clause.whens)


def own_subject(clause: Clause) -> bool:
    """ "… and come back to you" goes on with the subject before."""
    first = clause.words[0]
    if first in ("they'll", "he'll", "she'll", "they", "he", "she"):
        return False
    return not (first in BASE or first in ("will", "should", "then", "also") or "then" in clause.words[:2])
