"""The two dialogs of a refund: a supervisor signs, and the paper with what to give back."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.counter.key_map import KeyMap
from app.counter.labels import label
from app.counter.people_list import PeopleList
from app.counter.receipt_dialog import PAGES, page_keys, paper
from app.presenters.refund_paper import RefundPaperState
from app.presenters.sign_off import AfarState, SignState
from app.theme.properties import set_style_property
from app.widgets.dialog_frame import DialogFrame
from app.widgets.empty_state import EmptyState
from app.widgets.key_button import KeyButton
from app.widgets.notice_bar import NoticeBar
from app.widgets.pin_pad import PinPad
from app.widgets.primary_button import PrimaryButton
from app.widgets.ticket_view import TicketView
from app.widgets.visibility import show_or_hide

_SIGN_WIDE, _SIGN_HIGH, _PAPER_WIDE, _PAPER_HIGH, _PRIMARY_WIDE = 640, 660, 640, 690, 220


class RefundSignDialog(DialogFrame):
    """Draws ``SignState``.

    ``approver_chosen(row)`` · ``pin_entered(pin)`` · ``afar_requested()`` (F4: ask the other tills,
    or call that off).
    """

    approver_chosen = Signal(int)
    pin_entered = Signal(str)
    afar_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            "",
            self.tr("Back, nothing is lost"),
            width_px=_SIGN_WIDE,
            height_px=_SIGN_HIGH,
            parent=parent,
        )
        self._notice = NoticeBar()
        self._about, self._reason = label("", "body", wrap=True), label("", "muted", wrap=True)
        self.people = PeopleList()
        self.people.setAccessibleName(self.tr("Who signs"))
        self._empty = EmptyState("users")
        self._prompt, self._message = label("", "title"), label("", "body", wrap=True)
        self._message.setProperty("ink", "amber")
        self.pad = PinPad(self.tr("Clear"), self.tr("Delete"))
        self.sign = PrimaryButton(self.tr("Sign"), self.tr("Enter"))
        self.body.addWidget(self._notice)
        self.body.addWidget(self._about)
        self.body.addWidget(self._reason)
        self.body.addWidget(self.people, 1)
        self.body.addWidget(self._empty, 1)
        self.body.addWidget(self._prompt)
        self.body.addWidget(self.pad)
        self.body.addWidget(self._message)
        self._afar = label("", "muted", wrap=True)
        self.body.addWidget(self._afar)
        self.afar_button = KeyButton("", "F4")
        self.afar_button.clicked.connect(self.afar_requested)
        self.foot.addWidget(self.afar_button)
        self.foot.addStretch(1)
        self.sign.setMinimumWidth(_PRIMARY_WIDE)
        self.foot.addWidget(self.sign)
        self._keys = KeyMap(
            {
                "Up": lambda: self.people.step(-1),
                "Down": lambda: self.people.step(1),
                "F4": self.afar_requested.emit,
            },
            repeating=frozenset({"Up", "Down"}),
        )
        self.people.person_chosen.connect(self.approver_chosen)
        self.pad.pin_entered.connect(self.pin_entered)
        self.sign.clicked.connect(self.pad.submit)

    def show_state(self, state: SignState) -> None:
        """Draw the whole dialog."""
        self.show_head(state.title)
        self._about.setText(state.detail)
        show_or_hide(self._about, shown=bool(state.detail))
        self._reason.setText(state.reason)
        show_or_hide(self._reason, shown=bool(state.reason))
        self.people.show_people(state.approvers, state.chosen)
        show_or_hide(self.people, shown=not state.empty_text)
        show_or_hide(self._empty, shown=bool(state.empty_text))
        self._empty.show_words(state.empty_text)
        self._prompt.setText(state.prompt)
        self._message.setText(state.message)
        show_or_hide(self._message, shown=bool(state.message))
        self.pad.setAccessibleDescription(state.message)
        can_sign = bool(state.approvers) and state.wait_s == 0
        self.pad.set_locked(locked=not can_sign or state.is_busy)
        self.sign.setEnabled(can_sign)
        self._show_afar(state.afar)
        self._notice.show_notice(state.notice)

    def _show_afar(self, afar: AfarState) -> None:
        self._afar.setText(afar.text)
        set_style_property(self._afar, "ink", "amber" if afar.is_amber else None)
        show_or_hide(self._afar, shown=bool(afar.text))
        self.afar_button.show_words(afar.button, "F4")
        show_or_hide(self.afar_button, shown=bool(afar.button))

    def clear_pin(self) -> None:
        """Forget what was typed."""
        self.pad.clear()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._keys.press(event):
            super().keyPressEvent(event)


class RefundPaperDialog(DialogFrame):
    """Draws ``RefundPaperState``.

    ``done_requested()`` (Enter) · ``print_requested()`` · ``exchange_requested()`` (F9).
    """

    done_requested = Signal()
    exchange_requested = Signal()
    print_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            "", self.tr("Done"), width_px=_PAPER_WIDE, height_px=_PAPER_HIGH, parent=parent
        )
        self._notice = NoticeBar()
        self._print_state = label("", "caption")
        self.ticket = TicketView()
        self.print_button = KeyButton(self.tr("Print again"), "Ctrl+P", icon="printer")
        self.exchange_button = KeyButton(self.tr("New goods for it"), "F9")
        self.done_button = PrimaryButton(self.tr("Done"), self.tr("Enter"), large=False)
        self._advice = label("", "body", wrap=True)
        self._advice.setProperty("ink", "amber")
        self.body.addWidget(self._notice)
        self.body.addWidget(self._advice)
        self.paper = paper(self.ticket, self.tr("Credit note"))
        self.body.addWidget(self.paper, 1)
        self.foot.addWidget(self.print_button)
        self.foot.addWidget(self._print_state, 1)
        self.foot.addWidget(self.exchange_button)
        self.foot.addWidget(self.done_button)
        self._keys = KeyMap(
            {
                "Return": self.done_requested.emit,
                "F12": self.done_requested.emit,
                "F9": self.exchange_requested.emit,
                "Ctrl+P": self.print_requested.emit,
                **page_keys(self.paper),
            },
            repeating=PAGES,
        )
        self.exchange_button.clicked.connect(self.exchange_requested)
        self._notice.action_pressed.connect(self.print_requested)
        self.print_button.clicked.connect(self.print_requested)
        self.done_button.clicked.connect(self.done_requested)

    def show_state(self, state: RefundPaperState) -> None:
        """Draw the whole view."""
        self.show_head(state.title, state.detail)
        self._notice.show_notice(state.notice)
        self._advice.setText(state.advice)
        show_or_hide(self._advice, shown=bool(state.advice))
        show_or_hide(self.print_button, shown=state.notice is None)
        show_or_hide(self.exchange_button, shown=state.can_exchange)
        self._print_state.setText(state.print_text)
        self.ticket.show_lines(state.lines)

    def focus_first(self) -> None:
        self.done_button.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._keys.press(event):
            super().keyPressEvent(event)
