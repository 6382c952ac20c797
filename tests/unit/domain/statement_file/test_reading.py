"""A statement's file: read to the cent and to the minute, or refused as a whole."""

from __future__ import annotations

import codecs
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import BadInput
from domain.money import KNOWN_CURRENCIES, Money
from domain.statement_file import reading
from domain.statement_file.mapping import StatementMapping, read_mapping, require_name
from domain.statement_file.reading import (
    Stated,
    Statement,
    StatementFile,
)
from domain.statement_file.rows import RowError, read_row, read_sum, write_sum

HEADER = "Date,Transaction ID,Type,Amount"
COLUMNS = {"at": "Date", "reference": "Transaction ID", "amount": "Amount"}
TOLD: dict[str, Any] = {
    "columns": COLUMNS,
    "currency": "GYD",
    "date_format": "%d/%m/%Y %H:%M",
}
GOOD = "02/11/2026 08:00,20402048536279,Payment,1140.00"


def mapping(**changed: object) -> StatementMapping:
    return read_mapping({**TOLD, **changed})


def stated(count: int = 1, total: str = "1140.00") -> Stated:
    day = date(2026, 11, 2)
    return Stated(first_day=day, last_day=day, count=count, total=total)


def written(folder: Path, *rows: str, header: str = HEADER) -> Path:
    path = folder / "november.csv"
    path.write_bytes("\r\n".join((header, *rows)).encode() + b"\r\n")
    return path


def read_statement(path: Path, used: StatementMapping, what: Stated) -> Statement:
    return reading.read_statement(StatementFile(path.name, path.read_bytes()), used, what)


def refusal(path: Path, used: StatementMapping, what: Stated) -> str:
    with pytest.raises(BadInput) as refused:
        read_statement(path, used, what)
    assert "Nothing was changed" in str(refused.value)
    return str(refused.value)


def test_a_row_is_read_to_the_cent_and_to_the_minute(tmp_path: Path) -> None:
    read = read_statement(written(tmp_path, GOOD), mapping(), stated())

    (row,) = read.rows
    assert (row.money.amount_minor, row.money.currency, row.direction) == (114_000, "GYD", "in")
    assert row.at == datetime(2026, 11, 2, 12, 0, tzinfo=UTC)  # Georgetown is four hours behind
    assert (row.reference, row.line, len(read.file_hash)) == ("20402048536279", 2, 64)
    assert read.total.amount_minor == 114_000


def test_left_out_kinds_count_in_the_totals_and_need_no_number(tmp_path: Path) -> None:
    used = mapping(columns={**COLUMNS, "kind": "Type"}, left_out=("Monthly  fee",))
    path = written(tmp_path, GOOD, "02/11/2026 23:59,,monthly FEE,-40.00")

    read = read_statement(path, used, stated(2, "1100"))

    assert [row.is_left_out for row in read.rows] == [False, True]


def test_a_row_of_a_day_without_a_time_is_the_whole_day(tmp_path: Path) -> None:
    path = written(tmp_path, "2026-11-02,A1,x,1")
    (row,) = read_statement(path, mapping(date_format="%Y-%m-%d"), stated(1, "1")).rows

    assert (row.until - row.at).total_seconds() == 86_400


def test_a_time_that_names_its_own_zone_is_of_that_zone(tmp_path: Path) -> None:
    path = written(tmp_path, "2026-11-02T12:00+0000,A1,x,1")
    used = mapping(date_format="%Y-%m-%dT%H:%M%z")

    assert read_statement(path, used, stated(1, "1")).rows[0].at.hour == 12


AMOUNTS = [
    ("1140", ".", 114_000),
    ("1,140.5", ".", 114_050),
    ("1 140,50", ",", 114_050),
    ("1.140,50", ",", 114_050),
    ("1'140.50", ".", 114_050),
    ("-1,140.50", ".", -114_050),
    ("\N{MINUS SIGN}5", ".", -500),
    ("+5", ".", 500),
    ("(1,140.50)", ".", -114_050),
]


