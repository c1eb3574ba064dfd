"""The rows of the main floor, one module a subject."""

from onehand.cases.models.case import Bond, Case, Holding, OpenEnd, State
from onehand.cases.models.intake import Ledger
from onehand.cases.models.memory import Fact, Question
from onehand.cases.models.message import Attachment, Draft, Message
from onehand.cases.models.outgoing import Delivery, Outgoing
from onehand.cases.models.promise import Amends, Promise, Slot, SlotOffer
from onehand.cases.models.said import Call, Claim, Target, Template
from onehand.cases.models.work import Closure, Consult, Handover, Party

__all__ = [
    "Amends", "Attachment", "Bond", "Call", "Case", "Claim", "Closure", "Consult", "Delivery", "Draft", "Fact",
    "Handover", "Holding", "Ledger", "Message", "OpenEnd", "Outgoing", "Party", "Promise", "Question", "Slot",
    "SlotOffer", "State", "Target", "Template",
]  # fmt: skip
