import json
import threading
from pathlib import Path

import pytest

from app.use_cases.current_cart import current_cart
from app.use_cases.ring_up import RingUp, ring_up
from app.use_cases.take_payment import TakePayment, take_payment
from app.use_cases.till import Session, Till
from domain.cart import Cart, add_item, new_cart
from domain.errors import BadInput, Conflict, NotAllowed, RuleBroken
from domain.money import Money
from domain.tender import cash_tender
from storage.unit_of_work import UnitOfWork
from sync.protocol.bodies import SaleCompleted
from sync.protocol.operation import read_facts
from tests.helpers.builders import (
    CASHIER,
    ITEMS,
    ORG_STREAM,
    TILL_STREAM,
    TillPlan,
    a_cart,
    a_change,
    a_sale,
    a_session,
    a_till,
    an_item,
    an_open_shift,
    gyd,
    open_again,
    pay,
    sample_rules,
    tell,
)
from tests.helpers.ledger_checks import complaints, read_ledger


def request_for(cart: Cart, received: Money) -> TakePayment:
    return TakePayment(
        cart_id=cart.cart_id, cart_version=cart.version, tenders=(cash_tender(received),)
    )


def nothing_was_sold(till: Till) -> None:
    assert complaints(till.db) == []
    assert list(read_ledger(till.db).sales()) == []


# ------------------------------------------------------------------ a sale


def test_a_sale_is_receipt_change_and_one_operation(till: Till) -> None:
    session, shift = an_open_shift(till)

    completed = a_sale(till, session, "barrel", "rice", received=gyd(11_000))

    sale = completed.sale
    assert sale.receipt_number == "GY03A-000001"
    assert sale.total == Money(1_012_300, "GYD")
    assert (sale.rounding, sale.due) == (Money(200, "GYD"), Money(1_012_500, "GYD"))
    assert sale.change == Money(87_500, "GYD")
    assert (sale.shift_number, sale.business_date) == (shift.number, shift.business_date)
    [(facts, body)] = read_ledger(till.db).sales()
    assert (facts.by, facts.day, facts.feed) == (
        CASHIER.staff_id,
        shift.business_date,
        len(sample_rules()),
    )
    assert (body.receipt, body.total_minor, body.rounding_minor) == ("GY03A-000001", 1_012_300, 200)
    [tender] = body.tenders
    assert (tender.amount_minor, tender.received_minor, tender.change_minor) == (
        1_012_500,
        1_100_000,
        87_500,
    )
    assert complaints(till.db) == []


def test_the_facts_of_a_sale_hold_no_name_but_those_of_goods(till: Till) -> None:
    session, _ = an_open_shift(till)

    a_sale(till, session)

    [(operation, facts)] = read_ledger(till.db).facts("sale_completed")
    assert CASHIER.name.encode() not in operation.facts
    assert facts.personal == ()


def test_the_receipt_kept_is_the_receipt_shown(till: Till) -> None:
    session, _ = an_open_shift(till)

    completed = a_sale(till, session, "tape")

    with till.db.reading() as uow:
        record = uow.sales.get(completed.sale.receipt_number)
    [(operation, _)] = read_ledger(till.db).facts("sale_completed")
    assert record.receipt_lines == completed.receipt_lines
    text = "\n".join(completed.receipt_lines)
    assert "Kaieteur Shipping Ltd" in text
    assert "Shanelle Rodrigues" in text
    assert f"Operation {operation.hash.hex()[:12]}" in text
    assert max(len(line) for line in completed.receipt_lines) <= till.receipt_columns


def test_after_a_sale_the_next_cart_is_empty_and_another(till: Till) -> None:
    session, _ = an_open_shift(till)
    paid = a_cart(till, session, "tape")

    pay(till, session, paid)

    fresh = current_cart(till, session).cart
    assert fresh.is_empty
    assert fresh.cart_id != paid.cart_id


def test_free_samples_alone_are_a_sale_of_nothing(till: Till) -> None:
    session, _ = an_open_shift(till)

    completed = a_sale(till, session, "tea", received=gyd(0))

    assert completed.sale.total == gyd(0)
    assert complaints(till.db) == []


def test_a_full_cart_with_long_names_still_fits_into_one_operation(tmp_path: Path) -> None:
    name = "Barrel lid, with ring, bolt and seal, " * 13
    items = tuple(
        an_item(f"0192f3a4-7b1c-7def-8a90-{number:012d}", f"{name}{number}", 100 + number)
        for number in range(500)
    )
    till = a_till(tmp_path, TillPlan(items=items))
    session, _ = an_open_shift(till)
    with till.db.unit_of_work(durable=False) as uow:
        cart = new_cart("a-full-cart", "GYD")
        for item in items:
            cart = add_item(cart, uow.catalog.get_item(item.key))
        uow.carts.save(cart)
        uow.commit()

    completed = pay(till, session, cart, gyd(10_000))

    assert len(completed.sale.lines) == 500
    assert complaints(till.db) == []
    till.db.close()


