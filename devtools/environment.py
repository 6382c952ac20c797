"""The project's Python environment: made from the hashed lock once, then found at once.

Standard library only: it runs before anything is installed.
"""

from __future__ import annotations

import errno
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import sysconfig
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "windward-environment.json"
LOCK = ROOT / "requirements.lock"
BOOTSTRAP_LOCK = ROOT / "requirements-bootstrap.lock"
DISK_NEEDED_MB = 900  # measured: 600 MB unpacked, and the installer's own copies while it works

# (what an installer prints in lower case, the sentence a person needs)
FAILURES: tuple[tuple[tuple[str, ...], str], ...] = (
    (
        ("no space left", "disk quota", "not enough space"),
        (
            "The disk is full: the environment needs about {disk} MB here. Make room, then run the "
            "same command again."
        ),
    ),
    (
        ("hash mismatch", "do not match the hashes"),
        (
            "A downloaded package is not the one this project was tested with, so it was not "
            "installed. Try again; if it stays so, the mirror in use serves a changed file."
        ),
    ),
    (
        ("permission denied", "access is denied"),
        (
            "The folder .venv could not be written. Check who owns this folder, and close programs "
            "that run from it."
        ),
    ),
    (
        (
            "dns error",
            "name resolution",
            "failed to fetch",
            "error sending request",
            "connection refused",
            "unreachable",
            "timed out",
            "newconnectionerror",
            "proxyerror",
            "no matching distribution",
        ),
        (
            "The packages could not be downloaded. The first run needs a network, or a package "
            "mirror that pip is set up for. Run the same command again when there is one."
        ),
    ),
)


class SetupError(Exception):
    """This computer lacks something; the message tells a person what to do."""


def environment_python(venv: Path) -> Path:
    """Where a virtual environment keeps its interpreter on this operating system."""
    return venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def interpreter_identity() -> str:
    """What must stay the same for an environment to be of use: Python's version and platform."""
    return f"{sys.version_info[0]}.{sys.version_info[1]} {sysconfig.get_platform()}"


def wanted_stamp(lock: Path, venv: Path, identity: str) -> dict[str, str]:
    """Describe the environment that this lock, folder and interpreter call for."""
    digest = hashlib.sha256(lock.read_bytes()).hexdigest()
    return {"lock": digest, "folder": str(venv), "python": identity}


def read_stamp(path: Path) -> dict[str, str]:
    """Read what an earlier run wrote; anything unreadable counts as no stamp at all."""
    try:
        stamp = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def must_rebuild(venv: Path, stamp: dict[str, str], wanted: dict[str, str]) -> bool:
    """Tell whether an environment is past mending: absent, moved, or made by another Python.

    One without a stamp (made by hand, or half made) is asked what it is.
    """
    python = environment_python(venv)
    if not python.exists():
        return True
    if stamp:
        return (stamp.get("python"), stamp.get("folder")) != (wanted["python"], wanted["folder"])
    probe = (
        "import pip, sys, sysconfig;"
        "print(f'{sys.version_info[0]}.{sys.version_info[1]} {sysconfig.get_platform()}')"
    )
    try:
        found = subprocess.run(
            [str(python), "-c", probe], capture_output=True, text=True, check=False, timeout=60
        )
    except (OSError, subprocess.TimeoutExpired):
        return True
    return found.stdout.strip() != wanted["python"]


def explain_failure(output: str) -> str:
    """Turn an installer's output into the one sentence a person needs."""
    lowered = output.lower()
    for signs, sentence in FAILURES:
        if any(sign in lowered for sign in signs):
            return sentence.format(disk=DISK_NEEDED_MB)
    tail = "\n".join(output.strip().splitlines()[-15:])
    return f"The environment could not be made. The installer said:\n{tail}"


def refuse_missing_venv_module() -> None:
    """Raise SetupError where the system's Python comes without `venv` (Debian splits it off)."""
    if not all(importlib.util.find_spec(name) for name in ("venv", "ensurepip")):
        raise SetupError(
            "This Python cannot make virtual environments. On Debian or Ubuntu install it with:\n"
            "  sudo apt-get install python3-venv"
        )


def refuse_full_disk(free_mb: int) -> None:
    """Raise SetupError when there is no room for the environment."""
    if free_mb < DISK_NEEDED_MB:
        raise SetupError(explain_failure("no space left") + f" Free now: {free_mb} MB.")


def install(command: list[str]) -> str | None:
    """Run one installer step; return its output when it failed, None when it succeeded."""
    done = subprocess.run(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    return None if done.returncode == 0 else done.stdout


def make_environment(*, rebuild: bool) -> None:
    """Bring .venv to what the lock says.

    uv installs in seconds but ignores pip's own configuration; where it fails, pip (which knows
    the mirror this computer may be set up for) gets its turn, with the same hashes.
    """
    python = str(environment_python(VENV))
    hashed = ["--require-hashes", "--quiet"]
    pip = [python, "-m", "pip", "install", "--disable-pip-version-check", *hashed, "-r"]
    steps = [
        [sys.executable, "-m", "venv", "--clear", str(VENV)],
        [*pip, str(BOOTSTRAP_LOCK)],
    ]
    for step in steps if rebuild else steps[1:]:
        failed = install(step)
        if failed is not None:
            raise SetupError(explain_failure(failed))
    uv = [python, "-m", "uv", "pip", "sync", "--compile-bytecode", "--python", python]
    sync = [*uv, *hashed, str(LOCK)]
    failed = install(sync)
    if failed is not None and install([*pip, str(LOCK)]) is not None:
        raise SetupError(explain_failure(failed))


def ensure_environment() -> Path:
    """Return the interpreter of an environment that holds what the lock says.

    Raises SetupError where it cannot be made, or is another folder's.
    """
    if VENV.is_symlink():  # what is done to it here would be done to whoever it belongs to
        raise SetupError(
            "Remove the link .venv first: this folder makes an environment of its own."
        )
    wanted = wanted_stamp(LOCK, VENV, interpreter_identity())
    stamp = read_stamp(STAMP)
    python = environment_python(VENV)
    if stamp == wanted and python.exists():
        return python
    refuse_missing_venv_module()
    rebuild = must_rebuild(VENV, stamp, wanted)
    if rebuild:
        refuse_full_disk(shutil.disk_usage(ROOT).free // 1_000_000)
    what = "Making" if rebuild else "Updating"
    print(f"{what} the environment in .venv (minutes on a slow line) ...", end=" ", flush=True)
    started = time.monotonic()
    try:
        STAMP.unlink(missing_ok=True)
        make_environment(rebuild=rebuild)
        STAMP.write_text(json.dumps(wanted, indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        sentence = explain_failure("no space left" if error.errno == errno.ENOSPC else str(error))
        raise SetupError(sentence) from error
    finally:
        print(f"{time.monotonic() - started:.0f} s", flush=True)
    return python
