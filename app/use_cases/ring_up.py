"""An item goes into the cart."""

from dataclasses import dataclass, replace
from datetime import date

from app.use_cases.audit import note_down
from app.use_cases.open_cart import get_open_cart
from app.use_cases.rights import require_seller
from app.use_cases.second_person import signs_alone
from app.use_cases.spending import ask_ahead
from app.use_cases.till import Session, Till
from domain.cart import Cart, Terms, TypedPrice, add_on_terms
from domain.cart_line import Weighed
from domain.catalog import CatalogItem, require_in_season
from domain.errors import NotAllowed, RuleBroken
from domain.pricing import price_cart
from domain.sentence import told
from domain.shift import Shift
from domain.staff import Permission
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class RingUp:
    """Which item and how many; ``typed`` is a price that somebody with the right approved.

    ``weighed`` is the weight of goods that are sold by it.
    """

    item_id: str
    quantity: int = 1
    typed: TypedPrice | None = None
    weighed: Weighed | None = None


class WhichVariant(RuleBroken):
    """The item comes in variants: a person says which. Nothing was added."""

    def __init__(self, item: CatalogItem, variants: tuple[CatalogItem, ...]) -> None:
        super().__init__(
            "Which one?",
            told(
                "{name} comes in {variants} variants. Nothing is lost. Choose one.",
                name=item.name,
                variants=len(variants),
            ),
            "which_variant",
        )
        self.args = (item, variants)
        self.item, self.variants = item, variants


class WeightNeeded(RuleBroken):
    """The item is sold by weight: it is weighed, or its weight is typed. Nothing was added."""

    def __init__(self, item: CatalogItem) -> None:
        super().__init__(
            "Weigh it first",
            told(
                "{name} is not in the sale yet. Nothing is lost. Put it on the scale,"
                " or type its weight.",
                name=item.name,
            ),
            "weight_needed",
        )
        self.args = (item,)
        self.item = item


def ring_up(till: Till, session: Session, request: RingUp) -> Cart:
    """Put an item in the open cart and return the cart.

    Raises PriceNeeded (no price is known and none was typed: zero is the price of samples only),
    WhichVariant, WeightNeeded, NotAllowed (who approved the price may not), NotFound, BadInput,
    RuleBroken (``no_rule`` for an item of a tax class without a rate: it stays out of the cart).
    """
    with till.db.unit_of_work(durable=False) as uow:
        shift = require_seller(uow, session)
        item = uow.catalog.get_item(request.item_id)
        if request.typed is not None:
            _require_approver(uow, session, request.typed, shift)
            _note_price(uow, till, session, item, request.typed)
        terms = Terms(quantity=request.quantity, typed=request.typed, weighed=request.weighed)
        cart = put_in_cart(uow, till, item, shift.business_date, terms)
        if item.allotted:
            ask_ahead(uow, till, session, cart, shift.business_date)
        uow.commit()
    return cart


def put_in_cart(
    uow: UnitOfWork,
    till: Till,
    item: CatalogItem,
    on: date,
    terms: Terms | None = None,
) -> Cart:
    """Add to the open cart and keep it, in the caller's transaction.

    A price in other money is converted at the rate of the business date ``on``, which is locked
    for the line. What has no price then is not kept: nobody could pay that cart. Raises
    WhichVariant, WeightNeeded, RuleBroken (``out_of_season``) and what ``add_on_terms`` raises.
    """
    terms = terms or Terms()
    require_in_season(item, on)
    variants = uow.catalog.list_variants(item.sku)
    if variants:
        raise WhichVariant(item, variants)
    if item.sold_by != "each" and terms.weighed is None:
        raise WeightNeeded(item)
    before = get_open_cart(uow, till)
    if item.price is not None and item.price.currency != before.currency:
        rate = uow.rules.book().find_fx_rate(item.price.currency, before.currency, on)
        terms = replace(terms, rate=rate)
    cart = add_on_terms(before, item, terms)
    price_cart(cart, uow.rules.book(), on)
    uow.carts.save(cart)
    return cart


def _require_approver(uow: UnitOfWork, session: Session, typed: TypedPrice, shift: Shift) -> None:
    alone = (session.staff_id, typed.approved_by, shift.business_date)
    if signs_alone(uow, *alone, Permission.TYPE_PRICE):
        return
    approver = uow.staff.find_staff(typed.approved_by)
    if approver is None or Permission.TYPE_PRICE not in uow.rules.book().role_permissions(
        approver.role, shift.business_date
    ):
        raise NotAllowed(
            "That price is not approved",
            "Who approved it may not set prices here. The item is not in the sale, and nothing is"
            " lost. Ask a supervisor to approve the price.",
        )
    if approver.staff_id == session.staff_id:
        raise NotAllowed(
            "A second person must approve the price",
            "Nobody approves a price in a sale of their own. The item is not in the sale, and"
            " nothing is lost. Ask another supervisor to approve it.",
        )


def _note_price(
    uow: UnitOfWork, till: Till, session: Session, item: CatalogItem, typed: TypedPrice
) -> None:
    note_down(
        uow,
        till.clock.now(),
        session.staff_id,
        ("price_typed", item.item_id),
        {
            "amount_minor": typed.price.amount_minor,
            "currency": typed.price.currency,
            "approved_by": typed.approved_by,
        },
    )
