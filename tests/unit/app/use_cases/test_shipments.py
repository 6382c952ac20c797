import json
from dataclasses import replace
from datetime import timedelta

import pytest

from app.use_cases.book_shipment import book_shipment
from app.use_cases.current_cart import current_cart
from app.use_cases.quote_draft import quote_draft, shipment_limits
from app.use_cases.ring_up import RingUp, ring_up
from app.use_cases.till import Session, Till
from domain.errors import BadInput, Conflict, NotAllowed, RuleBroken
from domain.shipment import Length, OverLimit, ShipmentDraft
from sync.protocol.bodies import ShipmentBooked
from tests.helpers.builders import (
    ORG_STREAM,
    SUPERVISOR,
    a_change,
    a_session,
    an_open_shift,
    clock_of,
    gyd,
    pay,
    sample_rules,
    tell,
)
from tests.helpers.ledger_checks import complaints, read_ledger
from tests.helpers.shipment_builders import a_party, a_piece, a_shipment

FREIGHT, FUEL, REMOTE, COVER = 1_000_000, 50_000, 350_000, 60_000
TOTAL = FREIGHT + FUEL + REMOTE + COVER  # 125 lb by size at G$80, and what comes with it


def tell_rule(till: Till, kind: str, key: str, value: dict[str, object], count: int = 1) -> None:
    row = {"kind": kind, "key": key, "valid_from": "2026-11-22", "value": value}
    change = a_change("rule", f"{kind}/{key}/2026-11-22", row)
    tell(till, ORG_STREAM, [change], first=len(sample_rules()) + count)


def dearer_sheet(till: Till) -> None:
    """Freight goes up from today on."""
    value = next(rule.body["value"] for rule in sample_rules() if "rate_sheet" in rule.key)
    assert isinstance(value, dict)
    tell_rule(till, "rate_sheet", "default", {**value, "freight_minor_per_lb": 9_000, "name": "13"})


def book(till: Till, session: Session, draft: ShipmentDraft | None = None) -> ShipmentBooked:
    """Book and pay one shipment; return what central is told."""
    pay(till, session, book_shipment(till, session, draft or a_shipment()))
    return list(read_ledger(till.db).shipments())[-1][2]


# ------------------------------------------------------------------ quoting


def test_a_name_typed_as_the_packing_is_personal_and_not_in_the_facts(till: Till) -> None:
    session, _ = an_open_shift(till)
    pieces = (replace(a_piece(), packing="Blue barrel of Lilawattie"), a_piece())

    body = book(till, session, a_shipment(pieces=pieces))

    assert [piece.packing for piece in body.pieces] == ["barrel", "barrel"]
    operation, _, _ = list(read_ledger(till.db).shipments())[-1]
    assert b"Lilawattie" not in operation.facts
    parts = {part.person_id: json.loads(part.part) for part in operation.personal}
    assert parts["person-aubrey"]["consignor"]["packing"] == ["Blue barrel of Lilawattie", ""]
    assert complaints(till.db) == []


def test_a_draft_is_priced_line_by_line_and_nothing_is_kept(till: Till) -> None:
    answer = quote_draft(till, a_shipment())

    assert answer.quote is not None
    assert [line.amount.amount_minor for line in answer.quote.lines] == [
        FREIGHT,
        FUEL,
        REMOTE,
        COVER,
    ]
    assert answer.quote.valid_until == till.clock.now() + timedelta(hours=24)
    assert (answer.breaches, answer.warnings) == ((), ())
    assert current_cart(till, a_session(till)).cart.is_empty


def test_a_draft_over_a_limit_has_a_sentence_and_no_price(till: Till) -> None:
    answer = quote_draft(till, a_shipment(pieces=(a_piece(weight_lb=212),)))

    assert answer.quote is None
    assert [breach.sentence for breach in answer.breaches] == [
        "Piece 1 needs you. It is 12 lb over the limit for one piece."
    ]


@pytest.mark.parametrize("phone", ["609 1234", "+592 609 1234", "+1 718 555 0123", ""])
def test_a_phone_number_that_can_be_called_draws_no_warning(till: Till, phone: str) -> None:
    draft = replace(a_shipment(), consignee=a_party("p", "Lilawattie Singh", phone=phone))

    assert quote_draft(till, draft).warnings == ()


@pytest.mark.parametrize("phone", ["60", "call Ravi", "+592 609 12345678"])
def test_a_phone_number_that_nobody_can_call_is_kept_with_a_warning(till: Till, phone: str) -> None:
    session, _ = an_open_shift(till)
    draft = replace(a_shipment(), consignee=a_party("p", "Lilawattie Singh", phone=phone))

    warnings = quote_draft(till, draft).warnings

    [warning] = warnings
    assert warning.startswith("The consignee's phone number does not look complete.")
    assert "kept as you typed it: read it back to the customer" in warning
    kept = book_shipment(till, session, draft).lines[0].shipment
    assert kept is not None
    assert kept.consignee.phone == phone


