"""What a draft asks the customer for: own examples; the labelled sets are in tests/quality."""

from __future__ import annotations

import time

import pytest

from onehand.cases.recognise import asks
from onehand.cases.recognise.sentences import split

# The sentence and the kinds asked for.
GERMAN = [
    ("Bitte senden Sie uns die Rechnung als PDF zu.", "other"),
    ("Für die weitere Bearbeitung fehlt uns noch Ihre Kundennummer.", "customer_number"),
    ("Wir benötigen noch den Kaufbeleg.", "other"),
    ("Um das zu prüfen, bräuchte ich bitte Ihre Bestellnummer und ein Foto vom Schaden.", "order_number photo"),
    ("An welche Adresse sollen wir liefern?", "postal_address"),
    ("An welche Mailadresse darf ich Ihnen den Link schicken?", "email"),
    ("Wie heißt Ihr Router?", "device"),
    ("Welche Seriennummer hat das Gerät?", "serial_number"),
    ("Wann sind Sie geboren?", "date_of_birth"),
    ("Passt Ihnen das?", ""),
    ("Kann ich sonst noch etwas für Sie tun?", ""),
    ("Ich habe Ihre Telefonnummer notiert und rufe Sie morgen an.", ""),
    ("Vielen Dank für Ihre Bestellnummer.", ""),
    ("Ihre IBAN haben wir gelöscht.", ""),
    ("Die Seriennummer finden Sie auf der Rückseite des Geräts.", ""),
    ("Melden Sie sich gern, falls noch etwas unklar ist.", ""),
    ("Unter welcher Nummer können wir Sie erreichen?", "phone"),
    ("Unter welcher Nummer erreichen wir Sie am besten?", "phone"),
    ("Würden Sie uns freundlicherweise Ihre Bankverbindung mitteilen?", "iban"),
    ("Auf welches Konto sollen wir den Betrag erstatten?", "iban"),
    ("Sobald uns Ihre Bestellnummer vorliegt, kümmern wir uns darum.", "order_number"),
    ("Schicken Sie mir einfach ein kurzes Video vom Geräusch.", "photo"),
    ("Haben Sie die Kundennummer gerade parat?", "customer_number"),
    ("Es wäre hilfreich, wenn Sie uns Ihre Postleitzahl nennen könnten.", "postal_address"),
    ("Bitte antworten Sie auf diese Mail mit Ihrer Bestellnummer.", "order_number"),
    ("Bitte füllen Sie das beigefügte Formular aus und senden Sie es uns zurück.", "other"),
    ("Bitte bestätigen Sie uns kurz den Termin.", "other"),
    ("Wann dürfen wir Sie anrufen?", "preference"),
    ("Ab wann sind Sie im Urlaub und bis wann?", "absence"),
    ("Ihre Nummer 123 liegt mir vor.", ""),
    ("Sie müssen uns kein Foto schicken.", ""),
    ("Ein Foto ist nicht nötig.", ""),
    ("Wir rufen Sie unter Ihrer Nummer 0171 an.", ""),
    ("Bis wann brauchen Sie die Lieferung?", "deadline"),
    ("Welche Bestellung meinen Sie?", "order_number"),
    ("Um welche Bestellung geht es denn?", "order_number"),
    ("Nennen Sie mir bitte noch Ihr Geburtsdatum sowie die Anschrift.", "date_of_birth postal_address"),
    ("Bitte prüfen Sie Ihren Spamordner.", ""),
    ("Bitte starten Sie den Router neu.", ""),
    ("Bitte haben Sie noch etwas Geduld.", ""),
    ("Teilst du uns noch deine Adresse mit?", "postal_address"),
    ("Schick uns gern ein Bild davon!", "photo"),
    ("Könntest du mir sagen, welches Modell du hast?", "device"),
    ("Seit wann tritt der Fehler auf?", "other"),
    ("Was genau funktioniert nicht?", "other"),
    ("Beschreiben Sie uns bitte den Fehler etwas genauer.", "other"),
    ("Die Rechnung haben wir an Ihre neue Anschrift geschickt.", ""),
    ("Ohne Ihre Kundennummer kommen wir leider nicht weiter.", "customer_number"),
    ("Damit wir Ihnen das Geld überweisen können, brauchen wir Ihre IBAN.", "iban"),
    ("Ihre IBAN brauchen wir dazu nicht.", ""),
    ("Die Sendungsnummer erhalten Sie, sobald das Paket unterwegs ist.", ""),
    ("Wie dürfen wir Sie ansprechen, per Du oder per Sie?", "preference"),
    ("Rufen Sie uns bitte unter 0800 123 an.", ""),
    ("Bitte geben Sie bei Rückfragen immer Ihre Kundennummer an.", "customer_number"),
    ("Liegt Ihnen die Sendungsnummer vor?", "tracking_number"),
    ("Stimmt Ihre Telefonnummer noch?", "phone"),
    ("Uns fehlt leider die Auftragsbestätigung mit Ihrer Unterschrift.", "other"),
    ("Ich benötige noch eine kurze Beschreibung des Problems.", "other"),
    ("Geben Sie mir doch bitte kurz Ihre Auftragsnummer.", "order_number"),
    ("Können Sie uns sagen, wann Sie das Gerät gekauft haben?", "other"),
    ("Damit ich Ihnen helfen kann, benötige ich einen Nachweis über den Kauf.", "other"),
    ("Wir warten noch auf Ihre Unterschrift.", "other"),
    ("Dürfte ich Sie noch um ein Bild des Typenschilds bitten?", "photo"),
    ("Ihre Steuernummer fehlt uns leider noch.", "other"),
    ("Mailen Sie uns die Unterlagen an service@firma.example.", "other"),
    ("Schreiben Sie uns einfach eine Mail.", ""),
    ("Wir haben Ihre Rechnungsnummer im System gefunden.", ""),
    ("Sie haben uns Ihre Seriennummer leider nicht genannt.", ""),
    ("Ihre Kundennummer lautet 4711.", ""),
    ("Bitte nutzen Sie für die Überweisung die IBAN auf der Rechnung.", ""),
    ("Auf der Rechnung steht Ihre Kundennummer.", ""),
    ("Sie erreichen uns unter der Nummer 030 1234.", ""),
    ("Am Gerät finden Sie ein Typenschild mit der Seriennummer.", ""),
    ("Könnten Sie bitte einmal den Stecker ziehen?", "other"),
    ("Bitte ziehen Sie den Stecker.", ""),
    ("Welche Größe hat der Karton?", "other"),
    ("Wo haben Sie das Gerät gekauft?", "other"),
    ("Wo genau befindet sich der Schaden?", "other"),
    ("Auf welchen Namen läuft der Vertrag?", "other"),
    ("Wohin soll das Ersatzteil geschickt werden?", "postal_address"),
    ("In welche Filiale möchten Sie kommen?", "other"),
    ("Wie lautet die IMEI Ihres Handys?", "serial_number"),
    ("Hat sich Ihre Adresse geändert?", "postal_address"),
    ("Sind Sie am 14. März zu Hause?", "absence"),
    ("Ist am Dienstag jemand da?", "absence"),
    ("Wann sind Sie wieder aus dem Urlaub zurück?", "absence"),
    ("Sind Sie telefonisch erreichbar?", "phone"),
    ("Bitte teilen Sie uns mit, ob Sie die Ware behalten möchten.", "other"),
    ("Bitte lassen Sie mich wissen, welche Farbe Sie möchten.", "other"),
    ("Lassen Sie uns wissen, wenn Sie noch etwas brauchen.", ""),
    ("Teilen Sie mir bitte auch Ihr Geburtsdatum mit.", "date_of_birth"),
    ("Zur Legitimation brauche ich Ihr Geburtsdatum und die letzten vier Ziffern Ihrer IBAN.", "date_of_birth iban"),
    ("Reichen Sie uns bitte die Rechnungskopie nach.", "other"),
    ("Gern schicken wir Ihnen die Rechnung an Ihre E-Mail-Adresse.", ""),
    ("Die Fotos haben wir erhalten.", ""),
    ("Wir haben Ihnen ein Foto beigefügt.", ""),
    ("Bitte beachten Sie, dass die Sendungsnummer erst morgen aktiv ist.", ""),
    ("Bitte bewahren Sie die Rechnung gut auf.", ""),
    ("Was ist auf dem Display zu sehen?", "other"),
    ("Haben Sie das Paket schon abgeschickt?", "other"),
    ("Wie viel Uhr passt Ihnen am besten?", "other"),
    ("Bevorzugen Sie einen Anruf oder eine Mail?", "preference"),
    ("Sollen wir Sie per Mail informieren?", "preference"),
    ("Bis wann muss der Schrank aufgebaut sein?", "deadline"),
    ("Reicht Ihnen die Lieferung bis Ende März?", "deadline"),
    ("Gemäß unseren Unterlagen wohnen Sie in der Hauptstraße. Ist das noch richtig?", "postal_address"),
    ("Fügen Sie bitte den Kassenbon bei.", "other"),
    ("Ergänzend bitten wir um Angabe Ihrer Rückrufnummer.", "phone"),
    ("Wir bitten um Verständnis.", ""),
    ("Wir bitten um Ihr Verständnis für die Verzögerung.", ""),
    ("Bitte wenden Sie sich an den Hersteller.", ""),
    ("Welchen Browser verwenden Sie?", "device"),
    ("Handelt es sich um ein iPhone oder ein Android-Gerät?", "device"),
]
ENGLISH = [
    ("Could you give me your order number?", "order_number"),
    ("We'd need a photo of the damage to proceed.", "photo"),
    ("What's your customer number?", "customer_number"),
    ("Where should we deliver the sofa?", "postal_address"),
    ("Please find your order number on the invoice.", ""),
    ("Your order number can be found at the top of the invoice.", ""),
    ("Is there anything else I can help you with?", ""),
    ("Which phone do you have?", "device"),
    ("Please tell us your IBAN so that we can refund you.", "iban"),
    ("So that we can find your order, we need the order number.", "order_number"),
    ("Would you mind letting us have your address?", "postal_address"),
    ("When do you need it by?", "deadline"),
    ("Will you be at home on Friday?", "absence"),
    ("Please restart your router.", ""),
    ("Please allow three working days.", ""),
    ("I have noted your phone number.", ""),
    ("Thanks for the photo!", ""),
    ("No need to send the receipt.", ""),
    ("You don't have to give us your date of birth.", ""),
    ("Could you send me the signed form?", "other"),
    ("Please confirm your date of birth.", "date_of_birth"),
    ("Please reply with your date of birth and postcode.", "date_of_birth postal_address"),
    ("Do you have the tracking number to hand?", "tracking_number"),
    ("Do you happen to have a picture of the label?", "photo"),
    ("Which order is this about?", "order_number"),
    ("Under which number did you place the order?", "order_number"),
    ("What's the best number to call you on?", "phone"),
    ("How can we reach you by phone?", "phone"),
    ("Could you let me know when you are away?", "absence"),
    ("I need the serial number, please.", "serial_number"),
    ("We are still waiting for your signed contract.", "other"),
    ("Once we have your bank details, we'll send the refund.", "iban"),
    ("If you let me have your order number, I can check.", "order_number"),
    ("To process the claim we require proof of purchase.", "other"),
    ("Please let us know if you have any questions.", ""),
    ("Please let me know which colour you would like.", "other"),
    ("Do you prefer email or phone?", "preference"),
    ("May we call you?", "preference"),
    ("Is your address still 5 Mill Lane?", "postal_address"),
    ("Please don't hesitate to call us.", ""),
    ("We look forward to hearing from you.", ""),
    ("We will send the parcel to your address.", ""),
    ("Your tracking number is JD0002.", ""),
    ("Can you tell me what error message you see?", "other"),
    ("What exactly happens when you switch it on?", "other"),
    ("Send us a screenshot and we'll take a look.", "photo"),
    ("Kindly provide your account number.", "customer_number"),
    ("Please keep your receipt in a safe place.", ""),
    ("Please log in to your account and click on Orders.", ""),
    ("Would Tuesday morning suit you?", "other"),
    ("Please sign the enclosed form and return it to us.", "other"),
    ("I just need your email address and I'll send you the link.", "email"),
    ("Your phone number is only used for delivery.", ""),
    ("In order to verify your identity, I have to ask for your date of birth.", "date_of_birth"),
    ("We couldn't find your order number in your message.", ""),
    ("Can I ask what model it is?", "device"),
    ("Our records show your old address. What is the new one?", "postal_address"),
    ("Without the invoice number we cannot look into this.", "invoice_number"),
    ("Could you please let me know the date you bought it?", "other"),
    ("What is your date of birth, please?", "date_of_birth"),
    ("Please provide us with your full postal address.", "postal_address"),
    ("I will need your full name and address.", "postal_address"),
    ("We have your address on file.", ""),
    ("Your account number is 4711.", ""),
    ("You will receive a tracking number by email.", ""),
    ("Please use the IBAN on the invoice for the payment.", ""),
    ("Can you send a video of the noise?", "photo"),
    ("Please unplug the device and wait a minute.", ""),
    ("Have you tried another cable?", "other"),
    ("Who signed for the parcel?", "other"),
    ("What colour is the light?", "other"),
    ("Which branch did you visit?", "other"),
    ("On what date did you return the item?", "other"),
    ("Would you like a refund or a replacement?", "other"),
    ("Shall I cancel the order for you?", "other"),
    ("Is there a number we can call you on?", "phone"),
    ("Please give us a daytime phone number.", "phone"),
    ("Please call us on 0800 123 456.", ""),
    ("Feel free to reply to this email with any questions.", ""),
    ("We're missing your signature on page 2.", "other"),
    ("Your signature is missing on page 2.", "other"),
    ("A copy of your passport is required.", "other"),
    ("No further documents are required.", ""),
    ("Please attach the receipt to your reply.", "other"),
    ("Please tell us a bit more about the problem.", "other"),
    ("Is somebody at home on Thursday between 8 and 12?", "absence"),
    ("When will you be back?", "absence"),
    ("When are you going on holiday?", "absence"),
    ("By what date do you need the replacement?", "deadline"),
    ("Is there a date by which you need it?", "deadline"),
    ("What's the model of your printer?", "device"),
    ("What make is your dishwasher?", "device"),
    ("What version of the app are you running?", "device"),
    ("Would you prefer a call in the morning or in the afternoon?", "preference"),
    ("Can we text you?", "preference"),
    ("Which email address did you use to register?", "email"),
    ("Which bank account should the money go to?", "iban"),
    ("May I take your postcode?", "postal_address"),
    ("I've updated your email address.", ""),
    ("The photo you sent is very helpful.", ""),
    ("As soon as you send us the photos, we will process your claim.", "photo"),
    ("Please quote your customer number in all correspondence.", "customer_number"),
    ("What is the order reference?", "order_number"),
    ("Let me have a look at your order number 20041.", ""),
    ("Let me check that for you.", ""),
    ("I'll need to check with my colleague.", ""),
    ("We need another two days.", ""),
    ("Please be patient.", ""),
    ("Please note our new phone number.", ""),
    ("Sorry for asking again, but could you repeat your IBAN?", "iban"),
    ("Could you confirm whether the parcel has arrived?", "other"),
    ("Please confirm that you agree.", "other"),
    ("Do you still have the original box?", "other"),
]


