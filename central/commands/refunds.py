"""``refunds``: the ones that were given back without central's word, and how each stands."""

import json
from argparse import ArgumentParser, Namespace
from dataclasses import asdict

from central.commands.options import Command, add_store_option, chosen_store, opened, say
from central.refunds.listing import ProvisionalRow, list_provisional
from domain.money import Money
from domain.money_text import format_money


def _describe(parser: ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print JSON")
    add_store_option(parser)


def _run(options: Namespace) -> int:
    with opened(options) as central:
        store = chosen_store(central, options)
        with central.database.reading() as connection:
            rows = list_provisional(connection, store.organisation_id)
    if options.json:
        say(json.dumps([asdict(row) for row in rows], default=str))
    else:
        say("\n".join(_line(row) for row in rows) or "No refund was given back provisionally.")
    return 0


def _line(row: ProvisionalRow) -> str:
    given = format_money(Money(row.given_minor, row.currency))
    return (
        f"{row.refund}  {given} for receipt {row.of_receipt}, till {row.till},"
        f" {row.refunded_at:%Y-%m-%d %H:%M}, signed by {row.approved_by}: {row.standing}"
    )


REFUNDS = Command("refunds", "list provisional refunds, and how each stands", _describe, _run)
