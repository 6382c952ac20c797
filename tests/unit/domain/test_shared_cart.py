"""Shared carts: no interleaving loses a line, and everybody agrees on what became of a cart."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.cart import LINES_MAX, add_shipment
from domain.cart_line import QUANTITY_MAX, CartLine
from domain.errors import RuleBroken
from domain.quote import Quote, quote_shipment
from domain.shared_cart import (
    Edition,
    JoinedLine,
    Payment,
    SharedCart,
    compare_lines,
    join,
    merged_lines,
    rest_lines,
    with_dropped,
    with_edition,
    with_expired,
    with_parked,
    with_payment,
    with_taken,
)
from tests.unit.domain.builders import DAY, NOON, cart_of, draft, item, rules

NEW = SharedCart(root_id="c1")
PARKED = with_parked(NEW, "p1", of_cart="c1")
Fact = Callable[[SharedCart], SharedCart]
GOODS = [item(name, 100 * (number + 1)) for number, name in enumerate("abcdef")]


def lines_of(counts: Iterable[int]) -> tuple[CartLine, ...]:
    """A cart with so many of each of the goods."""
    wanted = [(one, count) for one, count in zip(GOODS, counts, strict=False) if count]
    return cart_of(*wanted).lines


def quoted() -> Quote:
    return quote_shipment(draft(), rules().rate_sheet(DAY), at=NOON, valid_h=24)


def counted(lines: Iterable[CartLine]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for line in lines:
        counts[str(line.item_id)] += line.quantity
    return counts


# ------------------------------------------------------------------ what became of a cart


def test_a_parked_cart_goes_on_where_it_is_recalled_and_ends_where_it_is_paid() -> None:
    taken = with_taken(PARKED, "c2", ["p1"])
    paid = with_payment(taken, Payment("c2", "GY01A-000001"))

    assert (PARKED.state_of("c1"), PARKED.state_of("p1")) == ("gone_on", "parked")
    assert (taken.state_of("p1"), taken.state_of("c2")) == ("gone_on", "held")
    assert taken.in_play() == ("c2",)
    assert paid.state_of("c2") == "paid"
    assert (paid.is_settled, paid.is_disputed) == (True, False)


def test_two_recalls_of_one_edition_are_a_conflict_and_both_carts_stay() -> None:
    both = with_taken(with_taken(PARKED, "c2", ["p1"]), "c3", ["p1"])

    assert both.rivals_of("c2") == ("c3",)
    assert both.rivals_of("c3") == ("c2",)
    assert both.is_disputed


def test_a_conflict_ends_when_one_is_dropped_or_both_become_one() -> None:
    both = with_taken(with_taken(PARKED, "c2", ["p1"]), "c3", ["p1"])
    merged = with_taken(both, "c4", ["c2", "c3", "c2"])

    assert with_dropped(both, "c2").in_play() == ("c3",)
    assert merged.in_play() == ("c4",)
    assert merged.editions["c4"].parents == ("c2", "c3")


def test_a_drop_takes_nothing_away_that_another_has_recalled() -> None:
    dropped = with_dropped(PARKED, "p1")

    assert dropped.state_of("p1") == "dropped"
    assert with_taken(dropped, "c2", ["p1"]).in_play() == ("c2",)


def test_an_expired_edition_leaves_the_lists_and_can_still_be_recalled() -> None:
    expired = with_expired(PARKED, "p1")

    assert expired.state_of("p1") == "expired"
    assert expired.is_settled
    assert with_taken(expired, "c2", ["p1"]).in_play() == ("c2",)


def test_a_cart_parked_and_then_paid_from_an_old_copy_is_in_play_twice() -> None:
    paid = with_payment(PARKED, Payment("c1", "GY01B-000001"))

    assert paid.state_of("c1") == "paid"
    assert paid.rivals_of("p1") == ("c1",)
    assert paid.is_disputed


def test_two_payments_leave_nothing_to_decide_at_a_till() -> None:
    both = with_taken(with_taken(PARKED, "c2", ["p1"]), "c3", ["p1"])
    paid = with_payment(with_payment(both, Payment("c2", "r2")), Payment("c3", "r3"))

    assert paid.in_play() == ("c2", "c3")
    assert (paid.is_disputed, paid.is_settled) == (False, True)


def test_what_an_edition_came_from_is_found_through_merges_and_even_round_in_a_circle() -> None:
    both = with_taken(with_taken(PARKED, "c2", ["p1"]), "c3", ["p1", "unknown"])
    merged = with_taken(both, "c4", ["c2", "c3"])
    circle = with_edition(NEW, Edition(edition_id="a", kind="held", parents=("b",)))
    circle = with_edition(circle, Edition(edition_id="b", kind="held", parents=("a",)))

    assert merged.ancestors_of("c4") == ("c2", "c3", "p1", "unknown", "c1")
    assert NEW.ancestors_of("c9") == ()
    assert circle.ancestors_of("a") == ("b", "a")


def test_the_first_word_about_an_edition_stands() -> None:
    again = with_edition(PARKED, Edition(edition_id="p1", kind="held"))

    assert again == PARKED


def test_an_edition_never_comes_from_itself_nor_from_too_many() -> None:
    with pytest.raises(ValueError, match="never from itself"):
        Edition(edition_id="c1", kind="held", parents=("c1",))
    with pytest.raises(ValueError, match="at most 16"):
        Edition(edition_id="c1", kind="held", parents=tuple(f"p{n}" for n in range(17)))


def test_two_different_carts_are_never_joined() -> None:
    with pytest.raises(ValueError, match="two carts"):
        join(NEW, SharedCart(root_id="c9"))


# ------------------------------------------------------------------ any order, any interleaving


@dataclass
class Store:
    """Tills that park, recall, edit, drop, merge and pay from whatever they know just then."""

    tills: int
    known: list[SharedCart]
    facts: list[Fact]
    lines: dict[str, Counter[str]]
    open_at: dict[int, str]
    accounted: Counter[str]
    made: int = 0

    def say(self, till: int, fact: Fact) -> None:
        self.facts.append(fact)
        self.known[till] = fact(self.known[till])

    def new_id(self, kind: str) -> str:
        self.made += 1
        return f"{kind}{self.made}"


def a_store(tills: int) -> Store:
    known = [SharedCart(root_id="c0") for _ in range(tills)]
    return Store(tills, known, [], {"c0": Counter({"tape": 1})}, {0: "c0"}, Counter())


def act(store: Store, till: int, what: str) -> None:
    """One thing that a person does at a till, where it is possible."""
    mine, known = store.open_at.get(till), store.known[till]
    parked = [one for one in known.in_play() if known.state_of(one) == "parked"]
    if what == "hear":
        for other in store.known:
            store.known[till] = join(store.known[till], other)
    elif what == "drop" and parked:
        gone = parked[0]
        store.accounted |= store.lines[gone]
        store.say(till, lambda it: with_dropped(it, gone))
    elif what == "recall" and not mine and parked:
        take(store, till, [parked[0]])
    elif mine:
        act_on_open(store, till, what, mine)


def act_on_open(store: Store, till: int, what: str, mine: str) -> None:
    known = store.known[till]
    parked = [one for one in known.in_play() if known.state_of(one) == "parked"]
    if what == "edit":
        store.lines[mine] += Counter({store.new_id(f"goods-{till}-"): 1})
    elif what == "park":
        edition = store.new_id("p")
        store.lines[edition] = store.lines[mine]
        del store.open_at[till]
        came_from = known.editions[mine].parents if mine in known.editions else ()
        store.say(till, lambda it: with_parked(it, edition, of_cart=mine, came_from=came_from))
    elif what == "merge" and mine in known.editions and parked:
        take(store, till, [mine, parked[-1]])
    elif what == "pay":
        del store.open_at[till]
        store.accounted |= store.lines[mine]
        store.say(till, lambda it: with_payment(it, Payment(mine, f"receipt of {mine}")))


def take(store: Store, till: int, sources: list[str]) -> None:
    cart = store.new_id("c")
    store.lines[cart] = Counter()
    for source in sources:
        store.lines[cart] |= store.lines[source]
    store.open_at[till] = cart
    store.say(till, lambda it: with_taken(it, cart, sources))


ACTS = st.tuples(
    st.integers(0, 2), st.sampled_from(["edit", "park", "recall", "merge", "drop", "pay", "hear"])
)


def no_line_is_lost(store: Store) -> bool:
    """Each line ever entered is in a cart in play or open, or somebody dropped it by name."""
    whole = SharedCart(root_id="c0")
    for fact in store.facts:
        whole = fact(whole)
    kept = Counter(store.accounted)
    for cart in (*whole.in_play(), *store.open_at.values()):
        kept |= store.lines[cart]
    ever: Counter[str] = Counter()
    for lines in store.lines.values():
        ever |= lines
    return not ever - kept


@given(st.lists(ACTS, max_size=40))
def test_no_interleaving_of_three_tills_loses_a_line(acts: list[tuple[int, str]]) -> None:
    store = a_store(3)
    for till, what in acts:
        act(store, till, what)

    assert no_line_is_lost(store)


@given(st.lists(ACTS, max_size=40), st.randoms(use_true_random=False))
def test_whoever_learns_the_same_facts_in_another_order_agrees(
    acts: list[tuple[int, str]], chance: object
) -> None:
    store = a_store(3)
    for till, what in acts:
        act(store, till, what)
    shuffled = list(store.facts)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]  # Hypothesis' random.Random
    one = two = SharedCart(root_id="c0")
    for fact in store.facts:
        one = fact(one)
    for fact in (*shuffled, *shuffled[:3]):
        two = fact(two)

    assert {each: one.state_of(each) for each in one.editions} == {
        each: two.state_of(each) for each in two.editions
    }


def test_a_planted_last_writer_wins_is_caught_by_the_check(monkeypatch: pytest.MonkeyPatch) -> None:
    """Planted: a fact with a stale base takes the place of what was there first."""
    in_play = SharedCart.in_play
    monkeypatch.setattr(SharedCart, "in_play", lambda shared: in_play(shared)[-1:])
    store = a_store(3)
    for till, what in [(0, "park"), (1, "hear"), (2, "hear"), (1, "recall"), (2, "recall")]:
        act(store, till, what)
    for till, what in [(1, "edit"), (1, "park"), (2, "edit"), (2, "park")]:
        act(store, till, what)

    assert not no_line_is_lost(store)


# ------------------------------------------------------------------ lines of two into one

COUNTS = st.lists(st.integers(0, 9), min_size=6, max_size=6)


def loses_nothing(
    base: tuple[CartLine, ...] | None, mine: tuple[CartLine, ...], theirs: tuple[CartLine, ...]
) -> bool:
    both = counted(merged_lines(compare_lines(base, mine, theirs)))
    if base is None:
        return both == counted(mine) | counted(theirs)
    return not (counted(mine) | counted(theirs)) - both


@given(COUNTS, COUNTS, COUNTS)
def test_merging_keeps_all_of_either_side(
    base: list[int], mine: list[int], theirs: list[int]
) -> None:
    sides = lines_of(mine), lines_of(theirs)

    assert loses_nothing(lines_of(base), *sides)
    assert loses_nothing(None, *sides)


@given(COUNTS, COUNTS, COUNTS)
def test_merging_gives_the_same_goods_from_either_side(
    base: list[int], mine: list[int], theirs: list[int]
) -> None:
    common = lines_of(base)
    one = merged_lines(compare_lines(common, lines_of(mine), lines_of(theirs)))
    two = merged_lines(compare_lines(common, lines_of(theirs), lines_of(mine)))

    assert counted(one) == counted(two)
    assert [line.line_no for line in one] == list(range(1, len(one) + 1))


@given(COUNTS, COUNTS)
def test_the_rest_and_what_was_paid_hold_all_of_mine(mine: list[int], theirs: list[int]) -> None:
    rest = rest_lines(compare_lines(None, lines_of(mine), lines_of(theirs)))

    assert counted(rest) == counted(lines_of(mine)) - counted(lines_of(theirs))


def test_a_planted_merge_that_keeps_one_side_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(JoinedLine, "merged_count", property(lambda line: line.mine_count))

    assert not loses_nothing(lines_of([1]), lines_of([1]), lines_of([1, 2]))


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "merged"),
    [
        (2, 3, 4, 5),
        (2, 2, 4, 4),
        (2, 0, 2, 2),
        (2, 0, 3, 3),
        (3, 1, 2, 2),
        (2, 0, 0, 0),
        (0, 1, 1, 2),
    ],
)
def test_added_goods_add_up_and_only_what_both_took_away_goes(
    base: int, mine: int, theirs: int, merged: int
) -> None:
    joined = compare_lines(lines_of([base, 1]), lines_of([mine, 1]), lines_of([theirs, 1]))
    both = counted(merged_lines(joined))

    assert both["item-a"] == merged


def test_the_same_item_at_another_price_stays_a_line_of_its_own() -> None:
    dearer = cart_of((replace(GOODS[0], price=item("x", 999).price, price_id="new"), 1)).lines
    both = merged_lines(compare_lines(None, lines_of([1]), dearer))

    assert [line.unit_price.amount_minor for line in both] == [100, 999]


def test_a_shipment_stays_in_the_cart_that_it_is_in() -> None:
    shipped = add_shipment(cart_of((GOODS[0], 1)), draft(), quoted()).lines
    both = merged_lines(compare_lines(lines_of([1]), shipped, lines_of([1, 1])))

    assert [line.kind for line in both] == ["item", "shipment", "item"]
    assert [line.kind for line in rest_lines(compare_lines(None, shipped, lines_of([1])))] == [
        "shipment"
    ]


def test_more_than_one_line_can_hold_becomes_two_lines() -> None:
    most = lines_of([QUANTITY_MAX])
    both = merged_lines(compare_lines((), most, most))

    assert [line.quantity for line in both] == [QUANTITY_MAX, QUANTITY_MAX]


def test_carts_that_are_too_long_together_stay_two() -> None:
    many = [item(f"goods-{number}", 100) for number in range(LINES_MAX)]
    mine = cart_of(*((one, 1) for one in many)).lines

    assert len(merged_lines(compare_lines(None, mine, mine))) == LINES_MAX
    with pytest.raises(RuleBroken, match="they stay two sales") as refused:
        merged_lines(compare_lines(None, mine, lines_of([1])))
    assert refused.value.code == "cart_full"
