from collections.abc import Callable
from dataclasses import dataclass, field, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.allotment import (
    Account,
    Book,
    Holder,
    Holding,
    Wish,
    recalls_for,
    units_to_grant,
)

Move = tuple[str, int, int]
TILLS = 3
MOVES = st.lists(
    st.tuples(
        st.sampled_from(
            ["want", "urgent", "spend", "sign", "return", "declare", "lose", "total", "release"]
        ),
        st.integers(0, TILLS - 1),
        st.integers(0, 12),
    ),
    max_size=40,
)
Grant = Callable[[Book, Wish, int], int]


def fair_share(book: Book, wish: Wish, held: int) -> int:
    return units_to_grant(book, wish, held=held, sharing=TILLS)


@dataclass
class Tills:
    """A book and the holdings of a few tills, moved at random as central would."""

    grant: Grant = fair_share
    book: Book = field(default_factory=lambda: Book(total=10))
    holdings: list[Holding] = field(default_factory=lambda: [Holding() for _ in range(TILLS)])
    granted_past_the_pool: bool = False

    def move(self, kind: str, till: int, units: int) -> None:
        account = Account(book=self.book, holding=self.holdings[till])
        moved = getattr(self, f"_{kind}")(account, units)
        self.book, self.holdings[till] = moved.book, moved.holding

    def _want(self, account: Account, units: int, *, urgent: bool = False) -> Account:
        wish = Wish(hold=units, urgent=urgent)
        given_out = self.grant(account.book, wish, account.holding.held)
        self.granted_past_the_pool |= given_out > account.book.free
        return account.grant(given_out) if given_out else account

    def _urgent(self, account: Account, units: int) -> Account:
        return self._want(account, units, urgent=True)

    def _spend(self, account: Account, units: int) -> Account:
        return account.spend(units).account

    def _sign(self, account: Account, units: int) -> Account:
        return account.spend_by_exception(units)

    def _return(self, account: Account, units: int) -> Account:
        return account.take_back(units).account

    def _declare(self, account: Account, units: int) -> Account:
        return account.declare(units)

    def _lose(self, account: Account, units: int) -> Account:
        del units
        return account.reclaim()

    def _total(self, account: Account, units: int) -> Account:
        return replace(account, book=account.book.with_total(units))

    def _release(self, account: Account, units: int) -> Account:
        closed = min(units, account.book.consumed)
        return replace(account, book=account.book.released(closed))


@given(MOVES)
def test_consumed_outstanding_and_pool_are_the_total_whatever_happens(moves: list[Move]) -> None:
    tills = Tills()
    for kind, till, units in moves:
        tills.move(kind, till, units)

        book = tills.book
        assert book.consumed + book.outstanding + book.pool == book.total
        assert book.outstanding == sum(one.held for one in tills.holdings)
        assert not tills.granted_past_the_pool


@given(MOVES)
def test_tills_that_keep_to_what_they_hold_never_use_more_than_there_is(moves: list[Move]) -> None:
    """No exception, no copy, no lowered total, nothing forgotten: the pool is never overdrawn."""
    tills = Tills()
    for kind, till, units in moves:
        if kind in ("want", "urgent", "return"):
            tills.move(kind, till, units)
        elif kind == "spend":
            tills.move(kind, till, min(units, tills.holdings[till].held))

        assert tills.book.pool >= 0
        assert tills.book.consumed <= tills.book.total


def test_a_grant_beyond_the_pool_would_be_noticed() -> None:
    """A planted bug: whoever asks is given what it asks for."""
    tills = Tills(grant=lambda _, wish, held: max(0, wish.hold - held))
    tills.move("urgent", 0, 8)

    with pytest.raises(ValueError, match="beyond the pool"):
        tills.move("want", 1, 3)

    assert tills.granted_past_the_pool


