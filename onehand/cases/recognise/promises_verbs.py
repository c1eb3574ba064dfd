"""The German verbs of commitments in the forms they take."""

from __future__ import annotations

from dataclasses import dataclass

# Infinitives. A bar parts a separable verb; strong verbs bear their participle, and the third person when it changes.
_VERBS = """
ab|arbeiten; ab|bauen; ab|buchen; ab|decken; ab|dichten; ab|geben abgegeben; ab|holen; ab|klären; abklären;
ab|lesen abgelesen liest; ab|melden; ab|rechnen; ab|schalten; ab|schließen abgeschlossen; ab|senden; absenden;
ab|sprechen abgesprochen; ab|stellen; abstellen; ab|stimmen; abstimmen; abtippen; ab|ziehen abgezogen; ab|ändern;
aktivieren; aktualisieren; analysieren; an|bieten angeboten; an|fangen; an|fertigen; an|fragen; angeben;
an|kommen angekommen; an|liefern; anmahnen; an|melden; an|nehmen angenommen nimmt; annehmen; annullieren; anpassen;
an|passen; an|rechnen; an|rufen angerufen; an|schauen; an|schließen angeschlossen; an|schreiben angeschrieben;
an|sehen angesehen; anstoßen; an|stoßen angestoßen; antworten; an|weisen angewiesen; anweisen; archivieren;
arrangieren; asphaltieren; auf|arbeiten; auf|bauen; auf|füllen; auf|geben aufgegeben; auf|heben aufgehoben;
auf|klären; auf|laden; auf|lösen; auflösen; auf|nehmen aufgenommen; auf|schalten; auf|setzen; auf|spielen;
auf|stellen; aufstocken; aus|arbeiten; ausarbeiten; aus|bauen; aus|bessern; ausbezahlen; aus|bezahlen; aus|buchen;
aus|drucken; ausführen; aus|führen; aus|gleichen ausgeglichen; aushändigen; aus|händigen; aus|liefern; ausliefern;
auslösen; aus|lösen; aus|richten; ausrüsten; aus|stellen; aus|tauschen; austragen; aus|wechseln; aus|weisen;
aus|zahlen; avisieren; bauen; beantragen; beantworten; bearbeiten; beauftragen; beeilen; beginnen begonnen;
begleichen beglichen; begleiten; begutachten; behalten behalten behält; beheben behoben; bei|fügen; bei|legen;
beilegen; bekannt|geben bekanntgegeben; belassen; beliefern; benachrichtigen; benennen; beobachten; beraten;
berechnen; bereinigen; bereiten; bereit|stellen; berichten; berichtigen; beschaffen; beschleunigen; beseitigen;
besichtigen; besorgen; besprechen besprochen bespricht; bestellen; bestätigen; besuchen; betreuen; bezahlen;
bleiben geblieben; bringen gebracht; buchen; deaktivieren; deponieren; desinfizieren; dichten; dokumentieren;
dran|bleiben drangeblieben; dran|setzen; drauf|legen; draufschauen; drucken; durch|führen; durch|geben durchgegeben;
durch|gehen durchgegangen; durchklingeln; durchlaufen; durch|rufen durchgerufen; durch|sehen durchgesehen;
durch|setzen; durch|sprechen; durchstellen; durch|stellen; ein|arbeiten; ein|bauen; ein|buchen;
ein|gehen eingegangen; ein|holen; einladen; ein|lagern; ein|leiten; ein|pflegen; ein|planen; ein|reichen;
ein|richten; ein|räumen; ein|schalten; ein|setzen; ein|spielen; ein|stellen; ein|tragen eingetragen;
ein|treffen eingetroffen; einweisen; ein|zahlen; einziehen; ein|ziehen eingezogen; entfernen; entgegen|kommen;
entscheiden entschieden; entschädigen; entsenden entsandt; entsorgen; entsperren; entwerfen; entwickeln; erfolgen;
erfragen; ergänzen; erheben; erhöhen; erklären; erkundigen; erlassen erlassen erlässt; erledigen; erläutern;
ermitteln; erneuern; erreichen; erscheinen erschienen; ersetzen; erstatten; erstellen; eröffnen; eskalieren;
etikettieren; exportieren; fahren gefahren fährt; faxen; fertigen; fertig|machen; fertig|stellen; fertigstellen;
fest|setzen; folgen; formulieren; forschen; fort|setzen; fragen; frankieren; frei|geben freigegeben; frei|machen;
frei|schalten; frei|setzen; funken; fällen; füllen; geben gegeben gibt; gegen|prüfen; gehen gegangen; gewähren;
gut|machen; gut|schreiben gutgeschrieben; halten gehalten hält; heben; heraus|geben herausgegeben;
heraus|nehmen herausgenommen; heraus|schicken; herum|fragen; hinein|schauen; hin|schicken;
hinter|lassen hinterlassen; hinterlegen; hinzu|fügen; hochfahren; hoch|laden hochgeladen lädt; hoch|schicken;
hoch|stufen; holen; implementieren; informieren; inserieren; installieren; instand|setzen; instruieren; integrieren;
klingeln; klären; kommen gekommen; kontaktieren; kontrollieren; koordinieren; kopieren; korrigieren; kümmern;
kündigen; lassen gelassen lässt; legen; leiten; liefern; lokalisieren; los|schicken; löschen; lösen; machen; mahnen;
mailen; melden; messen gemessen misst; migrieren; mit|bringen mitgebracht; mit|geben; mit|nehmen mitgenommen;
mit|teilen; montieren; mähen; nach|bessern; nachbessern; nach|bestellen; nach|fassen; nach|forschen; nach|fragen;
nach|füllen; nach|gehen nachgegangen; nach|haken; nach|holen; nach|hören; nach|justieren; nach|lassen nachgelassen;
nach|liefern; nachliefern; nach|messen; nach|prüfen; nach|rechnen; nach|reichen; nach|schauen; nachschauen;
nach|schicken; nach|sehen nachgesehen; nach|senden nachgesandt; nach|steuern; nach|tragen nachgetragen; nachweisen;
nachziehen; nennen genannt; neu|starten; notieren; ordern; organisieren; orten; packen; planen; portieren;
priorisieren; programmieren; protokollieren; prüfen; publizieren; putzen; raus|fahren; rausgeben; raus|nehmen;
raus|schicken; reaktivieren; realisieren; recherchieren; reduzieren; regulieren; reinigen; rein|schauen; reparieren;
reservieren; retournieren; richten; rufen gerufen; rum|fragen; räumen; rüber|kommen; rüber|schicken; rüberschicken;
rück|erstatten; rückmelden; rück|melden; scannen; schalten; schauen; schenken; schicken; schließen geschlossen;
schreiben geschrieben; schulen; senden gesendet; senken; setzen; sicher|stellen; sichten; simsen; sorgen; speichern;
spendieren; sperren; spielen; sprechen gesprochen spricht; starten; statt|finden stattgefunden; stellen; stornieren;
storno; streichen gestrichen; streuen; säubern; tauschen; terminieren; testen; tilgen; tippen; tracken;
tragen getragen trägt; treffen getroffen trifft; treffen; tun getan tut; um|bauen; um|buchen; um|melden; um|schalten;
um|setzen; um|stellen; um|tauschen; um|ziehen; unter|bringen untergebracht; unternehmen unternommen unternimmt;
unterrichten; unterstützen; untersuchen; urgieren; veranlassen; verarbeiten; verbessern; verbinden verbunden;
verbuchen; vereinbaren; verfassen; verfolgen; vergüten; verhandeln; verkürzen; verladen;
verlassen verlassen verlässt; verlegen; ver|legen verlegt; verlosen; verlängern; vermerken; vermessen; vermitteln;
vernichten; verpacken; verrechnen; verschaffen; verschicken; verschieben verschoben; versenden versandt; versichern;
versorgen; verständigen; verteilen; vertreten; vervollständigen; verzichten; veröffentlichen;
vorbei|bringen vorbeigebracht; vorbei|gehen; vorbei|kommen vorbeigekommen; vorbei|schauen; vorbeischauen;
vor|bereiten; vorbereiten; vor|legen; vor|liegen; vor|merken; vormerken; vor|nehmen vorgenommen nimmt; vor|ziehen;
wechseln; weiter|geben weitergegeben; weiter|helfen weitergeholfen; weiter|leiten; weiter|verfolgen; wenden gewandt;
whatsappen; widerrufen widerrufen; wieder|her|stellen wiederhergestellt; wiederherstellen; wiederholen;
wieder|kommen; wieder|melden; wiegen; zahlen; zeigen; zu|arbeiten; zu|gehen zugegangen; zu|kommen zugekommen;
zukommen; zu|mailen; zu|ordnen; zuordnen; zurück|bekommen; zurück|bringen zurückgebracht; zurück|buchen;
zurück|erstatten; zurückfahren; zurück|geben zurückgegeben; zurückhalten; zurück|holen; zurück|kommen zurückgekommen;
zurück|legen; zurück|melden; zurück|nehmen zurückgenommen; zurück|rudern; zurück|rufen zurückgerufen;
zurück|schicken; zurück|senden zurückgesandt; zurück|setzen; zurück|stellen; zurück|treten; zurück|zahlen;
zurück|ziehen zurückgezogen; zusagen; zusammen|fassen; zusammen|stellen; zu|schicken; zu|senden zugesandt;
zu|sichern; zu|stellen; zu|weisen zugewiesen; zählen; ändern; öffnen; überarbeiten; überdenken;
übergeben übergeben übergibt; überholen; übermitteln; übernehmen übernommen übernimmt; überprüfen; überreichen;
übersenden übersandt; übersetzen; überwachen; überweisen überwiesen; an|gucken; an|reisen; an|rücken;
aus|messen ausgemessen misst; befüllen;
beschriften; beschäftigen; dahinter|klemmen; dran|hängen; durch|rechnen; entriegeln; entstören; gravieren; gucken;
heraus|suchen; intervenieren; kalibrieren; kleben; kompensieren; kürzen; lackieren; los|fahren; los|senden; monieren;
nach|drucken; nach|produzieren; nach|rüsten; nähen; polieren; raus|suchen; regeln; reklamieren; rück|fragen;
rück|vergüten; rückvergüten; schleifen; suchen; um|rüsten; verknüpfen; vorbei|fahren; vor|sprechen;
zurück|überweisen; zurücküberweisen; zusammen|führen; versuchen; ab|bestellen; ab|wickeln; abwickeln; an|legen;
anlegen; behandeln; decken; dekorieren; durch|messen durchgemessen misst; einfrieren; entlüften; erfassen; impfen;
kochen; mit|liefern; mit|schicken; mit|senden mitgesandt; nach|fordern; nach|versichern; operieren; pausieren;
rückabwickeln; servieren; spülen; verzinsen; zu|teilen; zuteilen
"""
# "ich meld mich": first persons without their ending; others would be nouns ("Mail", "Plan").
_COLLOQUIAL = frozenset(
    [
        "guck",
        "regel",
        "meld",
        "mach",
        "kümmer",
        "ruf",
        "schick",
        "bleib",
        "schau",
        "frag",
        "prüf",
        "klär",
        "hol",
        "komm",
        "schreib",
        "leit",
        "lass",
        "bring",
        "stell",
        "setz",
        "überweis",
        "erledig",
        "versuch",
        "geb",
        "geh",
        "nehm",
        "guck",
        "kläre",
        "tausch",
        "reparier",
        "änder",
        "kontaktier",
        "informier",
        "storniere",
        "stornier",
        "check",
        "tu",
    ]
)
_INSEPARABLE = ("be", "ver", "er", "ent", "zer", "ge", "über", "unter", "hinter", "wider", "wieder")


