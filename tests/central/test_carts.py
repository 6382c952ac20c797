"""What central makes of what tills say of carts, in whatever order it comes (sync rules 12)."""

from datetime import timedelta

import pytest

from central.carts.sweeping import EXPIRE_MAX
from central.carts.tables import cart_edition, cart_fact, shared_cart
from central.tables import case_file, change, operation
from central.tills.organisations import Store
from sync.protocol.bodies import kind_of
from sync.protocol.body_parts import Body
from sync.protocol.cart_bodies import (
    CartChanged,
    CartDropped,
    CartLineBody,
    CartParked,
    CartRecalled,
    CartsMerged,
)
from tests.central.office import Office
from tests.central.paper_till import PaperTill, sale_body

pytestmark = pytest.mark.both_databases


def line(quantity: int = 1) -> CartLineBody:
    return CartLineBody(
        line_no=1,
        item_id="item-1",
        sku="BRL",
        name="Barrel",
        quantity=quantity,
        unit_minor=114_000,
        tax_class="standard",
        price_id="price-1",
        feed_position=0,
        price_source="catalog",
    )


def parked(
    edition: str = "p1", *, of_cart: str = "c1", came_from: tuple[str, ...] = (), quantity: int = 1
) -> CartParked:
    return CartParked(
        root="c1",
        edition=edition,
        version=1 + 2 * len(came_from),
        cart_id=of_cart,
        came_from=came_from,
        number=1,
        currency="GYD",
        total_minor=114_000 * quantity,
        lines=(line(quantity),),
    )


def recalled(cart_id: str, edition: str = "p1", *, root: str = "c1") -> CartRecalled:
    return CartRecalled(root=root, edition=edition, version=2, cart_id=cart_id, currency="GYD")


def dropped(edition: str) -> CartDropped:
    return CartDropped(root="c1", edition=edition, version=2, why="dropped")


def say(till: PaperTill, *bodies: Body) -> None:
    """Write facts and send them at once."""
    first = len(till.operations) + 1
    for body in bodies:
        till.write(body, kind=kind_of(body))
    till.push(first)


def sell(till: PaperTill, cart_id: str) -> str:
    body = sale_body(till.next_receipt()).model_copy(update={"cart_id": cart_id})
    say(till, body)
    return body.receipt


def states(office: Office) -> dict[str, str]:
    """What the store was told last of each edition; nothing of one that was withdrawn."""
    told: dict[str, str] = {}
    for row in office.rows(change, "stream", "position"):
        if row["kind"] == "cart":
            told[str(row["key"])] = CartChanged.model_validate_json(str(row["body"])).state
        elif row["kind"] == "cart_removed":
            told.pop(str(row["key"]), None)
    return told


def cases(office: Office) -> list[str]:
    return [str(row["message"]) for row in office.rows(case_file) if row["kind"] == "paid_twice"]


@pytest.fixture
def other(office: Office, shop: Store) -> PaperTill:
    return office.enrol(shop)


def test_what_is_parked_recalled_and_paid_is_told_step_by_step(
    office: Office, till: PaperTill, other: PaperTill
) -> None:
    say(till, parked())
    assert states(office) == {"c1": "gone_on", "p1": "parked"}
    say(other, recalled("c2"))
    assert states(office) == {"c1": "gone_on", "p1": "gone_on", "c2": "held"}
    receipt = sell(other, "c2")

    assert states(office)["c2"] == "paid"
    bodies = [row for row in office.rows(change, "position") if row["key"] == "c2"]
    paid = CartChanged.model_validate_json(str(bodies[-1]["body"]))
    assert (paid.receipt, paid.lines[0].quantity) == (receipt, 1)
    (root,) = office.rows(shared_cart)
    assert (root["row_version"], root["is_settled"]) == (3, 1)
    assert cases(office) == []


def test_the_same_facts_in_another_order_come_to_the_same(
    office: Office, till: PaperTill, other: PaperTill
) -> None:
    """As after a restored central: who recalled speaks before who parked."""
    receipt = sell(other, "c3")
    say(other, recalled("c3", "p2"), dropped("p1"))
    say(till, parked("p2", of_cart="c2", came_from=("p1",)))
    say(till, parked("p1"))

    expected = {"c1": "gone_on", "p1": "gone_on", "c2": "gone_on", "p2": "gone_on", "c3": "paid"}
    assert states(office) == expected
    assert receipt
    assert len(office.rows(cart_fact)) == 5


def test_a_drop_takes_nothing_from_who_recalled(
    office: Office, till: PaperTill, other: PaperTill
) -> None:
    say(till, parked())
    say(other, recalled("c2"))
    say(till, dropped("p1"))

    assert states(office)["c2"] == "held"
    say(till, dropped("c2"))
    assert states(office)["c2"] == "dropped"


def test_two_recalls_both_stay_and_two_sales_become_one_case(
    office: Office, till: PaperTill, other: PaperTill
) -> None:
    say(till, parked())
    say(other, recalled("c2"))
    say(till, recalled("c3"))
    assert (states(office)["c2"], states(office)["c3"]) == ("held", "held")
    receipts = [sell(other, "c2"), sell(till, "c3")]

    (message,) = cases(office)
    assert all(receipt in message for receipt in receipts)


