"""The rate that an organisation goes by: found, put in force, typed by a person."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

import sqlalchemy as sa

from central.audit import Deed, record
from central.database import Writing
from central.opening import Central
from central.rules.book import load_rule_book
from central.rules.loading import publish_rule
from central.rules.today import today_of
from central.staff.approvers import require_approver
from domain.errors import BadInput
from domain.fx import MICRO, Rate
from domain.fx_policy import FxPolicy, SaidRate, rate_text, read_fx_policy, read_fx_rate
from domain.invariants import require_int
from sync.protocol.changes import RuleChanged

TYPED = "the office"
"""How tills and receipts call a rate that a person typed."""
TYPED_H_MAX = 24 * 14
_RATE = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,6})?")
_PAIR = re.compile(r"[A-Z]{3}/[A-Z]{3}")


@dataclass(frozen=True, slots=True, kw_only=True)
class RateInForce:
    """The last good rate. ``market_micro`` is it without the shop's margin.

    ``typed_until`` is until when a person's rate stands before any provider's.
    """

    rate: Rate
    market_micro: int
    typed_until: datetime | None = None

    def is_typed(self, now: datetime) -> bool:
        """Whether a person's rate stands now."""
        return self.typed_until is not None and now < self.typed_until


def list_policies(
    connection: sa.Connection, organisation_id: str, now: datetime
) -> dict[str, FxPolicy]:
    """Return the pairs that an organisation wants rates of, with what it believes."""
    book = load_rule_book(connection, organisation_id)
    today = today_of(connection, organisation_id, now)
    found = {
        pair: book.find(read_fx_policy, ("fx_policy", pair), today)
        for pair in book.list_keys("fx_policy", today)
        if _PAIR.fullmatch(pair)
    }
    return {pair: policy for pair, policy in found.items() if policy is not None}


def find_rate(
    connection: sa.Connection, organisation_id: str, pair: str, now: datetime
) -> RateInForce | None:
    """Return the rate in force, None where there is none. Raises RuleBroken for one of no sense."""
    book = load_rule_book(connection, organisation_id)
    today = today_of(connection, organisation_id, now)
    return book.find(_read_in_force, ("fx_rate", pair), today)


def publish_rate(
    writing: Writing,
    organisation_id: str,
    pair: str,
    policy: FxPolicy,
    told: "ToldRate",
) -> bool:
    """Put a rate in force and tell the tills; tell whether it is another one than before."""
    base, quote = pair.split("/")
    value: dict[str, object] = {
        "base": base,
        "quote": quote,
        "micro": policy.less_margin(told.said.micro),
        "market_micro": told.said.micro,
        "margin_basis_points": policy.margin_basis_points,
        "source": told.source,
        "at": told.said.at.isoformat(),
        "fresh_h": policy.fresh_h,
    }
    if told.typed_until is not None:
        value["typed_until"] = told.typed_until.isoformat()
    row = RuleChanged(
        kind="fx_rate",
        key=pair,
        valid_from=today_of(writing.connection, organisation_id, writing.at),
        value=value,
    )
    return publish_rule(writing, organisation_id, row)


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldRate:
    """A rate that is believed, and who said it."""

    said: SaidRate
    source: str
    typed_until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedRate:
    """What a person types: ``rate`` as text, for so many hours; ``by`` is a staff id."""

    pair: str
    rate: str
    hours: int
    by: str
    reason: str


def set_rate(central: Central, organisation_id: str, typed: TypedRate) -> int:
    """Put a person's rate in force before any provider's, audited; return its millionths.

    It may lie further from the last one than a provider's may: that is what a person is asked for.
    Raises BadInput for a rate that is none, is not plausible at all, or that nobody vouches for.
    """
    _require_person(typed.by, typed.reason)
    if _RATE.fullmatch(typed.rate) is None:
        raise BadInput("Check the rate", "Type it as 209.50. Nothing was changed.")
    if not 1 <= typed.hours <= TYPED_H_MAX:
        raise BadInput("Check the hours", f"1 to {TYPED_H_MAX}. Nothing was changed.")
    micro = int(Decimal(typed.rate) * MICRO)
    with central.database.writing(central.surroundings.now()) as writing:
        require_approver(writing, organisation_id, typed.by)
        policy = _policy(writing, organisation_id, typed.pair)
        if not policy.is_plausible(micro):
            raise BadInput(
                "Check the rate",
                f"The rule fx_policy takes {rate_text(policy.low_micro)} to"
                f" {rate_text(policy.high_micro)}. Nothing was changed.",
            )
        told = ToldRate(
            said=SaidRate(micro=micro, at=writing.at),
            source=TYPED,
            typed_until=writing.at + timedelta(hours=typed.hours),
        )
        publish_rate(writing, organisation_id, typed.pair, policy, told)
        words = f"{rate_text(micro)} for {typed.hours} h: {typed.reason.strip()}"
        _note(central, writing, organisation_id, ("fx_rate_typed", typed.pair, typed.by, words))
    return micro


def end_typed_rate(central: Central, organisation_id: str, pair: str, by: str) -> bool:
    """Let the providers speak again, audited; tell whether a person's rate stood."""
    _require_person(by, "-")
    with central.database.writing(central.surroundings.now()) as writing:
        require_approver(writing, organisation_id, by)
        policy = _policy(writing, organisation_id, pair)
        found = find_rate(writing.connection, organisation_id, pair, writing.at)
        if found is None or not found.is_typed(writing.at):
            return False
        said = SaidRate(micro=found.market_micro, at=found.rate.at)
        told = ToldRate(said=said, source=found.rate.source, typed_until=writing.at)
        publish_rate(writing, organisation_id, pair, policy, told)
        _note(central, writing, organisation_id, ("fx_rate_untyped", pair, by, ""))
    return True


def _policy(writing: Writing, organisation_id: str, pair: str) -> FxPolicy:
    policies = list_policies(writing.connection, organisation_id, writing.at)
    if pair not in policies:
        raise BadInput(
            "There is no policy for this pair",
            f"Load a rule fx_policy for {pair} first. Nothing was changed.",
        )
    return policies[pair]


def _require_person(by: str, reason: str) -> None:
    if not by.strip() or not reason.strip():
        raise BadInput("Say who and why", "Nothing was changed. Give --by and --reason.")


def _note(
    central: Central, writing: Writing, organisation_id: str, deed: tuple[str, str, str, str]
) -> None:
    action, subject, actor, reason = deed
    told = Deed(
        organisation_id=organisation_id,
        actor=actor.strip(),
        action=action,
        subject=subject,
        reason=reason,
    )
    record(writing, central.surroundings, told)


def _read_in_force(value: object) -> RateInForce:
    assert isinstance(value, dict)
    until = value.get("typed_until")
    rate = read_fx_rate(value)
    market = value.get("market_micro", rate.micro)
    return RateInForce(
        rate=rate,
        market_micro=require_int(market, "market_micro", low=1),
        typed_until=None if until is None else datetime.fromisoformat(str(until)),
    )
