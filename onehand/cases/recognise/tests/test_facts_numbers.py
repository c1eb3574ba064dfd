"""Numbers with formats and check digits, and figures that are none of them."""

from __future__ import annotations

import pytest

from onehand.cases.recognise.tests.test_facts import found, values

NUMBERS = [
    ("Bestellung 20041", "order_number", "20041"),
    ("hallo meine bestellnr ist die 20041", "order_number", "20041"),
    ("meine Bestellung vom 3.3. (Nr. 4711-0815)", "order_number", "4711-0815"),
    ("Auftragsbestätigung Nr. AB26-1009", "order_number", "AB26-1009"),
    ("AuftragsNr.: A 8891", "order_number", "A 8891"),
    ("ich habe den Schrank mit der Nummer 20041 bestellt", "order_number", "20041"),
    ("20041 ist meine Bestellnummer", "order_number", "20041"),
    ("AB-2026-0042 fehlt noch", "order_number", "AB-2026-0042"),
    ("#10442 fehlt noch", "order_number", "10442"),
    ("Es geht um #SHOP88217", "order_number", "SHOP88217"),
    ("Kundennr: GW 20 551", "customer_number", "GW 20 551"),
    ("Serien-Nr. 21/553 098", "serial_number", "21/553 098"),
    ("Seriennummer hinten am Gerät: 5CG1234ABC", "serial_number", "5CG1234ABC"),
    ("KdNr 558812", "customer_number", "558812"),
    ("Meine Kundennummer lautet 884 213 77.", "customer_number", "884 213 77"),
    ("Kd.-Nr.: 77-1234", "customer_number", "77-1234"),
    ("Ich bin seit 2015 Kunde, Nummer 448812.", "customer_number", "448812"),
    ("Rg.-Nr. 4711", "invoice_number", "4711"),
    ("Zu Rechnung Nr. 4500231 vom 12.02.2026 eine Frage", "invoice_number", "4500231"),
    ("die Rechnung RE-2026-0815 über 249,00 Euro", "invoice_number", "RE-2026-0815"),
    ("Tracking: 1Z999AA10123456784", "tracking_number", "1Z999AA10123456784"),
    ("Lt. Tracking RR473124885DE in Frankfurt", "tracking_number", "RR473124885DE"),
    ("Seriennummer SN: C02XK1ABJG5J", "serial_number", "C02XK1ABJG5J"),
    ("Seriennummer des Akkus: BL1850-7719204", "serial_number", "BL1850-7719204"),
]


@pytest.mark.parametrize(("text", "kind", "value"), NUMBERS)
def test_a_number_is_of_the_kind_that_its_words_say(text: str, kind: str, value: str) -> None:
    assert [(fact.kind, fact.value) for fact in found(text)] == [(kind, value)]


ENGLISH = [
    ("Any news on BX-20931? I ordered it in May.", "order_number", "BX-20931"),
    ("the order reference as LDN/33710", "order_number", "LDN/33710"),
    ("account number C-55 0912", "customer_number", "C-55 0912"),
    ("order #10442 is late", "order_number", "10442"),
    ("Order ID: 112-3456789-0123456", "order_number", "112-3456789-0123456"),
    ("Regarding order ref. ABC-10023", "order_number", "ABC-10023"),
    ("customer account number 850021764", "customer_number", "850021764"),
    ("The invoice dated 3 March 2026 (no. 5512) is wrong", "invoice_number", "5512"),
    ("Consignment number 12345678901234", "tracking_number", "12345678901234"),
    ("Its serial number reads FD 9903 00213.", "serial_number", "FD 9903 00213"),
]


@pytest.mark.parametrize(("text", "kind", "value"), ENGLISH)
def test_english_numbers(text: str, kind: str, value: str) -> None:
    assert [(fact.kind, fact.value) for fact in found(text, "en")] == [(kind, value)]


def test_what_the_first_of_a_row_is_the_others_are_too() -> None:
    assert values("Bestellungen 20041, 20042 und 20043", "order_number") == ["20041", "20042", "20043"]


def test_each_number_has_one_kind_only() -> None:
    got = found("Bestellnummer: 20041, Kundennummer: 558812, Rechnungsnummer: 2026-113")
    assert [(fact.kind, fact.value) for fact in got] == [
        ("order_number", "20041"),
        ("customer_number", "558812"),
        ("invoice_number", "2026-113"),
    ]


NO_NUMBER = [
    "Bestellung 2 Schränke",
    "Bestellung über 1200 Euro",
    "meine Bestellung von 2019",
    "Rechnung vom 12.03.2026 über 249,90 EUR",
    "Die Rechnung 03/2026 fehlt",
    "Ticket #10442",
    "Ich habe keine Kundennummer, nur die Artikelnummer 44556",
    "Wir wohnen seit 1998 hier",
    "Die Bestellnummer endet auf 4711",
    "RR123456780DE ist ein Tippfehler",
    "Gutscheincode 20041",
]


@pytest.mark.parametrize("text", NO_NUMBER)
def test_prices_dates_years_and_other_numbers_are_none(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "DE89 3704 0044 0532 0130 00 bei der Bank",
        "IBAN DE89370400440532013000.",
        "iban: de89370400440532013000",
        "DE89-3704-0044-0532-0130-00",
    ],
)
def test_an_iban_is_masked(text: str) -> None:
    assert [(fact.kind, fact.value) for fact in found(text)] == [("iban", "DE89 •••• 3000")]


@pytest.mark.parametrize(
    "text",
    [
        "DE89 3704 0044 0532 0130 01",
        "DE8937040044053201300",
        "DE893704004405320130000",
        "Ich habe auf Ihr Konto DE89370400440532013000 überwiesen",
    ],
)
def test_a_wrong_checksum_or_our_own_account_gives_nothing_at_all(text: str) -> None:
    assert found(text) == []
