"""One till alone: parking, bringing back, dropping, and what refuses."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from app.use_cases.book_shipment import book_shipment
from app.use_cases.current_cart import current_cart
from app.use_cases.drop_parked import drop_parked
from app.use_cases.list_parked import list_parked
from app.use_cases.park_cart import KEPT, ParkCart, Parked, park_cart
from app.use_cases.recall_cart import recall_cart
from app.use_cases.till import Session, Till
from domain.errors import Conflict, RuleBroken
from sync.protocol.cart_bodies import CartChanged, CartLineShown
from sync.protocol.changes import Change
from tests.helpers.builders import (
    ITEMS,
    LABEL,
    MORNING,
    ORG_STREAM,
    STORE_STREAM,
    a_cart,
    a_change,
    an_item,
    an_open_shift,
    clock_of,
    pay,
    sample_rules,
    tell,
)
from tests.helpers.ledger_checks import complaints, read_ledger
from tests.helpers.shipment_builders import a_shipment


def park(till: Till, session: Session) -> Parked:
    cart = current_cart(till, session).cart
    return park_cart(till, session, ParkCart(cart_id=cart.cart_id, cart_version=cart.version))


def said(till: Till, kind: str) -> list[dict[str, object]]:
    """The bodies of a kind of operation, in order."""
    return [dict(facts.body) for _, facts in read_ledger(till.db).facts(kind)]


def audited(till: Till, action: str) -> list[dict[str, object]]:
    with till.db.reading() as uow:
        return [dict(each.detail) for each in uow.audit.list_entries() if each.action == action]


def told(edition: str, **more: object) -> Change:
    """Central tells of an edition of another till."""
    body: dict[str, object] = {
        "root": "root-x",
        "version": 1,
        "state": "parked",
        "kind": "parked",
        "till": "GY07",
        "at": MORNING,
        "number": 4,
        "currency": "GYD",
        "total_minor": 48_000,
        "lines": (a_line(),),
        **more,
    }
    changed = CartChanged.model_validate(body)
    return a_change("cart", edition, changed.model_dump(mode="json"))


def a_line(quantity: int = 1) -> CartLineShown:
    return CartLineShown(
        line_no=1,
        item_id="tape",
        sku="TAPE",
        name="Packing tape, clear, 2 in",
        quantity=quantity,
        unit_minor=48_000,
        tax_class="standard",
        price_id="price-tape",
        feed_position=3,
        price_source="catalog",
    )


class StoreFeed:
    """The store's stream, going on after the sample."""

    def __init__(self, till: Till) -> None:
        self.till = till
        self.next = len(ITEMS) + 2

    def tell(self, *changes: Change) -> None:
        self.next = tell(self.till, STORE_STREAM, changes, first=self.next)


# ------------------------------------------------------------------ parking


def test_a_parked_sale_is_told_line_by_line_without_a_name_and_its_chain_holds(till: Till) -> None:
    session, _ = an_open_shift(till)
    a_cart(till, session, "barrel", "tape", "tape")
    parked = park(till, session)

    assert (parked.number, parked.is_local) == (1, False)
    (body,) = said(till, "cart_parked")
    assert body["total_minor"] == 950_000 + 2 * 48_000
    assert body["edition"] == parked.edition_id
    assert "name" not in body
    assert session.name not in json.dumps(body)
    assert complaints(till.db) == []
    assert audited(till, "cart_parked")[0]["lines"] == 2


def test_an_empty_sale_cannot_be_parked(till: Till) -> None:
    session, _ = an_open_shift(till)

    with pytest.raises(RuleBroken, match="press F7") as refused:
        park(till, session)
    assert refused.value.code == "nothing_to_park"


def test_only_what_was_on_the_screen_is_parked(till: Till) -> None:
    session, _ = an_open_shift(till)
    cart = a_cart(till, session, "tape")

    with pytest.raises(Conflict, match="Another sale is open"):
        park_cart(till, session, ParkCart(cart_id="another", cart_version=cart.version))
    with pytest.raises(Conflict, match="changed after you last saw it"):
        park_cart(till, session, ParkCart(cart_id=cart.cart_id, cart_version=cart.version - 1))


