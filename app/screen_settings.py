"""How the screen of one till looks and speaks: kept in its folder from run to run, no secret."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from app.language.speak import ENGLISH
from app.theme.theme import Theme
from app.theme.tokens import Scheme, load_tokens
from domain.errors import WorldFailure
from storage.flushing import replace_durably

_FILE = "screen.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreenSettings:
    """What a person chose. A value that the program does not know counts as not chosen."""

    scheme: str = Scheme.LIGHT
    text_scale: float = 1.0
    reduced_motion: bool = False
    language: str = ENGLISH

    @property
    def theme(self) -> Theme:
        """The look that was chosen."""
        known = self.text_scale in load_tokens().scales
        return Theme(
            scheme=Scheme(self.scheme) if self.scheme in set(Scheme) else Scheme.LIGHT,
            text_scale=self.text_scale if known else 1.0,
            reduced_motion=bool(self.reduced_motion),
        )


class ScreenFile:
    """The settings' file in a till's data folder."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / _FILE

    def read(self) -> ScreenSettings:
        """Read what was chosen; the defaults where the file is missing or damaged."""
        try:
            return ScreenSettings(**json.loads(self._path.read_text("utf-8")))
        except (OSError, ValueError, TypeError):
            return ScreenSettings()

    def keep(self, settings: ScreenSettings) -> None:
        """Write the file whole or not at all. Raises WorldFailure."""
        unfinished = self._path.with_name(f"{self._path.name}.unfinished")
        try:
            unfinished.write_text(json.dumps(asdict(settings)), "utf-8")
            replace_durably(unfinished, self._path)
        except OSError as error:
            raise WorldFailure(
                "Your choice was not kept",
                "It holds until Windward is closed. Nothing is lost. Free some disk space, then"
                " choose again.",
            ) from error
