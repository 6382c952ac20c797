"""What is refused: forged, foreign, damaged, oversize. Nothing of it is stored or acknowledged."""

from collections.abc import Callable
from datetime import timedelta

import httpx
import pytest
import zstandard
from fastapi.testclient import TestClient

from central.tables import operation, stream
from central.tills.organisations import Store
from sync.protocol.exchange import BODY_BYTES_MAX, CONTENT_TYPE, EXCHANGE_PATH
from sync.protocol.keys import SigningKey
from sync.protocol.operation import to_base64
from sync.protocol.stream_codec import encode_request
from tests.central.office import Office
from tests.central.paper_till import PaperTill

STRANGER = SigningKey(b"\7" * 32)
Expect = Callable[[str], None]


def problem_of(response: httpx.Response, status: int) -> str:
    """Return a problem's title, once it is one."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    problem = response.json()
    assert problem["status"] == status
    return str(problem["title"])


def test_a_request_signed_by_another_key_is_refused(office: Office, till: PaperTill) -> None:
    till.sell()

    response = till.post(encode_request(till.request(1, 1)), signer=STRANGER)

    assert problem_of(response, 401) == "The signature does not fit"
    assert office.rows(operation) == []


def test_an_unknown_till_is_refused(office: Office, till: PaperTill) -> None:
    till.granted = till.granted.model_copy(update={"till": "nobody"})

    response = till.post(encode_request(till.request(1, 0)))

    assert problem_of(response, 403) == "Central does not know this till"
    assert office.rows(stream) != []


def test_a_request_without_a_signature_is_refused(till: PaperTill) -> None:
    body = encode_request(till.request(1, 0))

    response = till.client.post(EXCHANGE_PATH, content=body)

    problem_of(response, 403)


def test_a_body_changed_on_its_way_is_refused(
    office: Office, till: PaperTill, monkeypatch: pytest.MonkeyPatch
) -> None:
    till.sell()
    sent = encode_request(till.request(1, 1))
    till.sell()
    other = encode_request(till.request(1, 2))
    post = till.client.post

    def change(path: str, *, content: bytes, headers: dict[str, str]) -> object:
        assert content == sent
        return post(path, content=other, headers=headers)

    monkeypatch.setattr(till.client, "post", change)
    response = till.post(sent)

    problem_of(response, 401)
    assert office.rows(operation) == []


def test_a_batch_whose_head_another_key_signed_is_refused(
    office: Office, till: PaperTill, expect_log: Expect
) -> None:
    expect_log("batch_refused")
    sold = till.sell()
    request = till.request(1, 1)
    forged = to_base64(STRANGER.sign(b"windward/operation/1\0" + sold.hash))
    header = request.header.model_copy(update={"head_signature": forged})

    response = till.post(
        encode_request(type(request)(header=header, operations=request.operations))
    )

    problem_of(response, 400)
    assert office.rows(operation) == []


@pytest.mark.parametrize("signature", [None, "", "!", "AAAA"])
def test_a_batch_without_a_readable_head_signature_is_refused(
    office: Office, till: PaperTill, expect_log: Expect, signature: str | None
) -> None:
    expect_log("batch_refused")
    till.sell()
    request = till.request(1, 1)
    header = request.header.model_copy(update={"head_signature": signature})

    response = till.post(
        encode_request(type(request)(header=header, operations=request.operations))
    )

    problem_of(response, 400)
    assert office.rows(operation) == []


def test_operations_in_another_order_than_they_were_chained_are_refused(
    office: Office, till: PaperTill, expect_log: Expect
) -> None:
    expect_log("batch_refused")
    till.sell(1_000)
    till.sell(2_000)
    request = till.request(1, 2)

    response = till.post(
        encode_request(type(request)(header=request.header, operations=request.operations[::-1]))
    )

    problem_of(response, 400)
    assert office.rows(operation) == []


def test_a_till_cannot_send_another_tills_batch(
    office: Office, shop: Store, till: PaperTill
) -> None:
    other = office.enrol(shop)
    other.sell()
    body = encode_request(other.request(1, 1))

    response = till.post(body)

    assert problem_of(response, 403) == "This is another till's batch"
    assert office.rows(operation) == []


@pytest.mark.parametrize("protocol", [0, 2, 99])
def test_another_protocol_is_told_so(till: PaperTill, protocol: int) -> None:
    request = till.request(1, 0)
    header = request.header.model_copy(update={"protocol": protocol})

    response = till.post(encode_request(type(request)(header=header)))

    assert problem_of(response, 426) == "Central speaks another protocol"
    assert response.headers["upgrade"] == "windward/1"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"not zstd",
        zstandard.compress(b""),
        zstandard.compress(b"{}\n"),
        zstandard.compress(b"[1,2]\n"),
        zstandard.compress(b"\xff\xfe\n"),
    ],
)
def test_a_damaged_batch_is_refused(till: PaperTill, expect_log: Expect, body: bytes) -> None:
    expect_log("batch_refused.*damaged|damaged.*batch_refused")

    problem_of(till.post(body), 400)


def test_a_cut_batch_is_refused(office: Office, till: PaperTill, expect_log: Expect) -> None:
    expect_log("batch_refused")
    till.sell()
    body = encode_request(till.request(1, 1))

    problem_of(till.post(body[: len(body) // 2]), 400)
    assert office.rows(operation) == []


def test_a_zip_bomb_is_refused_before_it_is_unpacked(till: PaperTill, expect_log: Expect) -> None:
    expect_log("batch_refused")
    bomb = zstandard.compress(bytes(200_000_000))
    assert len(bomb) < BODY_BYTES_MAX

    problem_of(till.post(bomb), 400)


def test_a_body_over_a_megabyte_is_refused_whether_it_says_so_or_not(till: PaperTill) -> None:
    announced = till.post(bytes(BODY_BYTES_MAX + 1))
    in_pieces = till.client.post(
        EXCHANGE_PATH,
        content=(bytes(65_536) for _ in range(17)),
        headers={"Content-Type": CONTENT_TYPE},
    )

    assert problem_of(announced, 413) == problem_of(in_pieces, 413)


def test_refusals_are_limited_and_a_good_till_behind_the_same_address_is_not(
    office: Office, till: PaperTill
) -> None:
    till.sell()
    body = encode_request(till.request(1, 1))
    answers = [till.post(body, signer=STRANGER).status_code for _ in range(61)]

    assert answers == [401] * 60 + [429]
    assert till.push().header.stored_through == 1
    office.clock.forward(timedelta(minutes=1))
    assert till.post(body, signer=STRANGER).status_code == 401


def test_there_is_nothing_else_to_ask_for(office: Office) -> None:
    client: TestClient = office.client

    assert problem_of(client.get("/"), 404) == "Not Found"
    assert problem_of(client.get(EXCHANGE_PATH), 405) == "Method Not Allowed"
    assert problem_of(client.get("/openapi.json"), 404) == "Not Found"