def test_no_more_are_parked_than_the_rule_of_the_day_allows(till: Till) -> None:
    rule = {"till_max": 2, "store_max": 9, "hours": 72}
    row = {"kind": "parked_carts", "key": "default", "valid_from": "2026-11-22", "value": rule}
    change = a_change("rule", "parked_carts/default/2026-11-22", row)
    tell(till, ORG_STREAM, [change], first=len(sample_rules()) + 1)
    session, _ = an_open_shift(till)
    for _ in range(2):
        a_cart(till, session, "tape")
        park(till, session)
    a_cart(till, session, "tape")

    with pytest.raises(RuleBroken, match="This till may have 2"):
        park(till, session)
    assert not current_cart(till, session).cart.is_empty


def test_an_order_stays_in_the_list_for_longer_where_central_is_not_heard(till: Till) -> None:
    session, _ = an_open_shift(till)
    for reason in ("forgot_money", "to_confirm"):
        cart = a_cart(till, session, "tape")
        asked = ParkCart(cart_id=cart.cart_id, cart_version=cart.version, name="Ms Ali 6121234")
        park_cart(till, session, replace(asked, reason=reason))
    clock_of(till).go_on(timedelta(hours=73))
    (entry,) = list_parked(till)

    assert (entry.reason, entry.name) == ("to_confirm", "Ms Ali 6121234")
    assert said(till, "cart_parked")[1]["reason"] == "to_confirm"
    clock_of(till).go_on(timedelta(hours=720))
    assert list_parked(till) == ()


def test_the_longest_name_in_another_script_fits_the_operation(till: Till) -> None:
    StoreFeed(till).tell(an_item("long", "\N{TIBETAN SYLLABLE OM}" * 400, 100))
    session, _ = an_open_shift(till)
    a_cart(till, session, "long")
    edition = park(till, session).edition_id
    (body,) = said(till, "cart_parked")

    assert isinstance(body["lines"], list)
    assert len(body["lines"][0]["name"].encode()) <= 120
    name = recall_cart(till, session, edition).cart.lines[0].name
    assert len(name) == 400  # the till's own copy is whole


def test_what_is_long_over_is_forgotten_at_the_till(till: Till) -> None:
    session, _ = an_open_shift(till)
    a_cart(till, session, "tape")
    first = park(till, session).edition_id
    clock_of(till).go_on(KEPT + timedelta(days=1))
    a_cart(till, session, "tape")
    second = park(till, session)

    assert second.number == 2
    with till.db.reading() as uow:
        assert uow.shared_carts.find_cart_with(first) is None
        assert uow.shared_carts.find_cart_with(second.edition_id) is not None


def test_an_own_cart_that_central_never_told_of_leaves_the_list_when_it_is_too_old(
    till: Till,
) -> None:
    session, _ = an_open_shift(till)
    a_cart(till, session, "tape")
    edition = park(till, session).edition_id
    clock_of(till).go_on(timedelta(hours=73))

    assert list_parked(till) == ()
    clock_of(till).go_on(-timedelta(hours=2))
    assert [each.edition_id for each in list_parked(till)] == [edition]


# ------------------------------------------------------------------ a shipment stays here


def test_a_sale_with_a_shipment_is_parked_at_this_till_alone_and_comes_back_whole(
    till: Till,
) -> None:
    session, _ = an_open_shift(till)
    a_cart(till, session, "tape")
    book_shipment(till, session, a_shipment())
    before = current_cart(till, session).cart
    parked = park(till, session)

    assert parked.is_local
    assert said(till, "cart_parked") == []
    (entry,) = list_parked(till)
    assert (entry.is_local, entry.total) == (True, before.lines[0].gross + before.lines[1].gross)

    recalled = recall_cart(till, session, parked.edition_id)
    assert (recalled.cart.cart_id, recalled.cart.lines) == (before.cart_id, before.lines)
    assert said(till, "cart_recalled") == []
    assert pay(till, session, current_cart(till, session).cart).waybills
    assert complaints(till.db) == []


def test_dropping_a_parked_shipment_takes_its_persons_from_the_disk(till: Till) -> None:
    session, _ = an_open_shift(till)
    draft = a_shipment()
    book_shipment(till, session, draft)
    edition = park(till, session).edition_id
    drop_parked(till, session, edition)

    assert list_parked(till) == ()
    with till.db.reading() as uow:
        assert uow.shipments.find_draft(draft.shipment_id) is None
    assert audited(till, "parked_dropped")[0]["lines"] == 1


