"""A macro says its text and does its steps: all of it or nothing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from onehand.cases import placeholders, questions, templates
from onehand.cases.closing import ask_solved
from onehand.cases.errors import Refused
from onehand.cases.gaps import gaps_in
from onehand.cases.lock import lock, once
from onehand.cases.models import Case, Message, Template
from onehand.cases.note import note
from onehand.cases.placeholders import Ground
from onehand.cases.reply import reply
from onehand.cases.steps import Step
from onehand.cases.waiting import wait
from onehand.foundation import clock
from onehand.people import card
from onehand.people.errors import PeopleRefused
from onehand.team.models import Agent
from onehand.timeline.record import verb


@verb
def run(
    template: Template,
    case: Case,
    *,
    by: Agent,
    text: str | None = None,
    seen: int | None = None,
    key: str | None = None,
    **said: Any,
) -> Message:
    """Send the text (as its writer changed it, or as rendered) and do the steps. `said` goes on to `reply`.

    Raises Refused: gap (a value is still missing), template_over, claim_untrue, and what the reply and the steps say;
    nothing is sent or done then. The same `key` again gives the message of the first time and does nothing more.
    """
    lock(case)
    _, earlier = once(case, key)
    if earlier is not None:
        return earlier
    standing = Template.objects.filter(pk=template.pk, ended_at__isnull=True).first()
    if standing is None:
        raise Refused("template_over")
    ground = Ground(case, by, standing.language)
    content = templates.render(standing, case, by).text if text is None else text
    # Filled before the reply, as its writer saw it: the reply itself changes what is open and promised.
    steps = [_filled(step, ground) for step in standing.steps]
    _guard_gaps(content, *(str(words) for step in steps for words in step.values()))
    if any(step["do"] == "answer_questions" for step in steps):
        said["answers"] = [*said.get("answers", ()), *(one.pk for one in questions.open_of(case))]
    used = [*said.pop("templates", ()), standing.pk]
    message = reply(case, by=by, text=content, seen=seen, key=key, templates=used, **said)
    case.refresh_from_db()
    for step in sorted(steps, key=lambda one: one["do"] == "ask_solved"):  # the question comes last
        _do(step, case, message, by)
    return message


def _guard_gaps(*texts: str) -> None:
    gaps = list(dict.fromkeys(gap for text in texts for gap in gaps_in(text)))
    if gaps:
        raise Refused("gap", gaps=gaps, what=", ".join(gaps))


def _filled(step: Step, ground: Ground) -> Step:
    return {
        field: placeholders.fill(value, ground)[0] if field in ("text", "what") else value
        for field, value in step.items()
    }


def _do(step: Step, case: Case, message: Message, by: Agent) -> None:
    match step["do"]:
        case "wait":
            wait(case, until=clock.now() + timedelta(days=step["days"]), what=step["what"], by=by)
        case "ask_solved":
            ask_solved(case, by=by)
        case "note":
            note(case, by=by, text=step["text"])
        case "card":
            try:
                card.change(case.customer.canonical, by=by, source_message=message.pk, **step["lines"])
            except PeopleRefused as why:
                raise Refused("card_refused", why=why.code) from why
