"""What waits for a device, found in the source, and where the counter asks for it on another lane.

A printer may answer after a minute. What waits for it runs on the lane ``device``; on ``write`` it
would hold up the scans and sales behind it, on ``read`` every search.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

WAITING_CALLS = frozenset({"print_job", "kick_drawer", "print_labels"})
"""Methods of a till's printer."""
WAITING_BOUND = frozenset(
    {"till.printer.kick_drawer", "hardware.scale.read", "hardware.printers.test"}
)
"""What the counter's services bind straight to a device."""


def waiting_use_cases(modules: Iterable[ast.Module]) -> frozenset[str]:
    """Names of the functions that reach ``till.printer``, directly or through another of them."""
    calls: dict[str, set[str]] = {}
    found: set[str] = set()
    for tree in modules:
        for function in ast.walk(tree):
            if isinstance(function, ast.FunctionDef):
                calls[function.name] = set(_called_names(function))
                if _reaches_printer(function):
                    found.add(function.name)
    for _ in calls:  # each round adds at least one, or is the last
        more = {name for name, called in calls.items() if called & found} - found
        if not more:
            break
        found |= more
    return frozenset(found)


def waiting_deeds(services: ast.Module, use_cases: frozenset[str]) -> frozenset[str]:
    """Names of the services' fields that are bound to something that waits for a device."""
    found = set()
    for node in ast.walk(services):
        if isinstance(node, ast.keyword) and node.arg is not None:
            bound = {one.id for one in ast.walk(node.value) if isinstance(one, ast.Name)}
            is_one = isinstance(node.value, ast.Call) and not node.value.keywords
            is_bound = is_one and "partial" in bound and bool(bound & use_cases)
            if is_bound or ast.unparse(node.value) in WAITING_BOUND:
                found.add(node.arg)
    return frozenset(found)


def deeds_on_other_lanes(tree: ast.Module, deeds: frozenset[str]) -> Iterator[str]:
    """Yield ``line: deed`` for each deed that a presenter does not hand to ``run("device", ...)``.

    A deed stands in the call of ``run`` itself, in a function of the same method that is named
    there, or in what the method hands to another of its class: then all that one runs counts.
    """
    for owner in ast.walk(tree):
        if isinstance(owner, ast.ClassDef):
            methods = {each.name: each for each in owner.body if isinstance(each, ast.FunctionDef)}
            for method in methods.values():
                yield from _in_method(method, methods, deeds)


def _in_method(
    method: ast.FunctionDef, methods: Mapping[str, ast.FunctionDef], deeds: frozenset[str]
) -> Iterator[str]:
    found = [
        node
        for node in ast.walk(method)
        if isinstance(node, ast.Attribute) and node.attr in deeds and not _is_no_deed(node)
    ]
    if not found:
        return
    parents = {child: node for node in ast.walk(method) for child in ast.iter_child_nodes(node)}
    for node in found:
        lanes = set(_lanes_of(node, method, methods, parents))
        if lanes != {"device"}:
            yield f"{node.lineno}: {node.attr} on {', '.join(sorted(lanes)) or 'no lane'}"


def _lanes_of(
    deed: ast.AST,
    method: ast.FunctionDef,
    methods: Mapping[str, ast.FunctionDef],
    parents: Mapping[ast.AST, ast.AST],
) -> Iterator[str]:
    at: ast.AST | None = deed
    while at is not None and at is not method:
        if isinstance(at, ast.FunctionDef):  # named in a call of the same method
            name = at.name
            for call in ast.walk(method):
                if isinstance(call, ast.Call) and any(
                    isinstance(each, ast.Name) and each.id == name for each in call.args
                ):
                    yield from _lanes_of_call(call, methods)
            return
        if isinstance(at, ast.Call) and deed is not at.func:
            lanes = tuple(_lanes_of_call(at, methods))
            if lanes:
                yield from lanes
                return
        at = parents.get(at)


def _lanes_of_call(call: ast.Call, methods: Mapping[str, ast.FunctionDef]) -> Iterator[str]:
    if not isinstance(call.func, ast.Attribute):
        return
    if call.func.attr == "run" and call.args and isinstance(call.args[0], ast.Constant):
        yield str(call.args[0].value)
    elif _is_own(call.func) and call.func.attr in methods:
        for inner in ast.walk(methods[call.func.attr]):
            if isinstance(inner, ast.Call) and ast.unparse(inner.func).endswith("runner.run"):
                yield from _lanes_of_call(inner, {})


def _is_no_deed(node: ast.Attribute) -> bool:
    """A method or a text of the same name."""
    return isinstance(node.value, ast.Name) and node.value.id.endswith(("self", "words"))


def _is_own(node: ast.Attribute) -> bool:
    return isinstance(node.value, ast.Name) and node.value.id == "self"


def _called_names(function: ast.FunctionDef) -> Iterator[str]:
    for node in ast.walk(function):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield node.func.id


def _reaches_printer(function: ast.FunctionDef) -> bool:
    return any(
        isinstance(node, ast.Attribute)
        and node.attr in WAITING_CALLS
        and ast.unparse(node.value).endswith("till.printer")
        for node in ast.walk(function)
    )
