"""Rows of CSV, JSON and JSONL files as they are found out there, and files that are broken."""

import gzip
import json
from decimal import Decimal
from pathlib import Path

import pytest

from central.catalog import files, json_rows
from central.catalog.csv_rows import read_csv
from central.catalog.files import kind_of_file, open_text
from central.catalog.json_rows import read_json, read_json_lines
from domain.catalog_file import csv_records, source_rows
from domain.catalog_file.source_rows import BrokenFileError, SourceRow, column_name


def written(tmp_path: Path, text: str | bytes, name: str = "goods.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def test_csv_rows_carry_their_lines_and_columns(tmp_path: Path) -> None:
    path = written(tmp_path, "SKU,Product Name\nA,Barrel\n\nB,Box\n")

    assert list(read_csv(path)) == [
        SourceRow(2, {"sku": "A", "product_name": "Barrel"}),
        SourceRow(4, {"sku": "B", "product_name": "Box"}),
    ]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_header_tells_the_delimiter(tmp_path: Path, delimiter: str) -> None:
    path = written(tmp_path, f"sku{delimiter}name\r\nA{delimiter}Barrel\r\n")

    assert list(read_csv(path)) == [SourceRow(2, {"sku": "A", "name": "Barrel"})]


def test_a_mark_of_utf8_and_quoted_line_ends_are_read(tmp_path: Path) -> None:
    path = written(tmp_path, '\ufeffsku,name\nA,"two\nlines, ""quoted"""\nB,b')

    assert list(read_csv(path)) == [
        SourceRow(2, {"sku": "A", "name": 'two\nlines, "quoted"'}),
        SourceRow(4, {"sku": "B", "name": "b"}),
    ]


def test_blanks_around_quotes_are_forgiven(tmp_path: Path) -> None:
    path = written(tmp_path, 'sku,name,note\n"A", "Barrel" ,\n')

    assert [row.cells["name"] for row in read_csv(path)] == ["Barrel "]


def test_quotes_after_a_backslash_are_understood_where_that_reads_better(tmp_path: Path) -> None:
    path = written(tmp_path, 'sku,name\nA,"7\\", with stand"\nB,"plain"\n')

    assert [row.cells["name"] for row in read_csv(path)] == ['7", with stand', "plain"]


def test_backslashes_stay_where_they_mean_nothing(tmp_path: Path) -> None:
    path = written(tmp_path, "sku,name\nA,C:\\x\nB,b,too many\n")

    assert next(read_csv(path)).cells["name"] == "C:\\x"


def test_a_ragged_row_is_named_not_guessed(tmp_path: Path) -> None:
    path = written(tmp_path, "sku,name\nA,a,b\nB\nC,c\n")

    complaints = [row.complaint for row in read_csv(path)]

    assert complaints == [
        "it has 3 columns, the header has 2",
        "it has 1 columns, the header has 2",
        None,
    ]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "empty"),
        ("\nsku,name\n", "first line"),
        ('sku,name\nA,"never closed\nB,b\n', "closing quote"),
        (b"sku,name\nA,\xe9\n", "UTF-8"),
        ("sku,name\nA,a\n".encode("utf-16"), "UTF-8"),
        ("sku,name\nA," + "x" * 200_000 + "\n", "field larger"),
        ("sku,name\nA," + "x" * 1_100_000 + "\n", "Line 2 is too long"),
    ],
)
def test_a_broken_csv_is_refused_and_says_why(tmp_path: Path, text: str | bytes, why: str) -> None:
    path = written(tmp_path, text)

    with pytest.raises(BrokenFileError, match=rf"{why}.*Nothing was changed"):
        list(read_csv(path))


def test_a_quote_that_swallows_the_rest_is_found_before_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(csv_records, "_LINES_IN_A_ROW_MAX", 5)
    path = written(tmp_path, 'sku,name\nA,"open\n' + "B,b\n" * 10)

    with pytest.raises(BrokenFileError, match="From line 2 on"):
        list(read_csv(path))


def test_more_rows_than_anybody_has_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (csv_records, json_rows):
        monkeypatch.setattr(module, "ROWS_MAX", 3)
    rows = [{"name": "a"}] * 4

    with pytest.raises(BrokenFileError, match="more than 3 rows"):
        list(read_csv(written(tmp_path, "name\n" + "a\n" * 4)))
    with pytest.raises(BrokenFileError, match="more than 3 rows"):
        list(read_json(written(tmp_path, json.dumps(rows), "goods.json")))
    with pytest.raises(BrokenFileError, match="Line 4"):
        list(read_json_lines(written(tmp_path, '{"name":"a"}\n' * 4, "goods.jsonl")))
    assert source_rows.ROWS_MAX == 1_000_000


