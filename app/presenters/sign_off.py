"""A dialog of its own in which a supervisor signs for a deed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from app.presenters import shift_words
from app.presenters.services import Desk
from app.presenters.signing import Asked, PinView, Signing, SigningState
from app.use_cases.approve import Approval
from app.use_cases.till import Session
from domain.staff import Permission

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class SignState(SigningState):
    """The dialog: what is signed for, and why."""

    title: str = ""
    detail: str = ""
    reason: str = ""


class SignView(PinView, Protocol):
    """The dialog, as the presenter knows it."""

    def show_state(self, state: SignState) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class SignAsk(Generic[T]):
    """What is signed for: words for the screen and for the record, and the deed itself.

    ``deed`` is given the approval, and runs off the screen's thread. Without words of its own the
    dialog says that a supervisor's PIN is needed, and that there is no supervisor.
    """

    title: str
    audit: str
    deed: Callable[[Approval], T]
    on_done: Callable[[T], None]
    detail: str = ""
    reason: str = ""
    nobody: str = ""


class SignOff(Generic[T]):
    """Runs ``approve`` and the deed in one job."""

    def __init__(self, desk: Desk, view: SignView) -> None:
        self._view = view
        self._ask: SignAsk[T] | None = None
        self._signing = Signing(desk, view, self._show)

    @property
    def is_busy(self) -> bool:
        """Whether something is being saved: nobody goes elsewhere in that moment."""
        return self._signing.is_busy

    def start(self, session: Session, ask: SignAsk[T]) -> None:
        """Show the dialog for this deed."""
        self._ask = ask
        self._signing.begin()
        self._show()
        self._signing.look(session, Permission.APPROVE)

    def on_approver_chosen(self, row: int) -> None:
        self._signing.on_approver_chosen(row)

    def on_pin_entered(self, pin: str) -> None:
        """The supervisor says yes, and the deed is done."""
        ask = self._ask
        if ask is not None:
            asked = Asked(permission=Permission.APPROVE, reason=ask.audit)
            self._signing.sign(pin, asked, ask.deed, ask.on_done)

    def on_second(self) -> None:
        """Count down a wait after wrong PINs."""
        self._signing.on_second()

    def _show(self) -> None:
        ask = self._ask
        if ask is None:
            return
        nobody = ask.nobody or shift_words.no_signer()
        self._view.show_state(
            SignState(
                title=ask.title,
                detail=ask.detail,
                reason=ask.reason or shift_words.sign_detail(),
                empty_text=nobody if self._signing.is_empty else "",
                **self._signing.told(),
            )
        )
