"""Scenes of what is scarce, of prices that moved and of products that are not here yet."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime

from app.counter.gallery_scenes import OFFLINE, Stage
from app.use_cases.standing import Standing as Waiting
from domain.holding import Need, ResourceTotal, Shortage, Standing
from domain.money import Money
from domain.price_change import PriceChange
from domain.sentence import told
from sync.protocol.status import Link, SyncStatus

AS_OF = datetime(2026, 11, 21, 13, 12, tzinfo=UTC)
TWENTY = ResourceTotal(total=20, free=0, as_of=AS_OF)
SOME_FREE = ResourceTotal(total=20, free=6, as_of=AS_OF)


def _marked(stage: Stage, sku: str) -> None:
    stage.till.items = tuple(
        replace(item, allotted=True) if item.sku == sku else item for item in stage.till.items
    )


def _lacking(stage: Stage, *, told: ResourceTotal | None = TWENTY) -> Shortage:
    item = next(item for item in stage.till.items if item.sku == "BOX-M")
    need = Need(resource=f"stock:stabroek:{item.item_id}", name=item.name, quantity=3)
    return Shortage(need=need, standing=Standing(held=1, told=told))


def sale_scarce(stage: Stage) -> None:
    """Two lines say how much of them is left; of one it is too little."""
    _marked(stage, "BOX-M")
    stage.begin(SyncStatus(link=Link.ONLINE))
    stage.ring_up("BRL-55-L", "BOX-M", "BOX-M", "BOX-M", "BRL-1060")
    stage.till.left = {
        1: Standing(held=3, told=SOME_FREE),
        2: Standing(held=1, told=TWENTY),
    }
    stage.window.counter.sale.reload()


def sale_arriving(stage: Stage) -> None:
    """A new till sells from its first slice: what it does not find may still come."""
    stage.till.cases.standing = Waiting()
    stage.begin(SyncStatus(link=Link.CATCHING_UP, done_count=500, total_count=10_000))
    stage.ring_up("BRL-55-L")
    stage.scan("4006381333931")
    stage.type_search("samzung")


def nothing_left(stage: Stage) -> None:
    """Three are needed and one is left; central has none to give."""
    _marked(stage, "BOX-M")
    stage.begin(SyncStatus(link=Link.ONLINE))
    stage.ring_up("BRL-55-L", "BOX-M", "BOX-M", "BOX-M")
    stage.till.scarce.lacking = (_lacking(stage),)
    stage.window.counter.sale.on_pay()


def nothing_left_asking(stage: Stage) -> None:
    """Central was asked while the line is down; a booking lacks as well."""
    stage.begin(OFFLINE)
    stage.ring_up("BOX-M", "BOX-M", "BOX-M")
    need = Need(resource="booking:staff-sr", name=told("This agent's bookings"), quantity=1)
    booking = Shortage(need=need, standing=Standing(told=replace(TWENTY, total=5)))
    stage.till.scarce.lacking = (_lacking(stage, told=SOME_FREE), booking)
    stage.window.counter.sale.on_pay()
    stage.window.counter.tender_start.nothing_left.on_ask()
    stage.window.counter.show_sync_status(replace(OFFLINE, waiting_count=13))


def order_to_confirm(stage: Stage) -> None:
    """F6 where too little is left: the sale waits as an order; Enter without a name says so."""
    nothing_left(stage)
    stage.window.counter.tender_start.nothing_left.on_park()
    stage.window.counter.flows.parking.reason.on_row_chosen(0)


def prices_changed(stage: Stage) -> None:
    """Two prices moved between the scan and the payment."""
    stage.begin(SyncStatus(link=Link.ONLINE))
    stage.ring_up("BRL-55-L", "BOX-M", "BOX-M")
    stage.till.scarce.changes = tuple(
        PriceChange(
            line_no=line.line_no,
            name=line.name,
            quantity=line.quantity,
            old=line.unit_price,
            new=Money(line.unit_price.amount_minor + 45_000 * line.line_no, "GYD"),
        )
        for line in stage.till.cart.lines
    )
    stage.window.counter.sale.on_pay()


SCARCE_SCENES: Mapping[str, Callable[[Stage], None]] = {
    play.__name__.replace("_", "-"): play
    for play in (
        sale_scarce,
        sale_arriving,
        nothing_left,
        nothing_left_asking,
        order_to_confirm,
        prices_changed,
    )
}
