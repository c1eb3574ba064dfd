"""Does a German clause commit us? Looks at subject, verb, time and what takes a commitment back."""

from __future__ import annotations

import re

from onehand.cases.recognise import promises_de_words as w
from onehand.cases.recognise.promises_clauses import CONDITION, RELATIVE, THAT, Clause
from onehand.cases.recognise.promises_verbs import FORMS
from onehand.cases.recognise.promises_weight import NONE, STRONG, WEAK, Context, Weight

JOINTS, CUES, NOMINAL = w.JOINTS, w.CUES, w.NOMINAL
NOT_BUT, IN_CASE, SAME_THING = w.NOT_BUT, w.IN_CASE, w.SAME_THING
LEAD_IN, REFERS, UNTIMED, AHEAD = w.LEAD_IN, w.REFERS, w.UNTIMED, w.AHEAD
IMPERATIVE = w.IMPERATIVE
# Put together once: joining large sets for each clause costs more than all patterns.
_ACTS = FORMS.finite | w.THIRD
_ACTS_OR_RECEIVED = _ACTS | w.RECEIVE
_ACTS_OR_DONE = _ACTS | FORMS.participles
_ANY_VERB = _ACTS | w.VERBS
_NO_INFINITIVES = FORMS.finite - FORMS.infinitives
_ONLY_INFINITIVES = FORMS.infinitives - w.THIRD
_AUXILIARIES = w.VERBS - FORMS.participles
_ARTICLES = frozenset(("den", "die", "eine", "einen", "diese", "diesen", "alle"))
_CUSTOMER_ACTS = w.PLURALS - {"haben"}
_UNSAID = w.PAST | w.MODAL
_THEM = w.TO_YOU | w.SELF


def weigh(clause: Clause, text: str, context: Context) -> Weight:
    """How much of a commitment this clause is. `text` is the clause in lower case."""
    known = clause.known
    if not clause.whens and not context.owed and not known & w.WE and w.CUES.isdisjoint(known):
        return NONE
    if known & w.RECURRING and not known & w.WE and not w.THE_DAYS.search(" ".join(clause.words)):
        return NONE
    if w.LOYAL.search(text):
        return WEAK
    if known & w.NEGATION and not w.HARMLESS_NOT.search(text):
        return NONE
    if w.DEPEND.search(text) and w.CERTAIN_MODAL.search(text):
        return STRONG
    if clause.kind == CONDITION or w.THEY_SAID.search(context.before[-120:]) or w.PROPOSED.search(context.before[-80:]):
        return NONE
    if clause.kind == THAT:
        return _that(clause, known, context)
    if clause.kind == RELATIVE:
        return _relative(text, known, context)
    if w.ASSURANCE.search(text) and context.owed:
        return WEAK
    if _is_infinitive(clause, text, known):
        if w.GLAD_TO.search(context.before) and known & frozenset(("dürfen", "können")) and _dated(clause):
            return STRONG
        aimed = _dated(clause) and w.AIM.search(context.before) and not w.GENERAL.search(context.before + text)
        return STRONG if (context.owed or aimed) and clause.words[0] != "um" else NONE
    if _dated(clause) and (
        w.EXPECT.search(text) or _you_know(clause, text) or _meant_to_be(text) or _new_day(clause, text)
    ):
        return STRONG
    if "dann" in known and (known & w.YOU or w.READY.search(text)) and w.GIVE_ME.search(context.before):
        return STRONG
    if _taken_back(clause, text, known):
        return NONE
    if known & w.PAST and _ahead(clause) and w.SCHEDULED.search(text):
        return STRONG
    return _main(clause, text, known, context)


def _meant_to_be(text: str) -> bool:
    """ "Das Geld sollte bis Freitag da sein." """
    if not w.SHOULD.search(text) or w.GENERAL.search(text) or w.PUT_OFF.search(text):
        return False
    if w.THEIR_PART.search(text) or w.ASSUMED.search(text):
        return False
    return bool(w.OURS.search(text) or w.READY.search(text) or w.STAFF.search(text))


def _you_know(clause: Clause, text: str) -> bool:
    """ "Bis 17 Uhr wissen Sie, ob es klappt." """
    return clause.words[0] not in ("wissen", "weißt") and bool(w.YOU_KNOW.search(text))


def _new_day(clause: Clause, text: str) -> bool:
    return bool(w.NEW_DAY.search(text)) and _ahead(clause) and clause.known.isdisjoint(_UNSAID)


