from __future__ import annotations

from datetime import timedelta

import pytest

from onehand.cases import drafts
from onehand.cases.errors import Refused
from onehand.cases.models import Case, Draft
from onehand.foundation import clock
from onehand.team.models import Agent

pytestmark = pytest.mark.django_db


def test_what_is_written_is_kept_for_its_writer_and_kind(case: Case, ada: Agent, nora: Agent) -> None:
    drafts.save_draft(case, text="Sehr geehrte", by=ada, seen=3)
    drafts.save_draft(case, text="intern", by=ada, kind="note")
    drafts.save_draft(case, text="Noras", by=nora)
    mine = drafts.draft_of(case, ada)
    assert mine is not None
    assert (mine.text, mine.seen) == ("Sehr geehrte", 3)
    assert Draft.objects.count() == 3


def test_writing_on_replaces_it(case: Case, ada: Agent) -> None:
    drafts.save_draft(case, text="Sehr", by=ada)
    drafts.save_draft(case, text="Sehr geehrte", by=ada)
    assert Draft.objects.get().text == "Sehr geehrte"


def test_an_empty_text_ends_it(case: Case, ada: Agent) -> None:
    drafts.save_draft(case, text="Sehr", by=ada)
    assert drafts.save_draft(case, text="  ", by=ada) is None
    assert not Draft.objects.exists()


def test_an_older_window_does_not_overwrite_a_newer_one(case: Case, ada: Agent) -> None:
    first = drafts.save_draft(case, text="im ersten Fenster", by=ada)
    assert first is not None
    known = first.at
    clock.advance(timedelta(minutes=1))
    drafts.save_draft(case, text="im zweiten Fenster, viel länger", by=ada)
    with pytest.raises(Refused) as refused:
        drafts.save_draft(case, text="im ersten Fenster, Rest", by=ada, known=known)
    assert refused.value.code == "draft_elsewhere"
    assert Draft.objects.get().text == "im zweiten Fenster, viel länger"


def test_an_older_window_does_not_empty_a_newer_one(case: Case, ada: Agent) -> None:
    first = drafts.save_draft(case, text="eins", by=ada)
    assert first is not None
    known = first.at
    clock.advance(timedelta(minutes=1))
    drafts.save_draft(case, text="zwei", by=ada)
    with pytest.raises(Refused):
        drafts.save_draft(case, text="", by=ada, known=known)
    assert Draft.objects.get().text == "zwei"
