"""The operating system's key ring, used only where it works without asking anybody anything.

Looking for it must neither hang nor open a dialog: at a kiosk nobody would see one. A locked or
missing ring counts as none.
"""

import threading
from collections.abc import Callable, Iterable
from contextlib import closing
from typing import Protocol, TypeVar

import keyring.backend
import keyring.core

T = TypeVar("T")

ANSWER_TIMEOUT_S = 5
PRIORITY_MIN = 1
"""keyring's own mark for a back end it recommends; files with weak protection stand below it."""

_PROBE = ("windward-probe", "probe")
_ASKS_NOBODY = frozenset(
    {
        "keyring.backends.macOS.Keyring",
        "keyring.backends.SecretService.Keyring",
        "keyring.backends.Windows.WinVaultKeyring",
    }
)


class KeyRing(Protocol):
    """What a back end of the library ``keyring`` can do."""

    def get_password(self, service: str, username: str) -> str | None: ...

    def set_password(self, service: str, username: str, password: str) -> None: ...

    def delete_password(self, service: str, username: str) -> None: ...


class NoAnswer(Exception):
    """The key ring refused, failed, or did not answer in time."""


def within_limit(ask: Callable[[], T], timeout_s: int = ANSWER_TIMEOUT_S) -> T:
    """Ask the key ring and wait for a bounded time. Raises NoAnswer.

    D-Bus calls have no limit of their own: a service that waits for a dialog would wait for ever.
    """
    answers: list[T] = []
    failures: list[BaseException] = []

    def run() -> None:
        try:
            answers.append(ask())
        except BaseException as error:  # noqa: BLE001 - the border: each back end raises its own
            failures.append(error)

    thread = threading.Thread(target=run, name="key-ring", daemon=True)
    thread.start()
    thread.join(timeout_s)
    if answers:
        return answers[0]
    reason = failures[0] if failures else TimeoutError("no answer")
    raise NoAnswer(type(reason).__name__) from reason


def find_key_ring(back_ends: Iterable[KeyRing] | None = None) -> KeyRing | None:
    """Return a key ring that keeps, returns and forgets a probe without a question, or None."""
    try:
        candidates = within_limit(_installed) if back_ends is None else tuple(back_ends)
    except NoAnswer:
        return None
    return next((ring for ring in candidates if _works(ring)), None)


def _installed() -> tuple[KeyRing, ...]:
    """The recommended back ends that can be asked without a dialog, the best first."""
    chosen = keyring.core.get_keyring()
    parts = getattr(chosen, "backends", None) or (chosen,)
    return tuple(part for part in parts if _is_recommended(part))


def _is_recommended(back_end: keyring.backend.KeyringBackend) -> bool:
    name = f"{type(back_end).__module__}.{type(back_end).__qualname__}"
    if name not in _ASKS_NOBODY or back_end.priority < PRIORITY_MIN:
        return False
    return name != "keyring.backends.SecretService.Keyring" or _is_unlocked()


def _is_unlocked() -> bool:
    """Whether the default collection exists and is open: otherwise the library opens a dialog."""
    import secretstorage  # noqa: PLC0415 - installed on Linux only

    try:
        with closing(secretstorage.dbus_init()) as connection:
            collection = secretstorage.collection.get_collection_by_alias(connection, "default")
            return not collection.is_locked()
    except secretstorage.exceptions.SecretStorageException:
        return False


def _works(ring: KeyRing) -> bool:
    def probe() -> bool:
        service, name = _PROBE
        ring.set_password(service, name, "probe")
        found = ring.get_password(service, name)
        ring.delete_password(service, name)
        return found == "probe"

    try:
        return within_limit(probe)
    except NoAnswer:
        return False
