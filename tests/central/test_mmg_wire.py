"""MMG's login, its pushes and its page: every documented answer, error and quirk."""

from __future__ import annotations

from dataclasses import replace

import pytest

from central.payments.mmg.wire import LOGIN_REST_S, TOKEN_S_MAX, open_client
from central.payments.numbers import attempt_digits
from central.payments.port import (
    OutcomeUnknown,
    ProviderDown,
    ProviderMisconfigured,
    ProviderRefused,
    Way,
)
from domain.money import Money
from tests.central.mmg_asks import an_ask, told
from tests.central.paper_till import START, SetClock
from tests.helpers.mmg_kit import Fault, MmgDesk, mmg_desk


@pytest.fixture
def desk() -> MmgDesk:
    return mmg_desk(SetClock())


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
    numbers = {"20402048536279", "20402048601581", attempt_digits("payment-1")}
    assert set(found.references) == numbers


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
