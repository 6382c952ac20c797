"""Who may do what, and how long a wrong PIN waits.

Attempts slow down instead of locking: the only supervisor of a shop must never be locked out.
"""

from dataclasses import dataclass
from enum import StrEnum

from domain.invariants import require_int, require_text
from domain.sentence import told


class Role(StrEnum):
    """What a person is at the counter; the rights of each are data (rule kind `role`)."""

    CASHIER = "cashier"
    SUPERVISOR = "supervisor"


def role_name(role: Role) -> str:
    """What a role is called within a sentence."""
    return told("supervisor") if role is Role.SUPERVISOR else told("cashier")


class Permission(StrEnum):
    """One right; the text is its name in rule rows and audit entries."""

    SELL = "sell"
    OPEN_SHIFT = "open_shift"
    CLOSE_SHIFT = "close_shift"
    BOOK_SHIPMENT = "book_shipment"
    TYPE_PRICE = "type_price"
    ERASE_CUSTOMER = "erase_customer"
    APPROVE = "approve"


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffMember:
    """A person who signs in at a till; `name` is what receipts print for the cashier."""

    staff_id: str
    name: str
    role: Role

    def __post_init__(self) -> None:
        require_text(self.staff_id, "staff_id")
        require_text(self.name, "name")


@dataclass(frozen=True, slots=True, kw_only=True)
class PinPolicy:
    """How wrong PINs slow down: `free_tries` without a wait, then `first_wait_s` x factor each."""

    free_tries: int
    first_wait_s: int
    wait_factor: int
    wait_max_s: int

    def __post_init__(self) -> None:
        require_int(self.free_tries, "free_tries", low=1, high=100)
        require_int(self.first_wait_s, "first_wait_s", low=0)
        require_int(self.wait_factor, "wait_factor", low=1, high=100)
        require_int(self.wait_max_s, "wait_max_s", low=self.first_wait_s)


def tries_left(failures: int, policy: PinPolicy) -> int:
    """How many wrong PINs are still free of a wait, after `failures` in a row."""
    require_int(failures, "failures", low=0)
    return max(0, policy.free_tries - failures)


def wait_s_after(failures: int, policy: PinPolicy) -> int:
    """Seconds to wait after `failures` wrong PINs in a row: 0 while tries are left, then growing.

    Never above `policy.wait_max_s`, and never for ever.
    """
    require_int(failures, "failures", low=0)
    extra = failures - policy.free_tries
    if extra < 0:
        return 0
    # 64 doublings pass every wait; the bound keeps the power small for a persistent attacker.
    growth: int = policy.wait_factor ** min(extra, 64)
    return min(policy.wait_max_s, policy.first_wait_s * growth)
