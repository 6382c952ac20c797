"""One turn of the engine: exchange, tidy up, say how it stands, and plan the next turn.

No thread and no waiting here: the worker waits, and the simulator steps. Every way in which a turn
can fail ends in a plan to try again (sync rule 2.3): the engine has no state from which it does
not come back by itself.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial

from domain.errors import DataDamaged, WindwardError, WorldFailure
from domain.sentence import together, told
from sync.engine.allotments import keep_allotments
from sync.engine.backoff import wait_ms
from sync.engine.central_time import CLOCK_SKEW_S_MAX, date_advice, why_untrusted
from sync.engine.chores import Chores
from sync.engine.clock_watch import ClockWatch
from sync.engine.customer_waits import is_customer_waiting
from sync.engine.damage import leave_out_damage
from sync.engine.exchange import ExchangeResult, run_exchange
from sync.engine.parts import EngineParts
from sync.engine.ports import CertificateRefusedError, LinkDownError, RefusedError
from sync.engine.room import room_problem
from sync.engine.snapshot import continue_snapshot
from sync.engine.sums import doubt_of, recount_sums, repair_streams
from sync.protocol.status import Link, Problem, SyncStatus

IDLE_WAIT_MS = 15_000
"""How long to wait when both ends have everything. At most 60 s (design, section 2)."""
REFUSING_WAIT_MS = 60_000
"""How long where the disk has no room for news: each exchange brings the same again, in vain."""
TURNS_WITHOUT_WAIT_MAX = 1_000
_UNREADABLE = Problem(
    title="Some news from central could not be read",
    message=(
        "Selling goes on, but a price or a name may be old. Install the newest program, or call"
        " support if it is installed."
    ),
)
_UNITS = (("day", 86_400), ("hour", 3_600), ("minute", 60))


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """When the next turn is: after ``wait_ms``.

    A new operation shortens the wait only while the line is up, and not while ``gathers``: then
    it waits for others, because central is busy, unless a customer waits for central's answer.
    """

    wait_ms: int
    nudge_shortens: bool
    gathers: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seen:
    """What one reading tells of the till: how much waits, and rows that differ from central's."""

    waiting_count: int
    case_count: int
    quiet_count: int
    doubt: Problem | None = None


