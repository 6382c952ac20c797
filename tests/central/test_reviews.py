"""What a supervisor thinks afterwards of something that was allowed at the till."""

from __future__ import annotations

import pytest

from central.tables import case_file
from sync.protocol.review_bodies import DeedReviewed
from tests.central.office import Office
from tests.central.paper_till import START, PaperTill
from tests.central.paying import rulings

pytestmark = pytest.mark.both_databases

REVIEW = DeedReviewed(
    deed="price_set",
    subject="cart-1",
    done_at=START,
    done_by="staff-sr",
    allowed_by="staff-ra",
    verdict="follow_up",
    reason="The third lamp today at half its price",
    approved_by="staff-nk",
)


@pytest.fixture
def till(office: Office) -> PaperTill:
    return office.enrol(office.open_shop())


def say(till: PaperTill, **changed: object) -> list[object]:
    till.write(REVIEW.model_copy(update=changed), kind="deed_reviewed")
    return list(rulings(till))


def test_what_is_doubted_is_a_case_of_the_office_without_the_reason(
    office: Office, till: PaperTill
) -> None:
    assert say(till) == []
    (found,) = office.rows(case_file, "case_id")

    assert (found["kind"], found["remedy"]) == ("deed_review", "central")
    assert "price_set of " in str(found["message"])
    assert "staff-sr, allowed by staff-ra" in str(found["message"])
    assert "lamp" not in str(found["message"])


def test_what_was_in_order_is_kept_and_asks_nobody(office: Office, till: PaperTill) -> None:
    assert say(till, verdict="fine") == []

    assert office.rows(case_file, "case_id") == []


def test_a_review_by_names_that_no_database_keeps_is_quarantined(
    office: Office, till: PaperTill
) -> None:
    assert len(say(till, approved_by="staff\x00")) == 1

    (found,) = office.rows(case_file, "case_id")
    assert found["kind"] == "quarantine"
