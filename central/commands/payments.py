"""``payments``: what the office does about payments and their providers."""

import json
from argparse import ArgumentParser, Namespace

from central.commands.options import Command, add_action, opened, say
from central.commands.payment_office import describe_office
from central.commands.payment_rules import describe_rules
from central.commands.statements import describe_statements
from central.payments.breaker_rows import list_breakers
from central.payments.breakers import Hold, hold_breaker
from domain.breaker import OVERRIDE_H_MAX


def _describe(parser: ArgumentParser) -> None:
    actions = parser.add_subparsers(required=True, metavar="ACTION", dest="action")
    holding = add_action(actions, "breaker", "hold a provider's breaker for some hours", _hold)
    holding.add_argument("provider", help="stripe, mmg")
    holding.add_argument("state", choices=("open", "closed", "auto"), help="open: no calls")
    holding.add_argument(
        "--hours", type=int, default=1, help=f"1 to {OVERRIDE_H_MAX}; then it is auto again (1)"
    )
    holding.add_argument("--by", required=True, help="staff id of who decides it")
    holding.add_argument("--reason", required=True, help="why; no names")
    showing = add_action(actions, "breakers", "show how each provider does", _show)
    showing.add_argument("--json", action="store_true", help="print JSON")
    describe_office(actions)
    describe_rules(actions)
    describe_statements(actions)


def _hold(options: Namespace) -> int:
    hold = Hold(
        provider=options.provider,
        override=options.state,
        hours=options.hours,
        by=options.by,
        reason=options.reason,
    )
    with opened(options) as central:
        hold_breaker(central, hold)
    until = "" if options.state == "auto" else f" for {options.hours} h"
    say(f"The breaker of {options.provider} is {options.state}{until}. The jobs tell the tills.")
    return 0


def _show(options: Namespace) -> int:
    with opened(options) as central:
        now = central.surroundings.now()
        with central.database.reading() as connection:
            states = list_breakers(connection)
    shown = {
        provider: {
            "held": state.held(now),
            "failures": state.failures,
            "until": None if (until := state.until(now)) is None else until.isoformat(),
            "calls": state.window_calls,
            "failed": state.window_failed,
        }
        for provider, state in states.items()
    }
    if options.json:
        say(json.dumps(shown))
    else:
        lines = [
            f"{provider}: {one['held']}, {one['failed']} of {one['calls']} calls failed lately,"
            f" {one['failures']} in a row"
            for provider, one in shown.items()
        ]
        say("\n".join(lines) or "No provider was called yet.")
    return 0


def _run(options: Namespace) -> int:
    code: int = options.run_action(options)
    return code


PAYMENTS = Command(
    "payments", "look at payments, statements and the breakers of their providers", _describe, _run
)
