"""The dialog in which a deed of the supervisor's desk gets its reason, its evidence and its PIN."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

from app.presenters import inbox_words
from app.presenters.figures import parse_money
from app.presenters.inbox_rows import InboxDeed, InboxYes, PriceAsk
from app.presenters.services import Desk
from app.presenters.signing import Asked, PinView, Signing, SigningState
from app.use_cases.approve import Approval
from app.use_cases.till import Session
from domain.errors import BadInput
from domain.money import Money
from domain.staff import Permission

Word = Literal["price", "hours", "reason", "evidence"]
DeedWords = Mapping[Word, str]
"""What was typed for a deed, stripped; the fields that it does not ask for are empty."""
_NOTHING: DeedWords = {"price": "", "hours": "", "reason": "", "evidence": ""}
_HOURS_DIGITS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxSignState(SigningState):
    """The dialog. ``reasons`` are sentences to choose from.

    ``asked`` are the fields that are shown, ``wrong`` what is missing in one of them.
    """

    title: str = ""
    detail: str = ""
    follows: str = ""
    reasons: tuple[str, ...] = ()
    asked: frozenset[Word] = frozenset()
    wrong: tuple[Word, str] | None = None
    deed_text: str = ""
    can_sign: bool = False


class InboxSignView(PinView, Protocol):
    """The dialog, as the presenter knows it."""

    def show_state(self, state: InboxSignState) -> None: ...

    def set_word(self, name: Word, text: str) -> None:
        """Fill a field in."""

    def focus_word(self, name: Word) -> None: ...

    def focus_pin(self) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class DeedAsk:
    """What is signed for. ``deed`` gets the words and the approval, off the screen's thread.

    ``did_it`` are those who may not sign: it is their own doing. Where ``alone`` is given, who is
    on duty may, if the store waives a second person. ``audit`` is what the record says that the PIN
    was for.
    """

    title: str
    detail: str
    follows: str
    deed_text: str
    audit: str
    deed: Callable[[DeedWords, Approval], str]
    on_done: Callable[[str], None]
    did_it: frozenset[str] = frozenset()
    alone: Session | None = None
    reasons: tuple[str, ...] = ()
    asks_reason: bool = True
    asks_evidence: bool = False
    price: PriceAsk | None = None

    @property
    def asked(self) -> frozenset[Word]:
        """The fields that it needs."""
        found: set[Word] = {"price", "hours"} if self.price is not None else set()
        if self.asks_reason:
            found.add("reason")
        if self.asks_evidence:
            found.add("evidence")
        return frozenset(found)


class InboxSign:
    """Asks for the words that a deed needs, then for a PIN; runs both with the deed in one job."""

    def __init__(self, desk: Desk, view: InboxSignView) -> None:
        self._desk = desk
        self._view = view
        self._ask: DeedAsk | None = None
        self._words: dict[Word, str] = dict(_NOTHING)
        self._wrong: Word | None = None
        self._reason_row = -1
        self._signing = Signing(desk, view, self._show)

    @property
    def is_busy(self) -> bool:
        """Whether something is being saved: nobody goes elsewhere in that moment."""
        return self._signing.is_busy

    def start(self, ask: DeedAsk) -> None:
        """Show the dialog for this deed."""
        self._ask = ask
        self._wrong, self._reason_row = None, -1
        self._words = dict(_NOTHING)
        if ask.price is not None:
            self._words["hours"] = str(ask.price.hours)
        for name, text in self._words.items():
            self._view.set_word(name, text)
        self._signing.begin()
        self._show()
        self._look_for_signers(ask)
        self._focus()

    def _look_for_signers(self, ask: DeedAsk) -> None:
        house, alone = self._desk.services.cases.inbox, ask.alone
        if alone is not None:
            own = alone.staff_id if alone.staff_id in ask.did_it else ""
            self._signing.look_for(lambda: house.list_deciders_of(alone, ask.did_it), own)
            return
        found = house.list_deciders
        self._signing.look_for(
            lambda: tuple(each for each in found() if each.staff_id not in ask.did_it), own=""
        )

    def forget(self) -> None:
        """Somebody else is at the till: nothing stays typed."""
        self._ask = None
        self._words = dict(_NOTHING)
        self._view.clear_pin()

    def on_typed(self, name: Word, text: str) -> None:
        self._words[name] = text
        if self._wrong == name:
            self._wrong = None
            self._show()

    def on_reason_chosen(self, row: int) -> None:
        """One of the reasons is taken as it is; it may be changed afterwards."""
        ask = self._ask
        if ask is None or not 0 <= row < len(ask.reasons):
            return
        self._reason_row = row
        self._view.set_word("reason", ask.reasons[row])
        self.on_typed("reason", ask.reasons[row])
        self._focus()

    def on_next_reason(self) -> None:
        """F3: the next of the reasons, after the last the first."""
        if self._ask is not None and self._ask.reasons:
            self.on_reason_chosen((self._reason_row + 1) % len(self._ask.reasons))

    def on_entered(self) -> None:
        """Enter in a field: on to the next word that is missing, then to the PIN."""
        self._focus()

    def on_approver_chosen(self, row: int) -> None:
        self._signing.on_approver_chosen(row)

    def on_pin_entered(self, pin: str) -> None:
        """Everything is there: sign and do it."""
        ask = self._ask
        if ask is None or not self._signing.is_ready(pin):
            return
        self._wrong = self._missing()
        if self._wrong is not None:
            self._view.clear_pin()
            self._show()
            self._view.focus_word(self._wrong)
            return
        words: DeedWords = {name: text.strip() for name, text in self._words.items()}
        asked = Asked(permission=Permission.APPROVE, reason=ask.audit)
        self._signing.sign(pin, asked, lambda approval: ask.deed(words, approval), ask.on_done)

    def on_second(self) -> None:
        """Count down a wait after wrong PINs."""
        self._signing.on_second()

    def _missing(self) -> Word | None:
        """The first field, in the order of the dialog, that does not say what is needed."""
        ask = self._ask
        assert ask is not None
        for name in _NOTHING:
            if name in ask.asked and not _is_said(name, self._words[name].strip(), ask.price):
                return name
        return None

    def _focus(self) -> None:
        missing = self._missing()
        if missing is None:
            self._view.focus_pin()
        else:
            self._view.focus_word(missing)

    def _show(self) -> None:
        ask = self._ask
        if ask is None:
            return
        told, wrong = self._signing.told(), self._wrong
        hours_max = 0 if ask.price is None else ask.price.hours_max
        self._view.show_state(
            InboxSignState(
                title=ask.title,
                detail=ask.detail,
                follows=ask.follows,
                reasons=ask.reasons,
                asked=ask.asked,
                wrong=None if wrong is None else (wrong, _wrong_text(wrong, hours_max)),
                deed_text=ask.deed_text,
                can_sign=told["chosen"] >= 0 and told["wait_s"] == 0 and not told["is_busy"],
                empty_text=inbox_words.nobody_decides() if self._signing.is_empty else "",
                **told,
            )
        )


def yes_of(deed: InboxDeed, words: DeedWords, approval: Approval) -> InboxYes:
    """A deed with what was typed for it. Raises BadInput for a price that cannot be read."""
    price, hours = None, 0
    if deed.price is not None:
        price = parse_money(words["price"], deed.price.currency)
        hours = int(words["hours"])
    return InboxYes(
        deed=deed,
        reason=words["reason"],
        evidence=words["evidence"],
        approval=approval,
        price=price,
        hours=hours,
    )


def _is_said(name: Word, text: str, price: PriceAsk | None) -> bool:
    if price is not None and name == "price":
        return _is_price(text, price.currency)
    if price is not None and name == "hours":
        is_number = text.isdecimal() and len(text) <= _HOURS_DIGITS
        return is_number and 1 <= int(text) <= price.hours_max
    return bool(text)


def _is_price(text: str, currency: str) -> bool:
    try:
        price: Money = parse_money(text, currency)
    except BadInput:
        return False
    return price.amount_minor > 0


def _wrong_text(name: Word, hours_max: int) -> str:
    return {
        "price": inbox_words.price_wrong(),
        "hours": inbox_words.hours_wrong(hours_max),
        "reason": inbox_words.reason_missing(),
        "evidence": inbox_words.evidence_missing(),
    }[name]
