"""F5 at a shipment: a person is asked for a price; and how many were answered meanwhile."""

from collections.abc import Callable, Sequence

from app.presenters import quote_words
from app.presenters.services import Desk
from app.presenters.tasks import LatestOnly
from app.use_cases.special_quotes import AskForQuote, SpecialRow
from app.use_cases.till import Session
from domain.shipment import ShipmentDraft


class SpecialAsking:
    """Runs ``ask_for_quote``, and says on the screen what waits and what came."""

    def __init__(self, desk: Desk, *, on_news: Callable[[], None]) -> None:
        self._desk = desk
        self._on_news = on_news
        self._text = ""
        self._looks: LatestOnly[None, Sequence[SpecialRow]] = LatestOnly(
            desk.runner,
            "read",
            lambda _nothing: desk.services.cases.quotes.list_quotes(),
            on_answer=lambda _nothing, rows: self.on_rows(rows),
            on_error=self._on_failed,
        )

    @property
    def text(self) -> str:
        """What the button of the list says."""
        return self._text or quote_words.waiting(0, 0)

    def ask(self, session: Session, draft: ShipmentDraft) -> None:
        """Keep what was filled in and ask; on the writing lane."""
        services = self._desk.services
        request = AskForQuote(quote_id=services.new_id(), draft=draft)
        services.cases.quotes.ask(session, request)

    def look(self) -> None:
        """Read what waits."""
        self._looks.ask(None)

    def on_rows(self, rows: Sequence[SpecialRow]) -> None:
        """What waits is this now."""
        mine = [row for row in rows if row.is_mine]
        answered = sum(row.special.state != "asked" for row in mine)
        text = quote_words.waiting(len(mine), answered)
        if text != self._text:
            self._text = text
            self._on_news()

    def _on_failed(self, _error: Exception) -> None:
        """The list itself says why it cannot be read; the button keeps its words."""
