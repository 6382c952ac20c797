"""Only what a mapping names leaves a till, and it reads as the whole file did."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.statement_file.mapped_part import mapped_part
from domain.statement_file.mapping import ENCODINGS, StatementMapping, read_mapping
from domain.statement_file.reading import Stated, StatementFile, read_statement, read_totals

HEADER = ("Payer", "Date", "Number", "Note", "Amount")
DAY = date(2026, 11, 2)


def used(**changed: object) -> StatementMapping:
    told = {
        "columns": {"at": "Date", "reference": "Number", "amount": "Amount"},
        "currency": "GYD",
        "date_format": "%d/%m/%Y %H:%M",
    }
    return read_mapping({**told, **changed})


def a_file(mapping: StatementMapping, *records: tuple[str, ...]) -> StatementFile:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=mapping.delimiter).writerows([HEADER, *records])
    return StatementFile("nov.csv", out.getvalue().encode(mapping.encoding))


def test_no_cell_that_the_mapping_does_not_name_is_in_what_is_sent() -> None:
    mapping = used()
    whole = a_file(
        mapping, ("Devon Persaud", "02/11/2026 08:00", "A1", "card 4242424242424242", "5")
    )

    part = mapped_part(whole, mapping)

    assert part.raw == b"Date,Number,Amount\n02/11/2026 08:00,A1,5\n"
    assert part.name == "nov.csv"


def test_a_row_keeps_its_line_though_lines_above_it_were_blank_or_several() -> None:
    mapping = used()
    raw = b'\nPayer,Date,Number,Note,Amount\n\nx,02/11/2026 08:00,A1,"a\nb\nc",5\n'
    raw += b'x,"02/11/2026\n08:00",A2,y,7\n'
    part = mapped_part(StatementFile("nov.csv", raw), mapping)
    stated = Stated(first_day=DAY, last_day=DAY, count=2, total="12")

    assert [row.line for row in read_statement(part, mapping, stated).rows] == [6, 8]


cells = st.text("ab ,;|\"'\n\t", max_size=6)
rows = st.lists(
    st.tuples(
        cells,
        st.sampled_from(["02/11/2026 08:00", " 02/11/2026 23:59 "]),
        st.from_regex(r"[A-Z][0-9]{1,6}", fullmatch=True),
        cells,
        st.integers(-99_999, 99_999).filter(bool).map(str),
    ),
    max_size=6,
)


@given(rows, st.sampled_from(ENCODINGS), st.sampled_from([",", ";", "\t", "|"]))
def test_the_part_reads_as_the_whole(
    records: list[tuple[str, ...]], encoding: str, delimiter: str
) -> None:
    mapping = used(encoding=encoding, delimiter=delimiter)
    whole = a_file(mapping, *records)
    totals = read_totals(whole, mapping)
    stated = Stated(
        first_day=DAY, last_day=DAY, count=len(records), total=str(sum(int(r[4]) for r in records))
    )

    part = mapped_part(whole, mapping)

    assert read_totals(part, mapping) == totals
    assert read_statement(part, mapping, stated).rows == (
        read_statement(whole, mapping, stated).rows
    )


def test_totals_are_told_in_and_out_with_the_days_of_the_mappings_clock() -> None:
    mapping = used()
    late = ("x", "02/11/2026 23:30", "A1", "", "5.50")
    totals = read_totals(a_file(mapping, late, ("x", "03/11/2026 00:10", "A2", "", "-2")), mapping)

    assert (totals.count, totals.came_in.amount_minor, totals.went_out.amount_minor) == (
        2,
        550,
        200,
    )
    assert totals.total.amount_minor == 350
    assert (totals.first_day, totals.last_day) == (DAY, date(2026, 11, 3))


def test_a_file_without_rows_has_totals_of_nothing_and_no_days() -> None:
    totals = read_totals(a_file(used()), used())

    assert (totals.count, totals.total.amount_minor, totals.first_day) == (0, 0, None)


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_what_is_sent_is_of_the_mappings_encoding(encoding: str) -> None:
    mapping = used(encoding=encoding)
    row = ("x", "02/11/2026 08:00", "A1", "", "5")

    assert "02/11/2026 08:00,A1,5" in mapped_part(a_file(mapping, row), mapping).raw.decode(
        encoding
    )
