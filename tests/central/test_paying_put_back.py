"""Central was put back: what it does not remember may have been sent, and is looked for."""

from __future__ import annotations

from datetime import timedelta

from central.payments.provider_tables import card_quote
from central.payments.put_back import look_instead
from central.payments.rows import set_payment
from central.payments.tables import payment
from central.state import begin_epoch, find_epoch
from sync.protocol.allotment_bodies import AllotmentsDeclared
from tests.central.cardroom import CardRoom, card_room
from tests.central.office import Office
from tests.central.paper_till import PaperTill
from tests.central.paying import (
    SOLD_MINOR,
    Payroom,
    claim,
    give_up,
    push_wish,
    wish,
)

DOLLARS = SOLD_MINOR // 100
SOON, MINUTE = timedelta(seconds=3), timedelta(minutes=1)


def put_back(office: Office) -> None:
    """A new epoch begins: what came last before it is forgotten."""
    office.clock.forward(MINUTE)
    central = office.central
    with central.database.writing(office.clock.now()) as writing:
        old = find_epoch(writing.connection)
        begin_epoch(writing, central.surroundings, instead_of=old, reason="restored_copy")


def declare(till: PaperTill, office: Office) -> None:
    """The till has taken up the epoch."""
    epoch = office.central.epoch
    till.write(AllotmentsDeclared(epoch=epoch, grant_through=0), kind="allotments_declared")


def test_a_wish_from_before_the_epoch_is_looked_for_and_not_sent(
    room: Payroom, till: PaperTill
) -> None:
    """The till sends it again; the central that was lost had asked the telephone."""
    room.mmg.double.pay_merchant(DOLLARS, "6001234")
    put_back(room.office)
    push_wish(till)
    till.push()
    room.run()
    room.run(SOON)

    assert room.mmg.double.pushes == 0
    assert (room.state(), room.cases()) == ("verified", [])


def test_what_a_copy_of_the_till_wished_is_looked_for_though_the_till_itself_has_declared(
    room: Payroom, till: PaperTill
) -> None:
    """The copy's wish was sent by the central that was lost; the till's declaration came first."""
    till.sell()
    till.push()
    copied = till.copy()
    room.mmg.double.pay_merchant(DOLLARS, "6001234")
    push_wish(copied)
    give_up(copied)
    put_back(room.office)
    declare(till, room.office)
    till.push(2)
    copied.push(2)
    room.run()
    room.run(SOON)

    assert room.mmg.double.pushes == 0
    assert room.state() == "verified"


def test_given_up_in_the_same_breath_it_is_looked_for_all_the_same(
    room: Payroom, till: PaperTill
) -> None:
    room.mmg.double.pay_merchant(DOLLARS, "6001234")
    put_back(room.office)
    push_wish(till)
    give_up(till)
    till.push()
    room.run_through(MINUTE, SOON)

    assert (room.state(), room.cases()) == ("verified", ["payment_late"])


def test_a_wish_that_was_booked_and_not_sent_before_the_epoch_is_looked_for(
    room: Payroom, till: PaperTill
) -> None:
    """The backup was made between its coming and its sending."""
    push_wish(till)
    till.push()
    put_back(room.office)
    room.run()
    room.run(SOON)
    assert (room.mmg.double.pushes, room.state()) == (0, "pending")

    room.mmg.double.pay_merchant(DOLLARS, "6001234")
    room.run_through(MINUTE, SOON)
    assert (room.mmg.double.pushes, room.state()) == (0, "verified")


def test_a_wish_that_the_lost_central_had_ended_is_ended_again_when_nobody_waits_for_it(
    room: Payroom, till: PaperTill
) -> None:
    """Its till was told that it came to nothing, and says no more; only time ends it here."""
    put_back(room.office)
    push_wish(till)
    till.push()
    room.run_through(timedelta(minutes=12), MINUTE)

    assert (room.mmg.double.pushes, room.state(), room.cases()) == (0, "expired", [])


def test_one_booked_before_the_epoch_and_given_up_after_it_is_looked_for(
    room: Payroom, till: PaperTill
) -> None:
    push_wish(till)
    till.push()
    room.mmg.double.pay_merchant(DOLLARS, "6001234")
    put_back(room.office)
    give_up(till)
    till.push()
    room.run_through(MINUTE, SOON)

    assert (room.state(), room.cases()) == ("verified", ["payment_late"])


def test_a_wish_after_the_till_has_taken_up_the_epoch_is_sent(
    room: Payroom, till: PaperTill
) -> None:
    put_back(room.office)
    declare(till, room.office)
    push_wish(till)
    till.push()
    room.run()

    assert (room.mmg.double.pushes, room.state()) == (1, "pending")


def test_a_card_paid_before_the_epoch_is_found_by_our_id(office: Office) -> None:
    with card_room(office) as cards:
        cards.ask()
        cards.run()
        cards.pay()
        session = cards.session()
        forget(cards)
        cards.run()
        cards.run(SOON)

        assert list(cards.double.sessions) == [session["id"]]
        assert cards.state() == "verified"


def forget(cards: CardRoom) -> None:
    """Take from central's books what came of a wish: so it stands there when it comes again."""
    cards.office.clock.forward(timedelta(hours=1))
    with cards.office.central.database.writing(cards.office.clock.now()) as writing:
        writing.connection.execute(card_quote.delete())
        row = set_payment(writing, cards.row(), known="{}", step="idle", state="requested")
        look_instead(writing, row)


def test_money_is_found_where_the_tills_clock_is_two_days_ahead(
    room: Payroom, till: PaperTill
) -> None:
    """The two moments of a wish are its till's: how long it waits, and not when."""
    room.office.clock.forward(timedelta(hours=-40))
    put_back(room.office)
    declare(till, room.office)
    room.office.clock.forward(MINUTE)
    wish(till)
    till.push()
    room.run()
    pending = [change for change in till.pull().changes if change.kind == "payment"][-1]
    room.mmg.double.pay_page(str((pending.body or {})["url"]))
    room.run(SOON)

    assert room.state() == "verified"


def test_two_organisations_with_one_account_are_not_paid_by_one_reference(
    room: Payroom, till: PaperTill
) -> None:
    """Both shops' money comes into the same account: a number pays one of them."""
    reference = room.mmg.double.pay_merchant(DOLLARS)
    others = room.office.enrol(room.office.open_shop("Berbice Traders"))
    claim(till, reference=reference)
    till.push()
    claim(others, "pay-2", reference=reference)
    others.push()
    room.run_through(MINUTE, SOON)

    states = {str(row["payment_id"]): row["state"] for row in room.office.rows(payment)}
    assert states == {"pay-1": "verified", "pay-2": "disputed"}
