"""Discounts within a cap, prices and gifts with a second person, voids, weights, notes."""

import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from app.use_cases.change_line import (
    GiveDiscount,
    GiveFree,
    OverridePrice,
    WeighLine,
    discount_cart,
    give_line_free,
    note_line,
    override_price,
    read_discount_cap,
    weigh_line,
)
from app.use_cases.change_quantity import change_quantity
from app.use_cases.current_cart import current_cart
from app.use_cases.give_away import VoidNeedsApproval
from app.use_cases.remove_line import remove_line, void_cart
from app.use_cases.ring_up import RingUp, WeightNeeded, WhichVariant, ring_up
from app.use_cases.scan import Choose, scan
from app.use_cases.till import Session, Till
from domain.cart import Cart, TypedPrice
from domain.cart_line import Weighed
from domain.discount import AboveCap, DiscountAsked
from domain.errors import Conflict, NotAllowed, RuleBroken
from domain.money import Money
from sync.protocol.bodies import SaleCompleted
from tests.helpers.builders import (
    CASHIER,
    ITEMS,
    OTHER_CASHIER,
    STORE_STREAM,
    SUPERVISOR,
    a_session,
    an_item,
    an_open_shift,
    gyd,
    pay,
    tell,
)
from tests.helpers.ledger_checks import read_ledger

HALF = DiscountAsked(basis_points=5_000, reason="goodwill")
LITTLE = DiscountAsked(basis_points=500, reason="goodwill")


@pytest.fixture
def session(till: Till) -> Session:
    return an_open_shift(till)[0]


def rung(till: Till, session: Session, *items: str, quantity: int = 1) -> Cart:
    cart = None
    for each in items:
        cart = ring_up(till, session, RingUp(item_id=each, quantity=quantity))
    assert cart is not None
    return cart


def audited(till: Till, action: str) -> dict[str, object]:
    with till.db.reading() as uow:
        [entry] = [each for each in uow.audit.list_entries(20) if each.action == action]
    return dict(entry.detail)


# ------------------------------------------------------------------ discounts


def test_a_cashier_gives_up_to_the_cap_of_the_role_alone(till: Till, session: Session) -> None:
    cart = rung(till, session, "barrel")
    given = GiveDiscount(version=cart.version, line_no=1, asked=LITTLE)
    [line] = discount_cart(till, session, given).lines

    assert read_discount_cap(till, session) == 500
    assert (line.off, line.gross) == (line.full.share(500), line.full - line.full.share(500))
    assert audited(till, "discount_given")["gross_after_minor"] == line.gross.amount_minor


def test_more_than_the_cap_needs_somebody_whose_cap_is_higher(till: Till, session: Session) -> None:
    cart = rung(till, session, "barrel")
    with pytest.raises(AboveCap):
        discount_cart(till, session, GiveDiscount(version=cart.version, line_no=1, asked=HALF))
    approved = GiveDiscount(
        version=cart.version, line_no=1, asked=HALF, approved_by=SUPERVISOR.staff_id
    )
    [line] = discount_cart(till, session, approved).lines

    assert line.discount is not None
    assert (line.discount.given_by, line.discount.approved_by) == (
        CASHIER.staff_id,
        SUPERVISOR.staff_id,
    )
    assert audited(till, "discount_given")["approved_by"] == SUPERVISOR.staff_id


@pytest.mark.parametrize("who", [CASHIER.staff_id, OTHER_CASHIER.staff_id, "nobody"])
def test_nobody_approves_for_themselves_or_without_the_right(
    till: Till, session: Session, who: str
) -> None:
    cart = rung(till, session, "barrel")
    typed = TypedPrice(price=gyd(1), approved_by=who, reason="agreed")
    refused: tuple[Callable[[], Cart], ...] = (
        lambda: discount_cart(
            till,
            session,
            GiveDiscount(version=cart.version, line_no=None, asked=LITTLE, approved_by=who),
        ),
        lambda: override_price(
            till, session, OverridePrice(version=cart.version, line_no=1, typed=typed)
        ),
        lambda: give_line_free(
            till,
            session,
            GiveFree(version=cart.version, line_no=1, reason="tasting", approved_by=who),
        ),
    )
    for attempt in refused:
        with pytest.raises(NotAllowed, match="second person"):
            attempt()
    assert current_cart(till, session).cart == cart


def test_a_discount_on_the_whole_sale_is_spread_paid_and_told(till: Till, session: Session) -> None:
    cart = rung(till, session, "barrel", "tape")
    cart = discount_cart(
        till, session, GiveDiscount(version=cart.version, line_no=None, asked=LITTLE)
    )
    view = current_cart(till, session)
    completed = pay(till, session, current_cart(till, session).cart, gyd(100_000))
    with till.db.reading() as uow:
        kept = uow.sales.get(completed.sale.receipt_number).sale
    body = last_sale(till)

    assert view.priced.off == cart.gross.share(500)
    assert kept == completed.sale
    assert body.discount is not None
    assert sum(line.cart_discount_minor or 0 for line in body.lines) == cart.off.amount_minor
    assert body.total_minor == (cart.gross - cart.off).amount_minor


