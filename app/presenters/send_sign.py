"""The PIN of whoever may approve before a file goes to central: used at once, and never again."""

from collections.abc import Callable
from dataclasses import dataclass

from app.presenters.floor import Floor
from app.presenters.inbox_sign import DeedAsk, InboxSign
from app.presenters.key_map import Dialog
from app.use_cases.approve import Approval


@dataclass(frozen=True, slots=True, kw_only=True)
class SendAsk:
    """What is signed for, and what follows of it. ``audit`` is what the record says of the PIN."""

    title: str
    detail: str
    follows: str
    audit: str
    on_yes: Callable[[Approval], None]


def ask_to_send(floor: Floor, sign: InboxSign, ask: SendAsk) -> None:
    """Open the dialog; whoever signs there has it sent."""
    given: list[Approval] = []

    def deed(*told: object) -> str:
        given.extend(one for one in told if isinstance(one, Approval))
        return ""

    def signed(_said: str) -> None:
        sign.forget()
        floor.close_dialog()
        ask.on_yes(given.pop())

    floor.notify(None)
    floor.open_dialog(Dialog.DESK_SIGN)
    sign.start(
        DeedAsk(
            title=ask.title,
            detail=ask.detail,
            follows=ask.follows,
            deed_text=ask.title,
            audit=ask.audit,
            deed=deed,
            on_done=signed,
            asks_reason=False,
        )
    )
