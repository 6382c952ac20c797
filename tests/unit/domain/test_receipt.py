import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.cart import Cart, add_shipment
from domain.errors import BadInput
from domain.money_text import format_money
from domain.quote import quote_shipment
from domain.receipt import (
    ReceiptHeader,
    WaybillNote,
    invoice_title,
    render_receipt,
)
from domain.sale import Sale
from domain.ticket import width_of
from tests.unit.domain.builders import (
    BARREL,
    CONTEXT,
    DAY,
    HEADER,
    NOON,
    assert_caught_on,
    cart_of,
    draft,
    item,
    piece,
    rules,
    sale,
)

Render = Callable[[Sale, ReceiptHeader, int], tuple[str, ...]]
BARE_DOLLAR = re.compile(r"(?<![A-Za-z])\$")
PHONE = item("Samsung Galaxy A16, 128 GB, blue, with charger and case", 4_190_000)
RICE = item("Rice 10 kg", 212_300, tax_class="zero")
WAYBILL = WaybillNote(waybill_number="GY03B-W000318", piece_count=3, region=9)


def shipped() -> Cart:
    shipment = draft(piece(), piece(), piece())
    quote = quote_shipment(shipment, rules().rate_sheet(DAY), at=NOON, valid_h=24)
    return add_shipment(cart_of((BARREL, 2), (PHONE, 1), (RICE, 1)), shipment, quote)


def small_sale() -> Sale:
    return sale(cart_of((BARREL, 1)), 1_000_000)


def test_a_tax_invoice_says_everything_the_law_and_the_customer_ask_for() -> None:
    """GRA: title, seller, VAT number, serial, date, description, quantity, tax, net and total."""
    lines = render_receipt(
        sale(shipped(), 12_000_000), HEADER, waybills=[WAYBILL], operation_hash="3f9a0c11d2e4aa55"
    )

    assert lines == (
        "            Windward Agencies",
        "       Stabroek Counter, Georgetown",
        "             VAT no. 4418207",
        "",
        "               TAX INVOICE",
        "Receipt                       GY03B-000101",
        "Till 02                          Shift 214",
        "21/11/2026                           12:00",
        "Cashier                       S. Rodrigues",
        "------------------------------------------",
        "2 x Shipping barrel, large, 55 gal",
        "at G$9,500                        G$19,000",
        "1 x Samsung Galaxy A16, 128 GB, blue, with",
        "charger and case                  G$41,900",
        "1 x Rice 10 kg (Z)                 G$2,123",
        "1 x Shipment to Region 9, 3 pieces G$9,800",
        "------------------------------------------",
        "Total                             G$72,823",
        "VAT 14% included                G$8,682.46",
        "(Z) without VAT, zero-rated        G$2,123",
        "Before VAT                     G$64,140.54",
        "Cash rounding                         +G$2",
        "To pay in cash                    G$72,825",
        "Cash received                    G$120,000",
        "Change                            G$47,175",
        "------------------------------------------",
        "Waybill                      GY03B-W000318",
        "3 pieces to Region 9, Upper Takutu-Upper",
        "Essequibo",
        "------------------------------------------",
        "         All prices include VAT.",
        "          Operation 3f9a0c11d2e4",
    )


def test_a_reprint_is_marked_as_a_copy_and_changes_nothing_else() -> None:
    first = render_receipt(small_sale(), HEADER)
    again = render_receipt(small_sale(), HEADER, copy=True)

    assert [line.strip() for line in again if line not in first] == ["COPY"]
    assert [line for line in again if line.strip() != "COPY"] == list(first)


def test_small_cash_bills_are_sales_invoices_up_to_the_limit() -> None:
    at_limit = sale(cart_of((item("Rope", 1_000_000), 1)), 1_000_000)
    above = sale(cart_of((item("Rope", 1_000_001), 1)), 1_000_500)

    assert invoice_title(at_limit, HEADER) == "SALES INVOICE"
    assert invoice_title(above, HEADER) == "TAX INVOICE"
    assert "SALES INVOICE" in {line.strip() for line in render_receipt(at_limit, HEADER)}


def test_without_a_limit_every_receipt_is_a_tax_invoice() -> None:
    assert invoice_title(small_sale(), replace(HEADER, sales_invoice_max=None)) == "TAX INVOICE"


def test_a_seller_without_a_vat_number_never_prints_a_tax_invoice() -> None:
    header = replace(HEADER, vat_number="", sales_invoice_max=None)
    lines = render_receipt(sale(shipped(), 12_000_000), header)

    assert "SALES INVOICE" in {line.strip() for line in lines}
    assert not any("VAT no." in line for line in lines)


def test_an_exact_bill_without_vat_prints_no_rounding_and_no_vat_lines() -> None:
    rice = item("Rice", 212_500, tax_class="zero")
    lines = render_receipt(sale(cart_of((rice, 1)), 212_500), HEADER)
    text = "\n".join(lines)

    assert "Cash rounding" not in text
    assert "Before VAT" not in text
    assert "prices include VAT" not in text
    assert "Operation" not in text
    assert "(Z) without VAT, zero-rated" in text


