"""Sentences that say that something is done or was sent, and those that only sound like it."""

from __future__ import annotations

import time

import pytest

from onehand.cases.recognise import done

ACTIONS = {
    "de": (
        "Der Betrag wurde erstattet.",
        "Wie gewünscht haben wir Ihre Bestellung storniert.",
        "Ihr Paket ist unterwegs.",
        "Ich habe Ihre Adresse geändert.",
        "Ihre Anschrift ist aktualisiert.",
        "Wir haben die Erstattung veranlasst.",
        "Das ist erledigt.",
        "Die Gutschrift wurde heute angewiesen.",
        "Ihr Zugang ist wieder freigeschaltet.",
        "Unsere Buchhaltung hat den Betrag überwiesen.",
        "Ich habe das Ersatzteil bestellt.",
        "Das Ersatzgerät wurde gestern verschickt.",
        "Ihre Kündigung wurde bestätigt und der Vertrag beendet.",
        "Wir haben den Fehler behoben.",
        "Die Mahnung wurde zurückgenommen und der Betrag ausgebucht.",
        "Ihr Vertrag ist zum 31. März gekündigt.",
        "Ihre Daten wurden gelöscht.",
        "Der neue Termin ist gebucht.",
        "Ich habe Ihr Anliegen an die Technik weitergeleitet.",
        "Ihre Lieferung ist auf dem Weg zu Ihnen.",
        "Soeben habe ich die Zahlung storniert.",
        "Nachdem Sie uns geschrieben haben, haben wir die Rechnung korrigiert.",
    ),
    "en": (
        "The amount has been refunded.",
        "We have cancelled your order as you wished.",
        "Your parcel is on its way.",
        "I have changed your address.",
        "Your address is updated.",
        "We have initiated the refund.",
        "This is done.",
        "The credit was issued today.",
        "Your account has been unlocked.",
        "Our accounts team has transferred the amount.",
        "I've ordered the spare part.",
        "The replacement was shipped yesterday.",
        "We fixed the problem.",
        "Your contract was terminated.",
        "Your data have been deleted.",
        "The new appointment is booked.",
        "I have forwarded your case to our technicians.",
        "We changed the delivery date.",
        "The invoice has now been corrected.",
        "We've reset your password.",
    ),
}
MESSAGES = {
    "de": (
        "Ich habe Ihnen die Unterlagen geschickt.",
        "Die Rechnung haben wir Ihnen per E-Mail gesendet.",
        "Das Formular wurde Ihnen gestern zugesandt.",
        "Ich habe Ihnen dazu eine Mail geschrieben.",
        "Wir haben Ihnen den Vertrag per Post zugeschickt.",
    ),
    "en": (
        "I have sent you the documents.",
        "We emailed you the invoice.",
        "The form was sent to you yesterday.",
        "I have written you a mail about it.",
        "We have posted the contract to you.",
    ),
}
NOTHING = {
    "de": (
        "Der Betrag wird in den nächsten Tagen erstattet.",
        "Wir werden Ihre Bestellung stornieren.",
        "Ihre Bestellung wurde noch nicht storniert.",
        "Sobald der Betrag erstattet wurde, melde ich mich.",
        "Falls Ihr Paket schon unterwegs ist, nehmen Sie es bitte an.",
        "Sie haben die Bestellung storniert.",
        "Danke, dass Sie uns die Unterlagen geschickt haben.",
        "Wurde der Betrag schon erstattet?",
        "Ihre Nachricht ist angekommen.",
        "Wir haben Ihre Nachricht erhalten und kümmern uns.",
        "Bitte teilen Sie uns Ihre Bestellnummer mit.",
        "Ich melde mich bis Freitag bei Ihnen.",
        "Es tut uns leid, dass Sie warten mussten.",
        "Die Erstattung dauert etwa fünf Werktage.",
        "Wir können die Adresse nicht mehr ändern.",
        "Ich prüfe, ob die Bestellung storniert wurde.",
        "Wenn alles geändert ist, sage ich Bescheid.",
        "Die von Ihnen geschickten Fotos sehe ich mir an.",
        "Möchten Sie, dass wir die Bestellung stornieren?",
        "Die Ware kann innerhalb von 14 Tagen zurückgeschickt werden.",
        "Wir haben keine Zahlung abgebucht.",
        "Ist damit alles erledigt?",
        "Guten Tag Frau Kern, wie besprochen ein kurzer Zwischenstand.",
    ),
    "en": (
        "The amount will be refunded within a few days.",
        "We will cancel your order.",
        "Your order has not been cancelled yet.",
        "As soon as the amount has been refunded, I will let you know.",
        "If your parcel is already on its way, please accept it.",
        "You cancelled the order.",
        "Thank you for the documents that you have sent us.",
        "Has the amount been refunded?",
        "Your message has arrived.",
        "We have received your message and take care of it.",
        "Please tell us your order number.",
        "I will get back to you by Friday.",
        "We are sorry that you had to wait.",
        "The refund takes about five working days.",
        "We cannot change the address any more.",
        "I am checking whether the order was cancelled.",
        "When everything is changed, I will tell you.",
        "Would you like us to cancel the order?",
        "The goods can be returned within 14 days.",
        "We have not charged anything.",
        "Is everything done?",
        "Hello Ms Kern, just a short note on where we are.",
    ),
}


@pytest.mark.parametrize(
    ("language", "sentence"), [(language, one) for language in ACTIONS for one in ACTIONS[language]]
)
def test_what_is_said_to_be_done_is_found(language: str, sentence: str) -> None:
    assert [(one.text, one.kind) for one in done.find(sentence, language)] == [(sentence, "action")]


@pytest.mark.parametrize(
    ("language", "sentence"), [(language, one) for language in MESSAGES for one in MESSAGES[language]]
)
def test_what_is_said_to_be_sent_is_found(language: str, sentence: str) -> None:
    assert [(one.text, one.kind) for one in done.find(sentence, language)] == [(sentence, "message")]


@pytest.mark.parametrize(
    ("language", "sentence"), [(language, one) for language in NOTHING for one in NOTHING[language]]
)
def test_what_is_to_come_or_was_done_by_others_is_no_claim(language: str, sentence: str) -> None:
    assert done.find(sentence, language) == []


HOSTILE = ("Wir haben ", "Das Geld wurde erstattet. ", "ist ", "wurde\n", "we have sent ", "\n", "a", "I was ", "ist,")


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("piece", HOSTILE)
def test_a_megabyte_of_anything_is_read_at_once(piece: str, language: str) -> None:
    text = piece * (1_000_000 // len(piece))
    began = time.perf_counter()
    done.find(text, language)
    assert time.perf_counter() - began < 1.0  # 0.2 on a quiet machine