def test_rates_of_the_business_date_hold_in_a_shift_that_passes_midnight(till: Till) -> None:
    new_rate = {
        "kind": "vat_rate",
        "key": "standard",
        "valid_from": "2026-11-23",
        "value": {"basis_points": 2_000},
    }
    changes = [a_change("rule", "vat_rate/standard/2026-11-23", new_rate)]
    tell(till, ORG_STREAM, changes, first=len(sample_rules()) + 1)
    session, _ = an_open_shift(till)

    completed = a_sale(till, session, "barrel")

    assert completed.sale.lines[0].vat_basis_points == 1_400


# ------------------------------------------------------------------ twice


def test_pressed_twice_the_same_sale_comes_back_and_nothing_is_taken_twice(till: Till) -> None:
    session, _ = an_open_shift(till)
    request = request_for(a_cart(till, session, "tape"), gyd(1_000))
    first = take_payment(till, session, request)

    second = take_payment(till, session, request)

    assert second == first
    assert len(list(read_ledger(till.db).sales())) == 1
    assert complaints(till.db) == []


def test_pressed_twice_at_once_one_sale_comes_of_it(till: Till) -> None:
    session, _ = an_open_shift(till)
    request = request_for(a_cart(till, session, "tape"), gyd(1_000))
    numbers: list[str] = []
    start = threading.Barrier(2)

    def press() -> None:
        start.wait(timeout=10)
        numbers.append(take_payment(till, session, request).sale.receipt_number)

    presses = [threading.Thread(target=press) for _ in range(2)]
    for thread in presses:
        thread.start()
    for thread in presses:
        thread.join(timeout=30)

    assert numbers == ["GY03A-000001"] * 2
    assert complaints(till.db) == []


def test_a_stale_screen_is_told_that_the_sale_was_paid(till: Till) -> None:
    session, _ = an_open_shift(till)
    stale = a_cart(till, session, "tape")
    pay(till, session, ring_up(till, session, RingUp(item_id="pen")))

    with pytest.raises(Conflict) as caught:
        pay(till, session, stale)

    assert "It is saved as GY03A-000001" in caught.value.message
    assert "Nothing was taken twice" in caught.value.message


# ------------------------------------------------------------------ what is refused sells nothing


def test_too_little_cash_says_what_is_missing_and_sells_nothing(till: Till) -> None:
    session, _ = an_open_shift(till)
    cart = a_cart(till, session, "barrel")

    with pytest.raises(RuleBroken, match=r"G\$500 is still missing") as caught:
        pay(till, session, cart, gyd(9_000))

    assert caught.value.code == "underpaid"
    nothing_was_sold(till)
    assert pay(till, session, cart, gyd(9_500)).sale.receipt_number == "GY03A-000001"


def test_a_cart_that_changed_since_it_was_seen_is_not_paid(till: Till) -> None:
    session, _ = an_open_shift(till)
    seen = a_cart(till, session, "tape")
    ring_up(till, session, RingUp(item_id="pen"))

    with pytest.raises(Conflict, match="Look at the lines and the total"):
        pay(till, session, seen)

    nothing_was_sold(till)


def test_a_cart_of_long_ago_is_not_the_one_on_screen(till: Till) -> None:
    session, _ = an_open_shift(till)
    a_cart(till, session, "tape")
    other = TakePayment(cart_id="another-cart", cart_version=1, tenders=(cash_tender(gyd(1_000)),))

    with pytest.raises(Conflict, match="Another sale is open"):
        take_payment(till, session, other)

    nothing_was_sold(till)


def test_an_empty_cart_is_nothing_to_pay_for(till: Till) -> None:
    session, _ = an_open_shift(till)
    cart = current_cart(till, session).cart

    with pytest.raises(RuleBroken, match="Scan an item") as caught:
        pay(till, session, cart)

    assert caught.value.code == "empty_cart"
    nothing_was_sold(till)


def test_without_a_shift_nothing_is_sold(till: Till) -> None:
    session = a_session(till)
    cart = current_cart(till, session).cart

    with pytest.raises(RuleBroken, match="Count the float") as caught:
        pay(till, session, cart)

    assert caught.value.code == "no_shift"


