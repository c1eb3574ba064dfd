"""Sentences in which an agent says that the customer erred, and those that only sound like it."""

from __future__ import annotations

import time

import pytest

from onehand.cases.recognise import blame

GERMAN = (
    "Sie haben die falsche Adresse angegeben.",
    "Leider haben Sie bei der Bestellung eine falsche Hausnummer eingetragen.",
    "Ihre Kopie war unleserlich.",
    "Der Fehler liegt bei Ihnen.",
    "Wir konnten nicht liefern, da Sie nicht anwesend waren.",
    "Sie haben, wie ich sehe, die falsche IBAN angegeben.",
    "Da Sie die Rechnung nicht bezahlt haben, wurde das Konto gesperrt.",
    "Sie hätten die Ware sofort prüfen müssen.",
    "Du hast die falsche Größe bestellt.",
    "Ihre Unterlagen sind leider unvollständig.",
    "Die von Ihnen angegebene Adresse existiert nicht.",
    "Das ist Ihr eigenes Verschulden.",
    "Der Schaden ist auf unsachgemäße Behandlung zurückzuführen.",
    "Sie haben das Formular nicht unterschrieben.",
    "Auf unsere Nachfrage haben Sie nicht reagiert.",
    "Ihre Kündigung kam zu spät.",
    "Sie haben zu spät gekündigt.",
    "Sie haben sich bei der Nummer vertippt.",
    "Sie haben die Frist leider versäumt.",
    "Ich sehe, dass Sie die Anleitung nicht beachtet haben.",
    "Bei der Eingabe ist Ihnen ein Fehler unterlaufen.",
    "Wegen Ihrer falschen Angabe ging das Paket zurück.",
    "Die Ursache liegt an Ihrem Router.",
    "Ihre IBAN stimmt nicht.",
    "Sie haben den Schrank falsch montiert.",
    "Der Fahrer war da, aber niemand war zu Hause.",
    "Sie irren sich, der Vertrag läuft weiter.",
    "Das liegt leider an Ihrer Eingabe.",
    "Da haben Sie uns missverstanden.",
    "Sie haben vergessen, das Formular beizulegen.",
    "Aufgrund Ihres Tippfehlers kam die Mail nicht an.",
    "Ihr Foto ist leider zu dunkel.",
    "Bei der Bestellung wurde eine falsche Postleitzahl angegeben.",
    "Sie waren zum vereinbarten Termin nicht zu Hause.",
    "Sie haben uns über den Umzug nicht informiert.",
    "Du warst beim Termin leider nicht da.",
    "Sie gaben bei der Anmeldung eine falsche Telefonnummer an.",
    "Wenn ich das richtig sehe, haben Sie den falschen Artikel bestellt.",
    "Der Defekt ist selbst verschuldet.",
    "Es handelt sich um einen Bedienungsfehler Ihrerseits.",
    "Auf Ihrem Foto ist leider nichts zu erkennen.",
    "Sie haben versehentlich zweimal überwiesen.",
    "Ihre Angaben waren fehlerhaft, deshalb dauert es länger.",
    "Vermutlich haben Sie eine veraltete Adresse hinterlegt.",
    "Sie sind selbst schuld.",
    "Sie hätten das Paket nicht öffnen dürfen.",
    "Sie haben die Rücksendung nicht ausreichend frankiert.",
    "Ihre verspätete Rückmeldung hat alles verzögert.",
)
GERMAN_NOT = (
    "Wir haben Ihre Adresse falsch übernommen.",
    "Der Fehler liegt bei uns.",
    "Das war unser Versehen, bitte entschuldigen Sie.",
    "Falls die Adresse nicht stimmt, sagen Sie bitte kurz Bescheid.",
    "Falls Sie die falsche Adresse angegeben haben, melden Sie sich bitte.",
    "Haben Sie vielleicht eine falsche Nummer angegeben?",
    "Sollte Ihre IBAN falsch sein, korrigieren wir das gern.",
    "Sie haben nichts falsch gemacht.",
    "Das ist nicht Ihr Fehler.",
    "Es liegt nicht an Ihnen.",
    "Sie haben völlig recht, da ist uns ein Fehler passiert.",
    "Sie hätten viel früher eine Antwort bekommen müssen.",
    "Sie hätten nicht so lange warten dürfen.",
    "Sie haben leider den falschen Schrank erhalten.",
    "Sie haben zu Recht reklamiert.",
    "Bitte prüfen Sie, ob Sie die richtige Adresse angegeben haben.",
    "Ihre Adresse war bei uns falsch hinterlegt.",
    "Unsere Kollegen haben Sie leider falsch beraten.",
    "Sie schreiben, dass Sie die falsche Größe bestellt haben.",
    "Danke, dass Sie uns den Fehler gemeldet haben.",
    "Die Entscheidung liegt bei Ihnen.",
    "Es liegt ganz bei Ihnen, ob wir liefern oder Sie abholen.",
    "Ihre Lieferung war leider unvollständig.",
    "Ihr Paket ist zu spät angekommen.",
    "Ihre Bestellung wurde falsch verpackt.",
    "Die Rechnung, die Sie bekommen haben, war falsch.",
    "Sie haben noch keine Antwort erhalten, das tut mir leid.",
    "Wir konnten Sie telefonisch leider nicht erreichen.",
    "Bitte geben Sie bei der Bestellung nicht die alte Adresse an.",
    "Das bedeutet nicht, dass Sie einen Fehler gemacht haben.",
    "Ich hatte geschrieben, dass Sie die falsche IBAN angegeben haben, und das war nicht richtig.",
    "Die Spedition hat die falsche Adresse verwendet.",
    "Sie haben viel Geduld bewiesen, danke dafür.",
    "Möglicherweise haben Sie die Mail übersehen.",
    "Ihre Unterlagen sind vollständig, vielen Dank.",
    "Ihre Kopie war gut lesbar.",
    "Wenn Sie zu spät kündigen, verlängert sich der Vertrag.",
    "Haben Sie die falsche Nummer angegeben, melden Sie sich einfach.",
    "Sie können die falsche Adresse im Portal ändern.",
    "Es tut mir leid, dass Sie so lange nichts von uns gehört haben.",
    "Wir haben vergessen, Ihnen die Unterlagen zu schicken.",
    "Ich habe mich bei Ihrer Nummer vertippt.",
    "Der Fahrer hat die falsche Klingel gedrückt.",
    "Bei uns war zu dieser Zeit niemand erreichbar.",
    "Ihre Daten wurden von uns falsch eingetragen.",
    "Vielen Dank für Ihre schnelle Rückmeldung.",
    "Laut Ihrer Nachricht haben Sie die falsche Farbe gewählt.",
    "Sie haben den Schrank beschädigt erhalten.",
    "Ohne Ihr Verschulden ist das Paket verloren gegangen.",
    "Die Kollegen sagten, sie haben die falsche Adresse verwendet.",
    "Sie haben das Formular noch nicht unterschrieben; das hat aber Zeit.",
    "Könnten Sie mir sagen, ob das Foto zu dunkel war?",
)
ENGLISH = (
    "You entered the wrong IBAN.",
    "Unfortunately you gave us an incorrect address.",
    "Your copy was illegible.",
    "The mistake is on your side.",
    "We could not deliver because you were not at home.",
    "You have provided an outdated address.",
    "You did not sign the form.",
    "You should have checked the goods at once.",
    "You ordered the wrong size.",
    "Your documents are incomplete.",
    "The address you provided does not exist.",
    "This is your own fault.",
    "The damage was caused by improper handling.",
    "You failed to reply to our message.",
    "You haven't paid the invoice.",
    "Your cancellation came too late.",
    "You cancelled too late.",
    "You mistyped the number.",
    "You missed the deadline.",
    "I can see that you did not follow the instructions.",
    "You made a mistake when you placed the order.",
    "Because of your incorrect details the parcel came back.",
    "The problem lies with your router.",
    "Your account number is wrong.",
    "You assembled the wardrobe incorrectly.",
    "The driver came, but nobody was home.",
    "I am afraid you are mistaken.",
    "You have misunderstood our terms.",
    "You forgot to enclose the form.",
    "Your photo is too dark.",
    "The wrong postcode was entered at checkout.",
    "You were not present at the agreed time.",
    "You did not inform us of your move.",
    "You accidentally paid twice.",
    "The delay was due to an error on your part.",
    "You shouldn't have opened the parcel.",
    "Apparently you used an old address.",
    "You returned the goods after the deadline.",
    "If I see this correctly, you ordered the wrong item.",
    "Your late reply delayed everything.",
    "You are to blame for the damage.",
    "Your bank details contain a typo.",
    "You sent us a blurry copy.",
    "This was user error.",
    "You never answered our email.",
    "You have overlooked the second page.",
    "The wrong account number you gave us caused the delay.",
    "You didn't attach the photo.",
)
ENGLISH_NOT = (
    "We entered your address incorrectly.",
    "The mistake is ours.",
    "This was our error, and we are sorry.",
    "If the address is wrong, please let us know.",
    "If you entered the wrong IBAN, we can correct it.",
    "Did you perhaps enter a wrong number?",
    "Should your IBAN be wrong, we will correct it.",
    "You did nothing wrong.",
    "This is not your fault.",
    "It was through no fault of your own.",
    "You are right, we made a mistake.",
    "You should have received an answer long ago.",
    "You should not have had to wait so long.",
    "You received the wrong wardrobe.",
    "Please check whether you gave the right address.",
    "Your address was stored incorrectly by our system.",
    "Our colleagues gave you the wrong information.",
    "You wrote that you ordered the wrong size.",
    "Thank you for telling us that you entered the wrong number.",
    "The decision is yours.",
    "Your delivery was incomplete.",
    "Your parcel arrived late.",
    "You were sent the wrong invoice.",
    "You have not received an answer yet, and I am sorry.",
    "We could not reach you by phone.",
    "Please do not enter the old address.",
    "That does not mean that you made a mistake.",
    "I had wrongly said that you gave the wrong IBAN.",
    "The courier used the wrong address.",
    "You have been very patient.",
    "You may have overlooked the mail.",
    "Your documents are complete, thank you.",
    "Your copy was perfectly legible.",
    "If you cancel too late, the contract is renewed.",
    "You can change the wrong address in the portal.",
    "I am sorry that you have not heard from us.",
    "We forgot to send you the documents.",
    "I mistyped your number.",
    "The driver rang the wrong bell.",
    "Nobody was available at our office then.",
    "Your details were entered wrongly by us.",
    "Thank you for your quick reply.",
    "You were charged the wrong amount.",
    "You have not made a mistake.",
    "You got the wrong item from us.",
    "You can return the goods after the holidays.",
    "You were told the wrong date.",
    "Let me know if your photo was too dark.",
    "You need not sign the form.",
    "You ordered the blue one, and we sent the wrong colour.",
    "You were promised a call that never came.",
    "It is up to you whether we deliver or you collect.",
)


