"""English indirect questions: "I was wondering if …", "please advise when …", "an update on my refund"."""

from __future__ import annotations

import re

from onehand.cases.recognise.questions_plain import any_in

_W = (
    r"(?:if|whether|when|where|why|how|what|which|who|whom|whose|wether|weather|whats|what's|hows|by when|until when"
    r"|wat)"
)
# What stands before "whether" or a question word when the customer wants to know it.
_WANTS = re.compile(
    r"(?<!\w)(?:"
    r"(?:(?:i'm|im|i am|we're|we are|i was|we were|was|just|am|been|i've been) )?(?:\w+ )?wonder(?:ing"
    r"|ed)?(?: (?:aloud|please|just))?"
    r"|(?:would|'d|like|love|want|wanted|need|needed|wanna|keen|trying|try|tried|nice|good|helpful|great|grateful"
    r"|happy|hoping|hope|glad|writing|interested|eager|useful|wish|able|unable|writing in order|here"
    r"|good enough) (?:also |just |really |please )?to (?:also |just |please )?(?:know|find out|hear|understand"
    r"|learn|ask|check|confirm|clarify|enquire|inquire|establish|be told|be informed|determine|work out|query|verify"
    r"|double-check|double check|get an idea|figure out)(?: (?:today|now|urgently|asap|soon|first|quickly|by \w+))?"
    r"(?: (?:from you|please|about|you|exactly|as to|clear|with you|more about|more|once more|again|again about|in"
    r"|out|a rough|an idea|of|with|on|back))*"
    r"|(?:\A|(?<=[,.;:!] )|(?<=please )|(?<=pls )|(?<=plz )|(?<=kindly )|(?<=to )|(?<=you )|(?<=you could )"
    r"|(?<=you can )|(?<=you would )|(?<=and )|(?<=just )|(?<=then )|(?<=also )|(?<=someone )|(?<=anyone )"
    r"|(?<=u ))(?:please |kindly )?(?:let (?:me|us)|tell|advise|inform|confirm|explain|clarify|update (?:me|us)"
    r"|notify (?:me|us)|show (?:me|us)|give (?:me|us)|enlighten (?:me|us)|specify|state|indicate|check|look into"
    r"|verify|investigate|guide (?:me|us)|say)"
    r"(?: (?:me|us|know|by|return|please|to|on|about|as|back|of|in|writing|for|soon|a|an|any|idea|indication|exactly"
    r"|clearly|by email|kindly|asap|email|post|just|at your earliest convenience|with|quickly|some|more|detail"
    r"|details|also|too|again|rough|update|information|info|understand|out|once|for me))*"
    r"|(?:not|isn't|isnt|aren't|still|remains|quite|bit|am|entirely|seems|is|been|rather|a little"
    r"|completely) (?:\w+ )?(?:sure|clear|certain|obvious|unclear|unsure|uncertain|confused|puzzled|baffled|mystery"
    r"|stated|evident|apparent|convinced|told|in the dark|informed|explained|at a loss|lost)(?: (?:to me|about|as to"
    r"|of|to us|from your \w+|from the \w+|on|from \w+ \w+|yet|exactly|anywhere))*"
    r"|(?:unclear|unsure|uncertain|confused|curious|puzzled|baffled|interested|query|enquiring|inquiring|querying"
    r"|asking|checking|chasing|enquire|inquire|question|wonderin|mystified|at a loss|clueless)(?: (?:is|to know"
    r"|about|as to|to hear|to me|on|of|to find out|to learn|to understand|please|was|would be|remains|regarding"
    r"|to see|for you|i have is))*"
    r"|(?:don't|dont|do not|doesn't|does not|can't|cant|cannot|can not|couldn't|could not|fail to|failed to"
    r"|struggling to|unable to|didn't|never|nowhere|haven't|have not|hasn't|no one|nobody|no-one"
    r"|none of your \w+)(?: \w+){0,3}? (?:know|understand|see|get|tell|figure out|work out|find out|find|say|says"
    r"|explain|make out|heard|told|been told|tell me|told me|explained|say anything about|mention|state"
    r"|specify|get why|explains|follow|grasp|fathom|received|mentioned|clear)"
    r"(?: (?:me|us|about|anything|for sure|exactly|back|yet|out|information|on|is|anywhere|from you|any|to me"
    r"|as to))*"
    r"|(?<!you've )(?<!you have )(?:no|any|some|an|have an|the slightest|faintest) (?:\w+ )?(?:idea|clue|information"
    r"|info|indication|word|news|explanation|answer|update|clarification|confirmation|clarity|guidance"
    r"|advice)(?: (?:of|on|about|as to|at all|from you|regarding))*"
    r"|(?:waiting|wait|waited) (?:\w+ ){0,2}?(?:to|for) (?:\w+ ){0,3}?(?:hear|find out|learn|know|be told|answer"
    r"|reply|see|confirmation|news|word)(?: (?:on|about|as to|from you|back|of))*"
    r"|(?:answer|explanation|reply|response|information|info|clarification|confirmation|details|grateful"
    r"|appreciate it|appreciated|obliged|advice|guidance) (?:on|as to|about|regarding|of|for|to)"
    r"|(?:question|query|issue|problem)(?: is| was|:| i have is| remains| would be|s? \w+ \w+ is)?"
    r"|(?:kindly|please|pls|plz) (?:\w+ ){0,2}?(?:advise|confirm|inform|tell|explain|clarify|check|share|revert"
    r"|reply|respond|state|comment|answer|let)(?: (?:me|us|know|on|to|with|back|whether|about))*"
    r"|(?:tell|know) (?:me|us)|u know|(?:you|anyone|anybody|you guys|u) (?:happen to )?(?:know|tell)(?: me)?"
    r"|wanted to (?:ask|know|check|find out)|asking"
    rf"),? ?(?=(?:(?:at|by|from|since|until|to|in|on|for|with|under|of|about|exactly|roughly) )?{_W}(?!\w))"
)
_ABOUT = re.compile(
    r"(?<!\w)(?:"
    r"(?:please|kindly|pls|plz|could you|can you) (?:\w+ )?update (?:me|us)|"
    r"(?:let me know|tell me|advise|confirm|inform|inform me|inform us|update me|update us|send me|give me|know"
    r"|advise me|share|provide|provide me with|need|want|like|appreciate|love|clarify|explain|get|ask about|ask for"
    r"|enquiring about|inquiring about|asking about|chasing|checking|checking on|chasing up|check on|chase"
    r"|enquire about|inquire about|follow up on|following up on|ask)"
    r"(?: (?:on|of|about|me|us|please|with|to know))*? (?:next|further|the|your|an|any|some|a"
    r"|my)(?: [\w'-]+){0,3}? (?:status"
    r"|progress|eta|whereabouts|reason|reasons|cost|costs|price|update|timeline|timescale|time frame|timeframe"
    r"|deadline|procedure|process|requirements|opening hours|terms|date|delivery date|expected delivery|news|outcome"
    r"|situation|steps|options|availability|rate|fee|duration|dates)(?! of birth)(?! by)"
    r"|(?:advise|update|feedback|information|info|news|word|clarification|details) (?:please )?(?:on|about|regarding"
    r"|as to|concerning) (?:the|my|this|our|your|how)"
    r"|(?:enquire|enquiring|inquire|inquiring) (?:about|as to|after|whether)"
    r")(?!\w)"
)
_UNSAID = re.compile(
    r"let (?:me|us) know (?:if|when|should|what) (?:you|there is|there's|there are|u)(?: (?:still|also|do|should"
    r"|would|will|might))* (?:need|require|have|want|wish|anything|any|like (?:me|to)|prefer|are ready|can't|cannot"
    r"|further|something|run|happen to need|think)"
    r"|(?:don't|do not|couldn't|could not|doesn't|does not) (?:\w+ )?(?:care|mind|matter|bother|interest)"
    r"|(?:i|we) (?:will|'ll|shall|can|am going to) (?:then |also |gladly |happily )?(?:let you know|tell you|advise"
    r"|confirm|inform|check|explain|see|find out|send|update|ask|wait)"
    r"|(?:i'll|we'll|i'd be happy to|happy to) (?:\w+ )?(?:let you know|tell|advise|confirm|inform|check|explain|see"
    r"|find out|wait|update)"
    r"|no (?:idea|clue) (?=.{0,200} but )|(?:agent|colleague|driver|lady|man|they|he|she|rep|advisor|adviser|you"
    r"|tenant|neighbour|staff) (?:wanted|needed|asked|wants) (?:me )?(?:to know |whether |if |where |why )"
    r"|you(?:'re| are| may| might| must)(?: probably| surely| be| well)* wonder|to (?:tell|let|inform|advise"
    r"|explain to|remind) you"
    r"|(?:know|understand|remember|told me|explained|showed me|clear to me now) (?:exactly |perfectly |now "
    r"|very well )(?:if|whether|when|where|why|how|what|which|who)"
)
_ASKED_BEFORE = re.compile(r"(?<!\w)(?:asked|enquired|inquired|wondered)(?!\w)")
_NO_ANSWER = re.compile(
    r"(?<!\w)(?:no (?:answer|reply|response|one (?:answered|replied|could))|nobody (?:answered|replied|could|knew)"
    r"|never (?:got|received|heard|replied|answered)|still (?:waiting|no|unanswered|don't)"
    r"|(?:haven't|have not|hasn't|didn't|did not|not) (?:\w+ ){0,2}?(?:heard|had|received|replied|answered|get|got"
    r"|answer|reply|know)|without (?:an |any |a )?(?:answer|reply|response)|unanswered|ignored)"
)


_W_WORDS = (" if ", "whether", "when", "where", "why", "how", "what", "which", "who", "wether", "weather", "wat ")
_ABOUT_WORDS = """
    status progress eta whereabouts reason cost price update timeline timescale time deadline procedure process
    requirement hours terms date news outcome situation steps options availability rate fee duration my this our how
    enquir inquir
    """.split()  # noqa: SIM905 (word lists read better as text)


def asks_indirectly(text: str) -> bool:
    if _ASKED_BEFORE.search(text):
        return bool(_NO_ANSWER.search(text)) and not _UNSAID.search(text)
    if any_in(_W_WORDS, text) and _WANTS.search(text):
        return not _UNSAID.search(text)
    return any_in(_ABOUT_WORDS, text) and bool(_ABOUT.search(text)) and not _UNSAID.search(text)
