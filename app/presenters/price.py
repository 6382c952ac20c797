"""An item without a price: type it, choose who may say yes, and have them enter their PIN."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from app.presenters import words
from app.presenters.figures import currency_prefix, format_money, parse_money
from app.presenters.notices import Notice, notice_of
from app.presenters.people import PersonRow
from app.presenters.services import Desk
from app.presenters.signers import Signers
from app.use_cases.approve import ApprovalRequest
from app.use_cases.ring_up import RingUp
from app.use_cases.till import Session
from domain.cart import TypedPrice
from domain.catalog import CatalogItem
from domain.errors import BadInput
from domain.money import Money
from domain.staff import Permission, StaffMember


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceState:
    """The dialog. ``chosen`` is a row of ``approvers``; -1 while there is none."""

    item_name: str = ""
    item_code: str = ""
    symbol: str = ""
    price_text: str = ""
    price_error: str = ""
    approvers: tuple[PersonRow, ...] = ()
    chosen: int = -1
    empty_text: str = ""
    prompt: str = ""
    message: str = ""
    wait_s: int = 0
    is_busy: bool = False
    notice: Notice | None = None


class PriceView(Protocol):
    """The dialog, as the presenter knows it."""

    def show_state(self, state: PriceState) -> None: ...

    def clear_entries(self) -> None: ...

    def clear_pin(self) -> None: ...

    def focus_price(self) -> None: ...


class PricePresenter:
    """Runs ``approve`` and ``ring_up`` in one job: no approval is left without its line."""

    def __init__(self, desk: Desk, view: PriceView, *, on_rung_up: Callable[[], None]) -> None:
        self._desk = desk
        self._view = view
        self._on_rung_up = on_rung_up
        self._session: Session | None = None
        self._item: CatalogItem | None = None
        self._price: Money | None = None
        self._price_error = ""
        self._signers = Signers(desk.clock)
        self._is_busy = False
        self._notice: Notice | None = None

    @property
    def is_busy(self) -> bool:
        """Whether something is being saved: nobody goes elsewhere in that moment."""
        return self._is_busy

    def start(self, session: Session, item: CatalogItem) -> None:
        self._session = session
        self._item = item
        self._price = None
        self._price_error = ""
        self._signers.begin()
        self._is_busy = False
        self._notice = None
        self._view.clear_entries()
        self._show()
        self._view.focus_price()
        self._desk.runner.run(
            "read",
            lambda: self._desk.services.list_approvers(session, Permission.TYPE_PRICE),
            self._on_approvers,
            self._on_error,
        )

    def on_price_typed(self, text: str) -> None:
        self._price = None
        self._price_error = ""
        if text.strip():
            try:
                self._price = parse_money(text, self._desk.profile.currency)
            except BadInput as error:
                self._price_error = words.retold(error.message)
        self._show()

    def on_approver_chosen(self, row: int) -> None:
        if self._signers.choose(row):
            self._view.clear_pin()
            self._show()

    def on_pin_entered(self, pin: str) -> None:
        approver = self._signers.chosen
        session, item = self._session, self._item
        if session is None or item is None or approver is None:
            return
        if self._is_busy or not pin or self._signers.wait_s > 0:
            return
        if self._price is None or self._price.amount_minor <= 0:
            self._price_error = self._price_error or words.price_missing()
            self._show()
            self._view.focus_price()
            return
        self._approve_and_ring_up(session, item, approver, self._price, pin)

    def on_second(self) -> None:
        if self._signers.count_down():
            self._show()

    def _approve_and_ring_up(
        self, session: Session, item: CatalogItem, approver: StaffMember, price: Money, pin: str
    ) -> None:
        services = self._desk.services
        request = ApprovalRequest(
            staff_id=approver.staff_id,
            pin=pin,
            permission=Permission.TYPE_PRICE,
            reason=words.price_reason(item.sku, format_money(price)),
        )

        def op() -> None:
            approval = services.approve(request)
            typed = TypedPrice(price=price, approved_by=approval.approved_by)
            services.ring_up(session, RingUp(item_id=item.item_id, typed=typed))

        self._is_busy = True
        self._notice = None
        self._show()
        self._desk.runner.run(
            "write", op, self._on_done, lambda error: self._on_refused(approver.staff_id, error)
        )

    def _on_approvers(self, approvers: Sequence[StaffMember]) -> None:
        self._signers.offer(approvers)
        self._show()

    def _on_done(self, _result: None) -> None:
        self._is_busy = False
        self._view.clear_entries()
        self._on_rung_up()

    def _on_refused(self, staff_id: str, error: Exception) -> None:
        self._view.clear_pin()
        if self._signers.refused(staff_id, error):
            self._is_busy = False
            self._show()
        else:
            self._on_error(error)

    def _on_error(self, error: Exception) -> None:
        self._is_busy = False
        self._notice = notice_of(error)
        self._show()

    def _show(self) -> None:
        self._view.show_state(
            PriceState(
                item_name=self._item.name if self._item else "",
                item_code=self._item.sku if self._item else "",
                symbol=currency_prefix(self._desk.profile.currency),
                price_text="" if self._price is None else format_money(self._price),
                price_error=self._price_error,
                approvers=self._signers.rows,
                chosen=self._signers.row,
                empty_text=words.no_approver() if self._signers.is_empty else "",
                prompt=self._signers.prompt,
                message=self._signers.message,
                wait_s=self._signers.wait_s,
                is_busy=self._is_busy,
                notice=self._notice,
            )
        )
