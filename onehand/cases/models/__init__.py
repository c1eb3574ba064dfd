"""The rows of the main floor, one module a subject."""

from onehand.cases.models.case import Bond, Case, Holding, OpenEnd, State
from onehand.cases.models.intake import Ledger
from onehand.cases.models.message import Attachment, Draft, Message
from onehand.cases.models.outgoing import Delivery, Outgoing
from onehand.cases.models.work import Closure, Consult, Handover, Party

__all__ = [
    "Attachment", "Bond", "Case", "Closure", "Consult", "Delivery", "Draft", "Handover", "Holding",
    "Ledger", "Message", "OpenEnd", "Outgoing", "Party", "State",
]  # fmt: skip
