"""A code that several products carry: which of them is in the hand?"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from app.presenters import words
from app.presenters.product_rows import ProductRow, product_row
from domain.catalog import CatalogItem


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceState:
    """The dialog: the products that answer to one code."""

    title: str = ""
    text: str = ""
    rows: tuple[ProductRow, ...] = ()


class ChoiceView(Protocol):
    """The dialog, as the presenter knows it."""

    def show_state(self, state: ChoiceState) -> None: ...


class ChoicePresenter:
    """Shows the products and hands the chosen one on."""

    def __init__(self, view: ChoiceView, *, on_chosen: Callable[[CatalogItem], None]) -> None:
        self._view = view
        self._on_chosen = on_chosen
        self._items: tuple[CatalogItem, ...] = ()

    def start(self, code: str, items: tuple[CatalogItem, ...]) -> None:
        self._items = items
        self._view.show_state(
            ChoiceState(
                title=words.several_have(code),
                text=words.choose_one(),
                rows=tuple(product_row(item, "") for item in items),
            )
        )

    def on_row_chosen(self, row: int) -> None:
        if 0 <= row < len(self._items):
            self._on_chosen(self._items[row])
