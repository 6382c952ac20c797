"""A catalog file that a supervisor sends from a till: the same import, over a signed request."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import httpx
import pytest

from central.catalog import importing
from central.database import DatabaseUnavailable
from central.staff.members import remove_staff
from central.tables import audit, catalog_item
from central.tills.organisations import Store
from central.tills.revoking import revoke_till
from domain.staff import Role
from sync.protocol.catalog_files import (
    CATALOG_FILES_PATH,
    SENT_BYTES_MAX,
    CatalogEnd,
    CatalogRowTold,
    CatalogSent,
    decode_catalog_rows,
    encode_catalog,
)
from sync.protocol.http_signing import SignedRequest, signature_headers
from sync.protocol.operation import from_base64
from sync.protocol.snapshot import Asked
from tests.central.office import Office
from tests.central.paper_till import START, PaperTill

HEADER = "sku,name,price,weight_g\n"
GOODS = HEADER + "A,Barrel,9500,9100\nB,Box,750,400\n"


@dataclass
class Sending:
    """A till whose supervisor sends catalogs."""

    till: PaperTill
    by: str = "S9"
    numbers: int = 0
    asked: list[Asked] = field(default_factory=list)

    def post(self, body: bytes, nonce: str = "0" * 24) -> httpx.Response:
        headers = signature_headers(
            SignedRequest(method="POST", path=CATALOG_FILES_PATH, body=body),
            key=self.till.signer,
            key_id=self.till.granted.till,
            created_at=START,
            nonce=nonce,
        )
        answer: httpx.Response = self.till.client.post(
            CATALOG_FILES_PATH, content=body, headers=headers
        )
        return answer

    def body(self, raw: str, **changed: object) -> tuple[bytes, str]:
        self.numbers += 1
        told = {
            "till": self.till.granted.till,
            "nonce": f"{self.numbers:024x}",
            "file_name": "goods.csv",
            "by": self.by,
            "currency": "GYD",
            "count": raw.count("\n") - 1,
            **changed,
        }
        sent = CatalogSent.model_validate(told)
        return encode_catalog(sent, raw.encode()), sent.nonce

    def sent(self, raw: str, **changed: object) -> httpx.Response:
        body, nonce = self.body(raw, **changed)
        granted = self.till.granted
        key = from_base64(granted.central_key)
        self.asked.append(Asked(till=granted.till, nonce=nonce, central_key=key))
        return self.post(body, nonce)

    def rows(self, raw: str, **changed: object) -> tuple[list[CatalogRowTold], CatalogEnd]:
        answer = self.sent(raw, **changed)
        assert answer.status_code == httpx.codes.OK, answer.text
        *rows, end = decode_catalog_rows([answer.content], self.asked[-1])
        assert isinstance(end, CatalogEnd)
        return [row for row in rows if isinstance(row, CatalogRowTold)], end

    def items(self) -> dict[object, object]:
        found = self.till.pull().changes
        return {one.body["sku"]: one.body["price_minor"] for one in found if one.kind == "item"}


@pytest.fixture
def sending(office: Office, shop: Store, till: PaperTill) -> Sending:
    office.hire(shop, "S9")
    return Sending(till)


def deeds(office: Office) -> list[dict[str, object]]:
    return [row for row in office.rows(audit) if row["action"] == "catalog_imported"]


@pytest.mark.both_databases
def test_what_is_sent_is_imported_as_by_the_offices_command_and_each_row_is_told(
    office: Office, shop: Store, sending: Sending
) -> None:
    sending.rows(GOODS)
    assert sending.items() == {"A": 950_000, "B": 75_000}
    rows, end = sending.rows(
        HEADER
        + "A,Barrel,9600,9100\nB,Box,750,400\nC,Rope,,5\nB,Box again,1,1\nD,,5,5\n"
        + "E,Tin,much,5\n"
    )

    told = [(row.line, row.sku, row.outcome, [one.finding for one in row.findings]) for row in rows]
    assert told == [
        (2, "A", "changed", []),
        (3, "B", "unchanged", []),
        (4, "C", "added", ["no_price"]),
        (5, "B", "refused", ["repeated_sku"]),
        (6, "", "refused", ["bad_row"]),
        (7, "", "refused", ["bad_row"]),
    ]
    assert rows[4].findings[0].reason == "it has no name"
    assert (end.added, end.changed, end.unchanged, end.refused) == (1, 1, 1, 3)
    assert sending.items() == {"A": 960_000, "C": None}
    first, second = sorted(deeds(office), key=lambda row: str(row["subject"]))
    assert first["actor"] == "S9"
    assert first["reason"] == f"2 new, 0 changed; goods.csv from till {sending.till.granted.label}"
    assert str(second["subject"]).startswith(f"{shop.store_id}/{sending.till.granted.till}/")


def test_sent_again_it_changes_nothing_and_tells_the_tills_nothing(sending: Sending) -> None:
    sending.rows(GOODS)
    sending.items()
    rows, end = sending.rows(GOODS)

    assert [row.outcome for row in rows] == ["unchanged", "unchanged"]
    assert (end.unchanged, sending.items()) == (2, {})


def test_a_request_that_comes_back_later_never_sets_prices_back(
    office: Office, sending: Sending
) -> None:
    old, nonce = sending.body(HEADER + "A,Barrel,100,9100\n")
    assert sending.post(old, nonce).status_code == httpx.codes.OK
    sending.rows(HEADER + "A,Barrel,200,9100\n")
    again = sending.post(old, nonce)

    assert again.status_code == httpx.codes.UNPROCESSABLE_ENTITY
    assert again.json()["title"] == "Central has taken this file already"
    assert sending.items() == {"A": 20_000}
    assert len(deeds(office)) == 2


def test_planted_a_request_that_may_come_back_would_set_prices_back(
    sending: Sending, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "_take_turn", lambda *_: None)
    old, nonce = sending.body(HEADER + "A,Barrel,100,9100\n")
    sending.post(old, nonce)
    sending.rows(HEADER + "A,Barrel,200,9100\n")
    sending.post(old, nonce)

    assert sending.items() == {"A": 10_000}


@pytest.mark.both_databases
def test_two_that_are_sent_at_once_take_turns_and_both_are_told(
    office: Office, sending: Sending
) -> None:
    goods = HEADER + "".join(f"S{number},Item {number},5,5\n" for number in range(600))
    bodies = [sending.body(goods) for _ in range(2)]
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda one: sending.post(*one), bodies))

    assert [answer.status_code for answer in answers] == [httpx.codes.OK] * 2
    told = sorted(str(deed["reason"])[:5] for deed in deeds(office))
    assert told == ["0 new", "600 n"]
    assert len(office.rows(catalog_item)) == 600


WRONG = [
    ({"count": 3}, 422, "Central reads 2 rows, the sender 3"),
    ({"currency": "USD"}, 422, "The store sells in GYD"),
    ({"by": "C9"}, 422, "nobody on the staff who may approve"),
    ({"by": "nobody"}, 422, "nobody on the staff who may approve"),
    ({"till": "another"}, 403, "where it was"),
]


@pytest.mark.parametrize(("wrong", "status", "words"), WRONG)
def test_what_does_not_fit_is_refused_as_a_whole_before_anything_is_changed(
    office: Office, shop: Store, sending: Sending, wrong: dict[str, object], status: int, words: str
) -> None:
    office.hire(shop, "C9", Role.CASHIER)
    answer = sending.sent(GOODS, **wrong)

    assert answer.status_code == status
    assert words in answer.json()["detail"]
    assert (office.rows(catalog_item), deeds(office)) == ([], [])


@pytest.mark.parametrize(
    "raw", ["sku,price\nA,5\n", "sku,name\nA,\n", 'sku,name\nA,"open\n', "name,price_usd\nA,5\n"]
)
def test_a_file_that_the_office_could_not_use_is_refused_in_its_words(
    office: Office, sending: Sending, raw: str
) -> None:
    answer = sending.sent(raw)

    assert answer.status_code == httpx.codes.UNPROCESSABLE_ENTITY
    assert answer.json()["title"] == "The catalog was not imported"
    assert "Nothing was changed" in answer.json()["detail"]
    assert office.rows(catalog_item) == []


def test_a_right_is_data_and_one_that_was_taken_away_counts_at_once(
    office: Office, shop: Store, sending: Sending
) -> None:
    remove_staff(office.central, shop.organisation_id, "S9")

    assert sending.sent(GOODS).status_code == httpx.codes.UNPROCESSABLE_ENTITY
    assert office.rows(catalog_item) == []


def test_a_card_number_in_the_files_name_is_not_kept(office: Office, sending: Sending) -> None:
    sending.rows(GOODS, file_name=f"{'4242' * 4}.csv")

    (deed,) = deeds(office)
    assert "[card number].csv" in str(deed["reason"])


def test_nobody_is_heard_who_signs_for_another_says_nonsense_or_was_shut_out(
    office: Office, shop: Store, sending: Sending
) -> None:
    good = sending.till.signer
    sending.till.signer = type(good)(bytes(range(32)))
    assert sending.sent(GOODS).status_code == httpx.codes.UNAUTHORIZED
    sending.till.signer = good
    assert sending.post(b"no catalog").status_code == httpx.codes.BAD_REQUEST
    too_large = sending.post(bytes(SENT_BYTES_MAX + 1))
    assert too_large.status_code == httpx.codes.REQUEST_ENTITY_TOO_LARGE

    revoke_till(office.central, shop, sending.till.granted.label, "stolen")
    shut_out = sending.sent(GOODS)

    assert (shut_out.status_code, shut_out.json()["title"]) == (
        httpx.codes.FORBIDDEN,
        "Central has shut this till out",
    )
    assert office.rows(catalog_item) == []


def test_a_body_that_was_changed_on_its_way_is_not_taken(office: Office, sending: Sending) -> None:
    body, nonce = sending.body(GOODS)
    other, _ = sending.body(GOODS.replace("9500", "1"))
    headers = signature_headers(
        SignedRequest(method="POST", path=CATALOG_FILES_PATH, body=body),
        key=sending.till.signer,
        key_id=sending.till.granted.till,
        created_at=START,
        nonce=nonce,
    )
    answer = sending.till.client.post(CATALOG_FILES_PATH, content=other, headers=headers)

    assert answer.status_code == httpx.codes.UNAUTHORIZED
    assert office.rows(catalog_item) == []


def test_a_database_that_goes_away_leaves_the_old_catalog_and_the_file_is_sent_again(
    office: Office,
    sending: Sending,
    monkeypatch: pytest.MonkeyPatch,
    expect_log: Callable[[str], None],
) -> None:
    expect_log("database_unavailable")

    def gone(*_given: object, **_named: object) -> object:
        raise DatabaseUnavailable("The database does not answer", "Nothing is lost.")

    with monkeypatch.context() as broken:
        broken.setattr(importing, "_audit", gone)
        assert sending.sent(GOODS).status_code == httpx.codes.SERVICE_UNAVAILABLE
    assert office.rows(catalog_item) == []
    _rows, end = sending.rows(GOODS)

    assert end.added == 2


def test_who_is_refused_too_often_is_not_even_read(office: Office, sending: Sending) -> None:
    good = sending.till.signer
    sending.till.signer = type(good)(bytes(range(32)))
    for _ in range(office.central.settings.refusals_per_minute):
        sending.post(b"x")
    assert sending.post(b"x").status_code == httpx.codes.TOO_MANY_REQUESTS
    sending.till.signer = good

    assert sending.sent(GOODS).status_code == httpx.codes.OK