def _that(clause: Clause, known: frozenset[str], context: Context) -> Weight:
    """ "…, dass die Mahnung zurückgenommen wird": what stands before decides."""
    if w.GOVERNOR_NO.search(context.before) and not w.DEPEND.search(context.before):
        return NONE
    if clause.words[0] == "ob" or w.CUSTOMER_SAID.search(context.before):
        return NONE
    if known & w.PAST or known & w.WISH:
        return NONE
    if w.DEPEND.search(context.before) or context.owed or "sorg" in context.before or "veranlass" in context.before:
        return STRONG if not (known & w.AUX and _perfect(clause) and not _ahead(clause)) else NONE
    planned = w.SCHEDULED.search(context.before) or known & (w.WE | frozenset(("werden", "wird")))
    return STRONG if _dated(clause) and planned else NONE


def _relative(text: str, known: frozenset[str], context: Context) -> Weight:
    if known & _UNSAID or w.GENERAL.search(text):
        return NONE
    acts = known & FORMS.finite or known & w.WILL
    return STRONG if context.owed and acts and known & _THEM else NONE


def _is_infinitive(clause: Clause, text: str, known: frozenset[str]) -> bool:
    """ "…, das bis Freitag zu lösen", "…, die Ware abzuholen"."""
    last = clause.words[-1]
    if clause.words[-2:-1] == ["zu"] and last not in w.TO_YOU and last.endswith("n"):
        return True
    return bool(w.ZU.search(text)) and not known & w.VERBS and known.isdisjoint(_NO_INFINITIVES)


def _taken_back(clause: Clause, text: str, known: frozenset[str]) -> bool:
    if _told(clause) or w.REPORTED.search(text) or w.STATING.search(text):
        return True
    if not clause.whens and w.WHY_NOW.search(text):
        return True
    onto = w.PUT_DOWN.search(text) or any(when.text.lower().startswith(("auf ", "für ")) for when in clause.whens)
    put_down = onto and w.SCHEDULED.search(text) and _ahead(clause)
    if known & w.PAST and not (known & w.WILL) and not put_down:
        return True
    if known & w.MODAL and not w.CERTAIN_MODAL.search(text):
        return not ("will" in known and "ich" in known and _dated(clause))
    if w.MAYBE.search(text) and not (_dated(clause) and re.search(r"\b(?:vermutlich|wahrscheinlich)\b", text)):
        return True
    if w.CLOSED.search(text) or w.OPINION.search(text) or (w.OTHERS.search(text) and not known & w.WE):
        return True
    if w.GENERAL.search(text) or w.IMPERATIVE.match(" ".join(clause.words[:3])):
        return True
    if w.CUSTOMER_SAID.search(text) and not known & w.WE:
        return True
    if w.COURTESY.search(text) and not w.DEPEND.search(text):
        return not w.AFTER_ALL.search(text)
    return bool(w.HELP.search(text) and w.GLAD.search(text))


def _told(clause: Clause) -> bool:
    """ "packte ich", "ich fragte": not "die gewünschte Ware"."""
    if clause.known.isdisjoint(FORMS.preterites):
        return False
    pairs = zip(clause.words, clause.words[1:], strict=False)
    return any(
        (one in FORMS.preterites and two in w.WE) or (two in FORMS.preterites and one in w.WE) for one, two in pairs
    )


