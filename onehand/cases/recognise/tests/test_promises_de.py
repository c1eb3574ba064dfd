"""What German drafts promise, and what only sounds like it. It is Monday, 2 March 2026, 9:00 in Berlin."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from onehand.cases.recognise import promises
from onehand.cases.recognise.found import Promise
from onehand.cases.recognise.sentences import split

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=ZoneInfo("Europe/Berlin"))
# A promise and its due; two dues are two promises, None is one without.
PROMISED = """
Ich melde mich bis Freitag bei Ihnen. | 2026-03-06
Wir kommen bis Donnerstag mit einer Lösung auf Sie zu. | 2026-03-05
Ihr Ersatzgerät geht heute noch raus. | 2026-03-02
Sie bekommen morgen eine Sendungsnummer. | 2026-03-03
Sie hören am Mittwoch von uns. | 2026-03-04
Frau Berger wird Sie heute Nachmittag zurückrufen. | 2026-03-02
Der Betrag wird Ihnen innerhalb von 5 Werktagen gutgeschrieben. | 2026-03-09
Wir werden uns umgehend mit Ihnen in Verbindung setzen. | None
Ich hake bei der Spedition nach und gebe Ihnen bis 16 Uhr Bescheid. | 2026-03-02T16:00:00+01:00
Die Ersatzteile treffen am 10. März bei uns ein, danach vereinbaren wir einen Termin mit Ihnen. | 2026-03-10
Rückruf morgen 15 Uhr zugesagt. | 2026-03-03T15:00:00+01:00
Sie können sich darauf verlassen, dass wir das bis Montag klären. | 2026-03-09
Ich verspreche Ihnen, dass das Paket morgen rausgeht. | 2026-03-03
Gerne schicke ich Ihnen die Rechnung noch einmal zu. | None
Selbstverständlich erstatten wir Ihnen den vollen Kaufpreis. | None
Wir übernehmen die Kosten für den Rückversand. | None
Bitte entschuldigen Sie die Verzögerung, wir liefern am Dienstag nach. | 2026-03-03
Sie haben das Geld spätestens am 9. März auf dem Konto. | 2026-03-09
Unser Fahrer bringt den Schrank am Samstag zwischen 10 und 14 Uhr. | 2026-03-07T14:00:00+01:00
Wir stellen Ihnen bis Ende der Woche ein Ersatzgerät zur Verfügung. | 2026-03-06
Sobald mir die Antwort vorliegt, melde ich mich bei Ihnen. | None
Ich spreche heute mit dem Lager und rufe Sie danach an. | 2026-03-02
Der Techniker meldet sich eine Stunde vorher telefonisch. | None
Spätestens in zwei Wochen ist alles erledigt. | 2026-03-16
Wir haben für Sie einen Rückruf am Donnerstag um 11 Uhr eingeplant. | 2026-03-05T11:00:00+01:00
Ich habe den Techniker für Mittwoch beauftragt. | 2026-03-04
Ich lasse Ihnen die Unterlagen zukommen. | None
Wir lassen Sie nicht im Stich: Bis morgen Abend haben Sie eine Lösung. | 2026-03-03
Nach Eingang der Ware erhalten Sie innerhalb von 14 Tagen Ihr Geld zurück. | 2026-03-16
Ich nehme das in die Hand und melde mich, sobald ich mehr weiß. | None
Das Team kümmert sich darum. | None
Ein neuer Router ist bereits unterwegs und kommt am Mittwoch an. | 2026-03-04
Bis dahin melde ich mich nochmal. | None
Ich setze mich mit der Werkstatt in Verbindung. | None
Wir gehen der Sache auf den Grund. | None
Ich schaue mir das an. | None
Ihr Guthaben wird Ihnen ausgezahlt. | None
Wir werden den Fehler bis zum 15. beheben. | 2026-03-15
Zur Wiedergutmachung erhalten Sie einen Gutschein über 20 Euro. | None
Die Stornobestätigung geht Ihnen per E-Mail zu. | None
Wir reservieren das Gerät bis Samstag für Sie. | 2026-03-07
Ihre Kündigung bestätigen wir Ihnen in den nächsten Tagen schriftlich. | None
Morgen früh rufe ich als Erstes beim Hersteller an. | 2026-03-03
Am Montag sage ich Ihnen Bescheid. | 2026-03-09
Du kriegst morgen Bescheid von mir. | 2026-03-03
Ich schick dir das heute Abend rüber. | 2026-03-02
Wir tauschen Ihnen das Gerät kostenlos aus. | None
Der Kundendienst wird sich bis Mittwochmittag bei Ihnen melden. | 2026-03-04T12:00:00+01:00
Eine Kollegin aus der Buchhaltung prüft das und schreibt Ihnen bis Freitag. | 2026-03-06
Die Auszahlung veranlassen wir, sobald die Retoure eingegangen ist. | None
Ihre neue Karte liegt in spätestens fünf Werktagen in Ihrem Briefkasten. | 2026-03-09
Versand erfolgt am Donnerstag. | 2026-03-05
Antwort bis morgen 12 Uhr. | 2026-03-03T12:00:00+01:00
Die Monteure stehen am Montag um 7 Uhr vor der Tür. | 2026-03-09T07:00:00+01:00
Wir buchen die Mahngebühr zurück. | None
Ich werde mich darum kümmern, dass Sie bis Freitag eine Antwort haben. | 2026-03-06
Wir garantieren Ihnen die Lieferung bis zum 20. März. | 2026-03-20
Hiermit sichere ich Ihnen zu, dass wir den Betrag bis Ende des Monats überweisen. | 2026-03-31
Rechnen Sie mit unserer Antwort bis Donnerstag. | 2026-03-05
Sie dürfen bis Freitag mit einer Antwort rechnen. | 2026-03-06
Falls das nicht hilft, tausche ich das Gerät um. | None
Wenn der Techniker nicht kommt, rufe ich Sie persönlich an. | None
Sollten wir bis Mittwoch nichts vom Hersteller hören, schicken wir Ihnen ein neues Gerät. | None
Wir halten Sie auf dem Laufenden. | None
Die Ware verlässt morgen unser Haus. | 2026-03-03
Das erledigen wir. | None
Ihre Anfrage leite ich an die Technik weiter. | None
Wir arbeiten mit Hochdruck daran und informieren Sie, sobald die Störung behoben ist. | None
Am 9. März um 10 Uhr kommt unser Gutachter zu Ihnen. | 2026-03-09T10:00:00+01:00
Ich trage den neuen Termin ein und bestätige Ihnen diesen noch heute. | 2026-03-02
Die Heizung läuft spätestens morgen Abend wieder. | 2026-03-03
Bis Ende März ist Ihr Glasfaseranschluss fertig. | 2026-03-31
Der Elektriker schaut am Donnerstagvormittag bei Ihnen vorbei. | 2026-03-05
Grüß Gott, wir retournieren Ihnen die Kaution bis 31. März. | 2026-03-31
Ich geb dir morgen Bescheid, okay? | 2026-03-03
Deine Bestellung geht morgen auf die Reise. | 2026-03-03
Wir entschuldigen uns und spendieren Ihnen einen Monat gratis. | None
Am Freitag erfahren Sie, wie es weitergeht. | 2026-03-06
Bis zum 6. März erfolgt die Gutschrift auf Ihrem Konto. | 2026-03-06
Die Behörde stellt Ihnen den Bescheid binnen eines Monats zu. | 2026-04-02
Unsere Werkstatt hat das Rad bis Samstag repariert. | 2026-03-07
Der Schlüsseldienst ist in 30 Minuten bei Ihnen. | 2026-03-02T09:30:00+01:00
Wir melden uns wieder, sobald das Ersatzteil da ist. | None
Ihr Anliegen wird vorrangig behandelt, eine Antwort geht Ihnen bis Dienstag zu. | 2026-03-03
Ich faxe Ihnen das Formular gleich. | None
Ein Mitarbeiter unseres Hauses nimmt Kontakt mit Ihnen auf. | None
Wir nehmen die Ware selbstverständlich zurück und erstatten den Betrag. | None
Zugesagt: Montage am 12. März, 8 bis 10 Uhr. | 2026-03-12T10:00:00+01:00
Ich sorge persönlich dafür, dass Sie bis heute Abend Ihr Geld haben. | 2026-03-02
Heute noch schicke ich den Kurier los. | 2026-03-02
Gleich morgen früh gehe ich der Sache nach. | 2026-03-03
Ihre Rechnung korrigieren wir, die neue Fassung erhalten Sie bis Mittwoch. | None / 2026-03-04
Wir verzichten auf die Mahngebühr. | None
Im Laufe der nächsten Woche wird der Belag erneuert. | 2026-03-13
Bis morgen um 10 liegt Ihnen ein Angebot vor. | 2026-03-03T10:00:00+01:00
Das Gerät wird am Montag abgeholt und am Mittwoch zurückgebracht. | 2026-03-09 / 2026-03-04
Mit der Märzabrechnung bekommen Sie 15 Euro gutgeschrieben. | None
Sie erhalten von mir bis 12. März eine schriftliche Stellungnahme. | 2026-03-12
Wir haben Ihren Fall priorisiert und melden uns bis morgen Mittag. | 2026-03-03T12:00:00+01:00
Auf jeden Fall bekommst du bis Sonntag dein Geld zurück. | 2026-03-08
Mein Kollege Herr Yıldız übernimmt und meldet sich am Montag um 9 Uhr bei Ihnen. | 2026-03-09T09:00:00+01:00
Wir werden alles daransetzen, das bis Freitag zu lösen. | 2026-03-06
Ich frage beim Hersteller nach, wann das Teil kommt, und informiere Sie umgehend. | None
Kulanzhalber ersetzen wir Ihnen den Akku. | None
Nächsten Montag beginnen wir mit den Arbeiten. | 2026-03-09
Auszahlung zum 15. April. | 2026-04-15
Lieferung zugesagt für KW 11. | 2026-03-13
Wir bringen Ihnen den Ersatzwagen in einer Stunde. | 2026-03-02T10:00:00+01:00
Seien Sie versichert, dass wir den Vorfall aufklären. | None
In spätestens einer Viertelstunde ruft Sie jemand zurück. | 2026-03-02T09:15:00+01:00
Die Kontosperre heben wir heute bis 18 Uhr auf. | 2026-03-02T18:00:00+01:00
Ich werd mal schauen und meld mich. | None
Ihr Sohn bekommt am Freitag einen neuen Termin von uns. | 2026-03-06
Noch im März bauen wir die neue Anlage ein. | 2026-03-31
Ihre Eintrittskarten liegen ab 18 Uhr an der Abendkasse bereit. | 2026-03-02T18:00:00+01:00
Wir antworten Ihnen bis übermorgen. | 2026-03-04
Ihre Lieferung erreicht Sie voraussichtlich am Donnerstag. | 2026-03-05
Wir wechseln das Schloss noch heute Abend. | 2026-03-02
Den Differenzbetrag bekommen Sie zurück. | None
In zehn Minuten rufe ich noch mal an. | 2026-03-02T09:10:00+01:00
Die Versicherung zahlt bis zum 10. April. | 2026-04-10
Ich nehme heute Kontakt zum Vermieter auf und berichte Ihnen morgen. | 2026-03-02 / 2026-03-03
Ihr neuer Ausweis liegt ab dem 16. März zur Abholung bereit. | 2026-03-16
Wir haben die Spedition angewiesen, die Ware bis Donnerstag abzuholen. | 2026-03-05
Der Rückruf erfolgt zwischen 14 und 15 Uhr. | 2026-03-02T15:00:00+01:00
Heute Nachmittag kriegen Sie die Auswertung per Mail. | 2026-03-02
Ich schreibe Ihnen, sobald der Kollege aus dem Urlaub zurück ist. | None
Spätestens zum Monatsende haben Sie Klarheit. | 2026-03-31
Wir versichern Ihnen, dass die Daten bis morgen gelöscht sind. | 2026-03-03
Die fehlende Schraube legen wir der nächsten Sendung bei. | None
Ich kläre das mit der Buchhaltung, und Sie hören bis Mittwoch von mir. | None / 2026-03-04
Wir kommen dem gerne nach und löschen Ihr Konto. | None
Nach Prüfung erhalten Sie unaufgefordert eine Nachricht. | None
Innerhalb von 48 Stunden wird Ihr Zugang freigeschaltet. | 2026-03-04T09:00:00+01:00
Der Lehrling bringt Ihnen morgen früh die Brötchen. | 2026-03-03
Ich stelle Ihnen eine neue Rechnung aus. | None
Ich schicke Ihnen gleich eine E-Mail mit dem Link. | None
Wir schauen, was sich machen lässt, und melden uns. | None
Moin, wir fixen das bis heut Abend. | 2026-03-02
Ihr Hausarzt bekommt den Befund am Dienstag. | 2026-03-03
Wir setzen die Mahnung aus, bis der Fall geklärt ist. | None
Am Samstagvormittag streuen unsere Leute den Weg. | 2026-03-07
Gegen 11 bin ich bei Ihnen. | 2026-03-02T11:00:00+01:00
Um Punkt 9 Uhr steht morgen das Taxi vor Ihrer Tür. | 2026-03-03T09:00:00+01:00
Die Nachbesserung findet am 4. und 5. März statt. | 2026-03-05
Bis Mitte März ist der Umbau abgeschlossen. | 2026-03-15
Sie erhalten bis spätestens 12:00 Uhr eine Rückmeldung. | 2026-03-02T12:00:00+01:00
Wir bestellen das Ersatzteil und bauen es dann nächste Woche ein. | 2026-03-13
Selbstverständlich kümmern wir uns um die Entsorgung. | None
Den Rest erledige ich. | None
Der Vorgang wird an die zuständige Stelle übergeben und dort bis Freitag entschieden. | 2026-03-06
Auf Ihr Konto überweisen wir 120 Euro. | None
Wir entlassen Sie zum 30. April aus dem Vertrag. | 2026-04-30
Nächste Woche Dienstag um 11 Uhr sind wir bei Ihnen vor Ort. | 2026-03-10T11:00:00+01:00
Die Leitung ist um spätestens 20 Uhr wieder entstört. | 2026-03-02T20:00:00+01:00
Ihr Antrag wird bis zur KW 15 entschieden. | 2026-04-10
Wir buchen Ihnen den Flug auf Freitag um. | 2026-03-06
Die Kollegin aus dem Frühdienst wird Ihnen morgen ab 7 Uhr das Medikament bringen. | 2026-03-03T07:00:00+01:00
Ihr Fahrrad steht ab 17 Uhr fertig in der Werkstatt. | 2026-03-02T17:00:00+01:00
Servus, i meld mi morgen bei dir. | 2026-03-03
Ich hänge mich heute noch ans Telefon und kläre das. | 2026-03-02
Wir sichern Ihnen eine Antwort bis zum 20. März zu. | 2026-03-20
Der Newsletter-Versand an Ihre Adresse wird umgehend eingestellt. | None
Ihnen entstehen keine Kosten, wir tragen alles. | None
Bis auf Weiteres übernehmen wir die Mietkosten. | None
Ihre Daten werden innerhalb von 30 Tagen gelöscht. | 2026-04-01
Sie werden in den nächsten Minuten zurückgerufen. | None
Im April erhalten alle Kunden eine neue Karte. | 2026-04-30
Ihre Mutter bekommt übermorgen Besuch von unserem Pflegedienst. | 2026-03-04
Wir machen morgen einen Ortstermin um 16:15 Uhr. | 2026-03-03T16:15:00+01:00
Auf meine Nachfrage hin liefert der Hersteller am 23. März. | 2026-03-23
Die Bestätigung folgt in einer separaten Mail. | None
Ich lege Ihrem Paket eine Kleinigkeit bei. | None
Die Umschreibung nehmen wir zum nächsten Ersten vor. | 2026-04-01
Bis heute Mittag 12 Uhr haben Sie Nachricht von mir. | 2026-03-02T12:00:00+01:00
Das Zeugnis stelle ich Ihnen nächste Woche aus. | 2026-03-13
Der Hausmeister räumt heute noch den Schnee weg. | 2026-03-02
Sie erhalten Ihr Geld zurück, sobald wir den Artikel geprüft haben. | None
Ich komme gerne am Mittwoch vorbei. | 2026-03-04
Wir informieren Sie rechtzeitig über den Umbau. | None
In zwei, drei Tagen haben Sie Post von uns. | 2026-03-05
Unser Anwalt antwortet Ihnen binnen zwei Wochen. | 2026-03-16
Bis Dienstag, 18 Uhr, halten wir das Zimmer für Sie frei. | 2026-03-03T18:00:00+01:00
Die Störung beheben wir schnellstmöglich, spätestens jedoch bis morgen 8 Uhr. | 2026-03-03T08:00:00+01:00
Wir haben Ihre Bitte notiert und werden sie umsetzen. | None
Der Umzug Ihres Anschlusses erfolgt am 1.4.2026. | 2026-04-01
Ihr Konto wird morgen um Mitternacht umgestellt. | 2026-03-04T00:00:00+01:00
Sie haben in Kürze wieder Internet. | None
Wir holen das defekte Gerät bei Ihnen ab. | None
Den Link schicke ich dir gleich rüber. | None
Ich frage mal nach. | None
Ich hake da nochmal nach und gebe Laut. | None
Die Ware wird am Freitag geliefert, nicht am Donnerstag. | 2026-03-06
"""
NOT_PROMISED = """
Wenn Sie Fragen haben, melden Sie sich gern.
Wir stehen Ihnen jederzeit zur Verfügung.
Versprechen kann ich das leider nicht.
Das Paket wurde am Freitag zugestellt.
Wir haben Ihnen den Betrag am 27. Februar überwiesen.
Sie wollten sich am Montag bei uns melden.
Soll ich Sie morgen anrufen?
Passt Ihnen Donnerstag um 15 Uhr?
Unsere Hotline ist bis 18 Uhr besetzt.
In der Regel liefern wir innerhalb von drei Tagen.
Vielleicht klappt es am Freitag.
Wir würden Ihnen gern entgegenkommen.
Ich verstehe Ihren Ärger.
Vielen Dank für Ihre Geduld.
Mit freundlichen Grüßen
Ihre Bestellung vom 3. März liegt mir vor.
Ihre Bestellnummer finden Sie auf der Rechnung.
Bitte senden Sie uns das Gerät bis Freitag zurück.
Bitte überweisen Sie den Betrag bis zum 15. März.
Die Frist endet am 31. März.
Der Vertrag läuft am 30. April aus.
Das Angebot gilt bis Sonntag.
Wir können Ihnen leider keinen Termin vor Ostern anbieten.
Ich hoffe, dass die Lieferung morgen kommt.
Sie erreichen uns von 8 bis 18 Uhr.
Der Kollege ist ab Montag wieder im Haus.
Ich bin bis Freitag im Urlaub.
Anbei erhalten Sie die Rechnung.
Im Anhang finden Sie das Formular.
Wir freuen uns auf Ihren Besuch am Samstag.
Ich wünsche Ihnen einen schönen Tag.
Sie haben bis zum 15. März Zeit.
Sie müssen nichts weiter tun.
Sie haben uns am Freitag geschrieben.
Laut Sendungsverfolgung wurde das Paket heute um 10 Uhr zugestellt.
Ihr Gerät befindet sich derzeit in der Werkstatt.
Wir bitten Sie noch um etwas Geduld.
Das Gerät hat zwei Jahre Garantie.
Die Bearbeitung kann bis zu 10 Tage dauern.
Wir erstatten Versandkosten grundsätzlich nicht.
Eine Erstattung ist leider nicht möglich.
Ich kann gut nachvollziehen, dass Sie verärgert sind.
Könnten Sie uns bis morgen ein Foto schicken?
Das kann ich heute leider nicht mehr klären.
Wir prüfen derzeit Ihren Antrag.
Danke, dass Sie uns bis Mittwoch Bescheid geben.
Gut, dass Sie sich melden.
Der Ausfall dauerte von 8 bis 12 Uhr.
Ich habe Ihre Adresse geändert.
Ich habe Ihren Fall an die Fachabteilung weitergeleitet.
Gerne können Sie uns morgen anrufen.
Sie finden die Anleitung auf unserer Webseite.
Die Kollegen sind gerade in einer Besprechung.
Am Wochenende sind wir nicht erreichbar.
Haben Sie bitte noch bis Freitag Geduld.
Am Montag ist Feiertag.
Über die Erstattung entscheidet die Geschäftsleitung.
Leider ist der Artikel erst ab April wieder lieferbar.
Sie sagten, Sie würden uns am Montag anrufen.
Da haben Sie recht.
Ich danke Ihnen für den Hinweis und bitte um Entschuldigung.
Das tut mir sehr leid.
Ihre Reklamation ist bei mir in guten Händen.
Nein, das geht leider nicht.
Wir haben keinen Einfluss auf die Lieferzeiten.
Die Lieferzeit beträgt derzeit zwei Wochen.
Wir sind bemüht, Ihnen schnell zu helfen.
Ich war am Freitag nicht im Büro.
Sie hatten um Rückruf bis Montag gebeten.
Ihre Kündigung wurde zum 31. März vorgemerkt.
Der Vertrag verlängert sich automatisch am 1. April um ein Jahr.
Haben Sie den Router schon neu gestartet?
Wann passt es Ihnen?
Die Garantie endet am 12. März.
Sie dürfen das Gerät gerne behalten.
Der Bus fährt jeden Tag um 8 Uhr.
Ein Umtausch ist innerhalb von 14 Tagen möglich.
Schauen Sie gern am Samstag bei uns vorbei.
Es wäre schön, wenn Sie sich bis Freitag melden.
Ich gehe davon aus, dass das Paket am Mittwoch ankommt.
Eventuell kommt der Techniker schon am Dienstag.
Leider hat der Fahrer Sie am Montag nicht angetroffen.
Wie Sie sicher wissen, haben wir am Sonntag geschlossen.
Nach unseren Unterlagen haben Sie am 3. Februar bezahlt.
Laut Hersteller ist das Teil ab Juni lieferbar.
Die Rücksendung ist für Sie kostenlos.
Sie bekommen die Tickets an jedem Automaten.
Der Tarif kostet 20 Euro im Monat.
Wir sind für Sie da, auch am Wochenende.
Bleiben Sie gesund!
Das habe ich so an die Kollegen weitergegeben.
Der Betrag ist bereits am 27. Februar bei Ihnen eingegangen.
Ich möchte Ihnen gern helfen.
Das müsste bis Freitag klappen.
Ob die Bank das bis Montag bucht, wissen wir nicht.
Damit wir Ihnen helfen können, brauchen wir bis Freitag Ihre Unterlagen.
Wir warten noch auf die Antwort der Spedition.
Die Kosten trägt der Verursacher.
Unsere AGB finden Sie auf der Website.
Sie wurden am Freitag von uns informiert.
Mein Chef ist diese Woche im Urlaub.
Von Ihnen fehlt uns noch die Unterschrift.
Sie bekommen immer zum Monatsende eine Abrechnung.
Guten Morgen Frau Kern,
Danke für Ihre Nachricht vom 2. März.
Wir entschuldigen uns für das Versehen.
Das Ersatzteil ist leider vergriffen.
Da müssen Sie sich an die Bank wenden.
Ich kann Sie gut verstehen, auch ich warte ungern bis Freitag.
Wir hatten am Montag einen Stromausfall.
Die Ware liegt seit Freitag in der Filiale.
Könnten Sie mir sagen, ob Sie am Mittwoch zu Hause sind?
Es tut uns leid, dass Sie warten mussten.
Der Betrag ist bis zum 15. März fällig.
Das Museum öffnet um 10 Uhr.
Sie haben 14 Tage Widerrufsrecht.
Ihr Guthaben verfällt am 31. Dezember.
Ich drücke Ihnen die Daumen für Freitag.
Zahlen Sie bitte bis Montag.
Früher haben wir das am selben Tag erledigt.
Wenn Sie umziehen, müssen Sie uns das bis zum Monatsende mitteilen.
Kulanz ist hier leider nicht vorgesehen.
Solche Fälle bearbeitet eine eigene Abteilung.
Wir legen großen Wert auf Ihre Zufriedenheit.
Ein Rückruf ist heute nicht mehr möglich.
Sie hatten Glück.
Die Hotline rief Sie am Mittwoch vergeblich an.
Am 1. März wurde der Preis angepasst.
Diese Funktion gibt es bei uns nicht.
Nur so können wir Ihnen bis Freitag antworten.
Ich bin seit heute wieder da.
Schön, dass es am Dienstag geklappt hat.
Sagen Sie mir bitte, wann Sie am Donnerstag da sind.
Sie können uns montags bis freitags anrufen.
Der Termin am Donnerstag ist leider entfallen.
Unser Newsletter erscheint monatlich.
Wie versprochen, habe ich den Betrag gestern angewiesen.
Die Abteilung arbeitet heute nur bis 14 Uhr.
Ihr Paket liegt bis zum 9. März in der Filiale.
Ihre Karte ist bis März 2027 gültig.
Das ist ein Missverständnis.
Vergessen Sie bitte nicht, das Formular bis Freitag abzugeben.
Einen Liefertermin kann der Hersteller erst nächste Woche nennen.
Ein Kollege wollte Sie am Freitag anrufen.
Frühestens am Montag kann der Techniker kommen.
Ich habe das Paket eben zur Post gebracht.
Für die Reparatur fallen 40 Euro an.
Unsere Öffnungszeiten: Montag bis Freitag von 8 bis 18 Uhr.
Ich wäre Ihnen dankbar, wenn Sie mir bis Montag antworten.
Was halten Sie davon, wenn wir am Dienstag telefonieren?
Der Kundendienst hat mir gesagt, dass er am Montag da war.
Leider haben wir Ihre Mail vom Freitag übersehen.
Am Donnerstag hatte ich Sie schon einmal angeschrieben.
Nach 14 Tagen erlischt das Rückgaberecht.
Er ist ab Werk mit einem Akku ausgestattet.
Bis zum 31. März gilt noch der alte Preis.
Dazu kann ich Ihnen nichts sagen.
Das Formular bekommen Sie auf unserer Homepage.
Ihr Anruf ist uns wichtig.
Falls Sie am Freitag keine Zeit haben, sagen Sie bitte ab.
Sie müssten mir bis morgen Bescheid geben.
Wir haben lange überlegt und uns dagegen entschieden.
Im Winter schließen wir um 17 Uhr.
Ihr Vertrag wurde zum 1. März umgestellt.
Wir konnten Sie am Samstag leider nicht erreichen.
Ihnen wurde am Freitag eine Mail geschickt.
Kein Anschluss unter dieser Nummer.
Mein Name ist Timo Wagner, ich bin ab sofort für Sie zuständig.
Aktuell dauert die Bearbeitung etwa zwei Wochen.
Ich habe leider keine bessere Nachricht für Sie.
Als Entschädigung kann ich Ihnen einen Gutschein anbieten.
Möchten Sie, dass ich das bis Freitag kläre?
Ich glaube nicht, dass das bis Freitag klappt.
Vor Ihrem Urlaub schaffen wir das leider nicht mehr.
Dass Sie seit Montag warten, tut mir leid.
Es freut mich, dass die Lieferung am Samstag angekommen ist.
"""


def _found(text: str) -> list[Promise]:
    return promises.find(text, split(text, "de"), NOW, "de")


@pytest.mark.parametrize(("text", "dues"), [line.rsplit(" | ", 1) for line in PROMISED.strip().splitlines()])
def test_promised(text: str, dues: str) -> None:
    found = _found(text)
    assert [str(one.due and one.due.isoformat()) for one in found] == dues.split(" / ")
    assert all(text[one.start : one.end] == one.text for one in found)


@pytest.mark.parametrize("text", NOT_PROMISED.strip().splitlines())
def test_not_promised(text: str) -> None:
    assert _found(text) == []
