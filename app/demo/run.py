"""The demo: the main job on embedded defaults, in a window or as a script."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from app.bootstrap import RunningTill, enrol_till, open_till
from app.demo.audit import AuditRequest
from app.demo.central_process import CentralProcess, import_catalog
from app.demo.customer import Customer
from app.demo.day import Day, DayFigures
from app.demo.options import DemoOptions, environment, parse_options
from app.demo.planted import drop_one_payment, drop_one_sale
from app.demo.provider_pages import BANNER
from app.demo.provider_server import ProviderServer
from app.demo.sample import SAMPLE, sample_staff
from app.devices.report_files import FILES_FOLDER
from app.till_folder import TillFolder
from app.use_cases.print_receipt import list_unprinted, print_receipt
from domain.errors import WindwardError
from sync.protocol.status import Link, SyncStatus

_AUDIT_S_MAX = 300.0
_SETTLE_S_MAX = 60.0
_TODAYS_RATE = ("--rate", "209.00", "--by", "staff-ra", "--reason", "the demo's own")
"""Cards are priced in US dollars by a rate of today: one of the sample's would be old by now."""


def run_demo(words: Sequence[str]) -> int:
    """Run the demo. Return 0 where nothing was lost, 1 where the audit found something.

    2 for bad input.
    """
    options = parse_options(words, environment())
    try:
        return _in_its_folder(options)
    except WindwardError as error:
        sys.stderr.write(f"{error.title}. {error.message}\n")
        return 2


def _in_its_folder(options: DemoOptions) -> int:
    if options.data is not None:
        options.data.mkdir(parents=True, exist_ok=True)
        return _run(options, options.data)
    with tempfile.TemporaryDirectory(prefix="windward-demo-", ignore_cleanup_errors=True) as folder:
        return _run(options, Path(folder))


def _run(options: DemoOptions, folder: Path) -> int:
    started_s = time.monotonic()
    os.environ.setdefault(FILES_FOLDER, str(folder / "files"))
    server = ProviderServer(folder / "providers")
    server.start()
    central = CentralProcess(folder / "central", server.providers.environment())
    try:
        running, figures = _day(central, server, TillFolder.below(folder), options)
    finally:
        central.stop()
        server.stop()
    if options.plant_drop:
        drop_one_sale(central.database, central.database_key)
        drop_one_payment(central.database, central.database_key)
        _say("Planted: one sale and one payment were deleted at central.")
    report = _audit(central, running, server.providers.books)
    _print_verdict(report)
    if options.json_file is not None:
        seconds = round(time.monotonic() - started_s, 3)
        _write_figures(options.json_file, figures, report, seconds)
    return 0 if report["clean"] else 1


def _day(
    central: CentralProcess, server: ProviderServer, folder: TillFolder, options: DemoOptions
) -> tuple[RunningTill, DayFigures]:
    """Start everything, work, and close the till; the caller stops the rest."""
    _say("Starting a central and a till on this computer: this takes up to a minute.")
    address = _start_central(central, options)
    server.providers.central = address
    _say(f"{BANNER}: the customer's telephone is at {server.address}")
    running = _open_till(central, address, folder)
    try:
        _say(running.secrets.describe())
        return running, _work(running, server, options)
    finally:
        running.close()


def _start_central(central: CentralProcess, options: DemoOptions) -> str:
    if not central.database.exists():
        central.command("init", "--sample")
        file = options.catalog or SAMPLE / "catalog.csv"
        text, _ = import_catalog(central, file, options.currency)
        _say(text.rstrip())
    central.command("fx", "set", *_TODAYS_RATE)
    address = central.start()
    central.start_jobs()
    return address


def _open_till(central: CentralProcess, address: str, folder: TillFolder) -> RunningTill:
    if not folder.is_enrolled:
        code = central.command("enrol-code", "--plain").strip()
        enrol_till(folder, address=address, code=code)
    return open_till(folder, address=address)


