"""Opening a shift: the float in the drawer, as one amount or counted note by note."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from app.presenters import cash_words
from app.presenters.count_sheet import CountRow, CountSheet
from app.presenters.figures import currency_name, currency_prefix, format_money, parse_money
from app.presenters.notices import Notice, notice_of
from app.presenters.services import Desk
from app.presenters.when import date_text
from app.presenters.words import retold
from app.use_cases.cash_rules import CashRules
from app.use_cases.open_shift import MoreFloat
from app.use_cases.till import Session
from domain.errors import BadInput
from domain.money import Money
from domain.shift import Shift, business_date_of


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenShiftState:
    """What the screen shows; ``amount_error`` stands below the amount field.

    ``other_label`` is the currency beside the till's own, empty where the drawer takes none.
    """

    business_date_text: str = ""
    by_denomination: bool = False
    symbol: str = ""
    rows: tuple[CountRow, ...] = ()
    total_text: str = ""
    amount_error: str = ""
    other_label: str = ""
    other_symbol: str = ""
    other_rows: tuple[CountRow, ...] = ()
    other_total_text: str = ""
    other_error: str = ""
    can_open: bool = False
    is_busy: bool = False
    notice: Notice | None = None


class OpenShiftView(Protocol):
    """The screen, as the presenter knows it."""

    def show_state(self, state: OpenShiftState) -> None: ...

    def clear_entries(self) -> None: ...


class OpenShiftPresenter:
    """Runs ``open_shift``; hands the shift on."""

    def __init__(
        self, desk: Desk, view: OpenShiftView, *, on_opened: Callable[[Shift], None]
    ) -> None:
        self._desk = desk
        self._view = view
        self._on_opened = on_opened
        self._session: Session | None = None
        self._sheet: CountSheet | None = None
        self._other: CountSheet | None = None
        self._other_amount: Money | None = None
        self._other_error = ""
        self._by_denomination = False
        self._amount: Money | None = None
        self._amount_error = ""
        self._is_busy = False
        self._notice: Notice | None = None

    @property
    def is_busy(self) -> bool:
        """Whether something is being saved: nobody goes elsewhere in that moment."""
        return self._is_busy

    def start(self, session: Session) -> None:
        self._session = session
        self._sheet, self._other = None, None
        self._amount, self._other_amount = None, None
        self._amount_error, self._other_error = "", ""
        self._notice = None
        self._is_busy = False
        self._view.clear_entries()
        self._show()
        self._desk.runner.run(
            "read", self._desk.services.drawer.cash_rules, self._on_rules, self._on_error
        )

    def on_mode_chosen(self, by_denomination: bool) -> None:
        self._by_denomination = by_denomination
        self._amount_error = ""
        self._show()

    def on_amount_typed(self, text: str) -> None:
        self._amount_error = ""
        self._amount = None
        if text.strip():
            try:
                self._amount = parse_money(text, self._desk.profile.currency)
            except BadInput as error:
                self._amount_error = retold(error.message)
        self._show()

    def on_count_typed(self, denomination_minor: int, count: int) -> None:
        if self._sheet is not None:
            self._sheet = self._sheet.with_count(denomination_minor, count)
            self._show()

    def on_other_typed(self, text: str) -> None:
        """The float in the other currency, as one amount; nothing typed is none of it."""
        self._other_error, self._other_amount = "", None
        if text.strip() and self._other is not None:
            try:
                self._other_amount = parse_money(text, self._other.rules.currency)
            except BadInput as error:
                self._other_error = retold(error.message)
        self._show()

    def on_other_count_typed(self, denomination_minor: int, count: int) -> None:
        if self._other is not None:
            self._other = self._other.with_count(denomination_minor, count)
            self._show()

    def on_open(self) -> None:
        """An empty amount is asked for rather than taken as nothing: a float of 0 is typed as 0."""
        opening_float = self._float()
        session = self._session
        if self._is_busy or session is None or self._other_error:
            return
        if opening_float is None:
            self._amount_error = self._amount_error or cash_words.float_missing()
            self._show()
            return
        more = self._more()
        self._is_busy = True
        self._notice = None
        self._show()
        self._desk.runner.run(
            "write",
            lambda: self._desk.services.open_shift(session, opening_float, more),
            self._on_done,
            self._on_error,
        )

    def _float(self) -> Money | None:
        if self._by_denomination:
            return self._sheet.total if self._sheet is not None else None
        return self._amount

    def _more(self) -> MoreFloat:
        """Floats beside the till's own currency, and what was counted note by note."""
        if not self._by_denomination:
            other = self._other_amount
            return MoreFloat(others=() if other is None else (other,))
        sheets = [sheet for sheet in (self._sheet, self._other) if sheet and sheet.counts]
        other_counted = self._other is not None and bool(self._other.counts)
        return MoreFloat(
            others=(self._other.total,) if self._other is not None and other_counted else (),
            counts=tuple(sheet.as_count() for sheet in sheets),
        )

    def _on_rules(self, rules: Sequence[CashRules]) -> None:
        own, *others = rules
        self._sheet = CountSheet(rules=own)
        self._other = CountSheet(rules=others[0]) if others else None
        self._show()

    def _on_done(self, shift: Shift) -> None:
        self._is_busy = False
        self._show()
        self._on_opened(shift)

    def _on_error(self, error: Exception) -> None:
        self._is_busy = False
        self._notice = notice_of(error)
        self._show()

    def _business_date(self) -> date:
        return business_date_of(self._desk.clock.now(), self._desk.profile.zone)

    def _other_state(self) -> Mapping[str, Any]:
        """The fields of the currency beside the till's own, where the drawer takes one."""
        other = self._other
        if other is None:
            return {}
        currency = other.rules.currency
        return {
            "other_label": currency_name(currency),
            "other_symbol": currency_prefix(currency),
            "other_rows": other.rows(),
            "other_total_text": format_money(other.total),
            "other_error": self._other_error,
        }

    def _show(self) -> None:
        opening_float = self._float()
        currency = self._desk.profile.currency
        self._view.show_state(
            OpenShiftState(
                business_date_text=date_text(self._business_date()),
                by_denomination=self._by_denomination,
                symbol=currency_prefix(currency),
                rows=self._sheet.rows() if self._sheet is not None else (),
                total_text="" if opening_float is None else format_money(opening_float),
                amount_error=self._amount_error,
                **self._other_state(),
                can_open=opening_float is not None and not self._is_busy,
                is_busy=self._is_busy,
                notice=self._notice,
            )
        )
