from datetime import timedelta
from pathlib import Path

import pytest

from app.use_cases.approve import ApprovalRequest, approve, list_approvers
from app.use_cases.list_staff import list_staff
from app.use_cases.rights import StaffListTooOld
from app.use_cases.sign_in import PinRefused, sign_in
from app.use_cases.till import Till
from domain.errors import BadInput, NotAllowed, NotFound
from domain.staff import Permission, Role
from tests.helpers.builders import (
    CASHIER,
    OTHER_CASHIER,
    SUPERVISOR,
    TILL_STREAM,
    a_change,
    a_session,
    clock_of,
    open_again,
    tell,
)

WRONG = "0000"


def refuse(till: Till, times: int, staff_id: str = CASHIER.staff_id) -> PinRefused:
    """Type a wrong PIN as often as said; return the last refusal."""
    refusals = []
    for _ in range(times):
        with pytest.raises(PinRefused) as caught:
            sign_in(till, staff_id, WRONG)
        refusals.append(caught.value)
    return refusals[-1]


def test_the_people_of_this_till_are_listed_by_name(till: Till) -> None:
    names = [member.name for member in list_staff(till)]

    assert names == ["Devika Ramsaroop", "Roxanne Adams", "Shanelle Rodrigues"]


def test_the_right_pin_opens_a_session(till: Till) -> None:
    session = sign_in(till, SUPERVISOR.staff_id, SUPERVISOR.pin)

    assert (session.staff_id, session.name) == (SUPERVISOR.staff_id, SUPERVISOR.name)
    assert session.role is Role.SUPERVISOR
    assert session.signed_in_at == till.clock.now()


def test_a_wrong_pin_says_how_many_tries_are_left(till: Till) -> None:
    refused = refuse(till, 1)

    assert (refused.tries_left, refused.wait_s) == (3, 0)
    assert refused.title == "That PIN is not right"
    assert refused.message == (
        "3 tries left before you must wait. Nothing is lost. Type the PIN again."
    )


def test_the_pin_of_somebody_else_is_wrong(till: Till) -> None:
    with pytest.raises(PinRefused):
        sign_in(till, CASHIER.staff_id, SUPERVISOR.pin)


def test_the_last_free_try_is_named_as_one(till: Till) -> None:
    assert refuse(till, 3).message.startswith("1 try left")


def test_after_the_free_tries_each_wrong_pin_waits_longer_but_never_for_ever(till: Till) -> None:
    waits = [refuse(till, 4).wait_s]
    for _ in range(12):
        clock_of(till).go_on(timedelta(seconds=waits[-1]))
        waits.append(refuse(till, 1).wait_s)

    assert waits[:6] == [30, 60, 120, 240, 480, 900]
    assert set(waits[6:]) == {900}


def test_while_waiting_even_the_right_pin_is_not_taken_and_costs_nothing(till: Till) -> None:
    refuse(till, 4)
    clock_of(till).go_on(timedelta(seconds=10))

    with pytest.raises(PinRefused) as caught:
        sign_in(till, CASHIER.staff_id, CASHIER.pin)

    assert caught.value.wait_s == 20
    assert caught.value.message == (
        "There were 4 wrong PINs in a row. Wait 20 seconds, or choose somebody else."
        " The sale is kept and nothing is lost."
    )
    clock_of(till).go_on(timedelta(seconds=20))
    assert sign_in(till, CASHIER.staff_id, CASHIER.pin).staff_id == CASHIER.staff_id


def test_a_long_wait_is_said_in_minutes(till: Till) -> None:
    refuse(till, 4)
    clock_of(till).go_on(timedelta(minutes=1))
    assert "Wait 1 minute," in refuse(till, 1).message

    clock_of(till).go_on(timedelta(minutes=1))
    assert "Wait 2 minutes," in refuse(till, 1).message


def test_the_right_pin_forgives_the_wrong_ones(till: Till) -> None:
    refuse(till, 3)

    sign_in(till, CASHIER.staff_id, CASHIER.pin)

    assert refuse(till, 1).tries_left == 3


def test_a_person_who_must_wait_holds_up_nobody_else(till: Till) -> None:
    refuse(till, 4)

    assert sign_in(till, SUPERVISOR.staff_id, SUPERVISOR.pin).role is Role.SUPERVISOR


def test_a_restart_forgets_no_wrong_pin(till: Till, tmp_path: Path) -> None:
    refuse(till, 4)
    till.db.close()

    again = open_again(tmp_path, till)
    try:
        with pytest.raises(PinRefused) as caught:
            sign_in(again, CASHIER.staff_id, CASHIER.pin)
    finally:
        again.db.close()

    assert caught.value.wait_s == 30


