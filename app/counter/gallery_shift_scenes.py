"""Scenes of the drawer and of a shift in two currencies."""

from collections.abc import Callable, Mapping

from app.counter.gallery_scenes import CASHIER, SUPERVISOR, Stage
from app.presenters.key_map import Command, Place
from domain.errors import WorldFailure


def _with_dollars(stage: Stage, name: str = CASHIER) -> None:
    opening = stage.window.counter.open_shift
    stage.sign_in(name)
    opening.on_amount_typed("40,000")
    opening.on_other_typed("100")
    opening.on_open()
    stage.ring_up("BRL-55-L", "BRL-55-L", "BOX-M")
    stage.pay("25000")
    stage.window.counter.tender.on_finish()
    stage.window.counter.receipt.on_next()
    _move(stage, 1, "12,000")
    _move(stage, 3, "1,500")


def _move(stage: Stage, choice: int, amount: str) -> None:
    drawer = stage.window.counter.flows.drawer
    stage.window.counter.on_command(Command.DRAWER)
    drawer.on_choice(choice)
    drawer.on_amount_typed(amount)
    drawer.on_do()


def drawer(stage: Stage) -> None:
    """F10: nothing typed yet."""
    stage.begin()
    stage.window.counter.on_command(Command.DRAWER)


def drawer_pay_out(stage: Stage) -> None:
    """A pay-out that is being typed."""
    drawer(stage)
    stage.window.counter.flows.drawer.on_choice(3)
    stage.window.screens.drawer.amount.type_text("6500")
    stage.window.screens.drawer.note.line.setText("Diesel for the van to Parika")


def drawer_wrong(stage: Stage) -> None:
    """An amount that is none, and a drawer that did not open."""
    stage.till.fail_with["move_cash"] = WorldFailure(
        "The till could not save", "Its disk is full. Nothing is lost. Ask the office."
    )
    drawer(stage)
    stage.window.counter.flows.drawer.on_choice(1)
    stage.window.screens.drawer.amount.type_text("999999999")
    stage.window.counter.flows.drawer.on_do()


def drawer_sign(stage: Stage) -> None:
    """A large pay-out: a supervisor signs."""
    drawer(stage)
    flow = stage.window.counter.flows.drawer
    flow.on_choice(3)
    flow.on_amount_typed("25,000")
    flow.on_do()


def x_report(stage: Stage) -> None:
    """How the shift stands, without the cash: the drawer is counted blind."""
    _with_dollars(stage)
    stage.window.counter.on_command(Command.X_REPORT)


def x_report_whole(stage: Stage) -> None:
    """The same for who may approve."""
    _with_dollars(stage, SUPERVISOR)
    stage.window.counter.on_command(Command.X_REPORT)


def shift_two_currencies(stage: Stage) -> None:
    """Both counted: exact in one, short in the other, with a reason to choose."""
    _with_dollars(stage)
    stage.go(Place.SHIFT)
    closing = stage.window.counter.close_shift
    for dollars, count in ((5_000, 8), (1_000, 6), (500, 5), (100, 2), (20, 10)):
        closing.on_count_typed(dollars * 100, count)
    for dollars, count in ((20, 4), (10, 1), (5, 1)):
        closing.on_other_count_typed(dollars * 100, count)
    closing.on_count_done()


def shift_recounted(stage: Stage) -> None:
    """Counted again with the result known: what was counted first stands beside it."""
    shift_two_currencies(stage)
    closing = stage.window.counter.close_shift
    closing.on_recount()
    closing.on_other_count_typed(2_000, 5)
    closing.on_count_done()


def shift_signed(stage: Stage) -> None:
    """Far off: a supervisor types a PIN before it closes."""
    shift_two_currencies(stage)
    closing = stage.window.counter.close_shift
    closing.on_other_count_typed(2_000, 0)
    closing.on_count_done()
    closing.on_next_reason()
    closing.on_close()


SHIFT_SCENES: Mapping[str, Callable[[Stage], None]] = {
    scene.__name__: scene
    for scene in (
        drawer,
        drawer_pay_out,
        drawer_wrong,
        drawer_sign,
        x_report,
        x_report_whole,
        shift_two_currencies,
        shift_recounted,
        shift_signed,
    )
}
