"""What was given for a sale stays with it through F6, F7 and a choice of two versions."""

from dataclasses import replace

from app.counter.gallery_till import sample_till
from app.presenters.kept_tenders import Filled
from app.presenters.notices import Tone
from app.presenters.parked import parked_row
from app.presenters.tender_bill import Bill
from app.use_cases.claim_payment import ClaimPayment
from domain.money import Money
from domain.tender import TenderLine
from sync.protocol.status import Link, SyncStatus
from tests.helpers.counter_desk import a_session
from tests.unit.app.presenters.test_cart_conflict import a_disputed_day, a_rival
from tests.unit.app.presenters.test_counter import BARREL, Day
from tests.unit.app.presenters.test_parking import AT, ZONE, an_entry, begun
from tests.unit.domain.test_receipt import shipped


def gyd(dollars: int) -> Money:
    return Money(dollars * 100, "GYD")


TERMINAL = TenderLine(kind="bank_card", amount=gyd(5_000), approval_code="A83K91")


def with_terminal(day: Day) -> str:
    """The bank's terminal took part of the sale on the screen; return the cart's id."""
    if day.till.cart.is_empty:
        day.counter.sale.on_enter(BARREL)
    rules = day.till.payments.services(day.till).read_rules()
    bill = Bill(total=gyd(9_500), rules=rules, taken=(TERMINAL,))
    cart_id = day.till.cart.cart_id
    day.counter.flows.paying.kept.keep(cart_id, Filled(bill))
    return cart_id


def titles(day: Day) -> list[str]:
    return [each.title for each in day.shell.notices if each is not None]


def test_what_a_terminal_took_is_in_the_bill_when_the_customer_is_back_with_money() -> None:
    day = begun()
    cart_id = with_terminal(day)
    day.counter.flows.parking.on_park("forgot_money")

    notice = day.shell.notices[-1]
    assert notice is not None
    assert "part of it is paid" in notice.text
    (entry,) = day.till.parking.entries
    assert parked_row(entry, ZONE).tag == "Only at this till: part of it is paid"
    day.counter.flows.parking.on_recall()
    day.counter.flows.parking.parked.on_row_entered(0)
    assert day.till.cart.cart_id == cart_id
    assert day.counter.flows.paying.kept.of(cart_id) == (TERMINAL,)


def test_what_a_terminal_took_stays_with_a_sale_that_makes_room() -> None:
    day = begun()
    day.counter.sale.on_enter(BARREL)
    day.counter.flows.parking.on_park()
    cart_id = with_terminal(day)
    day.counter.flows.parking.on_recall()
    day.counter.flows.parking.parked.on_row_entered(0)

    (entry,) = day.till.parking.entries
    assert (entry.cart_id, entry.is_local) == (cart_id, True)


def test_an_order_that_is_paid_in_part_says_that_it_is_here_alone() -> None:
    day = begun()
    with_terminal(day)
    day.counter.flows.parking.on_park("to_confirm", "Ms Ali")

    notice = day.shell.notices[-1]
    assert notice is not None
    assert "Only this till shows it" in notice.text


def test_a_parked_sale_that_is_dropped_says_what_to_give_back() -> None:
    day = begun()
    cart_id = with_terminal(day)
    day.counter.flows.parking.on_park("forgot_money")
    day.counter.flows.parking.on_recall()
    day.counter.flows.parking.parked.on_drop()
    day.counter.flows.parking.parked.on_drop()

    notice = day.shell.notices[-1]
    assert notice is not None
    assert "void it there" in notice.text
    assert notice.tone is Tone.NEEDS_YOU
    assert day.counter.flows.paying.kept.of(cart_id) == ()


def test_what_a_terminal_took_goes_on_with_the_version_that_was_chosen() -> None:
    day = a_disputed_day(a_rival(sample_till()))
    cart_id, kept = with_terminal(day), day.counter.flows.paying.kept
    day.counter.flows.parking.on_recall()
    day.counter.flows.parking.conflict.on_chosen("both")

    assert (kept.of(cart_id), kept.of(day.till.cart.cart_id)) == ((), (TERMINAL,))
    assert titles(day)[-1] == "Both versions are one sale now."
    kept.move("a cart with nothing", day.till.cart.cart_id)
    assert kept.of(day.till.cart.cart_id) == (TERMINAL,)


def test_what_a_terminal_took_is_given_back_where_the_version_was_put_away() -> None:
    day = a_disputed_day(a_rival(sample_till()))
    with_terminal(day)
    day.counter.flows.parking.on_recall()
    day.counter.flows.parking.conflict.on_chosen("theirs")

    assert "G$5,000 was given for a sale that is empty now" in titles(day)


def test_money_that_was_sent_for_a_version_that_was_put_away_waits_at_the_desk() -> None:
    day = a_disputed_day(a_rival(sample_till()))
    paying = day.till.payments.paying
    claim = ClaimPayment(
        payment_id="pay-1",
        cart_id="cart-1",
        phone="622 1234",
        reference="20402048536279",
        amount=gyd(300),
        paid_at=AT,
    )
    paying.signed_above_minor = 10**9
    day.till.cart = replace(day.till.cart, cart_id="cart-1")
    day.till.payments.services(day.till).paying.claim(a_session(day.till), claim)
    day.counter.show_sync_status(SyncStatus(link=Link.ONLINE))
    day.counter.flows.parking.on_recall()
    day.counter.flows.parking.conflict.on_chosen("theirs")

    notice = day.shell.notices[-1]
    assert notice is not None
    assert notice.text.startswith("G$300 was paid for it")
    assert notice.tone is Tone.NEEDS_YOU


def test_a_shipment_is_said_to_be_why_a_sale_is_here_alone() -> None:
    lines = shipped().lines
    row = parked_row(an_entry(sample_till(), is_local=True, lines=lines), ZONE)

    assert row.tag == "Only at this till: it has a shipment"
