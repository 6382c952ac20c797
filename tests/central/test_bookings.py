"""Bookings: one agent at two tills never exceeds the limit; closing one gives its unit back."""

from contextlib import AbstractContextManager
from datetime import date, timedelta

import pytest

from central.allotments.names import booking_resource
from central.allotments.showing import list_books
from central.allotments.tables import resource
from central.bookings.chores import keep_allotments
from central.bookings.closing import close_booking
from central.bookings.limits import BookingLimit, set_booking_limit
from central.bookings.listing import list_open_bookings
from central.database import Writing
from central.staff.members import NewMember, add_staff
from central.tables import change
from central.tills.organisations import Store
from domain.errors import BadInput, Conflict, NotFound
from tests.central.allotting import Holder, Shelf
from tests.central.office import Office
from tests.central.paper_till import PaperTill

pytestmark = pytest.mark.both_databases
AGENT = "staff-sr"
BOOKINGS = booking_resource(AGENT)


@pytest.fixture
def shelf(office: Office, shop: Store) -> Shelf:
    new = NewMember(name="Agent", role="cashier", staff_id=AGENT, pin="4711")
    add_staff(office.central, shop.organisation_id, new)
    return Shelf(office, shop)


def limit(shelf: Shelf, units: int, valid_from: date | None = None) -> date:
    new = BookingLimit(staff_id=AGENT, units=units, valid_from=valid_from)
    return set_booking_limit(shelf.office.central, shelf.store.organisation_id, new)


def told(shelf: Shelf) -> list[str]:
    """Return the bodies of all that tills were told about resources."""
    rows = shelf.office.rows(change, "stream", "position")
    return [str(row["body"]) for row in rows if row["kind"] == "resource"]


def keep(shelf: Shelf) -> None:
    central = shelf.office.central

    def open_writing() -> AbstractContextManager[Writing]:
        return central.database.writing(central.surroundings.now())

    keep_allotments(central, open_writing)


def test_an_agent_at_two_tills_never_exceeds_the_limit(shelf: Shelf, till: PaperTill) -> None:
    limit(shelf, 4)
    tills = [Holder(till), Holder(shelf.office.enrol(shelf.store))]
    booked = 0

    for turn in range(12):
        holder = tills[turn % 2]
        holder.ask(BOOKINGS, 3, urgent=turn % 3 == 0)
        if holder.held.get(BOOKINGS, 0):
            holder.book(BOOKINGS, f"W{turn}")
            booked += 1
        holder.send()
        book = shelf.book(BOOKINGS)
        assert book.consumed + sum(one.held.get(BOOKINGS, 0) for one in tills) <= 4

    assert booked == 4
    assert shelf.cases() == []


def test_a_booking_by_a_till_that_has_not_heard_of_the_limit_counts_and_is_a_case_beyond_it(
    shelf: Shelf, till: PaperTill
) -> None:
    """Else the agent could hold those that were booked offline and the whole limit besides."""
    limit(shelf, 2)
    holder = Holder(till)
    for number in (1, 2):
        holder.book_unasked(f"W{number}")
    holder.send()
    assert (shelf.book(BOOKINGS).consumed, shelf.cases()) == (2, [])
    assert holder.ask(BOOKINGS, 1, urgent=True) == []
    holder.book_unasked("W3")
    holder.send()

    assert (shelf.book(BOOKINGS).consumed, shelf.cases()) == (3, ["allotment"])
    organisation_id = shelf.store.organisation_id
    assert close_booking(shelf.office.central, organisation_id, "W1", "delivered") == 1
    assert shelf.book(BOOKINGS).consumed == 2


def test_a_closed_booking_belongs_to_the_pool_again(shelf: Shelf, till: PaperTill) -> None:
    limit(shelf, 1)
    holder = Holder(till)
    organisation_id = shelf.store.organisation_id
    holder.ask(BOOKINGS, 1, urgent=True)
    holder.book(BOOKINGS, "W1")
    holder.send()
    full = holder.ask(BOOKINGS, 1, urgent=True)

    released = close_booking(shelf.office.central, organisation_id, "W1", "delivered")

    assert (full, released) == ([], 1)
    assert [units for _, _, units in holder.ask(BOOKINGS, 1, urgent=True)] == [1]
    with pytest.raises(Conflict, match="closed already"):
        close_booking(shelf.office.central, organisation_id, "W1")
    with pytest.raises(NotFound, match="no such booking"):
        close_booking(shelf.office.central, organisation_id, "W2")


