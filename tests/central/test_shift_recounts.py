"""A drawer that was counted again after its result was shown: what central keeps and tells."""

import pytest

from central.operations.shift_facts import RECOUNTED_KIND
from central.shift_tables import shift_counting
from central.tables import operation
from sync.protocol.shift_bodies import (
    CountingBody,
    DrawerCountBody,
)
from tests.central.office import Office
from tests.central.paper_till import START, PaperTill
from tests.central.shift_writing import a_shift, cases, closed

pytestmark = pytest.mark.both_databases


def seen(over_short_minor: int, currency: str = "GYD") -> DrawerCountBody:
    """A count whose result was shown; it should have been US$50, or what ``closed`` expects."""
    expected = closed().expected_minor if currency == "GYD" else 5_000
    counted = expected + over_short_minor
    return DrawerCountBody(
        currency=currency,
        expected_minor=expected,
        counted_minor=counted,
        over_short_minor=over_short_minor,
        counts=((100, counted // 100),),
    )


def before(*drawers: DrawerCountBody) -> CountingBody:
    return CountingBody(at=START, by="staff-sr", drawers=drawers)


def test_a_drawer_counted_to_exact_with_its_result_known_is_told_to_a_supervisor(
    office: Office, till: PaperTill
) -> None:
    told = (before(seen(-8_000), seen(-1_000, "USD")), before(seen(0), seen(-1_000, "USD")))
    a_shift(till, closed(counted_before=told))
    till.push()

    ((kind, message),) = cases(office)
    assert kind == RECOUNTED_KIND
    assert message.endswith(
        "counted again 2 times: G$20,060 was counted first, G$80 short; it closed exact. US$40.00"
        " was counted first, US$10.00 short; it closed exact. Speak with who counted."
    )
    rows = office.rows(shift_counting, "number", "currency")
    assert [(row["number"], row["currency"], row["over_short_minor"]) for row in rows] == [
        (1, "GYD", -8_000),
        (1, "USD", -1_000),
        (2, "GYD", 0),
        (2, "USD", -1_000),
    ]


def test_a_drawer_counted_again_to_the_same_result_is_kept_and_troubles_nobody(
    office: Office, till: PaperTill
) -> None:
    """Two notes taken one for the other: the sum stays, and what was sold between counts too."""
    a_shift(till, closed(counted_before=(before(seen(0)),)))
    till.push()

    assert cases(office) == []
    assert len(office.rows(shift_counting)) == 1


def test_one_that_closed_over_says_so(office: Office, till: PaperTill) -> None:
    over = closed().expected_minor + 5_000
    last: dict[str, object] = {
        "counted_minor": over,
        "over_short_minor": 5_000,
        "counts": ((1_000, over // 1_000),),
    }
    body = closed(counted_before=(before(seen(0)),)).model_copy(update=last)
    a_shift(till, body)
    till.push()

    assert any("exact; it closed G$50 over." in message for _, message in cases(office))


def test_an_earlier_count_that_does_not_add_up_is_quarantined(
    office: Office, till: PaperTill
) -> None:
    wrong = seen(-8_000).model_copy(update={"over_short_minor": 0})
    a_shift(till, closed(counted_before=(before(wrong),)))
    till.push()

    assert office.rows(operation, "seq")[-1]["state"] == "quarantined"
    assert office.rows(shift_counting) == []
