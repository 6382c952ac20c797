"""Opening a shift: the float in the drawer, as one amount or counted note by note."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from app.presenters import cash_words
from app.presenters.count_sheet import CountRow, CountSheet
from app.presenters.figures import currency_prefix, format_money, parse_money
from app.presenters.notices import Notice, notice_of
from app.presenters.services import Desk
from app.presenters.when import date_text
from app.presenters.words import retold
from app.use_cases.cash_rules import CashRules
from app.use_cases.till import Session
from domain.errors import BadInput
from domain.money import Money
from domain.shift import Shift, business_date_of


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenShiftState:
    """What the screen shows; ``amount_error`` stands below the amount field."""

    business_date_text: str = ""
    by_denomination: bool = False
    symbol: str = ""
    rows: tuple[CountRow, ...] = ()
    total_text: str = ""
    amount_error: str = ""
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
        self._sheet = None
        self._amount = None
        self._amount_error = ""
        self._notice = None
        self._is_busy = False
        self._view.clear_entries()
        self._show()
        self._desk.runner.run(
            "read", self._desk.services.cash_rules, self._on_rules, self._on_error
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

    def on_open(self) -> None:
        """An empty amount is asked for rather than taken as nothing: a float of 0 is typed as 0."""
        opening_float = self._float()
        session = self._session
        if self._is_busy or session is None:
            return
        if opening_float is None:
            self._amount_error = self._amount_error or cash_words.float_missing()
            self._show()
            return
        self._is_busy = True
        self._notice = None
        self._show()
        self._desk.runner.run(
            "write",
            lambda: self._desk.services.open_shift(session, opening_float),
            self._on_done,
            self._on_error,
        )

    def _float(self) -> Money | None:
        if self._by_denomination:
            return self._sheet.total if self._sheet is not None else None
        return self._amount

    def _on_rules(self, rules: CashRules) -> None:
        self._sheet = CountSheet(rules=rules)
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
                can_open=opening_float is not None and not self._is_busy,
                is_busy=self._is_busy,
                notice=self._notice,
            )
        )
