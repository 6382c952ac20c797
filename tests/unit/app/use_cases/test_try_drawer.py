"""A drawer that is tried from *Devices* opens for nobody unseen."""

import pytest

from app.use_cases.shift_report import read_x
from app.use_cases.till import Session, Till
from app.use_cases.try_drawer import try_drawer
from domain.errors import NotAllowed
from sync.protocol.shift_bodies import DrawerMoved
from tests.helpers.builders import CASHIER, SUPERVISOR, a_session, tray_of
from tests.helpers.ledger_checks import complaints, read_ledger


def test_in_a_shift_a_drawer_that_is_tried_counts_as_opened_without_a_sale(
    till: Till, session: Session
) -> None:
    try_drawer(till, session)
    [(_, fact)] = read_ledger(till.db).facts("drawer_moved")
    body = DrawerMoved.model_validate(fact.body)

    assert (body.move, body.reason) == ("no_sale", "check")
    assert any(
        line.split()[:3] == ["Drawer", "opened,", "no"] for line in read_x(till, session).lines
    )
    assert tray_of(till).kicks == 0, "that is the device's own lane"
    assert complaints(till.db) == []


def test_without_a_shift_a_cashier_opens_nothing_and_a_supervisor_is_in_the_record(
    till: Till,
) -> None:
    with pytest.raises(NotAllowed, match="only a supervisor"):
        try_drawer(till, a_session(till, CASHIER))
    try_drawer(till, a_session(till, SUPERVISOR))
    with till.db.reading() as uow:
        tried = [each for each in uow.audit.list_entries() if each.action == "drawer_tried"]

    assert [each.by for each in tried] == [SUPERVISOR.staff_id]
