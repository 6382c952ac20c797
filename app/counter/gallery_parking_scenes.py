"""Scenes of parked sales and of a sale in two versions."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta

from app.counter.gallery_scenes import OFFLINE, Stage
from app.use_cases.cart_conflict import CartConflict, Rival
from app.use_cases.list_parked import ParkedEntry
from domain.cart import add_item, new_cart
from domain.cart_line import CartLine
from domain.money import Money
from domain.shared_cart import compare_lines
from sync.protocol.status import Link, SyncStatus

ONLINE = SyncStatus(link=Link.ONLINE)


def _lines(stage: Stage, *skus: str) -> tuple[CartLine, ...]:
    by_sku = {item.sku: item for item in stage.till.items}
    cart = new_cart("sample", "GYD")
    for sku in skus:
        cart = add_item(cart, by_sku[sku])
    return cart.lines


def _entry(stage: Stage, number: int, *skus: str, till: str = "") -> ParkedEntry:
    lines = _lines(stage, *skus)
    return ParkedEntry(
        edition_id=f"sample-{number}-{till}",
        number=number,
        till_label=till,
        parked_at=stage.till.clock.now() - timedelta(minutes=7 * number),
        reason="",
        lines=lines,
        total=Money.total_of((line.gross for line in lines), "GYD"),
        is_local=False,
        is_disputed=False,
    )


def parked(stage: Stage) -> None:
    """Four sales wait: of this till and of another, one paid in part, one in two versions."""
    stage.begin(ONLINE)
    stage.ring_up("BRL-55-L")
    money = replace(_entry(stage, 7, "BRL-55-L", "BOX-M", "BOX-M"), reason="forgot_money")
    local = replace(_entry(stage, 6, "BRL-1060"), is_local=True)
    other = replace(_entry(stage, 12, "BRL-1080", "BOX-M", till="GY03"), is_disputed=True)
    stage.till.parking.entries = (money, local, other, _entry(stage, 13, "BRL-55-L", till="GY03"))
    stage.window.counter.flows.parking.on_recall()


def parked_none(stage: Stage) -> None:
    """Nothing is parked."""
    stage.begin(ONLINE)
    stage.window.counter.flows.parking.on_recall()


def parked_dropping(stage: Stage) -> None:
    """Del was pressed once."""
    parked(stage)
    stage.window.counter.flows.parking.parked.on_stepped(1)
    stage.window.counter.flows.parking.parked.on_drop()


def park_reason(stage: Stage) -> None:
    """F6 asks why the sale waits."""
    stage.begin(ONLINE)
    stage.ring_up("BRL-55-L", "BOX-M")
    stage.window.counter.flows.parking.on_ask_why()


def just_parked(stage: Stage) -> None:
    """F6 was pressed: the next customer."""
    stage.begin(OFFLINE)
    stage.ring_up("BRL-55-L", "BOX-M")
    stage.window.counter.flows.parking.on_park()


def _rival(stage: Stage, state: str, *skus: str) -> Rival:
    base = _lines(stage, "BRL-55-L", "BOX-M")
    theirs = () if state == "held" else _lines(stage, *skus)
    return Rival(
        edition_id="sample-rival",
        state="held" if state == "held" else "paid" if state == "paid" else "parked",
        till_label="GY03",
        at=stage.till.clock.now() - timedelta(minutes=9),
        number=12,
        receipt="GY03A-000417" if state == "paid" else "",
        version=2,
        lines=compare_lines(base, stage.till.cart.lines, theirs),
    )


def _in_two_versions(stage: Stage, state: str, *, is_called_off: bool = False) -> None:
    stage.begin(ONLINE)
    stage.ring_up("BRL-55-L", "BOX-M", "BOX-M", "BRL-1060")
    stage.till.parking.conflict = CartConflict(
        cart_id=stage.till.cart.cart_id,
        is_called_off=is_called_off,
        rivals=(_rival(stage, state, "BRL-55-L", "BOX-M", "BRL-1080"),),
    )
    stage.window.counter.sale.reload()


def sale_in_two_versions(stage: Stage) -> None:
    """The sale says that it needs a decision."""
    _in_two_versions(stage, "parked")


def conflict_parked(stage: Stage) -> None:
    """The other version is parked: its lines are here."""
    _in_two_versions(stage, "parked")
    stage.window.counter.flows.parking.on_recall()


def conflict_held(stage: Stage) -> None:
    """Another till has it open."""
    _in_two_versions(stage, "held")
    stage.window.counter.flows.parking.on_recall()


def conflict_paid(stage: Stage) -> None:
    """Another till took money for it."""
    _in_two_versions(stage, "paid", is_called_off=True)
    stage.window.counter.flows.parking.on_recall()


PARKING_SCENES: Mapping[str, Callable[[Stage], None]] = {
    scene.__name__: scene
    for scene in (
        parked,
        parked_none,
        parked_dropping,
        park_reason,
        just_parked,
        sale_in_two_versions,
        conflict_parked,
        conflict_held,
        conflict_paid,
    )
}
