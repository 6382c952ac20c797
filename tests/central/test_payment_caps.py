"""Central asks the caps of claims and cards by code again: what its till did not ask is a case."""

from __future__ import annotations

from datetime import date

import pytest

from central.operations import caps, payment_caps, tender_caps
from central.operations.tender_caps import ABOVE
from central.rules.loading import publish_rule
from central.staff.members import NewMember, add_staff
from central.tables import case_file, sale
from central.tills.organisations import Store
from sync.protocol.approval_bodies import SignedAlone
from sync.protocol.changes import RuleChanged
from sync.protocol.payment_bodies import PaymentCancelled
from tests.central.capped_counter import CAP, ONE, RULE, SAMPLE, Counter, cap, publish, uncased
from tests.central.office import Office
from tests.central.paper_till import START, PaperTill
from tests.central.paying import decide

CASHIER, OTHER, SUPERVISOR = "staff-sr", "staff-dr", "staff-ra"
KINDS = ["mmg", "card_qr"]
SHOWN = {"mmg": "MMG", "card_qr": "card"}


@pytest.fixture(autouse=True)
def people(office: Office, shop: Store) -> None:
    for staff_id, role in ((OTHER, "cashier"), (SUPERVISOR, "supervisor")):
        member = NewMember(name="Somebody", role=role, staff_id=staff_id)
        add_staff(office.central, shop.organisation_id, member)
    for name in SAMPLE:
        publish(office, shop, name, {**RULE, "threshold": 10**15})


@pytest.fixture
def counter(till: PaperTill) -> Counter:
    return Counter(till)


def messages(office: Office) -> list[str]:
    return [str(row["message"]) for row in office.rows(case_file) if row["kind"] == ABOVE]


@pytest.mark.both_databases
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("minor", "cases"), [(CAP, 0), (CAP + ONE, 1)])
def test_one_payment_is_asked_about_again_on_both_sides_of_its_threshold(
    office: Office, shop: Store, counter: Counter, kind: str, minor: int, cases: int
) -> None:
    cap(office, shop, "amount", kind)
    counter.kind = kind
    receipt = counter.sell_one(minor)

    said = messages(office)
    assert len(said) == cases
    assert len(office.rows(sale)) == 1, "nothing is refused"
    assert uncased(office, "amount", kind) == []
    if said:
        words = f"Nobody signed for its payment by {SHOWN[kind]}. Above the amount."
        assert said[0].startswith(f"Receipt {receipt}: {words}")
        assert "its money is counted" in said[0]


def test_claims_of_one_sale_are_each_their_own_and_cards_are_judged_together(
    office: Office, shop: Store, counter: Counter
) -> None:
    cap(office, shop, "amount", "")
    for kind in KINDS:
        counter.kind = kind
        counter.sell({counter.pay(CAP): CAP, counter.pay(ONE): ONE})

    (message,) = messages(office)
    assert "Nobody signed for its payment by card" in message


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("signer", "words"),
    [
        (SUPERVISOR, None),
        ("staff-made-up", "staff-made-up signed for it, whom nobody knows"),
        (OTHER, "staff-dr signed for it and has no right to approve"),
        (CASHIER, "staff-sr signed for what they took themselves"),
    ],
)
def test_a_yes_with_the_payment_counts_where_its_signer_may(
    office: Office, shop: Store, counter: Counter, kind: str, signer: str, words: str | None
) -> None:
    cap(office, shop, "amount", kind)
    counter.kind = kind
    counter.sell_one(CAP, approved_by=signer)
    assert messages(office) == []
    counter.sell_one(CAP + ONE, approved_by=signer)

    said = messages(office)
    assert [words in each for each in said if words] == [True] * len(said)
    assert bool(said) == bool(words)


@pytest.mark.parametrize("kind", KINDS)
def test_where_the_store_waives_a_second_person_ones_own_yes_to_a_payment_stands(
    office: Office, shop: Store, counter: Counter, kind: str
) -> None:
    waived = RuleChanged(
        kind="second_person",
        key=shop.store_id,
        valid_from=date(2026, 1, 1),
        value={"policy": "waive_with_review"},
    )
    with office.central.database.writing(START) as writing:
        publish_rule(writing, shop.organisation_id, waived)
    cap(office, shop, "amount", kind)
    counter.kind = kind
    counter.till.write(SignedAlone(permission="approve", reason="known"), kind="signed_alone")
    counter.sell_one(CAP + ONE, approved_by=CASHIER)

    assert messages(office) == []


def test_what_a_rule_refuses_nobody_may_sign_for(
    office: Office, shop: Store, counter: Counter
) -> None:
    cap(office, shop, "amount", action="refuse")
    counter.sell_one(CAP, approved_by=SUPERVISOR)
    assert messages(office) == []
    counter.sell_one(CAP + ONE, approved_by=SUPERVISOR)

    (message,) = messages(office)
    assert "Somebody signed for what nobody may sign for. Above the amount." in message


