"""F5: a line, or the whole sale, gets a discount, a price, a note, is given free or taken out."""

from collections.abc import Callable

from app.presenters import line_words
from app.presenters.figures import currency_prefix, format_money
from app.presenters.floor import Floor, Flow
from app.presenters.key_map import Command, Dialog
from app.presenters.line_deeds import DISCOUNTS, GIFTS, PRICES, Deed, LineWish
from app.presenters.line_entries import read_share, read_sum
from app.presenters.line_state import CHOICES, Choice, LineState, LineView
from app.presenters.line_weighing import LineScaleExits, LineWeighing
from app.presenters.notices import Notice, notice_of
from app.presenters.services import Desk
from app.presenters.sign_off import SignAsk, SignOff, SignView
from app.presenters.words import retold
from app.use_cases.current_cart import CartView
from app.use_cases.give_away import VoidNeedsApproval
from app.use_cases.ring_up import RingUp, WeightNeeded
from app.use_cases.till import Session
from domain.cart import Cart
from domain.cart_line import CartLine
from domain.catalog import CatalogItem
from domain.discount import AboveCap, percent_text
from domain.errors import BadInput
from domain.staff import Permission

OF_SALE = frozenset({"share", "sum", "void"})
"""What can be done with the whole sale."""
_NUMBERS = frozenset({"share", "sum", "price", "weight"})


