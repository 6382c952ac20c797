"""``cash-report``: the month's customers whose cash reached what the law asks about, as a file."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from central.commands.options import Command, add_store_option, chosen_store, opened, say
from central.compliance.report import list_month, write_month


def _describe(parser: ArgumentParser) -> None:
    parser.add_argument("--month", required=True, help="business month: 2026-11")
    parser.add_argument("--out", type=Path, required=True, help="CSV to write; nothing lies there")
    add_store_option(parser)


def _run(options: Namespace) -> int:
    with opened(options) as central:
        organisation_id = chosen_store(central, options).organisation_id
        with central.database.reading() as connection:
            rows = list_month(connection, organisation_id, options.month)
    write_month(options.out, rows)
    waiting = sum(not one.is_made for one in rows)
    say(
        f"{len(rows)} customers in {options.month}, {waiting} reports to be made: {options.out}."
        " Tell nobody whom it is about."
    )
    return 0


CASH_REPORT = Command(
    "cash-report", "write down whose cash of a month reached what the law asks", _describe, _run
)
