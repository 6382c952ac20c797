"""``payments import-statement``, ``map-statement``, ``mappings``: statements of providers."""

import json
from argparse import ArgumentParser, Namespace, _SubParsersAction
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from central.commands.options import add_action, add_store_option, chosen_store, opened, say
from central.payments.statements.importing import Wanted, import_statement
from central.payments.statements.keeping import MappingChange, keep_mapping, list_mappings
from central.payments.statements.opening import open_statement
from central.payments.statements.report import report_words, write_report
from domain.errors import BadInput
from domain.statement_file.mapping import ENCODINGS, PARTS
from domain.statement_file.reading import Stated

_LOOK = 1
_DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|"}


def describe_statements(actions: "_SubParsersAction[ArgumentParser]") -> None:
    """Add the three actions to the command ``payments``."""
    importing = add_action(
        actions, "import-statement", "hold a provider's statement against what was sold", _import
    )
    importing.add_argument("file", type=Path, help="the CSV file as it was downloaded")
    importing.add_argument("--provider", required=True, help="mmg, stripe")
    importing.add_argument("--mapping", required=True, help="how it is read: see 'mappings'")
    importing.add_argument("--from", dest="first", required=True, type=_day, help="2026-11-01")
    importing.add_argument("--to", dest="last", required=True, type=_day, help="its last day")
    importing.add_argument("--count", required=True, type=int, help="how many rows it states")
    importing.add_argument(
        "--sum", required=True, dest="total", help="what they add up to, money out taken off"
    )
    importing.add_argument("--by", required=True, help="staff id of who imports it")
    importing.add_argument("--report", type=Path, help="CSV to write; beside the file unless said")
    _describe_mapping(
        add_action(actions, "map-statement", "say how a provider's statements are read", _map)
    )
    listing = add_action(actions, "mappings", "show how statements are read", _list)
    listing.add_argument("--json", action="store_true", help="print JSON")
    for action in (importing, listing):
        add_store_option(action)


def _describe_mapping(parser: ArgumentParser) -> None:
    parser.add_argument("--provider", required=True, help="mmg, stripe")
    parser.add_argument("--mapping", required=True, help="its name; one that is there is changed")
    parser.add_argument("--from", dest="first", required=True, type=_day, help="in force from")
    parser.add_argument(
        "--column",
        action="append",
        default=[],
        metavar="PART=HEADER",
        help=f"{', '.join(PARTS)}; PART= takes one out",
    )
    parser.add_argument("--date-format", help="%%d/%%m/%%Y %%H:%%M")
    parser.add_argument("--zone", help="whose clock its times are of (America/Guyana)")
    parser.add_argument("--currency", help="GYD")
    parser.add_argument("--decimal-mark", choices=(".", ","))
    parser.add_argument("--sign", choices=("in_positive", "in_negative"), help="of money in")
    parser.add_argument("--delimiter", choices=tuple(_DELIMITERS))
    parser.add_argument("--encoding", choices=ENCODINGS)
    parser.add_argument("--left-out", action="append", help="a kind of row that is no payment")
    parser.add_argument("--out-kind", action="append", dest="out_kinds", help="a kind: money out")
    parser.add_argument("--window-h", type=int, help="how far a row may lie from its payment (48)")
    parser.add_argument("--by", required=True, help="staff id of who changes it")
    parser.add_argument("--reason", required=True, help="why; no names")
    add_store_option(parser)


def _import(options: Namespace) -> int:
    stated = Stated(
        first_day=options.first, last_day=options.last, count=options.count, total=options.total
    )
    with opened(options) as central:
        wanted = Wanted(
            organisation_id=chosen_store(central, options).organisation_id,
            file=open_statement(options.file),
            provider=options.provider,
            mapping=options.mapping,
            stated=stated,
            by=options.by,
        )
        done = import_statement(central, wanted)
    report = options.report or options.file.with_name(f"{options.file.stem}.report.csv")
    write_report(report, done.rows)
    again = "It was imported before; nothing was changed. " if done.is_again else ""
    say(f"{again}{report_words(done.rows) or 'It has no rows'}. The report: {report}.")
    return _LOOK if any(one.needs_look for one in done.rows) else 0


def _map(options: Namespace) -> int:
    with opened(options) as central:
        change = MappingChange(
            organisation_id=chosen_store(central, options).organisation_id,
            provider=options.provider,
            name=options.mapping,
            valid_from=options.first,
            changed=_changed(options),
            by=options.by,
            reason=options.reason,
        )
        mapping = keep_mapping(central, change)
    say(f"{options.provider}/{options.mapping} from {options.first}: {_columns(mapping.columns)}.")
    return 0


def _changed(options: Namespace) -> dict[str, Any]:
    """Return what the command line names, and nothing of what it leaves alone."""
    plain = ("date_format", "zone", "currency", "decimal_mark", "sign", "encoding", "window_h")
    named = {name: getattr(options, name) for name in plain}
    named |= {name: getattr(options, name) for name in ("left_out", "out_kinds")}
    changed = {name: value for name, value in named.items() if value is not None}
    if options.delimiter is not None:
        changed["delimiter"] = _DELIMITERS[options.delimiter]
    changed["columns"] = dict(_pair(one) for one in options.column)
    return changed


def _pair(text: str) -> tuple[str, str]:
    part, mark, header = text.partition("=")
    if not mark:
        raise BadInput("Check the columns", "Each is PART=HEADER. Nothing was changed.")
    return part.strip(), header.strip()


def _list(options: Namespace) -> int:
    with opened(options) as central:
        organisation_id = chosen_store(central, options).organisation_id
        with central.database.reading() as connection:
            kept = list_mappings(connection, organisation_id)
    if options.json:
        say(json.dumps([asdict(one) for one in kept], default=str))
    else:
        lines = [
            f"{one.provider}/{one.name} from {one.valid_from}, {one.mapping.currency},"
            f" '{one.mapping.date_format}': {_columns(one.mapping.columns)}"
            for one in kept
        ]
        say("\n".join(lines) or "No mapping is there. Make one with 'payments map-statement'.")
    return 0


def _columns(columns: Any) -> str:  # noqa: ANN401  a mapping of texts
    pairs: Sequence[tuple[str, str]] = sorted(columns.items())
    return ", ".join(f"{part}={header}" for part, header in pairs)


def _day(text: str) -> date:
    return date.fromisoformat(text)
