"""F6 at a shipment: the special quotes that this till asked for, and what came of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from app.presenters import quote_words, ship_words
from app.presenters.figures import format_money
from app.presenters.floor import Floor, Flow
from app.presenters.inbox_quotes import place_name, weight_text
from app.presenters.key_map import Dialog, Place
from app.presenters.notices import Notice, Tone, notice_of
from app.presenters.parked import ParkedRow
from app.presenters.services import Desk
from app.presenters.ship_form import ShipmentForm, form_of
from app.presenters.ship_special import SpecialAsking
from app.presenters.tasks import LatestOnly
from app.presenters.when import clock_text
from app.presenters.words import listed
from app.use_cases.special_quotes import SpecialRow
from app.use_cases.till import Session
from sync.protocol.status import SyncStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotesState:
    """The dialog. ``deed_text`` is what Enter does with the chosen row; empty where it waits."""

    title: str = ""
    note: str = ""
    rows: tuple[ParkedRow, ...] = ()
    selected: int = -1
    empty_text: str = ""
    deed_text: str = ""
    notice: Notice | None = None


class QuotesView(Protocol):
    """The dialog, as the presenter knows it."""

    def show_state(self, state: QuotesState) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotesExits:
    """Where the list leads: a form to change; and who shows on the screen what waits."""

    change: Callable[[ShipmentForm], None]
    listed: Callable[[Sequence[SpecialRow]], None]


class Shipping(Protocol):
    """The presenter of the shipment, as the list knows it."""

    @property
    def special(self) -> SpecialAsking: ...

    def on_filled(self, form: ShipmentForm) -> None: ...


class SpecialQuotesPresenter(Flow):
    """Lists what this till asked, books what has a price, opens again what needs changing."""

    places = frozenset({Place.SHIP})
    dialogs = frozenset({Dialog.QUOTES})

    def __init__(self, desk: Desk, view: QuotesView, floor: Floor) -> None:
        self._desk = desk
        self._view = view
        self._floor = floor
        self._exits: QuotesExits | None = None
        self._rows: tuple[SpecialRow, ...] = ()
        self._known: dict[str, str] = {}
        self._selected = 0
        self._notice: Notice | None = None
        self._is_busy = False
        self._looks: LatestOnly[None, Sequence[SpecialRow]] = LatestOnly(
            desk.runner,
            "read",
            lambda _nothing: desk.services.cases.quotes.list_quotes(),
            on_answer=lambda _nothing, rows: self._on_rows(rows),
            on_error=self._on_error,
        )

    def bind(self, exits: QuotesExits) -> None:
        """What the list leads to is made after the flows."""
        self._exits = exits

    def lead_to(self, shipment: Shipping) -> None:
        """Lead to the screen of the shipment."""
        self.bind(QuotesExits(change=shipment.on_filled, listed=shipment.special.on_rows))

    @property
    def is_busy(self) -> bool:
        return self._is_busy

    def on_open(self) -> None:
        """F6 at the shipment."""
        if self._floor.session is None or not self._floor.is_free:
            return
        self._rows, self._selected, self._notice = (), 0, None
        self._show()
        self._floor.open_dialog(Dialog.QUOTES)
        self._looks.ask(None)

    def on_signed_in(self, session: Session) -> None:
        del session
        self._looks.ask(None)

    def on_status(self, status: SyncStatus) -> None:
        """Somebody at another till, or at the desk here, may have answered."""
        del status
        if self._floor.session is not None:
            self._looks.ask(None)

    def on_locked(self) -> None:
        self._looks.forget()
        self._rows, self._known, self._notice = (), {}, None

    def on_stepped(self, rows: int) -> None:
        last = max(len(self._rows) - 1, 0)
        self.on_row_pressed(min(max(self._selected + rows, 0), last))

    def on_row_pressed(self, row: int) -> None:
        self._selected, self._notice = row, None
        self._show()

    def on_row_entered(self, row: int) -> None:
        """Book it at its price, or open it again to change it; what waits goes on waiting."""
        self._selected = row
        chosen, session = self._chosen(), self._floor.session
        if chosen is None or session is None or self._is_busy:
            return
        if _can_book(chosen):
            self._book(session, chosen)
        elif chosen.special.state == "asked":
            self._notice = Notice(
                title=quote_words.still_waits(), text=quote_words.still_waits_text()
            )
            self._show()
        elif chosen.draft is not None and self._exits is not None:
            self._floor.close_dialog()
            self._exits.change(form_of(chosen.draft))

    def _book(self, session: Session, row: SpecialRow) -> None:
        book = self._desk.services.cases.quotes.book
        self._is_busy = True
        self._desk.runner.run(
            "write",
            lambda: book(session, row.special.quote_id),
            lambda _cart: self._on_booked(),
            self._on_error,
        )

    def _on_booked(self) -> None:
        self._is_busy = False
        self._floor.close_dialog()
        self._floor.go(Place.SALE)

    def _on_rows(self, rows: Sequence[SpecialRow]) -> None:
        mine = tuple(row for row in rows if row.is_mine)
        self._tell_news(mine)
        if self._exits is not None:
            self._exits.listed(mine)
        chosen = self._chosen()
        ids = [row.special.quote_id for row in mine]
        if chosen is not None and chosen.special.quote_id in ids:
            self._selected = ids.index(chosen.special.quote_id)
        self._rows, self._selected = mine, min(self._selected, max(len(ids) - 1, 0))
        self._show()

    def _tell_news(self, mine: tuple[SpecialRow, ...]) -> None:
        """One that was asked and is answered now is said once, where nothing lies over the work."""
        states: dict[str, str] = {row.special.quote_id: row.special.state for row in mine}
        before, self._known = self._known, states
        is_news = any(
            before.get(quote_id) == "asked" and state != "asked"
            for quote_id, state in states.items()
        )
        if is_news and self._floor.dialog is None and self._floor.place in _TOLD_AT:
            self._floor.notify(
                Notice(
                    title=quote_words.answered_title(),
                    text=quote_words.answered_text(),
                    tone=Tone.WORKING,
                )
            )

    def _on_error(self, error: Exception) -> None:
        self._is_busy = False
        self._notice = notice_of(error)
        self._show()

    def _chosen(self) -> SpecialRow | None:
        known = 0 <= self._selected < len(self._rows)
        return self._rows[self._selected] if known else None

    def _show(self) -> None:
        if self._floor.dialog is not Dialog.QUOTES and self._rows:
            return  # nobody looks at it
        zone = self._desk.profile.zone
        self._view.show_state(
            QuotesState(
                title=quote_words.title(),
                note=quote_words.note(),
                rows=tuple(quote_row(row, zone) for row in self._rows),
                selected=self._selected if self._rows else -1,
                empty_text="" if self._rows else quote_words.empty(),
                deed_text=_deed_text(self._chosen()),
                notice=self._notice,
            )
        )


_TOLD_AT = frozenset({Place.SALE, Place.SHIP})


def quote_row(row: SpecialRow, zone: str) -> ParkedRow:
    """Put one into words: who sends where, what it weighs, how it stands, what it costs."""
    special, answer = row.special, row.special.answer
    title = quote_words.row_title(row.sender, place_name(special.region))
    detail = quote_words.row_detail(
        ship_words.pieces(len(special.pieces)),
        weight_text(special.gross_milli_lb),
        clock_text(special.asked_at, zone),
    )
    tag, amount = quote_words.state_asked(), ""
    if answer is not None and answer.price is not None and answer.valid_until is not None:
        amount = format_money(answer.price)
        until = quote_words.state_good(clock_text(answer.valid_until, zone))
        tag = quote_words.state_ended() if row.is_ended else until
    elif answer is not None:
        tag = quote_words.state_declined(answer.reason)
    spoken = listed(title, tag, detail, amount)
    return ParkedRow(title=title, detail=detail, tag=tag, amount_text=amount, spoken=spoken)


def _can_book(row: SpecialRow) -> bool:
    return row.special.state == "priced" and not row.is_ended


def _deed_text(row: SpecialRow | None) -> str:
    if row is None or row.special.state == "asked":
        return ""
    return quote_words.book_it() if _can_book(row) else quote_words.change_it()
