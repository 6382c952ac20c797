"""What lies between the counter and a *flow*: something with dialogs of its own over a place.

A flow is a payment's neighbour, not its master: customers, discounts, returns, the drawer. It
knows the floor it stands on, and the counter knows it only as a `Flow`.
"""

from typing import Protocol

from app.presenters.key_map import Command, Dialog, Place
from app.presenters.notices import Notice
from app.use_cases.current_cart import CartView
from app.use_cases.take_payment import CompletedSale
from app.use_cases.till import Session
from domain.shift import Shift
from sync.protocol.status import SyncStatus


class Floor(Protocol):
    """What a flow may ask of the counter. All of it is on the screen's thread."""

    @property
    def session(self) -> Session | None:
        """Who is signed in."""

    @property
    def shift(self) -> Shift | None:
        """The open shift."""

    @property
    def place(self) -> Place: ...

    @property
    def dialog(self) -> Dialog | None:
        """What lies over the place now."""

    @property
    def is_free(self) -> bool:
        """Whether something may open: nothing lies over the place and nothing is being saved."""

    def open_dialog(self, dialog: Dialog) -> None: ...

    def close_dialog(self) -> None:
        """Close whatever is open; the place gets the keys again."""

    def back_to_cart(self) -> None:
        """Close whatever is open and read the cart again: somebody may have changed it."""

    def go(self, place: Place) -> None: ...

    def notify(self, notice: Notice | None) -> None: ...

    def show_frame(self) -> None:
        """Draw the rail and the top bar anew: a count of theirs has changed."""

    def on_lock(self) -> None:
        """Lock the till, if somebody is signed in."""


class Flow:
    """One flow of the counter. What it does not override, it has no need of."""

    commands: frozenset[Command] = frozenset()
    """Which commands begin it, wherever `places` allows."""
    places: frozenset[Place] = frozenset({Place.SALE})
    """Where its commands mean something."""
    dialogs: frozenset[Dialog] = frozenset()
    """Which dialogs are its own: a second press of its command closes them."""
    home: Place | None = None
    """The place that is its own, for a flow that is a whole screen; `on_arrived` shows it."""

    @property
    def is_busy(self) -> bool:
        """Whether something is being saved: nobody goes elsewhere in that moment."""
        return False

    @property
    def is_awaited(self) -> bool:
        """Whether somebody who is not at the keys answers it, for a time that ends by itself."""
        return False

    def on_command(self, command: Command) -> None:
        """Begin. Somebody is signed in, a shift is open, and the floor is free."""
        raise NotImplementedError(command)

    def on_signed_in(self, session: Session) -> None:
        """Somebody works here now, and the place they begin at is shown."""

    def on_arrived(self, session: Session) -> None:
        """Its `home` has been gone to: draw it anew for who is signed in."""

    def on_scan(self, code: str) -> bool:
        """A scanner read a code, wherever the focus was; True when that is for this flow.

        Look at ``floor.place`` and ``floor.dialog``: what no flow wants goes into the sale.
        """
        del code
        return False

    def on_cart(self, view: CartView) -> None:
        """The cart on the screen is this one now."""

    def on_completed(self, completed: CompletedSale) -> None:
        """A sale is paid and on the disk."""

    def on_dismissed(self, dialog: Dialog) -> bool:
        """Esc in one of its dialogs; True when the flow itself says what follows.

        Otherwise the dialog is closed and the place gets the keys again.
        """
        del dialog
        return False

    def on_second(self, dialog: Dialog) -> None:
        """A second has passed while one of its dialogs is open."""

    def on_status(self, status: SyncStatus) -> None:
        """The engine has news."""

    def on_locked(self) -> None:
        """The till was locked, or another person signed in: forget who was here."""

    def on_print_here(self) -> None:
        """Ctrl+P in its `home`."""

    def on_print(self, dialog: Dialog) -> bool:
        """Ctrl+P in one of its dialogs; True when it meant something."""
        del dialog
        return False
