"""What a statement does not show, and what it shows that nobody sold: a case each, and its end."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from central.cases.closing import Closing, close_case
from central.jobs.running import all_jobs
from central.payments.statements.again import settle_waiting_rows
from central.payments.statements.missing import list_missing
from central.tables import case_file
from tests.central.paper_till import PaperTill
from tests.central.paying import (
    CLAIM,
    Payroom,
    decide,
    move,
    wish,
)
from tests.central.reconciling import Reconciling, claimed

both = pytest.mark.both_databases
REF = CLAIM.reference
NEXT = date(2026, 11, 3)


@both
def test_what_no_payment_explains_is_a_case_that_closes_when_its_till_comes_back(
    room: Payroom, till: PaperTill, desk: Reconciling
) -> None:
    wish(till, "pay-9")
    till.push()
    done = desk.take((REF, "1140.00"))
    assert [one.outcome for one in done.rows] == ["unmatched"]
    assert "Of this amount about that time: pay-9." in done.rows[0].words
    assert desk.open_cases() == [("statement_row", f"mmg {REF} in")]
    settle_waiting_rows(room.office.central, room.lease.writing)
    assert len(desk.open_cases()) == 1

    claimed(till)
    settle_waiting_rows(room.office.central, room.lease.writing)

    assert room.state() == "verified"
    assert desk.open_cases() == []


def test_what_a_person_closed_is_not_opened_again_by_the_jobs(
    room: Payroom, till: PaperTill, desk: Reconciling
) -> None:
    desk.take(("NO-7", "-5"))
    (case,) = room.office.rows(case_file)
    close_case(room.office.central, str(case["case_id"]), Closing(by="staff-1", reason="a fee"))
    claimed(till, reference="NO-7")
    settle_waiting_rows(room.office.central, room.lease.writing)

    assert desk.open_cases() == []
    assert room.state() == "claimed"


def test_the_jobs_try_waiting_rows_by_themselves() -> None:
    assert "statements" in {job.name for job in all_jobs()}


def test_the_jobs_job_settles(room: Payroom, till: PaperTill, desk: Reconciling) -> None:
    desk.take((REF, "1140.00"))
    claimed(till)
    (job,) = [job for job in all_jobs() if job.name == "statements"]
    job.run(room.lease)

    assert room.state() == "verified"


@both
def test_payments_that_the_statement_of_their_day_does_not_show_are_a_case_each(
    room: Payroom, till: PaperTill, desk: Reconciling
) -> None:
    claimed(till)
    claimed(till, "pay-2", reference="NO-2")
    wish(till, "pay-3")
    till.push()
    move(room, "verified", "pay-2", references=("NO-2",))
    done = desk.take(("NO-9", "5"))

    assert [(one.outcome, one.payment_id) for one in done.rows] == [
        ("unmatched", ""),
        ("missing", "pay-1"),
        ("missing", "pay-2"),
    ]
    assert room.cases() == ["payment_missing", "payment_missing"]
    assert "is verified, and the statement nov.csv of its day does not show it" in str(
        room.messages()
    )


def test_a_later_statement_that_shows_it_closes_the_case_and_none_opens_it_again(
    room: Payroom, till: PaperTill, desk: Reconciling
) -> None:
    claimed(till)
    desk.take(name="quiet.csv")
    assert room.cases() == ["payment_missing"]
    desk.take((REF, "1140.00", "03/11/2026 00:01"), name="next.csv", days=(NEXT, NEXT))

    assert room.cases() == []
    assert desk.outcomes(("NO-9", "5"), name="other.csv") == ["unmatched"]
    assert room.cases() == []


def test_a_case_of_what_is_missing_is_opened_once_whatever_a_person_did_with_it(
    room: Payroom, till: PaperTill, desk: Reconciling
) -> None:
    claimed(till)
    desk.take(name="quiet.csv")
    (case,) = room.office.rows(case_file)
    close_case(room.office.central, str(case["case_id"]), Closing(by="staff-1", reason="asked MMG"))

    assert desk.outcomes(("NO-9", "5")) == ["unmatched"]
    assert room.cases() == []


def test_verified_by_a_look_up_it_is_missing_still(
    room: Payroom, till: PaperTill, desk: Reconciling
) -> None:
    claimed(till)
    desk.take(name="quiet.csv")
    move(room, "verified")
    assert room.cases() == ["payment_missing"]
    move(room, "refunded")

    assert room.cases() == []


def test_payments_of_other_days_providers_and_states_are_not_missed(
    till: PaperTill, desk: Reconciling
) -> None:
    claimed(till, paid_at=CLAIM.paid_at - timedelta(days=1))
    claimed(till, "pay-2", reference="NO-2", provider="stripe")
    claimed(till, "pay-3", reference="NO-3")
    decide(till, "reject", "pay-3")
    till.push()

    assert desk.outcomes() == []


def test_a_payment_settled_while_others_were_asked_about_is_not_missing(
    room: Payroom, till: PaperTill, desk: Reconciling, monkeypatch: pytest.MonkeyPatch
) -> None:
    claimed(till)
    real = list_missing

    def settled_meanwhile(*words: object) -> list[str]:
        found = real(*words)  # type: ignore[arg-type]  # as it was called
        move(room, "disputed")
        return found

    monkeypatch.setattr("central.payments.statements.importing.list_missing", settled_meanwhile)

    assert desk.outcomes(("NO-9", "5")) == ["unmatched"]
