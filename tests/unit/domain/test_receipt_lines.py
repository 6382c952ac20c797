"""What a receipt says of weights, discounts, gifts and tenders, and that it adds up by hand."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.card_price import CardPrice
from domain.cart import Cart
from domain.cart_line import CartLine, ForeignPrice
from domain.discount import Discount
from domain.fx import Rate
from domain.money import Money
from domain.money_text import format_money
from domain.receipt import render_receipt
from domain.receipt_lines import discount_lines, item_lines, tender_lines
from domain.sale import Sale, complete_sale
from domain.tender import TenderLine, cash_tender, foreign_cash
from tests.unit.domain.builders import (
    CONTEXT,
    HEADER,
    NOON,
    assert_caught,
    cart_of,
    gyd,
    item,
    rules,
)

COLUMNS = 42
ZONE = "America/Guyana"
RATE = Rate(base="USD", quote="GYD", micro=209_000_000, source="Bank of Guyana", at=NOON)
TEN_PERCENT = Discount(
    basis_points=1_000, cap_basis_points=2_000, reason="goodwill", given_by="staff-1"
)
A_SUM = replace(TEN_PERCENT, basis_points=None, amount=gyd(33_33))


def paid(cart: Cart, *tenders: TenderLine) -> Sale:
    return complete_sale(cart, rules(), tenders or (cash_tender(gyd(10_000_000_000)),), CONTEXT)


def one(**changes: object) -> CartLine:
    """A line of rice, G$500, with what a test changes."""
    (line,) = cart_of((item("Rice", 50_000), 1)).lines
    return replace(line, **changes)  # type: ignore[arg-type]  # any of its fields


def printed(*lines: CartLine, discount: Discount | None = None) -> list[str]:
    numbered = tuple(replace(line, line_no=number) for number, line in enumerate(lines, 1))
    cart = replace(cart_of((item("Rice", 50_000), 1)), lines=numbered, discount=discount)
    done = paid(cart)
    out = [text for priced in done.lines for text in item_lines(priced, COLUMNS)]
    return [*out, *discount_lines(done, COLUMNS)]


def test_goods_by_weight_say_the_weight_and_the_price_of_a_unit() -> None:
    kilo = one(sold_by="kg", weight_grams=750, weight_source="scale")
    pound = one(sold_by="lb", weight_grams=45_359, weight_source="manual", quantity=2)

    assert printed(kilo)[0] == "0.75 kg Rice"
    assert printed(kilo)[1].split() == ["at", "G$500", "per", "kg", "G$375"]
    assert printed(pound)[0].startswith("2 x 99.999 lb (manual) Rice")
    assert printed(pound)[1].startswith("at G$500 per lb ")


def test_a_discount_stands_below_what_it_lowers() -> None:
    assert [line.split() for line in printed(one(discount=TEN_PERCENT))] == [
        ["1", "x", "Rice", "G$500"],
        ["Discount", "10%", "-G$50"],
    ]
    assert printed(one(discount=A_SUM))[1].split() == ["Discount", "-G$33.33"]
    assert printed(one(), discount=TEN_PERCENT)[1].split()[-1] == "-G$50"
    assert printed(one(), discount=TEN_PERCENT)[1].startswith("Discount on the sale")


def test_what_is_given_free_stands_at_nothing_with_its_normal_value() -> None:
    free = one(
        unit_price=gyd(0), list_price=gyd(50_000), sample_reason="tasting", approved_by="staff-2"
    )

    first, second = printed(free, one())[:2]

    assert first.split() == ["1", "x", "Rice", "G$0"]
    assert second.split() == ["Free,", "normal", "value", "G$500"]


def test_a_price_in_other_money_says_its_rate() -> None:
    foreign = ForeignPrice(price=Money(950, "USD"), rate=RATE)

    assert printed(one(foreign=foreign))[1] == "US$9.50 at G$209"


def test_a_note_is_never_printed() -> None:
    assert "Anita" not in " ".join(printed(one(note="for Anita, next to the bridge")))


def test_each_tender_is_named_and_change_is_only_of_cash() -> None:
    cart = cart_of((item("Barrel", 5_000_000), 1))
    mixed = paid(
        cart,
        foreign_cash(Money(10_000, "USD"), RATE),
        TenderLine(kind="store_credit", amount=gyd(1_000_000), reference="credit-000017"),
        TenderLine(kind="voucher", amount=gyd(500_000), reference="V77"),
        TenderLine(kind="bank_card", amount=gyd(1_000_000), approval_code="A1B2C3"),
        cash_tender(gyd(500_000)),
    )
    by_card = paid(
        cart, TenderLine(kind="bank_card", amount=gyd(5_000_000), approval_code="A1B2C3")
    )

    assert [line.split() for line in tender_lines(mixed, ZONE, COLUMNS)] == [
        ["Cash", "US$100.00", "G$20,900"],
        ["at", "G$209,", "Bank", "of", "Guyana,", "21/11/2026"],
        ["Store", "credit", "..0017", "G$10,000"],
        ["Voucher", "V77", "G$5,000"],
        ["Bank", "card,", "approval", "A1B2C3", "G$10,000"],
        ["Cash", "received", "G$5,000"],
        ["Change", "G$900"],
    ]
    assert [line.split()[-1] for line in tender_lines(by_card, ZONE, COLUMNS)] == ["G$50,000"]


def test_a_receipt_says_whether_the_money_was_seen_and_nothing_of_what_was_thought_of_it() -> None:
    claim = TenderLine(
        kind="mmg", amount=gyd(3_000_000), payment_id="p-1", reference="20402048536279"
    )
    by_code = TenderLine(kind="card_qr", amount=gyd(1_000_000), payment_id="p-2", is_verified=True)
    done = paid(
        cart_of((item("Barrel", 5_000_000), 1)),
        claim,
        replace(claim, payment_id="p-3", amount=gyd(1_000_000), is_verified=True),
        by_code,
    )

    assert [" ".join(line.split()) for line in tender_lines(done, ZONE, COLUMNS)] == [
        "MMG, to be verified G$30,000",
        "Reference 20402048536279",
        "MMG, verified G$10,000",
        "Reference 20402048536279",
        "Card by code, verified G$10,000",
    ]


def a_card_sale(source: str = "Bank of Guyana", usd_minor: int = 23_924) -> Sale:
    """A barrel paid by a card's code, priced in US dollars."""
    price = CardPrice(money=Money(usd_minor, "USD"), rate=replace(RATE, source=source))
    card = TenderLine(
        kind="card_qr", amount=gyd(5_000_000), payment_id="p-2", is_verified=True, price=price
    )
    return paid(cart_of((item("Barrel", 5_000_000), 1)), card)


