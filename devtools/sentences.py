"""Which words of the program a translator gets, found in the source without running it.

Three kinds: ``self.tr("…")`` of a screen, under its class, as Qt looks it up; and under ``SAID``
what presenters say (``say``, ``counted``) and what errors tell (``told``, and the literal titles
and sentences of the ``WindwardError`` families).
"""

from __future__ import annotations

import ast
from collections import defaultdict
from typing import TYPE_CHECKING

from devtools.environment import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

SAID = "say"
"""The context of sentences that no screen owns; ``app.language`` looks them up under it."""
_SCREENS = ("app/counter", "app/demo", "app/kiosk", "app/models", "app/supervisor", "app/widgets")
_PRESENTERS = ("app/presenters",)
_ERRORS = ("domain", "storage", "sync", "app/devices", "app/use_cases", *_PRESENTERS)
_ROOT_FAMILY = "WindwardError"
_WORDS_OF_AN_ERROR = 2
_SAYING: Mapping[str, tuple[int, ...]] = {"say": (0,), "counted": (1, 2)}
_TELLING, _TELLS = "told", "domain.sentence"
_PROBLEM, _PROBLEM_WORDS = "Problem", ("title", "message")
_NOT_A_SCREEN = ("gallery",)


class NotLiteral(Exception):
    """Somebody says a sentence that stands nowhere: no translator could ever find it."""


def find_sentences(root: Path = ROOT) -> dict[str, set[str]]:
    """Return all words by context.

    Raises NotLiteral for ``say`` or ``tr`` of a variable, and for an error worded by an f-string:
    ``domain.sentence.told`` keeps the pattern that a translator can find.
    """
    found: dict[str, set[str]] = defaultdict(set)
    for tree in _trees(root, _SCREENS):
        for name, text in _spoken_by_screens(tree):
            found[name].add(text)
    errors = _trees(root, _ERRORS)
    families = _families(errors)
    for tree in errors:
        found[SAID].update(_told(tree, families))
    for tree in _trees(root, _PRESENTERS):
        found[SAID].update(_said(tree))
    return {context: texts - {""} for context, texts in found.items() if texts - {""}}


def _trees(root: Path, folders: tuple[str, ...]) -> list[ast.Module]:
    files = (file for folder in folders for file in sorted((root / folder).rglob("*.py")))
    return [
        ast.parse(file.read_text(encoding="utf-8"), filename=str(file.relative_to(root)))
        for file in files
        if not file.name.startswith(_NOT_A_SCREEN)
    ]


def _families(trees: list[ast.Module]) -> set[str]:
    """The names of all error classes, by the names of their bases."""
    bases = {
        node.name: {base.id for base in node.bases if isinstance(base, ast.Name)}
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
    }
    known = {_ROOT_FAMILY}
    for _ in bases:  # each turn finds at least one more, or it is the last
        more = {name for name, above in bases.items() if above & known} - known
        if not more:
            break
        known |= more
    return known


def _spoken_by_screens(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for owner in ast.walk(tree):
        if not isinstance(owner, ast.ClassDef):
            continue
        for node in ast.walk(owner):
            if isinstance(node, ast.Call) and _called(node) == "tr":
                yield from ((owner.name, text) for text in _literals(node.args[0]))


def _said(tree: ast.Module) -> Iterator[str]:
    own = {
        id(node)
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef) and function.name in {*_SAYING, "retold"}
        for node in ast.walk(function)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and id(node) not in own:
            for place in _SAYING.get(_called(node), ()):
                yield from _literals(node.args[place])


def _told(tree: ast.Module, families: set[str]) -> Iterator[str]:
    named = _named(tree)
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        if _asks_for_told(node, tree):
            first = node.args[0]  # a word out of a table is found where the table is said
            yield from _literals(first) if isinstance(first, ast.Constant) else ()
        if _called(node) == _PROBLEM:
            words = [each.value for each in node.keywords if each.arg in _PROBLEM_WORDS]
            yield from _worded(words, named)
        if _called(node) in families:
            yield from _worded(node.args[:_WORDS_OF_AN_ERROR], named)


def _named(tree: ast.Module) -> Mapping[str, set[str]]:
    """Every literal text that a file gives a name, by that name: ``title = "The line is down"``."""
    named: dict[str, set[str]] = defaultdict(set)
    for node in ast.walk(tree):
        if not isinstance(node, ast.Assign) or not isinstance(node.value, ast.Constant):
            continue
        for name in node.targets:
            if isinstance(name, ast.Name) and isinstance(node.value.value, str):
                named[name.id].add(node.value.value)
    return named


def _worded(words: Iterable[ast.expr], named: Mapping[str, set[str]]) -> Iterator[str]:
    """Literal words, or by a name; what ``told`` makes is found there, an f-string never is."""
    for word in words:
        if isinstance(word, ast.JoinedStr):
            raise NotLiteral(ast.unparse(word))
        if isinstance(word, ast.Constant) and isinstance(word.value, str):
            yield word.value
        if isinstance(word, ast.Name):
            yield from sorted(named.get(word.id, ()))


def _asks_for_told(node: ast.Call, tree: ast.Module) -> bool:
    """Whether it is ``told`` of ``domain.sentence``, and not something else of that name."""
    is_named = isinstance(node.func, ast.Name) and node.func.id == _TELLING
    return is_named and any(
        isinstance(each, ast.ImportFrom) and each.module == _TELLS for each in tree.body
    )


def _called(node: ast.Call) -> str:
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""


def _literals(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.IfExp):
        yield from _literals(node.body)
        yield from _literals(node.orelse)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    else:
        raise NotLiteral(ast.unparse(node))
