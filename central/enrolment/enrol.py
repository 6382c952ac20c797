"""Enrolling a till, and enrolling it once more when its key was lost.

Idempotent per code and key.
"""

import sqlalchemy as sa

from central.allotments.fence import open_till_grants
from central.audit import Deed, record
from central.database import Writing
from central.enrolment.codes import secret_hash
from central.opening import Central
from central.publication import open_feed, till_feed
from central.staff.publishing import publish_all_staff
from central.state import find_epoch
from central.tables import enrolment_code, stream, till, till_key
from central.tills.labels import stream_name, till_label
from central.tills.organisations import Store, get_store, lock_organisation
from central.tills.peppers import get_pepper, new_pepper
from central.tills.registry import next_stream_number
from central.tills.streams import newest_stream
from domain.errors import NotAllowed
from sync.protocol.enrolment import EnrolmentAnswer, EnrolmentRequest, sign_answer
from sync.protocol.keys import KEY_BYTES
from sync.protocol.operation import from_base64, to_base64


class CodeRefused(NotAllowed):
    """A code that nobody issued, that has expired, or that another till has used."""


def enrol(central: Central, request: EnrolmentRequest) -> EnrolmentAnswer:
    """Enrol the till that holds this key; the same code and key are answered the same way again.

    A new code for a till that still holds its key grants it once more what it had: its names, its
    stream and its pepper. A used code answers no longer than it lasts, and neither a retired key
    nor a revoked till. The caller has checked that the request is signed with the key it names.
    Raises CodeRefused.
    """
    public_key = enrolled_key(request)
    with central.database.writing(central.surroundings.now()) as writing:
        code = _locked_code(central, writing, request.secret)
        if code.used_at is None:
            lock_organisation(writing, str(code.organisation_id))
            _use_code(central, writing, code, public_key)
            code = _locked_code(central, writing, request.secret)
        if code.public_key != public_key:
            raise _refused("This code was used by another till.")
        _require_in_force(writing.connection, code, public_key)
        return _answer(central, writing, code, request)


def enrolled_key(request: EnrolmentRequest) -> bytes:
    """Return the public key a request enrols. Raises CodeRefused where it is none."""
    try:
        public_key = from_base64(request.public_key)
    except ValueError as error:
        raise _refused("The till sent no key.") from error
    if len(public_key) != KEY_BYTES:
        raise _refused("The till sent no key.")
    return public_key


def _locked_code(central: Central, writing: Writing, secret: str) -> sa.Row[tuple[object, ...]]:
    statement = (
        sa.select(enrolment_code)
        .where(enrolment_code.c.secret_hash == secret_hash(central.keys.people, secret))
        .with_for_update()
    )
    row = writing.connection.execute(statement).one_or_none()
    if row is None:
        raise _refused("Nobody issued this code.")
    if row.expires_at < writing.at:
        raise _refused("This code has expired.")
    return row


def _refused(why: str) -> CodeRefused:
    return CodeRefused(
        "This code does not work", f"{why} Ask the office for a new code and type it again."
    )


def _use_code(
    central: Central, writing: Writing, code: sa.Row[tuple[object, ...]], public_key: bytes
) -> None:
    connection = writing.connection
    store = get_store(connection, str(code.store_id))
    till_id = None if code.till_id is None else str(code.till_id)
    if till_id is not None:
        _refuse_revoked(connection, store.organisation_id, till_id)
    if till_id is not None and _holds_key(connection, store, till_id, public_key):
        name = newest_stream(connection, store.organisation_id, till_id)
        action = "till_enrolled_again"
    else:
        _refuse_known_key(connection, public_key)
        till_id, name = _grant(central, writing, store, till_id, public_key)
        action = "till_enrolled"
    connection.execute(
        sa.update(enrolment_code)
        .where(
            enrolment_code.c.organisation_id == code.organisation_id,
            enrolment_code.c.secret_hash == code.secret_hash,
        )
        .values(till_id=till_id, stream=name, public_key=public_key, used_at=writing.at)
    )
    deed = Deed(organisation_id=store.organisation_id, actor=till_id, action=action, subject=name)
    record(writing, central.surroundings, deed)


def _grant(
    central: Central, writing: Writing, store: Store, till_id: str | None, public_key: bytes
) -> tuple[str, str]:
    """Make this key the one of a new till, or of a known one; return its id and a new stream."""
    if till_id is None:
        till_id = _add_till(central, writing, store)
    else:
        _renew_till(central, writing, store, till_id)
    writing.connection.execute(
        sa.insert(till_key).values(
            organisation_id=store.organisation_id,
            till_id=till_id,
            public_key=public_key,
            added_at=writing.at,
        )
    )
    name = _add_stream(writing, store, till_id)
    publish_all_staff(central, writing, store.organisation_id, till_id)
    return till_id, name


