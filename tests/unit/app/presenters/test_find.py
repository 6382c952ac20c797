"""*Find*: what answers, what became of it, and where it leads."""

from dataclasses import replace
from typing import get_args

from app.counter.gallery_customers import sample_records
from app.counter.gallery_till import MemoryTill, sample_till
from app.presenters import find_words
from app.presenters.find import FindPresenter, FindState, facts_of
from app.presenters.key_map import Dialog, Place
from app.use_cases.find_records import Goods, RecordDetails
from app.use_cases.ports import PrinterFailure
from domain.errors import WorldFailure
from domain.paid_state import PaidWord
from storage.records import BookedShipment
from tests.helpers.counter_desk import (
    OpenFloor,
    RecordingView,
    WaitingRunner,
    a_desk,
    a_session,
)
from tests.helpers.shipment_builders import a_shipment
from tests.storage.sales_kit import booked


class View(RecordingView[FindState]):
    def show_text(self, text: str) -> None:
        self.asked.append(("show_text", text))


class Screen:
    def __init__(self, till: MemoryTill | None = None, runner: WaitingRunner | None = None) -> None:
        self.till = till or sample_till()
        if not self.till.records.records:
            self.till.records.records = sample_records(self.till.clock.now())
        self.view = View()
        session = a_session(self.till)
        self.floor = OpenFloor(session, place=Place.FIND)
        self.returned: list[str] = []
        self.finder = FindPresenter(
            a_desk(self.till, runner), self.view, self.floor, return_from=self.returned.append
        )
        self.finder.on_arrived(session)

    @property
    def state(self) -> FindState:
        return self.view.last

    @property
    def said(self) -> list[str]:
        return [notice.title for notice in self.floor.notices if notice is not None]


def test_it_begins_with_the_newest_and_what_became_of_it() -> None:
    state = Screen().state

    assert state.count_text == "6 found"
    assert state.heading == "Receipt GY03B-000104"
    assert state.amount_text == "G$12,500"
    assert "For Ann Persaud" in state.facts
    assert "1 paper waits for a printer" in state.facts
    assert [(step.title, step.tag, step.tone) for step in state.steps] == [
        ("Sold", "Waits to be sent", "amber")
    ]
    assert state.rows[0].tag == "Waits to be sent"
    assert state.rows[1].tag == "", "what is sent needs no word"
    assert state.rows[2].tone == "red"
    assert "Waits to be sent" in state.rows[0].spoken


def test_arrows_walk_and_each_row_is_looked_at() -> None:
    screen = Screen()
    screen.finder.on_moved(3)
    assert screen.state.heading == "Receipt GY03B-000101"
    assert "2 copies came out" in screen.state.facts
    screen.finder.on_moved(99)
    assert screen.state.heading == "Ann Persaud"
    assert "Agreed to: Shipping" in screen.state.facts
    screen.finder.on_moved(-99)

    assert screen.state.selected == 0


def test_how_a_receipts_payment_stands_is_said_in_the_list_and_beside_the_paper() -> None:
    screen = Screen()
    screen.finder.on_moved(3)

    assert screen.state.heading == "Receipt GY03B-000101"
    assert "MMG: verified" in screen.state.rows[3].detail
    assert any(fact.startswith("MMG G$4,800: verified, ") for fact in screen.state.facts)
    words = {find_words.paid_word(word) for word in get_args(PaidWord)}
    assert words == {
        "claimed, to be verified",
        "verified",
        "disputed",
        "given back",
        "not paid",
    }


def test_at_the_end_of_a_page_the_next_one_comes() -> None:
    till = sample_till()
    records = sample_records(till.clock.now())[:4]
    till.records.records = tuple(
        replace(one, key=f"{one.key}-{number}") for number in range(5) for one in records
    )
    till.records.page = 8
    screen = Screen(till)
    assert screen.state.count_text == "The first 8, the newest on top"
    screen.finder.on_moved(99)
    assert len(screen.state.rows) == 16
    screen.finder.on_moved(99)
    screen.finder.on_moved(99)
    screen.finder.on_moved(99)

    assert len(screen.state.rows) == 20
    assert screen.state.selected == 19


