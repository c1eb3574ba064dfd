"""Where it stands, in one sentence and until when: the same for desk, portal and API."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from onehand.actions.due_process.roles import appeal_of, provisional_of
from onehand.actions.models.due_process import Appeal, Blocking, HearingLink, Provisional
from onehand.actions.words import Words
from onehand.cases.models import Case
from onehand.cases.notice import day_and_time

State = Blocking.State

_STAGES = {
    State.HEARING: Words("Anhörung: Nichts ist gesperrt", "Hearing: nothing is blocked"),
    State.DECIDING: Words("Ein Mensch entscheidet; nichts ist gesperrt", "A person decides; nothing is blocked"),
    State.EXECUTING: Words("Sperre beschlossen, wird ausgeführt", "Block decided, being carried out"),
    State.BLOCKED: Words("Gesperrt", "Blocked"),
    State.APPEALED: Words("Gesperrt, Einspruch wird geprüft", "Blocked, the appeal is being decided"),
    State.RELEASING: Words("Wird freigegeben", "Being released"),
    State.ENDED: Words("Nicht gesperrt", "Not blocked"),
}
_PROVISIONAL = Words("Vorläufig gesperrt, Anhörung läuft", "Provisionally blocked, the hearing goes on")
_MAY = {
    State.HEARING: Words(
        "Schreiben Sie uns Ihre Sicht. Danach entscheidet jemand, der dies nicht vorgeschlagen hat.",
        "Write us your side. Then somebody decides who did not propose this.",
    ),
    State.DECIDING: Words(
        "Sie können weiterhin schreiben. Wird nicht rechtzeitig entschieden, wird nicht gesperrt.",
        "You can still write. If nobody decides in time, nothing is blocked.",
    ),
    State.BLOCKED: Words(
        "Sie können Einspruch einlegen; darüber entscheidet jemand, der nicht beteiligt war.",
        "You can appeal; somebody decides on it who had no part in this.",
    ),
    State.APPEALED: Words(
        "Jemand, der nicht beteiligt war, prüft Ihren Einspruch. Schreiben Sie gern, was noch wichtig ist.",
        "Somebody who had no part in it looks into your appeal. You are welcome to write what else matters.",
    ),
}
_DECIDED = Words(
    "Ihr Einspruch wurde geprüft, die Sperre bleibt. Wenn Sie Neues haben, schreiben Sie; es liest ein Mensch.",
    "Your appeal was decided, the block stays. If there is something new, write; a person reads it.",
)
# The same for whoever wants Du (B5).
_MAY_DU = {
    State.HEARING: "Schreib uns deine Sicht. Danach entscheidet jemand, der dies nicht vorgeschlagen hat.",
    State.DECIDING: "Du kannst weiterhin schreiben. Wird nicht rechtzeitig entschieden, wird nicht gesperrt.",
    State.BLOCKED: "Du kannst Einspruch einlegen; darüber entscheidet jemand, der nicht beteiligt war.",
    State.APPEALED: "Jemand, der nicht beteiligt war, prüft deinen Einspruch. Schreib gern, was noch wichtig ist.",
}
_DECIDED_DU = "Dein Einspruch wurde geprüft, die Sperre bleibt. Wenn du Neues hast, schreib; es liest ein Mensch."
_ALWAYS = Words(
    "Schreiben, anrufen und anmelden können Sie sich immer.", "You can always write, call and sign in."
)  # fmt: skip
_ALWAYS_DU = "Schreiben, anrufen und dich anmelden kannst du immer."


@dataclass(frozen=True, slots=True)
class Standing:
    """`until` is when this stage ends by itself or is to be decided; `may` says what the customer can do, `may_du` the
    same in German for whoever wants Du."""

    stage: Words
    until: datetime | None
    reason: str
    evidence: str
    may: Words
    may_du: str
    can_appeal: bool
    ended: bool


def blocking_of(case: Case) -> Blocking | None:
    found = Blocking.objects.filter(case=case).select_related(
        "proposer", "decider", "provisional__asked_by", "provisional__second", "appeal__decider", "notice", "told"
    ).first()  # fmt: skip
    if found is not None:
        found.case = case
    return found


def standing(blocking: Blocking) -> Standing:
    provisional, appeal = provisional_of(blocking), appeal_of(blocking)
    state = State(blocking.state)
    may, may_du = _MAY.get(state, _ALWAYS), _MAY_DU.get(state, _ALWAYS_DU)
    if state == State.BLOCKED and appeal is not None:
        may, may_du = _DECIDED, _DECIDED_DU
    reason, evidence = blocking.reason, blocking.evidence
    if blocking.decided_at is not None:
        # What was decided is told when it was read back, on no page before.
        told = blocking.told_id is not None
        reason, evidence = (blocking.decision, "") if told else (blocking.reason, blocking.evidence)
    return Standing(
        stage=_stage(blocking, provisional), until=until(blocking, appeal), reason=reason, evidence=evidence, may=may,
        may_du=may_du,
        can_appeal=blocking.state == State.BLOCKED and appeal is None, ended=blocking.ended_at is not None,
    )  # fmt: skip


def _stage(blocking: Blocking, provisional: Provisional | None) -> Words:
    if blocking.state in (State.HEARING, State.DECIDING) and blocking.in_force and provisional is not None:
        end = [day_and_time(provisional.until, one) if provisional.until else "" for one in ("de", "en")]
        return Words(f"{_PROVISIONAL.de} (höchstens bis {end[0]})", f"{_PROVISIONAL.en} (until {end[1]} at most)")
    return _STAGES[State(blocking.state)]


def until(blocking: Blocking, appeal: Appeal | None) -> datetime | None:
    if blocking.state == State.HEARING:
        return blocking.hearing_until
    if blocking.state == State.DECIDING:
        return blocking.decide_by
    if blocking.state == State.APPEALED and appeal is not None:
        return appeal.decide_by
    return None


def by_link(link: HearingLink) -> Standing:
    return standing(link.blocking)
