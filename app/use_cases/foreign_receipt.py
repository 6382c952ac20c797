"""A receipt of another till, believed for its signed code: offline and provisional (rule 9.31)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.use_cases.rights import require_seller
from app.use_cases.till import Session, Till
from app.use_cases.typed_text import require_writable
from domain.catalog import CatalogItem
from domain.errors import BadInput, Conflict, NotFound, RuleBroken
from domain.gtin import normalise_barcode
from domain.money import Money
from domain.refund import Returned, require_within_cap
from domain.refund_elsewhere import NamedGoods, money_back_elsewhere, named_goods
from domain.sentence import told
from storage.unit_of_work import Reading
from sync.protocol.receipt_code import (
    ReceiptFacts,
    UnreadableCode,
    is_signed_by,
    read_receipt_code,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignReceipt:
    """What a code says and its till's key bears out.

    ``most`` is the most that this till still gives back for it; ``is_own`` says that this till's
    present stream sold it: then its lines are known and nothing is provisional.
    """

    receipt_number: str
    till_label: str
    sold_on: date
    paid: Money
    before: Money
    most: Money
    is_own: bool


def read_foreign_receipt(till: Till, session: Session, code: str) -> ForeignReceipt:
    """Return what a scanned code says. Raises BadInput, RuleBroken (``unknown_till``)."""
    with till.db.reading() as uow:
        shift = require_seller(uow, session)
        return believe(uow, code, shift.business_date)


def believe(uow: Reading, code: str, on: date) -> ForeignReceipt:
    """Check a code against the keys of its till, and say what may be given back for it here.

    Raises BadInput for a code that no till signed, RuleBroken (``unknown_till``) where central has
    not told of its till yet.
    """
    facts = _read(code)
    own = uow.till.find_current_stream()
    keys = uow.till_keys.find(facts.till)
    if keys is None:
        raise RuleBroken(
            "The till of this receipt is not known here",
            told(
                "Central has not told this till of the one that sold {receipt}."
                " Nothing was given back and nothing is lost. Ask again when the line"
                " is back.",
                receipt=facts.receipt,
            ),
            "unknown_till",
        )
    if not any(is_signed_by(code, key) for key in keys.keys):
        raise BadInput(
            "This code is not genuine",
            told(
                "The till that it names did not sign it for {receipt}. Nothing was"
                " given back. Keep the paper and ask the office.",
                receipt=facts.receipt,
            ),
        )
    paid = Money(facts.total_minor, facts.currency)
    before = Money(uow.refunds.given_minor(facts.receipt), facts.currency)
    rule = uow.rules.book().refund_rule(facts.currency, on)
    most_minor = min(paid.amount_minor, rule.elsewhere_max_minor) - before.amount_minor
    return ForeignReceipt(
        receipt_number=facts.receipt,
        till_label=keys.label,
        sold_on=facts.date,
        paid=paid,
        before=before,
        most=Money(max(0, most_minor), facts.currency),
        is_own=own is not None and own.name == facts.stream,
    )


def find_goods(till: Till, code: str) -> CatalogItem:
    """Return the one item that a scanned or typed code or name means.

    Raises NotFound, Conflict, RuleBroken (``weighed_goods``).
    """
    text = require_writable(code).strip()
    with till.db.reading() as uow:
        found = uow.catalog.find_by_barcode(normalise_barcode(text)) or uow.catalog.search(text, 2)
    wanted = text.casefold()
    exact = (item for item in found if wanted in {item.sku.casefold(), item.name.casefold()})
    found = tuple(exact) or found
    if not found:
        raise NotFound(
            "No product has this code or name",
            told(
                "Nothing called '{text}' is in this till's catalog. Nothing is lost."
                " Scan it again.",
                text=text,
            ),
        )
    if len(found) > 1:
        raise Conflict(
            "Several products may be meant",
            told(
                "'{text}' fits {name} and {found_name}. Nothing is lost. Type the whole SKU.",
                text=text,
                name=found[0].name,
                found_name=found[1].name,
            ),
        )
    _require_each(found[0])
    return found[0]


def _read(code: str) -> ReceiptFacts:
    try:
        return read_receipt_code(code)
    except UnreadableCode as error:
        raise BadInput(
            "This is not the code of a receipt",
            "It cannot be read. Nothing was given back and nothing is lost. Scan it again.",
        ) from error


def plan_foreign(
    uow: Reading, on: date, code: str, what: tuple[Mapping[str, int], bool]
) -> tuple[ForeignReceipt, Returned, Money]:
    """Reckon goods named for another till's receipt; ``what`` is goods by item id, and is it cash.

    Raises RuleBroken (``nothing_chosen``, ``more_than_sold``, ``above_cap``, ``sold_here``,
    ``no_price``, ``weighed_goods``) and what ``believe`` raises.
    """
    goods, is_cash = what
    receipt = believe(uow, code, on)
    if receipt.is_own:
        raise RuleBroken(
            "This till sold it",
            told(
                "Open receipt {receipt_number} and choose its lines. Nothing was given back.",
                receipt_number=receipt.receipt_number,
            ),
            "sold_here",
        )
    book, currency = uow.rules.book(), receipt.paid.currency
    returned = named_goods([_named(uow, receipt, *each) for each in goods.items() if each[1]])
    step_minor = book.cash_step_minor(currency, on) if is_cash else 1
    given = money_back_elsewhere(returned, receipt.paid, receipt.before, step_minor)
    require_within_cap(book.refund_rule(currency, on), given, receipt.before)
    return receipt, returned, given


def _named(uow: Reading, receipt: ForeignReceipt, item_id: str, quantity: int) -> NamedGoods:
    item = uow.catalog.get_item(item_id)
    _require_each(item)
    if item.price is None or item.price.currency != receipt.paid.currency:
        raise RuleBroken(
            "It has no price here",
            told(
                "{name} cannot be reckoned at this till. Nothing was given back and"
                " nothing is lost. Send the customer to the till that sold it.",
                name=item.name,
            ),
            "no_price",
        )
    return NamedGoods(
        item_id=item_id,
        name=item.name,
        quantity=quantity,
        unit_price=item.price,
        tax_class=item.tax_class,
        vat_basis_points=uow.rules.book().vat_basis_points(item.tax_class, receipt.sold_on),
    )


def _require_each(item: CatalogItem) -> None:
    """Refuse what is sold by weight: what it weighed is known at its own till alone."""
    if item.sold_by != "each":
        raise RuleBroken(
            "It is sold by weight",
            told(
                "What {name} weighed is known only at the till that sold it. Nothing was given back"
                " and nothing is lost. Send the customer there.",
                name=item.name,
            ),
            "weighed_goods",
        )
