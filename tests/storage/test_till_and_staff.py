"""Who the till is, who may sign in, and the rules in force, as the feed last told them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from domain.errors import NotFound, RuleBroken
from domain.staff import Role, StaffMember
from storage.database import TillDatabase
from storage.staff import PinAttempts
from storage.streams import StreamStart
from sync.protocol.changes import Change
from sync.protocol.operation import to_base64
from tests.storage.kit import (
    DAY,
    MORNING,
    STORE,
    a_change,
    a_record,
    enrolled,
    fixed_key,
    open_db,
    tell,
)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[TillDatabase]:
    made = enrolled(tmp_path)
    yield made
    made.close()


def member(staff_id: str, name: str, position: int, role: str = "cashier") -> Change:
    body = {
        "name": name,
        "role": role,
        "pin_salt": to_base64(fixed_key(staff_id)[:16]),
        "pin_verifier": to_base64(fixed_key("verifier")),
        "pin_parameters": (2, 19_456, 1),
    }
    return a_change("staff", staff_id, position, body)


def rule(kind: str, key: str, position: int, value: dict[str, object]) -> Change:
    body = {"kind": kind, "key": key, "valid_from": "2026-01-01", "value": value}
    return a_change("rule", f"{kind}/{key}/2026-01-01", position, body)


def test_the_till_knows_itself_and_its_store_as_last_told(db: TillDatabase) -> None:
    with db.reading() as uow:
        assert uow.till.get_till() == a_record()
    moved = STORE.model_copy(update={"address": "12 Water Street"})
    tell(db, a_change("store", "stabroek", 1, moved.model_dump()))
    tell(db, a_change("store", "another", 2, STORE.model_dump()))
    with db.reading() as uow:
        assert uow.till.get_till() == replace(a_record(), store=moved)


def test_enrolling_again_replaces_the_record(db: TillDatabase) -> None:
    with db.unit_of_work() as uow:
        uow.till.save_till(replace(a_record(), label="GY07"))
        assert uow.till.get_till().label == "GY07"


def test_a_till_without_a_name_says_so(tmp_path: Path) -> None:
    db = open_db(tmp_path)
    start = StreamStart(name="GY03A", reason="x", public_key=bytes(32), at=MORNING)
    with db.unit_of_work() as uow:
        with pytest.raises(NotFound, match="enrolment code"):
            uow.till.get_till()
        with pytest.raises(NotFound, match="enrolment code"):
            uow.till.start_stream(start)
    db.close()


def test_staff_come_by_name_and_a_role_of_a_newer_central_may_not_sign_in(
    db: TillDatabase,
) -> None:
    tell(
        db,
        member("s3", "shanelle", 1),
        member("s1", "Roxanne", 2, "supervisor"),
        member("s2", "Auditor", 3, "auditor"),
    )
    with db.reading() as uow:
        listed = uow.staff.list_staff()
        assert uow.staff.find_staff("s2") is None
        assert uow.staff.get_staff("s1") == listed[0]
        with pytest.raises(NotFound, match="Choose a name"):
            uow.staff.get_staff("s9")

    assert listed == (
        StaffMember(staff_id="s1", name="Roxanne", role=Role.SUPERVISOR),
        StaffMember(staff_id="s3", name="shanelle", role=Role.CASHIER),
    )


def test_who_left_may_not_sign_in(db: TillDatabase) -> None:
    tell(db, member("s1", "Shanelle", 1))
    tell(db, a_change("staff_removed", "s1", 2))
    with db.reading() as uow:
        assert uow.staff.list_staff() == ()
        assert uow.staff.find_staff("s1") is None
        with pytest.raises(NotFound):
            uow.staff.get_verifier("s1")


def test_the_verifier_of_a_pin_is_read_back_and_never_shown(db: TillDatabase) -> None:
    tell(db, member("s1", "Shanelle", 1))
    with db.reading() as uow:
        held = uow.staff.get_verifier("s1")

    assert (held.salt, held.verifier) == (fixed_key("s1")[:16], fixed_key("verifier"))
    assert held.parameters.as_tuple() == (2, 19_456, 1)
    assert repr(held.verifier) not in repr(held)


def test_wrong_pins_are_counted_over_a_restart(db: TillDatabase, tmp_path: Path) -> None:
    third = PinAttempts(failures=3, next_try_at=MORNING + timedelta(seconds=30))
    with db.unit_of_work() as uow:
        assert uow.staff.attempts("s1") == PinAttempts()
        uow.staff.save_attempts("s1", PinAttempts(failures=2))
        uow.staff.save_attempts("s1", third)
        uow.commit()
    db.close()
    again = open_db(tmp_path)
    with again.unit_of_work() as uow:
        assert uow.staff.attempts("s1") == third
        uow.staff.save_attempts("s1", PinAttempts())
        assert uow.staff.attempts("s1") == PinAttempts()
    again.close()


def test_rules_change_at_the_moment_they_are_shown(db: TillDatabase) -> None:
    tell(db, rule("vat_rate", "standard", 1, {"basis_points": 1_400}))
    with db.reading() as uow:
        first = uow.rules.book()
        assert first.vat_basis_points("standard", DAY) == 1_400
        assert uow.rules.book() is first
    tell(db, rule("vat_rate", "standard", 2, {"basis_points": 1_600}))
    with db.reading() as uow:
        assert uow.rules.book().vat_basis_points("standard", DAY) == 1_600


def test_a_rule_of_another_date_or_kind_holds_only_there(db: TillDatabase) -> None:
    tell(
        db,
        rule("vat_rate", "standard", 1, {"basis_points": 1_400}),
        rule("of_the_future", "x", 2, {"anything": 1}),
    )
    with db.reading() as uow, pytest.raises(RuleBroken, match="no value for"):
        uow.rules.book().vat_basis_points("standard", date(2025, 12, 31))
