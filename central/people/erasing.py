"""Erasing a person: key, parts and salts are destroyed, here and for every backup (rule 6.1)."""

from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from central.audit import Deed, record
from central.compliance.holds import is_held
from central.database import Writing
from central.opening import Central
from central.people.customers import forget
from central.people.key_file import write_key_file
from central.publication import new_change, till_feed
from central.tables import backup_run, person, personal_part
from central.tills.registry import list_till_ids
from domain.errors import BadInput, Conflict, WorldFailure
from sync.protocol.changes import PersonErased

_HELD = (
    "A case about this person's cash is open, and its report by law says who they are. Nothing was"
    " erased. Make the report, close the case with 'cases close', then erase them."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasureRequest:
    """Whom to forget, who asked, and why: ids and a reason without names."""

    organisation_id: str
    person_id: str
    requested_by: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasure:
    """What was done. ``folders_out_of_reach`` hold backups whose key file could not be replaced."""

    part_count: int
    till_count: int
    folders_out_of_reach: tuple[str, ...]
    log_emptied: bool


def erase_person(central: Central, request: ErasureRequest) -> Erasure:
    """Erase a person, known here or not: a part that arrives later is thrown away.

    Doing it twice does it again and harms nothing. Operations and their hashes stay. Raises
    Conflict while a case of this person's cash is open: its report by law says who they are.
    """
    if not request.person_id.strip() or not request.requested_by.strip():
        raise BadInput("Who is it?", "Name the person's id and who asked for it. Nothing was done.")
    with central.database.writing(central.surroundings.now()) as writing:
        if is_held(writing.connection, request.organisation_id, request.person_id):
            raise Conflict("It has to wait", _HELD)
        part_count = _destroy(writing, request)
        till_count = publish_erasure(writing, request.organisation_id, request.person_id)
        deed = Deed(
            organisation_id=request.organisation_id,
            actor=request.requested_by,
            action="person_erased",
            subject=request.person_id,
            reason=request.reason,
        )
        record(writing, central.surroundings, deed)
        unreached = _renew_key_files(writing.connection)
    return Erasure(
        part_count=part_count,
        till_count=till_count,
        folders_out_of_reach=unreached,
        log_emptied=central.database.wipe_traces(("person", "personal_part", "customer")),
    )


def publish_erasure(writing: Writing, organisation_id: str, person_id: str) -> int:
    """Tell every till of the organisation to forget a person; return how many there are."""
    till_ids = list_till_ids(writing.connection, organisation_id)
    for till_id in till_ids:
        feed = till_feed(organisation_id, till_id)
        writing.publish(feed, new_change(person_id, PersonErased()))
    return len(till_ids)


def _destroy(writing: Writing, request: ErasureRequest) -> int:
    """Delete the parts, destroy the key, leave the word *erased*.

    Return how many parts there were.
    """
    connection = writing.connection
    who = (
        person.c.organisation_id == request.organisation_id,
        person.c.person_id == request.person_id,
    )
    known = connection.execute(sa.select(person.c.erased_at).where(*who).with_for_update())
    row = known.one_or_none()
    if row is None:
        connection.execute(
            sa.insert(person).values(
                organisation_id=request.organisation_id,
                person_id=request.person_id,
                created_at=writing.at,
                erased_at=writing.at,
            )
        )
    else:
        erased_at = row.erased_at or writing.at
        connection.execute(
            sa.update(person).where(*who).values(key_wrapped=None, erased_at=erased_at)
        )
    forget(connection, request.organisation_id, request.person_id)
    deleted = connection.execute(
        sa.delete(personal_part).where(
            personal_part.c.organisation_id == request.organisation_id,
            personal_part.c.person_id == request.person_id,
        )
    )
    return deleted.rowcount


def _renew_key_files(connection: sa.Connection) -> tuple[str, ...]:
    """Replace the key file of each backup folder before the commit; return those out of reach."""
    folders = connection.execute(sa.select(backup_run.c.folder).distinct()).scalars().all()
    unreached = []
    for folder in sorted(folders):
        try:
            write_key_file(connection, Path(folder))
        except WorldFailure:
            unreached.append(folder)
    return tuple(unreached)
