"""A sale in two versions, in words: each line with where it comes from."""

import pytest

from app.counter.gallery_till import MemoryTill, sample_till
from app.presenters import park_words
from app.presenters.cart_conflict import ConflictState, conflict_state
from app.presenters.key_map import Dialog
from app.use_cases.cart_conflict import CartConflict, Rival, RivalState
from domain.cart import Cart
from domain.errors import Conflict
from domain.shared_cart import compare_lines
from sync.protocol.status import Link, SyncStatus
from tests.unit.app.presenters.test_counter import BARREL, Day
from tests.unit.app.presenters.test_parking import AT, ZONE, begun, lines_of


def a_rival(till: MemoryTill, state: RivalState = "parked", **more: object) -> Rival:
    theirs = () if state == "held" else lines_of(till, 1, 0, 3)
    values: dict[str, object] = {
        "edition_id": f"rival-{state}",
        "state": state,
        "till_label": "GY03",
        "at": AT,
        "number": 4,
        "receipt": "GY03A-000009" if state == "paid" else "",
        "version": 2,
        "lines": compare_lines(lines_of(till, 1), lines_of(till, 1, 2), theirs),
        **more,
    }
    return Rival(**values)  # type: ignore[arg-type]  # named differences of one example


def a_cart(till: MemoryTill) -> Cart:
    return Cart(cart_id="cart-1", version=1, currency="GYD", lines=lines_of(till, 1, 2))


def a_conflict(*rivals: Rival, called_off: bool = False) -> CartConflict:
    return CartConflict(cart_id="cart-1", is_called_off=called_off, rivals=rivals)


def words_of(state: ConflictState) -> list[tuple[str, str]]:
    return [(each.key, each.words) for each in state.choices]


# ------------------------------------------------------------------ two versions


def a_disputed_day(*rivals: Rival, called_off: bool = False) -> Day:
    day = begun()
    day.counter.sale.on_enter(BARREL)
    day.till.parking.conflict = a_conflict(*rivals, called_off=called_off)
    day.counter.show_sync_status(SyncStatus(link=Link.ONLINE, last_exchange_at=AT))
    return day


def test_a_conflict_is_said_once_and_f12_leads_to_both_versions() -> None:
    day = a_disputed_day(a_rival(sample_till()))
    titles = [notice.title for notice in day.shell.notices if notice is not None]
    assert titles[-1] == "This sale is in two versions."

    count = len(day.shell.notices)
    day.counter.show_sync_status(SyncStatus(link=Link.ONLINE, last_exchange_at=None))
    assert len(day.shell.notices) == count

    day.counter.sale.on_pay()
    assert day.shell.dialogs[-1] is Dialog.CONFLICT
    assert words_of(day.conflict_view.last) == [
        ("F2", "Take both together"),
        ("F3", "Keep this one"),
        ("F4", "Put this one away"),
    ]


def test_what_was_chosen_is_done_for_what_was_on_the_screen() -> None:
    day = a_disputed_day(a_rival(sample_till()))
    day.counter.flows.parking.on_recall()
    day.counter.flows.parking.conflict.on_chosen("rest")  # none of the ways out here
    day.counter.flows.parking.conflict.on_chosen("both")

    (request,) = day.till.parking.settled
    assert (request.rival_id, request.choice) == ("rival-parked", "both")
    assert day.shell.dialogs[-1] is None
    notice = day.shell.notices[-1]
    assert notice is not None
    assert notice.title == "Both versions are one sale now."


def test_a_choice_that_came_too_late_says_so_and_shows_the_sale() -> None:
    day = a_disputed_day(a_rival(sample_till()))
    day.counter.flows.parking.on_recall()
    day.till.parking.fail_with = Conflict("It has changed meanwhile", "Look at both again.")
    day.counter.flows.parking.conflict.on_chosen("both")

    assert day.shell.dialogs[-1] is None
    notice = day.shell.notices[-1]
    assert notice is not None
    assert notice.title == "It has changed meanwhile"


def test_a_choice_without_a_conflict_on_the_screen_does_nothing() -> None:
    day = begun()
    day.counter.flows.parking.conflict.on_chosen("both")
    day.counter.flows.parking.conflict._show()

    assert day.till.parking.settled == []


def test_a_called_off_sale_can_go_on_as_a_new_one() -> None:
    day = a_disputed_day(called_off=True)
    titles = [notice.title for notice in day.shell.notices if notice is not None]
    assert titles[-1] == "Another till went on with this sale."

    day.counter.flows.parking.on_recall()
    state = day.conflict_view.last
    assert words_of(state) == [("F3", "Go on as a new sale"), ("F4", "Put this one away")]
    assert "Your lines are all here" in state.text
    assert all(row.theirs_text == "" for row in state.rows)
    day.counter.flows.parking.conflict.on_chosen("mine")
    assert day.till.parking.settled[0].rival_id == ""


@pytest.mark.parametrize(
    ("state", "says", "heading", "results"),
    [
        (
            "parked",
            "It is also parked at till GY03, Sat 21 Nov 14:02.",
            "Together",
            ["1", "2", "3"],
        ),
        ("paid", "It was paid at till GY03, receipt GY03A-000009.", "Left to pay", ["0", "2", "0"]),
        ("held", "It is also open at till GY03 since Sat 21 Nov 14:02.", "", ["", ""]),
    ],
)
def test_each_line_says_where_it_comes_from(
    state: RivalState, says: str, heading: str, results: list[str]
) -> None:
    till = sample_till()
    shown = conflict_state(a_cart(till), a_conflict(a_rival(till, state)), ZONE)

    assert shown.text.startswith(says)
    assert shown.columns[3] == heading
    assert [row.result_text for row in shown.rows] == results
    assert ("only here" in shown.rows[1].spoken) == (state != "held")
    assert (shown.rows[0].theirs_text == "\N{EN DASH}") == (state == "held")


def test_the_version_that_was_paid_comes_first_and_the_others_are_counted() -> None:
    till = sample_till()
    conflict = a_conflict(a_rival(till, "held"), a_rival(till), a_rival(till, "paid"))
    shown = conflict_state(a_cart(till), conflict, ZONE)

    assert shown.text.endswith("2 more versions follow.")
    assert shown.rows[0].spoken.endswith("here 1, there 1, together 0")
    assert "in both" in shown.rows[0].spoken
    assert "only there" in shown.rows[2].spoken


def test_a_version_at_this_till_is_not_called_by_a_label() -> None:
    till = sample_till()
    conflict = a_conflict(a_rival(till, till_label=""), called_off=True)
    shown = conflict_state(a_cart(till), conflict, ZONE)

    assert "at this till" in shown.text
    assert "called this one off" in shown.text


def test_every_choice_has_words_for_what_was_done() -> None:
    assert len({park_words.settled(each) for each in ("both", "mine", "theirs", "rest")}) == 4
    assert "Only this till shows it" in park_words.was_parked_text(is_local=True)
