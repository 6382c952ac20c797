"""Booking a shipment: the quote as you type, limits, and F12."""

from app.counter.gallery_till import sample_till
from app.presenters.ship_state import ShipmentState
from app.presenters.shipment import PIECE_ROWS_MAX, ShipmentPresenter
from domain.errors import RuleBroken
from tests.helpers.counter_desk import RecordingView, WaitingRunner, a_desk, a_session

GOOD = ("Foodstuff", "Barrel", "131", "24 x 24 x 36")
TOO_HEAVY = ("Generator", "Crate", "212", "36 x 26 x 27")


class ShipDesk:
    def __init__(self, runner: WaitingRunner | None = None) -> None:
        self.till = sample_till()
        self.view: RecordingView[ShipmentState] = RecordingView()
        self.booked: list[bool] = []
        self.presenter = ShipmentPresenter(
            a_desk(self.till, runner), self.view, on_booked=lambda: self.booked.append(True)
        )
        self.presenter.start(a_session(self.till))

    def fill(self, *pieces: tuple[str, str, str, str]) -> None:
        self.presenter.on_party_edited("consignor", "name", "Kelvin Persaud")
        self.presenter.on_party_edited("consignor", "region", "4")
        self.presenter.on_party_edited("consignee", "name", "Ignatius Gomes")
        self.presenter.on_party_edited("consignee", "village", "Lethem")
        self.presenter.on_party_edited("consignee", "region", "9")
        for number, texts in enumerate(pieces):
            if number:
                self.presenter.on_piece_added()
            names = ("description", "packing", "weight", "sides")
            for name, text in zip(names, texts, strict=True):
                self.presenter.on_piece_edited(number, name, text)


def test_the_quote_follows_the_typing() -> None:
    desk = ShipDesk()
    desk.fill(GOOD)
    quote = desk.view.last.quote

    assert quote.title == "Quote for 1 piece"
    assert quote.lines[0] == ("Freight, 131 lb \u00d7 G$80", "G$10,480")
    assert quote.good_for_text == "Good to Sun 22 Nov 14:26"
    assert [row.charge_text for row in desk.view.last.rows] == ["131"]


def test_without_a_region_the_quote_says_what_it_needs() -> None:
    desk = ShipDesk()
    assert desk.view.last.quote.empty_text.startswith("It appears with the first piece")

    desk.presenter.on_piece_edited(0, "weight", "131")
    desk.presenter.on_piece_edited(0, "sides", "24 24 36")
    assert desk.view.last.quote.empty_text == "Choose where it goes, and the quote appears."


def test_a_piece_over_the_limit_is_named_and_the_others_are_quoted() -> None:
    desk = ShipDesk()
    desk.fill(GOOD, TOO_HEAVY)
    state = desk.view.last

    assert state.limit_notice is not None
    assert state.limit_notice.title == "Piece 2 needs you."
    assert "Special quote needed: press F5. Piece 1 can go today." in state.limit_notice.text
    assert state.quote.title == "Quote for piece 1"
    assert [(row.is_over, row.flag_text) for row in state.rows] == [
        (False, ""),
        (True, "Over 200 lb"),
    ]
    assert state.bars[0].state == "over"
    assert state.bars[0].text == "212 of 200 lb"


def test_an_over_limit_shipment_is_never_booked_and_f12_goes_to_the_piece() -> None:
    desk = ShipDesk()
    desk.fill(GOOD, TOO_HEAVY)
    desk.presenter.on_add_to_sale()

    assert len(desk.till.cart.lines) == 0
    assert desk.view.asked[-1] == ("focus_field", "piece.1.weight")

    desk.presenter.on_piece_removed(1)
    desk.presenter.on_add_to_sale()
    assert len(desk.till.cart.lines) == 1


def test_pieces_are_named_as_numbered_on_screen_though_a_blank_row_lies_between() -> None:
    desk = ShipDesk()
    desk.fill(GOOD)
    desk.presenter.on_piece_added()
    desk.presenter.on_piece_added()
    desk.presenter.on_piece_edited(2, "weight", "212")
    desk.presenter.on_piece_edited(2, "sides", "1 1 1")

    assert desk.view.last.limit_notice is not None
    assert desk.view.last.limit_notice.title == "Piece 3 needs you."


def test_a_shipment_too_heavy_as_a_whole_is_not_quoted() -> None:
    desk = ShipDesk()
    heavy = ("Rice", "Bag", "190", "10 10 10")
    desk.fill(heavy, heavy, heavy)
    state = desk.view.last

    assert state.limit_notice is not None
    assert state.limit_notice.title == "The shipment needs you."
    assert state.limit_notice.key == ""
    assert state.quote.total_text == ""
    desk.presenter.on_add_to_sale()
    assert desk.till.cart.lines == ()


def test_nearly_full_limits_say_so_before_they_are_passed() -> None:
    desk = ShipDesk()
    desk.fill(("Rice", "Bag", "181", "10 10 119"))

    assert [bar.state for bar in desk.view.last.bars] == ["nearly", "within", "nearly", "within"]


def test_f12_books_into_the_cart_and_begins_a_new_shipment() -> None:
    desk = ShipDesk()
    desk.fill(GOOD)
    desk.presenter.on_declared_typed("160,000")
    desk.presenter.on_add_to_sale()

    line = desk.till.cart.lines[0]
    assert line.shipment is not None
    assert line.shipment.consignee.village == "Lethem"
    ids = {
        line.shipment.shipment_id,
        line.shipment.consignor.person_id,
        line.shipment.consignee.person_id,
    }
    assert len(ids) == 3
    assert desk.booked == [True]
    assert desk.view.last.form.consignee.name == ""


