"""What looks like an ask in German but is none: mentions, instructions, courtesy."""

from __future__ import annotations

from onehand.cases.recognise.asks_kinds import Cues

NOT_NEEDED = Cues(
    r"(?:brauch|benötig|bräucht|benöt|müss|muss|soll|sollt)\w*(?: (?!bitte)[\w/.-]+){0,9}? (?:nicht|nichts|kein\w*"
    r"|nie|niemals)(?! mehr auf| vergessen)",
    r"(?:nicht|nichts|kein\w*|niemals?|nie|weder)(?: [\w/.-]+){0,9}? (?:brauch\w*|benötig\w*|nötig|erforderlich"
    r"|notwendig|müssen|angeben|schicken|senden|mitzuteilen|einreichen|einzureichen|nötig|preis|besitzt|verlangen"
    r"|weitergeben)",
    r"(?:nicht|nie|niemals|keinesfalls|auf keinen fall)(?: mehr)? (?:nötig|erforderlich|notwendig|nach|per"
    r"|am telefon|gebraucht|benötigt|vor|möglich|an dritte|herausgeben|weitergeben|auf)",
    r"(?:kein\w*|nicht|nichts) (?:\w+ ){0,3}?(?:brauchen|benötigen|benötige|brauche|fehlt|fehlen)",
    r"(?:brauchen|benötigen|brauche|benötige|fehlt|fehlen) (?:wir |ich |uns |mir |\w+ ){0,3}?(?:kein\w*|nichts"
    r"|nicht)",
    r"(?:verzichten|verzichtet|erübrigt|überflüssig|entfällt|unnötig|liegt (?:mir|uns|inzwischen|bereits|schon|jetzt"
    r"|nun|ja)|liegen (?:mir|uns|inzwischen|bereits|schon) (?!leider noch nicht|noch nicht)|genügt völlig"
    r"|haben wir bereits|habe ich bereits|haben wir schon|nie danach|niemals|wie sie ihre?|hatten? (?:wir "
    r"|ich )?(?:sie )?(?:bereits )?(?:um|gebeten))(?! nicht)",
    r"(?<=\A )ob [^,]{3,80}, (?:entscheide\w*|klär\w*|prüf\w*|hängt|zeigt|sehen wir|sagt ihnen|weiss\w*|erfahren"
    r"|teilen wir)",
    r"fragen wir (?:\w+ ){0,4}?(?:immer|nie|grundsätzlich|stets|nach)",
)
# Nothing is asked for in: where to look, how to behave, wishes.
NO_ASK = Cues(
    r"(?:rufen|melden|wenden|kontaktieren|kommen|schauen|antworten) sie (?:\w+ ){0,4}?(?:uns|sich|jederzeit|einfach"
    r"|gern|gerne|an|vorbei)(?!,? (?:an welche|wann|ob|welche|wie|bis|die|den|das|ihre))(?!(?: [\w,]+){0,8} (?:mit"
    r"|nummer|ihrer|und (?:nennen|geben|sagen)))",
    r"(?:geben|lassen|sagen|schreiben|melden|meldet)(?<!und geben)(?<!und sagen) sie (?:\w+ ){0,4}?(?:bescheid|wissen"
    r"|sich|an uns)(?=,? (?:wenn"
    r"|falls|sollte|sobald|jederzeit)|\.|\!|\Z)",
    r"(?:wenn|falls|sollten|sofern|bei) (?:sie )?(?:\w+ ){0,5}?(?:fragen|rückfragen|hilfe|unterstützung|probleme"
    r"|wünsche|etwas unklar|unklarheiten)(?: (?:haben|brauchen|benötigen|auftreten|bestehen))?(?!.* (?:ihre"
    r"|eine) \w*(?:nummer|foto))",
    r"(?:lassen|nehmen|machen|haben|halten|stellen|legen|tragen|schauen|prüfen|führen|suchen|gehen|lesen|messen"
    r"|leiten|wählen|rufen|bringen|überprüfen|melden) sie(?!(?: \w+)?, ob (?:ihre?|(?:die|der|das) \w*(?:adresse"
    r"|anschrift|nummer|iban|daten|angaben|name)))(?! (?:uns|mir|mich"
    r"|bitte uns|bitte mir|bitte mich"
    r"|doch bitte|einfach)(?!\w))(?!.* (?:bei|an)\W*\Z)(?!.* (?:nennen|schicken|senden|geben|schreiben|teilen|mailen"
    r"|sagen)(?: sie)?"
    r" (?:sie |es |ihn )?(?:uns|mir)(?!\w))(?!.* (?:foto|bild|aufnahme|screenshot|antwort|nummer|zukommen"
    r"|hinterlass)\w*)",
    r"(?:geduld|verständnis|entschuldigen sie|verzeihen sie|beachten sie|bedenken sie|freuen sie sich|genießen sie"
    r"|schönen tag|wissenswert|empfehlen sie|vertrauen sie|ändern sie|zögern sie)",
    r"(?:schreiben|schicken|senden) sie uns (?:\w+ ){0,3}eine (?:e-?mail|mail|nachricht)(?= ?[.,!]|\Z)(?! mit)",
    r"(?:hilfe|abhilfe|uns|mir) (?:freuen|helfen) (?:wir|ich)",
    r"(?:jederzeit|(?:auch )?weiterhin|auch künftig|wie gewohnt)(?: \w+){0,4} (?:antworten|schreiben|melden|erreichen"
    r"|anrufen|wenden)",
    r"(?:schreiben|rufen|mailen|kontaktieren) sie (?:uns|mir|mich)(?: (?:jederzeit|gern|gerne|einfach"
    r"|ruhig))*(?: an)?,?"
    r" (?:wenn|falls|sobald|sollten?|bei)",
    r"halten sie [\w ]*bereit",
    r"laden sie (?!.*(?:hoch|uns|mir))[\w ]+",
    r"nicht (?:nachvollziehen|beurteilen|versprechen|vorhersagen|beeinflussen)",
)
IDLE_QUESTION = Cues(
    r"(?:kann|können|darf|dürfen) (?:ich|wir) (?:ihnen |dir |sonst |noch |etwas |anderweitig |weiter "
    r"|heute )*(?:\w+ ){0,3}(?:helfen|behilflich|weiterhelfen|tun|für sie tun)",
    r"(?:haben|gibt es|hast|bestehen) (?:sie |du |noch |dazu |weitere |irgendwelche |sonst |hierzu "
    r"|offene )*(?:fragen|rückfragen|wünsche|anliegen|anregungen)",
    r"(?:(?<=\A )|(?<=, ))(?:passt|passt es|ist) (?:ihnen |dir )?(?:das|es|so|das so)(?: (?:so|für sie|für dich|ihnen"
    r"|in ordnung|okay|ok"
    r"|recht|verständlich|gut|denn|soweit))*(?= ?[?,])(?! ?, (?:wenn|dass|ob))",
    r"(?:konnte|konnten|hat|habe|haben|war|beantwortet|hilft|ist) (?:ich|wir|das|ihnen das|dies|ihnen|damit|alles"
    r"|die antwort)(?: \w+){0,4}? (?:helfen|weiterhelfen|geholfen|weiter|hilfreich|beantwortet|beantworten|fragen?"
    r"|zufrieden|geklärt|verständlich)",
    r"(?:wussten|wissen|kennen|kannten|haben) sie (?:schon|bereits gesehen|eigentlich|bereits entdeckt"
    r"|schon gewusst)(?!.*(?:neu gestartet|versucht|probiert|erhalten|bekommen|bestellt))",
    r"(?:was|wie) (?:passiert|geschieht|geht es|gehts|geht's|läuft|funktioniert|ist passiert|kann (?:das|so etwas)"
    r"|konnte (?:das|es))(?! (?:ist |bei ihnen|wenn sie))",
    r"(?:warum|wieso|weshalb|woran|wozu|wodurch|was bedeutet|was heisst|was ist der grund)(?!.* (?:sie|ihr|ihre|du"
    r"|ihnen)(?!\w))",
    r"(?:und )?(?:wie|wo|wann|was) (?:geht es|bekommen|finden|erhalten|kommt|können) (?:sie|ihr)? ?(?:ihnen|weiter"
    r"|nun weiter|jetzt weiter|das|tun|die|ihre)(?: \w+){0,4}(?= ?\?)",
    r"(?:(?<=\A )|(?<=, ))(?:alles klar|einverstanden|in ordnung|okay|ok|klingt das gut|noch unsicher|interesse"
    r"|neugierig|lust"
    r"|noch fragen|fragen)(?= ?\?)",
    r"hätten sie gedacht",
    r"wer (?:will|möchte|mag|braucht|hat|kennt|freut|liebt|denkt|träumt) (?:denn |sich )?(?:[\w ]{0,30} )?(?:schon"
    r"|auch|nicht|da nicht|noch)",
    r"(?:was|wo) wären? .{1,60} ohne",
)
GENERIC = Cues(
    r"sie können (?:uns|mir)",
    r"(?:weitere|einige|mehr|noch|etwas|genauere|zusätzliche|ein paar|nähere|folgende|alle) (?:\w+ )?(?:angaben"
    r"|informationen|infos|details|informationen|auskünfte|zeit|geduld|tage|daten)",
    r"(?:zeit|geduld|hilfe|mithilfe|unterstützung|verständnis|vertrauen|einen moment|moment|minuten|werktage|tage"
    r"|wochen|rückmeldung abwarten|ihr verständnis)",
)
