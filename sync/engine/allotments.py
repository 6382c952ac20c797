"""The engine's part of allotments: what is asked for, declared and given back (sync rules 9).

Nothing here waits or loops without a bound; a till without allotments costs one look a turn.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from domain.holding import AllotmentCover, surplus_units, target_units, units_to_return
from domain.shift import business_date_of
from storage.allotments import Holding, Reservation
from storage.stream_opening import NOBODY
from storage.unit_of_work import Reading, UnitOfWork
from sync.engine.parts import EngineParts
from sync.engine.push import Sending
from sync.protocol.allotment_bodies import (
    UNITS_MAX,
    WANTS_MAX,
    AllotmentReturned,
    AllotmentsDeclared,
    HeldBody,
    Want,
)
from sync.protocol.bodies import kind_of
from sync.protocol.body_parts import Body
from sync.protocol.credit_names import is_money
from sync.protocol.exchange import ExchangeHeader
from sync.protocol.operation import NewOperation

DECLARED_MAX = 1_000
"""Resources in one declaration: with the longest names it still fits into one operation."""
RETURNS_A_TURN_MAX = 50
HOLD_MAX = UNITS_MAX
"""The most that the wire lets a till wish for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """What an exchange's header says of allotments."""

    wants: tuple[Want, ...] = ()
    grant_through: int = 0


def read_asking(uow: Reading, sending: Sending, now: datetime) -> Asking:
    """Read what to ask for in an exchange (rule 9.19).

    Only the current stream asks, only with the batch after which nothing waits, and only after it
    has said in this epoch what it holds (9.21). While older sales are still to come, a central that
    was put back would take what it grants now for what those sales have spent.
    """
    book = uow.allotments.book()
    current = uow.till.find_current_stream()
    is_last = (
        current is not None
        and current.name == sending.stream
        and current.head_seq <= sending.last_seq
    )
    if book.is_empty or not is_last or book.declared_epoch != uow.feed.epoch():
        return Asking(grant_through=book.grant_through)
    return Asking(wants=_wants(uow, now), grant_through=book.grant_through)


def with_asking(header: ExchangeHeader, asking: Asking) -> ExchangeHeader:
    """Return the header with what it asks for."""
    return header.model_copy(update={"wants": asking.wants, "grant_through": asking.grant_through})


def _wants(uow: Reading, now: datetime) -> tuple[Want, ...]:
    targets = _targets(uow, now)
    claims = _claims(uow.allotments.list_reservations(now))
    held = {each.resource: each.held for each in uow.allotments.list_held()}
    wants = []
    for resource in sorted({*targets, *claims}):
        claim = claims.get(resource, _Claim())
        hold = min(max(targets.get(resource, 0), claim.units), HOLD_MAX)
        if hold > held.get(resource, 0):
            wants.append(Want(resource=resource, hold=hold, urgent=claim.is_urgent))
    wants.sort(key=lambda want: not want.urgent)
    return tuple(wants[:WANTS_MAX])


@dataclass(frozen=True, slots=True)
class _Claim:
    """What carts have set aside of a resource and ask for beyond it."""

    units: int = 0
    is_urgent: bool = False


def _claims(reservations: Iterable[Reservation]) -> Mapping[str, _Claim]:
    claims: dict[str, _Claim] = {}
    for each in reservations:
        before = claims.get(each.resource, _Claim())
        claims[each.resource] = _Claim(
            before.units + each.quantity + each.asked, before.is_urgent or each.asked > 0
        )
    return claims


def _targets(uow: Reading, now: datetime) -> Mapping[str, int]:
    """What to hold in proportion to recent use."""
    cover = _cover(uow, now)
    used = uow.allotments.recent_use(_today(uow, now) - timedelta(days=cover.recent_days))
    return {resource: target_units(units, cover) for resource, units in used.items()}


def keep_allotments(parts: EngineParts, *, is_clock_vouched: bool) -> bool:
    """Declare, give back and tidy; tell whether there is something new to send.

    ``is_clock_vouched`` says that central was heard in this turn and that this clock agrees with
    its own. Without it nothing is surplus and no use is old: a clock that jumped forward at a till
    without a line would give away all that it has to sell from (rules 7.5 and 9.23). Nothing is
    written on a copy of the till before its new stream has begun: what it holds then is
    nothing.
    """
    if parts.db.needs_new_stream is not None:
        return False
    now = parts.clock.now()
    with parts.db.reading() as uow:
        book = uow.allotments.book()
        epoch = uow.feed.epoch()
        must_declare = epoch is not None and book.declared_epoch != epoch
        looked = _Look(now=now, is_clock_vouched=is_clock_vouched)
        returns = () if book.is_empty else _returns(uow, looked)
        has_old = not book.is_empty and _has_old(uow, looked)
    if not (must_declare or returns or has_old):
        return False
    with parts.db.unit_of_work() as uow:
        if must_declare and epoch is not None:
            _declare(uow, parts, epoch, now)
        for each in _returns(uow, looked):
            _give_back(uow, parts, each, now)
        _tidy(uow, looked)
        uow.commit()
    return must_declare or any(each.quantity for each in returns)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    """When a turn looks, and whether its clock is to be believed."""

    now: datetime
    is_clock_vouched: bool


