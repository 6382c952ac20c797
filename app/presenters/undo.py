"""Ctrl+Z on the sale: the last change of the cart is taken back, one after another, up to 20.

It begins anew with every cart and with every payment that was begun: from there on a change is a
decision that somebody has seen a price for.
"""

from collections import deque
from collections.abc import Callable
from dataclasses import replace

from app.presenters.floor import Floor, Flow
from app.presenters.key_map import Command
from app.presenters.line_deeds import Deed
from app.presenters.notices import Notice, notice_of
from app.presenters.services import Desk
from app.presenters.words import say
from app.use_cases.current_cart import CartView
from app.use_cases.undo_change import UndoChange
from domain.cart import Cart

STEPS_MAX = 20


class UndoFlow(Flow):
    """Remembers the carts that were on the screen, in memory and for this cart only."""

    commands = frozenset({Command.UNDO})

    def __init__(self, desk: Desk, floor: Floor) -> None:
        self._desk = desk
        self._floor = floor
        self._before: deque[Cart] = deque(maxlen=STEPS_MAX)
        self._now: Cart | None = None
        self._is_undoing = False
        self.refused: Callable[[Exception, Deed], bool] = lambda _error, _deed: False
        """Who has a refused undo signed for; answers whether somebody is asked."""

    @property
    def is_busy(self) -> bool:
        return self._is_undoing

    def on_cart(self, view: CartView) -> None:
        """Remember what was there, unless this is what an undo has brought."""
        before, self._now = self._now, view.cart
        if before is None or before.cart_id != view.cart.cart_id:
            self._before.clear()
        elif before.version < view.cart.version and not _is_same(before, view.cart):
            if self._before and _is_same(self._before[-1], view.cart):
                self._before.pop()
            else:
                self._before.append(before)

    def forget(self) -> None:
        """A payment has begun."""
        self._before.clear()

    def on_locked(self) -> None:
        """The next person takes nothing back that they did not see happen."""
        self._before.clear()

    def on_command(self, command: Command) -> None:
        """Ctrl+Z: take the last change back, or say that there is none."""
        del command
        session, now = self._floor.session, self._now
        if session is None or now is None or not self._floor.is_free:
            return
        if not self._before:
            until = say("Ctrl+Z takes back changes of this sale, until its payment has begun.")
            self._floor.notify(Notice(title=say("Nothing to take back"), text=until))
            return
        request = UndoChange(before=self._before[-1], version=now.version)
        self._is_undoing = True
        undo = self._desk.services.undo_change

        def deed(signer: str | None) -> Cart:
            return undo(session, replace(request, approved_by=signer))

        self._desk.runner.run(
            "write", lambda: deed(None), self._on_done, lambda error: self._failed(error, deed)
        )

    def _on_done(self, _cart: Cart) -> None:
        self._is_undoing = False
        self._floor.notify(None)
        self._floor.back_to_cart()

    def _failed(self, error: Exception, deed: Deed) -> None:
        self._is_undoing = False
        if self.refused(error, deed):
            return
        self._floor.back_to_cart()
        self._floor.notify(notice_of(error))


def _is_same(one: Cart, other: Cart) -> bool:
    """Whether two carts hold the same, whatever their versions."""
    return one == replace(other, version=one.version)
