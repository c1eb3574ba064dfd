"""What a back-end system is to Onehand: it is read, it plans typed actions, does their steps, and is read again.

A company connects its own system by one Python file with a class derived from `Backend`, named in the entry point
group `onehand.backends` or the setting BACKENDS. `docs/connect-a-back-end.md` walks through one.

    class Shop(Backend):
        code, title = "shop", Words("Laden", "Shop")

        def find(self, who): ...                 # which of our customers is this?
        def read(self, customer): ...            # orders, shipments, invoices as they are now

        @plans("cancel")                         # a dry run: reads, changes nothing
        def _plan_cancel(self, customer, given): ...

        @does("cancel_order")                    # one step, under an idempotency key
        def _cancel_order(self, step, key): ...

        @looks("cancel_order")                   # the same values, read from the system afterwards
        def _look_at_order(self, step): ...

A step is done when what `looks` returns equals the step's `wish`, and never before (rule 5).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from onehand.actions.words import Words
from onehand.foundation.money import Money

if TYPE_CHECKING:
    from onehand.actions.courses.defined import Definition

F = TypeVar("F", bound=Callable[..., Any])


class BackendError(Exception):
    """What a back-end tells that is not an answer."""


class Unreachable(BackendError):
    """The system did not answer, or not in time, or not in a language that we know. Nothing was sent, or what was
    sent could only be read. `says` is for the log and names no person."""


class Unclear(BackendError):
    """A step was sent and its answer was lost: it may have been done. It is looked at before anything is repeated."""


class Of(StrEnum):
    """What a refusal hangs on."""

    ORDER = "order"  # the order, contract or customer as it is now: whatever else is chosen, it is no
    VALUE = "value"  # what was chosen: another day, address, item or amount may go


# Refusals that several systems share say it by their code.
SHARED: Mapping[str, Of] = {
    **dict.fromkeys((
        "unknown_order", "unknown_contract", "unknown_customer", "already_shipped", "already_delivered",
        "already_cancelled", "already_returned", "not_sent", "not_delivered", "not_confirmed", "not_invoiced",
        "no_express", "no_pick_up", "not_running", "not_active", "already_active", "ended",
    ), Of.ORDER),
    **dict.fromkeys((
        "date_not_possible", "not_in_absence", "address_not_possible", "address_not_served", "nothing_to_do",
        "not_served", "invalid_address", "invalid_dates", "too_soon", "too_early", "too_long", "more_than_invoiced",
        "unknown_line", "unknown_product",
    ), Of.VALUE),
}  # fmt: skip


class Rejected(BackendError):
    """The system, or a precondition, says no; nothing was changed.

    `code` is stable (`already_shipped`, `out_of_stock`, `unknown_order`, …), `words` says it to a person, `instead`
    what can be done. `of` says what it hangs on, for a code of your own: a choice that is offered to customers is tried
    with a day or an address of ours, and only a refusal of the order closes it. Whatever says neither leaves it open
    (`of` is None): the reason is seen once something was chosen, whereas a choice closed wrongly is lost.
    """

    def __init__(self, code: str, words: Words, instead: Words | None = None, *, of: Of | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.words = words
        self.instead = instead
        self.of = of or SHARED.get(code)

    def __str__(self) -> str:
        return f"{self.code}: {self.words.en}"


@dataclass(frozen=True, slots=True)
class Address:
    """`country` is ISO 3166 alpha-2."""

    street: str
    postcode: str
    city: str
    name: str = ""
    country: str = "DE"

    def line(self) -> str:
        parts = (self.name, self.street, f"{self.postcode} {self.city}".strip())
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Who:
    """What is proven about a customer: customer numbers, and mail addresses that are confirmed as theirs."""

    numbers: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of a process: done, now, next, stuck or dropped; who moves it (`mover`) and until when. `code` names the
    milestone of an expected course that it is (`courses/defined.py`)."""

    says: Words
    state: str
    at: datetime | None = None
    until: date | None = None
    mover: Words | None = None
    code: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """`reference` names the line in the system, `product` what it is; `each` is the price of one."""

    reference: str
    product: str
    name: str
    quantity: int = 1
    each: Money | None = None