@given(st.integers(0, 50), st.integers(0, 50), st.integers(1, 5), st.booleans())
def test_a_wish_is_a_target_so_that_asking_again_gives_nothing_more(
    total: int, hold: int, sharing: int, urgent: bool
) -> None:
    wish = Wish(hold=hold, urgent=urgent)
    first = units_to_grant(Book(total=total), wish, held=0, sharing=sharing)
    after = Book(total=10_000, outstanding=first)

    assert first <= hold
    assert units_to_grant(after, wish, held=hold, sharing=sharing) == 0


@pytest.mark.parametrize(
    ("free", "hold", "sharing", "units"),
    [
        (20, 4, 1, 4),
        (20, 50, 1, 19),
        (20, 50, 3, 5),
        (8, 50, 3, 1),
        (4, 50, 3, 1),
        (3, 50, 3, 0),
        (1, 1, 1, 0),
        (0, 9, 1, 0),
    ],
)
def test_a_grant_is_an_even_share_that_shrinks_and_leaves_the_last_units(
    free: int, hold: int, sharing: int, units: int
) -> None:
    assert units_to_grant(Book(total=free), Wish(hold=hold), held=0, sharing=sharing) == units


def test_a_waiting_customer_gets_the_unique_item_and_the_last_units() -> None:
    urgent = Wish(hold=3, urgent=True)

    assert units_to_grant(Book(total=1), urgent, held=0, sharing=3) == 1
    assert units_to_grant(Book(total=9), urgent, held=1, sharing=9) == 2


def test_an_overdrawn_pool_gives_nothing_and_says_by_how_much() -> None:
    book = Book(total=2, consumed=3)

    assert (book.pool, book.free) == (-1, 0)
    assert units_to_grant(book, Wish(hold=1, urgent=True), held=0, sharing=1) == 0
    assert book.released(1).pool == 0


def test_spending_more_than_is_held_is_counted_and_named() -> None:
    account = Account(book=Book(total=5), holding=Holding()).grant(2)

    movement = account.spend(3)

    assert movement.uncovered == 1
    assert (movement.account.book.consumed, movement.account.book.outstanding) == (3, 0)
    assert movement.account.holding.held == 0


def test_what_is_returned_beyond_what_was_held_is_named_and_changes_nothing() -> None:
    movement = Account(book=Book(total=5), holding=Holding()).grant(2).take_back(3)

    assert movement.uncovered == 1
    assert movement.account.book == Book(total=5)
    assert movement.account.holding == Holding(granted=2, returned=2)


def test_a_lost_stream_holds_nothing_and_the_pool_has_it_again() -> None:
    account = Account(book=Book(total=5), holding=Holding()).grant(4).spend(1).account

    lost = account.reclaim()

    assert lost.book == Book(total=5, consumed=1)
    assert lost.holding == Holding(granted=4, spent=1, reclaimed=3)


def test_a_declaration_is_believed_upwards_and_downwards() -> None:
    account = Account(book=Book(total=5), holding=Holding()).grant(2)

    assert account.declare(4).holding.held == 4
    assert account.declare(0).holding == Holding(granted=2, corrected=-2)


@pytest.mark.parametrize("units", [0, -1])
def test_a_grant_is_of_at_least_one_unit(units: int) -> None:
    with pytest.raises(ValueError, match="units"):
        Account(book=Book(total=5), holding=Holding()).grant(units)


def test_a_book_and_a_holding_hold_no_negative_figures() -> None:
    with pytest.raises(ValueError, match="consumed"):
        Book(total=1).released(1)
    with pytest.raises(ValueError, match="held"):
        Holding(granted=1, spent=2)


def test_units_are_asked_back_from_who_holds_most_and_no_more_than_is_missing() -> None:
    holders = [
        Holder(till_id="b", stream="B", held=3),
        Holder(till_id="a", stream="A", held=3),
        Holder(till_id="c", stream="C", held=5),
        Holder(till_id="d", stream="D", held=0),
    ]

    asked = recalls_for(7, holders)

    assert [(one.holder.till_id, one.keep) for one in asked] == [("c", 0), ("a", 1)]
    assert recalls_for(0, holders) == ()
    assert len(recalls_for(100, holders)) == 3
    assert len(recalls_for(100, holders[:3])) == 3
