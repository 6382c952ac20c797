import os
import stat
import sys
from pathlib import Path

import pytest

from app.devices.machine_identity import find_system_identity, own_identity


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has MachineGuid instead of files")
def test_the_first_readable_identity_of_the_system_counts(tmp_path: Path) -> None:
    absent, empty, good = tmp_path / "absent", tmp_path / "empty", tmp_path / "good"
    empty.write_text("\n")
    good.write_text("0123456789abcdef0123456789abcdef\n")

    assert find_system_identity((absent, empty, good)) == b"0123456789abcdef0123456789abcdef"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has MachineGuid instead of files")
@pytest.mark.parametrize("content", [b"", b"short", b"uninitialized\n", b"\xff" * 40])
def test_a_file_without_an_identity_is_none(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "machine-id"
    file.write_bytes(content)

    assert find_system_identity((file,)) is None


def test_an_account_makes_its_own_identity_once_and_keeps_it_to_itself(tmp_path: Path) -> None:
    file = tmp_path / "config" / "computer-id"

    made = own_identity(file)

    assert len(made) == 32
    assert own_identity(file) == made
    if os.name == "posix":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
