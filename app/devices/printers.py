"""Printers that need no hardware: a folder, the console, and nothing at all."""

import os
import re
from pathlib import Path
from typing import TextIO

from app.use_cases.ports import PrinterFailure, PrintJob
from domain.sentence import told

_UNFIT = re.compile(r"[^A-Za-z0-9._-]+")


class FolderPrinter:
    """Prints each paper as a text file of its own: ``<job_id>.txt``.

    A file appears whole or not at all, and is on the disk when ``print_job`` returns. Printing the
    same job again replaces its file with the same one.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def kick_drawer(self) -> None:
        """A folder has no drawer."""

    def print_job(self, job: PrintJob) -> None:
        name = _UNFIT.sub("_", job.job_id).strip("._") or "paper"
        path = self._folder / f"{name}.txt"
        unfinished = self._folder / f".{name}.unfinished"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with unfinished.open("w", encoding="utf-8", newline="\n") as file:
                file.write("\n".join(job.lines) + "\n")
                file.flush()
                os.fsync(file.fileno())
            unfinished.replace(path)
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise PrinterFailure(
                "The paper was not printed",
                told(
                    "The folder that stands for the printer cannot be written ({reason}).",
                    reason=reason,
                ),
            ) from error


class ConsolePrinter:
    """Prints to a text stream, each paper between two cut lines."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def kick_drawer(self) -> None:
        """A console has no drawer."""

    def print_job(self, job: PrintJob) -> None:
        cut = "-" * max((len(line) for line in job.lines), default=0)
        try:
            self._stream.write("\n".join((cut, *job.lines, cut)) + "\n")
            self._stream.flush()
        except (OSError, ValueError) as error:  # ValueError: the stream was closed
            raise PrinterFailure(
                "The paper was not printed", "The console that stands for the printer is closed."
            ) from error


class NullPrinter:
    """Takes every paper and prints none: a till without a printer."""

    def print_job(self, job: PrintJob) -> None:
        del job

    def kick_drawer(self) -> None:
        """Nothing opens."""
