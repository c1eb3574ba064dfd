"""What looks like a question in English but wants no answer: anger, courtesy, slogans, headings."""

from __future__ import annotations

import re

from onehand.cases.recognise.questions_plain import one_of, pieces, without

_HEADING = re.compile(r"(?:subject|subj|topic|re|fwd?|title|article|faq|attachment|file)\b ?[.:/]")
# A question mark behind one of these asks nothing: anger, courtesy, the slogan below a name.
_IDLE = one_of(
    r"(?:are|r) (?:you|u) (?:\w+ )?(?:kidding|joking|serious|for real|insane|mad|out of your|having a laugh"
    r"|taking the|pulling my|deaf|blind|mental|actually)",
    r"(?:is|was) (?:this|that|it) (?:\w+ ){0,4}?(?:joke|prank|wind-up|april fool\w*|for real|candid camera"
    r"|serious\w*|supposed to be (?:\w+ )?(?:funny|a joke|customer service|good))",
    r"(?:is|was) (?:this|that) (?:\w+ )?(?:what|how) (?:\w+ )?(?:you|u|passes|loyal|customers|your)",
    r"(?:is|was) (?:this|that) (?:really |honestly |seriously |truly )?(?:your idea|any way|too much|how you"
    r"|the way you|the best you|the kind of|the thanks|acceptable|good enough|professional|(?:even )?legal)",
    r"(?:is|was) it (?:\w+ )?(?:too much|so (?:hard|difficult)|that (?:hard|difficult)|any wonder|really (?:so|that"
    r"|too))",
    r"isn't (?:it|that) (?:ironic|funny|just|lovely|great|wonderful|nice|obvious|amazing|typical)",
    r"how (?:\w+ )?(?:hard|difficult|stupid|dumb|dare|gullible|thick|incompetent|low|rude|lovely|nice|typical"
    r"|convenient|naive|daft|ridiculous) (?:can|could|must|do|is|does|are|was|you)",
    r"how dare",
    r"(?:aren't you (?:ashamed|embarrassed)|what part of|how about that|why (?:make|keep) it)",
    r"(?:oh why|do i even bother|you'd (?:think|have thought)|you (?:people|lot|guys really)|wouldn't you)",
    r"whose (?:\w+ )?(?:bright|brilliant|great|stupid|clever|daft)",
    r"(?:another|yet another|again|even more|same again|three|two|four|five|six"
    r"|\d+)(?: \w+){0,2}\Z(?<!more)(?<!possible)(?<!available)(?<!ok)",
    r"why don't (?:you|u) (?:try|just|go|come|put|read|do your|get|learn)",
    r"how (?:can|could|is|do|does) (?:anyone|anybody|a company|a business|you (?:people )?(?:possibly |even "
    r"|honestly |seriously )?"
    r"(?:call|sleep|justify|live|be so|treat|expect|look|get away|have the|not (?:care|know))|it be that hard)",
    r"how (?:many|often)(?: more)?(?: times| emails| calls| times more)? (?:do|must|does|should|will|am) (?:i|we|one"
    r"|it) (?:\w+ ){0,3}?(?:have|need|tell|explain|say|ask|repeat|call|write|phone|take|going|supposed)",
    r"how much (?:longer|more) (?:do|must|am|are|can|should) (?:i|we|you) (?:\w+ ){0,4}(?:put up|tolerate|take|bear"
    r"|endure|suffer|stand)",
    r"how (?:was|is|are|'s|have|did) (?:your|you|u|everyone|everybody|things|life|the family|the weather|all|y'all"
    r"|business)"
    r"(?: (?:guys|all|doing|going|been|today|keeping|weekend|day|week|holiday|holidays|christmas|there|getting on"
    r"|team|lot|folks|the|over))*\Z",
    r"(?:how|hows|how's) (?:it|things|everything|life|is it|are things|tricks|you|u|ya)(?: \w+)?(?: (?:today|going"
    r"|with you|at your end|doing|on))*\Z",
    r"how do you do\Z",
    r"who (?:do|does) (?:you|u|they) (?:people |guys |lot )?think",
    r"who (?:on earth|the hell|in their right mind|the heck|exactly thought|even|the devil|in the world)",
    r"who(?:'s| is|'d| would| will| could)? (?:\w+ ){0,3}?(?:going to|gonna|ever|possibly|seriously|have|actually"
    r"|really|still|honestly|even|supposed to)? ?(?:believe|believes|buy that|fall for|thought|guessed|take (?:that"
    r"|you|this) seriously)",
    r"who (?:cares|knew|knows|needs|came up|comes up|designs?|designed|invents?|thought|writes|runs|trains|hires"
    r"|wants|can blame|asked)",
    r"what (?:on earth|the (?:hell|heck|devil|fuck|f\W*k)|in the world|in god's name|in heaven's name)",
    r"what (?:kind|sort|type) of (?:\w+ ){0,2}?(?:company|service|business|customer service|outfit|operation|people"
    r"|idiot|person|joke|circus|nonsense|clown|shop|organi[sz]ation|support|world|cowboy|fool)\w*",
    r"what (?:were|was|are|r|did|do) (?:you|u|they|i|he|she) (?:\w+ )?(?:thinking|expecting|do to deserve|expect\Z"
    r"|take me for|smoking|on about|playing at|even (?:do|get)|people|actually do)",
    r"what (?:is|'s) (?:wrong|the matter) with (?:you|u|these|this company|people)",
    r"(?:what's|what is|whats|what was) the (?:\w+ )?(?:point|use|world coming|sense)\b",
    r"(?:what's|whats|what) (?:up|new|not to (?:like|love)|'s up)\Z",
    r"what (?:more|else) (?:can|could|should|is there|do|must) (?:i|one|to|we|you)(?: (?:say|add|want|expect|do|have"
    r"|need|there|to))*\Z",
    r"what (?:am|are) (?:i|we) (?:even |actually |exactly )?paying",
    r"what (?:did|do|should|could) (?:i|we|you) expect",
    r"why (?:do|did|should|would|am|are|does) (?:i|we|anyone|anybody|you) (?:\w+ ){0,3}?(?:bother|ever|even|trust"
    r"|surprised|believe|not surprised|care|still)",
    r"why (?:oh why|on earth|bother|is it always|am i not|not just|the hell|even|should i have to|would anyone"
    r"|is nobody surprised|is it so (?:hard|difficult))",
    r"(?:do|does|did) (?:you|u|they|anyone|anybody|your \w+) (?:\w+ ){0,2}?(?:think|believe|expect|imagine|reckon"
    r"|suppose) (?:i|we|me|that|this|it|anyone|people|your|for|customers)",
    r"(?:do|does|did) (?:you|u|they|anyone|anybody) (?:\w+ ){0,2}?(?:care|read (?:these|my|your|any|what)|listen"
    r"|understand (?:english|how|what it)|realise|realize|take me for|think i'm|call (?:this|that)|have any (?:idea"
    r"|shame|decency|conscience|clue|pride))",
    r"(?:don't|dont|doesn't) (?:you|u|they|anyone|anybody) (?:\w+ ){0,3}?(?:care|read|listen|think|train"
    r"|talk to each other|have any|just (?:love|hate)|ever|feel|have better)",
    r"do i (?:look|sound|seem|have to|need to|really (?:have|need) to) (?:\w+ )?(?:like|stupid|spell|beg|repeat|draw"
    r"|go to the|say|explain|to (?:spell|draw|beg|explain))",
    r"(?:have|haven't|hasn't|has|had) (?:you|u|anyone|nobody|your \w+)(?: \w+){0,3}? (?:lost your|no shame"
    r"|ever (?:heard|tried|had|been|worked)|gone (?:mad|insane)|heard of|nothing better|any shame|forgotten what)",
    r"(?:can|could|would) (?:you|u|anyone) (?:\w+ )?(?:believe|imagine|picture|be any|get any|make it any"
    r"|possibly (?:be|make|have)|credit)",
    r"(?:could|can) (?:it|this|things) (?:\w+ )?(?:be any|get any) ",
    r"am i (?:\w+ )?(?:supposed|meant|expected|invisible|talking to|the only|asking too|asking for (?:the|too)"
    r"|missing something obvious|just a|a joke|speaking|going mad|wasting|really (?:supposed|meant|expected))",
    r"is (?:anyone|anybody|somebody|someone|there anyone|there anybody|nobody|no one) (?:\w+ )?(?:there|home|awake"
    r"|reading|alive|listening|out there|at home|at all|even|actually)",
    r"(?:you|u|they) (?:\w+ )?(?:call|calls|expect|think|want|wonder)\b",
    r"(?:call|calls|and you call) (?:this|that|it|yourself|yourselves)",
    r"(?:must|should|do) (?:i|we) (?:really|always|seriously|first)",
    r"(?:need|must|shall) i (?:say|go on|add|spell|remind|continue)",
    r"since when (?:is|are|was|do|does|did)",
    r"where (?:do|does|did|would|will|have) (?:we|it|this|you|all) (?:\w+ ){0,2}?(?:live|end|find these|get (?:these"
    r"|your) (?:people|staff|nerve)|be if|learn|hire|dig up|gone)",
    r"(?:what|where|who) would (?:we|you|i) be",
    r"will (?:it|this|you) (?:ever|never) (?:end|learn|stop)",
    r"would (?:you|u) (?:\w+ )?(?:like it if|be (?:happy|pleased|satisfied)|accept|put up|treat your|want to|pay for"
    r"|tolerate|stand for)\b(?! to)(?!.* (?:offer|replacement|refund|exchange))",
    r"(?:funny|great|brilliant|wonderful|lovely|typical|charming|nice|unbelievable|fantastic"
    r"|ridiculous)(?: \w+){0,3}? (?:isn't it|huh|eh|right|don't you think|innit)\Z",
    r"(?:ready|looking|interested|want|wanna|wondering how|love|thirsty|planning|fancy|tired of|struggling|new here"
    r"|moving house|feeling)(?: \w+){1,6}\Z(?<!me)(?<!it)",
    r"(?:got|have|any|more|further|still have|do you have|have you got|got any|have any|other)? ?(?:any |more "
    r"|further |other )*"
    r"(?:questions|queries|concerns|comments|feedback|suggestions)(?: (?:or|for|about) (?:\w+ ?){1,4})?\Z",
    r"(?:need|want|got|looking for|in need of) (?:\w+ ){0,3}?(?:help|assistance|support|hand|info\w*|advice|kitchen"
    r"|website|quote|car|loan|holiday|print\w*|plumber|electrician|builder|event|new \w+)\Z",
    r"(?:did you know|have you heard|have you (?:tried|seen|discovered) our|do you really need to print"
    r"|please consider the environment|why not (?:visit|try|follow|join)|not a member|don't have an account)",
    r"(?:hope|trust)\b",
    r"(?:can|could|may) i (?:help|assist) you",
)
_TAG = one_of(
    r"(?:hello+|hi|anyone|anybody|anyone there|anybody there|you there|are you there|really|seriously|honestly"
    r"|for real|ok|okay|right|yes|no|eh|huh|yeah|what|sorry|pardon|excuse me"
    r"|is that so|you know|understood|got it|get it|clear|deal|agreed|so|well|isn't it|innit|don't you|wouldn't you"
    r"|fair enough|seriously though|come on|say what|and|oh really|no\W* really|wtf)\Z"
)
_LEAD = one_of(
    r"(?:hello|hi|hey|hiya|yo|oi|dear|greetings|good (?:morning|afternoon|evening|day)|morning|afternoon|evening"
    r"|howdy|g'day)"
    r"(?: (?:there|all|team|guys|folks|everyone|mate|again|support|sir or madam|sir|madam|sirs|sir/madam|mr \w+"
    r"|mrs \w+|ms \w+|to all))*",
    r"(?:and|but|so|or|also|then|now|ok|okay|well|please|pls|plz|sorry|sir|madam|ma'am|mate|guys|um|erm|oh|ah|hmm"
    r"|just|firstly|secondly|thirdly|finally|lastly|additionally|furthermore|besides"
    r"|anyway|ps|p\.s|nb|btw|by the way|if so|if not|in that case|yes|no|thanks|thank you|cheers|actually|basically"
    r"|seriously|honestly|as well|to be honest|for example|incidentally|meanwhile|kindly|exactly|roughly"
    r"|\d{1,2}|[b-d]|(?:(?:just|quick|one|another|a|my|next|last|first|second|third|more|other"
    r"|only) ){1,3}(?:question|query|thing))(?! (?:is|was|are|has|will|been)(?!\w))",
)


def is_tag(plain_text: str) -> bool:
    """Nothing but "oder?", "okay?", "hello?" or the slogan below a name."""
    parts = pieces(plain_text)
    return not parts or (len(parts) == 1 and bool(_TAG.match(stripped(parts[0][0]))))


def means_nothing(plain_text: str) -> bool:
    """A question mark stands here, but no answer is wanted."""
    if _HEADING.match(plain_text) or is_tag(plain_text):
        return True
    return any(_IDLE.match(stripped(piece)) for piece, _ in pieces(plain_text))


def stripped(piece: str) -> str:
    """Without "Hello", "and", "my question" before the clause proper."""
    return without(piece, _LEAD)


def is_idle(clause: str) -> bool:
    return bool(_IDLE.match(clause))


def is_heading(plain_text: str) -> bool:
    return bool(_HEADING.match(plain_text))
