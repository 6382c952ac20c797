"""MMG's recorded answers, word for word, against the driver's models and against the double.

The double is kept honest by them: every answer of it has the shape of the recorded one. Numbers of
merchants and payers are made up.
"""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from app.demo.mmg_double import API
from central.payments.mmg.answers import History, Login, Pushed, Reversal, Transaction
from central.payments.mmg.wire import Told
from central.payments.mmg.words import ACCOUNT_LOCKED, BAD_CREDENTIALS, REVERSED_BEFORE
from domain.money import Money
from tests.central.paper_till import SetClock
from tests.helpers.mmg_kit import MmgDesk, mmg_desk

LOGIN = '{"token_type":"Bearer","access_token":"abc","expires_in":120,"refresh_token":null}'
PUSHED = (
    '{"status":"pending","pendingReason":"approvalrequired","notificationMethod":"polling",'
    '"objectReference":"20373216452995","executionId":"20373216452995",'
    '"expiryTime":"2026-01-01T00:00:00Z"}'
)
LOOKUP = (
    '{"transactionStatus":"successful","amount":"500","currency":"GYD",'
    '"creationDate":"2026-10-01T15:39:36.526Z","subType":"subscriber_mpay",'
    '"transactionReference":"20402048601581",'
    '"creditParty":[{"key":"accountid","value":"9900001"}],'
    '"debitParty":[{"key":"accountid","value":"6001234"}],'
    '"metadata":[{"key":"amount","value":"500"},{"key":"merchant","value":"Kaieteur Shipping"},'
    '{"key":"description","value":""}],"descriptionText":null}'
)
HISTORY = (
    '{"executionId":"EXEC-1","TransactionList":[{"amount":"500","currency":"GYD",'
    '"displayType":"EMerchant Payment","transactionStatus":"completed","descriptionText":"",'
    '"modificationDate":"2026-10-01T15:38:31.000Z","transactionReference":"20402048536279",'
    '"transactionReceipt":"20402048536279",'
    '"debitParty":[{"key":"accountid","value":"6001234"},'
    '{"key":"accountcategory","value":"Normal Wallet"}],'
    '"creditParty":[{"key":"accountid","value":"9900001"}],"external_id":"1790883499"}]}'
)
REVERSAL = '{"transactionStatus":"pending","type":"reversal","transactionReference":"rev-1"}'
BALANCE = (
    '{"accounts":[{"accountcategoryName":"Normal Wallet","accountBalance":'
    '{"availableBalance":"4500","currency":"GYD","status":"available"}}]}'
)
LOCKED = '{"statusCode":"315","message":"USER_ACCOUNT_LOCKED"}'
CREDENTIALS = '{"transactionId":"203","statusCode":"102","message":"INVALID_CREDENTIALS"}'
DUPLICATE = '{"statusCode":"184","message":"REVERSAL_FAIL_DUPLICATE"}'
INVALID = (
    '{"transactionId":"X","requestId":"R","timestamp":"T","statusCode":422,'
    '"message":"Invalid dates","response":null}'
)
HEADERS = {
    "x-wss-token": "token-1",
    "x-wss-mid": "9900001",
    "x-wss-mkey": "mkey",
    "x-wss-msecret": "msecret",
    "x-api-key": "api-key",
    "x-wss-correlationid": "0f8b4c3e-6f3a-4b7e-9c57-0d2f6f0a1b2c",
}
TRANSACTIONS = f"{API}/e-merchant-initiated-transactions"
FORM = b"grant_type=password&api_key=api-key&username=9900001&password=right"
PUSH = (
    b'{"amount":"500.00","currency":"GYD","subType":"merinipmt","type":"transfer",'
    b'"debitParty":[{"key":"accountid","value":"6001234"}],'
    b'"creditParty":[{"key":"accountid","value":"9900001"}]}'
)
WINDOW = "fromdate=2026-11-01T00:00:00.000Z&todate=2026-11-03T00:00:00.000Z"
Asked = tuple[str, str, bytes]


@pytest.fixture
def desk() -> MmgDesk:
    return mmg_desk(SetClock())


def shape_of(value: object) -> object:
    """What a value is made of, without what it says; the items of a list are of few shapes."""
    if isinstance(value, dict):
        return {name: shape_of(part) for name, part in value.items()}
    if isinstance(value, list):
        return sorted({json.dumps(shape_of(part), sort_keys=True) for part in value})
    return type(value).__name__


def logged_in(desk: MmgDesk) -> None:
    desk.double.answer("POST", f"{API}/e-commerce-login/mer", {}, FORM)


def _paid(desk: MmgDesk) -> str:
    logged_in(desk)
    return desk.double.pay_merchant(500)


def _given_back(desk: MmgDesk) -> str:
    number = _paid(desk)
    desk.double.settle(number, "reversed")
    return number


def _login(desk: MmgDesk) -> Asked:
    del desk
    return "POST", f"{API}/e-commerce-login/mer", FORM


