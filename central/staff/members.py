"""Adding, changing and removing staff."""

from dataclasses import dataclass

import sqlalchemy as sa

from central.audit import Deed, record
from central.database import Writing
from central.opening import Central
from central.sealing import wrap
from central.staff.publishing import parameters_text, pin_about, publish_member
from central.tables import staff
from central.tills.organisations import lock_organisation
from domain.card_number import require_no_card_number
from domain.errors import BadInput, Conflict, NotFound
from domain.staff import Role
from sync.protocol.pins import DEFAULT_PARAMETERS, SALT_BYTES, require_pin, stretch_pin

_ACTOR = "command line"
_STAFF_ID_LENGTH_MAX = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMember:
    """A person to add. Without an id one is made; without a PIN the person cannot sign in yet."""

    name: str
    role: str
    staff_id: str | None = None
    pin: str | None = None


def add_staff(central: Central, organisation_id: str, new: NewMember) -> str:
    """Add a person; return the staff id. Raises BadInput, or Conflict for an id that is taken."""
    role = _require_role(new.role)
    require_no_card_number(new.name)
    if not new.name.strip():
        raise BadInput("Check the name", "A member of staff has a name.")
    staff_id = new.staff_id or central.surroundings.new_id()
    if len(staff_id) > _STAFF_ID_LENGTH_MAX:
        raise BadInput("Check the id", f"It has at most {_STAFF_ID_LENGTH_MAX} characters.")
    pin = None if new.pin is None else _stretched(central, staff_id, new.pin)
    with central.database.writing(central.surroundings.now()) as writing:
        lock_organisation(writing, organisation_id)
        if _find(writing.connection, organisation_id, staff_id) is not None:
            raise Conflict("The id is taken", f"There is already a member of staff {staff_id}.")
        writing.connection.execute(
            sa.insert(staff).values(
                organisation_id=organisation_id,
                staff_id=staff_id,
                name=new.name.strip(),
                role=role.value,
                added_at=writing.at,
            )
        )
        _audit(central, writing, organisation_id, ("staff_added", staff_id))
        if pin is not None:
            _write_pin(central, writing, (organisation_id, staff_id), pin)
    return staff_id


def set_pin(central: Central, organisation_id: str, staff_id: str, pin: str) -> None:
    """Give a person a new PIN. Raises BadInput for one that is no PIN, NotFound."""
    stretched = _stretched(central, staff_id, pin)
    with central.database.writing(central.surroundings.now()) as writing:
        lock_organisation(writing, organisation_id)
        _require_present(writing.connection, organisation_id, staff_id)
        _write_pin(central, writing, (organisation_id, staff_id), stretched)


def remove_staff(central: Central, organisation_id: str, staff_id: str) -> None:
    """Let a person sign in no more.

    The PIN is destroyed, the id stays for the books. Raises NotFound.
    """
    with central.database.writing(central.surroundings.now()) as writing:
        lock_organisation(writing, organisation_id)
        _require_present(writing.connection, organisation_id, staff_id)
        writing.connection.execute(
            _update(organisation_id, staff_id).values(
                removed_at=writing.at, pin_salt=None, pin_parameters=None, pin_wrapped=None
            )
        )
        _audit(central, writing, organisation_id, ("staff_removed", staff_id))
        publish_member(central, writing, organisation_id, staff_id)


def _stretched(central: Central, staff_id: str, pin: str) -> dict[str, object]:
    """Return what is stored of a PIN. Slow on purpose, and so done before anything is locked."""
    entropy = central.surroundings.entropy
    salt = entropy.take(SALT_BYTES)
    stretched = stretch_pin(require_pin(pin), salt, DEFAULT_PARAMETERS)
    return {
        "pin_salt": salt,
        "pin_parameters": parameters_text(DEFAULT_PARAMETERS),
        "pin_wrapped": wrap(central.keys.people, stretched, pin_about(staff_id), entropy),
    }


def _write_pin(
    central: Central, writing: Writing, who: tuple[str, str], pin: dict[str, object]
) -> None:
    organisation_id, staff_id = who
    writing.connection.execute(_update(organisation_id, staff_id).values(**pin))
    _audit(central, writing, organisation_id, ("pin_set", staff_id))
    publish_member(central, writing, organisation_id, staff_id)


def _update(organisation_id: str, staff_id: str) -> sa.Update:
    return sa.update(staff).where(
        staff.c.organisation_id == organisation_id, staff.c.staff_id == staff_id
    )


def _find(
    connection: sa.Connection, organisation_id: str, staff_id: str
) -> sa.Row[tuple[object, ...]] | None:
    return connection.execute(
        sa.select(staff).where(
            staff.c.organisation_id == organisation_id, staff.c.staff_id == staff_id
        )
    ).one_or_none()


def _require_present(connection: sa.Connection, organisation_id: str, staff_id: str) -> None:
    found = _find(connection, organisation_id, staff_id)
    if found is None or found.removed_at is not None:
        raise NotFound("There is no such person", f"Nobody on the staff has the id {staff_id}.")


def _require_role(text: str) -> Role:
    try:
        return Role(text)
    except ValueError as error:
        known = ", ".join(role.value for role in Role)
        raise BadInput("Check the role", f"'{text}' is no role. There are: {known}.") from error


def _audit(central: Central, writing: Writing, organisation_id: str, what: tuple[str, str]) -> None:
    action, subject = what
    deed = Deed(organisation_id=organisation_id, actor=_ACTOR, action=action, subject=subject)
    record(writing, central.surroundings, deed)
