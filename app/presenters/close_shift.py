"""Closing a shift: count first, then see what was expected, then close and print the Z report."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from app.presenters import cash_words, shift_words
from app.presenters.close_results import DrawerResult, drawer_result
from app.presenters.count_sheet import CountRow, CountSheet
from app.presenters.figures import currency_name, currency_prefix, format_money
from app.presenters.notices import Notice, Tone, notice_of
from app.presenters.services import Desk
from app.presenters.tasks import LatestOnly
from app.presenters.words import listed
from app.use_cases.cash_rules import CashRules
from app.use_cases.close_shift import ClosedShift, CloseShift
from app.use_cases.shift_summary import ShiftSummary
from app.use_cases.till import Session
from domain.errors import NotFound
from domain.shift import OVER_SHORT_REASONS, ShiftClosing

NOTE_MAX = 1_000
"""What the domain takes; the field stops there."""
CLOSE_KEY = "F8"
"""Closes: another key than the one that shows the result, and the button says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseShiftState:
    """The whole screen. ``results`` and ``z_lines`` are empty until the count is done.

    ``other_label`` is the currency beside the till's own, empty where the drawer takes none.
    ``reasons`` are words to choose from, ``reason`` the row chosen: the first is none yet.
    """

    title: str = ""
    sales_text: str = ""
    currency_label: str = ""
    symbol: str = ""
    rows: tuple[CountRow, ...] = ()
    counted_text: str = ""
    other_label: str = ""
    other_symbol: str = ""
    other_rows: tuple[CountRow, ...] = ()
    other_counted_text: str = ""
    results: tuple[DrawerResult, ...] = ()
    reasons: tuple[str, ...] = ()
    reason: int = 0
    asks_reason: bool = False
    sign_text: str = ""
    blind_title: str = ""
    blind_text: str = ""
    z_lines: tuple[str, ...] = ()
    waiting: Notice | None = None
    primary_text: str = ""
    primary_key: str = ""
    can_recount: bool = False
    is_busy: bool = False
    notice: Notice | None = None

    @property
    def result(self) -> DrawerResult | None:
        """The till's own currency, once it is counted."""
        return self.results[0] if self.results else None


Sign = Callable[[Session, CloseShift, Callable[[ClosedShift], None]], None]
"""Has a supervisor sign for a closing, and closes with the signature."""


class CloseShiftView(Protocol):
    """The screen, as the presenter knows it."""

    def show_state(self, state: CloseShiftState) -> None: ...

    def clear_entries(self) -> None: ...

    def focus_count(self) -> None: ...


