"""Lines that need no printer: a pseudo-terminal, a pipe, the spooler's command."""

from __future__ import annotations

import os
import pty
import socket
import stat
import subprocess
import tty
from pathlib import Path

import pytest

from app.devices.printer_lines import LineFailure, open_line
from app.devices.printer_settings import PrinterLink, PrinterSettings


def settings(link: PrinterLink, address: str) -> PrinterSettings:
    return PrinterSettings(name="P", link=link, address=address)


@pytest.mark.parametrize("link", ["serial", "device"])
def test_bytes_go_to_a_port_and_its_answer_comes_back(link: PrinterLink) -> None:
    ours, theirs = pty.openpty()
    tty.setraw(theirs)
    try:
        with open_line(settings(link, os.ttyname(theirs))) as line:
            nothing = line.hear(0.05)
            line.send(b"\x1b@hello")
            heard = os.read(ours, 100)
            os.write(ours, b"\x12\x12")
            said = line.hear(1.0)
    finally:
        os.close(ours)
        os.close(theirs)

    assert (nothing, heard, said) == (b"", b"\x1b@hello", b"\x12\x12")


def test_a_port_that_takes_no_more_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.devices.printer_lines.SEND_S_MAX", 0.05)
    ours, theirs = pty.openpty()
    tty.setraw(theirs)
    try:
        with (
            open_line(settings("device", os.ttyname(theirs))) as line,
            pytest.raises(LineFailure, match="nobody answered in time"),
        ):
            line.send(bytes(1_000_000))
    finally:
        os.close(ours)
        os.close(theirs)


@pytest.mark.parametrize(
    ("link", "address", "why"),
    [
        ("serial", "/dev/no-such-port", "it is not there|No such file"),
        ("device", "/dev/no-such-file", "it is not there"),
        ("network", "127.0.0.1:port", "its address cannot be read"),
    ],
)
def test_a_line_that_cannot_be_opened_says_why(link: PrinterLink, address: str, why: str) -> None:
    with pytest.raises(LineFailure, match=why), open_line(settings(link, address)) as line:
        line.send(b"x")


def test_a_name_that_nobody_knows_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object) -> socket.socket:
        raise socket.gaierror

    monkeypatch.setattr(socket, "create_connection", unknown)

    with (
        pytest.raises(LineFailure, match="its name is not known here"),
        open_line(settings("network", "printer.invalid")),
    ):
        pass


def test_the_spooler_gets_the_whole_paper_at_its_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _a_spooler(tmp_path, monkeypatch, f'echo "$@" > {tmp_path}/said; cat > {tmp_path}/paper')

    with open_line(settings("spooler", "counter")) as line:
        line.send(b"\x1b@one ")
        line.send(b"two")
        nothing = line.hear(1.0)

    assert nothing == b""
    assert (tmp_path / "paper").read_bytes() == b"\x1b@one two"
    assert (tmp_path / "said").read_text() == "-d counter -o raw -s\n"


@pytest.mark.parametrize(
    ("script", "why"), [("exit 1", "no queue counter"), ("exec sleep 30", "it takes too long")]
)
def test_a_spooler_that_fails_or_hangs_is_a_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, why: str
) -> None:
    monkeypatch.setattr("app.devices.printer_lines.SEND_S_MAX", 0.2)
    _a_spooler(tmp_path, monkeypatch, script)

    with pytest.raises(LineFailure, match=why), open_line(settings("spooler", "counter")) as line:
        line.send(b"x")


def test_a_computer_without_a_spooler_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(subprocess, "run", _no_program)

    with (
        pytest.raises(LineFailure, match="it is not there"),
        open_line(settings("spooler", "counter")) as line,
    ):
        line.send(b"x")


def _no_program(*_: object, **__: object) -> None:
    raise FileNotFoundError


@pytest.mark.parametrize("link", ["folder", "none"])
def test_a_folder_has_no_line(link: PrinterLink) -> None:
    with pytest.raises(ValueError, match="has no line"):
        open_line(PrinterSettings(name="P", link=link))


def _a_spooler(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    program = folder / "lp"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
