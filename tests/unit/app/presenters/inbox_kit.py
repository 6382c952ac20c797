"""Somebody at the supervisor's desk, for the tests of its presenter."""

from __future__ import annotations

from typing import Any

from app.counter.gallery_inbox import ALLOWED, AT, fill_payments
from app.counter.gallery_till import MemoryTill, sample_till
from app.presenters.inbox import InboxExits, InboxPresenter, InboxViews
from app.presenters.inbox_count import InboxCount
from app.presenters.inbox_sign import InboxSignState
from app.presenters.inbox_sources import inbox_sources
from app.presenters.inbox_state import InboxState
from app.presenters.key_map import Command, Dialog, Place
from app.presenters.tasks import TaskRunner
from domain.staff import Role, StaffMember
from sync.protocol.status import Link, SyncStatus
from tests.helpers.counter_desk import (
    OpenFloor,
    RecordingView,
    a_desk,
    a_session,
)

SECOND_PIN = "7410"
SECOND = StaffMember(staff_id="staff-nk", name="Nadia Khan", role=Role.SUPERVISOR)
STATUS = SyncStatus(link=Link.OFFLINE)


class AtDesk:
    """Somebody at the desk, over a till in memory with everything waiting."""

    def __init__(
        self,
        role: Role = Role.SUPERVISOR,
        till: MemoryTill | None = None,
        runner: TaskRunner | None = None,
    ) -> None:
        self.till = till or a_full_till()
        self.place: RecordingView[InboxState] = RecordingView()
        self.dialog: RecordingView[InboxSignState] = RecordingView()
        self.floor = OpenFloor(a_session(self.till, role))
        self.opened: list[str] = []
        desk = a_desk(self.till, runner)
        sources = inbox_sources(desk)
        self.count = InboxCount(desk, sources, self.floor)
        self.presenter = InboxPresenter(
            desk,
            InboxViews(place=self.place, sign=self.dialog),
            self.floor,
            InboxExits(sources, self.opened.append, self.count.on_listed),
        )
        self.presenter.on_command(Command.DESK)
        assert self.floor.session is not None
        self.presenter.on_arrived(self.floor.session)

    @property
    def state(self) -> InboxState:
        return self.place.last

    @property
    def sign(self) -> InboxSignState:
        return self.dialog.last

    def asks(self, dialog: Dialog | None) -> bool:
        return self.floor.dialog is dialog

    def is_at(self, place: Place) -> bool:
        return self.floor.place is place

    def is_failing(self) -> bool:
        return self.state.notice is not None

    def last_asked(self) -> tuple[str, Any]:
        """What the dialog was asked for last."""
        return self.dialog.asked[-1]

    def choose(self, amount: str) -> None:
        """Go to the row of an amount."""
        rows = [row.amount_text for row in self.state.rows]
        self.presenter.on_row_chosen(rows.index(amount))

    def deed_keys(self) -> list[str]:
        assert self.state.detail is not None
        return [deed.key for deed in self.state.detail.deeds]

    def say(self, reason: str = "I saw it", evidence: str = "") -> None:
        self.presenter.sign.on_typed("reason", reason)
        self.presenter.sign.on_typed("evidence", evidence)

    def payment_state(self, number: int) -> str:
        return self.till.payments.paying.payments[f"pay-{number}"].state


def a_full_till() -> MemoryTill:
    till = sample_till()
    fill_payments(till.payments.paying)
    till.cases.inbox.allowed = ALLOWED
    till.staff = (*till.staff, (SECOND, SECOND_PIN))
    till.clock.at = AT
    return till
