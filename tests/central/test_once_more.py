"""A batch that another transaction undid is done once more, and no more than once."""

from collections.abc import Callable

import httpx
import pytest

from central.database_failures import DatabaseConflict
from central.operations import receiving
from central.tables import operation
from sync.protocol.stream_codec import encode_request
from tests.central.office import Office
from tests.central.paper_till import PaperTill

pytestmark = pytest.mark.both_databases
Expect = Callable[[str], None]


def asked(till: PaperTill) -> httpx.Response:
    return till.post(encode_request(till.request(1, len(till.operations))))


@pytest.mark.parametrize("times", [1, 2])
def test_a_batch_that_another_transaction_undid_is_done_once_more(
    office: Office,
    till: PaperTill,
    monkeypatch: pytest.MonkeyPatch,
    times: int,
    expect_log: Expect,
) -> None:
    till.sell()
    left = [times]
    true_store = receiving._store

    def store(*given: object) -> object:
        if left[0]:
            left[0] -= 1
            raise DatabaseConflict("In the way", "It was.")
        return true_store(*given)  # type: ignore[arg-type]  # what the product gave

    monkeypatch.setattr(receiving, "_store", store)
    if times == 1:
        assert asked(till).status_code == 200
    else:
        expect_log("database_unavailable")
        assert asked(till).status_code == 503

    assert len(office.rows(operation)) == 2 - times
