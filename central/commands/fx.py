"""``fx``: the exchange rates in force, and a person's own before any provider's."""

import json
from argparse import ArgumentParser, Namespace

from central.commands.options import (
    Command,
    add_action,
    add_store_option,
    chosen_store,
    opened,
    say,
)
from central.fx.publishing import (
    RateInForce,
    TypedRate,
    end_typed_rate,
    find_rate,
    list_policies,
    set_rate,
)
from domain.fx_policy import rate_text

_PAIR = "USD/GYD"


def _describe(parser: ArgumentParser) -> None:
    actions = parser.add_subparsers(required=True, metavar="ACTION", dest="action")
    setting = add_action(actions, "set", "put a person's rate in force for some hours", _set)
    setting.add_argument("--rate", required=True, help="before the shop's margin: 209.50")
    setting.add_argument("--hours", type=int, default=24, help="for how long (24)")
    setting.add_argument("--reason", required=True, help="where it is from: Bank of Guyana, noon")
    ending = add_action(actions, "auto", "let the providers speak again", _end)
    for action in (setting, ending):
        action.add_argument("--by", required=True, help="staff id of who vouches for it")
        action.add_argument("--pair", default=_PAIR, help=f"which rate ({_PAIR})")
    showing = add_action(actions, "show", "show each rate in force, its source and age", _show)
    showing.add_argument("--json", action="store_true", help="print JSON")
    for action in (setting, ending, showing):
        add_store_option(action)


def _set(options: Namespace) -> int:
    typed = TypedRate(
        pair=options.pair,
        rate=options.rate,
        hours=options.hours,
        by=options.by,
        reason=options.reason,
    )
    with opened(options) as central:
        organisation_id = chosen_store(central, options).organisation_id
        micro = set_rate(central, organisation_id, typed)
    say(f"{options.pair} is {rate_text(micro)} for {options.hours} hours. The tills are told.")
    return 0


def _end(options: Namespace) -> int:
    with opened(options) as central:
        organisation_id = chosen_store(central, options).organisation_id
        stood = end_typed_rate(central, organisation_id, options.pair, options.by)
    say("The providers speak again." if stood else "No person's rate was in force.")
    return 0


def _show(options: Namespace) -> int:
    with opened(options) as central:
        now = central.surroundings.now()
        organisation_id = chosen_store(central, options).organisation_id
        with central.database.reading() as connection:
            pairs = list_policies(connection, organisation_id, now)
            found = {pair: find_rate(connection, organisation_id, pair, now) for pair in pairs}
    rates = {pair: rate for pair, rate in found.items() if rate is not None}
    if options.json:
        say(json.dumps({pair: _as_json(rate) for pair, rate in rates.items()}))
    else:
        lines = [_line(pair, rate, rate.rate.is_stale(now)) for pair, rate in rates.items()]
        say("\n".join(lines) or "No rate is in force.")
    return 0


def _line(pair: str, found: RateInForce, is_stale: bool) -> str:
    rate = found.rate
    given = "" if rate.micro == found.market_micro else f", {rate_text(rate.micro)} at the till"
    old = ", OLD: confirm it" if is_stale else ""
    market = rate_text(found.market_micro)
    return f"{pair} {market}{given}, {rate.source}, {rate.at:%Y-%m-%d %H:%M} UTC{old}"


def _as_json(found: RateInForce) -> dict[str, object]:
    return {
        "micro": found.rate.micro,
        "market_micro": found.market_micro,
        "source": found.rate.source,
        "at": found.rate.at.isoformat(),
        "typed_until": None if found.typed_until is None else found.typed_until.isoformat(),
    }


def _run(options: Namespace) -> int:
    code: int = options.run_action(options)
    return code


FX = Command("fx", "show exchange rates, or type one", _describe, _run)
