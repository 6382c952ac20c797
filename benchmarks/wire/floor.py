"""The floor: the same bytes as one compressed exchange over the same line, without work or storage.

What a design of one round trip could come down to at best.
"""

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from time import perf_counter_ns

import httpx
import zstandard

_LEVEL = 3
_WANTED = "X-Wanted-Bytes"
_TIMEOUT_S = 3_600.0


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        answer = bytes(int(self.headers[_WANTED]))
        self.send_response(httpx.codes.OK)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # http.server's name
        """Say nothing: standard error is for progress."""


@contextmanager
def floor_server() -> Iterator[int]:
    """Answer on a port of this computer for the block: as many bytes as a request asks for."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def time_floor(port: int, *, bytes_up: int, bytes_down: int, warm: bool = False) -> int:
    """Return the nanoseconds of one exchange of so many bytes; ``warm``: on a kept connection."""
    with httpx.Client(
        base_url=f"http://127.0.0.1:{port}", timeout=_TIMEOUT_S, trust_env=False
    ) as client:
        if warm:
            client.post("/", content=b"", headers={_WANTED: "0"})
        began = perf_counter_ns()
        client.post("/", content=bytes(bytes_up), headers={_WANTED: str(bytes_down)})
        return perf_counter_ns() - began


def compressed_size(lines: Iterable[bytes]) -> int:
    """Return how many bytes these lines are as one zstd stream."""
    compressor = zstandard.ZstdCompressor(level=_LEVEL).compressobj()
    size = sum(len(compressor.compress(line + b"\n")) for line in lines)
    return size + len(compressor.flush())
