"""The German words from which the rules about blame are made: parts of patterns, with umlauts."""

from __future__ import annotations

import re

from onehand.cases.recognise.questions_plain import fold_pattern


def rule(pattern: str) -> re.Pattern[str]:
    """Written with umlauts, read in the plain form."""
    return re.compile(fold_pattern(" ".join(pattern.split())))


YOU = r"(?:sie|du)"
HAVE = r"(?:haben|hatten|hast|hattest)"
WRONG = (
    r"(?:falsch|fehlerhaft|unrichtig|unkorrekt|inkorrekt|ungültig|veraltet|verkehrt|unleserlich|unlesbar"
    r"|unvollständig"
    r"|ungenau|mangelhaft|unbrauchbar|verspätet|abweichend|unzureichend)(?:e[nrsm]?)?"
)
# What comes from the customer; deliveries, orders, invoices and goods come from us.
THEIRS = (
    r"(?:[\w-]{0,40}(?:adresse|anschrift|kontonummer|kontodaten|bankverbindung|angaben?|eingaben?|kopien?|scans?"
    r"|fotos?"
    r"|bild(?:er)?|aufnahmen?|unterlagen?|dokumente?|formulars?|antrags?|nachweise?|ausweis(?:kopie)?|passwort|nummer"
    r"|postleitzahl|plz|unterschrift|verwendungszweck|kündigung|widerruf|zahlung|überweisung|rücksendung|meldung"
    r"|maße?n?|messung|datei(?:en)?|anhang|zugangsdaten|code|vollmacht|bescheinigung|attest|daten|behauptung|aussage"
    r"|darstellung|annahme|berechnung|rückmeldung|reaktion|mitwirkung|iban|bic|name|schreibweise|quittung|kaufbeleg"
    r"|belege?|zählerstand|ablesung|einsendung|abmeldung|anmeldung|registrierung|reklamation|mängelanzeige|pflege"
    r"|montage|handhabung|bedienung|nutzung|lagerung|verpackung|auswahl|größenwahl|konfiguration|einstellung(?:en)?))"
)
DID = (
    r"(?:angegeben|eingegeben|eingetragen|hinterlegt|mitgeteilt|genannt|übermittelt|gesendet|gesandt|geschickt"
    r"|verschickt|zugeschickt|zugesandt|eingereicht|hochgeladen|ausgefüllt|ausgewählt|gewählt|bestellt|gekauft"
    r"|gemessen|ausgemessen|abgemessen|abgelesen|montiert|aufgebaut|zusammengebaut|angeschlossen|installiert"
    r"|eingestellt|bedient|behandelt|gelagert|geschrieben|getippt|eingetippt|notiert|abgeschrieben|überwiesen|bezahlt"
    r"|verwendet|benutzt|genutzt|beantwortet|gegeben|gemacht|adressiert|frankiert|beschriftet|verpackt|beantragt"
    r"|unterschrieben|gebucht|angeklickt|angekreuzt|berechnet|eingesetzt|eingebaut|gereinigt|gepflegt|gedrückt"
    r"|konfiguriert|registriert|angemeldet|entsorgt|gebohrt|zugeschnitten|gelesen|verstanden)"
)
# Any other participle, but of what one merely notices, tells or undergoes.
ANY = (
    r"(?!gesehen|bemerkt|entdeckt|gemeldet|beanstandet|reklamiert|festgestellt|erkannt|gezeigt|beschrieben"
    r"|geschildert"
    r"|angesprochen|verdient|gehabt|gewünscht|erwartet|gebraucht|befürchtet|vermutet|gelitten|geholfen|behalten"
    r"|bewiesen"
    r"|gewesen|geworden|erklärt|genossen|gesprochen|gefragt)"
    r"(?:hinterlegt|\w{0,14}ge\w{2,16}(?:t|en)|(?:ver|be|er|ent|zer|über|miss|unter|wider)\w{3,18}(?:t|en)"
    r"|\w{3,16}iert)"
)
OMITTED = (
    r"(?:unterschrieben|ausgefüllt|beigefügt|beigelegt|angehängt|angegeben|mitgeteilt|gemeldet|eingereicht"
    r"|eingesendet"
    r"|eingesandt|zurückgeschickt|zurückgesendet|zurückgesandt|retourniert|bezahlt|gezahlt|beglichen|überwiesen"
    r"|beachtet"
    r"|gelesen|befolgt|geprüft|kontrolliert|eingehalten|wahrgenommen|bestätigt|aktualisiert|abgeholt|gekündigt"
    r"|widerrufen|reagiert|geantwortet|geöffnet|aufgemacht|vorgelegt|nachgereicht|dokumentiert|reklamiert|storniert"
    r"|abgesagt|frankiert|eingelöst|eingegeben|hinterlegt|aufgehoben|aufbewahrt|gesichert|gekühlt|entfernt"
    r"|freigegeben"
    r"|angerufen|zurückgerufen|geachtet|abgeschickt|erschienen|gekommen|bereitgestellt|ausgehändigt|zugeschickt"
    r"|zugesandt|zugesendet|geschickt|gesendet|genannt|verschlossen|abgeschlossen|angezeigt)"
)
NOT_IN_ORDER = (
    r"(?:unleserlich|unlesbar|nicht (?:\w+ )?(?:lesbar|leserlich|zu lesen|zu erkennen|zu entziffern|korrekt|richtig"
    r"|vollständig|gültig|ausreichend|eindeutig|nachvollziehbar|unterschrieben|rechtzeitig|fristgerecht|plausibel)"
    r"|(?:schlecht|kaum|schwer) (?:lesbar|leserlich|zu lesen|zu erkennen)|unvollständig|fehlerhaft|falsch|inkorrekt"
    r"|ungültig|unbrauchbar|unzureichend|unscharf|verwackelt|zu (?:dunkel|klein|unscharf|spät|ungenau)|verspätet"
    r"|verfristet|veraltet|mangelhaft|widersprüchlich|abgeschnitten|verschmiert|ohne unterschrift|unwahr|unwirksam"
    r"|nicht innerhalb der frist|(?:erst )?nach (?:ablauf der|der) frist|nach fristablauf|außerhalb der frist)"
)
SENT_IN = (
    r"(?:eingereicht|eingesandt|eingesendet|hochgeladen|beigefügt|übermittelt|angegeben|genannt"
    r"|zurückgesandt)e[nrsm]?"
)
THEIR = (
    rf"(?:ihr(?:e[nmrs]?)?|dein(?:e[nmrs]?)?|(?:die|der|das|den|dem) (?:von (?:ihnen|dir) \w{{3,30}}|{SENT_IN}"
    r"|(?=rücksendung|retoure|kündigung|widerruf|[\w-]{2,30} vonihnen)))"
)
FAULT = (
    r"(?:[\w-]{0,20}fehler[sn]?|irrtums?|problems?|ursachen?|grund|schuld|verschuldens?|verantwortung"
    r"|versäumnis(?:se)?"
    r"|schadens?|verzögerung|missverständnis|störung)"
)
WITH_THEM = (
    r"(?:(?:bei|an) (?:ihnen|dir)|auf (?:ihrer|deiner) seite|auf seiten des kunden|beim kunden"
    r"|in (?:ihrem|deinem) (?:\w+)?bereich|(?:bei|an|in) (?:ihre[mnr]|deine[mnr]) [\w-]{3,40})"
)
