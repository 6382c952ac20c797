import copy

import pytest

from domain.errors import (
    BadInput,
    Conflict,
    DataDamaged,
    NotAllowed,
    NotFound,
    RuleBroken,
    WindwardError,
    WorldFailure,
)


@pytest.mark.parametrize(
    "family", [BadInput, Conflict, DataDamaged, NotAllowed, NotFound, WorldFailure]
)
def test_every_family_reads_as_title_and_message(family: type[WindwardError]) -> None:
    error = family("No paper", "The sale is saved. Load paper and press Ctrl+P.")

    assert str(error) == "No paper: The sale is saved. Load paper and press Ctrl+P."
    assert isinstance(error, WindwardError)


def test_a_broken_rule_also_has_a_code_for_the_program() -> None:
    error = RuleBroken("Nothing to pay for", "The sale is empty.", code="empty_cart")

    assert error.code == "empty_cart"
    assert str(error) == "Nothing to pay for: The sale is empty."


def test_errors_survive_being_copied_between_threads() -> None:
    error = copy.copy(RuleBroken("Title", "Message.", "some_code"))

    assert (error.title, error.message, error.code) == ("Title", "Message.", "some_code")
