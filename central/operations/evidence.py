"""What a till knows of central that central does not: evidence that central went back in time.

A database that was put back from a raw copy of its disk does not know that it is one. A till that
has read further than the feed goes, or in an epoch that there never was, under central's own seal,
or has seen grants that were never given, tells it: a new epoch begins, every till asks from the
start and sends again what it keeps (sync rule 4.6).
"""

from dataclasses import dataclass

import sqlalchemy as sa

from central.allotments.fence import has_declared, last_number, note_numbers
from central.feed.cursor import Cursor
from central.feed.reading import CursorClaim, Start, settle_cursor
from central.opening import Central
from central.state import begin_epoch, epoch_in_force, note_had_epoch
from central.tills.registry import EnrolledTill
from sync.protocol.exchange import ExchangeHeader


@dataclass(frozen=True, slots=True)
class Settled:
    """The epoch that an answer speaks of, and where it begins to read the feed."""

    epoch: str
    start: Start


def settle_start(central: Central, till: EnrolledTill, header: ExchangeHeader) -> Settled:
    """Return where a till's cursor leads; begin a new epoch where it proves that one is due.

    Before anything is granted in the exchange. What a reader saw is looked at again alone with the
    database: a reading replica that lags is not a central that has forgotten, and of several tills
    with the same evidence the first begins the one new epoch. A cursor of an epoch that this
    central had before proves nothing.
    """
    with central.database.reading() as connection:
        epoch = epoch_in_force(connection)
        if epoch is not None:
            start = settle_cursor(connection, _claim(central, till, header, epoch))
            if not start.is_evidence and not _knows_more_grants(connection, till, header):
                return Settled(epoch, start)
    return _settle_alone(central, till, header, epoch or central.epoch)


def _claim(central: Central, till: EnrolledTill, header: ExchangeHeader, epoch: str) -> CursorClaim:
    seal_key = central.keys.cursor_seal
    return CursorClaim(feeds=till.feeds, text=header.cursor, epoch=epoch, seal_key=seal_key)


def _settle_alone(
    central: Central, till: EnrolledTill, header: ExchangeHeader, epoch: str
) -> Settled:
    """Look alone with the database, and begin a new epoch where the evidence stands."""
    with central.database.writing(central.surroundings.now()) as writing:
        connection = writing.connection
        epoch = epoch_in_force(connection) or epoch
        start = settle_cursor(connection, _claim(central, till, header, epoch))
        knows_more_grants = _knows_more_grants(connection, till, header)
        if not start.is_evidence and not knows_more_grants:
            return Settled(epoch, start)
        begun = begin_epoch(
            writing, central.surroundings, instead_of=epoch, reason="evidence_of_a_till"
        )
        if start.forgotten_epoch is not None:
            note_had_epoch(writing, start.forgotten_epoch)
        if knows_more_grants:
            whose = (till.organisation_id, till.till_id)
            note_numbers(writing, *whose, through=header.grant_through, stream=None)
    return Settled(begun, Start(Cursor(begun), rebase=True))


def _knows_more_grants(
    connection: sa.Connection, till: EnrolledTill, header: ExchangeHeader
) -> bool:
    """Tell whether a till has seen grants that central believes it has never given.

    One that has not declared what it holds in this epoch is waited for anyway (sync rule 9.11), and
    the word of a revoked one counts for nothing.
    """
    if till.revoked_at is not None or not header.grant_through:
        return False
    whose = (till.organisation_id, till.till_id)
    known = last_number(connection, *whose)
    return header.grant_through > known and has_declared(connection, *whose)
