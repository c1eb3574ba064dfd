"""All that is held about a customer, in open formats (GDPR art. 15 and 20): one archive of JSON and their files."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

from django.conf import settings

from onehand.cases.access import readable_by_customer, visible_to
from onehand.cases.attachments import content
from onehand.cases.family import members
from onehand.cases.joined import present
from onehand.cases.models import Call, Case, Fact, Message, Party, Promise, Question
from onehand.cases.own import own_timeline
from onehand.cases.shown import message_data, without_addresses
from onehand.cases.telling import sentence
from onehand.foundation import blobs, clock, text
from onehand.people import card
from onehand.people.models import Consent, Customer, Identity, Merge
from onehand.team.models import Agent
from onehand.timeline.kinds import Kind
from onehand.timeline.record import Acts, record, verb

README = {
    "de": "Alles, was {company} am {day} über Sie gespeichert hat. customer.json: Kennungen, Karte, Einwilligungen. "
    "cases/: je Anliegen die Nachrichten, Fragen, Zusagen und Merkposten, daneben die Dateien.\n",
    "en": "All that {company} holds about you on {day}. customer.json: identities, card, consents. "
    "cases/: for each concern its messages, questions, promises and facts, with the files beside.\n",
}

# What floors above hold of a case, by the name under which it is given out.
Source = Callable[[Case, str], list[dict[str, Any]]]
_further: dict[str, Source] = {}


def register(name: str, source: Source) -> None:
    """`source` takes a case and a language (de or en) and answers rows of plain values. Once, when the application
    starts; under the same name the last one counts."""
    _further[name] = source


@verb
def export(customer: Customer, *, by: Acts, internal: bool = False) -> bytes:
    """A ZIP archive. `internal` adds the notes of colleagues, for an answer that a person reads through first.

    What others wrote and was held back, parts of cases that this person may not read, and cases that an exporting
    agent may not see are left out.
    """
    root = customer.canonical
    ids = members(root)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        told = README["de" if root.language == "de" else "en"]
        archive.writestr("README.txt", told.format(company=settings.ONEHAND.company, day=clock.now().date()))
        archive.writestr("customer.json", _json(_about(root, ids)))
        readable = visible_to(by) if isinstance(by, Agent) else Case.objects.all()
        own = list(readable.filter(customer__in=ids).select_related("customer", "team").order_by("pk"))
        joined = Party.objects.filter(present(), customer__in=ids, case__in=readable).exclude(case__in=own)
        for case in own:
            _add_case(archive, case, root, internal=internal)
        for party in joined.select_related("case", "case__customer", "case__team"):
            _add_case(archive, party.case, party.customer, internal=False)
    record("customer", root.pk, Kind.EXPORTED, by=by)
    return buffer.getvalue()


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2, default=str)


def _about(root: Customer, ids: list[int]) -> dict[str, Any]:
    people = Customer.objects.filter(pk__in=ids).order_by("pk")
    return {
        "customers": [
            {
                "id": one.pk, "name": one.name, "since": one.created_at,
                "card": [{"line": line, "value": value, "source": source} for line, value, source in _card(one)],
            }
            for one in people
        ],
        "identities": list(
            Identity.objects.filter(customer__in=ids).order_by("pk").values(
                "kind", "value", "assurance", "verified_at", "created_at"
            )
        ),
        "consents": list(
            Consent.objects.filter(customer__in=ids).order_by("pk").values("purpose", "given_at", "how", "withdrawn_at")
        ),
        "merges": list(
            Merge.objects.filter(customer__in=ids).order_by("pk").values("how", "why", "merged_at", "split_at")
        ),
        "facts": [_fact(one) for one in Fact.objects.filter(customer__in=ids).exclude(value="").order_by("pk")],
        "language": root.language,
    }  # fmt: skip


def _card(one: Customer) -> list[tuple[str, Any, Any]]:
    return [(line.name, line.value, line.source) for line in card.lines_of(one)]


def _fact(fact: Fact) -> dict[str, Any]:
    return {
        "case": fact.case_id, "kind": fact.kind, "value": fact.value, "since": fact.since, "until": fact.until,
        "due": fact.due, "at": fact.at, "message": fact.message_id, "confirmed_at": fact.confirmed_at,
        "ended_at": fact.ended_at, "ended": fact.ended,
    }  # fmt: skip


def _add_case(archive: zipfile.ZipFile, case: Case, reader: Customer, *, internal: bool) -> None:
    folder = f"cases/{case.pk}"
    items = own_timeline(case, reader)
    shown = {item.message.pk for item in items if item.message is not None}
    messages = case.messages.prefetch_related("attachments", "deliveries").select_related("agent").order_by("pk")
    read = [one for one in messages if (one.pk in shown and readable_by_customer(one)) or (internal and not one.held)]
    theirs = case.customer.canonical.pk == reader.canonical.pk
    said = [message_data(one, full=False) for one in read]
    archive.writestr(f"{folder}/case.json", _json({
        "number": case.pk, "subject": case.subject, "state": case.state, "opened_at": case.opened_at,
        "closed_at": case.closed_at, "messages": said if theirs else [without_addresses(one) for one in said],
        "events": [
            {"at": item.entry.at, "says": sentence(item.entry, reader.language, for_customer=True)}
            for item in items if item.message is None
        ],
        "questions": list(_of(Question, case).values("text", "asked_at", "ended", "ended_at", "why")) if theirs else [],
        "promises": list(
            _of(Promise, case).values(
                "text", "made_at", "due", "kept_at", "renewed_at", "withdrawn_at", "why", "evidence"
            )
        ) if theirs else [],
        **{name: source(case, reader.language) if theirs else [] for name, source in _further.items()},
        "calls": list(Call.objects.filter(message__in=read).values("number", "began_at", "seconds", "reached")),
    }))  # fmt: skip
    for message in read:
        _add_files(archive, folder, message)


def _of(model: Any, case: Case) -> Any:
    return model.objects.filter(case=case).order_by("pk")


def _add_files(archive: zipfile.ZipFile, folder: str, message: Message) -> None:
    for attachment in message.attachments.all():
        name = text.safe_name(attachment.name).replace("/", "_") or "file"
        try:
            archive.writestr(f"{folder}/files/{message.pk}-{attachment.pk}-{name}", content(attachment))
        except blobs.Missing:
            continue
