"""Search as you type: one look-up on its way at a time, the newest question next."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.presenters import words
from app.presenters.product_rows import ProductRow, product_row
from app.presenters.services import CounterServices, Desk
from app.presenters.tasks import LatestOnly
from domain.catalog import CatalogItem

RESULT_LIMIT = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogSize:
    """How many items this till can sell; ``is_arriving``: more of them are on their way.

    A new till sells from a first slice while the rest comes (sync rule 10.7): until it has heard
    all that central had to say, what it does not find may exist.
    """

    item_count: int
    is_arriving: bool = False


def look_at_catalog(services: CounterServices) -> CatalogSize:
    """Ask how much of the catalog is here; on the lane that reads."""
    return CatalogSize(
        item_count=services.count_products(),
        is_arriving=services.cases.standing().heard_at is None,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class FinderState:
    """The product list: rows and the selected one (-1: none), or what to do while it is empty."""

    rows: tuple[ProductRow, ...] = ()
    selected: int = -1
    note: str = ""
    empty_title: str = ""
    empty_text: str = ""


class ProductFinder:
    """Keeps the search text, its results and which of them is selected.

    ``was_chosen_by_hand`` tells a row somebody moved to from the first row, which is selected by
    itself: Enter rings up the former at once, and tries the text as a code before the latter.
    """

    def __init__(
        self,
        desk: Desk,
        *,
        on_changed: Callable[[], None],
        on_error: Callable[[Exception], None],
    ) -> None:
        self._on_changed = on_changed
        self._items: tuple[CatalogItem, ...] = ()
        self._rows: tuple[ProductRow, ...] = ()
        self._found_for = ""
        self._text = ""
        self._selected = -1
        self._size: CatalogSize | None = None
        self.was_chosen_by_hand = False
        services = desk.services
        self._look_up: LatestOnly[str, Sequence[CatalogItem]] = LatestOnly(
            desk.runner,
            "read",
            lambda text: services.search_catalog(text, RESULT_LIMIT),
            on_answer=self._on_found,
            on_error=on_error,
        )

    def search(self, text: str) -> None:
        """Look for ``text``; rows found for the text before stay until the answer is here."""
        wanted = text.strip()
        if wanted == self._text:
            return
        self._text = wanted
        self.was_chosen_by_hand = False
        if wanted:
            self._look_up.ask(wanted)
        else:
            self._look_up.forget()
            self._on_found("", ())

    def move(self, step: int) -> None:
        if self._items:
            last = len(self._items) - 1
            self._selected = min(max(self._selected + step, 0), last)
            self.was_chosen_by_hand = True

    def select(self, row: int) -> None:
        if 0 <= row < len(self._items):
            self._selected = row
            self.was_chosen_by_hand = True

    @property
    def is_arriving(self) -> bool:
        """Whether more products are on their way to this till, as far as was looked."""
        return self._size is not None and self._size.is_arriving

    def set_size(self, size: CatalogSize) -> None:
        self._size = size

    def selected_item(self) -> CatalogItem | None:
        return self._items[self._selected] if self._selected >= 0 else None

    def best_for(self, text: str) -> CatalogItem | None:
        """The selected row if the list on screen answers exactly ``text``, else nothing."""
        return self.selected_item() if self._found_for == text.strip() else None

    def state(self) -> FinderState:
        title, text = self._empty_words()
        return FinderState(
            rows=self._rows,
            selected=self._selected,
            note=self._note(),
            empty_title=title,
            empty_text=text,
        )

    def _on_found(self, text: str, items: Sequence[CatalogItem]) -> None:
        self._items = tuple(items)
        self._rows = tuple(product_row(item, text) for item in self._items)
        self._found_for = text
        self._selected = 0 if self._items else -1
        self.was_chosen_by_hand = False
        self._on_changed()

    def _note(self) -> str:
        if self._size is None:
            return ""
        count = self._size.item_count
        all_of_them = words.products_so_far(count) if self.is_arriving else words.products(count)
        if not self._found_for:
            return all_of_them
        if len(self._items) >= RESULT_LIMIT:
            return words.best_of_products(len(self._items), all_of_them)
        return words.some_of_products(len(self._items), all_of_them)

    def _empty_words(self) -> tuple[str, str]:
        if self._items:
            return "", ""
        if self._found_for:
            title = words.nothing_called(self._found_for)
            return title, words.not_here_yet() if self.is_arriving else words.check_spelling()
        if self._size is not None and self._size.item_count == 0:
            return words.no_products(), words.no_products_yet()
        return words.ready_to_sell(), words.scan_or_type()
