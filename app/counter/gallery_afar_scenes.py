"""Pictures of asking from afar: at the till that asks, and at the desk of who is asked."""

from app.counter.gallery_inbox_scenes import SUPERVISOR
from app.counter.gallery_paying_scenes import ONLINE, pay_claim_signed
from app.counter.gallery_scenes import Stage
from app.presenters.key_map import Command


def afar_possible(stage: Stage) -> None:
    """A supervisor is needed; the other tills can be asked."""
    pay_claim_signed(stage)
    stage.window.counter.show_sync_status(ONLINE)


def afar_waiting(stage: Stage) -> None:
    """The other tills are asked."""
    afar_possible(stage)
    stage.window.counter.flows.afar.on_ask()


def afar_refused(stage: Stage) -> None:
    """Somebody elsewhere said no, and why."""
    afar_waiting(stage)
    stage.till.cases.afar.become("rejected", "The message is another one. Take cash.")
    stage.window.counter.show_sync_status(ONLINE)


def desk_asked(stage: Stage) -> None:
    """A cashier asks from another till."""
    stage.till.cases.afar.asked_elsewhere(stage.till.clock)
    stage.sign_in(SUPERVISOR)
    stage.open_shift()
    stage.window.counter.show_sync_status(ONLINE)
    stage.window.counter.on_command(Command.DESK)


AFAR_SCENES = {
    scene.__name__: scene for scene in (afar_possible, afar_waiting, afar_refused, desk_asked)
}
