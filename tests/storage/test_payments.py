"""Payments at the till: kept from the first moment, joined with what central says, never lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection

from domain.card_price import CardPrice
from domain.errors import NotFound
from domain.fx import Rate
from domain.money import Money
from domain.till_payment import TillPayment
from storage import feed as feed_module
from storage.database import TillDatabase
from storage.payments import Lookback, PaymentEvent, ReferenceUsed, with_state
from tests.storage.kit import CASHIER, MORNING, a_change, enrolled, rows_of, tell
from tests.storage.sales_kit import gyd, open_shift, sell
from tests.storage.test_refunds import give_back

LATER = MORNING + timedelta(minutes=5)
RATE = Rate(
    base="USD",
    quote="GYD",
    micro=209_000_000,
    source="Bank of Guyana",
    at=MORNING - timedelta(hours=3),
)
TOLD_RATE = {
    "rate_micro": RATE.micro,
    "rate_source": RATE.source,
    "rate_at": RATE.at.isoformat(),
}
CARD = {"provider": "stripe", "way": "qr"}


@pytest.fixture
def db(tmp_path: Path) -> Iterator[TillDatabase]:
    opened = enrolled(tmp_path)
    open_shift(opened)
    yield opened
    opened.close()


def claim(payment_id: str = "p-1", **more: object) -> TillPayment:
    plain = TillPayment(
        payment_id=payment_id,
        cart_id="cart-1",
        shift=1,
        cashier_id=CASHIER,
        provider="mmg",
        way="claim",
        state="claimed",
        amount=gyd(1_500),
        made_at=MORNING,
        changed_at=MORNING,
        reference=f"2040-{payment_id.upper()}",
        paid_at=MORNING,
        payer_id="person-ann",
        payer_key="key-ann",
        rules=("mmg_first_time",),
        action="supervisor",
        approved_by="staff-sr",
    )
    return replace(plain, **more)  # type: ignore[arg-type]  # named by each test


def wish(payment_id: str = "w-1", **more: object) -> TillPayment:
    return claim(
        payment_id,
        **{
            "provider": "stripe",
            "way": "qr",
            "state": "requested",
            "reference": "",
            "paid_at": None,
            "payer_id": None,
            "payer_key": None,
            "expires_at": LATER,
            **more,
        },
    )


def step(what: str, state: str) -> PaymentEvent:
    return PaymentEvent(at=MORNING, by=CASHIER, what=what, state=state)


def keep(db: TillDatabase, *made: TillPayment) -> None:
    with db.unit_of_work() as uow:
        for one in made:
            uow.payments.add(one, step("made", one.state))
        uow.commit()


def hear(db: TillDatabase, payment_id: str, position: int, **body: object) -> None:
    said = {
        "provider": "mmg",
        "way": "claim",
        "state": "verified",
        "currency": "GYD",
        "amount_minor": 150_000,
        "changed_at": LATER.isoformat(),
        **body,
    }
    tell(db, a_change("payment", payment_id, position, said))


def known(db: TillDatabase, payment_id: str = "p-1") -> TillPayment:
    with db.reading() as uow:
        return uow.payments.get(payment_id)


def steps(db: TillDatabase, payment_id: str = "p-1") -> list[tuple[str, str, str]]:
    with db.reading() as uow:
        return [(each.by, each.what, each.state) for each in uow.payments.list_history(payment_id)]


def test_a_payment_is_kept_as_it_was_made_with_every_step(db: TillDatabase) -> None:
    made = [claim(), wish(quoted=Money(719, "USD"), rate=RATE, message="asking")]
    keep(db, *made)
    with db.unit_of_work() as uow:
        uow.payments.save(with_state(made[0], "approved", LATER), step("approve", "approved"))
        uow.commit()

    assert known(db) == replace(made[0], state="approved", changed_at=LATER)
    assert known(db, "w-1") == made[1]
    assert steps(db) == [(CASHIER, "made", "claimed"), (CASHIER, "approve", "approved")]
    with db.reading() as uow, pytest.raises(NotFound):
        uow.payments.get("nobody")


def test_a_reference_pays_once_at_this_till_and_nothing_is_kept_of_the_second(
    db: TillDatabase,
) -> None:
    keep(db, claim(reference="20402048536279"))

    with db.unit_of_work() as uow, pytest.raises(ReferenceUsed) as refused:
        uow.payments.add(claim("p-2", reference="20402048536279"), step("made", "claimed"))

    assert refused.value.payment_id == "p-1"
    keep(db, claim("p-3", provider="other", reference="20402048536279"))
    with db.reading() as uow:
        assert uow.payments.find("p-2") is None
        assert uow.payments.find_by_reference("mmg", "20402048536279") == "p-1"
        assert uow.payments.find_by_reference("mmg", "20402048536270") is None


def test_payments_are_listed_by_what_is_asked_of_them(db: TillDatabase) -> None:
    keep(
        db,
        claim(),
        claim("p-2", state="verified", made_at=LATER, cart_id="cart-2", receipt="R-1"),
        wish(),
        wish("w-2", state="cancelled"),
    )
    with db.unit_of_work() as uow:
        uow.payments.keep_payer("key-ann", "person-ann")
        uow.payments.keep_payer("key-ann", "person-else")
        uow.payments.note_sale(["p-1"], "R-2")
        uow.commit()

    with db.reading() as uow:
        book = uow.payments
        assert [each.payment_id for each in book.list_of_cart("cart-2")] == ["p-2"]
        assert [each.payment_id for each in book.list_by_state(["requested"])] == ["w-1"]
        assert [each.payment_id for each in book.list_of_payer("person-ann")] == ["p-2", "p-1"]
        assert len(book.list_of_cashier(CASHIER)) == 4
        assert book.list_without_sale() == ()
        assert (book.find_payer("key-ann"), book.find_payer("key-bob")) == ("person-ann", None)
        assert [(s.kind, s.state, s.count) for s in book.sums_of_shift(1)] == [
            ("card_qr", "cancelled", 1),
            ("card_qr", "requested", 1),
            ("mmg", "claimed", 1),
            ("mmg", "verified", 1),
        ]


def test_a_claim_whose_sale_was_never_made_stays_in_sight(db: TillDatabase) -> None:
    keep(db, claim(), claim("p-2", state="cancelled"), wish())

    with db.reading() as uow:
        assert [each.payment_id for each in uow.payments.list_without_sale()] == ["p-1"]


def test_a_policy_measures_sums_counts_and_what_is_outstanding(db: TillDatabase) -> None:
    keep(
        db,
        claim(),
        claim("p-2", state="verified", cashier_id="staff-two"),
        claim("p-3", state="approved", payer_key="key-bob"),
        claim("p-4", state="cancelled"),
        claim("mistyped", state="cancelled", reference=""),
        claim("old", made_at=MORNING - timedelta(hours=2)),
        wish(),
    )
    since = MORNING - timedelta(hours=1)

    with db.reading() as uow:
        book = uow.payments
        assert book.sum_minor(Lookback(since=since), "GYD") == 4 * 150_000
        assert book.sum_minor(Lookback(since=since, tender="mmg"), "GYD") == 3 * 150_000
        assert book.sum_minor(Lookback(since=since), "USD") == 0
        assert book.sum_minor(Lookback(since=since, payer_key="key-ann"), "GYD") == 300_000
        assert book.count(Lookback(since=since)) == 4
        assert book.count(Lookback(since=since, claims_only=True)) == 4, "a rejected one was tried"
        assert book.count(Lookback(since=since, cashier_id=CASHIER, claims_only=True)) == 3
        assert book.outstanding_minor("GYD") == 3 * 150_000
        assert book.outstanding_minor("USD") == 0
        assert (book.was_verified("key-ann"), book.was_verified("key-bob")) == (True, False)


def test_refunds_of_what_a_claim_paid_are_counted(db: TillDatabase) -> None:
    receipt, other = sell(db, "cart-1"), sell(db, "cart-2")
    keep(db, claim())
    with db.unit_of_work() as uow:
        uow.payments.note_sale(["p-1"], receipt)
        uow.commit()
    give_back(db, other, {1: 1})
    with db.reading() as uow:
        assert uow.payments.count_refunded(MORNING - timedelta(hours=1)) == 0

    give_back(db, receipt, {1: 1}, request="press-2")

    with db.reading() as uow:
        assert uow.payments.count_refunded(MORNING - timedelta(hours=1)) == 1
        assert uow.payments.count_refunded(MORNING) == 0


def test_what_central_says_moves_a_payment_once_and_old_news_never_back(db: TillDatabase) -> None:
    keep(db, claim())

    hear(db, "p-1", 1, state="verified", reference="2040-P-1", message="Seen at MMG.")
    hear(db, "p-1", 2, state="verified", reference="2040-P-1", message="Seen at MMG.")
    hear(db, "p-1", 3, state="claimed", message="an echo")

    assert (known(db).state, known(db).message) == ("verified", "Seen at MMG.")
    assert known(db).changed_at == LATER
    assert steps(db) == [(CASHIER, "made", "claimed"), ("central", "told", "verified")]


def test_a_code_to_scan_comes_with_its_state_and_a_newer_state_is_only_words(
    db: TillDatabase,
) -> None:
    keep(db, wish())

    hear(
        db,
        "w-1",
        1,
        provider="stripe",
        way="qr",
        state="pending",
        url="https://pay.example/x",
        quoted_currency="USD",
        quoted_minor=719,
    )
    hear(db, "w-1", 2, provider="stripe", way="qr", state="frozen", message="Held by the bank.")

    found = known(db, "w-1")
    assert (found.state, found.message, found.quoted) == ("pending", "Held by the bank.", None)
    assert rows_of(db, "SELECT detail FROM payment_event WHERE by = 'central'") == [
        ("",),
        ("Held by the bank.",),
    ]


def test_the_rate_of_a_cards_price_comes_with_it_and_stays_while_the_price_does(
    db: TillDatabase,
) -> None:
    keep(db, wish())
    price = {"quoted_currency": "USD", "quoted_minor": 719, **TOLD_RATE}

    hear(db, "w-1", 1, **CARD, state="pending", **price)
    assert (known(db, "w-1").quoted, known(db, "w-1").rate) == (Money(719, "USD"), RATE)
    hear(db, "w-1", 2, **CARD, state="verified", **price)
    assert known(db, "w-1").rate == RATE
    hear(db, "strange", 3, **CARD, state="verified", **price)

    assert known(db, "strange").price == CardPrice(money=Money(719, "USD"), rate=RATE)


@pytest.mark.parametrize(
    "left",
    [
        {"rate_micro": 0},
        {"rate_source": " "},
        {"rate_at": None},
        {"quoted_minor": 0},
        {"quoted_currency": "GYD"},
    ],
)
def test_half_a_rate_is_none_and_the_news_is_taken_in_all_the_same(
    db: TillDatabase, left: dict[str, object]
) -> None:
    keep(db, wish())
    price = {"quoted_currency": "USD", "quoted_minor": 719, **TOLD_RATE, **left}
    hear(db, "w-1", 1, **CARD, state="verified", **price)

    found = known(db, "w-1")
    assert (found.state, found.rate, found.price) == ("verified", None, None)


def test_a_second_number_of_a_payment_is_its_own_too_but_never_anothers(db: TillDatabase) -> None:
    keep(db, claim(), claim("p-2"))

    hear(db, "p-1", 1, reference="LEDGER-1")
    hear(db, "p-2", 2, state="disputed", reference="LEDGER-1", message="Used before.")

    with db.reading() as uow:
        assert uow.payments.find_by_reference("mmg", "LEDGER-1") == "p-1"
        assert uow.payments.find_by_reference("mmg", "2040-P-1") == "p-1"
    assert (known(db, "p-2").state, known(db, "p-2").reference) == ("disputed", "2040-P-2")


def test_a_payment_that_a_lost_disk_took_comes_back_with_the_feed(db: TillDatabase) -> None:
    hear(db, "p-9", 1, reference="20402048536279")
    hear(db, "p-8", 2, reference="20402048536279", state="disputed")
    senseless: list[dict[str, object]] = [
        {"state": "frozen"},
        {"way": "pigeon"},
        {"amount_minor": 0},
    ]
    for number, wrong in enumerate(senseless, 3):
        hear(db, f"x-{number}", number, **wrong)

    assert (known(db, "p-9").state, known(db, "p-9").shift) == ("verified", 0)
    assert known(db, "p-8").reference == ""
    with db.reading() as uow:
        assert [uow.payments.find(f"x-{number}") for number in (3, 4, 5)] == [None, None, None]


def test_an_erased_payer_is_no_longer_known_by_phone_and_the_payment_stays(
    db: TillDatabase,
) -> None:
    keep(db, claim())
    with db.unit_of_work() as uow:
        uow.payments.keep_payer("key-ann", "person-ann")
        uow.commit()
    with db.unit_of_work() as uow:
        uow.people.erase("person-ann")
        uow.commit()

    with db.reading() as uow:
        assert uow.payments.find_payer("key-ann") is None
    assert (known(db).payer_key, known(db).payer_id) == (None, "person-ann")
    assert rows_of(db, "SELECT count(*) FROM payment WHERE payer_key IS NOT NULL") == [(0,)]


def test_providers_are_as_central_told_of_them_last(db: TillDatabase) -> None:
    tell(db, a_change("provider", "mmg", 1, {"ways": ["qr"], "message": "Fine."}))
    tell(
        db,
        a_change("provider", "stripe", 2, {"is_open": True, "until": LATER.isoformat()}),
        a_change("provider", "mmg", 3, {"ways": ["qr", "push"]}),
    )

    with db.reading() as uow:
        found = uow.payments.list_providers()
    assert [(each.name, each.ways, each.is_open, each.until) for each in found] == [
        ("mmg", ("qr", "push"), False, None),
        ("stripe", (), True, LATER),
    ]


def test_a_provider_keeps_since_when_it_is_silent_and_who_holds_it(db: TillDatabase) -> None:
    told = {
        "ways": ["qr"],
        "held": "open",
        "held_until": LATER.isoformat(),
        "since": LATER.isoformat(),
        "failures": 7,
        "failed_at": LATER.isoformat(),
        "changed_at": LATER.isoformat(),
    }
    tell(db, a_change("provider", "mmg", 1, told))

    with db.reading() as uow:
        (found,) = uow.payments.list_providers()
    assert (found.held, found.held_until, found.failures) == ("open", LATER, 7)
    assert (found.since, found.failed_at, found.changed_at) == (LATER, LATER, LATER)


def test_a_flip_that_takes_in_no_payments_is_found_out(
    db: TillDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    def deaf(connection: Connection, stream: str, after: int, through: int) -> None:
        del connection, stream, after, through

    monkeypatch.setattr(feed_module, "take_in_payments", deaf)
    keep(db, claim())

    hear(db, "p-1", 1, state="verified")

    assert known(db).state == "claimed", "the planted bug: verified money never shown"
