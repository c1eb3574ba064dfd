"""Which sentences of a customer are questions: own examples; the labelled sets are in tests/quality."""

from __future__ import annotations

import time

import pytest

from onehand.cases.recognise import questions
from onehand.cases.recognise.sentences import split

# One sentence a line.
ASKED_DE = """
wann kommt denn nun mein schrank
Ich wüsste gern, ob die Lieferung auch samstags möglich ist.
Bitte um kurze Info, wann der Techniker kommt.
Bitte um Auskunft, wann die Erstattung erfolgt
was ist mit meiner Erstattung
Mir ist unklar, welche Unterlagen Sie noch brauchen.
Ich verstehe einfach nicht, wieso ich zweimal zahlen soll.
gibts schon was neues zu meiner reklamation
Können Sie mir die Rechnung noch einmal schicken
könntet ihr mir sagen ob das paket schon unterwegs ist
Ich würde gerne wissen, wie lange die Garantie läuft.
Lassen Sie mich bitte wissen, ob das klappt.
Sagen Sie mir bitte, was ich tun soll.
Bitte geben Sie mir kurz Bescheid, ob der Termin steht.
Es würde mich interessieren, ob Sie auch Ersatzteile führen.
Meine Frage ist, ob ich das Gerät zurückgeben kann.
Ich möchte nachfragen, wie der Stand meiner Bestellung ist.
Wie hoch sind die Versandkosten nach Österreich
Ich habe am Montag bestellt, wann kommt das Paket
Ab wann gilt der neue Tarif
Welche Farben gibt es bei diesem Modell
hat jemand meine mail gelesen
kann man das auch online machen
Ist das Sofa noch da
Haben Sie das auch in Blau
kann ich die bestellung noch ändern
wo finde ich die rechnung
Bitte erklären Sie mir, wie diese Summe zustande kommt.
Ich warte immer noch auf eine Antwort, ob mein Antrag genehmigt ist.
Könnten Sie bitte nachsehen, ob das Paket angekommen ist
Wer ist denn mein Ansprechpartner
wie siehts aus mit meinem antrag
Weiß jemand bei Ihnen, wo mein Koffer ist?
Und was ist mit dem Gutschein?
Niemand kann mir sagen, wann der Anschluss fertig ist.
Dürfte ich erfahren, warum mein Konto gesperrt wurde.
Ich bin nicht sicher, ob meine Mail angekommen ist.
Mir hat bisher niemand mitgeteilt, wann die Handwerker kommen.
Teilen Sie mir bitte den aktuellen Stand mit.
Ich bitte um Auskunft über den Verbleib meiner Sendung.
Chan ich s Abo au pausiere?
Wo isch mis Päckli
wieso kriag i kei Antwort
Warum wurde mein Konto gesperrt!
Meine Frage wäre, ob man das Kabel einzeln kaufen kann.
Ich wollte fragen ob ihr auch am Sonntag liefert
Interessieren würde mich auch, ob es das Modell in Schwarz gibt.
Bis wann muss ich spätestens kündigen
ist es möglich den termin zu verschieben
Sie haben meine Mail erhalten?
Das Gerät hat doch zwei Jahre Garantie, oder?
Ich hatte letzte Woche gefragt, ob die Garantie gilt, aber bis heute keine Antwort bekommen.
Können wir den Termin verschieben?
Muss ich das Gerät selbst ausbauen oder macht das der Techniker
Ist mein Geld schon überwiesen worden
Bekomme ich eine Bestätigung per Post
Wozu brauchen Sie meine Ausweiskopie?
Wie gehe ich jetzt vor
Was bedeutet der Fehler E17
Gilt das Angebot noch
Wieviel kostet der Versand nach Wien
Ich weiß leider nicht, welches Kabel ich brauche.
Wären Sie so nett, mir die Anleitung zu schicken?
"""
NOT_ASKED_DE = """
Sollten Sie noch etwas brauchen, melden Sie sich.
Hätte ich das gewusst, hätte ich nicht bestellt.
Wie kann man nur so unverschämt sein!
Was mich ärgert, ist die lange Wartezeit.
Ich weiß, wann er kommt.
Wie besprochen sende ich Ihnen die Unterlagen.
Soll das ein Witz sein?
Wollen Sie mich auf den Arm nehmen?
Wer soll das noch glauben?
Wie geht es Ihnen?
Noch Fragen?
Betreff: Wo bleibt mein Paket?
Den Link https://shop.example/suche?q=regal habe ich probiert.
Ihr Artikel „Was tun bei Lieferverzug?“ hat mir geholfen.
Ich fragte Ihren Kollegen, ob das geht, und er sagte ja.
Bitte schicken Sie mir die Rechnung.
Wenn Sie möchten, können Sie mich anrufen.
Als ich ankam, war niemand da.
Habe das Paket gestern zurückgeschickt.
Kann das Gerät nicht einschalten.
Bin ab Montag wieder da.
Wer nicht hören will, muss fühlen.
Was Sie da geliefert haben, ist eine Frechheit.
Wo gehobelt wird, fallen Späne.
Wann immer ich anrufe, ist besetzt.
Ist das Paket bis Freitag nicht da, trete ich vom Vertrag zurück.
Bekomme ich bis Montag keine Antwort, gehe ich zum Anwalt.
Mir ist egal, wie Sie das machen.
Ich habe Ihnen doch gesagt, dass ich nicht da bin.
Was für eine Frechheit!
Gerne können Sie mich auch anrufen.
Vielen Dank für die schnelle Antwort auf meine Frage.
Ich habe eine Frage zu meiner Rechnung.
Sie haben mich gefragt, ob ich zufrieden bin: ja.
Halten Sie mich eigentlich für blöd?
Was soll man dazu noch sagen?
Ihre Mitarbeiterin konnte mir genau sagen, wo das Paket ist.
Ich teile Ihnen mit, wann ich zu Hause bin.
Hier steht alles, was Sie wissen müssen.
Ich habe alles so gemacht, wie es in der Anleitung steht.
Würde mich über eine schnelle Antwort freuen.
Ich bitte um Rückruf.
Bitte um schnelle Bearbeitung.
Ich schreibe Ihnen, weil ich nicht weiterkomme.
Ich weiß nicht mehr weiter.
War gestern in Ihrer Filiale in Kassel.
Da kann man nichts machen.
So etwas habe ich noch nie erlebt.
Ok?
Geht gar nicht.
Kommt nicht in Frage.
Kann ich nur weiterempfehlen.
Das ist die Frage, die ich mir stelle.
Wie Sie sehen, ist das Display gesprungen.
"""
ASKED_EN = """
where is my parcel
any news on the refund
still waiting to hear whether my claim was accepted
I was wondering if you also deliver on Saturdays.
Could you tell me when the engineer is coming
Please advise when I can expect delivery.
I'd like to know how long the warranty lasts.
can i still change my order
Not sure whether I need to send the charger too.
Nobody has told me when the repair will be finished.
I'd appreciate an update on my order.
please let me know what I should do next
do you have this in blue
how much is shipping to Ireland
whats the status of my claim
My question is whether I can return it without the box.
I don't understand why I was charged twice.
Would it be possible to change the date
is it still available
I ordered it on Monday, when will it arrive
Can someone please call me back?
Just checking if you received my last email.
I wanted to ask whether the desk comes in oak.
Please confirm whether the appointment is still on.
What happens if I miss the appointment
Who do I need to speak to about this
Has my refund been processed yet
Should I send the old one back first
Does the price include VAT
Which documents do you need from me
I can't figure out how to reset it.
Grateful if you could let me know when it ships.
I asked last week whether the part is in stock and still have no answer.
Would be good to know if you can match the price.
It's not clear to me how the fee is calculated.
how do I cancel
You do ship to Norway, right?
The warranty covers that, doesn't it?
any chance of getting it before Friday
Could you resend the invoice please
Can you confirm that you've received my payment?
Please explain why the bill is so high.
I need to know by Friday if this works.
im not sure if i did it right, can u check
When can I expect my money back
Is there any way to speed this up?
So what do I do now?
When is the next available slot
How come I was charged twice
Are the batteries included
Did you get my photos
What about my deposit
I have no idea where my parcel is.
Please can you tell me who to contact
Kindly confirm if the amount has been refunded.
"""
NOT_ASKED_EN = """
Should you need anything else, just call me.
Had I known, I would not have ordered.
When I ordered it, the price was lower.
What a joke.
What annoys me is the waiting.
I know when he is coming.
Let me know if you need anything else.
Please let me know if you have any questions.
Are you kidding me?
Is this a joke?
How are you?
Any questions?
Seriously?
Subject: Where is my parcel?
I tried https://shop.example/search?q=lamp but nothing came up.
Your article "How do I return an item?" was very helpful.
I asked your colleague whether it was possible and she said yes.
Please send me the invoice.
Who do you think you are?
How can anyone treat customers like this?
Which is why I am cancelling.
That's how it should be.
Will send the photos tomorrow.
Can't log in since yesterday.
Have sent the form back already.
Do let me know.
I don't care how you do it.
I can tell you where it is: in my neighbour's hall.
Everything works as it should.
I will let you know when I am home.
Did not receive the parcel.
You asked me whether I was satisfied. I am.
I look forward to hearing from you.
How rude!
Why do I even pay for this?
Do you really think I'm that stupid?
What is the point of having a hotline nobody answers?
Could you believe it took six weeks?
If you have any questions, call me.
I have a question about my bill.
As I said when we spoke, I moved.
Thank you for explaining how it works.
Whoever packed this did a great job.
It was exactly what I wanted.
What you sent me is not what I ordered.
Should the parcel not arrive by Friday, I will cancel.
The driver didn't ask where to put it.
Is it too much to ask to get a call back?
"""


