"""A payment that has begun at a till in memory, with every dialog somebody else confirms in."""

from __future__ import annotations

from app.counter.gallery_till import PROFILE, MemoryTill, sample_till
from app.presenters.claim import ClaimState
from app.presenters.customer_display import CustomerDisplay, DisplayState
from app.presenters.key_map import Dialog
from app.presenters.pay_code import PayCodeState
from app.presenters.pay_phone import PayPhoneState
from app.presenters.paying import PayingFlow, PayingViews
from app.presenters.sign_off import SignState
from app.presenters.tender import TenderPresenter
from app.presenters.tender_state import TenderState
from app.use_cases.ring_up import RingUp
from app.use_cases.take_payment import CompletedSale
from domain.cart import TypedPrice
from domain.money import Money
from domain.payment import PaymentState
from sync.protocol.status import Link, SyncStatus
from tests.helpers.counter_desk import (
    OpenFloor,
    RecordingView,
    WaitingRunner,
    a_desk,
    a_session,
)

MMG, MMG_QR, CARD_QR = 2, 3, 4
GOOD: dict[str, str] = {
    "phone": "622 1234",
    "reference": "20402048536279",
    "time": "14:20",
}


class PayingDesk:
    """A sale of G$15,000.50 whose payment has begun."""

    def __init__(self, total_minor: int = 1_500_050, runner: WaitingRunner | None = None) -> None:
        self.till: MemoryTill = sample_till()
        price = TypedPrice(price=Money(total_minor, "GYD"), approved_by="staff-ra")
        session = a_session(self.till)
        request = RingUp(item_id=self.till.items[0].item_id, typed=price)
        self.till.services().ring_up(session, request)
        self.paying = self.till.payments.paying
        self.paying.set_up("mmg", "stripe")
        self.claim_view: RecordingView[ClaimState] = RecordingView()
        self.sign_view: RecordingView[SignState] = RecordingView()
        self.code_view: RecordingView[PayCodeState] = RecordingView()
        self.phone_view: RecordingView[PayPhoneState] = RecordingView()
        self.display_view: RecordingView[DisplayState] = RecordingView()
        self.tender_view: RecordingView[TenderState] = RecordingView()
        self.floor = OpenFloor(session=session, dialog=Dialog.TENDER)
        self.completed: list[CompletedSale] = []
        desk = a_desk(self.till, runner)
        views = PayingViews(
            claim=self.claim_view,
            sign=self.sign_view,
            code=self.code_view,
            phone=self.phone_view,
            identity=RecordingView(),
        )
        display = CustomerDisplay(PROFILE, self.display_view)
        self.flow = PayingFlow(desk, views, self.floor, display)
        self.tender = TenderPresenter(
            desk,
            self.tender_view,
            on_completed=self.completed.append,
            on_conflict=lambda _error: None,
            paying=self.flow,
        )
        self.session = session
        self.begin()

    def begin(self) -> None:
        self.floor.dialog = Dialog.TENDER
        cart = self.till.services().current_cart(self.session).priced
        self.tender.start(self.session, cart)
        self.tender.on_online(is_online=True)

    def choose(self, way: int) -> None:
        self.tender.on_way_chosen(way)

    def type_claim(self, **more: str) -> None:
        texts: dict[str, str] = {**GOOD, **more}
        for name, text in texts.items():
            self.flow.claim.on_typed(name, text)  # type: ignore[arg-type]  # fields of a claim

    def news(self, state: PaymentState, **values: object) -> str:
        """Central says something of the last payment, and the engine tells of it."""
        payment_id = next(reversed(self.paying.payments))
        self.paying.become(payment_id, state, **values)
        self.flow.on_status(SyncStatus(link=Link.ONLINE))
        return payment_id

    def where(self) -> Dialog | None:
        return self.floor.dialog

    def rows(self) -> list[tuple[str, str]]:
        return [(row.title, row.amount_text) for row in self.tender_view.last.paid]
