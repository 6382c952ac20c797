"""What a till knows of central that central does not: evidence that central went back in time.

A database that was put back from a raw copy of its disk does not know that it is one. A till that
has read further than the feed goes, under central's own seal, tells it: a new epoch begins, every
till asks from the start and sends again what it keeps (sync rule 4.6).
"""

from dataclasses import dataclass

from central.feed.cursor import Cursor
from central.feed.reading import CursorClaim, Start, settle_cursor
from central.opening import Central
from central.state import begin_epoch
from central.tills.registry import EnrolledTill
from sync.protocol.exchange import ExchangeHeader


@dataclass(frozen=True, slots=True)
class Settled:
    """The epoch that an answer speaks of, and where it begins to read the feed."""

    epoch: str
    start: Start


def settle_start(central: Central, till: EnrolledTill, header: ExchangeHeader) -> Settled:
    """Return where a till's cursor leads; begin a new epoch where it proves that one is due.

    What a reader saw is looked at again alone with the database: a reading replica that lags is not
    a central that has forgotten, and of several tills with the same evidence the first begins the
    one new epoch. A cursor of any other epoch than the present one proves nothing.
    """
    epoch = central.epoch
    claim = CursorClaim(
        feeds=till.feeds, text=header.cursor, epoch=epoch, seal_key=central.keys.cursor_seal
    )
    with central.database.reading() as connection:
        start = settle_cursor(connection, claim)
    if not start.is_evidence:
        return Settled(epoch, start)
    with central.database.writing(central.surroundings.now()) as writing:
        start = settle_cursor(writing.connection, claim)
        if not start.is_evidence:
            return Settled(epoch, start)
        begun = begin_epoch(
            writing, central.surroundings, instead_of=epoch, reason="evidence_of_a_till"
        )
    return Settled(begun, Start(Cursor(begun), rebase=True))