@pytest.mark.parametrize(
    ("minor", "is_held", "cases"), [(CAP, False, 0), (CAP + ONE, True, 0), (CAP + ONE, False, 1)]
)
def test_goods_that_a_rule_holds_and_a_till_gave_out_are_a_case(
    office: Office,
    shop: Store,
    counter: Counter,
    minor: int,
    is_held: bool,  # a column of the table
    cases: int,
) -> None:
    cap(office, shop, "amount", action="hold")
    counter.sell_one(minor, is_held=is_held, approved_by=SUPERVISOR)

    words = "The goods of its payment by MMG were not held. Above the amount."
    assert [words in each for each in messages(office)] == [True] * cases


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("measure", ["till_sum", "customer_sum"])
@pytest.mark.parametrize("minor", [CAP, CAP + ONE])
def test_a_sum_over_the_window_is_asked_again_as_its_till_measured_it(
    office: Office,
    shop: Store,
    counter: Counter,
    kind: str,
    measure: str,
    minor: int,
) -> None:
    cap(office, shop, measure, kind)
    counter.kind = kind
    customer = {"customer_sum": "ann"}.get(measure)
    half = CAP // 2
    late = counter.pay(CAP, minute=0)  # taken before the window, and sold within it
    counter.sell({late: CAP}, minute=30, customer_id=customer)
    counter.sell_one(half, minute=60, customer_id=customer)
    counter.sell_one(minor - half, minute=118, customer_id=customer, payer_id="person-1")

    said = [
        f"card. Above the {measure}." in each.replace("MMG", "card") for each in messages(office)
    ]
    assert said == [True] * ((minor - CAP) // ONE)
    assert uncased(office, measure, kind) == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_payment_that_was_given_up_since_is_in_no_sum(
    office: Office, shop: Store, counter: Counter, kind: str
) -> None:
    cap(office, shop, "till_sum", kind)
    counter.kind = kind
    first = counter.pay(CAP)
    counter.sell({first: CAP})
    if kind == "mmg":
        decide(counter.till, "reject", first)
    else:
        gone = PaymentCancelled(payment_id=first, reason="pressed")
        counter.till.write(gone, kind="payment_cancelled")
    counter.sell_one(CAP, minute=2)

    assert messages(office) == []


def test_what_mmg_confirmed_itself_has_no_cap_and_counts_with_the_claims(
    office: Office, shop: Store, counter: Counter
) -> None:
    cap(office, shop, "till_sum")
    counter.sell_one(CAP + ONE, way="qr")
    assert messages(office) == []
    counter.sell_one(ONE, minute=5)

    assert len(messages(office)) == 1


def test_a_phone_that_pays_is_a_customer_where_nobody_is_named(
    office: Office, shop: Store, counter: Counter
) -> None:
    cap(office, shop, "customer_sum")
    counter.sell_one(CAP, payer_id="person-1")
    counter.sell_one(CAP, minute=1, payer_id="person-2")
    assert messages(office) == []
    counter.sell_one(ONE, minute=2, payer_id="person-1")

    assert len(messages(office)) == 1


def test_a_card_of_nobody_named_is_held_against_a_customers_cap_alone(
    office: Office, shop: Store, counter: Counter
) -> None:
    counter.kind = "card_qr"
    cap(office, shop, "customer_sum", "card_qr")
    for _ in range(2):
        counter.sell_one(CAP)
    assert messages(office) == []
    counter.sell_one(CAP + ONE)

    assert len(messages(office)) == 1


@pytest.mark.both_databases
@pytest.mark.parametrize("kind", KINDS)
def test_what_a_customer_paid_by_payments_at_two_tills_is_a_case_that_says_so(
    office: Office, shop: Store, counter: Counter, kind: str
) -> None:
    cap(office, shop, "customer_sum", kind)
    other = Counter(office.enrol(shop), kind)
    counter.kind = kind
    other.sell_one(CAP, minute=30, customer_id="ann", payer_id="elsewhere")
    counter.sell_one(ONE, minute=10, customer_id="ann")

    (message,) = messages(office)
    assert "It was paid at 2 tills, each of which knew its own part." in message


def test_the_rules_are_those_of_the_day_on_which_it_was_taken(
    office: Office, shop: Store, counter: Counter
) -> None:
    value = {**RULE, "tender": "mmg"}
    row = RuleChanged(kind="risk_rule", key="cap", valid_from=date(2026, 11, 3), value=value)
    with office.central.database.writing(START) as writing:
        publish_rule(writing, shop.organisation_id, row)
    counter.sell_one(CAP + ONE)

    assert messages(office) == []


def test_a_payment_that_is_not_this_sales_is_no_matter_of_caps(
    office: Office, shop: Store, counter: Counter
) -> None:
    cap(office, shop, "amount", "")
    elsewhere = Counter(office.enrol(shop)).pay(CAP + ONE)
    sold = counter.pay(CAP)
    counter.sell({sold: CAP})
    counter.sell({sold: CAP + ONE})
    counter.sell({elsewhere: CAP + ONE})
    counter.sell({"nobody-knows": CAP + ONE})
    mine = counter.pay(CAP + ONE)
    counter.kind = "card_qr"
    counter.sell({mine: CAP + ONE})

    assert messages(office) == []
    assert len([row for row in office.rows(case_file) if row["kind"] == "payment_sale"]) == 4


def nothing(*_given: object, **_named: object) -> None:
    return None


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "patch",
    [
        (tender_caps, "find_payment_doubts", lambda *_given: ()),
        (payment_caps, "_paid", lambda *_given: ()),
        (payment_caps, "keep_tender", nothing),
        (caps, "till_minor", lambda *_given: 0),
    ],
    ids=["nothing is asked again", "no payment is found", "nothing is kept", "nothing added up"],
)
def test_planted_bug_a_central_that_does_not_ask_of_payments_again_is_found(
    office: Office,
    shop: Store,
    counter: Counter,
    monkeypatch: pytest.MonkeyPatch,
    kind: str,
    patch: tuple[object, str, object],
) -> None:
    cap(office, shop, "till_sum", kind)
    counter.kind = kind
    monkeypatch.setattr(*patch)
    counter.sell_one(CAP)
    counter.sell_one(ONE, minute=2)

    assert len(uncased(office, "till_sum", kind)) == 1
    assert messages(office) == []
