"""House rules that no linter knows, as functions over a file's text or syntax tree.

Each takes the file's path from the root (with `/`) and what it reads, and yields `line: complaint`.
tests/test_architecture.py runs them over every tracked file and plants one breach of each.
"""

from __future__ import annotations

import ast
import re
import sys
from functools import lru_cache
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

FILE_LINES_MAX = 400
FUNCTION_LINES_MAX = 60
CLASS_LINES_MAX = 300

# A revision is one straight list of columns, frozen once released: length is no sprawl there.
REVISIONS = "/migrations/versions/"

# A name that says nothing attracts everything.
EMPTY_NAMES = frozenset({"utils", "helpers", "common", "misc", "manager", "base"})
EMPTY_NAMES_ALLOWED = frozenset({"tests/helpers", "tests/unit/helpers"})

# Rules and messages get time, chance and ids from outside, so that a seed repeats a run exactly.
PURE_FOLDERS = ("domain/", "sync/protocol/", "sync/engine/")
# The threads, the wire, and the switch that cuts the wire from another thread may not be pure.
PURE_EXCEPT = frozenset(
    {
        "sync/engine/deadline.py",
        "sync/engine/link_switch.py",
        "sync/engine/listener.py",
        "sync/engine/transport.py",
        "sync/engine/worker.py",
    }
)
IMPURE_MODULES = frozenset({"random", "secrets", "socket", "threading", "time", "uuid"})
CLOCK_READINGS = frozenset({"now", "utcnow", "today"})

# Where amounts pass through: integers in minor units only.
FLOAT_FREE_FOLDERS = ("domain/", "sync/protocol/", "app/use_cases/", "app/presenters/")

# Whole words of a colour or a size in a screen; they are tokens of app/theme.
LITERAL_LOOK = re.compile(
    r"#(?:[0-9a-fA-F]{3,4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})(?![\w-])|\b\d+ ?p[xt]\b|\brgba?\("
)
COLOUR_CALLS = frozenset({"QColor", "QBrush", "QPen", "setPointSize", "setPixelSize"})

# Written in pieces, or this file would break its own rule.
REGISTRY_ADDRESS = re.compile(
    "|".join(
        [
            "python" + r"hosted\.org",
            "py" + r"pi\.(org|python\.org)",
            "npm" + r"js\.(org|com)",
            "--(extra-)?index" + "-url[= ]",
            r"^\s*(extra-)?index" + r"-url\s*=",
        ]
    )
)
MACHINE_PATH = re.compile(r"(?<![\w.~)/-])/(?:home|" + "ro" + r"ot|work|Users)/[\w.]")
NOQA_WITH_REASON = re.compile(r"noqa: [A-Z]+[0-9]+(, ?[A-Z]+[0-9]+)*\W+\w.{6,}")
IGNORE_WITH_REASON = re.compile(r"type: ignore\[[a-z, -]+\]\s+#\W*\w.{6,}")
SUPPRESSION = re.compile(r"#\s*(noqa|type:\s*ignore)")


@lru_cache(maxsize=1)
def _nodes(tree: ast.Module) -> tuple[ast.AST, ...]:
    """List all nodes of a tree, once for all the rules that are asked about it in turn."""
    return tuple(ast.walk(tree))


def _lines_of(node: ast.AST) -> int:
    first, last = getattr(node, "lineno", 0), getattr(node, "end_lineno", 0)
    return int(last) - int(first) + 1


