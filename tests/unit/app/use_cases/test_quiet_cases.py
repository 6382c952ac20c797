"""What the engine counts of cases is what *Needs you* lists, for a cashier and for a supervisor."""

from __future__ import annotations

import pytest

from app.use_cases.cases import list_cases
from app.use_cases.till import Session, Till
from domain.quiet_cases import QUIET_CASES
from tests.helpers.builders import TILL_STREAM, a_change, tell


def a_case(till: Till, kind: str, *, is_closed: bool = False) -> dict[str, object]:
    now = till.clock.now().isoformat()
    closed = {"closed_at": now, "closed_by": "staff-sup", "close_reason": "Seen"}
    return {
        "kind": kind,
        "remedy": "central",
        "title": "Something to look at",
        "message": "It says why.",
        "stream": "GY01A",
        "seq": 1,
        "opened_at": now,
        **(closed if is_closed else {}),
    }


@pytest.mark.parametrize(
    ("kinds", "is_closed", "counts"),
    [
        ((), False, (0, 0)),
        (("payment_disputed", "newer_kind"), False, (2, 0)),
        (("payment_disputed", *sorted(QUIET_CASES)), False, (1 + len(QUIET_CASES), 7)),
        (("payment_disputed", *sorted(QUIET_CASES)), True, (0, 0)),
    ],
)
def test_quiet_cases_are_counted_apart_as_the_list_tells_them_apart(
    till: Till,
    session: Session,
    kinds: tuple[str, ...],
    is_closed: bool,
    counts: tuple[int, int],
) -> None:
    del session
    changes = [
        a_change("case", f"case-{no}", a_case(till, kind, is_closed=is_closed))
        for no, kind in enumerate(kinds)
    ]
    tell(till, TILL_STREAM, changes, first=700)
    with till.db.reading() as uow:
        counted = uow.cases.count_open(), uow.cases.count_quiet()
    listed = [each for each in list_cases(till) if not each.closed_text]

    assert counted == counts
    assert counted == (len(listed), sum(each.is_quiet for each in listed))
