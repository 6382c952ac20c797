"""The photo of a claim's message: kept with its payer's part, shown, bounded, and forgotten."""

from __future__ import annotations

import pytest

from app.use_cases.claim_payment import claim_payment
from app.use_cases.claim_photo import payer_words, require_photo
from app.use_cases.list_payments import show_payment
from app.use_cases.operations import personal_part
from app.use_cases.till import Session, Till
from domain.errors import BadInput
from sync.protocol.operation import PERSONAL_BYTES_MAX, part_is_bounded
from sync.protocol.payment_bodies import PHOTO_BYTES_MAX
from tests.helpers.builders import a_cart
from tests.helpers.ledger_checks import complaints
from tests.unit.app.use_cases.payment_kit import YES, a_claim, told_bodies

PHOTO = b"\xff\xd8\xff\xe0" + b"a message" * 300
LARGEST = PHOTO[:4] + bytes(range(250)) * 192
LARGEST = LARGEST[:PHOTO_BYTES_MAX]


def kept_parts(till: Till) -> list[tuple[str, int]]:
    with till.db.reading() as uow:
        rows = uow.payments._connection.exec_driver_sql(
            "SELECT person_id, LENGTH(part) FROM personal_part"
        ).all()
    return [(str(row[0]), int(row[1])) for row in rows]


def damage(till: Till, part: bytes) -> None:
    with till.db.unit_of_work() as uow:
        uow.payments._connection.exec_driver_sql("UPDATE personal_part SET part = ?", (part,))
        uow.commit()


def test_a_photo_is_kept_beside_the_phone_and_only_its_size_is_a_fact(
    till: Till, session: Session
) -> None:
    claim = a_claim(till, a_cart(till, session, "barrel"), photo=PHOTO)

    made = claim_payment(till, session, claim)

    (body,) = told_bodies(till, "payment_claimed")
    assert body["photo_bytes"] == len(PHOTO)
    assert "photo" not in body
    assert [person for person, _ in kept_parts(till)] == [made.payer_id]
    assert show_payment(till, "pay-1").photo == PHOTO
    assert "a message" not in repr((claim, show_payment(till, "pay-1")))
    assert complaints(till.db) == []


def test_each_claim_of_a_payer_shows_its_own_photo(till: Till, session: Session) -> None:
    cart = a_cart(till, session, "barrel", "barrel")
    for number, photo in ((1, PHOTO), (2, None), (3, PHOTO + b"other")):
        more = {"reference": f"2040204853627{number}", "photo": photo, "approval": YES}
        claim_payment(till, session, a_claim(till, cart, f"pay-{number}", **more))

    shown = [show_payment(till, f"pay-{number}").photo for number in (1, 2, 3)]
    assert shown == [PHOTO, None, PHOTO + b"other"]


def test_a_claim_without_a_photo_says_nothing_of_one(till: Till, session: Session) -> None:
    claim_payment(till, session, a_claim(till, a_cart(till, session, "barrel")))

    (body,) = told_bodies(till, "payment_claimed")
    assert "photo_bytes" not in body
    assert show_payment(till, "pay-1").photo is None


def test_the_largest_photo_still_fits_into_one_part(till: Till, session: Session) -> None:
    words = payer_words("+592" + "9" * 36, LARGEST)
    part = personal_part(till, "person-1", words)

    assert part_is_bounded(part)
    assert PERSONAL_BYTES_MAX - len(part.part) < 2_000, "the limit is used"
    claim_payment(till, session, a_claim(till, a_cart(till, session, "barrel"), photo=LARGEST))
    assert show_payment(till, "pay-1").photo == LARGEST


@pytest.mark.parametrize("photo", [b"", b"GIF89a", PHOTO + bytes(PHOTO_BYTES_MAX)])
def test_what_is_no_small_jpeg_is_refused_and_nothing_is_taken(
    till: Till, session: Session, photo: bytes
) -> None:
    claim = a_claim(till, a_cart(till, session, "barrel"), photo=photo)

    with pytest.raises(BadInput, match="record the claim without it"):
        claim_payment(till, session, claim)
    assert told_bodies(till, "payment_claimed") == []
    require_photo(None)


def test_erasing_the_payer_takes_the_photo_along(till: Till, session: Session) -> None:
    claim = a_claim(till, a_cart(till, session, "barrel"), photo=PHOTO)
    made = claim_payment(till, session, claim)
    assert made.payer_id is not None

    with till.db.unit_of_work() as uow:
        uow.people.erase(made.payer_id)
        uow.commit()

    assert kept_parts(till) == []
    assert show_payment(till, "pay-1").photo is None
    assert complaints(till.db) == []


@pytest.mark.parametrize(
    "part", [b"{", b"[]", b"{}", b'{"photo":"?"}', b'{"photo":"R0lGODlh"}', b"\xff\xff"]
)
def test_a_damaged_part_shows_no_photo_and_stops_no_decision(
    till: Till, session: Session, part: bytes
) -> None:
    claim = a_claim(till, a_cart(till, session, "barrel"), photo=PHOTO)
    claim_payment(till, session, claim)
    damage(till, part)

    assert show_payment(till, "pay-1").photo is None