def test_a_page_that_comes_after_another_search_is_dropped() -> None:
    till, runner = sample_till(), WaitingRunner()
    till.records.records = sample_records(till.clock.now())
    till.records.page = 2
    screen = Screen(till, runner)
    runner.finish_all()
    screen.finder.on_moved(9)
    screen.finder.on_text_changed("000101")
    runner.finish_all()

    assert [row.title for row in screen.state.rows] == ["GY03B-000101"]


def test_nothing_found_says_what_to_do_and_every_key_is_harmless() -> None:
    screen = Screen()
    screen.finder.on_text_changed("GY99")
    assert "Nothing at this till answers" in screen.state.empty_text
    screen.finder.on_moved(1)
    screen.finder.on_print_here()
    screen.finder.on_related_entered(0)
    screen.finder.on_return()

    assert screen.said == ["Choose a receipt first: goods come back against one."]
    assert screen.returned == []


def test_before_anything_was_sold_it_says_so() -> None:
    till = sample_till()
    till.records.records = (sample_records(till.clock.now())[0],)
    screen = Screen(till)
    till.records.records = ()
    screen.finder.on_text_changed("")

    assert screen.state.empty_text.startswith("Nothing was sold")


def test_a_receipt_is_printed_again_and_goods_come_back_from_here() -> None:
    screen = Screen()
    screen.finder.on_print_here()
    screen.finder.on_return()

    assert screen.till.printed == [("GY03B-000104", True)]
    assert screen.said == ["GY03B-000104 goes to the printer, marked COPY"]
    assert screen.returned == ["GY03B-000104"]


def test_a_z_of_another_day_is_printed_again_and_saved_as_a_file() -> None:
    screen = Screen()
    screen.finder.on_text_changed("Z00213")
    assert (screen.state.heading, screen.state.can_print, screen.state.can_save) == (
        "Z report Z00213",
        True,
        True,
    )
    screen.finder.on_print_here()
    screen.finder.on_pdf()

    assert screen.till.printed == [("Z213", False)]
    assert screen.said[0] == "Z00213 goes to the printer, marked COPY"
    assert screen.said[1].startswith("The PDF is saved")


def test_an_old_receipt_is_saved_as_a_file_and_a_refund_is_not() -> None:
    screen = Screen()
    screen.finder.on_text_changed("000101")
    screen.finder.on_row_selected(len(screen.state.rows) - 1)
    screen.finder.on_pdf()
    screen.finder.on_text_changed("R00007")
    screen.finder.on_pdf()

    assert screen.said[0].startswith("The PDF is saved")
    assert screen.said[-1] == "Only a receipt or a Z report is saved as a file. Choose one."


def test_before_anything_is_chosen_nothing_is_saved() -> None:
    screen = Screen(runner=WaitingRunner())
    screen.finder.on_pdf()

    assert screen.said == []


def test_a_refund_is_printed_again_as_a_copy() -> None:
    screen = Screen()
    screen.finder.on_moved(1)
    screen.finder.on_print_here()

    assert screen.view.last.can_print
    assert screen.till.returns.printed == [("GY03B-R00007", True)]
    assert screen.said == ["Refund GY03B-R00007 goes to the printer, marked COPY"]


def test_a_customer_has_no_paper() -> None:
    screen = Screen()
    kinds = [row.icon for row in screen.view.last.rows]
    screen.finder.on_moved(kinds.index("user-circle"))
    screen.finder.on_print_here()

    assert screen.till.printed == []
    assert screen.said == [
        "A customer has no paper. Choose a receipt, a refund, a shipment or a Z report."
    ]


