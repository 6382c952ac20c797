"""The job that mails receipts: due ones, oldest first, again with longer and longer waits.

A letter is sent before it is written down as sent: a crash in between sends it twice, with one
message id, and never not at all. After the last try it is dead, and a case says so.
"""

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
import structlog

from central.jobs.lease import Lease
from central.mail.letter import Letter, write_letter
from central.mail.server import MailDelayed, MailRefused, send
from central.mail.tables import mail_job
from central.operation_key import OperationKey
from central.operations.cases import NewCase, open_case
from central.people.parts import open_parts
from central.tables import operation
from domain.email_address import email_address
from domain.errors import BadInput
from sync.protocol.mail_bodies import ReceiptMailed
from sync.protocol.operation import Facts

BATCH_MAX = 20
TRIES_MAX = 12
WAIT_MAX = timedelta(hours=6)
"""Twelve tries take a day and a half: a server may be down over a holiday's night."""
SERVER_REST = timedelta(minutes=1)
_BUYER_LENGTH_MAX = 2_000
_KEY = ("organisation_id", "till_id", "stream", "branch", "seq")
_log = structlog.get_logger("central.jobs")


@dataclass(slots=True)
class Mailing:
    """Sends what is due; rests for a minute after the server itself failed."""

    _rests_until: datetime | None = field(default=None, init=False)

    def run(self, lease: Lease) -> None:
        """Send at most 20 letters. Does nothing where no mail server is set."""
        now = lease.central.surroundings.now()
        if not lease.central.settings.smtp_host:
            return
        if self._rests_until is not None and now < self._rests_until:
            return
        self._rests_until = None
        for row in _due(lease, now):
            try:
                _send_one(lease, row, now)
            except MailDelayed as error:
                _put_off(lease, row, str(error))
                if error.is_server:
                    _log.warning("mail_server_failed", reason=str(error))
                    self._rests_until = now + SERVER_REST
                    return
            except MailRefused as error:
                _give_up(lease, row, str(error))


def _due(lease: Lease, now: datetime) -> list[dict[str, Any]]:
    same = (mail_job.c[name] == operation.c[name] for name in _KEY)
    statement = (
        sa.select(mail_job, operation.c.facts, operation.c.hash)
        .join(operation, sa.and_(*same))
        .where(mail_job.c.state == "waiting", mail_job.c.next_at <= now)
        .order_by(mail_job.c.next_at, *(mail_job.c[name] for name in _KEY))
        .limit(BATCH_MAX)
    )
    with lease.central.database.reading() as connection:
        return [dict(row) for row in connection.execute(statement).mappings()]


def _send_one(lease: Lease, row: dict[str, Any], now: datetime) -> None:
    personal = _personal(lease, row)
    if personal is None:
        _end(lease, row, "forgotten")
        return
    letter = Letter(
        body=ReceiptMailed.model_validate(Facts.model_validate_json(row["facts"]).body),
        address=personal.address,
        buyer=personal.buyer,
        hash=row["hash"],
        at=now,
    )
    settings = lease.central.settings
    send(settings, write_letter(letter, settings.mail_from))
    _end(lease, row, "sent")


@dataclass(frozen=True, slots=True)
class _Personal:
    """Whom a letter goes to, and the rows of its paper that name them."""

    address: str = field(repr=False)
    buyer: tuple[str, ...] = field(repr=False)


def _personal(lease: Lease, row: dict[str, Any]) -> _Personal | None:
    """Return what is personal of a letter; None for a person who was erased. Raises MailRefused."""
    with lease.central.database.reading() as connection:
        parts = open_parts(lease.central, connection, _key(row))
    part = next((part.part for part in parts if part.person_id == row["person_id"]), None)
    if part is None:
        return None
    try:
        texts = json.loads(part)
        buyer = str(texts.get("buyer", ""))[:_BUYER_LENGTH_MAX]
        return _Personal(email_address(str(texts["email"])), tuple(buyer.splitlines()))
    except (ValueError, KeyError, TypeError, BadInput) as error:
        raise MailRefused("its address cannot be used") from error


def _put_off(lease: Lease, row: dict[str, Any], why: str) -> None:
    tries = row["tries"] + 1
    if tries >= TRIES_MAX:
        _give_up(lease, row, why)
        return
    wait = min(timedelta(minutes=2**tries), WAIT_MAX)
    with lease.writing() as writing:
        values = {"tries": tries, "next_at": writing.at + wait, "failure": why}
        writing.connection.execute(_of(row).values(**values))


def _give_up(lease: Lease, row: dict[str, Any], why: str) -> None:
    new = NewCase(
        store_id=row["store_id"],
        kind="mail",
        title="A receipt could not be mailed",
        message=f"Receipt {row['receipt']}: {why}, after {row['tries'] + 1} tries.",
        operation_kind="receipt_mailed",
    )
    with lease.writing() as writing:
        values = {"state": "dead", "failure": why, "done_at": writing.at}
        writing.connection.execute(_of(row).values(tries=row["tries"] + 1, **values))
        open_case(writing, lease.central.surroundings, _key(row), new)


def _end(lease: Lease, row: dict[str, Any], state: str) -> None:
    with lease.writing() as writing:
        values = {"state": state, "failure": "", "done_at": writing.at}
        writing.connection.execute(_of(row).values(tries=row["tries"] + 1, **values))


def _of(row: dict[str, Any]) -> sa.Update:
    return sa.update(mail_job).where(*(mail_job.c[name] == row[name] for name in _KEY))


def _key(row: dict[str, Any]) -> OperationKey:
    return OperationKey(**{name: row[name] for name in _KEY})
