"""No cell of a file of ours is a formula, and what was guarded is read back as it was."""

from __future__ import annotations

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from domain.csv_cell import guarded_cell, plain_cell


@pytest.mark.parametrize("text", ["=1+1", "+592 600", "-2", "@SUM(A1)", "\t=1", "\r=1", "\n=1"])
def test_what_a_spreadsheet_would_run_begins_with_an_apostrophe(text: str) -> None:
    assert guarded_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Barrel", "'quoted'", "5 = 5", " x"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert guarded_cell(text) == text


@for_all(st.text(max_size=12))
def test_a_guarded_cell_is_read_back_but_for_blanks_at_its_ends(text: str) -> None:
    once = plain_cell(guarded_cell(text.strip()))

    assert once == text.strip() or text.strip()[:1] == "'"
