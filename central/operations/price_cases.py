"""Where sales meet the history of prices: what does not agree becomes a case, never a refusal."""

import sqlalchemy as sa

from central.operations.alone import may_stand_alone
from central.operations.cart_facts import Booking
from central.operations.cases import NewCase, open_case
from central.pricing.checking import Doubt, find_differences, find_old_prices
from central.pricing.discount_caps import find_beyond_caps
from central.pricing.history import list_prices
from central.pricing.price_setters import find_unapproved
from central.pricing.tables import item_price
from central.staff.roles import roles_of
from domain.second_person import alone_discount_basis_points
from domain.selling_rules import DISCOUNT_CAP, read_discount_cap, read_price_age
from domain.staff import Permission, Role
from sync.protocol.bodies import SaleCompleted

DIFFERENCE = "price_difference"
OLD = "old_price"
ABOVE_CAP = "discount_above_cap"
UNAPPROVED = "price_unapproved"
_TOLD_MAX = 5


def note_prices(booking: Booking, sale: SaleCompleted) -> None:
    """Open a case for a sale whose prices are not those that its till was told (rule 15.2).

    The sale is booked whatever is found: the money was taken. An organisation that never told a
    price has none to compare with.
    """
    items = [line.item_id for line in sale.lines if line.kind == "item"]
    organisation_id = booking.key.organisation_id
    connection = booking.writing.connection
    prices = list_prices(connection, organisation_id, items)
    if items and not prices and not _tells_prices(connection, organisation_id):
        return
    _open(booking, sale, DIFFERENCE, find_differences(sale, prices))
    days_max = booking.rules.find(read_price_age, ("price_age", "default"), booking.facts.day)
    if days_max is not None:
        _open(booking, sale, OLD, find_old_prices(sale, prices, booking.facts.at, days_max))


def note_discounts(booking: Booking, sale: SaleCompleted) -> None:
    """Open a case for discounts beyond the cap of who gave or approved them (rule 15.4).

    And one for prices and gifts that nobody approved who may (rule 15.2a).
    """
    roles = roles_of(booking.writing.connection, booking.key.organisation_id, _givers(sale))
    on = booking.facts.day

    def alone_of(staff_id: str) -> int | None:
        if _why_no_setter(booking, roles.get(staff_id)) or not may_stand_alone(booking, staff_id):
            return None
        return alone_discount_basis_points(booking.rules, booking.store_id, on)

    def cap_of(staff_id: str) -> int | None:
        role = roles.get(staff_id)
        if role is None:
            return None
        return booking.rules.find(read_discount_cap, (DISCOUNT_CAP, role), on) or 0

    _open(booking, sale, ABOVE_CAP, find_beyond_caps(sale, cap_of, alone_of))
    _note_price_setters(booking, sale)


def _note_price_setters(booking: Booking, sale: SaleCompleted) -> None:
    """Open a case for prices and gifts that nobody approved who may (rule 15.2a).

    Who approved a price and sold it stands alone: the store waives that, and they signed for it.
    """
    setters = {line.approved_by for line in sale.lines if line.approved_by is not None}
    roles = roles_of(booking.writing.connection, booking.key.organisation_id, setters)

    def why_not(staff_id: str) -> str:
        why = _why_no_setter(booking, roles.get(staff_id))
        if why or staff_id != booking.facts.by or may_stand_alone(booking, staff_id):
            return why
        return "who sold it as well"

    _open(booking, sale, UNAPPROVED, find_unapproved(sale, why_not))


def _why_no_setter(booking: Booking, role: Role | None) -> str:
    if role is None:
        return "whom nobody knows"
    rights = booking.rules.role_permissions(role, booking.facts.day)
    return "" if Permission.TYPE_PRICE in rights else "who may not set prices"


def _givers(sale: SaleCompleted) -> set[str]:
    """Who gave or approved the discounts of a sale; nobody in nearly every one."""
    given = (sale.discount, *(line.discount for line in sale.lines))
    return {each.approved_by or each.by for each in given if each is not None}


def _open(booking: Booking, sale: SaleCompleted, kind: str, doubts: tuple[Doubt, ...]) -> None:
    if not doubts:
        return
    said = " ".join(doubt.sentence for doubt in doubts[:_TOLD_MAX])
    more = len(doubts) - _TOLD_MAX
    rest = f" And {more} more." if more > 0 else ""
    title, what = _WORDS[kind]
    case = NewCase(
        store_id=booking.store_id,
        kind=kind,
        title=title,
        message=f"Receipt {sale.receipt}: {said}{rest} {what}",
    )
    open_case(booking.writing, booking.central.surroundings, booking.key, case)


_WORDS = {
    DIFFERENCE: (
        "A price is not the one this till was told",
        "The sale is booked and its money is counted. Ask who sold it, and look at that computer.",
    ),
    ABOVE_CAP: (
        "A discount above what its giver may give",
        "The sale is booked and its money is counted. Ask who gave it, and look at that computer.",
    ),
    UNAPPROVED: (
        "A price that nobody approved who may",
        "The sale is booked and its money is counted. Ask who sold it, and look at that computer.",
    ),
    OLD: (
        "A sale at an old price",
        "The sale is booked and its money is counted. Let that till go online more often.",
    ),
}


def _tells_prices(connection: sa.Connection, organisation_id: str) -> bool:
    asked = sa.select(item_price.c.item_id).where(item_price.c.organisation_id == organisation_id)
    return connection.execute(asked.limit(1)).first() is not None
