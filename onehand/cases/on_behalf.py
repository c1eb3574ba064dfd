"""An agent, or a program with an agent's token, opens a case for a customer who called, wrote or stood there."""

from __future__ import annotations

from django.conf import settings

from onehand.cases.models import Case
from onehand.cases.open import open_case
from onehand.foundation.text import guess_language
from onehand.people import known
from onehand.team.models import Agent
from onehand.timeline.record import verb


@verb
def open_on_behalf(
    *, email: str, name: str, subject: str, text: str, channel: str, by: Agent, language: str = ""
) -> Case:
    """The customer is found by the address or made. `text` is what they said. Raises Refused without text."""
    guessed = language or guess_language(text, default=settings.ONEHAND.language)
    customer, identity = known.find_or_make("email", email, name=name, language=guessed)
    spoken = language or guess_language(text, default=customer.language)
    return open_case(customer, identity, subject=subject, text=text, channel=channel, language=spoken, by=by)
