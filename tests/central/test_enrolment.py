"""Enrolment: one code, one key, one till; idempotent; and once more when a key was lost."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from central.enrolment.codes import issue_code
from central.staff.members import NewMember, add_staff
from central.tables import enrolment_code, operation, till, till_key
from central.tills.labels import stream_name, stream_number
from central.tills.organisations import Store
from domain.errors import NotFound
from sync.protocol.changes import StaffChanged
from sync.protocol.enrolment import EnrolmentAnswer, format_code, parse_code, read_answer
from sync.protocol.keys import SigningKey
from sync.protocol.operation import from_base64
from sync.protocol.pins import PinParameters, PinVerifier, pin_matches
from sync.protocol.stream_codec import encode_request
from tests.central.office import Office
from tests.central.paper_till import NONCE, PaperTill
from tests.central.test_refusals import problem_of

pytestmark = pytest.mark.both_databases

Expect = Callable[[str], None]
KEY, OTHER = SigningKey(b"\1" * 32), SigningKey(b"\2" * 32)


def answer_of(office: Office, code: str, key: SigningKey = KEY) -> EnrolmentAnswer:
    response = office.ask_to_enrol(code, key)
    assert response.status_code == 200, response.text
    return EnrolmentAnswer.model_validate_json(response.content)


def test_a_code_makes_a_till_with_names_and_keys_it_can_check(office: Office, shop: Store) -> None:
    code = issue_code(office.central, shop).code

    answer = answer_of(office, code)

    assert (answer.label, answer.stream) == ("GY01", "GY01A")
    assert answer.store.name == "Water Street"
    assert answer.epoch == office.central.epoch
    assert len(from_base64(answer.pin_pepper)) == 32
    assert from_base64(answer.recovery_key) == office.central.keys.recovery_public
    assert read_answer(answer.model_dump_json().encode(), parse_code(code), NONCE) == answer


def test_the_same_code_and_key_get_the_same_till_again(office: Office, shop: Store) -> None:
    code = issue_code(office.central, shop).code
    first = answer_of(office, code)
    office.clock.forward(timedelta(hours=1))

    again = answer_of(office, code)

    different = {"server_time", "signature"}
    assert again.model_dump(exclude=different) == first.model_dump(exclude=different)
    assert len(office.rows(till)) == 1


def test_a_code_that_another_till_used_is_refused(
    office: Office, shop: Store, expect_log: Expect
) -> None:
    expect_log("enrolment_refused")
    code = issue_code(office.central, shop).code
    answer_of(office, code)

    response = office.ask_to_enrol(code, OTHER)

    assert "used by another till" in response.json()["detail"]
    assert problem_of(response, 403) == "This code does not work"
    assert len(office.rows(till)) == 1


def test_an_expired_code_is_refused(office: Office, shop: Store, expect_log: Expect) -> None:
    expect_log("enrolment_refused")
    code = issue_code(office.central, shop).code
    office.clock.forward(timedelta(hours=25))

    assert "expired" in office.ask_to_enrol(code, KEY).json()["detail"]


def test_a_code_nobody_issued_is_refused(office: Office, shop: Store, expect_log: Expect) -> None:
    expect_log("enrolment_refused")
    elsewhere = office.central.keys.signing.public_bytes
    response = office.ask_to_enrol(format_code("0123456789", elsewhere), KEY)

    assert "Nobody issued" in response.json()["detail"]
    assert shop.store_id not in response.text


def test_a_key_that_was_not_shown_to_be_held_is_refused(office: Office, shop: Store) -> None:
    code = issue_code(office.central, shop).code

    response = office.ask_to_enrol(code, KEY, signed_with=OTHER)

    problem_of(response, 401)
    assert office.rows(till) == []


def test_a_key_can_be_enrolled_once_only(office: Office, shop: Store, expect_log: Expect) -> None:
    expect_log("enrolment_refused")
    answer_of(office, issue_code(office.central, shop).code)

    response = office.ask_to_enrol(issue_code(office.central, shop).code, KEY)

    assert "enrolled already" in response.json()["detail"]


def test_the_secret_of_a_code_is_not_in_the_database(office: Office, shop: Store) -> None:
    secret = parse_code(issue_code(office.central, shop).code).secret

    assert secret.encode() not in str(office.rows(enrolment_code)).encode()


def test_guessing_is_slowed_down(office: Office, shop: Store, expect_log: Expect) -> None:
    expect_log("enrolment_refused")
    codes = [
        format_code(f"{number:010d}", office.central.keys.signing.public_bytes)
        for number in range(11)
    ]
    answers = [office.ask_to_enrol(code, KEY).status_code for code in codes]
    office.clock.forward(timedelta(minutes=1))
    later = office.ask_to_enrol(issue_code(office.central, shop).code, KEY)

    assert answers == [403] * 10 + [429]
    assert later.status_code == 200


@pytest.mark.parametrize("body", [b"", b"{}", b"[1]", b"\xff"])
def test_a_request_that_is_none_is_refused(office: Office, body: bytes) -> None:
    response = office.client.post("/v1/enrol", content=body)

    problem_of(response, 400)


def test_an_enrolment_request_too_large_is_refused(office: Office) -> None:
    response = office.client.post("/v1/enrol", content=bytes(20_000))

    problem_of(response, 413)


def test_another_protocol_is_told_so(office: Office) -> None:
    body = {
        "protocol": 2,
        "secret": "0123456789",
        "public_key": "x",
        "program_version": "2",
        "nonce": NONCE,
    }

    problem_of(office.client.post("/v1/enrol", json=body), 426)


@pytest.mark.parametrize("key", ["?", "", "AAAA"])
def test_a_key_that_is_none_is_refused(office: Office, expect_log: Expect, key: str) -> None:
    expect_log("enrolment_refused")
    body = {
        "protocol": 1,
        "secret": "0123456789",
        "public_key": key,
        "program_version": "1",
        "nonce": NONCE,
    }

    problem_of(office.client.post("/v1/enrol", json=body), 403)


def test_labels_are_dense_and_each_till_has_its_own_pepper(office: Office, shop: Store) -> None:
    tills = [office.enrol(shop) for _ in range(3)]

    assert [one.granted.label for one in tills] == ["GY01", "GY02", "GY03"]
    assert len({one.granted.pin_pepper for one in tills}) == 3


def test_a_new_till_learns_the_staff_with_verifiers_of_its_own(office: Office, shop: Store) -> None:
    member = NewMember(name="Ann", role="cashier", staff_id="ann", pin="2580")
    add_staff(office.central, shop.organisation_id, member)
    tills = [office.enrol(shop), office.enrol(shop)]

    verifiers = [staff_change(one, "ann") for one in tills]

    assert verifiers[0].verifier != verifiers[1].verifier
    for one, held in zip(tills, verifiers, strict=True):
        pepper = from_base64(one.granted.pin_pepper)
        assert pin_matches("2580", held, pepper)
        assert not pin_matches("2581", held, pepper)


def staff_change(till_of: PaperTill, staff_id: str) -> PinVerifier:
    """Return the newest verifier a till was told."""
    changes = [one for one in till_of.pull().changes if one.key == staff_id]
    body = StaffChanged.model_validate(changes[-1].body)
    time_cost, memory_kib, parallelism = body.pin_parameters
    return PinVerifier(
        salt=from_base64(body.pin_salt),
        parameters=PinParameters(
            time_cost=time_cost, memory_kib=memory_kib, parallelism=parallelism
        ),
        verifier=from_base64(body.pin_verifier),
    )


def test_a_till_with_a_new_key_keeps_its_name_and_hands_over_what_the_old_key_signed(
    office: Office, shop: Store, till: PaperTill
) -> None:
    till.sell()
    till.sell()
    till.push(1, 1)
    renewed = office.enrol(shop, label="GY01")

    assert renewed.granted.till == till.granted.till
    assert renewed.granted.label == "GY01"
    assert renewed.stream == "GY01B"
    assert renewed.granted.pin_pepper != till.granted.pin_pepper
    old_stream = PaperTill(office.client, renewed.granted, till.signer, "GY01A", till.operations)
    request = old_stream.request(2, 2)
    old_stream.signer = renewed.signer
    answer = old_stream.exchange(request)
    assert answer.header.stored_through == 2
    renewed.sell()
    assert renewed.push().header.stored_through == 1
    signed_by = {row["signed_by"] for row in office.rows(operation)}
    assert signed_by == {till.signer.public_bytes, renewed.signer.public_bytes}


def test_the_lost_key_of_a_renewed_till_opens_nothing(
    office: Office, shop: Store, till: PaperTill
) -> None:
    office.enrol(shop, label="GY01")
    problem_of(till.post(encode_request(till.request(1, 0))), 401)
    assert sum(row["retired_at"] is not None for row in office.rows(till_key)) == 1


def test_a_code_for_a_till_that_does_not_exist_is_not_made(office: Office, shop: Store) -> None:
    with pytest.raises(NotFound, match="GY09"):
        issue_code(office.central, shop, label="GY09")


@pytest.mark.parametrize(
    ("number", "name"),
    [(1, "GY03A"), (26, "GY03Z"), (27, "GY03AA"), (702, "GY03ZZ"), (703, "GY03AAA")],
)
def test_streams_are_lettered_as_columns_are(number: int, name: str) -> None:
    assert stream_name("GY03", number) == name
    assert stream_number("GY03", name) == number


@pytest.mark.parametrize("name", ["GY03", "GY04A", "gy03a", "GY03A1", "A", "", "GY03ABCDE"])
def test_another_name_is_no_stream_of_the_till(name: str) -> None:
    assert stream_number("GY03", name) is None