def _require_in_force(
    connection: sa.Connection, code: sa.Row[tuple[object, ...]], public_key: bytes
) -> None:
    """A used code must not hand the pepper of today to a key of yesterday."""
    store = get_store(connection, str(code.store_id))
    _refuse_revoked(connection, store.organisation_id, str(code.till_id))
    if not _holds_key(connection, store, str(code.till_id), public_key):
        raise _refused("This till has a newer key.")


def _refuse_revoked(connection: sa.Connection, organisation_id: str, till_id: str) -> None:
    statement = sa.select(till.c.revoked_at).where(
        till.c.organisation_id == organisation_id, till.c.till_id == till_id
    )
    if connection.execute(statement).scalar_one() is not None:
        raise _refused("This till was revoked.")


def _holds_key(connection: sa.Connection, store: Store, till_id: str, public_key: bytes) -> bool:
    statement = sa.select(till_key.c.public_key).where(
        till_key.c.organisation_id == store.organisation_id,
        till_key.c.till_id == till_id,
        till_key.c.public_key == public_key,
        till_key.c.retired_at.is_(None),
    )
    return connection.execute(statement).first() is not None


def _refuse_known_key(connection: sa.Connection, public_key: bytes) -> None:
    statement = sa.select(till_key.c.till_id).where(till_key.c.public_key == public_key).limit(1)
    if connection.execute(statement).scalar_one_or_none() is not None:
        raise _refused("This machine is enrolled already, or its key was used before.")


def _add_till(central: Central, writing: Writing, store: Store) -> str:
    """Add a till. The organisation's lock is held: labels are dense."""
    connection = writing.connection
    number = _next_label_number(connection, store)
    till_id = central.surroundings.new_id()
    connection.execute(
        sa.insert(till).values(
            organisation_id=store.organisation_id,
            till_id=till_id,
            store_id=store.store_id,
            label=till_label(store.label_prefix, number),
            label_prefix=store.label_prefix,
            label_number=number,
            pepper_wrapped=new_pepper(central, till_id),
            read_through=0,
            enrolled_at=writing.at,
        )
    )
    open_feed(connection, till_feed(store.organisation_id, till_id))
    open_till_grants(writing, store.organisation_id, till_id)
    return till_id


def _next_label_number(connection: sa.Connection, store: Store) -> int:
    statement = sa.select(sa.func.max(till.c.label_number)).where(
        till.c.organisation_id == store.organisation_id,
        till.c.label_prefix == store.label_prefix,
    )
    return int(connection.execute(statement).scalar_one_or_none() or 0) + 1


def _renew_till(central: Central, writing: Writing, store: Store, till_id: str) -> None:
    """A lost key never comes back: it is retired, and the pepper that lay beside it is replaced."""
    writing.connection.execute(
        sa.update(till_key)
        .where(
            till_key.c.organisation_id == store.organisation_id,
            till_key.c.till_id == till_id,
            till_key.c.retired_at.is_(None),
        )
        .values(retired_at=writing.at)
    )
    writing.connection.execute(
        sa.update(till)
        .where(till.c.organisation_id == store.organisation_id, till.c.till_id == till_id)
        .values(pepper_wrapped=new_pepper(central, till_id))
    )


def _add_stream(writing: Writing, store: Store, till_id: str) -> str:
    connection = writing.connection
    label = connection.execute(
        sa.select(till.c.label)
        .where(till.c.organisation_id == store.organisation_id, till.c.till_id == till_id)
        .with_for_update()
    ).scalar_one()
    number = next_stream_number(connection, store.organisation_id, till_id)
    name = stream_name(label, number)
    connection.execute(
        sa.insert(stream).values(
            organisation_id=store.organisation_id,
            till_id=till_id,
            stream=name,
            number=number,
            origin="enrolled",
            opened_at=writing.at,
        )
    )
    return name


def _answer(
    central: Central,
    writing: Writing,
    code: sa.Row[tuple[object, ...]],
    request: EnrolmentRequest,
) -> EnrolmentAnswer:
    connection = writing.connection
    till_id = str(code.till_id)
    label = connection.execute(
        sa.select(till.c.label).where(
            till.c.organisation_id == code.organisation_id, till.c.till_id == till_id
        )
    ).scalar_one()
    store = get_store(connection, str(code.store_id))
    keys = central.keys
    pepper = get_pepper(central, connection, till_id)
    unsigned = EnrolmentAnswer(
        till=till_id,
        public_key=request.public_key,
        label=label,
        stream=str(code.stream),
        organisation_id=store.organisation_id,
        store_id=store.store_id,
        store=store.as_change(),
        epoch=find_epoch(connection) or "",  # opening central has settled it
        central_key=to_base64(keys.signing.public_bytes),
        recovery_key=to_base64(keys.recovery_public),
        pin_pepper=to_base64(pepper),
        nonce=request.nonce,
        server_time=writing.at,
    )
    return sign_answer(unsigned, keys.signing)
