"""Reports of our own faults, for whoever has to find the bug. The data is kept all the same."""

import platform
import traceback
from pathlib import Path

from app.use_cases.ports import Clock

REPORTS_KEPT = 50


class CrashReports:
    """A folder of reports, the newest 50.

    A report holds the trace and no data of a sale or a person.
    """

    def __init__(self, folder: Path, clock: Clock, program_version: str) -> None:
        self._folder = folder
        self._clock = clock
        self._program_version = program_version

    def keep(self, error: BaseException) -> Path | None:
        """Write a report. Return where, or None if even that was impossible.

        Reporting never fails.
        """
        at = self._clock.now()
        path = self._folder / f"{at:%Y%m%dT%H%M%S%f}.txt"
        frames = traceback.extract_tb(error.__traceback__)
        lines = [
            f"Windward {self._program_version}",
            f"Python {platform.python_version()}, {platform.system()} {platform.release()}",
            at.isoformat(),
            # The type only: a message can quote what a person typed.
            type(error).__name__,
            *(f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames),
        ]
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            path.write_text("\n".join(lines) + "\n", encoding="utf-8")
            for old in sorted(self._folder.glob("*.txt"))[:-REPORTS_KEPT]:
                old.unlink(missing_ok=True)
        except OSError:
            return None
        return path

    def list_reports(self) -> list[Path]:
        """Return the reports, oldest first."""
        return sorted(self._folder.glob("*.txt"))
