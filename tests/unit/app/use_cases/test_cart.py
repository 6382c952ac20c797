from datetime import timedelta
from pathlib import Path

import pytest

from app.use_cases.change_quantity import change_quantity
from app.use_cases.current_cart import current_cart
from app.use_cases.remove_line import remove_line
from app.use_cases.ring_up import RingUp, ring_up
from app.use_cases.scan import Added, Choose, PriceAsked, Unknown, scan
from app.use_cases.search_catalog import count_products, search_catalog
from app.use_cases.till import Till
from domain.cart import PriceNeeded, TypedPrice
from domain.errors import BadInput, Conflict, NotAllowed, NotFound, RuleBroken
from domain.money import Money
from sync.protocol.changes import Change
from tests.helpers.builders import (
    CASHIER,
    ITEMS,
    ORG_STREAM,
    OTHER_CASHIER,
    STORE_STREAM,
    SUPERVISOR,
    TILL_STREAM,
    a_cart,
    a_change,
    a_session,
    an_item,
    an_open_shift,
    clock_of,
    gyd,
    open_again,
    pay,
    tell,
)

BARREL_CODE = "2102026000014"


def lines_of(till: Till) -> list[tuple[str | None, int]]:
    cart = current_cart(till, a_session(till)).cart
    return [(line.item_id, line.quantity) for line in cart.lines]


def a_rate(tax_class: str, valid_from: str) -> Change:
    value: dict[str, object] = {"basis_points": 1_400}
    row = {"kind": "vat_rate", "key": tax_class, "valid_from": valid_from, "value": value}
    return a_change("rule", f"vat_rate/{tax_class}/{valid_from}", row)


# ------------------------------------------------------------------ a tax class without a rate


def test_an_item_of_an_unknown_tax_class_stays_out_of_the_cart_with_a_sentence(till: Till) -> None:
    odd = an_item("odd", "Item of a class nobody knows", 500, tax_class="luxury", barcodes=("ODD",))
    tell(till, STORE_STREAM, [odd], first=len(ITEMS) + 2)
    session, _ = an_open_shift(till)
    scan(till, session, BARREL_CODE)

    with pytest.raises(RuleBroken, match="no value for VAT, luxury") as scanned:
        scan(till, session, "ODD")
    with pytest.raises(RuleBroken, match="no value for VAT, luxury"):
        ring_up(till, session, RingUp(item_id="odd"))

    assert scanned.value.code == "no_rule"
    assert lines_of(till) == [("barrel", 1)]
    assert current_cart(till, session).problem is None


def test_a_line_whose_rate_is_gone_is_shown_and_can_be_taken_out(till: Till) -> None:
    luxury = an_item("odd", "A bell", 50_000, tax_class="luxury", barcodes=("ODD",))
    tell(till, STORE_STREAM, [luxury], first=len(ITEMS) + 2)
    position = tell(till, ORG_STREAM, [a_rate("luxury", "2026-01-01")], first=500)
    session, _ = an_open_shift(till)
    a_cart(till, session, "tape", "odd")
    later = a_rate("luxury", "2026-01-01").model_copy(
        update={"body": a_rate("luxury", "2099-01-01").body}
    )
    tell(till, ORG_STREAM, [later], first=position)

    view = current_cart(till, session)

    assert view.problem is not None
    assert view.problem.code == "no_rule"
    assert [line.line.item_id for line in view.priced.lines] == ["tape", "odd"]
    assert view.priced.total == gyd(980)
    with pytest.raises(RuleBroken, match="no value for VAT, luxury"):
        pay(till, session, view.cart)

    remove_line(till, session, 2, view.cart.version)

    assert current_cart(till, session).problem is None
    assert lines_of(till) == [("tape", 1)]


# ------------------------------------------------------------------ scanning


def test_a_scan_puts_one_in_the_cart_and_the_next_one_more(till: Till) -> None:
    session, _ = an_open_shift(till)

    first = scan(till, session, BARREL_CODE)
    second = scan(till, session, f" {BARREL_CODE.zfill(14)} ")

    assert isinstance(first, Added)
    assert isinstance(second, Added)
    assert lines_of(till) == [("barrel", 2)]
    assert second.cart.version == 2