def test_rounding_down_shows_as_its_own_amount() -> None:
    rice = item("Rice", 212_100, tax_class="zero")
    lines = render_receipt(sale(cart_of((rice, 1)), 212_000), HEADER)

    assert "Cash rounding                         -G$1" in lines


def test_a_sale_after_midnight_prints_the_business_day_of_its_shift() -> None:
    late = replace(CONTEXT, at=NOON + timedelta(hours=13))
    lines = render_receipt(sale(cart_of((BARREL, 1)), 1_000_000, late), HEADER)

    assert "22/11/2026                           01:00" in lines
    assert "Business day                    21/11/2026" in lines


def test_one_piece_is_named_in_the_singular() -> None:
    lines = render_receipt(small_sale(), HEADER, waybills=[replace(WAYBILL, piece_count=1)])

    assert "1 piece to Region 9, Upper Takutu-Upper" in lines


def test_no_customer_is_named_on_a_receipt() -> None:
    text = "\n".join(render_receipt(sale(shipped(), 12_000_000), HEADER, waybills=[WAYBILL]))

    for personal in ("Kelvin", "Ignatius", "+592", "Lot 12", "La Bonne", "person-"):
        assert personal not in text


# ------------------------------------------------------------------- layout

NAMES = st.text(min_size=1, max_size=120).filter(lambda text: text.strip() and "$" not in text)


def check_layout(render: Render, names: list[str], price_minor: int, columns: int) -> None:
    """No line passes the paper, every amount ends in its last column, each currency is named."""
    goods = [replace(item(f"i{no}", price_minor), name=name) for no, name in enumerate(names)]
    cart = cart_of(*((one, count) for count, one in enumerate(goods, start=1)))
    done = sale(cart, (sum(line.gross.amount_minor for line in cart.lines) // 500 + 1) * 500)
    lines = render(done, HEADER, columns)

    assert all(width_of(line) <= columns for line in lines)
    assert not any(BARE_DOLLAR.search(line) for line in lines)
    assert not any(char < " " for line in lines for char in line)
    amounts = [line.gross for line in done.lines] + [done.total, done.vat_total, done.change]
    for amount in amounts:
        shown = [line for line in lines if line.endswith(format_money(amount))]

        assert any(width_of(line) == columns for line in shown)


@given(
    st.lists(NAMES, min_size=1, max_size=5), st.integers(1, 10**11), st.sampled_from([32, 42, 48])
)
def test_receipts_keep_to_the_paper_and_align_amounts(
    names: list[str], price_minor: int, columns: int
) -> None:
    def render(done: Sale, header: ReceiptHeader, width: int) -> tuple[str, ...]:
        return render_receipt(
            done, header, columns=width, copy=True, waybills=[WAYBILL], operation_hash="ab" * 32
        )

    check_layout(render, names, price_minor, columns)


def runs_over(done: Sale, header: ReceiptHeader, columns: int) -> tuple[str, ...]:
    names = [f"{line.line.name} {format_money(line.gross)}" for line in done.lines]
    return (*render_receipt(done, header, columns=columns), *names)


def aligns_left(done: Sale, header: ReceiptHeader, columns: int) -> tuple[str, ...]:
    return tuple(" ".join(line.split()) for line in render_receipt(done, header, columns=columns))


def bare_dollars(done: Sale, header: ReceiptHeader, columns: int) -> tuple[str, ...]:
    return tuple(line.replace("G$", " $") for line in render_receipt(done, header, columns=columns))


@pytest.mark.parametrize("planted", [runs_over, aligns_left, bare_dollars])
def test_planted_bugs_in_the_layout_are_caught(planted: Render) -> None:
    def check(names: list[str], price_minor: int) -> None:
        check_layout(planted, names, price_minor, 32)

    assert_caught_on(check, [(["A very long name of goods that wraps"], 950_000)])


@pytest.mark.parametrize("columns", [31, 97])
def test_other_paper_is_refused(columns: int) -> None:
    with pytest.raises(ValueError, match="32 to 96"):
        render_receipt(small_sale(), HEADER, columns=columns)


def test_a_store_with_a_wrong_zone_says_so() -> None:
    with pytest.raises(BadInput, match="America/Atlantis"):
        render_receipt(small_sale(), replace(HEADER, zone="America/Atlantis"))


@pytest.mark.parametrize("wrong", [{"seller_name": ""}, {"till_label": " "}, {"cashier_name": ""}])
def test_a_header_names_seller_till_and_cashier(wrong: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="must be"):
        replace(HEADER, **wrong)  # type: ignore[arg-type] # three texts, by name


@pytest.mark.parametrize("wrong", [{"waybill_number": ""}, {"piece_count": 0}, {"region": 11}])
def test_a_waybill_note_has_a_number_pieces_and_a_region(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="must be"):
        replace(WAYBILL, **wrong)
