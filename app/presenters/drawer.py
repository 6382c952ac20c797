"""F10: open the drawer, drop cash, pay in, pay out; and who signs for it, or for a closing."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal, Protocol

from app.presenters import shift_words
from app.presenters.figures import currency_prefix, format_money, parse_money
from app.presenters.floor import Floor, Flow
from app.presenters.key_map import Command, Dialog, Place
from app.presenters.notices import Notice, notice_of
from app.presenters.services import Desk
from app.presenters.sign_off import SignAsk, SignOff, SignView
from app.presenters.words import retold
from app.use_cases.close_shift import ClosedShift, CloseShift
from app.use_cases.move_cash import REASONS, MoveCash, MovedCash
from app.use_cases.till import Session
from domain.errors import BadInput, RuleBroken
from domain.money import Money
from domain.money_text import abs_money
from sync.protocol.shift_bodies import MoveReason

Choice = Literal["no_sale", "drop", "pay_in", "pay_out"]
CHOICES: tuple[Choice, ...] = ("no_sale", "drop", "pay_in", "pay_out")
"""What can be done with the drawer, in the order of its keys F2 to F5."""

NOTE_MAX = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawerState:
    """The dialog. ``choice`` is a row of ``choices``, ``reason`` one of ``reasons``.

    The amount is asked for unless the drawer is only opened.
    """

    title: str = ""
    choices: tuple[str, ...] = ()
    choice: int = 0
    help_text: str = ""
    symbol: str = ""
    other_symbol: str = ""
    asks_amount: bool = False
    amount_error: str = ""
    reasons: tuple[str, ...] = ()
    reason: int = 0
    primary_text: str = ""
    is_busy: bool = False
    notice: Notice | None = None


class DrawerView(Protocol):
    """The dialog, as the presenter knows it."""

    def show_state(self, state: DrawerState) -> None: ...

    def clear_entries(self) -> None: ...

    def focus_amount(self) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawerViews:
    """The views of this flow."""

    drawer: DrawerView
    sign: SignView


class DrawerFlow(Flow):
    """Runs ``move_cash``, ``open_drawer`` and what they kick and print; has closings signed too."""

    commands = frozenset({Command.DRAWER})
    places = frozenset({Place.SALE, Place.SHIP, Place.RETURNS, Place.FIND, Place.SHIFT})
    dialogs = frozenset({Dialog.DRAWER, Dialog.SHIFT_SIGN})

    def __init__(self, desk: Desk, views: DrawerViews, floor: Floor) -> None:
        self._desk, self._views, self._floor = desk, views, floor
        self.move_sign: SignOff[MovedCash] = SignOff(desk, views.sign)
        self.close_sign: SignOff[ClosedShift] = SignOff(desk, views.sign)
        self._sign: SignOff[MovedCash] | SignOff[ClosedShift] = self.move_sign
        self._choice: Choice = "no_sale"
        self._reason = 0
        self._currencies: tuple[str, ...] = (desk.profile.currency,)
        self._currency = 0
        self._text, self._note = "", ""
        self._amount_error = ""
        self._is_busy = False
        self._notice: Notice | None = None

    @property
    def is_busy(self) -> bool:
        return self._is_busy or self.move_sign.is_busy or self.close_sign.is_busy

    def on_command(self, command: Command) -> None:
        del command  # F10 is the only one
        self._start()

    def on_second(self, dialog: Dialog) -> None:
        if dialog is Dialog.SHIFT_SIGN:
            self._sign.on_second()

    def on_locked(self) -> None:
        self._text, self._note = "", ""

    # -------------------------------------------------------------- the drawer

    def _start(self) -> None:
        self._choice, self._reason, self._currency = "no_sale", 0, 0
        self._text, self._note, self._amount_error = "", "", ""
        self._is_busy, self._notice = False, None
        self._views.drawer.clear_entries()
        self._show()
        self._floor.open_dialog(Dialog.DRAWER)
        self._desk.runner.run(
            "read",
            lambda: tuple(rules.currency for rules in self._desk.services.drawer.cash_rules()),
            self._on_currencies,
            self._on_error,
        )

    def on_choice(self, row: int) -> None:
        """F2 to F5: what is to be done; what was typed stays."""
        if not self._is_busy and 0 <= row < len(CHOICES):
            self._choice, self._reason = CHOICES[row], 0
            self._amount_error, self._notice = "", None
            self._show()
            if self._choice != "no_sale":
                self._views.drawer.focus_amount()

    def on_reason(self, row: int) -> None:
        if not self._is_busy and 0 <= row < len(REASONS[self._choice]):
            self._reason = row
            self._show()

    def on_reason_step(self, step: int) -> None:
        """Up and Down go round."""
        self.on_reason((self._reason + step) % len(REASONS[self._choice]))

    def on_currency(self) -> None:
        """F6: the next currency that the drawer takes."""
        if not self._is_busy and self._choice != "no_sale":
            self._currency = (self._currency + 1) % len(self._currencies)
            self._amount_error = ""
            self._show()

    def on_amount_typed(self, text: str) -> None:
        self._text, self._amount_error = text, ""
        self._show()

    def on_note_typed(self, text: str) -> None:
        self._note = text[:NOTE_MAX]

    def on_do(self) -> None:
        """F12: do it; a supervisor is asked where the rules say so."""
        session = self._floor.session
        if self._is_busy or session is None:
            return
        reason = REASONS[self._choice][self._reason]
        if self._choice == "no_sale":
            services = self._desk.services.drawer
            self._begin()
            self._desk.runner.run(
                "write",
                lambda: services.open_drawer(session, reason),
                self._on_opened,
                self._on_error,
            )
            return
        request = self._request(reason)
        if request is not None:
            self._move(session, request)

    def _request(self, reason: MoveReason) -> MoveCash | None:
        assert self._choice != "no_sale", "asked for a move of cash only"
        amount = self._amount()
        if amount is None or amount.amount_minor <= 0:
            self._amount_error = self._amount_error or shift_words.amount_missing()
            self._show()
            self._views.drawer.focus_amount()
            return None
        return MoveCash(move=self._choice, amount=amount, reason=reason, note=self._note)

    def _amount(self) -> Money | None:
        if not self._text.strip():
            return None
        try:
            return parse_money(self._text, self._currencies[self._currency])
        except BadInput as error:
            self._amount_error = retold(error.message)
            return None

    def _move(self, session: Session, request: MoveCash) -> None:
        move = self._desk.services.drawer.move_cash

        def failed(error: Exception) -> None:
            if isinstance(error, RuleBroken) and error.code == "needs_signature":
                self._is_busy = False
                self._ask_to_sign(session, request)
            else:
                self._on_error(error)

        self._begin()
        self._desk.runner.run("write", lambda: move(session, request), self._on_moved, failed)

    def _begin(self) -> None:
        self._is_busy, self._notice = True, None
        self._show()

    def _ask_to_sign(self, session: Session, request: MoveCash) -> None:
        amount = format_money(request.amount)
        move = self._desk.services.drawer.move_cash
        self._sign = self.move_sign
        self._floor.open_dialog(Dialog.SHIFT_SIGN)
        self.move_sign.start(
            session,
            SignAsk(
                title=shift_words.sign_move(request.move, amount),
                audit=shift_words.audit_move(request.move, amount),
                deed=lambda yes: move(session, replace(request, approved_by=yes.approved_by)),
                on_done=self._on_moved,
            ),
        )

    def _on_moved(self, moved: MovedCash) -> None:
        self._is_busy = False
        entry = moved.entry
        amount = format_money(abs_money(Money(entry.amount_minor, entry.currency)))
        self._floor.close_dialog()
        self._floor.notify(
            Notice(title=shift_words.moved(entry.kind, amount), text=shift_words.moved_text())
        )
        self._desk.runner.run(
            "device",
            lambda: self._desk.services.papers.print_queued(moved.slip_id),
            lambda _job: None,
            lambda error: self._floor.notify(notice_of(error)),
        )
        self._go_on()

    def _on_opened(self, _nothing: None) -> None:
        self._is_busy = False
        self._floor.close_dialog()
        self._floor.notify(
            Notice(title=shift_words.drawer_opens(), text=shift_words.drawer_opened_text())
        )
        self._desk.runner.run(
            "device",
            self._desk.services.drawer.kick_drawer,
            lambda _nothing: self._floor.notify(
                Notice(title=shift_words.drawer_opened(), text=shift_words.drawer_opened_text())
            ),
            lambda error: self._floor.notify(notice_of(error)),
        )
        self._go_on()

    def _go_on(self) -> None:
        """What the place shows may have changed: the count of a closing begins with new sums."""
        if self._floor.place is Place.SHIFT:
            self._floor.go(Place.SHIFT)

    def _on_currencies(self, currencies: tuple[str, ...]) -> None:
        self._currencies = currencies
        self._show()

    def _on_error(self, error: Exception) -> None:
        self._is_busy = False
        self._notice = notice_of(error)
        self._show()

    def _show(self) -> None:
        shift = self._floor.shift
        currencies = self._currencies
        following = currencies[(self._currency + 1) % len(currencies)]
        self._views.drawer.show_state(
            DrawerState(
                title=shift_words.drawer_title(shift.number) if shift else "",
                choices=tuple(shift_words.move_name(choice) for choice in CHOICES),
                choice=CHOICES.index(self._choice),
                help_text=shift_words.move_help(self._choice),
                symbol=currency_prefix(currencies[self._currency]),
                other_symbol=currency_prefix(following) if len(currencies) > 1 else "",
                asks_amount=self._choice != "no_sale",
                amount_error=self._amount_error,
                reasons=tuple(map(shift_words.reason_name, REASONS[self._choice])),
                reason=self._reason,
                primary_text=shift_words.do_it(self._choice),
                is_busy=self._is_busy,
                notice=self._notice,
            )
        )

    # -------------------------------------------------------------- closings that are far off

    def sign_closing(
        self, session: Session, request: CloseShift, on_closed: Callable[[ClosedShift], None]
    ) -> None:
        """Have a supervisor sign for the closing that is on the screen, and close with it."""
        services, shift = self._desk.services, self._floor.shift
        number = shift.number if shift else 0
        preview_close = services.preview_close

        def begin(preview: ClosedShift) -> None:
            off = [drawer.over_short for drawer in preview.closing.drawers]
            amount = ", ".join(format_money(abs_money(each)) for each in off if not each.is_zero)
            self._sign = self.close_sign
            self._floor.open_dialog(Dialog.SHIFT_SIGN)
            self.close_sign.start(
                session,
                SignAsk(
                    title=shift_words.sign_closing(amount),
                    audit=shift_words.audit_closing(number, amount),
                    deed=lambda yes: services.close_shift(
                        session, replace(request, approved_by=yes.approved_by)
                    ),
                    on_done=self._closed(on_closed),
                ),
            )

        self._desk.runner.run(
            "read",
            lambda: preview_close(session, request),
            begin,
            lambda error: self._floor.notify(notice_of(error)),
        )

    def _closed(self, on_closed: Callable[[ClosedShift], None]) -> Callable[[ClosedShift], None]:
        def done(closed: ClosedShift) -> None:
            self._floor.close_dialog()
            on_closed(closed)

        return done

    def on_approver_chosen(self, row: int) -> None:
        self._sign.on_approver_chosen(row)

    def on_pin_entered(self, pin: str) -> None:
        self._sign.on_pin_entered(pin)
