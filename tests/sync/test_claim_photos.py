"""The photo of a claim's message reaches central as personal, and goes with its person."""

from __future__ import annotations

import base64
import json
import random
from typing import TYPE_CHECKING

import zstandard

from app.use_cases.claim_payment import ClaimPayment, claim_payment
from app.use_cases.list_payments import show_payment
from central.operation_key import OperationKey
from central.operations.chains import verify_chains
from central.payments.tables import payment
from central.people.erasing import ErasureRequest, erase_person
from central.people.parts import open_parts
from central.tables import operation, personal_part
from sync.protocol.exchange import BATCH_BYTES_MAX
from sync.protocol.payment_bodies import PHOTO_BYTES_MAX
from tests.helpers.builders import fixed_key
from tests.sync.clerks import Clerk
from tests.sync.test_erasure import decrypted
from tests.sync.test_payment_day import signed

if TYPE_CHECKING:
    from tests.sync.world import World

PHOTO = b"\xff\xd8\xff" + b"what the telephone shows" * 1_900
TRACE = base64.b64encode(PHOTO)[400:500]
"""Some of it, as base64 has it: what a dump of a part would show."""


def claimed(clerk: Clerk, number: int, photo: bytes = PHOTO) -> str:
    """Claim the cart and return whom the phone is of."""
    cart = clerk.cart()
    request = ClaimPayment(
        payment_id=f"pay-{number}",
        cart_id=cart.cart_id,
        phone=f"622 10{number:02}",
        reference=f"204020485362{number:02}",
        amount=cart.gross,
        paid_at=clerk.sync.clock.now(),
        approval=signed(clerk),
        photo=photo,
    )
    made = claim_payment(clerk.sync.till, clerk.session, request)
    assert made.payer_id is not None
    return made.payer_id


def contents_at_central(world: World) -> list[dict[str, str]]:
    """What central can still open of the claims' persons."""
    rows = [row for row in world.office.rows(operation) if row["kind"] == "payment_claimed"]
    names = ("organisation_id", "till_id", "stream", "branch", "seq")
    keys = [OperationKey(**{name: row[name] for name in names}) for row in rows]  # type: ignore[arg-type]  # a row's own columns
    central = world.office.central
    with central.database.reading() as connection:
        parts = [part for key in keys for part in open_parts(central, connection, key)]
    return [json.loads(part.part) for part in parts]


def test_a_photo_arrives_at_central_whole_and_is_erased_with_its_person_at_both_ends(
    world: World,
) -> None:
    clerk = Clerk(world, "till-a")
    clerk.add()
    payer = claimed(clerk, 1)
    other = claimed(clerk, 2)
    backup = clerk.sync.till.db.backup_to(clerk.sync.folder / "data" / "backups")
    clerk.sync.settle()
    assert TRACE in decrypted(backup, fixed_key("database"))
    sent = contents_at_central(world)
    assert [base64.b64decode(each["photo"]) for each in sent] == [PHOTO, PHOTO]

    for person in (payer, other):
        request = ErasureRequest(
            organisation_id=world.store.organisation_id,
            person_id=person,
            requested_by="staff-office",
            reason="asked at the counter",
        )
        erase_person(world.office.central, request)
    clerk.sync.settle()

    assert contents_at_central(world) == []
    assert [row for row in world.office.rows(personal_part) if row["person_id"] == payer] == []
    assert show_payment(clerk.sync.till, "pay-1").photo is None
    till_file = clerk.sync.folder / "data" / "till.db"
    for file in (till_file, backup):
        assert TRACE not in decrypted(file, fixed_key("database"))
    assert verify_chains(world.office.central).verified
    assert len(world.office.rows(payment)) == 2, "the payments themselves stay"


def test_many_photos_are_cut_into_batches_by_their_bytes(world: World) -> None:
    clerk = Clerk(world, "till-a")
    clerk.add()
    clerk.sync.transport.is_down = True
    noise = random.Random(5)
    photos = [b"\xff\xd8\xff" + noise.randbytes(PHOTO_BYTES_MAX - 3) for _ in range(10)]
    for number, photo in enumerate(photos, start=1):
        claimed(clerk, number, photo)
    clerk.sync.transport.is_down = False
    before = len(clerk.sync.transport.sent)

    clerk.sync.settle()

    bodies = [body for body, _ in clerk.sync.transport.sent[before:]]
    plain = [zstandard.ZstdDecompressor().decompressobj().decompress(body) for body in bodies]
    assert max(map(len, plain)) <= BATCH_BYTES_MAX + 2_000, "a header's line comes on top"
    assert sum(map(len, plain)) > BATCH_BYTES_MAX
    assert [base64.b64decode(each["photo"]) for each in contents_at_central(world)] == photos
    assert world.cases("quarantine") == []
