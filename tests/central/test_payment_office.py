"""What the office does with payments by command: look, have one given back, check by hand."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from central.payments.office import ByPerson, Wanted, check_payment, list_payments, reverse_payment
from central.payments.statements.report import ReportRow, report_text
from central.payments.tables import payment_event
from central.tables import audit
from domain.errors import BadInput, Conflict, NotFound
from domain.money import Money
from tests.central.paper_till import PaperTill
from tests.central.paying import (
    CLAIM,
    Payroom,
    claim,
    give_up,
    move,
    paid_directly,
    sell_by,
    told_states,
    wish,
)

Run = Callable[..., int]
Said = pytest.CaptureFixture[str]
PERSON = ("--by", "S7", "--reason", "brought back")
MAP = ("map-statement", "--provider", "mmg", "--mapping", "app")
SEEN = ("--evidence", "statement of 2 November, row 7")


@pytest.fixture
def pay(room: Payroom, run: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run ``payments`` in the office's own folder, with its account at MMG."""
    monkeypatch.setenv("WINDWARD_CENTRAL_MMG_MERCHANT", room.office.settings.mmg_merchant)
    return lambda *words: run("payments", *words)


def deed(room: Payroom, payment_id: str = "pay-1", **changed: str) -> ByPerson:
    told = {"by": "S7", "reason": "brought back", "payment_id": payment_id, **changed}
    return ByPerson(organisation_id=room.shop.organisation_id, **told)


def verified(room: Payroom, till: PaperTill, payment_id: str = "pay-1") -> None:
    claim(till, payment_id, reference=paid_directly(room))
    till.push()
    room.run()
    assert room.state(payment_id) == "verified"


def test_payments_are_listed_by_what_a_person_asks(
    room: Payroom, till: PaperTill, pay: Run, capsys: Said
) -> None:
    claim(till)
    receipt = sell_by(till, "pay-1")
    wish(till, "pay-2")
    till.push()
    move(room, "disputed", why="MMG does not know it.")
    capsys.readouterr()

    assert pay("list") == 0
    both = capsys.readouterr().out
    assert f"disputed, waiting, receipt {receipt}" in both or f"receipt {receipt}" in both
    assert "MMG does not know it. [pay-1]" in both
    assert "[pay-2]" in both
    chosen = [
        (("--state", "disputed"), ["pay-1"]),
        (("--open",), ["pay-2"]),
        (("--provider", "stripe"), []),
        (("--till", "nobody"), []),
        (("--from", "2026-11-03"), []),
        (("--to", "2026-11-01"), []),
        (("--from", "2026-11-02", "--to", "2026-11-02", "--provider", "mmg"), ["pay-1", "pay-2"]),
    ]
    for words, ids in chosen:
        assert pay("list", *words, "--json") == 0
        rows = json.loads(capsys.readouterr().out)
        assert sorted(row["payment_id"] for row in rows) == ids
    assert pay("list", "--state", "refunded") == 0
    assert "No such payment is there." in capsys.readouterr().out
    assert pay("list", "--state", "paid") == 2
    assert pay("list", "--limit", "0") == 2


def test_the_newest_are_shown_first_and_no_more_than_asked(room: Payroom, till: PaperTill) -> None:
    for number in range(3):
        wish(till, f"pay-{number}")
    till.push()
    wanted = Wanted(organisation_id=room.shop.organisation_id, limit=2)
    with room.office.central.database.reading() as connection:
        rows = list_payments(connection, wanted)

    assert len(rows) == 2


def test_a_payment_is_shown_with_its_history_and_nothing_of_the_payer(
    room: Payroom, till: PaperTill, pay: Run, capsys: Said
) -> None:
    verified(room, till)
    capsys.readouterr()

    assert pay("show", "pay-1") == 0
    words = capsys.readouterr().out
    assert "verified, by mmg:" in words
    assert "noted, by staff-sr:" in words
    assert pay("show", "pay-1", "--json") == 0
    shown = json.loads(capsys.readouterr().out)
    assert [one["state"] for one in shown["history"]] == ["claimed", "verified"]
    assert not {"payer_id", "url"} & set(shown)
    assert "6001234" not in str(shown)
    assert pay("show", "pay-9") == 2
    assert "no such payment" in capsys.readouterr().err


def test_a_payment_of_another_organisation_is_not_there(room: Payroom, till: PaperTill) -> None:
    verified(room, till)
    other = room.office.open_shop("Somebody else")
    room.office.hire(other)
    theirs = ByPerson(
        organisation_id=other.organisation_id, payment_id="pay-1", by="S7", reason="x"
    )

    with pytest.raises(NotFound):
        reverse_payment(room.office.central, theirs)
    with pytest.raises(NotFound):
        check_payment(room.office.central, theirs, "disputed", "seen")


