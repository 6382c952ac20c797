"""``serve``: central answers tills until it is told to stop."""

import os
import signal
import socket
from argparse import ArgumentParser, Namespace
from contextlib import suppress
from pathlib import Path
from types import FrameType

from central.commands.options import Command, opened, say
from domain.errors import WorldFailure


def _describe(parser: ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
    parser.add_argument("--port", type=int, default=8480, help="0 takes a free one")
    parser.add_argument("--port-file", type=Path, help="write the port there once it listens")


def _run(options: Namespace) -> int:
    from central.commands.server import serve_on  # noqa: PLC0415  the web's libraries load slowly

    with opened(options) as central, _listening(options.host, options.port) as listening:
        port = listening.getsockname()[1]
        say(f"Central listens on http://{options.host}:{port}; stop it with Ctrl+C.")
        signal.signal(signal.SIGTERM, _stop)
        with suppress(KeyboardInterrupt):
            serve_on(central, listening, options.port_file)
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


SERVE = Command("serve", "answer tills", _describe, _run)
