"""Where a scan goes: to the flow that has a use for it, else into the sale, from wherever."""

from dataclasses import dataclass
from functools import partial
from typing import Protocol

from app.presenters import scan_words as words
from app.presenters.floor import Floor
from app.presenters.flows import Flows
from app.presenters.key_map import Dialog, Place
from app.presenters.notices import Notice, Tone, notice_of
from app.presenters.services import Desk, Scanned
from app.use_cases.scan import Added, Unknown
from app.use_cases.till import Session


class SaleTaker(Protocol):
    """The sale, as far as a scan is concerned."""

    def on_scanned_code(self, code: str) -> None: ...


class ReceiptTaker(Protocol):
    """The receipt on the screen: the next scan is the next customer's."""

    def on_next(self) -> None: ...


@dataclass(frozen=True, slots=True)
class _Takers:
    sale: SaleTaker
    receipt: ReceiptTaker


class ScanRouting:
    """Takes every code of the scanner, wherever the focus is.

    A flow is asked first (returns, finding, the scanner's test). On the sale the code is rung up;
    over a receipt it begins the next sale; while a shipment is typed it goes into the same sale and
    the shipment stays. Anywhere else nothing is added, and that is said.
    """

    def __init__(
        self, desk: Desk, floor: Floor, flows: Flows, takers: tuple[SaleTaker, ReceiptTaker]
    ) -> None:
        self._desk = desk
        self._floor = floor
        self._flows = flows
        self._takers = _Takers(*takers)

    def on_scan(self, code: str) -> None:
        """One code, as it came."""
        floor = self._floor
        session = floor.session
        if session is None:
            floor.notify(Notice(title=words.sign_in_first(), text=""))
        elif self._flows.on_scan(code):
            return
        elif floor.dialog is Dialog.RECEIPT:
            self._takers.receipt.on_next()
            self._takers.sale.on_scanned_code(code)
        elif not floor.is_free:
            self._refuse(code, words.finish_first())
        elif floor.place is Place.SALE:
            self._takers.sale.on_scanned_code(code)
        elif floor.place is Place.SHIP:
            self._scan_beside(session, code)
        else:
            self._refuse(code, words.go_to_sale())

    def _scan_beside(self, session: Session, code: str) -> None:
        """Into the sale without leaving the shipment."""
        services = self._desk.services
        self._desk.runner.run(
            "write",
            lambda: services.scan(session, code),
            partial(self._on_scanned_beside, session, code),
            lambda error: self._floor.notify(notice_of(error)),
        )

    def _on_scanned_beside(self, session: Session, code: str, scanned: Scanned) -> None:
        if session is not self._floor.session:
            return
        if isinstance(scanned, Added):
            title = words.scanned_into_sale(code)
            self._floor.notify(Notice(title=title, text=words.scanned_into_sale_text()))
        elif isinstance(scanned, Unknown):
            self._refuse(scanned.code, words.no_such_code())
        else:
            self._floor.notify(
                Notice(
                    title=words.scanned_needs_you(code),
                    text=words.go_to_sale(),
                    tone=Tone.NEEDS_YOU,
                )
            )

    def _refuse(self, code: str, what_to_do: str) -> None:
        title = words.scanned_not_added(code)
        self._floor.notify(Notice(title=title, text=what_to_do, tone=Tone.NEEDS_YOU))
