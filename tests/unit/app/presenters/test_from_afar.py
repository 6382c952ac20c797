"""Asking from afar beside a PIN pad: asked, waited for, taken once, called off."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from app.counter.gallery_till import MemoryTill, sample_till
from app.presenters.from_afar import FromAfar
from app.presenters.inbox_asked import AskedRows
from app.presenters.inbox_rows import InboxDetail, InboxKind, InboxYes
from app.presenters.key_map import Dialog
from app.presenters.services import Desk
from app.presenters.sign_off import AfarState, SignAsk, SignOff, SignState
from app.use_cases.approve import Approval
from domain.errors import WorldFailure
from domain.staff import Permission
from sync.protocol.status import Link, SyncStatus
from tests.helpers.counter_desk import (
    SUPERVISOR_PIN,
    OpenFloor,
    RecordingView,
    WaitingRunner,
    a_desk,
    a_session,
)

ONLINE, OFFLINE = SyncStatus(link=Link.ONLINE), SyncStatus(link=Link.OFFLINE)
SIGN = Dialog.PAY_SIGN


class Counter:
    """A cashier whose claim needs a signature, at a till that is online."""

    def __init__(self, runner: WaitingRunner | None = None) -> None:
        self.till: MemoryTill = sample_till()
        self.session = a_session(self.till)
        self.floor = OpenFloor(session=self.session, dialog=SIGN)
        self.view: RecordingView[SignState] = RecordingView()
        self.asked_again: list[str] = []
        desk = self._desk(runner)
        self.sign: SignOff[str] = SignOff(desk, self.view)
        self.flow = FromAfar(desk, self.floor)
        self.flow.bind((self.sign,))
        self.done: list[str] = []
        self.signed: list[Approval] = []
        self.failure: Exception | None = None
        self.afar = self.till.cases.afar
        self.flow.on_status(ONLINE)
        self.begin()

    def _desk(self, runner: WaitingRunner | None) -> Desk:
        plain = a_desk(self.till, runner)
        payments = plain.services.payments
        paying = replace(payments.paying, ask_again=lambda: self.asked_again.append("asked"))
        services = replace(plain.services, payments=replace(payments, paying=paying))
        return replace(plain, services=services)

    def begin(self, title: str = "MMG claim of G$21,600") -> None:
        self.sign.start(
            self.session,
            SignAsk(title=title, audit="audit", deed=self._deed, on_done=self.done.append),
        )

    def _deed(self, yes: Approval) -> str:
        if self.failure is not None:
            raise self.failure
        self.signed.append(yes)
        return "made"

    @property
    def shown(self) -> AfarState:
        return self.view.last.afar

    def answer(self, state: str, answer: str = "") -> None:
        self.afar.become(state, answer)  # type: ignore[arg-type]  # states of an approval
        self.flow.on_status(ONLINE)

    def pass_time(self, minutes: int) -> None:
        self.till.clock.at += timedelta(minutes=minutes)
        self.flow.on_second(SIGN)


def test_a_yes_from_another_till_does_the_deed_once() -> None:
    at = Counter()
    assert (at.shown.button, at.shown.is_amber) == ("Ask from afar", False)
    at.flow.on_ask()
    assert at.shown.text.startswith("The other tills are asked. They have 10 minutes")
    assert at.shown.button == "Call it off"
    at.pass_time(1)
    assert "9 minutes" in at.shown.text
    at.flow.on_status(OFFLINE)
    assert at.shown.text.startswith("The link is gone")
    at.answer("approved")
    at.answer("used")
    at.flow.on_second(SIGN)

    assert at.done == ["made"]
    assert at.signed == [Approval(approved_by="staff-ra", permission=Permission.APPROVE)]
    assert at.afar.states() == ["used"]


def test_a_no_is_said_with_its_reason_and_it_can_be_asked_again() -> None:
    at = Counter()
    awaited = [at.flow.is_awaited]
    at.flow.on_ask()
    awaited.append(at.flow.is_awaited)
    at.answer("rejected", "The message is another one.")
    assert [*awaited, at.flow.is_awaited] == [False, True, False]
    assert at.shown.text == "Roxanne Adams said no: The message is another one."
    assert (at.shown.button, at.done) == ("Ask again", [])

    at.flow.on_ask()
    assert at.afar.states() == ["rejected", "asked"]


def test_without_a_link_the_till_says_why_and_what_instead() -> None:
    at = Counter()
    at.flow.on_status(OFFLINE)
    assert at.shown == AfarState(text=at.shown.text)
    assert at.shown.text.endswith("somebody here signs.")
    at.flow.on_ask()

    assert at.afar.asks == {}


def test_the_cashier_calls_it_off_by_key_by_esc_and_by_locking() -> None:
    at = Counter()
    at.flow.on_ask()
    at.flow.on_ask()
    assert at.shown.text.startswith("Called off")
    at.begin()
    at.flow.on_ask()
    assert not at.flow.on_dismissed(SIGN)
    at.begin()
    at.flow.on_ask()
    at.flow.on_locked()
    at.begin()
    at.flow.on_ask()
    at.begin("Another")

    assert at.afar.states() == ["cancelled"] * 4
    assert at.done == []


def test_nobody_waits_longer_than_the_time() -> None:
    at = Counter()
    at.flow.on_ask()
    at.pass_time(11)
    assert at.shown.text.startswith("Nobody answered in time")
    assert at.afar.states() == ["expired"]

    at.flow.on_ask()
    at.answer("expired")
    assert at.shown.text.startswith("Nobody answered in time")
    at.flow.on_second(SIGN)
    assert at.done == []


def test_somebody_who_comes_signs_in_place_and_what_was_asked_is_called_off() -> None:
    at = Counter()
    at.flow.on_ask()
    at.sign.on_pin_entered(SUPERVISOR_PIN)

    assert at.done == ["made"]
    assert at.afar.states() == ["cancelled"]


def test_an_answer_whose_deed_cannot_be_done_is_used_up_and_said() -> None:
    at = Counter()
    at.flow.on_ask()
    at.failure = WorldFailure("The disk is full", "Nothing was taken.")
    at.answer("approved")
    notice = at.view.last.notice
    assert notice is not None
    assert (notice.title, at.done) == ("The disk is full", [])

    at.failure = None
    at.flow.on_ask()
    at.answer("approved")
    assert at.done == ["made"]
    assert at.afar.states() == ["used", "used"]


def test_what_goes_wrong_while_asking_or_looking_is_said() -> None:
    at = Counter()
    at.afar.failure = WorldFailure("The disk is full", "Nothing was asked.")
    at.flow.on_ask()
    assert at.shown.text == "The disk is full. Nothing was asked."
    at.flow.on_ask()
    at.afar.failure = WorldFailure("The disk is slow", "Nothing is lost.")
    at.flow.on_status(ONLINE)

    assert at.afar.states() == ["asked"]


def test_nothing_is_asked_twice_or_elsewhere_and_late_words_find_nobody() -> None:
    runner = WaitingRunner()
    at = Counter(runner)
    runner.finish_all()
    at.flow.on_ask()
    assert at.shown.text.startswith("Asking the other tills")
    at.flow.on_ask()
    assert at.flow.is_busy
    at.flow.on_dismissed(SIGN)
    runner.finish_all()
    assert at.afar.states() == ["cancelled"]

    at.begin()
    runner.finish_all()
    at.flow.on_ask()
    runner.finish_all()
    at.flow.on_second(SIGN)
    at.flow.on_second(SIGN)
    at.afar.become("approved")
    at.flow.on_dismissed(SIGN)
    runner.finish_all()
    assert (at.done, at.afar.states()) == ([], ["cancelled", "cancelled"])
    at.floor.dialog = None
    at.begin()
    runner.finish_all()
    at.flow.on_ask()
    runner.finish_all()
    at.flow.on_status(OFFLINE)
    assert len(at.afar.asks) == 2


def test_an_answer_waits_while_somebody_here_types_a_pin() -> None:
    runner = WaitingRunner()
    at = Counter(runner)
    runner.finish_all()
    at.flow.on_ask()
    runner.finish_all()
    at.afar.become("approved")
    at.flow.on_second(SIGN)
    at.sign.on_pin_entered(SUPERVISOR_PIN)
    runner.finish_all()

    assert at.done == ["made"]
    assert at.afar.states() == ["cancelled"]


def test_a_dialog_that_asks_for_nothing_asks_nobody() -> None:
    till = sample_till()
    view: RecordingView[SignState] = RecordingView()
    desk = a_desk(till)
    sign: SignOff[str] = SignOff(desk, view)
    flow = FromAfar(desk, OpenFloor(session=a_session(till), dialog=SIGN))
    flow.bind((sign,))
    flow.on_status(ONLINE)
    sign.on_started()
    flow.on_ask()
    sign.go_on(lambda _session: Approval(approved_by="x", permission=Permission.APPROVE))

    assert till.cases.afar.asks == {}
    assert view.states == []


def test_central_is_asked_again_every_three_seconds_while_somebody_waits() -> None:
    at = Counter()
    at.flow.on_ask()
    for _ in range(7):
        at.flow.on_second(SIGN)
    at.flow.on_ask()
    for _ in range(7):
        at.flow.on_second(SIGN)

    assert at.asked_again == ["asked"] * 2


# ------------------------------------------------------------------ the one who is asked


def test_what_is_asked_elsewhere_is_a_row_of_the_desk_and_answered_once() -> None:
    till = sample_till()
    afar, session = till.cases.afar, a_session(till)
    afar.asked_elsewhere(till.clock)
    rows = AskedRows(till.services().cases.afar)
    (item,) = rows.list_items()
    assert (rows.kind, item.title) == (InboxKind.ASKED, "Asked: MMG claim of G$21,600")
    assert (item.detail, item.state_text) == (
        "Devon Ramsaroop, till GY03",
        "Waits 8 minutes more",
    )
    assert item.did_it == {"staff-dr"}

    detail = rows.show(item)
    yes_deed, no_deed = detail.deeds
    assert [fact.text for fact in detail.facts][1] == "The claim is above G$20,000."
    assert [fact.text for fact in detail.people] == ["Devon Ramsaroop", "GY03"]
    assert (yes_deed.key, no_deed.key, no_deed.did_it) == ("F12", "F8", item.did_it)
    approval = Approval(approved_by="staff-ra", permission=Permission.APPROVE)
    for deed, said in ((yes_deed, "Your yes"), (no_deed, "Your no")):
        yes = InboxYes(deed=deed, reason="Talked to them", evidence="", approval=approval)
        assert rows.carry_out(session, yes).startswith(said)

    assert [each.decision for each in afar.answers] == ["approve", "reject"]
    assert rows.list_items() == ()
    assert rows.show(item) == InboxDetail()


def test_another_till_that_asks_is_said_once_where_nothing_else_is_answered() -> None:
    at = Counter()
    at.floor.dialog = None
    at.afar.asked_elsewhere(at.till.clock)
    at.floor.is_free = False
    at.flow.on_status(ONLINE)
    assert at.floor.notices == []
    at.floor.is_free = True
    at.flow.on_status(ONLINE)
    at.flow.on_status(ONLINE)
    (notice,) = at.floor.notices
    assert notice is not None
    assert notice.title == "Another till asks for a supervisor"

    at.afar.others.clear()
    at.afar.list_failure = WorldFailure("The disk is slow", "Nothing is lost.")
    at.flow.on_status(ONLINE)
    at.flow.on_status(ONLINE)
    at.afar.asked_elsewhere(at.till.clock)
    at.flow.on_status(ONLINE)
    assert len(at.floor.notices) == 2
    at.floor.session = None
    at.flow.on_status(ONLINE)
    assert len(at.floor.notices) == 2
