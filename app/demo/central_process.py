"""The demo's own central: a real one, in processes of its own, on loopback.

Through its command line.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from domain.errors import WorldFailure

_START_S_MAX = 60.0
_STOP_S_MAX = 15.0
_COMMAND_S_MAX = 600.0


class CentralProcess:
    """Central's data folder and, once started, the process that serves it.

    ``environment`` holds settings beyond those of the folder (``WINDWARD_CENTRAL_…``).
    """

    def __init__(self, data: Path, environment: Mapping[str, str] | None = None) -> None:
        self._data = data
        self._environment = {**os.environ, **(environment or {})}
        self._process: subprocess.Popen[bytes] | None = None
        self._jobs: subprocess.Popen[bytes] | None = None
        self._log = data / "central.log"

    @property
    def database(self) -> Path:
        """Where central keeps its database."""
        return self._data / "central.db"

    @property
    def database_key(self) -> str:
        """Central's database key in hexadecimal, for the audit."""
        return (self._data / "keys" / "database.key").read_text("ascii").strip()

    @property
    def process_id(self) -> int:
        """The number of the process that serves. Raises ValueError where none does."""
        if self._process is None:
            raise ValueError("central is not serving")
        return self._process.pid

    def command(self, *words: str) -> str:
        """Run one of central's commands and return what it printed.

        Raises WorldFailure with its own words.
        """
        done = subprocess.run(  # noqa: S603  # our own program and the demo's own words
            [*_program(), *words, "--data", str(self._data)],
            env=self._environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=_COMMAND_S_MAX,
        )
        if done.returncode != 0:
            raise WorldFailure(f"Central could not do '{words[0]}'", done.stderr.strip())
        return done.stdout

    def start(self, *, port: int = 0, processes: int = 1) -> str:
        """Start serving on a port of loopback, a free one unless said. Return the address."""
        port_file = self._data / "port"
        port_file.unlink(missing_ok=True)
        self._process = self._begin("serve", *self._serving(port_file, port, processes))
        return f"http://127.0.0.1:{self._await_port(port_file)}"

    def start_jobs(self) -> None:
        """Start the process of the periodic work, which looks payments up."""
        self._jobs = self._begin("jobs", "--data", str(self._data))

    def stop(self) -> None:
        """Stop serving and the jobs, in order if it can be."""
        for process in (self._jobs, self._process):
            if process is not None:
                _end(process)
        self._jobs = self._process = None

    def _begin(self, *words: str) -> "subprocess.Popen[bytes]":
        with self._log.open("ab") as log:
            return subprocess.Popen(  # noqa: S603  # our own program
                [*_program(), *words],
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
                env=self._environment,
            )

    def send_signal(self, number: int) -> None:
        """Send the process a signal and see its end: what a power cut does, for a test."""
        if self._process is not None:
            self._process.send_signal(number)
            self._process.wait(_STOP_S_MAX)

    def _serving(self, port_file: Path, port: int, processes: int) -> Sequence[str]:
        where = ("--data", str(self._data), "--host", "127.0.0.1", "--port", str(port))
        return (*where, "--port-file", str(port_file), "--processes", str(processes))

    def _await_port(self, port_file: Path) -> int:
        """Wait until central has written its port.

        Raises WorldFailure if it ends or takes too long.
        """
        process = self._process
        deadline = time.monotonic() + _START_S_MAX
        while process is not None and process.poll() is None and time.monotonic() < deadline:
            text = port_file.read_text("ascii").strip() if port_file.exists() else ""
            if text:
                return int(text)
            try:
                process.wait(0.02)
            except subprocess.TimeoutExpired:
                continue
        raise WorldFailure("Central did not start", f"Its log says why: {self._log}")


def import_catalog(
    central: CentralProcess, file: Path, currency: str
) -> tuple[str, dict[str, object]]:
    """Import a catalog. Return the readable report and its figures."""
    figures = central.database.parent / "import-report.json"
    text = central.command(
        "import-catalog", str(file), "--currency", currency, "--json", str(figures)
    )
    return text, json.loads(figures.read_text("utf-8"))


def _end(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    try:
        process.wait(_STOP_S_MAX)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _program() -> Sequence[str]:
    return (sys.executable, "-m", "central.cli")
