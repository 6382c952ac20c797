"""``serve``: it says where it listens, answers, and stops in order."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from central.commands import server

Run = Callable[..., int]
ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.skipif(os.name != "posix", reason="a polite stop is a signal here")
def test_central_serves_on_a_free_port_and_stops_in_order(shop_run: Run, tmp_path: Path) -> None:
    """The real program, in a process of its own."""
    assert shop_run is not None
    port_file = tmp_path / "port"
    words = ("serve", "--port", "0", "--port-file", str(port_file))
    process = subprocess.Popen(
        [sys.executable, "-m", "central.cli", *words, "--data", str(tmp_path / "central")],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        assert "Central listens on" in process.stdout.readline()
        health = _asked_until_it_answers(process, port_file)
    finally:
        process.send_signal(signal.SIGTERM)
        out, err = process.communicate(timeout=30)

    assert health["status"] == "ok"
    assert process.returncode == 0, err
    assert out == ""


def _asked_until_it_answers(process: subprocess.Popen[str], port_file: Path) -> dict[str, object]:
    """Ask for health once the port is written; each try waits for the process a little."""
    for _ in range(300):
        if port_file.exists():
            port = int(port_file.read_text("ascii"))
            answer: dict[str, object] = httpx.get(f"http://127.0.0.1:{port}/v1/health").json()
            return answer
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(0.1)
    pytest.fail("central never wrote its port")


@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
def test_serving_announces_its_port_and_closes_the_database(
    shop_run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, host: str
) -> None:
    """The same within this process, told to stop as soon as it listens."""
    before = signal.getsignal(signal.SIGTERM)

    async def stop_at_once(_: object) -> None:
        signal.raise_signal(signal.SIGTERM)

    monkeypatch.setattr(server._AnnouncedServer, "main_loop", stop_at_once)
    port_file = tmp_path / "port"
    try:
        code = shop_run("serve", "--host", host, "--port", "0", "--port-file", str(port_file))
    finally:
        signal.signal(signal.SIGTERM, before)

    assert code == 0
    assert int(port_file.read_text("ascii")) > 0


def test_a_port_file_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    with pytest.raises(Exception, match="port file could not be written"):
        server._write_whole(tmp_path / "no" / "port", "1\n")