# ------------------------------------------------------------------ bringing back


def test_what_nobody_parked_cannot_be_brought_back(till: Till) -> None:
    session, _ = an_open_shift(till)

    with pytest.raises(Conflict, match="taken or dropped"):
        recall_cart(till, session, "nothing")


def test_a_recalled_sale_that_was_emptied_is_dropped_when_another_is_recalled(till: Till) -> None:
    session, _ = an_open_shift(till)
    editions = []
    for _ in range(2):
        a_cart(till, session, "tape")
        editions.append(park(till, session).edition_id)
    emptied = recall_cart(till, session, editions[0]).cart
    with till.db.unit_of_work(durable=False) as uow:
        uow.carts.save(replace(emptied, version=emptied.version + 1, lines=()))
        uow.commit()
    recalled = recall_cart(till, session, editions[1])

    assert recalled.parked is None
    (dropped,) = said(till, "cart_dropped")
    assert (dropped["edition"], dropped["why"]) == (emptied.cart_id, "empty")
    assert list_parked(till) == ()


def test_a_sale_parked_again_names_what_it_came_from(till: Till) -> None:
    session, _ = an_open_shift(till)
    a_cart(till, session, "tape")
    first = park(till, session).edition_id
    cart = recall_cart(till, session, first).cart
    second = park(till, session).edition_id
    bodies = said(till, "cart_parked")

    assert [body["version"] for body in bodies] == [1, 3]
    assert bodies[1]["came_from"] == [first]
    assert bodies[1]["root"] == bodies[0]["root"] == bodies[0]["cart_id"]
    assert bodies[1]["cart_id"] == cart.cart_id
    with pytest.raises(Conflict, match="It was parked again at this till"):
        recall_cart(till, session, first)
    assert [each.edition_id for each in list_parked(till)] == [second]


def test_who_took_a_sale_at_this_till_is_said(till: Till) -> None:
    session, _ = an_open_shift(till)
    a_cart(till, session, "tape")
    edition = park(till, session).edition_id
    recall_cart(till, session, edition)

    with pytest.raises(Conflict, match="It was taken or dropped"):
        recall_cart(till, session, edition)


# ------------------------------------------------------------------ what central tells


def test_a_sale_of_another_till_is_listed_recalled_and_paid_here(till: Till) -> None:
    session, _ = an_open_shift(till)
    StoreFeed(till).tell(told("edition-x", reason="asks_somebody"))
    (entry,) = list_parked(till)
    assert (entry.till_label, entry.number, entry.reason) == ("GY07", 4, "asks_somebody")

    cart = recall_cart(till, session, "edition-x").cart
    assert cart.lines[0].price_id == "price-tape"
    assert list_parked(till) == ()
    pay(till, session, cart)
    (body,) = said(till, "cart_recalled")
    assert (body["root"], body["version"]) == ("root-x", 2)


def test_an_edition_of_this_till_that_only_central_remembers_is_its_own(till: Till) -> None:
    StoreFeed(till).tell(told("edition-x", till=LABEL))

    assert [each.till_label for each in list_parked(till)] == [""]


@pytest.mark.parametrize("state", ["gone_on", "dropped", "paid"])
def test_what_is_over_elsewhere_is_not_listed(till: Till, state: str) -> None:
    session, _ = an_open_shift(till)
    feed = StoreFeed(till)
    feed.tell(told("edition-x"), told("edition-x", state=state, receipt="GY07A-000001"))

    assert list_parked(till) == ()
    with pytest.raises(Conflict, match="Look at the list"):
        recall_cart(till, session, "edition-x")


def test_what_expired_is_not_listed_but_comes_back_to_who_asks_for_it(till: Till) -> None:
    session, _ = an_open_shift(till)
    StoreFeed(till).tell(told("edition-x", state="expired"))

    assert list_parked(till) == ()
    assert recall_cart(till, session, "edition-x").cart.lines


def test_two_versions_are_marked_in_the_list(till: Till) -> None:
    StoreFeed(till).tell(told("edition-x"), told("edition-y"))

    assert [each.is_disputed for each in list_parked(till)] == [True, True]
