"""The search of the sale: what it says while products arrive, and where nothing is found."""

from unittest.mock import ANY, patch

from app.counter.gallery_till import MemoryTill, sample_till
from app.presenters.notices import Notice, Tone
from app.use_cases.standing import Standing
from domain.errors import WorldFailure
from tests.helpers.counter_desk import WaitingRunner
from tests.unit.app.presenters.sale_desk import SaleDesk


def test_results_of_a_text_that_has_changed_since_are_not_shown() -> None:
    runner = WaitingRunner()
    desk = SaleDesk(runner=runner)
    runner.finish_all()
    desk.presenter.on_text_changed("barrel")
    desk.presenter.on_text_changed("")
    runner.finish_all()

    assert desk.view.last.finder.rows == ()


def test_the_note_says_how_many_of_how_many() -> None:
    desk = SaleDesk()
    assert desk.view.last.finder.note == "307 products"

    desk.presenter.on_text_changed("exb-80")
    assert desk.view.last.finder.note == "2 of 307 products"

    desk.presenter.on_text_changed("s")
    assert desk.view.last.finder.note == "Best 50 of 307 products"


def test_a_search_without_a_result_says_what_to_do() -> None:
    desk = SaleDesk()
    desk.presenter.on_text_changed("samzung")

    assert desk.view.last.finder.empty_title == "Nothing called 'samzung'."


def test_while_products_arrive_what_is_not_found_may_still_come() -> None:
    till = sample_till()
    till.cases.standing = Standing()
    desk = SaleDesk(till)
    desk.presenter.on_text_changed("samzung")
    assert desk.view.last.finder.note == "0 of 307 products so far"
    assert desk.view.last.finder.empty_text.startswith("Products are still arriving")

    for scan in (desk.presenter.on_enter, desk.presenter.on_scanned_code):
        scan("4006381333931")
        said = desk.exits.notices[-1]
        assert said is not None
        assert "still arriving" in said.text

    till.cases.standing = Standing(heard_at=till.clock.now())
    desk.presenter.on_exchange()
    desk.presenter.on_text_changed("samzung")
    assert desk.view.last.finder.note == "0 of 307 products"
    assert "spelling" in desk.view.last.finder.empty_text
    desk.presenter.on_enter("4006381333931")
    said = desk.exits.notices[-1]
    assert said is not None
    assert "still arriving" not in said.text


def test_the_catalog_is_looked_at_again_once_at_a_time_and_only_while_it_arrives() -> None:
    till, runner = sample_till(), WaitingRunner()
    till.cases.standing = Standing()
    desk = SaleDesk(till, runner)
    runner.finish_all()
    for _ in range(3):
        desk.presenter.on_exchange()
    assert len(runner.jobs) == 1
    till.cases.standing = Standing(heard_at=till.clock.now())
    runner.finish_all()
    desk.presenter.on_exchange()

    assert not runner.jobs


def test_a_catalog_that_cannot_be_looked_at_is_said_and_looked_at_again() -> None:
    till = sample_till()
    till.cases.standing = Standing()
    desk = SaleDesk(till)
    failing = WorldFailure("The disk is slow", "Nothing is lost.")
    with patch("app.presenters.sale.look_at_catalog", side_effect=failing):
        desk.presenter.on_exchange()
    assert desk.exits.notices[-1] == Notice(title="The disk is slow", text=ANY, tone=Tone.NEEDS_YOU)
    till.cases.standing = Standing(heard_at=till.clock.now())
    desk.presenter.on_exchange()

    assert desk.view.last.finder.note == "307 products"


def test_an_empty_catalog_says_that_goods_will_come_by_themselves() -> None:
    desk = SaleDesk(MemoryTill(staff=sample_till().staff))

    assert desk.view.last.finder.empty_title == "No products yet"
