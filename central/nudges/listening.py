"""Hearing PostgreSQL's notifications: one connection and one thread in each API process."""

import threading

import psycopg
import sqlalchemy as sa
import structlog

from central.database import CentralDatabase
from central.nudges.hub import NudgeHub
from central.telling import CHANNEL, feeds_of

_LOOK_S = 1.0
_WAIT_S_MAX = 30.0
_log = structlog.get_logger("central.nudges")


class FeedListener:
    """Passes notifications on to the hub; reconnects for ever, and then tells everybody."""

    def __init__(self, database: CentralDatabase, hub: NudgeHub) -> None:
        self._database = database
        self._hub = hub
        self._stopping = threading.Event()
        self.is_listening = threading.Event()
        self._thread = threading.Thread(target=self._run, name="nudges", daemon=True)

    def start(self) -> None:
        """Begin to listen."""
        self._thread.start()

    def stop(self) -> None:
        """Stop, within about a second."""
        self._stopping.set()
        self._thread.join(_LOOK_S * 5)

    def _run(self) -> None:
        wait_s = _LOOK_S
        while not self._stopping.is_set():
            try:
                self._listen()
                wait_s = _LOOK_S
            except (psycopg.Error, sa.exc.DBAPIError, sa.exc.TimeoutError) as error:
                # Tills ask by themselves meanwhile: nothing is lost but promptness.
                _log.info("nudges_not_heard", error=type(error).__name__)
                self._stopping.wait(wait_s)
                wait_s = min(wait_s * 2, _WAIT_S_MAX)
            finally:
                self.is_listening.clear()

    def _listen(self) -> None:
        pooled = self._database.engine.raw_connection()
        connection = pooled.driver_connection
        assert isinstance(connection, psycopg.Connection)
        pooled.detach()  # it is ours now, and closed when this is left
        with connection:
            connection.rollback()
            connection.autocommit = True
            connection.execute(f"LISTEN {CHANNEL}")
            self.is_listening.set()
            self._hub.tell_all()
            while not self._stopping.is_set():
                for note in connection.notifies(timeout=_LOOK_S):
                    self._hub.tell(feeds_of(note.payload))
