"""A statement that a supervisor sends from a till: the same import, over a signed request."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import httpx
import pytest

from central.database import DatabaseUnavailable
from central.payments.statement_tables import statement
from central.payments.statements.again import settle_waiting_rows
from central.payments.statements.settling import Settling
from central.tables import audit, case_file
from central.tills.revoking import revoke_till
from domain.staff import Role
from sync.protocol.http_signing import SignedRequest, signature_headers
from sync.protocol.operation import from_base64
from sync.protocol.snapshot import Asked, read_told
from sync.protocol.statements import (
    MAPPINGS_PATH,
    SENT_BYTES_MAX,
    STATEMENT_CASES_PATH,
    STATEMENTS_PATH,
    MappingsTold,
    RowAsked,
    RowCaseOpened,
    RowTold,
    StatementEnd,
    StatementSent,
    decode_rows,
    encode_statement,
)
from tests.central.paper_till import START, PaperTill
from tests.central.paying import CLAIM, Payroom
from tests.central.reconciling import DAY, Reconciling, claimed

REF = CLAIM.reference
NONCE = "0" * 24
HEADER = "Date,Number,Kind,Amount\n"
ROW = f"02/11/2026 08:00,{REF},Payment,1140.00\n"
NOBODYS = "02/11/2026 08:00,NO-1,Payment,5\n"


@dataclass
class Sending:
    """A till whose supervisor sends statements."""

    till: PaperTill
    by: str = "S9"

    def ask(self, method: str, path: str, body: bytes = b"") -> httpx.Response:
        headers = signature_headers(
            SignedRequest(method=method, path=path, body=body),
            key=self.till.signer,
            key_id=self.till.granted.till,
            created_at=START,
            nonce=NONCE,
        )
        answer: httpx.Response = self.till.client.request(
            method, path, content=body, headers=headers
        )
        return answer

    @property
    def asked(self) -> Asked:
        granted = self.till.granted
        return Asked(till=granted.till, nonce=NONCE, central_key=from_base64(granted.central_key))

    def sent(self, raw: str, **changed: object) -> httpx.Response:
        rows = raw.count("\n") - 1
        told = {
            "till": self.till.granted.till,
            "nonce": NONCE,
            "provider": "mmg",
            "mapping": "app",
            "file_name": "nov.csv",
            "first_day": DAY,
            "last_day": DAY,
            "count": rows,
            "total": "1140",
            "by": self.by,
            **changed,
        }
        body = encode_statement(StatementSent.model_validate(told), raw.encode())
        return self.ask("POST", STATEMENTS_PATH, body)

    def rows(self, raw: str, **changed: object) -> tuple[list[RowTold], StatementEnd]:
        answer = self.sent(raw, **changed)
        assert answer.status_code == httpx.codes.OK, answer.text
        *rows, end = decode_rows([answer.content], self.asked)
        assert isinstance(end, StatementEnd)
        return [row for row in rows if isinstance(row, RowTold)], end

    def case(self, reference: str, **changed: object) -> httpx.Response:
        asked = RowAsked.model_validate(
            {
                "till": self.till.granted.till,
                "nonce": NONCE,
                "provider": "mmg",
                "reference": reference,
                "direction": "in",
                "by": self.by,
                **changed,
            }
        )
        return self.ask("POST", STATEMENT_CASES_PATH, asked.model_dump_json().encode())

    def opened(self, reference: str) -> RowCaseOpened:
        answer = self.case(reference)
        assert answer.status_code == httpx.codes.OK, answer.text
        return read_told(answer.content, RowCaseOpened, self.asked)


@pytest.fixture
def sending(room: Payroom, till: PaperTill, desk: Reconciling) -> Sending:
    room.office.hire(room.shop, "S9")
    assert desk.provider == "mmg"
    return Sending(till)


def test_a_till_is_told_its_organisations_mappings_signed_for_its_question(
    sending: Sending,
) -> None:
    answer = sending.ask("GET", f"{MAPPINGS_PATH}/{NONCE}")

    (told,) = read_told(answer.content, MappingsTold, sending.asked).mappings
    assert (told.provider, told.name, told.value["currency"]) == ("mmg", "app", "GYD")
    assert told.value["columns"]["reference"] == "Number"


@pytest.mark.both_databases
def test_what_is_sent_is_imported_as_by_the_offices_command_and_its_rows_are_told(
    room: Payroom, sending: Sending
) -> None:
    claimed(sending.till)
    claimed(sending.till, "pay-2", reference="NO-9")
    rows, end = sending.rows(HEADER + ROW + NOBODYS, total="1145")

    assert [row.outcome for row in rows] == ["verified", "unmatched", "missing"]
    assert (rows[0].line, rows[0].reference, rows[0].amount_minor) == (2, REF, 114_000)
    assert (rows[2].line, rows[2].payment_id, end.is_again) == (0, "pay-2", False)
    assert room.state() == "verified"
    (deed,) = [row for row in room.office.rows(audit) if row["action"] == "statement_imported"]
    assert (deed["actor"], deed["reason"]) == ("S9", "1 missing, 1 unmatched, 1 verified")


def test_sent_again_it_changes_nothing_and_says_so(room: Payroom, sending: Sending) -> None:
    claimed(sending.till)
    sending.rows(HEADER + ROW)
    history = room.history()
    rows, end = sending.rows(HEADER + ROW)

    assert ([row.outcome for row in rows], end.is_again) == (["known"], True)
    assert room.history() == history


def test_what_the_provider_does_not_state_is_not_asked_of_the_file(sending: Sending) -> None:
    claimed(sending.till)
    rows, _end = sending.rows(HEADER + ROW, total=None)
    again, end = sending.rows(HEADER + ROW, count=None)

    assert [row.outcome for row in rows] == ["verified"]
    assert ([row.outcome for row in again], end.is_again) == (["known"], True)


WRONG = [
    ({"count": 2, "total": None}, 422, "(1 fewer)"),
    ({"count": 2}, 422, "you stated 2"),
    ({"total": "1"}, 422, "you stated G$1"),
    ({"mapping": "other"}, 422, "not in force"),
    ({"provider": "bank"}, 422, "none of"),
    ({"by": "staff-office"}, 422, "nobody on the staff who may approve"),
    ({"by": "C9"}, 422, "nobody on the staff who may approve"),
    ({"till": "another"}, 403, "where it was"),
]


@pytest.mark.parametrize(("wrong", "status", "words"), WRONG)
def test_what_does_not_fit_is_refused_as_a_whole_before_anything_is_changed(
    room: Payroom, sending: Sending, wrong: dict[str, object], status: int, words: str
) -> None:
    room.office.hire(room.shop, "C9", Role.CASHIER)
    claimed(sending.till)
    answer = sending.sent(HEADER + ROW, **wrong)

    assert answer.status_code == status
    assert words in answer.json()["detail"]
    assert room.state() == "claimed"
    assert room.office.rows(statement) == []


def test_a_card_number_in_a_row_is_refused_and_not_repeated(
    room: Payroom, sending: Sending
) -> None:
    card = "4242" * 4
    answer = sending.sent(HEADER + ROW.replace(REF, card))

    assert answer.status_code == httpx.codes.UNPROCESSABLE_ENTITY
    assert "looks like a card's number" in answer.json()["detail"]
    assert card not in answer.text
    assert room.office.rows(statement) == []


def test_who_took_a_payment_cannot_verify_it_with_a_statement_of_their_own(
    room: Payroom, sending: Sending
) -> None:
    sending.till.by = "S9"
    claimed(sending.till)
    rows, _end = sending.rows(HEADER + ROW)

    assert [(row.outcome, row.words) for row in rows] == [
        ("open", "Who took it sent this statement: somebody else decides.")
    ]
    assert (room.state(), room.cases()) == ("claimed", ["payment_sale"])


def test_planted_an_own_claim_that_is_not_compared_would_be_verified(
    room: Payroom, sending: Sending, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Settling, "_took_it", lambda _settling, _row: "")
    sending.till.by = "S9"
    claimed(sending.till)
    sending.rows(HEADER + ROW)

    assert room.state() == "verified"


def test_nobody_is_heard_who_signs_for_another_or_was_shut_out(
    room: Payroom, sending: Sending
) -> None:
    good = sending.till.signer
    sending.till.signer = type(good)(bytes(range(32)))
    assert sending.sent(HEADER + ROW).status_code == httpx.codes.UNAUTHORIZED
    sending.till.signer = good
    assert sending.ask("POST", STATEMENTS_PATH, b"no statement").status_code == 400
    assert sending.ask("POST", STATEMENT_CASES_PATH, b"{}").status_code == 400
    too_large = sending.ask("POST", STATEMENTS_PATH, bytes(SENT_BYTES_MAX + 1))
    assert too_large.status_code == httpx.codes.REQUEST_ENTITY_TOO_LARGE

    revoke_till(room.office.central, room.shop, sending.till.granted.label, "stolen")
    shut_out = sending.sent(HEADER + ROW)

    assert (shut_out.status_code, shut_out.json()["title"]) == (
        httpx.codes.FORBIDDEN,
        "Central has shut this till out",
    )


def test_who_is_refused_too_often_is_not_even_read(room: Payroom, sending: Sending) -> None:
    good = sending.till.signer
    sending.till.signer = type(good)(bytes(range(32)))
    for _ in range(room.office.central.settings.refusals_per_minute):
        sending.case(REF)
    assert sending.case(REF).status_code == httpx.codes.TOO_MANY_REQUESTS
    sending.till.signer = good

    claimed(sending.till)
    assert sending.sent(HEADER + ROW).status_code == httpx.codes.OK


def test_a_database_that_goes_away_cuts_the_answer_off_and_the_file_is_sent_again(
    sending: Sending, monkeypatch: pytest.MonkeyPatch, expect_log: Callable[[str], None]
) -> None:
    expect_log("statement_cut_off")
    claimed(sending.till)

    def gone(*_given: object, **_named: object) -> object:
        raise DatabaseUnavailable("The database does not answer", "Nothing is lost.")

    with monkeypatch.context() as broken:
        broken.setattr(Settling, "settle", gone)
        answer = sending.sent(HEADER + ROW)
        assert list(decode_rows([answer.content], sending.asked)) == []
    rows, end = sending.rows(HEADER + ROW)

    assert ([row.outcome for row in rows], end.is_again) == (["verified"], False)


def test_a_row_becomes_a_case_at_the_till_that_asked_once_and_closes_when_it_is_settled(
    room: Payroom, sending: Sending
) -> None:
    sending.rows(HEADER + NOBODYS, total="5")
    opened = sending.opened("NO-1")
    again = sending.opened("NO-1")

    assert (opened.is_new, again.is_new, again.case_id) == (True, False, opened.case_id)
    told = [one for one in sending.till.pull().changes if one.kind == "case"]
    assert [one.key for one in told] == [opened.case_id]
    assert told[0].body["kind"] == "statement_look"
    assert "G$5 came into the account at MMG" in str(told[0].body["message"])

    claimed(sending.till, reference="NO-1", amount_minor=500)
    settle_waiting_rows(room.office.central, room.lease.writing)
    assert [row["closed_at"] is not None for row in _looks(room)] == [True]
    assert sending.opened("NO-1").is_new
    assert [row["seq"] for row in _looks(room)] == [1, 2]


def test_a_case_of_money_that_went_out_says_so(room: Payroom, sending: Sending) -> None:
    sending.rows(HEADER + NOBODYS.replace(",5", ",-5"), total="-5")
    assert sending.case("NO-1", direction="out").status_code == httpx.codes.OK

    assert "went out of the account" in str(_looks(room)[0]["message"])


def test_a_row_that_no_statement_showed_has_no_case_and_a_cashier_opens_none(
    room: Payroom, sending: Sending
) -> None:
    room.office.hire(room.shop, "C9", Role.CASHIER)
    assert "Send it again" in sending.case("NO-1").json()["detail"]
    sending.rows(HEADER + NOBODYS, total="5")

    assert sending.case("NO-1", by="C9").status_code == httpx.codes.UNPROCESSABLE_ENTITY
    assert sending.case("NO-1", till="other").status_code == httpx.codes.FORBIDDEN
    assert _looks(room) == []


def _looks(room: Payroom) -> list[dict[str, object]]:
    return [row for row in room.office.rows(case_file, "seq") if row["kind"] == "statement_look"]
