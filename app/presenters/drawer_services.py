"""What the drawer's dialogs and the closing ask of the house, beyond the shift itself."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.use_cases.cash_rules import CashRules
from app.use_cases.move_cash import MoveCash, MovedCash
from app.use_cases.shift_report import XPaper
from app.use_cases.till import Session
from sync.protocol.shift_bodies import MoveReason


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawerServices:
    """Moves of cash, the X report, and the money that a drawer takes, the till's own first.

    ``kick_drawer`` and ``print_x`` wait for the printer.
    ``idle_lock_minutes`` is after how long a till left alone locks itself, None for never.
    """

    cash_rules: Callable[[], Sequence[CashRules]]
    move_cash: Callable[[Session, MoveCash], MovedCash]
    open_drawer: Callable[[Session, MoveReason], None]
    kick_drawer: Callable[[], None]
    read_x: Callable[[Session], XPaper]
    print_x: Callable[[XPaper], object]
    idle_lock_minutes: Callable[[], int | None]
