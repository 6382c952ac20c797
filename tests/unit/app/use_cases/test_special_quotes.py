from dataclasses import replace
from datetime import timedelta

import pytest

from app.use_cases.answer_quote import AnswerQuote, answer_quote, longest_hours
from app.use_cases.approve import Approval
from app.use_cases.book_shipment import book_shipment
from app.use_cases.current_cart import current_cart
from app.use_cases.remove_line import remove_line
from app.use_cases.special_quotes import (
    AskForQuote,
    SpecialRow,
    ask_for_quote,
    book_with_quote,
    list_special_quotes,
)
from app.use_cases.till import Session, Till
from domain.cart import Cart
from domain.errors import BadInput, NotAllowed, NotFound, RuleBroken
from domain.money import Money
from domain.shipment import Length, OverLimit, ShipmentDraft
from domain.special_quote import SpecialQuote
from domain.staff import Permission
from sync.protocol.quote_bodies import QuoteAnswered, QuoteRequested
from tests.helpers.builders import (
    CASHIER,
    ORG_STREAM,
    OTHER_CASHIER,
    SUPERVISOR,
    a_change,
    a_session,
    an_open_shift,
    clock_of,
    gyd,
    pay,
    tell,
)
from tests.helpers.ledger_checks import complaints, read_ledger
from tests.helpers.shipment_builders import a_piece, a_shipment
from tests.unit.app.use_cases.test_signing_alone import waive

PRICE = gyd(48_500)
HEAVY = a_shipment(pieces=(a_piece("Generator", weight_lb=212), a_piece()))


def ask(till: Till, session: Session, draft: ShipmentDraft = HEAVY, name: str = "quote-1") -> str:
    return ask_for_quote(till, session, AskForQuote(quote_id=name, draft=draft)).quote_id


def price(
    till: Till,
    session: Session,
    amount: Money | None = PRICE,
    *,
    hours: int = 24,
    by: str = SUPERVISOR.staff_id,
    name: str = "quote-1",
) -> SpecialQuote:
    yes = Approval(approved_by=by, permission=Permission.APPROVE)
    said = AnswerQuote(
        quote_id=name, price=amount, hours=hours, reason="Two men lift it.", approval=yes
    )
    return answer_quote(till, session, said)


def booked(till: Till, session: Session) -> Cart:
    return book_with_quote(till, session, "quote-1")


def only_row(till: Till) -> SpecialRow:
    [row] = list_special_quotes(till)
    return row


def told(till: Till) -> list[str]:
    return [facts.kind for facts in read_ledger(till.db).said()]


# ------------------------------------------------------------------ the plain way


def test_what_is_over_a_limit_is_asked_priced_in_place_and_booked_at_that_price(
    till: Till,
) -> None:
    session, _ = an_open_shift(till)

    ask(till, session)
    waiting = only_row(till)
    price(till, session)
    answered = only_row(till)
    completed = pay(till, session, booked(till, session))

    assert (waiting.special.state, waiting.sender, waiting.is_mine) == (
        "asked",
        "Aubrey Fraser",
        True,
    )
    assert waiting.special.why == ("piece_weight",)
    assert (answered.special.state, answered.is_ended) == ("priced", False)
    assert completed.sale.total == PRICE
    [(_, _, body)] = list(read_ledger(till.db).shipments())
    assert body.special is not None
    assert (body.special.quote_id, body.special.approved_by) == ("quote-1", SUPERVISOR.staff_id)
    assert (body.quote_total_minor, body.sheet_name) == (PRICE.amount_minor, "special_quote")
    assert told(till)[-4:] == [
        "quote_requested",
        "quote_answered",
        "sale_completed",
        "shipment_booked",
    ]
    assert list_special_quotes(till) == ()
    assert complaints(till.db) == []


def test_asked_twice_and_answered_twice_is_once(till: Till) -> None:
    session, _ = an_open_shift(till)

    ask(till, session)
    ask(till, session)
    first = price(till, session)
    second = price(till, session)

    assert first == second
    assert told(till).count("quote_requested") == told(till).count("quote_answered") == 1


