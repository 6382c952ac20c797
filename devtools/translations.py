"""``dev.py translations``: bring every translation up to date, and make its ``.qm``.

The files of Qt Linguist in ``resources/translations`` name no line of the source, so that they
change only when words change. What nobody translated yet is shown in English.
"""

from __future__ import annotations

import argparse
import string
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

from devtools.environment import ROOT
from devtools.sentences import find_sentences

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FOLDER = ROOT / "resources" / "translations"
PREFIX = "windward_"
_RELEASE = "from PySide6.scripts.pyside_tool import lrelease as go; go()"
_MISTAKES_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Message:
    """A translated text; empty or unfinished ones are left to the next translator."""

    text: str
    is_unfinished: bool


Messages = dict[tuple[str, str], Message]


def main(words: Sequence[str]) -> int:
    """Write the files anew, or with ``--check`` only tell whether they are up to date."""
    parser = argparse.ArgumentParser(prog="dev.py translations", description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing; fail if out of date")
    parser.add_argument("--new", metavar="LOCALE", help="begin a language, as in es_VE")
    given = parser.parse_args(words)
    wanted = find_sentences()
    if given.new:
        path = FOLDER / f"{PREFIX}{given.new}.ts"
        path.write_text(written({}, wanted, given.new), "utf-8")
    files = sorted(FOLDER.glob(f"{PREFIX}*.ts"))
    problems = [line for file in files for line in _tended(file, wanted, is_check=given.check)]
    print("\n".join(problems[:_MISTAKES_SHOWN]), end="\n" if problems else "")
    return 1 if problems else 0


def _tended(file: Path, wanted: Mapping[str, set[str]], *, is_check: bool) -> list[str]:
    before = file.read_text("utf-8")
    messages = read_messages(before)
    problems = mistakes(messages, file.name)
    now = written(messages, wanted, _locale_of(file))
    if not is_check:
        file.write_text(now, "utf-8")
        released(file, file.with_suffix(".qm"))
        done = sum(1 for message in read_messages(now).values() if not message.is_unfinished)
        print(f"{file.name}: {done} of {sum(map(len, wanted.values()))} translated")
        return problems
    if now != before:
        problems.append(f"{file.name} is out of date: run python3 dev.py translations")
    with tempfile.TemporaryDirectory(prefix="windward-qm-") as folder:
        fresh = Path(folder) / file.with_suffix(".qm").name
        released(file, fresh)
        if _bytes_of(fresh) != _bytes_of(file.with_suffix(".qm")):
            problems.append(f"{file.stem}.qm is out of date: run python3 dev.py translations")
    return problems


def read_messages(text: str) -> Messages:
    """Read a ``.ts``: by context and English."""
    root = ET.fromstring(text)  # noqa: S314  # our own file
    found: Messages = {}
    for context in root.iter("context"):
        for message in context.iter("message"):
            node = message.find("translation")
            said = "" if node is None else node.text or ""
            unfinished = not said or (node is not None and node.get("type") == "unfinished")
            key = (context.findtext("name", ""), message.findtext("source", ""))
            found[key] = Message(said, unfinished)
    return found


def written(messages: Messages, wanted: Mapping[str, set[str]], locale: str) -> str:
    """Write a ``.ts`` with exactly the wanted words, in the form that Linguist itself writes.

    A text that is new to its context is looked up in the others, as an unfinished proposal.
    """
    elsewhere = {source: one.text for (_, source), one in messages.items() if one.text}
    lines = ['<?xml version="1.0" encoding="utf-8"?>', "<!DOCTYPE TS>"]
    lines.append(f'<TS version="2.1" language="{locale}" sourcelanguage="en">')
    for context in sorted(wanted):
        lines += ["<context>", f"    <name>{escape(context)}</name>"]
        for source in sorted(wanted[context]):
            proposed = Message(elsewhere.get(source, ""), is_unfinished=True)
            message = messages.get((context, source), proposed)
            mark = ' type="unfinished"' if message.is_unfinished else ""
            lines += [
                "    <message>",
                f"        <source>{_escaped(source)}</source>",
                f"        <translation{mark}>{_escaped(message.text)}</translation>",
                "    </message>",
            ]
        lines.append("</context>")
    return "\n".join([*lines, "</TS>", ""])


def mistakes(messages: Messages, name: str) -> list[str]:
    """Translations whose places for values are not those of the English: they would not fill."""
    return [
        f"{name}: {source!r} has other {{places}} in its translation {message.text!r}"
        for (_, source), message in messages.items()
        if message.text and _places(source) != _places(message.text)
    ]


def released(file: Path, to: Path) -> None:
    """Make the ``.qm`` that the program loads."""
    words = [sys.executable, "-c", _RELEASE, str(file), "-qm", str(to), "-silent"]
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL)


def _places(text: str) -> set[str]:
    try:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
    except ValueError:  # a single brace: plain text that is never filled
        return set()


def _escaped(text: str) -> str:
    return escape(text, {'"': "&quot;", "'": "&apos;"})


def _locale_of(file: Path) -> str:
    return file.stem.removeprefix(PREFIX)


def _bytes_of(file: Path) -> bytes:
    return file.read_bytes() if file.exists() else b""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
