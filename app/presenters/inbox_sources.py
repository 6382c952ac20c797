"""Where the rows of the supervisor's desk come from. Another kind of row is one line here."""

from app.presenters.inbox_asked import AskedRows
from app.presenters.inbox_cases import CaseRows
from app.presenters.inbox_payments import PaymentHouse, PaymentRows
from app.presenters.inbox_providers import ProviderRows
from app.presenters.inbox_quotes import QuoteRows
from app.presenters.inbox_reviews import ReviewHouse, ReviewRows
from app.presenters.inbox_rows import InboxSource
from app.presenters.services import Desk


def inbox_sources(desk: Desk) -> tuple[InboxSource, ...]:
    """Every source, bound to the till behind a desk."""
    services, profile = desk.services, desk.profile
    payments = PaymentHouse(
        paying=services.payments.paying,
        inbox=services.cases.inbox,
        list_staff=services.list_staff,
        zone=profile.zone,
    )
    reviews = ReviewHouse(
        inbox=services.cases.inbox,
        list_staff=services.list_staff,
        zone=profile.zone,
        currency=profile.currency,
    )
    return (
        AskedRows(services.cases.afar),
        QuoteRows(services.cases.quotes),
        PaymentRows(payments),
        ReviewRows(reviews),
        CaseRows(services.cases),
        ProviderRows(services.payments.paying.list_providers, profile.zone),
    )
