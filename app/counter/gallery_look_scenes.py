"""Scenes of *Language and look*."""

from collections.abc import Callable, Mapping

from app.counter.gallery_scenes import Stage
from app.presenters.key_map import Place
from app.presenters.more import MorePage


def look(stage: Stage) -> None:
    """The page as it opens."""
    stage.begin()
    stage.go(Place.MORE)
    rows = list(MorePage)
    stage.window.counter.flows.more.on_row_entered(rows.index(MorePage.LOOK))


LOOK_SCENES: Mapping[str, Callable[[Stage], None]] = {"language-and-look": look}
