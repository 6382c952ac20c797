"""``serve --processes``: several answer on one address, one that ends is replaced, all stop."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from central.commands.processes import Crew
from domain.errors import WorldFailure
from tests.postgres.fixtures import Databases

ROOT = Path(__file__).resolve().parents[2]
WAIT_S_MAX = 60.0


def children_of(process: int) -> set[int]:
    """Return the processes that a process has started, as Linux tells."""
    text = Path(f"/proc/{process}/task/{process}/children").read_text("ascii")
    return {int(word) for word in text.split()}


def answers(port_file: Path) -> bool:
    try:
        port = int(port_file.read_text("ascii"))
        return httpx.get(f"http://127.0.0.1:{port}/v1/health").status_code == httpx.codes.OK
    except (OSError, httpx.HTTPError):
        return False


@pytest.fixture
def central(databases: Databases, tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """The real program with two processes; its settings come from the environment."""
    url = databases.new_url()
    environment = {**os.environ, "WINDWARD_CENTRAL_DATABASE_URL": url}
    databases.new_office(tmp_path / "central").close()  # its keys
    words = ["serve", "--processes", "2", "--port", "0", "--port-file", str(tmp_path / "port")]
    process = subprocess.Popen(
        [sys.executable, "-m", "central.cli", *words, "--data", str(tmp_path / "central")],
        cwd=ROOT,
        env=environment,
        stderr=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )
    yield process
    process.kill()
    process.wait()


def await_(holds: Callable[[], bool], process: subprocess.Popen[bytes]) -> None:
    """Ask again until it holds, waiting for the program a little each time."""
    deadline = time.monotonic() + WAIT_S_MAX
    while not holds():
        assert time.monotonic() < deadline
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(0.05)


@pytest.mark.skipif(sys.platform != "linux", reason="/proc tells who started whom")
def test_a_process_that_ends_is_replaced_and_all_stop_together(
    central: subprocess.Popen[bytes], tmp_path: Path
) -> None:
    await_(lambda: answers(tmp_path / "port"), central)
    first = children_of(central.pid)
    os.kill(min(first), signal.SIGKILL)
    await_(
        lambda: len(children_of(central.pid)) == 2 and children_of(central.pid) != first, central
    )
    await_(lambda: answers(tmp_path / "port"), central)
    second = children_of(central.pid)

    central.send_signal(signal.SIGTERM)
    assert central.wait(WAIT_S_MAX) == 0
    assert not any(Path(f"/proc/{member}").exists() for member in second)


def test_processes_that_keep_ending_stop_central_in_words(
    capfd: pytest.CaptureFixture[str],
    expect_log: Callable[[str], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Three endings are as many as five to it: each is a whole program that starts and ends."""
    monkeypatch.setattr("central.commands.processes._ENDINGS_MAX", 3)
    expect_log("process_ended")

    with (
        socket.socket() as handed_down,
        pytest.raises(WorldFailure, match="Central's processes keep ending"),
    ):
        Crew(["nonsense"], 2, handed_down.fileno()).watch()
    assert "nonsense" in capfd.readouterr().err
