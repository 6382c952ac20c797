"""Prices are compared with what the till was told: a difference is a case, age is a policy."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from central.catalog.importing import import_catalog, item_id_of
from central.operations import price_cases
from central.pricing.checking import find_differences
from central.pricing.history import KnownPrice, list_prices
from central.pricing.tables import item_price
from central.staff.members import NewMember, add_staff
from central.tables import case_file, sale
from central.tills.organisations import Store
from domain.catalog import PriceBreak
from domain.money import Money, divide_rounded
from domain.rules import RuleBook
from sync.protocol.bodies import SaleCompleted, SaleLineBody, TenderBody
from sync.protocol.line_bodies import ForeignBody
from tests.central.office import Office
from tests.central.paper_till import START, PaperTill, sale_body

pytestmark = pytest.mark.both_databases

HEAD = "sku,name,price_gyd,price_breaks,sold_by,kind\n"
RICE = "RICE,Rice 1 kg,1140,5:1000;20:900,,\n"
YAMS = "YAMS,Yams,660,,kg,\n"
TASTER = "TASTE,Taster,0,,,sample\n"
Change = Callable[[SaleLineBody], SaleLineBody]


class Shop:
    """A store with a catalog, and a till that was told of it."""

    def __init__(self, office: Office, store: Store, till: PaperTill, folder: Path) -> None:
        self.office, self.store, self.till, self.folder = office, store, till, folder

    def tell(self, text: str, *, days_ago: int = 0) -> None:
        self.office.clock.at = START - timedelta(days=days_ago)
        path = self.folder / "catalog.csv"
        path.write_text(HEAD + text, "utf-8")
        import_catalog(self.office.central, self.store, path, "GYD")
        self.office.clock.at = START

    def known(self, sku: str) -> KnownPrice:
        item_id = item_id_of(self.store.store_id, sku)
        with self.office.central.database.reading() as connection:
            found = list_prices(connection, self.store.organisation_id, [item_id])
        return found[item_id][-1]

    def line(self, sku: str, quantity: int = 1) -> SaleLineBody:
        """A line as an honest till writes it."""
        known = self.known(sku)
        assert known.price is not None
        grams = 1_000 if known.sold_by == "kg" else None
        unit = known.price.amount_minor
        if sku == "RICE" and quantity >= 5:
            unit = 100_000
        return SaleLineBody(
            line_no=1,
            kind="item",
            item_id=known.item_id,
            name="Something",
            quantity=quantity,
            unit_minor=unit,
            gross_minor=unit * quantity,
            tax_class="standard",
            vat_basis_points=1_400,
            vat_minor=divide_rounded(unit * quantity * 14, 114),
            price_id=known.price_id,
            feed_position=known.from_position,
            price_source="catalog",
            sold_by="kg" if grams else None,
            weight_grams=grams,
            weight_source="scale" if grams else None,
            sample="sample_item" if known.kind == "sample" else None,
        )

    def sell(self, line: SaleLineBody) -> None:
        """Send a sale of one line that adds up."""
        total = line.gross_minor
        line = line.model_copy(update={"vat_minor": divide_rounded(total * 14, 114)})
        tender = TenderBody(
            kind="cash", currency="GYD", amount_minor=total, received_minor=total, change_minor=0
        )
        body = sale_body(self.till.next_receipt()).model_copy(
            update={
                "lines": (line,),
                "total_minor": total,
                "vat_minor": line.vat_minor,
                "tenders": (tender,),
            }
        )
        SaleCompleted.model_validate(body.model_dump())
        self.till.write(body, kind="sale_completed")
        self.till.push()

    def cases(self) -> list[str]:
        return [str(row["kind"]) for row in self.office.rows(case_file)]


@pytest.fixture
def shop_with_prices(office: Office, shop: Store, till: PaperTill, tmp_path: Path) -> Shop:
    supervisor = NewMember(name="Somebody", role="supervisor", staff_id="staff-sup")
    add_staff(office.central, shop.organisation_id, supervisor)
    made = Shop(office, shop, till, tmp_path)
    made.tell(RICE + YAMS + TASTER, days_ago=30)
    return made


def at_price(minor: int) -> Change:
    def change(line: SaleLineBody) -> SaleLineBody:
        return line.model_copy(update={"unit_minor": minor, "gross_minor": minor * line.quantity})

    return change


def saying(**fields: object) -> Change:
    def change(line: SaleLineBody) -> SaleLineBody:
        return line.model_copy(update=fields)

    return change


@pytest.mark.parametrize(("sku", "quantity"), [("RICE", 1), ("RICE", 5), ("YAMS", 1), ("TASTE", 2)])
def test_an_honest_sale_opens_no_case(shop_with_prices: Shop, sku: str, quantity: int) -> None:
    shop_with_prices.sell(shop_with_prices.line(sku, quantity))

    assert shop_with_prices.cases() == []


@pytest.mark.parametrize(
    ("quantity", "change", "words"),
    [
        (1, at_price(100_000), "114000 was the price"),
        (4, at_price(100_000), "114000 was the price"),
        (1, saying(price_id="made-up"), "names the price made-up"),
        (1, saying(item_id="nothing"), "no till was told of"),
        (1, saying(feed_position=0), "no till was told of"),
        (
            1,
            saying(
                foreign=ForeignBody(
                    minor=1, currency="USD", micro=200_000_000, source="A bank", at=START
                )
            ),
            "converted from other money",
        ),
        (1, saying(price_source="typed"), "nobody approved"),
        (1, saying(sample="tasting", unit_minor=0, gross_minor=0), "nobody approved it"),
        (1, saying(sample="sample_item", unit_minor=0, gross_minor=0), "nobody approved it"),
        (1, saying(sample="tasting", approved_by="staff-sup"), "given free and is not"),
    ],
)
def test_a_price_that_the_till_was_never_told_becomes_a_case_and_the_money_counts(
    shop_with_prices: Shop, quantity: int, change: Change, words: str
) -> None:
    shop = shop_with_prices
    shop.sell(change(shop.line("RICE", quantity)))
    [case] = shop.office.rows(case_file)

    assert (case["kind"], words in str(case["message"])) == ("price_difference", True)
    assert len(shop.office.rows(sale)) == 1


@pytest.mark.parametrize(
    "change",
    [
        saying(price_source="typed", approved_by="staff-sup", unit_minor=500, gross_minor=500),
        saying(sample="tasting", approved_by="staff-sup", unit_minor=0, gross_minor=0),
    ],
)
def test_what_somebody_approved_is_no_difference(shop_with_prices: Shop, change: Change) -> None:
    shop_with_prices.sell(change(shop_with_prices.line("RICE")))

    assert shop_with_prices.cases() == []


def test_an_old_price_is_age_and_only_a_policy_minds_it(shop_with_prices: Shop) -> None:
    """The sample rules let a price be used for 14 days after another followed it."""
    shop = shop_with_prices
    oldest, older = shop.line("RICE"), at_price(120_000)(shop.line("RICE"))
    shop.tell("RICE,Rice 1 kg,1200,,,\n", days_ago=15)
    older = older.model_copy(
        update={
            "price_id": shop.known("RICE").price_id,
            "feed_position": shop.known("RICE").from_position,
        }
    )
    shop.tell("RICE,Rice 1 kg,1300,,,\n", days_ago=14)
    shop.sell(older)
    assert shop.cases() == []

    shop.sell(oldest)
    [case] = shop.office.rows(case_file)
    assert case["kind"] == "old_price"
    assert "15 days before" in str(case["message"])
    assert shop.known("RICE").price == Money(130_000, "GYD")


def test_a_line_that_names_todays_price_at_an_old_position_is_a_difference(
    shop_with_prices: Shop,
) -> None:
    shop = shop_with_prices
    old = shop.line("RICE")
    shop.tell("RICE,Rice 1 kg,1200,,,\n")
    shop.sell(shop.line("RICE").model_copy(update={"feed_position": old.feed_position}))

    assert shop.cases() == ["price_difference"]


def test_a_price_is_kept_once_however_often_its_item_is_told(shop_with_prices: Shop) -> None:
    shop = shop_with_prices
    shop.tell("RICE,Rice long grain 1 kg,1140,,,\n")
    before = len(shop.office.rows(item_price))
    shop.tell(RICE.replace("Rice", "Rice again"))
    shop.tell(RICE.replace("Rice", "Rice anew"))

    assert len(shop.office.rows(item_price)) == before + 1


def test_many_differences_are_told_in_few_words(shop_with_prices: Shop) -> None:
    shop = shop_with_prices
    line = at_price(57_000)(shop.line("RICE"))
    lines = tuple(line.model_copy(update={"line_no": number}) for number in range(1, 8))
    total = 7 * 57_000
    vat = divide_rounded(total * 14, 114)
    each = [vat // 7] * 6
    body = sale_body(shop.till.next_receipt(), total).model_copy(
        update={
            "lines": tuple(
                one.model_copy(update={"vat_minor": part})
                for one, part in zip(lines, [*each, vat - sum(each)], strict=True)
            )
        }
    )
    shop.till.write(body, kind="sale_completed")
    shop.till.push()
    [case] = shop.office.rows(case_file)

    assert "And 2 more." in str(case["message"])


def test_a_store_that_never_told_a_price_has_none_to_compare(
    office: Office, till: PaperTill
) -> None:
    till.write(sale_body(till.next_receipt()), kind="sale_completed")
    till.push()

    assert office.rows(case_file) == []


def test_a_comparison_that_is_left_out_is_caught(
    shop_with_prices: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Planted: central believes every price; the sale at half price passes unseen."""
    monkeypatch.setattr(price_cases, "find_differences", lambda _sale, _prices: ())
    shop = shop_with_prices
    shop.sell(at_price(57_000)(shop.line("RICE")))

    with pytest.raises(AssertionError):
        assert shop.cases() == ["price_difference"]


