from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest

from onehand.cases import facts, held, promises, sentences, standard, templates, verified
from onehand.cases.errors import NotFound, Refused
from onehand.cases.models import Case, Delivery, Message, Outgoing, Template
from onehand.cases.placeholders import check, offered
from onehand.cases.reference import reply_address
from onehand.cases.reply import reply
from onehand.cases.tests import mails
from onehand.foundation import clock
from onehand.people import card
from onehand.people.known import find_or_make
from onehand.people.models import Customer
from onehand.team.models import Agent
from onehand.timeline.models import Entry

pytestmark = pytest.mark.django_db

REFUNDED = "{{ anrede }}\n\nder Betrag wurde erstattet."
SENT = "Ich habe Ihnen die Unterlagen geschickt."


@pytest.fixture
def refund_verified() -> Iterator[None]:
    """A back-end saw a refund in every case."""

    def source(_case: Case) -> list[verified.Verified]:
        return [verified.Verified("refund", clock.now(), "49 € erstattet")]

    verified.register(source)
    yield
    verified.unregister(source)


def _say(text: str, case: Case, by: Agent, language: str = "de") -> str:
    template = Template(name="x", language=language, text=text)
    return templates.render(template, case, by).text


@pytest.mark.parametrize(
    ("name", "salutation", "form", "german", "english"),
    [
        ("Carla Kern", "Frau", "", "Guten Tag Frau Kern,", "Hello Ms Kern,"),
        ("Carla Kern", "", "", "Guten Tag Carla Kern,", "Hello Carla Kern,"),
        ("Carla Kern", "Frau", "du", "Hallo Carla,", "Hello Carla,"),
        ("Carla Kern", "Frau Dr.", "", "Guten Tag Frau Dr. Kern,", "Hello Dr Kern,"),
        ("Dr. Carla Kern", "", "", "Guten Tag Dr. Carla Kern,", "Hello Dr. Carla Kern,"),
        ("Bernd von Bülow", "Herr", "", "Guten Tag Herr von Bülow,", "Hello Mr von Bülow,"),
        ("Kern, Carla", "Frau", "", "Guten Tag Frau Kern,", "Hello Ms Kern,"),
        ("Frau Carla Kern", "", "", "Guten Tag Frau Kern,", "Hello Ms Kern,"),
        ("Kern", "Frau", "", "Guten Tag Frau Kern,", "Hello Ms Kern,"),
        ("Smith Jane", "Mrs", "", "Guten Tag Frau Jane,", "Hello Mrs Jane,"),
        ("Möbel Müller GmbH", "", "", "Guten Tag,", "Hello,"),
        ("carla.kern@example.org", "", "", "Guten Tag,", "Hello,"),
        ("Gewinn! Klicken Sie http://evil.example", "", "du", "Hallo,", "Hello,"),
        ("", "", "", "Guten Tag,", "Hello,"),
    ],
)
def test_the_greeting_is_what_the_card_says(
    case: Case, ada: Agent, name: str, salutation: str, form: str, german: str, english: str
) -> None:
    person = case.customer
    person.name, person.salutation, person.form = name, salutation, form
    person.save()
    assert _say("{{ anrede }}", Case.objects.get(pk=case.pk), ada) == german
    assert _say("{{ greeting }}", Case.objects.get(pk=case.pk), ada, "en") == english


def test_whoever_is_answered_is_greeted_and_not_whose_case_it_is(case: Case, ada: Agent) -> None:
    wrote = mails.mail("Ich bin der Nachbar.\n", sender="Sam Fremd <sam@example.net>", to=reply_address(case.pk))
    held.accept_held(mails.message_of(mails.take(wrote)), by=ada)
    assert _say("{{ anrede }}", case, ada) == "Guten Tag Sam Fremd,"


