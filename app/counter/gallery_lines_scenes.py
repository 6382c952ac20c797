"""Scenes of F5: a line or the whole sale changed, and who signs for it."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from app.counter.gallery_devices import READING
from app.counter.gallery_scenes import Stage
from app.presenters.key_map import Command
from app.use_cases.hardware import ScaleFailure
from domain.catalog import CatalogItem
from domain.errors import WorldFailure
from domain.shipment import Weight


def _three(stage: Stage) -> None:
    stage.begin()
    stage.ring_up("BRL-55-L", "BRL-55-L", "BOX-M")


def change_line(stage: Stage) -> None:
    """F5 on a line: a discount in percent, nothing typed yet."""
    _three(stage)
    stage.window.counter.on_command(Command.CHANGE_LINE)


def change_line_wrong(stage: Stage) -> None:
    """A percentage that is none, and a disk that is full."""
    stage.till.fail_with["change_line"] = WorldFailure(
        "The till could not save", "Its disk is full. Nothing is lost. Ask the office."
    )
    change_line(stage)
    flow = stage.window.counter.flows.lines
    stage.window.screens.line.number.type_text("3")
    flow.on_do()
    stage.window.screens.line.number.type_text("00")
    flow.on_do()


def change_line_price(stage: Stage) -> None:
    """Another price, with why."""
    change_line(stage)
    flow = stage.window.counter.flows.lines
    flow.on_choice(2)
    flow.on_reason_step(1)
    stage.window.screens.line.number.type_text("9000")


def change_line_note(stage: Stage) -> None:
    """Words that stay with the line."""
    change_line(stage)
    stage.window.counter.flows.lines.on_choice(4)
    stage.window.screens.line.note.line.setText("Blue lid; the left handle is dented")


def change_line_sign(stage: Stage) -> None:
    """More than a cashier may give: a supervisor signs in place."""
    change_line(stage)
    flow = stage.window.counter.flows.lines
    flow.on_number_typed("25")
    flow.on_do()


def _yams(stage: Stage) -> CatalogItem:
    stage.begin()
    return replace(stage.till.items[0], name="Yams, white, loose", sold_by="kg")


def weigh(stage: Stage) -> None:
    """Goods sold by weight, without a scale: grams are typed."""
    item = _yams(stage)
    stage.window.counter.flows.lines.weigh(item)
    stage.window.screens.line.number.type_text("1500")


def weigh_by_scale(stage: Stage) -> None:
    """What lies on the scale was read as soon as it was asked for."""
    item = _yams(stage)
    weight = Weight(1_250, "kg")
    stage.till.devices.reading = replace(READING, weight=weight, read_at=stage.till.clock.now())
    stage.window.counter.flows.lines.weigh(item)


def weigh_moving(stage: Stage) -> None:
    """The load moves: no weight is taken, and what to do is said."""
    item = _yams(stage)
    stage.till.devices.fail_with = ScaleFailure(
        "The load is still moving",
        "No weight was taken. Wait until it stands still, then read the scale again.",
    )
    stage.window.counter.flows.lines.weigh(item)


def sale_discounted(stage: Stage) -> None:
    """A line and the whole sale with discounts: what it was, what came off, what is left."""
    change_line(stage)
    flow = stage.window.counter.flows.lines
    flow.on_number_typed("5")
    flow.on_do()
    stage.window.counter.on_command(Command.CHANGE_LINE)
    flow.on_scope()
    flow.on_number_typed("2.5")
    flow.on_do()


LINE_SCENES: Mapping[str, Callable[[Stage], None]] = {
    scene.__name__: scene
    for scene in (
        change_line,
        change_line_wrong,
        change_line_price,
        change_line_note,
        change_line_sign,
        weigh,
        weigh_by_scale,
        weigh_moving,
        sale_discounted,
    )
}
