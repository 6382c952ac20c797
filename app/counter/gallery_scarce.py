"""Scarce things and moved prices of the till in memory, as a test or a scene sets them."""

from collections.abc import Callable
from dataclasses import dataclass, field

from app.presenters.services import AllotmentServices
from app.use_cases.allow_exception import AllowException
from app.use_cases.current_cart import CartView
from app.use_cases.start_tender import PricesChanged, StartTender, TenderStarted
from app.use_cases.till import Session
from domain.cart import require_version
from domain.holding import NothingLeft, Shortage
from domain.price_change import PriceChange


@dataclass(slots=True)
class MemoryScarce:
    """``changes`` are shown until they are taken, ``lacking`` until it is emptied or allowed."""

    changes: tuple[PriceChange, ...] = ()
    lacking: tuple[Shortage, ...] = ()
    holds: bool = False
    fail_with: Exception | None = None
    cancel_fails: Exception | None = None
    allow_fails: Exception | None = None
    asked_count: int = 0
    started: list[StartTender] = field(default_factory=list)
    cancelled: list[str] = field(default_factory=list)
    allowed: list[AllowException] = field(default_factory=list)

    def services(self, look: Callable[[], CartView]) -> AllotmentServices:
        """The services, over a cart that ``look`` reads."""
        return AllotmentServices(
            start_tender=lambda _session, request: self._start(look, request),
            cancel_tender=self._cancel,
            ask_for_more=self._ask,
            allow_exception=self._allow,
        )

    def _start(
        self, look: Callable[[], CartView], request: StartTender
    ) -> TenderStarted | PricesChanged:
        error, self.fail_with = self.fail_with, None
        if error is not None:
            raise error
        self.started.append(request)
        view = look()
        require_version(view.cart, request.cart_version)
        if self.changes and self.changes != request.accepted:
            return PricesChanged(changes=self.changes)
        if self.lacking:
            raise NothingLeft(self.lacking)
        return TenderStarted(cart=view.priced, holds=self.holds)

    def _cancel(self, cart_id: str) -> None:
        if self.cancel_fails is not None:
            raise self.cancel_fails
        self.cancelled.append(cart_id)

    def _ask(self, _session: Session) -> tuple[Shortage, ...]:
        error, self.fail_with = self.fail_with, None
        if error is not None:
            raise error
        self.asked_count += 1
        return self.lacking

    def _allow(self, _session: Session, request: AllowException) -> int:
        if self.allow_fails is not None:
            raise self.allow_fails
        self.allowed.append(request)
        self.lacking = self.lacking[1:]
        return 1
