"""What presenters are tested with: views that record, a runner that waits, a till in memory."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from typing import Any, Generic, TypeVar

from app.counter.gallery_till import PROFILE, MemoryTill, RightAway, sample_till
from app.presenters.flows import FlowViews
from app.presenters.frame import FrameState
from app.presenters.inbox import InboxViews
from app.presenters.key_map import Dialog, KeyHint, Place
from app.presenters.notices import Notice
from app.presenters.paying import PayingViews
from app.presenters.returns import ReturnsViews
from app.presenters.services import Desk
from app.presenters.tasks import Lane, TaskRunner
from app.use_cases.till import Session
from domain.shift import Shift
from domain.staff import Role

S = TypeVar("S")
T = TypeVar("T")

CASHIER_PIN, SUPERVISOR_PIN = "2580", "9630"


@dataclass
class RecordingView(Generic[S]):
    """Keeps every state shown, and the names of the other things asked of it."""

    states: list[S] = field(default_factory=list)
    asked: list[tuple[str, Any]] = field(default_factory=list)

    def show_state(self, state: S) -> None:
        self.states.append(state)

    @property
    def last(self) -> S:
        return self.states[-1]

    def clear_pin(self) -> None:
        self.asked.append(("clear_pin", None))

    def show_fields(self, fields: object) -> None:
        self.asked.append(("show_fields", fields))

    def clear_entries(self) -> None:
        self.asked.append(("clear_entries", None))

    def clear_search(self) -> None:
        self.asked.append(("clear_search", None))

    def focus_search(self) -> None:
        self.asked.append(("focus_search", None))

    def type_text(self, text: str) -> None:
        self.asked.append(("type_text", text))

    def focus_price(self) -> None:
        self.asked.append(("focus_price", None))

    def focus_count(self) -> None:
        self.asked.append(("focus_count", None))

    def set_weight(self, text: str) -> None:
        self.asked.append(("set_weight", text))

    def set_amount(self, text: str) -> None:
        self.asked.append(("set_amount", text))

    def ask_photo(self) -> None:
        self.asked.append(("ask_photo", None))

    def focus_amount(self) -> None:
        self.asked.append(("focus_amount", None))

    def set_phone(self, text: str) -> None:
        self.asked.append(("set_phone", text))

    def focus_phone(self) -> None:
        self.asked.append(("focus_phone", None))

    def set_number(self, text: str) -> None:
        self.asked.append(("set_number", text))

    def set_note(self, text: str) -> None:
        self.asked.append(("set_note", text))

    def show_ways(self, state: object) -> None:
        self.asked.append(("show_ways", state))

    def show_buyer(self, state: object) -> None:
        self.asked.append(("show_buyer", state))

    def fill_buyer(self, name: str, lot_street: str) -> None:
        self.asked.append(("fill_buyer", (name, lot_street)))

    def show_text(self, text: str) -> None:
        self.asked.append(("show_text", text))

    def set_code(self, text: str) -> None:
        self.asked.append(("set_code", text))

    def set_fields(self, texts: object) -> None:
        self.asked.append(("set_fields", texts))

    def set_word(self, name: str, text: str) -> None:
        self.asked.append(("set_word", (name, text)))

    def focus_word(self, name: str) -> None:
        self.asked.append(("focus_word", name))

    def focus_pin(self) -> None:
        self.asked.append(("focus_pin", None))

    def focus_code(self) -> None:
        self.asked.append(("focus_code", None))

    def focus_field(self, key: str) -> None:
        self.asked.append(("focus_field", key))

    def enter_page(self) -> None:
        self.asked.append(("enter_page", None))


@dataclass
class RecordingShell:
    """The window as the flow sees it."""

    frames: list[FrameState] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    dialogs: list[Dialog | None] = field(default_factory=list)
    notices: list[Notice | None] = field(default_factory=list)
    keys: list[tuple[KeyHint, ...]] = field(default_factory=list)

    def show_frame(self, state: FrameState) -> None:
        self.frames.append(state)

    def show_place(self, place: Place) -> None:
        self.places.append(place)

    def open_dialog(self, dialog: Dialog) -> None:
        self.dialogs.append(dialog)

    def close_dialog(self) -> None:
        self.dialogs.append(None)

    def show_notice(self, notice: Notice | None) -> None:
        self.notices.append(notice)

    def show_keys(self, keys: tuple[KeyHint, ...]) -> None:
        self.keys.append(keys)


@dataclass
class OpenFloor:
    """A counter at the sale where nothing stands in the way; it keeps what flows ask of it."""

    session: Session | None = None
    shift: Shift | None = None
    place: Place = Place.SALE
    dialog: Dialog | None = None
    is_free: bool = True
    asked: list[tuple[str, object]] = field(default_factory=list)
    notices: list[Notice | None] = field(default_factory=list)

    def open_dialog(self, dialog: Dialog) -> None:
        self.dialog = dialog
        self.asked.append(("open_dialog", dialog))

    def close_dialog(self) -> None:
        self.dialog = None
        self.asked.append(("close_dialog", None))

    def back_to_cart(self) -> None:
        self.dialog = None
        self.asked.append(("back_to_cart", None))

    def go(self, place: Place) -> None:
        self.place = place
        self.asked.append(("go", place))

    def notify(self, notice: Notice | None) -> None:
        self.notices.append(notice)

    def show_frame(self) -> None:
        self.asked.append(("show_frame", None))

    def on_lock(self) -> None:
        self.asked.append(("on_lock", None))


def recording_flow_views() -> FlowViews:
    """A recording view for each flow, whichever there are."""
    views: dict[str, Any] = {each.name: RecordingView[Any]() for each in fields(FlowViews)}
    views["returns"] = ReturnsViews(
        place=RecordingView(), sign=RecordingView(), paper=RecordingView()
    )
    views["practice"] = ()
    views["inbox"] = InboxViews(place=RecordingView(), sign=RecordingView())
    views["paying"] = PayingViews(
        claim=RecordingView(),
        sign=RecordingView(),
        code=RecordingView(),
        phone=RecordingView(),
        identity=RecordingView(),
    )
    return FlowViews(**views)


class WaitingRunner:
    """Holds every job until a test lets it go, in any order."""

    def __init__(self) -> None:
        self.jobs: list[tuple[Lane, Callable[[], None]]] = []

    def run(
        self,
        lane: Lane,
        op: Callable[[], T],
        on_done: Callable[[T], None],
        on_error: Callable[[Exception], None],
    ) -> None:
        self.jobs.append((lane, lambda: RightAway().run(lane, op, on_done, on_error)))

    def finish(self, index: int = 0) -> None:
        """Run one of the jobs that wait."""
        _, job = self.jobs.pop(index)
        job()

    def finish_all(self, most: int = 100) -> None:
        """Run what waits, and what that asked for, up to a bound."""
        for _ in range(most):
            if not self.jobs:
                return
            self.finish()
        raise AssertionError("jobs kept asking for jobs")


def a_desk(till: MemoryTill | None = None, runner: TaskRunner | None = None) -> Desk:
    """A desk over a till in memory; jobs run at once unless a runner is given."""
    used = till or sample_till()
    return Desk(
        services=used.services(),
        runner=runner or RightAway(),
        clock=used.clock,
        profile=PROFILE,
    )


def a_session(till: MemoryTill, role: Role = Role.CASHIER) -> Session:
    """The first person of the sample with this role, signed in now."""
    member = next(each for each, _ in till.staff if each.role is role)
    return Session(
        staff_id=member.staff_id,
        name=member.name,
        role=member.role,
        signed_in_at=till.clock.now(),
    )
