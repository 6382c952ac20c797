"""A provider's statement held against what was sold: matched, disputed, missing, nobody's."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from central.cases.closing import Closing, close_case
from central.jobs.running import all_jobs
from central.payments.rows import find_payment, set_payment
from central.payments.statement_tables import statement, statement_row
from central.payments.statements import importing
from central.payments.statements.again import settle_waiting_rows
from central.payments.tables import payment, payment_event
from central.tables import audit, case_file
from domain.errors import BadInput, NotFound
from tests.central.office import Office
from tests.central.paper_till import PaperTill
from tests.central.paying import (
    CLAIM,
    Payroom,
    check,
    claim,
    decide,
    give_up,
    move,
    payroom,
    push_wish,
    sell_by,
    told_states,
    wish,
)
from tests.central.reconciling import NOON, Reconciling

both = pytest.mark.both_databases
REF = CLAIM.reference
NEXT = date(2026, 11, 3)


@pytest.fixture
def room(office: Office) -> Payroom:
    return payroom(office)


@pytest.fixture
def till(room: Payroom) -> PaperTill:
    return room.office.enrol(room.shop)


@pytest.fixture
def desk(room: Payroom, tmp_path: Path) -> Reconciling:
    return Reconciling(room, tmp_path)


def claimed(till: PaperTill, payment_id: str = "pay-1", **changed: object) -> None:
    claim(till, payment_id, **changed)
    till.push()


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
    real = importing.Settling.settle

    def dying(settling: importing.Settling, one: object) -> object:
        if "pay-2" not in str(one) and getattr(one, "reference", "") == "NO-2":
            raise KeyboardInterrupt
        return real(settling, one)  # type: ignore[arg-type]  # as it was called

    monkeypatch.setattr(importing.Settling, "settle", dying)
    with pytest.raises(KeyboardInterrupt):
        desk.take((REF, "1140.00"), ("NO-2", "1140.00"))
    assert (room.state(), room.state("pay-2")) == ("verified", "claimed")
    monkeypatch.setattr(importing.Settling, "settle", real)

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


@both
def test_a_wish_is_known_by_our_own_number_and_money_that_comes_late_is_told(
    room: Payroom, till: PaperTill, desk: Reconciling
) -> None:
    desk.columns["attempt"] = "Ours"
    desk.map()
    wish(till)
    wish(till, "pay-2")
    give_up(till, "pay-2")
    till.push()
    ours = room.row().attempt_digits

    assert desk.outcomes(("NO-1", "1140", NOON, ours), ("pay-2", "1140", NOON, "")) == [
        "verified",
        "verified",
    ]
    assert room.cases() == ["payment_late"]


def test_a_push_is_known_by_the_number_that_its_answer_told(
    room: Payroom, till: PaperTill, desk: Reconciling
) -> None:
    push_wish(till)
    till.push()
    room.run()
    number = room.row().known["object_reference"]

    assert desk.outcomes((number, "1140")) == ["verified"]


def test_a_number_of_several_payments_is_nobodys(
    room: Payroom, till: PaperTill, desk: Reconciling
) -> None:
    for name in ("pay-1", "pay-2"):
        wish(till, name)
    till.push()
    for name in ("pay-1", "pay-2"):
        _know(room, name, '{"object_reference": "NO-5"}')
    said = desk.take(("NO-5", "1140")).rows[0]

    assert (said.outcome, said.words) == ("unmatched", "Several payments know its number.")
    with room.office.central.database.writing(room.office.clock.now()) as writing:
        writing.connection.execute(sa.update(payment).values(reference="NO-6"))
    said = desk.take(("NO-6", "1140"), name="more.csv").rows[0]
    assert said.words == "2 payments show its number: pay-1, pay-2."


def _know(room: Payroom, payment_id: str, known: str) -> None:
    with room.office.central.database.writing(room.office.clock.now()) as writing:
        set_payment(writing, room.row(payment_id), known=known)


def test_a_reused_number_verifies_its_first_payment_only(
    room: Payroom, till: PaperTill, desk: Reconciling
) -> None:
    claimed(till)
    claimed(till, "pay-2")

    assert desk.outcomes((REF, "1140"))[0] == "verified"
    assert (room.state(), room.state("pay-2")) == ("verified", "disputed")


def test_a_number_that_is_anothers_disputes_what_our_number_names(
    room: Payroom, till: PaperTill, desk: Reconciling, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between looking and writing another till may take the number: the owner keeps it."""
    wish(till)
    claimed(till, "pay-2")
    monkeypatch.setattr("central.payments.statements.finding._by_number", lambda *_: [])
    monkeypatch.setattr("central.payments.statements.finding._by_claim", lambda *_: [])
    desk.columns["attempt"] = "Ours"
    desk.map()

    ours = room.row().attempt_digits
    assert desk.outcomes((REF, "1140", NOON, ours))[0] == "disputed"
    assert "used before" in room.row().message


