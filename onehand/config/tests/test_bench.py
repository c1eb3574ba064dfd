"""The bulk generator writes beside the verbs: what it writes must be as whole as what they write."""

from __future__ import annotations

import pytest
from django.db.models import Count, F, Q

from onehand.cases import ledger
from onehand.cases.models import Case, Fact, Message, Promise, Question, State
from onehand.cases.promise_state import OPEN, state_of
from onehand.config.bench.bulk import fill
from onehand.people.models import Consent, Customer, Identity, Merge
from onehand.timeline.chain import broken_at
from onehand.timeline.kinds import BY_CODE
from onehand.timeline.models import Entry

pytestmark = pytest.mark.django_db


def test_what_it_writes_is_whole() -> None:
    fill(400, 5)
    assert broken_at() is None
    assert ledger.counts()["difference"] == 0
    assert set(Entry.objects.values_list("kind", flat=True)) <= BY_CODE.keys()
    _words_stand_where_they_should()
    _promises_are_as_verbs_leave_them()
    _densities_are_plausible()


def _words_stand_where_they_should() -> None:
    for question in Question.objects.select_related("message"):
        assert question.message.text[question.start : question.end] == question.text
        assert question.message.direction == Message.Direction.IN
    for fact in Fact.objects.exclude(kind="preference").select_related("message"):
        assert fact.message is not None
        assert fact.message.text[fact.start : fact.end] == fact.value
    for promise in Promise.objects.select_related("message"):
        assert promise.message is not None
        assert promise.message.text[promise.start : promise.end] == promise.text


def _promises_are_as_verbs_leave_them() -> None:
    closed = Q(case__state=State.CLOSED)
    assert not Promise.objects.filter(OPEN & closed).exists()
    assert not Question.objects.filter(closed, ended_at__isnull=True).exists()
    assert not Promise.objects.filter(kept_at__lt=F("made_at")).exists()
    kept = Promise.objects.filter(kept_at__isnull=False)
    assert all(promise.evidence["kind"] == promise.needs for promise in kept)
    by_message = kept.filter(needs="message", answer__deliveries__state="accepted")
    assert by_message.count() == kept.filter(needs="message").count() > 0
    assert all(promise.evidence["id"] == promise.answer_id for promise in by_message)
    assert (
        Promise.objects.filter(renews__isnull=False).count() == Promise.objects.filter(renewed_at__isnull=False).count()
    )
    states = {state_of(promise) for promise in Promise.objects.all()}
    assert states == {"open", "at_risk", "late", "kept", "renewed", "withdrawn"}


def _densities_are_plausible() -> None:
    asked, told = Message.objects.filter(direction="in").count(), Message.objects.filter(direction="out").count()
    assert 0.4 < Question.objects.count() / asked < 0.6
    assert 0.4 < Fact.objects.count() / asked < 0.6
    assert 0.2 < Promise.objects.filter(case__state=State.CLOSED).count() / (told / 2) < 0.35
    assert Fact.objects.filter(confirmed_at__isnull=False).exists()
    assert Consent.objects.filter(purpose="memory", withdrawn_at__isnull=True).exists()
    assert Merge.objects.count() == Customer.objects.filter(merged_into__isnull=False).count() > 0
    shared = Fact.objects.values("kind", "value").annotate(bearers=Count("customer", distinct=True))
    assert shared.filter(kind__in=("phone", "postal_address", "order_number"), bearers__gt=1).exists()
    assert Identity.objects.filter(kind="phone").exists()
    assert Case.objects.count() == 400
