"""What a scan asks back before something is in the sale: which of several, and at what price."""

from collections.abc import Callable
from dataclasses import dataclass

from app.presenters import words
from app.presenters.choice import ChoicePresenter, ChoiceView
from app.presenters.floor import Floor
from app.presenters.key_map import Dialog, Place
from app.presenters.notices import Notice, Tone
from app.presenters.price import PricePresenter, PriceView
from app.presenters.services import Desk
from domain.catalog import CatalogItem


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionViews:
    """The two dialogs, as their presenters know them."""

    choice: ChoiceView
    price: PriceView


class SaleQuestions:
    """Opens a question over the sale, and never over a payment or another place."""

    def __init__(
        self,
        desk: Desk,
        views: QuestionViews,
        floor: Floor,
        on_chosen: Callable[[CatalogItem], None],
    ) -> None:
        self._floor = floor
        self._on_chosen = on_chosen
        self.choice = ChoicePresenter(views.choice, on_chosen=self._on_item_chosen)
        self.price = PricePresenter(desk, views.price, on_rung_up=floor.back_to_cart)

    def ask_price(self, item: CatalogItem) -> None:
        """The catalog knows no price: somebody with the right types one."""
        session = self._floor.session
        if session is None or not self._can_ask:
            self._say_not_added(item.name)
            return
        self._floor.open_dialog(Dialog.PRICE)
        self.price.start(session, item)

    def choose(self, code: str, items: tuple[CatalogItem, ...]) -> None:
        """Several items bear this code."""
        if not self._can_ask:
            self._say_not_added(code)
            return
        self.choice.start(code, items)
        self._floor.open_dialog(Dialog.CHOICE)

    @property
    def _can_ask(self) -> bool:
        return self._floor.place is Place.SALE and self._floor.is_free

    def _say_not_added(self, what: str) -> None:
        """The answer to a scan came late: the question would stand in the way, and is dropped."""
        title, text = words.not_added(what), words.not_added_what()
        self._floor.notify(Notice(title=title, text=text, tone=Tone.NEEDS_YOU))

    def _on_item_chosen(self, item: CatalogItem) -> None:
        self._floor.close_dialog()
        self._on_chosen(item)
