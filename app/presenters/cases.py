"""*Needs you*: the cases of this till, each with its reason, what it holds up and what to do."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from app.presenters import case_words, words
from app.presenters.floor import Floor, Flow
from app.presenters.key_map import Command, Dialog, Place
from app.presenters.notices import Notice, Tone
from app.presenters.people import PersonRow
from app.presenters.services import Desk
from app.presenters.signing import Asked, Signing
from app.presenters.standing import StandingNote, calm_text, notes_of
from app.presenters.when import clock_text
from app.use_cases.approve import Approval
from app.use_cases.cases import CaseView, Resend, sees_quiet_cases
from app.use_cases.corrections import FixField
from app.use_cases.standing import Standing
from app.use_cases.till import Session
from domain.staff import Permission
from sync.protocol.status import SyncStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRow:
    """One case in the list: ``state_text`` says how far it is."""

    title: str
    subject: str
    state_text: str
    is_new: bool

    @property
    def spoken(self) -> str:
        return words.listed(self.title, self.subject, self.state_text)


@dataclass(frozen=True, slots=True, kw_only=True)
class CasesState:
    """The whole panel. ``can_send`` says that the chosen case can be put right here and now."""

    count_text: str = ""
    rows: tuple[CaseRow, ...] = ()
    chosen: int = -1
    empty_text: str = ""
    heading: str = ""
    when_text: str = ""
    message: str = ""
    blocked: str = ""
    next_step: str = ""
    fix_text: str = ""
    approvers: tuple[PersonRow, ...] = ()
    approver: int = -1
    prompt: str = ""
    pin_message: str = ""
    wait_s: int = 0
    can_read: bool = False
    can_send: bool = False
    is_busy: bool = False
    notice: Notice | None = None


class CasesViewPort(Protocol):
    """The panel, as the presenter knows it."""

    def show_state(self, state: CasesState) -> None: ...

    def show_fields(self, fields: tuple[FixField, ...]) -> None: ...

    def clear_pin(self) -> None: ...


class CasesPresenter(Flow):
    """Shows the cases, and below them what waits; turns *read* and *send again* into use cases."""

    commands = frozenset({Command.NEEDS_YOU})
    places = frozenset(Place)
    dialogs = frozenset({Dialog.CASES})

    def __init__(self, desk: Desk, view: CasesViewPort, floor: Floor) -> None:
        self._desk = desk
        self._floor = floor
        self._view = view
        self._session: Session | None = None
        self._cases: tuple[CaseView, ...] | None = None
        self._notes: tuple[StandingNote, ...] = ()
        self._standing = Standing()
        self._status: SyncStatus | None = None
        self._chosen = -1
        self._wanted = ""
        self._values: list[str] = []
        self._signing = Signing(desk, view, self._show)

    @property
    def is_busy(self) -> bool:
        """Whether something is being saved: nobody goes elsewhere in that moment."""
        return self._signing.is_busy

    def on_command(self, _command: Command) -> None:
        """Open the panel and look afresh, for the person who is signed in."""
        session = self._floor.session
        if session is None:
            return
        self._floor.open_dialog(Dialog.CASES)
        self._session = session
        self._cases, self._chosen = None, -1
        self._signing.begin()
        self._show_case()
        self._signing.look(session, Permission.APPROVE)
        self._reload()

    def open_case(self, case_id: str) -> None:
        """Open the panel at one case: the supervisor's desk leads here."""
        self._wanted = case_id
        self.on_command(Command.NEEDS_YOU)

    def on_desk(self) -> None:
        """F6: to the supervisor's desk, where these cases stand among all that waits."""
        if self._session is not None and not self.is_busy:
            self._floor.close_dialog()
            self._floor.go(Place.DESK)

    def on_status(self, status: SyncStatus) -> None:
        """What waits is told anew while the panel is open."""
        self._status = status
        if self._floor.dialog is Dialog.CASES:
            self._reload()

    def on_row_moved(self, rows: int) -> None:
        if self._row_count:
            self.on_row_chosen(min(max(self._chosen + rows, 0), self._row_count - 1))

    def on_row_chosen(self, row: int) -> None:
        if 0 <= row < self._row_count and row != self._chosen:
            self._chosen, self._signing.notice = row, None
            self._signing.clear_message()
            self._show_case()

    def on_value_typed(self, index: int, text: str) -> None:
        if 0 <= index < len(self._values):
            self._values[index] = text
            self._signing.clear_message()

    def on_approver_chosen(self, row: int) -> None:
        self._signing.on_approver_chosen(row)

    def on_read(self) -> None:
        """F4: the one who is signed in has read it; a settled case leaves the list."""
        case, session = self._case(), self._session
        if case is None or session is None or self.is_busy:
            return
        self._signing.is_busy, self._signing.notice = True, None
        self._show()
        self._desk.runner.run(
            "write",
            lambda: self._desk.services.cases.acknowledge(session, case.case_id),
            self._done,
            self._signing.fail,
        )

    def on_pin_entered(self, pin: str) -> None:
        """Sign, and send the corrected operation as a new one."""
        case, session = self._case(), self._session
        if case is None or session is None or not _fields(case):
            return
        resend, values = self._desk.services.cases.resend, tuple(self._values)

        def deed(approval: Approval) -> str:
            request = Resend(case_id=case.case_id, values=values, approved_by=approval.approved_by)
            return resend(session, request)

        asked = Asked(permission=Permission.APPROVE, reason=case_words.reason(case.subject))
        self._signing.sign(pin, asked, deed, self._on_sent)

    def on_second(self, _dialog: Dialog) -> None:
        """Count down a wait after wrong PINs."""
        self._signing.on_second()

    def _done(self, _result: None) -> None:
        self._signing.is_busy = False
        self._reload()

    def _on_sent(self, subject: str) -> None:
        self._signing.notice = Notice(
            title=case_words.resent(), text=case_words.sent_again(subject), tone=Tone.WORKING
        )
        self._done(None)

    def _reload(self) -> None:
        services = self._desk.services.cases
        self._desk.runner.run(
            "read",
            lambda: (services.list_cases(), services.standing()),
            self._on_looked,
            self._signing.fail,
        )

    def _on_looked(self, seen: tuple[Sequence[CaseView], Standing]) -> None:
        cases, self._standing = seen
        before = self._case()
        self._cases = tuple(case for case in cases if self._may_see(case))
        self._notes = notes_of(self._status, self._standing, self._desk.profile.zone)
        ids = [case.case_id for case in self._cases]
        wanted, self._wanted = self._wanted or (before.case_id if before else ""), ""
        known = ids.index(wanted) if wanted in ids else -1
        self._chosen = known if known >= 0 else min(max(self._chosen, 0), self._row_count - 1)
        if known >= 0 and before == self._case():
            self._show()
        else:
            self._show_case()

    def _may_see(self, case: CaseView) -> bool:
        """What the law forbids to talk about is for supervisors, whoever stands at the counter."""
        sees = self._session is not None and sees_quiet_cases(self._session)
        return sees or not case.is_quiet

    def _case(self) -> CaseView | None:
        if not self._cases or not 0 <= self._chosen < len(self._cases):
            return None
        return self._cases[self._chosen]

    @property
    def _row_count(self) -> int:
        return len(self._cases or ()) + len(self._notes)

    def _note(self) -> StandingNote | None:
        at = self._chosen - len(self._cases or ())
        return self._notes[at] if self._cases is not None and 0 <= at < len(self._notes) else None

    def _show_case(self) -> None:
        """Draw another case: its fields anew, what was typed for the one before is forgotten."""
        case = self._case()
        fields = _fields(case)
        self._values = [field.text for field in fields]
        self._view.clear_pin()
        self._view.show_fields(fields)
        self._show()

    def _show(self) -> None:
        case, signed = self._case(), self._signing.told()
        can_fix = bool(_fields(case))
        open_count = sum(not each.closed_text for each in self._cases or ())
        self._view.show_state(
            CasesState(
                count_text=case_words.needs(open_count) if open_count else "",
                rows=(
                    *(_row(each) for each in self._cases or ()),
                    *(_note_row(each) for each in self._notes),
                ),
                chosen=self._chosen,
                empty_text=self._empty_text(),
                **_told(case, self._desk.profile.zone),
                **_note_told(self._note()),
                fix_text="" if can_fix else _fix_text(case),
                approvers=signed["approvers"] if can_fix else (),
                approver=signed["chosen"],
                prompt=signed["prompt"] if can_fix else "",
                pin_message=self._pin_message(signed["message"], can_fix=can_fix),
                wait_s=signed["wait_s"],
                can_read=case is not None and (not case.is_read or bool(case.closed_text)),
                can_send=can_fix and signed["chosen"] >= 0 and signed["wait_s"] == 0,
                is_busy=signed["is_busy"],
                notice=signed["notice"],
            )
        )

    def _empty_text(self) -> str:
        if self._cases != () or self._notes:
            return ""
        return f"{case_words.nothing()}\n{calm_text(self._standing, self._desk.profile.zone)}"

    def _pin_message(self, message: str, *, can_fix: bool) -> str:
        return case_words.no_approver() if can_fix and self._signing.is_empty else message


