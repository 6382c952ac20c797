"""``import-catalog`` and ``load-rules``: files that become what tills sell, and by which rules."""

import json
from argparse import ArgumentParser, Namespace
from pathlib import Path

from central.catalog.importing import import_catalog
from central.commands.options import Command, add_store_option, chosen_store, opened, say
from central.rules.loading import load_rules, read_rules
from domain.errors import BadInput, WorldFailure
from domain.money import KNOWN_CURRENCIES


def _describe_import(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="a .csv, .json or .jsonl file, each also .gz")
    parser.add_argument("--currency", help="of its prices; the store's, unless said")
    parser.add_argument("--json", type=Path, help="write the whole report to this file")
    add_store_option(parser)


def _run_import(options: Namespace) -> int:
    with opened(options) as central:
        store = chosen_store(central, options)
        currency = options.currency or store.currency
        if currency not in KNOWN_CURRENCIES:
            raise BadInput("Check the currency", f"'{currency}' is no currency we know.")
        report = import_catalog(central, store, options.file, currency)
    if options.json is not None:
        write_json(options.json, report.as_json())
    say(report.as_text())
    return 0


def _describe_rules(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="a JSON array of rules")
    add_store_option(parser)


def _run_rules(options: Namespace) -> int:
    rows = read_rules(options.file)
    with opened(options) as central:
        store = chosen_store(central, options)
        loaded = load_rules(central, store.organisation_id, rows)
    say(f"{loaded.read_count} rules read, {loaded.changed_count} new or changed.")
    return 0


def write_json(path: Path, value: object) -> None:
    """Write a value as JSON. Raises WorldFailure."""
    try:
        path.write_text(json.dumps(value, ensure_ascii=False) + "\n", "utf-8")
    except OSError as error:
        raise WorldFailure(
            "The report could not be written", f"{path}: {error.strerror}. The work itself is done."
        ) from error


IMPORT_CATALOG = Command(
    "import-catalog", "import a catalog file into a store", _describe_import, _run_import
)
LOAD_RULES = Command(
    "load-rules", "load effective-dated rules from a file", _describe_rules, _run_rules
)