def test_the_facts_of_a_request_hold_measures_and_ids_and_no_words_of_people(till: Till) -> None:
    session, _ = an_open_shift(till)

    ask(till, session)
    price(till, session)

    [(operation, facts)] = read_ledger(till.db).facts("quote_requested")
    body = QuoteRequested.model_validate(facts.body)
    assert (body.consignor_id, body.destination_region) == ("person-aubrey", 9)
    assert (body.gross_milli_lb, body.why) == (297_000, ("piece_weight",))
    assert operation.personal == ()
    for word in (b"Aubrey", b"Lilawattie", b"Generator", b"mosque"):
        assert word not in operation.facts
    [(_, answer)] = read_ledger(till.db).facts("quote_answered")
    said = QuoteAnswered.model_validate(answer.body)
    assert (said.decision, said.price_minor, said.currency) == ("price", 4_850_000, "GYD")
    assert (said.approved_by, said.reason) == (SUPERVISOR.staff_id, "Two men lift it.")
    assert said.valid_until == answer.at + timedelta(hours=24)


def test_what_the_sheet_prices_needs_no_special_quote(till: Till) -> None:
    session, _ = an_open_shift(till)

    with pytest.raises(RuleBroken) as refused:
        ask(till, session, a_shipment())

    assert refused.value.code == "has_price"
    assert list_special_quotes(till) == ()


def test_goods_without_a_rate_sheet_are_asked_for_and_taxed_like_freight(till: Till) -> None:
    session, _ = an_open_shift(till)
    row = {"kind": "rate_sheet", "key": "default", "valid_from": "2026-01-01", "value": {}}
    tell(till, ORG_STREAM, [a_change("rule", "rate_sheet/default/x", row)], first=900)

    ask(till, session, replace(a_shipment(), declared_value=None))
    price(till, session)
    completed = pay(till, session, booked(till, session))

    assert completed.sale.total == PRICE
    [(_, facts)] = read_ledger(till.db).facts("quote_requested")
    assert QuoteRequested.model_validate(facts.body).why == ("no_rate",)


def test_a_declared_value_in_other_money_is_asked_for_by_nobody(till: Till) -> None:
    session, _ = an_open_shift(till)
    foreign = replace(HEAVY, declared_value=Money(50_000, "USD"))

    with pytest.raises(BadInput, match="this till's money is GYD"):
        ask(till, session, foreign)
    with pytest.raises(BadInput):
        ask(till, session, replace(foreign, pieces=(a_piece(),)))


# ------------------------------------------------------------------ who may, and what


def test_nobody_prices_what_they_asked_and_a_cashier_prices_nothing(till: Till) -> None:
    session, _ = an_open_shift(till)
    ask(till, session)

    for staff_id in (session.staff_id, OTHER_CASHIER.staff_id, "staff-gone"):
        with pytest.raises(NotAllowed):
            price(till, session, by=staff_id)

    assert only_row(till).special.state == "asked"


def test_where_a_second_person_is_waived_only_who_sets_prices_answers_alone(till: Till) -> None:
    session, _ = an_open_shift(till)
    waive(till)
    ask(till, session)
    with pytest.raises(NotAllowed):
        price(till, session, by=CASHIER.staff_id)
    boss = a_session(till, SUPERVISOR)
    ask(till, boss, name="quote-2")

    alone = price(till, boss, name="quote-2")

    assert alone.state == "priced"
    assert complaints(till.db) == []


@pytest.mark.parametrize("amount", [gyd(0), gyd(-5), Money(48_500, "USD")])
def test_a_price_is_above_zero_and_in_the_money_of_the_till(till: Till, amount: Money) -> None:
    session, _ = an_open_shift(till)
    ask(till, session)

    with pytest.raises(BadInput, match="above zero, in GYD"):
        price(till, session, amount)


@pytest.mark.parametrize("hours", [0, 169])
def test_a_price_holds_for_no_longer_than_the_rule_says(till: Till, hours: int) -> None:
    session, _ = an_open_shift(till)
    ask(till, session)
    assert longest_hours(till) == (24, 168)

    with pytest.raises(BadInput, match="1 to 168 hours"):
        price(till, session, hours=hours)


