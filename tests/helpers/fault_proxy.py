"""A proxy between a program and a server, that does to the line what a test planned.

It knows HTTP and nothing of who speaks: neither the doubles nor the drivers have a part in what is
done to them. One plan is for one call that its pattern fits ("POST /v1/refunds"); what no plan
fits goes through untouched. Independent tools were looked at: those of the registries are either
random, and so prove nothing twice, or need another language's runtime.
"""

from __future__ import annotations

import json
import re
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from socketserver import StreamRequestHandler, ThreadingTCPServer
from typing import Literal, cast, get_args
from urllib.parse import urlsplit

Fault = Literal[
    "refused",  # cut before anything was read
    "reset",  # read, not passed on, and reset
    "lost",  # passed on, and the answer lost in a reset
    "torn",  # passed on, and half of the answer
    "late",  # passed on, and the answer held until nobody waits any more
    "429",  # answered in the server's stead: too many
    "500",
    "503 after",  # passed on, and answered with 503 all the same
    "garbled",  # passed on, and answered with 200 and no JSON
    "drifted",  # passed on, and every field of the answer has another name
]
FAULTS: tuple[Fault, ...] = get_args(Fault)
Reading = Callable[[int], bytes]
"""Reads a line, or so many bytes."""
_HEAD_BYTES_MAX, _BODY_BYTES_MAX = 65_536, 4_194_304
_TIMEOUT_S = 20.0
_WORDS = {429: "Too Many Requests", 500: "Internal Server Error", 503: "Service Unavailable"}


@dataclass(slots=True)
class Plan:
    """What happens, once, to the next call whose "METHOD /path?query" the pattern fits."""

    fits: str
    fault: Fault


@dataclass(slots=True)
class FaultProxy:
    """The plans that are left, and what passed: method and path of each call."""

    target: str
    address: str = ""
    plans: list[Plan] = field(default_factory=list)
    heard: list[str] = field(default_factory=list)
    stopping: threading.Event = field(default_factory=threading.Event)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def plan(self, fits: str, fault: Fault) -> None:
        """Let this happen to the next call that fits."""
        self.plans.append(Plan(fits, fault))

    def take(self, call: str) -> Fault | None:
        """Note a call, and return what happens to it."""
        with self._lock:
            self.heard.append(call)
            for plan in self.plans:
                if re.search(plan.fits, call):
                    self.plans.remove(plan)
                    return plan.fault
        return None


@dataclass(frozen=True, slots=True)
class _Message:
    start: str
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def sent(self, **changed: str) -> bytes:
        """The message's bytes, for one connection of its own."""
        kept = {name.lower(): value for name, value in self.headers}
        kept |= {"content-length": str(len(self.body)), "connection": "close", **changed}
        kept.pop("transfer-encoding", None)
        lines = [self.start, *(f"{name}: {value}" for name, value in kept.items())]
        return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + self.body


class _Handler(StreamRequestHandler):
    proxy: FaultProxy
    timeout = _TIMEOUT_S

    def handle(self) -> None:
        asked = _read(self.rfile.readline, self.rfile.read)
        if asked is None:
            return
        method, target, _ = asked.start.split(" ", 2)
        fault = self.proxy.take(f"{method} {target}")
        if fault in {"refused", "reset"}:
            self._cut()
            return
        if fault in {"429", "500"}:
            self._say(int(cast("str", fault)))
            return
        answer = self._passed_on(asked)
        self._answer(fault, answer)

    def _answer(self, fault: Fault | None, answer: _Message) -> None:
        whole = answer.sent()
        if fault is None:
            self.wfile.write(whole)
        elif fault == "lost":
            self._cut()
        elif fault == "torn":
            head = whole.index(b"\r\n\r\n") + 4
            self.wfile.write(whole[: head + (len(whole) - head) // 2])
            self._cut()
        elif fault == "late":
            self.proxy.stopping.wait(_TIMEOUT_S)
        elif fault == "503 after":
            self._say(503)
        elif fault == "garbled":
            page = _Message("HTTP/1.1 200 OK", (), b"<html>\xff Attention required!</html>")
            self.wfile.write(page.sent(**{"content-type": "text/html"}))
        else:
            self.wfile.write(_Message(answer.start, answer.headers, _drifted(answer.body)).sent())

    def _passed_on(self, asked: _Message) -> _Message:
        where = urlsplit(self.proxy.target)
        host, port = where.hostname or "127.0.0.1", where.port or 80
        with socket.create_connection((host, port), timeout=_TIMEOUT_S) as upstream:
            upstream.sendall(asked.sent(host=f"{host}:{port}"))
            stream = upstream.makefile("rb")
            answer = _read(stream.readline, stream.read)
        assert answer is not None, "the server behind the proxy said nothing"
        return answer

    def _say(self, status: int) -> None:
        start = f"HTTP/1.1 {status} {_WORDS[status]}"
        self.wfile.write(_Message(start, (("content-type", "text/plain"),), b"no").sent())

    def _cut(self) -> None:
        """End the connection the rude way: the other end sees a reset."""
        self.wfile.flush()
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        self.connection.close()


class _Server(ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True

    def handle_error(self, request: object, client_address: object) -> None:
        """The other end went away: that is what a test of faults does."""


@contextmanager
def fault_proxy(target: str) -> Iterator[FaultProxy]:
    """Stand before a server on a free port of this machine, for the block."""
    proxy = FaultProxy(target)
    handler = type("Handler", (_Handler,), {"proxy": proxy})
    server = _Server(("127.0.0.1", 0), handler)
    proxy.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield proxy
    finally:
        proxy.stopping.set()
        server.shutdown()
        thread.join()
        server.server_close()


def _read(readline: Reading, read: Reading) -> _Message | None:
    """Read one request or answer whose length is said; None where the other end said nothing."""
    head: list[str] = []
    size = 0
    while True:
        raw = readline(_HEAD_BYTES_MAX)
        size += len(raw)
        if not raw or size > _HEAD_BYTES_MAX:
            return None
        text = raw.decode("latin-1").rstrip("\r\n")
        if not text:
            break
        head.append(text)
    pairs = (text.split(":", 1) for text in head[1:])
    headers = tuple((name.strip(), value.strip()) for name, value in pairs)
    length = int({name.lower(): value for name, value in headers}.get("content-length", "0"))
    assert length <= _BODY_BYTES_MAX
    return _Message(head[0], headers, read(length) if length else b"")


def _drifted(body: bytes) -> bytes:
    """Name every field otherwise, at all depths: the shape of tomorrow."""
    return json.dumps(_renamed(json.loads(body))).encode()


def _renamed(value: object) -> object:
    if isinstance(value, dict):
        return {f"{name}V2": _renamed(part) for name, part in value.items()}
    return [_renamed(part) for part in value] if isinstance(value, list) else value
