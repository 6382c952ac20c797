"""The commands of `dev.py`: each makes sure of the environment, then starts a program in it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from typing import TYPE_CHECKING

from devtools.environment import (
    BOOTSTRAP_LOCK,
    LOCK,
    ROOT,
    SetupError,
    ensure_environment,
)
from devtools.linux_desktop import what_a_window_lacks
from devtools.testing import join_coverage, quick_folder, run_groups

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

HELP = """\
Windward, from its source tree. Usage: python3 dev.py COMMAND [ARGUMENTS]

  demo      see it: a till and a central on this computer, with a switch that cuts the line
            (--headless: the same day as a script; --catalog FILE, --data FOLDER, --json FILE)
  test      run every test and print branch coverage; arguments go to pytest
  check     format, lint, types, layers: one line for each
  bench     run one benchmark:  bench commit --json FILE
  till      the till's own command, `windward`
  central   central's own command, `windward-central`
  translations  bring every translation up to date with the source (--new LOCALE begins one)
  lock      make requirements.lock again after a change to requirements.in
  help      this page

The first run makes the environment in .venv; that is the only step that needs a network."""


def opens_window(command: str, arguments: Sequence[str], environ: Mapping[str, str]) -> bool:
    """Tell whether a command is about to show a window; on Linux it takes a display to do so."""
    words = set(arguments)
    shows = command == "demo" or (command == "till" and bool({"run", "train"} & words))
    if not shows or {"--headless", "--help", "-h"} & words:
        return False
    has_display = bool(environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY"))
    return has_display or not sys.platform.startswith("linux")


def refuse_bare_desktop(environ: Mapping[str, str]) -> None:
    """Raise SetupError when this desktop lacks what a window needs."""
    lacking = what_a_window_lacks(environ)
    if lacking:
        raise SetupError(lacking)


def child_environ() -> dict[str, str]:
    """The environment for this project's commands: its modules first, UTF-8 everywhere."""
    return {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}


def run(command: Sequence[str], environ: Mapping[str, str], folder: Path | None = None) -> int:
    """Run a command to its end and return its exit code, as a shell would count it."""
    process = subprocess.Popen(command, env=dict(environ), cwd=folder)
    while True:
        try:
            code = process.wait()
        except KeyboardInterrupt:  # the child got it as well: let it end in its own way
            continue
        return code if code >= 0 else 128 - code


def run_module(command: str, arguments: Sequence[str]) -> int:
    """Hand over to one of the project's programs, in the caller's own folder."""
    environ = child_environ()
    python = ensure_environment()
    if opens_window(command, arguments, environ):
        refuse_bare_desktop(environ)
    # -P: a folder named like one of our packages where the caller stands must not shadow it.
    words = [str(python), "-P", "-m", MODULES[command], *arguments]
    if os.name == "posix":
        sys.stdout.flush()
        os.execve(words[0], words, environ)  # signals then reach the program itself
    return run(words, environ)


def run_test(arguments: Sequence[str]) -> int:
    """Run the tests; a whole run also measures branch coverage and holds its floors."""
    environ = child_environ()
    environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    # The tests start hundreds of programs: each would compile everything anew.
    environ.pop("PYTHONDONTWRITEBYTECODE", None)
    python = str(ensure_environment())
    refuse_bare_desktop(environ)
    if arguments:
        return run([python, "-m", "pytest", *arguments], environ, ROOT)
    with quick_folder(environ) as quick:
        code = run_groups(python, quick)
    if code > 1:  # interrupted, or not even collected: there is no coverage to speak of
        return code
    joined = join_coverage(python, environ)
    floor = run([python, "-m", "tests.coverage_floor"], environ, ROOT)
    return code or joined or floor


def run_check(arguments: Sequence[str]) -> int:
    """Run the static checks, all of them, cheapest first; print output only where one fails."""
    if arguments:
        raise SetupError("check takes no arguments: it always checks the whole tree.")
    python = str(ensure_environment())
    lint_imports = "from importlinter.cli import lint_imports_command as go; go()"
    tools = {
        "ruff format": ["-m", "ruff", "format", "--check", "."],
        "ruff check": ["-m", "ruff", "check", "."],
        "mypy": ["-m", "mypy"],
        "lint-imports": ["-c", lint_imports],
        "translations": ["-m", "devtools.translations", "--check"],
    }
    failures = 0
    for name, words in tools.items():
        started = time.monotonic()
        done = subprocess.run(
            [python, *words],
            cwd=ROOT,
            env={**os.environ, "PYTHONUTF8": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        verdict = "ok" if done.returncode == 0 else "FAILED"
        print(f"{name:13} {verdict:7} {time.monotonic() - started:5.1f} s", flush=True)
        if done.returncode:
            failures += 1
            print(done.stdout.decode(errors="replace"), flush=True)
    return 1 if failures else 0


def run_translations(arguments: Sequence[str]) -> int:
    """Write the translations' files anew from the source, and what the program loads of them."""
    python = str(ensure_environment())
    return run([python, "-m", "devtools.translations", *arguments], child_environ(), ROOT)


def run_lock(arguments: Sequence[str]) -> int:
    """Resolve requirements.in again, for every system, with hashes and without addresses."""
    if arguments not in ([], ["--upgrade"]):
        raise SetupError("lock takes no arguments but --upgrade.")
    python = str(ensure_environment())
    flags = ["--universal", "--generate-hashes", "--python-version", "3.11", "--quiet"]
    bare = ["--no-header", "--no-annotate", "--no-emit-index-url", *arguments]
    for lock in (BOOTSTRAP_LOCK, LOCK):
        words = ["-m", "uv", "pip", "compile", lock.with_suffix(".in").name, "-o", lock.name]
        code = run([python, *words, *flags, *bare], os.environ, ROOT)
        if code:
            return code
    return 0


MODULES = {
    "demo": "app.demo",
    "till": "app.cli",
    "central": "central.cli",
    "bench": "benchmarks.run",
}
TOOLS = {
    "test": run_test,
    "check": run_check,
    "translations": run_translations,
    "lock": run_lock,
}


def main(arguments: Sequence[str]) -> int:
    """Do what the command line asks and return the exit code."""
    command, rest = (arguments[0], list(arguments[1:])) if arguments else ("help", [])
    if command in ("help", "-h", "--help"):
        print(HELP)
        return 0
    try:
        if command in TOOLS:
            return TOOLS[command](rest)
        if command in MODULES:
            return run_module(command, rest)
    except SetupError as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    print(f"There is no command {command!r}.\n\n{HELP}", file=sys.stderr)
    return 2