class EngineCycle:
    """The engine's turns, and the status that follows from them.

    ``on_status`` gets every new status, on the thread that turns.
    """

    def __init__(self, parts: EngineParts, *, on_status: Callable[[SyncStatus], None]) -> None:
        self._parts = parts
        self._on_status = on_status
        self._failures = 0
        self._turns_without_wait = 0
        self._turn = 0
        self._checked_on: date | None = None
        self._damage: Problem | None = None
        self._is_clock_vouched = False
        self._watch = ClockWatch(parts)
        self._chores = Chores(parts)
        self._unreadable_count = 0
        self._status = SyncStatus(link=Link.OFFLINE, since_at=parts.clock.now())

    @property
    def status(self) -> SyncStatus:
        """How it stands now."""
        return self._status

    def turn(self) -> Plan:
        """Do one turn. The world's failures become a status and a plan.

        Only our own bugs are raised.
        """
        self._is_clock_vouched = False
        plan = self._exchange()
        with suppress(WindwardError):
            self._watch.look(heard=self._failures == 0)
        with suppress(WindwardError):
            if keep_allotments(self._parts, is_clock_vouched=self._is_clock_vouched):
                self.refresh_waiting()
                plan = replace(plan, wait_ms=0) if plan.nudge_shortens else plan
        self._chores.do()
        with suppress(WindwardError):
            self._check_daily()
        return plan

    def _exchange(self) -> Plan:
        try:
            result = run_exchange(self._parts, self._turn)
            result = self._with_snapshot(result)
        except CertificateRefusedError as error:
            return self._after_untrusted(error)
        except LinkDownError as error:
            return self._after_failure(Link.OFFLINE, None, retry_after_s=error.retry_after_s)
        except DataDamaged as error:
            return self._after_damage(error)
        except WindwardError as error:
            return self._after_failure(Link.NEEDS_YOU, error)
        self._turn += 1
        with suppress(WindwardError):  # the next comparison tells again
            repair_streams(self._parts, result.differing)
        if not result.complete and not result.advanced and not result.refused:
            return self._after_failure(Link.OFFLINE, None)
        return self._after_success(result)

    def _with_snapshot(self, result: ExchangeResult) -> ExchangeResult:
        """Go on with the snapshot under way, if any; what it brought counts with the exchange."""
        let_through = partial(run_exchange, self._parts, self._turn)
        taken = continue_snapshot(self._parts, let_through)
        if taken is None:
            return result
        unreadable_count = result.unreadable_count + taken.unreadable_count
        result = replace(result, unreadable_count=unreadable_count)
        if taken.refused:
            return result.without_room()
        return replace(result, advanced=True, more=True)

    def _after_untrusted(self, refused: CertificateRefusedError) -> Plan:
        """Say what is wrong with the date or the certificate; a stranger is a line that is down."""
        said: WindwardError = refused
        with suppress(WindwardError):
            said = why_untrusted(self._parts, refused)
        is_known = isinstance(said, RefusedError)
        link = Link.NEEDS_YOU if is_known else Link.OFFLINE
        return self._after_failure(link, said if is_known else None)

    def _after_damage(self, error: DataDamaged) -> Plan:
        """Step over what was damaged and go on at once; what cannot be found needs a person."""
        found = False
        with suppress(WindwardError):
            found = leave_out_damage(self._parts, error)
        if found and self._turns_without_wait < TURNS_WITHOUT_WAIT_MAX:
            self._turns_without_wait += 1
            return Plan(wait_ms=0, nudge_shortens=False)
        return self._after_failure(Link.NEEDS_YOU, error)

    def refresh_waiting(self) -> None:
        """Count again what waits: a sale was made, or the engine was woken for no turn."""
        seen = self._look()
        self._publish(
            replace(
                self._status,
                waiting_count=seen.waiting_count,
                case_count=seen.case_count,
                quiet_count=seen.quiet_count,
            )
        )

    def shortens(self, plan: Plan) -> bool:
        """Tell whether what was written just now ends the wait of a plan."""
        return plan.nudge_shortens or (plan.gathers and self._is_somebody_waiting())

    def _is_somebody_waiting(self) -> bool:
        with suppress(WindwardError), self._parts.db.reading() as uow:
            return is_customer_waiting(uow, self._parts.clock.now())
        return False

    def give_up_turn(self, problem: Problem) -> Plan:
        """Plan the next turn after a bug of ours stopped this one."""
        self._failures += 1
        self._set_link(Link.NEEDS_YOU, problem=problem)
        return Plan(wait_ms=self._backoff_ms(None), nudge_shortens=False)

    def _after_success(self, result: ExchangeResult) -> Plan:
        self._failures = 0 if result.advanced or not result.more else self._failures + 1
        self._is_clock_vouched = abs(result.clock_skew_s) <= CLOCK_SKEW_S_MAX
        self._chores.note(result)
        seen = self._look()
        waiting = seen.waiting_count
        before = self._status.total_count if self._status.link is Link.CATCHING_UP else 0
        total = max(before, waiting + result.pushed_count)
        moving = Link.CATCHING_UP if result.more else Link.ONLINE
        self._set_link(
            moving if self._damage is None else Link.NEEDS_YOU,
            waiting_count=waiting,
            case_count=seen.case_count,
            quiet_count=seen.quiet_count,
            done_count=total - waiting,
            total_count=total,
            last_exchange_at=self._parts.clock.now(),
            clock_skew_s=result.clock_skew_s,
            problem=self._problem(result, seen.doubt),
        )
        if result.more and result.advanced and self._turns_without_wait < TURNS_WITHOUT_WAIT_MAX:
            self._turns_without_wait += 1
            return Plan(wait_ms=0, nudge_shortens=True)
        self._turns_without_wait = 0
        if result.gather_s and not result.more:
            return Plan(wait_ms=result.gather_s * 1_000, nudge_shortens=False, gathers=True)
        if result.more:
            return Plan(wait_ms=self._backoff_ms(None), nudge_shortens=True)
        wait = REFUSING_WAIT_MS if result.refused else IDLE_WAIT_MS
        return Plan(wait_ms=wait, nudge_shortens=True)

    def _problem(self, result: ExchangeResult, doubt: Problem | None) -> Problem | None:
        """Return what a person should know after a good exchange, the gravest first."""
        self._unreadable_count += result.unreadable_count
        if self._damage is not None:
            return self._damage
        if self._unreadable_count:
            return _UNREADABLE
        room = room_problem(self._parts.db, news_refused=result.refused)
        return doubt or room or self._clock_problem(result.clock_skew_s)

    def _clock_problem(self, skew_s: int) -> Problem | None:
        """Say that this computer's clock is wrong, by how much, and what to set (rule 7.2)."""
        if abs(skew_s) <= CLOCK_SKEW_S_MAX:
            return None
        right = self._parts.clock.now() + timedelta(seconds=skew_s)
        off = _spoken(abs(skew_s))
        by_how_much = (
            told("It is {off} behind central's.", off=off)
            if skew_s > 0
            else told("It is {off} ahead of central's.", off=off)
        )
        advice = date_advice(self._parts, right)
        return Problem(
            title="This computer's clock is wrong", message=together((by_how_much, advice))
        )

    def _after_failure(
        self, link: Link, error: WindwardError | None, *, retry_after_s: int | None = None
    ) -> Plan:
        self._failures += 1
        self._turns_without_wait = 0
        problem = None if error is None else Problem(title=error.title, message=error.message)
        self._set_link(link, waiting_count=self._look().waiting_count, problem=problem)
        return Plan(wait_ms=self._backoff_ms(retry_after_s), nudge_shortens=False)

    def _backoff_ms(self, retry_after_s: int | None) -> int:
        return wait_ms(
            max(self._failures, 1),
            random_byte=self._parts.entropy.take(1)[0],
            retry_after_s=retry_after_s,
        )

    def _look(self) -> _Seen:
        """Look what waits, in one reading. A store that cannot be read keeps the last counts.

        The status must not fail.
        """
        try:
            with self._parts.db.reading() as uow:
                return _Seen(
                    waiting_count=uow.outbox.waiting_count(),
                    case_count=uow.cases.count_open(),
                    quiet_count=uow.cases.count_quiet(),
                    doubt=doubt_of(uow),
                )
        except WindwardError:
            status = self._status
            return _Seen(
                waiting_count=status.waiting_count,
                case_count=status.case_count,
                quiet_count=status.quiet_count,
            )

    def _check_daily(self) -> None:
        """Walk every page of the database once a day, the first time soon after the start.

        Selling goes on meanwhile, and after it: what is found needs a person (ledger rule 15).
        """
        today = self._parts.clock.now().date()
        if today == self._checked_on:
            return
        self._checked_on = today
        try:
            self._parts.db.check()
            recount_sums(self._parts)
        except DataDamaged as error:
            self._damage = Problem(title=error.title, message=error.message)
            self._set_link(Link.NEEDS_YOU, problem=self._damage)
        except WorldFailure:
            self._checked_on = None

    def _set_link(self, link: Link, **changes: object) -> None:
        status = replace(self._status, link=link, **changes)  # type: ignore[arg-type]  # fields of SyncStatus, checked by tests
        if link is not self._status.link:
            status = replace(status, since_at=self._parts.clock.now())
        self._publish(status)

    def _publish(self, status: SyncStatus) -> None:
        if status != self._status:
            self._status = status
            self._on_status(status)


def _spoken(seconds: int) -> str:
    """Say a span of more than two minutes in its largest whole unit."""
    unit, length_s = next(unit for unit in _UNITS if seconds >= unit[1])
    count = seconds // length_s
    return f"{count} {unit}{'' if count == 1 else 's'}"