def kinds(text: str, language: str) -> list[str]:
    return [each.kind for each in asks.find(split(text), language)]


@pytest.mark.parametrize(
    ("sentence", "asked", "language"), [*((*each, "de") for each in GERMAN), *((*each, "en") for each in ENGLISH)]
)
def test_a_draft_asks_for(sentence: str, asked: str, language: str) -> None:
    assert kinds(sentence, language) == asked.split()


def test_sentences_that_ask_for_the_same_are_one_ask() -> None:
    text = "Um welche Rechnung geht es? Schreiben Sie uns bitte die Nummer."
    (ask,) = asks.find(split(text), "de")
    assert (ask.kind, text[ask.start : ask.end]) == ("invoice_number", text)


def test_a_thing_may_be_named_in_the_sentence_before() -> None:
    assert kinds("Ohne die Vertragsnummer finden wir nichts. Bitte reichen Sie diese nach.", "de") == [
        "customer_number"
    ]
    assert kinds("I'm missing your house number. Could you add it?", "en") == ["postal_address"]


def test_the_next_question_is_not_about_the_thing_before() -> None:
    assert kinds("Wir brauchen Ihre Handynummer. Bitte teilen Sie uns mit, in welchem Stock Sie wohnen.", "de") == [
        "phone",
        "other",
    ]


def test_quoted_drafts_ask_nothing() -> None:
    assert kinds("Thanks, both are noted.\n\n> Could you send us your IBAN?", "en") == []


@pytest.mark.parametrize(
    "text",
    [
        "we need your number. " * 48_000,
        "".join(f"Bitte nennen Sie {n} die Nummer. " for n in range(30_000)),
        "bitte senden sie " * 60_000,
        "if you could please " * 50_000,
        "bitte nennen sie mir ihre nummer und\n" * 27_000,
    ],
    ids=["one need", "many orders", "one sentence", "one condition", "lines"],
)
def test_a_megabyte_ends_soon(text: str) -> None:
    sentences = split(text)
    begin = time.perf_counter()
    asks.find(sentences, "de")
    asks.find(sentences, "en")
    assert time.perf_counter() - begin < 3  # 0.2 s on an idle machine
