"""What makes this computer itself: something a copied folder does not take along."""

import os
import sys
from pathlib import Path

_LINUX_FILES = (Path("/etc/machine-id"), Path("/var/lib/dbus/machine-id"))
_LETTERS_MIN = 16
_OWN_BYTES = 32


def find_system_identity(files: tuple[Path, ...] = _LINUX_FILES) -> bytes | None:
    """Return the identity that the operating system gave this computer, or None where it has none.

    Linux: machine-id (systemd or D-Bus). Windows: MachineGuid. It is no secret, only hard to take
    along with a folder.
    """
    found = _windows_identity()
    if found is not None:
        return found
    for file in files:
        try:
            text = file.read_text(encoding="ascii").strip()
        except (OSError, UnicodeDecodeError):
            continue
        if len(text) >= _LETTERS_MIN and text != "uninitialized":
            return text.encode()
    return None


def own_identity(file: Path) -> bytes:
    """Return the identity kept in a file of this account, made once where there is none.

    For computers without an identity of their own (some containers, macOS). Raises OSError.
    """
    try:
        return file.read_bytes()
    except FileNotFoundError:
        file.parent.mkdir(parents=True, exist_ok=True)
    made = os.urandom(_OWN_BYTES)
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as writer:
        writer.write(made)
        writer.flush()
        os.fsync(writer.fileno())
    return made


def _windows_identity() -> bytes | None:
    if sys.platform == "win32":
        import winreg  # noqa: PLC0415 - exists on Windows only

        place = r"SOFTWARE\Microsoft\Cryptography"
        try:
            with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, place) as key:
                value, _ = winreg.QueryValueEx(key, "MachineGuid")
        except OSError:
            return None
        return str(value).encode()
    return None
