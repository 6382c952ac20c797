"""Cash leaves the drawer or comes into it without a sale; or somebody only opens it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Literal

from app.use_cases.audit import note_down
from app.use_cases.operations import Said, append_operation, personal_part
from app.use_cases.ports import DrawerFailure
from app.use_cases.receipt_header import receipt_header
from app.use_cases.rights import require_seller
from app.use_cases.second_person import may_sign, require_signer
from app.use_cases.shift_bodies import drawer_moved_body
from app.use_cases.start_stream import ensure_stream
from app.use_cases.till import Session, Till
from app.use_cases.typed_text import require_words
from domain.cash_slip import CashSlip, render_slip
from domain.drawer import DrawerEntry
from domain.errors import BadInput, RuleBroken
from domain.money import Money
from domain.money_text import format_money
from domain.paper import text_paper
from domain.sentence import as_told, told
from domain.shift import Shift
from domain.shift_figures import figure_of_no_sale
from domain.shift_rules import cash_move_rule, drawer_currencies
from storage.print_jobs import NewPrint
from storage.unit_of_work import UnitOfWork
from sync.protocol.shift_bodies import MoveReason

Move = Literal["drop", "pay_in", "pay_out"]

REASONS: Mapping[str, tuple[MoveReason, ...]] = MappingProxyType(
    {
        "drop": ("safe", "bank"),
        "pay_in": ("change", "bank", "other"),
        "pay_out": ("supplier", "fuel", "post", "petty", "other"),
        "no_sale": ("change", "customer", "check", "other"),
    }
)
"""Which reasons there are for each move, the usual one first."""

NOT_IN_DRAWER = "drawer_tried_too_much"
_NOTE_MAX = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveCash:
    """What is moved, and why: ``amount`` is above zero whichever way it goes.

    ``note`` says what the reason's code does not. ``approved_by`` is who signed with a PIN, where
    the rules ask for it (rule ``cash_moves``).
    """

    move: Move
    amount: Money
    reason: MoveReason
    note: str = ""
    approved_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedCash:
    """A move that is on the disk. ``slip_id`` is its paper, which waits in the queue."""

    entry: DrawerEntry
    slip_id: str
    slip_lines: tuple[str, ...]


def move_cash(till: Till, session: Session, request: MoveCash) -> MovedCash:
    """Write a drop, a pay-in or a pay-out into the drawer's ledger, with its slip, in one go.

    Raises RuleBroken (``no_shift``; ``not_in_drawer`` for more than there should be;
    ``needs_signature``), NotAllowed, and BadInput for an amount or reason that makes no sense.
    Nothing is printed here, nor does the drawer open: the slip's job does both.
    """
    ensure_stream(till)
    now = till.clock.now()
    with till.db.unit_of_work() as uow:
        shift = require_seller(uow, session)
        _require_sense(uow, shift, request)
        _require_signature(uow, session, shift, request)
        _require_cash(uow, session, request, now)
        sign = 1 if request.move == "pay_in" else -1
        entry = _entry(session, shift, now, (request.move, request.amount * sign, request.reason))
        _write(uow, till, session, (entry, request.note.strip(), request.approved_by))
        lines = _slip_lines(uow, till, request, entry)
        slip_id = f"move-{till.ids.new_id()}"
        slip = NewPrint(
            job_id=slip_id,
            kind="slip",
            subject=request.move,
            paper=text_paper(lines),
            opens_drawer=True,
        )
        uow.prints.add(slip, now)
        uow.commit()
    return MovedCash(entry=entry, slip_id=slip_id, slip_lines=lines)


def open_drawer(till: Till, session: Session, reason: MoveReason) -> None:
    """Count that the drawer is opened without a sale; ``kick_drawer`` then opens it.

    The two are apart because the drawer hangs on the printer, which may take its time.
    Raises RuleBroken (``no_shift``), NotAllowed, and BadInput for a reason that is none.
    """
    ensure_stream(till)
    now = till.clock.now()
    with till.db.unit_of_work() as uow:
        shift = require_seller(uow, session)
        if reason not in REASONS["no_sale"]:
            raise _no_reason()
        nothing = Money.zero(shift.opening_float.currency)
        entry = _entry(session, shift, now, ("no_sale", nothing, reason))
        _write(uow, till, session, (entry, "", None))
        opened = figure_of_no_sale(session.staff_id, reason, nothing.currency)
        uow.figures.add(shift.number, (opened,))
        uow.commit()


def kick_drawer(till: Till) -> None:
    """Open the drawer that was counted as opened. It waits for the printer: lane ``device`` only.

    Raises DrawerFailure: it did not open, and stays counted all the same.
    """
    try:
        till.printer.kick_drawer()
    except DrawerFailure as error:
        raise DrawerFailure(
            error.title,
            told(
                "{message} Nothing is lost. Use the key, or press F10 to try again.",
                message=as_told(error.message),
            ),
        ) from error


def needs_signature(till: Till, session: Session, request: MoveCash) -> bool:
    """Tell whether a second person would be asked to sign for this move now.

    Raises RuleBroken (``no_shift``) and NotAllowed.
    """
    with till.db.reading() as uow:
        shift = require_seller(uow, session)
        on, amount = shift.business_date, request.amount
        rule = cash_move_rule(uow.rules.book(), amount.currency, on)
        asks = rule.needs_signature(request.move, amount.amount_minor)
        return asks and may_sign(uow, session, on)


def _entry(
    session: Session,
    shift: Shift,
    now: datetime,
    what: tuple[Literal["drop", "pay_in", "pay_out", "no_sale"], Money, str],
) -> DrawerEntry:
    kind, amount, reason = what
    return DrawerEntry(
        shift_number=shift.number,
        at=now,
        by=session.staff_id,
        kind=kind,
        currency=amount.currency,
        amount_minor=amount.amount_minor,
        subject=reason,
    )


def _write(
    uow: UnitOfWork, till: Till, session: Session, moved: tuple[DrawerEntry, str, str | None]
) -> None:
    """The entry, its operation and its audit; typed words only in the personal part."""
    entry, note, approved_by = moved
    shift = uow.shifts.get_open()
    uow.drawer.add(entry)
    append_operation(
        uow,
        till,
        Said(by=session.staff_id, at=entry.at, day=shift.business_date),
        drawer_moved_body(entry, approved_by),
        (personal_part(till, session.staff_id, {"note": note}),) if note else (),
    )
    note_down(
        uow,
        entry.at,
        session.staff_id,
        (f"drawer_{entry.kind}", str(entry.shift_number)),
        {"amount_minor": entry.amount_minor, "currency": entry.currency, "reason": entry.subject},
    )


def _require_sense(uow: UnitOfWork, shift: Shift, request: MoveCash) -> None:
    require_words(request.note)
    own = shift.opening_float.currency
    known = drawer_currencies(uow.rules.book(), own, shift.business_date)
    if request.amount.currency not in known or request.amount.amount_minor <= 0:
        raise BadInput(
            "Check the amount",
            told(
                "Type an amount above zero, in {known}. Nothing was changed.",
                known=" or ".join(known),
            ),
        )
    if request.reason not in REASONS[request.move]:
        raise _no_reason()
    if len(request.note) > _NOTE_MAX or (request.reason == "other" and not request.note.strip()):
        raise BadInput(
            "Say what it is for",
            told(
                "Type a note of at most {note_max} characters, or choose another"
                " reason. Nothing was changed.",
                note_max=_NOTE_MAX,
            ),
        )


def _require_cash(uow: UnitOfWork, session: Session, request: MoveCash, now: datetime) -> None:
    """More than a drawer should hold is a slip of the finger; how much it should is not told.

    The count is blind: who tries amounts until one is taken finds it out, so every try is kept, and
    what needs a signature is signed before it is held against the drawer.
    """
    number, amount = uow.shifts.get_open().number, request.amount
    holds_minor = uow.drawer.sums(number).get(amount.currency, 0)
    if request.move != "pay_in" and amount.amount_minor > holds_minor:
        detail: dict[str, int | str] = {
            "amount_minor": amount.amount_minor,
            "currency": amount.currency,
            "move": request.move,
        }
        note_down(uow, now, session.staff_id, (NOT_IN_DRAWER, str(number)), detail)
        uow.commit()
        raise RuleBroken(
            "There is not so much in the drawer",
            told(
                "The drawer should hold less than {amount}. Nothing was changed. Count"
                " what you take out, and type it again.",
                amount=format_money(request.amount),
            ),
            "not_in_drawer",
        )


def _require_signature(uow: UnitOfWork, session: Session, shift: Shift, request: MoveCash) -> None:
    on, amount = shift.business_date, request.amount
    rule = cash_move_rule(uow.rules.book(), amount.currency, on)
    if request.approved_by is not None:
        require_signer(uow, session, request.approved_by, on)
    elif rule.needs_signature(request.move, amount.amount_minor) and may_sign(uow, session, on):
        raise RuleBroken(
            "A supervisor signs for this",
            told(
                "{amount} is more than you may move alone. Nothing was changed and"
                " nothing is lost. Ask a supervisor to type a PIN.",
                amount=format_money(amount),
            ),
            "needs_signature",
        )


def _slip_lines(
    uow: UnitOfWork, till: Till, request: MoveCash, entry: DrawerEntry
) -> tuple[str, ...]:
    approver = None if request.approved_by is None else uow.staff.find_staff(request.approved_by)
    header = receipt_header(uow, entry.by, uow.shifts.get_open().business_date)
    slip = CashSlip(entry=entry, approver_name="" if approver is None else approver.name)
    return render_slip(slip, header, columns=till.receipt_columns)


def _no_reason() -> BadInput:
    return BadInput(
        "Choose a reason",
        "It must be one of those that are shown. Nothing was changed. Choose one.",
    )
