"""Customers: what a form takes, and how words of several tills come together."""

from datetime import UTC, datetime, timedelta
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.customer import (
    CONTACT_FIELDS,
    PURPOSES,
    Channel,
    Consent,
    Contact,
    ContactField,
    Customer,
    Purpose,
    Said,
    changed_fields,
    join_said,
    stamp_ms,
)
from domain.errors import BadInput

NOW = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)
NOW_MS = stamp_ms(NOW)


def said(text: str, at_ms: int = NOW_MS) -> Said:
    return Said(at_ms, text)


def consent(purpose: Purpose = "marketing", *, given: bool = True, at_ms: int = 5) -> Consent:
    return Consent(
        purpose=purpose,
        given=given,
        text_version="2026-1",
        at_ms=at_ms,
        channel="counter",
        staff_id="staff-sr",
    )


WORDS = st.builds(Said, st.integers(0, 5), st.sampled_from(["", "a", "b", "c"]))
CONSENTS = st.builds(
    Consent,
    purpose=st.just("marketing"),
    given=st.booleans(),
    text_version=st.sampled_from(["1", "2"]),
    at_ms=st.integers(0, 4),
    channel=st.sampled_from(get_args(Channel)),
    staff_id=st.sampled_from(["a", "b"]),
)
CUSTOMERS = st.builds(
    Customer,
    person_id=st.just("person-1"),
    said=st.dictionaries(st.sampled_from(CONTACT_FIELDS), WORDS, max_size=4),
    consents=CONSENTS.map(lambda one: {"marketing": one}) | st.just({}),
)


def test_the_fields_that_can_be_said_are_those_of_the_contact() -> None:
    assert get_args(ContactField) == CONTACT_FIELDS
    assert get_args(Purpose) == PURPOSES
    assert tuple(Contact(name="A").texts()) == CONTACT_FIELDS


@given(CUSTOMERS, CUSTOMERS, CUSTOMERS)
def test_words_come_together_the_same_in_every_order_and_however_often(
    one: Customer, two: Customer, three: Customer
) -> None:
    """What every till and central end with does not depend on the line."""
    assert one.joined(two) == two.joined(one)
    assert one.joined(two).joined(three) == one.joined(two.joined(three))
    assert one.joined(one) == one
    assert one.joined(two).joined(two) == one.joined(two)


def test_a_join_by_arrival_would_depend_on_the_line() -> None:
    """A planted bug: the word that comes last would win, another one at each till."""
    first: dict[ContactField, Said] = {"name": said("A", 2)}
    second: dict[ContactField, Said] = {"name": said("B", 1)}

    assert {**first, **second} != {**second, **first}
    assert join_said(first, second) == join_said(second, first)


def test_a_new_phone_at_one_till_and_a_new_address_at_another_both_stay() -> None:
    known = Customer(person_id="p", said={"name": said("Ann"), "phone": said("1")})
    at_one = known.joined(Customer(person_id="p", said={"phone": said("2", NOW_MS + 1)}))
    at_other = known.joined(Customer(person_id="p", said={"village": said("Uitvlugt")}))

    both = at_one.joined(at_other)
    assert (both.name, both.phone, both.text("village")) == ("Ann", "2", "Uitvlugt")


def test_who_corrects_a_field_wins_over_a_clock_that_was_ahead() -> None:
    wrong = Customer(
        person_id="p",
        said={"phone": said("1", NOW_MS + 10**9)},
        consents={"marketing": consent(at_ms=NOW_MS + 10**10)},
    )

    assert stamp_ms(NOW, wrong) == NOW_MS + 10**10 + 1
    assert stamp_ms(NOW, Customer(person_id="p", said={"name": said("A", 1)})) == NOW_MS
    assert stamp_ms(NOW + timedelta(milliseconds=7)) == NOW_MS + 7


def test_of_one_moment_the_no_stands() -> None:
    yes = Customer(person_id="p", consents={"marketing": consent()})
    no = Customer(person_id="p", consents={"marketing": consent(given=False)})

    assert not yes.joined(no).allows("marketing")
    assert yes.allows("marketing")
    assert not yes.allows("receipts")


def test_two_persons_are_never_made_one() -> None:
    with pytest.raises(ValueError, match="never made one"):
        Customer(person_id="a").joined(Customer(person_id="b"))


def test_only_what_changed_is_said_anew() -> None:
    known = Customer(person_id="p", said={"name": said("Ann"), "phone": said("1")})

    assert changed_fields(None, Contact(name="Ann", region=4)) == {"name": "Ann", "region": "4"}
    assert changed_fields(known, Contact(name="Ann", phone="")) == {"phone": ""}
    assert changed_fields(known, known.contact) == {}


@pytest.mark.parametrize(("text", "region"), [("4", 4), ("", 0), ("11", 0), ("x", 0), ("٤", 0)])
def test_a_region_that_is_none_is_shown_as_none(text: str, region: int) -> None:
    assert Customer(person_id="p", said={"region": said(text)}).region == region


@pytest.mark.parametrize("email", ["", "a@b", "ann.o'neil+1@example.com", "é@example.com"])
def test_an_address_that_may_be_one_is_taken(email: str) -> None:
    assert Contact(name="A", email=email).email == email


@pytest.mark.parametrize(
    "email", ["a", "@b", "a@", "a b@c", "a@b\n", "\x00a@b", "x" * 250 + "@b.com"]
)
def test_an_address_that_can_be_none_is_not(email: str) -> None:
    with pytest.raises(BadInput, match="Check the e-mail"):
        Contact(name="A", email=email)


def test_an_address_of_255_characters_is_taken() -> None:
    assert len(Contact(name="A", email="x" * 249 + "@b.com").email) == 255


def test_a_form_needs_a_name_short_texts_and_a_region_that_there_is() -> None:
    with pytest.raises(BadInput, match="Who is it"):
        Contact(name="  ")
    with pytest.raises(BadInput, match="too long"):
        Contact(name="A", landmark="x" * 201)
    with pytest.raises(BadInput, match="not 11"):
        Contact(name="A", region=11)


def test_nothing_personal_stands_in_a_representation() -> None:
    """What goes into a log or a crash report by accident names nobody."""
    shown = repr(Customer(person_id="p", said={"name": said("Ann")})) + repr(Contact(name="Ann"))

    assert "Ann" not in shown
