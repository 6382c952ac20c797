"""Every documented answer, error and quirk of MMG's API, and what each one means to us."""

from __future__ import annotations

import json
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
from central.payments.mmg.wire import LOGIN_REST_S, TOKEN_S_MAX, open_client
from central.payments.mmg.words import standing_of
from central.payments.numbers import attempt_digits
from central.payments.port import (
    Ask,
    Finding,
    OutcomeUnknown,
    ProviderDown,
    ProviderMisconfigured,
    ProviderRefused,
    Way,
)
from domain.money import Money
from tests.central.paper_till import START, SetClock
from tests.helpers.mmg_kit import Fault, MmgDesk, mmg_desk

PHONE = "+592 600-1234"


@pytest.fixture
def desk() -> MmgDesk:
    return mmg_desk(SetClock())


def an_ask(way: Way = "claim", **known: str) -> Ask:
    span = timedelta(0) if way == "claim" else timedelta(hours=2)
    return Ask(
        attempt_id="payment-1",
        way=way,
        amount=Money(150_000, "GYD"),
        begun_at=START - span,
        expires_at=START + span,
        description="Water Street",
        payer_phone=PHONE if way == "push" else "",
        known=known,
    )


def told(**fields: object) -> bytes:
    return json.dumps(fields).encode()


# --- words ---------------------------------------------------------------------------------------


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


# --- logging in ----------------------------------------------------------------------------------


def test_one_login_serves_for_ninety_seconds(desk: MmgDesk) -> None:
    for at in (0.0, 40.0, TOKEN_S_MAX - 0.1):
        desk.ticks[0] = at
        desk.driver.balance()
    assert desk.double.logins == 1

    desk.ticks[0] = TOKEN_S_MAX + 0.1
    assert desk.driver.balance().status == 200
    assert desk.double.logins == 2


def test_a_locked_account_answers_with_http_200_and_is_not_asked_again_for_a_while(
    desk: MmgDesk,
) -> None:
    desk.double.locked = True
    for _ in range(5):
        with pytest.raises(ProviderMisconfigured):
            desk.driver.balance()
    assert desk.double.logins == 1

    desk.double.locked = False
    desk.ticks[0] = LOGIN_REST_S + 1
    assert desk.driver.balance().status == 200


def test_wrong_credentials_never_lock_the_account(desk: MmgDesk) -> None:
    """Three wrong passwords lock it at MMG: we give one and rest."""
    object.__setattr__(desk.double.credentials, "password", "another")
    for _ in range(10):
        with pytest.raises(ProviderMisconfigured):
            desk.driver.look_up(an_ask(reference="20402048536279"))

    assert desk.double.wrong_passwords == 1
    assert not desk.double.locked


@pytest.mark.parametrize(
    "answer",
    [(200, b"{}"), (200, b"<html>"), (200, b'{"access_token":""}'), (422, b"{}"), (403, b"")],
)
def test_a_login_that_says_anything_else_rests_as_well(
    desk: MmgDesk, answer: tuple[int, bytes]
) -> None:
    desk.line.next = [answer]
    for _ in range(3):
        with pytest.raises(ProviderMisconfigured):
            desk.driver.balance()

    assert desk.line.asked == ["mer"]


@pytest.mark.parametrize("fault", ["refused", "reset", "lost", "slow", (503, b""), (429, b"")])
def test_a_login_that_does_not_come_through_is_tried_next_time(
    desk: MmgDesk, fault: Fault | tuple[int, bytes]
) -> None:
    desk.line.next = [fault]
    with pytest.raises(ProviderDown):
        desk.driver.begin(an_ask("push"))

    desk.driver.begin(an_ask("push"))
    assert desk.double.pushes == 1


@pytest.mark.parametrize(
    "words", ["Multiple user session found", "Authentication failure", "clientAuthorisationError"]
)
@pytest.mark.parametrize("status", [200, 401, 403])
def test_a_lost_session_is_one_new_login_and_one_more_try(
    desk: MmgDesk, words: str, status: int
) -> None:
    desk.driver.balance()
    desk.line.next = [(status, told(message=words))]

    assert desk.driver.balance().status == 200
    assert desk.double.logins == 2


def test_another_program_with_our_login_is_understood(desk: MmgDesk) -> None:
    desk.driver.balance()
    desk.double.log_in_elsewhere()
    desk.driver.begin(an_ask("push"))

    assert (desk.double.logins, desk.double.pushes) == (2, 1)


def test_a_session_that_stays_lost_ends_after_one_more_try(desk: MmgDesk) -> None:
    stale = (401, told(message="Multiple user session found"))
    desk.line.only, desk.line.next = "payment", [stale, stale, stale]
    with pytest.raises(ProviderDown):
        desk.driver.begin(an_ask("push"))

    assert desk.line.asked.count("payment") == 2