@pytest.mark.parametrize(("text", "mark", "minor"), AMOUNTS)
def test_figures_are_read_by_the_decimal_mark(text: str, mark: str, minor: int) -> None:
    assert read_sum(text, mapping(decimal_mark=mark)).amount_minor == minor


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-",
        "1.234",
        "1,14.50",
        "1 1401",
        "1,140 500",
        "G$5",
        "1e3",
        "NaN",
        "9" * 13,
        "\N{ARABIC-INDIC DIGIT FIVE}",
        "1,",
    ],
)
def test_figures_that_could_mean_two_things_are_refused(text: str) -> None:
    with pytest.raises(RowError):
        read_sum(text, mapping())


@given(st.integers(min_value=-(10**13), max_value=10**13), st.sampled_from([".", ","]))
def test_every_amount_that_is_written_is_read_as_it_was(minor: int, mark: str) -> None:
    whole, part = divmod(abs(minor), 100)
    grouped = f"{whole:,}.{part:02d}"
    text = grouped if mark == "." else grouped.translate(str.maketrans(",.", ".,"))

    assert read_sum(("-" if minor < 0 else "") + text, mapping(decimal_mark=mark)) == (
        read_sum(f"{'-' if minor < 0 else ''}{whole}{mark}{part:02d}", mapping(decimal_mark=mark))
    )
    assert read_sum(("-" if minor < 0 else "") + text, mapping(decimal_mark=mark)).amount_minor == (
        minor
    )


@given(
    st.integers(min_value=-(10**13), max_value=10**13),
    st.sampled_from([".", ","]),
    st.sampled_from(sorted(KNOWN_CURRENCIES)),
)
def test_a_total_that_a_till_states_is_read_as_it_was(minor: int, mark: str, currency: str) -> None:
    used = mapping(decimal_mark=mark, currency=currency)

    assert read_sum(write_sum(Money(minor, currency), used), used) == Money(minor, currency)


def cells(**changed: str) -> dict[str, str]:
    return {"reference": "A1", "amount": "5", "at": "02/11/2026 08:00", **changed}


def test_the_sign_is_the_mappings() -> None:
    turned = read_row(2, cells(amount="-5"), mapping(sign="in_negative"))

    assert turned.money.amount_minor == 500


def test_columns_for_in_and_out_take_one_of_both() -> None:
    used = mapping(columns={"at": "D", "reference": "R", "in": "Credit", "out": "Debit"})
    rows = [cells() | {"in": "5", "out": ""}, cells() | {"in": "0.00", "out": "-7"}]
    read = [read_row(2, row, used) for row in rows]

    assert [one.money.amount_minor for one in read] == [500, -700]
    assert [one.direction for one in read] == ["in", "out"]
    for both in ({"in": "5", "out": "5"}, {"in": "", "out": ""}):
        with pytest.raises(RowError, match="both or neither"):
            read_row(2, cells() | both, used)


def test_a_kind_may_say_which_way_money_went() -> None:
    used = mapping(columns={**COLUMNS, "kind": "Type"}, out_kinds=("Reversal",))

    assert read_row(2, cells(kind="reversal"), used).money.amount_minor == -500
    assert read_row(2, cells(kind="Payment"), used).money.amount_minor == 500
    with pytest.raises(RowError, match="bears a sign"):
        read_row(2, cells(kind="Reversal", amount="-5"), used)


CARD = "4242" * 4
WRONG_CELLS = [
    ({"reference": ""}, "its reference '' is none"),
    ({"reference": "2.04E+13"}, "a spreadsheet has rounded it"),
    ({"reference": "=1+1"}, "is none"),
    ({"reference": "a" * 65}, "is none"),
    ({"reference": CARD}, "its reference looks like a card's number"),
    ({"merchant": " ".join(["4242"] * 4)}, "its merchant looks like a card's number"),
    ({"at": CARD}, "its date '[^0-9]+' is not as"),
    ({"amount": "0.00"}, "its amount is nothing"),
    ({"amount": "five\x1b[31m"}, r"'five\?\[31m'"),
    ({"at": "11/22/2026 08:00"}, "its date '11/22/2026 08:00' is not as"),
    ({"at": "02/11/0026 08:00"}, "out of all bounds"),
    ({"currency": "usd"}, "it is in 'USD', the mapping says GYD"),
]


