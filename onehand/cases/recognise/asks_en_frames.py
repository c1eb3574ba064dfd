"""What an English draft asks for without a noun of its own: who is there when, what is preferred, how urgent it is.

Each: the kind, pieces of words of which one must occur, and the patterns.
"""

from __future__ import annotations

_YOU = r"(?:you|u|ya)"
# What a thing is needed for, with a day of its own.
_EVENT = (
    r"(?:wedding|party|flight|departure|move|exam|event|birthday|funeral|christening|baptism|concert|tournament"
    r"|ceremony|launch|opening|premiere|anniversary|moving day|moving date|big day|race|performance|exhibition"
    r"|trade fair|fair|conference|interview|graduation|show|reception|match|start date|school start|handover"
    r"|inspection|due date)"
)
_DEVICE = (
    r"(?:device|phone|handset|printer|router|browser|computer|laptop|tablet|tv|telly|television|operating system|os"
    r"|model|make|brand|boiler|machine|camera|console|modem|smartphone|iphone|android|dishwasher|fridge|freezer|car"
    r"|vehicle|bike|product|hardware|app version|software version|firmware|appliance|oven|thermostat|system|pc|mac"
    r"|watch|headset|hub|scanner|vacuum|vacuum cleaner|hoover|cooker|hob|mower|lawnmower|robot|kettle|toaster|dryer"
    r"|drier|tumble dryer|speaker|soundbar|headphones|monitor|keyboard|drill|saw|drone|e-?reader|reader|ipad|kindle"
    r"|doorbell|meter|pump|heat pump|inverter|charger|scooter|motorbike|van|engine|amp|amplifier|piano|gadget|unit"
    r"|microwave|blender|mixer|coffee maker|coffee machine|air ?con|air conditioner|software|set-top box|box"
    r"|receiver|strimmer|trimmer|chainsaw|grill|barbecue|sewing machine|treadmill|hearing aid|alarm|lock)"
)
_CHANNEL = (
    r"(?:e-?mails?|e-mailed|emailed|phone|telephone|post|letters?|texts?|text message|sms|calls?|phone call|paper"
    r"|pdf|digital|whatsapp|write|ring|writing|called|posted|texted|online|printed|electronic|messenger|messages?)"
)
_CALL = r"(?:phone|call|ring|text|e-?mail|write|calls?|contact|reach|telephone|phone calls?|callback)"
FRAMES: tuple[tuple[str, str, str], ...] = (
    (
        "absence",
        "away|available|holiday|vacation|leave|abroad|town|travel|unavailable|out of|absen|home|back|return| in| be |"
        "around|there|off |gone|nobody|no one|somebody|someone|anyone|anybody",
        r"(?:away|available (?:again|from)|on holiday|off on|on vacation|on leave|abroad|out of town|travelling"
        r"|traveling|unavailable|out of (?:the )?(?:office|country)|absent|absence|not (?:be )?(?:at )?home|at home"
        r"|home on|home that|(?:get|getting|got) back(?! to)|back home|back in (?:town|the office|the country)"
        r"|back from|be back|are back|(?:are|will) you (?:\w+ )?back|(?:not|un) ?available(?: on| for| to)|(?:when"
        r"|before|until|after) you return|when (?:will|do) you return|won't be in"
        r"|not be in|not in|be in(?! your| the)|in then|in on|in that day|be around|around on|you be gone|you're gone"
        r"|you gone"
        r"|be at the (?:house|flat|property|premises)|holiday dates?|(?:holiday|vacation|trip) (?:start|starts|begin"
        r"|begins|end|ends|over|last|lasts)|going away|home (?:to|all|between|during|next)"
        r"|be there (?:on|to|when|that|at)|last day before (?:your|the) holiday"
        r"|(?:nobody|no one|somebody|someone|anyone|anybody|no-one) (?:\w+ ){0,4}?(?:in|home|around|there|available"
        r"|at the (?:house|flat|property|premises)|let (?:us|him|her|them|the \w+) in|open the door|answer the door)"
        rf"|(?:how long|when) (?:are|will|would|do) {_YOU} (?:\w+ )?(?:be )?(?:stay|staying|going to be)"
        rf"|how long (?:are|will) {_YOU} (?:be )?in|(?:are|will) {_YOU} (?:still |all )?(?:be )?(?:around|about)"
        rf"|(?:are|will) {_YOU} (?:be )?(?:in|out|home)(?= (?:on|next|this|tomorrow|then|between|all|from|when|at)"
        rf"|[?,])"
        rf"|{_YOU}(?:'ll| will|'re| are) (?:be )?(?:out|in|home)(?= (?:on|next|this|tomorrow|then|all|from|when)|[?,.])"
        rf"|when (?:do|will|are) {_YOU} (?:\w+ )?(?:leave|leaving|fly out|set off|come home|coming home|come back"
        r"|coming back))",
    ),
    (
        "deadline",
        "when|before|deadline|urgent|date|day|soon|quick|by|latest|cut|enough|limit|last|time|late|long can|rush",
        r"by when|until when|deadline|date by which|by which (?:date|day|time)|by what (?:date|day|time)"
        r"|(?:date|day|point|time) after which|how (?:urgent|urgently|soon do you (?:need|require|want)|late can)"
        r"|(?:when|what date|what day|which date|which day|how soon|how quickly|what time"
        r"|by what date) (?:\w+ ){0,2}?(?:do|does|must|would|will|should|did|'d) (?:\w+ ){1,3}?(?:need|require|have to"
        r"|be (?:ready|finished|there|done|completed|delivered|in your hands|with you)|want (?:it|them|this"
        r"|the \w+) (?:by|ready"
        r"|back|done|finished))|when (?:you|they)(?:'d|'ll| would| will)? (?:need|require|must have) (?:it|them|this"
        r"|the|to have|your)|need (?:it|this|them|the \w+|your \w+)(?: \w+){0,4}? by|(?:has|have|got) to be (?:\w+ )"
        r"{0,2}?by|at the latest|(?:the |your )?(?:very )?latest (?:(?:possible )?(?:date|day|time|point|moment)"
        r"|you can"
        r"|you could|it can|we can|that|this|the|they|you)|(?:absolute )?latest(?= ?\?)|cut-?off|soon enough|time limit"
        r"|last (?:possible )?(?:date|day|moment)|early enough|in time for|required by|needed by|(?:have to|has to"
        r"|must) (?:it )?be (?:there|ready|done|finished|delivered|with you) (?:by|before|in time)|time pressure"
        r"|drop-?dead date|due date|closing date|expiry date|in a (?:rush|hurry)|any rush|time frame|timeframe"
        r"|timescale"
        r"|how long can (?:you|it|this|that) (?:wait|manage|do without|hold)|how long (?:you can|can you) (?:wait"
        r"|manage)"
        r"|date (?:\w+ ){0,3}(?:needed|required|need|require) by|moving date"
        rf"|(?:when|what date|what day|which day|which date)(?: exactly)?(?:'s|'re| is| are| does"
        rf"| do) (?:\w+ ){{1,4}}?{_EVENT}"
        rf"|date of (?:\w+ ){{1,2}}?{_EVENT}|when (?:are|do) {_YOU} (?:moving|move|getting married|get married|marry"
        r"|flying|fly|travelling|travel|depart)",
    ),
    (
        "device",
        "which|what|model|manufact|android|iphone|windows|mac|version|operating|brand|make|pc",
        r"(?:which|what|what's|what is the)(?: (?:kind|type|sort|make|model|brand|exact|version|and|or|of|exactly"
        rf"|your|the|is|are|on|in)){{0,6}} (?:\w+ )?{_DEVICE}(?= (?:do|does"
        r"|are|is|you|have|has|did|version|name|number|the|and|was|were|it|your|of|that|this|we|u|on|in|they)(?!\w)"
        r"| ?[,.?;:!]|\Z)|(?:what|which) version|model|make or model|model and make"
        r"|model (?:number|name|no|designation|of)|(?:the|your|exact|precise|full|its|which|what)"
        r" (?:exact )?(?:model|make|brand|software version|operating system|version)"
        r"|(?:which|what|name of the|your) manufacturer|manufacturer (?:and|or|of|name)|android or|iphone or"
        r"|windows or|mac or|(?:an? )?(?:iphone|android|mac|pc"
        r"|windows \w+) or (?:an? )?(?:iphone|android|mac|pc|windows)|app version|software version|browser version"
        r"|operating system|firmware version|what (?:phone|browser|router|printer|laptop|tablet) ",
    ),
    (
        "preference",
        "prefer|sooner|like us|rather|by |via | or |how |language|english|german|suit|best way|time|easiest|first"
        "|channel|way"
        "|method|"
        "for us to|may we|can we|could we|shall we|happy|okay|ok |fine|comfort|morning|mind if|mind us|may i|can i"
        "|works",
        r"prefer\w*|sooner (?:have|get|be|we|i)|rather(?! than)|you'd rather|preference|(?:by|via|over"
        r"|on) (?:the )?(?:e-?mail|phone|telephone|post"
        r"|letter|text|sms|whatsapp),? or (?:by |via |over |on )?(?:the )?(?:e-?mail|phone|telephone|post|letter|text"
        rf"|sms|call)|{_CHANNEL}(?: (?:to you|you|statements?|bills?|invoices?|copy|version))?,? or (?:\w+ )?{_CHANNEL}"
        r"|how would you (?:like|want) (?:us|me|to be|to hear|your)|how (?:should|shall|may|can|do you want|do you wish"
        r"|d you like|would you want|do you like|you'd like|you would like|do you prefer)(?: us)? (?:we|i|to|us|me) "
        r"(?:\w+ )?(?:contact|get in touch|address|reach"
        r"|inform|notify|hear|keep|communicate|call you|be (?:contacted|addressed|reached|informed|called|kept))\w*"
        r"|(?:like|want|prefer) us to (?:call|address) you(?=\Z| ?\?)|how you'd like to|how you would like to|how (?:do"
        r"|would) you (?:like|want) to (?:hear|be)|in (?:english"
        r"|german"
        r"|french|welsh)|english or|german or|(?:which|what) language|(?:suit|suits) you better"
        rf"|(?:best|good|right|convenient|ideal|better|easiest|handiest) (?:way|time|hours?|moment) (?:of day )?(?:to"
        rf"|for us to"
        rf"|for me to"
        rf"|for) (?:\w+ )?{_CALL}|(?:time of day|what time|which times?|times?|when) (?:\w+ ){{0,5}}?(?:for|to|we|i"
        rf"|you a) (?:\w+ )?{_CALL}(?! (?:should|about))|first[- ]name terms|(?:by|use) (?:your )?first name"
        r"|(?:which|what) (?:\w+ )?(?:channel|way|method)"
        rf"|for us to {_CALL}|(?:may|can|could|shall|should|do) (?:we|i) (?:\w+ )?(?:phone|call|ring|text|e-?mail"
        rf"|telephone) you(?! (?:the|a|an|this|our"
        r"|some|your|on what|under|at which))"
        r"|(?:happy|okay|ok|fine|comfortable|all right) (?:with|for|if|to) (?:us|we|being|be (?:contacted|called"
        r"|phoned|emailed|e-mailed|texted|rung)|e-?mails?|calls?|texts?)"
        r"|(?:happy|okay|ok|fine|all right|alright) to (?:call|ring|phone|text|e-?mail|write to) you|mind (?:us"
        r"|if we) (?:\w+ )?(?:ring|call|phone|text|email|writ)\w*|(?:text|email|phone|post|sms|letter)s? "
        r"(?:ok|okay|fine|all right|alright)|morning or (?:\w+ )?afternoon|morning or (?:the )?evening",
    ),
)

