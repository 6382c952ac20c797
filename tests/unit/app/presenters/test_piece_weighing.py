"""F4 at the pieces of a shipment: the scale's weight goes in, and only a fresh one."""

from dataclasses import replace
from datetime import timedelta

from app.counter.gallery_devices import READING
from app.presenters.ship_form import ShipmentForm, read_pieces
from app.use_cases.hardware import READING_AGE_MAX, ScaleFailure
from domain.shipment import Weight
from tests.helpers.counter_desk import WaitingRunner
from tests.unit.app.presenters.test_shipment import GOOD, ShipDesk


def a_desk_with_a_scale(runner: WaitingRunner | None = None) -> ShipDesk:
    desk = ShipDesk(runner)
    desk.till.devices.reading = replace(READING, read_at=desk.till.clock.now())
    return desk


def test_the_scale_is_read_for_the_chosen_piece_and_its_weight_is_marked() -> None:
    desk = a_desk_with_a_scale()
    desk.fill(GOOD, ("Books", "Box", "", "18 18 16"))
    desk.presenter.on_weigh(1)
    row = desk.view.last.rows[1]

    assert row.form.weight == "46.5"
    assert row.flag_text in {"Weighed", "By size"}
    assert desk.view.asked[-1] == ("focus_field", "piece.1.sides")
    form = desk.view.last.form
    sources = [each.piece.weight_source for each in read_pieces(form) if each.piece is not None]
    assert sources == ["manual", "scale"]


def test_a_weight_typed_over_the_scales_is_typed() -> None:
    desk = a_desk_with_a_scale()
    desk.fill(GOOD)
    desk.presenter.on_weigh(0)
    desk.presenter.on_piece_edited(0, "weight", "47")

    piece = read_pieces(desk.view.last.form)[0].piece
    assert piece is not None
    assert piece.weight_source == "manual"


def test_without_a_chosen_row_the_first_piece_without_a_weight_is_weighed() -> None:
    desk = a_desk_with_a_scale()
    desk.fill(GOOD, ("Books", "Box", "", "18 18 16"))
    desk.presenter.on_weigh(-1)

    assert [row.form.weight for row in desk.view.last.rows] == ["131", "46.5"]


def test_another_unit_than_the_forms_stands_behind_the_weight() -> None:
    form = ShipmentForm().with_weighed(0, Weight(21_250, "kg"))
    assert form.pieces[0].weight == "21.25 kg"

    in_kilos = ShipmentForm().with_weighed(0, Weight(46_500, "lb")).with_units("kg", "cm")
    assert in_kilos.pieces[0].weight == "46.5 lb"
    assert in_kilos.pieces[0].is_weighed


def test_a_scale_that_moves_says_so_and_the_weight_can_be_typed() -> None:
    desk = a_desk_with_a_scale()
    desk.till.devices.fail_with = ScaleFailure("The load is still moving", "Wait.")
    desk.presenter.on_weigh(0)

    notice = desk.view.last.notice
    assert notice is not None
    assert notice.title == "The load is still moving"
    assert desk.view.asked[-1] == ("focus_field", "piece.0.weight")
    assert desk.view.last.rows[0].form.weight == ""


def test_a_till_without_a_scale_goes_to_the_piece_and_says_nothing() -> None:
    desk = ShipDesk()
    desk.presenter.on_weigh(-1)
    assert desk.view.asked[-1] == ("focus_field", "piece.0.description")

    desk.presenter.on_piece_edited(0, "description", "Books")
    desk.presenter.on_weigh(0)
    assert desk.view.asked[-1] == ("focus_field", "piece.0.weight")
    assert desk.view.last.notice is None


def test_an_answer_that_came_late_is_never_used() -> None:
    runner = WaitingRunner()
    desk = a_desk_with_a_scale(runner)
    runner.finish_all()
    desk.presenter.on_weigh(0)
    desk.presenter.on_weigh(0)
    assert len(runner.jobs) == 1

    desk.till.clock.at += READING_AGE_MAX + timedelta(seconds=1)
    runner.finish_all()
    notice = desk.view.last.notice
    assert notice is not None
    assert "too old" in notice.title
    assert desk.view.last.rows[0].form.weight == ""


def test_an_answer_for_a_shipment_that_was_cleared_belongs_to_no_piece() -> None:
    for fails in (False, True):
        runner = WaitingRunner()
        desk = a_desk_with_a_scale(runner)
        runner.finish_all()
        desk.presenter.on_weigh(0)
        if fails:
            desk.till.devices.fail_with = ScaleFailure("The load is still moving", "Wait.")
        desk.presenter.on_cleared()
        runner.finish_all()

        assert desk.view.last.rows[0].form.weight == ""
        assert desk.view.last.notice is None
