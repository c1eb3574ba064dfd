"""What is promised: decides what counts as evidence that it was kept."""

from __future__ import annotations

import re

_KINDS = (
    ("callback", r"ruf\w* .{0,60}(?:an|zurück|durch)\b|rückruf\w*|anruf\w*|anzurufen|angerufen|zurückgerufen"
r"|zurückrufen|telefon\w*|klingel\w*|call(?:s|ed|ing)? (?:you|back)|call(?:\b|back|-back)|phone you"
r"|ring(?:s|ing)? you|return (?:your|the) call|give you a (?:call|ring|bell)|be called"
r"|hear from .{0,20}by phone"),
    ("refund", r"erstatt\w*|rückerstatt\w*|gutschr\w*|gutschrift\w*|überweis\w*|überwies\w*|auszahl\w*|ausgezahl\w*"
r"|ausbezahl\w*|zurückzahl\w*|zurückgezahl\w*|geld|vergüt\w*|zurückbuch\w*|refund\w*|reimburs\w*"
r"|credit(?:ed|ing|s)?|money|repay|paid back|pay you|payout|transfer\w*|compensat\w*|entschädig\w*"
r"|gutgeschrieben|gutschreib\w*"),
    ("letter", r"per post|brief\w*|schriftlich|postweg|by post|letter|in writing|written"),
    ("shipment", r"liefer\w*|versand\w*|versend\w*|verschick\w*|paket\w*|sendung|ersatz\w*|ware|zustell\w*|zugestellt"
r"|spedition|ship\w*|dispatch\w*|deliver\w*|parcel|replacement|courier\w*|goes out|go out|in the post"
r"|retourenlabel|label|neue[nrs]? (?:gerät|karte|zähler|router)"),
    ("message", r"meld\w*|melden|mail\w*|e-mail|email|nachricht\w*|antwort\w*|bescheid\w*|informier\w*"
r"|benachrichtig\w*|rückmeld\w*|schreib\w*|teil\w* .{0,60}mit|mitteil\w*|hören|schick\w*|send\w*"
r"|zusend\w*|sende|info\w*|sms|auf (?:sie|dich) zu|in verbindung|in kontakt|reply|replies|respond\w*"
r"|response|answer\w*|get back|come back to you|update you|let you know|inform\w*|notify|notified"
r"|write|text you|message|hear from|revert|be in touch|drop you|get in touch|confirm|feedback"
r"|unterlagen|angebot|rechnung|bestätigung|bericht"),
    ("action", r"prüf\w*|klär\w*|kümmer\w*|erledig\w*|veranlass\w*|stornier\w*|storno|korrigier\w*|änder\w*|behob\w*"
r"|beheb\w*|reparier\w*|tausch\w*|kommt|techniker\w*|monteur\w*|install\w*|montier\w*|aktivier\w*"
r"|freischalt\w*|lösch\w*|kündig\w*|bearbeit\w*|weiterleit\w*|leite|gebe|sorge\w*|check\w*|look into"
r"|investigat\w*|fix\w*|repair\w*|cancel\w*|replace\w*|engineer|technician|visit\w*|arrange\w*"
r"|update\w*|chang\w*|remov\w*|clos\w*|resol\w*|process\w*|review\w*|chase|escalat\w*|book\w*|sort\w*"
r"|mach\w*|stell\w*|setz\w*|buch\w*|restore\w*|switch\w*"),
)  # fmt: skip
_PATTERNS = tuple((kind, re.compile(rf"\b(?:{words})")) for kind, words in _KINDS)
_MOST = 600  # letters of a promise that are looked at


def kind_of(said: str) -> str:
    """`said` in lower case; the first kind whose words it has."""
    said = said[:_MOST]
    return next((kind for kind, words in _PATTERNS if words.search(said)), "other")
