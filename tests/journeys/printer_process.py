"""A printer in a process of its own: whoever prints can die, the paper stays.

Argument: the folder for the papers. Writes its port on standard output and ends when standard input
closes.
"""

import os
import socket
import sys
import threading
from pathlib import Path


def main(folder: Path) -> None:
    """Take papers until the one who started it goes away."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        sys.stdout.write(f"{server.getsockname()[1]}\n")
        sys.stdout.flush()
        threading.Thread(target=_take_papers, args=(server, folder), daemon=True).start()
        sys.stdin.read()


def _take_papers(server: socket.socket, folder: Path) -> None:
    number = 0
    while True:
        line, _ = server.accept()
        number += 1
        paper = _read_all(line)
        path = folder / f"{number:06d}.txt"
        with path.open("wb") as file:
            file.write(paper)
            file.flush()
            os.fsync(file.fileno())


def _read_all(line: socket.socket) -> bytes:
    with line:
        return b"".join(iter(lambda: line.recv(65_536), b""))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
