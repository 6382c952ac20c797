"""Personal parts: kept apart from the facts, with their salts, under a key per person (rule 3.8).

A person's key is random, wrapped under central's people key. Destroying it, the parts and the salts
is what erasing means; the row that says *erased* stays, so that a part which arrives later is
thrown away.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from central.database import Writing
from central.opening import Central
from central.operation_key import OperationKey
from central.sealing import unwrap, wrap
from central.storable import is_storable
from central.tables import person, personal_part
from domain.errors import DataDamaged
from sync.protocol.keys import KEY_BYTES
from sync.protocol.operation import SALT_BYTES, PersonalPart


@dataclass(frozen=True, slots=True, kw_only=True)
class _PersonRow:
    """A person central has heard of. Without a key and not erased: it was lost with a backup's."""

    key_wrapped: bytes | None
    is_erased: bool


def is_erased(connection: sa.Connection, organisation_id: str, person_id: str) -> bool:
    """Tell whether central was asked to forget this person."""
    found = _find(connection, organisation_id, person_id, lock=False)
    return found is not None and found.is_erased


def keep_parts(
    central: Central, writing: Writing, key: OperationKey, parts: Sequence[PersonalPart]
) -> None:
    """Keep an operation's parts, each under its person's key; of an erased person, keep nothing.

    A part under an id that no database keeps is of nobody: its operation is quarantined.
    """
    for part_no, part in enumerate(parts, start=1):
        if not is_storable(part.person_id):
            continue
        person_key = _person_key(central, writing, key.organisation_id, part.person_id)
        if person_key is None:
            continue
        sealed = wrap(
            person_key,
            part.salt + part.part,
            _part_about(key, part_no),
            central.surroundings.entropy,
        )
        writing.connection.execute(
            sa.insert(personal_part).values(
                **key.columns(), part_no=part_no, person_id=part.person_id, sealed=sealed
            )
        )


def open_parts(
    central: Central, connection: sa.Connection, key: OperationKey
) -> list[PersonalPart]:
    """Return the parts of an operation that are still kept."""
    condition = (personal_part.c[name] == value for name, value in key.columns().items())
    statement = sa.select(personal_part).where(*condition).order_by(personal_part.c.part_no)
    opened = []
    for row in connection.execute(statement).all():
        found = _find(connection, key.organisation_id, row.person_id, lock=False)
        if found is None or found.key_wrapped is None:
            continue
        about = _about(key.organisation_id, row.person_id)
        person_key = unwrap(central.keys.people, found.key_wrapped, about)
        plain = unwrap(person_key, row.sealed, _part_about(key, row.part_no))
        opened.append(
            PersonalPart(person_id=row.person_id, salt=plain[:SALT_BYTES], part=plain[SALT_BYTES:])
        )
    return opened


class PersonSeal:
    """Seals what central itself keeps of persons, under the key of each."""

    def __init__(self, central: Central, organisation_id: str) -> None:
        self._central = central
        self._organisation_id = organisation_id

    def seal(self, writing: Writing, person_id: str, what: str, plain: bytes) -> bytes | None:
        """Return bytes sealed for a person; None for one who was erased."""
        person_key = _person_key(self._central, writing, self._organisation_id, person_id)
        if person_key is None:
            return None
        about = f"{what}/{self._organisation_id}/{person_id}"
        return wrap(person_key, plain, about, self._central.surroundings.entropy)

    def open(
        self, connection: sa.Connection, person_id: str, what: str, sealed: bytes
    ) -> bytes | None:
        """Return what ``seal`` sealed; None where the person's key is gone, or is another since.

        A key is made anew for a person who lost it with the keys of a backup.
        """
        found = _find(connection, self._organisation_id, person_id, lock=False)
        if found is None or found.key_wrapped is None:
            return None
        who = _about(self._organisation_id, person_id)
        person_key = unwrap(self._central.keys.people, found.key_wrapped, who)
        try:
            return unwrap(person_key, sealed, f"{what}/{self._organisation_id}/{person_id}")
        except DataDamaged:
            return None


def _person_key(
    central: Central, writing: Writing, organisation_id: str, person_id: str
) -> bytes | None:
    """Return the key of a person, made on first sight; None for a person who was erased."""
    found = _find(writing.connection, organisation_id, person_id, lock=True)
    if found is not None and found.is_erased:
        return None
    if found is None or found.key_wrapped is None:
        return _new_key(central, writing, (organisation_id, person_id), known=found is not None)
    return unwrap(central.keys.people, found.key_wrapped, _about(organisation_id, person_id))


def _find(
    connection: sa.Connection, organisation_id: str, person_id: str, *, lock: bool
) -> _PersonRow | None:
    """Return a person's row; locked, an erasure meanwhile waits for this transaction."""
    statement = sa.select(person.c.key_wrapped, person.c.erased_at).where(
        person.c.organisation_id == organisation_id, person.c.person_id == person_id
    )
    row = connection.execute(statement.with_for_update() if lock else statement).one_or_none()
    if row is None:
        return None
    return _PersonRow(key_wrapped=row.key_wrapped, is_erased=row.erased_at is not None)


def _new_key(central: Central, writing: Writing, who: tuple[str, str], *, known: bool) -> bytes:
    """Make a person's key. A known person without one lost it with the keys of a backup."""
    organisation_id, person_id = who
    entropy = central.surroundings.entropy
    person_key = entropy.take(KEY_BYTES)
    wrapped = wrap(central.keys.people, person_key, _about(organisation_id, person_id), entropy)
    statement: sa.Insert | sa.Update
    if known:
        statement = sa.update(person).where(
            person.c.organisation_id == organisation_id, person.c.person_id == person_id
        )
    else:
        statement = sa.insert(person).values(
            organisation_id=organisation_id, person_id=person_id, created_at=writing.at
        )
    writing.connection.execute(statement.values(key_wrapped=wrapped))
    return person_key


def _about(organisation_id: str, person_id: str) -> str:
    return f"person/{organisation_id}/{person_id}"


def _part_about(key: OperationKey, part_no: int) -> str:
    return f"part/{key}/{part_no}"