def _work(running: RunningTill, server: ProviderServer, options: DemoOptions) -> DayFigures:
    if options.headless:
        return Day(running, sample_staff(), Customer(server.address), _say).run()
    _say("The counter opens in a window now. Close the window, or press Ctrl+C here, to end it.")
    from app.demo.window import run_window  # noqa: PLC0415  # the script needs no Qt

    run_window(running, sample_staff().hint, server.address)
    _finish(running)
    with running.till.db.reading() as uow:
        return DayFigures(catalog_rows=uow.catalog.count_items())


def _finish(running: RunningTill) -> None:
    """Send and print what the closed window left, so that the audit sees a finished day."""
    for receipt in list_unprinted(running.till):
        print_receipt(running.till, receipt)
    running.link.restore()
    running.engine.try_now()
    if not running.board.await_status(_is_settled, _SETTLE_S_MAX):
        _say("Central was not reached: what waits is on this till's disk and is not lost.")


def _is_settled(status: SyncStatus) -> bool:
    return status.link is Link.ONLINE and status.waiting_count == 0


def _audit(central: CentralProcess, running: RunningTill, books: Path) -> dict[str, object]:
    """Run the audit in a process of its own, which shares no code with this one."""
    request = AuditRequest(
        till_database=str(running.folder.database),
        till_key=running.keys.database_key.hex(),
        central_database=str(central.database),
        central_key=central.database_key,
        receipts_folder=str(running.folder.receipts),
        provider_books=str(books),
    )
    done = subprocess.run(  # our own module, no input from outside
        [sys.executable, "-m", "app.demo.audit"],
        input=json.dumps(asdict(request)),
        capture_output=True,
        text=True,
        check=False,
        timeout=_AUDIT_S_MAX,
    )
    if not done.stdout:
        raise WindwardError("The audit could not run", done.stderr.strip())
    report: dict[str, object] = json.loads(done.stdout)
    return report


def _print_verdict(report: dict[str, object]) -> None:
    _say(
        f"Audit: {report['receipts_printed']} receipts printed, {report['sales_till']} sales at the"
        f" till, {report['sales_central']} at central, {report['shipments']} shipments;"
        f" {_count(report['lost'])} lost, {_count(report['duplicated'])} duplicated;"
        f" chain {'verified' if report['chain_verified'] else 'BROKEN'}."
    )
    _say(
        f"Payments by telephone: {report['payments_verified']} verified,"
        f" {report['payments_disputed']} disputed, {report['payments_open']} open, by paper, till,"
        f" central and the providers' own books; {_count(report['payments_wrong'])} wrong."
    )
    for name in ("lost", "duplicated", "receipts_damaged", "payments_wrong"):
        if report[name]:
            _say(f"  {name.replace('_', ' ')}: {report[name]}")
    _say("Everything adds up." if report["clean"] else "This does NOT add up.")


def _say(text: str) -> None:
    """Tell the person at the terminal, at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def _count(found: object) -> int:
    return len(found) if isinstance(found, list) else 0


def _write_figures(
    file: Path, figures: DayFigures, report: dict[str, object], seconds: float
) -> None:
    written = {
        "catalog_rows": figures.catalog_rows,
        "sales": report["sales_till"],
        "shipments": report["shipments"],
        "operations_pushed": report["operations_pushed"],
        "operations_applied": report["operations_applied"],
        "lost": _count(report["lost"]),
        "duplicated": _count(report["duplicated"]),
        "takings_till": report["takings_till"],
        "takings_central": report["takings_central"],
        "chain_verified": report["chain_verified"],
        "payments_verified": report["payments_verified"],
        "payments_disputed": report["payments_disputed"],
        "payments_wrong": _count(report["payments_wrong"]),
        "seconds": seconds,
    }
    file.write_text(json.dumps(written, indent=2) + "\n", encoding="utf-8")