def test_the_paper_of_a_card_says_what_the_payer_saw_at_which_rate_of_whom_and_of_when() -> None:
    at_58_mm = tender_lines(a_card_sale(), ZONE, 32)
    at_80_mm = tender_lines(a_card_sale(), ZONE, COLUMNS)

    assert at_58_mm == [
        "Card by code, verified  G$50,000",
        "US$239.24 at G$209, Bank of",
        "Guyana, 21/11/2026",
    ]
    assert at_80_mm == [
        "Card by code, verified            G$50,000",
        "US$239.24 at G$209, Bank of Guyana,",
        "21/11/2026",
    ]


@given(
    source=st.text("ABC é", min_size=1, max_size=80).filter(lambda text: text.strip() == text),
    usd_minor=st.integers(1, 10**12),
    columns=st.sampled_from([32, COLUMNS]),
)
def test_rate_source_and_day_of_a_card_are_whole_on_both_papers_however_long_the_source(
    source: str, usd_minor: int, columns: int
) -> None:
    sale = a_card_sale(source, usd_minor)
    lines = render_receipt(sale, HEADER, columns=columns)
    said = f"{format_money(Money(usd_minor, 'USD'))} at G$209, {source}, 21/11/2026"

    assert max(map(len, lines)) <= columns
    assert "".join(said.split()) in "".join("".join(lines).split())


