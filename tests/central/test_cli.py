"""The command: each kind of work from the command line, and failures in one plain sentence."""

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from central import cli
from central.tables import audit
from central.tills.organisations import list_stores
from sync.protocol.keys import recovery_public_bytes, seal
from tests.central.office import SAMPLE, Office, new_office
from tests.central.paper_till import PaperTill, book, sale_body

Run = Callable[..., int]


@pytest.fixture
def with_till(shop_run: Run, tmp_path: Path) -> tuple[Run, Office, PaperTill]:
    """The sample shop with a till that has sold, booked, and sent something odd."""
    assert shop_run is not None
    office = new_office(tmp_path / "central")
    with office.central.database.reading() as connection:
        (store,) = list_stores(connection)
    till = office.enrol(store)
    till.sell()
    book(till, "Ann", "Ben")
    odd = sale_body(till.next_receipt()).model_copy(update={"vat_minor": 1})
    till.write(odd, kind="sale_completed")
    till.push()
    office.close()
    return shop_run, office, till


def test_init_sets_up_a_shop_once(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    first = run("init", "--organisation", "Agent", "--store", "Main", "--currency", "TTD")
    told = capsys.readouterr()
    second = run("init")

    assert (first, second) == (0, 2)
    assert "Agent, Main" in told.out
    assert capsys.readouterr().err == "There is a central already: Nothing was changed.\n"


def test_the_sample_has_rules_and_people_who_can_sign_in(
    shop_run: Run, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Its invented exchange rate is of the moment, as a real one would be: no policy doubts it."""
    rules = json.loads((SAMPLE / "rules.json").read_text("utf-8"))
    others = tmp_path / "rules.json"
    others.write_text(json.dumps([rule for rule in rules if rule["kind"] != "fx_rate"]), "utf-8")
    assert shop_run("load-rules", str(others)) == 0
    assert "0 new or changed" in capsys.readouterr().out
    assert shop_run("load-rules", str(SAMPLE / "rules.json")) == 0
    assert "1 new or changed" in capsys.readouterr().out
    assert shop_run("remove-staff", "staff-sr") == 0


def test_a_catalog_is_imported_with_its_report_on_paper_and_as_json(
    shop_run: Run, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    figures = tmp_path / "report.json"

    code = shop_run("import-catalog", str(SAMPLE / "catalog.csv"), "--json", str(figures))

    assert code == 0
    assert "307 rows read, 307 kept (307 new" in capsys.readouterr().out
    report = json.loads(figures.read_text("utf-8"))
    assert (report["rows"], report["kept"], report["currency"]) == (307, 307, "GYD")
    assert report["findings"]["no_price"] == [{"line": 100, "sku": "GRC-1250", "reason": ""}]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("import-catalog", "missing.csv"), "The catalog was not imported: It cannot be read"),
        (("import-catalog", "x.csv", "--currency", "GYX"), "Check the currency"),
        (("import-catalog", "x.csv", "--store", "Elsewhere"), "There is no such store"),
        (("load-rules", "missing.json"), "The rules cannot be read"),
        (("enrol-code", "--till", "GY09"), "There is no such till"),
        (("revoke-till", "GY09"), "There is no such till"),
        (("remove-staff", "nobody"), "There is no such person"),
        (("erase-person", " ", "--by", "x"), "Who is it?"),
        (("restore", "missing.db"), "There is a database already"),
        (
            ("unseal-till-key", "missing", "--till", "GY01", "--by", "x", "--reason", "y"),
            "The sealed key cannot be opened",
        ),
        (("serve", "--port", "70000"), "Central cannot listen there"),
        (("serve", "--port", "0", "--processes", "2"), "One process is all that can answer here"),
    ],
)
def test_what_does_not_work_is_one_sentence_and_exit_code_2(
    shop_run: Run, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], sentence: str
) -> None:
    code = shop_run(*words)

    told = capsys.readouterr()
    assert code == 2
    assert told.err.startswith(sentence)
    assert told.err.count("\n") == 1
    assert "Traceback" not in told.err + told.out


def test_a_command_before_init_says_what_to_do(
    run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("takings") == 2
    assert "windward-central init" in capsys.readouterr().err


def test_a_setting_that_cannot_be_read_is_named_without_its_value(
    run: Run, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WINDWARD_CENTRAL_ANSWER_BYTES_MAX", "hunter2")

    assert run("takings") == 2
    told = capsys.readouterr().err
    assert "answer_bytes_max" in told
    assert "hunter2" not in told


@pytest.mark.parametrize("words", [(), ("nonsense",), ("serve", "--processes", "0")])
def test_words_that_make_no_sense_are_answered_with_the_usage(words: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as caught:
        cli.main(list(words))

    assert caught.value.code == 2


def test_a_fault_of_ours_is_one_sentence_with_the_details_in_a_file(
    shop_run: Run, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("central.commands.records.list_takings", lambda _: 1 / 0)

    code = shop_run("takings")

    told = capsys.readouterr().err
    path = Path(told.rpartition(" in ")[2].strip().removesuffix("."))
    assert code == 2
    assert told.count("\n") == 1
    assert "ZeroDivisionError" in path.read_text("utf-8")
    path.unlink()


def test_stopping_a_command_is_no_fault(shop_run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("central.commands.records.list_takings", stop)

    assert shop_run("takings") == 130


def test_a_code_is_printed_for_a_person_or_plain_for_a_program(
    shop_run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    assert shop_run("enrol-code") == 0
    assert "It works once, until" in capsys.readouterr().out
    assert shop_run("enrol-code", "--plain") == 0
    assert len(capsys.readouterr().out.strip().replace("-", "")) == 24


def test_staff_are_added_with_a_pin_nobody_sees(
    shop_run: Run, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("4321\n"))
    assert shop_run("add-staff", "Ann", "--role", "cashier", "--id", "ann", "--pin-stdin") == 0
    typed = iter(["1234", "1234", "1234", "9999"])
    monkeypatch.setattr("central.commands.staff.getpass", lambda _: next(typed))
    assert shop_run("set-pin", "ann") == 0
    assert shop_run("set-pin", "ann") == 2
    assert shop_run("add-staff", "Ben", "--role", "supervisor", "--no-pin") == 0

    told = capsys.readouterr()
    assert "1234" not in told.out + told.err
    assert "Type the same PIN twice" in told.err


def test_takings_and_cases_are_shown_to_people_and_programs(
    with_till: tuple[Run, Office, PaperTill], capsys: pytest.CaptureFixture[str]
) -> None:
    run, _, _ = with_till
    assert run("takings") == 0
    assert capsys.readouterr().out.splitlines() == [
        "2026-11-02  Water Street: 1 sales, G$1,140",
        "2026-11-02  Water Street: 1 sales, G$1,140  (quarantined)",
    ]
    assert run("takings", "--json") == 0
    rows = json.loads(capsys.readouterr().out)
    assert [(row["state"], row["total_minor"]) for row in rows] == [
        ("applied", 114_000),
        ("quarantined", 114_000),
    ]
    assert run("cases") == 0
    assert "GY01A 3: It does not add up." in capsys.readouterr().out
    assert run("cases", "--json") == 0
    (case,) = json.loads(capsys.readouterr().out)
    assert (case["seq"], case["remedy"]) == (3, "till")
    assert run("cases", "close", case["case_id"], "--by", "staff-o", "--reason", "Called.") == 0
    assert "is closed" in capsys.readouterr().out
    assert run("cases", "close", case["case_id"], "--by", "staff-o", "--reason", "Again.") == 2
    assert "closed already" in capsys.readouterr().err
    assert run("cases", "list") == 0
    assert capsys.readouterr().out == "No case is open.\n"


def test_empty_books_say_so(shop_run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert (shop_run("takings"), shop_run("cases")) == (0, 0)
    assert capsys.readouterr().out == "Nothing was taken yet.\nNo case is open.\n"


def test_chains_are_verified_and_a_fault_is_exit_code_1(
    with_till: tuple[Run, Office, PaperTill], capsys: pytest.CaptureFixture[str]
) -> None:
    run, office, _ = with_till
    assert run("verify-chains") == 0
    assert capsys.readouterr().out == "1 chains, 3 operations: all verified.\n"
    with office.central.database.writing(office.clock.now()) as writing:
        writing.connection.exec_driver_sql("DELETE FROM operation WHERE seq = 2")
    office.close()

    assert run("verify-chains", "--json") == 1
    assert json.loads(capsys.readouterr().out)["verified"] is False
    assert run("verify-chains") == 1
    assert "2 is missing" in capsys.readouterr().out


def test_a_person_is_erased_and_backups_out_of_reach_are_named(
    with_till: tuple[Run, Office, PaperTill],
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    run, _, _ = with_till
    assert run("backup", "--to", str(tmp_path / "backups")) == 0
    assert "3 more operations are durable" in capsys.readouterr().out
    assert run("erase-person", "person-a", "--by", "staff-ra") == 0
    assert capsys.readouterr().out.startswith("Erased: 1 personal parts and their key. 1 tills")
    (tmp_path / "backups").rename(tmp_path / "gone")

    assert run("erase-person", "person-b", "--by", "staff-ra", "--reason", "asked") == 0
    assert "NOT done" in capsys.readouterr().out


def test_tills_that_have_not_heard_of_an_erasure_are_named(
    with_till: tuple[Run, Office, PaperTill], capsys: pytest.CaptureFixture[str]
) -> None:
    run, _, _ = with_till
    assert run("erasures") == 0
    assert capsys.readouterr().out == "Every till has heard of every erasure.\n"
    run("erase-person", "person-a", "--by", "staff-ra")
    capsys.readouterr()
    assert run("erasures") == 0
    assert capsys.readouterr().out.startswith("GY01 has not heard of person-a, erased 2")
    assert run("erasures", "--json") == 0
    assert json.loads(capsys.readouterr().out)[0]["person_id"] == "person-a"


def test_an_erasure_says_when_the_log_is_still_read(
    with_till: tuple[Run, Office, PaperTill],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    run, _, _ = with_till
    monkeypatch.setattr("central.database.CentralDatabase.wipe_traces", lambda *_: False)

    assert run("erase-person", "person-a", "--by", "staff-ra") == 0
    assert "emptied at the next checkpoint" in capsys.readouterr().out


def test_a_backup_is_restored_into_an_empty_folder(
    with_till: tuple[Run, Office, PaperTill],
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    run, office, _ = with_till
    run("backup", "--to", str(tmp_path / "backups"))
    (backup,) = (tmp_path / "backups").glob("*.db")
    for file in office.settings.data.glob("central.db*"):
        file.unlink()
    capsys.readouterr()

    assert run("restore", str(backup)) == 0
    assert "with the keys of 2 persons" in capsys.readouterr().out
    assert run("verify-chains") == 0


def test_a_tills_sealed_key_is_opened_and_that_is_written_down(
    with_till: tuple[Run, Office, PaperTill],
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    run, office, _ = with_till
    public = recovery_public_bytes(office.central.keys.recovery_seed)
    sealed = tmp_path / "till.key.sealed"
    sealed.write_bytes(seal(public, b"\5" * 32, ephemeral_seed=b"\6" * 32))
    asked = ("--till", "GY01", "--by", "staff-ra", "--reason", "disk failed")

    assert run("unseal-till-key", str(sealed), *asked) == 0
    assert capsys.readouterr().out.strip() == "05" * 32
    deeds = [row["subject"] for row in office.rows(audit) if row["action"] == "till_key_unsealed"]
    assert len(deeds) == 1


def test_a_till_is_revoked(
    with_till: tuple[Run, Office, PaperTill], capsys: pytest.CaptureFixture[str]
) -> None:
    run, _, _ = with_till

    assert run("revoke-till", "GY01", "--reason", "lost") == 0
    assert "is revoked" in capsys.readouterr().out


def test_a_report_that_cannot_be_written_says_that_the_work_is_done(
    shop_run: Run, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    away = tmp_path / "no" / "report.json"

    assert shop_run("import-catalog", str(SAMPLE / "catalog.csv"), "--json", str(away)) == 2
    assert "The work itself is done" in capsys.readouterr().err
