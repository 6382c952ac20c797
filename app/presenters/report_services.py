"""What the *Reports* page asks of the house."""

from collections.abc import Callable
from dataclasses import dataclass

from app.use_cases.day_report import FileKind, ReadReport, ReportQuestion
from app.use_cases.till import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportServices:
    """``read`` is a look-up (lane ``read``); ``save`` writes a file (lane ``write``).

    ``save`` returns where the file lies.
    """

    read: Callable[[Session, ReportQuestion], ReadReport]
    save: Callable[[Session, ReadReport, FileKind], str]
