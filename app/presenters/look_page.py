"""*Language and look*: how this till's screen speaks and shows; the screen itself does it."""

from app.presenters.more import MorePage, MoreRow, Page
from app.presenters.words import say


class LookPagePresenter(Page):
    """A row in the list; what is chosen on the page goes to the look, not through a use case."""

    key = MorePage.LOOK

    @property
    def row(self) -> MoreRow:
        return MoreRow(
            key=self.key,
            title=say("Language and look"),
            detail=say("Words, letters, light or dark"),
            icon="sun",
        )
