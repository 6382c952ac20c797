"""A provider's statement held against what was sold: matched, disputed, and once only."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa

from central.payments.rows import find_payment
from central.payments.statement_tables import statement, statement_row
from central.payments.statements import importing
from central.payments.statements.opening import open_statement
from central.payments.statements.settling import Settling
from central.payments.tables import payment_event
from central.tables import audit
from domain.errors import BadInput, NotFound
from domain.statement_file.reading import Stated
from tests.central.paper_till import PaperTill
from tests.central.paying import (
    CLAIM,
    Payroom,
    claim,
    sell_by,
    told_states,
)
from tests.central.reconciling import NOON, Reconciling, claimed

both = pytest.mark.both_databases
REF = CLAIM.reference
NEXT = date(2026, 11, 3)


@both
def test_a_claim_that_the_statement_shows_is_verified_with_the_row_as_evidence(
    room: Payroom, till: PaperTill, desk: Reconciling
) -> None:
    claim(till)
    receipt = sell_by(till, "pay-1")
    till.push()
    done = desk.take((REF, "1140.00"), ("", "-25"))

    assert [one.outcome for one in done.rows] == ["verified", "left_out"]
    assert (done.rows[0].payment_id, done.rows[0].receipt) == ("pay-1", receipt)
    assert room.state() == "verified"
    event = room.office.rows(payment_event, "event_no")[-1]
    assert event["by"] == "statement, staff-office"
    assert '"row": "2"' in str(event["evidence"])
    assert '"statement": "nov.csv"' in str(event["evidence"])
    assert told_states(till)[-1] == ("pay-1", "verified")
    assert desk.open_cases() == []
    (deed,) = [row for row in room.office.rows(audit) if row["action"] == "statement_imported"]
    assert (deed["actor"], deed["reason"]) == ("staff-office", "1 left_out, 1 verified")


@both
def test_the_same_file_again_and_an_overlapping_one_change_nothing_twice(
    room: Payroom, till: PaperTill, desk: Reconciling
) -> None:
    claimed(till)
    rows = [(REF, "1140.00"), ("NO-1", "5")]
    assert desk.outcomes(*rows) == ["verified", "unmatched"]
    history, cases = room.history(), desk.open_cases()

    again = desk.take(*rows)
    overlap = desk.take(*rows, ("NO-2", "7"), name="week.csv")

    assert again.is_again
    assert [one.outcome for one in again.rows] == ["known", "known"]
    assert again.rows[0].words == "Imported before: verified."
    assert [one.outcome for one in overlap.rows] == ["known", "known", "unmatched"]
    assert room.history() == history
    assert desk.open_cases() == [*cases, ("statement_row", "mmg NO-2 in")]
    assert len(room.office.rows(statement)) == 2


def test_an_import_that_was_cut_off_goes_on_where_it_ended(
    room: Payroom, till: PaperTill, desk: Reconciling, monkeypatch: pytest.MonkeyPatch
) -> None:
    claimed(till)
    claimed(till, "pay-2", reference="NO-2")
    monkeypatch.setattr(importing, "_BATCH_ROWS", 1)
    real = Settling.settle

    def dying(settling: Settling, one: object) -> object:
        if "pay-2" not in str(one) and getattr(one, "reference", "") == "NO-2":
            raise KeyboardInterrupt
        return real(settling, one)  # type: ignore[arg-type]  # as it was called

    monkeypatch.setattr(Settling, "settle", dying)
    with pytest.raises(KeyboardInterrupt):
        desk.take((REF, "1140.00"), ("NO-2", "1140.00"))
    assert (room.state(), room.state("pay-2")) == ("verified", "claimed")
    monkeypatch.setattr(Settling, "settle", real)

    again = desk.take((REF, "1140.00"), ("NO-2", "1140.00"))

    assert not again.is_again
    assert [one.outcome for one in again.rows] == ["known", "verified"]
    assert [row["finished_at"] is not None for row in room.office.rows(statement)] == [True]


@both
def test_another_amount_disputes_the_payment(
    room: Payroom, till: PaperTill, desk: Reconciling
) -> None:
    claimed(till)
    done = desk.take((REF, "900.00"))

    assert [one.outcome for one in done.rows] == ["disputed"]
    assert (room.state(), room.cases()) == ("disputed", ["payment_disputed"])
    assert "The statement shows G$900, not G$1,140" in room.messages()[0]


def test_money_of_another_month_disputes_the_claim_that_shows_it(
    room: Payroom, till: PaperTill, desk: Reconciling
) -> None:
    claimed(till)
    old = desk.outcomes(
        (REF, "1140.00", "02/10/2026 08:00"), days=(date(2026, 10, 1), date(2026, 10, 31))
    )

    assert (old, room.state()) == (["disputed"], "disputed")
    assert "on 02/10/2026, another day" in room.messages()[0]


def test_the_window_is_the_mappings_on_both_sides(
    room: Payroom, till: PaperTill, desk: Reconciling
) -> None:
    desk.map(window_h=1)
    claimed(till)  # at 08:00 in the store
    claimed(till, "pay-2", reference="NO-2")
    claimed(till, "pay-3", reference="NO-3")
    rows = [
        (REF, "1140.00", "02/11/2026 06:59"),
        ("NO-2", "1140.00", "02/11/2026 09:00"),
        ("NO-3", "1140.00", "02/11/2026 09:01"),
    ]

    assert desk.outcomes(*rows) == ["verified", "verified", "disputed"]
    assert room.state("pay-3") == "disputed"


def test_the_statement_of_another_account_is_refused_as_a_whole(
    room: Payroom, till: PaperTill, desk: Reconciling
) -> None:
    desk.columns["merchant"] = "Merchant"
    desk.map()
    claimed(till)
    with pytest.raises(BadInput, match="another merchant than 9900001"):
        desk.take((REF, "1140", NOON, "9900002"))
    assert room.office.rows(statement) == []

    assert desk.outcomes((REF, "1140", NOON, "9900001"), ("NO-1", "5", NOON, "9900002")) == [
        "verified",
        "unmatched",
    ]


def test_nothing_of_the_payer_is_kept_of_a_row(
    room: Payroom, till: PaperTill, desk: Reconciling
) -> None:
    desk.columns["kind"] = "Payer"  # a column that the mapping happens to name
    claimed(till)
    path = desk.file((REF, "1140", NOON, "Jane Payer 6001234"))
    assert "Jane" in path.read_text()
    desk.map(left_out=[])
    desk.take((REF, "1140", NOON, "Jane Payer 6001234"))

    kept = str(room.office.rows(statement_row)) + str(room.office.rows(payment_event))
    assert "Jane" not in kept
    assert "6001234" not in kept


@pytest.mark.parametrize(
    ("wrong", "error"),
    [({"by": " "}, BadInput), ({"provider": "paypal"}, BadInput), ({"mapping": "x"}, NotFound)],
)
def test_who_imports_what_and_how_must_be_known(
    desk: Reconciling, wrong: dict[str, str], error: type[Exception]
) -> None:
    told = {
        "organisation_id": desk.organisation_id,
        "file": open_statement(desk.file()),
        "provider": "mmg",
        "mapping": "app",
        "by": "staff-1",
        **wrong,
    }
    stated = Stated(first_day=NEXT, last_day=NEXT, count=0, total="0")
    with pytest.raises(error, match="Nothing was changed"):
        importing.import_statement(
            desk.room.office.central,
            importing.Wanted(**told, stated=stated),  # type: ignore[arg-type]  # a table of tests
        )


# --- planted bugs --------------------------------------------------------------------------------


def test_planted_a_row_that_counts_twice_would_be_seen(
    room: Payroom, till: PaperTill, desk: Reconciling, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the memory of rows, an overlapping file would work them again."""
    claimed(till)
    rows = [(REF, "1140")]
    desk.take(*rows)
    events = len(room.history())
    with room.office.central.database.writing(room.office.clock.now()) as writing:
        writing.connection.execute(sa.delete(statement_row))
    monkeypatch.setattr("central.payments.moving.may_follow", lambda *_: True)
    again = desk.take(*rows, name="again.csv")

    assert [one.outcome for one in again.rows] != ["known"]
    assert len(room.history()) == events


def test_planted_an_amount_that_is_not_compared_would_verify_other_money(
    room: Payroom, till: PaperTill, desk: Reconciling, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Settling, "_what_is_wrong", lambda *_: "")
    claimed(till)
    desk.take((REF, "900"))

    with room.office.central.database.reading() as connection:
        row = find_payment(connection, desk.organisation_id, "pay-1")
    assert row is not None
    assert row.state == "verified"  # the test of another amount above would fail


def test_a_file_that_is_not_there_is_refused_and_says_where_it_was_looked_for(
    tmp_path: Path,
) -> None:
    with pytest.raises(BadInput, match="No such file"):
        open_statement(tmp_path / "nothing.csv")
