"""Reading the feed: on the replica while it holds enough, else on the primary."""

from collections.abc import Iterator

from central.database import DatabaseUnavailable
from central.feed.reading import FeedRequest, read_feed
from central.opening import Central
from central.replica import Need, Replica, list_heads
from sync.protocol.exchange import AnswerLine, EndLine


def read_nearest(central: Central, epoch: str, request: FeedRequest) -> Iterator[AnswerLine]:
    """Yield what ``read_feed`` yields for a request within this epoch.

    The heads are read on the primary after all that the answer has spoken of was committed: a
    replica that holds them shows a till its own writes, and never less than it heard before (sync
    rule 13.6). Where there is nothing to tell, the replica is not asked.
    """
    replica = central.replica
    if replica is not None:
        with central.database.reading() as connection:
            need = Need(epoch, list_heads(connection, tuple(request.feeds)))
        behind = any(request.cursor.position(feed.name) < head for feed, head in need.heads.items())
        if behind and replica.holds(need):
            yield from _read_replica(central, replica, request)
            return
    yield from read_feed(central.database, request)


def _read_replica(central: Central, replica: Replica, request: FeedRequest) -> Iterator[AnswerLine]:
    """Read a replica that may fail at any line.

    Before the first line the primary steps in. After it the answer ends early, at its last cursor:
    the till comes again at once, and is answered by the primary.
    """
    told = False
    try:
        for line in read_feed(replica.database, request):
            yield line
            told = True
    except DatabaseUnavailable:
        replica.leave_alone()
        if told:
            yield EndLine(more=True)
        else:
            yield from read_feed(central.database, request)