def test_a_price_in_other_money_is_converted_as_the_till_did() -> None:
    five = PriceBreak(from_quantity=5, price=Money(90, "USD"))
    known = KnownPrice(
        item_id="phone",
        from_position=1,
        price_id="p-1",
        price=Money(100, "USD"),
        sold_by="each",
        kind="goods",
        breaks=(five,),
        published_at=START,
    )
    told = ForeignBody(minor=100, currency="USD", micro=209_500_000, source="A bank", at=START)
    line = (
        sale_body("R-1")
        .lines[0]
        .model_copy(
            update={
                "item_id": "phone",
                "price_id": "p-1",
                "feed_position": 1,
                "unit_minor": 20_950,
                "foreign": told,
            }
        )
    )

    def differs(one: SaleLineBody, price: KnownPrice = known) -> bool:
        body = sale_body("R-1").model_copy(update={"lines": (one,)})
        return bool(find_differences(body, {"phone": (price,)}))

    many = line.model_copy(update={"quantity": 5})
    assert not differs(line)
    assert not differs(many.model_copy(update={"unit_minor": 18_855}))
    assert differs(many)
    assert differs(line.model_copy(update={"foreign": None}))
    assert differs(line.model_copy(update={"sold_by": "kg"}))
    assert differs(line, replace(known, price=None, breaks=()))
    broken = told.model_copy(update={"currency": "GYD"})
    gyd = replace(known, price=Money(100, "GYD"), breaks=())
    assert differs(line.model_copy(update={"foreign": broken}), gyd)


def test_without_a_policy_no_price_is_too_old(
    shop_with_prices: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop = shop_with_prices
    line = shop.line("RICE")
    shop.tell("RICE,Rice 1 kg,1200,,,\n", days_ago=29)
    patched = RuleBook.find
    monkeypatch.setattr(
        RuleBook,
        "find",
        lambda book, reader, key, on: (
            None if key[0] == "price_age" else patched(book, reader, key, on)
        ),
    )
    shop.sell(line)

    assert shop.cases() == []


def test_a_shipment_has_a_quote_and_no_price_to_compare() -> None:
    line = sale_body("R-1").lines[0].model_copy(update={"kind": "shipment"})

    assert find_differences(sale_body("R-1").model_copy(update={"lines": (line,)}), {}) == ()
