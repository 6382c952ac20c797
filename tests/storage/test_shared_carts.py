"""Shared carts on the disk: what the till did, laid over what central told."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from domain.cart import Cart
from storage.database import TillDatabase
from storage.line_notes import find_name
from storage.shared_carts import CartOrigin, ParkedCart, SharedCarts
from storage.unit_of_work import Reading
from sync.protocol.changes import Change
from tests.storage.kit import MORNING, a_change, caught_up, enrolled, open_db, sweep_all, tell
from tests.storage.sales_kit import a_cart, a_draft, goods, open_shift, sell, with_shipment


@pytest.fixture
def db(tmp_path: Path) -> TillDatabase:
    return enrolled(tmp_path)


def parked(edition_id: str = "p1", *, cart: Cart | None = None, **more: object) -> ParkedCart:
    whole = cart or a_cart("c1", goods())
    values: dict[str, object] = {
        "edition_id": edition_id,
        "root_id": "c1",
        "cart_id": whole.cart_id,
        "version": 1,
        "cart_version": whole.version,
        "number": 1,
        "currency": "GYD",
        "lines": whole.lines,
        "reason": "",
        "parked_at": MORNING,
        "is_local": False,
        **more,
    }
    return ParkedCart(**values)  # type: ignore[arg-type]  # named differences of one example


def origin(cart_id: str, *parents: str, version: int = 2) -> CartOrigin:
    return CartOrigin(
        cart_id=cart_id,
        root_id="c1",
        version=version,
        parents=parents,
        currency="GYD",
        lines=a_cart("c1", goods()).lines,
        taken_at=MORNING,
    )


def told(edition: str, state: str = "parked", *, position: int = 1, **more: object) -> Change:
    body: dict[str, object] = {
        "root": "c1",
        "version": 1,
        "state": state,
        "kind": "parked",
        "till": "GY07",
        "at": MORNING.isoformat(),
        "currency": "GYD",
        **more,
    }
    return a_change("cart", edition, position, body)


def state_of(uow: Reading, edition_id: str) -> str:
    return uow.shared_carts.get_cart("c1").shared.state_of(edition_id)


def test_what_was_parked_comes_back_line_by_line_after_a_restart(
    db: TillDatabase, tmp_path: Path
) -> None:
    kept = parked(number=7, reason="forgot_money")
    with db.unit_of_work() as uow:
        uow.shared_carts.add_parked(kept)
        uow.shared_carts.add_origin(origin("c2", "p0"))
        uow.commit()
    db.close()

    again = open_db(tmp_path)
    with again.reading() as reading:
        known = reading.shared_carts.find_cart_with("p1")
        assert known is not None
        assert known.notes["p1"].lines == kept.lines
        assert (known.notes["p1"].number, known.notes["p1"].reason) == (7, "forgot_money")
        assert known.told == frozenset()
        assert reading.shared_carts.next_number() == 8
        assert reading.shared_carts.find_origin("c2") == origin("c2", "p0")
    again.close()


def test_what_is_rolled_back_was_never_parked(db: TillDatabase) -> None:
    with db.unit_of_work() as uow:
        uow.shared_carts.add_parked(parked())

    with db.reading() as reading:
        assert reading.shared_carts.list_carts() == ()
        assert reading.shared_carts.next_number() == 1


def test_the_tills_own_word_counts_before_central_has_heard_it(db: TillDatabase) -> None:
    tell(db, told("p1"))
    with db.unit_of_work() as uow:
        assert state_of(uow, "p1") == "parked"
        uow.shared_carts.add_origin(origin("c2", "p1"))
        uow.commit()

    with db.reading() as reading:
        assert state_of(reading, "p1") == "gone_on"
        assert state_of(reading, "c2") == "held"
        assert reading.shared_carts.find_root("c2") == "c1"


def test_a_drop_said_twice_is_one_drop(db: TillDatabase) -> None:
    with db.unit_of_work() as uow:
        uow.shared_carts.add_parked(parked())
        uow.shared_carts.add_drop("p1", "c1", MORNING)
        uow.shared_carts.add_drop("p1", "c1", MORNING)
        uow.commit()

    with db.reading() as reading:
        assert state_of(reading, "p1") == "dropped"


def test_a_late_answer_that_still_calls_it_parked_changes_nothing(db: TillDatabase) -> None:
    with db.unit_of_work() as uow:
        uow.shared_carts.add_parked(parked())
        uow.shared_carts.add_origin(origin("c2", "p1"))
        uow.commit()
    tell(db, told("p1"))

    with db.reading() as reading:
        assert state_of(reading, "p1") == "gone_on"
        assert reading.shared_carts.get_cart("c1").told == {"p1"}


def test_what_was_sold_here_is_paid_before_central_has_heard_it(db: TillDatabase) -> None:
    with db.unit_of_work() as uow:
        uow.shared_carts.add_origin(origin("cart-1", "p1"))
        uow.commit()
    open_shift(db)
    sell(db, "cart-1")

    with db.reading() as reading:
        assert state_of(reading, "cart-1") == "paid"


def test_a_rebase_forgets_what_central_told_and_nothing_of_the_tills_own(
    db: TillDatabase,
) -> None:
    with db.unit_of_work() as uow:
        uow.shared_carts.add_parked(parked())
        uow.commit()
    tell(db, told("p1"), told("p9", position=2))
    with db.unit_of_work() as uow:
        uow.feed.forget_cursor()
        uow.commit()
    caught_up(db)
    sweep_all(db)

    with db.reading() as reading:
        known = reading.shared_carts.get_cart("c1")
        assert set(known.shared.editions) == {"c1", "p1"}
        assert known.told == frozenset()


def test_a_withdrawn_cart_is_known_no_more(db: TillDatabase) -> None:
    tell(db, told("p1"))
    tell(db, a_change("cart_removed", "p1", 2, {}))

    with db.reading() as reading:
        assert reading.shared_carts.find_cart_with("p1") is None
        assert reading.shared_carts.list_carts() == ()


def test_a_cart_of_another_root_that_only_mentions_this_one_is_left_out(db: TillDatabase) -> None:
    tell(db, told("p1"), told("p2", position=2, root="c9", parents=["c1"]))

    with db.reading() as reading:
        assert set(reading.shared_carts.get_cart("c1").shared.editions) == {"p1"}
        assert [each.shared.root_id for each in reading.shared_carts.list_carts()] == ["c1", "c9"]


def test_carts_with_a_shipment_are_kept_apart_and_their_drafts_stay(db: TillDatabase) -> None:
    cart = with_shipment(a_cart("c5", goods()), a_draft())
    with db.unit_of_work() as uow:
        uow.carts.save(cart)
        local = parked("local", cart=cart, root_id="c5", is_local=True)
        uow.shared_carts.add_parked(local)
        uow.carts.set_aside("c5")
        uow.commit()

    with db.reading() as reading:
        assert reading.carts.find_open() is None
        assert reading.shared_carts.list_local() == (local,)
        assert reading.shared_carts.find_local("local") == local
        assert reading.shared_carts.list_carts() == ()
    with db.unit_of_work() as uow:
        uow.shared_carts.forget_local("local")
        uow.commit()
    with db.reading() as reading:
        assert reading.shared_carts.find_local("local") is None


def test_what_is_old_is_forgotten_but_never_a_cart_that_only_this_till_has(
    db: TillDatabase,
) -> None:
    old = MORNING - timedelta(days=90)
    with db.unit_of_work() as uow:
        carts: SharedCarts = uow.shared_carts
        carts.add_parked(parked("old", parked_at=old))
        carts.add_parked(parked("new"))
        carts.add_parked(parked("local", parked_at=old, is_local=True))
        carts.add_origin(replace(origin("c7", "old"), taken_at=old))
        carts.add_drop("p7", "c1", old)
        assert carts.prune(MORNING - timedelta(days=60)) == 3
        uow.commit()

    with db.reading() as reading:
        assert reading.shared_carts.find_origin("c7") is None
        assert [each.edition_id for each in reading.shared_carts.list_local()] == ["local"]
        assert set(reading.shared_carts.get_cart("c1").notes) == {"new"}


def test_the_name_of_a_parked_sale_is_known_here_until_nothing_of_it_is_parked(
    db: TillDatabase,
) -> None:
    with db.unit_of_work() as uow:
        uow.shared_carts.add_parked(parked("p1", name="Mrs Singh"))
        gone = parked("p2", cart=a_cart("c2", goods()), is_local=True, name="Anil")
        uow.shared_carts.add_parked(gone)
        uow.commit()
    with db.reading() as reading:
        assert reading.shared_carts.get_cart("c1").notes["p1"].name == "Mrs Singh"
        assert [each.name for each in reading.shared_carts.list_local()] == ["Anil"]

    with db.unit_of_work() as uow:
        uow.shared_carts.forget_local("p2")
        assert uow.shared_carts.prune(MORNING - timedelta(days=60)) == 1
        assert find_name(uow.shared_carts._connection, "c2") == ""
        uow.commit()
    with db.reading() as reading:
        assert reading.shared_carts.get_cart("c1").notes["p1"].name == "Mrs Singh"


def test_lines_that_make_no_sense_are_never_shown(db: TillDatabase) -> None:
    tell(db, told("p1", lines=[{"line_no": 1}]))

    with db.reading() as reading:
        assert reading.shared_carts.list_carts() == ()


def test_every_state_that_central_tells_is_taken_for_what_it_is(db: TillDatabase) -> None:
    line = {
        "line_no": 1,
        "item_id": "tape",
        "sku": "TAPE",
        "name": "Packing tape",
        "quantity": 2,
        "unit_minor": 48_000,
        "tax_class": "standard",
        "price_id": "price-tape",
        "feed_position": 4,
        "price_source": "catalog",
        "a field of a newer central": True,
    }
    tell(
        db,
        told("p1", lines=[line]),
        told("p2", "expired", position=2),
        told("p3", "paid", position=3, receipt="GY07A-000001"),
        told("p4", "gone_on", position=4),
        told("p5", "dropped", position=5),
        told("c6", "held", position=6, kind="held"),
    )

    with db.reading() as reading:
        states = {name: state_of(reading, name) for name in ("p1", "p2", "p3", "p4", "p5", "c6")}
        note = reading.shared_carts.get_cart("c1").notes["p1"]
    assert list(states.values()) == ["parked", "expired", "paid", "dropped", "dropped", "held"]
    assert (note.lines[0].quantity, note.lines[0].price_id) == (2, "price-tape")
