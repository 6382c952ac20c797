"""MMG's token: its fields, its limit, its padding, and replies that are hints at most."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.padding import MGF1, OAEP
from cryptography.hazmat.primitives.hashes import SHA1, SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given, settings
from hypothesis import strategies as st

from central.payments.mmg.account import Checkout, read_account
from central.payments.mmg.driver import open_mmg
from central.payments.mmg.token import (
    UnreadableReply,
    Wanted,
    checkout_url,
    read_reply,
    require_room,
    whole_dollars,
)
from central.payments.numbers import attempt_digits
from central.settings import Settings
from domain.errors import BadInput
from domain.money import Money
from tests.central.paper_till import SetClock
from tests.helpers.mmg_kit import mmg_desk, public_pem_of, rsa_key, settings_with

AT = datetime(2026, 10, 1, 15, 38, 19, tzinfo=UTC)


def wanted(description: str = "Order 1042", amount_minor: int = 150_000) -> Wanted:
    return Wanted(
        attempt="175900000000012345",
        amount=Money(amount_minor, "GYD"),
        description=description,
        at=AT,
    )


def checkout() -> Checkout:
    found = mmg_desk(SetClock()).driver.account.checkout
    assert found is not None
    return found


def test_the_page_of_mmg_reads_every_field_in_the_documented_order() -> None:
    desk = mmg_desk(SetClock())
    url = checkout_url(desk.driver.account, checkout(), wanted())

    assert url.startswith("https://mmgpg.mmg.example/mmg-pg/web/payments?token=")
    assert desk.double.open_page(url) == {
        "secretKey": "page-secret",
        "amount": "1500",
        "merchantId": "9900001",
        "merchantTransactionId": "175900000000012345",
        "productDescription": "Order 1042",
        "requestInitiationTime": "1790869099",
        "merchantName": "Kaieteur Shipping",
    }


def test_a_token_of_another_digest_is_not_read() -> None:
    """A planted bug: OAEP's default digest is not MMG's."""
    desk = mmg_desk(SetClock())
    plain = b'{"secretKey":"page-secret"}'
    wrong = OAEP(mgf=MGF1(algorithm=SHA1()), algorithm=SHA1(), label=None)
    sealed = base64.urlsafe_b64encode(rsa_key("mmg").public_key().encrypt(plain, wrong)).decode()

    assert desk.double.open_page(f"https://x.example/?token={sealed}&merchantId=9900001") is None


@settings(max_examples=25)
@given(st.text(max_size=600))
def test_any_description_fits_and_leaves_the_other_fields_whole(description: str) -> None:
    desk = mmg_desk(SetClock())
    url = checkout_url(desk.driver.account, checkout(), wanted(description))

    told = desk.double.open_page(url)
    assert told is not None
    assert description.startswith(told["productDescription"])
    assert told["amount"] == "1500"


def test_a_key_of_4096_bits_takes_446_bytes_and_not_one_more() -> None:
    large = settings_with(Settings(), mmg_public_key=public_pem_of(rsa_key("large", 4_096)))
    account = read_account(large)
    assert account is not None
    assert account.checkout is not None
    url = checkout_url(account, account.checkout, wanted("x" * 900))
    sealed = base64.urlsafe_b64decode(
        url.partition("token=")[2].partition("&")[0].replace("%3D", "=")
    )
    plain = rsa_key("large", 4_096).decrypt(
        sealed, OAEP(mgf=MGF1(algorithm=SHA256()), algorithm=SHA256(), label=None)
    )

    assert len(plain) == 446


def test_a_name_that_leaves_no_room_is_refused_at_the_start() -> None:
    with pytest.raises(BadInput, match="Shorten the name"):
        open_mmg(settings_with(Settings(), mmg_merchant_name="K" * 300))


@pytest.mark.parametrize(
    "missing",
    [
        "mmg_api_url",
        "mmg_api_key",
        "mmg_password",
        "mmg_mkey",
        "mmg_msecret",
        "mmg_client_id",
        "mmg_merchant_name",
        "mmg_secret_key",
        "mmg_public_key",
        "mmg_private_key",
    ],
)
def test_half_an_account_is_refused_by_the_name_of_what_is_missing(missing: str) -> None:
    empty: object = "" if isinstance(getattr(Settings(), missing), str) else None
    with pytest.raises(BadInput, match=missing):
        open_mmg(settings_with(Settings(), **{missing: empty}))


@pytest.mark.parametrize(
    "pem", ["no key", "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----"]
)
def test_a_key_that_is_none_is_refused_and_not_repeated(pem: str) -> None:
    with pytest.raises(BadInput) as caught:
        open_mmg(settings_with(Settings(), mmg_public_key=pem))

    assert pem not in str(caught.value)


def test_a_key_of_another_kind_is_refused() -> None:
    pem = (
        Ed25519PrivateKey.generate()
        .public_key()
        .public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    )
    with pytest.raises(BadInput, match="RSA"):
        open_mmg(settings_with(Settings(), mmg_public_key=pem.decode()))


def test_without_an_account_or_a_checkout_there_is_none() -> None:
    without = settings_with(Settings(), mmg_checkout_url="")

    assert open_mmg(Settings()) is None
    opened = open_mmg(without)
    assert opened is not None
    require_room(opened.account)
    assert opened.ways == ("push", "claim")
    assert mmg_desk(SetClock()).driver.ways == ("qr", "push", "claim")


def test_no_secret_is_in_what_a_log_would_show() -> None:
    desk = mmg_desk(SetClock())
    shown = repr(desk.driver)

    assert not any(secret in shown for secret in ("page-secret", "right", "msecret", "api-key"))


@pytest.mark.parametrize(
    "amount", [Money(150_050, "GYD"), Money(1_500, "USD"), Money(0, "GYD"), Money(-100, "GYD")]
)
def test_money_that_is_not_whole_dollars_is_not_asked_for(amount: Money) -> None:
    with pytest.raises(ValueError, match="whole Guyana dollars"):
        whole_dollars(amount)


@pytest.mark.parametrize("code", [str(number) for number in range(8)])
def test_a_reply_is_read_whatever_its_base64(code: str) -> None:
    desk = mmg_desk(SetClock())
    token = desk.double.reply_token("175900000000012345", "20402048536279", code, "Words")
    plain = token.replace("-", "+").replace("_", "/")
    padded = plain + "=" * (-len(plain) % 4)

    for written in (token, padded, plain, padded.replace("+", " "), f"{token}\n"):
        reply = read_reply(checkout(), written)
        assert (reply.attempt, reply.transaction_id) == ("175900000000012345", "20402048536279")
        assert (reply.result, reply.words) == (code, "Words")


def test_the_error_address_of_an_older_client_names_its_code_otherwise() -> None:
    reply = read_reply(checkout(), _sealed({"errorCode": 6, "errorMessage": "Cancelled"}))

    assert (reply.result, reply.words, reply.attempt) == ("6", "Cancelled", "")


@pytest.mark.parametrize("token", ["", "AAAA", "%%%", "é", "A" * 5_000])
def test_what_is_no_reply_is_unreadable(token: str) -> None:
    with pytest.raises(UnreadableReply):
        read_reply(checkout(), token)


@pytest.mark.parametrize("told", [["a"], "text", 7, None])
def test_a_reply_that_is_no_object_is_unreadable(told: object) -> None:
    with pytest.raises(UnreadableReply):
        read_reply(checkout(), _sealed(told))


def test_an_attempts_digits_are_eighteen_and_its_own() -> None:
    digits = {attempt_digits(f"payment-{number}") for number in range(500)}

    assert len(digits) == 500
    assert all(len(one) == 18 and one.isdigit() for one in digits)
    assert attempt_digits("payment-1") == attempt_digits("payment-1")


def _sealed(told: object) -> str:
    padding = OAEP(mgf=MGF1(algorithm=SHA256()), algorithm=SHA256(), label=None)
    sealed = rsa_key("merchant").public_key().encrypt(json.dumps(told).encode(), padding)
    return base64.b64encode(sealed).decode()
