"""How a use case tells central: one signed operation, written in the use case's own transaction."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from app.use_cases.till import Till
from storage.unit_of_work import UnitOfWork
from sync.protocol.bodies import kind_of
from sync.protocol.body_parts import Body
from sync.protocol.canonical import canonical_bytes
from sync.protocol.operation import SALT_BYTES, NewOperation, PersonalPart, SignedOperation


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Who says it, when (aware, UTC) and on which business date."""

    by: str
    at: datetime
    day: date


def append_operation(
    uow: UnitOfWork,
    till: Till,
    said: Said,
    body: Body,
    personal: tuple[PersonalPart, ...] = (),
) -> SignedOperation:
    """Chain, sign and store one operation (sync rules 1). Its kind follows from its body."""
    new = NewOperation(
        kind=kind_of(body),
        at=said.at,
        by=said.by,
        day=said.day,
        feed=uow.feed.shown_position(),
        body=body,
        personal=personal,
    )
    return uow.outbox.append(till.signer, new)


def personal_part(till: Till, person_id: str, content: Mapping[str, object]) -> PersonalPart:
    """Return what concerns one person, with a fresh salt (sync rule 1.4)."""
    return PersonalPart(
        person_id=person_id,
        salt=till.entropy.take(SALT_BYTES),
        part=canonical_bytes(content),
    )
