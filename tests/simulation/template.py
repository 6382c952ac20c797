"""A prepared world, made once a process and copied for each seed: central and enrolled tills.

Two organisations stand side by side. The last till is the other organisation's.
"""

import atexit
import os
import random
import shutil
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from unittest.mock import patch

from central.enrolment.codes import issue_code
from central.enrolment.enrol import enrol
from central.keys import create_keys
from central.opening import Central
from central.rules.loading import load_rules, read_rules
from central.staff.members import NewMember, add_staff
from central.tills.organisations import NewStore, Store, add_organisation, add_store
from sync.protocol.enrolment import EnrolmentRequest, parse_code
from sync.protocol.keys import SigningKey
from sync.protocol.operation import from_base64, to_base64
from tests.helpers.builders import CHEAP_PIN, SAMPLE, SetClock, fixed_key
from tests.simulation.bank import Bank
from tests.simulation.clockwork import START, Chance, Clockwork, TillClock
from tests.simulation.goods import MARKED, SINGLES, publish_set, publish_singles, publish_unpriced
from tests.simulation.head_office import HeadOffice
from tests.simulation.journal import Journal
from tests.simulation.line import Line
from tests.simulation.machine import PROGRAM, Identity, Machine, Tray
from tests.simulation.mortal import Fuse
from tests.simulation.pay_jobs import PayJobs
from tests.simulation.scarcity import limit_agents, set_first_totals
from tests.simulation.swarm import RATES
from tests.sync.world import save_grant

FOLDER_VARIABLE = "WINDWARD_SIMULATION_DIR"
CASHIERS, SUPERVISOR = ("2580", "1470"), "9630"
OURS, THEIRS = 3, 1
TURNS = 4
_MEMORY_DISK = Path("/dev/shm")  # where there is one: every commit waits for the disk


@dataclass(frozen=True, slots=True)
class Template:
    """Folders to copy, who is in them, and the shops; ``stores[0]`` is ours, ``[1]`` theirs."""

    folder: Path
    identities: tuple[Identity, ...]
    stores: tuple[Store, Store]


def scratch_folder() -> Path:
    """A new folder on the fastest disk there is; the variable WINDWARD_SIMULATION_DIR chooses."""
    chosen = os.environ.get(FOLDER_VARIABLE)
    where = chosen or (str(_MEMORY_DISK) if os.access(_MEMORY_DISK, os.W_OK) else None)
    return Path(tempfile.mkdtemp(prefix="windward-simulation-", dir=where))


@cache
def template() -> Template:
    """The prepared world; the same bytes of meaning in every process."""
    folder = scratch_folder()
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    clockwork, chance = Clockwork(Journal()), Chance(random.Random("template"))
    office = HeadOffice(folder / "central", clockwork, chance, answer_bytes=8_388_608)
    create_keys(office.settings, chance)
    office.start()
    ours = _open_shop(office.central, "Kaieteur Shipping", "AK")
    theirs = _open_shop(office.central, "Berbice Traders", "BX")
    stores = [ours] * OURS + [theirs] * THEIRS
    identities = []
    machines = [
        _enrolled(folder, office, store, f"till-{number}") for number, store in enumerate(stores)
    ]
    PayJobs(office, Bank(clockwork, chance), _never).run(with_news=True)
    for machine in machines:
        identities.append(machine.identity)
        machine.start()
        for _ in range(TURNS):
            assert machine.cycle is not None
            machine.cycle.turn()
        machine.stop()
    office.stop()
    assert office.failures == []
    return Template(folder, tuple(identities), (ours, theirs))


def _never(name: str, words: str) -> None:
    raise AssertionError(f"{name}: {words}")


def _open_shop(central: Central, name: str, prefix: str) -> Store:
    shop = NewStore(name=name, zone="America/Guyana", currency="GYD", label_prefix=prefix)
    with central.database.writing(START) as writing:
        organisation_id = add_organisation(writing, central.surroundings, name)
        store = add_store(writing, central.surroundings, organisation_id, shop)
    load_rules(central, organisation_id, read_rules(SAMPLE / "rules.json"))
    with patch("central.staff.members.DEFAULT_PARAMETERS", CHEAP_PIN):
        for pin, role in ((CASHIERS[0], "cashier"), (CASHIERS[1], "cashier")):
            _add(central, organisation_id, (f"{prefix}-cashier-{pin}", role, pin))
        _add(central, organisation_id, (f"{prefix}-supervisor", "supervisor", SUPERVISOR))
    with central.database.writing(START) as writing:
        publish_set(writing, store, 1)
    with central.database.writing(START) as writing:
        publish_singles(writing, store, (*SINGLES, *MARKED), 1, 0)
        publish_unpriced(writing, store)
        set_first_totals(writing, store)
    limit_agents(central, store, CASHIERS)
    return store


def _add(central: Central, organisation_id: str, who: tuple[str, str, str]) -> None:
    staff_id, role, pin = who
    new = NewMember(name=staff_id.title(), role=role, staff_id=staff_id, pin=pin)
    add_staff(central, organisation_id, new)


def _enrolled(folder: Path, office: HeadOffice, store: Store, name: str) -> Machine:
    signer = SigningKey(fixed_key(f"signing {name}"))
    granted = enrol(
        office.central,
        EnrolmentRequest(
            protocol=1,
            secret=parse_code(issue_code(office.central, store).code).secret,
            public_key=to_base64(signer.public_bytes),
            program_version=PROGRAM,
            nonce="0123456789abcdef",
        ),
    )
    identity = Identity(
        till_id=granted.till,
        label=granted.label,
        organisation_id=granted.organisation_id,
        store_id=granted.store_id,
        tag=store.label_prefix,
        signer=signer,
        pin_pepper=from_base64(granted.pin_pepper),
    )
    clockwork, chance, fuse = office.clockwork, office.chance, Fuse()
    calm = dict.fromkeys(RATES, 0.0)
    line = Line(office, clockwork, chance, calm, fuse, name, lambda: None)
    tray = Tray(identity, name, [], chance, fuse)
    clock = TillClock(clockwork)
    machine = Machine(name, folder / name, identity, clock, chance, line, tray, fuse)
    machine.data.mkdir(parents=True)
    machine.start()
    save_grant(machine.db, granted, signer, SetClock(START))
    machine.stop()
    return machine