class LineFlow(Flow):
    """Runs the changes of a line; a supervisor signs in place where the role may not."""

    commands = frozenset({Command.CHANGE_LINE})
    dialogs = frozenset({Dialog.LINE, Dialog.LINE_SIGN})

    def __init__(self, desk: Desk, views: tuple[LineView, SignView], floor: Floor) -> None:
        self._desk, self._floor = desk, floor
        self._view, sign = views
        self.sign: SignOff[object] = SignOff(desk, sign)
        self._scale = LineWeighing(
            desk, LineScaleExits(weighed=self._on_weighed, failed=self._on_no_weight)
        )
        self.selected: Callable[[], int | None] = lambda: None
        self._cart: Cart | None = None
        self._line: CartLine | None = None
        self._item: CatalogItem | None = None
        self._choice: Choice = "share"
        self._is_whole = False
        self._cap = 0
        self._reason = 0
        self._text, self._note, self._error = "", "", ""
        self._is_busy = False
        self._notice: Notice | None = None

    @property
    def is_busy(self) -> bool:
        return self._is_busy or self.sign.is_busy

    def on_cart(self, view: CartView) -> None:
        self._cart = view.cart

    def on_locked(self) -> None:
        self._text, self._note, self._line, self._item = "", "", None, None
        self._scale.forget()

    def on_second(self, dialog: Dialog) -> None:
        if dialog is Dialog.LINE_SIGN:
            self.sign.on_second()

    # -------------------------------------------------------------- where it begins

    def on_command(self, command: Command) -> None:
        """F5 on the chosen line; with an empty cart it says what to do first."""
        del command
        session, line = self._floor.session, self._selected_line()
        if session is None or line is None:
            title, text = line_words.nothing_chosen(), line_words.choose_first()
            self._floor.notify(Notice(title=title, text=text))
            return
        self._begin(line, None, "share")
        cap = self._desk.services.lines.discount_cap
        self._desk.runner.run("read", lambda: cap(session), self._on_cap, self._on_error)

    def weigh(self, item: CatalogItem) -> None:
        """Goods sold by weight were scanned or chosen: how much is it?"""
        self._begin(None, item, "weight")
        self._scale.start()

    def on_weigh_chosen(self) -> None:
        """F4 on a line sold by weight: weigh it anew."""
        line = self._selected_line()
        if self._floor.session is not None and line is not None and self._floor.is_free:
            self._begin(line, None, "weight")
            self._scale.start()

    def on_refused(self, error: Exception, deed: Deed | None = None) -> bool:
        """The sale could not go on alone: weigh it, or have ``deed`` signed by whoever may."""
        if isinstance(error, WeightNeeded) and self._floor.is_free:
            self.weigh(error.item)
            return True
        return deed is not None and self._is_signed_for(error, deed, self._selected_line())

    def on_undo_refused(self, error: Exception, deed: Deed) -> bool:
        """Ctrl+Z would take out more than the role may; which line is chosen does not matter."""
        return self._is_signed_for(error, deed, None)

    def _is_signed_for(self, error: Exception, deed: Deed, line: CartLine | None) -> bool:
        """Ask whoever may, for exactly what was refused; False where nobody can be asked now."""
        session = self._floor.session
        if session is None or not self._floor.is_free or not isinstance(error, VoidNeedsApproval):
            return False
        self._line, self._choice, self._is_whole = line, "void", False
        self._ask_to_sign(session, deed, format_money(error.worth))
        return True

    def _selected_line(self) -> CartLine | None:
        number, lines = self.selected(), () if self._cart is None else self._cart.lines
        return next((each for each in lines if each.line_no == number), None)

    def _begin(self, line: CartLine | None, item: CatalogItem | None, choice: Choice) -> None:
        self._line, self._item, self._choice = line, item, choice
        self._is_whole, self._reason = False, 0
        self._text, self._error = "", ""
        self._note = "" if line is None else line.note
        self._is_busy, self._notice = False, None
        self._scale.forget()
        self._view.clear_entries()
        self._view.set_note(self._note)
        self._show()
        self._floor.open_dialog(Dialog.LINE)
        self._view.focus_amount()

    # -------------------------------------------------------------- what is typed and chosen

    def on_choice(self, row: int) -> None:
        """F2 to F8: what is to be done; of something that is weighed, F4 reads the scale."""
        if self._choice == "weight":
            if CHOICES[row] == "price" and not self._is_busy:
                self._scale.ask()
            return
        if self._is_busy or not 0 <= row < len(CHOICES):
            return
        self._choice, self._reason, self._error, self._notice = CHOICES[row], 0, "", None
        self._is_whole = self._is_whole and self._choice in OF_SALE
        self._show()
        self._view.focus_amount()

    def on_scope(self) -> None:
        """F9: the line, or the whole sale."""
        if not self._is_busy and self._choice in OF_SALE:
            self._is_whole = not self._is_whole
            self._show()

    def on_reason(self, row: int) -> None:
        if not self._is_busy and 0 <= row < len(self._reasons()):
            self._reason = row
            self._show()

    def on_reason_step(self, step: int) -> None:
        """Up and Down go round."""
        if self._reasons():
            self.on_reason((self._reason + step) % len(self._reasons()))

    def on_number_typed(self, text: str) -> None:
        self._text, self._error = text, ""
        self._show()

    def on_note_typed(self, text: str) -> None:
        self._note = text

    def on_approver_chosen(self, row: int) -> None:
        self.sign.on_approver_chosen(row)

    def on_pin_entered(self, pin: str) -> None:
        self.sign.on_pin_entered(pin)

    # -------------------------------------------------------------- what is done

    def on_do(self) -> None:
        """F12 or Enter: do it; whoever may is asked where this role may not."""
        session, cart = self._floor.session, self._cart
        if self._is_busy or session is None or (cart is None and self._item is None):
            return
        try:
            deed = self._deed(session, cart)
        except BadInput as error:
            self._error = retold(error.message)
            self._show()
            self._view.focus_amount()
            return
        if self._choice in {"price", "free"}:
            self._ask_to_sign(session, deed, self._what())
            return
        self._is_busy, self._notice = True, None
        self._show()
        self._desk.runner.run(
            "write",
            lambda: deed(None),
            self._on_done,
            lambda error: self._on_refused(session, deed, error),
        )

    def _deed(self, session: Session, cart: Cart | None) -> Deed:
        """What is to be done as it was typed. Raises BadInput."""
        lines = self._desk.services.lines
        if self._item is not None:
            request = RingUp(item_id=self._item.item_id, weighed=self._scale.read(self._text))
            return lambda _signer: lines.ring_up(session, request)
        line = self._line
        assert cart is not None
        assert line is not None
        return self._wish(session, cart, line).deed(lines)

    def _wish(self, session: Session, cart: Cart, line: CartLine) -> LineWish:
        return LineWish(
            session=session,
            cart=cart,
            line=line,
            choice=self._choice,
            is_whole=self._is_whole,
            reason=self._reason,
            text=self._text,
            note=self._note,
            currency=self._desk.profile.currency,
            weigh=self._scale.read,
        )

    def _on_refused(self, session: Session, deed: Deed, error: Exception) -> None:
        self._is_busy = False
        if isinstance(error, AboveCap | VoidNeedsApproval):
            self._ask_to_sign(session, deed, self._what())
        else:
            self._on_error(error)

    def _ask_to_sign(self, session: Session, deed: Deed, what: str) -> None:
        sku = "" if self._line is None or self._is_whole else self._line.sku
        takes_out = self._choice in {"void", "weight"}
        self._floor.open_dialog(Dialog.LINE_SIGN)
        self.sign.start(
            session,
            SignAsk(
                title=line_words.sign_title(self._choice, what),
                audit=line_words.audit(self._choice, sku, what),
                deed=lambda yes: deed(yes.approved_by),
                on_done=self._on_done,
                permission=Permission.APPROVE if takes_out else Permission.TYPE_PRICE,
            ),
        )

    def _what(self) -> str:
        """The figure that is signed for."""
        cart, line = self._cart, self._line
        if self._choice == "share":
            return percent_text(read_share(self._text))
        if self._choice in {"sum", "price"}:
            return format_money(read_sum(self._text, self._desk.profile.currency))
        if line is None or self._is_whole:
            return "" if cart is None else format_money(cart.gross)
        return format_money(line.gross)

    def _on_done(self, _result: object) -> None:
        self._is_busy = False
        self._scale.forget()
        self._line = self._item = None
        self._floor.back_to_cart()

    def _on_cap(self, cap: int) -> None:
        self._cap = cap
        self._show()

    def _on_error(self, error: Exception) -> None:
        self._is_busy = False
        self._notice = notice_of(error)
        self._show()

    # -------------------------------------------------------------- what was weighed or typed

    def _on_weighed(self, text: str) -> None:
        self._text, self._error, self._notice = text, "", None
        self._view.set_number(text)
        self._show()
        self._view.focus_amount()

    def _on_no_weight(self, notice: Notice) -> None:
        self._notice = notice
        self._show()

    def _reasons(self) -> tuple[str, ...]:
        if self._choice in {"share", "sum"}:
            return DISCOUNTS
        return {"price": PRICES, "free": GIFTS}.get(self._choice, ())

    # -------------------------------------------------------------- the screen

    def _show(self) -> None:
        choice, line = self._choice, self._line
        title = line_words.title_whole() if self._is_whole else ""
        if self._item is not None:
            title = line_words.weigh_title(self._item.name)
        elif line is not None and not self._is_whole:
            title = line_words.title(line.name)
        is_weight = choice == "weight"
        self._view.show_state(
            LineState(
                title=title,
                detail=self._detail(),
                choices=() if is_weight else tuple(map(line_words.choice_name, CHOICES)),
                choice=CHOICES.index(choice) if choice in CHOICES else -1,
                scope_text=line_words.scope(is_whole=self._is_whole) if choice in OF_SALE else "",
                scale_text=line_words.read_scale() if is_weight else "",
                help_text=self._scale.help_text(self._text)
                or line_words.choice_help(choice, self._cap),
                caption=line_words.caption(choice, currency_prefix(self._desk.profile.currency)),
                asks_number=choice in _NUMBERS,
                asks_note=choice == "note",
                error=self._error,
                reasons=tuple(map(line_words.reason_name, self._reasons())),
                reason=self._reason,
                primary_text=line_words.do_it("weigh" if is_weight and line else choice),
                is_busy=self._is_busy,
                notice=self._notice,
            )
        )

    def _detail(self) -> str:
        cart, line = self._cart, self._line
        if self._item is not None or cart is None:
            return ""
        return format_money(cart.gross if self._is_whole or line is None else line.gross)
