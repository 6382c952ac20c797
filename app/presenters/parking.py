"""F6 and F7 on the sale: park it, bring one back, settle what is in two versions."""

from functools import partial

from app.presenters import park_words, words
from app.presenters.cart_conflict import ConflictExits, ConflictPresenter, ConflictView, Settled
from app.presenters.figures import format_money
from app.presenters.floor import Floor, Flow
from app.presenters.kept_tenders import KeptTenders
from app.presenters.key_map import Command, Dialog, Place
from app.presenters.notices import Notice, Tone, notice_of
from app.presenters.park_reason import TO_CONFIRM, ParkReason, ParkReasonView
from app.presenters.parked import ParkedExits, ParkedPresenter, ParkedView
from app.presenters.services import Desk
from app.use_cases.current_cart import CartView
from app.use_cases.park_cart import ParkCart, Parked
from app.use_cases.recall_cart import Recalled
from app.use_cases.till import Session
from sync.protocol.cart_bodies import Reason
from sync.protocol.status import SyncStatus


class Parking(Flow):
    """Runs ``park_cart``; owns the list of parked sales and the dialog of two versions."""

    commands = frozenset({Command.PARK, Command.PARKED})
    dialogs = frozenset({Dialog.PARK_REASON, Dialog.PARKED, Dialog.CONFLICT})

    def __init__(
        self,
        desk: Desk,
        views: tuple[ParkReasonView, ParkedView, ConflictView],
        floor: Floor,
        kept: KeptTenders,
    ) -> None:
        self._desk = desk
        self._kept = kept
        self._floor = floor
        self._view: CartView | None = None
        self._is_parking = False
        reason_view, parked_view, conflict_view = views
        self.reason = ParkReason(reason_view, on_chosen=self._on_reason)
        exits = ParkedExits(recalled=self._on_recalled, notify=floor.notify, given_up=kept.given_up)
        self.parked = ParkedPresenter(desk, parked_view, exits)
        self.conflict = ConflictPresenter(
            desk, conflict_view, ConflictExits(settled=self._on_settled, failed=self._on_failed)
        )

    @property
    def is_busy(self) -> bool:
        return self._is_parking or self.parked.is_busy or self.conflict.is_busy

    @property
    def is_disputed(self) -> bool:
        """Whether a person must decide before the cart on the screen can be paid."""
        return self._view is not None and self._view.conflict is not None

    def on_command(self, command: Command) -> None:
        if command is Command.PARK:
            self.on_ask_why()
        else:
            self.on_recall()

    def on_status(self, _status: SyncStatus) -> None:
        """Another till may have parked something, or brought it back."""
        if self._floor.dialog is Dialog.PARKED:
            self.parked.reload()

    def on_cart(self, view: CartView) -> None:
        """The cart on the screen is this one; a conflict that is new is said once."""
        before, self._view = self._view, view
        was = None if before is None else before.conflict
        if view.conflict is not None and (was is None or was.cart_id != view.conflict.cart_id):
            self._floor.notify(conflict_notice(view))

    def on_ask_why(self) -> None:
        """F6: why does the sale wait? A sale with nothing in it does not."""
        if self._view is None or self._who() is None:
            return
        if self._view.cart.is_empty:
            self._say_empty()
            return
        self.reason.start()
        self._floor.open_dialog(Dialog.PARK_REASON)

    def on_order(self) -> None:
        """Too little is left for a payment: the sale waits as an order, and for whom?"""
        if self._view is not None and self._who() is not None and not self._view.cart.is_empty:
            self.reason.start_order(self._view.customer_name)
            self._floor.open_dialog(Dialog.PARK_REASON)

    def _on_reason(self, reason: Reason, name: str) -> None:
        self._floor.close_dialog()
        self.on_park(reason, name)

    def _say_empty(self) -> None:
        self._floor.notify(Notice(title=words.cart_empty(), text=park_words.parked_empty()))

    def on_park(self, reason: Reason = "", name: str = "") -> None:
        """Park the sale as it is on the screen; ``name`` is whose it is, where it was typed."""
        session = self._who()
        if self._view is None or session is None:
            return
        cart = self._view.cart
        if cart.is_empty:
            self._say_empty()
            return
        self._is_parking = True
        park = self._desk.services.parking.park_cart
        request = ParkCart(
            cart_id=cart.cart_id,
            cart_version=cart.version,
            reason=reason,
            name=name,
            has_tenders=bool(self._kept.of(cart.cart_id)),
        )
        self._desk.runner.run(
            "write",
            lambda: park(session, request),
            partial(self._on_parked, reason),
            self._on_not_parked,
        )

    def on_recall(self) -> None:
        """F7: the two versions of the sale on the screen, else the list of parked ones."""
        session = self._who()
        if session is None:
            return
        if self._view is not None and self._view.conflict is not None:
            self.conflict.start(session, self._view)
            self._floor.open_dialog(Dialog.CONFLICT)
            return
        self.parked.start(session, self._tendered())
        self._floor.open_dialog(Dialog.PARKED)

    def _tendered(self) -> str:
        """The cart on the screen where money was given for it; empty for any other."""
        cart_id = "" if self._view is None else self._view.cart.cart_id
        return cart_id if self._kept.of(cart_id) else ""

    def _who(self) -> Session | None:
        """The cashier, if the sale is on screen with nothing in front of it."""
        is_here = self._floor.is_free and self._floor.place is Place.SALE
        return self._floor.session if is_here else None

    def _on_parked(self, reason: Reason, parked: Parked) -> None:
        self._is_parking = False
        self._floor.back_to_cart()
        if reason == TO_CONFIRM and not parked.is_part_paid:
            text = park_words.order_parked_text()
        else:
            text = park_words.was_parked_text(
                is_local=parked.is_local, is_part_paid=parked.is_part_paid
            )
        self._floor.notify(Notice(title=park_words.was_parked(parked.number), text=text))

    def _on_not_parked(self, error: Exception) -> None:
        self._is_parking = False
        self._floor.back_to_cart()
        self._floor.notify(notice_of(error))

    def _on_recalled(self, recalled: Recalled) -> None:
        self._floor.back_to_cart()
        if recalled.parked is not None:
            title = park_words.made_room(recalled.parked.number)
            self._floor.notify(Notice(title=title, text=park_words.made_room_text()))
        else:
            self._floor.notify(None)

    def _on_settled(self, settled: Settled) -> None:
        self._view = None  # what follows is another cart, or another version of it
        self._kept.move(settled.cart_id, settled.now_id)
        self._floor.back_to_cart()
        sums = words.listed(*map(format_money, settled.left))
        text, tone = (park_words.left_at_desk(sums), Tone.NEEDS_YOU) if sums else ("", Tone.NEUTRAL)
        title = park_words.settled(settled.choice)
        self._floor.notify(Notice(title=title, text=text, tone=tone))

    def _on_failed(self, notice: Notice) -> None:
        self._floor.back_to_cart()
        self._floor.notify(notice)


def conflict_notice(view: CartView) -> Notice:
    """Say that a person must decide, and which key shows what about."""
    assert view.conflict is not None
    is_alone = view.conflict.is_called_off
    title = park_words.called_off_notice() if is_alone else park_words.conflict_notice()
    return Notice(title=title, text=park_words.conflict_notice_text(), tone=Tone.NEEDS_YOU)
