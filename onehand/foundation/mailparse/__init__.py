"""Raw mails to plain values: hardened, fast, and free of any domain word. Start at `parse`."""

from onehand.foundation.mailparse.mail import Address, Mail, Part, Report, Unreadable
from onehand.foundation.mailparse.mbox import split_mbox
from onehand.foundation.mailparse.parse import parse
from onehand.foundation.mailparse.trace import trace_free

__all__ = ["Address", "Mail", "Part", "Report", "Unreadable", "parse", "split_mbox", "trace_free"]
