"""*Returns*: find the receipt, choose what comes back, and give the money back (Alt+4, F9)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from app.presenters import return_words
from app.presenters.figures import format_money
from app.presenters.floor import Floor, Flow
from app.presenters.key_map import Command, Dialog, Place
from app.presenters.notices import notice_of
from app.presenters.refund_paper import RefundPaperPresenter, RefundPaperView
from app.presenters.refund_sign import RefundSignPresenter, RefundSignView
from app.presenters.return_rows import (
    ReturnRow,
    ReturnsState,
    line_row,
    note_of,
    receipt_row,
    sums_of,
)
from app.presenters.services import Desk
from app.presenters.tasks import LatestOnly
from app.presenters.when import clock_text
from app.use_cases.find_returnable import Returnable, SoldReceipt
from app.use_cases.refund_sale import CompletedRefund, RefundPlan, RefundRequest
from app.use_cases.till import Session
from domain.refund import BackKind, SoldLine
from domain.refund_rule import REFUND_REASONS

_CODE_LONGEST = 200


class ReturnsView(Protocol):
    """The screen, as the presenter knows it."""

    def show_state(self, state: ReturnsState) -> None: ...

    def clear_entries(self) -> None:
        """Empty the search and the approval code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnsViews:
    """The place and its two dialogs."""

    place: ReturnsView
    sign: RefundSignView
    paper: RefundPaperView


