"""What a shipment would cost, and which limits it passes, while it is still being put together."""

from dataclasses import dataclass

from app.use_cases.phone_check import find_phone_warning
from app.use_cases.rights import business_day
from app.use_cases.shipment_pricing import quote_now
from app.use_cases.till import Till
from domain.quote import Quote
from domain.shipment import LimitBreach, ShipmentDraft, ShipmentLimits, check_limits


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteAnswer:
    """A price, or the limits that stand in its way (then ``quote`` is None: a special quote).

    ``warnings`` are sentences about what was typed; none of them forbids the booking.
    """

    quote: Quote | None
    breaches: tuple[LimitBreach, ...]
    warnings: tuple[str, ...] = ()


def quote_draft(till: Till, draft: ShipmentDraft) -> QuoteAnswer:
    """Price a draft by the rate sheet in force. Keeps nothing. Raises RuleBroken (``no_rule``)."""
    now = till.clock.now()
    warnings = phone_warnings(draft)
    with till.db.reading() as uow:
        on = business_day(uow, now)
        breaches = check_limits(draft.pieces, uow.rules.book().shipment_limits(on))
        quote = None if breaches else quote_now(uow, draft, on, now)
    return QuoteAnswer(quote=quote, breaches=breaches, warnings=warnings)


def phone_warnings(draft: ShipmentDraft) -> tuple[str, ...]:
    """The sentences about both parties' phone numbers."""
    parties = ((draft.consignor.phone, "consignor"), (draft.consignee.phone, "consignee"))
    found = (find_phone_warning(phone, whose) for phone, whose in parties)
    return tuple(sentence for sentence in found if sentence is not None)


def shipment_limits(till: Till) -> ShipmentLimits:
    """The limits in force on the business date. Raises RuleBroken (``no_rule``)."""
    with till.db.reading() as uow:
        return uow.rules.book().shipment_limits(business_day(uow, till.clock.now()))
