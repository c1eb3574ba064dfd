"""The words by which English commits, and takes commitments back. The rules over them are in `promises_en`."""

# ruff: noqa: SIM905 (word lists read better as text)
from __future__ import annotations

import re

from onehand.cases.recognise.gated import Gated
from onehand.cases.recognise.promises_clauses import Joints
from onehand.cases.recognise.promises_verbs_en import BASE, ING, PLURAL_THIRD, THIRD

WILL = re.compile(
    r"\b(?:will|shall|\w+'ll|(?:am|is|are|\w+'m|\w+'re|\w+'s) (?:all |now |also |definitely |certainly "
    r"|both |not )?(?:going|about|due|set|scheduled|to be|expected|bound|guaranteed|certain|sure) ?to|(?:is"
    r"|are) to|gonna|imma|won't forget|won't be charged|won't (?:charge|bill))\b"
)
SUBJECT_WE = re.compile(r"(?:^|\b)(?:i|we|i'll|we'll|i'm|we're|i've|we've)\b")
NO = Gated(
    r"\b(?:not|no|never|no longer|cannot|can't|won't|don't|doesn't|isn't|aren't|didn't|wouldn't|couldn't"
    r"|shan't|unable|nobody|nothing|neither|nor|no one|none|hardly|unlikely|refuse|decline|without)\b"
)
NO_HARM = Gated(
    r"\b(?:not|won't|never) be (?:left |the one )?(?:out of pocket|billed|left|worse off)\b|\bnot (?:only|later"
    r"|forget|to worry|just)|no later|no problem|no worries|no (?:extra "
    r"|additional )?(?:cost|charge)|not forget|without (?:delay|further|fail|charge|any)"
    r"|no questions asked|won't forget|nothing (?:to worry|further)|free of|don't (?:you )?worry"
    r"|without (?:you|your|having)|(?:not|won't) (?:going to )?(?:be charg(?:ing|ed)|charge|bill)"
    r"|(?:not|won't) (?:\w+ )?leave you|not .{0,20}let you down|won't (?:let|keep)"
)
MAYBE = Gated(
    r"\b(?:may|might|could|would|perhaps|maybe|possibly|i'd|we'd|hopefully|i hope|we hope"
    r"|potentially|can|should|ought|must|needs? to|have to|has to|suggest|propose|how about|what about|i think"
    r"|i don't think|i believe"
    r"|we believe|let's|possible|chance|chances)\b"
)
CERTAIN = Gated(
    r"\b(?:can|may) (?:confirm|promise|assure|guarantee|count|rely|expect|look forward|rest assured"
    r"|now confirm|be sure|depend|bank)\b|\b(?:can|may) (?:already |now |also |hereby |happily |therefore "
    r"|indeed )?(?:confirm|promise|assure|guarantee|expect)\b|happy to (?:confirm|say|report|inform|tell)"
    r"|glad to (?:confirm|say|inform)|pleased to (?:confirm|say|inform|tell)|pleasure to inform"
)
GENERAL = Gated(
    r"\b(?:usually|normally|generally|typically|always|as a rule|in most cases|on average|regularly|every"
    r"|daily|each|automatically|ordinarily|in general|our policy|customarily|by default|tend to"
    r"|tends to|orders placed|depending on|as standard|routinely|opening hours|sometimes|often|(?:it's|it is) best"
    r"|best if you)\b"
)
PAST = Gated(
    r"\b(?:was|were|had|did|went|got|said|told|sent|paid|came|wanted|promised to|asked|arrived|received"
    r"|called you|refunded|shipped|cancelled|dispatched|processed|credited|posted|issued|resolved|fixed"
    r"|passed|contacted|spoke|replaced|visited|tried|forgot|wrote|gave|took|made)\b"
)
PERFECT = Gated(
    r"\b(?:have|has|i've|we've|they've|he's|she's|it's)(?: (?:already|just|now|also|since|been|today|asked"
    r"|been))* (?:\w+ed|been|sent|paid|made|done|taken|given|gone|put|set|spoken|written|told|got|had|come"
    r"|found|seen|bought|left|begun)\b"
)
COURTESY = Gated(
    r"\b(?:thank|thanks|sorry|apologi[sz]e|apologies|wish|wishing|hope|look forward|looking forward"
    r"|appreciate|welcome|enjoy|pleased to hear|understand that|feel free|hesitate|grateful|regret"
    r"|congratulations|best regards|have a (?:nice|great|good|lovely)|take care(?! of)|season's|fingers crossed"
    r"|greetings|kind words"
    r"|sincerely|bear with us|value your|proud)\b"
)
HELP = re.compile(
    r"\b(?:happy|glad|pleased|delighted|here) to (?:help|assist|answer|explain|advise|support)|(?:will|'ll"
    r"|shall) (?:be )?(?:always |more than |only too |gladly |very |of course |certainly )*(?:happy|glad"
    r"|pleased|delighted|here|there for you|help you with any|assist you with any|answer any"
    r"|be at your disposal)\b(?! (?:you|by|on|in|at|within))|\b(?:i|we)(?:'ll| will| shall) be available"
)
YOU_WILL = Gated(r"\b(?:you'll|you (?:will|shall)|you are going to|you're going to|you are to|you're to)\b")
YOU_GET = Gated(
    r"\b(?:you'll|you (?:will|shall)|you(?: are|'re) (?:going|due|set) to)(?: \w+ly| of course| also| both| then"
    r"| soon| each| still| first)? (?:be (?:called|contacted|refunded|credited|notified|informed|sent|paid"
    r"|reimbursed|compensated|given|emailed|receiving|getting|hearing|back|up|updated|told|issued|offered"
    r"|reconnected|assigned|billed|charged|advised|rung|phoned|visited|put|moved|switched|provided)"
    r"|receive|get|have|hear|see (?:the|your|a|it)|find (?:the|your|a|it) .{0,30}(?:in your|inbox|account)"
    r"|expect)\b"
)
YOU_NOT = Gated(
    r"\b(?:you'll|you (?:will|shall)) (?:\w+ly |also |then |still |first )?(?:have to|need|find|notice"
    r"|see (?:that|how|from|why|(?:an?|the|two|three|your) (?:\w+ ){0,3}(?:icons?|buttons?|message|screen|window"
    r"|light|menu|page"
    r"|code|symbol|field|option|tab|banner|logo|arrow|box|pop-?up))|understand|want|be able to (?:find|see|choose"
    r"|read)|be required|agree"
    r"|love|like|enjoy|know|be asked|be charged|not|probably|be happy|appreciate|be pleased to hear)\b"
)
PROMISE = Gated(
    r"\b(?:promise\w*|guarantee\w*|assur\w+|rest assured|my word|undertake\w*|commit(?:s|ted)?|pledge\w*"
    r"|vow|swear|count on|rely on|depend on|bank on|make sure|makes? certain|ensure\w*|see to it|see that"
    r"|confirm\w*|inform\w*|consider it done|you have my|be advised|be informed|let you know|advise you"
    r"|please note|agreed|decided|certain that|report|instructed|arranged|heads-up|heads up|gladly"
    r"|rest easy|worry)\b"
)
EXPECT = re.compile(
    r"\b(?:(?:please |you (?:can|may|should) )?(?:expect|look out for|watch out for"
    r"|keep an eye out for) (?:to (?:hear|receive|get|have|see)|a|an|the|your|our|my|us|it|delivery|this"
    r"|another|confirmation|news|word|feedback|me))\b"
)
IDIOM = Gated(
    r"\b(?:leave (?:it|this|that) with (?:me|us)|(?:i'm|we're|i am|we are) on it|on its way"
    r"|on the way (?:to you )?|coming your way|heading your way|winging its way|i'll get on"
    r"|take it from here|get right on|make it happen)\b"
)
FINITE = (
    BASE
    | ING
    | THIRD
    | PLURAL_THIRD
    | frozenset(
        "will shall i'll we'll you'll he'll she'll they'll it'll that'll there'll i'm we're you're i've "
        "we've you've it's is are was were be been has have had do does did"
        " can could may might should would must gonna going due agreed expect promised confirmed scheduled".split()
    )
)
JOINTS = Joints(
    coordinators=frozenset("and but plus".split()),
    conditions=frozenset(
        "had if when once unless whenever while because since although though should whether provided after "
        "before until till as where whereas in".split()
    )
    - {"in", "as", "after", "before", "until", "since"},
    that=frozenset(("that",)),
    relatives=frozenset("which who whom whose what how why".split()),
    cuts=frozenset("that if once unless because although whether".split()),
    finite=FINITE,
    closing=frozenset(),
    negations=frozenset("won't can't cannot don't didn't couldn't".split()),
)
STAFF = Gated(
    r"\b(?:colleagues?|team|technicians?|engineers?|fitters?|drivers?|couriers?|plumbers?|electricians?"
    r"|caretaker|supervisor|manager|department|agents?|advis[eo]rs?|specialists?|adjusters?|handlers?"
    r"|developers?|builders?|contractors?|locksmiths?|mechanics?|warehouse|workshop|our \w+|my \w+|staff"
    r"|support|somebody|someone|accounts|finance|billing|we|i|they|he|she|lads|crew|mr\.? \w+|mrs\.? \w+"
    r"|ms\.? \w+|dr\.? \w+|council|office|executive|representative|surveyor|inspector|housekeeping|nurse"
    r"|doctor|clinic|branch|bank|insurer|partner)\b"
)
OURS = Gated(
    r"\b(?:repairs|refund|replacement|parcel|package|order|delivery|invoice|credit|voucher|letter|email|e-mail"
    r"|reply|response|answer|call|callback|call-back|confirmation|update|hotfix|fix|patch|label|money"
    r"|payment|amount|funds|card|pin|contract|ticket|part|item|device|phone|laptop|sim|quote|offer"
    r"|documents?|paperwork|report|certificate|feedback|statement|cheque|transfer|installation|repair"
    r"|appointment|visit|account|line|service|link|code|goods|shipment|the \w+|your \w+|a new \w+|it|this"
    r"|everything|reimbursement|decision|result|exchange|return|collection|balance|remainder|deposit|bonus|cashback"
    r"|compensation|details|list|sample|keys?)\b"
)
NOMINAL = Gated(
    r"\b(?:callback|call-back|call|reply|response|answer|refund|delivery|replacement|dispatch"
    r"|reimbursement|collection|exchange|feedback|update|repair|confirmation|visit|appointment"
    r"|installation|shipment|credit|label|letter|decision|quote|payment|transfer|resolution|return label"
    r"|follow-up|email|redelivery|invoice|engineer|technician|pick-up|pickup|new (?:card|device|router"
    r"|phone|meter|key|contract|bill|sim|part|one)|final written response|swap"
    r"|compensation|report|voucher|results?|sign-off|approval|handover|upgrade|cancellation|activation)\b"
)
NOMINAL_SURE = Gated(
    r"\b(?:agreed|promised|guaranteed|confirmed|to follow|follows|booked|scheduled|due|arranged|expected"
    r"|coming|set|in the post)\b"
)
BLOCK_DATED = Gated(
    r"\b(?:engineers|technicians|staff|team|drivers|couriers|people) works?\b|(?:amount|payment|bill"
    r"|invoice|fee|balance|rent|premium) (?:is|are|falls?) due|\b(?:we (?:open"
    r"|close|shut)|applies|flight|train|bus"
    r"|museum|road|film|match|open|opens|opening|closed|closes|closing|expires?|renews?|ends|due date"
    r"|payable|office hours|lines|deadline|valid|bank holiday|clocks?|costs?|prints?|warranty|season|sale"
    r"|takes? effect|comes? to an\b|runs? out|lapses?|terminates?|moves? (?:to|into) (?:new|larger|a )|relocates?"
    r"|reopens?|comes? out"
    r"|concert|runs|lasts|remains|continues|currently|at the moment|presently|so far|until now)\b"
)
NOW = Gated(
    r"\b(?:currently|at the moment|presently|still|already|at present|as we speak|these days|so far"
    r"|for years)\b"
)
ATTACHED = Gated(r"\b(?:attached|enclosed|herewith|please find|hereby confirm receipt|below)\b")
IMPERATIVE = re.compile(
    r"\W*(?:please|kindly|do not|don't|feel free|let us know|just let|just shout|let me know|contact us"
    r"|call us|ring us|send us|email us|visit|check|see|click|note|make sure|wait|give us|drop us|shout"
    r"|get in touch|keep|remember|why not|tell us|reply (?!to follow))\b"
)
CUSTOMER = Gated(
    r"\b(?:you (?:said|told|promised|agreed|had|were|wanted|would|have|asked|must|need|should|can|may"
    r"|could|might|are|did|ought|mentioned|wrote)|you've|you'd|as you)\b"
)
GOVERNOR_NO = Gated(
    r"\b(?:hope|think|believe|afraid|sorry|wish|understand|know|see|told|said|wrote|read|aware|possible"
    r"|may|might|doubt|not|suppose|assume|appreciate|glad|happy|expect|guess|heard|mentioned|claim|fear"
    r"|never|can't|cannot)\b"
)
PARTICIPLE = re.compile(
    r"\b(?:\w+ed|sent|paid|put|made|done|given|taken|brought|written|set|dealt|held|found|sorted|gone|rung"
    r"|built|shut|told|rewritten|mown|begun|redone)\b"
)
SUBORDINATE = re.compile(
    r"\b(?:so that|because|in case|before (?:he|she|we|they|you)|unless|as soon as|whether|so nobody"
    r"|so you|so we)\b"
)
ASSURANCE = re.compile(
    r"\b(?:give (?:me|us)\b|consider it done|you have my word|not forget(?: you)?|meet that date|promise\Z"
    r"|bear with me)"
)
SUBJECT_FUTURE = Gated(r"\b(?:i|we) (?:will|shall)\b|\b(?:i|we)'ll\b")
NO_FUTURE = re.compile(
    r"^\W*(?:will do(?! (?:so|it|that|this)\b)|(?:i|we) (?:\w+ )?(?:understand|see|hope|think|know|believe|hear"
    r"|gather|heard|noticed"
    r"|trust|imagine|expect|suppose|feel|assume|presume|reckon|guess|fear)(?! (?:to it|that you (?:get|have"
    r"|receive)))\b(?!.*\b(?:i"
    r"|we)'ll))"
    r"|\b(?:i'll|i will|we'll|we will) be (?:honest|frank|straight|open)\b"
    r"|\b(?:i'll|i will|we'll|we will|he'll|she'll|he will|she will|they will) be (?:on (?:holiday|leave"
    r"|vacation)|away|out of|off|unavailable|closed|in touch if|here|around)"
    r"|\b(?:it|this|that|there)(?: will|'ll) (?:\w+ )?(?:take|be an? (?!.*\b(?:for you|waiting)\b)|be some\b|depend"
    r"|cost|be no"
    r"|be difficult|be nice|be great|be fun|be useful)|\bfeedback will help|it (?:will|'ll) be\s+before"
    r"|\b(?:you'll|you will) hear from your (?:own )?(?:bank|insurer|landlord|doctor|employer)\b"
    r"|\bit(?: will|'ll) be (?:cold|hot|warm|sunny"
    r"|wet|busy|late)\b"
    r"|\bthat(?: will|'ll) be (?:all|[£$€\d])|\bwill (?:help|allow|enable) (?:us|you)\b"
    r"|(?:will|going to|'ll) need|closed until|how (?:will|we)|\bas you will (?:see|know|appreciate)"
    r"|time will tell|i doubt|depends on|you(?: will|'ll) have (?:received|got|seen|noticed|heard)"
    r"|(?:expected|set|due|likely|scheduled) to (?:last|take|continue|remain|run)\b"
    r"|\b(?:prices?|fees?|rates?|tariffs?|costs?|charges?|premium) (?:will|are going to|is going to) (?:go up|rise"
    r"|increase|change)"
    r"|(?:will|'ll) have (?:taken|gone|left|been(?! \w+(?:ed|[tn])\b))"
    r"|\b(?:will|'ll) (?:\w+ly )?(?:last\b|(?:delay|affect|cause) |take(?: (?:about|around|up to|some|a few|longer"
    r"|between)|\s{2,}|\s*\Z))"
    r"|\b(?:fees?|charges?|interest|costs?|duty|duties) (?:will|'ll|of .{1,20} will) (?:be (?:charged|added|payable"
    r"|due|incurred)|apply|arise|accrue)"
    r"|\b(?:(?:i|he|she|they)(?:'ll| will)|(?:mr|mrs|ms|dr)\.? \w+ will|colleague will) be (?:on (?:training"
    r"|a course|site|duty|annual)|back(?! (?:to|with|in touch))|in meetings|in the office|in again|at)\b"
    r"|^\W*your (?:own )?(?:neighbou?r|bank|landlord|landlady|wife|husband|partner|son|daughter|employer|insurer"
    r"|doctor|lawyer|solicitor|gp|accountant|provider|dealer|local \w+)s? (?:will|'ll)\b"
    r"(?! (?:get|receive|hear|have(?! to)|be (?:sent|told|informed|contacted|given|copied))\b)"
)
KNOWING = re.compile(
    r"\W*(?:i|we) (?:can |do |also )?(?:see|understand|doubt|hear|gather|notice|note|know|hope|appreciate|assume"
    r"|trust|believe|think)\b"
)
LOYAL = Gated(r"(?:we'll|i'll|we will|i will) (?:meet|stick to|keep to|honour) that|(?:won't|not) forget")
WOULD = re.compile(r"\b\w+'d\b|\bwould\b")
TOLD_US = Gated(r"\b(?:promised|assured|confirmed|told|guaranteed) (?:me|us|to me)\b")
COUNT_ON_US = Gated(r"\b(?:count|rely|bank|depend) on (?:(?:us|me) to|(?:our|my) \w+)\b")
LOOK_FORWARD = Gated(
    r"\b(?:i|we|i'm|we're|and|also) look(?:ing)? forward to (?:delivering|installing|fitting|collecting|bringing"
    r"|handing)\b.{3,}|\byou (?:can|may) (?:now )?look forward to\b"
)
WE_EXPECT = Gated(r"\b(?:we|i|i'd|we'd|don't) expect\b")
WILL_ACT = re.compile(r"\b(?:will|'ll|shall) (?:\w+ )?(?:send|call|ring|email|look|check|get|refund|credit)\b")
BE_ASSURED = re.compile(
    r"\W*(?:please|kindly) (?:be (?:assured|informed|advised|aware)|note|rest|accept|expect|know)\b"
)
SO = Gated(
    r"\b(?:so(?: that)?|which|that|as (?:soon|quickly|fast) as|whatever|before|what|to see|how|where|who"
    r"|whether|if"
    r"|until|when)\b"
)
OPENING = Gated(
    r"\b(?:office|shop|store|lines?|branch|hotline|phones?)\b.{0,30}\b(?:be|remain|stay) (?:open|closed|shut)"
)
EXPIRING = Gated(
    r"\b(?:guarantee|warranty|offer|contract|subscription|plan|price|card|voucher|password|code|membership|policy"
    r"|licence|license"
    r"|session|link|trial|certificate|coupon) (?:will )?(?:automatically )?(?:expire|end|renew|lapse|run out)"
    r"|\b(?:i|we|i'll|we'll|will|shall) (?:am |are |be |'?)?(?:afraid|sorry)\b"
)
YOU_SEE_IT = Gated(
    r"\bknow(?=\s*\Z)|\bknow (?:whether|if|more|what|where|when|how|for sure|for certain)\b"
    r"|\b(?:find|see) .{0,40}(?:inbox|account|post)\b"
)
STATE = re.compile(
    r"\b(?:will|'ll) (?:happily |gladly )?(?:be (?:interested|aware|surprised|pleased to hear)|remain|cost"
    r"|depend|vary"
    r"|need|require|apply|continue to have|understand|find that)\b"
)
UNDERTAKE = Gated(r"\b(?:undertake|commit|promise|pledge|guarantee|vow|committed)\b")
UNDERTAKE_TO = Gated(r"\b(?:to|that|you)\b")
UNDERTAKE_ALWAYS = Gated(r"\b(?:customers?|quality|service|excellence|privacy|warranty)\b")
BEING = re.compile(r"\b(?:i'm|we're|i am|we are|is|are|he's|she's|they're|it's|\w+'s)\b")
GOING_ON = ING | {"coming", "arriving", "leaving", "going", "being"}
# "I am having a replacement sent to you."
HAVING = re.compile(
    r"(?:\bam|'m|\bare|'re) (?:\w+ )?having (?:an?|the|your|it|this|that|one|another|some)\b.{0,50}\b(?:\w+ed|sent"
    r"|put|made|sorted|built)\b"
)
# "Your new delivery date is 12 March."
NEW_DAY = Gated(
    r"\b(?:(?:delivery|collection|appointment|installation|visit|arrival|pick-?up|new|revised|confirmed) (?:date"
    r"|slot|day"
    r"|appointment|window)|appointment|delivery|visit|installation|collection|callback) (?:is|has been (?:moved|set"
    r"|changed|put"
    r" back|brought forward)|is now|is set)\b"
)
# "Your bank collects the amount on 5 March": whose doings we do not promise.
THEIRS = re.compile(
    r"^\W*(?:and |but )?your (?:own )?(?:neighbou?r|bank|landlord|landlady|wife|husband|employer"
    r"|insurer|doctor|lawyer|solicitor)\b"
)
# Neither we nor our goods: what a machine or a page does promises nothing.
MACHINE = re.compile(
    r"^\W*(?:(?:and|then|after that|afterwards|once \w+|the|your|this|a) )*(?:\w+ )?(?:apps?|lights?|led|router"
    r"|websites?|system|screen"
    r"|display|page|software|machine|computer|browser|program|installer|form|lamp|icon|window|camera|sensor|battery"
    r"|motor|engine)"
    r" (?:will|'ll)\b"
)
# Of whom or what we may say what will be, when no day is named.
CONCERNS_US = re.compile(
    r"\b(?:i|we|us|our|my|me|you|your|yours|they|he|she|refunds?|replacements?|parcels?|packages?|orders?"
    r"|deliver(?:y|ies)|invoices?"
    r"|credits?|vouchers?|letters?|e-?mails?|repl(?:y|ies)|responses?|answers?|calls?|callbacks?|confirmations?"
    r"|updates?|fix(?:es)?"
    r"|money|payments?|amounts?|fees?|charges?|costs?|cards?|contracts?|tickets?|parts?|items?|devices?|quotes?"
    r"|documents?|reports?"
    r"|accounts?|teams?|colleagues?|engineers?|technicians?|drivers?|couriers?|managers?|departments?|specialists?"
    r"|somebody|someone)\b"
    r"|\b(?:will|to|'ll) (?:\w+ly |also |now |then |all |both )?be (?:\w+ed|sent|paid|put|made|done|given|taken"
    r"|brought|dealt"
    r"|held|sorted)\b|\bhappen\b|\bfollow\b|\b(?:mr|mrs|ms|dr)\b"
)
OUR_WORD = Gated(r"\b(?:i|we)(?: can)? (?:hereby |fully |also )?(?:guarantee|promise|assure you|vow|swear|pledge)\s*\Z")
HAD = Gated(
    r"\b(?:had|was|were) (?:\w+ ){0,2}(?:promised|booked|arranged|agreed|scheduled|planned|confirmed|told"
    r"|assured)\b"
)
YOU_ARE = frozenset(("you're", "you've"))
ACTORS = Gated(r"\b(?:i|we|they|engineers|technicians|team)\b")
IS_READY = re.compile(
    r"(?:\b(?:is|are)|'re|'s|i'm) (?:\w+ )?(?:with you|ready|done|fixed|yours|back|gone|due|there"
    r"|complete\w*|finished|resolved|sorted"
    r"|on your|in your|booked|scheduled|confirmed|arranged|planned)\b"
)
SENTENCE = frozenset("your you is are was have has".split())
INSTRUCTED = re.compile(
    r"(?:have|has) (?:now |just )?been (?:asked|told|instructed|urged) to \w|(?:'ve|have"
    r"|has) (?:\w+ )?(?:instructed|asked|told|ordered|urged|got|requested) .{1,60}\bto \w"
)
ARRANGED = Gated(
    r"\b(?:put you down|pencilled|got you down|put you in|signed you up|scheduled|booked|arranged|confirmed"
    r"|planned"
    r"|reserved|fixed|announced|notified|moved(?! to (?:new|larger|a ))|a (?:note|reminder)|diari[sz]ed|(?:put"
    r"|pushed|moved) (?:back|forward)|been moved|rescheduled"
    r"|brought forward|set up|agreed|organised|organized|lined up|slotted|promised)\b"
)
# A sentence without any of these promises nothing.
CUES = (
    BASE | ING | THIRD | PLURAL_THIRD
    | frozenset("will shall i'll we'll you'll he'll she'll they'll it'll that'll gonna going coming arriving leaving "
"due expect should aim aiming plan planning intend endeavour trying being having ought".split())
    | frozenset("promise guarantee guaranteed undertake commit committed pledge agreed confirmed arranged scheduled "
"booked put asked".split())
    | frozenset("instructed told way leave count rely get is are look ready with word consider i'm we're".split())
    | frozenset("charge charged date slot".split())
    | frozenset(NOMINAL.pattern[5:-3].split("|"))
)  # fmt: skip
# Without a time only what lies ahead, what we do and a few phrases promise.
UNTIMED = frozenset(
    """
    i we i'll we'll i'm we're will shall you'll he'll she'll they'll it'll that'll there'll this'll gonna going
    coming let expect promise promised guarantee guaranteed undertake pledge vow word consider considered leave way
    follow follows count rely bank depend assured assure won't forward due bound
    """.split()
)
AHEAD = frozenset("i we will shall i'll we'll you'll he'll she'll they'll it'll i'm we're going gonna".split())
# "If you have any questions, we will be there" is courtesy, unless a day is named.
IN_CASE = Gated(
    r"\b(?:should you|if you|if there|in case you)\b[^,.]{0,40}\b(?:questions?|queries|anything|help|assistance"
    r"|concerns|unclear|unsure)\b"
)
NOT_BUT = Gated(r"\bnot (?:on|by|at|in|until|today|tomorrow|tonight|this|next|before|within)\b[^.;:]{0,40}?\bbut\b")
REPORTED = re.compile(
    r"\b(?:was|were) (?:\w+ )?(?:going|about|supposed|due|meant|meaning|planning|hoping|intending) to\b|\b(?:has"
    r"|have) (?:said|announced|claimed|stated|told you)\b|^\W*(?!(?:i|we)\b)[\w' ]{2,40}"
    r" (?:says|claims|reckons)\b"
)
SAME_THING = re.compile(r"\b(?:after which|after that|afterwards|make sure of (?:that|it)|see to (?:that|it)|then)\b")
# What should be there by a day is meant to be.
SHOULD = Gated(
    r"\b(?:i|we)(?:'m|'re| am| are)? (?:fully |firmly |currently |also )?(?:intend|aim|plan|endeavour|aiming"
    r"|planning|trying"
    r"|looking) to\b|"
    r"\b(?:should|ought to) (?:\w+ )?(?:be (?:in|with|on|at|back|there|ready|here|fixed|sorted|resolved|done)"
    r"|arrive|reach|land|appear|receive|hear|hit|come through|show up|get|see|find|have (?:it|the|your|a))\b"
)
# What goes on with the promise before: its day, or the thing it speaks of.
LEAD_IN = re.compile(r"\W*(?:please |just )?(?:leave (?:it|this|that) with (?:me|us)|(?:i'm|we're) on it)\W*\Z")
REFERS = re.compile(r"\W*(?:and |then )?(?:it|it'll|this|that|that'll|the new one)\b")
# What the customer, or somebody at home, should do.
THEIR_PART = Gated(
    r"\b(?:somebody|someone|anybody|at home|(?:reach|with|to) us|be (?:paid|returned|signed|completed|filled in))\b"
)
# "I'm writing to you about the March invoice": what is done at this moment.
WHY_NOW = Gated(
    r"\b(?:i'm|we're|i am|we are) (?:calling|writing|emailing|ringing|phoning|contacting|getting in touch"
    r"|reaching out)\b.{0,20}"
    r"\b(?:about|regarding|concerning|because|re|with regard|to (?:let|ask|inform|tell))\b"
)
BY_NOW = Gated(r"\b(?:by now|already|have been|have had)\b")
# "So that you don't freeze we'll …": what it is for takes nothing back.
PURPOSE = re.compile(r"^\W*so (?:that )?(?:you|nobody|we|it)\b[^,]{0,60}?(?=\b(?:we'll|i'll|we will|i will)\b)")
WAIT = Gated(r"\bexpect (?:a|some|an|longer|the usual) (?:\w+ )?(?:wait|delays?|queues?|hold-ups?|disruption)\b")
