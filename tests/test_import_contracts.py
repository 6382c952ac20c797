"""Every import contract of pyproject.toml can fail: a breach of each is planted in a stub tree."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
GO = "from importlinter.cli import lint_imports_command as go; go()"

# One module for each part of the house, importing only what it may.
HOUSE = {
    "domain/__init__.py": "",
    "domain/money.py": "import decimal",
    "sync/__init__.py": "",
    "sync/protocol/__init__.py": "import pydantic, domain.money",
    "storage/__init__.py": "import sqlalchemy, sqlcipher3, sync.protocol",
    "sync/engine/__init__.py": "",
    "sync/engine/push.py": "import storage",
    "sync/engine/transport.py": "import httpx",
    "app/__init__.py": "",
    "app/use_cases/__init__.py": "import storage",
    "app/devices/__init__.py": "import httpx, app.use_cases",
    "app/presenters/__init__.py": "import app.use_cases",
    "app/theme/__init__.py": "import PySide6",
    "app/models/__init__.py": "import PySide6, app.presenters",
    "app/widgets/__init__.py": "import app.theme, app.models",
    "app/counter/__init__.py": "import app.widgets, app.presenters",
    "app/language/__init__.py": "import PySide6, app.presenters",
    "app/training.py": "import app.devices.files, storage",
    "app/devices/files.py": "",
    "app/bootstrap.py": "import sync.engine.push, app.devices",
    "app/counter_window.py": "import app.bootstrap, app.counter",
    "app/lab/__init__.py": "import app.use_cases",
    "app/commands/__init__.py": "",
    "app/commands/lab.py": "import app.bootstrap, app.lab",
    "app/cli.py": "import app.counter_window, app.commands.lab",
    "app/demo/__init__.py": "",
    "app/demo/day.py": "import app.bootstrap",
    "app/demo/audit.py": "import sqlcipher3, json",
    "app/demo/planted.py": "import sqlcipher3",
    "central/fx/__init__.py": "",
    "central/fx/fetching.py": "import httpx",
    "central/payments/__init__.py": "",
    "central/payments/mmg/__init__.py": "",
    "central/payments/mmg/wire.py": "import httpx",
    "central/__init__.py": "import fastapi, sqlalchemy, alembic, domain, sync.protocol",
}

# The file that a breach is written to, and the import that breaks a contract there.
BREACHES = {
    "A package imports only": ("storage/x.py", "import sync.engine.push"),
    "Inside app": ("app/use_cases/x.py", "import app.presenters"),
    "The demo stands on top": ("app/cli.py", "import app.bootstrap, app.demo.day"),
    "Rehearsals stand on top": ("app/counter/y.py", "import app.lab"),
    "Training has no way": ("app/training.py", "import httpx"),
    "Engine and app meet": ("app/counter/x.py", "import sync.engine.push"),
    "Screens are passive": ("app/widgets/x.py", "import storage"),
    "Nothing imports app": ("central/x.py", "import app.cli"),
    "Central imports domain": ("central/y.py", "import storage"),
    "Central is another": ("app/demo/y.py", "import central"),
    "The domain imports": ("domain/x.py", "import pydantic"),
    "Qt only in app": ("app/presenters/x.py", "import PySide6"),
    "SQLAlchemy and Alembic": ("app/devices/x.py", "import sqlalchemy"),
    "SQLCipher only": ("app/demo/z.py", "import sqlcipher3"),
    "httpx only": ("sync/engine/x.py", "import httpx"),
    "The demo's audit": ("app/demo/audit.py", "import sqlcipher3, app.demo.day"),
    "No cycles": ("sync/engine/push.py", "import storage, sync.engine.transport, sync.engine.z"),
}


def contract_names() -> list[str]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return [contract["name"] for contract in settings["tool"]["importlinter"]["contracts"]]


def verdicts(folder: Path, files: dict[str, str]) -> dict[str, str]:
    """Write a tree, check it with the project's own contracts, and read each one's verdict."""
    for name, source in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(source + "\n", encoding="utf-8")
    config = ROOT / "pyproject.toml"
    done = subprocess.run(
        [sys.executable, "-c", GO, "--no-cache", "--config", str(config)],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(folder), "PYTHONUTF8": "1", "COLUMNS": "300"},
    )
    lines = [line.strip() for line in done.stdout.splitlines()]
    found = {
        name: line.removeprefix(name).split()[0]
        for name in contract_names()
        for line in lines
        if line.startswith(name) and line.removeprefix(name).split()
    }
    assert set(found) == set(contract_names()), done.stdout + done.stderr
    return found


def test_a_house_as_designed_keeps_every_contract(tmp_path: Path) -> None:
    assert set(verdicts(tmp_path, HOUSE).values()) == {"KEPT"}


def test_one_planted_breach_of_each_contract_is_found(tmp_path: Path) -> None:
    planted = {**HOUSE, **dict(BREACHES.values()), "sync/engine/z.py": "import sync.engine.push"}
    found = verdicts(tmp_path, planted)

    assert {name for name, verdict in found.items() if verdict != "BROKEN"} == set()


@pytest.mark.parametrize("name", contract_names())
def test_every_contract_has_its_breach(name: str) -> None:
    assert [start for start in BREACHES if name.startswith(start)]
