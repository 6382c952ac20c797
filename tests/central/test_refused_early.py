"""What is refused before it is read, and what counts as a refusal (sync rule 13.7)."""

import asyncio
from collections.abc import Callable

import httpx
import pytest
from starlette.requests import Request
from starlette.types import Message

from central.web import bodies
from central.web.bodies import BodyTooSlowError, bounded_body
from sync.protocol.exchange import BODY_BYTES_MAX
from sync.protocol.keys import SigningKey
from sync.protocol.stream_codec import encode_request
from tests.central.office import Office
from tests.central.paper_till import PaperTill

STRANGER = SigningKey(b"\7" * 32)
Expect = Callable[[str], None]


@pytest.fixture(autouse=True)
def _few_refusals(office: Office) -> None:
    office.settings = office.settings.model_copy(update={"refusals_per_minute": 2})


def statuses(asks: Callable[[], httpx.Response], count: int) -> list[int]:
    return [asks().status_code for _ in range(count)]


def test_a_body_that_is_too_large_counts_as_a_refusal(till: PaperTill) -> None:
    huge = bytes(BODY_BYTES_MAX + 1)

    assert statuses(lambda: till.post(huge, signer=STRANGER), 3) == [413, 413, 429]


def test_a_stranger_above_the_limit_is_refused_before_its_body_is_read(
    till: PaperTill, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = encode_request(till.request(1, 0))
    assert statuses(lambda: till.post(body, signer=STRANGER), 2) == [401, 401]

    async def read(*_: object) -> bytes:
        raise AssertionError("a stranger's body was read")

    monkeypatch.setattr("central.operations.endpoint.bounded_body", read)

    assert till.post(body, signer=STRANGER).status_code == 429


def test_a_good_till_behind_a_bad_address_is_heard_but_not_with_another_body(
    till: PaperTill,
) -> None:
    body = encode_request(till.request(1, 0))
    assert statuses(lambda: till.post(body, signer=STRANGER), 4) == [401, 401, 429, 429]
    till.sell()

    assert till.push().header.stored_through == 1
    signed = till.post(body).request.headers
    changed = till.client.post("/v1/exchange", content=b"another body", headers=signed)
    assert changed.status_code == 429


def test_a_body_that_drips_is_cut_and_asked_for_again(
    till: PaperTill, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def drips(*_: object) -> bytes:
        raise BodyTooSlowError

    monkeypatch.setattr("central.operations.endpoint.bounded_body", drips)
    answer = till.post(b"-")

    assert answer.status_code == 408
    assert int(answer.headers["retry-after"]) > 0
    assert statuses(lambda: till.post(b"-"), 2) == [408, 429]


def test_reading_a_body_takes_no_longer_than_it_may(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "BODY_S_MAX", 0.01)

    async def receive() -> Message:
        await asyncio.Event().wait()
        raise AssertionError

    request = Request({"type": "http", "headers": []}, receive)

    with pytest.raises(BodyTooSlowError):
        asyncio.run(bounded_body(request, 10))
