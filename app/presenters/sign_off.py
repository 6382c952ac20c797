"""A dialog of its own in which a supervisor signs for a deed."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

from app.presenters import shift_words
from app.presenters.services import Desk
from app.presenters.signing import Asked, PinView, Signing, SigningState
from app.use_cases.approve import Approval
from app.use_cases.till import Session
from domain.staff import Permission

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class AfarState:
    """What the dialog says of asking from afar; ``button`` is empty where nothing can be pressed.

    ``is_amber`` is for what waits, or did not come to a yes.
    """

    text: str = ""
    button: str = ""
    is_amber: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SignState(SigningState):
    """The dialog: what is signed for, and why."""

    title: str = ""
    detail: str = ""
    reason: str = ""
    afar: AfarState = field(default_factory=AfarState)


class SignView(PinView, Protocol):
    """The dialog, as the presenter knows it."""

    def show_state(self, state: SignState) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class SignAsk(Generic[T]):
    """What is signed for: words for the screen and for the record, and the deed itself.

    ``deed`` is given the approval, and runs off the screen's thread. Without words of its own the
    dialog says that a supervisor's PIN is needed, and that there is no supervisor. ``from_afar``
    stands in place of ``detail`` for a supervisor who is not here. ``permission`` is the right that
    the deed needs.
    """

    title: str
    audit: str
    deed: Callable[[Approval], T]
    on_done: Callable[[T], None]
    detail: str = ""
    reason: str = ""
    nobody: str = ""
    from_afar: str = ""
    permission: Permission = Permission.APPROVE


class SignOff(Generic[T]):
    """Runs ``approve`` and the deed in one job.

    ``on_started`` and ``on_ended`` hear of each beginning, and of each deed that was done.
    """

    def __init__(self, desk: Desk, view: SignView) -> None:
        self._view = view
        self._session: Session | None = None
        self._ask: SignAsk[T] | None = None
        self._afar = AfarState()
        self.on_started: Callable[[], None] = lambda: None
        self.on_ended: Callable[[], None] = lambda: None
        self._signing = Signing(desk, view, self._show)

    @property
    def is_busy(self) -> bool:
        """Whether something is being saved: nobody goes elsewhere in that moment."""
        return self._signing.is_busy

    def start(self, session: Session, ask: SignAsk[T]) -> None:
        """Show the dialog for this deed."""
        self._session, self._ask, self._afar = session, ask, AfarState()
        self._signing.begin()
        self._show()
        self.on_started()
        self._signing.look(session, ask.permission)

    def on_approver_chosen(self, row: int) -> None:
        self._signing.on_approver_chosen(row)

    def on_pin_entered(self, pin: str) -> None:
        """The supervisor says yes, and the deed is done."""
        ask = self._ask
        if ask is not None:
            asked = Asked(permission=ask.permission, reason=ask.audit)
            self._signing.sign(pin, asked, ask.deed, self._ended(ask))

    def go_on(self, give: Callable[[Session], Approval]) -> None:
        """Somebody has said yes at another till: take it, and do the deed, in one job."""
        ask, session = self._ask, self._session
        if ask is not None and session is not None:
            self._signing.go_on(lambda: give(session), ask.deed, self._ended(ask))

    @property
    def asked(self) -> tuple[Session, str, str, str, str] | None:
        """Who asks for what: title, detail, reason and the words of the record."""
        ask, session = self._ask, self._session
        if ask is None or session is None:
            return None
        detail, reason = ask.from_afar or ask.detail, ask.reason or shift_words.sign_detail()
        return (session, ask.title, detail, reason, ask.audit)

    def show_afar(self, afar: AfarState) -> None:
        """Say what has become of asking from afar."""
        self._afar = afar
        self._show()

    def _ended(self, ask: SignAsk[T]) -> Callable[[T], None]:
        def done(result: T) -> None:
            self.on_ended()
            ask.on_done(result)

        return done

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
                afar=self._afar,
                **self._signing.told(),
            )
        )
