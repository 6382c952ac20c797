"""What takes a supervisor at a till takes somebody at the office who is known and may approve."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from central.fx.publishing import TypedRate, end_typed_rate, set_rate
from central.payments.breaker_rows import find_breaker
from central.payments.breakers import Hold, hold_breaker
from central.payments.office import ByPerson, check_payment, reverse_payment
from central.staff.members import remove_staff
from central.tables import audit
from domain.errors import BadInput
from domain.staff import Role
from tests.central.paper_till import PaperTill
from tests.central.paying import Payroom, claim, paid_directly

Deed = Callable[[Payroom, str], Any]
PAIR = "USD/GYD"


def by(room: Payroom, who: str) -> ByPerson:
    organisation_id = room.shop.organisation_id
    return ByPerson(organisation_id=organisation_id, payment_id="pay-1", by=who, reason="asked")


def a_hold(room: Payroom, who: str) -> None:
    hold = Hold(provider="mmg", override="open", hours=1, by=who, reason="status page")
    hold_breaker(room.office.central, hold)


def a_rate(room: Payroom, who: str) -> None:
    typed = TypedRate(pair=PAIR, rate="212.5", hours=1, by=who, reason="noon")
    set_rate(room.office.central, room.shop.organisation_id, typed)


def an_end_of_a_rate(room: Payroom, who: str) -> None:
    end_typed_rate(room.office.central, room.shop.organisation_id, PAIR, who)


def a_check(room: Payroom, who: str) -> None:
    check_payment(room.office.central, by(room, who), "disputed", "statement, row 7")


def a_reversal(room: Payroom, who: str) -> None:
    reverse_payment(room.office.central, by(room, who))


DEEDS = [a_hold, a_rate, an_end_of_a_rate, a_check, a_reversal]


def actors(room: Payroom) -> set[str]:
    """Who did something of what is tried here."""
    kinds = ("breaker_", "fx_", "payment_")
    rows = room.office.rows(audit)
    return {str(row["actor"]) for row in rows if str(row["action"]).startswith(kinds)}


@pytest.fixture
def verified(room: Payroom, till: PaperTill) -> Payroom:
    """An office that has a verified payment, a cashier, and somebody who left."""
    claim(till, reference=paid_directly(room))
    till.push()
    room.run()
    assert room.state() == "verified"
    room.office.hire(room.shop, "cashier-1", Role.CASHIER)
    room.office.hire(room.shop, "gone-1")
    remove_staff(room.office.central, room.shop.organisation_id, "gone-1")
    return room


@pytest.mark.parametrize("deed", DEEDS)
def test_nobody_unknown_gone_or_without_the_right_does_what_takes_a_supervisor(
    verified: Payroom, deed: Deed
) -> None:
    for who in ("anybody", "cashier-1", "gone-1"):
        with pytest.raises(BadInput, match="nobody on the staff who may approve"):
            deed(verified, who)

    assert actors(verified) == set()
    assert (verified.state(), verified.row().step) == ("verified", "idle")
    with verified.office.central.database.reading() as connection:
        assert find_breaker(connection, "mmg").state.override == "auto"


@pytest.mark.parametrize("deed", DEEDS)
def test_somebody_known_who_may_approve_does_it_by_name(verified: Payroom, deed: Deed) -> None:
    a_rate(verified, "S7")
    deed(verified, " S7 ")

    assert actors(verified) == {"S7"}


def test_a_breaker_is_of_all_organisations_and_held_by_somebody_of_any(verified: Payroom) -> None:
    other = verified.office.open_shop("Another agent")
    verified.office.hire(other, "theirs-1")

    a_hold(verified, "theirs-1")

    with pytest.raises(BadInput, match="nobody on the staff"):
        a_reversal(verified, "theirs-1")
    assert actors(verified) == {"theirs-1"}
