"""The sale's presenter at a sample till, with where it leads to."""

from dataclasses import dataclass, field

from app.counter.gallery_till import MemoryTill, sample_till
from app.presenters.notices import Notice
from app.presenters.sale import SaleExits, SalePresenter, SaleState
from app.presenters.tasks import TaskRunner
from app.use_cases.current_cart import CartView
from app.use_cases.standing import Standing
from domain.catalog import CatalogItem
from domain.pricing import PricedCart
from tests.helpers.counter_desk import RecordingView, a_desk, a_session

BARREL, LID, SHARED, NO_PRICE = "2102026000014", "2102026000069", "2182026000016", "GRC-1250"


@dataclass
class Exits:
    prices: list[CatalogItem] = field(default_factory=list)
    choices: list[tuple[str, tuple[CatalogItem, ...]]] = field(default_factory=list)
    paid: list[PricedCart] = field(default_factory=list)
    notices: list[Notice | None] = field(default_factory=list)
    seen: list[CartView] = field(default_factory=list)

    def bound(self) -> SaleExits:
        return SaleExits(
            ask_price=self.prices.append,
            choose=lambda code, items: self.choices.append((code, items)),
            pay=self.paid.append,
            notify=self.notices.append,
            seen=self.seen.append,
        )


class SaleDesk:
    def __init__(self, till: MemoryTill | None = None, runner: TaskRunner | None = None) -> None:
        self.till = till or sample_till()
        if till is None:
            self.till.cases.standing = Standing(heard_at=self.till.clock.now())
        self.view: RecordingView[SaleState] = RecordingView()
        self.exits = Exits()
        self.presenter = SalePresenter(a_desk(self.till, runner), self.view, self.exits.bound())
        self.presenter.start(a_session(self.till))

    def items(self, count: int = 1) -> None:
        for item in self.till.items[:count]:
            self.presenter.on_item_chosen(item)

    @property
    def quantities(self) -> list[int]:
        return [row.quantity for row in self.view.last.cart.rows]

    def item(self, sku: str) -> CatalogItem:
        return next(each for each in self.till.items if each.sku == sku)