def test_german_and_english_names_of_placeholders_are_both_known(case: Case, ada: Agent) -> None:
    assert _say("{{vorname}} {{ Nachname }} {{ first_name }}", case, ada) == "Carla Kern Carla"
    assert _say("{{ Anliegen-Nummer }} {{ case_number }}", case, ada) == f"{case.pk} {case.pk}"
    assert _say("{{ Firma }} {{company}}", case, ada) == "Möbelhaus Möbelhaus"
    assert _say("{{ hand }} {{ ansprechperson }} {{ absender }}", case, ada) == "Ada Brandt Ada Brandt Ada Brandt"
    assert _say("{{ betreff }}, {{ heute }}", case, ada) == "Schrank beschädigt, 2. März 2026"
    assert _say("{{ subject }}, {{ today }}", case, ada, "en") == "Schrank beschädigt, 2 March 2026"


def test_every_placeholder_that_is_offered_is_one() -> None:
    for language in ("de", "en"):
        for name, words in offered(language):
            check(f"{{{{ {name} }}}}")
            assert words


@pytest.mark.parametrize(
    "name", ["fact.order_number", "order_number", "Bestellnummer", "fakt.bestellnummer", "angabe.Bestellnummer"]
)
def test_facts_stand_in_the_text(case: Case, ada: Agent, name: str) -> None:
    facts.add(case, kind="order_number", value="20041", by=ada)
    assert _say(f"Bestellung {{{{ {name} }}}}.", case, ada) == "Bestellung 20041."


def test_what_is_not_known_is_a_gap_in_the_language_of_the_text(case: Case, ada: Agent) -> None:
    german = templates.render(
        Template(language="de", text="{{ bestellnummer }}, {{ bestellnummer }} {{ iban }}"), case, ada
    )
    assert german.text == "[Bestellnummer?], [Bestellnummer?] [IBAN?]"
    assert german.gaps == ["[Bestellnummer?]", "[IBAN?]"]
    english = templates.render(Template(language="en", text="{{ order_number }} by {{ promise.due }}"), case, ada)
    assert english.gaps == ["[order number?]", "[promised by?]"]


def test_the_next_promise_that_is_not_late_has_its_time_in_the_text(case: Case, ada: Agent) -> None:
    promises.make(case, text="Rückmeldung", kind="message", due=clock.now() + timedelta(hours=2), by=ada)
    promises.make(case, text="Anruf", kind="callback", due=clock.now() + timedelta(days=2), by=ada)
    assert _say("bis {{ zusage.bis }}", case, ada) == "bis Montag, 2. März, 11:00 Uhr"
    clock.advance(timedelta(hours=3))
    assert _say("by {{ promise.due }}", case, ada, "en") == "by Wednesday, 4 March, 09:00"


def test_words_follow_du_or_sie(case: Case, ada: Agent) -> None:
    text = "[[Ihre|deine]] Bestellung, [[Sie haben|du hast]] {{ Zeit|Muße }}[[ und {{ nummer }}|]]."
    assert _say(text, case, ada) == f"Ihre Bestellung, Sie haben Zeit und {case.pk}."
    card.change(case.customer, by=ada, form="du")
    assert _say(text, Case.objects.get(pk=case.pk), ada) == "deine Bestellung, du hast Muße."


