"""Checking a PIN: attempts are counted before they are checked, persist, and slow down.

They never lock anybody out for ever (ledger rule 8): after the free tries each wrong PIN costs a
wait that grows to a maximum, and a clock that went back never makes a wait longer.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from app.use_cases.audit import note_down
from app.use_cases.rights import require_fresh_staff_list, today_at_store
from app.use_cases.till import Till
from domain.errors import NotAllowed
from domain.sentence import told
from domain.staff import PinPolicy, StaffMember, tries_left, wait_s_after
from storage.staff import PinAttempts
from sync.protocol.pins import PinVerifier, pin_matches, require_pin

_ONE_SECOND = timedelta(seconds=1)
_MINUTE_S = 60


class PinRefused(NotAllowed):
    """A PIN that was wrong or came too soon.

    ``tries_left`` more tries are free of a wait; ``wait_s`` seconds must pass first (0: try now).
    """

    def __init__(self, title: str, message: str, *, tries_left: int, wait_s: int) -> None:
        super().__init__(title, message)
        self.tries_left = tries_left
        self.wait_s = wait_s


@dataclass(frozen=True, slots=True, kw_only=True)
class _Attempt:
    member: StaffMember
    verifier: PinVerifier
    failures: int
    policy: PinPolicy


def check_pin(till: Till, staff_id: str, pin: str, purpose: str) -> StaffMember:
    """Return the person whose PIN this is; ``purpose`` names the attempt in the audit record.

    Two transactions around the slow check, none open during it. The attempt counts from before the
    check, so that pulling the plug is no free try. Raises PinRefused, BadInput (not a PIN),
    NotFound (nobody of that id on the list) and StaffListTooOld.
    """
    require_pin(pin)
    attempt = _count_attempt(till, staff_id)
    is_right = pin_matches(pin, attempt.verifier, till.pin_pepper)
    now = till.clock.now()
    with till.db.unit_of_work() as uow:
        if is_right:
            uow.staff.save_attempts(staff_id, PinAttempts())
        outcome = "pin_right" if is_right else "pin_wrong"
        note_down(
            uow, now, staff_id, (outcome, staff_id), {"for": purpose, "tries": attempt.failures}
        )
        uow.commit()
    if not is_right:
        raise _refused(attempt.failures, attempt.policy)
    return attempt.member


def _count_attempt(till: Till, staff_id: str) -> _Attempt:
    now = till.clock.now()
    with till.db.unit_of_work() as uow:
        require_fresh_staff_list(uow, now)
        policy = uow.rules.book().pin_policy(today_at_store(uow, now))
        member, verifier = uow.staff.get_staff(staff_id), uow.staff.get_verifier(staff_id)
        before = uow.staff.attempts(staff_id)
        wait_s = _wait_left_s(before, policy, now)
        failures = before.failures if wait_s else before.failures + 1
        next_wait_s = wait_s or wait_s_after(failures, policy)
        next_try_at = now + timedelta(seconds=next_wait_s) if next_wait_s else None
        uow.staff.save_attempts(staff_id, PinAttempts(failures=failures, next_try_at=next_try_at))
        uow.commit()
    if wait_s:
        raise _too_soon(failures, policy, wait_s)
    return _Attempt(member=member, verifier=verifier, failures=failures, policy=policy)


def _wait_left_s(attempts: PinAttempts, policy: PinPolicy, now: datetime) -> int:
    """Whole seconds still to wait: never more than the policy's wait, whatever the clock did."""
    if attempts.next_try_at is None:
        return 0
    left_s = -((now - attempts.next_try_at) // _ONE_SECOND)
    return max(0, min(left_s, wait_s_after(attempts.failures, policy)))


def _refused(failures: int, policy: PinPolicy) -> PinRefused:
    left, wait_s = tries_left(failures, policy), wait_s_after(failures, policy)
    if wait_s:
        return _too_soon(failures, policy, wait_s)
    tries = told("1 try") if left == 1 else told("{number} tries", number=left)
    return PinRefused(
        "That PIN is not right",
        told(
            "{tries} left before you must wait. Nothing is lost. Type the PIN again.", tries=tries
        ),
        tries_left=left,
        wait_s=0,
    )


def _too_soon(failures: int, policy: PinPolicy, wait_s: int) -> PinRefused:
    return PinRefused(
        "That PIN is not taken yet",
        told(
            "There were {failures} wrong PINs in a row. Wait {wait_s}, or choose"
            " somebody else. The sale is kept and nothing is lost.",
            failures=failures,
            wait_s=_duration(wait_s),
        ),
        tries_left=tries_left(failures, policy),
        wait_s=wait_s,
    )


def _duration(seconds: int) -> str:
    if seconds < _MINUTE_S:
        if seconds == 1:
            return told("1 second")
        return told("{number} seconds", number=seconds)
    minutes = -(-seconds // _MINUTE_S)
    return told("1 minute") if minutes == 1 else told("{number} minutes", number=minutes)
