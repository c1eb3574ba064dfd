"""The nouns by which an English draft names what it asks for."""

from __future__ import annotations

import re

from onehand.cases.recognise.asks_en_frames import FRAMES, LOOSE
from onehand.cases.recognise.asks_kinds import Cues, Nouns

_NR = r"(?:numbers?|no|nos|nr|num|id|ids|code|(?:reference|ref|id)(?: (?:number|no|code))?|identifier|#)"
# The kind, pieces of words of which one must occur, and the nouns themselves; the first kind that takes a place
# keeps it.
_NOUNS: tuple[tuple[str, str, str], ...] = (
    (
        "date_of_birth",
        "birth|dob|d.o.b|born|how old",
        r"dates? of birth|birth ?dates?|birthdays?|dob|d\.o\.b|birth ?date|(?:were|was|are|is) (?:\w+ ){1,3}born"
        r"|(?:when|year|day) (?:\w+ ){1,5}(?:was|were|are|is) born|age and birth|how old (?:are you"
        r"|is (?:the|your) (?:\w+ )?(?:child|person|son|daughter|patient|passenger|traveller|driver|insured)\w*)"
        r"|years? of birth",
    ),
    (
        "email",
        "mail|electronic",
        r"e-?mail ?(?:addresses|address|id|account|contact|details)|(?:your|an?|no|any|which|what|other|another"
        r"|different|new"
        r"|current|valid|working|alternative|correct|best|good|better|private|and|personal|the right)"
        r" e-?mails?(?! ?(?:addr|id|account|details))(?! (?:us|me|or|instead|you|notification|only|it|them|with the"
        r"|from|saying"
        r"|confirmation|we|i sent)(?!\w))(?<!confirmation email)|mail ids?|electronic\w*(?: address)?"
        r"|where (?:should|shall|can|may|do|would|could) (?:we|i) (?:\w+ )?e-?mail|address (?:\w+ ){0,6}for e-?mails?",
    ),
    (
        "order_number",
        "order|book|reserv|purchase|po |confirmation|ticket|transaction|case",
        rf"(?:order|booking|reservation|purchase|purchase order|po|confirmation|ticket|transaction|case|itinerary"
        rf"|booking order|order confirmation|sales order) {_NR}"
        rf"|(?:order|booking)#|{_NR} (?:of|for|on) (?:your|the|this|that|my) (?:\w+ )?(?:order|booking|purchase"
        rf"|reservation|order confirmation)|(?:which|what) (?:\w+ )?(?:order|booking|purchase"
        rf"|reservation)(?! (?:status|date))|which (?:one )?of (?:your|the) (?:\w+ ){{0,2}}(?:orders|bookings"
        rf"|purchases)|order confirmation with a number|number you (?:ordered|booked)",
    ),
    (
        "customer_number",
        "customer|client|account|member|contract|policy|subscri|loyalty|tenan|patient|student|insurance|"
        "agreement|card|user|meter|supply",
        rf"(?:customer|client|(?<!bank )(?<!sort code and )(?<!code and your )(?<!different )(?<!another )account"
        rf"|membership|member|contract"
        rf"|contract account|policy|subscriber|loyalty card"
        rf"|tenant|tenancy|patient|student|insurance|agreement|card|library card|member's|customer's|client's|loan"
        rf"|membership card|reward card|rewards|client account|loyalty|user|subscription"
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
        r"iban|sort code(?: and|,)? (?:the |your |an? )?account numbers?|(?:different|another"
        r"|alternative) account numbers?|bank account numbers?|bank (?:details|account|data"
        r"|information|info)|account details|sort code|bic|swift(?: code)?"
        r"|bank account number|(?:which|what) (?:\w+ )?account (?:should|shall|can|may|do|would|could|are)"
        r"|account (?:into|to) which|payment details|payee details|accounts? (?:should|shall|may|can) (?:i|we|the)"
        r"|(?:which|what|another|different) bank account|(?:the|an) account (?:\w+ )?(?:we|i|to|into"
        r"|for) (?:\w+ ){1,3}(?:refund|pay|transfer|send|credit)|account number (?:for|to|into) (?:the|your|a|which)"
        r"|account number (?:\w+ ){0,3}(?:refund|transfer|payment|payout)|(?:to|into|from) (?:which|what) account"
        r"|account ending|routing number"
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
        rf"|we) (?:can )?(?:call|ring|reach)|(?:on|under|at) (?:what|which) number(?! (?:did|do|does|is|was|have))"
        rf"|(?:a|another|your"
        rf"|alternative) (?:mobile|landline)"
        rf"|number (?:\w+ ){{0,6}}?(?:reach|call|ring|phone|get|catch|get hold"
        rf"|try|trying|text|contact|speak)|number (?:\w+ ){{0,5}}be (?:trying|ringing|calling|using)"
        rf"|get hold of you (?:\w+ )?by (?:phone|telephone)|how (?:can|could|may|might|do|should) (?:we|i|the \w+"
        rf"|our \w+) (?:\w+ )?(?:reach"
        rf"|call|get hold of|phone|ring) you|extension",
    ),
    (
        "photo",
        "photo|pic|image|screen|snap|video|selfie|shot|close|clip|footage|film",
        r"photo(?:s|graph|graphs|graphed|graphing)?|shots? (?:of|from|showing)|close-?ups?|clips? of|footage"
        r"|film(?:ed|ing)? (?:the|it|this|what|a|how)"
        r"|pictures?|pics?|images?|screenshots?|screen ?shots?|screen ?grabs?|snaps?"
        r"|snapshots?|videos?|video clip|selfie",
    ),
    (
        "postal_address",
        "address|post|zip|house|flat|street|where|door",
        r"(?:(?:postal|delivery|shipping|billing|home|mailing|street|current|new|full|forwarding|correspondence"
        r"|return|residential|invoice|complete|exact|old|previous) )*address(?:es)?(?! (?:this|that|the issue|it"
        r"|your concern|the problem|these|[\w ]*electronic))|(?:have|did) (?:you|u) (?:recently )?(?:moved?"
        r"|changed? address)|postcodes?|post codes?|zip(?: code)?|house number|(?:no"
        r"|the|your|which|and) street|door number"
        r"|flat number|street(?: name)?(?= and|,)|where (?:do |are )?(?:you|u) (?:now )?(?:live|living|based"
        r"|now live|resident|currently live)|where (?:should|shall|can|may|do|would|could|must|will) (?:we|i|the \w+"
        r"|it|they|our \w+|you like|you want)(?! [\w ,']*(?:refund|transfer|pay|money))[\w ,']*?(?:send|deliver|ship"
        r"|post|go|sent|delivered|shipped|brought|collect|pick|dispatch|drop|come|leave|install|forward)\w*",
    ),
    *FRAMES,
)
_NUMBER_OF = (
    (
        "phone",
        re.compile(r"(?<!\w)(?:reach|call|ring|rings|phone|disconnected|text|driver|contact|landline|speak)(?!\w)"),
    ),
    ("invoice_number", re.compile(r"(?<!\w)(?:invoice|bill|receipt)(?!\w)")),
    (
        "tracking_number",
        re.compile(
            r"(?<!\w)(?:parcel|shipment|courier|jjd\w*|dpd|dhl|ups|carrier|return|label|package|drop-off)(?!\w)"
        ),
    ),
    (
        "order_number",
        re.compile(r"(?<!\w)(?:order\w*|booking|booked|purchase|bought)(?!\w)"),
    ),
    (
        "serial_number",
        re.compile(
            r"(?<!\w)(?:barcode|sticker|device|unit|plate|underneath|machine|frame|stamped|engraved|etched|casing"
            r"|underside)(?!\w)"
        ),
    ),
    (
        "customer_number",
        re.compile(r"(?<!\w)(?:customer|contract|account|member\w*|policy)(?!\w)"),
    ),
)
NOUNS = Nouns(
    tuple((kind, tuple(stems.split("|")), Cues(noun)) for kind, stems, noun in _NOUNS),
    re.compile(r"(?<!\w)(?:number|no|reference)(?!\w)"),
    _NUMBER_OF,
    tuple((kind, Cues(about)) for kind, about in LOOSE),
)
