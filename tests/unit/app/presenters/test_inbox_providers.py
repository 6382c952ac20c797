"""The desk says how each provider does: calmly, above the rest only while it cannot be used."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.counter.gallery_inbox import AT as NOW
from app.presenters.inbox_providers import ProviderRows
from app.presenters.notices import Tone
from domain.till_payment import ProviderStanding
from tests.helpers.counter_desk import a_session
from tests.unit.app.presenters.inbox_kit import AtDesk, a_full_till

UP = ProviderStanding(name="mmg", ways=("qr",), changed_at=NOW - timedelta(days=2))
SILENT = replace(
    UP,
    is_open=True,
    until=NOW + timedelta(minutes=8),
    since=NOW - timedelta(minutes=41),
    failures=7,
    failed_at=NOW - timedelta(minutes=7),
)
OFF = replace(
    UP,
    is_open=True,
    held="open",
    held_until=NOW + timedelta(hours=2),
    until=NOW + timedelta(hours=2),
)
KEPT_ON = replace(UP, held="closed", held_until=NOW + timedelta(hours=2))


def at_the_desk(*providers: ProviderStanding) -> AtDesk:
    till = a_full_till()
    till.payments.paying.providers = providers
    return AtDesk(till=till)


def choose(desk: AtDesk, state: str) -> None:
    """Go to MMG's row, which says this."""
    rows = [(row.title, row.state_text) for row in desk.state.rows]
    desk.presenter.on_row_chosen(rows.index(("MMG", state)))


def facts(desk: AtDesk) -> dict[str, str]:
    assert desk.state.detail is not None
    return {fact.name: fact.text for fact in desk.state.detail.facts}


def test_a_provider_that_does_not_answer_stands_on_top_and_asks_for_nothing() -> None:
    before = at_the_desk().state
    desk = at_the_desk(SILENT)
    first = desk.state.rows[0]
    assert (desk.state.chosen, desk.state.heading) == (1, before.heading)
    desk.presenter.on_row_chosen(0)

    assert (first.title, first.state_text, first.tone) == ("MMG", "Does not answer", Tone.WAITING)
    assert first.age_text == "41 min"
    assert desk.state.count_text == before.count_text
    assert desk.deed_keys() == []
    assert desk.state.detail is not None
    assert "It needs nothing from you." in desk.state.detail.why[0]
    assert facts(desk)["Failures"].startswith("7 calls failed in a row, the last ")
    assert set(facts(desk)) == {"State", "Silent since", "Tried again at", "Failures"}


def test_one_that_answers_stands_below_what_waits() -> None:
    desk = at_the_desk(UP)
    number = [row.title for row in desk.state.rows].index("MMG")
    choose(desk, "Answers")

    assert desk.state.count_text == f"{number} wait for you"
    assert desk.state.rows[number].age_text == "2 days"
    assert facts(desk) == {"State": "Answers", "Failures": "None that counted"}


@pytest.mark.parametrize(
    ("standing", "state"),
    [(OFF, "Switched off by the office"), (KEPT_ON, "Kept on by the office")],
)
def test_what_the_office_holds_says_until_when(standing: ProviderStanding, state: str) -> None:
    desk = at_the_desk(standing)
    choose(desk, state)

    assert facts(desk)["State"] == state
    assert facts(desk)["Held by the office"].startswith("Until ")
    assert "Tried again at" not in facts(desk)


def test_a_failure_that_is_over_is_remembered() -> None:
    desk = at_the_desk(replace(UP, failed_at=NOW - timedelta(hours=3)))
    choose(desk, "Answers")

    assert facts(desk)["Failures"].startswith("The last one ")


def test_what_has_no_account_or_no_time_is_no_row() -> None:
    rows = ProviderRows(lambda: (replace(UP, ways=()), replace(UP, changed_at=None)), "UTC")

    assert rows.list_items() == ()


def test_a_provider_that_is_gone_meanwhile_opens_empty_and_nothing_is_decided_about_one() -> None:
    told = [UP]
    rows = ProviderRows(lambda: tuple(told), "UTC")
    (item,) = rows.list_items()
    told.clear()

    assert rows.show(item).why == ()
    with pytest.raises(NotImplementedError):
        rows.carry_out(a_session(a_full_till()), None)  # type: ignore[arg-type]  # no deed leads here
