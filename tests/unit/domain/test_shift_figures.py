"""What a sale adds to its shift's figures beside its money: what it gave away."""

from dataclasses import replace

import pytest

from domain.cart import Cart
from domain.cart_line import CartLine
from domain.money import Money
from domain.shift_figures import (
    FigureKind,
    ShiftFigure,
    figure_of_no_sale,
    figure_of_void,
    figures_of_sale,
)
from tests.unit.domain.builders import BARREL, cart_of, gyd, sale


def given(**changed: object) -> set[tuple[str, str, int, int]]:
    """The figures but money's own, of a sale of two barrels with a line changed like this."""
    cart: Cart = cart_of((BARREL, 2))
    line: CartLine = replace(cart.lines[0], **changed)  # type: ignore[arg-type]  # fields by name
    figures = figures_of_sale(sale(replace(cart, lines=(line,)), 100_000_000))
    return {
        (figure.kind, figure.key, figure.count, figure.amount.amount_minor)
        for figure in figures
        if figure.kind not in {"sale", "rounding", "tender"}
    }


TYPED = {"price_source": "typed", "approved_by": "staff-2"}


def test_a_plain_sale_gives_nothing_away() -> None:
    assert given() == set()


@pytest.mark.parametrize(
    ("unit_minor", "listed_minor", "key", "amount_minor"),
    [
        (50_000, 60_000, "down", 20_000),
        (60_000, 50_000, "up", 20_000),
        (50_000, 50_000, "up", 0),
    ],
)
def test_a_price_in_the_place_of_the_catalogs_counts_by_how_much_it_differs(
    unit_minor: int, listed_minor: int, key: str, amount_minor: int
) -> None:
    prices = {"unit_price": gyd(unit_minor), "list_price": gyd(listed_minor)}

    assert given(**TYPED, **prices) == {("override", key, 1, amount_minor)}


def test_a_price_for_what_has_none_replaces_nothing() -> None:
    assert given(**TYPED, unit_price=gyd(50_000), list_price=None) == set()


def test_what_is_given_free_counts_at_its_normal_value() -> None:
    free = {"unit_price": gyd(0), "list_price": gyd(60_000), "sample_reason": "goodwill"}

    assert given(**free, approved_by="staff-2") == {("sample", "goodwill", 1, 120_000)}


def test_a_void_counts_what_was_taken_out_and_a_drawer_opened_moves_nothing() -> None:
    void = figure_of_void("staff-1", "parked", gyd(700))
    opened = figure_of_no_sale("staff-1", "check", "GYD")

    assert (void.kind, void.key, void.count, void.amount) == ("void", "parked", 1, gyd(700))
    assert (opened.kind, opened.key, opened.count) == ("no_sale", "check", 1)
    assert opened.amount.is_zero


def test_what_is_given_away_is_counted_upwards() -> None:
    kinds: tuple[FigureKind, ...] = ("override", "sample", "void", "no_sale")
    for kind in kinds:
        with pytest.raises(ValueError, match="counted upwards"):
            ShiftFigure(
                by="staff-1",
                kind=kind,
                count=1,
                amount=Money(-1, "GYD"),
            )
