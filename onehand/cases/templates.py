"""Texts that are said often, in German and English. None can claim what is not true: whatever says that something is
done needs a verified action in the case, whatever says that something was sent a message of ours that arrived."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError
from django.db.models import Exists, OuterRef

from onehand.cases import placeholders
from onehand.cases.errors import NotFound, Refused
from onehand.cases.models import Case, Delivery, Message, Outgoing, Template
from onehand.cases.placeholders import Ground
from onehand.cases.recognise import done
from onehand.cases.steps import checked_steps
from onehand.cases.verified import verified
from onehand.foundation import clock
from onehand.team.models import Agent
from onehand.timeline.kinds import Kind
from onehand.timeline.record import Acts, record, savepoint, verb

LANGUAGES = ("de", "en")
LONGEST = 20_000
LONGEST_NAME = 100
LARGEST = 2**63 - 1
_ARRIVED = (Delivery.ACCEPTED, Delivery.DELIVERED, Delivery.OUTBOX)


@dataclass(frozen=True, slots=True)
class Rendered:
    """A draft: `gaps` are the marks in it that nobody could fill, `claims` what it says to be true already."""

    text: str
    gaps: list[str]
    claims: str


@dataclass(frozen=True, slots=True)
class Offered:
    """`why` is None when the template may be used in this case now."""

    template: Template
    why: Refused | None


@verb
def save(
    name: str, language: str, text: str, *, by: Acts, claims: str = "", steps: Sequence[Mapping[str, Any]] = ()
) -> Template:
    """A new template.

    Raises Refused: empty, template_exists, template_language, template_long, placeholder_unknown, placeholder_broken,
    claims_missing, and what `steps` says.
    """
    template = Template(**_checked(name, language, text, claims, steps))
    return _store(template, by)


@verb
def change(template: Template, *, by: Acts, **changes: Any) -> Template:
    """New values for name, language, text, claims or steps. Raises Refused as `save`, and template_over."""
    standing = Template.objects.select_for_update().filter(pk=template.pk, ended_at__isnull=True).first()
    if standing is None:
        raise Refused("template_over")
    wanted = {field: changes.pop(field, getattr(standing, field)) for field in _FIELDS}
    if changes:
        raise TypeError(f"a template has no {', '.join(changes)}")
    for field, value in _checked(**wanted).items():
        setattr(standing, field, value)
        setattr(template, field, value)
    template.changed_at = standing.changed_at = clock.now()
    return _store(standing, by)


@verb
def end(template: Template, *, by: Acts) -> Template:
    """It is offered no more; its name is free for another. Raises Refused: template_over."""
    now = clock.now()
    if not Template.objects.filter(pk=template.pk, ended_at__isnull=True).update(ended_at=now):
        raise Refused("template_over")
    template.ended_at = now
    record("template", template.pk, Kind.TEMPLATE_CHANGED, by=by, values={"name": template.name})
    return template


_FIELDS = ("name", "language", "text", "claims", "steps")


def _checked(name: str, language: str, text: str, claims: str, steps: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    title, content = " ".join(name.split()), text.strip()
    if not title or not content:
        raise Refused("empty")
    if language not in LANGUAGES:
        raise Refused("template_language")
    if len(content) > LONGEST or len(title) > LONGEST_NAME:
        raise Refused("template_long", most=LONGEST_NAME if len(content) <= LONGEST else LONGEST)
    placeholders.check(content)
    _check_claims(content, claims)
    return {"name": title, "language": language, "text": content, "claims": claims, "steps": checked_steps(steps)}


def _check_claims(content: str, claims: str) -> None:
    """What a text says to be done must be declared: an action is more than a message."""
    if claims not in Template.Claims.values:
        raise Refused("claims_unknown")
    said = _claimed(content)
    for kind in (Template.Claims.ACTION, Template.Claims.MESSAGE):
        if kind in said and claims not in (kind, Template.Claims.ACTION):
            raise Refused("claims_missing", says=said[kind])


def _claimed(content: str) -> dict[str, str]:
    """For each kind of claim the first sentence that makes it, in any language and form of address."""
    found: dict[str, str] = {}
    for reading in placeholders.readings(content):
        for language in LANGUAGES:
            for one in done.find(reading, language):
                found.setdefault(one.kind, one.text[:200])
    return found


def _store(template: Template, by: Acts) -> Template:
    try:
        with savepoint():
            template.save()
    except IntegrityError:
        raise Refused("template_exists", name=template.name) from None
    record("template", template.pk, Kind.TEMPLATE_CHANGED, by=by, values={"name": template.name})
    return template


def standing(language: str = "") -> list[Template]:
    """All that are in use, by name; of one language if given."""
    templates = Template.objects.filter(ended_at__isnull=True)
    if language:
        templates = templates.filter(language=language)
    return list(templates.order_by("name", "language")[:1000])


def access_template(pk: int) -> Template:
    """Raises NotFound for one that is not in use."""
    template = Template.objects.filter(pk=min(pk, LARGEST), ended_at__isnull=True).first() if pk > 0 else None
    if template is None:
        raise NotFound
    return template


def offered(case: Case) -> list[Offered]:
    """The templates for this case, those in its language first, each with whether it may be used now."""
    truth = Truth(case)
    templates = sorted(standing(), key=lambda one: (one.language != case.language, one.name))
    return [Offered(one, truth.against(one)) for one in templates]


def render(template: Template, case: Case, by: Agent) -> Rendered:
    """The draft for this case, plain text. Raises Refused: claim_untrue."""
    _raise(Truth(case).against(template))
    text, gaps = placeholders.fill(template.text, Ground(case, by, template.language))
    return Rendered(text, gaps, template.claims)


def guard(case: Case, template_ids: Iterable[int]) -> None:
    """Asked again when it is sent. Raises Refused: claim_untrue, template_gone."""
    wanted = set(template_ids)
    if not wanted:
        return
    found = Template.objects.in_bulk([pk for pk in wanted if 0 < pk <= LARGEST])
    if len(found) != len(wanted):
        raise Refused("template_gone")
    truth = Truth(case)
    for template in found.values():
        _raise(truth.against(template))


def _raise(why: Refused | None) -> None:
    if why is not None:
        raise why


class Truth:
    """What has really happened in a case; asked once for any number of templates."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self._known: dict[str, bool] = {}

    def against(self, template: Template) -> Refused | None:
        """Why this template would say what is not true."""
        said = _claimed(template.text)
        for kind in (Template.Claims.ACTION, Template.Claims.MESSAGE):
            if (template.claims == kind or kind in said) and not self._holds(kind):
                says = said.get(kind, "") or template.name
                return Refused("claim_untrue", says=says, name=template.name, needs=kind.value)
        return None

    def _holds(self, kind: str) -> bool:
        if kind not in self._known:
            asked = _any_action if kind == Template.Claims.ACTION else _any_message
            self._known[kind] = asked(self.case)
        return self._known[kind]


def _any_action(case: Case) -> bool:
    return bool(verified(case))


def _any_message(case: Case) -> bool:
    """A person's message of ours that arrived; what is said in the portal arrives by standing there."""
    mails = Outgoing.objects.filter(message=OuterRef("pk"))
    ours = Message.objects.filter(case=case, direction=Message.Direction.OUT, automatic="")
    if ours.filter(Exists(mails.filter(state__in=_ARRIVED))).exists():
        return True
    return ours.filter(channel="portal").exclude(Exists(mails)).exists()
