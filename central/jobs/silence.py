"""Tills that hold up their store and are not heard from: a person is asked what became of them.

The clock alone never takes anything back (sync rule 9.14): it only asks. Every till that lives
declares with its first exchange of an epoch, so who has not is silent since it began.
"""

from datetime import timedelta

import sqlalchemy as sa

from central.allotments.fence import Undeclared, list_undeclared
from central.allotments.publishing import OpenWriting
from central.cases.closing import SYSTEM, Closing, close_case_row
from central.cases.office import OfficeCase, open_office_case
from central.opening import Central
from central.rules.book import load_rule_book
from central.state import epoch_began_at, note_epoch_began
from central.tables import case_file
from domain.till_rules import TILL_SILENCE, read_till_silence

KIND = "till_silent"
_CASES_MAX = 500


def ask_after_silent_tills(central: Central, open_writing: OpenWriting) -> None:
    """Open a case for each till that is silent for too long, and close those that were heard.

    For the jobs: bounded, and harmless to repeat. A till is asked about once an epoch.
    """
    at = central.surroundings.now()
    with central.database.reading() as connection:
        undeclared = list_undeclared(connection)
        began_at = epoch_began_at(connection)
        asked = connection.execute(_CASES.limit(_CASES_MAX)).all()
    if began_at is None:
        with open_writing() as writing:
            note_epoch_began(writing)
        return
    waited = at - began_at
    silent = {each.till_id for each in undeclared}
    known = {row.stream for row in asked if row.closed_at is None or row.opened_at >= began_at}
    for till in undeclared:
        if till.till_id not in known:
            _ask(central, open_writing, till, waited)
    for row in asked:
        if row.closed_at is None and row.stream not in silent:
            with open_writing() as writing:
                close_case_row(writing, row.organisation_id, row.case_id, _HEARD)


def _ask(central: Central, open_writing: OpenWriting, till: Undeclared, waited: timedelta) -> None:
    with open_writing() as writing:
        book = load_rule_book(writing.connection, till.organisation_id)
        days_max = book.find(read_till_silence, (TILL_SILENCE, "default"), writing.at.date())
        if days_max is None or waited <= timedelta(days=days_max):
            return
        case = OfficeCase(
            organisation_id=till.organisation_id,
            kind=KIND,
            subject=till.till_id,
            title=f"Till {till.label} is silent, and holds up the others",
            message=(
                f"Till {till.label} was not heard from for {waited.days} days, since central was"
                " put back. Until it says what it holds, nothing scarce is granted in its store."
                " Connect it once. If it is gone for good, declare it lost (lost-till): nothing of"
                " it is taken back by itself."
            ),
        )
        open_office_case(writing, central.surroundings, case)


_HEARD = Closing(by=SYSTEM, reason="The till was heard from, or a person declared it gone.")
_CASES = (
    sa.select(
        case_file.c.organisation_id,
        case_file.c.case_id,
        case_file.c.stream,
        case_file.c.opened_at,
        case_file.c.closed_at,
    )
    .where(case_file.c.kind == KIND)
    .order_by(case_file.c.opened_at.desc())
)
