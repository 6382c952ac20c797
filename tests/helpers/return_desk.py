"""*Returns* over a till in memory, with views that record what is shown."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from app.counter.gallery_till import PROFILE, MemoryTill, RightAway, sample_till
from app.presenters.key_map import Dialog, Place
from app.presenters.notices import Notice
from app.presenters.refund_paper import RefundPaperState
from app.presenters.return_rows import ReturnsState
from app.presenters.returns import ReturnsPresenter, ReturnsViews
from app.presenters.services import Desk
from app.presenters.sign_off import SignState
from app.presenters.tasks import TaskRunner
from app.use_cases.foreign_receipt import ForeignReceipt
from app.use_cases.till import Session
from domain.money import Money
from domain.staff import Role
from tests.helpers.counter_desk import OpenFloor, RecordingView

CASHIER = Session(
    staff_id="staff-sr",
    name="Shanelle Rodrigues",
    role=Role.CASHIER,
    signed_in_at=MemoryTill().clock.now(),
)
RECEIPT = "GY02A-004188"


@dataclass
class Counter:
    """The presenter with views that record, and a till in memory."""

    runner: TaskRunner = field(default_factory=RightAway)
    till: MemoryTill = field(default_factory=sample_till)
    floor: OpenFloor = field(default_factory=lambda: OpenFloor(session=CASHIER))
    view: RecordingView[ReturnsState] = field(default_factory=RecordingView)
    signing: RecordingView[SignState] = field(default_factory=RecordingView)
    papers: RecordingView[RefundPaperState] = field(default_factory=RecordingView)

    def __post_init__(self) -> None:
        desk = Desk(
            services=self.till.services(),
            runner=self.runner,
            clock=self.till.clock,
            profile=PROFILE,
        )
        views = ReturnsViews(place=self.view, sign=self.signing, paper=self.papers)
        self.returns = ReturnsPresenter(desk, views, self.floor)
        self.floor.place = Place.RETURNS
        self.returns.on_arrived(CASHIER)

    def choose_barrel(self) -> None:
        self.returns.open_receipt(RECEIPT)
        self.returns.on_units_stepped(1)

    def supervisor(self) -> None:
        self.returns.sign.on_pin_entered("9630")

    def shown(self) -> ReturnsState:
        return self.view.last

    def over(self) -> Dialog | None:
        return self.floor.dialog

    def notice(self) -> Notice | None:
        return self.papers.last.notice

    @property
    def tags(self) -> list[str]:
        return [row.tag for row in self.view.last.rows]


FOREIGN = ForeignReceipt(
    receipt_number="GY03C-000417",
    till_label="GY03",
    sold_on=date(2026, 11, 20),
    paid=Money(3_000_000, "GYD"),
    before=Money(0, "GYD"),
    most=Money(2_000_000, "GYD"),
    is_own=False,
)
CODE = "W1.facts.signature"


def believing(receipt: ForeignReceipt | None = FOREIGN) -> Counter:
    till = sample_till()
    till.returns.foreign = receipt
    at = Counter(till=till)
    at.returns.on_scan(CODE)
    return at