def test_a_signed_exception_counts_until_it_is_closed(shelf: Shelf, till: PaperTill) -> None:
    limit(shelf, 1)
    shelf.hire_supervisor("staff-sup")
    holder = Holder(till)
    holder.ask(BOOKINGS, 1, urgent=True)
    holder.book(BOOKINGS, "W1")
    holder.book(BOOKINGS, "W2", exception_by="staff-sup")
    holder.send()
    close_booking(shelf.office.central, shelf.store.organisation_id, "W1")

    assert holder.ask(BOOKINGS, 1, urgent=True) == []
    with shelf.office.central.database.reading() as connection:
        (row,) = list_open_bookings(connection, shelf.store.organisation_id)
    assert (row.waybill, row.agent, row.exception_by) == ("W2", AGENT, "staff-sup")
    assert shelf.book(BOOKINGS).exceptions == 1
    assert shelf.cases() == []


def test_a_limit_holds_from_its_day_on_without_anybody_asking(
    shelf: Shelf, till: PaperTill
) -> None:
    today = limit(shelf, 5)
    limit(shelf, 8, today + timedelta(days=1))
    holder = Holder(till)
    before = holder.ask(BOOKINGS, 9, urgent=True)
    keep(shelf)
    shelf.office.clock.forward(timedelta(days=1))

    after = holder.ask(BOOKINGS, 9, urgent=True)

    assert [units for _, _, units in before] == [5]
    assert [units for _, _, units in after] == [3]
    assert shelf.book(BOOKINGS).total == 8


def test_tills_are_told_of_a_limit_on_the_day_it_begins(shelf: Shelf) -> None:
    limit(shelf, 5, date(2026, 11, 3))
    keep(shelf)
    early = told(shelf)
    shelf.office.clock.forward(timedelta(days=1))
    keep(shelf)
    keep(shelf)

    assert early == []
    assert [body[:17] for body in told(shelf)] == ['{"as_of":"2026-11']
    assert shelf.book(BOOKINGS).total == 5


def test_a_limit_said_again_for_the_same_day_replaces_it(shelf: Shelf) -> None:
    limit(shelf, 5)
    limit(shelf, 2)

    assert shelf.book(BOOKINGS).total == 2


@pytest.mark.parametrize(("agent", "units"), [("nobody", 3), (AGENT, -1), (AGENT, 10**7)])
def test_a_limit_is_for_somebody_and_within_bounds(shelf: Shelf, agent: str, units: int) -> None:
    new = BookingLimit(staff_id=agent, units=units)

    with pytest.raises(NotFound if agent == "nobody" else BadInput):
        set_booking_limit(shelf.office.central, shelf.store.organisation_id, new)


def test_what_is_free_is_told_at_most_every_30_seconds_and_not_forgotten(
    shelf: Shelf, till: PaperTill
) -> None:
    limit(shelf, 9)
    holder = Holder(till)
    holder.ask(BOOKINGS, 2)
    soon = len(told(shelf))
    keep(shelf)
    held_back = len(told(shelf))
    shelf.office.clock.forward(timedelta(seconds=31))
    keep(shelf)
    keep(shelf)

    bodies = told(shelf)
    assert (soon, held_back, len(bodies)) == (1, 1, 2)
    assert '"free":9' in bodies[0]
    assert '"free":7' in bodies[1]
    limit(shelf, 4)
    assert '"total":4' in told(shelf)[-1]


def test_a_clock_that_was_set_back_does_not_silence_the_news(shelf: Shelf, till: PaperTill) -> None:
    limit(shelf, 9)
    shelf.office.clock.forward(timedelta(hours=-5))

    Holder(till).ask(BOOKINGS, 2)

    assert '"free":7' in told(shelf)[-1]


def test_no_other_organisation_sees_or_shares_an_agents_limit(
    shelf: Shelf, till: PaperTill
) -> None:
    limit(shelf, 4)
    others = shelf.office.open_shop("Others")
    stranger = Holder(shelf.office.enrol(others))

    assert stranger.ask(BOOKINGS, 1, urgent=True) == []
    with shelf.office.central.database.reading() as connection:
        assert list_books(connection, others.organisation_id, "booking") == []
    assert len(shelf.office.rows(resource)) == 1
    assert till.granted.till
