"""The parked sales of the store: choose one, bring it back, or drop it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from app.presenters import park_words, words
from app.presenters.figures import format_money
from app.presenters.notices import Notice, notice_of
from app.presenters.services import Desk
from app.presenters.when import clock_text
from app.use_cases.list_parked import ParkedEntry
from app.use_cases.recall_cart import Recalled
from app.use_cases.till import Session
from domain.errors import Conflict

_NAMES_SHOWN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class ParkedRow:
    """One parked sale; ``tag`` is what is special about it, in words."""

    title: str
    detail: str
    tag: str
    amount_text: str
    spoken: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ParkedState:
    """The dialog. ``selected`` is -1 while nothing is parked; ``warning`` asks for a second Del."""

    title: str = ""
    note: str = ""
    rows: tuple[ParkedRow, ...] = ()
    selected: int = -1
    empty_text: str = ""
    warning: str = ""


class ParkedView(Protocol):
    """The dialog, as the presenter knows it."""

    def show_state(self, state: ParkedState) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class ParkedExits:
    """Where the list leads; bound by the flow. ``given_up`` says what a dropped cart is owed."""

    recalled: Callable[[Recalled], None]
    notify: Callable[[Notice | None], None]
    given_up: Callable[[str], Notice | None] = lambda _cart_id: None


class ParkedPresenter:
    """Runs ``list_parked``, ``recall_cart`` and ``drop_parked``."""

    def __init__(self, desk: Desk, view: ParkedView, exits: ParkedExits) -> None:
        self._desk = desk
        self._view = view
        self._exits = exits
        self._session: Session | None = None
        self._entries: tuple[ParkedEntry, ...] = ()
        self._selected = 0
        self._sure_of = self._tendered = ""
        self.is_busy = False

    def start(self, session: Session, tendered: str = "") -> None:
        """Show what is known now; news of an exchange change it while it is open.

        ``tendered`` is the cart on the screen, where money was given for it.
        """
        self._tendered = tendered
        self._session, self._entries, self._selected, self._sure_of = session, (), 0, ""
        self._show()
        self.reload()

    def reload(self) -> None:
        self._desk.runner.run(
            "read", self._desk.services.parking.list_parked, self._on_entries, self._on_error
        )

    def on_stepped(self, rows: int) -> None:
        last = len(self._entries) - 1
        self.on_row_pressed(min(max(self._selected + rows, 0), max(last, 0)))

    def on_row_pressed(self, row: int) -> None:
        self._selected, self._sure_of = row, ""
        self._show()

    def on_row_entered(self, row: int) -> None:
        """Bring it back; the sale on the screen is parked first."""
        self._selected = row
        entry, session = self._chosen(), self._session
        if entry is None or session is None or self.is_busy:
            return
        self.is_busy = True
        recall = self._desk.services.parking.recall_cart
        self._desk.runner.run(
            "write",
            lambda: recall(session, entry.edition_id, self._tendered),
            self._on_recalled,
            self._on_error,
        )

    def on_drop(self) -> None:
        """Del: asked once more, then dropped."""
        entry, session = self._chosen(), self._session
        if entry is None or session is None or self.is_busy:
            return
        if self._sure_of != entry.edition_id:
            self._sure_of = entry.edition_id
            self._show()
            return
        self.is_busy, self._sure_of = True, ""
        drop = self._desk.services.parking.drop_parked
        self._desk.runner.run(
            "write",
            lambda: drop(session, entry.edition_id),
            lambda _nothing: self._on_dropped(entry),
            self._on_error,
        )

    def _chosen(self) -> ParkedEntry | None:
        known = 0 <= self._selected < len(self._entries)
        return self._entries[self._selected] if known else None

    def _on_entries(self, entries: Sequence[ParkedEntry]) -> None:
        chosen = self._chosen()
        self._entries = tuple(entries)
        ids = [each.edition_id for each in self._entries]
        if chosen is not None and chosen.edition_id in ids:
            self._selected = ids.index(chosen.edition_id)
        self._selected = min(self._selected, max(len(ids) - 1, 0))
        self._show()

    def _on_recalled(self, recalled: Recalled) -> None:
        self.is_busy = False
        self._exits.recalled(recalled)

    def _on_dropped(self, entry: ParkedEntry) -> None:
        self.is_busy = False
        what = park_words.number_at(entry.number, entry.till_label)
        owed = self._exits.given_up(entry.cart_id)
        self._exits.notify(owed or Notice(title=park_words.dropped(what), text=""))
        self.reload()

    def _on_error(self, error: Exception) -> None:
        self.is_busy = False
        self._exits.notify(notice_of(error))
        if isinstance(error, Conflict):  # somebody else was faster: show what is left
            self.reload()

    def _show(self) -> None:
        entry = self._chosen()
        asks = entry is not None and entry.edition_id == self._sure_of
        zone = self._desk.profile.zone
        self._view.show_state(
            ParkedState(
                title=park_words.parked_title(),
                note=park_words.parked_note(),
                rows=tuple(parked_row(each, zone) for each in self._entries),
                selected=self._selected if self._entries else -1,
                empty_text="" if self._entries else park_words.parked_empty(),
                warning=park_words.drop_sure(park_words.number_at(entry.number, entry.till_label))
                if asks and entry is not None
                else "",
            )
        )


def parked_row(entry: ParkedEntry, zone: str) -> ParkedRow:
    """Put a parked sale into words: whose, number, till, time, goods, total."""
    where = park_words.number_at(entry.number, entry.till_label)
    title = words.beside(entry.name, where, clock_text(entry.parked_at, zone))
    names = ", ".join(line.name for line in entry.lines[:_NAMES_SHOWN])
    count = sum(line.quantity for line in entry.lines)
    detail = park_words.goods(len(entry.lines), count, names)
    tag = park_words.two_versions() if entry.is_disputed else park_words.reason(entry.reason)
    if entry.is_local:
        is_shipped = any(line.shipment is not None for line in entry.lines)
        tag = park_words.only_here(is_part_paid=not is_shipped)
    amount = format_money(entry.total)
    return ParkedRow(
        title=title,
        detail=detail,
        tag=tag,
        amount_text=amount,
        spoken=words.listed(title, tag, detail, amount),
    )
