"""What a till holds of scarce things: who needs how much of it, what to ask for, what to give back.

Pure rules of the till (sync rules 9). A *resource* is marked stock of one store or an agent's
concurrent bookings; quantities are whole units, never money.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from domain.cart import Cart
from domain.errors import RuleBroken
from domain.invariants import require_int
from domain.sentence import told

STOCK, BOOKING = "stock", "booking"


@dataclass(frozen=True, slots=True, kw_only=True)
class AllotmentCover:
    """How much a till holds in advance: what the last `recent_days` used up in `cover_days`.

    Raises:
        ValueError, TypeError: for anything below one day.
    """

    recent_days: int
    cover_days: int

    def __post_init__(self) -> None:
        require_int(self.recent_days, "recent_days", low=1, high=366)
        require_int(self.cover_days, "cover_days", low=1, high=366)


DEFAULT_COVER = AllotmentCover(recent_days=14, cover_days=3)
"""Where central sent no rule `allotment_cover`: three days offline at the pace of two weeks."""

DEFAULT_RESERVATION_MINUTES = 10
"""Where central sent no rule `tender_reservation`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """What one sale would use up of a resource, under the name that the cashier knows it by."""

    resource: str
    name: str
    quantity: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceTotal:
    """How much there is in all and free at central, as central last told, and as of when (UTC)."""

    total: int
    free: int
    as_of: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a resource stands for one cart.

    `held` is what the till holds unspent, `elsewhere` what its other carts have set aside of that,
    `excepted` what a supervisor let this cart exceed it by. `told` is None where central never said
    how much there is.
    """

    held: int = 0
    elsewhere: int = 0
    excepted: int = 0
    exception_by: str | None = None
    told: ResourceTotal | None = None

    @property
    def left(self) -> int:
        """What this cart may use up; never below nothing."""
        return max(0, self.held - self.elsewhere)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortage:
    """A need that what the till holds does not cover."""

    need: Need
    standing: Standing

    @property
    def missing(self) -> int:
        """How many units lack, beyond what is left and what was allowed above it."""
        return self.need.quantity - self.standing.left - self.standing.excepted


class NothingLeft(RuleBroken):
    """A sale needs more of something scarce than this till may use up; nothing was sold.

    Code "nothing_left". `shortages` says of what, how much lacks, and how much there is elsewhere.
    """

    def __init__(self, lacking: tuple[Shortage, ...]) -> None:
        first = lacking[0]
        super().__init__(
            "Not enough is left at this till",
            told(
                "{name}: {quantity} needed, {left} left at this till. Nothing was sold and nothing"
                " is lost. Take it out of the sale, ask for more, or ask a supervisor to allow"
                " this one.",
                name=first.need.name,
                quantity=first.need.quantity,
                left=first.standing.left,
            ),
            "nothing_left",
        )
        self.args = (lacking,)
        self.shortages = lacking


@dataclass(frozen=True, slots=True, kw_only=True)
class Spending:
    """What a sale uses up of one resource: units that the till held, and those above them."""

    resource: str
    from_held: int
    excepted: int
    exception_by: str | None


def stock_resource(store_id: str, item_id: str) -> str:
    """The name of a store's marked item."""
    return f"{STOCK}:{store_id}:{item_id}"


def booking_resource(staff_id: str) -> str:
    """The name of an agent's concurrent bookings."""
    return f"{BOOKING}:{staff_id}"


def stock_needs(cart: Cart, store_id: str) -> tuple[Need, ...]:
    """What the cart's lines of marked items need, one for each item however many lines it has."""
    needs: dict[str, Need] = {}
    for line in cart.lines:
        if not line.allotted or line.item_id is None:
            continue
        resource = stock_resource(store_id, line.item_id)
        before = needs[resource].quantity if resource in needs else 0
        needs[resource] = Need(resource=resource, name=line.name, quantity=before + line.quantity)
    return tuple(needs.values())


def booking_need(cart: Cart, agent_id: str) -> Need | None:
    """What the cart's shipments need of the agent's bookings, None without one."""
    count = sum(line.shipment is not None for line in cart.lines)
    if not count:
        return None
    return Need(
        resource=booking_resource(agent_id), name=told("This agent's bookings"), quantity=count
    )


def shortages(needs: Iterable[Need], standings: Mapping[str, Standing]) -> tuple[Shortage, ...]:
    """The needs that are not covered, in their order."""
    found = (
        Shortage(need=need, standing=standings.get(need.resource, Standing())) for need in needs
    )
    return tuple(shortage for shortage in found if shortage.missing > 0)


def spendings(needs: Iterable[Need], standings: Mapping[str, Standing]) -> tuple[Spending, ...]:
    """What each need uses up: what is left first, then what was allowed above it.

    Raises:
        ValueError: for a need that is not covered; ask `shortages` first.
    """
    return tuple(_spending(need, standings.get(need.resource, Standing())) for need in needs)


def _spending(need: Need, standing: Standing) -> Spending:
    from_held = min(need.quantity, standing.left)
    excepted = need.quantity - from_held
    if excepted > standing.excepted:
        raise ValueError(f"{need.resource} does not cover {need.quantity}")
    return Spending(
        resource=need.resource,
        from_held=from_held,
        excepted=excepted,
        exception_by=standing.exception_by if excepted else None,
    )


def target_units(used: int, cover: AllotmentCover) -> int:
    """How much to hold, in proportion to what the recent days used; rounded up."""
    require_int(used, "used", low=0)
    return -(-used * cover.cover_days // cover.recent_days)


def units_to_return(*, held: int, set_aside: int, keep: int) -> int:
    """How much central gets back of what it asks for: not what is set aside, nor `keep`."""
    return max(0, held - max(set_aside, keep))


def surplus_units(*, held: int, set_aside: int, target: int, is_idle: bool) -> int:
    """How much is given back unasked.

    What nobody touched for as long as a till covers goes back down to its target; what is in use
    keeps twice that and one unit, so that a good day does not send units back and forth.
    """
    return max(0, held - max(set_aside, target if is_idle else max(2 * target, 1)))
