"""Whatever is typed at the office, no column of central's database holds a card's number."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import sqlalchemy as sa

from central.allotments.losing import Loss, declare_lost
from central.audit import Deed
from central.cases.closing import Closing, close_case
from central.cases.office import OfficeCase, open_office_case
from central.fx.publishing import TypedRate, set_rate
from central.payments.breakers import Hold, hold_breaker
from central.payments.office import ByPerson, check_payment, reverse_payment
from central.people.erasing import ErasureRequest, erase_person
from central.staff.members import NewMember, add_staff
from central.tables import case_file, metadata
from central.tills.revoking import revoke_till
from domain.card_number import holds_card_number
from domain.errors import BadInput
from tests.central.paper_till import PaperTill
from tests.central.paying import Payroom, claim, move, paid_directly

Typed = Callable[[Payroom], object]
CARD = "4111 1111 1111 1111"
REFERENCES = ("20402048536279", "20402048601581", "20373216452995")
_RANDOM = frozenset({"known", "evidence", "attempt_digits", "body", "hash", "signature", "salt"})
"""Numbers of providers and of chance: digits among those may look like anything."""


def by(room: Payroom, **changed: str) -> ByPerson:
    told = {"payment_id": "pay-1", "by": "S7", "reason": CARD, **changed}
    return ByPerson(organisation_id=room.shop.organisation_id, **told)


def a_hold(room: Payroom) -> None:
    hold = Hold(provider="mmg", override="open", hours=1, by="S7", reason=CARD)
    hold_breaker(room.office.central, hold)


def a_rate(room: Payroom) -> None:
    typed = TypedRate(pair="USD/GYD", rate="212.5", hours=1, by="S7", reason=CARD)
    set_rate(room.office.central, room.shop.organisation_id, typed)


def a_check(room: Payroom) -> None:
    check_payment(room.office.central, by(room), "disputed", "statement, row 7")


def what_was_seen(room: Payroom) -> None:
    deed = by(room, reason="seen there")
    check_payment(room.office.central, deed, "disputed", f"card {CARD}, row 7")


def a_reversal(room: Payroom) -> None:
    reverse_payment(room.office.central, by(room))


def case_id(room: Payroom) -> str:
    (row,) = [one for one in room.office.rows(case_file) if one["kind"] == "office_test"]
    return str(row["case_id"])


def a_closing(room: Payroom) -> None:
    close_case(room.office.central, case_id(room), Closing(by="S7", reason=CARD))


def who_closes(room: Payroom) -> None:
    close_case(room.office.central, case_id(room), Closing(by=CARD, reason="done"))


def a_person(room: Payroom) -> None:
    add_staff(room.office.central, room.shop.organisation_id, NewMember(name=CARD, role="cashier"))


def an_erasure(room: Payroom) -> None:
    request = ErasureRequest(
        organisation_id=room.shop.organisation_id,
        person_id="person-1",
        requested_by="S7",
        reason=CARD,
    )
    erase_person(room.office.central, request)


def a_revocation(room: Payroom) -> None:
    revoke_till(room.office.central, room.shop, "GY01", CARD)


def a_loss(room: Payroom) -> None:
    loss = Loss(label="GY01", stream=None, by="S7", reason=CARD)
    declare_lost(room.office.central, room.shop, loss)


PLACES: list[Typed] = [
    a_hold,
    a_rate,
    a_check,
    what_was_seen,
    a_reversal,
    a_closing,
    who_closes,
    a_person,
    an_erasure,
    a_revocation,
    a_loss,
]


@pytest.fixture
def verified(room: Payroom, till: PaperTill) -> Payroom:
    """A payment that can be checked and given back, and a case that can be closed."""
    claim(till, reference=paid_directly(room))
    till.push()
    room.run()
    with room.lease.writing() as writing:
        new = OfficeCase(
            organisation_id=room.shop.organisation_id,
            kind="office_test",
            subject="x",
            title="A case",
            message="Look.",
        )
        open_office_case(writing, room.office.central.surroundings, new)
    return room


def columns_with_a_card(room: Payroom) -> list[str]:
    """Every column of words, of every table, that holds one."""
    found: list[str] = []
    with room.office.central.database.reading() as connection:
        for table in metadata.sorted_tables:
            words = [
                column
                for column in table.c
                if isinstance(column.type, sa.Text) and column.name not in _RANDOM
            ]
            for row in connection.execute(sa.select(*words)).mappings() if words else ():
                found += [
                    f"{table.name}.{name}"
                    for name, value in row.items()
                    if value and holds_card_number(str(value))
                ]
    return found


def test_a_card_number_typed_at_the_office_is_refused_and_no_column_holds_it(
    verified: Payroom,
) -> None:
    for typed in PLACES:
        with pytest.raises(BadInput, match="has a card's number in it"):
            typed(verified)

    assert columns_with_a_card(verified) == []
    assert (verified.state(), verified.row().step) == ("verified", "idle")


@pytest.mark.parametrize(
    ("typed", "place"), [(a_hold, "audit.reason"), (a_closing, "case_file.close_reason")]
)
def test_planted_an_office_that_does_not_look_is_found_in_its_columns(
    verified: Payroom, monkeypatch: pytest.MonkeyPatch, typed: Typed, place: str
) -> None:
    monkeypatch.setattr(Deed, "__post_init__", lambda _: None)
    monkeypatch.setattr("central.cases.closing.storable_words", lambda text, _=0: text)
    typed(verified)

    assert place in columns_with_a_card(verified)


def test_words_of_a_provider_that_hold_one_are_kept_without_it_and_its_references_as_they_are(
    room: Payroom, till: PaperTill
) -> None:
    """Nobody can be asked to type an answer of a provider's again."""
    claim(till, reference=REFERENCES[0])
    till.push()
    evidence = {"seen": f"card {CARD}", "references": ",".join(REFERENCES)}
    move(room, "disputed", why=f"It was paid by {CARD}.", evidence=evidence)
    told = room.row().message

    assert columns_with_a_card(room) == []
    assert told == "It was paid by [card number]."
    assert room.row().reference == REFERENCES[0]


def test_an_id_that_was_made_is_never_taken_for_a_card() -> None:
    made = Deed(
        organisation_id="o",
        actor="41111111-1111-1111-8111-111111111111",
        action="till_enrolled",
        subject="x",
    )

    assert made.actor.startswith("4111")
