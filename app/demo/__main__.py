"""``python3 dev.py demo``: the main job on embedded defaults, in a window or as a script."""

import json
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
from app.demo.day import Day, DayFigures
from app.demo.options import DemoOptions, environment, parse_options
from app.demo.planted import drop_one_sale
from app.demo.sample import SAMPLE, sample_staff
from app.till_folder import TillFolder
from app.use_cases.print_receipt import list_unprinted, print_receipt
from domain.errors import WindwardError
from sync.protocol.status import Link, SyncStatus

_AUDIT_S_MAX = 300.0
_SETTLE_S_MAX = 60.0


def main(words: Sequence[str]) -> int:
    """Run the demo. Return 0 where nothing was lost, 1 where the audit found something.

    2 for bad input.
    """
    options = parse_options(words, environment())
    try:
        if options.data is not None:
            options.data.mkdir(parents=True, exist_ok=True)
            return _run(options, options.data)
        with tempfile.TemporaryDirectory(
            prefix="windward-demo-", ignore_cleanup_errors=True
        ) as folder:
            return _run(options, Path(folder))
    except WindwardError as error:
        sys.stderr.write(f"{error.title}. {error.message}\n")
        return 2


def _run(options: DemoOptions, folder: Path) -> int:
    started_s = time.monotonic()
    central = CentralProcess(folder / "central")
    address = _start_central(central, options)
    try:
        running = _open_till(central, address, TillFolder.below(folder))
        try:
            _say(running.secrets.describe())
            figures = _work(running, options)
        finally:
            running.close()
    finally:
        central.stop()
    if options.plant_drop:
        drop_one_sale(central.database, central.database_key)
        _say("Planted: one sale was deleted at central.")
    report = _audit(central, running)
    _print_verdict(report)
    if options.json_file is not None:
        seconds = round(time.monotonic() - started_s, 3)
        _write_figures(options.json_file, figures, report, seconds)
    return 0 if report["clean"] else 1


def _start_central(central: CentralProcess, options: DemoOptions) -> str:
    if not central.database.exists():
        central.command("init", "--sample")
        file = options.catalog or SAMPLE / "catalog.csv"
        text, _ = import_catalog(central, file, options.currency)
        _say(text.rstrip())
    return central.start()


def _open_till(central: CentralProcess, address: str, folder: TillFolder) -> RunningTill:
    if not folder.is_enrolled:
        code = central.command("enrol-code", "--plain").strip()
        enrol_till(folder, address=address, code=code)
    return open_till(folder, address=address)


def _work(running: RunningTill, options: DemoOptions) -> DayFigures:
    if options.headless:
        return Day(running, sample_staff(), _say).run()
    from app.demo.window import run_window  # noqa: PLC0415  # the script needs no Qt

    run_window(running, sample_staff().hint)
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


def _audit(central: CentralProcess, running: RunningTill) -> dict[str, object]:
    """Run the audit in a process of its own, which shares no code with this one."""
    request = AuditRequest(
        till_database=str(running.folder.database),
        till_key=running.keys.database_key.hex(),
        central_database=str(central.database),
        central_key=central.database_key,
        receipts_folder=str(running.folder.receipts),
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
    for name in ("lost", "duplicated", "receipts_damaged"):
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
        "seconds": seconds,
    }
    file.write_text(json.dumps(written, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
