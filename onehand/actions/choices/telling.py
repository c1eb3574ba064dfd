"""What becomes of a choice is told to the address that the link went to: done when it was read back, or that a person
takes care (rule 5)."""

from __future__ import annotations

from onehand.actions.choices import words
from onehand.actions.models import Run
from onehand.actions.models.choices import Choice
from onehand.actions.told import Unfilled
from onehand.cases.models import Case
from onehand.cases.notice import write_notice
from onehand.foundation import clock
from onehand.timeline.kinds import Kind
from onehand.timeline.record import SYSTEM

KIND = "choice"


def done(run: Run) -> bool:
    """Inside the transaction that ends the run; whether it was a choice and its maker is told."""
    choice = _choice(run)
    if choice is None:
        return False
    try:
        text = words.done(run.case, run)
    except Unfilled:  # the system's answer lacks what its sentence names
        text = words.done(run.case, run, told=False)
    _write(run.case, choice, text, f"choice:{choice.pk}:done")
    return True


def handed_over(run: Run) -> None:
    """It did not go by itself; said once, inside the transaction in which it comes to stand."""
    choice = _choice(run)
    if choice is None or choice.person_told_at is not None:
        return
    choice.person_told_at = clock.now()
    choice.save(update_fields=["person_told_at"])
    _write(run.case, choice, words.handed_over(run.case, run), f"choice:{choice.pk}:person")


def _choice(run: Run) -> Choice | None:
    if run.customer_id is None or run.undoes_id is not None:
        return None
    return Choice.objects.filter(run=run).exclude(recipient="").first()


def _write(case: Case, choice: Choice, text: str, key: str) -> None:
    write_notice(
        case, recipient=choice.recipient, text=text, kind=KIND, entry=Kind.NOTICE_SENT, by=SYSTEM, key=key
    )  # fmt: skip
