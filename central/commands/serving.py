"""``serve``: central answers tills until it is told to stop."""

import argparse
import os
import signal
import socket
from argparse import ArgumentParser, Namespace
from contextlib import suppress
from pathlib import Path
from types import FrameType

from central.commands.options import Command, opened, say
from central.commands.processes import PROCESSES_MAX, Crew
from central.opening import Central
from domain.errors import BadInput, WorldFailure


def _describe(parser: ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
    parser.add_argument("--port", type=int, default=8480, help="0 takes a free one")
    parser.add_argument("--port-file", type=Path, help="write the port there once it listens")
    parser.add_argument(
        "--processes", type=_count, default=1, help="how many answer; above 1 needs PostgreSQL"
    )
    parser.add_argument("--socket", type=int, help=argparse.SUPPRESS)  # from our own process above


def _count(text: str) -> int:
    count = int(text)
    if not 1 <= count <= PROCESSES_MAX:
        raise argparse.ArgumentTypeError(f"1 to {PROCESSES_MAX}")
    return count


def _run(options: Namespace) -> int:
    if options.socket is not None:
        with socket.socket(fileno=options.socket) as handed_down:
            _serve(options, handed_down)
        return 0
    with _listening(options.host, options.port) as listening:
        port = listening.getsockname()[1]
        if options.processes == 1:
            _serve(options, listening, f"Central listens on http://{options.host}:{port}")
        else:
            _serve_with_several(options, listening)
    return 0


def _serve(options: Namespace, listening: socket.socket, told: str = "") -> None:
    from central.commands.server import serve_on  # noqa: PLC0415  the web's libraries load slowly

    with opened(options) as central:
        if told:
            say(f"{told}; stop it with Ctrl+C.")
        signal.signal(signal.SIGTERM, _stop)
        with suppress(KeyboardInterrupt):
            serve_on(central, listening, options.port_file)


def _serve_with_several(options: Namespace, listening: socket.socket) -> None:
    with opened(options) as central:  # tables are brought up to date once, and faults said once
        _require_server(central)
    host, port = options.host, listening.getsockname()[1]
    say(f"Central listens on http://{host}:{port} with {options.processes} processes.")
    handed = listening.fileno()
    words = ["serve", "--socket", str(handed)]
    for name in ("data", "port_file"):
        if (given := getattr(options, name)) is not None:
            words += [f"--{name.replace('_', '-')}", str(given)]
    signal.signal(signal.SIGTERM, _stop)
    with suppress(KeyboardInterrupt):
        Crew(words, options.processes, handed).watch()


def _require_server(central: Central) -> None:
    if central.database.is_sqlite or os.name != "posix":
        raise BadInput(
            "One process is all that can answer here",
            "Several need PostgreSQL (WINDWARD_CENTRAL_DATABASE_URL) and a Unix system. Leave"
            " --processes out.",
        )


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
