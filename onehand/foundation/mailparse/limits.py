"""Bounds that keep a hostile mail from costing more than its size (FAULTS S12, R5).

Beyond the first two nothing sensible can be shown and the mail is unreadable; beyond the others the
surplus is cut and a remark says so. The raw bytes always stay complete.
"""

from __future__ import annotations

MAX_DEPTH = 100  # multiparts within multiparts
MAX_PARTS = 2_000  # MIME parts of one mail
MAX_ADDRESSES = 10_000  # in one address list
MAX_HEADER = 2_000_000  # bytes of a header block that are read
MAX_FIELD = 300_000  # characters of all address fields of one name together
MAX_REFERENCES = 200  # Message-IDs kept of one References field
MAX_ID = 998  # characters of a Message-ID, the line limit of RFC 5322 section 2.1.1
MAX_UNPACKED = 500  # files taken out of uuencode or TNEF in one mail
MAX_GUESSES = 5  # searches for a boundary that was not declared
MAX_NAME = 1_000  # characters of an attachment's name
MAX_SUBJECT = 10_000  # characters
MAX_DETECTION = 8_192  # bytes shown to the charset guesser
