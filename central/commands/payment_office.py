"""``payments list``, ``show``, ``reverse``, ``check``: what the office does with payments."""

import json
from argparse import ArgumentParser, Namespace, _SubParsersAction
from datetime import date
from typing import Any

from central.commands.options import add_action, add_store_option, chosen_store, opened, say
from central.opening import Central
from central.payments.office import (
    ByPerson,
    Wanted,
    check_payment,
    list_payments,
    reverse_payment,
    show_payment,
)
from domain.money import Money
from domain.money_text import format_money


def describe_office(actions: "_SubParsersAction[ArgumentParser]") -> None:
    """Add the four actions to the command ``payments``."""
    listing = add_action(actions, "list", "list payments, the newest first", _list)
    listing.add_argument("--state", default="", help="claimed, pending, verified, disputed, …")
    listing.add_argument("--open", action="store_true", help="of which nobody knows yet")
    listing.add_argument("--provider", default="", help="mmg, stripe")
    listing.add_argument("--till", default="", help="its label")
    listing.add_argument("--from", dest="first", type=date.fromisoformat, help="business date")
    listing.add_argument("--to", dest="last", type=date.fromisoformat, help="business date")
    listing.add_argument("--limit", type=int, default=100, help="how many at most (100)")
    showing = add_action(actions, "show", "show a payment and all that happened to it", _show)
    reversing = add_action(actions, "reverse", "have the whole of a payment given back", _reverse)
    checking = add_action(actions, "check", "verify or dispute a payment by hand", _check)
    checking.add_argument("--outcome", required=True, choices=("verified", "disputed"))
    checking.add_argument("--evidence", required=True, help="where it was seen; no names")
    for action in (showing, reversing, checking):
        action.add_argument("payment", help="its id: see 'payments list'")
    for action in (reversing, checking):
        action.add_argument("--by", required=True, help="staff id of who decides it")
        action.add_argument("--reason", required=True, help="why; no names")
    for action in (listing, showing):
        action.add_argument("--json", action="store_true", help="print JSON")
    for action in (listing, showing, reversing, checking):
        add_store_option(action)


def _list(options: Namespace) -> int:
    with opened(options) as central:
        wanted = Wanted(
            organisation_id=chosen_store(central, options).organisation_id,
            state=options.state,
            provider=options.provider,
            till=options.till,
            first_day=options.first,
            last_day=options.last,
            is_open=options.open,
            limit=options.limit,
        )
        with central.database.reading() as connection:
            rows = list_payments(connection, wanted)
    if options.json:
        say(json.dumps(rows, default=str))
    else:
        say("\n".join(_line(row) for row in rows) or "No such payment is there.")
    return 0


def _show(options: Namespace) -> int:
    with opened(options) as central:
        organisation_id = chosen_store(central, options).organisation_id
        with central.database.reading() as connection:
            row = show_payment(connection, organisation_id, options.payment)
    if options.json:
        say(json.dumps(row, default=str))
        return 0
    lines = [_line(row), *(f"  {name}: {value}" for name, value in sorted(row["known"].items()))]
    for one in row["history"]:
        changed = one["state"] if one["state"] != one["before"] else "noted"
        evidence = "" if one["evidence"] == "{}" else f" {one['evidence']}"
        lines.append(
            f"  {one['at']:%Y-%m-%d %H:%M} {changed}, by {one['by']}: {one['why']}{evidence}"
        )
    say("\n".join(lines))
    return 0


def _reverse(options: Namespace) -> int:
    with opened(options) as central:
        reverse_payment(central, _deed(central, options))
    say(
        f"Payment {options.payment} is to be given back, the whole of it. The jobs ask its provider"
        " and tell the till; see 'payments show'."
    )
    return 0


def _check(options: Namespace) -> int:
    with opened(options) as central:
        check_payment(central, _deed(central, options), options.outcome, options.evidence)
    say(f"Payment {options.payment} is {options.outcome}, and its till is told.")
    return 0


def _deed(central: Central, options: Namespace) -> ByPerson:
    return ByPerson(
        organisation_id=chosen_store(central, options).organisation_id,
        payment_id=options.payment,
        by=options.by,
        reason=options.reason,
    )


def _line(row: dict[str, Any]) -> str:
    amount = format_money(Money(row["amount_minor"], row["currency"]))
    told = [
        f"{row['business_date']}  {row['till']}: {amount} by {row['provider']} ({row['way']})",
        row["state"],
    ]
    if row["step"] != "idle":
        told.append(row["step"].replace("_", " "))
    if row["receipt"]:
        told.append(f"receipt {row['receipt']}")
    if row["reference"]:
        told.append(f"number {row['reference']}")
    return f"{', '.join(told)}. {row['message']} [{row['payment_id']}]"