def test_a_rate_of_the_evening_before_is_of_that_day_at_the_store() -> None:
    late = replace(RATE, at=NOON.replace(hour=2))
    price = CardPrice(money=Money(23_924, "USD"), rate=late)
    (card,) = a_card_sale().tenders
    cart = cart_of((item("Barrel", 5_000_000), 1))
    by_card = paid(cart, replace(card, price=price))
    in_cash = paid(cart, foreign_cash(Money(30_000, "USD"), late))

    for sale in (by_card, in_cash):
        printed_at = " ".join(" ".join(tender_lines(sale, ZONE, COLUMNS)).split())
        assert "Bank of Guyana, 20/11/2026" in printed_at


def test_a_card_in_the_sales_own_money_has_no_rate_on_paper() -> None:
    (card,) = a_card_sale().tenders
    plain = paid(cart_of((item("Barrel", 5_000_000), 1)), replace(card, price=None))

    assert tender_lines(plain, ZONE, COLUMNS) == ["Card by code, verified            G$50,000"]


def test_a_bill_paid_by_card_is_a_tax_invoice_however_small() -> None:
    small = cart_of((item("Pen", 50_000), 1))
    by_card = paid(small, TenderLine(kind="bank_card", amount=gyd(50_000), approval_code="A1B2C3"))

    titles = [render_receipt(done, HEADER)[4].strip() for done in (paid(small), by_card)]

    assert titles == ["SALES INVOICE", "TAX INVOICE"]


DISCOUNTS = st.sampled_from([None, TEN_PERCENT, A_SUM])
LINES = st.builds(
    lambda name, price, quantity, off: (name, price, quantity, off),
    st.sampled_from(["Rice", "Barrel", "Tape"]),
    st.integers(1, 10_000_000),
    st.integers(1, 50),
    DISCOUNTS,
)
Printed = Callable[[Sale, int], list[str]]
AMOUNT = re.compile(r"(-?)G\$([\d,]+)(?:\.(\d\d))?$")


def whole(done: Sale, columns: int) -> list[str]:
    """The column a customer adds up: items and what came off."""
    out = [text for priced in done.lines for text in item_lines(priced, columns)]
    return [*out, *discount_lines(done, columns)]


def without_the_discounts(done: Sale, columns: int) -> list[str]:
    """The planted bug: the lines at their price, and no word of what came off."""
    return [text for text in whole(done, columns) if "Discount" not in text]


def check_column(
    printer: Printed, goods: list[tuple[str, int, int, Discount | None]], off: Discount | None
) -> None:
    lines = tuple(
        replace(cart_of((item(name, price), quantity)).lines[0], line_no=number, discount=discount)
        for number, (name, price, quantity, discount) in enumerate(goods, 1)
    )
    done = paid(replace(cart_of((item("Rice", 1), 1)), lines=lines, discount=off))

    found = [AMOUNT.search(text) for text in printer(done, COLUMNS)]
    signed = [
        (-1 if match[1] else 1) * (int(match[2].replace(",", "")) * 100 + int(match[3] or 0))
        for match in found
        if match is not None
    ]
    assert sum(signed) == done.total.amount_minor


@given(st.lists(LINES, min_size=1, max_size=6), DISCOUNTS)
def test_the_printed_column_adds_up_to_the_total_by_hand(
    goods: list[tuple[str, int, int, Discount | None]], off: Discount | None
) -> None:
    check_column(whole, goods, off)


def test_a_discount_that_is_not_printed_is_caught() -> None:
    def check(goods: list[tuple[str, int, int, Discount | None]], off: Discount | None) -> None:
        check_column(without_the_discounts, goods, off)

    assert_caught(check, st.lists(LINES, min_size=1, max_size=6), DISCOUNTS)


@pytest.mark.parametrize("columns", [32, 42, 48, 96])
def test_every_line_keeps_to_the_paper(columns: int) -> None:
    cart = replace(
        cart_of((item("A very long name of something that is sold here", 123_456_789), 99)),
        discount=TEN_PERCENT,
    )
    done = paid(cart, foreign_cash(Money(100_000_000, "USD"), RATE))

    assert all(len(line) <= columns for line in render_receipt(done, HEADER, columns=columns))
