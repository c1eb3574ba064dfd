"""Replies, notes, held messages and attachments by the API."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onehand.api.tests.client import ApiClient
from onehand.cases.attachments import attach
from onehand.cases.models import Case, Consult, Message, Outgoing
from onehand.cases.write import write
from onehand.people.models import Customer
from onehand.team.models import Agent
from onehand.timeline.kinds import Kind
from onehand.timeline.record import record, writing

As = Callable[[Agent], ApiClient]


@pytest.mark.django_db
def test_a_reply_leaves_by_mail_and_appears_in_the_timeline(case: Case, ada: Agent, as_agent: As) -> None:
    api = as_agent(ada)
    seen = api.get(f"/cases/{case.pk}").json["seen"]
    answer = api.post(
        f"/cases/{case.pk}/messages",
        {"kind": "reply", "text": "Wir schicken eine neue Tür.", "seen": seen, "answers": [], "promises": []},
    )
    assert answer.status == 201
    assert answer.json["direction"] == "out"
    assert answer.json["from"] == [{"name": "Ada Brandt", "address": ""}]
    assert answer.json["delivery"] == "queued"
    assert Outgoing.objects.get(kind="reply").recipient == "carla.kern@example.org"
    last = api.get(f"/cases/{case.pk}/timeline", after=seen).json["items"][0]
    assert last["kind"] == "replied"
    assert last["sentence"] == "Ada Brandt replied"
    assert last["text"] == last["message"]["text"] == "Wir schicken eine neue Tür."
    assert last["held"] is False


@pytest.mark.django_db
def test_a_reply_composed_without_what_came_since_is_held_back_and_told_why(
    case: Case, carla: Customer, ada: Agent, as_agent: As
) -> None:
    api = as_agent(ada)
    seen = api.get(f"/cases/{case.pk}").json["seen"]
    write(case, by=carla, text="Die rechte Tür auch.")
    answer = api.post(f"/cases/{case.pk}/messages", {"kind": "reply", "text": "Nur die linke?", "seen": seen})
    assert (answer.status, answer.code) == (409, "outdated")
    assert [entry["kind"] for entry in answer.json["entries"]] == ["message_received"]
    assert answer.json["detail"] == "Something has come in meanwhile. Please read it; your text is saved."
    assert not Outgoing.objects.exists()


@pytest.mark.django_db
def test_a_note_with_a_mention_consults_the_colleague(case: Case, ada: Agent, nora: Agent, as_agent: As) -> None:
    answer = as_agent(ada).post(f"/cases/{case.pk}/messages", {"kind": "note", "text": "@nora, kennst du das Modell?"})
    assert answer.status == 201
    assert answer.json["direction"] == "note"
    consults = as_agent(nora).get("/consults").json["items"]
    assert [(one["case"], one["asker"]["handle"]) for one in consults] == [(case.pk, "ada")]
    assert Consult.objects.get().agent == nora


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"kind": "reply", "text": "  "}, "empty"),
        ({"kind": "reply", "text": "a", "promises": ["b"]}, "invalid"),
        ({"kind": "reply", "text": "a", "promises": [{"text": "b", "due": "31. Februar"}]}, "invalid"),
        ({"kind": "reply", "text": "a", "answers": [4711]}, "not_of_this_case"),
        ({"kind": "note", "text": "a", "answers": [1]}, "replies_only"),
        ({"kind": "shout", "text": "a"}, "invalid"),
        ({"kind": "reply", "text": 7}, "invalid"),
        ({"kind": "reply", "text": "a", "automatic": True}, "invalid"),
        ({"kind": "reply", "text": "a\x00b"}, "invalid"),
        ({"kind": "reply", "text": "a", "seen": 2**70}, "invalid"),
        ([], "invalid"),
        ("reply", "invalid"),
        (None, "invalid"),
    ],
)
def test_what_is_no_message_is_refused_with_a_reason(
    body: object, code: str, case: Case, ada: Agent, as_agent: As
) -> None:
    answer = as_agent(ada).post(f"/cases/{case.pk}/messages", body)
    assert (answer.status, answer.code) == (422, code)
    assert answer.json["detail"]


@pytest.mark.django_db
def test_what_is_no_json_cannot_be_read(case: Case, ada: Agent, as_agent: As) -> None:
    for body in (b"{", b"\xff\xfe", b'{"kind": "note", "text": "\\ud800"}'):
        assert as_agent(ada).post(f"/cases/{case.pk}/messages", body).status in (400, 422)


def _held(case: Case, sam: Customer) -> Message:
    message = Message.objects.create(
        case=case, direction="in", channel="email", identity=sam.identities.get(), text="Ich auch!", held=True,
        people={"from": [{"name": "Sam", "address": "sam@example.net"}]},
    )  # fmt: skip
    with writing():
        record("case", case.pk, Kind.MESSAGE_HELD, by=sam, ref=message.pk)
    return message


@pytest.mark.django_db
def test_a_held_message_is_marked_and_taken_into_the_case(case: Case, sam: Customer, ada: Agent, as_agent: As) -> None:
    message, api = _held(case, sam), as_agent(ada)
    entry = api.get(f"/cases/{case.pk}/timeline").json["items"][-1]
    assert (entry["held"], entry["message"]["held"]) == (True, True)
    answer = api.post(f"/messages/{message.pk}/acceptance")
    assert (answer.status, answer.json["held"]) == (201, False)
    assert (api.post(f"/messages/{message.pk}/acceptance").code) == "not_held"


@pytest.mark.django_db
def test_a_held_message_becomes_a_case_of_its_own(case: Case, sam: Customer, ada: Agent, as_agent: As) -> None:
    answer = as_agent(ada).post(f"/messages/{_held(case, sam).pk}/separation", {})
    assert answer.status == 201
    assert answer.json["number"] != case.pk
    assert answer.json["customer"]["id"] == sam.pk


@pytest.mark.django_db
def test_a_message_is_read_in_full(case: Case, ada: Agent, as_agent: As) -> None:
    answer = as_agent(ada).get(f"/messages/{case.messages.get().pk}")
    assert answer.status == 200
    assert answer.json["full_text"] == answer.json["text"] == "Die linke Tür hat einen Riss."
    assert answer.json["from"] == [{"name": "Carla Kern", "address": "carla.kern@example.org"}]
    assert {"id", "direction", "channel", "from", "text", "automatic", "held", "delivery"} <= set(answer.json)


@pytest.mark.django_db
def test_attachments_are_sent_so_that_no_browser_runs_them(case: Case, ada: Agent, as_agent: As) -> None:
    message = case.messages.get()
    page = attach(message, name="../\u202ea\r\nX: y.html", type="text/html", data=b"<script>")
    picture = attach(message, name="riss.png", type="image/png", data=b"\x89PNG")
    api = as_agent(ada)
    answer = api.get(f"/attachments/{page.pk}")
    assert answer.content == b"<script>"
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=")
    assert ".." not in answer.headers["Content-Disposition"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert api.get(f"/attachments/{picture.pk}").headers["Content-Type"] == "image/png"