def _imports(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield the line and the module of every import."""
    for node in _nodes(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom):
            yield node.lineno, node.module or ""


def too_long(path: str, tree: ast.Module) -> Iterator[str]:
    """Functions of at most 60 lines, classes of at most 300: one that never stops is a sprawl."""
    if REVISIONS in path:
        return
    for node in _nodes(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            limit = FUNCTION_LINES_MAX
        elif isinstance(node, ast.ClassDef):
            limit = CLASS_LINES_MAX
        else:
            continue
        if _lines_of(node) > limit:
            yield f"{node.lineno}: {node.name} has {_lines_of(node)} lines, at most {limit}"


def sleeps(path: str, tree: ast.Module) -> Iterator[str]:
    """Nothing sleeps: a wait has a condition and a limit, and tests drive the clock."""
    del path
    for node in _nodes(tree):
        if isinstance(node, ast.ImportFrom) and _takes_sleep(node):
            yield f"{node.lineno}: imports time.sleep"
        if isinstance(node, ast.Attribute) and (_name_of(node.value), node.attr) == _SLEEP:
            yield f"{node.lineno}: uses time.sleep"


_SLEEP = ("time", "sleep")


def _name_of(node: ast.expr) -> str:
    """Return the last word of what is named; empty for what is reckoned."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _takes_sleep(node: ast.ImportFrom) -> bool:
    return node.module == "time" and any(alias.name == "sleep" for alias in node.names)


def impure(path: str, tree: ast.Module) -> Iterator[str]:
    """Rules, messages and the engine take clock, chance and ids from outside."""
    if not path.startswith(PURE_FOLDERS) or path in PURE_EXCEPT:
        return
    for line, module in _imports(tree):
        if module.split(".")[0] in IMPURE_MODULES:
            yield f"{line}: imports {module}"
    for node in _nodes(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner, reading = _name_of(node.func.value), node.func.attr
            if reading in CLOCK_READINGS and owner in ("datetime", "date"):
                yield f"{node.lineno}: reads the clock with {owner}.{reading}"
            if (owner, reading) == ("os", "urandom"):
                yield f"{node.lineno}: draws from os.urandom"


def floats(path: str, tree: ast.Module) -> Iterator[str]:
    """No float where amounts pass: 0.1 + 0.2 is not 0.3."""
    if not path.startswith(FLOAT_FREE_FOLDERS):
        return
    for node in _nodes(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, float):
            yield f"{node.lineno}: has the float {node.value}"
        if isinstance(node, ast.Call) and _name_of(node.func) == "float":
            yield f"{node.lineno}: calls float()"


def beyond_the_standard_library(path: str, tree: ast.Module) -> Iterator[str]:
    """The domain imports the standard library and itself, nothing else."""
    if not path.startswith("domain/"):
        return
    allowed = sys.stdlib_module_names | {"domain"}
    for line, module in _imports(tree):
        if module.split(".")[0] not in allowed:
            yield f"{line}: imports {module}"


def _docstrings(tree: ast.Module) -> set[int]:
    """Identify the constants that are docstrings: prose may name a colour."""
    holders = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    return {
        id(node.body[0].value)
        for node in _nodes(tree)
        if isinstance(node, holders) and node.body and isinstance(node.body[0], ast.Expr)
    }


def look_outside_the_theme(path: str, tree: ast.Module) -> Iterator[str]:
    """Screens take colours and sizes from app/theme by name."""
    if not path.startswith("app/") or path.startswith("app/theme/"):
        return
    prose = _docstrings(tree)
    for node in _nodes(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            if id(node) not in prose and LITERAL_LOOK.search(node.value):
                yield f"{node.lineno}: has the literal {node.value!r}"
        elif isinstance(node, ast.Attribute) and _COLOURS in (node.attr, _name_of(node.value)):
            yield f"{node.lineno}: names a colour of Qt's"
        elif isinstance(node, ast.Call) and _paints_with_a_literal(node):
            yield f"{node.lineno}: {ast.unparse(node)} takes a literal"


_COLOURS = "GlobalColor"


def _paints_with_a_literal(node: ast.Call) -> bool:
    return _name_of(node.func) in COLOUR_CALLS and any(
        isinstance(word, ast.Constant) for word in node.args
    )


def empty_name(path: str) -> Iterator[str]:
    """No file or package named after nothing in particular."""
    file = PurePosixPath(path)
    folders = (folder for folder in file.parents if folder.as_posix() not in EMPTY_NAMES_ALLOWED)
    for name in (file.stem, *(folder.name for folder in folders)):
        if name in EMPTY_NAMES:
            yield f"1: the name {name!r} says nothing"


def too_many_lines(path: str, text: str) -> Iterator[str]:
    """A file has at most 400 lines."""
    count = len(text.splitlines())
    if count > FILE_LINES_MAX and REVISIONS not in path:
        yield f"{count}: the file has {count} lines, at most {FILE_LINES_MAX}"


def _matches(pattern: re.Pattern[str], text: str, complaint: str) -> Iterator[str]:
    for number, line in enumerate(text.splitlines(), start=1):
        found = pattern.search(line)
        if found:
            yield f"{number}: {complaint} ({found.group().strip()})"


def registry_address(text: str) -> Iterator[str]:
    """No file names a package registry: the tree installs from any index or mirror."""
    return _matches(REGISTRY_ADDRESS, text, "names a package registry")


def machine_path(text: str) -> Iterator[str]:
    """No file holds a path of one person's machine."""
    return _matches(MACHINE_PATH, text, "holds a machine's own path")


def unexplained_suppression(path: str, text: str) -> Iterator[str]:
    """Silencing a checker takes a code and a reason."""
    del path
    for number, line in enumerate(text.splitlines(), start=1):
        found = SUPPRESSION.search(line)
        if not found:
            continue
        comment = line[found.start() :]
        if not (NOQA_WITH_REASON.search(comment) or IGNORE_WITH_REASON.search(comment)):
            yield f"{number}: silences a checker without a code and a reason"


TREE_RULES: Mapping[str, Callable[[str, ast.Module], Iterator[str]]] = {
    "too_long": too_long,
    "sleeps": sleeps,
    "impure": impure,
    "floats": floats,
    "beyond_the_standard_library": beyond_the_standard_library,
    "look_outside_the_theme": look_outside_the_theme,
}
SOURCE_RULES: Mapping[str, Callable[[str, str], Iterator[str]]] = {
    "too_many_lines": too_many_lines,
    "unexplained_suppression": unexplained_suppression,
}
TEXT_RULES: Mapping[str, Callable[[str], Iterator[str]]] = {
    "registry_address": registry_address,
    "machine_path": machine_path,
}