def test_the_limits_in_force_are_handed_to_the_screen(till: Till) -> None:
    limits = shipment_limits(till)

    assert (limits.piece_weight_milli_lb, limits.piece_count_max) == (200_000, 10)


# ------------------------------------------------------------------ into the cart


def test_a_shipment_is_a_line_at_its_quoted_price(till: Till) -> None:
    session, _ = an_open_shift(till)

    cart = book_shipment(till, session, a_shipment())

    [line] = cart.lines
    assert (line.kind, line.unit_price.amount_minor) == ("shipment", TOTAL)
    assert line.name == "Shipment to Region 9, 1 piece"
    assert current_cart(till, session).cart == cart


def test_the_same_shipment_again_replaces_its_line(till: Till) -> None:
    session, _ = an_open_shift(till)
    book_shipment(till, session, a_shipment())

    cart = book_shipment(till, session, a_shipment(pieces=(a_piece(), a_piece("Tools"))))

    [line] = cart.lines
    assert line.shipment is not None
    assert len(line.shipment.pieces) == 2


def test_a_shipment_over_a_limit_is_never_booked_silently(till: Till) -> None:
    session, _ = an_open_shift(till)
    heavy = tuple(a_piece(weight_lb=199) for _ in range(3))

    with pytest.raises(OverLimit, match="special quote") as caught:
        book_shipment(till, session, a_shipment(pieces=heavy))

    assert [breach.code for breach in caught.value.breaches] == ["shipment_weight"]
    assert current_cart(till, session).cart.is_empty


def test_half_a_character_in_a_name_is_said_at_once_and_not_at_payment(till: Till) -> None:
    session, _ = an_open_shift(till)
    draft = replace(a_shipment(), consignee=a_party("p", "Lila\ud83d"))

    with pytest.raises(BadInput, match="A character in it is broken"):
        book_shipment(till, session, draft)


def test_booking_needs_the_right_and_an_open_shift(till: Till) -> None:
    with pytest.raises(RuleBroken, match="open a shift first"):
        book_shipment(till, a_session(till), a_shipment())
    session, _ = an_open_shift(till)
    tell_rule(till, "role", "cashier", {"permissions": ["sell", "open_shift"]})

    with pytest.raises(NotAllowed, match="may not book shipments here"):
        book_shipment(till, session, a_shipment())
    assert book_shipment(till, a_session(till, SUPERVISOR), a_shipment()).lines


# ------------------------------------------------------------------ booked when paid


def test_a_paid_shipment_gets_a_waybill_and_central_is_told(till: Till) -> None:
    session, _ = an_open_shift(till)
    ring_up(till, session, RingUp(item_id="barrel"))

    completed = pay(till, session, book_shipment(till, session, a_shipment()))

    [(operation, facts, body)] = read_ledger(till.db).shipments()
    assert completed.waybills == (body.waybill,) == ("GY03A-W00001",)
    assert body.receipt == completed.sale.receipt_number
    assert (body.quote_total_minor, body.destination_region) == (TOTAL, 9)
    assert (body.declared_minor, body.sheet_name) == (6_000_000, "12")
    assert sum(line.amount_minor for line in body.quote_lines) == TOTAL
    assert {person for person, _ in facts.personal} == {body.consignor_id, body.consignee_id}
    assert len(operation.personal) == 2
    assert "GY03A-W00001" in "\n".join(completed.receipt_lines)
    assert complaints(till.db) == []


def test_the_sale_is_told_before_the_shipment_that_it_pays(till: Till) -> None:
    session, _ = an_open_shift(till)

    book(till, session)

    [stream] = read_ledger(till.db).operations.values()
    assert [operation.kind for operation in stream] == [
        "stream_opened",
        "shift_opened",
        "sale_completed",
        "shipment_booked",
    ]


def test_what_is_inside_is_the_senders_word_and_not_a_fact(till: Till) -> None:
    session, _ = an_open_shift(till)

    book(till, session, a_shipment(pieces=(a_piece("Grandmother's silver"),)))

    [(operation, _, _)] = read_ledger(till.db).shipments()
    parts = {part.person_id: part.part.decode() for part in operation.personal}
    assert b"silver" not in operation.facts
    assert "Grandmother's silver" in parts["person-aubrey"]
    assert "Grandmother's silver" not in parts["person-lilawattie"]
    assert "Aubrey Fraser" in parts["person-aubrey"]
    assert "Lilawattie Singh" in parts["person-lilawattie"]


def test_each_part_has_a_salt_of_its_own(till: Till) -> None:
    session, _ = an_open_shift(till)
    book(till, session, a_shipment("one"))
    book(till, session, a_shipment("two"))

    salts = [
        part.salt
        for operation, _, _ in read_ledger(till.db).shipments()
        for part in operation.personal
    ]

    assert len(salts) == len(set(salts)) == 4


def test_somebody_who_sends_to_themselves_is_one_person_with_one_part(till: Till) -> None:
    session, _ = an_open_shift(till)
    myself = a_party("person-me", "Savitri Persaud")

    book(till, session, replace(a_shipment(), consignor=myself, consignee=myself))

    [(operation, facts, _)] = read_ledger(till.db).shipments()
    assert len(operation.personal) == len(facts.personal) == 1
    assert complaints(till.db) == []


