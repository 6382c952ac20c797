"""Where operations meet the shared carts: what is parked, recalled, merged, dropped and paid."""

from typing import Protocol

from central.carts.booking import CartPlace, PaidTwice, book_cart_fact, book_payment
from central.carts.sweeping import sweep_carts
from central.database import Writing
from central.opening import Central
from central.operation_key import OperationKey
from central.operations.cases import NewCase, open_case
from central.operations.line_checks import parked_total
from central.operations.quarantine import QuarantineError
from domain.rules import RuleBook
from sync.protocol.body_parts import Body
from sync.protocol.cart_bodies import CartParked
from sync.protocol.operation import Facts


class Booking(Protocol):
    """An operation that is being booked: where, in which transaction, for which store."""

    @property
    def central(self) -> Central: ...
    @property
    def writing(self) -> Writing: ...
    @property
    def key(self) -> OperationKey: ...
    @property
    def store_id(self) -> str: ...
    @property
    def rules(self) -> RuleBook: ...
    @property
    def facts(self) -> Facts: ...
    @property
    def body(self) -> Body: ...


def apply_cart_fact(booking: Booking) -> None:
    """Add what a till says of a cart to what is known of it (sync rule 12.3).

    Raises QuarantineError for a parked cart that does not add up, Conflict for an id that another
    cart has.
    """
    body = booking.body
    if isinstance(body, CartParked) and parked_total(body).amount_minor != body.total_minor:
        raise QuarantineError(
            "It does not add up",
            f"The lines of a parked sale do not add up to its total of {body.total_minor}.",
        )
    place = _place(booking)
    sweep_carts(place, booking.rules.parked_carts(booking.facts.day))
    _open_if_paid_twice(booking, book_cart_fact(place, body))


def note_payment(booking: Booking, cart_id: str, receipt: str) -> None:
    """Note which cart a sale paid; a second sale of one cart becomes a case (sync rule 12.7)."""
    _open_if_paid_twice(booking, book_payment(_place(booking), cart_id, receipt))


def _place(booking: Booking) -> CartPlace:
    return CartPlace(
        writing=booking.writing,
        key=booking.key,
        store_id=booking.store_id,
        stated_at=booking.facts.at,
    )


def _open_if_paid_twice(booking: Booking, found: PaidTwice | None) -> None:
    if found is None:
        return
    case = NewCase(
        store_id=booking.store_id,
        kind="paid_twice",
        title="One sale was paid twice",
        message=(
            f"The receipts {', '.join(found.receipts)} are of one sale that two tills had open, or"
            " a till and its old copy. Each is counted. Compare their lines: if a customer paid for"
            " the same goods twice, give the money back."
        ),
    )
    open_case(booking.writing, booking.central.surroundings, booking.key, case)
