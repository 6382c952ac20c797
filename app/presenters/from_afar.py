"""Asking from afar, in every dialog where somebody signs: ask, wait, go on, or be told no."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from app.presenters import afar_words as words
from app.presenters.floor import Floor, Flow
from app.presenters.key_map import Dialog
from app.presenters.notices import Notice, notice_of
from app.presenters.pay_code import ASK_EVERY_S
from app.presenters.services import Desk
from app.presenters.sign_off import AfarState, SignOff
from app.presenters.when import wait_text
from app.use_cases.answer_asked import AskedRow
from app.use_cases.ask_from_afar import AskFromAfar, AskSeen, Why
from app.use_cases.till import Session
from domain.remote_approval import RemoteAsk
from sync.protocol.status import Link, SyncStatus


class FromAfar(Flow):
    """Runs ``ask_from_afar``, ``cancel_ask`` and ``take_answer`` beside the PIN pad.

    Whoever stands at the till can sign all the while: then what was asked is called off.
    """

    dialogs = frozenset({Dialog.PAY_SIGN, Dialog.LINE_SIGN, Dialog.SHIFT_SIGN, Dialog.REFUND_SIGN})

    def __init__(self, desk: Desk, floor: Floor) -> None:
        self._desk = desk
        self._floor = floor
        self._sign: SignOff[Any] | None = None
        self._session: Session | None = None
        self._waiting: RemoteAsk | None = None
        self._said = ""
        self._is_online = False
        self._is_saving = False
        self._is_looking = False
        self._seconds = 0
        self._known: frozenset[str] = frozenset()
        self._is_listing = False

    def bind(self, signs: Iterable[SignOff[Any]]) -> None:
        """Say in which dialogs it can be asked; called once, when they are there."""
        for sign in signs:
            self._bind_one(sign)

    @property
    def is_busy(self) -> bool:
        return self._is_saving

    def on_ask(self) -> None:
        """F4: ask the other tills, or call off what is asked."""
        sign = self._sign
        if sign is None or sign.is_busy or self._is_saving or not self._is_here:
            return
        if self._waiting is not None:
            self._call_off("pressed", words.called_off())
        elif self._is_online:
            self._begin(sign)

    @property
    def is_awaited(self) -> bool:
        return self._waiting is not None

    def on_status(self, status: SyncStatus) -> None:
        """The engine has news: an answer may have come."""
        self._is_online = status.link is not Link.OFFLINE
        if self._is_here:
            self._look()
            self._show()
        elif self._floor.session is not None and not self._is_listing:
            self._is_listing = True
            list_asked = self._desk.services.cases.afar.list_asked
            self._desk.runner.run("read", list_asked, self._on_others, self._on_no_list)

    def on_second(self, dialog: Dialog) -> None:
        """Count down; when the time is over, wait no more."""
        del dialog
        waiting = self._waiting
        if waiting is None:
            return
        if self._left(waiting) <= timedelta(0):
            self._call_off("expired", words.nobody_answered())
        else:
            self._seconds += 1
            if self._seconds % ASK_EVERY_S == 0:
                self._desk.services.payments.paying.ask_again()
            self._look()
            self._show()

    def on_dismissed(self, dialog: Dialog) -> bool:
        """Esc: nobody waits here any more; the dialog's own flow says what follows."""
        del dialog
        self._leave()
        return False

    def on_locked(self) -> None:
        self._leave()

    def _on_others(self, rows: Sequence[AskedRow]) -> None:
        """Somebody asks at another till: say so once, where nothing else is being answered."""
        self._is_listing = False
        waiting = frozenset(row.asked.approval_id for row in rows)
        if waiting <= self._known:
            self._known = waiting
        elif self._floor.is_free:
            self._known = waiting
            self._floor.notify(Notice(title=words.somebody_asks(), text=words.open_the_desk()))

    def _on_no_list(self, error: Exception) -> None:
        """A list that can't be read now is read at the next news, and said at the desk."""
        del error
        self._is_listing = False

    def _bind_one(self, sign: SignOff[Any]) -> None:
        def started() -> None:
            self._leave()
            self._sign = sign
            self._show()

        sign.on_started, sign.on_ended = started, self._leave

    def _begin(self, sign: SignOff[Any]) -> None:
        asked, services = sign.asked, self._desk.services.cases.afar
        if asked is None:
            return
        session, title, detail, reason, audit = asked
        request = AskFromAfar(
            approval_id=services.new_id(), title=title, detail=detail, reason=reason, audit=audit
        )
        self._session, self._is_saving, self._said = session, True, ""
        self._show()
        self._desk.runner.run(
            "write",
            lambda: services.ask(session, request),
            lambda made: self._on_asked(sign, made),
            self._on_failed,
        )

    def _on_asked(self, sign: SignOff[Any], made: RemoteAsk) -> None:
        self._is_saving = False
        self._waiting = made
        if self._sign is sign:
            self._show()
        else:  # gone back meanwhile
            self._call_off("pressed", "")

    def _look(self) -> None:
        waiting = self._waiting
        if waiting is None or self._is_looking or self._is_saving:
            return
        find = self._desk.services.cases.afar.find
        self._is_looking = True
        self._desk.runner.run(
            "read",
            lambda: find(waiting.approval_id),
            lambda seen: self._on_seen(waiting, seen),
            self._on_failed,
        )

    def _on_seen(self, waiting: RemoteAsk, seen: AskSeen) -> None:
        self._is_looking = False
        sign, take = self._sign, self._desk.services.cases.afar.take
        if self._waiting is not waiting or sign is None or sign.is_busy or self._is_saving:
            return
        if seen.ask.state == "asked":
            return
        self._waiting = None
        if seen.ask.state == "approved":
            self._said = ""
            self._show()
            sign.go_on(lambda session: take(session, waiting.approval_id))
            return
        is_no = seen.ask.state == "rejected"
        self._said = (
            words.said_no(seen.by_name, seen.ask.answer) if is_no else words.nobody_answered()
        )
        self._show()

    def _call_off(self, why: Why, said: str) -> None:
        waiting, session = self._waiting, self._session
        if waiting is None or session is None or self._is_saving:
            return
        cancel = self._desk.services.cases.afar.cancel
        self._waiting, self._said, self._is_saving = None, said, True
        self._desk.runner.run(
            "write",
            lambda: cancel(session, waiting.approval_id, why),
            lambda _off: self._on_called_off(),
            self._on_failed,
        )

    def _on_called_off(self) -> None:
        self._is_saving = False
        self._show()

    def _on_failed(self, error: Exception) -> None:
        self._is_saving, self._is_looking = False, False
        notice = notice_of(error)
        self._said = f"{notice.title}. {notice.text}"
        self._show()

    def _leave(self) -> None:
        """The dialog is gone, or the deed is done: whoever was asked need not answer."""
        self._call_off("pressed", "")
        self._sign, self._said = None, ""

    @property
    def _is_here(self) -> bool:
        return self._floor.dialog in self.dialogs

    def _left(self, waiting: RemoteAsk) -> timedelta:
        return waiting.expires_at - self._desk.clock.now()

    def _show(self) -> None:
        if self._sign is not None:
            self._sign.show_afar(self._state())

    def _state(self) -> AfarState:
        waiting = self._waiting
        if self._is_saving and waiting is None and not self._said:
            return AfarState(text=words.asking(), is_amber=True)
        if waiting is not None:
            left = wait_text(max(1, int(self._left(waiting).total_seconds())))
            text = words.waiting(left) if self._is_online else words.waiting_offline(left)
            return AfarState(text=text, button=words.call_off(), is_amber=True)
        if not self._is_online:
            return AfarState(text=self._said or words.offline(), is_amber=bool(self._said))
        if self._said:
            return AfarState(text=self._said, button=words.ask_again(), is_amber=True)
        return AfarState(text=words.can_ask(), button=words.ask())
