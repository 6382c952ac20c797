"""Opening central: settings and keys become one value that everything else is given."""

from dataclasses import dataclass, field

from central.database import CentralDatabase, open_database
from central.keys import CentralKeys, load_keys
from central.settings import Settings
from central.state import settle_epoch
from central.surroundings import Surroundings


@dataclass(frozen=True, slots=True, kw_only=True)
class Central:
    """An open central. Close its database when done."""

    settings: Settings
    keys: CentralKeys
    database: CentralDatabase
    surroundings: Surroundings = field(default_factory=Surroundings)

    @property
    def epoch(self) -> str:
        """The epoch in force now. Asked of the database: another process may have begun one."""
        return settle_epoch(self.database, self.surroundings)

    def close(self) -> None:
        """Close the database."""
        self.database.close()


def open_central(settings: Settings, surroundings: Surroundings | None = None) -> Central:
    """Open the database, bring it up to date and settle the epoch.

    Raises NotFound before ``init``; DataDamaged, DatabaseUnavailable, UnsafeSqlite as their texts
    say.
    """
    around = surroundings or Surroundings()
    keys = load_keys(settings)
    database = open_database(settings, keys.database)
    central = Central(settings=settings, keys=keys, database=database, surroundings=around)
    settle_epoch(database, around)
    return central