def _fields(case: CaseView | None) -> tuple[FixField, ...]:
    """What may be typed anew; nothing while a correction waits for central's word."""
    return () if case is None or case.is_resent else case.fields


def _fix_text(case: CaseView | None) -> str:
    if case is None:
        return ""
    return case_words.resent() if case.is_resent else case_words.not_here()


def _row(case: CaseView) -> CaseRow:
    if case.closed_text:
        state = case_words.closed("").strip()
    elif case.is_resent:
        state = case_words.resent()
    else:
        state = case_words.read() if case.is_read else case_words.new()
    is_new = not case.is_read and not case.closed_text
    return CaseRow(title=case.title, subject=case.subject, state_text=state, is_new=is_new)


def _note_row(note: StandingNote) -> CaseRow:
    return CaseRow(
        title=note.title,
        subject=note.subject,
        state_text=note.state_text,
        is_new=note.needs_person,
    )


def _note_told(note: StandingNote | None) -> dict[str, str]:
    """The words of what waits, where a case's words would stand."""
    if note is None:
        return {}
    return {
        "heading": note.title,
        "when_text": note.subject,
        "message": note.message,
        "next_step": case_words.next_step(note.next_step),
    }


def _told(case: CaseView | None, zone: str) -> dict[str, str]:
    """The words of the chosen case; what was settled says so in place of what to do."""
    if case is None:
        return {}
    settled = case_words.closed(case.closed_text) if case.closed_text else ""
    return {
        "heading": case.title,
        "when_text": words.beside(case.subject, clock_text(case.opened_at, zone)),
        "message": case.message,
        "blocked": "" if settled or not case.blocked else case_words.blocked(case.blocked),
        "next_step": settled or case_words.next_step(case.next_step),
    }
