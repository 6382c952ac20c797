"""Staleness limits of a card's own price: the policy's `rate_age` is asked when it is quoted."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from central.operations import rate_ages
from central.operations.rate_ages import RATE_AGED
from central.payments import quoting
from central.payments.provider_tables import card_quote
from central.rules.loading import publish_rule
from central.staff.members import NewMember, add_staff
from central.tables import case_file, sale
from sync.protocol.bodies import TenderBody
from sync.protocol.changes import RuleChanged
from tests.central.cardroom import DUE_MINOR, CardRoom
from tests.central.paper_till import sale_body

LIMIT_MIN = 600
SUPERVISOR, CASHIER = "staff-ra", "staff-sr"
YES = {"approved_by": SUPERVISOR, "rules": ("rate_age",)}
Told = dict[str, object]


@pytest.fixture
def room(card_desk: CardRoom) -> CardRoom:
    member = NewMember(name="Somebody", role="supervisor", staff_id=SUPERVISOR)
    add_staff(card_desk.office.central, card_desk.shop.organisation_id, member)
    return card_desk


def publish(room: CardRoom, kind: str, key: str, value: Told) -> None:
    row = RuleChanged(kind=kind, key=key, valid_from=date(2026, 2, 1), value=value)
    with room.office.central.database.writing(room.office.clock.now()) as writing:
        publish_rule(writing, room.shop.organisation_id, row)


def limit(room: CardRoom, action: str = "supervisor", tender: str = "") -> None:
    """The policy's rule about rates, in place of the sample's."""
    value: Told = {
        "measure": "rate_age",
        "tender": tender,
        "window_minutes": 0,
        "threshold": LIMIT_MIN,
        "action": action,
        "cashier": "Ask.",
        "supervisor": "The rate is older than ten hours.",
    }
    publish(room, "risk_rule", "rate_age", value)


def rate_of(room: CardRoom, minutes: int) -> None:
    """The rate in force was said so many minutes ago."""
    at = room.office.clock.now() - timedelta(minutes=minutes)
    value: Told = {"base": "USD", "quote": "GYD", "micro": 209_000_000, "source": "x"}
    publish(room, "fx_rate", "USD/GYD", value | {"at": at.isoformat(), "fresh_h": 72})


def ask(room: CardRoom, **told: Any) -> None:  # noqa: ANN401  fields of a body
    room.ask(**told)
    room.run()


def sell(room: CardRoom, **told: object) -> None:
    """Sell what the card paid for."""
    tender = TenderBody(
        kind="card_qr",
        currency="GYD",
        amount_minor=DUE_MINOR,
        received_minor=DUE_MINOR,
        change_minor=0,
        payment_id="pay-1",
    )
    body = sale_body(room.till.next_receipt(), DUE_MINOR)
    told = {"tenders": (tender,), "cart_id": "cart-pay-1", **told}
    at = room.office.clock.now()
    room.till.write(body.model_copy(update=told), kind="sale_completed", at=at)
    room.till.push()


def messages(room: CardRoom) -> list[str]:
    rows = room.office.rows(case_file)
    return [str(row["message"]) for row in rows if row["kind"] == RATE_AGED]


@pytest.mark.both_databases
@pytest.mark.parametrize("action", ["supervisor", "refuse"])
@pytest.mark.parametrize(("minutes", "state"), [(LIMIT_MIN, "pending"), (601, "cancelled")])
def test_a_rate_older_than_the_policy_takes_prices_no_card_on_both_sides_of_its_threshold(
    room: CardRoom, action: str, minutes: int, state: str
) -> None:
    limit(room, action)
    rate_of(room, minutes)
    ask(room)

    assert room.state() == state
    if state == "cancelled":
        assert "10 hours old, older than the rules take for a card" in room.row().message
        assert (room.office.rows(card_quote), room.double.sessions) == ([], {})


@pytest.mark.parametrize(("action", "tender"), [("accept", ""), ("refuse", "cash")])
def test_a_rule_that_asks_nothing_of_cards_stops_none(
    room: CardRoom, action: str, tender: str
) -> None:
    limit(room, action, tender)
    rate_of(room, 601)
    ask(room)

    assert room.state() == "pending"


@pytest.mark.parametrize(
    ("action", "signed", "state"),
    [
        ("supervisor", YES, "pending"),
        ("refuse", YES, "cancelled"),
        ("supervisor", {"approved_by": SUPERVISOR, "rules": ("card_code_amount",)}, "cancelled"),
        ("supervisor", {"rules": ("rate_age",)}, "cancelled"),
    ],
)
def test_a_yes_to_the_age_of_the_bills_rates_counts_for_the_cards_own(
    room: CardRoom, action: str, signed: Told, state: str
) -> None:
    limit(room, action)
    rate_of(room, 601)
    ask(room, **signed)

    assert room.state() == state


@pytest.mark.parametrize(("minutes", "cases"), [(LIMIT_MIN, 0), (601, 1)])
@pytest.mark.parametrize("signed", [False, True])
def test_a_card_that_was_priced_before_the_rule_was_known_is_a_case_with_its_sale(
    room: CardRoom,
    minutes: int,
    cases: int,
    signed: bool,  # a column of the table
) -> None:
    rate_of(room, minutes)
    ask(room)
    limit(room)
    room.office.clock.forward(timedelta(hours=5))  # its age is that of its pricing
    sell(room, tenders_approved_by=SUPERVISOR if signed else None)

    said = messages(room)
    assert len(said) == (0 if signed else cases)
    assert len(room.office.rows(sale)) == 1, "nothing is refused"
    assert all("nobody signed for it. The rate is older than ten hours" in each for each in said)


@pytest.mark.parametrize(("signer", "cases"), [(SUPERVISOR, 0), (CASHIER, 1), ("nobody", 1)])
def test_who_signed_for_an_old_rate_with_the_wish_is_looked_at_with_the_sale(
    room: CardRoom, signer: str, cases: int
) -> None:
    limit(room)
    rate_of(room, 601)
    ask(room, **(YES | {"approved_by": signer}))
    sell(room)

    assert room.state() == "pending"
    assert len(messages(room)) == cases


def test_a_card_in_the_sales_own_money_has_no_rate_to_be_old(room: CardRoom) -> None:
    limit(room, "refuse")
    rate_of(room, 601)
    ask(room, currency="USD", amount_minor=DUE_MINOR)
    sell(room)

    assert room.state() == "pending"
    assert messages(room) == []


@pytest.mark.parametrize(
    ("patch", "state", "cases"),
    [
        ((quoting, "_require_young", lambda *_given: None), "pending", 1),
        ((rate_ages, "_ages", lambda *_given: ()), "cancelled", 0),
    ],
    ids=["the price is not asked about", "the sale is not asked about"],
)
def test_planted_bug_each_end_looks_at_the_price_by_itself(
    room: CardRoom,
    monkeypatch: pytest.MonkeyPatch,
    patch: tuple[object, str, object],
    state: str,
    cases: int,
) -> None:
    limit(room)
    rate_of(room, 601)
    monkeypatch.setattr(*patch)
    ask(room)
    sell(room)

    assert room.state() == state
    assert len(messages(room)) == cases