@pytest.mark.parametrize("first", [None, 1])
def test_a_line_discount_and_a_cart_discount_together_stay_within_the_cap(
    till: Till, session: Session, first: int | None
) -> None:
    """5 % and 5 % are 9.75 %: whichever comes second takes a supervisor."""
    cart = rung(till, session, "barrel", "tape")
    cart = discount_cart(
        till, session, GiveDiscount(version=cart.version, line_no=first, asked=LITTLE)
    )
    second = GiveDiscount(version=cart.version, line_no=None if first else 1, asked=LITTLE)
    with pytest.raises(AboveCap) as above:
        discount_cart(till, session, second)
    assert (above.value.wanted_basis_points, above.value.cap_basis_points) == (975, 500)
    assert current_cart(till, session).cart == cart
    signed = discount_cart(till, session, replace(second, approved_by=SUPERVISOR.staff_id))

    assert signed.gross - signed.off < cart.gross - cart.off


def test_a_line_discount_and_a_cart_discount_that_fit_the_cap_together_need_nobody(
    till: Till, session: Session
) -> None:
    cart = rung(till, session, "barrel", "tape")
    for line_no in (1, None):
        asked = DiscountAsked(basis_points=250, reason="goodwill")
        cart = discount_cart(
            till, session, GiveDiscount(version=cart.version, line_no=line_no, asked=asked)
        )

    assert cart.lines[0].discount is not None
    assert cart.discount is not None


def test_a_discount_is_taken_back(till: Till, session: Session) -> None:
    cart = rung(till, session, "barrel")
    cart = discount_cart(till, session, GiveDiscount(version=cart.version, line_no=1, asked=LITTLE))
    cart = discount_cart(till, session, GiveDiscount(version=cart.version, line_no=1, asked=None))

    assert cart.lines[0].discount is None
    with till.db.reading() as uow:
        assert "discount_removed" in {entry.action for entry in uow.audit.list_entries(20)}


# ------------------------------------------------------------------ prices, gifts, notes


def test_another_price_and_a_gift_are_told_with_who_said_yes(till: Till, session: Session) -> None:
    cart = rung(till, session, "barrel", "tape")
    typed = TypedPrice(price=gyd(9_000), approved_by=SUPERVISOR.staff_id, reason="price_match")
    cart = override_price(
        till, session, OverridePrice(version=cart.version, line_no=1, typed=typed)
    )
    cart = give_line_free(
        till,
        session,
        GiveFree(
            version=cart.version, line_no=2, reason="promotion", approved_by=SUPERVISOR.staff_id
        ),
    )
    cart = note_line(till, session, 1, " dented ", cart.version)
    pay(till, session, current_cart(till, session).cart, gyd(9_000))
    barrel, tape = last_sale(till).lines

    assert (barrel.unit_minor, barrel.list_minor, barrel.price_reason) == (
        900_000,
        950_000,
        "price_match",
    )
    assert (tape.unit_minor, tape.list_minor, tape.sample) == (0, 48_000, "promotion")
    assert cart.lines[0].note == "dented"
    assert "dented" not in last_facts(till)


def test_a_stale_screen_changes_nothing(till: Till, session: Session) -> None:
    cart = rung(till, session, "barrel")
    with pytest.raises(Conflict):
        note_line(till, session, 1, "late", cart.version - 1)


# ------------------------------------------------------------------ voids


def test_a_cashier_takes_out_little_alone_and_much_with_a_supervisor(
    till: Till, session: Session
) -> None:
    cart = rung(till, session, "barrel", quantity=3)
    cart = change_quantity(till, session, 1, 2, cart.version)
    with pytest.raises(VoidNeedsApproval) as asked:
        change_quantity(till, session, 1, 0, change_more(till, session).version)
    cart = current_cart(till, session).cart
    with pytest.raises(VoidNeedsApproval):
        remove_line(till, session, 1, cart.version)
    with pytest.raises(NotAllowed, match="second person"):
        remove_line(till, session, 1, cart.version, OTHER_CASHIER.staff_id)
    cart = remove_line(till, session, 1, cart.version, SUPERVISOR.staff_id)

    assert asked.value.code == "void_needs_approval"
    assert cart.is_empty
    assert audited(till, "line_removed")["approved_by"] == SUPERVISOR.staff_id


