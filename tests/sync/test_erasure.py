"""A person is forgotten everywhere, and every chain still verifies (sync rules 6)."""

import sqlite3
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher

from app.use_cases.book_shipment import book_shipment
from central.operations.chains import verify_chains
from central.people.erasing import ErasureRequest, erase_person
from tests.helpers.builders import fixed_key, pay
from tests.helpers.shipment_builders import a_shipment
from tests.sync.world import SyncTill, World

TRACES = (b"Lilawattie", b"772 4321", b"7724321")
KEPT = b"Aubrey Fraser"


def ship(till: SyncTill) -> None:
    """A shipment to somebody who will ask to be forgotten."""
    till.sell(1)
    session = till.cashier()
    pay(till.till, session, book_shipment(till.till, session, a_shipment()))


def forget(world: World) -> None:
    request = ErasureRequest(
        organisation_id=world.store.organisation_id,
        person_id="person-lilawattie",
        requested_by="staff-office",
        reason="asked at the counter",
    )
    erase_person(world.office.central, request)


def decrypted(path: Path, key: bytes) -> bytes:
    """Every page of an encrypted file, free ones too, as plain bytes."""
    plain = path.with_name(path.name + ".plain")
    plain.unlink(missing_ok=True)
    with sqlcipher.connect(str(path)) as connection:
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        connection.execute(f"ATTACH DATABASE '{plain}' AS plain KEY ''")
        connection.execute("SELECT sqlcipher_export('plain')")
        connection.commit()
        connection.execute("DETACH DATABASE plain")
    connection.close()
    with sqlite3.connect(plain) as check:
        assert check.execute("PRAGMA quick_check").fetchone() == ("ok",)
    check.close()
    return plain.read_bytes()


def test_an_erased_consignee_leaves_no_trace_at_either_end_and_every_chain_verifies(
    world: World,
) -> None:
    till = world.a_till()
    ship(till)
    backup = till.till.db.backup_to(till.folder / "data" / "backups")
    till.settle()
    before = decrypted(backup, fixed_key("database"))
    assert TRACES[0] in before

    forget(world)
    till.settle()

    world.office.close()
    files = [
        decrypted(till.folder / "data" / "till.db", fixed_key("database")),
        decrypted(backup, fixed_key("database")),
        decrypted(world.office.settings.database_path, world.office.central.keys.database),
    ]
    for trace in TRACES:
        assert all(trace not in dump for dump in files)
    assert KEPT in files[0], "the other person of the shipment is still there"
    assert verify_chains(world.office.central).verified


def test_a_person_erased_before_the_shipment_was_sent_never_reaches_central(world: World) -> None:
    till = world.a_till()
    ship(till)
    till.settle()
    till.transport.is_down = True
    session = till.cashier()
    pay(till.till, session, book_shipment(till.till, session, a_shipment("shipment-2")))
    forget(world)

    till.transport.is_down = False
    till.settle()
    till.settle()

    assert verify_chains(world.office.central).verified
    assert len(world.receipts()) == 3
    assert world.cases("quarantine") == []
