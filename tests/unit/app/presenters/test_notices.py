"""Errors in three parts: what happened, nothing lost, what to press."""

import pytest

from app.presenters.notices import Tone, notice_of
from app.presenters.receipt import printing_notice
from app.use_cases.ports import PrinterFailure
from domain.errors import BadInput, Conflict, WorldFailure


@pytest.mark.parametrize("family", [BadInput, Conflict])
def test_what_a_person_can_put_right_is_said_calmly_in_its_own_words(
    family: type[BadInput | Conflict],
) -> None:
    notice = notice_of(family("Check it", "Nothing is lost. Type it again."))

    assert (notice.title, notice.text) == ("Check it", "Nothing is lost. Type it again.")
    assert notice.tone is Tone.NEUTRAL


def test_the_worlds_failures_need_a_person() -> None:
    assert notice_of(WorldFailure("Disk", "Full.")).tone is Tone.NEEDS_YOU


def test_our_own_mistakes_tell_no_secrets_and_say_that_nothing_is_lost() -> None:
    notice = notice_of(KeyError("till_secret"))

    assert "till_secret" not in notice.title + notice.text
    assert "Nothing you sold is lost" in notice.text


def test_a_printer_failure_names_the_key_that_prints_again() -> None:
    notice = printing_notice(PrinterFailure("No paper", "Load paper."))

    assert (notice.key, notice.action) == ("Ctrl+P", "Print again")
    assert printing_notice(BadInput("Other", "Thing.")).key == ""