class ReturnsPresenter(Flow):
    """Runs ``list_receipts``, ``find_returnable``, ``plan_refund`` and ``refund_sale``."""

    commands = frozenset({Command.RETURN})
    dialogs = frozenset({Dialog.REFUND_SIGN, Dialog.REFUND_DONE})
    home = Place.RETURNS

    def __init__(self, desk: Desk, views: ReturnsViews, floor: Floor) -> None:
        self._desk = desk
        self._view = views.place
        self._floor = floor
        self.sign = RefundSignPresenter(desk, views.sign, on_given=self._on_given)
        self.paper = RefundPaperPresenter(desk, views.paper, on_done=self._on_next)
        self._session: Session | None = None
        self._text = ""
        self._receipts: tuple[SoldReceipt, ...] | None = None
        self._found: Returnable | None = None
        self._units: dict[int, int] = {}
        self._selected, self._reason, self._kind = -1, 0, 0
        self._code = ""
        self._request_id = ""
        self._plan: RefundPlan | None = None
        self._is_busy = False
        refunds = desk.services.refunds
        self._search: LatestOnly[str, Sequence[SoldReceipt]] = LatestOnly(
            desk.runner,
            "read",
            refunds.list_receipts,
            on_answer=self._on_receipts,
            on_error=self._on_error,
        )
        self._reckon: LatestOnly[RefundRequest, RefundPlan] = LatestOnly(
            desk.runner,
            "read",
            self._ask_plan,
            on_answer=self._on_plan,
            on_error=self._on_no_plan,
        )

    @property
    def is_busy(self) -> bool:
        return self._is_busy or self.sign.is_busy

    def on_command(self, _command: Command) -> None:
        """F9: go to the place."""
        self._floor.go(Place.RETURNS)

    def on_arrived(self, session: Session) -> None:
        self._session = session
        self._begin()

    def on_locked(self) -> None:
        self._session = None
        self._forget()

    def on_scan(self, code: str) -> bool:
        """A receipt's barcode, at this place."""
        if self._floor.place is not Place.RETURNS or self._floor.dialog is not None:
            return False
        self.open_receipt(code)
        return True

    def on_second(self, dialog: Dialog) -> None:
        if dialog is Dialog.REFUND_SIGN:
            self.sign.on_second()

    def on_print(self, dialog: Dialog) -> bool:
        if dialog is not Dialog.REFUND_DONE:
            return False
        self.paper.on_print()
        return True

    def on_dismissed(self, dialog: Dialog) -> bool:
        """Esc at the paper is the next one; at the PIN it is back to what was chosen."""
        if dialog is Dialog.REFUND_DONE:
            self._on_next()
            return True
        return False

    # ------------------------------------------------------------------ finding
    def on_text_changed(self, text: str) -> None:
        """Typed into the search."""
        self._text = text[:_CODE_LONGEST]
        self._search.ask(self._text)

    def on_entered(self) -> None:
        """Enter: the chosen receipt, or the number as it was typed."""
        if self._found is not None:
            self.on_row_entered(self._selected)
        elif self._receipts and 0 <= self._selected < len(self._receipts):
            self.open_receipt(self._receipts[self._selected].receipt_number)
        elif self._text.strip():
            self.open_receipt(self._text)

    def open_receipt(self, number: str) -> None:
        """Read a receipt with what is left of it."""
        session = self._session
        if session is None or self.is_busy:
            return
        self._floor.notify(None)
        find = self._desk.services.refunds.find_returnable
        self._desk.runner.run(
            "read", lambda: find(session, number), self._on_found, self._on_not_found
        )

    def on_moved(self, rows: int) -> None:
        """Arrows."""
        self.on_row_pressed(min(max(self._selected + rows, 0), self._row_count - 1))

    def on_row_pressed(self, row: int) -> None:
        if 0 <= row < self._row_count and row != self._selected:
            self._selected = row
            self._show()

    def on_row_entered(self, row: int) -> None:
        """Enter or a double click: open the receipt; of a line, all comes back or nothing."""
        self.on_row_pressed(row)
        if self._found is None:
            self.on_entered()
            return
        line = self._line
        if line is not None:
            left = self._found.left.units_left(line)
            self._set_units(line, 0 if self._units.get(line.line_no, 0) == left else left)

    # ------------------------------------------------------------------ choosing
    def on_units_stepped(self, step: int) -> None:
        """+ and -: one unit more or less of the line comes back."""
        line = self._line
        if line is not None:
            self._set_units(line, self._units.get(line.line_no, 0) + step)

    def on_reason_chosen(self, number: int) -> None:
        if 0 <= number < len(REFUND_REASONS):
            self._reason = number
            self._show()

    def on_next_reason(self) -> None:
        """F3."""
        self.on_reason_chosen((self._reason + 1) % len(REFUND_REASONS))

    def on_kind_chosen(self, number: int) -> None:
        if self._found is not None and 0 <= number < len(self._found.kinds):
            self._kind = number
            self._plan_anew()

    def on_next_kind(self) -> None:
        """F5."""
        if self._found is not None:
            self.on_kind_chosen((self._kind + 1) % len(self._found.kinds))

    def on_code_typed(self, text: str) -> None:
        """The approval code of the bank's terminal."""
        self._code = text
        self._show()

    def on_give(self) -> None:
        """F12: a supervisor signs first where the rule says so."""
        session, plan = self._session, self._plan
        if session is None or plan is None or not self._can_give or not self._floor.is_free:
            return
        request = self._request()
        self._floor.notify(None)
        if plan.must_sign:
            self._floor.open_dialog(Dialog.REFUND_SIGN)
            self.sign.start(session, request, plan.given)
            return
        self._is_busy = True
        self._show()
        refund = self._desk.services.refunds.refund
        self._desk.runner.run(
            "write", lambda: refund(session, request), self._on_given, self._on_error
        )

    def on_back(self) -> None:
        """Esc: from the lines back to the receipts; there it clears the search."""
        if not self.is_busy:
            self._floor.notify(None)
            self._begin()

    # ------------------------------------------------------------------ answers
    def _begin(self) -> None:
        self._forget()
        self._view.clear_entries()
        self._show()
        self._search.ask("")

    def _forget(self) -> None:
        self._text, self._code = "", ""
        self._receipts, self._found, self._plan = None, None, None
        self._units, self._selected, self._is_busy = {}, -1, False
        self._reason = self._kind = 0
        self._search.forget()
        self._reckon.forget()

    def _on_receipts(self, _text: str, receipts: Sequence[SoldReceipt]) -> None:
        if self._found is None:
            self._receipts = tuple(receipts)
            self._selected = 0 if self._receipts else -1
            self._show()

    def _on_found(self, found: Returnable) -> None:
        self._found, self._units, self._plan = found, {}, None
        self._request_id = self._desk.services.new_id()
        lines = found.left.lines
        open_rows = (row for row, line in enumerate(lines) if found.left.units_left(line))
        self._selected = next(open_rows, 0)
        self._kind = 0
        self._show()

    def _on_not_found(self, error: Exception) -> None:
        self._floor.notify(notice_of(error))
        self._show()

    def _set_units(self, line: SoldLine, units: int) -> None:
        if self._found is not None and not self.is_busy:
            most = self._found.left.units_left(line)
            self._units[line.line_no] = min(max(units, 0), most)
            self._plan_anew()

    def _plan_anew(self) -> None:
        self._plan = None
        self._reckon.forget()
        if any(self._units.values()):
            self._reckon.ask(self._request())
        self._show()

    def _ask_plan(self, request: RefundRequest) -> RefundPlan:
        assert self._session is not None  # nobody chooses lines before signing in
        return self._desk.services.refunds.plan(self._session, request)

    def _on_plan(self, _request: RefundRequest, plan: RefundPlan) -> None:
        self._plan = plan
        self._floor.notify(None)
        self._show()

    def _on_no_plan(self, error: Exception) -> None:
        self._floor.notify(notice_of(error))
        self._show()

    def _on_given(self, given: CompletedRefund) -> None:
        self._is_busy = False
        kind = self._back
        self._floor.open_dialog(Dialog.REFUND_DONE)
        self.paper.start(given, kind)

    def _on_next(self) -> None:
        self._floor.close_dialog()
        self._begin()

    def _on_error(self, error: Exception) -> None:
        self._is_busy = False
        self._floor.notify(notice_of(error))
        self._show()

    # ------------------------------------------------------------------ drawing
    def _request(self) -> RefundRequest:
        assert self._found is not None
        return RefundRequest(
            request_id=self._request_id,
            of_receipt=self._found.left.receipt_number,
            units={line_no: units for line_no, units in self._units.items() if units},
            reason=REFUND_REASONS[self._reason],
            back=self._back,
            approval_code=self._code,
        )

    @property
    def _back(self) -> BackKind:
        return "cash" if self._found is None else self._found.kinds[self._kind]

    @property
    def _line(self) -> SoldLine | None:
        lines = () if self._found is None else self._found.left.lines
        return lines[self._selected] if 0 <= self._selected < len(lines) else None

    @property
    def _row_count(self) -> int:
        if self._found is not None:
            return len(self._found.left.lines)
        return len(self._receipts or ())

    @property
    def _can_give(self) -> bool:
        needs_code = self._back == "bank_card" and not self._code.strip()
        return self._plan is not None and not needs_code and not self.is_busy

    def _show(self) -> None:
        state = self._finding() if self._found is None else self._choosing(self._found)
        self._view.show_state(state)

    def _finding(self) -> ReturnsState:
        receipts, zone = self._receipts, self._desk.profile.zone
        empty = ""
        if receipts == ():
            text = self._text.strip()
            empty = return_words.no_receipt(text) if text else return_words.nothing_sold()
        return ReturnsState(
            heading=return_words.find_title(),
            detail=return_words.find_text(),
            rows=tuple(receipt_row(each, zone) for each in receipts or ()),
            selected=self._selected,
            empty_text=empty,
        )

    def _choosing(self, found: Returnable) -> ReturnsState:
        left = found.left
        heading = return_words.receipt(left.receipt_number)
        return ReturnsState(
            heading=f"{heading} · {clock_text(found.at, self._desk.profile.zone)}",
            detail=return_words.paid(format_money(left.paid), format_money(left.left)),
            note=note_of(found) or ("" if self._plan else return_words.choose_goods()),
            is_choosing=True,
            rows=tuple(self._line_row(found, line) for line in left.lines),
            selected=self._selected,
            reasons=tuple(return_words.reason(code) for code in REFUND_REASONS),
            reason=self._reason,
            kinds=tuple(return_words.back_kind(kind) for kind in found.kinds),
            kind=self._kind,
            needs_code=self._back == "bank_card",
            sums=sums_of(self._plan),
            can_give=self._can_give,
            is_busy=self.is_busy,
        )

    def _line_row(self, found: Returnable, line: SoldLine) -> ReturnRow:
        return line_row(line, found.left.units_left(line), self._units.get(line.line_no, 0))
