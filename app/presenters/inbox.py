"""The supervisor's desk: everything that waits for a decision, in one list, decided with a PIN.

What is known of people is shown only to who may approve: somebody signed in with that right, or
after a supervisor has opened the desk with a PIN. Nobody decides on what they did themselves.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.presenters import inbox_words
from app.presenters.floor import Floor, Flow
from app.presenters.inbox_count import waiting_in
from app.presenters.inbox_rows import (
    InboxDeed,
    InboxDetail,
    InboxItem,
    InboxKind,
    InboxSource,
)
from app.presenters.inbox_sign import DeedAsk, DeedWords, InboxSign, InboxSignView, yes_of
from app.presenters.inbox_state import (
    InboxState,
    InboxView,
    Shown,
    amount_text,
    filter_words,
    first_to_decide,
    row_of,
    under_text,
)
from app.presenters.key_map import Command, Dialog, Place
from app.presenters.notices import Notice, Tone, notice_of
from app.presenters.services import Desk
from app.presenters.words import listed
from app.use_cases.approve import Approval
from app.use_cases.till import Session
from domain.staff import StaffMember
from sync.protocol.status import SyncStatus

_USUAL_KEY = "F12"


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxViews:
    """The place and the dialog over it, as the presenter knows them."""

    place: InboxView
    sign: InboxSignView


@dataclass(frozen=True, slots=True)
class InboxExits:
    """Where the rows come from, what shows a case where it can be put right, who counts them."""

    sources: Sequence[InboxSource]
    open_case: Callable[[str], None]
    listed: Callable[[Sequence[InboxItem]], None]


class InboxPresenter(Flow):
    """Lists what the sources have, opens the chosen row, and has deeds signed."""

    commands = frozenset({Command.DESK})
    places = frozenset(Place) - {Place.SIGN_IN}
    dialogs = frozenset({Dialog.DESK_SIGN})
    home = Place.DESK

    def __init__(self, desk: Desk, views: InboxViews, floor: Floor, exits: InboxExits) -> None:
        self._desk = desk
        self._view, self._floor = views.place, floor
        self._sources = {source.kind: source for source in exits.sources}
        self._open_case, self._listed = exits.open_case, exits.listed
        self.sign = InboxSign(desk, views.sign)
        self._session: Session | None = None
        self._is_open = False
        self._shown = Shown()
        self._items: tuple[InboxItem, ...] | None = None
        self._chosen = -1
        self._detail: InboxDetail | None = None
        self._failure: Notice | None = None

    @property
    def is_busy(self) -> bool:
        """Whether something is being saved: nobody goes elsewhere in that moment."""
        return self.sign.is_busy

    # ------------------------------------------------------------------ coming and going
    def on_command(self, _command: Command) -> None:
        """Alt+9 leads here, and from here back to the work."""
        if self._floor.place is Place.DESK:
            self.on_leave()
        else:
            self._floor.go(Place.DESK)

    def on_leave(self) -> None:
        """Esc: back to the work; the next who comes opens the desk anew."""
        self._forget()
        self._floor.go(Place.OPEN_SHIFT if self._floor.shift is None else Place.SALE)

    def on_arrived(self, session: Session) -> None:
        """Whoever may approve sees the list at once; for anybody else it is closed."""
        self._forget()
        self._session = session
        self._show()
        self._desk.runner.run(
            "read",
            self._desk.services.cases.inbox.list_deciders,
            lambda found: self._on_deciders(session, found),
            self._on_failed,
        )

    def on_locked(self) -> None:
        self._forget()
        self._show()

    def on_status(self, status: SyncStatus) -> None:
        """Central may have told of something."""
        del status
        if self._floor.place is Place.DESK and self._is_open:
            self._reload()

    def on_dismissed(self, dialog: Dialog) -> bool:
        """Esc in the signing: nothing was decided, and the list may have changed meanwhile."""
        del dialog
        self.sign.forget()
        if self._is_open:
            self._reload()
        return False

    def on_second(self, dialog: Dialog) -> None:
        del dialog
        self.sign.on_second()

    # ------------------------------------------------------------------ the list
    def on_moved(self, rows: int) -> None:
        """Arrows in the list."""
        last = len(self._rows) - 1
        if last >= 0:
            self.on_row_chosen(min(max(self._chosen + rows, 0), last))

    def on_row_chosen(self, row: int) -> None:
        if 0 <= row < len(self._rows) and row != self._chosen:
            self._chosen = row
            self._open_row()

    def on_filter(self, index: int) -> None:
        """One kind of row, or all."""
        if self._is_open and 0 <= index < len(self._kinds):
            self._show_as(Shown(self._kinds[index], self._shown.by_amount))

    def on_next_filter(self) -> None:
        """F3: the next kind, after the last all of them."""
        self.on_filter((self._kinds.index(self._shown.kind) + 1) % len(self._kinds))

    def on_sort(self) -> None:
        """F4: the oldest first, or the largest."""
        if self._is_open:
            self._show_as(Shown(self._shown.kind, not self._shown.by_amount))

    def on_look(self) -> None:
        """F5: look again."""
        if self._is_open:
            self._floor.notify(None)
            self._reload()

    # ------------------------------------------------------------------ deeds
    def on_usual(self) -> None:
        """Enter or F12: what is usually done with the row; open the desk where it is closed."""
        self.on_deed(_USUAL_KEY)

    def on_deed(self, key: str) -> None:
        """A key of a deed: ask for what it needs, or lead to where it is done."""
        session, item = self._session, self._item
        if session is None or self.is_busy or self._floor.dialog is not None:
            return
        if not self._is_open:
            if key == _USUAL_KEY:
                self._ask_to_open()
            return
        deeds = () if self._detail is None else self._detail.deeds
        for deed in deeds:
            if deed.key == key and item is not None:
                self._begin(session, item, deed)

    def _begin(self, session: Session, item: InboxItem, deed: InboxDeed) -> None:
        if not deed.is_signed:
            self._open_case(item.item_id)
            return
        source, row = self._sources[item.kind], self._chosen

        def carry_out(words: DeedWords, approval: Approval) -> str:
            return source.carry_out(session, yes_of(deed, words, approval))

        self._floor.notify(None)
        self._floor.open_dialog(Dialog.DESK_SIGN)
        self.sign.start(
            DeedAsk(
                title=deed.words,
                detail=listed(item.title, amount_text(item)),
                follows=deed.follows,
                deed_text=deed.words,
                audit=inbox_words.audit(deed.words, item.item_id),
                deed=carry_out,
                on_done=lambda said: self._on_done(said, row),
                did_it=deed.did_it,
                alone=session if deed.may_be_alone else None,
                reasons=deed.reasons,
                asks_evidence=deed.asks_evidence,
                price=deed.price,
            )
        )

    def _ask_to_open(self) -> None:
        self._floor.open_dialog(Dialog.DESK_SIGN)
        self.sign.start(
            DeedAsk(
                title=inbox_words.open_title(),
                detail="",
                follows=inbox_words.open_follows(),
                deed_text=inbox_words.open_deed(),
                audit=inbox_words.open_audit(),
                deed=lambda _words, _approval: "",
                on_done=self._on_opened,
                asks_reason=False,
            )
        )

    def _on_opened(self, _said: str) -> None:
        self._floor.close_dialog()
        self._is_open = True
        self._reload()

    def _on_done(self, said: str, row: int) -> None:
        self.sign.forget()
        self._floor.close_dialog()
        self._floor.notify(Notice(title=inbox_words.done(), text=said, tone=Tone.WORKING))
        self._reload(from_row=row)

    # ------------------------------------------------------------------ reading
    def _on_deciders(self, session: Session, found: Sequence[StaffMember]) -> None:
        is_theirs = session is self._session and self._floor.place is Place.DESK
        if is_theirs and session.staff_id in {each.staff_id for each in found}:
            self._is_open = True
            self._reload()

    def _reload(self, *, from_row: int | None = None) -> None:
        """Read the list; ``from_row`` was decided and leads to the next one.

        What was decided may wait elsewhere in the list from now on: nobody is to follow it there,
        even where central's news had the list read in between.
        """
        sources = tuple(self._sources.values())
        self._desk.runner.run(
            "read",
            lambda: tuple(item for source in sources for item in source.list_items()),
            lambda items: self._on_items(items, from_row),
            self._on_failed,
        )

    def _on_items(self, items: tuple[InboxItem, ...], from_row: int | None) -> None:
        if not self._is_open:
            return
        self._listed(items)
        before, self._failure = self._item if from_row is None else None, None
        self._items = items
        self._chosen = self._chosen if from_row is None else from_row
        self._choose(before)

    def _choose(self, before: InboxItem | None) -> None:
        """Stay at the row that was chosen, or where it was."""
        ids = [(each.kind, each.item_id) for each in self._rows]
        key = None if before is None else (before.kind, before.item_id)
        if key in ids:
            self._chosen = ids.index(key)
        elif self._chosen < 0:
            self._chosen = first_to_decide(self._rows)
        else:
            self._chosen = min(self._chosen, len(ids) - 1)
        self._open_row(is_same=before is not None and before == self._item)

    def _open_row(self, *, is_same: bool = False) -> None:
        if not is_same:
            self._detail = None
        item = self._item
        self._show()
        if item is not None:
            source = self._sources[item.kind]
            self._desk.runner.run(
                "read",
                lambda: source.show(item),
                lambda detail: self._on_detail(item, detail),
                self._on_failed,
            )

    def _on_detail(self, item: InboxItem, detail: InboxDetail) -> None:
        if item == self._item:
            self._detail = detail
            self._show()

    def _on_failed(self, error: Exception) -> None:
        self._failure = notice_of(error)
        self._show()

    def _show_as(self, shown: Shown) -> None:
        before, self._shown = self._item, shown
        self._choose(before)

    def _forget(self) -> None:
        self._session, self._is_open = None, False
        self._items, self._chosen, self._detail, self._failure = None, -1, None, None
        self.sign.forget()

    @property
    def _kinds(self) -> tuple[InboxKind | None, ...]:
        """The filters: all, and each kind that has rows or is looked at."""
        there = {each.kind for each in self._items or ()} | {self._shown.kind}
        return (None, *(kind for kind in InboxKind if kind in there))

    @property
    def _rows(self) -> tuple[InboxItem, ...]:
        return self._shown.of(self._items or ())

    @property
    def _item(self) -> InboxItem | None:
        rows = self._rows
        return rows[self._chosen] if 0 <= self._chosen < len(rows) else None

    def _show(self) -> None:
        now, items, item = self._desk.clock.now(), self._items or (), self._item
        waiting = waiting_in(items)
        by_amount = self._shown.by_amount
        self._view.show_state(
            InboxState(
                count_text=inbox_words.count(waiting) if waiting else "",
                filters=filter_words(self._kinds, items) if self._is_open else (),
                filter=self._kinds.index(self._shown.kind),
                sort_text=inbox_words.by_amount() if by_amount else inbox_words.by_age(),
                rows=tuple(row_of(each, now) for each in self._rows),
                chosen=self._chosen,
                empty_text=self._empty_text(),
                can_open=not self._is_open,
                heading="" if item is None else item.title,
                amount_text="" if item is None else amount_text(item),
                under_text="" if item is None else under_text(item, now),
                state_text="" if item is None else item.state_text,
                tone=Tone.NEUTRAL if item is None else item.tone,
                detail=self._detail,
                notice=self._failure,
            )
        )

    def _empty_text(self) -> str:
        if not self._is_open:
            return inbox_words.locked()
        if self._items is None:
            return inbox_words.looking() if self._failure is None else inbox_words.failing()
        if self._rows:
            return ""
        return inbox_words.none_of_kind() if self._items else inbox_words.nobody_waits()
