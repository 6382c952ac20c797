"""The shift and the drawer of the till in memory: floats, moves, counts and their papers."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Protocol

from app.counter.gallery_sample import CURRENCY
from app.presenters.drawer_services import DrawerServices
from app.use_cases.cash_rules import CashRules, cash_rules_of
from app.use_cases.close_shift import ClosedShift, CloseShift
from app.use_cases.move_cash import MoveCash, MovedCash
from app.use_cases.open_shift import MoreFloat
from app.use_cases.shift_report import XPaper
from app.use_cases.shift_summary import ShiftSummary
from app.use_cases.till import Session
from domain.cash_slip import CashSlip, render_slip
from domain.drawer import DrawerEntry, DrawerKind, entries_of_sale
from domain.errors import RuleBroken
from domain.money import Money
from domain.receipt import ReceiptHeader
from domain.rules import RuleBook
from domain.sale import Sale
from domain.shift import (
    Counting,
    DrawerCount,
    DrawerPart,
    DrawerSums,
    Shift,
    ShiftClosing,
    ShownCount,
    add_up_sales,
    close,
    counted_before,
)
from domain.shift_figures import Perpetual, add_up_figures, figures_of_sale
from domain.shift_rules import cash_move_rule, drawer_currencies, over_short_rule
from domain.staff import Role
from domain.z_report import PeriodReport, XReport, ZReport, render_x, render_z
from sync.protocol.shift_bodies import MoveReason

WAITING = 12
_MOVES: tuple[DrawerKind, ...] = ("refund", "drop", "pay_in", "pay_out")


class ShiftTill(Protocol):
    """What the shift in memory needs of its till."""

    @property
    def rules(self) -> RuleBook: ...
    @property
    def sales(self) -> list[Sale]: ...
    @property
    def names(self) -> Mapping[str, str]: ...

    def now(self) -> datetime: ...

    def day(self) -> date: ...

    def open_one(self) -> Shift: ...

    def fail(self, name: str) -> None: ...

    def header(self, name: str) -> ReceiptHeader: ...


@dataclass(slots=True)
class MemoryShift:
    """The drawer's entries of the open shift. ``idle_minutes`` is when the till locks itself."""

    entries: list[DrawerEntry] = field(default_factory=list)
    printed: list[str] = field(default_factory=list)
    countings: list[Counting] = field(default_factory=list)
    idle_minutes: int | None = 10

    def begin(self, shift: Shift, more: MoreFloat) -> None:
        """A shift opens with these floats."""
        floats = (shift.opening_float, *more.others)
        self.countings = []
        self.entries = [_entry(shift, "float", money, (shift.opened_by, "")) for money in floats]

    def services(self, till: ShiftTill) -> DrawerServices:
        """The services of the drawer, over the till's own sales."""
        return DrawerServices(
            cash_rules=lambda: self.cash_rules(till),
            move_cash=lambda session, request: self._move(till, session, request),
            open_drawer=lambda session, reason: self._open_drawer(till, session, reason),
            kick_drawer=lambda: till.fail("kick_drawer"),
            read_x=lambda session: self._read_x(till, session),
            print_x=lambda paper: self._print(till, f"X{paper.shift_number}"),
            idle_lock_minutes=lambda: self.idle_minutes,
        )

    def cash_rules(self, till: ShiftTill) -> tuple[CashRules, ...]:
        """The rules of every currency that the drawer takes."""
        currencies = drawer_currencies(till.rules, CURRENCY, till.day())
        return tuple(cash_rules_of(till.rules, currency, till.day()) for currency in currencies)

    def summary(self, till: ShiftTill) -> ShiftSummary:
        """How the open shift stands."""
        shift = till.open_one()
        others = {entry.currency for entry in self.entries} - {CURRENCY}
        return ShiftSummary(
            shift=shift,
            sums=self._sums(till, CURRENCY),
            sale_count=len(till.sales),
            others=tuple(self._sums(till, currency) for currency in sorted(others)),
        )

    def preview(self, till: ShiftTill, session: Session, request: CloseShift) -> ClosedShift:
        """The closing and its Z as they would be now."""
        shift = till.open_one()
        closing = close(
            shift,
            self._sums(till, CURRENCY),
            request.count,
            closed_at=max(till.now(), shift.opened_at),
            note=request.note,
            others=tuple(
                DrawerCount(sums=self._sums(till, count.currency), count=count)
                for count in request.others
            ),
        )
        closing = replace(
            closing,
            reason=request.reason,
            approved_by=request.approved_by,
            before=counted_before(tuple(self.countings), closing.drawers),
        )
        period = self._period(till)
        perpetual = Perpetual(z_count=shift.number, figures=period.figures)
        report = ZReport(closing=closing, period=period, perpetual=perpetual)
        needs_reason, needs_signature = self._asked_for(till, closing)
        return ClosedShift(
            closing=closing,
            z_lines=render_z(report, till.header(session.name)),
            needs_reason=needs_reason,
            needs_signature=needs_signature,
        )

    def count(self, till: ShiftTill, session: Session, request: CloseShift) -> ClosedShift:
        """Keep a count, and answer what it comes to."""
        drawers = tuple(
            ShownCount(expected=each.sums.expected, count=each.count)
            for each in self.preview(till, session, request).closing.drawers
        )
        self.countings.append(Counting(at=till.now(), by=session.staff_id, drawers=drawers))
        return self.preview(till, session, request)

    def _asked_for(self, till: ShiftTill, closing: ShiftClosing) -> tuple[bool, bool]:
        off = [
            (over_short_rule(till.rules, each.currency, till.day()), each.over_short.amount_minor)
            for each in closing.drawers
        ]
        return (
            any(rule.needs_reason(minor) for rule, minor in off),
            any(rule.needs_signature(minor) for rule, minor in off),
        )

    def _sums(self, till: ShiftTill, currency: str) -> DrawerSums:
        sold = [entry for sale in till.sales for entry in entries_of_sale(sale)]
        entries = [entry for entry in (*self.entries, *sold) if entry.currency == currency]

        def part(kind: DrawerKind) -> DrawerPart:
            amounts = [entry.amount_minor for entry in entries if entry.kind == kind]
            return DrawerPart(kind=kind, count=len(amounts), amount=Money(sum(amounts), currency))

        moves = tuple(part(kind) for kind in _MOVES if part(kind).count)
        return DrawerSums.of(part("float").amount, part("sale").amount, moves)

    def _period(self, till: ShiftTill) -> PeriodReport:
        figures = [figure for sale in till.sales for figure in figures_of_sale(sale)]
        return PeriodReport(
            shift=till.open_one(),
            totals=add_up_sales(till.sales, CURRENCY),
            figures=add_up_figures(figures, CURRENCY),
            names=till.names,
            no_sale_count=sum(entry.kind == "no_sale" for entry in self.entries),
            waiting_count=WAITING,
        )

    def _move(self, till: ShiftTill, session: Session, request: MoveCash) -> MovedCash:
        till.fail("move_cash")
        rule = cash_move_rule(till.rules, request.amount.currency, till.day())
        asks = rule.needs_signature(request.move, request.amount.amount_minor)
        if asks and request.approved_by is None:
            raise RuleBroken("A supervisor signs for this", "Ask one.", "needs_signature")
        amount = request.amount if request.move == "pay_in" else -request.amount
        entry = _entry(till.open_one(), request.move, amount, (session.staff_id, request.reason))
        self.entries.append(entry)
        lines = render_slip(CashSlip(entry=entry), till.header(session.name))
        return MovedCash(entry=entry, slip_id=f"move-{len(self.entries)}", slip_lines=lines)

    def _open_drawer(self, till: ShiftTill, session: Session, reason: MoveReason) -> None:
        till.fail("open_drawer")
        nothing = Money.zero(CURRENCY)
        who = (session.staff_id, reason)
        self.entries.append(_entry(till.open_one(), "no_sale", nothing, who))

    def _read_x(self, till: ShiftTill, session: Session) -> XPaper:
        till.fail("read_x")
        summary = self.summary(till)
        is_whole = session.role is not Role.CASHIER
        drawers = (summary.sums, *summary.others) if is_whole else ()
        report = XReport(period=self._period(till), drawers=drawers, at=till.now())
        name = till.names.get(summary.shift.opened_by, summary.shift.opened_by)
        lines = render_x(report, till.header(name))
        return XPaper(shift_number=summary.shift.number, lines=lines, is_whole=is_whole)

    def _print(self, till: ShiftTill, name: str) -> None:
        till.fail("print")
        self.printed.append(name)


def _entry(shift: Shift, kind: DrawerKind, money: Money, who: tuple[str, str]) -> DrawerEntry:
    by, subject = who
    return DrawerEntry(
        shift_number=shift.number,
        at=shift.opened_at,
        by=by,
        kind=kind,
        currency=money.currency,
        amount_minor=money.amount_minor,
        subject=subject,
    )