@pytest.mark.parametrize(("wrong", "words"), WRONG_CELLS)
def test_a_row_that_cannot_be_read_says_why(wrong: dict[str, str], words: str) -> None:
    with pytest.raises(RowError, match=words):
        read_row(2, cells(**wrong), mapping())


def test_all_that_is_wrong_is_named_with_its_rows_up_to_ten(tmp_path: Path) -> None:
    bad = [f"02/11/2026 08:00,A{number},x,nothing" for number in range(14)]
    said = refusal(written(tmp_path, GOOD, *bad), mapping(), stated())

    assert "Row 3: its amount 'nothing' cannot be read" in said
    assert "Row 12" in said
    assert "Row 14" not in said
    assert "and more" in said


def test_half_a_row_is_named_and_nothing_of_the_file_is_taken(tmp_path: Path) -> None:
    said = refusal(written(tmp_path, GOOD, "02/11/2026 09:00,2040"), mapping(), stated())

    assert "Row 3: it has 2 columns, the header has 4" in said


@pytest.mark.parametrize("cut", ['02/11/2026 08:00,"20402', '02/11/2026 08:00,"A"x,Payment,5'])
def test_a_file_that_was_cut_within_quotes_is_refused(tmp_path: Path, cut: str) -> None:
    assert "cut or damaged" in refusal(written(tmp_path, GOOD, cut), mapping(), stated())


def test_the_control_totals_are_held_and_named(tmp_path: Path) -> None:
    path = written(tmp_path, GOOD)

    both = refusal(path, mapping(), stated(2, "1140.01"))
    assert "It has 1 rows, and you stated 2" in both
    assert "add up to G$1,140, and you stated G$1,140.01" in both
    assert "rows, and you" not in refusal(path, mapping(), stated(1, "114"))
    assert "In what you stated its amount 'much'" in refusal(path, mapping(), stated(1, "much"))


def test_a_cut_off_last_row_that_still_reads_well_is_found_by_the_totals(tmp_path: Path) -> None:
    path = written(tmp_path, GOOD, "02/11/2026 09:00,A2,Payment,1500.00")
    path.write_bytes(path.read_bytes()[:-7])  # 1500.00 became 15

    assert "you stated G$2,640" in refusal(path, mapping(), stated(2, "2640"))


def test_rows_of_other_days_than_stated_are_named(tmp_path: Path) -> None:
    path = written(tmp_path, GOOD, "03/11/2026 00:00,A2,x,1", "01/11/2026 23:59,A3,x,1")
    said = refusal(path, mapping(), stated(3, "1142"))

    assert "Row 3: it is of another day; Row 4: it is of another day" in said


def test_days_that_run_backwards_are_refused(tmp_path: Path) -> None:
    days = Stated(first_day=date(2026, 11, 3), last_day=date(2026, 11, 2), count=0, total="0")

    assert "first day is not after its last" in refusal(written(tmp_path), mapping(), days)


def test_a_statement_of_a_quiet_day_has_no_rows(tmp_path: Path) -> None:
    assert read_statement(written(tmp_path, "", ",,,"), mapping(), stated(0, "0")).rows == ()


HEADERS = [
    ("Date,Transaction,Type,Amount", "'Transaction ID' is there 0 times"),
    ("Date,Transaction ID,Amount,amount", "'Amount' is there 2 times"),
    ("Date;Transaction ID;Type;Amount", "is there 0 times"),
]


@pytest.mark.parametrize(("header", "words"), HEADERS)
def test_columns_that_are_missing_or_there_twice_are_named(
    tmp_path: Path, header: str, words: str
) -> None:
    assert words in refusal(written(tmp_path, GOOD, header=header), mapping(), stated())


def test_an_empty_file_has_no_columns(tmp_path: Path) -> None:
    path = tmp_path / "empty.csv"
    path.write_bytes(b"")

    assert "is there 0 times" in refusal(path, mapping(), stated())