def found(text: str, language: str) -> list[str]:
    return [each.text for each in questions.find(split(text), language)]


def cases(german: str, english: str) -> list[tuple[str, str]]:
    return [
        *((line, "de") for line in german.strip().splitlines()),
        *((line, "en") for line in english.strip().splitlines()),
    ]


@pytest.mark.parametrize(("sentence", "language"), cases(ASKED_DE, ASKED_EN))
def test_what_wants_an_answer_is_a_question(sentence: str, language: str) -> None:
    assert found(sentence, language) == [sentence]


@pytest.mark.parametrize(("sentence", "language"), cases(NOT_ASKED_DE, NOT_ASKED_EN))
def test_what_wants_no_answer_is_none(sentence: str, language: str) -> None:
    assert found(sentence, language) == []


def test_each_sentence_is_a_question_of_its_own_with_its_place() -> None:
    text = "Guten Tag,\n\nwo bleibt mein Schrank? Ich warte seit März. Und was kostet der Aufbau?\n\nGruß\nCarla"
    places = [(each.start, each.end) for each in questions.find(split(text), "de")]
    assert [text[a:b] for a, b in places] == ["wo bleibt mein Schrank?", "Und was kostet der Aufbau?"]


def test_quoted_questions_were_asked_by_somebody_else() -> None:
    assert found("Ja, am Dienstag.\n\n> Wann passt es Ihnen?\n> Sind Sie zu Hause?", "de") == []


def test_who_answers_the_own_question_does_not_ask() -> None:
    assert found("Hat mir jemand geholfen? Nein.", "de") == []
    assert found("Did anybody call me back? Of course not.", "en") == []


@pytest.mark.parametrize(
    "text",
    [
        "Wann kommt es? " * 66_000,
        "ich wüsste gern, ob das, " * 40_000,
        "".join(f"Wann kommt Paket {n}? " for n in range(45_000)),
        "wann " * 200_000,
        "„" * 500_000 + '"a" ' * 125_000,
        ", und ich " * 100_000,
    ],
    ids=["one question", "one sentence", "many questions", "one word", "quotation marks", "commas"],
)
def test_a_megabyte_ends_soon(text: str) -> None:
    sentences = split(text)
    begin = time.perf_counter()
    questions.find(sentences, "de")
    questions.find(sentences, "en")
    assert time.perf_counter() - begin < 2  # 0.1 s on an idle machine
