"""Carts that a store's tills share: editions that never change, and what follows from them.

A parked cart is an *edition*; who recalls it gets a new open cart, which names the editions it came
from. All that is known is added and nothing is ever taken back, so tills and central may learn the
same facts in any order and agree on what became of each cart (sync rules 12.1 to 12.4).
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Literal

from domain.cart import LINES_MAX
from domain.cart_line import QUANTITY_MAX, CartLine, Goods, goods_of, with_quantity
from domain.errors import RuleBroken
from domain.invariants import require_int, require_text
from domain.sentence import told

EditionKind = Literal["parked", "held"]
EditionState = Literal["paid", "gone_on", "dropped", "expired", "parked", "held"]
IN_PLAY: frozenset[EditionState] = frozenset({"paid", "parked", "held"})
PARENTS_MAX = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """A cart as it was set aside (`parked`), or one that is open at a till (`held`).

    `parents` are the carts it came from; one that is not known here may be known elsewhere.
    """

    edition_id: str
    kind: EditionKind
    parents: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        require_text(self.edition_id, "edition_id")
        if self.edition_id in self.parents or len(self.parents) > PARENTS_MAX:
            raise ValueError(f"a cart comes from at most {PARENTS_MAX} others, never from itself")


@dataclass(frozen=True, slots=True)
class Payment:
    """A sale that paid a cart: the open cart, and the receipt that the customer has."""

    edition_id: str
    receipt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedCart:
    """All that is known of one cart, whoever had it: its editions, and how they ended.

    Two of these of the same root are joined by adding up what both know (`join`).
    """

    root_id: str
    editions: Mapping[str, Edition] = field(default_factory=lambda: MappingProxyType({}))
    payments: frozenset[Payment] = frozenset()
    dropped: frozenset[str] = frozenset()
    expired: frozenset[str] = frozenset()

    def state_of(self, edition_id: str) -> EditionState:
        """What has become of an edition (sync rule 12.3). Raises KeyError for an unknown one."""
        edition = self.editions[edition_id]
        if any(payment.edition_id == edition_id for payment in self.payments):
            return "paid"
        if any(edition_id in other.parents for other in self.editions.values()):
            return "gone_on"
        if edition_id in self.dropped:
            return "dropped"
        return "expired" if edition_id in self.expired else edition.kind

    def in_play(self) -> tuple[str, ...]:
        """The editions that are parked, held or paid, by id."""
        return tuple(each for each in sorted(self.editions) if self.state_of(each) in IN_PLAY)

    def rivals_of(self, edition_id: str) -> tuple[str, ...]:
        """The others that are in play: with one of them there is a conflict (rule 12.4)."""
        return tuple(each for each in self.in_play() if each != edition_id)

    def ancestors_of(self, edition_id: str) -> tuple[str, ...]:
        """Everything that an edition came from, as far as it is known, the nearest first."""
        found: dict[str, None] = {}
        ahead = [edition_id]
        while ahead:
            edition = self.editions.get(ahead.pop(0))
            fresh = (
                [] if edition is None else [each for each in edition.parents if each not in found]
            )
            found |= dict.fromkeys(fresh)
            ahead += fresh
        return tuple(found)

    @property
    def is_disputed(self) -> bool:
        """Whether a person must decide: several are in play, and not all of them are paid."""
        states = [self.state_of(each) for each in self.in_play()]
        return len(states) > 1 and any(state != "paid" for state in states)

    @property
    def is_settled(self) -> bool:
        """Whether nothing of it can be paid any more."""
        return all(self.state_of(each) == "paid" for each in self.in_play())


def with_edition(shared: SharedCart, edition: Edition) -> SharedCart:
    """Add an edition; one that is known already stays as it was."""
    if edition.edition_id in shared.editions:
        return shared
    editions = {**shared.editions, edition.edition_id: edition}
    return replace(shared, editions=MappingProxyType(editions))


def with_parked(
    shared: SharedCart, edition_id: str, *, of_cart: str, came_from: Iterable[str] = ()
) -> SharedCart:
    """Add what parking says: the open cart `of_cart` was set aside as an edition."""
    held = Edition(edition_id=of_cart, kind="held", parents=tuple(came_from))
    parked = Edition(edition_id=edition_id, kind="parked", parents=(of_cart,))
    return with_edition(with_edition(shared, held), parked)


def with_taken(shared: SharedCart, cart_id: str, parents: Iterable[str]) -> SharedCart:
    """Add what recalling and merging say: these editions became one open cart."""
    return with_edition(
        shared, Edition(edition_id=cart_id, kind="held", parents=tuple(dict.fromkeys(parents)))
    )


def with_dropped(shared: SharedCart, edition_id: str) -> SharedCart:
    """Add that nobody will pay an edition. One that goes on elsewhere goes on."""
    return replace(shared, dropped=shared.dropped | {edition_id})


def with_expired(shared: SharedCart, edition_id: str) -> SharedCart:
    """Add that an edition was parked for too long (rule 12.9)."""
    return replace(shared, expired=shared.expired | {edition_id})


def with_payment(shared: SharedCart, payment: Payment) -> SharedCart:
    """Add that a sale paid an edition."""
    return replace(shared, payments=shared.payments | {payment})


def join(one: SharedCart, other: SharedCart) -> SharedCart:
    """All that either knows. Raises ValueError for two different roots."""
    if one.root_id != other.root_id:
        raise ValueError(f"{one.root_id} and {other.root_id} are two carts")
    joined = replace(
        one,
        payments=one.payments | other.payments,
        dropped=one.dropped | other.dropped,
        expired=one.expired | other.expired,
    )
    for edition in other.editions.values():
        joined = with_edition(joined, edition)
    return joined


# ------------------------------------------------------------------ lines of two into one


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinedLine:
    """What both sides hold of one thing, and what a merged cart would hold of it.

    `line` is one of the lines it stands for; its own quantity means nothing here.
    """

    line: CartLine
    base_count: int
    mine_count: int
    theirs_count: int

    @property
    def merged_count(self) -> int:
        """What both added since they parted, less what both took away (rule 12.6)."""
        mine, theirs, base = self.mine_count, self.theirs_count, self.base_count
        if mine < base and theirs < base:
            return max(mine, theirs)
        return base + max(mine - base, 0) + max(theirs - base, 0)

    @property
    def rest_count(self) -> int:
        """What mine holds beyond theirs: all that is left to pay once theirs was paid."""
        return max(self.mine_count - self.theirs_count, 0)


def compare_lines(
    base: Iterable[CartLine] | None, mine: Iterable[CartLine], theirs: Iterable[CartLine]
) -> tuple[JoinedLine, ...]:
    """Set two carts side by side, in the order in which their things first stand in them.

    `base` is the cart that both came from; None where nobody knows it, and then what both hold is
    taken for it. Shipments have persons in them and are never shared (rule 12.8): one stands in
    at most one of the carts.
    """
    mine, theirs = tuple(mine), tuple(theirs)
    of_mine, of_theirs = _count(mine), _count(theirs)
    of_base = of_mine & of_theirs if base is None else _count(base)
    first: dict[Goods | str, CartLine] = {}
    for line in (*mine, *theirs):
        first.setdefault(_goods_of(line), line)
    return tuple(
        JoinedLine(
            line=line,
            base_count=of_base[goods],
            mine_count=of_mine[goods],
            theirs_count=of_theirs[goods],
        )
        for goods, line in first.items()
    )


def merged_lines(joined: Iterable[JoinedLine]) -> tuple[CartLine, ...]:
    """The lines of both in one cart. Raises RuleBroken (`cart_full`): then they stay two carts."""
    return _numbered((each.line, each.merged_count) for each in joined)


def rest_lines(joined: Iterable[JoinedLine]) -> tuple[CartLine, ...]:
    """The lines of mine that theirs did not pay. Raises RuleBroken (`cart_full`)."""
    return _numbered((each.line, each.rest_count) for each in joined)


def _numbered(counts: Iterable[tuple[CartLine, int]]) -> tuple[CartLine, ...]:
    lines: list[CartLine] = []
    for line, count in counts:
        for quantity in _portions(count):
            lines.append(with_quantity(replace(line, line_no=len(lines) + 1), quantity))
            if len(lines) > LINES_MAX:
                raise RuleBroken(
                    "Together they are too long",
                    told(
                        "A sale has at most {lines_max} lines. Nothing is lost: they stay two"
                        " sales. Take payment for one, then for the other.",
                        lines_max=LINES_MAX,
                    ),
                    "cart_full",
                )
    return tuple(lines)


def _portions(count: int) -> tuple[int, ...]:
    """A quantity as lines that each stay within the bound of one line."""
    whole, part = divmod(require_int(count, "count", low=0), QUANTITY_MAX)
    portions = (QUANTITY_MAX,) * min(whole, LINES_MAX + 1)
    return (*portions, part) if part else portions


def _count(lines: Iterable[CartLine]) -> Counter[Goods | str]:
    counted: Counter[Goods | str] = Counter()
    for line in lines:
        counted[_goods_of(line)] += line.quantity
    return counted


def _goods_of(line: CartLine) -> Goods | str:
    if line.shipment is not None:
        return line.shipment.shipment_id
    return goods_of(line)


# ------------------------------------------------------------------ the store's rule


ORDER_HOURS = 720
"""For how long an order waits where the store's rule says nothing: thirty days."""
ORDER_MAX = 100
"""How many orders may wait in a store where its rule says nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ParkingRule:
    """How many carts may be parked, at a till and in a store, and for how many hours (12.9).

    An order that waits for goods (``to_confirm``) waits ``order_hours``: goods take longer to come
    than a customer who went for money. ``order_max`` of them may wait in a store, and they are
    counted among no others: they would leave no room for customers.
    """

    till_max: int
    store_max: int
    hours: int
    order_hours: int = ORDER_HOURS
    order_max: int = ORDER_MAX

    def hours_of(self, reason: str) -> int:
        """For how long a cart that was parked for this reason stays in the lists."""
        return self.order_hours if reason == TO_CONFIRM else self.hours


TO_CONFIRM = "to_confirm"
"""Why a cart is parked of which too little is left: an order subject to confirmation."""
DEFAULT_PARKING = ParkingRule(till_max=20, store_max=100, hours=72)


def require_room(rule: ParkingRule, *, at_till: int, in_store: int) -> None:
    """Let one more cart be parked. Raises RuleBroken (`too_many_parked`)."""
    if at_till < rule.till_max and in_store < rule.store_max:
        return
    where, most = (
        (told("This till"), rule.till_max)
        if at_till >= rule.till_max
        else (told("This store"), rule.store_max)
    )
    raise RuleBroken(
        "Too many sales are parked",
        told(
            "{where} may have {most}. This sale stays as it is and nothing is lost. Press F7 to"
            " take payment for one of them, or to drop one.",
            where=where,
            most=most,
        ),
        "too_many_parked",
    )


def require_room_for_order(rule: ParkingRule, *, orders: int) -> None:
    """Let one more order wait. Raises RuleBroken (`too_many_orders`)."""
    if orders < rule.order_max:
        return
    raise RuleBroken(
        "Too many orders wait",
        told(
            "This store may have {most} subject to confirmation. This sale stays as it is and"
            " nothing is lost. Press F7 to take payment for an order whose goods have come, or to"
            " drop one.",
            most=rule.order_max,
        ),
        "too_many_orders",
    )
