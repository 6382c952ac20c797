"""The web server behind ``serve``: apart, because only that command needs the web's libraries."""

import gc
import socket
import sys
from pathlib import Path

import uvicorn

from central.app import create_app
from central.opening import Central
from domain.errors import WorldFailure
from sync.protocol.nudges import MESSAGE_BYTES_MAX

_STOP_TIMEOUT_S = 10
_CONNECTIONS_MAX = 6_000
"""A till keeps two: one for exchanges, one that hears nudges."""
_FILES_SPARED = 500
_PING_S = 30
_KEEP_ALIVE_S = 75


class _AnnouncedServer(uvicorn.Server):
    """A server that writes its port to a file once it listens."""

    def __init__(self, config: uvicorn.Config, port_file: Path | None) -> None:
        super().__init__(config)
        self._port_file = port_file

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        gc.collect()
        gc.freeze()  # a whole collection of the program itself would keep every till waiting
        if self.started and sockets and self._port_file is not None:
            _write_whole(self._port_file, f"{sockets[0].getsockname()[1]}\n")


def serve_on(central: Central, listening: socket.socket, port_file: Path | None) -> None:
    """Answer tills on a listening socket until a signal stops it."""
    allow_files(_CONNECTIONS_MAX + _FILES_SPARED)
    config = uvicorn.Config(
        create_app(central),
        log_config=None,
        access_log=False,
        server_header=False,
        limit_concurrency=_CONNECTIONS_MAX,
        ws="websockets-sansio",
        ws_max_size=MESSAGE_BYTES_MAX,
        ws_ping_interval=_PING_S,
        ws_ping_timeout=_PING_S,
        ws_per_message_deflate=False,  # it would keep a window of 64 kB for each socket
        timeout_keep_alive=_KEEP_ALIVE_S,
        timeout_graceful_shutdown=_STOP_TIMEOUT_S,
    )
    _AnnouncedServer(config, port_file).run(sockets=[listening])


def allow_files(wanted: int) -> None:
    """Let this process open so many files, as far as the system lets it: a socket is one."""
    if sys.platform == "win32":  # it has no such limit, and no such module
        return
    import resource  # noqa: PLC0415  see above

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    if soft != resource.RLIM_INFINITY and soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


def _write_whole(path: Path, text: str) -> None:
    """Write a file that is never seen half-written. Raises WorldFailure."""
    partial = path.with_name(path.name + ".part")
    try:
        partial.write_text(text, "ascii")
        partial.replace(path)
    except OSError as error:
        raise WorldFailure("The port file could not be written", f"{path}: {error}.") from error