def test_somebody_without_the_right_takes_no_cash(till: Till) -> None:
    session, _ = an_open_shift(till)
    cart = a_cart(till, session, "tape")
    rule = {
        "kind": "role",
        "key": "cashier",
        "valid_from": "2026-11-22",
        "value": {"permissions": []},
    }
    changes = [a_change("rule", "role/cashier/2026-11-22", rule)]
    tell(till, ORG_STREAM, changes, first=len(sample_rules()) + 1)

    with pytest.raises(NotAllowed, match="A cashier may not sell here") as caught:
        pay(till, session, cart)

    assert caught.value.title == "Ask a supervisor"
    nothing_was_sold(till)


def test_a_cashier_taken_off_the_list_takes_no_cash(till: Till) -> None:
    session, _ = an_open_shift(till)
    cart = a_cart(till, session, "tape")
    tell(till, TILL_STREAM, [a_change("staff_removed", CASHIER.staff_id, {})], first=10)

    with pytest.raises(NotAllowed, match="so that somebody else can sign in"):
        pay(till, session, cart)

    nothing_was_sold(till)


@pytest.mark.parametrize("step", ["sales.add", "carts.close", "outbox.append", "audit.add"])
def test_a_crash_in_the_middle_leaves_nothing_of_the_sale(
    till: Till, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """Whatever is half done when the program dies, the receipt number included, never happened."""
    session, _ = an_open_shift(till)
    cart = a_cart(till, session, "tape")
    repository, method = step.split(".")
    crash_after(monkeypatch, till, (repository, method))

    with pytest.raises(RuntimeError, match="crashed"):
        pay(till, session, cart)

    monkeypatch.undo()
    till.db.close()
    again = open_again(tmp_path, till)
    nothing_was_sold(again)
    assert pay(again, session, cart).sale.receipt_number == "GY03A-000001"
    assert complaints(again.db) == []
    again.db.close()


def crash_after(monkeypatch: pytest.MonkeyPatch, till: Till, step: tuple[str, str]) -> None:
    """Let one step of a repository happen and then fail, as a killed program would."""
    repository, method = step
    with till.db.reading() as uow:
        owner = type(getattr(uow, repository))
    real = getattr(owner, method)

    def half(self: object, *args: object, **kwargs: object) -> object:
        real(self, *args, **kwargs)
        raise RuntimeError("crashed")

    monkeypatch.setattr(owner, method, half)


def test_a_commit_that_fails_sells_nothing(till: Till, monkeypatch: pytest.MonkeyPatch) -> None:
    session, _ = an_open_shift(till)
    cart = a_cart(till, session, "tape")

    def fail(_unit: UnitOfWork) -> None:
        raise RuntimeError("crashed")

    with monkeypatch.context() as patch:
        patch.setattr(UnitOfWork, "commit", fail)
        with pytest.raises(RuntimeError, match="crashed"):
            pay(till, session, cart)

    nothing_was_sold(till)


# ------------------------------------------------------------------ what the operation says


def test_a_sale_says_where_each_price_came_from(till: Till) -> None:
    session, _ = an_open_shift(till)
    cart = a_cart(till, session, "pen", "pen", "rice")

    pay(till, session, cart)

    [(operation, _)] = read_ledger(till.db).facts("sale_completed")
    body = SaleCompleted.model_validate(read_facts(operation.facts).body)
    positions = {change.key: position for position, change in enumerate(ITEMS, start=2)}
    assert [(line.item_id, line.quantity, line.price_id) for line in body.lines] == [
        ("pen", 2, "price-pen"),
        ("rice", 1, "price-rice"),
    ]
    assert [line.feed_position for line in body.lines] == [positions["pen"], positions["rice"]]
    assert [line.vat_basis_points for line in body.lines] == [1_400, 0]
    assert json.loads(operation.facts)["body"]["cart_version"] == cart.version


def test_cash_in_another_currency_is_our_bug_and_sells_nothing(till: Till) -> None:
    session, _ = an_open_shift(till)
    cart = a_cart(till, session, "tape")

    with pytest.raises((BadInput, ValueError)):
        pay(till, session, cart, Money(1_000, "USD"))

    nothing_was_sold(till)


def test_sales_of_two_cashiers_share_one_drawer_and_one_row_of_numbers(till: Till) -> None:
    first, _ = an_open_shift(till)
    second: Session = a_session(till, CASHIER)

    numbers = [a_sale(till, who).sale.receipt_number for who in (first, second, first)]

    assert numbers == ["GY03A-000001", "GY03A-000002", "GY03A-000003"]
    assert complaints(till.db) == []