def _declare(uow: UnitOfWork, parts: EngineParts, epoch: str, now: datetime) -> None:
    """Say all that the current stream holds (rule 9.21); what one operation cannot say is let go.

    A declaration that left something out would have central give it to somebody else.
    """
    held = uow.allotments.list_held()
    for unsaid in held[DECLARED_MAX:]:
        uow.allotments.take(unsaid.resource, unsaid.held)
    body = AllotmentsDeclared(
        epoch=epoch,
        grant_through=uow.allotments.book().grant_through,
        held=tuple(
            HeldBody(resource=each.resource, quantity=each.held) for each in held[:DECLARED_MAX]
        ),
    )
    _say(uow, parts, body, now)
    uow.allotments.note_declared(epoch)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Return:
    """Units to give back; none where a recall finds nothing to give."""

    resource: str
    quantity: int
    reason: Literal["recalled", "surplus"]


def _returns(uow: Reading, looked: _Look) -> tuple[_Return, ...]:
    """Return what is to be given back now: what central asks for first (rule 9.20)."""
    now = looked.now
    held = {each.resource: each for each in uow.allotments.list_held()}
    recalls = uow.allotments.list_recalls()[:RETURNS_A_TURN_MAX]
    if not held and not recalls:
        return ()
    claims = _claims(uow.allotments.list_reservations(now))
    asked_back = tuple(
        _Return(
            resource=recall.resource,
            quantity=units_to_return(
                held=held[recall.resource].held if recall.resource in held else 0,
                set_aside=claims.get(recall.resource, _Claim()).units,
                keep=recall.keep,
            ),
            reason="recalled",
        )
        for recall in recalls
    )
    if not looked.is_clock_vouched:
        return asked_back
    known = {each.resource for each in asked_back}
    rest = [each for each in held.values() if each.resource not in known]
    unasked = _surplus(uow, rest, claims, now)
    return (*asked_back, *unasked)[:RETURNS_A_TURN_MAX]


def _surplus(
    uow: Reading, held: Iterable[Holding], claims: Mapping[str, _Claim], now: datetime
) -> tuple[_Return, ...]:
    targets = _targets(uow, now)
    idle_from = now - timedelta(days=_cover(uow, now).cover_days)
    found = (
        _Return(
            resource=each.resource,
            quantity=surplus_units(
                held=each.held,
                set_aside=claims.get(each.resource, _Claim()).units,
                target=targets.get(each.resource, 0),
                is_idle=each.touched_at is None or each.touched_at <= idle_from,
            ),
            reason="surplus",
        )
        for each in held
        if not is_money(each.resource)  # it stays where it was issued until somebody asks for it
    )
    return tuple(each for each in found if each.quantity)


def _give_back(uow: UnitOfWork, parts: EngineParts, each: _Return, now: datetime) -> None:
    if each.reason == "recalled":
        uow.allotments.forget_recall(each.resource)
    if not each.quantity:
        return
    uow.allotments.take(each.resource, each.quantity)
    body = AllotmentReturned(resource=each.resource, quantity=each.quantity, reason=each.reason)
    _say(uow, parts, body, now)


def _has_old(uow: Reading, looked: _Look) -> bool:
    """Tell whether there are claims whose time is over, or use that counts no more."""
    return uow.allotments.has_older(looked.now, _forgotten_before(uow, looked))


def _tidy(uow: UnitOfWork, looked: _Look) -> None:
    uow.allotments.release_expired(looked.now)
    uow.allotments.forget_use(_forgotten_before(uow, looked))


def _forgotten_before(uow: Reading, looked: _Look) -> date:
    """The day before which use counts no more: none by a clock that nobody vouches for."""
    if not looked.is_clock_vouched:
        return date.min
    now = looked.now
    return _today(uow, now) - timedelta(days=_cover(uow, now).recent_days)


def _today(uow: Reading, now: datetime) -> date:
    return business_date_of(now, uow.till.get_till().store.zone)


def _cover(uow: Reading, now: datetime) -> AllotmentCover:
    return uow.rules.book().allotment_cover(_today(uow, now))


def _say(uow: UnitOfWork, parts: EngineParts, body: Body, now: datetime) -> None:
    """Write one operation in the transaction of what it tells of (rule 1.7)."""
    uow.outbox.append(
        parts.signer,
        NewOperation(
            kind=kind_of(body),
            at=now,
            by=NOBODY,
            day=_today(uow, now),
            feed=uow.feed.shown_position(),
            body=body,
        ),
    )