def test_the_whole_is_given_back_once_by_the_jobs_and_the_till_is_told(
    room: Payroom, till: PaperTill, pay: Run, capsys: Said
) -> None:
    verified(room, till)
    assert pay("reverse", "pay-1", *PERSON) == 0
    assert "the whole of it" in capsys.readouterr().out
    assert room.row().step == "refund_due"
    assert pay("reverse", "pay-1", *PERSON) == 2
    assert "on its way back already" in capsys.readouterr().err

    due_at = room.row().next_at  # the command has this computer's clock
    assert due_at is not None
    room.office.clock.at = due_at
    for _ in range(3):
        room.run(timedelta(minutes=2))
    assert (room.state(), room.mmg.double.reversals) == ("refunded", 1)
    assert told_states(till)[-1] == ("pay-1", "refunded")
    (row,) = [row for row in room.office.rows(audit) if row["action"] == "payment_reversal_asked"]
    assert (row["actor"], row["subject"], row["reason"]) == ("S7", "pay-1", "brought back")
    assert any("brought back" in str(row["why"]) for row in room.office.rows(payment_event))
    with pytest.raises(Conflict, match="It is refunded"):
        reverse_payment(room.office.central, deed(room))


def test_late_money_is_given_back_and_its_case_closes(room: Payroom, till: PaperTill) -> None:
    wish(till)
    give_up(till)
    till.push()
    reference = paid_directly(room)
    move(room, "verified", references=(reference,), known={"history_id": reference})
    assert room.cases() == ["payment_late"]
    reverse_payment(room.office.central, deed(room))
    for _ in range(3):
        room.run(timedelta(minutes=2))

    assert (room.state(), room.cases()) == ("refunded", [])


def test_what_is_not_known_to_be_there_is_not_given_back(room: Payroom, till: PaperTill) -> None:
    """A claim that shows another's number would give back the other's money."""
    verified(room, till)
    claim(till, "pay-2", reference=room.row().reference)
    till.push()
    assert room.state("pay-2") == "disputed"

    with pytest.raises(Conflict, match="only what is verified"):
        reverse_payment(room.office.central, deed(room, "pay-2"))
    assert room.mmg.double.reversals == 0


def test_without_an_account_nothing_is_given_back(
    room: Payroom, till: PaperTill, run: Run, capsys: Said
) -> None:
    claim(till)
    till.push()
    move(room, "verified")

    assert run("payments", "reverse", "pay-1", *PERSON) == 2
    assert "no account at MMG" in capsys.readouterr().err


def test_a_payment_is_verified_by_hand_on_what_was_seen(
    room: Payroom, till: PaperTill, pay: Run, capsys: Said
) -> None:
    claim(till)
    till.push()
    assert pay("check", "pay-1", "--outcome", "verified", *SEEN, *PERSON) == 0

    assert "Payment pay-1 is verified" in capsys.readouterr().out
    event = room.office.rows(payment_event, "event_no")[-1]
    assert (event["state"], event["by"]) == ("verified", "S7")
    assert "row 7" in str(event["evidence"])
    assert [row["action"] for row in room.office.rows(audit)].count("payment_verified_by_hand") == 1


def test_a_payment_is_disputed_by_hand(room: Payroom, till: PaperTill) -> None:
    verified(room, till)
    check_payment(room.office.central, deed(room), "disputed", "MMG's application")

    assert (room.state(), room.cases()) == ("disputed", ["payment_disputed"])


def test_a_number_that_is_anothers_stays_with_it(room: Payroom, till: PaperTill) -> None:
    claim(till)
    till.push()
    move(room, "verified", references=(CLAIM.reference,))
    claim(till, "pay-2")
    till.push()

    with pytest.raises(Conflict, match="shown before"):
        check_payment(room.office.central, deed(room, "pay-2"), "verified", "seen")
    assert room.state("pay-2") == "disputed"


def test_a_state_that_takes_no_such_word_stays(room: Payroom, till: PaperTill) -> None:
    wish(till)
    give_up(till)
    till.push()
    history = room.history()

    with pytest.raises(Conflict, match="takes no such word"):
        check_payment(room.office.central, deed(room), "disputed", "seen")
    assert room.history() == history
    assert room.cases() == []