def test_json_objects_are_read_one_by_one_with_decimal_numbers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(json_rows, "_CHUNK_CHARACTERS", 7)
    text = (
        '[\n {"Name": "Barrel", "price": 49.990},\n\n {"name": "B]x", "tags": ["a", {"b": 1}]}\n]\n'
    )

    rows = list(read_json(written(tmp_path, text, "goods.json")))

    assert rows == [
        SourceRow(2, {"name": "Barrel", "price": Decimal("49.990")}),
        SourceRow(4, {"name": "B]x", "tags": ["a", {"b": 1}]}),
    ]


def test_what_is_no_object_is_named(tmp_path: Path) -> None:
    rows = list(read_json(written(tmp_path, '[1, "x", null, [], {"name": "a"}]', "goods.json")))

    assert [row.complaint is None for row in rows] == [False] * 4 + [True]


def test_an_empty_array_has_no_rows(tmp_path: Path) -> None:
    assert list(read_json(written(tmp_path, " [ ] \n", "goods.json"))) == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "[",
        '[{"name": "a"}',
        '[{"name": "a"},',
        '[{"name": "a"} {"name": "b"}]',
        '[{"name": "a"}] more',
        '[{"name": nope}]',
        '[{"name": "a"},]',
        "[" + "[" * 200_000,
    ],
)
def test_json_that_is_not_one_whole_array_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(BrokenFileError, match="near line 1"):
        list(read_json(written(tmp_path, text, "goods.json")))


def test_an_object_without_end_is_not_read_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(json_rows, "_OBJECT_CHARACTERS_MAX", 1_000)
    text = '[{"name": "' + "x" * 100_000

    with pytest.raises(BrokenFileError, match="too large"):
        list(read_json(written(tmp_path, text, "goods.json")))


def test_json_lines_name_a_bad_line_and_go_on(tmp_path: Path) -> None:
    path = written(tmp_path, '{"name":"a"}\nnope\n\n[1]\n{"name":"b"}', "goods.jsonl")

    rows = list(read_json_lines(path))

    assert [(row.line, row.complaint is None) for row in rows] == [
        (1, True),
        (2, False),
        (4, False),
        (5, True),
    ]


def test_json_lines_that_end_within_a_line_were_cut(tmp_path: Path) -> None:
    with pytest.raises(BrokenFileError, match="ends within line 2"):
        list(read_json_lines(written(tmp_path, '{"name":"a"}\n{"name', "goods.jsonl")))


def test_packed_files_are_unpacked(tmp_path: Path) -> None:
    packed = gzip.compress(b"sku,name\nA,Barrel\n")

    rows = list(read_csv(written(tmp_path, packed, "goods.csv.gz")))

    assert rows == [SourceRow(2, {"sku": "A", "name": "Barrel"})]


@pytest.mark.parametrize("damage", ["cut", "changed", "not packed"])
def test_a_packed_file_that_does_not_unpack_is_refused(tmp_path: Path, damage: str) -> None:
    packed = bytearray(gzip.compress(b"sku,name\n" + b"A,Barrel\n" * 2_000))
    if damage == "cut":
        del packed[-20:]
    elif damage == "changed":
        packed[len(packed) // 2] ^= 0xFF
    else:
        packed[:] = b"sku,name\n"
    path = written(tmp_path, bytes(packed), "goods.csv.gz")

    with pytest.raises(BrokenFileError, match="unpack"):
        list(read_csv(path))


def test_a_file_that_unpacks_to_too_much_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "UNPACKED_BYTES_MAX", 100_000)
    path = written(tmp_path, gzip.compress(b"name\n" + b"a\n" * 200_000), "goods.csv.gz")

    with pytest.raises(BrokenFileError, match="unpacks to more"):
        list(read_csv(path))


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BrokenFileError, match="cannot be read"), open_text(tmp_path / "no.csv"):
        pass


@pytest.mark.parametrize(
    ("name", "kind"),
    [("a.csv", "csv"), ("a.CSV.GZ", "csv"), ("a.b.json", "json"), ("a.ndjson.gz", "jsonl")],
)
def test_the_name_tells_the_kind(name: str, kind: str) -> None:
    assert kind_of_file(Path(name)) == kind


@pytest.mark.parametrize("name", ["a", "a.gz", "a.xlsx", ".csv"])
def test_another_name_is_refused(name: str) -> None:
    with pytest.raises(BrokenFileError, match="should end in"):
        kind_of_file(Path(name))


@pytest.mark.parametrize("header", ["Weight (g)", " tax-class ", "Tax  Class", "TAX_CLASS"])
def test_column_names_are_compared_in_one_form(header: str) -> None:
    assert column_name(header) in ("weight_(g)", "tax_class")
