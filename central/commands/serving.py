"""``serve``: central answers tills until it is told to stop."""

import os
import signal
import socket
from argparse import ArgumentParser, Namespace
from contextlib import suppress
from pathlib import Path
from types import FrameType

import uvicorn

from central.app import create_app
from central.commands.options import Command, opened, say
from domain.errors import WorldFailure

_STOP_TIMEOUT_S = 10
_CONNECTIONS_MAX = 2_000
_KEEP_ALIVE_S = 75


class _AnnouncedServer(uvicorn.Server):
    """A server that writes its port to a file once it listens."""

    def __init__(self, config: uvicorn.Config, port_file: Path | None) -> None:
        super().__init__(config)
        self._port_file = port_file

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started and sockets and self._port_file is not None:
            _write_whole(self._port_file, f"{sockets[0].getsockname()[1]}\n")


def _describe(parser: ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
    parser.add_argument("--port", type=int, default=8480, help="0 takes a free one")
    parser.add_argument("--port-file", type=Path, help="write the port there once it listens")


def _run(options: Namespace) -> int:
    with opened(options) as central:
        config = uvicorn.Config(
            create_app(central),
            log_config=None,
            access_log=False,
            server_header=False,
            limit_concurrency=_CONNECTIONS_MAX,
            timeout_keep_alive=_KEEP_ALIVE_S,
            timeout_graceful_shutdown=_STOP_TIMEOUT_S,
        )
        with _listening(options.host, options.port) as listening:
            port = listening.getsockname()[1]
            say(f"Central listens on http://{options.host}:{port}; stop it with Ctrl+C.")
            signal.signal(signal.SIGTERM, _stop)
            with suppress(KeyboardInterrupt):
                _AnnouncedServer(config, options.port_file).run(sockets=[listening])
    return 0


def _stop(number: int, frame: FrameType | None) -> None:
    """Unwind in order: uvicorn has answered what was under way and hands the signal back to us."""
    del number, frame
    raise KeyboardInterrupt


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    bound = socket.socket(family, socket.SOCK_STREAM)
    try:
        if os.name == "posix":  # on Windows it would let two programs take one port
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((host, port))
    except (OSError, OverflowError) as error:
        bound.close()
        raise WorldFailure(
            "Central cannot listen there",
            f"{host}, port {port}: {error}. Choose another with --host and --port.",
        ) from error
    return bound


def _write_whole(path: Path, text: str) -> None:
    """Write a file that is never seen half-written. Raises WorldFailure."""
    partial = path.with_name(path.name + ".part")
    try:
        partial.write_text(text, "ascii")
        partial.replace(path)
    except OSError as error:
        raise WorldFailure("The port file could not be written", f"{path}: {error}.") from error


SERVE = Command("serve", "answer tills", _describe, _run)