def _login_locked(desk: MmgDesk) -> Asked:
    desk.double.locked = True
    return _login(desk)


def _login_wrong(desk: MmgDesk) -> Asked:
    return "POST", _login(desk)[1], FORM.replace(b"right", b"wrong")


def _push(desk: MmgDesk) -> Asked:
    logged_in(desk)
    return "POST", f"{TRANSACTIONS}/payment?merchant_msisdn=9900001", PUSH


def _lookup(desk: MmgDesk) -> Asked:
    return "GET", f"{TRANSACTIONS}/lookup?transactionId={_paid(desk)}", b""


def _history(desk: MmgDesk) -> Asked:
    desk.double.entries.clear()
    _paid(desk)
    return "GET", f"{TRANSACTIONS}/txn-history?msisdn=9900001&offset=100&{WINDOW}", b""


def _history_of_days(desk: MmgDesk) -> Asked:
    logged_in(desk)
    days = "fromdate=2026-11-01&todate=2026-11-03"
    return "GET", f"{TRANSACTIONS}/txn-history?msisdn=9900001&offset=100&{days}", b""


def _reversal(desk: MmgDesk) -> Asked:
    number = _paid(desk)
    where = f"{TRANSACTIONS}/reversal?merchant_msisdn=9900001&transactionId={number}"
    return "POST", where, b"{}"


def _reversal_again(desk: MmgDesk) -> Asked:
    where = f"{TRANSACTIONS}/reversal?merchant_msisdn=9900001&transactionId={_given_back(desk)}"
    return "POST", where, b"{}"


def _balance(desk: MmgDesk) -> Asked:
    logged_in(desk)
    return "GET", f"{TRANSACTIONS}/balance?merchant_msisdn=9900001", b""


RECORDED: dict[str, tuple[Callable[[MmgDesk], Asked], int, str]] = {
    "login": (_login, 200, LOGIN),
    "login, locked, with HTTP 200": (_login_locked, 200, LOCKED),
    "login, wrong password": (_login_wrong, 422, CREDENTIALS),
    "push": (_push, 200, PUSHED),
    "lookup": (_lookup, 200, LOOKUP),
    "history": (_history, 200, HISTORY),
    "history by days without a time": (_history_of_days, 422, INVALID),
    "reversal": (_reversal, 200, REVERSAL),
    "reversal, a second time": (_reversal_again, 422, DUPLICATE),
    "balance": (_balance, 200, BALANCE),
}


@pytest.mark.parametrize("name", RECORDED)
def test_the_double_answers_in_the_recorded_shape(desk: MmgDesk, name: str) -> None:
    ask, status, recorded = RECORDED[name]
    method, target, body = ask(desk)
    answered, told = desk.double.answer(method, target, HEADERS, body)

    assert answered == status
    assert shape_of(json.loads(told)) == shape_of(json.loads(recorded))


def test_planted_a_double_with_another_field_would_be_seen() -> None:
    drifted = {**json.loads(LOOKUP), "amount": 500}

    assert shape_of(drifted) != shape_of(json.loads(LOOKUP))
    assert shape_of({**json.loads(LOOKUP), "fee": "1"}) != shape_of(json.loads(LOOKUP))


def test_the_recorded_answers_are_read_as_what_they_say() -> None:
    looked_up = Transaction.model_validate_json(LOOKUP)
    (row,) = History.model_validate_json(HISTORY).rows
    shown = Transaction.model_validate(row)

    assert Login.model_validate_json(LOGIN).expires_in == 120
    assert Pushed.model_validate_json(PUSHED).object_reference == "20373216452995"
    assert Reversal.model_validate_json(REVERSAL).status == "pending"
    assert looked_up.money() == shown.money() == Money(50_000, "GYD")
    assert (looked_up.status, shown.status) == ("successful", "completed")
    assert looked_up.pays("9900001")
    assert looked_up.is_from("6001234")
    assert shown.external_id == "1790883499"
    assert looked_up.ids.isdisjoint(shown.ids)
    assert looked_up.paid_at() is None  # its creationDate is of the look-up
    assert str(shown.paid_at()) == "2026-10-01 19:38:31+00:00"  # Guyana's clock under a wrong label


@pytest.mark.parametrize(
    ("recorded", "code"),
    [
        (LOCKED, ACCOUNT_LOCKED),
        (CREDENTIALS, BAD_CREDENTIALS),
        (DUPLICATE, REVERSED_BEFORE),
        (INVALID, "422"),
    ],
)
def test_an_errors_number_is_read_as_text_or_as_a_figure(recorded: str, code: str) -> None:
    assert Told(422, json.loads(recorded), recorded).code == code


@pytest.mark.parametrize(
    "words", ["clientAuthorisationError", "Multiple user session found", "Authentication failure"]
)
def test_the_three_words_for_a_lost_session_are_known_in_any_field(words: str) -> None:
    for body in ({"fault": words}, {"message": words.upper()}, {"a": {"b": words}}):
        text = json.dumps(body)

        assert Told(200, body, text).is_stale_session