@dataclass(frozen=True, slots=True)
class Forms:
    finite: frozenset[str]  # present, first and third person, both numbers; also colloquial ("meld", "mach")
    infinitives: frozenset[str]
    participles: frozenset[str]
    preterites: frozenset[str]  # of weak verbs


def _forms() -> Forms:
    finite: set[str] = set()
    infinitives: set[str] = set()
    participles: set[str] = set()
    preterites: set[str] = set()
    for entry in _VERBS.replace("\n", " ").split(";"):
        written, *more = entry.split() or [""]
        if not written:
            continue
        particle, bar, base = written.rpartition("|")
        particle = particle.replace("|", "") if bar else ""
        stem = base[:-2] if base.endswith("en") else base[:-1]
        third = (
            more[1]
            if len(more) > 1
            else stem + ("et" if stem[-1:] in "td" or stem.endswith(("chn", "ffn", "dn")) else "t")
        )
        first = stem + "e"
        if base.endswith(("ern", "eln")):
            first = base[:-3] + base[-2:-1] + "e" if base.endswith("eln") else stem + "e"
        for form in (base, first, third, *((stem,) if stem in _COLLOQUIAL else ())):
            finite.add(form)
            if particle:
                finite.add(particle + form)
        infinitives |= {particle + base, f"{particle}zu{base}" if particle else base}
        ge = (
            ""
            if base.endswith("ieren")
            or (not particle and base.startswith(_INSEPARABLE))
            or (particle and base.startswith(("be", "ver", "er")))
            else "ge"
        )
        ending = "et" if stem[-1:] in "td" or stem.endswith(("chn", "ffn")) else "t"
        if not more:
            preterites |= {stem + ending + "e", stem + ending + "en", particle + stem + ending + "e"}
        participles.add(more[0] if more else f"{particle}{ge}{stem}{ending}")
    finite -= {
        "mess",
        "heb",
        "treff",
        "leit",
        "legt",
        "nenn",
        "geb",
        "trag",
        "find",
        "storno",
        "fall",
        "halt",
        "dien",
        "land",
        "rein",
        "drucks",
        "finden",
        "finde",
        "findet",
        "liegen",
        "liege",
        "liegt",
        "folge",
    }
    past = frozenset(preterites) - finite - infinitives
    return Forms(frozenset(finite), frozenset(infinitives), frozenset(participles), past)


FORMS = _forms()
