"""What a supervisor thinks afterwards of something that was allowed at the till."""

from __future__ import annotations

from datetime import date

import pytest

from central.rules.loading import publish_rule
from central.tables import case_file
from sync.protocol.approval_bodies import SignedAlone
from sync.protocol.changes import RuleChanged
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


def alone(till: PaperTill, reason: str = "Payment of G$600,000: terminal_amount") -> str:
    """Somebody signs alone; return what their audit record calls it."""
    body = SignedAlone(permission="approve", reason="x").model_copy(update={"reason": reason})
    told = till.write(body, kind="signed_alone")
    return f"{told.stream}-{told.seq}"


def test_what_was_signed_alone_is_a_case_until_a_supervisor_has_looked_at_it(
    office: Office, till: PaperTill
) -> None:
    subject, other = alone(till), alone(till)
    assert list(rulings(till)) == []
    found = office.rows(case_file, "seq")

    assert [row["kind"] for row in found] == ["signed_alone", "signed_alone"]
    assert "staff-sr signed alone for: Payment of G$600,000" in str(found[0]["message"])
    assert "No policy of this store" in str(found[0]["message"])
    assert say(till, deed="signed_alone", subject="made up", verdict="fine") == []
    assert say(till, deed="signed_alone", subject=subject, verdict="fine") == []
    assert say(till, deed="signed_alone", subject=subject, verdict="fine") == []
    still = [row for row in office.rows(case_file, "seq") if row["closed_at"] is None]
    assert [f"{row['stream']}-{row['seq']}" for row in still] == [other]


def test_where_the_store_lets_that_be_the_case_says_so(office: Office) -> None:
    shop = office.open_shop()
    waived = RuleChanged(
        kind="second_person",
        key=shop.store_id,
        valid_from=date(2026, 1, 1),
        value={"policy": "waive_with_review"},
    )
    with office.central.database.writing(START) as writing:
        publish_rule(writing, shop.organisation_id, waived)
    till = office.enrol(shop)
    alone(till)
    assert list(rulings(till)) == []

    assert "The store's policy lets that be." in str(office.rows(case_file)[0]["message"])


def test_words_that_no_database_keeps_are_quarantined(office: Office, till: PaperTill) -> None:
    alone(till, "a\x00b")
    assert len(list(rulings(till))) == 1
    assert [row["kind"] for row in office.rows(case_file)] == ["quarantine"]


def test_a_review_by_names_that_no_database_keeps_is_quarantined(
    office: Office, till: PaperTill
) -> None:
    assert len(say(till, approved_by="staff\x00")) == 1

    (found,) = office.rows(case_file, "case_id")
    assert found["kind"] == "quarantine"