def test_a_lookup_whose_session_stays_lost_says_nothing(desk: MmgDesk) -> None:
    stale = (401, told(message="Authentication failure"))
    desk.line.only, desk.line.next = "lookup", [stale, stale]
    with pytest.raises(ProviderDown):
        desk.driver.look_up(an_ask(reference="20402048536279"))


def test_a_token_is_dropped_where_a_call_says_that_the_account_is_wrong(desk: MmgDesk) -> None:
    locked = (200, told(statusCode="315", message="USER_ACCOUNT_LOCKED"))
    desk.line.only, desk.line.next = "lookup", [locked]
    for _ in range(3):
        with pytest.raises(ProviderMisconfigured):
            desk.driver.look_up(an_ask(reference="20402048536279"))

    assert desk.line.asked == ["mer", "lookup"]


# --- pushing -------------------------------------------------------------------------------------


def test_a_push_is_approved_on_the_phone_and_seen_by_lookup_and_history(desk: MmgDesk) -> None:
    ask = an_ask("push")
    begun = desk.driver.begin(ask)
    asked = replace(ask, known=begun.known)
    assert desk.driver.look_up(asked).finding == "pending"

    desk.double.settle(begun.known["object_reference"])
    found = desk.driver.look_up(asked)
    assert found.finding == "paid"
    assert found.references == ("20402048536279", "20402048601581")
    assert found.paid_at == START
    assert begun.url == ""


@pytest.mark.parametrize("word", ["failed", "cancelled", "declined", "expired", "rejected"])
def test_a_push_that_the_payer_declines_is_unpaid(desk: MmgDesk, word: str) -> None:
    begun = desk.driver.begin(an_ask("push"))
    desk.double.settle(begun.known["object_reference"], word)

    found = desk.driver.look_up(an_ask("push", **begun.known))
    assert (found.finding, found.words) == ("unpaid", f"MMG says: {word}.")


@pytest.mark.parametrize("status", [400, 401, 403, 404, 405, 406, 415, 422])
def test_a_push_that_is_rejected_was_never_made(desk: MmgDesk, status: int) -> None:
    desk.line.only, desk.line.next = "payment", [(status, told(title="no"))]
    with pytest.raises(ProviderRefused):
        desk.driver.begin(an_ask("push"))

    assert desk.double.pushes == 0


@pytest.mark.parametrize(
    "fault",
    [
        "reset",
        "lost",
        "slow",
        (409, b"{}"),
        (429, b"{}"),
        (500, b""),
        (503, told(message="Multiple user session found")),
        (302, b""),
        (408, b"{}"),
        (200, b""),
        (200, b"<html>busy</html>"),
        (200, b"[1]"),
        (200, b'{"status":"pending"}'),
        (204, b""),
        (200, b"x" * 1_100_000),
    ],
)
def test_a_push_whose_answer_is_not_read_is_unknown_and_not_sent_again(
    desk: MmgDesk, fault: Fault | tuple[int, bytes]
) -> None:
    desk.line.only, desk.line.next = "payment", [fault]
    with pytest.raises(OutcomeUnknown):
        desk.driver.begin(an_ask("push"))

    assert desk.line.asked.count("payment") == 1
    assert desk.double.pushes <= 1


def test_nobody_listening_means_that_nothing_was_sent(desk: MmgDesk) -> None:
    desk.line.only, desk.line.next = "payment", ["refused"]
    with pytest.raises(ProviderDown):
        desk.driver.begin(an_ask("push"))

    assert desk.double.pushes == 0


def test_a_push_that_is_answered_with_a_no_is_refused(desk: MmgDesk) -> None:
    desk.line.only = "payment"
    desk.line.next = [lambda body: body.update(status="declined")]
    with pytest.raises(ProviderRefused, match="declined"):
        desk.driver.begin(an_ask("push"))


def test_a_lost_push_is_found_in_the_history_by_payer_and_amount(desk: MmgDesk) -> None:
    desk.line.only, desk.line.next = "payment", ["lost"]
    with pytest.raises(OutcomeUnknown):
        desk.driver.begin(an_ask("push"))
    assert desk.driver.look_up(an_ask("push")).finding == "pending"

    desk.double.settle("20402048536279")
    assert desk.driver.look_up(an_ask("push")).finding == "paid"


def test_two_that_it_may_be_are_left_to_a_person(desk: MmgDesk) -> None:
    for _ in range(2):
        desk.driver.begin(an_ask("push"))

    assert desk.driver.look_up(an_ask("push")).finding == "mismatch"


def test_a_push_that_never_came_there_stays_unknown(desk: MmgDesk) -> None:
    assert desk.driver.look_up(an_ask("push")).finding == "pending"
    assert desk.driver.look_up(replace(an_ask("push"), payer_phone="")).finding == "pending"