def test_a_code_on_two_items_asks_which_and_adds_nothing(till: Till) -> None:
    session, _ = an_open_shift(till)

    answer = scan(till, session, "two-pens")

    assert isinstance(answer, Choose)
    assert {item.item_id for item in answer.items} == {"pen", "marker"}
    assert lines_of(till) == []


def test_a_code_nobody_knows_is_said_as_it_was_looked_for(till: Till) -> None:
    session, _ = an_open_shift(till)

    assert scan(till, session, " no-such ") == Unknown(code="NO-SUCH")


@pytest.mark.parametrize(("code", "item_id"), [("SEAL-1", "seal"), ("MUG-1", "mug")])
def test_an_item_without_a_price_or_at_zero_asks_for_one(
    till: Till, code: str, item_id: str
) -> None:
    session, _ = an_open_shift(till)

    answer = scan(till, session, code)

    assert isinstance(answer, PriceAsked)
    assert answer.item.item_id == item_id
    assert lines_of(till) == []


def test_a_sample_is_sold_at_zero(till: Till) -> None:
    session, _ = an_open_shift(till)

    assert isinstance(scan(till, session, "TEA-1"), Added)
    assert current_cart(till, session).priced.total == gyd(0)


@pytest.mark.parametrize("code", ["", "   ", "x" * 65])
def test_a_code_that_is_none_says_what_to_do(till: Till, code: str) -> None:
    session, _ = an_open_shift(till)

    with pytest.raises(BadInput, match="Nothing is lost"):
        scan(till, session, code)


def test_half_a_character_from_a_scanner_is_said_and_not_stored(till: Till) -> None:
    session, _ = an_open_shift(till)

    with pytest.raises(BadInput, match="Type or scan it again"):
        scan(till, session, "AB\udc80")


def test_nothing_is_scanned_before_a_shift_is_open(till: Till) -> None:
    with pytest.raises(RuleBroken, match="open a shift first") as caught:
        scan(till, a_session(till), BARREL_CODE)

    assert caught.value.code == "no_shift"


def test_somebody_taken_off_the_list_sells_no_more(till: Till) -> None:
    session, _ = an_open_shift(till)
    tell(till, TILL_STREAM, [a_change("staff_removed", CASHIER.staff_id, {})], first=10)

    with pytest.raises(NotAllowed, match="taken off the list of staff"):
        scan(till, session, BARREL_CODE)


# ------------------------------------------------------------------ ringing up


def test_an_item_from_the_search_is_rung_up_with_its_price_and_where_it_was_read(
    till: Till,
) -> None:
    session, _ = an_open_shift(till)
    barrel = search_catalog(till, "barr 55")[0]

    cart = ring_up(till, session, RingUp(item_id=barrel.item_id, quantity=3))

    line = cart.lines[0]
    assert (line.quantity, line.unit_price, line.price_id) == (3, gyd(9_500), "price-barrel")
    assert line.feed_position == barrel.position > 0
    assert line.price_source == "catalog"


def test_a_price_asked_and_approved_is_rung_up_as_typed(till: Till) -> None:
    session, _ = an_open_shift(till)
    typed = TypedPrice(price=gyd(500), approved_by=SUPERVISOR.staff_id)

    cart = ring_up(till, session, RingUp(item_id="seal", typed=typed))

    line = cart.lines[0]
    assert (line.unit_price, line.price_source) == (gyd(500), "typed")
    assert line.approved_by == SUPERVISOR.staff_id
    with till.db.reading() as uow:
        entry = uow.audit.list_entries(1)[0]
    assert (entry.action, entry.subject, entry.by) == ("price_typed", "seal", CASHIER.staff_id)
    assert entry.detail["approved_by"] == SUPERVISOR.staff_id


def test_without_a_price_nothing_is_rung_up(till: Till) -> None:
    session, _ = an_open_shift(till)

    with pytest.raises(PriceNeeded, match="ask a supervisor"):
        ring_up(till, session, RingUp(item_id="mug"))

    assert lines_of(till) == []


@pytest.mark.parametrize("approved_by", [OTHER_CASHIER.staff_id, "nobody"])
def test_a_price_approved_by_somebody_without_the_right_is_refused(
    till: Till, approved_by: str
) -> None:
    session, _ = an_open_shift(till)
    typed = TypedPrice(price=gyd(500), approved_by=approved_by)

    with pytest.raises(NotAllowed, match="Ask a supervisor to approve the price"):
        ring_up(till, session, RingUp(item_id="seal", typed=typed))

    assert lines_of(till) == []


