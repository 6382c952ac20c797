"""Opening central: settings and keys become one value that everything else is given."""

from dataclasses import dataclass, field

from central.crowd import Crowd
from central.database import CentralDatabase, open_database, open_replica
from central.keys import CentralKeys, load_keys
from central.replica import Replica
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
    replica: Replica | None = None
    crowd: Crowd = field(default_factory=lambda: Crowd(Settings().exchanges_a_second))

    @property
    def epoch(self) -> str:
        """The epoch in force now. Asked of the database: another process may have begun one."""
        return settle_epoch(self.database, self.surroundings)

    def close(self) -> None:
        """Close the database, and the replica if there is one."""
        self.database.close()
        if self.replica is not None:
            self.replica.database.close()


def open_central(settings: Settings, surroundings: Surroundings | None = None) -> Central:
    """Open the database, bring it up to date and settle the epoch.

    Raises NotFound before ``init``; DataDamaged, DatabaseUnavailable, UnsafeSqlite as their texts
    say.
    """
    around = surroundings or Surroundings()
    keys = load_keys(settings)
    database = open_database(settings, keys.database)
    replica = open_replica(settings)
    settle_epoch(database, around)
    return Central(
        settings=settings,
        keys=keys,
        database=database,
        surroundings=around,
        replica=None if replica is None else Replica(replica),
        crowd=Crowd(settings.exchanges_a_second),
    )
