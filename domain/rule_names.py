"""How a cashier is told which rule is missing or cannot be read."""

from collections.abc import Callable, Mapping

from domain.sentence import told


def _rate_name(base: str, _stroke: str, quote: str) -> str:
    return told("the rate of {base} in {quote}", base=base, quote=quote)


_NAMES: Mapping[str, Callable[[str], str]] = {
    "vat_rate": lambda key: told("VAT, {tax_class}", tax_class=key),
    "cash_rounding": lambda key: told("cash rounding, {currency}", currency=key),
    "denominations": lambda key: told("notes and coins, {currency}", currency=key),
    "shipment_limits": lambda _: told("the shipment limits"),
    "rate_sheet": lambda _: told("the rate sheet"),
    "pin_policy": lambda _: told("the PIN policy"),
    "quote_validity": lambda _: told("how long a quote holds"),
    "over_short": lambda key: told("the allowed difference, {currency}", currency=key),
    "sales_invoice": lambda key: told("the sales invoice limit, {currency}", currency=key),
    "role": lambda key: told("the rights of a {role}", role=key),
    "staff_age": lambda _: told("the age of the staff list"),
    "disk_space": lambda _: told("the room on the disk"),
    "parked_carts": lambda _: told("parked sales"),
    "refund_approval": lambda key: told("the approval of refunds, {currency}", currency=key),
    "tender_reservation": lambda _: told("how long goods are set aside"),
    "allotment_cover": lambda _: told("how much is held in advance"),
    "fx_rate": lambda key: _rate_name(*key.partition("/")),
    "consent_text": lambda key: told("the consent text for {purpose}", purpose=key),
}


def rule_name(kind: str, key: str) -> str:
    """What a kind of rule is called in a sentence; a kind without words of its own as it is."""
    made = _NAMES.get(kind)
    return kind if made is None else made(key)
