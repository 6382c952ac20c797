"""Scenes of *Language and look*."""

from collections.abc import Callable, Mapping

from app.counter.gallery_scenes import Stage
from app.presenters.key_map import Place
from app.presenters.more import MorePage
from app.presenters.practice import PracticeState


def look(stage: Stage) -> None:
    """The page as it opens."""
    _enter(stage, MorePage.LOOK)


def practice(stage: Stage) -> None:
    """Training can be opened from here."""
    offered = PracticeState(is_offered=True)
    for view in (stage.window.screens.sign_in, stage.window.screens.more.practice):
        view.show_practice(offered)
    _enter(stage, MorePage.PRACTICE)


def practice_offered(stage: Stage) -> None:
    """The sign-in screen of a till that can open training."""
    stage.window.screens.sign_in.show_practice(PracticeState(is_offered=True))


def practice_open(stage: Stage) -> None:
    """Training is open in a window of its own: this till is locked."""
    stage.window.screens.sign_in.show_practice(PracticeState(is_offered=True, is_open=True))


def _enter(stage: Stage, page: MorePage) -> None:
    stage.begin()
    stage.go(Place.MORE)
    stage.window.counter.flows.more.on_row_entered(list(MorePage).index(page))


LOOK_SCENES: Mapping[str, Callable[[Stage], None]] = {
    "language-and-look": look,
    "practice": practice,
    "practice-offered": practice_offered,
    "practice-open": practice_open,
}
