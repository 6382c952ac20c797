"""Reports as files, where the person at this computer finds them: beside the receipts' PDFs."""

import csv
import io
import os
from pathlib import Path

import platformdirs

from app.devices.report_pdf import report_pdf
from app.use_cases.day_report import FileKind, ReadReport, note_report_saved
from app.use_cases.till import Session, Till
from domain.errors import WorldFailure
from domain.report_rows import REPORT_COLUMNS, report_rows
from domain.sentence import told

FILES_FOLDER = "WINDWARD_FILES"


def files_folder() -> Path:
    """Return the folder of everything that a till saves for people.

    ``WINDWARD_FILES`` names another one: the demo keeps out of the documents of who tries it.
    """
    named = os.environ.get(FILES_FOLDER)
    if named:
        return Path(named)
    return platformdirs.user_documents_path() / "Windward"


def save_report(
    till: Till, session: Session, shown: ReadReport, kind: FileKind, folder: Path | None = None
) -> str:
    """Write a report as it is shown, over an older file of the same days; return where it lies.

    It is noted who did before it is written. Raises WorldFailure where the folder cannot be
    written, and NotAllowed.
    """
    path = (folder or files_folder()) / f"{_stem(shown)}.{kind}"
    note_report_saved(till, session, shown, kind)
    contents = report_csv(shown) if kind == "csv" else report_pdf(shown)
    partial = path.with_name(path.name + ".partial")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        partial.write_bytes(contents)
        partial.replace(path)
    except OSError as error:
        raise WorldFailure(
            "The report was not saved",
            told(
                "{path}: {reason}. What it shows is not lost. Try again.",
                path=str(path),
                reason=error.strerror or type(error).__name__,
            ),
        ) from error
    return str(path)


def report_csv(shown: ReadReport) -> bytes:
    """Return a report as CSV in UTF-8 with a mark, as spreadsheets want it (RFC 4180)."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(REPORT_COLUMNS)
    writer.writerows(report_rows(shown.report))
    return text.getvalue().encode("utf-8-sig")


def _stem(shown: ReadReport) -> str:
    span = shown.report.span
    days = f"{span.first}" if span.is_one_day else f"{span.first}-to-{span.last}"
    return f"report-{shown.till_label}-{days}"
