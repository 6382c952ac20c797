"""Special quotes by real tills, a real central and a line that fails (sync rules 15b)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.use_cases.answer_quote import AnswerQuote, answer_quote
from app.use_cases.approve import Approval
from app.use_cases.special_quotes import (
    AskForQuote,
    SpecialRow,
    ask_for_quote,
    book_with_quote,
    list_special_quotes,
)
from central.quotes.tables import special_quote, special_quote_answer
from central.rules.loading import load_rules
from domain.errors import RuleBroken
from domain.money import Money
from domain.staff import Permission
from storage.outbox import Outbox
from sync.protocol.approval_bodies import SignedAlone
from sync.protocol.bodies import QuoteLineBody, ShipmentBooked
from sync.protocol.changes import RuleChanged
from sync.protocol.operation import NewOperation
from sync.protocol.quote_bodies import QuoteAnswered, QuoteRequested, SpecialBody
from tests.helpers.builders import gyd
from tests.helpers.ledger_checks import complaints
from tests.helpers.shipment_builders import a_piece, a_shipment
from tests.sync.asking import append, bodies, pass_time, staff
from tests.sync.clerks import Clerk, settle
from tests.sync.faulty_transport import Fault
from tests.sync.world import World

PRICE = gyd(48_500)
HEAVY = a_shipment(pieces=(a_piece("Generator", weight_lb=212), a_piece()))
LINE = [Fault.DROP_ANSWER, Fault.DUPLICATE]


@pytest.fixture
def ann(world_of_two: World) -> Clerk:
    return Clerk(world_of_two, "till-a")


@pytest.fixture
def ben(world_of_two: World) -> Clerk:
    return Clerk(world_of_two, "till-b")


def ask(clerk: Clerk, name: str = "quote-1") -> None:
    draft = replace(HEAVY, shipment_id=f"shipment-{name}")
    ask_for_quote(clerk.sync.till, clerk.session, AskForQuote(quote_id=name, draft=draft))


def answer(
    clerk: Clerk, amount: Money | None = PRICE, *, by: str = "", name: str = "quote-1"
) -> None:
    yes = Approval(approved_by=by or staff(clerk), permission=Permission.APPROVE)
    said = AnswerQuote(quote_id=name, price=amount, hours=24, reason="Two lift it.", approval=yes)
    answer_quote(clerk.sync.till, clerk.session, said)


def book(clerk: Clerk, name: str = "quote-1") -> str:
    book_with_quote(clerk.sync.till, clerk.session, name)
    return clerk.pay()


def rows(clerk: Clerk) -> list[SpecialRow]:
    return list(list_special_quotes(clerk.sync.till))


def at_central(world: World) -> dict[str, tuple[object, object]]:
    return {
        str(row["quote_id"]): (row["state"], row["price_minor"])
        for row in world.office.rows(special_quote)
    }


def doubts(world: World) -> list[str]:
    return [str(case["message"]) for case in world.cases("quote_doubt")]


# ------------------------------------------------------------------ the plain way


@pytest.mark.parametrize("fault", [Fault.NONE, *LINE])
def test_what_one_till_asks_another_prices_and_the_first_books_it_once(
    world: World, ann: Clerk, ben: Clerk, fault: Fault
) -> None:
    ann.sync.transport.faults = [fault, Fault.NONE, fault]
    ask(ann)
    settle(ann, ben)
    (row,) = rows(ben)
    assert (row.special.state, row.special.till_label, row.is_mine) == ("asked", "GY01", False)
    assert (row.sender, row.asked_by_name) == ("", "Shanelle Rodrigues")
    with pytest.raises(RuleBroken):
        book(ben)
    ben.sync.transport.faults = [fault, Fault.NONE, fault]
    answer(ben)
    settle(ben, ann)

    (mine,) = rows(ann)
    assert (mine.special.state, mine.is_mine, mine.is_ended) == ("priced", True, False)
    book(ann)
    settle(ann, ben)
    assert at_central(world) == {"quote-1": ("used", PRICE.amount_minor)}
    assert rows(ann) == rows(ben) == []
    assert doubts(world) == []
    assert world.cases("quarantine") == []
    assert world.takings_minor() == PRICE.amount_minor
    assert complaints(ann.sync.till.db) == complaints(ben.sync.till.db) == []


def test_asked_priced_in_place_and_paid_without_a_line_it_is_all_believed_later(
    world: World, ann: Clerk, ben: Clerk
) -> None:
    ann.go_offline()
    ask(ann)
    answer(ann)
    book(ann)
    ann.go_online()
    settle(ann, ben)

    assert at_central(world) == {"quote-1": ("used", PRICE.amount_minor)}
    assert doubts(world) == []
    assert world.cases("quarantine") == []
    assert rows(ben) == []


def test_nothing_that_somebody_typed_reaches_another_till_or_the_feed(
    world: World, ann: Clerk, ben: Clerk
) -> None:
    ask(ann)
    settle(ann, ben)

    (body,) = bodies(ann, "quote_requested")
    said = repr(body) + repr(world.office.rows(special_quote)) + repr(rows(ben))
    for word in ("Aubrey", "Generator", "mosque", "Lilawattie"):
        assert word not in said


def test_of_two_answers_unheard_both_stand_and_the_till_books_with_its_own(
    world: World, ann: Clerk, ben: Clerk
) -> None:
    ask(ann)
    settle(ann, ben)
    ann.go_offline()
    answer(ann)
    answer(ben, gyd(50_000))
    settle(ben)
    book(ann)
    ann.go_online()
    settle(ann, ben)

    assert at_central(world) == {"quote-1": ("used", PRICE.amount_minor)}
    assert len(world.office.rows(special_quote_answer)) == 2
    assert doubts(world) == []
    assert complaints(ann.sync.till.db) == []


def test_a_declined_one_is_told_with_its_reason(world: World, ann: Clerk, ben: Clerk) -> None:
    ask(ann)
    settle(ann, ben)
    answer(ben, None)
    settle(ben, ann)

    (row,) = rows(ann)
    assert row.special.answer is not None
    assert (row.special.state, row.special.answer.reason) == ("declined", "Two lift it.")
    assert at_central(world) == {"quote-1": ("declined", None)}


def test_what_is_over_long_ago_is_forgotten_at_every_till(
    world: World, ann: Clerk, ben: Clerk
) -> None:
    ask(ann)
    settle(ann, ben)
    answer(ben, None)
    settle(ben, ann)
    pass_time(world, ann, ben, minutes=15 * 24 * 60)
    ask(ann, "quote-2")
    settle(ann, ben)

    assert [row.special.quote_id for row in rows(ann)] == ["quote-2"]
    assert [row.special.quote_id for row in rows(ben)] == ["quote-2"]
    with ann.sync.till.db.reading() as uow:
        assert uow.shipments.find_draft("quote-1") is None


# ------------------------------------------------------------------ what central does not believe


@pytest.mark.parametrize("who", ["cashier", "nobody", "asker"])
def test_an_answer_of_who_may_not_give_it_is_a_case_and_books_nothing_undoubted(
    world: World, ann: Clerk, who: str
) -> None:
    ask(ann)
    by = {"cashier": staff(ann, "cashier"), "nobody": "staff-gone", "asker": ann.session.staff_id}
    append(ann, an_answer(ann, approved_by=by[who]))
    settle(ann)

    assert len(world.cases("quote_refused")) == 1
    assert at_central(world) == {"quote-1": ("asked", None)}


@pytest.mark.parametrize("waives", [True, False])
def test_who_asked_prices_it_alone_only_where_the_store_waives_a_second_person(
    world: World, ann: Clerk, waives: bool
) -> None:
    if waives:
        rule = RuleChanged(
            kind="second_person",
            key="default",
            valid_from=date(2026, 1, 1),
            value={"policy": "waive_with_review"},
        )
        load_rules(world.office.central, world.store.organisation_id, [rule])
    boss = staff(ann)
    ann.session = replace(ann.session, staff_id=boss)
    ask(ann)
    append(ann, SignedAlone(permission="approve", reason="A price"), an_answer(ann))
    settle(ann)

    assert len(world.cases("quote_refused")) == (0 if waives else 1)
    assert at_central(world)["quote-1"][0] == ("priced" if waives else "asked")


def test_news_of_a_state_that_this_till_does_not_know_change_nothing(
    ann: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(ann)
    monkeypatch.setattr("storage.special_quote_intake.STATES", frozenset({"priced"}))
    settle(ann)

    assert [row.special.state for row in rows(ann)] == ["asked"]


def test_what_does_not_fit_is_quarantined(world: World, ann: Clerk) -> None:
    ask(ann)
    (said,) = bodies(ann, "quote_requested")
    request = QuoteRequested.model_validate(said)
    append(
        ann,
        request,
        request.model_copy(update={"quote_id": "quote-2", "gross_milli_lb": 1}),
        request.model_copy(update={"quote_id": "quote-\x003"}),
        an_answer(ann, quote_id="quote-\x009"),
        an_answer(ann, currency="USD"),
        an_answer(ann, price_minor=None),
        an_answer(ann, decision="decline"),
    )
    settle(ann)

    assert len(world.cases("quarantine")) == 7
    assert at_central(world) == {"quote-1": ("asked", None)}


def an_answer(clerk: Clerk, **more: object) -> QuoteAnswered:
    now = clerk.sync.till.clock.now()
    body = QuoteAnswered(
        quote_id="quote-1",
        decision="price",
        currency="GYD",
        price_minor=PRICE.amount_minor,
        valid_until=now + timedelta(hours=24),
        reason="",
        approved_by=staff(clerk),
    )
    return body.model_copy(update=more)


CHANGED: dict[str, tuple[dict[str, object], str]] = {
    "price": ({"quote_total_minor": 100}, "gave this price"),
    "end": ({"ends": timedelta(hours=1)}, "gave this price"),
    "signer": ({"approved_by": "staff-gone"}, "gave this price"),
    "quote": ({"quote_id": "quote-9"}, "No such special quote"),
    "goods": ({"destination_region": 3}, "not the shipment that was quoted"),
    "value": ({"declared_minor": 1}, "not the shipment that was quoted"),
    "sale": ({"quote_total_minor": 101}, "charged another price"),
    "late": ({"late": True}, "had ended"),
}


def test_every_planted_difference_of_a_booking_is_one_doubt_and_nothing_else_is(
    world: World, ann: Clerk, told_instead: list[dict[str, object]]
) -> None:
    for number, key in enumerate(("", *CHANGED)):
        name, before = f"quote-{number}", set(doubts(world))
        ask(ann, name)
        answer(ann, name=name)
        told_instead[:] = [CHANGED[key][0]] if key else []
        book(ann, name)
        told_instead.clear()
        settle(ann)
        found = set(doubts(world)) - before
        assert [CHANGED[key][1] in each for each in found] == ([True] if key else []), key

    assert world.cases("quarantine") == []


def test_the_second_use_of_one_quote_is_a_doubt_and_its_money_counts(
    world: World, ann: Clerk, told_instead: list[dict[str, object]]
) -> None:
    for name in ("quote-1", "quote-2"):
        ask(ann, name)
        answer(ann, name=name)
    book(ann, "quote-1")
    told_instead[:] = [{"quote_id": "quote-1"}]
    book(ann, "quote-2")
    settle(ann)

    [doubt] = doubts(world)
    assert "It was used for another booking already." in doubt
    assert world.takings_minor() == 2 * PRICE.amount_minor
    assert at_central(world)["quote-2"] == ("priced", PRICE.amount_minor)


@pytest.fixture
def told_instead(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, object]]:
    """What the till tells central instead of what it booked."""
    changes: list[dict[str, object]] = []
    real = Outbox.append

    def told(self: Outbox, signer: object, new: NewOperation) -> object:
        if isinstance(new.body, ShipmentBooked):
            for change in changes:
                new = _changed(new, change)
        return real(self, signer, new)  # type: ignore[arg-type]  # passed on untouched

    monkeypatch.setattr(Outbox, "append", told)
    return changes


def _changed(new: NewOperation, change: dict[str, object]) -> NewOperation:
    body = new.body
    assert isinstance(body, ShipmentBooked)
    assert body.special is not None
    if "late" in change:
        return replace(new, at=new.at + timedelta(hours=25))
    plain = dict(change)
    ends = plain.pop("ends", None)
    if isinstance(ends, timedelta):
        plain["quote_valid_until"] = body.quote_valid_until + ends
    minor = plain.get("quote_total_minor")
    if isinstance(minor, int):
        plain["quote_lines"] = (QuoteLineBody(label="Special quote", amount_minor=minor),)
    of_quote = {name: plain.pop(name) for name in ("quote_id", "approved_by") if name in plain}
    if of_quote:
        plain["special"] = SpecialBody.model_validate({**body.special.model_dump(), **of_quote})
    return replace(new, body=body.model_copy(update=plain))


def test_a_booking_with_the_quote_of_another_till_is_a_doubt(
    world: World, ann: Clerk, ben: Clerk, told_instead: list[dict[str, object]]
) -> None:
    ask(ann)
    answer(ann)
    settle(ann)
    ask(ben, "quote-2")
    answer(ben, name="quote-2")
    told_instead[:] = [{"quote_id": "quote-1"}]
    book(ben, "quote-2")
    settle(ben)

    [doubt] = doubts(world)
    assert "Another till asked for it." in doubt
