"""The counter without its window: the real presenter and use cases, and a view that listens."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from app.counter_services import bind_services, read_profile
from app.presenters.notices import Notice
from app.presenters.sale import SaleExits, SalePresenter, SaleState
from app.presenters.services import Desk
from app.presenters.tasks import Lane
from benchmarks.shop import Shop

T = TypeVar("T")


class AtOnce:
    """A task runner that works on the caller's thread: what is timed is the work, not the queue."""

    def run(
        self,
        lane: Lane,
        op: Callable[[], T],
        on_done: Callable[[T], None],
        on_error: Callable[[Exception], None],
    ) -> None:
        """Do it now; an error goes up to the benchmark, which has no use for a notice."""
        del lane, on_error
        on_done(op())


@dataclass(slots=True)
class Listener:
    """The sale screen, as far as the presenter knows."""

    state: SaleState = field(default_factory=SaleState)

    def show_state(self, state: SaleState) -> None:
        self.state = state

    def clear_search(self) -> None: ...

    def focus_search(self) -> None: ...

    def type_text(self, text: str) -> None: ...


@dataclass(frozen=True, slots=True)
class Counter:
    """A sale presenter at work, and what it shows."""

    presenter: SalePresenter
    view: Listener


def a_counter(shop: Shop) -> Counter:
    """Return the sale as somebody sees it who has just signed in."""
    desk = Desk(
        services=bind_services(shop.till, nudge=lambda: None),
        runner=AtOnce(),
        clock=shop.till.clock,
        profile=read_profile(shop.till),
    )
    view = Listener()
    exits = SaleExits(
        ask_price=_refuse,
        choose=_refuse,
        pay=_refuse,
        notify=_refuse_notice,
        seen=lambda _view: None,
    )
    presenter = SalePresenter(desk, view, exits)
    presenter.start(shop.session)
    return Counter(presenter, view)


def _refuse(*what: object) -> None:
    raise RuntimeError(f"the sale left its path: {what}")


def _refuse_notice(notice: Notice | None) -> None:
    if notice is not None:
        _refuse(notice)
