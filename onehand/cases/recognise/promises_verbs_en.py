"""The English verbs of commitments in the forms they take."""

# ruff: noqa: SIM905 (word lists read better as text)
from __future__ import annotations

_VERBS = """
    acknowledge activate add adjust allocate amend apply arrange ask assign attach attend backdate begin book
    bring call cancel change chase check clean clear close collect come compensate complete confirm consult
    contact correct courier credit deduct delete deliver deploy dig discuss dispatch do draft drop email empty
    enquire escalate exchange expedite extend fax fetch file finalise finalize find finish fit fix follow
    forward freeze get give go hand handle hang help hold honor honour hook include inform inquire inspect
    install investigate issue join keep knock launch let liaise load locate look mail make measure meet mend
    message monitor move mow notify open order organise organize pack paint pass patch pay phone pick ping pop
    post prepare print prioritise prioritize process provide put raise rebill rebook recalculate reconnect
    rectify redeliver refill refund reimburse reissue release remind remove reopen repair replace replenish
    reply report request reschedule resend reserve reset resolve respond restock restore return reverse revert
    review rewire ring roll run scan schedule see send set settle ship slip sort speak start submit suspend swap
    switch take talk tell test text throw tidy top trace track transfer translate transport try turn unblock
    unlock update upgrade upload verify visit waive work write
    rehang refit foot throw chuck dismantle assemble demonstrate level glue sand varnish weld calibrate backorder
""".split()
_DOUBLING = frozenset("get put set drop ship transfer cancel fit swap let run dig chat stop begin refer submit".split())


def _progressive(verb: str) -> str:
    if verb.endswith("ie"):
        return verb[:-2] + "ying"
    if verb.endswith("e") and not verb.endswith("ee"):
        return verb[:-1] + "ing"
    return verb + (verb[-1] if verb in _DOUBLING else "") + "ing"


def _third(verb: str) -> str:
    if verb.endswith(("s", "sh", "ch", "x", "o")):
        return verb + "es"
    return verb[:-1] + "ies" if verb.endswith("y") and verb[-2] not in "aeou" else verb + "s"


BASE = frozenset(_VERBS)
ING = frozenset(_progressive(verb) for verb in _VERBS) | {"cancelling", "canceling", "travelling"}
THIRD = frozenset(_third(verb) for verb in _VERBS) | frozenset(
    "follows arrives lands reaches comes goes starts begins leaves gets takes lives hits departs".split()
)
PLURAL_THIRD = frozenset("follow arrive land reach come go start begin leave finish resume".split())
# "We are sending you …" is a promise without any day, "we are looking into it" is none.
MOVING = ING - frozenset(
    """
    asking being checking doing going handling having helping holding investigating joining keeping looking
    making measuring meeting monitoring offering preparing processing reviewing running speaking starting taking
    talking tracing tracking trying verifying waiting working writing
    """.split()
)
