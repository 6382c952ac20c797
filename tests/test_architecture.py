"""The house rules hold in every tracked file, and each of them can fail."""

from __future__ import annotations

import ast
import shutil
import subprocess
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest

from tests.helpers import source_rules
from tests.helpers.source_rules import SOURCE_RULES, TEXT_RULES, TREE_RULES

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = frozenset({"app", "benchmarks", "central", "domain", "storage", "sync"})
BINARY = frozenset(
    {".png", ".jpg", ".ico", ".ttf", ".otf", ".woff2", ".gz", ".wav", ".db", ".svg", ".qm"}
)


@cache
def tracked_files() -> tuple[str, ...]:
    """List the files git tracks; in a tree without git, those that are no product of a run."""
    git = shutil.which("git")
    if git and (ROOT / ".git").exists():
        listed = subprocess.run(
            [git, "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
        )
        names = [name for name in listed.stdout.split("\0") if name]
    else:
        paths = (path.relative_to(ROOT) for path in ROOT.rglob("*") if path.is_file())
        names = [path.as_posix() for path in paths if path.parts[0] not in (".venv", ".git")]
    return tuple(name for name in names if (ROOT / name).is_file() and "__pycache__" not in name)


def python_files() -> tuple[str, ...]:
    return tuple(name for name in tracked_files() if name.endswith(".py"))


@cache
def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@cache
def breaches_in_trees() -> Mapping[str, list[str]]:
    """Ask all rules about a tree and let it go: two thousand trees that stay make all else slow."""
    found: dict[str, list[str]] = {rule: [] for rule in TREE_RULES}
    for name in python_files():
        tree = ast.parse(text_of(name), filename=name)
        for rule, breaches in TREE_RULES.items():
            found[rule] += [f"{name}:{breach}" for breach in breaches(name, tree)]
    return found


def report(breaches: list[str]) -> str:
    return "\n".join(breaches)


def test_there_is_something_to_check() -> None:
    assert "dev.py" in python_files()
    assert "pyproject.toml" in tracked_files()


@pytest.mark.parametrize("rule", TREE_RULES)
def test_every_python_file_keeps_the_rule(rule: str) -> None:
    breaches = breaches_in_trees()[rule]

    assert not breaches, report(breaches)


@pytest.mark.parametrize("rule", SOURCE_RULES)
def test_every_python_file_reads_as_agreed(rule: str) -> None:
    breaches = [
        f"{name}:{breach}"
        for name in python_files()
        for breach in SOURCE_RULES[rule](name, text_of(name))
    ]

    assert not breaches, report(breaches)


@pytest.mark.parametrize("rule", TEXT_RULES)
def test_every_text_file_keeps_the_rule(rule: str) -> None:
    names = [name for name in tracked_files() if Path(name).suffix not in BINARY]
    breaches = [f"{name}:{breach}" for name in names for breach in TEXT_RULES[rule](text_of(name))]

    assert not breaches, report(breaches)


def test_every_file_and_folder_has_a_name_that_says_something() -> None:
    breaches = [
        f"{name}:{breach}" for name in python_files() for breach in source_rules.empty_name(name)
    ]

    assert not breaches, report(breaches)


def folders_without_package_file(names: tuple[str, ...]) -> list[str]:
    """List the folders of code that the import contracts would not see into."""
    code = [Path(name) for name in names if name.split("/")[0] in PACKAGES]
    return sorted(
        {
            path.parent.as_posix()
            for path in code
            if path.parent.name != "versions"  # Alembic loads revisions by path
            and path.parent / "__init__.py" not in code
        }
    )


def test_every_folder_of_code_is_a_package_so_that_the_import_contracts_see_it() -> None:
    assert folders_without_package_file(python_files()) == []


def test_a_planted_folder_without_package_file_is_found() -> None:
    names = ("domain/__init__.py", "domain/money.py", "app/__init__.py", "app/counter/cart.py")

    assert folders_without_package_file(names) == ["app/counter"]


LONG_FUNCTION = "def f():\n" + "    x = 1\n" * 60
LONG_CLASS = "class C:\n" + "    x = 1\n" * 300


@pytest.mark.parametrize(
    ("rule", "path", "source"),
    [
        ("too_long", "app/x.py", LONG_FUNCTION),
        ("too_long", "app/x.py", LONG_CLASS),
        ("sleeps", "tests/x.py", "import time\ntime.sleep(1)"),
        ("sleeps", "tests/x.py", "from time import sleep"),
        ("impure", "domain/x.py", "import random"),
        ("impure", "domain/x.py", "from datetime import datetime\nx = datetime.now()"),
        ("impure", "domain/x.py", "import datetime\nx = datetime.date.today()"),
        ("impure", "sync/protocol/x.py", "from uuid import uuid4"),
        ("impure", "sync/protocol/x.py", "import os\nx = os.urandom(8)"),
        ("impure", "sync/engine/push.py", "import threading"),
        ("floats", "domain/money.py", "x = 0.1"),
        ("floats", "app/use_cases/x.py", "x = float(y)"),
        ("beyond_the_standard_library", "domain/x.py", "import pydantic"),
        ("beyond_the_standard_library", "domain/x.py", "from sync.protocol import keys"),
        ("look_outside_the_theme", "app/counter/x.py", "x = 'color: #fff;'"),
        ("look_outside_the_theme", "app/counter/x.py", "x = 'padding: 4px'"),
        ("look_outside_the_theme", "app/counter/x.py", "x = QColor(1, 2, 3)"),
        ("look_outside_the_theme", "app/widgets/x.py", "x = Qt.GlobalColor.red"),
    ],
)
def test_a_planted_breach_is_found(rule: str, path: str, source: str) -> None:
    assert list(TREE_RULES[rule](path, ast.parse(source)))


@pytest.mark.parametrize(
    ("rule", "path", "source"),
    [
        ("too_long", "app/x.py", LONG_FUNCTION.removesuffix("    x = 1\n")),
        ("impure", "sync/engine/worker.py", "import threading"),
        ("impure", "domain/x.py", "from datetime import datetime\nx = datetime(2026, 1, 1)"),
        ("impure", "app/x.py", "import time"),
        ("floats", "sync/engine/backoff.py", "x = 0.5"),
        ("floats", "sync/protocol/canonical.py", "assert not isinstance(x, float)"),
        ("beyond_the_standard_library", "domain/x.py", "from domain.money import Money\nimport re"),
        ("look_outside_the_theme", "app/theme/x.py", "x = '#0F172A'"),
        ("look_outside_the_theme", "app/counter/x.py", '"""Red is #f00, 4px."""\nx = "No. #12"'),
    ],
)
def test_what_is_allowed_is_left_alone(rule: str, path: str, source: str) -> None:
    assert list(TREE_RULES[rule](path, ast.parse(source))) == []


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("registry_address", "files." + "pythonhosted" + ".org/packages"),
        ("registry_address", "pip install --index" + "-url=x y"),
        ("machine_path", "open('/ho" + "me/ann/till.db')"),
        ("machine_path", "cd /wo" + "rk/tree"),
    ],
)
def test_a_planted_address_or_path_is_found(rule: str, text: str) -> None:
    assert list(TEXT_RULES[rule](text))


