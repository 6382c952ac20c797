import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from app.use_cases.start_stream import ensure_stream, start_stream
from app.use_cases.till import Till
from domain.errors import WorldFailure
from storage.database import TillDatabase
from sync.protocol.bodies import StreamOpened
from tests.helpers.builders import (
    SeededEntropy,
    a_sale,
    an_open_shift,
    clock_of,
    open_request,
)
from tests.helpers.ledger_checks import complaints, read_ledger


class SameEntropy:
    """A computer whose randomness is broken."""

    def take(self, byte_count: int) -> bytes:
        return bytes(byte_count)


def opened_streams(till: Till) -> list[StreamOpened]:
    return [
        StreamOpened.model_validate(facts.body)
        for _, facts in read_ledger(till.db).facts("stream_opened")
    ]


def test_a_new_stream_names_the_head_of_the_one_before(till: Till) -> None:
    session, _ = an_open_shift(till)
    a_sale(till, session)
    with till.db.reading() as uow:
        before = uow.till.current_stream()

    name = start_stream(till, "behind_mark")

    opened = opened_streams(till)[-1]
    assert opened.reason == "behind_mark"
    assert (opened.previous_stream, opened.previous_seq) == (before.name, before.head_seq)
    assert opened.previous_hash == before.head_hash.hex()
    assert name.startswith("GY03")
    assert len(name) == 7
    assert name[4:].isalpha()


def test_receipts_count_anew_in_a_new_stream(till: Till) -> None:
    session, _ = an_open_shift(till)
    a_sale(till, session)
    name = start_stream(till, "restored_backup")

    completed = a_sale(till, session)

    assert completed.sale.receipt_number == f"{name}-000001"
    assert complaints(till.db) == []


def test_a_till_whose_data_is_as_it_was_stays_in_its_stream(till: Till) -> None:
    ensure_stream(till)

    assert len(opened_streams(till)) == 1


def test_an_older_copy_sells_in_a_stream_of_its_own(till: Till, tmp_path: Path) -> None:
    """The copy's later numbers were used by the till it was copied from."""
    session, _ = an_open_shift(till)
    a_sale(till, session)
    till.db.close()
    shutil.copytree(tmp_path / "data", tmp_path / "old" / "data")
    reopened = replace(till, db=TillDatabase.open(open_request(tmp_path, clock_of(till))))
    a_sale(reopened, session)
    reopened.db.close()

    request = replace(
        open_request(tmp_path / "old", clock_of(till)),
        mark_path=open_request(tmp_path, clock_of(till)).mark_path,
    )
    copy = replace(till, db=TillDatabase.open(request), entropy=SeededEntropy("copy"))
    reasons = [copy.db.needs_new_stream]
    completed = a_sale(copy, session)
    reasons.append(copy.db.needs_new_stream)

    assert reasons == ["behind_mark", None]
    assert not completed.sale.receipt_number.startswith("GY03A-")
    assert complaints(copy.db) == []
    copy.db.close()


def test_a_computer_without_chance_is_told_to_restart(till: Till) -> None:
    broken = replace(till, entropy=SameEntropy())
    start_stream(broken, "behind_mark")

    with pytest.raises(WorldFailure, match="Restart the computer"):
        start_stream(broken, "behind_mark")
