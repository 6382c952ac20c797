"""The buyer on a tax invoice: joined when it prints, on any paper, and gone after an erasure."""

import pytest

from domain.buyer import ERASED_BUYER, as_tax_invoice, buyer_lines, with_buyer
from domain.customer import CONTACT_FIELDS, Customer, Said

MILLS: dict[str, str] = {
    "name": "Essequibo Rice Mills and Estates (Guyana) Limited",
    "lot_street": "Lot 12 Public Road",
    "village": "Anna Regina",
    "region": "2",
    "tax_number": "4418207",
}


def a_customer(**texts: str) -> Customer:
    words = {**MILLS, **texts}
    said = {name: Said(1, words[name]) for name in CONTACT_FIELDS if words.get(name)}
    return Customer(person_id="person-1", said=said)


@pytest.mark.parametrize("columns", [32, 42, 48])
def test_a_registered_buyer_is_named_with_address_and_number(columns: int) -> None:
    lines = buyer_lines(a_customer(), columns)
    text = " ".join(" ".join(lines).split())

    assert all(len(line) <= columns for line in lines)
    for word in ("Sold to", "Essequibo Rice Mills", "Lot 12", "Anna Regina", "Region 2", "4418207"):
        assert word in text


def test_a_buyer_without_an_address_is_named_all_the_same() -> None:
    lines = buyer_lines(a_customer(name="Ann", lot_street="", village="", region=""), 42)

    assert len(lines) == 2


def test_who_has_no_number_is_not_named() -> None:
    assert buyer_lines(a_customer(tax_number=""), 42) == ()


def test_of_an_erased_buyer_only_that_is_said() -> None:
    assert " ".join(buyer_lines(None, 32)) == ERASED_BUYER


def test_the_buyer_stands_at_the_end_of_the_head() -> None:
    lines = ("Kaieteur Shipping", "", "TAX INVOICE", "-" * 42, "1 x Barrel", "-" * 42)

    assert with_buyer(lines, ("Sold to Ann",)) == (*lines[:3], "Sold to Ann", *lines[3:])
    assert with_buyer(("no rule",), ("Sold to Ann",)) == ("no rule", "Sold to Ann")


@pytest.mark.parametrize("columns", [32, 42])
def test_who_is_named_after_the_sale_is_said_to_be_and_in_whose_place(columns: int) -> None:
    lines = buyer_lines(a_customer(), columns, "22/11/2026 at 08:00")

    assert all(len(line) <= columns for line in lines)
    assert "Buyer named 22/11/2026 at 08:00. In place of" in " ".join(lines)
    assert "Buyer named" not in " ".join(buyer_lines(a_customer(), columns))
    assert "Buyer named" not in " ".join(buyer_lines(None, columns, "22/11/2026"))


def test_a_sales_invoice_comes_out_as_a_tax_invoice_and_nothing_else_of_it_changes() -> None:
    sold = ("Kaieteur Shipping", " " * 14 + "SALES INVOICE", "1 x SALES INVOICE pad  G$1", "-" * 42)
    made = as_tax_invoice(sold, 42)

    assert made == (sold[0], " " * 15 + "TAX INVOICE", *sold[2:])
    assert as_tax_invoice(made, 42) == made
