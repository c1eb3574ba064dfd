"""By which way the customer wants to be reached: the words for it in both languages."""

from __future__ import annotations

import re

_W = r"(?:[\wäöüß'’-]+\s+)"
_ONLY = (
    r"(?:nur|ausschließlich|lediglich|lieber|am liebsten|liebsten|am besten|besten|bevorzugt|"
    r"bevorzuge|vorzugsweise|einzig|allein|stets|immer|künftig|zukünftig|möglichst|gern|"
    r"gerne|bitte|generell|grundsätzlich)"
)
_MAIL = r"(?:e-?mails?|mails?|e-post)"
# One of these words stands in every such wish; looking for them is cheaper than the pattern.
NEGATED = (
    "nicht", "kein", "nie", "ohne", "statt", "unterlass", "absehe", "abzuseh", "absieh", "verzicht", "vermeid",
    "spar", "zwecklos", "sinnlos", "unerwünscht", "stör", "tabu", "ungern", "schw", "schlecht", "unmöglich", "no ",
    "not", "n't", "n’t", "never", "avoid", "refrain", "without", "stop", "skip", "forget", "instead", "use",
    "impossible", "awkward", "anything", "any way", "unable", "didnt", "dont", "cant", "wont", "auf anruf",
    "von anruf", "under no", "leave out", "off limits",
)  # fmt: skip
WANTED = (
    "lieb", "best", "bevorzug", "vorzug", "möglichst", "gern", "nur", "ausschließlich", "bitte", "prefer", "rather",
    "better", "only", "easi", "simpl", "quick", "always", "just", "please", "einfach", "bequem", "schnell",
    "angenehm", "greif", "pick", "klären", "besprechen", "regeln", "lösen", "sort", "discuss", "talk", "settle",
    "phone?", "suits", "works",
)  # fmt: skip
NO_PHONE = re.compile(
    r"(?:don['’]?t|do not) (?:bother|try) (?:to )?(?:call|ring|phon)\w*|"
    r"(?:anzurufen|anrufe?n?)\s+(?:\w+\s+)?(?:bringt|hat|nützt|macht|lohnt)\s+(?:\w+\s+){0,2}(?:nichts|keinen|"
    r"nicht)|no (?:point|use|sense) (?:in )?"
    r"(?:ring|call|phon)ing|never (?:pick up|answer the phone)|"
    r"(?:telefonate|anrufe|telefonieren|telefon)\s+(?:\w+\s+){0,3}(?:nicht|keine)\b|not (?:to )?(?:get|receive|"
    r"have|want)\s+(?:any\s+)?"
    r"(?:more\s+)?(?:phone\s+)?calls|phoning (?:me )?(?:is|won['’]t|doesn['’]t)\s+(?:\w+\s+){0,2}(?:no|not|"
    r"use\w*|work|help|impossible)\b|"
    r"rather you didn['’]?t\s+(?:call|ring|phone|telephone)|rather not (?:be )?(?:call|phone|rung|ring|talk|speak)\w*|"
    r"under no circumstances\s+(?:\w+\s+){0,3}(?:call|ring|phone|telephone)|(?:not|n['’]t|"
    r"never)\s+(?:\w+\s+){0,2}by (?:tele)?phone|"
    r"(?:can['’]?t|cannot|can not|don['’]?t|do not|never|won['’]?t|unable to)\s+(?:\w+\s+)?(?:take|answer|"
    r"receive|pick up|use)\s+"
    r"(?:\w+\s+){0,2}(?:calls|phone|telephone)|(?:phone|telephone|calling|ringing|calls)\s(?:me\s)?(?:is|are|"
    r"isn['’]t|does|do|won['’]t)\s"
    r"(?:\w+\s+){0,2}(?:no use|no good|useless|impossible|pointless|awkward|not|off limits|option|work\b)|"
    r"(?:anything|any way) (?:but|except) (?:the )?(?:tele)?phone|(?:avoid|skip|spare me|forget|"
    r"leave out) (?:the )?(?:tele)?phon\w*|"
    r"(?:spare me|avoid|skip|refrain from|instead of|no need for) (?:the |any |your |phone )*calls|"
    r"calls are (?:not|un)\w*|"
    r"anrufe?n?\s+(?:\w+\s+){0,3}(?:unterlassen|absehen|verzichten|sparen|zwecklos|sinnlos|unerwünscht|nicht|"
    r"vermeiden|stören)|"
    r"(?:abzusehen|absehen|verzichten|verzicht|absieht)\w*\s.*\banruf\w*|(?:unterlassen|vermeiden|"
    r"sparen)\s+sie\s+(?:sich\s+)?(?:\w+\s+){0,2}"
    r"\w*anruf\w*|(?:ans|zum) telefon\s+(?:\w+\s+){0,3}(?:nicht|nie|kaum|ungern)|(?:nicht|nie|ungern|"
    r"kaum)\s+(?:\w+\s+){0,2}(?:ans|am|zum)"
    r" telefon|(?:nehme|hebe|gehe)\s.*\b(?:telefon|anrufe?|handy)\b.*\b(?:nicht|keine|nie)\b|(?:nehme|hebe|"
    r"beantworte)\s.*\b(?:keine|nicht|nie)\b.*\b"
    r"anrufe|telefonieren\s+(?:\w+\s+){0,3}(?:nicht|schwer|schwierig|unmöglich|schlecht|geht nicht)|"
    r"(?:kein|ohne|bloß kein|statt)\s+(?:telefon|telefonat|anruf|rückruf)\b|telefon\w*\s+(?:\w+\s+){0,3}(?:tabu|"
    r"keine option|nichts für mich)|"
    r"(?:bitte|mich|uns|mir|nochmals|sie|wünsche|,)\s+(?:\w+\s+){0,3}?(?:nicht|niemals|"
    r"keinesfalls|nie|auf keinen fall)\s+(?:\w+\s+){0,3}?(?:anrufen|anzurufen|telefonieren|"
    r"angerufen werden|durchklingeln|telefonisch)|"
    r"\A\W*(?:nicht|niemals|auf keinen fall)\s+(?:\w+\s+){0,2}(?:anrufen|telefonieren|telefonisch)|"
    r"\bruf(?:en|t)?\s+(?:sie\s+|ihr\s+)?(?:mich|uns|hier)?\b.*\b(?:nicht|nie|niemals)\b.*\ban\b|"
    r"(?:keine|ohne|auf|von|keinerlei|nie)\s+(?:weiteren?\s+|mehr\s+|telefonischen?\s+)?(?:telefon|werbe)?"
    r"(?:anrufe|telefonate)n?\b|"
    r"(?:telefonisch|per telefon)\s+(?:\w+\s+){0,2}(?:nicht|ungern|nie|keinesfalls)\b|"
    r"(?:möchte|will|wünsche|mag)\w*\s+(?:\w+\s+){0,3}(?:nicht|keinen?)\s+(?:\w+\s+){0,2}(?:angerufen|"
    r"anruf\w*|telefon\w*)|telefonier\w*\s+(?:\w+\s+){0,2}(?:nicht|ungern)|"
    r"(?:please |pls )?(?:don'?t|don’t|do not|never|not to|rather not|rather you didn'?t|"
    r"prefer not to|avoid|without|stop|refrain from)\s+(?:ever\s+)?(?:call(?:ing)?|ring(?:ing)?|"
    r"phon(?:e|ing)|telephon(?:e|ing)|"
    r"(?:be|being|get|getting)\s+(?:called|rung|phoned|telephoned))\b|"
    r"\bno (?:more )?(?:phone |telephone |further )?(?:calls?|phoning|telephone)\b|(?:not|"
    r"n't|n’t|never)\s+(?:wish|want|like|prefer|be|to be)\s*(?:to\s+)?(?:be\s+)?(?:call(?:ed|"
    r"s)?|phoned|telephoned|rung|contacted (?:by|over the) (?:tele)?phone)"
)
EMAIL = re.compile(
    rf"per {_MAIL} (?:bin ich|erreichen sie mich|geht es)|"
    rf"(?:reicht|genügt)\s+{_W}{{0,3}}?{_MAIL}\b|"
    rf"(?:sooner|rather|prefer\w*|like)\s+{_W}{{0,5}}?(?:by|via|over|in an?) e-?mail|e-?mails?\s+(?:is|are|was|"
    rf"would be|works|suits|remains)\s+{_W}{{0,5}}?(?:only way|best|better|easiest|easier|fine for me|preferred|"
    rf"enough|all i|me\b|simplest|handiest|ideal|perfect)|(?:only|just|best|easiest|rather|simply|"
    rf"better)\s+(?:drop|send|write|e-?mail)\s+"
    rf"(?:me|us)(?:\s+(?:an?|your)\s+(?:e-?)?mail)?|(?:drop|send|write)\s+(?:me|"
    rf"us)\s+(?:an?\s+)?e-?mails?\s+(?:\w+\s+)?(?:instead|rather|"
    rf"only|please)|(?:e-?mail|mail)\s+(?:me|us)\s+(?:instead|rather|only)|(?:everything|anything|all of it|"
    rf"correspondence|"
    rf"communication|contact|replies|answers?|updates)\s+{_W}{{0,3}}?(?:by|via|through|in|over|to my)\s+e-?mails?|"
    rf"(?:strictly|purely|entirely|always use|keep (?:it |this )?(?:to|on|in)|stay with|stick with|"
    rf"use)\s+(?:\w+\s+)?e-?mails?\b(?!\s+address)|"
    rf"{_MAIL}\s+(?:genügt|reicht|ist|wäre|wär|passt|bleibt)\s+{_W}{{0,5}}?(?:liebsten|lieber|besten|besser|"
    rf"praktisch\w*|bequem\w*|einfach\w*|"
    rf"einzige\w*|völlig|recht|angenehm\w*|weg)|{_MAIL}\s+(?:genügt|reicht)|(?:mail|schreib)\w*\s+(?:sie\s+|"
    rf"ihr\s+)?(?:mir|uns)\s+{_W}{{0,2}}?"
    rf"(?:lieber|besser|einfach|stattdessen)\s*(?:{_W}{{0,2}}?{_MAIL}|\Z|statt|als)|(?:lieber|besser|nur|"
    rf"bitte)\s+(?:ge?mailt?|mailen)|"
    rf"(?:alles|sämtliches?|kommunikation|korrespondenz|rückmeldung\w*|antwort\w*|kontakt\w*|schriftverkehr|"
    rf"bescheid|infos?|nachrichten)\s+"
    rf"{_W}{{0,4}}?(?:per|via|über|als)\s+{_MAIL}|{_MAIL}\s+(?:statt|anstatt|anstelle)|"
    rf"(?<![a-zäöüß]){_ONLY}\s+{_W}{{0,4}}?(?:per|via|über|auf|mit|mittels|als|eine|an)\s+{_MAIL}\b|"
    rf"(?:per|via|über)\s+{_MAIL}\s+{_W}{{0,4}}?(?:am (?:besten|liebsten)|lieber|besser|"
    rf"genügt|reicht|bevorzugt|ausschließlich|bitte)|"
    rf"\bnur\s+{_MAIL}\b|bevorzug\w*\s+{_W}{{0,3}}?{_MAIL}\b|{_MAIL}\s+(?:ist|wäre)\s+(?:mir\s+)?(?:am "
    rf"liebsten|lieber|am "
    rf"besten|besser)|\bkontaktieren sie mich\b.*\bper {_MAIL}|antworten sie\b.*\bper "
    rf"{_MAIL}|"
    rf"\b(?:only|just|exclusively|solely|always)\s+{_W}{{0,4}}?(?:(?:by|via|through|per|"
    rf"over|in)\s+)?e-?mails?\b|e-?mails?\s+(?:me\s+)?(?:only|please\Z|rather than|instead "
    rf"of|preferred|is (?:best|better|easiest|preferred)|would be (?:best|better|easier)|"
    rf"works best)|"
    rf"(?:prefer\w*|rather|best|better|easiest|easier|stick to|please (?:use|contact "
    rf"me|reply|answer|respond|get back to me|reach me))\s+{_W}{{0,6}}?(?:by|via|through|"
    rf"over|in|to|with|an)?\s*e-?mails?\b(?!\s+address)"
)
LETTER = re.compile(
    r"(?:per|als|einen?|mit der|über die|auf dem|in)\s+(?:gewöhnliche[rn]?\s+)?(?:brief|"
    r"post|postweg|papierform|papier)\b|postalisch|brieflich|"
    r"(?:by|via|through the|in the)\s+(?:royal |snail |ordinary |regular )?(?:post|letter)\b|"
    r"put (?:it|everything|that|this|your \w+) in a letter|(?:in|into|through) the post|\bvia post\b|"
    r"postal (?:reply|answer|mail|correspondence)|(?:einen|ein|ihr|ihren|als) brief|brief\b|briefweg|briefpost|"
    r"(?:send|write|post) (?:me )?(?:it |everything |your \w+ )?(?:as |in )?(?:a |an )?letter|\b(?:a|"
    r"your) letter(?! ?box)|"
    r"\bby mail\b|(?:proper|real|paper)\s+letter|on paper|\bletters? (?:only|please|"
    r"rather|instead)"
)
PREFERRED = re.compile(
    r"(?<![a-zäöüß])(?:nur|ausschließlich|lieber|liebsten|besten|bevorzug\w*|vorzugsweise|"
    r"künftig|zukünftig|immer|stets|grundsätzlich|only|prefer\w*|rather|best|exclusively|"
    r"always|in future|put|vorziehen|ziehe|appreciate\w*|everything|anything|alles|sämtliche\w*|wäre mir|wär mir|"
    r"bitte um|ist mir|i like|easier|"
    r"better|recht|angenehm\w*|old-fashioned|all (?:of )?(?:your|my|the|further)|rest|reach me|erreichen|respond|"
    r"statt|instead|"
    r"nothing but|want it all|insist|antwort\w*|correspond\w*|kontakt\w*|"
    r"kommunikation|answer|reply|contact|schriftverkehr|schreiben sie mir|write to me)(?![a-zäöüß])"
)
PAST = re.compile(
    r"(?<![a-zäöüß])(?:geschickt|gesendet|bekommen|erhalten|geschrieben|kam|gekommen|"
    r"verschickt|sent|received|arrived|came|wrote|got|had|hatte|wurde)(?![a-zäöüß])"
)
PHONE = re.compile(
    rf"greif\w*\s.*(?:hörer|telefon)|pick up the phone|(?:over|on|by) (?:the )?phone\?|"
    rf"(?:telefonisch|am telefon|per telefon|übers telefon)\s+(?:klären|besprechen|regeln|lösen|machen)|(?:sort|"
    rf"discuss|talk|settle|do)\b.{{0,30}}"
    rf"(?:over|on|by) (?:the )?phone|(?:easiest|best|simplest|quickest|rather|prefer\w*|better|just|"
    rf"always)\s+{_W}{{0,5}}?(?:give me|give us|to give|phone me|ring me|call me|"
    rf"to (?:phone|ring|call)|me a (?:call|ring|bell|buzz)|phoning|ringing|talking|speaking|(?:the|a|by|"
    rf"over) (?:tele)?phone)|"
    rf"(?:call|ring|phone|calls|phoning|ringing|telephone)\s+(?:me\s+)?(?:is|are|would be|works|"
    rf"suits)\s+(?:\w+\s+)?(?:best|better|easiest|easier|"
    rf"preferred|quickest|simplest|me)|rather (?:talk|speak|be (?:called|rung|phoned))|"
    rf"(?:lieber|liebsten|besten|einfachsten|bequemsten|besser|nur|schnellsten)[\s,]+(?:{_W}|"
    rf"es\s){{0,5}}?(?:am (?:telefon|handy|apparat)|übers? (?:das )?"
    rf"(?:telefon|handy)|ruf\w* [\w ]*an\b|zum hörer|telefonisch|anruf\w*|angerufen|ruafts?)|"
    rf"(?:anruf|telefonat|telefon|gespräch)\s+(?:ist|wäre|wär|geht|passt)\s+{_W}{{0,4}}?(?:lieber|liebsten|"
    rf"besser|besten|einfacher|einfachsten|"
    rf"angenehmer|schneller)|ruf\w*\s+(?:sie\s+|ihr\s+)?(?:mich|uns)\s+{_W}{{0,2}}?(?:lieber|besser)|"
    rf"telefonisch\s+(?:bin|erreichen|geht|ist)\s+"
    rf"{_W}{{0,4}}?(?:besten|besser|einfachsten|liebsten|schnellsten)|"
    rf"(?:nur|ausschließlich|lieber|liebsten|besten|bevorzugt|vorzugsweise|möglichst|"
    rf"gern|gerne|bevorzuge)\s+{_W}{{0,4}}?(?:telefonisch|per telefon|am telefon|telefonier\w*|"
    rf"anruf\w*|einen (?:rück)?anruf|handy)|telefonisch\s+{_W}{{0,4}}?(?:am (?:besten|"
    rf"liebsten)|lieber|besser)|"
    rf"ruf\w*\s+(?:sie\s+)?(?:mich|uns)\s+{_W}{{0,2}}?(?:lieber|am besten|am liebsten)|"
    rf"telefonat\w*\s.*(?:lieber|liebsten)|"
    rf"(?:lieber|liebsten)\s.*telefonat|bitte\s+(?:per telefon|telefonisch)|"
    rf"telefonier\w*\s+(?:\w+\s+)?(?:lieber|am liebsten|gern)|\b(?:am besten|lieber|am liebsten)\s+(?:ruf\w*|anrufen)|"
    rf"(?:prefer\w*|rather|best|better|only|easiest|easier)\s+{_W}{{0,6}}?(?:by|via|over "
    rf"the|on the|a|to)\s+(?:tele)?(?:phone|ring)\b|(?:prefer\w*|rather have|best)\s+{_W}{{0,4}}?(?:phone "
    rf"|telephone )?calls?\b|(?:by|on the|over the)\s+(?:tele)?phone\s+(?:only|please|"
    rf"is best|rather|instead)|"
    r"(?:phone|call|ring)\s+(?:me\s+)?(?:rather than|instead of)\s+(?:e-?mail|writ)"
)
WRITTEN = re.compile(
    rf"(?:nur|ausschließlich|lieber|bitte|am liebsten|lediglich)\s+{_W}{{0,3}}?(?:schriftlich|"
    rf"in schriftform)|(?:only|please|prefer|rather)\s+{_W}{{0,5}}?in writing\b|in writing "
    rf"only"
)
# "Bitte klingeln bei Favre" only says where to; what is a wish is how not to.
BELL = re.compile(
    r"(?:nicht|kein|bloß nicht|don['’]?t|do not|never|instead of)\s+(?:\w+\s+){0,2}(?:klingeln|läuten|"
    r"ring(?:ing)? the)|"
    r"klingel\w*\s+(?:sie\s+)?(?:bitte\s+)?nicht|(?:please|bitte|only|nur)\s+(?:just\s+)?(?:knock|klopfen)"
)
OTHER_WAY = re.compile(
    r"\btexts? only\b|"
    rf"(?:nur|lieber|am liebsten|am besten|ausschließlich|bitte)\s+{_W}{{0,3}}?(?:per|"
    rf"via|über)\s+(?:sms|whatsapp|signal|chat|fax)|(?:only|prefer\w*|best|please)\s+{_W}{{0,4}}?(?:by|"
    rf"via|on|over)\s+(?:sms|text(?: message)?|whatsapp|signal|chat|fax)\b|(?:please "
    rf")?text me (?:instead|only|rather)"
)