def test_nobody_approves_a_price_in_a_sale_of_their_own(till: Till) -> None:
    an_open_shift(till)
    typed = TypedPrice(price=gyd(500), approved_by=SUPERVISOR.staff_id)

    with pytest.raises(NotAllowed, match="second person"):
        ring_up(till, a_session(till, SUPERVISOR), RingUp(item_id="seal", typed=typed))


def test_an_item_that_left_the_catalog_is_not_rung_up(till: Till) -> None:
    session, _ = an_open_shift(till)
    tell(till, STORE_STREAM, [a_change("item_removed", "tape", {})], first=len(ITEMS) + 2)

    with pytest.raises(NotFound, match="Search for it again"):
        ring_up(till, session, RingUp(item_id="tape"))


# ------------------------------------------------------------------ changing


def test_a_quantity_is_changed_on_the_version_that_was_seen(till: Till) -> None:
    session, _ = an_open_shift(till)
    cart = ring_up(till, session, RingUp(item_id="pen"))

    changed = change_quantity(till, session, 1, 12, cart.version)

    assert [line.quantity for line in changed.lines] == [12]
    with pytest.raises(Conflict, match="then press the key again"):
        change_quantity(till, session, 1, 5, cart.version)
    assert lines_of(till) == [("pen", 12)]


def test_a_line_is_removed_and_what_was_in_it_stays_in_the_audit_record(till: Till) -> None:
    session, _ = an_open_shift(till)
    ring_up(till, session, RingUp(item_id="pen", quantity=4))
    cart = ring_up(till, session, RingUp(item_id="tape"))

    left = remove_line(till, session, 1, cart.version)

    assert [line.item_id for line in left.lines] == ["tape"]
    with till.db.reading() as uow:
        entry = uow.audit.list_entries(1)[0]
    assert (entry.action, entry.detail["item_id"]) == ("line_removed", "pen")
    assert (entry.detail["quantity_before"], entry.detail["quantity_after"]) == (4, 0)


def test_a_line_that_is_gone_is_said(till: Till) -> None:
    session, _ = an_open_shift(till)
    cart = ring_up(till, session, RingUp(item_id="pen"))

    with pytest.raises(NotFound, match="no longer in this sale"):
        remove_line(till, session, 7, cart.version)


@pytest.mark.parametrize("quantity", [-1, 10_000])
def test_an_impossible_quantity_changes_nothing(till: Till, quantity: int) -> None:
    session, _ = an_open_shift(till)
    cart = ring_up(till, session, RingUp(item_id="pen"))

    with pytest.raises(BadInput, match="1 to 9,999"):
        change_quantity(till, session, 1, quantity, cart.version)

    assert lines_of(till) == [("pen", 1)]


# ------------------------------------------------------------------ the cart itself


def test_an_empty_cart_is_a_cart_and_stays_the_same_one(till: Till) -> None:
    first = current_cart(till, a_session(till))

    assert first.cart.is_empty
    assert first.priced.total == Money.zero("GYD")
    assert current_cart(till, a_session(till)).cart == first.cart


def test_the_cart_outlives_a_change_of_cashier_and_a_restart(till: Till, tmp_path: Path) -> None:
    session, _ = an_open_shift(till)
    cart = ring_up(till, session, RingUp(item_id="pen"))
    assert current_cart(till, a_session(till, OTHER_CASHIER)).cart == cart
    till.db.close()

    again = open_again(tmp_path, till)
    found = current_cart(again, session).cart
    again.db.close()

    assert found == cart


def test_the_cart_is_priced_on_the_business_date_of_the_shift(till: Till) -> None:
    session, shift = an_open_shift(till)
    ring_up(till, session, RingUp(item_id="barrel"))
    clock_of(till).go_on(timedelta(days=2))

    view = current_cart(till, session)

    assert view.priced.vat_total == Money(116_667, "GYD")
    assert shift.business_date.isoformat() == "2026-11-22"


# ------------------------------------------------------------------ searching


def test_search_is_bounded_whatever_is_asked(till: Till) -> None:
    assert len(search_catalog(till, "", limit=10_000)) <= len(ITEMS)
    assert len(search_catalog(till, "b", limit=0)) <= 1
    assert search_catalog(till, "x" * 5_000) == ()
    assert count_products(till) == len(ITEMS)