@pytest.mark.parametrize("wrong", [{"by": " "}, {"reason": ""}])
def test_who_and_why_are_said(room: Payroom, till: PaperTill, wrong: dict[str, str]) -> None:
    verified(room, till)
    with pytest.raises(BadInput, match="Say who and why"):
        reverse_payment(room.office.central, deed(room, **wrong))
    with pytest.raises(BadInput, match="Say who and why"):
        check_payment(room.office.central, deed(room, **wrong), "disputed", "seen")
    with pytest.raises(BadInput, match="where you saw it"):
        check_payment(room.office.central, deed(room), "disputed", " ")

    assert room.row().step == "idle"


def mapped(pay: Run) -> None:
    """Say how a statement is read whose figures have a comma, with columns for in and out."""
    columns = ("at=Date", "reference=No", "in=In", "out=Out")
    named = [word for one in columns for word in ("--column", one)]
    form = ("--date-format", "%d/%m/%Y", "--currency", "GYD", "--decimal-mark", ",")
    delimiter = ("--delimiter", "semicolon")
    assert pay(*MAP, "--from", "2026-01-01", *named, *form, *delimiter, *PERSON) == 0


def test_a_statement_is_imported_and_reported_by_command(
    till: PaperTill, pay: Run, capsys: Said, tmp_path: Path
) -> None:
    claim(till)
    till.push()
    path = tmp_path / "nov.csv"
    path.write_text("Date;No;In;Out\n02/11/2026;20402048536279;1.140,00;\n02/11/2026;=X;;5\n")
    mapped(pay)
    told = ("import-statement", str(path), "--provider", "mmg", "--mapping", "app")
    days = ("--from", "2026-11-02", "--to", "2026-11-02", "--count", "2", "--by", "S7")
    assert pay(*told, *days, "--sum", "1135,00") == 2
    assert "its reference '=X' is none" in capsys.readouterr().err
    path.write_text(path.read_text().replace("=X", "NO-X"))
    assert pay(*told, *days, "--sum", "1140,00") == 2
    assert "you stated G$1,140" in capsys.readouterr().err

    assert pay(*told, *days, "--sum", "1135,00") == 1
    said = capsys.readouterr().out
    assert "1 unmatched, 1 verified. The report:" in said
    report = (tmp_path / "nov.report.csv").read_text().splitlines()
    assert report[0].startswith("row,at_utc,reference,amount")
    assert report[1].startswith('2,2026-11-02 04:00,20402048536279,"1,140.00",GYD,verified,pay-1')
    assert "NO-X" in report[2]
    assert "unmatched" in report[2]
    assert pay(*told, *days, "--sum", "1135,00", "--report", str(tmp_path / "no" / "r.csv")) == 2
    assert "The statement is imported" in capsys.readouterr().err
    assert pay(*told, *days, "--sum", "1135,00") == 0
    assert "It was imported before; nothing was changed. 2 known." in capsys.readouterr().out


def test_a_mapping_is_shown_and_edited_from_a_day_on_by_command(pay: Run, capsys: Said) -> None:
    assert pay("mappings") == 0
    mapped(pay)
    assert pay("mappings") == 0
    assert pay("mappings", "--json") == 0
    out = capsys.readouterr().out
    assert "No mapping is there." in out
    assert "mmg/app from 2026-01-01, GYD, '%d/%m/%Y': at=Date, in=In" in out
    assert json.loads(out.splitlines()[-1])[0]["mapping"]["delimiter"] == ";"

    edit = (*MAP, "--from", "2026-11-01")
    assert pay(*edit, "--column", "out=", "--column", "in=", "--column", "amount=A", *PERSON) == 0
    assert pay(*edit, "--column", "amount", *PERSON) == 2
    assert pay(*edit, "--by", "S7", "--reason", " ") == 2
    capsys.readouterr()
    assert pay("mappings", "--json") == 0
    kept = json.loads(capsys.readouterr().out)
    assert [one["valid_from"] for one in kept] == ["2026-11-01", "2026-01-01"]
    assert kept[0]["mapping"]["columns"] == {"at": "Date", "reference": "No", "amount": "A"}
    assert kept[0]["mapping"]["decimal_mark"] == ","


def test_a_cell_that_a_spreadsheet_would_compute_is_made_harmless() -> None:

    row = ReportRow(
        line=0,
        at=datetime(2026, 11, 2, tzinfo=UTC),
        reference="",
        money=Money(500, "GYD"),
        outcome="missing",
        payment_id="=cmd()",
    )

    assert report_text([row]).splitlines()[1] == ",2026-11-02 00:00,,5.00,GYD,missing,'=cmd(),,"
