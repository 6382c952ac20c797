"""The scenes of the gallery: what somebody did until the picture was taken."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from app.counter.gallery_sample import CURRENCY
from app.counter.gallery_till import MemoryTill
from app.counter.main_window import CounterWindow
from app.presenters.key_map import Command, Place
from app.use_cases.ports import PrinterFailure
from domain.errors import WorldFailure
from domain.money import Money
from domain.sentence import told
from sync.protocol.status import Link, Problem, SyncStatus

CASHIER, SUPERVISOR = "Shanelle Rodrigues", "Roxanne Adams"
PINS = {CASHIER: "2580", SUPERVISOR: "9630"}
OFFLINE = SyncStatus(link=Link.OFFLINE, waiting_count=12)
LONG_NAME = (
    "Extension cord, heavy duty, 12 gauge, 50 ft, three outlets, orange, for outdoor use and for"
    " generators up to 3 kVA, with strain relief"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """The window and the till behind it."""

    window: CounterWindow
    till: MemoryTill

    def sign_in(self, name: str = CASHIER) -> None:
        people = [member.name for member, _ in self.till.staff]
        self.window.counter.sign_in.on_person_chosen(people.index(name))
        self.window.counter.sign_in.on_pin_entered(PINS[name])

    def open_shift(self, dollars: str = "40,000") -> None:
        self.window.counter.open_shift.on_amount_typed(dollars)
        self.window.counter.open_shift.on_open()

    def begin(self, status: SyncStatus = OFFLINE) -> None:
        """Sign in and open the shift, six hours before the picture."""
        self.window.counter.show_sync_status(status)
        self.till.clock.at -= timedelta(hours=6, minutes=24)
        self.sign_in()
        self.open_shift()
        self.till.clock.at += timedelta(hours=6, minutes=24)
        self.window.counter.on_second()

    def type_search(self, text: str) -> None:
        self.window.screens.sale.products.search.line.setText(text)
        self.window.counter.sale.on_text_changed(text)

    def scan(self, code: str) -> None:
        self.window.counter.sale.on_enter(code)

    def ring_up(self, *skus: str) -> None:
        by_sku = {item.sku: item for item in self.till.items}
        for sku in skus:
            self.window.counter.sale.on_item_chosen(by_sku[sku])

    def pay(self, dollars: str) -> None:
        self.window.counter.sale.on_pay()
        self.window.screens.tender.set_amount(dollars)
        self.window.counter.tender.on_amount_typed(dollars)

    def go(self, place: Place) -> None:
        self.window.counter.on_place_requested(place)


def sign_in(stage: Stage) -> None:
    """Nobody is signed in; the link is there."""
    stage.window.counter.show_sync_status(SyncStatus(link=Link.ONLINE))


def sign_in_wait(stage: Stage) -> None:
    """Too many wrong PINs."""
    for _ in range(4):
        stage.window.counter.sign_in.on_pin_entered("0000")


def sign_in_nobody(stage: Stage) -> None:
    """A till that has not heard yet who works here."""
    stage.till.staff = ()
    stage.window.counter.sign_in.start()


def open_shift(stage: Stage) -> None:
    """The float as one amount."""
    stage.sign_in()
    stage.window.screens.open_shift.amount.type_text("40000")


def open_shift_counted(stage: Stage) -> None:
    """The float note by note."""
    stage.sign_in()
    opening = stage.window.counter.open_shift
    opening.on_mode_chosen(by_denomination=True)
    for dollars, count in ((5_000, 4), (1_000, 12), (500, 10), (100, 28), (20, 10)):
        opening.on_count_typed(dollars * 100, count)


def sale_empty(stage: Stage) -> None:
    """The first customer has not come yet."""
    stage.begin(SyncStatus(link=Link.ONLINE))


def sale(stage: Stage) -> None:
    """A search over a cart with a few lines."""
    stage.begin()
    stage.ring_up("BRL-55-L", "BRL-55-L", "BOX-M", "BRL-1060", "BRL-1080")
    stage.window.counter.sale.on_line_selected(2)
    stage.type_search("s")


def sale_full(stage: Stage) -> None:
    """Long names, large amounts, more lines than fit, catching up."""
    first = stage.till.items[0]
    large = replace(
        first, sku="LONG-1", item_id="LONG-1", name=LONG_NAME, price=Money(99_999_900, CURRENCY)
    )
    stage.till.items = (large, *stage.till.items)
    stage.begin(SyncStatus(link=Link.CATCHING_UP, waiting_count=31, done_count=9, total_count=31))
    stage.ring_up(*(item.sku for item in stage.till.items[:14]))
    stage.window.counter.sale.on_line_selected(1)
    stage.window.counter.sale.on_quantity_entered(1, 987)
    stage.type_search("ext")


def sale_nothing_found(stage: Stage) -> None:
    """A word nobody sells."""
    stage.begin(SyncStatus(link=Link.ONLINE, waiting_count=3))
    stage.ring_up("BRL-55-L")
    stage.type_search("samzung")


def sale_unknown_code(stage: Stage) -> None:
    """A scanned code that no product has."""
    stage.begin()
    stage.ring_up("BRL-55-L")
    stage.scan("4006381333931")


def sale_needs_you(stage: Stage) -> None:
    """The engine needs a person; selling goes on."""
    problem = Problem(
        title=told("This computer's date is wrong"),
        message=told("Nothing is lost. Set it to {time}.", time="21/11/2026 14:26"),
    )
    stage.begin(SyncStatus(link=Link.NEEDS_YOU, waiting_count=12, problem=problem))
    stage.ring_up("BRL-55-L")
    stage.window.counter.show_sync_status(
        SyncStatus(
            link=Link.NEEDS_YOU, waiting_count=13, problem=replace(problem, title=told("The date"))
        )
    )


def cases(stage: Stage) -> None:
    """A shipment over the limit can be put right here."""
    stage.begin(SyncStatus(link=Link.ONLINE, waiting_count=3, case_count=3))
    stage.window.counter.on_command(Command.NEEDS_YOU)


def cases_of_the_office(stage: Stage) -> None:
    """Two histories: nothing to type."""
    cases(stage)
    stage.window.counter.flows.cases.on_row_chosen(2)


def cases_none(stage: Stage) -> None:
    """Nothing needs anybody."""
    stage.till.cases.cases = ()
    stage.begin(SyncStatus(link=Link.ONLINE))
    stage.window.counter.on_command(Command.NEEDS_YOU)


def choice(stage: Stage) -> None:
    """Two products carry one code."""
    stage.begin()
    codes = [code for item in stage.till.items for code in item.barcodes]
    stage.scan(next(code for code in codes if codes.count(code) > 1))


def price(stage: Stage) -> None:
    """An item without a price."""
    stage.begin()
    stage.ring_up("GRC-1250")
    stage.window.screens.price.price.type_text("1500")
    stage.window.counter.questions.price.on_pin_entered("0000")


def tender(stage: Stage) -> None:
    """Cash is being counted."""
    stage.begin()
    stage.ring_up("BRL-55-L", "BRL-55-L", "BOX-M", "BRL-1060", "BRL-1080")
    stage.pay("30,000")


def tender_failing(stage: Stage) -> None:
    """The disk is full: nothing was sold, nothing is lost."""
    stage.begin()
    stage.ring_up("BRL-55-L", "BRL-1080")
    stage.pay("20,000")
    stage.till.fail_with["take_payment"] = WorldFailure(
        "The disk of this till is full",
        "The sale was not taken and the cart is kept. Free some room, then press F12 again.",
    )
    stage.window.counter.tender.on_finish()


def receipt(stage: Stage) -> None:
    """The sale is saved and printed."""
    tender(stage)
    stage.window.counter.tender.on_finish()


def receipt_no_paper(stage: Stage) -> None:
    """The sale is saved; the printer has no paper."""
    tender(stage)
    stage.till.fail_with["print"] = PrinterFailure(
        "The printer has no paper",
        "The sale is saved as GY03B-000101. Load paper and press Ctrl+P to print it.",
    )
    stage.window.counter.tender.on_finish()


def fill_shipment(stage: Stage) -> None:
    """Three pieces within the limits, from one region to another."""
    shipment = stage.window.counter.shipment
    parties = {
        "consignor": (
            "Kelvin Persaud",
            "+592 609 1234",
            "Lot 12 Sea View St",
            "La Bonne Intention",
        ),
        "consignee": ("Ignatius Gomes", "+592 644 8207", "Lot 7 Barrack Road", "Lethem"),
    }
    for who, texts in parties.items():
        for name, text in zip(("name", "phone", "lot_street", "village"), texts, strict=True):
            shipment.on_party_edited("consignor" if who == "consignor" else "consignee", name, text)
    shipment.on_party_edited("consignor", "region", "4")
    shipment.on_party_edited("consignor", "landmark", "Behind the mandir")
    shipment.on_party_edited("consignee", "region", "9")
    shipment.on_party_edited("consignee", "landmark", "Opposite the airstrip")
    shipment.on_declared_typed("160,000")
    pieces = (
        ("Foodstuff and clothes", "Barrel, 55 gal", "131", "24 x 24 x 36"),
        ("Cordless power tools", "Box", "46.5", "20 x 16 x 12"),
        ("Hilux front bumper", "Box, long", "38", "72 x 20 x 16"),
    )
    for number, texts in enumerate(pieces):
        if number:
            shipment.on_piece_added()
        for name, text in zip(("description", "packing", "weight", "sides"), texts, strict=True):
            shipment.on_piece_edited(number, name, text)


def ship_empty(stage: Stage) -> None:
    """A shipment nobody has typed anything into."""
    stage.begin()
    stage.go(Place.SHIP)


def ship(stage: Stage) -> None:
    """Three pieces within the limits."""
    ship_empty(stage)
    fill_shipment(stage)


def ship_over(stage: Stage) -> None:
    """A fourth piece is over the limit."""
    ship(stage)
    shipment = stage.window.counter.shipment
    shipment.on_piece_added()
    for name, text in (
        ("description", "Generator, 8 kVA"),
        ("packing", "Crate"),
        ("weight", "212"),
        ("sides", "36 x 26 x 27"),
    ):
        shipment.on_piece_edited(3, name, text)


def ship_missing(stage: Stage) -> None:
    """F12 with fields still empty."""
    ship_empty(stage)
    shipment = stage.window.counter.shipment
    shipment.on_party_edited("consignor", "name", "Kelvin Persaud")
    shipment.on_piece_edited(0, "description", "Foodstuff")
    shipment.on_piece_edited(0, "weight", "many")
    shipment.on_add_to_sale()


def ship_booked(stage: Stage) -> None:
    """The shipment stands in the cart."""
    ship(stage)
    stage.window.counter.shipment.on_add_to_sale()


def _sell(stage: Stage) -> None:
    stage.begin(replace(OFFLINE, waiting_count=26))
    for skus, given in ((("BRL-55-L", "BRL-55-L"), "20,000"), (("BOX-M", "BRL-1060"), "5,000")):
        stage.ring_up(*skus)
        stage.pay(given)
        stage.window.counter.tender.on_finish()
        stage.window.counter.receipt.on_next()


def shift_blind(stage: Stage) -> None:
    """The drawer is being counted; nobody is told what to expect."""
    _sell(stage)
    stage.go(Place.SHIFT)
    for dollars, count in ((5_000, 4), (2_000, 8), (1_000, 20)):
        stage.window.counter.close_shift.on_count_typed(dollars * 100, count)


def shift_close(stage: Stage) -> None:
    """Counted: G$80 short."""
    shift_blind(stage)
    closing = stage.window.counter.close_shift
    summary = stage.till.services().shift_summary()
    rest = summary.sums.expected.amount_minor // 100 - 80 - 56_000
    for dollars in (500, 100, 50, 20, 10, 5, 1):
        count, rest = divmod(rest, dollars)
        closing.on_count_typed(dollars * 100, count)
    stage.window.screens.close_shift.note.setPlainText(
        "G$80 short, likely coins given at the 11:20 rush. Recounted once."
    )
    closing.on_count_done()


def shift_over(stage: Stage) -> None:
    """Counted: far more than expected."""
    shift_blind(stage)
    stage.window.counter.close_shift.on_count_typed(500_000, 99)
    stage.window.counter.close_shift.on_count_done()


def z_report(stage: Stage) -> None:
    """The shift is closed."""
    shift_close(stage)
    stage.window.counter.close_shift.on_close()


def keys(stage: Stage) -> None:
    """F1 on the sale."""
    stage.begin(SyncStatus(link=Link.ONLINE))
    stage.window.counter.on_keys()


_ALL = (
    sign_in,
    sign_in_wait,
    sign_in_nobody,
    open_shift,
    open_shift_counted,
    sale_empty,
    sale,
    sale_full,
    sale_nothing_found,
    sale_unknown_code,
    sale_needs_you,
    cases,
    cases_of_the_office,
    cases_none,
    choice,
    price,
    tender,
    tender_failing,
    receipt,
    receipt_no_paper,
    ship_empty,
    ship,
    ship_over,
    ship_missing,
    ship_booked,
    shift_blind,
    shift_close,
    shift_over,
    z_report,
    keys,
)
SCENES: Mapping[str, Callable[[Stage], None]] = {
    play.__name__.replace("_", "-"): play for play in _ALL
}
