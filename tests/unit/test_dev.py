"""The parts of dev.py that decide: no network, no environment is made here."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

import dev
from devtools import commands, environment, linux_desktop
from devtools.environment import ROOT, SetupError
from devtools.testing import GROUPS, display_of_its_own, quick_folder


@pytest.mark.parametrize("version", [(2, 7), (3, 7), (3, 10)])
def test_an_older_python_is_told_which_one_it_takes(version: tuple[int, int]) -> None:
    told = dev.refusal(version)

    assert told is not None
    assert told.startswith("Windward needs Python 3.11 or newer; this is Python ")


@pytest.mark.parametrize("version", [(3, 11), (3, 12), (4, 0)])
def test_a_new_enough_python_passes(version: tuple[int, int]) -> None:
    assert dev.refusal(version) is None


def test_the_entry_parses_on_an_old_python_so_that_it_can_refuse_it() -> None:
    source = Path(dev.__file__).read_text(encoding="utf-8")

    ast.parse(source, feature_version=(3, 4))
    assert "from __future__" not in source


def make_environment_folder(venv: Path) -> None:
    python = environment.environment_python(venv)
    python.parent.mkdir(parents=True)
    python.touch()


def a_lock(folder: Path, text: str = "six==1.17.0\n") -> Path:
    lock = folder / "requirements.lock"
    lock.write_text(text, encoding="utf-8")
    return lock


def test_the_stamp_changes_with_the_lock_the_folder_and_the_python(tmp_path: Path) -> None:
    venv = tmp_path / ".venv"
    stamp = environment.wanted_stamp(a_lock(tmp_path), venv, "3.11 linux")

    assert environment.wanted_stamp(a_lock(tmp_path), venv, "3.11 linux") == stamp
    assert environment.wanted_stamp(a_lock(tmp_path, "six==1.16.0\n"), venv, "3.11 linux") != stamp
    assert environment.wanted_stamp(a_lock(tmp_path), tmp_path, "3.11 linux") != stamp
    assert environment.wanted_stamp(a_lock(tmp_path), venv, "3.12 linux") != stamp


@pytest.mark.parametrize("content", [None, "", "{", "[]", "3"])
def test_an_unreadable_stamp_counts_as_none(tmp_path: Path, content: str | None) -> None:
    path = tmp_path / "stamp.json"
    if content is not None:
        path.write_text(content, encoding="utf-8")

    assert environment.read_stamp(path) == {}


def test_an_absent_environment_is_rebuilt(tmp_path: Path) -> None:
    assert environment.must_rebuild(tmp_path / ".venv", {}, {"python": "", "folder": ""})


@pytest.mark.parametrize(
    ("stamp", "rebuilt"),
    [
        ({"python": "3.11 linux", "folder": "here", "lock": "older"}, False),
        ({"python": "3.12 linux", "folder": "here", "lock": "same"}, True),
        ({"python": "3.11 linux", "folder": "elsewhere", "lock": "same"}, True),
    ],
)
def test_only_another_python_or_place_costs_a_rebuild(
    tmp_path: Path, *, stamp: dict[str, str], rebuilt: bool
) -> None:
    venv = tmp_path / ".venv"
    make_environment_folder(venv)
    wanted = {"python": "3.11 linux", "folder": "here", "lock": "same"}

    assert environment.must_rebuild(venv, stamp, wanted) is rebuilt


def test_an_unstamped_environment_that_cannot_answer_is_rebuilt(tmp_path: Path) -> None:
    venv = tmp_path / ".venv"
    make_environment_folder(venv)  # an empty, unexecutable interpreter

    assert environment.must_rebuild(venv, {}, {"python": "3.11 linux", "folder": str(venv)})


@pytest.mark.parametrize(
    ("output", "sentence"),
    [
        ("OSError: [Errno 28] No space left on device", "disk is full"),
        ("error: Failed to fetch ... dns error", "could not be downloaded"),
        ("ERROR: No matching distribution found for uv==1", "could not be downloaded"),
        ("error: Hash mismatch for `six==1.17.0`", "not the one this project was tested with"),
        ("[Errno 13] Permission denied: '.venv/bin'", "could not be written"),
        ("something nobody foresaw", "The installer said:\nsomething nobody foresaw"),
    ],
)
def test_an_installer_failure_becomes_one_sentence(output: str, sentence: str) -> None:
    assert sentence in environment.explain_failure(output)


def test_a_full_disk_is_refused_before_anything_is_written() -> None:
    environment.refuse_full_disk(environment.DISK_NEEDED_MB)
    with pytest.raises(SetupError, match="Free now: 12 MB"):
        environment.refuse_full_disk(12)


def test_a_python_without_venv_is_told_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    with pytest.raises(SetupError, match="install python3-venv"):
        environment.refuse_missing_venv_module()


@pytest.mark.parametrize(
    ("environ", "plugins"),
    [
        ({}, ("xcb",)),
        ({"DISPLAY": ":0"}, ("xcb",)),
        ({"WAYLAND_DISPLAY": "wayland-0"}, ("wayland",)),
        ({"WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0"}, ("wayland", "xcb")),
        ({"QT_QPA_PLATFORM": "offscreen", "DISPLAY": ":0"}, ("offscreen",)),
        ({"QT_QPA_PLATFORM": "wayland-egl;xcb"}, ("wayland",)),
    ],
)
def test_the_display_decides_which_plugin_must_load(
    environ: dict[str, str], plugins: tuple[str, ...]
) -> None:
    assert linux_desktop.platform_plugins(environ) == plugins


def test_nothing_is_missing_where_everything_loads() -> None:
    assert linux_desktop.missing_libraries(("xcb",), lambda _name: True) == ()


def test_one_plugin_that_works_is_enough() -> None:
    missing = linux_desktop.missing_libraries(
        ("wayland", "xcb"), lambda name: "wayland" not in name
    )

    assert missing == ()


def test_a_hidden_window_needs_no_display_libraries() -> None:
    missing = linux_desktop.missing_libraries(("offscreen",), lambda _name: False)

    assert {row[1] for row in missing} == {"any"}


@pytest.mark.parametrize(
    ("tools", "line"),
    [
        (["apt-get"], "sudo apt-get install libegl1 libxcb-cursor0"),
        (["dnf"], "sudo dnf install libglvnd-egl xcb-util-cursor"),
    ],
)
def test_exactly_the_missing_packages_are_named_in_one_command(tools: list[str], line: str) -> None:
    absent = {"libEGL.so.1", "libxcb-cursor.so.0"}
    missing = linux_desktop.missing_libraries(("xcb",), lambda name: name not in absent)
    message = linux_desktop.install_lines(missing, tools)

    assert message.splitlines()[1:] == [f"  {line}"]


def test_an_unknown_linux_is_told_both_names_and_the_libraries() -> None:
    missing = linux_desktop.missing_libraries(("xcb",), lambda name: name != "libxcb-cursor.so.0")
    message = linux_desktop.install_lines(missing, [])

    assert "libxcb-cursor.so.0" in message
    assert "apt-get install libxcb-cursor0" in message
    assert "dnf install xcb-util-cursor" in message


def test_a_library_that_does_not_exist_cannot_be_loaded() -> None:
    assert not linux_desktop.can_load("libwindward-no-such.so.1")


@pytest.mark.parametrize(
    ("command", "arguments", "shows"),
    [
        ("demo", [], True),
        ("demo", ["--headless"], False),
        ("till", ["run"], True),
        ("till", ["run", "--help"], False),
        ("till", ["status"], False),
        ("central", [], False),
    ],
)
def test_only_a_command_that_opens_a_window_asks_for_a_desktop(
    command: str, arguments: list[str], *, shows: bool
) -> None:
    assert commands.opens_window(command, arguments, {"DISPLAY": ":0"}) is shows


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a display is a Linux question")
def test_without_a_display_the_demo_shows_no_window() -> None:
    assert not commands.opens_window("demo", [], {})


def test_a_child_exit_code_passes_through() -> None:
    environ = commands.child_environ()

    assert commands.run([sys.executable, "-c", "raise SystemExit(7)"], environ) == 7


@pytest.mark.skipif(sys.platform == "win32", reason="signals end programs on POSIX only")
def test_a_child_ended_by_a_signal_counts_as_in_a_shell() -> None:
    command = "import os, signal; os.kill(os.getpid(), signal.SIGTERM)"

    assert commands.run([sys.executable, "-c", command], commands.child_environ()) == 143


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert commands.main([]) == 0
    printed = capsys.readouterr().out

    assert all(f"\n  {name} " in printed for name in [*commands.MODULES, *commands.TOOLS, "help"])


def test_an_unknown_command_is_refused_with_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert commands.main(["sell"]) == 2
    assert "There is no command 'sell'" in capsys.readouterr().err


def test_a_setup_problem_is_one_sentence_and_exit_code_2(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse() -> Path:
        raise SetupError("what to do")

    monkeypatch.setattr(commands, "ensure_environment", refuse)

    assert commands.main(["test"]) == 2
    assert capsys.readouterr().err == "what to do\n"


def test_every_test_is_in_one_group_of_the_whole_run() -> None:
    """What the last group leaves out is what the others have, and it has all else."""
    named = [word for name, words in GROUPS.items() if name != "rest" for word in words]
    left_out = [word.removeprefix("--ignore=") for word in GROUPS["rest"] if word != "tests"]

    assert sorted(named) == sorted(left_out)
    assert len(named) == len(set(named))
    assert all((ROOT / word).is_dir() for word in named)


def test_the_tests_folders_are_in_memory_only_where_there_is_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("devtools.testing._MEMORY_DISK_FREE_MIN", 1)
    here, nowhere = {"A": "1"}, tmp_path / "none"

    with quick_folder(here, tmp_path) as quick:
        folder = Path(quick.pop("TMPDIR"))
        assert folder.parent == tmp_path
        assert folder.is_dir()
        assert quick == here
    assert not folder.exists()
    with quick_folder(here, nowhere) as slow:
        assert slow == here
    with quick_folder({"TMPDIR": "mine"}, tmp_path) as theirs:
        assert theirs == {"TMPDIR": "mine"}
    monkeypatch.setattr("devtools.testing._MEMORY_DISK_FREE_MIN", 1 << 80)
    with quick_folder(here, tmp_path) as full:
        assert full == here


def test_an_environment_that_belongs_to_another_folder_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs, link = tmp_path / "theirs", tmp_path / ".venv"
    theirs.mkdir()
    link.symlink_to(theirs)
    monkeypatch.setattr(environment, "VENV", link)

    with pytest.raises(SetupError, match="Remove the link"):
        environment.ensure_environment()
    assert list(theirs.iterdir()) == []


@pytest.mark.needs("Xvfb")
def test_a_display_of_its_own_answers_and_ends_with_the_run() -> None:
    with display_of_its_own({"A": "1"}) as windowed:
        number = windowed["DISPLAY"].removeprefix(":")
        socket = Path(f"/tmp/.X11-unix/X{number}")

        assert windowed == {"A": "1", "DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}
        assert socket.exists()
    assert not socket.exists()


def test_without_a_display_to_start_windows_stay_where_they_were(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("shutil.which", lambda _: None)
    with display_of_its_own({"A": "1"}) as same:
        assert same == {"A": "1"}
