"""The count of *Needs you* is of what this person's list shows: a cashier's holds no quiet case."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.presenters.frame import cases_for
from app.use_cases.cases import sees_quiet_cases
from app.use_cases.till import Session
from domain.cash_compliance import CASH_CASES
from domain.quiet_cases import QUIET_CASES
from domain.staff import Role
from sync.protocol.status import Link, SyncStatus
from tests.helpers.builders import MORNING


def somebody(role: Role) -> Session:
    return Session(staff_id="staff-x", name="Somebody", role=role, signed_in_at=MORNING)


@pytest.mark.parametrize(
    ("role", "count"), [(Role.CASHIER, 1), (Role.SUPERVISOR, 3), (None, 1)], ids=str
)
def test_a_cashier_and_a_locked_till_count_no_quiet_cases(role: Role | None, count: int) -> None:
    status = SyncStatus(link=Link.ONLINE, case_count=3, quiet_count=2)
    session = None if role is None else somebody(role)

    assert cases_for(session, status) == count
    assert cases_for(session, None) == 0


@given(st.lists(st.sampled_from([*sorted(QUIET_CASES), "payment_disputed", "fork"])))
def test_whoever_looks_the_count_is_that_of_their_list(kinds: list[str]) -> None:
    quiet = sum(kind in QUIET_CASES for kind in kinds)
    status = SyncStatus(link=Link.OFFLINE, case_count=len(kinds), quiet_count=quiet)
    for role in Role:
        session = somebody(role)
        listed = [kind for kind in kinds if sees_quiet_cases(session) or kind not in QUIET_CASES]

        assert cases_for(session, status) == len(listed)


def test_what_the_law_forbids_to_talk_about_is_quiet() -> None:
    assert CASH_CASES < QUIET_CASES
