"""What looks like an ask in English but is none: mentions, instructions, courtesy."""

from __future__ import annotations

from onehand.cases.recognise.asks_kinds import Cues

NOT_NEEDED = Cues(
    r"(?:(?:not|n't|never|no longer|nothing|needn't|neither)(?: \w+){0,4}? (?:need\w*|required?|necessary"
    r"|have to|necessitate|ask|want|send|give|provide|reply|share|email|tell|post|call|mention|require|returning"
    r"|else)"
    r"|(?:don't|do not|doesn't|does not|won't|will not|isn't|is not|aren't|are not|needn't|wasn't"
    r"|not)(?: \w+){0,4}? (?:need|needed|require|required|necessary|want|send|give|share|reply|provide|ask|have to"
    r"|matter|mention)"
    r"|no need|never|nothing else|no (?:[\w-]+ ){1,3}(?:is|are|was|will be) (?:needed|required|necessary)"
    r"|no (?:further|more|additional|other|extra) (?:\w+ )?(?:\w+ )?(?:is|are|needed|required)?|no serial number"
    r"|rather than|instead of sending|we (?:always|often|usually|only) ask"
    r"|thank you for|thanks for|many thanks for|already (?:have|has|in|received|sent|got|on)"
    r"|have (?:already )?(?:received|noted|saved|changed|got (?:your|the|everything))|i have changed|can be found"
    r"|not to worry|no worries|don't worry|everything (?:i|we) need|what is (?:a|an) [\w ]{2,30} good for"
    r"|you will find|you'll find|please find|happy to confirm|pleased to|unless)(?!\w)"
)
NO_ASK = Cues(
    r"(?<!your )(?<!the )(?<!a )(?:(?:please |do |just |simply |kindly )*(?:let (?:me|us) know|tell (?:me|us)"
    r"|get in touch|contact us|reply|respond|call us|ring us|write to us|email us|drop us a line|shout"
    r"|get back to (?:me|us))(?:,? (?:if|should|when|whenever|at any time|any time|how (?:it|you get)"
    r"|once)(?!\w)(?! (?:you'd like|somebody|someone|we can|we'll|we will|we may|it|was|the|and|you(?:'ll| will|'re"
    r"| are) (?:be )?(?:away"
    r"|out|in|home|at home|around"
    r"|available|travelling|not in|abroad))(?!\w))|(?: again)? ?[.!]|\Z)"
    r"|have your [\w ]{3,40}(?:ready|handy|to hand|at hand)|(?:reply|respond|write back|answer)(?: to (?:this"
    r"|the) (?:e-?mail|message))? (?:if|should|whenever|any time)|hesitate|bear with|patience|apolog\w*"
    r"|sorry for the inconvenience|have a (?:great|nice|good|lovely)|take care"
    r"|enjoy|note that|rest assured|be aware|be assured|see our|visit our|take a look|take a moment"
    r"|have a look at our|check (?:your|the) (?:spam|junk|website|tracking)|refer to|keep (?:this|the|your|it)"
    r"|feel free|leave (?:the|it|your)|add (?:us|our)|take (?:the|it|your|them|out|off|up)|read (?:the|our|through)"
    r"|mention (?:this|it) |return (?:the|them)(?!.* to (?:us|me))|do come|show (?:the|this|your|it)|type"
    r"|enter (?:your|the|this)"
    r"|choose|select|sign (?:in|up|for the parcel)(?! the)|bring (?:the|your|it)"
    r"|call back later|post (?:it|the|them)|pass (?:this|it|on)|say hello|copy the|complete the (?:following steps"
    r"|update|installation)|check that|make sure)(?!\w)"
)
IDLE_QUESTION = Cues(
    r"(?:(?:is there )?any(?:thing)?(?: \w+){0,3} (?:i|we) can (?:help|do|assist)|(?:can|could|may) (?:i"
    r"|we) (?:help|assist|do anything|be of|offer you any|do something)|(?:do|have) you (?:have "
    r"|got )?(?:any )?(?:other |further |more |additional )*(?:questions|queries|concerns)"
    r"|(?:does|did|has|is|was|will|would|do) (?:that|this|it|my|our|the (?:answer|explanation"
    r"|information))(?: \w+){0,3}? (?:answer|help|helps|make sense|clarify|work for you|sound|suit you|acceptable"
    r"|okay with you|ok with you|clear|resolve|solve|all right|alright)(?! you (?:if|to)| with the| for us| if we| if i"
    r"| to )"
    r"|how are you|did you know|have you (?:heard|seen) (?:about|our)|sounds? good|all clear|make sense|why not"
    r"|ready to|why (?:did|does|do|has|is|was|were|are|will|would)(?!.*(?<!\w)(?:you|your)(?!\w))"
    r"|what (?:does|is|was|causes|caused|will|did) (?:this|that|it|next|happen)(?! (?:you|your|on your|say|says|show"
    r"|read|called|for"
    r"|about))(?!.*(?<!\w)(?:you|your)(?!\w))"
    r"|what (?:happens|happened) (?:next|now|then)|what's next|what next|who would (?:have|think|want)"
    r"|isn't (?:it|that)"
    r"|how does (?:it|this|that) work|what does (?:this|that|it) mean|how (?:can|could|did) (?:this|that|it) happen"
    r"|so what (?:now|next|happens))(?!\w)"
)
GENERIC = Cues(
    r"(?:(?:a little |some |a bit |a few |any |little |bit )?(?:more|further|additional|extra|other|another"
    r"|little|two|three|\d+|few) (?:\w+ )?(?:information|info|details|time|days|moments?|minutes?|hours|weeks|bit"
    r"|patience)|time to|a moment|some time|your patience|your understanding|patience|to (?:inform|tell|let"
    r"|apologi[sz]e|thank|confirm that|advise you|wait|say|assure|point out|check with|speak|order|look|do this"
    r"|investigate|find out|ask my|see whether|get back|clarify|remind|escalate|pass))(?!\w)"
)
