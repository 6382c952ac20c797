"""Goods come back at a till that did not sell them: for a signed code, capped, and provisional."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.use_cases.foreign_receipt import find_goods, read_foreign_receipt
from app.use_cases.refund_sale import RefundRequest, plan_refund, refund_sale
from app.use_cases.start_stream import start_stream
from app.use_cases.till import Session, Till
from domain.errors import BadInput, Conflict, NotAllowed, NotFound, RuleBroken
from storage.records import AuditEntry
from sync.protocol.keys import SigningKey
from sync.protocol.operation import to_base64
from sync.protocol.receipt_code import ReceiptFacts, write_receipt_code
from tests.helpers.builders import (
    FIRST_STREAM,
    ORG_STREAM,
    STORE_STREAM,
    TILL,
    a_change,
    a_sale,
    an_item,
    fixed_key,
    gyd,
)
from tests.helpers.scarce_till import Place
from tests.unit.app.use_cases.test_refund_sale import SIGNED, bodies

OTHER = SigningKey(fixed_key("another till"))
FACTS = ReceiptFacts(
    receipt="GY09A-000417",
    till="till-gy09",
    stream="GY09A",
    seq=417,
    hash="ab" * 32,
    total_minor=1_500_000,
    currency="GYD",
    date=date(2026, 11, 20),
)
CODE = write_receipt_code(FACTS, OTHER)


@pytest.fixture(autouse=True)
def _known(place: Place) -> None:
    """Central has told of the other till, and of this one."""
    for till_id, label, key in (("till-gy09", "GY09", OTHER), (TILL, "GY03", place.till.signer)):
        body = {"label": label, "keys": [to_base64(key.public_bytes)]}
        place.tell(ORG_STREAM, a_change("till_keys", till_id, body))


def asked(**more: object) -> RefundRequest:
    plain = RefundRequest(
        request_id="press-1", receipt_code=CODE, goods={"tape": 2, "rice": 0}, approval=SIGNED
    )
    return replace(plain, **more)  # type: ignore[arg-type]  # named differences of a test


def test_a_code_that_its_till_signed_is_believed_under_the_cap(
    till: Till, session: Session
) -> None:
    found = read_foreign_receipt(till, session, CODE)

    assert (found.receipt_number, found.till_label) == ("GY09A-000417", "GY09")
    assert (found.paid, found.before, found.most) == (gyd(15_000), gyd(0), gyd(15_000))
    assert not found.is_own


def test_what_comes_back_is_provisional_signed_and_says_its_code(
    till: Till, session: Session
) -> None:
    done = refund_sale(till, session, asked())

    (body,) = bodies(till)
    assert (body.of_receipt, body.provisional, body.receipt_code) == ("GY09A-000417", True, CODE)
    assert (body.total_minor, body.lines[0].quantity, body.lines[0].vat_minor) == (
        96_000,
        2,
        11_789,
    )
    assert done.given == gyd(960)
    assert any("Provisional" in line for line in done.receipt_lines)


def test_nobody_gives_back_elsewhere_alone(till: Till, session: Session) -> None:
    assert plan_refund(till, session, asked()).must_sign
    with pytest.raises(NotAllowed):
        refund_sale(till, session, asked(approval=None))

    assert bodies(till) == []


def test_never_more_than_the_receipt_comes_to_however_often(till: Till, session: Session) -> None:
    refund_sale(till, session, asked(goods={"barrel": 1}))
    assert read_foreign_receipt(till, session, CODE).before == gyd(9_500)

    with pytest.raises(RuleBroken) as refused:
        refund_sale(till, session, asked(goods={"barrel": 1}, request_id="press-2"))
    assert refused.value.code == "more_than_sold"


def test_the_cap_bounds_what_one_till_gives_back_without_central(
    till: Till, session: Session
) -> None:
    dear = write_receipt_code(FACTS.model_copy(update={"total_minor": 90_000_000}), OTHER)

    with pytest.raises(RuleBroken) as refused:
        plan_refund(till, session, asked(receipt_code=dear, goods={"barrel": 3}))
    assert refused.value.code == "above_cap"
    assert read_foreign_receipt(till, session, dear).most == gyd(20_000)


@pytest.mark.parametrize("code", ["W1.x.y", "02102026000212", "W1.e30.AAAA"])
def test_what_is_no_code_is_said_to_be_none(till: Till, session: Session, code: str) -> None:
    with pytest.raises(BadInput, match="not the code of a receipt"):
        read_foreign_receipt(till, session, code)


def test_a_code_that_another_key_signed_is_not_believed(till: Till, session: Session) -> None:
    forged = write_receipt_code(FACTS, SigningKey(fixed_key("a forger")))

    with pytest.raises(BadInput, match="not genuine"):
        refund_sale(till, session, asked(receipt_code=forged))
    assert bodies(till) == []


def test_a_till_that_central_never_told_of_is_not_believed(till: Till, session: Session) -> None:
    unknown = write_receipt_code(FACTS.model_copy(update={"till": "till-gy77"}), OTHER)

    with pytest.raises(RuleBroken) as refused:
        read_foreign_receipt(till, session, unknown)
    assert refused.value.code == "unknown_till"


def test_the_code_of_this_tills_own_receipt_leads_to_its_lines(
    till: Till, session: Session
) -> None:
    receipt = a_sale(till, session).sale.receipt_number
    with till.db.reading() as uow:
        code = uow.prints.find_code(receipt)
    assert code is not None
    assert read_foreign_receipt(till, session, code).is_own
    assert receipt.startswith(FIRST_STREAM)

    with pytest.raises(RuleBroken) as refused:
        refund_sale(till, session, asked(receipt_code=code))
    assert refused.value.code == "sold_here"


def test_a_receipt_of_an_older_stream_is_taken_back_by_its_code_as_its_refusal_says(
    till: Till, session: Session
) -> None:
    receipt = a_sale(till, session).sale.receipt_number
    with till.db.reading() as uow:
        code = uow.prints.find_code(receipt)
    assert code is not None
    start_stream(till, "restored_backup")
    with pytest.raises(RuleBroken, match="Scan the code on the receipt"):
        refund_sale(till, session, RefundRequest(request_id="press-0", of_receipt=receipt))

    assert not read_foreign_receipt(till, session, code).is_own
    done = refund_sale(till, session, asked(receipt_code=code, goods={"tape": 1}))
    assert done.given == gyd(480)


def test_goods_sold_by_weight_are_refused_elsewhere_whatever_the_bag_weighed(
    till: Till, session: Session, place: Place
) -> None:
    """Their price is one of a kilogram or a pound, and what the bag weighed is not known here."""
    fish = an_item("saltfish", "Saltfish", 200_000, barcodes=("FISH",), sold_by="kg")
    place.tell(STORE_STREAM, fish)
    for attempt in (
        lambda: find_goods(till, "FISH"),
        lambda: plan_refund(till, session, asked(goods={"tape": 1, "saltfish": 1})),
        lambda: refund_sale(till, session, asked(goods={"saltfish": 750})),
    ):
        with pytest.raises(RuleBroken, match="known only at the till that sold it") as refused:
            attempt()
        assert refused.value.code == "weighed_goods"

    assert bodies(till) == []


@pytest.mark.parametrize(
    ("goods", "code"),
    [({}, "nothing_chosen"), ({"tape": 0}, "nothing_chosen"), ({"seal": 1}, "no_price")],
)
def test_goods_that_cannot_be_reckoned_are_refused(
    till: Till, session: Session, goods: dict[str, int], code: str
) -> None:
    with pytest.raises(RuleBroken) as refused:
        plan_refund(till, session, asked(goods=goods))

    assert refused.value.code == code


def test_what_rounds_to_nothing_is_not_given(till: Till, session: Session) -> None:
    tiny = write_receipt_code(FACTS.model_copy(update={"total_minor": 62_300}), OTHER)
    done = refund_sale(till, session, asked(receipt_code=tiny, goods={"rice": 1}))
    assert done.given == gyd(620)  # in cash, and never above what was paid

    with pytest.raises(RuleBroken):
        refund_sale(till, session, asked(receipt_code=tiny, request_id="p2", goods={"mug": 1}))


def test_the_deed_is_noted_with_who_signed(till: Till, session: Session) -> None:
    refund_sale(till, session, asked(back="store_credit"))
    with till.db.reading() as uow:
        entries: list[AuditEntry] = [
            each for each in uow.audit.list_entries() if each.action == "sale_refunded"
        ]

    assert entries[0].detail["approved_by"] == SIGNED.approved_by


def test_goods_are_found_by_barcode_sku_or_a_name_that_fits_one(
    till: Till, session: Session
) -> None:
    del session
    assert find_goods(till, "02102026000212").item_id == "tape"
    assert find_goods(till, " TAPE ").item_id == "tape"
    assert find_goods(till, "parboiled").item_id == "rice"
    with pytest.raises(Conflict, match="Several"):
        find_goods(till, "TWO-PENS")
    with pytest.raises(NotFound, match="No product"):
        find_goods(till, "nothing like it")