def test_what_a_customer_wrote_never_becomes_a_placeholder(case: Case, ada: Agent) -> None:
    case.subject = "{{ hand }} [[a|b]] <b>{{ iban }}</b>"
    rendered = templates.render(Template(language="de", text="{{ betreff }}"), case, ada)
    assert (rendered.text, rendered.gaps) == ("{{ hand }} [[a|b]] <b>{{ iban }}</b>", [])


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{{ vornahme }}", "placeholder_unknown"),
        ("{{ fact.shoe_size }}", "placeholder_unknown"),
        ("{{  }}", "placeholder_unknown"),
        ("{{ name }", "placeholder_broken"),
        ("name }}", "placeholder_broken"),
        ("[[Ihre]]", "placeholder_broken"),
        ("[[a|b", "placeholder_broken"),
        ("{{ " + "x" * 300 + " }}", "placeholder_broken"),
        ("   ", "empty"),
        ("x" * 20_001, "template_long"),
    ],
)
def test_a_text_that_would_not_work_is_not_saved(ada: Agent, text: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        templates.save("Neu", "de", text, by=ada)
    assert refused.value.code == code
    assert sentences.sentence(refused.value, "de") != code
    assert not Template.objects.exists()


def test_the_nearest_known_placeholder_is_named(ada: Agent) -> None:
    with pytest.raises(Refused) as refused:
        templates.save("Neu", "de", "{{ bestelnummer }}", by=ada)
    assert refused.value.values == {"name": "bestelnummer", "known": "bestellnummer"}


def test_a_name_is_taken_once_in_a_language_until_its_template_ends(ada: Agent) -> None:
    first = templates.save(" Gruß ", "de", "Hallo", by=ada)
    templates.save("Gruß", "en", "Hello", by=ada)
    with pytest.raises(Refused) as refused:
        templates.save("Gruß", "de", "Moin", by=ada)
    assert refused.value.code == "template_exists"
    templates.end(first, by=ada)
    second = templates.save("Gruß", "de", "Moin", by=ada)
    assert [one.pk for one in templates.standing("de")] == [second.pk]
    with pytest.raises(NotFound):
        templates.access_template(first.pk)
    with pytest.raises(Refused):
        templates.end(first, by=ada)
    with pytest.raises(Refused):
        templates.change(first, by=ada, text="x")


def test_a_change_is_checked_and_noted(ada: Agent) -> None:
    template = templates.save("Gruß", "de", "Hallo", by=ada)
    clock.advance(timedelta(minutes=1))
    templates.change(template, by=ada, text="Moin {{ vorname }}")
    kept = Template.objects.get()
    assert (kept.text, kept.name, kept.changed_at) == ("Moin {{ vorname }}", "Gruß", clock.now())
    with pytest.raises(Refused):
        templates.change(template, by=ada, text=REFUNDED)
    assert Template.objects.get().text == "Moin {{ vorname }}"
    entries = Entry.objects.filter(subject_kind="template", subject_id=template.pk)
    assert [entry.kind for entry in entries.order_by("seq")] == ["template_changed", "template_changed"]


@pytest.mark.parametrize(
    ("text", "claims", "saved"),
    [
        (REFUNDED, "", False),
        (REFUNDED, "message", False),
        (REFUNDED, "action", True),
        (SENT, "", False),
        (SENT, "message", True),
        (SENT, "action", True),
        ("[[Der Betrag wird erstattet.|Der Betrag wurde erstattet.]]", "", False),
        ("Your order has been cancelled.", "", False),
        ("Der Betrag wird erstattet.", "", True),
        ("Ich melde mich bis {{ zusage.bis }}.", "", True),
    ],
)
def test_what_says_that_something_is_done_must_say_what_proves_it(
    ada: Agent, text: str, claims: str, saved: bool
) -> None:
    if saved:
        assert templates.save("Neu", "de", text, by=ada, claims=claims).claims == claims
        return
    with pytest.raises(Refused) as refused:
        templates.save("Neu", "de", text, by=ada, claims=claims)
    assert refused.value.code == "claims_missing"
    assert refused.value.values["says"]


def test_done_is_said_only_where_an_action_is_verified(case: Case, ada: Agent, refund_verified: None) -> None:
    template = templates.save("Erstattet", "de", REFUNDED, by=ada, claims="action")
    assert templates.render(template, case, ada).claims == "action"
    assert reply(case, by=ada, text="Der Betrag wurde erstattet.", templates=[template.pk]).pk


def test_done_is_not_said_where_nothing_is_verified(case: Case, ada: Agent) -> None:
    template = templates.save("Erstattet", "de", REFUNDED, by=ada, claims="action")
    with pytest.raises(Refused) as refused:
        templates.render(template, case, ada)
    assert refused.value.code == "claim_untrue"
    with pytest.raises(Refused) as refused:
        reply(case, by=ada, text="Der Betrag wurde erstattet.", templates=[template.pk])
    assert refused.value.code == "claim_untrue"
    assert not case.messages.filter(direction=Message.Direction.OUT, automatic="").exists()


def test_sent_is_said_only_after_a_message_has_arrived(case: Case, ada: Agent) -> None:
    template = templates.save("Geschickt", "de", SENT, by=ada, claims="message")
    with pytest.raises(Refused):
        templates.guard(case, [template.pk])
    reply(case, by=ada, text="Anbei die Unterlagen.")
    with pytest.raises(Refused):  # written, and not delivered yet
        templates.guard(case, [template.pk])
    Outgoing.objects.filter(kind="reply").update(state=Delivery.BOUNCED)
    with pytest.raises(Refused):
        templates.guard(case, [template.pk])
    Outgoing.objects.filter(kind="reply").update(state=Delivery.ACCEPTED)
    templates.guard(case, [template.pk])


def test_a_receipt_is_no_message_of_ours(case: Case, ada: Agent) -> None:
    template = templates.save("Geschickt", "de", SENT, by=ada, claims="message")
    message = Message.objects.create(case=case, direction="out", channel="email", text="…", automatic="receipt")
    Outgoing.objects.create(
        message=message, case=case, kind="receipt", recipient="a@b.example", state="delivered", external_id="<x>"
    )
    with pytest.raises(Refused):
        templates.guard(case, [template.pk])


def test_a_message_of_another_case_proves_nothing(case: Case, ada: Agent, sam: Customer) -> None:
    template = templates.save("Geschickt", "de", SENT, by=ada, claims="message")
    other = mails.case_of(mails.take(mails.mail(sender="Sam <sam@example.net>")))
    reply(other, by=ada, text="Anbei.")
    Outgoing.objects.filter(kind="reply").update(state=Delivery.DELIVERED)
    with pytest.raises(Refused):
        templates.guard(case, [template.pk])
    templates.guard(other, [template.pk])


def test_a_template_that_never_was_is_refused(case: Case) -> None:
    with pytest.raises(Refused) as refused:
        templates.guard(case, [2**70])
    assert refused.value.code == "template_gone"
    templates.guard(case, [])


def test_the_list_says_which_would_be_untrue_now(case: Case, ada: Agent) -> None:
    templates.save("Erstattet", "de", REFUNDED, by=ada, claims="action")
    templates.save("Thanks", "en", "Thank you.", by=ada)
    templates.save("Dank", "de", "Vielen Dank.", by=ada)
    found = [(one.template.name, one.why.code if one.why else "") for one in templates.offered(case)]
    assert found == [("Dank", ""), ("Erstattet", "claim_untrue"), ("Thanks", "")]


def test_the_standard_templates_are_true_and_work_in_both_forms(case: Case, ada: Agent, refund_verified: None) -> None:
    made = standard.load_standard(by=ada)
    assert sorted(one.language for one in made) == ["de"] * 8 + ["en"] * 8
    assert standard.load_standard(by=ada) == []
    for form in ("sie", "du"):
        card.change(case.customer, by=ada, form=form)
        fresh = Case.objects.get(pk=case.pk)
        for template in made:
            if template.claims == Template.Claims.MESSAGE:
                continue
            text = templates.render(template, fresh, ada).text
            assert not re.search(r"\{\{|\[\[", text)
            if form == "du" and template.language == "de":
                assert not {"Sie", "Ihnen", "Ihr", "Ihre", "Ihrer", "Ihrem"} & set(text.replace(",", " ").split())


def test_whoever_is_of_another_name_in_two_cases_gets_this_cases_fact(case: Case, ada: Agent, carla: Customer) -> None:
    other = mails.case_of(mails.take(mails.mail(sender="Carla Kern <carla.kern@example.org>")))
    facts.add(case, kind="order_number", value="20041", by=ada)
    facts.add(other, kind="order_number", value="30099", by=ada)
    assert _say("{{ bestellnummer }}", case, ada) == "20041"
    assert _say("{{ bestellnummer }}", other, ada) == "30099"


def test_a_nameless_customer_leaves_a_gap_and_a_plain_greeting(ada: Agent) -> None:
    find_or_make("email", "x@example.net")
    case = mails.case_of(mails.take(mails.mail(sender="x@example.net")))
    rendered = templates.render(Template(language="de", text="{{ anrede }} {{ name }}"), case, ada)
    assert (rendered.text, rendered.gaps) == ("Guten Tag, [Name?]", ["[Name?]"])