@pytest.mark.parametrize("sentence", GERMAN)
def test_german_blame_is_found(sentence: str) -> None:
    assert [one.text for one in blame.find(sentence, "de")] == [sentence]


@pytest.mark.parametrize("sentence", GERMAN_NOT)
def test_german_that_blames_nobody_is_left_alone(sentence: str) -> None:
    assert blame.find(sentence, "de") == []


@pytest.mark.parametrize("sentence", ENGLISH)
def test_english_blame_is_found(sentence: str) -> None:
    assert [one.text for one in blame.find(sentence, "en")] == [sentence]


@pytest.mark.parametrize("sentence", ENGLISH_NOT)
def test_english_that_blames_nobody_is_left_alone(sentence: str) -> None:
    assert blame.find(sentence, "en") == []


def test_there_are_sixty_of_each_language() -> None:
    assert len(GERMAN) + len(GERMAN_NOT) >= 60
    assert len(ENGLISH) + len(ENGLISH_NOT) >= 60


def test_the_place_in_the_draft_is_given() -> None:
    draft = (
        "Guten Tag Frau Kern,\n\nSie haben die falsche Adresse angegeben. Wir schicken es noch einmal.\n\nAda Brandt"
    )
    (found,) = blame.find(draft, "de")
    assert draft[found.start : found.end] == found.text == "Sie haben die falsche Adresse angegeben."


def test_quoted_words_of_the_customer_are_not_ours() -> None:
    assert blame.find("Guten Tag,\n\n> Sie haben die falsche Adresse angegeben.\n\nDas stimmt nicht.", "de") == []


def test_another_language_is_read_as_english() -> None:
    assert len(blame.find("You entered the wrong IBAN.", "fr")) == 1


HOSTILE = {
    "blame": "Sie haben die falsche Adresse angegeben. ",
    "no end": "sie haben ihre falsche ",
    "letters": "a",
    "dots": "Ihr.",
    "lines": "Sie haben\n",
    "blank lines": "\n",
    "blanks": " ",
    "commas": "Sie,",
    "quotes": '"Ihr" ',
    "quoted lines": "> your\n",
    "you": "you ",
    "your": "your wrong ",
    "wurde": "wurde falsche ",
}


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("name", HOSTILE)
def test_a_megabyte_of_anything_is_read_at_once(name: str, language: str) -> None:
    text = HOSTILE[name] * (1_000_000 // len(HOSTILE[name]))
    began = time.perf_counter()
    blame.find(text, language)
    assert time.perf_counter() - began < 1.0  # 0.2 on a quiet machine
