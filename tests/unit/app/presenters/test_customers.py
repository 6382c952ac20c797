"""F3: who is found, made, changed and named, and what is said when it cannot be."""

import pytest

from app.counter.gallery_customers import sample_customers
from app.counter.gallery_till import MemoryTill, sample_till
from app.presenters.customers import CustomerFlow, CustomerForm, CustomerState
from app.presenters.key_map import Command, Dialog
from domain.errors import WorldFailure
from tests.helpers.counter_desk import (
    OpenFloor,
    RecordingView,
    WaitingRunner,
    a_desk,
    a_session,
)


class View(RecordingView[CustomerState]):
    def focus_form(self) -> None:
        self.asked.append(("focus_form", None))


class Panel:
    def __init__(self, till: MemoryTill | None = None, runner: WaitingRunner | None = None) -> None:
        self.till = till or sample_till()
        self.view = View()
        self.floor = OpenFloor(a_session(self.till))
        self.flow = CustomerFlow(a_desk(self.till, runner), self.view, self.floor)
        self.flow.on_command(Command.CUSTOMER)

    @property
    def state(self) -> CustomerState:
        return self.view.last

    @property
    def said(self) -> list[str]:
        return [notice.title for notice in self.floor.notices if notice is not None]


def test_it_opens_with_nobody_named_and_says_what_to_type() -> None:
    panel = Panel()

    assert panel.floor.dialog is Dialog.CUSTOMER
    assert panel.state.for_whom == "This sale names nobody"
    assert panel.state.empty_text.startswith("Type a name")
    assert [row.state_text for row in panel.state.consents] == ["Not asked yet"] * 3
    assert not panel.state.can_save
    assert not panel.state.can_clear


def test_the_chosen_customer_is_named_in_the_sale() -> None:
    panel = Panel()
    panel.flow.on_text_changed("persaud")
    assert panel.state.rows[0].title == "Ann Persaud"
    assert panel.state.found_text == "2 customers"
    panel.flow.on_moved(1)
    panel.flow.on_moved(-5)
    assert panel.state.heading == "Ann Persaud"
    panel.flow.on_chosen()

    assert panel.till.cart.customer_id == "p-ann"
    assert panel.said == ["This sale is for Ann Persaud"]
    assert ("back_to_cart", None) in panel.floor.asked


def test_the_one_who_is_named_is_shown_and_can_be_let_go() -> None:
    till = sample_till()
    first = Panel(till)
    first.flow.on_text_changed("ann")
    first.flow.on_chosen()
    panel = Panel(till)
    assert panel.state.for_whom == "This sale is for Ann Persaud"
    assert panel.state.form.village == "La Bonne Intention"
    panel.flow.on_text_changed("ann")
    assert "This sale" in panel.state.rows[0].spoken
    panel.flow.on_text_changed("  ")
    assert panel.state.heading == "Ann Persaud"
    panel.flow.on_nobody()

    assert till.cart.customer_id is None
    assert panel.said == ["This sale names nobody now"]


def test_nobody_named_cannot_be_let_go() -> None:
    panel = Panel()
    panel.flow.on_nobody()

    assert panel.said == []


@pytest.mark.parametrize(
    ("typed", "form"),
    [
        ("Shondell", CustomerForm(name="Shondell")),
        ("6097777", CustomerForm(phone="+592 609 7777")),
        ("99", CustomerForm(phone="99")),
        ("s@example.com", CustomerForm(email="s@example.com")),
    ],
)
def test_what_was_searched_for_begins_the_new_customer(typed: str, form: CustomerForm) -> None:
    panel = Panel()
    panel.flow.on_text_changed(typed)
    panel.flow.on_chosen()

    assert panel.state.form == form
    assert panel.state.heading == "New customer"
    assert panel.view.asked[-1] == ("focus_form", None)


def test_enter_with_nothing_typed_does_nothing() -> None:
    panel = Panel()
    panel.flow.on_chosen()

    assert panel.view.asked == [("clear_search", None)]