def _main(clause: Clause, text: str, known: frozenset[str], context: Context) -> Weight:
    dated = _dated(clause)
    if w.FIXED.search(text) and (known & w.WE or context.ours or not known & w.YOU):
        return STRONG if not _perfect(clause) and not (known & frozenset(("gerade", "derzeit", "momentan"))) else NONE
    if _perfect(clause):
        return _done(clause, text, known)
    if w.HEREBY.search(text):
        return NONE
    elided = context.first and clause.lead.endswith(("und", "sowie")) and clause.words[0] in FORMS.finite
    if known & w.WE or elided or (context.first and not known & w.YOU and clause.lead and not _third(clause)):
        return _first_person(text, known, dated)
    if known & w.WILL:
        return _future(clause, text, known, dated)
    if known & w.YOU or known & frozenset(("dir", "ihnen")):
        received = _to_customer(text, known, dated or bool(clause.whens and w.READY.search(text)))
        if received != NONE or known & w.RECEIVE:
            return received
    if _is_customer(clause, text):
        return NONE
    begins = "bereit" in known and any(when.role == "from" for when in clause.whens)
    staff = w.STAFF.search(text) is not None and known & _ACTS
    if staff and (dated or (known & FORMS.finite and known & _THEM)):
        return NONE if w.NOW.search(text) or (w.LASTING.search(text) and not begins) else STRONG
    if context.passive and clause.lead.endswith("und") and _ends_passive(clause):
        return STRONG
    goes_on = "dann" in known or (clause.words[0] in FORMS.finite and known & w.TO_YOU)
    if goes_on and clause.lead.endswith("und") and known & _ACTS and w.STAFF.search(context.before):
        return STRONG
    if dated and known & _ACTS_OR_RECEIVED:
        return _thing(text, known, begins)
    if w.FOLLOWS.search(text) and (clause.whens or "folg" in text) and _of_ours(clause, text, context):
        return NONE if w.NOW.search(text) else STRONG
    if w.BY_POST.search(text):
        return STRONG
    if dated and known & w.TO_YOU and w.OURS.search(text) and not known & w.VERBS:
        return STRONG  # "Das Angebot flattert morgen bei Ihnen ins Haus", whatever the verb
    if staff and known & FORMS.finite and w.THAT_THING.search(text) and not w.NOW.search(text):
        return WEAK
    return _nominal(clause, text, known, dated)


def _third(clause: Clause) -> bool:
    """ "Ob wir tauschen, entscheidet der Hersteller." """
    return clause.lead.startswith(",") and clause.words[0].endswith("t") and clause.words[0] in FORMS.finite


def _of_ours(clause: Clause, text: str, context: Context) -> bool:
    """ "Die Antwort kommt …", or "Der Rückruf ist veranlasst und erfolgt …"."""
    return bool(w.OURS.search(text) or (clause.lead.endswith("und") and w.OURS.search(context.before)))


def _ends_passive(clause: Clause) -> bool:
    """ "… und am Mittwoch zurückgebracht" goes on with a passive."""
    last = clause.words[-1]
    return clause.known.isdisjoint(_AUXILIARIES) and _is_participle(clause, last)


def _is_participle(clause: Clause, word: str) -> bool:
    return word not in clause.nouns and (word in FORMS.participles or w.PARTICIPLE.match(word) is not None)


def _first_person(text: str, known: frozenset[str], dated: bool) -> Weight:
    if known & w.WILL:
        return STRONG if w.INFINITIVE_END.search(text) or len(known) > 3 else NONE
    if w.NOW.search(text) and not dated:
        return NONE
    verbs = known & FORMS.finite
    if dated:
        return STRONG if verbs or not known & w.STATIVE or w.READY.search(text) else NONE
    return STRONG if verbs - w.STATIVE or _deed(text) else NONE


def _deed(text: str) -> bool:
    found = w.DEED.search(text)
    verb = found and (found[1] or found[2] or found[3])
    return bool(verb) and verb not in w.NO_DEED and w.DEED_FOR_YOU.search(text) is not None


def _future(clause: Clause, text: str, known: frozenset[str], dated: bool) -> Weight:
    """ "wird veranlasst", "werden Sie erhalten", "wird sich melden"."""
    if w.YOU_WILL_FIND.search(text):
        return NONE
    if known & w.RECEIVE or (w.STAFF.search(text) and known & FORMS.infinitives):
        return STRONG
    participles = {word for word in clause.words if _is_participle(clause, word)}
    infinitive = known & FORMS.infinitives
    if dated or clause.whens:
        sure = participles or infinitive or w.READY.search(text) or w.INFINITIVE_END.search(text)
        return STRONG if sure else NONE
    if w.NOW.search(text):
        return NONE
    if participles and not w.WEAK_PASSIVE & participles:
        return STRONG if known & w.TO_YOU or w.OURS.search(text) else WEAK
    if participles:
        return WEAK
    return STRONG if infinitive and known & _THEM else NONE


def _is_customer(clause: Clause, text: str) -> bool:
    """ "Sie finden …", "erreichen Sie uns": the customer is the subject."""
    words = clause.words
    if not clause.known & w.YOU or clause.known & w.RECEIVE or clause.known & w.WE or w.SEVERAL.search(text):
        return False
    if "sie" in clause.known and clause.known & frozenset(("uns", "mir", "mich")) and "von" not in clause.known:
        return any(word in w.PLURALS for word in words)
    beside = {
        words[at + step]
        for at, word in enumerate(words)
        if word == "sie"
        for step in _BESIDE
        if 0 <= at + step < len(words)
    }
    return not beside.isdisjoint(_CUSTOMER_ACTS)