class CloseShiftPresenter:
    """Runs ``shift_summary``, ``preview_close`` and ``close_shift``."""

    def __init__(
        self,
        desk: Desk,
        view: CloseShiftView,
        *,
        on_closed: Callable[[ClosedShift], None],
        sign: Sign | None = None,
    ) -> None:
        self._desk = desk
        self._view = view
        self._on_closed = on_closed
        self._sign = sign
        self._session: Session | None = None
        self._summary: ShiftSummary | None = None
        self._sheets: tuple[CountSheet, ...] = ()
        self._note = ""
        self._reason = 0
        self._preview: ClosedShift | None = None
        self._is_counted = False
        self._is_busy = False
        self._waiting_count = 0
        self._notice: Notice | None = None
        services = desk.services
        self._counts: LatestOnly[tuple[Session, CloseShift], ClosedShift] = LatestOnly(
            desk.runner,
            "write",
            lambda question: services.count_drawer(*question),
            on_answer=lambda question, answer: self._on_counted(question[1], answer),
            on_error=self._on_not_counted,
        )
        self._previews: LatestOnly[tuple[Session, CloseShift], ClosedShift] = LatestOnly(
            desk.runner,
            "read",
            lambda question: services.preview_close(*question),
            on_answer=lambda _question, answer: self._on_preview(answer),
            on_error=self._on_error,
        )

    @property
    def is_busy(self) -> bool:
        """Whether something is being saved: nobody goes elsewhere in that moment."""
        return self._is_busy

    def start(self, session: Session) -> None:
        """Read the shift as it is now; a count begun before going back to the sale stays."""
        is_same = self._session == session and bool(self._sheets)
        self._session = session
        self._is_busy = False
        self._notice = None
        self._recount()
        if not is_same:
            self._forget_count()
        self._show()
        services = self._desk.services
        self._desk.runner.run(
            "read",
            lambda: (services.drawer.cash_rules(), services.shift_summary()),
            self._on_read,
            self._on_error,
        )

    def set_waiting_count(self, count: int) -> None:
        """What is still to be sent: stated, never a reason not to close."""
        if count != self._waiting_count:
            self._waiting_count = count
            self._show()

    def on_count_typed(self, denomination_minor: int, count: int) -> None:
        self._on_typed(0, denomination_minor, count)

    def on_other_count_typed(self, denomination_minor: int, count: int) -> None:
        """The same in the currency beside the till's own."""
        self._on_typed(1, denomination_minor, count)

    def on_reason_chosen(self, row: int) -> None:
        """Why the drawer is off; the first row is no reason."""
        if 0 <= row <= len(OVER_SHORT_REASONS) and row != self._reason and not self._is_busy:
            self._reason, self._notice = row, None
            self._ask_preview()
            self._show()

    def on_next_reason(self) -> None:
        """F5: the next reason, and round again to the first."""
        if self._preview is not None and self._preview.needs_reason:
            self.on_reason_chosen(self._reason % len(OVER_SHORT_REASONS) + 1)

    def _on_typed(self, which: int, denomination_minor: int, count: int) -> None:
        if which >= len(self._sheets) or self._is_busy:
            return
        changed = self._sheets[which].with_count(denomination_minor, count)
        if changed != self._sheets[which]:
            self._sheets = (*self._sheets[:which], changed, *self._sheets[which + 1 :])
            self._notice = None
            self._recount()
            self._show()

    def on_note_typed(self, note: str) -> None:
        if note != self._note and not self._is_busy:
            self._note = note[:NOTE_MAX]
            self._ask_preview()

    def on_count_done(self) -> None:
        """Keep the count, then show what was expected: from here a change is a recount.

        A sheet nobody typed into is no count: it must not be the way to see what is expected.
        """
        if self._is_counted or self._session is None or not self._sheets:
            return
        if not any(sheet.counts for sheet in self._sheets):
            self._say(cash_words.nothing_counted(), cash_words.nothing_counted_text())
            self._view.focus_count()
            return
        self._is_counted = True
        self._notice = None
        self._counts.ask((self._session, self._request()))
        self._show()

    def on_recount(self) -> None:
        """Hide the result and begin again at the top; what was typed stays to be checked."""
        self._recount()
        self._show()
        self._view.focus_count()

    def on_primary(self) -> None:
        """F12 shows the result and no more: pressed twice it must not end the day."""
        if self._is_busy or self._session is None or not self._sheets:
            return
        if not self._is_counted:
            self.on_count_done()
        else:
            self._say(shift_words.press_to_close(CLOSE_KEY), shift_words.press_to_close_text())

    def on_close(self) -> None:
        """Close the shift, with the result on screen."""
        session, preview = self._session, self._preview
        if self._is_busy or session is None or not self._sheets:
            return
        if not self._is_counted:
            self._say(cash_words.count_first(), shift_words.count_then_close())
        elif preview is not None and preview.needs_reason and not self._reason:
            self._say(shift_words.reason_missing(), shift_words.reason_missing_text())
        elif preview is not None and preview.needs_signature and self._sign is not None:
            self._sign(session, self._request(), self._on_done)
        elif preview is not None:
            self._close(session)

    def _say(self, title: str, text: str) -> None:
        self._notice = Notice(title=title, text=text)
        self._show()

    def _request(self) -> CloseShift:
        own, *others = self._sheets
        return CloseShift(
            count=own.as_count(),
            note=self._note.strip(),
            others=tuple(sheet.as_count() for sheet in others),
            reason=("", *OVER_SHORT_REASONS)[self._reason],
        )

    def _close(self, session: Session) -> None:
        self._is_busy = True
        self._notice = None
        self._previews.forget()
        self._show()
        request = self._request()
        self._desk.runner.run(
            "write",
            lambda: self._desk.services.close_shift(session, request),
            self._on_done,
            self._on_error,
        )

    def _recount(self) -> None:
        self._is_counted = False
        self._preview = None
        self._counts.forget()
        self._previews.forget()

    def _forget_count(self) -> None:
        self._sheets = ()
        self._summary = None
        self._note, self._reason = "", 0
        self._view.clear_entries()

    def _ask_preview(self) -> None:
        if self._preview is not None and self._session is not None:
            self._previews.ask((self._session, self._request()))

    def _on_read(self, read: tuple[Sequence[CashRules], ShiftSummary]) -> None:
        rules, self._summary = read
        is_new = not self._sheets
        counts = {sheet.rules.currency: sheet.counts for sheet in self._sheets}
        self._sheets = tuple(
            CountSheet(rules=each, counts=counts.get(each.currency, {})) for each in rules
        )
        self._show()
        if is_new:
            self._view.focus_count()

    def _on_counted(self, request: CloseShift, shown: ClosedShift) -> None:
        self._on_preview(shown)
        if request != self._request():  # a note was typed meanwhile
            self._ask_preview()

    def _on_not_counted(self, error: Exception) -> None:
        self._recount()
        self._on_error(error)

    def _on_preview(self, preview: ClosedShift) -> None:
        self._preview = preview
        self._show()

    def _on_done(self, closed: ClosedShift) -> None:
        self._is_busy = False
        self._recount()
        self._forget_count()
        self._on_closed(closed)

    def _on_error(self, error: Exception) -> None:
        self._is_busy = False
        if isinstance(error, NotFound):
            self._recount()
        self._notice = notice_of(error)
        self._show()

    def _show(self) -> None:
        summary, preview = self._summary, self._preview
        sheet = self._sheets[0] if self._sheets else None
        currency = self._desk.profile.currency
        needs_reason = preview is not None and preview.needs_reason
        signs = preview is not None and preview.needs_signature
        self._view.show_state(
            CloseShiftState(
                title=cash_words.close_shift(summary.shift.number) if summary else "",
                sales_text=_happened(summary) if summary else "",
                currency_label=currency_name(currency),
                symbol=currency_prefix(currency),
                rows=sheet.rows() if sheet else (),
                counted_text=format_money(sheet.total) if sheet else "",
                **self._other_state(),
                results=self._results(preview.closing) if preview else (),
                reasons=tuple(map(shift_words.over_short_reason, ("", *OVER_SHORT_REASONS))),
                reason=self._reason,
                asks_reason=needs_reason,
                sign_text=shift_words.will_be_signed() if signs else "",
                blind_title="" if self._is_counted else cash_words.count_first(),
                blind_text="" if self._is_counted else cash_words.count_blind(),
                z_lines=tuple(preview.z_lines) if preview else (),
                waiting=self._waiting(),
                primary_text=cash_words.close_and_print()
                if self._is_counted
                else cash_words.show_result(),
                primary_key=CLOSE_KEY if self._is_counted else "F12",
                can_recount=self._is_counted and not self._is_busy,
                is_busy=self._is_busy,
                notice=self._notice,
            )
        )

    def _other_state(self) -> Mapping[str, Any]:
        """The fields of the currency beside the till's own, where the drawer takes one."""
        if len(self._sheets) <= 1:
            return {}
        other = self._sheets[1]
        return {
            "other_label": currency_name(other.rules.currency),
            "other_symbol": currency_prefix(other.rules.currency),
            "other_rows": other.rows(),
            "other_counted_text": format_money(other.total),
        }

    def _results(self, closing: ShiftClosing) -> tuple[DrawerResult, ...]:
        allowed = {
            sheet.rules.currency: sheet.rules.over_short_allowed_minor for sheet in self._sheets
        }
        return tuple(
            drawer_result(
                drawer, allowed.get(drawer.currency, 0), closing.find_first(drawer.currency)
            )
            for drawer in closing.drawers
        )

    def _waiting(self) -> Notice | None:
        if self._waiting_count <= 0 or self._summary is None:
            return None
        return Notice(
            title=cash_words.waiting_close(self._waiting_count),
            text=cash_words.waiting_close_text(self._summary.shift.number),
            tone=Tone.WAITING,
        )


def _happened(summary: ShiftSummary) -> str:
    done = shift_words.what_happened(summary.sale_count, summary.refund_count, summary.void_count)
    payments = (
        shift_words.payments_as_sure(each.kind, each.sureness, each.count)
        for each in summary.payments
    )
    return listed(done, *payments)
