"""``add-staff``, ``set-pin`` and ``remove-staff``.

A PIN is asked for, never given on a command line.
"""

import sys
from argparse import ArgumentParser, Namespace
from getpass import getpass

from central.commands.options import Command, add_store_option, chosen_store, opened, say
from central.staff.members import NewMember, add_staff, remove_staff, set_pin
from domain.errors import BadInput
from domain.staff import Role

_PIN_LINE_MAX = 64


def _describe_add(parser: ArgumentParser) -> None:
    parser.add_argument("name", help="as receipts print it")
    parser.add_argument("--role", required=True, choices=[role.value for role in Role])
    parser.add_argument("--id", help="a short id of your own; one is made otherwise")
    parser.add_argument("--no-pin", action="store_true", help="no PIN yet: no sign-in yet")
    _add_pin_option(parser)
    add_store_option(parser)


def _run_add(options: Namespace) -> int:
    pin = None if options.no_pin else _asked_pin(options)
    with opened(options) as central:
        store = chosen_store(central, options)
        new = NewMember(name=options.name, role=options.role, staff_id=options.id, pin=pin)
        staff_id = add_staff(central, store.organisation_id, new)
    say(f"{options.name} was added with the id {staff_id}.")
    return 0


def _describe_pin(parser: ArgumentParser) -> None:
    parser.add_argument("staff_id")
    _add_pin_option(parser)
    add_store_option(parser)


def _run_pin(options: Namespace) -> int:
    pin = _asked_pin(options)
    with opened(options) as central:
        store = chosen_store(central, options)
        set_pin(central, store.organisation_id, options.staff_id, pin)
    say("The PIN was changed; each till learns it with its next exchange.")
    return 0


def _describe_remove(parser: ArgumentParser) -> None:
    parser.add_argument("staff_id")
    add_store_option(parser)


def _run_remove(options: Namespace) -> int:
    with opened(options) as central:
        store = chosen_store(central, options)
        remove_staff(central, store.organisation_id, options.staff_id)
    say("Removed; each till learns it with its next exchange.")
    return 0


def _add_pin_option(parser: ArgumentParser) -> None:
    parser.add_argument("--pin-stdin", action="store_true", help="read the PIN from standard input")


def _asked_pin(options: Namespace) -> str:
    if options.pin_stdin:
        return sys.stdin.readline(_PIN_LINE_MAX).strip()
    pin = getpass("PIN: ")
    if getpass("PIN again: ") != pin:
        raise BadInput("The PINs differ", "Nothing was changed. Type the same PIN twice.")
    return pin


ADD_STAFF = Command("add-staff", "add a member of staff", _describe_add, _run_add)
SET_PIN = Command("set-pin", "give a member of staff a new PIN", _describe_pin, _run_pin)
REMOVE_STAFF = Command(
    "remove-staff", "let a member of staff sign in no more", _describe_remove, _run_remove
)
