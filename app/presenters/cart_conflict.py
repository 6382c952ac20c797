"""One sale in two versions: each line with where it comes from, and what can be done."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from app.presenters import park_words, words
from app.presenters.notices import Notice, notice_of
from app.presenters.services import Desk
from app.presenters.when import clock_text
from app.use_cases.cart_conflict import CartConflict, Rival
from app.use_cases.current_cart import CartView
from app.use_cases.resolve_conflict import Choice, ResolveConflict, choices_of
from app.use_cases.till import Session
from domain.cart import Cart
from domain.money import Money
from domain.shared_cart import JoinedLine

_KEYS: dict[Choice, str] = {"both": "F2", "rest": "F2", "mine": "F3", "theirs": "F4"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictRow:
    """One thing with its counts: here, there, and in what the first choice would make."""

    name: str
    mine_text: str
    theirs_text: str
    result_text: str
    spoken: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictChoice:
    """One way out: its key and its words. The first one is what is advised."""

    choice: Choice
    key: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictState:
    """The dialog."""

    title: str = ""
    text: str = ""
    columns: tuple[str, str, str, str] = ("", "", "", "")
    rows: tuple[ConflictRow, ...] = ()
    choices: tuple[ConflictChoice, ...] = ()
    is_busy: bool = False


class ConflictView(Protocol):
    """The dialog, as the presenter knows it."""

    def show_state(self, state: ConflictState) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What was chosen, under which id the sale goes on, and what was paid for none any more."""

    choice: Choice
    cart_id: str
    now_id: str
    left: tuple[Money, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictExits:
    """Where the choice leads; bound by the flow."""

    settled: Callable[[Settled], None]
    failed: Callable[[Notice], None]


class ConflictPresenter:
    """Runs ``resolve_conflict`` for the first of the other versions; the next one follows."""

    def __init__(self, desk: Desk, view: ConflictView, exits: ConflictExits) -> None:
        self._desk = desk
        self._view = view
        self._exits = exits
        self._session: Session | None = None
        self._shown: tuple[Cart, CartConflict] | None = None
        self.is_busy = False

    def start(self, session: Session, view: CartView) -> None:
        """Show the conflict of the cart on the screen."""
        assert view.conflict is not None
        self._session, self._shown = session, (view.cart, view.conflict)
        self._show()

    def on_chosen(self, choice: Choice) -> None:
        """Do what was chosen, for the cart and the other version as they were on screen."""
        if self._shown is None or self._session is None or self.is_busy:
            return
        cart, conflict = self._shown
        rival = _first(conflict)
        if choice not in choices_of(conflict, rival):
            return
        session, self.is_busy = self._session, True
        request = ResolveConflict(
            cart_id=cart.cart_id,
            cart_version=cart.version,
            rival_id="" if rival is None else rival.edition_id,
            choice=choice,
        )
        resolve = self._desk.services.parking.resolve_conflict
        self._show()
        list_of_cart = self._desk.services.payments.paying.list_of_cart

        def settle() -> Settled:
            now = resolve(session, request)
            went_on = now.cart_id == cart.cart_id
            paid = () if went_on else tuple(list_of_cart(cart.cart_id))
            left = tuple(each.amount for each in paid if each.is_without_sale)
            return Settled(choice=choice, cart_id=cart.cart_id, now_id=now.cart_id, left=left)

        self._desk.runner.run("write", settle, self._on_settled, self._on_error)

    def _on_settled(self, settled: Settled) -> None:
        self.is_busy = False
        self._exits.settled(settled)

    def _on_error(self, error: Exception) -> None:
        self.is_busy = False
        self._exits.failed(notice_of(error))

    def _show(self) -> None:
        if self._shown is None:
            return
        cart, conflict = self._shown
        zone = self._desk.profile.zone
        state = conflict_state(cart, conflict, zone, is_busy=self.is_busy)
        self._view.show_state(state)


def conflict_state(
    cart: Cart, conflict: CartConflict, zone: str, *, is_busy: bool = False
) -> ConflictState:
    """Put a conflict into words; without another version the lines stand alone."""
    rival = _first(conflict)
    choices = choices_of(conflict, rival)
    first: Choice = choices[0] if choices else "mine"
    rows = (
        tuple(_row(each, first) for each in rival.lines)
        if rival is not None and rival.state != "held"
        else tuple(_lone_row(line.name, line.quantity, rival) for line in cart.lines)
    )
    return ConflictState(
        title=park_words.conflict_title(),
        text=_text(conflict, rival, zone),
        columns=(
            park_words.column_goods(),
            park_words.column_mine(),
            park_words.column_theirs(),
            park_words.column_result(first) if first in {"both", "rest"} else "",
        ),
        rows=rows,
        choices=tuple(
            ConflictChoice(
                choice=each,
                key=_KEYS[each],
                words=park_words.choice_words(each, is_called_off=conflict.is_called_off),
            )
            for each in choices
        ),
        is_busy=is_busy,
    )


def _first(conflict: CartConflict) -> Rival | None:
    """The version to settle with first: one that was paid, else one whose lines are here."""
    order = {"paid": 0, "parked": 1, "held": 2}
    return min(conflict.rivals, key=lambda each: order[each.state], default=None)


def _text(conflict: CartConflict, rival: Rival | None, zone: str) -> str:
    if rival is None:
        return park_words.called_off_text()
    where = park_words.at_till(rival.till_label)
    text = {
        "parked": lambda: park_words.rival_parked(where, clock_text(rival.at, zone)),
        "held": lambda: park_words.rival_held(where, clock_text(rival.at, zone)),
        "paid": lambda: park_words.rival_paid(where, rival.receipt),
    }[rival.state]()
    called_off = park_words.called_off_text() if conflict.is_called_off else ""
    more = len(conflict.rivals) - 1
    follows = park_words.more_versions(more) if more else ""
    return " ".join(filter(None, (text, called_off, follows)))


def _row(joined: JoinedLine, first: Choice) -> ConflictRow:
    counts = {"both": joined.merged_count, "rest": joined.rest_count}
    mine, theirs = f"{joined.mine_count:,}", f"{joined.theirs_count:,}"
    result = f"{counts[first]:,}" if first in counts else ""
    where = park_words.from_where(joined.mine_count, joined.theirs_count)
    tally = park_words.tally(mine, theirs, result) if result else ""
    return ConflictRow(
        name=joined.line.name,
        mine_text=mine,
        theirs_text=theirs,
        result_text=result,
        spoken=words.listed(joined.line.name, where, tally),
    )


def _lone_row(name: str, quantity: int, rival: Rival | None) -> ConflictRow:
    """A line of this cart alone: of what another till holds open nothing is claimed."""
    return ConflictRow(
        name=name,
        mine_text=f"{quantity:,}",
        theirs_text="" if rival is None else park_words.not_known(),
        result_text="",
        spoken=words.listed(name, words.quantity_spoken(quantity)),
    )
