"""German questions without their mark, told by the place of the verb: second behind a question word, or first."""

from __future__ import annotations

import re

from onehand.cases.recognise.questions_de_idle import is_idle, stripped
from onehand.cases.recognise.questions_plain import any_in, fold_pattern, one_of, pieces

_PARTICLE = (
    r"(?:denn|genau|eigentlich|nun|bitte|jetzt|aber|überhaupt|schon|noch|bitteschön|endlich|also|um himmels willen"
    r"|um gottes willen|zum teufel|zum kuckuck|konkret|ungefähr|etwa|wohl|nur|bloß|dann|alles|sonst|sonst noch|so|ca|"
    r"frühestens|spätestens|da|hier) "
)
_SUBJECT = (
    r"(?:ich|i|wir|sie|se|ihr|er|es|man|du|das|des|dös|dat|dies|diese|dieser|dieses|der|die|d'\w+|ein|eine|mein"
    r"|meine|mei|meim|unser|unsere|ihre"
    r"|euer|eure|eur|dein|deine|jemand|irgend\w+|kein|keine|alle|alles|noch|schon|auch|denn|eigentlich|nun|jetzt"
    r"|bitte|bei"
    r"|für|in|im|beim|da|dort|hier|mir|mich|uns|ihnen|euch|dafür|dabei|dazu|etwas|was|nu|überhaupt|bereits|nicht"
    r"|endlich|am|"
    r"zu|zur|zum|mit|auf|von|vom|ca|sowas|den|dem|pro|herr|frau|\d\S*)"
)
_BE = (
    r"(?:ist|is|isch|isses|sind|san|sen|sinn|war|waren|wäre|wären|hat|hot|het|haben|hab|habe|habt|händ|hend|hon"
    r"|hatte|hätte|hätten|wird|wirds|wird's"
    r"|werd|werde|werden|werdet|wurde|wurden|würde|würden|kann|ka|chan|kann's|können|könnt|könnte|könnten|chönd|chönt"
    r"|konnte|muss|müssen|müsst|müsste|mues|darf|dürfen|dürfte|soll|sollen|sollte|sollten|söll|will|wollen|wollt"
    r"|möchte|möchten"
    r"|mag)"
)
_DO = (
    r"(?:kommt|kummt|kimmt|chunt|chunnt|kommen|komm|komme|bleibt|bleiben|steht|stehen|gibt|gibts|gibt's|git|git's"
    r"|geht|gehts|geht's|gahts|goht|gehen|gehe|geh|läuft"
    r"|laufen|lauft|liegt|liegen|lag|kostet|kosten|koscht|kost|dauert|dauern|gilt|gelten|passiert|passt|reicht"
    r"|stimmt|bekomme|bekomm|bekommt"
    r"|bekommen|krieg|kriag|kriege|kriegt|kriegen|chumi|erhalte|erhalten|erhält|mache|mach|machen|macht|tun|tut"
    r"|brauche|brauch"
    r"|brauchen|braucht|finde|find|finden|findet|heisst|heissen|bedeutet|funktioniert|funktionieren|lautet|lauten"
    r"|öffnet"
    r"|öffnen|schliesst|schliessen|zahle|zahl|zahlt|zahlen|bezahle|bezahlt|sehe|seh|sieht|siehts|sieht's|schaut"
    r"|schaut's|schauts|fehlt|fehlen|gehört"
    r"|gehören|beginnt|beginnen|endet|enden|startet|hängt|verhält|melden|meldet|meldest|rufen|ruft|liefert|liefern"
    r"|schickt|schicken|versendet"
    r"|versenden|erreiche|erreicht|trifft|treffen|findet|fährt|fahren|fliegt|kriegt|buchen|bucht|bieten|bietet"
    r"|storniere|kündige|kann|ändere|änder"
    r"|stelle|stell|lade|logge|registriere|melde|schicke|schick|sende|send|unterscheidet|unterscheiden|zieht|ziehen"
    r"|berechnet"
    r"|berechnen|lässt|lassen|wohnt|spricht|haftet|übernimmt|bearbeitet|verkauft|führt|wirkt|lohnt|besteht|bestehen"
    r"|nehme|nimmt|nehmen|setzt|werdet"
    r"|hört|meint|meinen|schuldet|schulde|sagt|sagen|holt|holen|braucht's|brauchts|taugt|empfehlen|empfiehlt"
    r"|gedenken|beabsichtigen|"
    r"akzeptiert|akzeptieren|erfolgt|erfolgen|verläuft|verbleibt|verbleiben|benötige|benötigt|benötigen|eignet"
    r"|enthält|entsteht|entstehen|rechnet)"
)
_VERB = rf"(?:{_BE}|{_DO})"
_PREPOSITION = r"(?:ab|bis|seit|von|für|an|auf|in|mit|bei|aus|zu|nach|um|unter|über|durch|wegen|gegen|vor)"
_WHEN = (
    r"(?:wann|wanns|wänn|wann's|warum|weshalb|wieso|weswegen|wo|wos|wohin|woher|woran|worauf|wofür|wozu|womit"
    r"|wodurch|worin|wobei|wovon|worum|wonach|woraus|was|wos|"
    r"wer|wen|wem|wem seine|wieviel|wie|wia|wievielte|wat)"
)
# What cannot stand between "wie" and the verb of a direct question.
_NO_DEGREE = (
    r"(?:man|ich|sie|ihr|wir|er|es|du|das|der|die|den|dem|ein\w*|mein\w*|dies\w*|unser\w*|ihr\w*|euer|eure|sich|uns"
    r"|mich|mir|in|im|am|auf|bei|mit|beim|von|vom|zu|zum|so|nach|ob|dass"
    r"|gesagt|besprochen|gewünscht|vereinbart|erwähnt|immer|bereits|schon|oben|telefonisch|angekündigt|bekannt"
    r"|üblich|versprochen|beschrieben|geschrieben|erbeten|gehabt|folgt)"
)
# "wann genau kommt", "wie lange dauert", "welche farben gibt", "bis wann muss"
_SECOND = re.compile(
    fold_pattern(
        rf"(?:{_PREPOSITION} )?(?:"
        rf"{_WHEN} (?:{_PARTICLE}){{0,3}}{_VERB}(?!\w)"
        rf"|wie (?!{_NO_DEGREE} )[\w-]+ (?:[\w-]+ )?{_VERB} (?!hab|bin|ist|war|wird)\w"
        rf"|(?:wieviel\w*|welche?[rsnm]?|was für|wessen|wievielen|wie viele?) (?:(?!{_VERB} "
        rf"|{_NO_DEGREE} )[\w'&/.-]+ ){{1,4}}{_VERB} \w"
        rf"|(?:wann|warum|weshalb|wieso|wo|wohin|woher|was|wer|wen|wem|wofür|wozu|womit) (?:{_PARTICLE}){{0,2}}"
        r"(?!(?:die|eine|meine|ihre|diese|keine|alle|sie|ge\w+t|ver\w+t|be\w+t|er\w+t|ein\w+t|ange\w+|bereits|mit"
        r"|erst|jetzt|fast|meist|wirklich|nicht|echt) )"
        r"\w{2,}(?:e|t|en|st) (?:ich|i|wir|sie|ihr|man|er|es|du|denn|eigentlich|mein\w*|euer|eure|dein\w*)(?!\w)"
        r"|(?:warum|wieso|weshalb) (?:nicht|keine?|so)(?: \w+){0,3}\Z"
        r"|(?:und )?was ist (?:jetzt |nun |denn |eigentlich |los |daraus |aus |mit )"
        r"|was (?:nun|jetzt|tun)\Z"
        r")"
    )
)
# Not questions although they begin like one: "Wie besprochen kommt …", "Was mich ärgert, ist …" and free relatives.
_NOT_SECOND = one_of(
    r"wie (?:(?:schon|bereits|telefonisch|eben|gestern|heute|vorhin|oben|soeben|immer|gesagt|bekannt|üblich"
    r"|folgt) ?)*"
    r"(?:besprochen|gesagt|gewünscht|vereinbart|erwähnt|angekündigt|beschrieben|geschrieben|abgemacht|versprochen"
    r"|erbeten"
    r"|verlangt|bekannt|üblich|immer|telefonisch|gefordert|mitgeteilt|erwartet|befürchtet|gehabt|folgt|so oft|schon"
    r"|bereits)",
    r"wie (?:ich|sie|wir|man|du|ihr|er) ",
    r"was soll'?s|wieso auch immer|warum auch immer|was auch immer|wie auch immer",
    r"was (?:mich|uns|sie|ich|wir|mir|ihnen|sehr|auch|bedeutet dass|zur folge|dazu führt|leider|natürlich|wiederum"
    r"|nicht)\b",
    r"(?:wer|was) (?:[\w]+ ){1,6}(?:der|das|dem|den) ",
)
# "Bekomme ich …", "Ist mein Paket …", "Gibt es …", "Könnt ihr …"
_FIRST = re.compile(
    fold_pattern(
        rf"(?:{_BE} {_SUBJECT}(?!\w)"
        rf"|(?:{_DO}) (?:es|das|des|dat|der|die|mein\w*|ihr|ihre|unser\w*|man|denn|eigentlich|auch|jemand|schon|noch"
        rf"|ein\w*|bei|hier|si|sich) "
        r"|geht (?:das|es|des|dat|si|auch|hier|denn|ihr|man|sowas) |(?:gibt|gibts|gibt's|git'?s|gehts|geht's|besteht"
        r"|bestünde|stimmt|stimmt's|reicht|bleibt|lohnt) (?!nicht|leider|weiter|kein|gar|klar|in )\w+"
        r"|(?:\w{2,}e|hab|bin|kann|muss|darf|soll|will|mag|war|krieg|kriag|brauch|find|geh|komm|zahl|bekomm|mach"
        r"|werd|würd|hätt|könnt|konnt|versteh|seh) ich(?!\w)|\w{2,}t ihr(?!\w)|\w{2,}st du(?!\w)|(?:hast|kannst"
        r"|willst|könntest|würdest|weisst)e(?!\w)"
        r"|(?:wissen|führen|verkaufen|bieten|akzeptieren|versenden|planen|erstatten|übernehmen|reparieren|gewähren"
        r"|haften|"
        r"vermieten|beraten|liefern|nehmen|montieren|kennen|brauchen|benötigen|erreichen|meinen"
        r"|montiert) sie(?!\w)(?! (?:mir|uns|bitte))"
        r"|hat sich (?:da|schon|in|bei|an|inzwischen|mittlerweile)(?!.*erledigt)|darf (?:i|ich)|kann i|hab i|hobts"
        r"|habts|könnts|könntets|dürfts|hamse|hams|hätten's|haben's|können's"
        r"|könnten's|san's"
        r"|(?:irgendwelche|schon|gibt's|gibts|schon irgendwelche) (?:schon )?(?:neuigkeiten|news|(?:et)?was neues"
        r"|infos|updates?|nachricht\w*)"
        r")"
    )
)
_NOT_FIRST = one_of(
    r"(?:finde?|denke?|glaube?|weiss|hoffe|mache?|verstehe?|schätze?|nehme?|vermute|danke|bitte|bin|freue|meine"
    r"|sehe?|sage?|warte|gehe?"
    r"|rufe?|schicke?|sende?|lege?|füge?|bedanke|beziehe|wünsche|verbleibe|kündige|widerrufe|fordere|erwarte"
    r"|übrigens|leider|da|so|als|wie|dann|wenn|weil|dass|nun|jetzt|heute|gestern|morgen"
    r"|hier|danach|daher|damit|deshalb|ebenso|auch|hiermit|anbei|zuletzt|inzwischen|schon|seit|nachdem|sobald|falls"
    r"|obwohl|bevor|während|ob|die|was|wo|wann|warum|der|das|den|und|mit|seit|nicht|dort|damit|somit|oft|zuerst"
    r"|sonst|erst|selbst|fast|dachte|gerne|eine|meine|letzte|nächste|sollst|solltest) (?:ich|ihr|du)(?!\w)"
    r"(?<!nehme ich)(?<!bin ich)(?<!sehe ich)(?<!mache ich)(?<!schicke ich)(?<!sende ich)",
    r"(?:hab|habe|hatte|hätte|möchte|mag|will|würde|werde|war|konnte|musste|durfte|kann|muss|darf|soll) "
    r"(?:diesen|den|dem|einen|meinen|ihren|mich|mir|euch|ihnen|uns|nun|jetzt|auch|schon|noch|bereits|endlich|nicht"
    r"|da|dort|hier|bei|im|in|am|zu\w?"
    r"|mit|auf|von|vom|für|beim|kein\w*|bitte|etwas|\d\S*)(?!\w)(?! (?:ich|man|wir|jemand))",
    r"(?:hab|habe|hatte|möchte|will|werde|würde) (?:das|die|es|ein|eine|mein\w*|ihr\w*|alle\w?|diese\w?"
    r"|was)(?!\w)(?! (?:ich|man|wir|jemand))",
    r"(?:kann|konnte|muss|musste|war|darf|durfte|soll) (?:das|die|es|ein|eine|mein\w*|ihr\w*|alle\w?"
    r"|diese\w?)(?!\w)[\w ,]*? (?:nicht|leider|nichts|ja|gerne?|halt)",
    r"kann ich (?:nur|gut|verstehen|leider|bestätigen|absolut)",
    r"(?:hat|ist|sind|war|wurde|wird) (?:nicht|mir|mich|auch|schon|bereits|noch|jetzt|da|dort|leider|ihnen|für|zu|am"
    r"|im|in|von|mit|auf|was)\b",
    r"haben (?:sie|ihr)? ?(?:herzlichen|vielen|besten|nochmals|schon mal)? ?(?:dank|einen schönen)",
    r"(?:kein|keine|einen?|wird erledigt)\b",
    r"sollte[nt]? (?:sie|ihr|es|das|die|der|mein\w*)",
    r"(?:möge|sei|seien|wäre (?:schön|nett|super|toll|prima)|hat sich (?!da|schon|in|bei|an|inzwischen|mittlerweile)"
    r"|war ich|bin ich (?:sehr|nicht|seit|schon))",
    r"(?:würde|möchte|hätte) ich (?:gern\w*|mich|ihnen|sie|mir|es|auch|aber|nie)\b",
    r"[\wäöü]+ (?:ich|ihr|sie|wir) (?:halt|eben|ja|hiermit|jedenfalls|gern|gerne|natürlich|selbstverständlich"
    r"|sowieso|eh|trotzdem|mal|lieber)\b",
    r"(?:können|dürfen) sie (?:\w+ )?(?:behalten|haben|wegwerfen|löschen|streichen|vergessen)\Z",
    r"bin ich (?:froh|gespannt|so|ja|vielleicht|echt|erleichtert|sauer)",
    r"habe ich (?:schon|bereits|auch|mehrfach|nie|nicht|ihnen|leider|gemacht|erledigt|getan|probiert|alles)\b",
)
# "Sollten Sie noch etwas brauchen, melden Sie sich": verb first, but a condition.
_CONDITION = re.compile(
    fold_pattern(
        r"(?:sollte|sollten|solltet|hätte|hätten|wäre|wären|würde|würden|wird|werden|ist|sind|habe|haben|hat|kommt"
        r"|bekomme|erhalte|höre|geht|"
        r"könnte|könnten|kann|können|melden|gibt|muss|will|wollen|war|bleibt|klappt|funktioniert"
        r"|passt)\b[^:;]{3,200}?,(?: so| dann)? "
        r"(?:so|dann|bitte|(?!ob|dass|wenn|weil|wie|wann|was|wo|oder|und|aber|die|der|das|denn|damit|bevor|als|falls"
        r"|sobald|sondern|da)\w+ "
        r"(?:ich|sie|wir|er|es|man|mich|uns|bitte|der|die|das|mein\w*|ihr\w*|dies\w*|kein\w*|gern\w*|wohl|auch|mir"
        r"|ihnen))(?!\w)"
    )
)
_SPLICED = re.compile(
    fold_pattern(
        r"(?:können|könnten|würden|haben) sie (?!sich|mich|mir gern|gern)|(?:könnt|könntet|habt|wisst|würdet) ihr"
        r"|(?:kannst|hast|könntest|weisst) du"
        r"|(?:kann|darf|muss|soll|bekomme|brauche) ich|(?:gibt es|ist das|ist da|geht das|stimmt das|is des|wäre das"
        r"|wäre es möglich)(?!\w)"
    )
)
# Only behind a whole statement does a comma before the verb begin a question: "aus diesem Grund, kann ich …" does not.
_STATEMENT = re.compile(
    r"(?<!\w)(?:ich|es|er|wir|sie|ihr|ist|sind|hat|habe|hab|war|wurde|wird|geht|kommt|funktioniert|fehlt|kam)(?!\w)"
)
# These take the first place of a sentence: with its verb next it states, but a question word still asks.
_FILLER = one_of(
    r"(?:übrigens|außerdem|zudem|ferner|weiterhin|nun|also|so|noch|bitte|dann|jetzt|gut|nur|mal|wie gesagt|nochmal"
    r"|auch|dazu|zusätzlich|doch|weiters)"
)
_SUBORDINATE = re.compile(
    r"(?:wenn|falls|da|weil|obwohl|obgleich|nachdem|sobald|solange|als|waehrend|bevor|ehe|dass|ob|seit|seitdem|damit"
    r"|um|sofern|sollte\w*|je|wie|was|wer|nach|mit|im|am|laut|trotz|aufgrund|wegen|wann|wo|warum|wieso|welche\w*)\b"
)
# Somewhere inside, without a comma: in the order verb, subject, so it can only be a direct question.
_INSIDE = re.compile(
    fold_pattern(
        r"(?<!\w)(?:wann|warum|wieso|weshalb|wo|wohin|wie lange|wie viel|wieviel|wann endlich) (?:denn |genau "
        r"|eigentlich |jetzt |nun |endlich |bitte )?"
        r"(?:kommt|kommen|kann|können|könnt|ist|sind|wird|werden|bleibt|krieg|kriag|kriege|bekomme|bekomm|muss|soll"
        r"|dauert|hat|habt|haben|liegt|finde|kostet|wurde|geht) "
        r"(?:ich|wir|sie|ihr|er|es|man|das|der|die|mein\w*|ihr\w*|unser\w*|euer|eure|denn|jetzt|nun)(?!\w)"
    )
)