@pytest.mark.parametrize(
    "text", ["see docs/work/plan", "framework/x", "a network/home/x", "~/home/x"]
)
def test_ordinary_words_are_no_machine_path(text: str) -> None:
    assert list(TEXT_RULES["machine_path"](text)) == []


@pytest.mark.parametrize(
    ("comment", "count"),
    [
        ("# no" + "qa", 1),
        ("# no" + "qa: BLE001", 1),
        ("# no" + "qa: BLE001 - the outermost border of the thread", 0),
        ("# type: ig" + "nore[attr-defined]", 1),
        ("# type: ig" + "nore[attr-defined]  # every statement has a line", 0),
    ],
)
def test_silencing_a_checker_takes_a_code_and_a_reason(comment: str, count: int) -> None:
    silenced = SOURCE_RULES["unexplained_suppression"]("app/x.py", f"x = 1  {comment}")

    assert len(list(silenced)) == count


def test_a_planted_long_file_is_found() -> None:
    revision = "storage/migrations/versions/first.py"

    assert list(SOURCE_RULES["too_many_lines"]("app/x.py", "x = 1\n" * 401))
    assert not list(SOURCE_RULES["too_many_lines"]("app/x.py", "x = 1\n" * 400))
    assert not list(SOURCE_RULES["too_many_lines"](revision, "x = 1\n" * 401))


@pytest.mark.parametrize("path", ["app/utils.py", "storage/common/rows.py", "tests/helpers.py"])
def test_a_planted_empty_name_is_found(path: str) -> None:
    assert list(source_rules.empty_name(path))


def test_the_folder_of_test_helpers_keeps_its_name() -> None:
    assert not list(source_rules.empty_name("tests/helpers/builders.py"))
