"""*More*: what is not needed at every sale, as a list of pages. A part adds its own `Page`.

To add a page: a key in `MorePage`, a `Page` in ``app.presenters.flows``, its widget in
``app.counter.more_screen``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from app.presenters.floor import Floor, Flow
from app.presenters.key_map import Place
from app.use_cases.till import Session


class MorePage(StrEnum):
    """The pages, in the order of the list."""

    DEVICES = "devices"
    PAPERS = "papers"
    REPORTS = "reports"
    FILES = "files"
    STATEMENTS = "statements"
    LOOK = "look"
    PRACTICE = "practice"


@dataclass(frozen=True, slots=True, kw_only=True)
class MoreRow:
    """One page in the list: its name, and what it is for in a few words."""

    key: MorePage
    title: str
    detail: str
    icon: str

    @property
    def spoken(self) -> str:
        return f"{self.title}, {self.detail}"


@dataclass(frozen=True, slots=True, kw_only=True)
class MoreState:
    """The list and which page is shown beside it."""

    rows: tuple[MoreRow, ...] = ()
    selected: int = 0


class MoreView(Protocol):
    """The screen, as the presenter knows it."""

    def show_state(self, state: MoreState) -> None: ...

    def enter_page(self) -> None:
        """Give the page the keys."""


class Page:
    """One page of *More*. What it does not override, it has no need of."""

    key: MorePage

    @property
    def row(self) -> MoreRow:
        """How the list names it."""
        raise NotImplementedError

    @property
    def is_busy(self) -> bool:
        """Whether something is being saved: nobody goes elsewhere in that moment."""
        return False

    def start(self, session: Session) -> None:
        """The page is shown: draw it anew."""

    def leave(self) -> None:
        """Another page or place is shown, or the till was locked."""

    def on_scan(self, code: str) -> bool:
        """A scanner read a code while this page is shown; True when it was for this page."""
        del code
        return False


class MorePresenter(Flow):
    """Shows one page at a time; the list is walked with arrows, Enter goes into the page."""

    home = Place.MORE

    def __init__(self, view: MoreView, floor: Floor, pages: Sequence[Page]) -> None:
        self._view = view
        self._floor = floor
        self._pages = tuple(pages)
        self._selected = 0
        self._session: Session | None = None

    @property
    def is_busy(self) -> bool:
        return any(page.is_busy for page in self._pages)

    def on_arrived(self, session: Session) -> None:
        self._session = session
        self._show()
        self._page.start(session)

    def on_locked(self) -> None:
        self._session = None
        self._page.leave()

    def on_scan(self, code: str) -> bool:
        is_here = self._floor.place is Place.MORE and self._floor.dialog is None
        return is_here and self._page.on_scan(code)

    def on_moved(self, step: int) -> None:
        """Arrows in the list."""
        self.on_row_selected(min(max(self._selected + step, 0), len(self._pages) - 1))

    def on_row_selected(self, row: int) -> None:
        """A click, or the row arrows led to: its page is shown at once."""
        session = self._session
        if session is None or row == self._selected or not 0 <= row < len(self._pages):
            return
        if self.is_busy:
            return
        self._page.leave()
        self._selected = row
        self._floor.notify(None)
        self._show()
        self._page.start(session)

    def on_row_entered(self, row: int) -> None:
        """Enter: the page gets the keys."""
        self.on_row_selected(row)
        self._view.enter_page()

    @property
    def _page(self) -> Page:
        return self._pages[self._selected]

    def _show(self) -> None:
        rows = tuple(page.row for page in self._pages)
        self._view.show_state(MoreState(rows=rows, selected=self._selected))