def test_a_new_customer_is_saved_with_consents_and_named() -> None:
    panel = Panel()
    panel.flow.on_new()
    for name, text in (("name", " Shondell Grant "), ("phone", "609 7777"), ("region", "4")):
        panel.flow.on_field_typed(name, text)
    panel.flow.on_consent_pressed("marketing")
    panel.flow.on_consent_pressed("shipping")
    panel.flow.on_consent_pressed("shipping")
    assert [row.state_text for row in panel.state.consents] == [
        "Is saved with F12",
        "Not asked yet",
        "Is saved with F12",
    ]
    panel.flow.on_save()

    (request,) = panel.till.customers.saved
    assert request.person_id is None
    assert (request.contact.name, request.contact.phone) == ("Shondell Grant", "+592 609 7777")
    assert request.contact.region == 4
    assert dict(request.consents) == {"marketing": True, "shipping": False}
    assert panel.till.cart.customer_id == "p-4"
    assert panel.said == ["Shondell Grant is saved"]


def test_a_purpose_nobody_asks_about_is_not_ticked() -> None:
    till = sample_till()
    till.customers.asked = ("shipping",)
    panel = Panel(till)
    panel.flow.on_consent_pressed("id_copy")

    assert [row.given for row in panel.state.consents] == [False]


def test_consents_of_a_known_person_say_since_when_and_how_they_stand() -> None:
    panel = Panel()
    panel.flow.on_text_changed("ann")
    shipping, receipts, marketing = panel.state.consents

    assert shipping.given
    assert shipping.state_text.startswith("Agreed ")
    assert shipping.state_text.endswith("text 2026-1")
    assert receipts.state_text == "Not asked yet"
    assert marketing.state_text.startswith("Taken back ")


def test_a_number_that_looks_wrong_is_doubted_and_saved_as_typed() -> None:
    panel = Panel()
    panel.flow.on_field_typed("name", "Ann")
    panel.flow.on_field_typed("phone", "12")
    assert "kept as typed" in panel.state.phone_doubt
    panel.flow.on_save()

    assert panel.till.customers.saved[0].contact.phone == "12"


def test_what_makes_no_sense_is_said_and_stays_typed() -> None:
    panel = Panel()
    panel.flow.on_field_typed("name", "Ann")
    panel.flow.on_field_typed("email", "ann")
    panel.flow.on_save()

    assert panel.state.notice is not None
    assert panel.state.notice.title == "Check the e-mail address"
    assert panel.state.form.email == "ann"
    assert panel.till.customers.saved == []
    with pytest.raises(ValueError, match="no field"):
        panel.flow.on_field_typed("shoe_size", "42")


def test_a_disk_that_refuses_is_said_and_f12_works_again() -> None:
    panel = Panel()
    panel.flow.on_field_typed("name", "Ann")
    panel.till.customers.fail_with = WorldFailure("The disk is full", "Nothing is lost.")
    panel.flow.on_save()
    assert panel.state.notice is not None
    assert panel.state.can_save
    panel.flow.on_save()

    assert panel.said == ["Ann is saved"]


def test_nothing_is_saved_or_named_twice_while_it_is_under_way() -> None:
    till, runner = sample_till(), WaitingRunner()
    panel = Panel(till, runner)
    runner.finish_all()
    panel.flow.on_text_changed("ann")
    runner.finish_all()
    panel.flow.on_save()
    assert panel.flow.is_busy
    panel.flow.on_save()
    panel.flow.on_chosen()
    panel.flow.on_new()
    panel.flow.on_row_selected(0)
    runner.finish_all()

    assert len(till.customers.saved) == 1
    assert not panel.flow.is_busy


def test_a_full_page_asks_for_more_of_the_name() -> None:
    till = sample_till()
    till.customers.people = sample_customers() * 7
    panel = Panel(till)
    panel.flow.on_text_changed("ann")
    assert panel.state.found_text == "7 customers"
    till.customers.people = sample_customers() * 20
    panel.flow.on_text_changed("ann ")

    assert panel.state.found_text == "The first 20; type more of the name"


def test_locking_forgets_whoever_stood_there() -> None:
    panel = Panel()
    panel.flow.on_text_changed("ann")
    panel.flow.on_locked()
    panel.flow.on_save()

    assert panel.state.rows == ()
    assert panel.state.form == CustomerForm()
    assert panel.till.customers.saved == []


def test_a_look_up_that_fails_is_said() -> None:
    panel = Panel()
    panel.flow._on_error(WorldFailure("The disk is full", "Nothing is lost."))

    assert panel.state.notice is not None