def test_a_receipt_says_what_it_sold_in_the_list() -> None:
    details = [row.detail for row in Screen().view.last.rows if row.icon == "receipt"]

    assert details
    assert all(detail.endswith("Shipping barrel, 55 gal and 2 more") for detail in details)
    assert find_words.goods(Goods(name="Tape", others=0)) == "Tape"


def find_a_waybill(screen: Screen) -> str:
    waybill = "GY03B-W00009"
    first = sample_records(screen.till.clock.now())[0]
    record = replace(first, kind="waybill", key=waybill, lines=(), can_return=False)
    screen.till.records.records = (record,)
    screen.finder.on_text_changed(waybill)
    assert screen.state.can_print
    return waybill


def test_the_labels_of_a_shipment_are_printed_again() -> None:
    screen = Screen()
    waybill = find_a_waybill(screen)
    screen.finder.on_print_here()

    assert screen.till.records.labels == [waybill]
    assert screen.till.printed == []
    assert screen.said == [f"The labels of {waybill} go to the printer"]


def test_labels_that_do_not_come_out_say_so_and_are_asked_for_again() -> None:
    screen = Screen()
    waybill = find_a_waybill(screen)
    screen.till.records.fail_with = PrinterFailure("The labels wait", "No paper. Load it.")
    screen.finder.on_print_here()
    assert screen.said == ["The labels wait"]

    screen.finder.on_print_here()
    assert screen.till.records.labels == [waybill]


def test_nothing_is_printed_twice_while_it_is_under_way() -> None:
    till, runner = sample_till(), WaitingRunner()
    screen = Screen(till, runner)
    runner.finish_all()
    screen.finder.on_print_here()
    screen.finder.on_print_here()
    runner.finish_all()

    assert len(till.printed) == 1


def test_what_belongs_to_a_record_leads_on() -> None:
    screen = Screen()
    screen.finder.on_moved(3)
    screen.finder.on_related_entered(0)

    assert screen.state.heading == "Refund GY03B-R00007"
    assert ("show_text", "GY03B-R00007") in screen.view.asked


def test_a_scan_finds_here_and_nowhere_else() -> None:
    screen = Screen()
    assert screen.finder.on_scan("GY03B-000102")
    assert screen.state.heading == "Receipt GY03B-000102"
    screen.floor.dialog = Dialog.KEYS
    assert not screen.finder.on_scan("x")
    screen.floor.dialog, screen.floor.place = None, Place.SALE

    assert not screen.finder.on_scan("x")


def test_coming_back_keeps_the_search_and_the_row() -> None:
    screen = Screen()
    screen.finder.on_text_changed("gy03b")
    screen.finder.on_moved(2)
    screen.finder.on_arrived(a_session(screen.till))

    assert screen.state.heading == "Receipt GY03B-000102"


def test_locking_leaves_nobodys_name_on_the_screen() -> None:
    screen = Screen()
    screen.finder.on_locked()

    assert screen.state == FindState()


def test_a_look_up_that_fails_is_said() -> None:
    screen = Screen()
    screen.till.records.fail_with = WorldFailure("The disk is full", "Nothing is lost.")
    screen.finder.on_text_changed("x")

    assert screen.said == ["The disk is full"]


def test_a_shipment_says_who_sends_to_whom_and_where() -> None:
    till = sample_till()
    shipment: BookedShipment = booked(a_shipment(), "GY03A-W00001", "GY03A-000001")
    details = RecordDetails(
        kind="waybill", key="GY03A-W00001", at=till.clock.now(), shipment=shipment
    )
    first, second = facts_of(details, "America/Guyana")

    assert first.startswith("From ")
    assert "piece" in second


def test_a_receipt_that_did_not_print_says_so() -> None:
    till = sample_till()
    record = replace(sample_records(till.clock.now())[0], printed_at=None, customer=None)

    assert "Not printed yet" in facts_of(record, "America/Guyana")
