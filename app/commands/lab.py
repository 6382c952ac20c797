"""``windward lab``: rehearsals at a till that was enrolled for them (sync rule 14.24)."""

import time
from argparse import ArgumentParser, Namespace
from dataclasses import asdict

from app.bootstrap import open_till
from app.commands.options import DONE, Command, add_json_option, folder_of, say, say_json
from app.lab.sales import LabFigures, make_sales
from domain.errors import BadInput, NotAllowed

SALES_MAX = 1_000_000
_NS_PER_MS = 1_000_000


def _describe(parser: ArgumentParser) -> None:
    parser.add_argument("what", choices=["sales"], help="sales: days of trade, bookings among them")
    parser.add_argument("--count", type=int, required=True, help="how many sales")
    parser.add_argument("--seed", type=int, default=1, help="the same seed, the same sales")
    parser.add_argument("--days", type=int, help="over how many business days (else: 500 a day)")
    add_json_option(parser)


def _run(options: Namespace) -> int:
    _require_sensible(options)
    folder = folder_of(options)
    if not folder.read_note().is_lab:
        raise NotAllowed(
            "This till is not for rehearsals",
            "Invented sales would stand among real ones. Nothing was changed. Enrol another till"
            " with 'windward enrol --lab' at a central that is for trying things out.",
        )
    running = open_till(folder, address=options.central, engine_runs=False)
    try:
        began_ns = time.perf_counter_ns()
        report = _silent if options.json else _say_progress
        figures = make_sales(
            running.till, options.count, options.seed, report, day_count=options.days
        )
        milliseconds = (time.perf_counter_ns() - began_ns) // _NS_PER_MS
    finally:
        running.close()
    if options.json:
        say_json(_facts(figures, milliseconds))
    else:
        say(_sentence(figures, milliseconds))
    return DONE


def _require_sensible(options: Namespace) -> None:
    days = 1 if options.days is None else options.days
    if not (1 <= options.count <= SALES_MAX and 1 <= days <= options.count):
        raise BadInput(
            "Check the numbers",
            f"A rehearsal has 1 to {SALES_MAX:,} sales, over no more days than sales. Nothing was"
            " changed.",
        )


def _say_progress(done: int) -> None:
    if done % 1_000 == 0:
        say(f"{done:,} sales")


def _silent(done: int) -> None:
    del done


def _facts(figures: LabFigures, milliseconds: int) -> dict[str, object]:
    made = asdict(figures)
    days = {name: str(made.pop(name)) for name in ("first_day", "last_day")}
    return {**made, **days, "seconds": milliseconds / 1_000}


def _sentence(figures: LabFigures, milliseconds: int) -> str:
    return (
        f"{figures.sale_count:,} sales with {figures.line_count:,} lines and"
        f" {figures.shipment_count:,} shipments in {figures.shift_count} shifts, from"
        f" {figures.first_day} to {figures.last_day}, in {milliseconds // 1_000} s. They wait to be"
        " sent: 'windward sync'."
    )


LAB = Command("lab", "rehearse: make sales at a till enrolled with --lab", _describe, _run)
