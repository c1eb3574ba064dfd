"""The words by which German commits, and takes commitments back. The rules over them are in `promises_de`."""

# ruff: noqa: SIM905 (word lists read better as text)
from __future__ import annotations

import re

from onehand.cases.recognise.gated import Gated
from onehand.cases.recognise.promises_clauses import Joints
from onehand.cases.recognise.promises_verbs import FORMS

THIRD = frozenset(
    "kommt kommen geht gehen folgt folgen erfolgt erfolgen trifft treffen verlässt verlassen startet "
    "starten beginnt findet finden steht stehen liegt liegen"
    " erreicht erreichen ist sind haben hast habt hat gibt bringt bringen holt holen liefert liefern "
    "schaut schauen sieht erscheint wartet läuft gilt tritt fällt landet wird werden endet schickt sendet ruft"
    " meldet übernimmt macht stellt baut setzt nimmt fährt fahren hält schreibt zieht passiert geschieht "
    "funktioniert".split()
)
VERBS = THIRD | frozenset(
    "werde werd wird wirst werdet kann können könnte könnten darf dürfen dürfte möchte möchten würde "
    "würden muss müssen soll sollen sollte sollten will wollen wollte wollten"
    " habe hab hat hatte hatten ist bin war waren wurde wurden erhalten erhältst bekommen bekommst "
    "kriegen kriegst kriegt hören hörst bekommt erhält danke danken bitte bitten freue freuen hoffe "
    "hoffen wünsche"
    " wünschen weiß wissen sehe sehen verstehe verstehen helfe helfen hilft findet brauche brauchen "
    "braucht bedauere bedauern tut lautet heißt beträgt dauert kostet betrifft warte warten wartet "
    "nutzen nutze empfehle empfehlen".split()
)
JOINTS = Joints(
    coordinators=frozenset("und sowie aber doch sondern jedoch".split()),
    conditions=frozenset(
        "wer wenn falls sobald sofern sollte sollten sollten solange nachdem bevor ehe bis als während obwohl "
        "weil da damit indem".split()
    )
    - {"bis", "da"},
    that=frozenset(("dass", "daß", "ob")),
    relatives=frozenset(
        "der die das den dem deren dessen welche welcher welches was wer wo wie warum weshalb wann woran".split()
    ),
    cuts=frozenset(),
    finite=FORMS.finite | FORMS.participles | VERBS,
    closing=frozenset(
        "wird werden hat haben habe ist sind wurde wurden kann können soll sollen will wollen muss müssen "
        "hatte hatten war waren".split()
    ),
    negations=frozenset("nicht kein keine keinen".split()),
)
WILL = frozenset("werde werden werd wird wirst werdet".split())
SELF = frozenset(("sich",))
THEN = frozenset("dann danach anschließend daraufhin".split())
OBJECTS = frozenset("ihnen sie dir dich uns mich auch".split())
LOYAL = Gated(
    r"nicht (?:hängen|im stich|allein)"
    r"|\b(?:passier\w*|gescheh\w*|geschieht|kommt)\b.{0,20}\bnicht (?:wieder|noch ein|nochmal"
    r"|mehr)(?! so (?:schnell|leicht))"
    r"|\bnicht (?:wieder|noch einmal|nochmals?|mehr) (?:passier|vorkomm|gescheh)"
)
FOLLOWS = Gated(
    r"\b(?:ge(?:ht|hen) .{0,60}\braus|folgt|folgen|erfolgt|erfolgen|kommt|geht raus|geht (?:ihnen"
    r"|dir) .{0,200}zu)\b"
)
ELSEWHERE = Gated(
    r"auf unserer (?:home|web|inter)|im (?:shop|laden|handel)|an (?:der|jeder|jedem) \w+(?:kasse|automaten?)"
    r"|am schalter|unter www"
)
GOES_TO = Gated(r"\bge(?:ht|hen) (?:[\w-]+ +){0,6}zu\b")
THEIR_TIME = Gated(r"\b(?:zeit|frist|geduld|widerruf\w*|gelegenheit|möglichkeit|anspruch|anrecht)\b")
YOU_WILL_FIND = Gated(
    r"\b(?:werden|wirst) (?:sie |du )?.{0,40}(?:feststellen|merken|finden|sehen|benötigen|brauchen|verstehen"
    r"|müssen|können)\b"
)
AFTER_ALL = Gated(r"\b(?:werden? .{0,200}(?:prüf|meld|schick|send|klär)|bescheid)")
WE = frozenset("ich wir man i".split())
YOU = frozenset("sie du".split())
TO_YOU = frozenset("ihnen dir euch sie dich".split())
STAFF = Gated(
    r"\b(?:kolleg\w*|team|techniker\w*|monteur\w*|fahrer\w*|fahrdienst|hausmeister\w*|hauswart\w*"
    r"|handwerker\w*|kurier\w*|bote|spedition|spediteur"
    r"|abteilung|fachabteilung|buchhaltung|chef\w*|vorgesetzte\w*|mitarbeiter\w*|kundenbetreuer\w*"
    r"|sachbearbeiter\w*|berater\w*|service\w*|kundendienst|kundenservice|support|lager|versand|werkstatt"
    r"|zentrale"
    r"|filiale|leitung|geschäftsleitung|geschäftsführ\w*|teamleit\w*|abteilungsleit\w*|verwaltung"
    r"|hausverwaltung|paketdienst|dienstleister|partner|hersteller|lieferant|gutachter\w*|installateur\w*"
    r"|elektriker\w*|schlosser\w*|klempner\w*"
    r"|entwickl\w*|it|technik|redaktion|vertrieb|praxis|ordination|frau \w+|herr \w+|müllabfuhr"
    r"|unser\w* [\wäöüß-]+|mein\w* [\wäöüß-]+|jemand|schadenabteilung|rechtsabteilung|disposition|logistik"
    r"|einsatzleitung|sachverständige\w*|außendienst\w*|spezialist\w*|expert\w*|ableser\w*|notdienst|bauleiter\w*"
    r"|gärtner\w*|maler\w*|tischler\w*|schreiner\w*|dachdecker\w*|schornsteinfeger\w*|netzbetreiber|zusteller\w*"
    r"|heizungsbauer\w*|servicepartner|kundenberatung|fachberater\w*|messdienst|reinigungsdienst|umzugsteam"
    r"|aufmaßteam)\b"
)
# "Die Reinigung erfolgt mittwochs": every week.
RECURRING = frozenset("montags dienstags mittwochs donnerstags freitags samstags sonntags wochentags werktags".split())
THE_DAYS = re.compile(r"\bdes (?:mon|diens|donners|frei|sams|sonn)tags\b|\bdes mittwochs\b")
# Whose doings we do not promise.
OTHERS = re.compile(
    r"\bvon (?:ihrer|ihrem|deiner|deinem) (?:bank|hausbank|versicherung|vermieter\w*|krankenkasse|arbeitgeber"
    r"|händler|anwalt)\b|"
    r"\b(?:polizei|gerichte?|staatsanwaltschaft|finanzamt|gesetzgeber|regierung|bundesnetzagentur|zoll"
    r"|ihre (?:bank|hausbank|krankenkasse|hausverwaltung)|ihr (?:vermieter|nachbar|arzt|anwalt|händler|arbeitgeber)) "
    r"(?:wird|werden|will|muss|soll|entscheidet)\b|^\W*ihre? (?:nachbar\w*|bank|hausbank|vermieter\w*|frau|mann"
    r"|sohn|tochter|anwalt"
    r"|anwältin|schwester|bruder|mutter|vater|kollegin|kollege|mieter\w*|freund\w*|eltern)\b"
    r"(?!.*\b(?:von uns|unser\w*|bekommt|erhält|bekommen|erhalten)\b)"
)
# "Geben Sie mir zwei Tage, dann haben Sie eine Antwort."
GIVE_ME = Gated(r"\b(?:geb(?:en|t)|gib|lass(?:en)?) (?:sie )?(?:mir|uns)\b|\bgeduld\w*\b|\bdauert\b")
# "wurde für KW 12 eingeplant": a day that lies ahead, which is blanked in the text.
PUT_DOWN = Gated(r"\b(?:für|auf)(?: den| die)?\s{3,}")
# "Wir freuen uns, Ihnen am 20. März die Küche liefern zu dürfen."
GLAD_TO = Gated(r"\bfreu\w* (?:mich|uns|wir uns|ich mich)\b")
IT_DOES = Gated(
    r"\b(?:sie|er|es) \w+t\b|\b(?:ist|wird|geht|kommt|liegt|steht|trifft|bekommt|erreicht|folgt) (?:sie|er|es)\b"
)
EXPECT = Gated(
    r"\b(?:rechnen|stellen) sie (?:\w+ )?(?:mit|sich auf) (?!.*(?:verzöger|wartezeit|einschränk|störung|ausf[aä]ll"
    r"|kosten))"
    r"|\b(?:können|dürfen|kannst|darfst) (?:sie|du)\b.{0,80}\b(?:erwarten|rechnen|zählen)\b"
    r"|\b(?:sie (?:können|dürfen)|du (?:kannst|darfst))\b.{0,80}\b(?:erwarten|rechnen|zählen)\b"
)
NEGATION = frozenset(
    "nicht nie niemals kein keine keinen keinem keiner keinerlei nichts niemand weder nimmer kaum".split()
)
HARMLESS_NOT = Gated(
    r"(?:berechn|verlang)\w* (?:wir|ich) (?:ihnen|dafür|hierfür|dir)\b.{0,30}\b(?:nicht|nichts|kein\w*)"
    r"|nicht (?:nur|später|länger als|lange|zuletzt|mehr lange)|keine (?:sorge|frage|angst)|kein problem"
    r"|nicht vergess|vergess\w* .{0,30}nicht|lasse\w* .{0,40}nicht (?:hängen|warten|im stich)"
)
MODAL = frozenset(
    "kann können könnte könnten könntest könnt kannst darf dürfen dürfte dürften möchte möchten würde "
    "würden würdest wollte wollten müsste"
    " müssten muss müssen musst hätte hätten wäre wären konnte konnten könne bräuchte bräuchten dürfe "
    "sei wäre soll sollst sollen solle durfte mag mögen müsst sollte sollten wollen will".split()
)
PAST = frozenset(
    """
    wurde wurden war waren hatte hatten hattest hatten's wollten wollte sagte sagten schrieb schrieben kam kamen
    ging gingen bekam fuhr fuhren gab gaben rief riefen nahm nahmen stand standen lag lagen fand fanden hielt
    hielten ließ ließen sah sahen sprach sprachen traf trafen bat baten dachte dachten brachte brachten wusste
    wussten tat taten fiel fielen zog zogen erhielt erhielten bekamen hörte hörten dauerte dauerten freute
    freuten
    """.split()
)
AUX = frozenset("habe haben hat hab ist sind bin seid".split())
GENERAL = Gated(
    r"\b(?:in der regel|grundsätzlich|normalerweise|üblicherweise|gewöhnlich|meist|meistens|generell"
    r"|immer(?! noch)|stets|regelmäßig|täglich|(?<!auf )(?<!in )jede[mnrs]?(?! fall)"
    r"|ausschließlich|prinzipiell|erfahrungsgemäß|im normalfall|für gewöhnlich|typischerweise"
    r"|skonto|standardmäßig|öffnungszeiten|geöffnet|geschlossen haben|für sie da"
    r"|erreichbar|in den meisten fällen|im durchschnitt|durchschnittlich|im allgemeinen|automatisch jeden"
    r"|bei (?:regen|schnee|sturm|gewitter|frost|glätte|hitze)|aufpreis|gegen (?:eine )?gebühr|nur (?:gegen|bei|mit"
    r"|nach|wenn|solange)"
    r"|rund um die uhr|ganzjährig|laut gesetz|laut agb|oft|häufig|manchmal"
    r"|jederzeit|von jeher|seit \d+"
    r"|seit jeher|sonst immer)\b"
)
NOW = Gated(
    r"\b(?:gerade|derzeit|momentan|aktuell|zurzeit|zur zeit|im moment|augenblicklich|bereits|nach wie vor"
    r"|noch immer|immer noch|seit|schon länger|im augenblick|eben)\b"
)
HEREBY = Gated(
    r"\b(?:anbei|hiermit(?! (?:bestätigen|sichern|sagen|verpflichten)(?!.{1,40}(?:eingang|erhalt"
    r"|kündigung)))|im anhang|beigefügt|beiliegend|anliegend|in der anlage|mit dieser (?:e-?mail|mail"
    r"|nachricht)|mit diesem schreiben|als anlage|angehängt)\b"
)
MAYBE = Gated(
    r"\b(?:vielleicht|eventuell|evtl|möglicherweise|unter umständen|womöglich|gegebenenfalls|ggf"
    r"|theoretisch|hoffentlich|unverbindlich|am liebsten|vermutlich|wahrscheinlich)\b"
)
COURTESY = Gated(
    r"\b(?:freu\w*|dank\w*|bedank\w*|bitt(?:e|en)|wünsch\w*|hoff\w*|entschuldig\w*|bedauer\w*"
    r"|steh\w* .{0,60}verfügung|schätz\w*|grüß\w*|verbleib\w*|gratulier\w*|empfehl\w*|rate|raten"
    r"|schlage vor|vorschlag\w*"
    r"|versteh\w*|glaub\w*|denk\w*|find(?:e|en) (?:es|das)|nehmen? .{0,40}\bernst|tut (?:mir|uns)|bemüh\w*"
    r"|begrüß\w*|willkommen|viel (?:spaß|freude|erfolg)|alles gute|schöne[snr]? (?:tag|abend|wochenende"
    r"|feiertage|gruß|grüße)|gern geschehen|wart(?:e|en|et)|daumen|wert auf|benötig\w*|brauch\w*|erwart\w*"
    r"|stehen? (?:ihnen |dir |wir |ich |euch )*(?:gern|jederzeit|selbstverständlich|natürlich)|weiß|wissen"
    r"|(?:ich|wir) meinen?|kenn\w*|seh(?:e|en) (?:ich|wir|sie|dass|gerade)|haften|schuld\w*|gehören?|sehen gerne"
    r"|davon aus|vertrau\w*)\b"
)
HELP = Gated(r"\b(?:helf\w*|hilft|weiterhelf\w*|unterstütz\w*|berat\w*|beantwort\w*|da sein|seite)\b")
GLAD = Gated(r"\b(?:gern|gerne|jederzeit|natürlich|selbstverständlich|bei fragen|fragen)\b")
RECEIVE = frozenset(
    "erhalten erhältst erhalte bekommen bekommst kriegen kriegst kriegt hören hörst bekommt erhält erfahren".split()
)
RECEIVED = re.compile(
    r"\b(?:von (?:uns|mir|unser\w*|meine\w*|der|dem|einem|einer)|zurück|wieder|geld|gutschrift|gutschein"
    r"|erstattung|ersatz\w*|\w{1,20}(?:bestätigung|rechnung|unterlagen|abrechnung|schreiben|bericht|karte)"
    r"|e-?mail|mail|nachricht|rückmeldung|bescheid|antwort|bestätigung|rechnung|brief"
    r"|post|anruf|sms|link|neue[nrs]?|code|unterlagen|retourenlabel|etikett|angebot|info\w*|anschreiben"
    r"|schreiben|per post|paket|entschädigung|tracking\w*|sendungsnummer)\b"
)
DEPEND = Gated(
    r"\b(?:versproch\w*|verspreche|verspricht|garantier\w*|zusage|zugesagt|zusicher\w*|zugesichert"
    r"|zusichern|versicher\w*|sicher(?:e|n) (?:ich |wir )?(?:ihnen|dir)? ?zu|sage ihnen zu|sagen ihnen zu"
    r"|mein wort|ehrenwort|verlass\w*|rechnen|verpflicht\w*|bestätig\w*|zu[zs]u?sagen|seien sie (?:sicher"
    r"|versichert|gewiss))\b"
)
SCHEDULED = Gated(
    r"\b(?:eingeplant|vereinbart|vorgemerkt|eingetragen|terminiert|reserviert|angesetzt|vorgesehen|geplant"
    r"|zugesagt|beauftragt|notiert|angekündigt|disponiert|fest eingeplant|eingetaktet|bestätigt|gebucht|umgebucht"
    r"|verschoben|verlegt|festgelegt|gelegt)\b"
)
FIXED = Gated(
    r"\b(?:mach(?:e|en)? (?:ich|wir)|wird (?:sofort |umgehend |gleich )?(?:gemacht|erledigt)|geht klar"
    r"|bleib\w*(?: \w+)? dran|dranbleib\w*|kümmer\w* (?:ich |wir )?(?:mich|uns)|nehm\w* (?:ich "
    r"|wir )?(?:mich|uns)|nehm\w* .{0,30}in die hand|auf dem laufenden|im auge|bescheid"
    r"|lass\w* .{0,60}(?:zukommen|wissen|hören|zuteil)|in verbindung|in kontakt|auf (?:sie|dich) zu"
    r"|sag(?:e|en) (?:ich |wir )?(?:ihnen|dir)\b.{0,80}\bzu\b|setz\w* (?:mich|uns)|hak\w* nach"
    r"|seh(?:e|en) (?:ich |wir )?zu\b|ist so gut wie erledigt|gehe? .{0,30}nach|sorge (?:dafür"
    r"|tragen))\b"
)
OURS = Gated(
    r"\b(?:lieferung|nachlieferung|versand|paket|ware|sendung|ersatz\w*|bestellung|gerät|neue[rsn]?"
    r"|erstattung|rückerstattung|gutschrift|gutschein|geld|betrag|auszahlung|überweisung|zahlung|rechnung"
    r"|schlussrechnung|bestätigung|antwort|rückmeldung|rückruf|anruf"
    r"|mail|e-mail|email|brief|bescheid|unterlagen|vertrag|umstellung|freischaltung|aktivierung|reparatur"
    r"|montage|installation|austausch|update|hotfix|termin|ablesung|konto|karte|anschluss|zugang\w*"
    r"|änderung|korrektur|stornierung|kündigung|abholung|begutachtung|angebot|kostenvoranschlag|muster"
    r"|retoure\w*|label|post|info\w*|ergebnis\w*|prüfung|techniker\w*|nummern?|leitung|bescheinigung"
    r"|messprotokoll|palette|zustellung|entschädigung|neulieferung|rücksendeetikett|versandetikett|wartung"
    r"|störungsbeseitigung|inbetriebnahme|nachricht|gutachten|einbau|umbau|tausch|ersatzteil|schrank|sofa"
    r"|möbel|artikel|produkt|tisch|bett|schlüssel|bericht|protokoll|alles)\b"
)
READY = Gated(
    r"\b(?:bei ihnen|bei dir|bei euch|fertig|erledigt|da|bereit|abholbereit|wieder|zurück|vor ort|behoben"
    r"|verfügbar|online|im (?:postfach|briefkasten)|auf (?:ihrem|deinem|dem weg)|zur abholung"
    r"|abgeschlossen|freigegeben|unterwegs|in der post|vom tisch)\b"
)
NOMINAL = Gated(
    r"\b(?:rückruf|rückmeldung|antwort|lieferung|nachlieferung|erstattung|rückerstattung|versand"
    r"|gutschrift|zusage|zugesagt|auszahlung|überweisung|reparatur|montage|abholung|austausch|bearbeitung"
    r"|klärung|prüfung|angebot|ersatz\w*|bescheid|info|zustellung|technikertermin|termin|anruf|erledigung|liefertermin"
    r"|abholtermin|montagetermin|ersatztermin|zustelltermin|liefertag"
    r"|umstellung|versendung|ersatzlieferung|neulieferung|freischaltung|retourenlabel|bestätigung"
    r"|entscheidung|update|korrektur|stornierung|rückzahlung|nachbesserung|einbau|ergebnis|wiedervorlage"
    r"|fertigstellung|zusendung|übergabe|besichtigung|entsendung|storno|rücksendung|unterlagen|mail"
    r"|email|freigabe|genehmigung|einrichtung|ausstellung|auslieferung|entstörung|aktivierung|abschaltung)\b"
)
NO_NOMINAL = Gated(r"\b(?:ihr\w*|dein\w*|danke|vielen|betreff|vom|leider|bitte|frist|uhrzeit|datum)\b")
IMPERATIVE = re.compile(
    r"(?:bitte|melden sie|rufen sie|schicken sie|senden sie|schauen sie|kommen sie|teilen sie|geben sie"
    r"|lassen sie|prüfen sie|wenden sie|nennen sie|achten sie|beachten sie|denken sie|nehmen sie"
    r"|machen sie|warten sie|haben sie|gehen sie|am besten)\b"
)
GOVERNOR_NO = Gated(
    r"\b(?:hoff\w*|glaub\w*|denke|vermut\w*|kann sein|könnte|möglich|weiß|wissen|vorschlag\w*|schlage"
    r"|wünsch\w*|schade|leid|bedau\w*|versteh\w*|bewusst|sehe|gesehen|gesagt|nicht|kein\w*|geschrieben"
    r"|mitgeteilt|gebeten|bitte\w*|erwart\w*|wollten|würde|freu\w*|ärger\w*|schön|gut|richtig|stimmt"
    r"|gehört|gelesen|zufrieden|nehme an|gehe davon aus|gehen davon aus|damit rechnen)\b"
)
CUSTOMER_SAID = Gated(
    r"\b(?:sie|du) (?:uns |mir )?(?:hatten|hattest|wollten|wolltest|sagten|schrieben|zugesagt|versprochen"
    r"|angekündigt)|wie (?:von ihnen|sie|du)\b"
)
CERTAIN_MODAL = Gated(
    r"\b(?:(?:darf|kann|können|dürfen) (?:ich |wir |ihnen |dir |jetzt |schon |heute )*.{0,40}(?:zusichern"
    r"|zusagen|versprechen|garantieren|versichern|bestätigen|mitteilen)|(?:können|dürfen|kannst"
    r"|darfst) (?:sie |du |sich |dich |bis |gern |fest |also )*.{0,60}(?:rechnen|verlassen|zählen|ausgehen"
    r"|erwarten|freuen))\b"
)
WISH = frozenset("würde würden hätte hätten wäre wären könnte könnten möchte möchten wollte".split())
INFINITIVE_END = re.compile(r"\b\w{2,}(?:en|ern|eln)\b")
PARTICIPLE = re.compile(
    r"(?!\w*bereit\Z)(?:\w*ge\w{2,}(?:t|en)|(?:be|ver|er|ent|zer|über|unter|wider|wieder)\w{2,}(?:t|en)"
    r"|\w{3,}iert|\w{2,}(?:be|ver|er|ent)\w{2,}(?:t|en))\Z"
)
WEAK_PASSIVE = frozenset(
    "geprüft bearbeitet berechnet benötigt überprüft verarbeitet gespeichert genannt erhoben behandelt".split()
)
STATIVE = frozenset(
    "habe haben bin sind weiß wissen kenne kennen sehe sehen verstehe verstehen liege liegen stehe heiße "
    "heißen arbeite arbeiten bitte bitten danke danken wünsche wünschen hoffe hoffen freue freuen".split()
)
ASSURANCE = Gated(r"\b(?:mein wort|versprochen|verlassen|versprech\w*|fest zugesagt|ehrenwort|garantiert)\b")
ZU = re.compile(r"\b(?:zu \w+n|\w+zu\w+en)\Z")
CLOSED = Gated(
    r"\b(?:büro|filiale|geschäft|laden|hotline|praxis|telefon\w*|service|wir|schalter|werk"
    r"|lager) .{0,60}(?:geschlossen|geöffnet|besetzt|erreichbar)\b|\b(?:ist|sind|haben) (?:wir"
    r"|unser\w*) .{0,60}(?:geschlossen|geöffnet|besetzt|erreichbar)\b"
    r"|\b(?:schließen|öffnen) wir\b"
)
SEVERAL = Gated(
    r"\b(?:kollegen|techniker|monteure|mitarbeiter\w*|fahrer|handwerker|berater|experten|spezialisten"
    r"|leute|jungs|kolleginnen)\b"
)
PLURALS = FORMS.infinitives | frozenset(
    "finden sehen erreichen brauchen benötigen haben sind nutzen verwenden warten zahlen wählen klicken "
    "gehen bestellen".split()
)
LASTING = Gated(
    r"\b(?:geschlossen|hauptsaison|feiertag|urlaub|büro|frist|gültig|läuft ab|fällig|gilt|gelten"
    r"|läuft (?:noch|weiter)|vertrag\w* (?:läuft|laufen)|läuft .*aus|laufen .*aus|im haus|im dienst|im büro"
    r"|zahlbar|kostet|automatisch|verlängert sich"
    r"|(?:garantie|gewährleistung|vertrag\w*|tarif|abo\w*|angebot|aktion|gutschein) läuft|zieh(?:t"
    r"|en) .{0,60}\bum\b|öffnet|öffnen|schließt|arbeitet|arbeiten|fliegt|abflug|abfahrt|spielt|tagt|wartezeit"
    r"|liegt .*(?:filiale|paketshop|packstation)|museum|konzert|festival|\w*schlussverkauf|ausverkauf|messe|zug"
    r"|verfällt|öffnungszeiten|endet|saison"
    r"|abgelaufen)\b"
)
# A sentence without any of these promises nothing.
CUES = (
    FORMS.finite | FORMS.infinitives | FORMS.participles | THIRD | RECEIVE
    | frozenset("sollte sollten dürfte dürften müsste müssten wird werden werde werd wirst zusage zugesagt".split())
    | frozenset("versprochen dran sage sagen sichern".split())
    | frozenset(NOMINAL.pattern[5:-3].split("|"))
)  # fmt: skip
# Without a time what is done, or is so and so, promises nothing.
UNTIMED = (CUES | WE) - (FORMS.participles - FORMS.finite) - frozenset(
    "ist sind hat haben hast habt steht stehen gibt gilt".split()
) | (frozenset("versprochen zugesagt unterwegs dran weg".split()))
AHEAD = WE | WILL | RECEIVE
# "…, melden wir uns gern": what is offered in case of questions is courtesy, unless a day is named.
IN_CASE = Gated(
    r"\b(?:sollten (?:sie|du)|solltest du|wenn (?:sie|du)|falls (?:sie|du)|haben sie|hast du|bei)\b[^,.]{0,40}"
    r"(?:\bfragen|rückfragen|etwas brauch|hilfe b|hilfe benötig|unterstützung b|anliegen|unklar)"
)
# "Der Fahrer meinte, er komme am Montag": somebody else said it.
THEY_SAID = re.compile(
    r"(?<!\bich )(?<!\bwir )\b(?:meinten?|sagten?|behaupteten?|erklärten?|versicherten?|schrieben?|erwähnten?|betonten?"
    r"|deuteten? an|kündigten? an|teilten? (?:uns |mir )?mit|(?:wurde|war) (?:ihnen|dir) .{0,40}(?:versprochen"
    r"|zugesagt)"
    r"|(?:ihnen|dir) (?:wurde|war) .{0,40}(?:versprochen|zugesagt))(?! (?:ich|wir)\b)[^.;:,]{0,20}[,:]?\s*\Z"
)
# What is said or is so at this moment: "ich nehme an", "wir weisen Sie darauf hin", "ich beziehe mich auf …".
STATING = Gated(
    r"\b(?:nehme (?:ich )?an|nehmen (?:wir )?an)\W*\Z|\b(?:komme|kommen) (?:ich |wir )?(?:aus|zurück auf)\b"
    r"|\b(?:lese|lesen|frage mich|fragen uns|gebe zu|geben zu|gestehe|räume ein|räumen ein)\b"
    r"|\b(?:suche|suchen) (?:ich |wir )?(?:noch|weiterhin|gerade|derzeit)\b"
    r"|\b(?:teile|teilen) (?:ich |wir )?(?:ihnen|dir|euch) (?:hiermit |dazu |daher |heute )*mit\W*\Z"
    r"|\b(?:weise|weisen)\b.{0,40}\bhin\b|\b(?:berechne|berechnen)\b(?!.{0,40}\b(?:nicht|nichts|kein\w*|neu"
    r"|noch einmal)\b)"
    r"|\b(?:beziehe|beziehen) (?:ich |wir )?(?:mich|uns)\b|\b(?:gehe|gehen) (?:ich |wir )?(?:von|davon)\b.{0,60}\baus\b"
    r"|\b(?:möchte|möchten) (?:ich |wir )?(?:nur |kurz )?(?:wissen|anmerken|hinweisen)\b"
)
# Without a day also: "ich schreibe Ihnen wegen der Rechnung".
WHY_NOW = Gated(r"\b(?:schreibe|schreiben|melde|melden|wende|wenden)\b.{0,30}\b(?:wegen|weil|aufgrund|hinsichtlich)\b")
# "Ich schlage vor, wir telefonieren am Freitag."
PROPOSED = re.compile(r"\b(?:schlag\w*\b.{0,20}\bvor|(?:mein|unser) vorschlag)\b[^.;:,]{0,20}[,:]?\s*\Z")
# "Wir sind bestrebt, Ihre Anfrage bis Freitag zu beantworten."
AIM = Gated(
    r"\b(?:(?:sind|bin) (?:\w+ )?(?:bestrebt|bemüht)|bemühe?n? (?:wir |ich )?(?:uns|mich)|(?:setze?n?"
    r"|tue?n?) (?:wir |ich )?"
    r"alles|versuche?n? (?:ich|wir)|(?:ich|wir) versuche?n?|(?:ich|wir) (?:strebe?n?|plane?n?)|(?:strebe?n?"
    r"|plane?n?) (?:ich"
    r"|wir)|haben? (?:ich |wir )?(?:uns|mir) vorgenommen|haben? (?:ich |wir )?vor)\b"
)
# "Das Geld sollte bis Freitag da sein": meant to be, as long as it is not the customer who should.
SHOULD = Gated(
    r"(?<!\bsie )(?<!\bdu )\b(?:sollten?|dürften?|müssten?)\b(?! (?:sie|du|man)\b)"
    r"|\b(?:sie (?:sollten|dürften|müssten)|(?:sollten|dürften|müssten) sie)\b.*\b(?:haben|erhalten|bekommen"
    r"|hören)\W*\Z"
)
# "Ich drücke beim Lager aufs Tempo": any verb, as long as it is done for the customer or right away.
DEED = re.compile(
    r"\b(?:ich|wir) ([a-zäöüß]{2,}(?:e|en))\b|\b([a-zäöüß]{2,}(?:e|en)) (?:ich|wir)\b"
    r"|\bich ([a-zäöüß]{3,}(?:ck|g|k|pp|tz|ss|ll))\b"
)
DEED_FOR_YOU = Gated(
    r"\b(?:ihnen|dir|euch|für (?:sie|dich|euch)|gleich|sofort|umgehend|noch (?:mal|einmal)|nochmals?|direkt"
    r"|unverzüglich|persönlich"
    r"|selbstverständlich|natürlich|kostenlos|auf unsere kosten)\b"
)
NO_DEED = frozenset(
    """
    achte achten ahne alle arbeite arbeiten bedaure bedauern bedauere befinde befinden befürchte behandeln behalte
    behalten bekomme bekommen benötige benötigen berechnen bestehe bestehen bevorzuge beziehe beziehen biete bieten
    bitte bitten brauche brauchen danke danken das denke denken die diese eine einen einige empfehle empfehlen
    entnehme entnehmen entschuldige entschuldigen erhalte erhalten erinnere erinnern erkenne erkennen erlaube
    erlauben ersehe erwarte erwarten finde finden freue freuen fühle fühlen führe führen fürchte gehöre gehören
    genieße glaube glauben gratuliere gratulieren gönne habe haben halte halten handeln handele heiße heißen hoffe
    hoffen höre hören ihre ihnen kenne kennen keine lebe leben leide lese lesen liege liegen lege legen meine meinen
    merke merken möchte mag mögen muss müssen nutze nutzen rate raten schulde schlage schlagen schätze schätzen sehe
    sehen seine sitze sitzen sollen spüre stehe stehen stimme stimmen suche suchen teile teilen trage treffen vergebe
    verbleibe verbleiben verfüge verfügen verkaufe verkaufen vermisse vermute vermuten verstehe verstehen verweise
    verweisen vermieten vertrete vertreten vertraue vertrauen verwende verwenden verzeihe viele warte warten weise
    weisen wette wisse wissen wohne wohnen wolle wollen wünsche wünschen würde würden zähle zweifle zweifele gerne
    gern welche könne können werde werden heute wiederhole wiederholen weigere dürfe dürfen erlebe erleben verdiene
    verdienen gebe geben wäre wären hätte hätten könnte könnten müsste müssten sollte sollten wollte wollten dachte
    dachten lasse lassen nehme nehmen bin sind war waren
    """.split()
)
YOU_KNOW = Gated(r"\b(?:wissen sie|weißt du)\b")
# "Den Rest erledigt mein Kollege."
THAT_THING = Gated(
    r"\b(?:mein|unser)\w*\b.*\b(?:das|es|dies|den rest|alles weitere)\b|\b(?:das|es|dies|den rest"
    r"|alles weitere) \w+t (?:gern |für sie )?(?:mein|unser)"
)
BY_POST = Gated(
    r"\b(?:kommt|kommen)\b.{0,40}\b(?:per (?:post|mail|e-?mail|kurier|sms)|mit (?:der|separater|getrennter) post"
    r"|separat|gesondert)\b"
    r"|\b(?:ist|sind)\b.{0,40}\b(?:unterwegs|auf dem weg) zu (?:ihnen|dir|euch)\b"
)
OPINION = Gated(
    r"\bhalten? (?:ich|wir) .{0,40}\bfür (?!sie\b|dich\b|euch\b)|\b(?:ich|wir) halten? .{0,40}\bfür (?!sie\b|dich\b"
    r"|euch\b)"
    r"|\bbehalten? (?:wir |ich )?(?:uns|mir) .{0,40}\bvor\b"
)
# What the customer, or somebody at home, should do; or what should have been done.
THEIR_PART = Gated(
    r"\b(?:jemand|bei uns|an uns|bezahlt|beglichen|ausgefüllt|unterschrieben|zurückgeschickt|zurückgesandt"
    r"|überwiesen)\b"
    r"|\b\w{3,}(?:t|en) worden sein\b"
)
ASSUMED = Gated(
    r"\b(?:dürfte|dürften|müsste|müssten)\b.{0,80}\b(?:\w*ge\w{2,}(?:t|en)|(?:ver|be|er|zer)\w{3,}(?:t|en)|worden) "
    r"(?:sein|haben)\W*\Z"
)
PUT_OFF = Gated(
    r"\b(?:eigentlich|ursprünglich|inzwischen|mittlerweile|bereits|schon|nicht|kein\w*|(?:bekommen"
    r"|erhalten|gehört) haben)\b"
)
# "Ihr neuer Liefertermin ist der 10. März."
NEW_DAY = re.compile(
    r"\b(?:(?:liefer|abhol|montage|zustell|ersatz|ausweich|einbau|installations|reparatur|techniker|ablese"
    r"|umzugs)?termin"
    r"|liefertag|zustelltag) (?:ist|lautet|wäre|steht)\b"
)
# "nicht am Mittwoch, sondern am Freitag": only the second is said.
NOT_BUT = Gated(
    r"\bnicht (?:schon |erst |mehr |wie \w+ )?(?:am|bis|um|im|in|zum|heute|morgen|übermorgen|diesen?"
    r"|nächsten?|kommenden?"
    r"|ab|den|per|mit)\b[^.;:]{0,40}?\bsondern\b"
)
REPORTED = Gated(
    r"\b(?:hat|haben) (?!(?:uns|mir)\b)(?:\w+ ){0,3}?(?:angekündigt|gesagt|mitgeteilt|versprochen|behauptet"
    r"|erklärt)\b"
)
SAME_THING = re.compile(r"\b(?:dafür sorg|dann|sorgen? (?:ich|wir) dafür\Z|versprochen\Z)")
# What goes on with the promise before: its day, or the thing it speaks of ("…; in drei Wochen ist es bei Ihnen").
LEAD_IN = re.compile(r"\W*(?:ich|wir) kümmer\w* (?:mich|uns) (?:gern |gerne |sofort |gleich )?(?:darum|drum)\W*\Z")
REFERS = re.compile(
    r"\W*(?:(?:er|es|das|diese[rs]?)\b|sie \w+t\b|[^,;]{0,40}\b(?:ist|wird|geht|kommt|liegt|steht|trifft) (?:sie|er"
    r"|es)\b)"
)
