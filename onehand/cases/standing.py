"""Where a case stands, in one line for its customer."""

from __future__ import annotations

from collections.abc import Sequence

from onehand.cases.models import Case, Holding, State
from onehand.cases.notice import day_and_time
from onehand.foundation import clock
from onehand.foundation.prepared import Prepared


def state_line(case: Case, hand: str, language: str) -> str:
    """Who does what until when. `hand` is the name of whoever has the case, or had it last."""
    german = language == "de"
    if case.state == State.CLOSED:
        at = day_and_time(case.closed_at, language) if case.closed_at else ""
        return (
            (f"Geschlossen seit {at}" if german else f"Closed since {at}")
            if at
            else ("Geschlossen" if german else "Closed")
        )
    if case.state == State.NEW or not hand:
        return "Wir klären gerade, wer sich kümmert" if german else "We are finding out who takes care of it"
    if case.state == State.ASKED:
        return f"{hand} fragt, ob es gelöst ist" if german else f"{hand} asks whether it is solved"
    if case.state == State.WAITING and case.wait_until is not None:
        until = day_and_time(case.wait_until, language)
        if german:
            return f"Wartet bis {until} auf: {case.wait_for}. Dann meldet sich {hand}"
        return f"Waits until {until} for: {case.wait_for}. Then {hand} gets back to you"
    return _in_hand(case, hand, language)


def _in_hand(case: Case, hand: str, language: str) -> str:
    german = language == "de"
    if case.waiting_since is None or case.answer_due is None:
        return f"{hand} kümmert sich" if german else f"{hand} takes care of it"
    if case.answer_due < clock.now():
        return (
            f"Die Antwort ist überfällig; {hand} hat Ihr Anliegen und weiß es" if german
            else f"The answer is overdue; {hand} has your case and knows it"
        )  # fmt: skip
    until = day_and_time(case.answer_due, language)
    return (
        f"{hand} kümmert sich und antwortet bis {until}"
        if german
        else f"{hand} takes care of it and answers by {until}"
    )


def hands(cases: Sequence[Case]) -> dict[int, str]:
    """By case number: the name of the hand, or of the last one of a closed case. One query."""
    return dict(_HANDS.rows(cases=[case.pk for case in cases]))


_HANDS: Prepared[tuple[int, str]] = Prepared(
    lambda blank: (
        Holding.objects.filter(case__pk__in=blank("cases"))
        .order_by("since", "pk")
        .values_list("case_id", "agent__display_name")
    )
)
