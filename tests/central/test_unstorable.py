"""Text that no database keeps, in an authentic operation, never blocks a till (sync rule 3.2)."""

from collections.abc import Callable

import pytest

from central.operation_key import OperationKey
from central.operations import receiving
from central.operations.applying import Outcome, Workplace
from central.operations.chains import verify_chains
from central.operations.outcomes import note_outcome
from central.storable import TEXT_LENGTH_MAX, is_storable
from central.tables import case_file, operation, sale, takings
from central.tables import personal_part as personal_parts
from sync.protocol.exchange import ExchangeRequest
from sync.protocol.operation import PersonalPart
from sync.protocol.stream_codec import encode_request
from tests.central.office import Office
from tests.central.paper_till import PaperTill, personal_part
from tests.central.test_quarantine import GOOD, send_facts

pytestmark = pytest.mark.both_databases

KEY = b"seal" * 8
Expect = Callable[[str], None]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"kind":"sale_completed"', b'"kind":"sale\\ud800"'),
        (b'"kind":"sale_completed"', b'"kind":"sale\\u0000"'),
        (b'"receipt":"GY01A', b'"receipt":"\\udfff\\u0000GY01A'),
        (b'"cart_id"', b'"\\ud800\\u0000":1,"cart_ix"'),
        (b'"personal":[]', b'"personal":[["\\ud800","x"]]'),
        (b'"personal":[]', b'"personal":[["person\\u0000","x"]]'),
        (b'"by":"staff-sr"', b'"by":"\\ud800"'),
        (b'"cart_id"', b'"' + b"x" * 100_000 + b'":1,"cart_ix"'),
    ],
)
def test_half_a_character_does_not_keep_a_till_from_handing_over_the_rest(
    office: Office, till: PaperTill, old: bytes, new: bytes
) -> None:
    till.sell()
    facts = till.operations.pop().facts
    assert old in facts

    answer = till.exchange(send_facts(till, facts.replace(old, new)))

    assert answer.header.stored_through == 1
    for table in (operation, case_file, takings):
        for row in office.rows(table):
            told = [text for text in row.values() if isinstance(text, str)]
            assert all(is_storable(text) and len(text) <= TEXT_LENGTH_MAX for text in told)


def test_a_personal_part_of_an_id_that_no_database_keeps_is_not_kept(
    office: Office, till: PaperTill
) -> None:
    part = personal_part("person\0", "Ann")
    till.write(GOOD, kind="sale_completed", personal=(part,))

    answer = till.push()

    assert [ruling.title for ruling in answer.rulings] == ["A personal part cannot be read"]
    assert office.rows(personal_parts) == []
    assert len(office.rows(takings)) == 1


def test_an_operation_that_cannot_be_noted_is_kept_as_bytes_and_the_next_is_booked(
    office: Office, till: PaperTill, monkeypatch: pytest.MonkeyPatch, expect_log: Expect
) -> None:
    expect_log("operation_not_noted")

    def fail_at_money(work: Workplace, key: OperationKey, outcome: Outcome) -> None:
        note_outcome(work, key, outcome)
        if outcome.money is not None and key.seq == 1:
            raise ArithmeticError

    monkeypatch.setattr(receiving, "note_outcome", fail_at_money)
    till.sell()
    till.sell()

    answer = till.push()

    assert [(one.seq, one.title) for one in answer.rulings] == [(1, "Central could not note this")]
    assert [row["kind"] for row in office.rows(operation, "seq")] == ["", "sale_completed"]
    assert [row["seq"] for row in office.rows(sale)] == [2]
    assert [row["seq"] for row in office.rows(takings)] == [2]
    assert [row["seq"] for row in office.rows(case_file)] == [1]
    assert verify_chains(office.central).verified


@pytest.mark.parametrize(
    "changes", [{"first_seq": 2**53 + 1}, {"first_kept_seq": 2**63}, {"stream": "GY01\0"}]
)
def test_a_header_that_no_database_takes_is_refused(
    till: PaperTill, expect_log: Expect, changes: dict[str, object]
) -> None:
    expect_log("batch_refused")
    request = till.request(1, 0)
    header = request.header.model_copy(update=changes)

    response = till.post(encode_request(ExchangeRequest(header=header)))

    assert response.status_code == 400


@pytest.mark.parametrize(
    "part",
    [
        PersonalPart(person_id="p", salt=bytes(31), part=b"\0{}"),
        PersonalPart(person_id="p", salt=bytes(32), part=b"x" * 65_537),
    ],
)
def test_a_part_over_the_limits_quarantines_its_operation(
    office: Office, till: PaperTill, monkeypatch: pytest.MonkeyPatch, part: PersonalPart
) -> None:
    monkeypatch.setattr("sync.protocol.operation._require_limits", lambda *_: None)
    till.write(GOOD, kind="sale_completed", personal=(part,))

    answer = till.push()

    assert [ruling.title for ruling in answer.rulings] == ["A personal part is over its limits"]
    assert len(office.rows(takings)) == 1