@dataclass(frozen=True, slots=True)
class Process:
    """Something that the customer bought into: `kind` is order, shipment, return, refund, subscription, line or
    activation; `state` the system's own word; `parent` the order that it belongs to; `expected` when it should end."""

    kind: str
    reference: str
    title: Words
    state: str
    stages: tuple[Stage, ...] = ()
    lines: tuple[Line, ...] = ()
    total: Money | None = None
    address: Address | None = None
    placed: date | None = None
    expected: date | None = None
    parent: str = ""
    # Of a parcel: the https address at its carrier where it is followed, and can be redirected by who waits for it.
    tracking: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """An invoice, credit note or other paper, with one plain sentence on what it means (D8)."""

    kind: str
    reference: str
    at: date
    total: Money
    says: Words
    process: str = ""


@dataclass(frozen=True, slots=True)
class View:
    """All that one back-end knows of one customer, as it is now."""

    customer: str
    name: str = ""
    address: Address | None = None
    processes: tuple[Process, ...] = ()
    documents: tuple[Document, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One change in one system. `verb` names the pair of `does` and `looks`; `target` what is changed.

    `before` and `wish` hold the same keys, with JSON values: as it is now, and as it is to be. `undo` is the step that
    takes it back, if the business allows that. `key` is "" in a plan; the engine fills it in before `does` and `looks`
    are called, so that a record made under the key is found again when it is read back. `within` is for a system that
    takes its time: so many seconds after its answer it may still show something else, and nobody needs to look.
    """

    verb: str
    target: str
    says: Words
    before: Mapping[str, Any]
    wish: Mapping[str, Any]
    arguments: Mapping[str, Any] = field(default_factory=dict)
    undo: Step | None = None
    key: str = ""
    within: int = 0


@dataclass(frozen=True, slots=True)
class Cannot:
    """What stays as it is, why, and what to do about it (D3)."""

    what: Words
    why: Words
    instead: Words


@dataclass(frozen=True, slots=True)
class Plan:
    """What an action will do, by a reading of the live system.

    `cost` is what the company gives away and counts against the mandate; `missing` are names of fields that are needed
    first; `lasting` says why it cannot be taken back, if so; `told` is the sentence for the customer when all is done.
    A name in braces in it ("{tracking}") is filled in from the answers of the steps; without it nothing is sent.
    `arrives` is the day on which the customer has it by this plan, where the system knows one: it is compared with the
    day until which they need it.
    """

    steps: tuple[Step, ...]
    cannot: tuple[Cannot, ...] = ()
    missing: tuple[str, ...] = ()
    warns: tuple[Words, ...] = ()
    cost: Money | None = None
    lasting: Words | None = None
    told: Words | None = None
    # Something else goes out than what was bought: the customer's own yes comes first (D14).
    substitutes: bool = False
    # The order or contract that is touched, so that two actions on one never run at once.
    touches: tuple[str, ...] = ()
    arrives: date | None = None


@dataclass(frozen=True, slots=True)
class Happened:
    """An event of a back-end: `kind` such as shipment_delayed, delivery_failed, returned, out_of_stock, activated.

    `id` is the system's own; the same one again is the same event. `customer` is the system's customer number.
    """

    id: str
    kind: str
    reference: str
    at: datetime
    customer: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Paper:
    """A file that a step has brought about, such as a return label; it goes along with the message to the customer.
    `name` is a file's name, `type` its media type."""

    name: str
    type: str
    content: bytes


def plans(kind: str) -> Callable[[F], F]:
    """`(self, customer: str, given: Mapping[str, Any]) -> Plan`; raises Rejected, Unreachable. Changes nothing."""
    return _marked("plans", kind)


def does(verb: str) -> Callable[[F], F]:
    """`(self, step: Step, key: str) -> Mapping[str, Any]`, JSON; raises Rejected, Unreachable (nothing was sent) or
    Unclear. The same key again must change nothing more."""
    return _marked("does", verb)


def looks(verb: str) -> Callable[[F], F]:
    """`(self, step: Step) -> Mapping[str, Any]`: the present values of the step's `wish`, read live; what does not
    exist yet has the values of `before`. `step.key` finds what was made under it. Raises Unreachable."""
    return _marked("looks", verb)


def _marked(role: str, name: str) -> Callable[[F], F]:
    def mark(function: F) -> F:
        marks = getattr(function, "onehand_marks", ())
        function.onehand_marks = (*marks, (role, name))  # type: ignore[attr-defined]
        return function

    return mark


class Backend:
    """One connected system. An instance lives as long as the process and is used by several threads."""

    code: ClassVar[str]
    title: ClassVar[Words]
    # Expected courses by kind of process, where its own differ from `courses.defined.DEFINITIONS` (D12).
    courses: ClassVar[Mapping[str, Definition]] = {}
    _marks: ClassVar[Mapping[tuple[str, str], str]] = {}

    def __init_subclass__(cls) -> None:
        """Of all classes that it is made of, also those that are no back-ends themselves; the nearest one counts.
        Raises TypeError where two call different things by one name: one would be done in place of the other."""
        super().__init_subclass__()
        members = [pair for one in reversed(cls.__mro__) for pair in vars(one).items()]
        cls._marks = {mark: name for name, one in members for mark in getattr(one, "onehand_marks", ())}
        for mark, name in cls._marks.items():
            meant = getattr(getattr(cls, name), "onehand_marks", ())
            if meant and mark not in meant:
                raise TypeError(f"{name} of {cls.__name__} is {meant[0]}, and {mark} of another class")

    def version(self) -> str:
        """The system's name and version, asked live. Raises Unreachable."""
        raise NotImplementedError

    def find(self, who: Who) -> Sequence[str]:
        """The customer numbers that this system has for a person. Raises Unreachable."""
        raise NotImplementedError

    def read(self, customer: str) -> View:
        """Raises Unreachable."""
        raise NotImplementedError

    def email(self, customer: str) -> str:  # noqa: ARG002
        """The mail address that this system has for a customer, "" for none: whoever has never written to us can be
        told what happened all the same. Raises Unreachable."""
        return ""

    def prove(self, order: str, postcode: str) -> str:  # noqa: ARG002
        """The customer number of this order if its delivery postcode is this one, else "" (B1)."""
        return ""

    def happened(self, since: str) -> tuple[Sequence[Happened], str]:
        """What happened after the cursor `since` ("" at first), and the next cursor. Raises Unreachable."""
        return (), since

    def papers(self, step: Step) -> Sequence[Paper]:  # noqa: ARG002
        """What a step that was read back has brought about for the customer to keep. Raises Unreachable."""
        return ()

    def kinds(self) -> frozenset[str]:
        """The kinds of action that it can plan."""
        return frozenset(name for role, name in self._marks if role == "plans")

    def plan(self, kind: str, customer: str, given: Mapping[str, Any]) -> Plan:
        plan: Plan = self._by("plans", kind)(customer, given)
        return plan

    def do(self, step: Step, key: str) -> Mapping[str, Any]:
        answer: Mapping[str, Any] = self._by("does", step.verb)(step, key)
        return answer

    def look(self, step: Step) -> Mapping[str, Any]:
        seen: Mapping[str, Any] = self._by("looks", step.verb)(step)
        return seen

    def _by(self, role: str, name: str) -> Callable[..., Any]:
        return getattr(self, self._marks[role, name])  # type: ignore[no-any-return]