def test_a_plug_pulled_during_the_check_is_no_free_try(
    till: Till, monkeypatch: pytest.MonkeyPatch
) -> None:
    def pulled(*_: object) -> bool:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("app.use_cases.pin_check.pin_matches", pulled)
        with pytest.raises(KeyboardInterrupt):
            sign_in(till, CASHIER.staff_id, WRONG)

    assert refuse(till, 1).tries_left == 2


def test_a_clock_set_back_a_year_waits_no_longer_than_the_policy(till: Till) -> None:
    refuse(till, 4)
    clock_of(till).go_on(-timedelta(days=365))

    with pytest.raises(PinRefused) as caught:
        sign_in(till, CASHIER.staff_id, CASHIER.pin)

    assert caught.value.wait_s == 30
    clock_of(till).go_on(timedelta(seconds=30))
    assert sign_in(till, CASHIER.staff_id, CASHIER.pin).staff_id == CASHIER.staff_id


@pytest.mark.parametrize("typed", ["", "123", "123456789", "12a4", "١٢٣٤"])
def test_what_is_no_pin_is_said_and_does_not_count(till: Till, typed: str) -> None:
    with pytest.raises(BadInput, match="4 to 8 digits"):
        sign_in(till, CASHIER.staff_id, typed)

    assert refuse(till, 1).tries_left == 3


def test_somebody_who_left_the_list_is_told_what_to_do(till: Till) -> None:
    tell(till, TILL_STREAM, [a_change("staff_removed", CASHIER.staff_id, {})], first=10)

    with pytest.raises(NotFound, match="Choose a name from the list"):
        sign_in(till, CASHIER.staff_id, CASHIER.pin)


def test_a_till_offline_for_longer_than_its_rights_may_be_trusted_says_so(till: Till) -> None:
    clock_of(till).go_on(timedelta(days=30))
    sign_in(till, CASHIER.staff_id, CASHIER.pin)

    clock_of(till).go_on(timedelta(days=1))
    with pytest.raises(StaffListTooOld) as caught:
        sign_in(till, CASHIER.staff_id, CASHIER.pin)

    assert caught.value.title == "This till has been offline too long"
    assert "31 days old, and 30 are allowed" in caught.value.message
    assert "Connect the till to the network once" in caught.value.message


def test_attempts_are_in_the_audit_record_without_names_or_pins(till: Till) -> None:
    refuse(till, 1)
    sign_in(till, CASHIER.staff_id, CASHIER.pin)

    with till.db.reading() as uow:
        entries = uow.audit.list_entries()
    assert [entry.action for entry in entries] == ["pin_right", "pin_wrong"]
    assert entries[0].detail == {"for": "sign_in", "tries": 2}
    assert WRONG not in repr(entries)
    assert CASHIER.name not in repr(entries)


# ------------------------------------------------------------------ approvals


def ask(staff_id: str, pin: str, permission: Permission = Permission.TYPE_PRICE) -> ApprovalRequest:
    return ApprovalRequest(
        staff_id=staff_id, pin=pin, permission=permission, reason="SEAL-1 at G$500"
    )


def test_a_supervisor_approves_with_a_pin(till: Till) -> None:
    approval = approve(till, ask(SUPERVISOR.staff_id, SUPERVISOR.pin))

    assert approval.approved_by == SUPERVISOR.staff_id
    assert approval.permission is Permission.TYPE_PRICE
    with till.db.reading() as uow:
        entry = uow.audit.list_entries(1)[0]
    assert (entry.action, entry.subject) == ("approved", "type_price")
    assert entry.detail == {"reason": "SEAL-1 at G$500"}


def test_a_cashier_with_the_right_pin_cannot_approve(till: Till) -> None:
    with pytest.raises(NotAllowed, match="Ask a supervisor") as caught:
        approve(till, ask(OTHER_CASHIER.staff_id, OTHER_CASHIER.pin))

    assert not isinstance(caught.value, PinRefused)


def test_wrong_pins_of_approval_and_sign_in_are_counted_together(till: Till) -> None:
    for _ in range(2):
        with pytest.raises(PinRefused):
            approve(till, ask(SUPERVISOR.staff_id, WRONG))

    assert refuse(till, 1, SUPERVISOR.staff_id).tries_left == 1


def test_only_a_second_person_with_the_right_is_offered_as_approver(till: Till) -> None:
    for_cashier = list_approvers(till, a_session(till, CASHIER), Permission.TYPE_PRICE)
    for_supervisor = list_approvers(till, a_session(till, SUPERVISOR), Permission.TYPE_PRICE)

    assert [member.staff_id for member in for_cashier] == [SUPERVISOR.staff_id]
    assert for_supervisor == ()


def test_a_pin_never_shows_in_a_request() -> None:
    assert SUPERVISOR.pin not in repr(ask(SUPERVISOR.staff_id, SUPERVISOR.pin))
