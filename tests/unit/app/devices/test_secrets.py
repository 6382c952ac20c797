import json
import os
import shutil
import stat
import threading
from collections.abc import Callable
from pathlib import Path

import platformdirs
import pytest
import secretstorage
from keyring import core
from keyring.errors import KeyringLocked, NoKeyringError

from app.devices import key_ring, secrets
from app.devices.key_ring import NoAnswer, find_key_ring, within_limit
from app.devices.secrets import (
    FILE_NAME,
    IN_FILE,
    IN_KEY_RING,
    KeyRingStore,
    MachineFileStore,
    open_secret_store,
)
from app.devices.system_clock import SystemEntropy
from app.devices.till_keys import KeysLost, keep_pepper, load_or_make_keys
from app.use_cases.ports import SecretName, SecretStoreFailure

KEY, SEED, PEPPER = bytes(32), bytes([1]) * 32, bytes([2]) * 32
ALL = {
    SecretName.DATABASE_KEY: KEY,
    SecretName.SIGNING_SEED: SEED,
    SecretName.PIN_PEPPER: PEPPER,
}
THIS, OTHER = b"this computer", b"another computer"


class MemoryRing:
    """A key ring of this test alone."""

    def __init__(self) -> None:
        self.entries: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.entries.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.entries[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.entries[service, username]


class LockedRing(MemoryRing):
    def get_password(self, service: str, username: str) -> str | None:
        raise KeyringLocked(service, username)


class ForgetfulRing(MemoryRing):
    def set_password(self, service: str, username: str, password: str) -> None:
        pass


def nothing_installed() -> tuple[key_ring.KeyRing, ...]:
    return ()


# ------------------------------------------------------------------ the key ring


def test_keys_kept_in_the_key_ring_come_back_and_are_in_no_file(tmp_path: Path) -> None:
    ring = MemoryRing()

    open_secret_store(tmp_path, ring).keep(ALL)

    store = open_secret_store(tmp_path, ring)
    assert isinstance(store, KeyRingStore)
    assert store.read() == ALL
    assert store.describe() == IN_KEY_RING
    assert json.loads((tmp_path / FILE_NAME).read_text()).keys() == {"place", "set"}


def test_two_tills_of_one_account_keep_their_keys_apart(tmp_path: Path) -> None:
    ring = MemoryRing()
    open_secret_store(tmp_path / "one", ring).keep(ALL)

    other = open_secret_store(tmp_path / "two", ring)

    assert other.read() == {}


def test_a_till_with_keys_in_the_ring_never_falls_back_to_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_secret_store(tmp_path, MemoryRing()).keep(ALL)
    note = (tmp_path / FILE_NAME).read_bytes()
    monkeypatch.setattr(key_ring, "_installed", nothing_installed)
    store = open_secret_store(tmp_path)

    with pytest.raises(SecretStoreFailure) as reading:
        store.read()
    with pytest.raises(SecretStoreFailure):
        store.keep(ALL)

    assert reading.value.title == "The key ring does not answer"
    assert "unlock the key ring" in reading.value.message
    assert "Nothing was overwritten" in reading.value.message
    assert (tmp_path / FILE_NAME).read_bytes() == note


def test_a_locked_key_ring_is_said_and_nothing_changes(tmp_path: Path) -> None:
    open_secret_store(tmp_path, MemoryRing()).keep(ALL)

    with pytest.raises(SecretStoreFailure, match="locked, switched off"):
        KeyRingStore(tmp_path, LockedRing()).read()


def test_a_key_ring_that_forgets_at_once_is_found_out_while_keeping(tmp_path: Path) -> None:
    with pytest.raises(SecretStoreFailure, match="does not answer"):
        KeyRingStore(tmp_path, ForgetfulRing()).keep(ALL)


# ------------------------------------------------------------------ which ring is usable


def test_a_ring_that_keeps_a_probe_is_taken_and_left_clean() -> None:
    ring = MemoryRing()

    assert find_key_ring([LockedRing(), ForgetfulRing(), ring]) is ring
    assert ring.entries == {}


def test_a_computer_without_a_ring_has_none() -> None:
    assert find_key_ring([LockedRing()]) is None


def test_only_back_ends_that_ask_nobody_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(core, "get_keyring", MemoryRing)

    assert key_ring._installed() == ()


class DesktopRing(MemoryRing):
    """Looks like the library's back end for a Linux desktop."""

    priority = 5


DesktopRing.__module__, DesktopRing.__qualname__ = "keyring.backends.SecretService", "Keyring"


class Bus:
    def close(self) -> None:
        pass


class Collection:
    def __init__(self, *, locked: bool) -> None:
        self._locked = locked

    def is_locked(self) -> bool:
        return self._locked


@pytest.mark.parametrize(("locked", "expected"), [(True, 0), (False, 1)])
def test_a_desktop_ring_counts_only_while_its_collection_is_open(
    monkeypatch: pytest.MonkeyPatch, locked: bool, expected: int
) -> None:
    monkeypatch.setattr(core, "get_keyring", DesktopRing)
    monkeypatch.setattr(secretstorage, "dbus_init", Bus)
    monkeypatch.setattr(
        secretstorage.collection,
        "get_collection_by_alias",
        lambda _bus, _alias: Collection(locked=locked),
    )

    assert len(key_ring._installed()) == expected


def test_a_desktop_without_a_collection_counts_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(_bus: Bus, _alias: str) -> Collection:
        raise secretstorage.exceptions.ItemNotFoundException

    monkeypatch.setattr(core, "get_keyring", DesktopRing)
    monkeypatch.setattr(secretstorage, "dbus_init", Bus)
    monkeypatch.setattr(secretstorage.collection, "get_collection_by_alias", absent)

    assert key_ring._installed() == ()


def test_detection_that_fails_is_no_ring(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> tuple[key_ring.KeyRing, ...]:
        raise NoKeyringError

    monkeypatch.setattr(key_ring, "_installed", fail)

    assert find_key_ring() is None


def test_a_ring_that_waits_for_a_dialog_is_given_up() -> None:
    dialog = threading.Event()

    with pytest.raises(NoAnswer, match="TimeoutError"):
        within_limit(dialog.wait, timeout_s=0)

    dialog.set()


# ------------------------------------------------------------------ the file


def test_without_a_ring_the_file_is_used_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(key_ring, "_installed", nothing_installed)
    monkeypatch.setattr(secrets, "find_system_identity", lambda: THIS)

    store = open_secret_store(tmp_path)
    store.keep(ALL)

    assert open_secret_store(tmp_path).read() == ALL
    assert isinstance(store, MachineFileStore)
    assert store.describe() == IN_FILE
    assert "not against an administrator" in IN_FILE


def test_a_file_store_stays_one_when_a_ring_appears_later(tmp_path: Path) -> None:
    MachineFileStore(tmp_path, THIS).keep(ALL)

    assert isinstance(open_secret_store(tmp_path, MemoryRing()), MachineFileStore)


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX")
def test_the_file_is_for_this_account_only(tmp_path: Path) -> None:
    MachineFileStore(tmp_path, THIS).keep(ALL)

    assert stat.S_IMODE((tmp_path / FILE_NAME).stat().st_mode) == 0o600


def test_no_key_stands_in_the_file(tmp_path: Path) -> None:
    key = b"a database key that is 32 bytes!"
    MachineFileStore(tmp_path, THIS).keep({SecretName.DATABASE_KEY: key})

    assert key not in (tmp_path / FILE_NAME).read_bytes()


def test_a_copied_folder_does_not_open_on_another_computer(tmp_path: Path) -> None:
    MachineFileStore(tmp_path / "till", THIS).keep(ALL)
    shutil.copytree(tmp_path / "till", tmp_path / "copy")

    assert MachineFileStore(tmp_path / "copy", THIS).read() == ALL
    with pytest.raises(SecretStoreFailure) as caught:
        MachineFileStore(tmp_path / "copy", OTHER).read()
    assert caught.value.title == "This till's keys belong to another computer"
    assert "the computer it was enrolled on" in caught.value.message.replace("\n", " ")


def test_a_computer_without_an_identity_uses_one_of_the_account(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(secrets, "find_system_identity", lambda: None)
    monkeypatch.setattr(platformdirs, "user_config_dir", lambda _name: str(tmp_path / "config"))

    MachineFileStore(tmp_path / "till").keep(ALL)

    assert MachineFileStore(tmp_path / "till").read() == ALL
    assert (tmp_path / "config" / "computer-id").exists()


def test_an_account_without_a_home_is_told_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("")
    monkeypatch.setattr(secrets, "find_system_identity", lambda: None)
    monkeypatch.setattr(platformdirs, "user_config_dir", lambda _name: str(in_the_way / "x"))

    with pytest.raises(SecretStoreFailure, match="correct the folder's rights"):
        MachineFileStore(tmp_path / "till").keep(ALL)


def test_a_key_file_that_cannot_be_written_leaves_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = MachineFileStore(tmp_path, THIS)
    store.keep({SecretName.DATABASE_KEY: KEY})

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(SecretStoreFailure) as caught:
            store.keep({SecretName.PIN_PEPPER: PEPPER})

    assert "No space left on device" in caught.value.message
    assert store.read() == {SecretName.DATABASE_KEY: KEY}


@pytest.mark.parametrize("damage", ["not json", '{"place": "file"}', "[]"])
def test_a_damaged_key_file_is_said_and_kept(tmp_path: Path, damage: str) -> None:
    (tmp_path / FILE_NAME).write_text(damage)

    with pytest.raises(SecretStoreFailure, match="Nothing was overwritten"):
        open_secret_store(tmp_path, MemoryRing()).read()

    assert (tmp_path / FILE_NAME).read_text() == damage


# ------------------------------------------------------------------ keys of a till


def file_store(folder: Path) -> MachineFileStore:
    return MachineFileStore(folder, THIS)


def ring_store(folder: Path) -> KeyRingStore:
    return KeyRingStore(folder, MemoryRing())


STORES = pytest.mark.parametrize("make_store", [file_store, ring_store])


@STORES
def test_a_new_till_gets_keys_once(
    tmp_path: Path, make_store: Callable[[Path], MachineFileStore | KeyRingStore]
) -> None:
    store = make_store(tmp_path)

    first = load_or_make_keys(store, SystemEntropy(), has_database=False)

    assert load_or_make_keys(store, SystemEntropy(), has_database=True) == first
    assert len(first.database_key) == len(first.signing_seed) == 32
    assert first.database_key != first.signing_seed
    assert first.pin_pepper is None
    assert first.database_key.hex() not in repr(first)


@STORES
def test_the_pepper_of_enrolment_joins_and_may_be_renewed(
    tmp_path: Path, make_store: Callable[[Path], MachineFileStore | KeyRingStore]
) -> None:
    store = make_store(tmp_path)
    before = load_or_make_keys(store, SystemEntropy(), has_database=False)

    keep_pepper(store, KEY)
    keep_pepper(store, PEPPER)

    after = load_or_make_keys(store, SystemEntropy(), has_database=True)
    assert after.pin_pepper == PEPPER
    assert after.database_key == before.database_key


@STORES
def test_a_key_that_protects_something_is_never_replaced(
    tmp_path: Path, make_store: Callable[[Path], MachineFileStore | KeyRingStore]
) -> None:
    store = make_store(tmp_path)
    store.keep(ALL)

    with pytest.raises(SecretStoreFailure, match="nothing was overwritten"):
        store.keep({SecretName.DATABASE_KEY: SEED})

    assert store.read() == ALL


def test_a_lost_key_ring_says_what_to_do_and_overwrites_nothing(tmp_path: Path) -> None:
    ring = MemoryRing()
    store = KeyRingStore(tmp_path, ring)
    load_or_make_keys(store, SystemEntropy(), has_database=False)
    ring.entries.clear()

    with pytest.raises(KeysLost) as caught:
        load_or_make_keys(store, SystemEntropy(), has_database=True)

    assert caught.value.title == "This till's keys are gone"
    assert "recover this till" in caught.value.message
    assert "enrol it anew" in caught.value.message
    assert ring.entries == {}


def test_a_first_start_cut_off_between_two_keys_goes_on_with_the_first(tmp_path: Path) -> None:
    store = file_store(tmp_path)
    store.keep({SecretName.DATABASE_KEY: KEY})

    keys = load_or_make_keys(store, SystemEntropy(), has_database=False)

    assert keys.database_key == KEY
