"""Sentences that are hard to tell: topic drop, free relatives, anger in the form of a question, asks by the way."""

from __future__ import annotations

import pytest

from onehand.cases.recognise import asks, questions
from onehand.cases.recognise.sentences import split

# One sentence a line; those with a plus want an answer.
GERMAN = """
+Wüsstet ihr zufällig, ob das Ersatzteil noch lieferbar ist
+Mich würde mal interessieren, was da schiefgelaufen ist.
+Kann mir bitte jemand erklären, weshalb die Rechnung doppelt kam
+Ich bräuchte eine Auskunft, ob die Garantie noch gilt.
+An wen muss ich mich wenden
+hat sich da schon was getan
+Wäre super wenn ihr mir sagen könntet wann das Paket kommt
+Für eine Info, wann ich mit der Lieferung rechnen darf, wäre ich dankbar.
+Nun frage ich mich, ob ich den Vertrag überhaupt kündigen kann.
+Wie sieht es mit dem Liefertermin aus
+Ist euch mein Paket verloren gegangen?
+Bleibt es beim vereinbarten Termin
+Was genau muss ich jetzt unterschreiben
+Ob das Gerät noch Garantie hat, wüsste ich gern.
+Da steht nirgends, wie man das Gerät zurücksetzt.
+Mir ist schleierhaft, wie Sie auf diesen Betrag kommen.
+Erbitte Mitteilung, ob der Einspruch eingegangen ist.
+Gilt der Gutschein auch online?
+Eine Frage hätte ich noch: kann ich auch bar zahlen
+Liefert ihr auch nach Südtirol
+wann macht ihr auf
+Bitte schreiben Sie mir, wie hoch die Restschuld ist.
+Mit wem spreche ich da am besten
-Wer weiß, was da los war.
-Wie schon am Telefon gesagt, bin ich ab Montag im Urlaub.
-Wenn das nicht klappt, möchte ich mein Geld zurück.
-Ich habe keine Lust mehr, ständig nachzufragen.
-Darf ich mal lachen?
-Was Sie hier abziehen, geht gar nicht.
-Was bin ich froh, dass das geklappt hat!
-Wen interessiert das schon?
-Habt ihr euch das gut überlegt? Ich glaube kaum.
-Warum einfach, wenn es auch kompliziert geht?
-Wie heißt es so schön: Der Kunde ist König.
-Ich erinnere mich nicht mehr, wann ich das gekauft habe.
-Welche Mühe Sie sich gegeben haben, weiß ich zu schätzen.
-Ich zeige Ihnen gern, wo der Schaden ist.
-Der Techniker hat mir gezeigt, wie man entlüftet.
-Wann es Ihnen passt, können Sie vorbeikommen.
-Sie fragen sich sicher, warum ich erst jetzt schreibe.
-Haben Sie vielen Dank!
-Können Sie behalten.
-Sei's drum, was soll's.
-Bin ich froh, dass das vorbei ist!
-Ich rufe an, sobald ich weiß, ob es passt.
-Brauchen Sie Hilfe beim Umzug? Schmidt Transporte, immer für Sie da
"""
ENGLISH = """
+Do you happen to know if the part is still available
+Can anybody explain why I was billed twice
+Who should I contact about this
+has anything happened with my claim yet
+It would be great if you could tell me when the parcel arrives
+I now wonder if I can cancel at all.
+How are we getting on with the delivery date
+Does the voucher work online too?
+One more question: can I pay cash
+do you guys ship to Malta
+what time do you open
+Please write and tell me how much is outstanding.
+I haven't been told who will come on Friday.
+No idea who to speak to about this.
+What exactly am I supposed to sign
+I can't see where to enter the voucher code.
+Kindly tell why my account is blocked.
+Is my parcel lost?
+Could you double-check whether the address is right
+May I know the reason for the delay?
+Please advise next steps.
+Whom do I ask for at reception?
+Curious if you have this in stock.
-Who knows what went on there.
-As I said on the phone, I'm away from Monday.
-If that doesn't work, I want my money back.
-What a relief that this is over!
-Who cares?
-Why make it easy when it can be complicated?
-I don't remember when I bought it.
-I appreciate how much effort you made.
-The engineer showed me how to bleed the radiator.
-You're probably wondering why I write only now.
-Aren't you ashamed of yourselves?
-What part of "cancel" do you not understand?
-How hard is it to answer an email?
-Am I a joke to you?
-Isn't that just typical?
-How about that, it works again!
-Was not impressed at all.
-Do not call me again.
-Will be back on Monday.
-Need a plumber? Call Bob!
-Is it any wonder people leave?
-Whatever you decide is fine with me.
-He told me who you are.
-Have you ever heard of customer service? Apparently not.
"""
GERMAN_DRAFTS = [
    ("Wären Sie so freundlich, uns die Auftragsnummer durchzugeben?", "order_number"),
    ("Ich würde mich freuen, wenn Sie mir noch Ihre Handynummer verraten.", "phone"),
    ("Hinterlegen Sie bitte eine gültige E-Mail-Adresse.", "email"),
    ("Zum Abgleich bräuchten wir bitte noch die letzten Ziffern der Kundennummer.", "customer_number"),
    ("Haben Sie zufällig noch den Karton?", "other"),
    ("Unter welchem Namen haben Sie bestellt?", "other"),
    ("Mit welcher Nummer haben Sie uns angerufen?", "phone"),
    ("Was für ein Drucker ist das denn?", "device"),
    ("Welche Version der App ist installiert?", "device"),
    ("Wo sollen wir das Paket abholen?", "postal_address"),
    ("Ab wann sind Sie wieder erreichbar?", "absence"),
    ("Gibt es jemanden, der das Paket annehmen kann?", "other"),
    ("Wann haben Sie Geburtstag?", "date_of_birth"),
    ("Wie ist Ihr Geburtsdatum?", "date_of_birth"),
    ("Ist die Lieferung bis Freitag für Sie früh genug?", "deadline"),
    ("Ihre Angaben zur IBAN sind leider unvollständig. Können Sie sie uns noch einmal schicken?", "iban"),
    ("Bitte überweisen Sie den Betrag bis zum 15. März.", ""),
    ("Bitte unterschreiben Sie den Vertrag und schicken ihn zurück.", "other"),
    ("Bitte legen Sie der Rücksendung die Rechnungskopie bei.", "other"),
    ("Die IBAN steht auf Ihrer Bankkarte.", ""),
    ("Wir kennen Ihre Adresse bereits.", ""),
    ("Für Ihr Modell gibt es leider keine Ersatzteile mehr.", ""),
    ("Ich leite Ihr Foto an die Technik weiter.", ""),
    ("Wir konnten Sie telefonisch leider nicht erreichen.", ""),
    ("Sollen wir das Gerät reparieren oder austauschen?", "other"),
    ("Haben Sie die Sicherung geprüft?", "other"),
    ("Soll die Rechnung auf die Firma ausgestellt werden?", "other"),
    ("Bitte vergessen Sie nicht, die Seriennummer anzugeben.", "serial_number"),
    ("Es fehlt nur noch Ihre Unterschrift.", "other"),
    ("Zur Bearbeitung ist die Angabe der Kundennummer erforderlich.", "customer_number"),
    ("Könnten Sie das Paket bitte beim Nachbarn suchen?", "other"),
    ("Wie geht es Ihnen inzwischen?", ""),
    ("Dürfen wir Ihnen künftig Angebote per Mail schicken?", "preference"),
]
ENGLISH_DRAFTS = [
    ("Would you be so kind as to send us the invoice number?", "invoice_number"),
    ("I'd appreciate it if you could give me your mobile number.", "phone"),
    ("Do you by any chance still have the box?", "other"),
    ("What name is the booking under?", "other"),
    ("Which printer model is it?", "device"),
    ("What kind of router do you have?", "device"),
    ("Where can we collect the parcel?", "postal_address"),
    ("From when will you be available again?", "absence"),
    ("Is Friday early enough for you?", "deadline"),
    ("Please transfer the amount by 15 March.", ""),
    ("Please sign the contract and send it back.", "other"),
    ("Please include a copy of the invoice with your return.", "other"),
    ("Your IBAN is printed on your bank card.", ""),
    ("We already know your address.", ""),
    ("I'll forward your photo to our technicians.", ""),
    ("You can also give us the order number over the phone.", "order_number"),
    ("We tried to reach you by phone.", ""),
    ("Should we repair the device or replace it?", "other"),
    ("Did you check the fuse?", "other"),
    ("Please don't forget to include the serial number.", "serial_number"),
    ("All we need now is your signature.", "other"),
    ("Stating your customer number is required.", "customer_number"),
    ("The only thing missing is your date of birth.", "date_of_birth"),
    ("Could we have your new postcode, please?", "postal_address"),
    ("Tell us which day suits you best.", "other"),
    ("What size is it?", "other"),
    ("How many boxes were there?", "other"),
    ("Please get in touch with the manufacturer.", ""),
    ("We'd be happy to help you with that.", ""),
    ("We have changed your preference to email.", ""),
    ("I hope this helps.", ""),
    ("Please expect the parcel on Tuesday.", ""),
    ("Do let us know how you get on.", ""),
    ("Would you like us to text or email you?", "preference"),
]


@pytest.mark.parametrize(
    ("line", "language"),
    [*((line, "de") for line in GERMAN.split("\n")[1:-1]), *((line, "en") for line in ENGLISH.split("\n")[1:-1])],
)
def test_an_odd_sentence_is_told(line: str, language: str) -> None:
    assert bool(questions.find(split(line[1:]), language)) == line.startswith("+")


@pytest.mark.parametrize(
    ("sentence", "asked", "language"),
    [*((*each, "de") for each in GERMAN_DRAFTS), *((*each, "en") for each in ENGLISH_DRAFTS)],
)
def test_an_odd_draft_is_told(sentence: str, asked: str, language: str) -> None:
    assert [each.kind for each in asks.find(split(sentence), language)] == asked.split()