# What a question or a request is about when it names none of the above.
LOOSE: tuple[tuple[str, str], ...] = (
    (
        "iban",
        r"(?:to|into|from|on|for) (?:which|what) account|account (?:\w+ ){0,3}?(?:for|right one for"
        r"|to use for) (?:the |your "
        r"|a )?(?:refund|payment|transfer|direct debit|payout|money)|where (?:\w+ ){0,6}?(?:money|refund|payment)"
        r"|account [\w ,']*(?:transfer|refund|payment|money|pay|deposit|debit)"
        r"|(?:transfer|refund|pay|money|debit)[\w ,']* account",
    ),
    ("date_of_birth", r"how old (?:are|is|were|was) (?:you|your|he|she|they|the (?:child|person|passenger|\w*holder))"),
    (
        "email",
        r"(?:is|should|shall|or|use) [^?]{0,60}@\S*|e-?mails? (?:that )?(?:we|i) (?:could|can|should|may|might)"
        r"|(?:use|try|check) (?:\w+ ){0,2}?e-?mail",
    ),
    ("photo", r"film(?:ed|ing)?|record(?:ed|ing)? (?:the|a|it)|show (?:us|me)|on camera|see (?:it|what it looks)"),
    (
        "deadline",
        r"(?:do|will|would|must|does) (?:\w+ ){1,2}?(?:need|want|have|require) (?:[\w-]+ ){1,4}?(?:before|by|until"
        r"|in time)"
        r"|(?:too late|soon enough|early enough|in time|quick enough|fast enough|time pressure|in a hurry|in a rush)"
        r"|(?:is|would) [\w ]{2,30} (?:be )?(?:late|early|soon) (?:enough )?for you|particular (?:day|date)"
        rf"|date (?:of|for) (?:the|your) (?:\w+ )?{_EVENT}|how much time|how long (?:do|have) {_YOU}",
    ),
    (
        "absence",
        r"holidays?|vacations?|away|abroad|out of (?:town|the country|office)|nobody|no one|at home|around"
        r"|leave (?:for|on)"
        r"|travell?ing|travel plans|somebody (?:in|home|there)|(?:someone|anyone|anybody) (?:\w+ )?(?:in|home|there)"
        rf"|(?:are|will|when're) {_YOU} (?:\w+ ){{0,3}}?(?:in|out|home|there|back)",
    ),
    (
        "preference",
        rf"{_CHANNEL}[\w ,']{{0,40}} or [\w ,']{{0,30}}?{_CHANNEL}|(?:can|may|could|shall|should) (?:we"
        rf"|i) (?:\w+ )?(?:send"
        r"|give|drop|leave) you (?:\w+ ){0,2}?(?:texts?|text messages|sms|e-?mails|letters|messages|calls?|newsletters?"
        r"|reminders)|(?:call|address) you (?:by|mr|mrs|ms|dr)|first name|how formal|contact you by",
    ),
    (
        "device",
        rf"(?:is|was) (?:it|this|that|your \w+|yours|the \w+) (?:an?|the) (?:\w+ )?{_DEVICE}|(?:on|using|with) (?:an?"
        rf"|which"
        rf"|what) (?:\w+ )?{_DEVICE}",
    ),
    (
        "order_number",
        r"(?:is this|is it|was that|was it|are you|do you|does this|does it)(?: \w+){0,3}? (?:about|regarding"
        r"|concerning"
        r"|mean|meaning|refer to|referring to|relate to|for|asking about) (?:the|your|an?) (?:\w+ )?(?:order|booking"
        r"|purchase|reservation)",
    ),
    (
        "postal_address",
        r"where (?:to |should |shall |do |can |would |must |are |is |will )(?:\w+ ){0,5}?(?:deliver|send|ship|post|go"
        r"|drop|live"
        r"|living|based|sent|delivered|come|take|bring|leave)\w*|(?:what|which) (?:street|town|city|road|house|flat"
        r"|floor)"
        r"|where (?:\w+ ){1,6}?(?:collected|delivered|picked up|sent|installed|dropped)|(?:do|did) you live"
        r"|live (?:at|on)|you(?:'ve| have)? moved|moved house|moved home",
    ),
    (
        "invoice_number",
        r"(?:mean|meant|about|referring to|refer to|regarding|querying|dispute|disputing|concern"
        r"|talking about) [\w ,']{0,40}?"
        r"(?:invoice|bill)|(?:invoice|bill)s? (?:\w+ ){0,4}?(?:mean|meant|refer|querying|disputing|talking about)",
    ),
    (
        "phone",
        r"(?:on|under|at|by) (?:what|which) (?:\w+ )?(?:number|line|extension)|(?:ring|call"
        r"|phone) you (?:back )?(?:on|at)",
    ),
    (
        "tracking_number",
        r"(?:parcel|return|returns|shipping|postage) label|(?:postage|posting|drop-off|post office|parcel"
        r"|shipping) (?:receipt|slip)|proof of post(?:age|ing)",
    ),
)