def test_a_byte_order_mark_is_no_part_of_the_first_header(tmp_path: Path) -> None:
    path = written(tmp_path, GOOD)
    path.write_bytes(codecs.BOM_UTF8 + path.read_bytes())

    assert len(read_statement(path, mapping(), stated()).rows) == 1


def test_encodings_are_the_mappings_and_a_mark_that_says_otherwise_is_told(tmp_path: Path) -> None:
    path = written(
        tmp_path, GOOD.replace("Payment", "Zahlung f\N{LATIN SMALL LETTER U WITH DIAERESIS}r")
    )
    text = path.read_bytes().decode()
    for name in ("cp1252", "utf-16"):
        path.write_bytes(text.encode(name))
        assert len(read_statement(path, mapping(encoding=name), stated()).rows) == 1
    assert "The file says utf-16, the mapping utf-8" in refusal(path, mapping(), stated())
    path.write_bytes(codecs.BOM_UTF16_BE + text.encode("utf-16-be"))
    assert "The file says utf-16" in refusal(path, mapping(), stated())

    path.write_bytes(text.encode("cp1252"))
    assert "is no utf-8: save it again" in refusal(path, mapping(), stated())
    path.write_bytes(b"\x00" * 30)
    assert "It is no CSV file" in refusal(path, mapping(), stated())


def test_a_file_that_is_too_large_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path, GOOD, GOOD)
    monkeypatch.setattr(reading, "ROWS_MAX", 1)
    assert "More than 1 rows" in refusal(path, mapping(), stated())
    monkeypatch.setattr(reading, "FILE_BYTES_MAX", 40)
    assert "It is too large" in refusal(path, mapping(), stated())


WRONG_MAPPINGS: list[tuple[dict[str, object], str]] = [
    ({"columns": {}}, "does not say columns"),
    ({"currency": ""}, "does not say currency"),
    ({"columns": {**COLUMNS, "name": "Payer"}}, "no part 'name'"),
    ({"columns": {**COLUMNS, "kind": " "}}, "named by its header"),
    ({"columns": {"at": "D", "amount": "A"}}, "no column for: reference"),
    ({"columns": {"at": "D", "reference": "R"}}, "'in' and 'out'"),
    ({"columns": {"at": "D", "reference": "R", "in": "I"}}, "'in' and 'out'"),
    ({"columns": {**COLUMNS, "in": "I", "out": "O"}}, "'in' and 'out'"),
    ({"columns": {**COLUMNS, "kind": "Date"}}, "one thing only"),
    ({"left_out": ["Fee"]}, "name a column for 'kind'"),
    (
        {
            "columns": {"at": "D", "reference": "R", "in": "I", "out": "O", "kind": "K"},
            "out_kinds": ["Fee"],
        },
        "go with one column",
    ),
    ({"currency": "EUR"}, "no currency we know"),
    ({"decimal_mark": "'"}, "A decimal mark"),
    ({"sign": "both"}, "A sign"),
    ({"delimiter": " "}, "A delimiter"),
    ({"encoding": "latin"}, "An encoding"),
    ({"window_h": 0}, "The window"),
    ({"zone": "Georgetown"}, "no time zone"),
    ({"zone": "../etc/passwd"}, "no time zone"),
    ({"date_format": "%H:%M"}, "no day can be told"),
    ({"date_format": "%d/%m/%Y %I:%M"}, "no day can be told"),
    ({"date_format": "%d/%m/%Y %Q"}, "cannot be used"),
]


@pytest.mark.parametrize(("wrong", "words"), WRONG_MAPPINGS)
def test_a_mapping_that_cannot_work_is_refused(wrong: dict[str, object], words: str) -> None:
    with pytest.raises(BadInput, match=words):
        mapping(**wrong)


@pytest.mark.parametrize(
    "form", ["%d/%m/%Y", "%Y-%m-%d %H", "%d %b %Y %I:%M %p", "%m/%d/%y %H:%M:%S"]
)
def test_formats_that_tell_a_day_can_be_used(form: str) -> None:
    assert mapping(date_format=form).date_format == form


def test_a_mapping_has_a_name_that_can_be_typed() -> None:
    assert require_name("uat-2") == "uat-2"
    with pytest.raises(BadInput):
        require_name("the old one")