def test_a_merge_ends_the_conflict(office: Office, till: PaperTill, other: PaperTill) -> None:
    say(till, parked())
    say(other, recalled("c2"))
    say(till, recalled("c3"), parked("p3", of_cart="c3", came_from=("p1",), quantity=4))
    merged = CartsMerged(root="c1", parents=("c2", "p3"), version=5, cart_id="c4", currency="GYD")
    say(other, merged)

    live = {key for key, state in states(office).items() if state != "gone_on"}
    assert live == {"c4"}


def test_a_sale_that_comes_before_the_word_that_its_cart_was_shared_is_found(
    office: Office, till: PaperTill, other: PaperTill
) -> None:
    """A till and its old copy: one sold the open cart, the other had parked it."""
    first = sell(till, "c1")
    say(till, parked())
    assert states(office) == {"c1": "paid", "p1": "parked"}
    say(other, recalled("c2"))
    second = sell(other, "c2")

    (message,) = cases(office)
    assert first in message
    assert second in message


def test_a_till_and_its_fork_that_sell_one_shared_cart_under_one_number_count_as_two(
    office: Office, till: PaperTill
) -> None:
    say(till, parked(), recalled("c2"))
    copy = till.copy()
    receipt = sell(till, "c2")
    fork = sale_body(receipt, 228_000).model_copy(update={"cart_id": "c2"})
    copy.write(fork, kind="sale_completed")
    copy.push()

    (message,) = cases(office)
    assert f"{receipt}, {receipt} (2)" in message


def test_lines_that_do_not_add_up_are_quarantined(office: Office, till: PaperTill) -> None:
    say(till, parked().model_copy(update={"total_minor": 1}))

    (row,) = office.rows(operation)
    assert (row["state"], row["title"]) == ("quarantined", "It does not add up")
    assert states(office) == {}


def test_an_edition_that_comes_again_with_other_lines_is_kept_for_a_person(
    office: Office, till: PaperTill, other: PaperTill
) -> None:
    say(till, parked())
    say(other, parked(quantity=2))
    say(other, recalled("c1", "p9", root="another"))

    rows = [row for row in office.rows(operation) if row["state"] == "quarantined"]
    assert [row["title"] for row in rows] == ["A cart of that name is another"] * 2
    assert len(office.rows(cart_edition)) == 2


def test_the_same_word_under_another_number_changes_nothing(
    office: Office, till: PaperTill, other: PaperTill
) -> None:
    say(till, parked())
    say(other, parked())

    assert len(office.rows(cart_edition)) == 2
    assert states(office) == {"c1": "gone_on", "p1": "parked"}


def test_another_store_hears_nothing_of_it(office: Office, till: PaperTill) -> None:
    elsewhere = office.enrol(office.open_shop())
    say(till, parked())

    assert all(row.kind != "cart" for row in elsewhere.pull().changes)
    assert any(row.kind == "cart" for row in till.pull().changes)


def test_what_waits_too_long_expires_a_bounded_piece_at_a_time(
    office: Office, till: PaperTill
) -> None:
    for number in range(EXPIRE_MAX + 2):
        body = parked(f"p{number}", of_cart=f"c{number}")
        say(till, body.model_copy(update={"root": f"c{number}"}))
    office.clock.forward(timedelta(hours=73))
    say(till, parked("late", of_cart="later").model_copy(update={"root": "later"}))
    told = states(office)
    assert sum(state == "expired" for state in told.values()) == EXPIRE_MAX
    assert told["late"] == "parked"

    say(till, dropped("late").model_copy(update={"root": "later"}))
    assert sum(state == "expired" for state in states(office).values()) == EXPIRE_MAX + 2


def test_an_order_subject_to_confirmation_waits_longer_than_a_customer_who_went_for_money(
    office: Office, till: PaperTill
) -> None:
    for reason in ("forgot_money", "to_confirm"):
        body = parked(reason, of_cart=f"of {reason}")
        say(till, body.model_copy(update={"root": f"of {reason}", "reason": reason}))
    office.clock.forward(timedelta(hours=73))
    say(till, parked("late", of_cart="later").model_copy(update={"root": "later"}))
    assert (states(office)["forgot_money"], states(office)["to_confirm"]) == ("expired", "parked")

    office.clock.forward(timedelta(hours=721))
    say(till, dropped("late").model_copy(update={"root": "later"}))
    assert "to_confirm" not in states(office), "it expired, and long ago at that"


def test_a_parked_version_expires_and_the_open_one_stays_in_play(
    office: Office, till: PaperTill, other: PaperTill
) -> None:
    say(till, parked())
    say(other, recalled("c2"))
    say(till, recalled("c3"), parked("p3", of_cart="c3", came_from=("p1",)))
    office.clock.forward(timedelta(hours=73))
    say(till, parked("late", of_cart="later").model_copy(update={"root": "later"}))

    assert (states(office)["p3"], states(office)["c2"]) == ("expired", "held")


def test_a_cart_that_is_over_leaves_the_feed_and_comes_back_when_it_is_spoken_of(
    office: Office, till: PaperTill
) -> None:
    say(till, parked(), dropped("p1"))
    office.clock.forward(timedelta(days=15))
    say(till, parked("late", of_cart="later").model_copy(update={"root": "later"}))
    assert "p1" not in states(office)
    assert len(office.rows(cart_edition)) == 4

    say(till, recalled("c2"))
    assert states(office)["p1"] == "gone_on"
    assert states(office)["c2"] == "held"
