"""Keys: signatures, boxes, enrolment codes and signed requests refuse what is not theirs."""

import json
from datetime import UTC, datetime

import pytest

from sync.protocol.canonical import canonical_bytes
from sync.protocol.changes import StoreChanged
from sync.protocol.enrolment import (
    AnswerDamagedError,
    CodeUnreadableError,
    EnrolmentAnswer,
    NotFromCentralError,
    format_code,
    parse_code,
    read_answer,
    secret_from,
    sign_answer,
)
from sync.protocol.http_signing import (
    SignatureRefusedError,
    SignedRequest,
    signature_headers,
    verified_key_id,
)
from sync.protocol.keys import (
    SealBrokenError,
    SigningKey,
    fingerprint,
    recovery_public_bytes,
    seal,
    unseal,
    verify,
)
from sync.protocol.operation import to_base64

CENTRAL = SigningKey(b"c" * 32)
STRANGER = SigningKey(b"x" * 32)
TILL = SigningKey(b"t" * 32)
AT = datetime(2026, 11, 22, 14, 26, tzinfo=UTC)
REQUEST = SignedRequest(method="POST", path="/v1/exchange", body=b"the body")


def headers_of(request: SignedRequest = REQUEST, at: datetime = AT) -> dict[str, str]:
    return signature_headers(request, key=TILL, key_id="till-1", created_at=at, nonce="12345678")


def find_till(key_id: str) -> bytes | None:
    return TILL.public_bytes if key_id == "till-1" else None


def test_a_signature_holds_for_its_key_and_message_only() -> None:
    signature = CENTRAL.sign(b"message")

    assert verify(CENTRAL.public_bytes, signature, b"message")
    assert not verify(CENTRAL.public_bytes, signature, b"another")
    assert not verify(STRANGER.public_bytes, signature, b"message")
    assert not verify(b"short", signature, b"message")
    assert "seed" not in repr(CENTRAL)


def test_a_sealed_box_opens_for_its_recipient_only() -> None:
    recipient = b"r" * 32
    box = seal(recovery_public_bytes(recipient), b"database key", ephemeral_seed=b"e" * 32)

    assert unseal(recipient, box) == b"database key"
    for seed, damaged in ((b"q" * 32, box), (recipient, box[:-1] + b"\0"), (recipient, b"short")):
        with pytest.raises(SealBrokenError):
            unseal(seed, damaged)


def test_an_enrolment_code_carries_centrals_fingerprint_and_survives_reading_aloud() -> None:
    secret = secret_from(bytes(range(200, 210)))
    code = format_code(secret, CENTRAL.public_bytes)
    spoken = code.lower().replace("0", "o").replace("1", "l").replace("-", " ")

    parsed = parse_code(spoken)

    assert parsed.secret == secret
    assert parsed.central_fingerprint == fingerprint(CENTRAL.public_bytes)


def test_every_single_wrong_letter_of_a_code_is_noticed() -> None:
    code = format_code(secret_from(bytes(10)), CENTRAL.public_bytes).replace("-", "")
    for place, letter in enumerate(code):
        for other in "0123456789ABCDEFGHJKMNPQRSTVWXYZ".replace(letter, ""):
            with pytest.raises(CodeUnreadableError):
                parse_code(code[:place] + other + code[place + 1 :])
    for text in ("", "ABC", code + "A", "U" + code[1:]):
        with pytest.raises(CodeUnreadableError):
            parse_code(text)


def an_answer(key: SigningKey = CENTRAL, **changes: object) -> EnrolmentAnswer:
    answer = EnrolmentAnswer(
        till="till-1",
        public_key=to_base64(TILL.public_bytes),
        label="GY03",
        stream="GY03A",
        organisation_id="org-1",
        store_id="store-1",
        store=StoreChanged(
            organisation_name="Windward Agencies",
            name="Stabroek Counter",
            zone="America/Guyana",
            currency="GYD",
        ),
        epoch="e1",
        central_key=to_base64(key.public_bytes),
        recovery_key=to_base64(bytes(32)),
        pin_pepper=to_base64(bytes(32)),
        nonce="12345678",
        server_time=AT,
    )
    return sign_answer(answer, key).model_copy(update=changes)


def raw(answer: EnrolmentAnswer) -> bytes:
    return answer.model_dump_json().encode()


def test_only_the_central_named_by_the_code_can_answer_an_enrolment() -> None:
    code = parse_code(format_code(secret_from(bytes(10)), CENTRAL.public_bytes))

    assert read_answer(raw(an_answer()), code, "12345678") == an_answer()
    for wrong in (
        an_answer(STRANGER),
        an_answer(stream="GY99A"),
        an_answer(public_key=to_base64(STRANGER.public_bytes)),
    ):
        with pytest.raises(NotFromCentralError):
            read_answer(raw(wrong), code, "12345678")
    with pytest.raises(NotFromCentralError):
        read_answer(raw(an_answer()), code, "87654321")


@pytest.mark.parametrize("damaged", [b"", b"[]", b"{}", raw(an_answer(signature="?"))])
def test_bytes_that_are_no_enrolment_answer_are_told_apart(damaged: bytes) -> None:
    code = parse_code(format_code(secret_from(bytes(10)), CENTRAL.public_bytes))

    with pytest.raises(AnswerDamagedError):
        read_answer(damaged, code, "12345678")


def test_an_answer_of_a_newer_central_with_a_field_more_is_still_believed() -> None:
    code = parse_code(format_code(secret_from(bytes(10)), CENTRAL.public_bytes))
    told = {**an_answer().model_dump(mode="json"), "motto": "new"}
    del told["signature"]
    signed = b"windward/enrolment/1\0" + canonical_bytes(told)
    told["signature"] = to_base64(CENTRAL.sign(signed))

    assert read_answer(json.dumps(told).encode(), code, "12345678").till == "till-1"


def test_a_signed_request_names_its_till_whatever_the_tills_clock_says() -> None:
    for at in (AT, AT.replace(year=1980), AT.replace(year=2076)):
        assert verified_key_id(REQUEST, headers_of(at=at), find_public_key=find_till) == "till-1"


@pytest.mark.parametrize(
    ("request_", "headers"),
    [
        (REQUEST, {}),
        (SignedRequest(method="POST", path="/v1/exchange", body=b"changed"), headers_of()),
        (SignedRequest(method="POST", path="/v1/enrol", body=b"the body"), headers_of()),
        (SignedRequest(method="GET", path="/v1/exchange", body=b"the body"), headers_of()),
        (REQUEST, {**headers_of(), "Signature": "windward=:AAAA:"}),
        (REQUEST, {**headers_of(), "Content-Digest": "sha-256=:AAAA:"}),
    ],
    ids=["unsigned", "body", "path", "method", "signature", "digest"],
)
def test_a_request_changed_on_its_way_is_refused(
    request_: SignedRequest, headers: dict[str, str]
) -> None:
    with pytest.raises(SignatureRefusedError):
        verified_key_id(request_, headers, find_public_key=find_till)


def test_a_request_with_two_signatures_of_ours_is_refused() -> None:
    headers = headers_of()
    for name in ("Signature", "Signature-Input"):
        headers[name] += ", second" + headers[name][headers[name].index("=") :]

    with pytest.raises(SignatureRefusedError):
        verified_key_id(REQUEST, headers, find_public_key=find_till)


def test_a_request_by_an_unknown_key_is_refused() -> None:
    with pytest.raises(SignatureRefusedError):
        verified_key_id(REQUEST, headers_of(), find_public_key=lambda _: None)
