"""Staff: added, given a PIN, removed; each till learns it on its own stream."""

import pytest

from central.staff.members import NewMember, add_staff, remove_staff, set_pin
from central.tables import audit, staff
from central.tills.organisations import Store
from domain.errors import BadInput, Conflict, NotFound
from sync.protocol.operation import from_base64
from sync.protocol.pins import pin_matches
from tests.central.office import Office
from tests.central.paper_till import PaperTill
from tests.central.test_enrolment import staff_change

pytestmark = pytest.mark.both_databases

ANN = NewMember(name="Ann", role="cashier", staff_id="ann", pin="2580")


def test_a_new_pin_reaches_every_till_and_the_old_one_is_worth_nothing(
    office: Office, shop: Store, till: PaperTill
) -> None:
    add_staff(office.central, shop.organisation_id, ANN)
    set_pin(office.central, shop.organisation_id, "ann", "13579")

    held = staff_change(till, "ann")

    pepper = from_base64(till.granted.pin_pepper)
    assert pin_matches("13579", held, pepper)
    assert not pin_matches("2580", held, pepper)


def test_who_has_no_pin_cannot_sign_in_and_is_not_published(
    office: Office, shop: Store, till: PaperTill
) -> None:
    add_staff(office.central, shop.organisation_id, NewMember(name="Ben", role="supervisor"))

    assert {change.kind for change in till.pull().changes} == {"rule", "store"}
    assert len(office.rows(staff)) == 1


def test_who_is_removed_is_removed_from_every_till_and_the_pin_destroyed(
    office: Office, shop: Store, till: PaperTill
) -> None:
    add_staff(office.central, shop.organisation_id, ANN)
    till.pull()

    remove_staff(office.central, shop.organisation_id, "ann")

    assert [(one.kind, one.key) for one in till.pull().changes] == [("staff_removed", "ann")]
    (row,) = office.rows(staff)
    assert (row["pin_wrapped"], row["pin_salt"]) == (None, None)
    told = office.enrol(shop).pull().changes
    assert not any(change.key == "ann" or "Ann" in change.body.values() for change in told)


def test_no_pin_is_in_the_database_or_its_log(office: Office, shop: Store) -> None:
    add_staff(office.central, shop.organisation_id, ANN)

    assert "2580" not in str(office.rows(staff))
    assert [row["action"] for row in office.rows(audit, "at")].count("pin_set") == 1


@pytest.mark.parametrize(
    "member",
    [
        NewMember(name="Ann", role="owner"),
        NewMember(name=" ", role="cashier"),
        NewMember(name="Ann", role="cashier", staff_id="x" * 65),
        NewMember(name="Ann", role="cashier", pin="12"),
    ],
)
def test_a_member_who_cannot_be_added_changes_nothing(
    office: Office, shop: Store, member: NewMember
) -> None:
    with pytest.raises(BadInput):
        add_staff(office.central, shop.organisation_id, member)

    assert office.rows(staff) == []


def test_an_id_is_used_once(office: Office, shop: Store) -> None:
    add_staff(office.central, shop.organisation_id, ANN)

    with pytest.raises(Conflict):
        add_staff(office.central, shop.organisation_id, ANN)


def test_nobody_is_changed_who_is_not_there(office: Office, shop: Store) -> None:
    add_staff(office.central, shop.organisation_id, ANN)
    remove_staff(office.central, shop.organisation_id, "ann")

    for staff_id in ("ann", "nobody"):
        with pytest.raises(NotFound):
            set_pin(office.central, shop.organisation_id, staff_id, "2580")
        with pytest.raises(NotFound):
            remove_staff(office.central, shop.organisation_id, staff_id)
