"""Closing a shift: count first, then see what was expected, then close and print the Z report."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from app.presenters import cash_words
from app.presenters.count_sheet import CountRow, CountSheet
from app.presenters.figures import currency_name, currency_prefix, format_amount, format_money
from app.presenters.notices import Notice, Tone, notice_of
from app.presenters.services import Desk
from app.presenters.tasks import LatestOnly
from app.use_cases.cash_rules import CashRules
from app.use_cases.close_shift import ClosedShift, CloseShift
from app.use_cases.shift_summary import ShiftSummary
from app.use_cases.till import Session
from domain.errors import NotFound
from domain.shift import ShiftClosing

NOTE_MAX = 1_000
"""What the domain takes; the field stops there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawerResult:
    """Expected against counted; shown only after the count, so that nobody counts towards it."""

    opening_float_text: str
    cash_sales_text: str
    expected_text: str
    counted_text: str
    difference_label: str
    difference_text: str
    within_text: str
    is_within: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseShiftState:
    """The whole screen. ``result`` and ``z_lines`` are empty until the count is done."""

    title: str = ""
    sales_text: str = ""
    currency_label: str = ""
    symbol: str = ""
    rows: tuple[CountRow, ...] = ()
    counted_text: str = ""
    result: DrawerResult | None = None
    blind_title: str = ""
    blind_text: str = ""
    z_lines: tuple[str, ...] = ()
    waiting: Notice | None = None
    primary_text: str = ""
    can_recount: bool = False
    is_busy: bool = False
    notice: Notice | None = None


class CloseShiftView(Protocol):
    """The screen, as the presenter knows it."""

    def show_state(self, state: CloseShiftState) -> None: ...

    def clear_entries(self) -> None: ...

    def focus_count(self) -> None: ...


