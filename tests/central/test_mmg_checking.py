"""MMG's look-up, history and reversal: what is evidence, and what is not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from central.payments.mmg.answers import (
    GUYANA,
    local_digits,
    read_amount,
    read_wall_clock,
    write_wall_clock,
)
from central.payments.mmg.checking import ROWS
from central.payments.mmg.words import standing_of
from central.payments.port import (
    Finding,
    OutcomeUnknown,
    ProviderDown,
    ProviderRefused,
)
from domain.money import Money
from tests.central.mmg_asks import an_ask, told
from tests.central.paper_till import START, SetClock
from tests.helpers.mmg_kit import Fault, MmgDesk, mmg_desk

Spoil = Callable[[MmgDesk], object]


@pytest.fixture
def desk() -> MmgDesk:
    return mmg_desk(SetClock())


@pytest.mark.parametrize(
    ("word", "standing"),
    [
        ("successful", "paid"),
        ("completed", "paid"),
        ("Completed", "paid"),
        *((word, "unpaid") for word in ("failed", "cancelled", "declined", "expired")),
        *((word, "unpaid") for word in ("rejected", "reversed", " REVERSED ")),
        *((word, "pending") for word in ("pending", "success", "paid", "ok", "", "processing")),
    ],
)
def test_a_status_word_means_what_was_recorded_and_any_other_is_no_money(
    word: str, standing: str
) -> None:
    assert standing_of(word) == standing


@pytest.mark.parametrize(
    ("text", "minor"),
    [
        ("500", 50_000),
        ("500.00", 50_000),
        ("500.5", 50_050),
        ("500.000", 50_000),
        ("0", 0),
        ("500,00", None),
        ("5e2", None),
        ("-500", None),
        ("", None),
        ("500.123", None),
        ("\u0665\u0660\u0660", None),
    ],
)
def test_an_amount_is_read_exactly_or_not_at_all(text: str, minor: int | None) -> None:
    expected = None if minor is None else Money(minor, "GYD")

    assert read_amount(text, "GYD") == expected
    assert read_amount(text, "USD") is None


def test_the_historys_clock_is_guyanas_whatever_its_label_says() -> None:
    """A planted bug: read as UTC, a payment seems four hours older."""
    at = read_wall_clock("2026-10-01T15:38:31.000Z")

    assert at is not None
    assert at.isoformat() == "2026-10-01T19:38:31+00:00"
    assert write_wall_clock(at) == "2026-10-01T15:38:31.000Z"
    assert at.astimezone(GUYANA).hour == 15
    assert read_wall_clock("yesterday") is None


@pytest.mark.parametrize(
    ("phone", "digits"),
    [
        ("+592 600-1234", "6001234"),
        ("5926001234", "6001234"),
        ("600 1234", "6001234"),
        ("+1 868 600 1234", None),
        ("12", None),
    ],
)
def test_a_number_is_seven_local_digits_or_none(phone: str, digits: str | None) -> None:
    assert local_digits(phone) == digits


def test_a_true_claim_is_paid_with_both_numbers(desk: MmgDesk) -> None:
    reference = desk.double.pay_merchant(1_500)
    desk.clock.forward(timedelta(minutes=30))

    found = desk.driver.look_up(an_ask(reference=reference))
    assert found.finding == "paid"
    assert found.references == (reference, "20402048601581")
    assert found.paid_at == START  # when it was paid, not when it was looked up


@pytest.mark.parametrize(
    ("spoil", "finding", "words"),
    [
        (lambda desk: setattr(desk.double.entries[0], "amount", "900"), "mismatch", "G$900"),
        (lambda desk: setattr(desk.double.entries[0], "amount", "1500.50"), "mismatch", "1,500.50"),
        (lambda desk: setattr(desk.double.entries[0], "amount", "much"), "mismatch", "be read"),
        (lambda desk: setattr(desk.double.entries[0], "currency", "USD"), "mismatch", "USD"),
        (lambda desk: setattr(desk.double.entries[0], "payee", "9900002"), "mismatch", "merchant"),
        (
            lambda desk: setattr(desk.double.entries[0], "at", START - timedelta(days=1)),
            "pending",
            "history does not show it",
        ),
        (lambda desk: setattr(desk.double.entries[0], "status", "failed"), "unpaid", "failed"),
        (lambda desk: setattr(desk.double.entries[0], "status", "reversed"), "unpaid", "reversed"),
        (lambda desk: setattr(desk.double.entries[0], "status", "strange"), "pending", "strange"),
        (lambda desk: desk.double.entries.clear(), "unpaid", "does not know"),
    ],
)
def test_a_claim_that_does_not_fit_is_told_why(
    desk: MmgDesk, spoil: Spoil, finding: Finding, words: str
) -> None:
    reference = desk.double.pay_merchant(1_500)
    spoil(desk)
    desk.clock.forward(timedelta(minutes=10))

    found = desk.driver.look_up(an_ask(reference=reference))
    assert found.finding == finding
    assert words in found.words
    assert found.references == ()


def test_a_number_that_is_unknown_just_after_it_was_claimed_may_become_known(
    desk: MmgDesk,
) -> None:
    desk.clock.forward(timedelta(minutes=9))
    assert desk.driver.look_up(an_ask(reference="20402048536279")).finding == "pending"

    desk.clock.forward(timedelta(minutes=1))
    assert desk.driver.look_up(an_ask(reference="20402048536279")).finding == "unpaid"


@pytest.mark.parametrize("status", [201, 202, 204, 203, 302, 405])
def test_such_an_answer_to_a_lookup_is_no_evidence(desk: MmgDesk, status: int) -> None:
    reference = desk.double.pay_merchant(1_500)
    desk.line.only, desk.line.next = "lookup", [(status, told(transactionStatus="successful"))]

    assert desk.driver.look_up(an_ask(reference=reference)).finding == "pending"


@pytest.mark.parametrize(
    "drift",
    [
        lambda body: body.pop("amount"),
        lambda body: body.pop("transactionStatus"),
        lambda body: body.pop("creditParty"),
        lambda body: body.pop("transactionReference"),
        lambda body: body.update(creditParty={"accountid": "9900001"}),
        lambda body: body.update(amount={"value": "1500"}),
        lambda body: body.update(transactionStatus=None),
        lambda body: body.update(transactionStatus={"code": "successful"}),
    ],
)
def test_a_lookup_of_another_shape_is_no_evidence(
    desk: MmgDesk, drift: Callable[[dict[str, Any]], object]
) -> None:
    reference = desk.double.pay_merchant(1_500)
    desk.line.only, desk.line.next = "lookup", [drift]

    assert desk.driver.look_up(an_ask(reference=reference)).finding == "pending"


@pytest.mark.parametrize(
    ("drift", "finding"),
    [
        (lambda body: body.update(creditParty=[]), "mismatch"),
        (
            lambda body: body["creditParty"].append({"key": "accountid", "value": "9900002"}),
            "mismatch",
        ),
        (lambda body: body.update(amount=1500), "paid"),
        (lambda body: body.update(new_field={"a": [1]}), "paid"),
    ],
)
def test_a_lookup_that_says_more_or_pays_others(
    desk: MmgDesk, drift: Callable[[dict[str, Any]], object], finding: Finding
) -> None:
    reference = desk.double.pay_merchant(1_500)
    desk.line.only, desk.line.next = "lookup", [drift]

    assert desk.driver.look_up(an_ask(reference=reference)).finding == finding


def in_row(**fields: object) -> Callable[[dict[str, Any]], object]:
    return lambda body: body["TransactionList"][0].update(fields)


@pytest.mark.parametrize(
    ("drift", "finding"),
    [
        (lambda body: body["TransactionList"].clear(), "pending"),
        (in_row(transactionStatus="failed"), "unpaid"),
        (in_row(transactionStatus="strange"), "pending"),
        (in_row(amount="900"), "mismatch"),
        (in_row(currency="USD"), "mismatch"),
        (in_row(creditParty=[{"key": "accountid", "value": "9900002"}]), "mismatch"),
        (in_row(modificationDate="2026-10-30T08:00:00.000Z"), "mismatch"),
        (in_row(modificationDate=None), "pending"),
        (in_row(modificationDate="yesterday"), "pending"),
        (in_row(transactionReference=None), "pending"),
        (lambda body: body["TransactionList"].append(body["TransactionList"][0]), "mismatch"),
    ],
)
def test_a_history_that_does_not_agree_verifies_nothing(
    desk: MmgDesk, drift: Callable[[dict[str, Any]], object], finding: Finding
) -> None:
    reference = desk.double.pay_merchant(1_500)
    desk.line.only, desk.line.next = "txn-history", [drift]

    found = desk.driver.look_up(an_ask(reference=reference))
    assert found.finding == finding
    assert found.references == ()


@pytest.mark.parametrize(
    "answer",
    [
        (422, told(statusCode=422, message="Invalid dates")),
        (200, b"<html>"),
        (200, told(TransactionList="none")),
        (204, b""),
        (500, b""),
        (429, b""),
        "reset",
        "slow",
        "refused",
    ],
)
def test_without_a_history_it_is_asked_again_later(
    desk: MmgDesk, answer: Fault | tuple[int, bytes]
) -> None:
    reference = desk.double.pay_merchant(1_500)
    desk.line.only, desk.line.next = "txn-history", [answer]
    with pytest.raises(ProviderDown):
        desk.driver.look_up(an_ask(reference=reference))

    assert desk.driver.look_up(an_ask(reference=reference)).finding == "paid"


def test_a_busy_window_is_read_by_asking_for_more_rows(desk: MmgDesk) -> None:
    for _ in range(ROWS[0] + 5):
        desk.double.pay_merchant(100)
    reference = desk.double.pay_merchant(1_500)

    assert desk.driver.look_up(an_ask(reference=reference)).finding == "paid"
    assert desk.line.asked.count("txn-history") == 2


def test_a_window_that_never_ends_is_not_read_for_ever(desk: MmgDesk) -> None:
    row = {"transactionStatus": "completed"}
    endless = (200, told(TransactionList=[row] * ROWS[-1]))
    reference = desk.double.pay_merchant(1_500)
    desk.line.only, desk.line.next = "txn-history", [endless] * 9

    assert desk.driver.look_up(an_ask(reference=reference)).finding == "pending"
    assert desk.line.asked.count("txn-history") == len(ROWS)


def test_a_push_paid_from_another_phone_is_not_this_one(desk: MmgDesk) -> None:
    begun = desk.driver.begin(an_ask("push"))
    desk.double.settle(begun.known["object_reference"])
    desk.double.entries[0].payer = "6009999"

    found = desk.driver.look_up(an_ask("push", **begun.known))
    assert (found.finding, found.words) == ("mismatch", "It was paid from another phone.")


def test_the_whole_is_given_back_and_a_second_time_changes_nothing(desk: MmgDesk) -> None:
    reference = desk.double.pay_merchant(1_500)
    ask = an_ask(reference=reference)
    first = desk.driver.refund(ask)
    assert (first.finding, first.known) == ("pending", {"reversal_id": "rev-1"})

    assert desk.driver.refund(ask).finding == "paid"
    assert desk.double.reversals == 1


def test_a_reversal_that_mmg_was_asked_for_before_is_none_that_is_done(desk: MmgDesk) -> None:
    """While the first one is under way it refuses a second one in the same words as after it."""
    reference = desk.double.pay_merchant(1_500)
    desk.driver.refund(an_ask(reference=reference))
    desk.line.only, desk.line.next = "lookup", [(202, b"{}")]

    found = desk.driver.refund(an_ask(reference=reference))
    assert (found.finding, desk.double.reversals) == ("pending", 1)
    assert found.known == {"reversal_id": ""}
    assert desk.driver.refund(an_ask(reference=reference)).finding == "paid"


def test_a_reversal_that_was_taken_up_is_not_sent_again(desk: MmgDesk) -> None:
    reference = desk.double.pay_merchant(1_500)
    first = desk.driver.refund(an_ask(reference=reference))
    desk.double.entries[0].status = "successful"  # it is still under way
    again = {"reference": reference, **first.known}
    second = desk.driver.refund(replace(an_ask(), known=again))

    assert (second.finding, desk.double.reversals) == ("pending", 1)
    assert desk.line.asked.count("reversal") == 1


@pytest.mark.parametrize(
    ("answer", "raised"),
    [
        ("lost", OutcomeUnknown),
        ((500, b""), OutcomeUnknown),
        ((200, b"{}"), OutcomeUnknown),
        ("refused", ProviderDown),
        ((422, b'{"statusCode":"9","message":"no"}'), ProviderRefused),
    ],
)
def test_giving_back_fails_in_every_way(
    desk: MmgDesk, answer: Fault | tuple[int, bytes], raised: type[Exception]
) -> None:
    reference = desk.double.pay_merchant(1_500)
    desk.line.only, desk.line.next = "reversal", [answer]
    with pytest.raises(raised):
        desk.driver.refund(an_ask(reference=reference))

    assert desk.double.reversals <= 1


def test_what_has_no_number_cannot_be_given_back(desk: MmgDesk) -> None:
    with pytest.raises(ProviderRefused):
        desk.driver.refund(an_ask("qr"))