_ASKING = frozenset(
    fold_pattern(
        f"{_WHEN[3:-1]}|{_PREPOSITION[3:-1]}|welche|welcher|welches|welchen|welchem|wieviele|wievielen|wessen|und"
    ).split("|")
)
_VERBS = frozenset(
    fold_pattern(
        f"{_BE[3:-1]}|{_DO[3:-1]}|bestünde|lohnt|irgendwelche|schon|hobts|habts|könnts|könntets|dürfts|hamse|hams"
        "|hätten's|haben's|können's|könnten's|san's|gits|git's"
    ).split("|")
)
_PRONOUNS = frozenset(("ich", "i", "ihr", "du", "sie"))
_INSIDE_WORDS = ("wann", "warum", "wieso", "weshalb", "wo ", "wohin", "wie lange", "wie viel", "wieviel")


def asks_directly(text: str) -> bool:
    parts = [(stripped(piece), anew) for piece, anew in pieces(text)]
    if not _asks_in_one(parts, text) and not (any_in(_INSIDE_WORDS, text) and _INSIDE.search(text)):
        return False
    return not any(is_idle(part) for part, _ in parts)


def _asks_in_one(parts: list[tuple[str, bool]], text: str) -> bool:
    opening = True
    stated = ""  # what the sentence said before this clause
    for part, anew in parts:
        if anew:
            opening, stated = True, ""
        if _direct(part, text, opening, stated):
            return True
        opening = opening and len(part) < 12 and not _SUBORDINATE.match(part)
        stated = f"{stated}, {part}" if stated else part
    return False


def _direct(part: str, text: str, opening: bool, stated: str) -> bool:
    filler = _FILLER.match(part)
    asking = part[filler.end() :].lstrip() if filler else part
    if asking.split(" ", 1)[0] in _ASKING and _SECOND.match(asking):
        return not _NOT_SECOND.match(asking)
    words = part.split(" ", 2)
    if words[0] not in _VERBS and words[1:2] and words[1] not in _PRONOUNS:
        return False
    if not _FIRST.match(part) or _NOT_FIRST.match(part):
        return False
    if opening:
        return not _CONDITION.match(text[text.find(part) :])
    return bool(_SPLICED.match(part) and _STATEMENT.search(stated)) and not any(
        _SUBORDINATE.match(clause) for clause in stated.split(", ")
    )
