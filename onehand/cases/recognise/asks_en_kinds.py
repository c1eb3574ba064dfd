"""The nouns by which an English draft names what it asks for."""

from __future__ import annotations

import re

from onehand.cases.recognise.asks_kinds import Nouns

_NR = r"(?:numbers?|no|nos|nr|num|id|ids|code|reference|ref|#)"
# The kind, pieces of words of which one must occur, and the nouns themselves; the first kind that takes a place
# keeps it.
_NOUNS: tuple[tuple[str, str, str], ...] = (
    (
        "date_of_birth",
        "birth|dob|d.o.b|born|how old",
        r"dates? of birth|birth ?dates?|birthdays?|dob|d\.o\.b|(?:were|was|are) (?:\w+ ){1,3}born|how old (?:are you"
        r"|is (?:the|your) (?:\w+ )?(?:child|person|son|daughter|patient|passenger|traveller|driver|insured)\w*)"
        r"|years? of birth",
    ),
    (
        "email",
        "mail|electronic",
        r"e-?mail ?(?:addresses|address|id|account|contact)?s?(?! (?:us|me|or|instead|you|notification|only|it|them"
        r"|confirmation|we|i sent)(?!\w))|mail ids?|electronic\w*(?: address)?",
    ),
    (
        "order_number",
        "order|book|reserv|purchase|po |confirmation|ticket|transaction|case",
        rf"(?:order|booking|reservation|purchase|purchase order|po|confirmation|ticket|transaction|case) {_NR}"
        rf"|(?:order|booking)#|{_NR} (?:of|for|on) (?:your|the|this|that|my) (?:\w+ )?(?:order|booking|purchase"
        rf"|reservation|order confirmation)|(?:which|what) (?:\w+ )?(?:order|booking|purchase"
        rf"|reservation)(?! (?:status|date))|order confirmation with a number|number you (?:ordered|booked)",
    ),
    (
        "customer_number",
        "customer|client|account|member|contract|policy|subscri|loyalty|tenan|patient|student|insurance|"
        "agreement|card|user|meter|supply",
        rf"(?:customer|client|account|membership|member|contract|contract account|policy|subscriber|loyalty card"
        rf"|tenant|tenancy|patient|student|insurance|agreement|card|library card|loyalty|user|subscription"
        rf"|customer account|meter point|supply) {_NR}|{_NR} (?:of|for|on) (?:your|the) (?:\w+ )?(?:contract|policy"
        rf"|membership|membership card|customer card|account|agreement|subscription)",
    ),
    (
        "invoice_number",
        "invoice|bill|receipt|credit|statement",
        rf"(?:invoice|bill|billing|receipt|credit note|statement) {_NR}|{_NR} (?:of|for|on) (?:the|your|this"
        rf"|that) (?:\w+ )?(?:invoice|bill|receipt)|(?:which|what) (?:\w+ )?(?:invoice|bill)(?!\w)(?! (?:amount"
        rf"|date))",
    ),
    (
        "tracking_number",
        "track|consign|parcel|ship|package|bill|return|dpd|dhl|ups|fedex|gls|hermes|royal|evri|courier|carrier|"
        "label|deliver|post|sticker|slip",
        rf"(?:tracking|track|consignment|parcel|shipment|shipping|package|waybill|airway ?bill|return|returns|dpd"
        rf"|dhl|ups|fedex|gls|hermes|royal mail|evri|courier|courier's|carrier|label|delivery|postage) {_NR}"
        rf"|{_NR} (?:of|for|on|from|off) (?:the|your|that) (?:\w+ ){{0,2}}(?:parcel|shipment|consignment|package"
        rf"|return label|returned parcel|label|proof of posting|drop-off slip)|number on the sticker of|(?:which"
        rf"|what) (?:\w+ )?(?:parcel|shipment|package|consignment)(?! (?:size|contents))",
    ),
    (
        "serial_number",
        "serial|s/n|imei|device|unit|machine|appliance|meter|product|chassis|frame|vin|engine|barcode|plate|"
        "sticker|back|underside|base",
        rf"serials?(?: {_NR})?|s/n|imei(?: {_NR})?|(?:device|unit|machine|appliance|meter|product|chassis|frame|vin"
        rf"|engine) {_NR}|vin(?!\w)|{_NR} (?:\w+ ){{0,3}}?(?:of|on|next to|under|below|at|from|off) (?:the"
        rf"|your) (?:\w+ ){{0,3}}(?:barcode|rating plate|nameplate|type plate|sticker|back|underside|base|unit"
        rf"|appliance|device|machine|meter)",
    ),
    (
        "iban",
        "iban|bank|account|sort|bic|swift|pay|where",
        r"iban|bank (?:details|account|data|information|info)|account details|sort code|bic|swift(?: code)?"
        r"|bank account number|(?:which|what) (?:\w+ )?account (?:should|shall|can|may|do|would|could|are)"
        r"|account (?:into|to) which|payment details|payee details|account (?:should|shall|may|can) (?:i|we)"
        r"|where (?:should|shall|can|may|do|would) [\w ,']*(?:refund|transfer|pay|deposit|money)\w*",
    ),
    (
        "phone",
        "phone|mobile|cell|contact|call|landline|daytime|evening|home|work|office|whatsapp|fax|number|reach|ring|"
        "extension|text",
        rf"(?:phone|telephone|mobile|mobile phone|cell|cell phone|cellphone|contact|callback|call-back|landline"
        rf"|daytime|daytime telephone|daytime phone|evening|home|work|office|whatsapp|fax|registered mobile) {_NR}"
        rf"|mobile (?:no|number)|{_NR} (?:\w+ ){{0,3}}?(?:can|should|may|shall|do|could) (?:\w+ ){{0,3}}?(?:we|i"
        rf"|the \w+|he|she|they|our \w+) (?:\w+ )?(?:reach|call|ring|phone|contact|get hold)|(?:reach|call|ring"
        rf"|phone|contact) you (?:\w+ ){{0,3}}?(?:on|at|under)|(?:text|ring|call) (?:me"
        rf"|us) (?:\w+ ){{0,3}}?your number|number (?:for|where) (?:you|we|i|the|our)|number (?:to"
        rf"|we) (?:can )?(?:call|ring|reach)|how (?:can|could|may|do) (?:we|i|the \w+|our \w+) (?:\w+ )?(?:reach"
        rf"|call|get hold of|phone|ring) you|extension",
    ),
    (
        "photo",
        "photo|pic|image|screen|snap|video|selfie",
        r"photo(?:s|graph|graphs|graphed)?|pictures?|pics?|images?|screenshots?|screen ?shots?|screen ?grabs?|snaps?"
        r"|snapshots?|videos?|video clip|selfie",
    ),
    (
        "postal_address",
        "address|post|zip|house|flat|street|where",
        r"(?:(?:postal|delivery|shipping|billing|home|mailing|street|current|new|full|forwarding|correspondence"
        r"|return|residential|invoice|complete|exact|old|previous) )*address(?:es)?(?! (?:this|that|the issue|it"
        r"|your concern|the problem|these|[\w ]*electronic))|postcodes?|post codes?|zip(?: code)?|house number"
        r"|flat number|street(?: name)?(?= and|,)|where (?:do |are )?(?:you|u) (?:now )?(?:live|living|based"
        r"|now live|resident|currently live)|where (?:should|shall|can|may|do|would|could|must|will) (?:we|i|the \w+"
        r"|it|they|our \w+|you like|you want)(?! [\w ,']*(?:refund|transfer|pay|money))[\w ,']*?(?:send|deliver|ship"
        r"|post|go|sent|delivered|shipped|brought|collect|pick|dispatch|drop|come|leave|install|forward)\w*",
    ),
    (
        "absence",
        "away|available|holiday|vacation|leave|abroad|town|travel|unavailable|out of|absen|home|back|return| in| be |"
        "around|there",
        r"(?:away|available (?:again|from)|on holiday|on vacation|on leave|abroad|out of town|travelling|traveling"
        r"|unavailable"
        r"|out of (?:the )?(?:office|country)|absent|absence|not (?:be )?(?:at )?home|at home|home on|home that"
        r"|back from|be back|are back|(?:when|before|until|after) you return|when (?:will|do) you return|won't be in"
        r"|not be in|not in|be in|in then|in on|in that day|be around|around on|somebody (?:\w+ )?be at"
        r"|someone (?:\w+ )?be at|be at the (?:house|flat|property|premises)|anyone in|somebody in|someone in"
        r"|be there (?:on|to|when|that|at)|holiday dates?|going away|home (?:to|all|between|during|next))",
    ),
    (
        "deadline",
        "when|deadline|urgent|date|day|soon|quick|by|latest|cut|enough|limit|last|time",
        r"by when|until when|deadline|date by which|by which date|how (?:urgent|urgently|soon do you (?:need|require"
        r"|want))|(?:when|what date|what day|which date|which day|how soon|how quickly"
        r"|by what date) (?:\w+ ){0,2}?(?:do|does|must|would|will|should|did) (?:\w+ ){1,3}?(?:need|require|have to"
        r"|be (?:ready|finished|there|done|completed|delivered)|want)|need (?:it|this|them|the \w+)(?: \w+){0,4}? by"
        r"|at the latest|latest (?:date|day|time)|cut-?off|soon enough|time limit|last (?:possible )?(?:date|day)"
        r"|early enough|moving date|in time for|required by|needed by|date (?:\w+ ){0,3}(?:needed|required|need"
        r"|require) by",
    ),
    (
        "device",
        "which|what|model|manufact|android|iphone|windows|mac|version|operating|brand|make|pc",
        r"(?:which|what|what's|what is the)(?: (?:kind|type|sort|make|model|brand|exact|version|and|or|of|exactly"
        r"|your|the)){0,6} (?:\w+ )?(?:device|phone|handset|printer|router|browser|computer|laptop|tablet|tv"
        r"|television|operating system|os|model|make|brand|boiler|machine|camera|console|modem|smartphone|iphone"
        r"|android|washing machine|dishwasher|fridge|car|vehicle|bike|product|hardware|app version|software version"
        r"|firmware|appliance|oven|thermostat|system|pc|mac|watch|headset|hub|scanner|vacuum|cooker)(?= (?:do|does"
        r"|are|is|you|have|has|did|version|name|number|the|and|was|were|it|your|of|that|this|we|u|on)(?!\w)"
        r"| ?[,.?;:]|\Z)|(?:what|which) version|make and model|model (?:number|name|no|designation|of)|(?:the|your"
        r"|exact|precise|full|its) (?:exact )?(?:model|make|brand|software version|operating system|version)"
        r"|manufacturer|android or|iphone or|windows or|mac or|(?:an? )?(?:iphone|android|mac|pc"
        r"|windows \w+) or (?:an? )?(?:iphone|android|mac|pc|windows)|app version|software version|browser version"
        r"|operating system",
    ),
    (
        "preference",
        "prefer|rather|by |via | or |how |language|english|german|suit|best way|first|channel|way|method|"
        "for us to|may we|can we|could we|shall we|happy|okay|ok |fine|comfort|morning",
        r"prefer\w*|rather|preference|(?:by|via|over|on) (?:the )?(?:e-?mail|phone|telephone|post|letter|text|sms"
        r"|whatsapp),? or (?:by |via |over |on )?(?:the )?(?:e-?mail|phone|telephone|post|letter|text|sms|call)"
        r"|(?:e-?mail|phone|telephone|post|letter|text|call|paper|a call|an email),? or (?:by |a |an "
        r"|via )?(?:e-?mail|phone|telephone|post|letter|text|call|digital|pdf)|how would you like (?:us|me|to be"
        r"|to hear|your)|how (?:should|shall|may|can|do you want|do you wish|d you like|would you want"
        r"|you'd like)(?: us)? (?:we|i|to|us) (?:\w+ )?(?:contact|get in touch|address|reach|inform|notify|hear|keep"
        r"|communicate|be (?:contacted|addressed|reached|informed))\w*|how you'd like to|how you would like to"
        r"|in (?:english|german)|english or|german or|(?:which|what) language|(?:suit|suits) you better"
        r"|best way to (?:reach|contact|get)|first[- ]name terms|(?:which|what) (?:\w+ )?(?:channel|way|method)"
        r"|for us to (?:phone|call|ring|text|email|e-mail|write)|(?:may|can|could|shall) we (?:phone|call|ring|text"
        r"|email|e-mail) you|(?:happy|okay|ok|fine|comfortable) (?:with|for|if) (?:us|we|being)"
        r"|morning or (?:\w+ )?afternoon",
    ),
)
_NUMBER_OF = (
    ("phone", re.compile(r"(?<!\w)(?:reach|call|ring|phone|disconnected|text|driver|contact)(?!\w)")),
    ("invoice_number", re.compile(r"(?<!\w)(?:invoice|bill|receipt)(?!\w)")),
    (
        "tracking_number",
        re.compile(r"(?<!\w)(?:parcel|shipment|courier|jjd\w*|dpd|dhl|ups|carrier|return|label|package)(?!\w)"),
    ),
    ("order_number", re.compile(r"(?<!\w)(?:order\w*|booking|booked|purchase|bought)(?!\w)")),
    ("serial_number", re.compile(r"(?<!\w)(?:barcode|sticker|device|unit|plate|underneath|machine)(?!\w)")),
    ("customer_number", re.compile(r"(?<!\w)(?:customer|contract|account|member\w*|policy)(?!\w)")),
)
NOUNS = Nouns(
    tuple((kind, tuple(stems.split("|")), re.compile(rf"(?<!\w)(?:{noun})(?!\w)")) for kind, stems, noun in _NOUNS),
    re.compile(r"(?<!\w)(?:number|no|reference)(?!\w)"),
    _NUMBER_OF,
)
