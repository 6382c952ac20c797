"""What leaves a sale with a supervisor's PIN is what was refused: no more of it, and no less."""

from app.counter.gallery_till import sample_till
from app.presenters.change_line import LineFlow
from app.presenters.key_map import Command, Dialog
from app.presenters.line_state import LineState
from app.presenters.sale import SaleExits, SalePresenter, SaleState
from app.presenters.sign_off import SignState
from app.presenters.undo import UndoFlow
from app.use_cases.current_cart import CartView
from domain.cart import TypedPrice, set_quantity
from domain.cart_changes import set_price
from domain.money import Money
from tests.helpers.counter_desk import (
    SUPERVISOR_PIN,
    OpenFloor,
    RecordingView,
    a_desk,
    a_session,
)


class Counter:
    """Five barrels at G$9,500 and a box; a cashier takes out G$20,000 of a line alone."""

    def __init__(self) -> None:
        self.till = sample_till()
        self.floor = OpenFloor(a_session(self.till))
        self.view: RecordingView[SaleState] = RecordingView()
        self.sign: RecordingView[SignState] = RecordingView()
        lines: RecordingView[LineState] = RecordingView()
        desk = a_desk(self.till)
        self.lines = LineFlow(desk, (lines, self.sign), self.floor)
        self.undo = UndoFlow(desk, self.floor)
        self.undo.refused = self.lines.on_undo_refused
        self.sale = SalePresenter(
            desk,
            self.view,
            SaleExits(
                ask_price=lambda _item: None,
                choose=lambda _code, _items: None,
                pay=lambda _cart: None,
                notify=self.floor.notify,
                seen=self.saw,
                lines=self.lines,
            ),
        )
        self.sale.start(a_session(self.till))
        for item in self.till.items[:2]:
            self.sale.on_item_chosen(item)
        self.sale.on_quantity_entered(1, 5)
        self.sale.on_line_selected(1)

    def saw(self, view: CartView) -> None:
        self.lines.on_cart(view)
        self.undo.on_cart(view)

    def sign_it(self) -> None:
        self.lines.on_approver_chosen(0)
        self.lines.on_pin_entered(SUPERVISOR_PIN)
        self.sale.reload()

    @property
    def quantities(self) -> list[int]:
        return [line.quantity for line in self.till.cart.lines]


def test_fewer_of_a_line_is_signed_for_and_the_rest_of_it_stays() -> None:
    counter = Counter()
    counter.sale.on_quantity_entered(1, 2)
    assert counter.floor.dialog is Dialog.LINE_SIGN
    assert counter.sign.last.title == "Sign for taking out G$28,500"
    assert counter.quantities == [5, 1]
    counter.sign_it()

    assert counter.quantities == [2, 1]
    assert counter.floor.dialog is None


def test_one_less_of_a_dear_line_is_signed_for_once_at_the_quantity_that_was_seen() -> None:
    counter = Counter()
    dear = TypedPrice(price=Money(3_000_000, "GYD"), approved_by="staff-ra")
    counter.till.cart = set_price(set_quantity(counter.till.cart, 1, 2), 1, dear)
    counter.sale.reload()
    counter.sale.on_quantity_stepped(-1)
    assert counter.sign.last.title == "Sign for taking out G$30,000"
    assert counter.quantities == [2, 1]
    counter.sign_it()

    assert counter.quantities == [1, 1]


def test_a_whole_line_taken_out_with_del_is_signed_for() -> None:
    counter = Counter()
    counter.sale.on_remove()
    assert counter.sign.last.title == "Sign for taking out G$47,500"
    counter.sign_it()

    assert counter.quantities == [1]


def test_ctrl_z_that_takes_out_much_is_signed_for_and_no_dead_end() -> None:
    counter = Counter()
    counter.undo.on_command(Command.UNDO)
    assert counter.floor.dialog is Dialog.LINE_SIGN
    assert counter.sign.last.title == "Sign for taking out G$38,000"
    assert not counter.undo.is_busy
    counter.sign_it()

    assert counter.quantities == [1, 1]
    counter.undo.on_command(Command.UNDO)
    assert counter.quantities == [1], "the step before is next, not the one that was signed"


def test_a_refusal_while_another_dialog_stands_there_is_only_said() -> None:
    counter = Counter()
    counter.floor.is_free = False
    counter.sale.on_quantity_entered(1, 2)

    assert counter.floor.dialog is None
    notice = counter.floor.notices[-1]
    assert notice is not None
    assert notice.title == "A supervisor must agree"
    assert counter.quantities == [5, 1]
