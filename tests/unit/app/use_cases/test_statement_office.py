"""A till that speaks with no central says so, whatever is asked of it about statements."""

import pytest

from app.use_cases.file_steps import RowsDone, Steps
from app.use_cases.statement_office import NoStatementOffice
from app.use_cases.step_job import StepJob
from domain.errors import WorldFailure


def test_training_sends_no_statement_and_says_where_they_are_sent() -> None:
    office = NoStatementOffice()
    for asking in (
        office.list_mappings,
        lambda: office.send(None, b""),  # type: ignore[arg-type]  # it is not looked at
        lambda: office.open_case(None),  # type: ignore[arg-type]  # it is not looked at
    ):
        with pytest.raises(WorldFailure, match="from a till at work"):
            asking()


def test_a_job_goes_step_by_step_and_ends_with_what_came_of_it() -> None:
    def steps() -> Steps[str]:
        goes_on = yield RowsDone(1, 2)
        return "whole" if goes_on else "half"

    job, other = StepJob(steps()), StepJob(steps())

    assert job.advance() == other.advance() == RowsDone(1, 2)
    assert (job.advance(), other.advance(go_on=False)) == ("whole", "half")
