"""``backup``, ``restore``, ``erase-person`` and ``unseal-till-key``: what must not go wrong."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from central.backups.making import make_backup
from central.backups.restoring import restore_backup
from central.commands.options import (
    Command,
    add_store_option,
    chosen_store,
    opened,
    say,
    settings_of,
)
from central.people.erasing import Erasure, ErasureRequest, erase_person
from central.surroundings import Surroundings
from central.tills.unsealing import Recovery, unseal_till_key


def _describe_backup(parser: ArgumentParser) -> None:
    parser.add_argument("--to", type=Path, required=True, help="folder, best on another disk")


def _run_backup(options: Namespace) -> int:
    with opened(options) as central:
        backup = make_backup(central, options.to)
    say(f"{backup.path} is whole; {backup.durable_count} more operations are durable with it.")
    return 0


def _describe_restore(parser: ArgumentParser) -> None:
    parser.add_argument("backup", type=Path, help="the backup; its folder holds the person keys")


def _run_restore(options: Namespace) -> int:
    restored = restore_backup(settings_of(options), options.backup, Surroundings())
    say(
        f"Restored, with the keys of {restored.person_count} persons, as epoch {restored.epoch}."
        " Each till sends again what is missing with its next exchange."
    )
    return 0


def _describe_erase(parser: ArgumentParser) -> None:
    parser.add_argument("person_id")
    parser.add_argument("--by", required=True, help="staff id of who asked for it")
    parser.add_argument("--reason", default="", help="for the audit log; no names")
    add_store_option(parser)


def _run_erase(options: Namespace) -> int:
    with opened(options) as central:
        store = chosen_store(central, options)
        request = ErasureRequest(
            organisation_id=store.organisation_id,
            person_id=options.person_id,
            requested_by=options.by,
            reason=options.reason,
        )
        erasure = erase_person(central, request)
    say("\n".join(_told(erasure)))
    return 0


def _told(erasure: Erasure) -> list[str]:
    done = f"Erased: {erasure.part_count} personal parts and their key."
    lines = [f"{done} {erasure.till_count} tills are told with their next exchange."]
    if not erasure.log_emptied:
        lines.append("A reader was busy: the write-ahead log is emptied at the next checkpoint.")
    lines += [
        f"NOT done: {folder} was out of reach. Replace the key file there by a new backup."
        for folder in erasure.folders_out_of_reach
    ]
    return lines


def _describe_unseal(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="the sealed key that lies beside a till's database")
    parser.add_argument("--till", required=True, help="the till's label, such as GY03")
    parser.add_argument("--by", required=True, help="staff id of the supervisor who asked for it")
    parser.add_argument("--reason", required=True, help="for the audit log; no names")
    add_store_option(parser)


def _run_unseal(options: Namespace) -> int:
    with opened(options) as central:
        store = chosen_store(central, options)
        recovery = Recovery(label=options.till, requested_by=options.by, reason=options.reason)
        key = unseal_till_key(central, store, options.file, recovery)
    say(key.hex())
    return 0


BACKUP = Command(
    "backup", "copy the database, encrypted, into a folder", _describe_backup, _run_backup
)
RESTORE = Command(
    "restore", "put a backup into an empty data folder", _describe_restore, _run_restore
)
ERASE_PERSON = Command(
    "erase-person", "destroy what is known of a person", _describe_erase, _run_erase
)
UNSEAL_TILL_KEY = Command(
    "unseal-till-key", "open a till's sealed database key, audited", _describe_unseal, _run_unseal
)