@pytest.mark.parametrize("phone", ["+1 868 555 0100", ""])
def test_a_phone_of_another_country_is_not_asked(desk: MmgDesk, phone: str) -> None:
    with pytest.raises(ProviderRefused, match="seven digits"):
        desk.driver.begin(replace(an_ask("push"), payer_phone=phone))


@pytest.mark.parametrize("way", ["push", "qr"])
def test_cents_are_not_asked_for(desk: MmgDesk, way: Way) -> None:
    with pytest.raises(ProviderRefused, match="whole Guyana dollars"):
        desk.driver.begin(replace(an_ask(way), amount=Money(150_050, "GYD")))


# --- the page ------------------------------------------------------------------------------------


def test_a_code_is_made_without_a_call_and_its_payment_is_found_by_our_number(
    desk: MmgDesk,
) -> None:
    begun = desk.driver.begin(an_ask("qr"))
    assert desk.line.asked == []
    assert begun.known == {"attempt": attempt_digits("payment-1")}
    assert desk.driver.look_up(an_ask("qr")).finding == "pending"

    assert desk.double.pay_page(begun.url) is not None
    found = desk.driver.cancel(an_ask("qr"))
    assert found.finding == "paid"
    assert found.references == ("20402048536279", "20402048601581")


def test_the_page_refuses_a_number_that_it_saw_before(desk: MmgDesk) -> None:
    begun = desk.driver.begin(an_ask("qr"))
    desk.double.pay_page(begun.url)

    assert desk.double.pay_page(begun.url) is None


def test_a_replys_number_helps_where_the_history_does_not_name_our_attempt(desk: MmgDesk) -> None:
    begun = desk.driver.begin(an_ask("qr"))
    desk.double.pay_page(begun.url)
    desk.double.entries[0].external_id = ""
    assert desk.driver.look_up(an_ask("qr")).finding == "pending"

    assert desk.driver.look_up(an_ask("qr", transaction_id="20402048536279")).finding == "paid"


@pytest.mark.parametrize("dollars", [1_500, 900])
def test_a_forged_reply_neither_pays_nor_disputes(desk: MmgDesk, dollars: int) -> None:
    """It names somebody else's payment: of another attempt, or of another amount."""
    desk.driver.begin(an_ask("qr"))
    desk.double.pay_merchant(dollars)
    desk.double.entries[0].external_id = "712345678901234567"

    for number in ("20402048536279", "1"):
        assert desk.driver.look_up(an_ask("qr", transaction_id=number)).finding == "pending"


def test_an_account_without_a_checkout_makes_no_codes(desk: MmgDesk) -> None:
    account = replace(desk.driver.account, checkout=None)
    driver = replace(desk.driver, account=account)
    with pytest.raises(ProviderRefused, match="checkout"):
        driver.begin(an_ask("qr"))


# --- claims --------------------------------------------------------------------------------------


def test_a_true_claim_is_paid_with_both_numbers(desk: MmgDesk) -> None:
    reference = desk.double.pay_merchant(1_500)
    desk.clock.forward(timedelta(minutes=30))

    found = desk.driver.look_up(an_ask(reference=reference))
    assert found.finding == "paid"
    assert found.references == (reference, "20402048601581")
    assert found.paid_at == START  # when it was paid, not when it was looked up


Spoil = Callable[[MmgDesk], object]


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


# --- giving back ---------------------------------------------------------------------------------


def test_the_whole_is_given_back_and_a_second_time_changes_nothing(desk: MmgDesk) -> None:
    reference = desk.double.pay_merchant(1_500)
    ask = an_ask(reference=reference)
    first = desk.driver.refund(ask)
    assert (first.finding, first.known) == ("pending", {"reversal_id": "rev-1"})

    assert desk.driver.refund(ask).finding == "paid"
    assert desk.double.reversals == 1


def test_mmg_says_itself_that_it_gave_it_back_before(desk: MmgDesk) -> None:
    """Its look-up lags: the refusal of a second reversal is the answer."""
    reference = desk.double.pay_merchant(1_500)
    desk.driver.refund(an_ask(reference=reference))
    desk.line.only, desk.line.next = "lookup", [(202, b"{}")]

    found = desk.driver.refund(an_ask(reference=reference))
    assert (found.finding, desk.double.reversals) == ("paid", 1)


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


def test_the_balance_is_read(desk: MmgDesk) -> None:
    body = desk.driver.balance().body

    assert body is not None
    assert body["accounts"][0]["accountBalance"]["availableBalance"] == "4500"


def test_the_real_client_follows_nothing_and_waits_no_longer_than_it_should() -> None:
    with open_client() as client:
        assert client.timeout.read == 10
        assert not client.follow_redirects


def test_a_body_that_drips_is_cut(desk: MmgDesk) -> None:
    desk.driver.balance()
    passing = iter(range(0, 10_000, 11))
    object.__setattr__(desk.driver.wire, "ticks", lambda: float(next(passing)))

    with pytest.raises(ProviderDown):
        desk.driver.balance()