def test_what_central_disputed_is_verified_and_what_a_person_disputed_is_asked(
    room: Payroom, till: PaperTill, desk: Reconciling
) -> None:
    claimed(till)
    move(room, "disputed", why="MMG does not know it.")
    claimed(till, "pay-2", reference="NO-2")
    check(till, "disputed", "pay-2")
    till.push()
    claimed(till, "pay-3", reference="NO-3")
    move(room, "disputed", "pay-3", known={"disputed": "yes"})

    rows = [(REF, "1140"), ("NO-2", "1140"), ("NO-3", "1140")]
    assert desk.outcomes(*rows) == ["verified", "open", "open"]
    assert [room.state(name) for name in ("pay-1", "pay-2", "pay-3")] == [
        "verified",
        "disputed",
        "disputed",
    ]


def test_a_second_word_of_other_money_asks_again(
    room: Payroom, till: PaperTill, desk: Reconciling
) -> None:
    claimed(till)
    move(room, "disputed")

    assert desk.outcomes((REF, "900")) == ["open"]
    assert "G$900" in room.messages()[0]


@both
def test_money_out_gives_back_what_was_verified(
    room: Payroom, till: PaperTill, desk: Reconciling
) -> None:
    claimed(till)
    rows = [(REF, "1140"), (REF, "-1140", "02/11/2026 15:00")]

    assert desk.outcomes(*rows) == ["verified", "refunded"]
    assert room.state() == "refunded"
    assert desk.outcomes(*rows) == ["known", "known"]


def test_money_out_of_what_was_given_back_is_no_news_and_in_neither(
    room: Payroom, till: PaperTill, desk: Reconciling
) -> None:
    claimed(till)
    move(room, "verified", references=(REF,))
    move(room, "refunded", known={"reversal_id": "REV-1"})

    assert desk.outcomes((REF, "1140"), ("REV-1", "-1140")) == ["confirmed", "confirmed"]
    assert desk.open_cases() == []


MONEY_OUT = [
    ("-500", "open", "G$500 of it was given back."),
    ("-2000", "unmatched", "G$2,000 went out for a payment of G$1,140."),
]


@pytest.mark.parametrize(("amount", "outcome", "words"), MONEY_OUT)
def test_another_sum_that_went_out_asks_a_person(
    room: Payroom, till: PaperTill, desk: Reconciling, amount: str, outcome: str, words: str
) -> None:
    claimed(till)
    move(room, "verified", references=(REF,))
    (told,) = desk.take((REF, amount), days=(date(2026, 11, 2), NEXT)).rows[:1]

    assert (told.outcome, told.words) == (outcome, words)
    assert room.state() == "verified"
    assert len(desk.open_cases()) == 2  # and nothing shows that it ever came in


def test_money_out_of_what_never_came_in_is_a_case(till: PaperTill, desk: Reconciling) -> None:
    claimed(till)
    (told, _) = desk.take((REF, "-1140")).rows

    assert told.words == "Money went out for a payment that is claimed."
    assert ("statement_row", f"mmg {REF} out") in desk.open_cases()


def test_money_out_that_nobody_knows_guesses_nothing(desk: Reconciling) -> None:
    (told,) = desk.take(("NO-1", "-1140")).rows

    assert told.words == "No payment has its number."


def test_other_money_for_what_was_given_back_is_a_case_of_the_office(
    room: Payroom, till: PaperTill, desk: Reconciling
) -> None:
    claimed(till)
    move(room, "verified", references=(REF,))
    move(room, "refunded")

    assert desk.outcomes((REF, "900")) == ["unmatched"]
    assert desk.open_cases() == [("statement_row", f"mmg {REF} in")]


def test_a_number_that_comes_again_with_other_figures_is_a_case(
    room: Payroom, till: PaperTill, desk: Reconciling
) -> None:
    claimed(till)
    desk.take((REF, "1140"))

    assert desk.outcomes((REF, "1150"), name="other.csv") == ["conflict"]
    assert desk.outcomes((REF, "1150"), name="other.csv") == ["conflict"]
    assert [kind for kind, _ in desk.open_cases()] == ["statement_row"]
    assert room.state() == "verified"


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
        "path": desk.file(),
        "provider": "mmg",
        "mapping": "app",
        "by": "staff-1",
        **wrong,
    }
    stated = importing.Stated(first_day=NEXT, last_day=NEXT, count=0, total="0")
    with pytest.raises(error, match="Nothing was changed"):
        importing.import_statement(
            desk.room.office.central,
            importing.Wanted(**told, stated=stated),  # type: ignore[arg-type]  # a table of tests
        )


def test_a_payment_settled_while_others_were_asked_about_is_not_missing(
    room: Payroom, till: PaperTill, desk: Reconciling, monkeypatch: pytest.MonkeyPatch
) -> None:
    claimed(till)
    real = importing.list_missing

    def settled_meanwhile(*words: object) -> list[str]:
        found = real(*words)  # type: ignore[arg-type]  # as it was called
        move(room, "disputed")
        return found

    monkeypatch.setattr(importing, "list_missing", settled_meanwhile)

    assert desk.outcomes(("NO-9", "5")) == ["unmatched"]


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
    monkeypatch.setattr(importing.Settling, "_what_is_wrong", lambda *_: "")
    claimed(till)
    desk.take((REF, "900"))

    with room.office.central.database.reading() as connection:
        row = find_payment(connection, desk.organisation_id, "pay-1")
    assert row is not None
    assert row.state == "verified"  # the test of another amount above would fail
