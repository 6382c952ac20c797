"""The settings of the devices in the till's folder: a file a person may copy to the next till."""

import json
from pathlib import Path

from app.use_cases.device_settings import DeviceSettings, settings_as, settings_from
from domain.errors import WorldFailure
from domain.sentence import told
from storage.flushing import replace_durably

FILE_NAME = "devices.json"


class SettingsFile:
    """``devices.json`` beside the database; no secret. A part that is damaged is the default."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE_NAME

    def read(self) -> DeviceSettings:
        try:
            raw = json.loads(self._path.read_text("utf-8"))
        except (OSError, ValueError):
            return DeviceSettings()
        return settings_from(raw) if isinstance(raw, dict) else DeviceSettings()

    def keep(self, settings: DeviceSettings) -> None:
        """Keep them, whole or not at all. Raises WorldFailure."""
        unfinished = self._path.with_name(f".{FILE_NAME}.unfinished")
        try:
            unfinished.write_text(json.dumps(settings_as(settings), indent=2), "utf-8")
            replace_durably(unfinished, self._path)
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise WorldFailure(
                "The settings were not kept",
                told(
                    "{file_name} cannot be written ({reason}). The old ones stay in force."
                    " Free some disk space, then change it again.",
                    file_name=FILE_NAME,
                    reason=reason,
                ),
            ) from error