def test_a_receipt_names_no_customer(till: Till) -> None:
    session, _ = an_open_shift(till)

    completed = pay(till, session, book_shipment(till, session, a_shipment()))

    text = "\n".join(completed.receipt_lines)
    assert "Aubrey" not in text
    assert "Lilawattie" not in text


def test_two_shipments_in_one_sale_get_two_waybills(till: Till) -> None:
    session, _ = an_open_shift(till)
    book_shipment(till, session, a_shipment("one"))

    completed = pay(till, session, book_shipment(till, session, a_shipment("two")))

    assert completed.waybills == ("GY03A-W00001", "GY03A-W00002")
    assert complaints(till.db) == []


def test_pressed_twice_a_shipment_is_booked_once(till: Till) -> None:
    session, _ = an_open_shift(till)
    cart = book_shipment(till, session, a_shipment())

    first = pay(till, session, cart)

    assert pay(till, session, cart) == first
    assert len(list(read_ledger(till.db).shipments())) == 1


def test_sides_in_mixed_units_are_told_in_centimetres(till: Till) -> None:
    session, _ = an_open_shift(till)
    piece = replace(a_piece(), height=Length(90_000, "cm"))

    body = book(till, session, a_shipment(pieces=(piece,)))

    told = body.pieces[0]
    assert (told.length_milli, told.height_milli, told.size_unit) == (60_960, 90_000, "cm")


def test_sides_in_one_unit_are_told_as_entered(till: Till) -> None:
    session, _ = an_open_shift(till)

    told = book(till, session).pieces[0]

    assert (told.length_milli, told.height_milli, told.size_unit) == (24_000, 36_000, "in")
    assert (told.weight_milli, told.weight_unit) == (85_000, "lb")


def test_a_weighed_piece_says_so_in_the_facts_from_the_booking_to_the_sale(till: Till) -> None:
    session, _ = an_open_shift(till)
    pieces = (replace(a_piece(), weight_source="scale"), a_piece())

    told = book(till, session, a_shipment(pieces=pieces)).pieces

    assert [piece.weight_source for piece in told] == ["scale", "manual"]


# ------------------------------------------------------------------ what was promised


def test_a_quote_holds_while_the_tariff_changes(till: Till) -> None:
    session, _ = an_open_shift(till)
    cart = book_shipment(till, session, a_shipment())
    dearer_sheet(till)

    pay(till, session, cart)

    [(_, _, body)] = read_ledger(till.db).shipments()
    assert (body.quote_total_minor, body.sheet_name) == (TOTAL, "12")


def test_a_quote_that_ended_is_priced_afresh_before_anything_is_taken(till: Till) -> None:
    session, _ = an_open_shift(till)
    cart = book_shipment(till, session, a_shipment())
    dearer_sheet(till)
    clock_of(till).go_on(timedelta(hours=24, seconds=1))

    with pytest.raises(Conflict, match="Look at the new total") as caught:
        pay(till, session, cart)

    assert caught.value.title == "A quote has ended"
    assert list(read_ledger(till.db).sales()) == []
    afresh = current_cart(till, session).cart
    assert afresh.lines[0].unit_price > gyd(TOTAL // 100)
    pay(till, session, afresh)
    [(_, _, body)] = read_ledger(till.db).shipments()
    assert body.sheet_name == "13"
    assert complaints(till.db) == []


def test_a_quote_at_its_last_second_still_holds(till: Till) -> None:
    session, _ = an_open_shift(till)
    cart = book_shipment(till, session, a_shipment())
    clock_of(till).go_on(timedelta(hours=24))

    assert pay(till, session, cart).waybills


def test_a_quote_of_a_clock_that_was_set_back_since_does_not_hold_for_ever(till: Till) -> None:
    session, _ = an_open_shift(till)
    cart = book_shipment(till, session, a_shipment())
    clock_of(till).go_on(timedelta(days=-400))

    with pytest.raises(Conflict):
        pay(till, session, cart)


def test_looking_at_the_cart_prices_an_ended_quote_afresh(till: Till) -> None:
    session, _ = an_open_shift(till)
    before = book_shipment(till, session, a_shipment())
    clock_of(till).go_on(timedelta(hours=25))

    after = current_cart(till, session).cart

    assert after.version > before.version
    assert after.lines[0].quoted_until == till.clock.now() + timedelta(hours=24)


def test_limits_that_tightened_since_are_kept_at_payment(till: Till) -> None:
    session, _ = an_open_shift(till)
    cart = book_shipment(till, session, a_shipment())
    value = next(rule.body["value"] for rule in sample_rules() if "shipment_limits" in rule.key)
    assert isinstance(value, dict)
    tell_rule(till, "shipment_limits", "default", {**value, "piece_weight_milli_lb": 50_000})

    with pytest.raises(OverLimit, match="35 lb over"):
        pay(till, session, cart)

    assert list(read_ledger(till.db).sales()) == []