class CloseShiftPresenter:
    """Runs ``shift_summary``, ``preview_close`` and ``close_shift``."""

    def __init__(
        self, desk: Desk, view: CloseShiftView, *, on_closed: Callable[[ClosedShift], None]
    ) -> None:
        self._desk = desk
        self._view = view
        self._on_closed = on_closed
        self._session: Session | None = None
        self._summary: ShiftSummary | None = None
        self._sheet: CountSheet | None = None
        self._note = ""
        self._preview: ClosedShift | None = None
        self._is_counted = False
        self._is_busy = False
        self._waiting_count = 0
        self._notice: Notice | None = None
        services = desk.services
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
        is_same = self._session == session and self._sheet is not None
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
            lambda: (services.cash_rules(), services.shift_summary()),
            self._on_read,
            self._on_error,
        )

    def set_waiting_count(self, count: int) -> None:
        """What is still to be sent: stated, never a reason not to close."""
        if count != self._waiting_count:
            self._waiting_count = count
            self._show()

    def on_count_typed(self, denomination_minor: int, count: int) -> None:
        if self._sheet is None or self._is_busy:
            return
        changed = self._sheet.with_count(denomination_minor, count)
        if changed != self._sheet:
            self._sheet = changed
            self._notice = None
            self._preview = None
            self._ask_preview()
            self._show()

    def on_note_typed(self, note: str) -> None:
        if note != self._note and not self._is_busy:
            self._note = note[:NOTE_MAX]
            self._ask_preview()

    def on_count_done(self) -> None:
        """Show what was expected. From here a change is a recount, in view of the result.

        A sheet nobody typed into is no count: it must not be the way to see what is expected.
        """
        if self._is_counted or self._sheet is None:
            return
        if not self._sheet.counts:
            self._notice = Notice(
                title=cash_words.nothing_counted(), text=cash_words.nothing_counted_text()
            )
            self._show()
            self._view.focus_count()
            return
        self._is_counted = True
        self._notice = None
        self._ask_preview()
        self._show()

    def on_recount(self) -> None:
        """Hide the result and begin again at the top; what was typed stays to be checked."""
        self._recount()
        self._show()
        self._view.focus_count()

    def on_primary(self) -> None:
        """First shows the result; only with the result on screen does it close."""
        if self._is_busy or self._session is None or self._sheet is None:
            return
        if not self._is_counted:
            self.on_count_done()
        elif self._preview is not None:
            self._close(self._session, self._sheet)

    def _close(self, session: Session, sheet: CountSheet) -> None:
        self._is_busy = True
        self._notice = None
        self._previews.forget()
        self._show()
        request = CloseShift(count=sheet.as_count(), note=self._note.strip())
        self._desk.runner.run(
            "write",
            lambda: self._desk.services.close_shift(session, request),
            self._on_done,
            self._on_error,
        )

    def _recount(self) -> None:
        self._is_counted = False
        self._preview = None
        self._previews.forget()

    def _forget_count(self) -> None:
        self._sheet = None
        self._summary = None
        self._note = ""
        self._view.clear_entries()

    def _ask_preview(self) -> None:
        if self._is_counted and self._session is not None and self._sheet is not None:
            request = CloseShift(count=self._sheet.as_count(), note=self._note.strip())
            self._previews.ask((self._session, request))

    def _on_read(self, read: tuple[CashRules, ShiftSummary]) -> None:
        rules, self._summary = read
        is_new = self._sheet is None
        counts = {} if self._sheet is None else self._sheet.counts
        self._sheet = CountSheet(rules=rules, counts=counts)
        self._show()
        if is_new:
            self._view.focus_count()

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
        sheet, summary, preview = self._sheet, self._summary, self._preview
        currency = self._desk.profile.currency
        self._view.show_state(
            CloseShiftState(
                title=cash_words.close_shift(summary.shift.number) if summary else "",
                sales_text=cash_words.sales(summary.sale_count) if summary else "",
                currency_label=currency_name(currency),
                symbol=currency_prefix(currency),
                rows=sheet.rows() if sheet else (),
                counted_text=format_money(sheet.total) if sheet else "",
                result=self._result(preview.closing) if preview else None,
                blind_title="" if self._is_counted else cash_words.count_first(),
                blind_text="" if self._is_counted else cash_words.count_blind(),
                z_lines=tuple(preview.z_lines) if preview else (),
                waiting=self._waiting(),
                primary_text=cash_words.close_and_print()
                if self._is_counted
                else cash_words.show_result(),
                can_recount=self._is_counted and not self._is_busy,
                is_busy=self._is_busy,
                notice=self._notice,
            )
        )

    def _result(self, closing: ShiftClosing) -> DrawerResult:
        sheet = self._sheet
        allowed_minor = sheet.rules.over_short_allowed_minor if sheet else 0
        difference = closing.over_short
        if difference.is_zero:
            label, within = cash_words.over_or_short(), cash_words.exact_drawer()
        else:
            label = cash_words.short() if difference.is_negative else cash_words.over()
            allowed = format_money(type(difference)(allowed_minor, difference.currency))
            is_within = closing.is_within(allowed_minor)
            within = (
                cash_words.within_allowed(allowed)
                if is_within
                else cash_words.beyond_allowed(allowed)
            )
        return DrawerResult(
            opening_float_text=format_amount(closing.sums.opening_float),
            cash_sales_text=format_amount(closing.sums.cash_sales),
            expected_text=format_amount(closing.expected),
            counted_text=format_amount(closing.counted),
            difference_label=label,
            difference_text=format_money(-difference if difference.is_negative else difference),
            within_text=within,
            is_within=closing.is_within(allowed_minor),
        )

    def _waiting(self) -> Notice | None:
        if self._waiting_count <= 0 or self._summary is None:
            return None
        return Notice(
            title=cash_words.waiting_close(self._waiting_count),
            text=cash_words.waiting_close_text(self._summary.shift.number),
            tone=Tone.WAITING,
        )
