"""Rules from a file: all of it or nothing, and only what changed goes to the tills."""

import json
from pathlib import Path

import pytest

from central.rules import loading
from central.rules.book import load_rule_book
from central.rules.loading import load_rules, read_rules
from central.tables import rule
from central.tills.organisations import Store
from domain.errors import BadInput
from tests.central.office import SAMPLE, Office
from tests.central.paper_till import DAY, PaperTill

VAT = {"kind": "vat_rate", "key": "standard", "valid_from": "2017-02-01"}


def written(tmp_path: Path, value: object) -> Path:
    path = tmp_path / "rules.json"
    path.write_text(value if isinstance(value, str) else json.dumps(value), "utf-8")
    return path


def test_a_changed_rate_reaches_the_tills_and_an_unchanged_one_does_not(
    office: Office, shop: Store, till: PaperTill, tmp_path: Path
) -> None:
    till.pull()
    changed = {**VAT, "value": {"basis_points": 1_500}}
    same = {
        "kind": "quote_validity",
        "key": "default",
        "valid_from": "2026-01-01",
        "value": {"hours": 24, "special_hours": 168},
    }
    added = {**VAT, "valid_from": "2030-01-01", "value": {"basis_points": 1_600}}

    path = written(tmp_path, [changed, same, added])
    loaded = load_rules(office.central, shop.organisation_id, read_rules(path))

    assert (loaded.read_count, loaded.changed_count) == (3, 2)
    assert [one.key for one in till.pull().changes] == [
        "vat_rate/standard/2017-02-01",
        "vat_rate/standard/2030-01-01",
    ]
    with office.central.database.reading() as connection:
        book = load_rule_book(connection, shop.organisation_id)
    assert book.vat_basis_points("standard", DAY) == 1_500


@pytest.mark.parametrize(
    "value",
    [
        "",
        "{}",
        "[1]",
        '[{"kind": "vat_rate"}]',
        [{**VAT, "value": {"basis_points": "14 %"}}],
        [{**VAT, "kind": "surprise", "value": {}}],
        [{**VAT, "valid_from": "soon", "value": {"basis_points": 1_400}}],
    ],
)
def test_rules_that_make_no_sense_change_nothing(tmp_path: Path, value: object) -> None:
    with pytest.raises(BadInput, match="Nothing was changed"):
        read_rules(written(tmp_path, value))


def test_a_file_of_rules_has_a_bound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "_FILE_BYTES_MAX", 100)

    with pytest.raises(BadInput, match="too large"):
        read_rules(SAMPLE / "rules.json")
    assert written(tmp_path, "[]").exists()


def test_the_same_rules_again_publish_nothing(office: Office, shop: Store) -> None:
    before = office.rows(rule)

    loaded = load_rules(office.central, shop.organisation_id, read_rules(SAMPLE / "rules.json"))

    assert loaded.changed_count == 0
    assert office.rows(rule) == before
