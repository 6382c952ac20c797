"""Pictures of the supervisor's desk."""

from datetime import timedelta

from app.counter.gallery_inbox import ALIKE, ALLOWED, a_payment, fill_payments
from app.counter.gallery_message import a_message
from app.counter.gallery_scenes import Stage
from app.presenters.key_map import Command
from domain.errors import WorldFailure
from domain.refund_payment import RefusedReversal
from domain.staff import Role, StaffMember
from domain.till_payment import ProviderStanding
from sync.protocol.status import Link, SyncStatus

SUPERVISOR = "Roxanne Adams"
_OFFLINE = SyncStatus(link=Link.OFFLINE, waiting_count=12, case_count=3)


def _at_the_desk(stage: Stage, name: str = SUPERVISOR) -> None:
    stage.sign_in(name)
    stage.open_shift()
    stage.window.counter.show_sync_status(_OFFLINE)
    stage.window.counter.on_command(Command.DESK)


def _full(stage: Stage) -> None:
    fill_payments(stage.till.payments.paying)
    stage.till.payments.paying.providers = (ProviderStanding(name="mmg", ways=("qr",)),)
    stage.till.cases.inbox.allowed = ALLOWED
    second = StaffMember(staff_id="staff-nk", name="Nadia Khan", role=Role.SUPERVISOR)
    stage.till.staff = (*stage.till.staff, (second, "7410"))


def desk(stage: Stage) -> None:
    """A flagged claim, with what else waits."""
    _full(stage)
    _at_the_desk(stage)
    stage.window.counter.flows.inbox.on_sort()
    stage.window.counter.flows.inbox.on_row_chosen(0)


def desk_photo(stage: Stage) -> None:
    """A claim with the photo of its message among the evidence."""
    stage.till.payments.paying.photos["pay-2"] = a_message()
    desk(stage)


def desk_disputed(stage: Stage) -> None:
    """The provider knows nothing of it."""
    desk(stage)
    stage.window.counter.flows.inbox.on_filter(1)
    stage.window.counter.flows.inbox.on_row_chosen(1)


def desk_refused(stage: Stage) -> None:
    """Money could not go back the way it was paid."""
    paying = stage.till.payments.paying
    paying.payments["pay-60"] = a_payment(60, 1_840_000, state="verified")
    paying.refused["pay-60"] = RefusedReversal(
        refund="GY03B-000131", message="MMG says that it is older than its time for reversals."
    )
    _at_the_desk(stage)
    stage.window.counter.flows.inbox.on_row_chosen(0)


def desk_review(stage: Stage) -> None:
    """A price that somebody typed and another allowed."""
    desk(stage)
    stage.window.counter.flows.inbox.on_filter(2)


def desk_case(stage: Stage) -> None:
    """A case of central among the rest."""
    desk(stage)
    stage.window.counter.flows.inbox.on_filter(3)


def desk_provider(stage: Stage) -> None:
    """One provider does not answer; another was held by the office."""
    _full(stage)
    at = stage.till.clock.now()
    stage.till.payments.paying.providers = (
        ProviderStanding(
            name="mmg",
            ways=("qr", "push"),
            is_open=True,
            until=at + timedelta(minutes=8),
            since=at - timedelta(minutes=41),
            failures=7,
            failed_at=at - timedelta(minutes=7),
            changed_at=at - timedelta(minutes=7),
        ),
        ProviderStanding(
            name="stripe",
            ways=("qr",),
            held="closed",
            held_until=at + timedelta(hours=2),
            failed_at=at - timedelta(hours=3),
            changed_at=at - timedelta(hours=1),
        ),
    )
    _at_the_desk(stage)
    stage.window.counter.flows.inbox.on_row_chosen(0)


def desk_closed(stage: Stage) -> None:
    """A cashier is signed in: the desk is opened with a PIN."""
    _full(stage)
    _at_the_desk(stage, "Shanelle Rodrigues")


def sale_desk_waits(stage: Stage) -> None:
    """A supervisor sells: the rail says how many wait at the desk."""
    _full(stage)
    stage.sign_in(SUPERVISOR)
    stage.open_shift()
    stage.window.counter.show_sync_status(_OFFLINE)


def desk_empty(stage: Stage) -> None:
    """Nobody waits."""
    stage.till.cases.cases = ()
    _at_the_desk(stage)


def desk_failing(stage: Stage) -> None:
    """The list could not be read."""
    failure = WorldFailure("The disk did not answer", "Nothing is lost. Press F5 to look again.")
    stage.till.cases.inbox.fail_with = failure
    _at_the_desk(stage)


def desk_goods(stage: Stage) -> None:
    """A claim is verified: its goods, which were held, can be handed over."""
    ready = a_payment(33, 9_900_000, state="verified", is_held=True)
    stage.till.payments.paying.payments[ready.payment_id] = ready
    desk(stage)


def desk_goods_kept(stage: Stage) -> None:
    """A claim is disputed, and its goods are still here."""
    kept = a_payment(50, 1_840_000, state="disputed", is_held=True)
    stage.till.payments.paying.payments[kept.payment_id] = kept
    desk(stage)
    stage.window.counter.flows.inbox.on_sort()
    stage.window.counter.flows.inbox.on_filter(1)
    stage.window.counter.flows.inbox.on_row_chosen(0)


def desk_sign(stage: Stage) -> None:
    """What was seen by hand asks for evidence too; the first PIN was wrong."""
    desk(stage)
    stage.window.counter.flows.inbox.on_deed("F7")
    sign = stage.window.counter.flows.inbox.sign
    sign.on_next_reason()
    stage.window.screens.desk_sign.set_word("evidence", "MMG's own application, 14:40")
    sign.on_typed("evidence", "MMG's own application, 14:40")
    sign.on_pin_entered("0000")


def desk_sign_together(stage: Stage) -> None:
    """Two that are alike, with one PIN; the reason is missing."""
    desk(stage)
    stage.window.counter.flows.inbox.on_row_chosen(3)
    stage.window.counter.flows.inbox.on_deed("F6")
    stage.window.counter.flows.inbox.sign.on_pin_entered("9630")


def desk_sign_reviews(stage: Stage) -> None:
    """Three prices that one person changed, with one PIN: what they come to, and the largest."""
    desk(stage)
    stage.till.cases.inbox.allowed = (*ALLOWED, *ALIKE)
    inbox = stage.window.counter.flows.inbox
    inbox.on_look()
    inbox.on_filter(2)
    inbox.on_row_chosen(0)
    inbox.on_deed("F6")


INBOX_SCENES = {
    scene.__name__: scene
    for scene in (
        desk,
        desk_photo,
        desk_disputed,
        desk_refused,
        desk_review,
        desk_case,
        desk_goods,
        desk_goods_kept,
        desk_provider,
        desk_closed,
        sale_desk_waits,
        desk_empty,
        desk_failing,
        desk_sign,
        desk_sign_together,
        desk_sign_reviews,
    )
}
