"""Enrolling a till once more: with its own key it gets what it had; used codes do not last."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa

from central.enrolment import enrol as enrolling
from central.enrolment.codes import issue_code
from central.staff import members
from central.staff.members import NewMember, add_staff, remove_staff, set_pin
from central.tables import audit, enrolment_code, stream, till_key
from central.tables import till as tills
from central.tills.organisations import Store
from central.tills.revoking import revoke_till
from domain.errors import Conflict
from sync.protocol.enrolment import EnrolmentAnswer
from tests.central.office import Office
from tests.central.paper_till import PaperTill
from tests.central.test_enrolment import KEY, answer_of

pytestmark = pytest.mark.both_databases

Expect = Callable[[str], None]


def test_a_used_code_answers_no_longer_than_it_lasts(
    office: Office, shop: Store, expect_log: Expect
) -> None:
    expect_log("enrolment_refused")
    code = issue_code(office.central, shop).code
    answer_of(office, code)
    office.clock.forward(timedelta(days=30))

    assert "expired" in office.ask_to_enrol(code, KEY).json()["detail"]


def test_a_used_code_does_not_hand_the_new_pepper_to_the_old_key(
    office: Office, shop: Store, expect_log: Expect
) -> None:
    expect_log("enrolment_refused")
    code = issue_code(office.central, shop).code
    answer_of(office, code)
    office.enrol(shop, label="GY01")

    response = office.ask_to_enrol(code, KEY)

    assert response.status_code == 403
    assert "newer key" in response.json()["detail"]


def test_a_revoked_till_is_enrolled_no_more(
    office: Office, shop: Store, expect_log: Expect
) -> None:
    expect_log("enrolment_refused")
    code = issue_code(office.central, shop).code
    answer_of(office, code)
    issued_before = issue_code(office.central, shop, label="GY01").code
    revoke_till(office.central, shop, "GY01", "stolen")

    with pytest.raises(Conflict, match="revoked"):
        issue_code(office.central, shop, label="GY01")
    for refused in (code, issued_before):
        assert "revoked" in office.ask_to_enrol(refused, KEY).json()["detail"]
    assert len(office.rows(till_key)) == 1
    assert len(office.rows(stream)) == 1


def test_a_till_that_kept_its_key_gets_what_it_had(
    office: Office, shop: Store, till: PaperTill
) -> None:
    till.sell()
    till.push()
    before = office.rows(tills)
    code = issue_code(office.central, shop, label="GY01").code

    response = office.ask_to_enrol(code, till.signer)

    answer = EnrolmentAnswer.model_validate_json(response.content)
    different = {"server_time", "signature"}
    assert answer.model_dump(exclude=different) == till.granted.model_dump(exclude=different)
    assert office.rows(tills) == before
    assert len(office.rows(till_key)) == 1
    till.sell()
    assert till.push().header.stored_through == 2
    deeds = [row for row in office.rows(audit) if row["action"] == "till_enrolled_again"]
    assert [row["subject"] for row in deeds] == ["GY01A"]
    assert answer_of(office, code, till.signer).stream == "GY01A"
    assert all(row["used_at"] is not None for row in office.rows(enrolment_code))


def test_a_till_that_kept_its_key_is_told_the_stream_it_began_last(
    office: Office, shop: Store, till: PaperTill
) -> None:
    office.clock.forward(timedelta(hours=1))
    till.begin_stream("GY01XYZ")
    till.sell()
    till.push()
    till.begin_stream("ELSEWHERE")
    till.sell()
    till.push()

    again = answer_of(office, issue_code(office.central, shop, label="GY01").code, till.signer)

    assert again.stream == "GY01XYZ"


def test_the_key_of_another_till_is_no_reason_to_get_its_names(
    office: Office, shop: Store, till: PaperTill, expect_log: Expect
) -> None:
    expect_log("enrolment_refused")
    other = office.enrol(shop)
    code = issue_code(office.central, shop, label=other.granted.label).code

    response = office.ask_to_enrol(code, till.signer)

    assert "enrolled already" in response.json()["detail"]


@pytest.mark.parametrize("name", ["GY01ZZ", "GY01ZZZZ", "GY01B"])
def test_a_till_that_sends_the_last_name_there_is_does_not_use_up_the_names(
    office: Office, shop: Store, till: PaperTill, name: str
) -> None:
    sent = till.copy()
    sent.begin_stream(name)
    sent.sell()
    sent.push()

    renewed = office.enrol(shop, label="GY01")
    other = renewed.copy()
    renewed.sell()
    renewed.push()
    other.sell(1_000)
    forked = other.push()

    first, second = ("GY01C", "GY01D") if name == "GY01B" else ("GY01B", "GY01C")
    assert renewed.stream == first
    assert forked.header.assigned_stream == second


def test_names_go_on_after_the_seven_hundred_and_second(
    office: Office, shop: Store, till: PaperTill
) -> None:
    with office.central.database.writing(office.clock.now()) as writing:
        writing.connection.execute(
            sa.insert(stream).values(
                organisation_id=shop.organisation_id,
                till_id=till.granted.till,
                stream="GY01ZZ",
                number=702,
                origin="assigned",
                opened_at=writing.at,
            )
        )

    assert [office.enrol(shop, label="GY01").stream for _ in range(2)] == ["GY01AAA", "GY01AAB"]


def test_whoever_changes_the_staff_or_the_tills_holds_the_organisation(
    office: Office, shop: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    held: list[str] = []
    for module in (members, enrolling):
        monkeypatch.setattr(module, "lock_organisation", lambda _, held_id: held.append(held_id))
    who = shop.organisation_id

    add_staff(office.central, who, NewMember(name="Ann", role="cashier", staff_id="ann"))
    set_pin(office.central, who, "ann", "2580")
    remove_staff(office.central, who, "ann")
    office.enrol(shop)

    assert held == [who] * 4