_BESIDE = (-1, 1)


def _to_customer(text: str, known: frozenset[str], dated: bool) -> Weight:
    if known & w.RECEIVE:
        if not dated and (w.NOW.search(text) or w.ELSEWHERE.search(text)):
            return NONE
        return STRONG if dated or w.RECEIVED.search(text) else WEAK
    if dated and known & frozenset(("haben", "hast", "habt")):
        return NONE if w.THEIR_TIME.search(text) else STRONG
    return STRONG if w.GOES_TO.search(text) else NONE


def _thing(text: str, known: frozenset[str], begins: bool) -> Weight:
    """A third person and a day that lies ahead: "ein Hotfix kommt morgen"."""
    things = w.OURS.search(text) or w.STAFF.search(text) or w.IT_DOES.search(text)
    if known & w.YOU and not known & w.RECEIVE and not things:
        return NONE
    verbs = known & _ACTS
    if known & w.YOU and verbs and verbs <= _ONLY_INFINITIVES:
        return NONE
    if w.LASTING.search(text) and not begins:
        return NONE
    if known & frozenset(("ist", "sind")) and not (
        w.READY.search(text) or w.PARTICIPLE.search(text) or w.SCHEDULED.search(text)
    ):
        return NONE
    return STRONG if things or known & w.TO_YOU else WEAK


def _nominal(clause: Clause, text: str, known: frozenset[str], dated: bool) -> Weight:
    if known & FORMS.finite and not w.NOMINAL.search(text):
        return NONE
    if dated and w.NOMINAL.search(text) and not w.NO_NOMINAL.search(text) and len(clause.words) <= 14:
        return STRONG
    if re.match(r"\s*(?:zusage|versprochen|zugesagt)\b", text):
        return STRONG if dated else NONE
    return NONE


def _perfect(clause: Clause) -> bool:
    """ "habe … veranlasst", "ist … eingetroffen": done, unless by a day that lies ahead."""
    if not clause.known & w.AUX:
        return False
    if clause.known & w.WILL:
        return False
    if clause.known & w.RECEIVE and clause.known & w.YOU and not clause.known & frozenset(("haben", "hast", "habe")):
        return False
    return any(
        _is_participle(clause, word) and (word not in FORMS.finite or word in FORMS.participles)
        for word in clause.words[-3:]
    )


def _done(clause: Clause, text: str, known: frozenset[str]) -> Weight:
    if w.SCHEDULED.search(text) and _ahead(clause):
        return STRONG
    if not _ahead(clause) or known & frozenset(("bereits", "schon", "gestern")):
        return NONE
    by = any(re.search(r"\b(?:bis|spätestens|in|binnen|innerhalb)\b", when.text.lower()) for when in clause.whens)
    return STRONG if by and not re.search(r"\b(?:bis heute|bisher|bislang)\b", text) else NONE


def _dated(clause: Clause) -> bool:
    return any(when.due is not None or not when.vague for when in clause.whens if when.role not in ("of",))


def _ahead(clause: Clause) -> bool:
    """Is something said to be on a later day, or by a time?"""
    return any(
        when.due is not None and when.role != "of" and not re.match(r"(?:heute|bis heute)\Z", when.text.lower())
        for when in clause.whens
    )


def own_subject(clause: Clause) -> bool:
    """ "… und wechseln das Schloss", "… und Ihnen Bescheid geben" go on with the subject before."""
    words = clause.words
    goes_on = clause.lead.endswith("und") and words[0] not in _ARTICLES and words[0][-1] in "en"
    if goes_on and words[0] not in clause.nouns and not clause.known & w.WE and not w.OBJECTS.isdisjoint(words[1:2]):
        return False  # "… und nennen Ihnen …"
    continues = w.ZU.search(" ".join(words[-2:])) and w.VERBS.isdisjoint(words[:-1])
    if words[0] in w.THEN or continues:
        return False
    if clause.known & w.WE:
        return True
    if words[0] == "sie" and clause.known & w.RECEIVE:
        return True
    if words[0] in w.OBJECTS or words[0] in _ACTS_OR_DONE:
        return "und" not in clause.lead and words[0] not in FORMS.finite
    return any(word in _ANY_VERB for word in words[:-1])