def test_fewer_of_a_line_needs_the_yes_that_is_asked_for_and_keeps_the_rest(
    till: Till, session: Session
) -> None:
    cart = rung(till, session, "barrel", quantity=5)
    with pytest.raises(VoidNeedsApproval) as asked:
        change_quantity(till, session, 1, 2, cart.version)
    with pytest.raises(NotAllowed, match="second person"):
        change_quantity(till, session, 1, 2, cart.version, OTHER_CASHIER.staff_id)
    cart = change_quantity(till, session, 1, 2, cart.version, SUPERVISOR.staff_id)

    assert asked.value.worth == gyd(28_500)
    assert [line.quantity for line in cart.lines] == [2]
    assert audited(till, "quantity_changed")["approved_by"] == SUPERVISOR.staff_id
    assert audited(till, "quantity_changed")["void_minor"] == 2_850_000


def change_more(till: Till, session: Session) -> Cart:
    cart = current_cart(till, session).cart
    return change_quantity(till, session, 1, 5, cart.version)


def test_a_whole_sale_is_voided_with_what_was_in_it_on_record(till: Till, session: Session) -> None:
    cart = rung(till, session, "barrel", "tape")
    cart = void_cart(till, session, cart.version)

    assert cart.is_empty
    assert audited(till, "cart_voided") == {
        "lines_before": 2,
        "lines_after": 0,
        "gross_before_minor": 998_000,
        "gross_after_minor": 0,
        "void_minor": 998_000,
    }


def test_one_dear_line_is_no_cheaper_to_take_out_as_the_whole_sale(
    till: Till, session: Session
) -> None:
    cart = rung(till, session, "barrel", quantity=5)
    with pytest.raises(VoidNeedsApproval) as asked:
        void_cart(till, session, cart.version)
    assert asked.value.worth == gyd(47_500)

    assert void_cart(till, session, cart.version, SUPERVISOR.staff_id).is_empty


def test_a_supervisor_without_a_limit_takes_out_what_they_like(till: Till) -> None:
    an_open_shift(till)
    session = a_session(till, SUPERVISOR)
    cart = rung(till, session, "barrel", quantity=50)

    assert void_cart(till, session, cart.version).is_empty


# ------------------------------------------------------------------ weight, variants, other money


def more_items(till: Till) -> None:
    tell(
        till,
        STORE_STREAM,
        [
            an_item("yams", "Yams", 66_000, barcodes=("YAMS",), sold_by="kg"),
            an_item("shirt", "Shirt", 100_000, sku="SHIRT", barcodes=("SHIRT",)),
            an_item("shirt-l", "Shirt, large", 100_000, variant_of="SHIRT"),
            an_item("phone", "Phone", 4_999, currency="USD"),
            an_item("cake", "Black cake", 500_000, sold_until="2025-12-31"),
        ],
        first=len(ITEMS) + 2,
    )


def test_goods_sold_by_weight_are_weighed_before_they_are_sold(
    till: Till, session: Session
) -> None:
    more_items(till)
    with pytest.raises(WeightNeeded) as asked:
        scan(till, session, "YAMS")
    weighed = Weighed(weight_grams=1_500, source="manual")
    cart = ring_up(till, session, RingUp(item_id="yams", weighed=weighed))
    heavier = WeighLine(cart.version, 1, Weighed(weight_grams=2_000, source="scale"))
    cart = weigh_line(till, session, heavier)
    pay(till, session, current_cart(till, session).cart, gyd(1_320))
    [line] = last_sale(till).lines

    assert asked.value.item.item_id == "yams"
    assert (line.weight_grams, line.weight_source, line.gross_minor) == (2_000, "scale", 132_000)


def test_an_item_with_variants_asks_which(till: Till, session: Session) -> None:
    more_items(till)
    answer = scan(till, session, "SHIRT")
    with pytest.raises(WhichVariant) as asked:
        ring_up(till, session, RingUp(item_id="shirt"))

    assert isinstance(answer, Choose)
    assert [item.item_id for item in answer.items] == ["shirt-l"]
    assert asked.value.variants == answer.items
    assert rung(till, session, "shirt-l").lines[0].item_id == "shirt-l"


def test_a_price_in_dollars_is_sold_at_the_rate_of_the_day(till: Till, session: Session) -> None:
    more_items(till)
    [line] = rung(till, session, "phone").lines

    assert line.foreign is not None
    assert line.foreign.price == Money(4_999, "USD")
    assert line.unit_price == line.foreign.rate.convert(Money(4_999, "USD"))


def test_what_is_out_of_season_is_not_sold(till: Till, session: Session) -> None:
    more_items(till)
    with pytest.raises(RuleBroken, match="sold until 31/12/2025"):
        ring_up(till, session, RingUp(item_id="cake"))


# ------------------------------------------------------------------ what was told


def last_facts(till: Till) -> str:
    [(operation, _)] = read_ledger(till.db).facts("sale_completed")
    return operation.facts.decode()


def last_sale(till: Till) -> SaleCompleted:
    return SaleCompleted.model_validate(json.loads(last_facts(till))["body"])