def test_a_rule_without_a_word_of_special_quotes_lets_them_hold_as_long_as_any(
    till: Till,
) -> None:
    session, _ = an_open_shift(till)
    row = {
        "kind": "quote_validity",
        "key": "default",
        "valid_from": "2026-01-01",
        "value": {"hours": 30},
    }
    tell(till, ORG_STREAM, [a_change("rule", "quote_validity/default/x", row)], first=900)
    ask(till, session)

    with pytest.raises(BadInput, match="1 to 30 hours"):
        price(till, session, hours=31)


def test_a_declined_one_is_booked_by_nobody_and_answered_no_more(till: Till) -> None:
    session, _ = an_open_shift(till)
    ask(till, session)

    declined = price(till, session, None)
    with pytest.raises(RuleBroken) as refused:
        booked(till, session)
    with pytest.raises(RuleBroken) as late:
        price(till, session)

    assert (declined.state, refused.value.code) == ("declined", "no_special_price")
    assert late.value.code == "too_late"


# ------------------------------------------------------------------ at the sale


def test_without_a_quote_what_is_over_a_limit_still_stays_out_of_the_sale(till: Till) -> None:
    session, _ = an_open_shift(till)
    ask(till, session)

    with pytest.raises(OverLimit):
        book_shipment(till, session, HEAVY)
    with pytest.raises(RuleBroken) as unpriced:
        booked(till, session)
    with pytest.raises(NotFound):
        book_with_quote(till, session, "quote-9")

    assert unpriced.value.code == "no_special_price"


def test_taken_twice_it_is_one_line_and_taken_out_it_can_be_taken_again(till: Till) -> None:
    session, _ = an_open_shift(till)
    ask(till, session)
    price(till, session)

    booked(till, session)
    cart = booked(till, session)
    assert len(cart.lines) == 1
    remove_line(till, session, 1, cart.version, SUPERVISOR.staff_id)
    again = booked(till, session)
    pay(till, session, again)

    assert again.gross == PRICE
    with pytest.raises(NotFound):
        book_with_quote(till, session, "quote-9")
    with pytest.raises(RuleBroken) as used:
        booked(till, session)
    assert used.value.code in {"no_special_price", "asked_elsewhere"}
    assert complaints(till.db) == []


def test_a_price_that_has_ended_is_paid_by_nobody(till: Till) -> None:
    session, _ = an_open_shift(till)
    ask(till, session)
    price(till, session, hours=2)
    cart = booked(till, session)

    clock_of(till).go_on(timedelta(hours=2, seconds=1))
    with pytest.raises(RuleBroken) as ended:
        pay(till, session, cart)

    assert ended.value.code == "special_ended"
    assert current_cart(till, session).cart.gross == PRICE
    assert only_row(till).is_ended
    with pytest.raises(RuleBroken):
        booked(till, session)
    assert "sale_completed" not in told(till)


def test_a_clock_set_far_back_makes_no_price_last_longer(till: Till) -> None:
    session, _ = an_open_shift(till)
    ask(till, session)
    price(till, session, hours=168)
    cart = booked(till, session)

    clock_of(till).go_on(-timedelta(hours=169))
    with pytest.raises(RuleBroken) as ended:
        pay(till, session, cart)

    assert ended.value.code == "special_ended"


def test_sides_in_mixed_units_are_what_was_quoted(till: Till) -> None:
    session, _ = an_open_shift(till)
    mixed = replace(a_piece(weight_lb=250), length=Length(61_000, "cm"))
    ask(till, session, a_shipment(pieces=(mixed,)))
    price(till, session)

    completed = pay(till, session, booked(till, session))

    assert completed.sale.total == PRICE
    assert complaints(till.db) == []


def test_a_discount_may_come_off_a_special_price_as_off_any(till: Till) -> None:
    session, _ = an_open_shift(till)
    ask(till, session)
    price(till, session)

    line = booked(till, session).lines[0]

    assert (line.unit_price, line.price_id) == (PRICE, "special_quote:quote-1")
    assert line.name == "Shipment to Region 9, 2 pieces"