def test_f12_with_fields_missing_marks_them_and_goes_to_the_first() -> None:
    desk = ShipDesk()
    desk.presenter.on_party_edited("consignor", "name", "Kelvin")
    desk.presenter.on_piece_edited(0, "description", "Tools")
    desk.presenter.on_add_to_sale()

    assert desk.view.last.notice is not None
    assert desk.view.last.notice.title == "6 fields need you."
    assert desk.view.asked[-1] == ("focus_field", "consignor.region")
    assert set(desk.view.last.rows[0].errors) == {"packing", "weight", "sides"}

    desk.fill(GOOD)
    state = desk.view.last
    assert (state.notice, state.errors) == (None, ())


def test_f12_without_a_piece_says_how_to_add_one() -> None:
    desk = ShipDesk()
    desk.fill()
    desk.presenter.on_add_to_sale()

    assert desk.view.last.notice is not None
    assert desk.view.last.notice.title == "No piece yet."


def test_a_new_piece_takes_the_packing_of_the_last_and_the_cursor() -> None:
    desk = ShipDesk()
    desk.fill(GOOD)
    desk.presenter.on_piece_added()

    assert desk.view.last.form.pieces[1].packing == "Barrel"
    assert desk.view.asked[-1] == ("focus_field", "piece.1.description")


def test_rows_are_bounded_and_the_last_row_leaves_an_empty_one() -> None:
    desk = ShipDesk()
    for _ in range(PIECE_ROWS_MAX + 3):
        desk.presenter.on_piece_added()
    assert len(desk.view.last.rows) == PIECE_ROWS_MAX
    assert not desk.view.last.can_add_piece

    for _ in range(PIECE_ROWS_MAX + 3):
        desk.presenter.on_piece_removed(0)
    desk.presenter.on_piece_removed(7)
    assert len(desk.view.last.rows) == 1


def test_edits_of_rows_that_are_gone_change_nothing() -> None:
    desk = ShipDesk()
    before = desk.view.last
    desk.presenter.on_piece_edited(5, "weight", "1")

    assert desk.view.last == before


def test_a_half_typed_declared_value_keeps_the_quote() -> None:
    desk = ShipDesk()
    desk.fill(GOOD)
    for text in ("x", "0"):
        desk.presenter.on_declared_typed(text)
        assert desk.view.last.quote.total_text == "G$14,504"

    desk.presenter.on_declared_typed("100,000")
    assert desk.view.last.quote.total_text == "G$15,504"


def test_a_doubtful_phone_is_said_only_after_the_field_was_left() -> None:
    desk = ShipDesk()
    desk.presenter.on_party_edited("consignee", "phone", "12")
    before = desk.view.last.doubts
    desk.presenter.on_field_left("consignee.phone")
    desk.presenter.on_field_left("consignee.phone")

    assert before == ()
    assert "consignee.phone" in dict(desk.view.last.doubts)


def test_units_follow_the_choice() -> None:
    desk = ShipDesk()
    desk.presenter.on_units_chosen("kg", "cm")
    desk.presenter.on_cleared()

    assert desk.view.last.form.weight_unit == "kg"


def test_a_refused_booking_keeps_everything_typed() -> None:
    desk = ShipDesk()
    desk.fill(GOOD)
    desk.till.fail_with["book_shipment"] = RuleBroken("No shift is open", "Open one.", "no_shift")
    desk.presenter.on_add_to_sale()

    assert desk.view.last.notice is not None
    assert desk.view.last.form.consignee.name == "Ignatius Gomes"
    assert desk.booked == []


def test_while_it_is_being_saved_nothing_can_be_changed_or_booked_twice() -> None:
    runner = WaitingRunner()
    desk = ShipDesk(runner)
    runner.finish_all()
    desk.fill(GOOD)
    runner.finish_all()
    desk.presenter.on_add_to_sale()
    desk.presenter.on_add_to_sale()
    desk.presenter.on_party_edited("consignee", "name", "Somebody else")
    runner.finish_all()

    assert len(desk.till.cart.lines) == 1
    assert desk.booked == [True]


def test_what_was_typed_is_there_again_after_looking_elsewhere() -> None:
    desk = ShipDesk()
    desk.fill(GOOD)
    desk.presenter.start(a_session(desk.till))

    assert desk.view.last.form.consignee.name == "Ignatius Gomes"
    assert desk.view.last.quote.total_text == "G$14,504"


def test_a_town_in_another_region_is_asked_about_once_left_and_never_refused() -> None:
    desk = ShipDesk()
    desk.fill(GOOD)
    desk.presenter.on_party_edited("consignee", "village", "Bartica")
    while_typing = desk.view.last.doubts
    desk.presenter.on_field_left("consignee.village")
    asked = dict(desk.view.last.doubts)["consignee.village"]
    desk.presenter.on_party_edited("consignee", "region", "7")

    assert while_typing == ()
    assert asked == "That lies in Region 7, Cuyuni-Mazaruni. It is kept: ask once more."
    assert desk.view.last.doubts == ()
    desk.presenter.on_party_edited("consignee", "region", "9")
    desk.presenter.on_add_to_sale()
    assert len(desk.booked) == 1
