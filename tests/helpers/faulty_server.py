"""A server on this machine that answers as a test says, faults included.

It knows nothing of what is asked: it plays back answers, and ways to fail: late, dripping, torn.
Independent of every driver, so that a driver's own idea of a fault is not what it is tested by.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Literal

from app.demo.heard import Answer, Heard

Fault = Literal["", "reset", "torn", "silent", "drip"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply(Answer):
    """One answer. ``torn`` ends in the midst, ``silent`` says nothing until the server stops."""

    fault: Fault = ""


Answering = Callable[[Heard], Answer]


@dataclass(slots=True)
class FaultyServer:
    """What was heard, and what answers next: ``faults`` first, then ``answer``."""

    answer: Answering
    heard: list[Heard] = field(default_factory=list)
    faults: list[Reply | None] = field(default_factory=list)
    after_work: bool = False
    address: str = ""
    _stopping: threading.Event = field(default_factory=threading.Event)

    def reply(self, heard: Heard) -> Answer:
        """Answer one request. With ``after_work`` a fault comes when the work is done already."""
        self.heard.append(heard)
        fault = self.faults.pop(0) if self.faults else None
        if fault is None:
            return self.answer(heard)
        if self.after_work:
            self.answer(heard)
        return fault

    def wait(self) -> None:
        """Say nothing until the server stops."""
        self._stopping.wait(30)

    def stop(self) -> None:
        self._stopping.set()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    faulty: FaultyServer

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the library's name
        del format, args

    def _serve(self) -> None:
        length = int(self.headers.get("content-length", "0"))
        heard = Heard(
            method=self.command,
            path=self.path,
            headers={name.lower(): value for name, value in self.headers.items()},
            body=self.rfile.read(length),
        )
        reply = self.faulty.reply(heard)
        fault = reply.fault if isinstance(reply, Reply) else ""
        if fault == "silent":
            self.faulty.wait()
        if fault in {"reset", "silent"}:
            self._cut()
            return
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.send_header("content-length", str(len(reply.body)))
        self.end_headers()
        if fault == "torn":
            self.wfile.write(reply.body[: len(reply.body) // 2])
            self._cut()
            return
        self.wfile.write(reply.body)

    def _cut(self) -> None:
        """End the connection the rude way: the other end sees a reset."""
        self.close_connection = True
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        self.connection.shutdown(socket.SHUT_RDWR)

    do_GET = do_POST = _serve  # noqa: N815  the library's names


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """The other end went away: that is what a test of faults does."""


@contextmanager
def serving(answer: Answering) -> Iterator[FaultyServer]:
    """Serve on a free port of this machine, for the block."""
    faulty = FaultyServer(answer)
    handler = type("Handler", (_Handler,), {"faulty": faulty})
    server = _Server(("127.0.0.1", 0), handler)
    faulty.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield faulty
    finally:
        faulty.stop()
        server.shutdown()
        thread.join()
        server.server_close()
