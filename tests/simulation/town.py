"""What lies outside of tills and central: customers' pockets and telephones, the bank, the jobs."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from app.use_cases.approve import Approval, ApprovalRequest, approve
from domain.staff import Permission
from tests.simulation.bank import Bank
from tests.simulation.machine import Machine
from tests.simulation.pay_jobs import PayJobs

SUPERVISOR_PIN = "9630"
POCKETS_MAX = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """A payment that somebody tried at a counter, and what they truly did. ``phone`` as MMG has it.

    ``kind``: ``good``, ``reused``, ``other amount`` or ``invented`` for a claim; ``page``, ``push``
    or ``card`` for a wish.
    """

    payment_id: str
    tag: str
    kind: str
    minor: int
    made_at: datetime
    phone: str = ""
    reference: str = ""

    @property
    def is_verified_by_hand(self) -> bool:
        """Whether the office saw the money of this wish: its customer has a message of it."""
        return self.kind in {"page", "push"} and bool(self.reference)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pocketed:
    """A receipt that a customer took home, with its signed code and what was on it."""

    tag: str
    stream: str
    receipt: str
    code: str
    item_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedMoney:
    """The code of a store credit or voucher in somebody's pocket."""

    tag: str
    code: str


@dataclass(slots=True)
class Town:
    """One for all machines of a world. ``habits`` say how likely people do what."""

    bank: Bank
    jobs: PayJobs
    habits: Mapping[str, float]
    complain: Callable[[str, str], None]
    attempts: dict[str, Attempt] = field(default_factory=dict)
    pockets: list[Pocketed] = field(default_factory=list)
    owed: list[OwedMoney] = field(default_factory=list)
    parked: dict[str, Counter[str]] = field(default_factory=dict)
    """By edition, what was in a cart when it was set aside."""
    regulars: list[tuple[str, str]] = field(default_factory=list)
    """Customers whom a shop knows by name, with the word of their organisation."""

    def happens(self, habit: str) -> bool:
        """Whether somebody does so now. Draws nothing for a habit that nobody has."""
        return self.bank.chance.happens(self.habits[habit])

    def sometimes(self, what: str, *details: object) -> None:
        self.bank.clockwork.journal.sometimes(what, *details)

    def pocket(self, paper: Pocketed) -> None:
        """A customer keeps a receipt; the oldest are thrown away."""
        self.pockets.append(paper)
        del self.pockets[:-POCKETS_MAX]


def supervisor_of(machine: Machine) -> str:
    return f"{machine.identity.tag}-supervisor"


def signed_for(machine: Machine, reason: str) -> Approval:
    """The supervisor types a PIN at this till."""
    asked = ApprovalRequest(
        staff_id=supervisor_of(machine),
        pin=SUPERVISOR_PIN,
        permission=Permission.APPROVE,
        reason=reason,
    )
    return approve(machine.running, asked)
