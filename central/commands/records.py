"""``takings``, ``cases``, ``erasures`` and ``verify-chains``.

What central holds, for a person or for a program.
"""

import json
from argparse import ArgumentParser, Namespace
from dataclasses import asdict

from central.cases.closing import Closing, close_case
from central.commands.options import Command, opened, say
from central.feed.hearing import UnheardErasure, list_unheard_erasures
from central.operations.chains import verify_chains
from central.operations.listing import CaseRow, TakingsRow, list_open_cases, list_takings
from central.operations.tender_facts import TenderRow, list_tenders
from domain.money import Money
from domain.money_text import format_money

_NOT_VERIFIED = 1
_ALL_HEARD = "Every till has heard of every erasure."


def _describe(parser: ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print JSON")


def _describe_takings(parser: ArgumentParser) -> None:
    parser.add_argument("--tenders", action="store_true", help="what booked sales were paid with")
    _describe(parser)


def _run_takings(options: Namespace) -> int:
    if options.tenders:
        return _run_tenders(options)
    with opened(options) as central, central.database.reading() as connection:
        rows = list_takings(connection)
    if options.json:
        say(json.dumps([asdict(row) for row in rows], default=str))
    else:
        say("\n".join(_takings_line(row) for row in rows) or "Nothing was taken yet.")
    return 0


def _run_tenders(options: Namespace) -> int:
    with opened(options) as central, central.database.reading() as connection:
        rows = list_tenders(connection)
    if options.json:
        say(json.dumps([asdict(row) for row in rows], default=str))
    else:
        say("\n".join(_tender_line(row) for row in rows) or "Nothing was taken yet.")
    return 0


def _tender_line(row: TenderRow) -> str:
    total = format_money(Money(row.amount_minor, row.currency))
    foreign = row.handed_currency != row.currency
    handed = f", {format_money(Money(row.handed_minor, row.handed_currency))}" if foreign else ""
    kind = row.kind.replace("_", " ")
    return f"{row.business_date}  {row.store}: {row.tender_count} by {kind}{handed}, {total}"


def _takings_line(row: TakingsRow) -> str:
    total = format_money(Money(row.total_minor, row.currency))
    noted = "" if row.state == "applied" else f"  ({row.state.replace('_', ' ')})"
    return f"{row.business_date}  {row.store}: {row.sale_count} sales, {total}{noted}"


def _describe_cases(parser: ArgumentParser) -> None:
    parser.add_argument("action", nargs="?", choices=("list", "close"), default="list")
    parser.add_argument("case", nargs="?", default="", help="id of the case to close")
    parser.add_argument("--by", default="", help="staff id of who closes it")
    parser.add_argument("--reason", default="", help="why, told to the till; no names")
    _describe(parser)


def _run_cases(options: Namespace) -> int:
    if options.action == "close":
        return _close_case(options)
    with opened(options) as central, central.database.reading() as connection:
        rows = list_open_cases(connection)
    if options.json:
        say(json.dumps([asdict(row) for row in rows], default=str))
    else:
        say("\n".join(_case_line(row) for row in rows) or "No case is open.")
    return 0


def _close_case(options: Namespace) -> int:
    with opened(options) as central:
        close_case(central, options.case, Closing(by=options.by, reason=options.reason))
    say(f"Case {options.case} is closed, and its till is told.")
    return 0


def _case_line(row: CaseRow) -> str:
    where = f"{row.opened_at:%Y-%m-%d %H:%M}  {row.stream} {row.seq}"
    return f"{where}: {row.title}. {row.message} [{row.kind}, {row.remedy}] {row.case_id}"


def _run_erasures(options: Namespace) -> int:
    with opened(options) as central, central.database.reading() as connection:
        rows = list_unheard_erasures(connection)
    if options.json:
        say(json.dumps([asdict(row) for row in rows], default=str))
    else:
        say("\n".join(_erasure_line(row) for row in rows) or _ALL_HEARD)
    return 0


def _erasure_line(row: UnheardErasure) -> str:
    return f"{row.till} has not heard of {row.person_id}, erased {row.told_at:%Y-%m-%d %H:%M}"


def _run_verify(options: Namespace) -> int:
    with opened(options) as central:
        report = verify_chains(central)
    if options.json:
        say(json.dumps({**asdict(report), "verified": report.verified}))
    else:
        verdict = "all verified" if report.verified else f"{len(report.faults)} faults"
        counts = f"{report.branch_count} chains, {report.operation_count} operations"
        say("\n".join((f"{counts}: {verdict}.", *report.faults)))
    return 0 if report.verified else _NOT_VERIFIED


TAKINGS = Command(
    "takings",
    "show what was taken, quarantined money included",
    _describe_takings,
    _run_takings,
)
CASES = Command("cases", "show or close what a person must look at", _describe_cases, _run_cases)
ERASURES = Command(
    "erasures", "show which tills have not heard of an erasure yet", _describe, _run_erasures
)
VERIFY_CHAINS = Command(
    "verify-chains",
    "recompute every hash and signature; exit code 1 on a fault",
    _describe,
    _run_verify,
)
