"""Scarce things of the simulated shops: marked goods, agents' bookings, and who pays for them."""

from contextlib import suppress

from app.use_cases.allow_exception import AllowException, allow_exception
from app.use_cases.approve import ApprovalRequest, approve
from app.use_cases.ask_for_more import ask_for_more
from app.use_cases.cancel_tender import cancel_tender
from app.use_cases.current_cart import current_cart
from app.use_cases.remove_line import remove_line
from app.use_cases.ring_up import RingUp, ring_up
from app.use_cases.start_tender import StartTender, TenderStarted, start_tender
from app.use_cases.till import Session
from central.allotments.books import book_of, find_books, lock_books
from central.allotments.names import booking_resource, stock_resource
from central.allotments.stock import set_total
from central.bookings.limits import BookingLimit, set_booking_limit
from central.database import Writing
from central.opening import Central
from central.tills.organisations import Store
from domain.errors import NotFound, RuleBroken
from domain.holding import NothingLeft
from domain.staff import Permission
from tests.simulation.machine import Machine

SCARCE = {"deal": 14, "trophy": 1}
"""Marked goods, and how many of each there are at first. There is one trophy."""
BOOKINGS_AT_A_TIME = 7
SUPERVISOR_PIN = "9630"


def stock_name(store: Store, name: str) -> str:
    """Return the resource of a marked item."""
    return stock_resource(store.store_id, f"{store.label_prefix}-{name}")


def agents_of(store: Store, pins: tuple[str, ...]) -> list[str]:
    return [f"{store.label_prefix}-cashier-{pin}" for pin in pins]


def set_first_totals(writing: Writing, store: Store) -> None:
    """Say how many there are of everything that is marked."""
    for name, total in SCARCE.items():
        add_stock(writing, store, name, total)


def add_stock(writing: Writing, store: Store, name: str, units: int) -> None:
    """More units of a marked item came in."""
    resource = stock_name(store, name)
    lock_books(writing, store.organisation_id, [resource])
    book = book_of(find_books(writing.connection, store.organisation_id, [resource])[resource])
    more = book.with_total(book.total + units)
    set_total(writing, store.organisation_id, resource, more)


def limit_agents(central: Central, store: Store, pins: tuple[str, ...]) -> None:
    """Let each cashier have so many bookings at a time."""
    for agent in agents_of(store, pins):
        limit = BookingLimit(staff_id=agent, units=BOOKINGS_AT_A_TIME)
        set_booking_limit(central, store.organisation_id, limit)


def first_totals(store: Store, pins: tuple[str, ...]) -> dict[str, int]:
    """Return how much of each resource there truly is, whatever central remembers."""
    totals = {stock_name(store, name): total for name, total in SCARCE.items()}
    return totals | {
        booking_resource(agent): BOOKINGS_AT_A_TIME for agent in agents_of(store, pins)
    }


def ring_up_scarce(machine: Machine, session: Session) -> None:
    """Somebody wants what there is little of."""
    rng = machine.chance.rng
    name = "trophy" if rng.random() < 0.3 else "deal"
    request = RingUp(item_id=f"{machine.identity.tag}-{name}", quantity=1)
    with suppress(NotFound, RuleBroken):
        ring_up(machine.running, session, request)


def begin_tender(machine: Machine, session: Session) -> TenderStarted | None:
    """Begin to pay; None where something is not left, and the customer goes without or waits."""
    journal = machine.line.clockwork.journal
    try:
        return _tender(machine, session)
    except NothingLeft as lack:
        journal.sometimes("nothing left", machine.name, len(lack.shortages))
        return _make_do(machine, session, lack)


def _tender(machine: Machine, session: Session) -> TenderStarted:
    till = machine.running
    cart = current_cart(till, session).cart
    request = StartTender(cart_id=cart.cart_id, cart_version=cart.version)
    started = start_tender(till, session, request)
    if isinstance(started, TenderStarted):
        return started
    machine.line.clockwork.journal.sometimes("price change shown before the tender")
    request = StartTender(cart_id=cart.cart_id, cart_version=cart.version, accepted=started.changes)
    accepted = start_tender(till, session, request)
    assert isinstance(accepted, TenderStarted)
    return accepted


def _make_do(machine: Machine, session: Session, lack: NothingLeft) -> TenderStarted | None:
    till, chance = machine.running, machine.chance
    journal = machine.line.clockwork.journal
    what = chance.rng.random()
    if what < 0.5:
        ask_for_more(till, session)
        journal.sometimes("asked for more", machine.name)
        return _wait_for_it(machine, session)
    if what < 0.6:
        _except(machine, session, lack)
        journal.sometimes("exception signed", machine.name)
        return _tender(machine, session)
    _go_without(machine, session)
    return None


def think(machine: Machine) -> None:
    """The customer looks for change, or waits; the engine turns meanwhile, and prices may move.

    It does not while it waits for an answer: it has one thread, and a data folder one engine.
    """
    assert machine.cycle is not None
    if machine.line.asking:
        return
    machine.cycle.turn()
    machine.line.clockwork.journal.sometimes("the engine turned during a tender")


def _wait_for_it(machine: Machine, session: Session) -> TenderStarted | None:
    """Central is asked while the customer waits; some come back for it another time."""
    for _ in range(2):
        think(machine)
    try:
        return _tender(machine, session)
    except NothingLeft:
        if machine.chance.rng.random() < 0.7:
            _go_without(machine, session)
    return None


def _go_without(machine: Machine, session: Session) -> None:
    till = machine.running
    cart = current_cart(till, session).cart
    cancel_tender(till, cart.cart_id)
    signer = f"{machine.identity.tag}-supervisor"  # all of it may be more than a cashier voids
    while cart.lines:
        cart = remove_line(till, session, cart.lines[0].line_no, cart.version, signer)


def _except(machine: Machine, session: Session, lack: NothingLeft) -> None:
    till, tag = machine.running, machine.identity.tag
    asked = ApprovalRequest(
        staff_id=f"{tag}-supervisor",
        pin=SUPERVISOR_PIN,
        permission=Permission.APPROVE,
        reason="above the limit",
    )
    approval = approve(till, asked)
    version = current_cart(till, session).cart.version
    for resource in dict.fromkeys(each.need.resource for each in lack.shortages):
        request = AllowException(cart_version=version, resource=resource, approval=approval)
        allow_exception(till, session, request)
