"""The words with which German drafts request something or say what they need."""

from __future__ import annotations

import re

from onehand.cases.recognise.asks_kinds import Cues
from onehand.cases.recognise.questions_plain import fold_pattern

# How the verbs of giving begin in "senden Sie".
GIVE = tuple(
    fold_pattern(
        """
    send übersend zusend einsend nachsend schick mail fax nenn teil gib geb übermittel übermittl lass reich lad leg füg
    häng verrat sag schreib beschreib schilder erläuter erklär bestätig hinterlass hinterleg ergänz trag füll
    unterschreib unterzeichn fotografier mach nimm nehm notier knips überlass stell führ such les ruf halt bring
    besorg buchstabier wiederhol informier skizzier tipp whatsapp sms antwort meld prüf schau gehen miss mess vermerk
    dokumentier leit weis präzisier konkretisier wähl entscheid überprüf film diktier korrigier vervollständig
    erzähl zeig
    """
    ).split()
)
_GIVEN = (
    r"(?:(?:zu|ein|nach|über|mit|hoch|bei|an|zurück|zusammen)?-?(?:ge)?(?:zu)?(?:senden|schicken|mailen|faxen|nennen"
    r"|teilen|geben|übermitteln|lassen|reichen|laden|legen|fügen|hängen|stellen)|mitteilen|mitzuteilen|angeben"
    r"|anzugeben"
    r"|durchgeben|verraten|sagen|schreiben|beschreiben|schildern|erläutern|erklären|bestätigen|hinterlassen|ergänzen"
    r"|eintragen|nachtragen|ausfüllen|auszufüllen|unterschreiben|unterzeichnen|fotografieren|machen|aufnehmen"
    r"|anfertigen|notieren"
    r"|überlassen|buchstabieren|vorlegen|vorzulegen|nachweisen|hochladen|nachreichen|einreichen|beilegen|beifügen"
    r"|anhängen|mitschicken|mitsenden|weiterleiten|bereithalten|wiederholen|vervollständigen|überprüfen"
    r"|zusammenstellen|präzisieren|benennen|erfahren|bekommen|haben|zukommen|informieren|aufschreiben|vorbeibringen"
    r"|mitbringen|retournieren|antworten|nachliefern|mitliefern|diktieren|vorlesen|dalassen|abschreiben)"
)
# "(Bitte) senden Sie", where the verb of an order may stand; before "uns" or "mir" also further inside.
ORDER = re.compile(
    r"n(?: ?'?s'?| sie)(?!\w)(?! (?:sich|an der|wieder|dazu)(?!\w))( (?:uns|mir|bitte|doch bitte|einfach)(?!\w))?"
)
ORDER_WORDS = ("n sie", "'s", "n s'", "ns ")
BEFORE_ORDER = (
    *(f"{mark} " for mark in ".,;:!?)-–"),
    *(
        f" {word} "
        for word in (
            "bitte",
            "dann",
            "einfach",
            "und",
            "gern",
            "gerne",
            "auch",
            "doch",
            "danach",
        )
    ),
    " am besten ",
)
# Requests: "gib mir mal", "Bitte IBAN angeben", "Ich bitte um Zusendung"; each with
# beginnings of words of which one must occur before the pattern is tried.
REQUESTS = (
    (
        frozenset(
            (
                "gib",
                "schi",
                "send",
                "nenn",
                "sag",
                "sage",
                "schr",
                "teil",
                "lad",
                "lade",
                "mach",
                "mail",
                "verr",
                "lass",
                "haen",
                "foto",
                "gebe",
                "uebe",
            )
        ),
        Cues(
            r"(?:gib|schicke?|sende?|nenne?|sage?|schreibe?|teile?|lade?|mach|verrate?|lass|häng|fotografier|mail)"
            r" (?:mir|uns|mal|doch|bitte|einfach|kurz|es|noch|ein|eine|die|den|das|deine?)",
            r"(?:und|oder|,) (?:nennen|schicken|senden|geben|schreiben|teilen|mailen|sagen|übermitteln)"
            r" (?:uns|mir|sie mir)",
        ),
    ),
    (
        frozenset(("bitt", "ersu", "erbi", "baet", "gebe")),
        Cues(
            r"eine (?:kleine |kurze |letzte |weitere )?bitte(?: noch| (?:habe|hätte|haben|hätten) (?:ich"
            r"|wir) noch)?(?=:)",
            rf"bitte(?: [\w/.,'-]+){{1,14}}? {_GIVEN}",
            r"(?:bitte|bitten|bittet|ersuche|ersuchen|erbitte|erbitten|bäte|bäten)(?: (?:ich|wir|sie|dich|euch|daher"
            r"|noch|deshalb|freundlich|höflich|nochmals?|hiermit|ausserdem|auch|dazu|dafür|hierzu|hierfür"
            r"|zunächst))* um(?! (?:\w+ )?(?:geduld|verständnis|entschuldigung|verzeihung|nachsicht|beachtung|etwas"
            r"|ein wenig|ein bisschen|kenntnisnahme|vertrauen|diskretion|rücksicht))",
            r"(?:bitte|bitten|ersuchen|ersuche)(?: (?:ich|wir|sie|dich|euch|daher|noch|deshalb|freundlich|höflich"
            r"|nochmals?|hiermit|darum))*,? .{0,120}?(?:zu \w+|\w+zu(?:geben|senden|schicken|teilen|reichen|laden|fügen"
            r"|legen|füllen|stellen))",
            r"(?:möchte|möchten|würde|würden|muss|müssen|darf|dürfen|dürfte|dürften|wollte|wollten)(?: [\w-]+){0,8}?"
            r" bitten",
            r"um (?!etwas geduld|geduld|ihr verständnis|verständnis|entschuldigung)(?:[\w-]+ ){1,8}?(?:bitten?|gebeten"
            r"|ersucht?e?n?)",
        ),
    ),
    (frozenset(("her",)), Cues(r"(?:immer |nur |also |einfach )?her (?:damit|mit (?:den?|der|dem|ihr\w*))")),
    (
        frozenset(("einf", "nur", "jetz", "noch")),
        Cues(
            r"(?<=\A )(?:einfach|nur noch|jetzt noch|jetzt nur noch|noch) (?:die |ihre? |eine? "
            r"|den )?[\w-]*(?:nummer|iban|foto"
            r"|bild|adresse|anschrift|datum)"
        ),
    ),
    (
        frozenset(("frag", "erku")),
        Cues(
            r"(?:muss|müssen|müsste|müssten|möchte|möchten|darf|dürfen|dürfte|würde|würden|wollte)(?: \w+){0,5}? nach"
            r"(?: [\w-]+){1,8}? (?:fragen|erkundigen)"
        ),
    ),
    (
        frozenset(("wenn", "fall", "soba", "sofe")),
        Cues(
            rf"(?:wenn|falls|sobald|sofern) (?:sie|du) (?:uns|mir)?(?: [\w/'-]+){{0,14}}? (?:{_GIVEN}|könnten|würden"
            r"|haben|könntest|schickst|sendest|nennst|gibst)"
        ),
    ),
    (
        frozenset(("uns", "mir")),
        Cues(
            r"(?:müssten|müssen|sollten|können|könnten|dürfen|würden|mögen|möchten|wollen) sie (?:uns"
            rf"|mir)(?: [\w/'-]+){{0,14}}? {_GIVEN}",
            r"(?:sie|du) (?:müssten|müssen|sollten|können|könnten|müsstest|könntest|kannst|brauchen nur)(?: bitte| dazu"
            rf"| dafür| nur| noch)* (?:uns|mir)(?: [\w/'-]+){{1,14}}? {_GIVEN}",
        ),
    ),
)
# Who needs it: we, somebody of ours or somebody who acts for us.
STAFF = (
    r"(?:(?:der|die|das|mein\w*|unser\w*) )?(?:koll\w+|techniker\w*|monteur\w*|fahrer\w*|spedition|spediteur"
    r"|werkstatt|technik"
    r"|hersteller|versicherung|kundendienst|\w*abteilung|buchhaltung|lager|bank|gutachter\w*|handwerker|netzbetreiber"
    r"|lieferant|paketdienst|paketbote|zusteller\w*|kurier|dienstleister|system|versorger|rechtsabteilung|logistik"
    r"|disposition|sachbearbeiter\w*|servicepartner|vermieter|hausverwaltung|behörde|amt)"
    r"|unser\w* \w+"
)
# "benötigen wir noch", "mir fehlt", "wäre hilfreich".
NEED = Cues(
    r"(?:uns|mir) (?:liegt|liegen) (?:[\w-]+ ){1,6}?(?:nicht|noch nicht|nie) vor",
    r"(?:hätte|hätten|müsste|müssten|möchte|möchten|würde|würden) (?:ich|wir)(?: [\w-]+){0,6}? (?:gern|gerne|wissen"
    r"|gebraucht|benötigt|erfragen|erfahren|noch|haben)",
    r"(?:kann|können|komme|kommen|lässt|geht|darf|dürfen)(?: [\w-]+){0,6}? ohne (?:die|ihre?n?|eine?n?|deine?n?|den"
    r"|das)",
    r"(?:ist|sind) (?:für (?:uns|mich)|noch) (?:[\w-]+ ){1,5}(?:wichtig|interessant|entscheidend)",
    r"(?:brauch|bräucht|brauchat|benötig)e? (?:i|ma|mir|mer)",
    r"(?:sobald|wenn|falls) (?:uns|mir) (?:ihr\w*|dein\w*|die|der|das|ein\w*) [\w ]{3,60}(?:vorliegt|vorliegen"
    r"|vorläge)",
    r"ohne (?:die |ihre |eine |angabe |nennung )+[\w-]+(?: \w+){0,3}? (?:kann|können|kommen|geht|lässt|ist)",
    rf"(?:brauch|benötig|bräucht|benöt)(?:e|en|ten|te|t)?(?: \w+)?? (?:ich|wir|{STAFF})",
    rf"(?:ich|wir|{STAFF})(?: \w+){{0,4}}? (?:brauch|benötig|bräucht|vermiss)(?:e|en|ten|te|t|end)?",
    r"(?:wird|werden|würde|würden|wäre|wären|ist|sind)(?: [\w/.-]+){0,6}? (?:benötigt|gebraucht|erforderlich"
    r"|notwendig|nötig|hilfreich|nützlich|vonnöten)",
    r"(?:würde|würden|wäre|wären)(?: [\w/.-]+){0,6}? (?:praktisch|wichtig|gut|prima|toll|ideal|super|interessant"
    r"|lieb|nett|fein|klasse)",
    r"(?:würde|würden)(?: [\w/.-]+){0,6}? (?:erleichtern|helfen|weiterhelfen|beschleunigen|genügen|reichen|ausreichen"
    r"|weiterbringen)",
    r"(?:interessant|wichtig|entscheidend|praktisch|nützlich|gut) (?:wäre|wären)",
    r"(?:benötigt|gebraucht|erforderlich|hilfreich|notwendig|nötig) (?:wird|werden|würde|wäre|wären|ist|sind)",
    r"(?:fehlt|fehlen|fehlte|fehlten)(?: (?:uns|mir|noch|nur|leider|aber|allerdings|dafür|lediglich|jetzt|hier|dazu"
    r"|nun|in|im|auf|ihr\w*|der|die|das|antrag|formular|bestellung|eine|ein))*",
    r"(?:hilft|helfen|hülfe|würde\w* [\w ,]*helfen|weiterhelfen|vermisse|vermissen|ausstehend|steht noch aus"
    r"|stehen noch aus|liegt uns (?:leider )?noch nicht vor|liegen uns (?:leider )?noch nicht vor|auf ihre"
    r"|angewiesen)",
    r"(?:ich|wir) (?:hätte|hätten|müsste|müssten|würde|würden|möchte|möchten|muss|müssen|darf|dürfen|warte"
    r"|warten)(?: \w+){0,4}? (?:gern|gerne|wissen|fragen|erfragen|auf|bitten|erfahren|noch)",
)
