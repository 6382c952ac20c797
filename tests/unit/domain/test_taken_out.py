"""What left a sale in all: no order of small steps takes out more than one large step."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.cart import Cart
from domain.taken_out import TakenOut
from tests.unit.domain.builders import BARREL, cart_of, gyd

PRICE = cart_of((BARREL, 1)).gross.amount_minor


def held(*quantities: int) -> Cart:
    """A sale of barrels on lines 1, 2, ...; one of 0 is not there."""
    (line,) = cart_of((BARREL, 1)).lines
    lines = (
        replace(line, line_no=number, quantity=each)
        for number, each in enumerate(quantities, start=1)
        if each
    )
    return replace(cart_of((BARREL, 1)), lines=tuple(lines))


def test_steps_on_one_line_add_up_and_what_comes_back_counts_against_them() -> None:
    taken = TakenOut()
    for before, after in ((5, 4), (4, 3), (3, 4), (4, 2)):
        taken = taken.with_change(held(before), held(after))

    assert taken.lines == {1: 3 * PRICE}
    assert taken.with_change(held(2), held(9)) == TakenOut()


def test_a_line_that_left_counts_for_the_sale_and_its_number_is_free() -> None:
    before, after = held(5, 2), held(5)
    taken = TakenOut().with_change(before, after)

    assert taken.of_lines_losing(before, after) == (gyd(2 * PRICE),)
    settled = taken.settled(after)
    assert (settled.lines, settled.gone_minor) == ({}, 2 * PRICE)
    back = settled.with_change(after, before)
    assert (back.lines, back.gone_minor) == ({}, 0)


@given(
    steps=st.lists(
        st.tuples(st.integers(0, 6), st.integers(0, 6), st.integers(1, 6)), min_size=1, max_size=12
    )
)
def test_what_left_in_all_is_never_less_than_what_is_missing_at_the_end(
    steps: list[tuple[int, int, int]],
) -> None:
    """However it went: what was there at most of a line and is not there now was taken out."""
    first = held(6, 6, 6)
    taken, now = TakenOut(), first
    for step in steps:
        then = held(*step)
        taken, now = taken.with_change(now, then).settled(then), then

    missing = first.gross.amount_minor - now.gross.amount_minor
    assert taken.in_all_minor >= missing


def test_planted_steps_that_are_not_added_up_lose_what_is_missing() -> None:
    def forgetful(_taken: TakenOut, before: Cart, after: Cart) -> TakenOut:
        return TakenOut().with_change(before, after)

    taken = forgetful(forgetful(TakenOut(), held(5), held(4)), held(4), held(3))

    with pytest.raises(AssertionError):
        assert taken.in_all_minor >= 2 * PRICE
