"""Every word of the program reaches a translator; a translation that would not fill is found."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from devtools.environment import ROOT
from devtools.sentences import SAID, NotLiteral, find_sentences
from devtools.translations import Message, main, mistakes, read_messages, written

LUPDATE = "from PySide6.scripts.pyside_tool import lupdate as go; go()"


def plant(root: Path, name: str, source: str) -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(source, "utf-8")


def test_words_are_found_where_screens_presenters_and_errors_say_them(tmp_path: Path) -> None:
    plant(
        tmp_path,
        "app/counter/x.py",
        "class Screen:\n  def a(self): self.tr('One ' 'word'); self.tr('Yes' if self.b else 'No')",
    )
    plant(tmp_path, "app/presenters/x_words.py", "say('{n} due', n=1); counted(2, 'one', 'many')")
    plant(
        tmp_path,
        "domain/e.py",
        "from domain.sentence import told\nclass Odd(BadInput): ...\n"
        "Odd('Title', told('At {n}', n=1))",
    )
    plant(
        tmp_path, "domain/errors.py", "class WindwardError: ...\nclass BadInput(WindwardError): ..."
    )

    found = find_sentences(tmp_path)

    assert found == {
        "Screen": {"One word", "Yes", "No"},
        SAID: {"{n} due", "one", "many", "Title", "At {n}"},
    }


def test_a_title_that_an_error_gets_by_its_name_is_found(tmp_path: Path) -> None:
    plant(tmp_path, "domain/errors.py", "class WindwardError: ...")
    plant(
        tmp_path,
        "sync/engine/x.py",
        "_LOST = 'Nothing is lost'\ntitle = 'The line is down'\nother = 'a key'\n"
        "raise WindwardError(title, _LOST)",
    )

    assert find_sentences(tmp_path) == {SAID: {"The line is down", "Nothing is lost"}}


def test_a_sentence_that_stands_nowhere_is_refused(tmp_path: Path) -> None:
    plant(tmp_path, "app/presenters/x.py", "say(text)")

    with pytest.raises(NotLiteral):
        find_sentences(tmp_path)


def test_qts_own_tool_finds_the_same_words_on_the_screens(tmp_path: Path) -> None:
    """An oracle: Linguist's own extraction, on the real tree."""
    screens = [
        str(path)
        for path in sorted((ROOT / "app").rglob("*.py"))
        if path.parent.name in {"counter", "widgets", "models"} and "gallery" not in path.name
    ]
    file = tmp_path / "theirs.ts"
    subprocess.run(
        [sys.executable, "-c", LUPDATE, *screens, "-ts", str(file), "-silent"],
        check=True,
        capture_output=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    theirs = {source for _, source in read_messages(file.read_text("utf-8"))}

    ours = {
        text
        for context, texts in find_sentences().items()
        for text in texts
        if context not in {SAID, "DemoStrip", "DemoWindow"}
    }
    assert theirs - ours == set()
    assert len(ours) > 100


def test_a_translation_survives_new_words_and_is_offered_where_the_same_words_moved() -> None:
    before = {("Old", "Back"): Message("Terug", is_unfinished=False)}

    text = written(before, {"New": {"Back"}, "Old": {"Back", "Next <1>"}}, "nl_SR")

    assert read_messages(text) == {
        ("New", "Back"): Message("Terug", is_unfinished=True),
        ("Old", "Back"): Message("Terug", is_unfinished=False),
        ("Old", "Next <1>"): Message("", is_unfinished=True),
    }


def test_a_translation_with_other_places_for_values_is_a_mistake() -> None:
    good = {(SAID, "{n} due"): Message("Nog {n}", is_unfinished=False)}
    bad = {(SAID, "{n} due"): Message("Nog {getal}", is_unfinished=False)}

    assert mistakes(good, "x.ts") == []
    assert len(mistakes(bad, "x.ts")) == 1


def test_a_new_word_makes_the_check_fail_until_the_files_are_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    wanted = {SAID: {"Online"}}
    monkeypatch.setattr("devtools.translations.FOLDER", tmp_path)
    monkeypatch.setattr("devtools.translations.find_sentences", lambda: wanted)

    assert main(["--new", "nl_SR"]) == 0
    assert main(["--check"]) == 0
    wanted[SAID].add("Offline")
    assert main(["--check"]) == 1
    assert "out of date" in capsys.readouterr().out
    assert main([]) == 0
    assert main(["--check"]) == 0


def test_an_error_worded_by_an_f_string_is_refused_and_a_problem_of_the_engine_is_found(
    tmp_path: Path,
) -> None:
    plant(tmp_path, "domain/errors.py", "class WindwardError: ...\nclass Bad(WindwardError): ...")
    plant(tmp_path, "sync/engine/x.py", "Problem(title='The disk is full', message=told_before)")

    assert find_sentences(tmp_path) == {SAID: {"The disk is full"}}

    plant(tmp_path, "domain/e.py", "Bad('Title', f'At {n}')")
    with pytest.raises(NotLiteral):
        find_sentences(tmp_path)
