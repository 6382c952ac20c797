"""Enrolment codes: one use, short-lived, and kept only as a keyed hash."""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from central.audit import Deed, record
from central.database import Writing
from central.opening import Central
from central.sealing import derived_key
from central.tables import enrolment_code, till
from central.tills.organisations import Store
from central.tills.registry import get_till_id
from domain.errors import Conflict
from sync.protocol.enrolment import SECRET_LETTERS, format_code, secret_from


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedCode:
    """A code for a person to read out, and until when it works."""

    code: str
    expires_at: datetime


def issue_code(
    central: Central, store: Store, *, label: str | None = None, actor: str = "command line"
) -> IssuedCode:
    """Make a code that enrols a new till in a store, or the till of that label once more.

    Raises NotFound if the organisation has no till of that label in this store, Conflict if it was
    revoked.
    """
    secret = secret_from(central.surroundings.entropy.take(SECRET_LETTERS))
    with central.database.writing(central.surroundings.now()) as writing:
        expires_at = writing.at + timedelta(hours=central.settings.enrolment_code_hours)
        till_id = None if label is None else _till_in_force(writing.connection, store, label)
        writing.connection.execute(
            sa.insert(enrolment_code).values(
                organisation_id=store.organisation_id,
                secret_hash=secret_hash(central.keys.people, secret),
                store_id=store.store_id,
                till_id=till_id,
                created_at=writing.at,
                expires_at=expires_at,
            )
        )
        _audit(central, writing, store, actor)
    return IssuedCode(
        code=format_code(secret, central.keys.signing.public_bytes), expires_at=expires_at
    )


def _till_in_force(connection: sa.Connection, store: Store, label: str) -> str:
    till_id = get_till_id(connection, store, label)
    statement = sa.select(till.c.revoked_at).where(
        till.c.organisation_id == store.organisation_id, till.c.till_id == till_id
    )
    if connection.execute(statement).scalar_one() is not None:
        raise Conflict(
            "The till was revoked",
            f"{label} stays shut out. Enrol the machine as a new till, in an empty folder.",
        )
    return till_id


def secret_hash(people_key: bytes, secret: str) -> bytes:
    """Return the form in which a code's secret is kept and looked up."""
    return hmac.new(derived_key(people_key, "codes"), secret.encode(), hashlib.sha256).digest()


def _audit(central: Central, writing: Writing, store: Store, actor: str) -> None:
    deed = Deed(
        organisation_id=store.organisation_id,
        actor=actor,
        action="enrolment_code_issued",
        subject=store.store_id,
    )
    record(writing, central.surroundings, deed)
