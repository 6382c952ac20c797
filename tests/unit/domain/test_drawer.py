"""Entries of the drawer's ledger: their signs, and what a sale leaves in a drawer."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from domain.cash_slip import CashSlip
from domain.drawer import DrawerEntry, DrawerKind, add_up, cash_kept, entries_of_sale
from tests.storage.sales_kit import a_cart, goods, gyd, sold

AT = datetime(2026, 11, 21, 12, tzinfo=UTC)


def an_entry(
    kind: DrawerKind = "sale", amount_minor: int = 100, currency: str = "GYD"
) -> DrawerEntry:
    return DrawerEntry(
        shift_number=1, at=AT, by="s-1", kind=kind, currency=currency, amount_minor=amount_minor
    )


@pytest.mark.parametrize("kind", ["float", "pay_in"])
def test_what_brings_cash_in_is_never_negative(kind: DrawerKind) -> None:
    assert an_entry(kind, 0).amount_minor == 0
    with pytest.raises(ValueError, match="out"):
        an_entry(kind, -1)


@pytest.mark.parametrize("kind", ["refund", "drop", "pay_out"])
def test_what_takes_cash_out_is_never_positive(kind: DrawerKind) -> None:
    assert an_entry(kind, -1).amount_minor == -1
    with pytest.raises(ValueError, match="in"):
        an_entry(kind, 1)


def test_opening_the_drawer_moves_nothing() -> None:
    assert an_entry("no_sale", 0).amount_minor == 0
    with pytest.raises(ValueError, match="in"):
        an_entry("no_sale", 1)


def test_an_entry_of_no_known_kind_or_too_long_a_subject_is_a_bug() -> None:
    with pytest.raises(ValueError, match="kind"):
        an_entry("gift")  # type: ignore[arg-type]  # what a bug would do
    with pytest.raises(ValueError, match="subject"):
        replace(an_entry(), subject="x" * 129)


def test_a_sale_leaves_what_was_received_less_the_change() -> None:
    sale = sold(a_cart("c", goods("tape", 480)), "GY03A-000001")
    (entry,) = entries_of_sale(sale)

    assert cash_kept(sale) == {"GYD": 48_000}
    assert (entry.kind, entry.amount_minor, entry.subject) == ("sale", 48_000, "GY03A-000001")


def test_what_no_cash_paid_leaves_nothing() -> None:
    """A tender of another kind is not in the drawer, whatever it is."""
    sale = sold(a_cart("c", goods("tape", 480)), "GY03A-000001")
    for tender in sale.tenders:
        object.__setattr__(tender, "kind", "voucher")
    object.__setattr__(sale, "change", gyd(0))

    assert cash_kept(sale) == {"GYD": 0}
    assert entries_of_sale(sale) == ()


def test_a_free_sample_leaves_nothing_and_makes_no_entry() -> None:
    sale = sold(a_cart("c", replace(goods("mug", 0), kind="sample")), "GY03A-000001")

    assert entries_of_sale(sale) == ()


def test_entries_add_up_per_currency() -> None:
    entries = (an_entry("float", 500), an_entry("drop", -200), an_entry("float", 7, "USD"))

    assert add_up(entries) == {"GYD": 300, "USD": 7}


def test_only_a_move_of_cash_has_a_slip() -> None:
    with pytest.raises(ValueError, match="has a slip"):
        CashSlip(entry=an_entry("no_sale", 0))
