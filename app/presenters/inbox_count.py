"""How many rows of the supervisor's desk wait for a person: the count on the rail.

It is read when somebody signs in and whenever there is news, like the count of *Needs you*; there
is no timer. Only who may decide is told: a count that moves says what the policy flagged.
"""

from collections.abc import Iterable, Sequence

from app.presenters.floor import Floor, Flow
from app.presenters.inbox_rows import InboxItem, InboxSource
from app.presenters.key_map import Place
from app.presenters.services import Desk
from app.presenters.tasks import LatestOnly
from app.use_cases.till import Session
from sync.protocol.status import SyncStatus


def waiting_in(items: Iterable[InboxItem]) -> int:
    """How many of the rows wait for a person; the others are only watched."""
    return sum(item.needs_person for item in items)


class InboxCount(Flow):
    """Counts what waits, and tells it at every place to whoever is signed in and may decide."""

    def __init__(self, desk: Desk, sources: Sequence[InboxSource], floor: Floor) -> None:
        self._list_deciders = desk.services.cases.inbox.list_deciders
        self._sources = tuple(sources)
        self._floor = floor
        self._counted: int | None = None
        self._asks: LatestOnly[Session, int | None] = LatestOnly(
            desk.runner, "read", self._count, on_answer=self._on_counted, on_error=self._on_failed
        )

    @property
    def count(self) -> int:
        """How many wait; 0 as well for whoever may not know."""
        return self._counted or 0

    def on_signed_in(self, session: Session) -> None:
        self._asks.ask(session)

    def on_status(self, status: SyncStatus) -> None:
        """Central may have told of something, or something was written here.

        The desk reads its list itself, and tells of it.
        """
        del status
        session = self._floor.session
        if session is not None and self._floor.place is not Place.DESK:
            self._asks.ask(session)

    def on_locked(self) -> None:
        self._asks.forget()
        self._show(None)

    def on_listed(self, items: Iterable[InboxItem]) -> None:
        """The desk has read its list; open by another's PIN, it tells nobody who may not know."""
        if self._counted is not None:
            self._asks.forget()
            self._show(waiting_in(items))

    def _count(self, session: Session) -> int | None:
        if session.staff_id not in {each.staff_id for each in self._list_deciders()}:
            return None
        return sum(waiting_in(source.list_items()) for source in self._sources)

    def _on_counted(self, _session: Session, count: int | None) -> None:
        self._show(count)

    def _show(self, count: int | None) -> None:
        self._counted = count
        self._floor.show_frame()

    def _on_failed(self, _error: Exception) -> None:
        """The desk itself says why it cannot be read; here the last count stays."""
