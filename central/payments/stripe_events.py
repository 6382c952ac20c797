"""Events that Stripe could not deliver, page by page: a dispute whose calls were all lost is heard.

https://docs.stripe.com/webhooks/process-undelivered-events. They are kept there for 30 days, and
listed the newest first; those that Stripe still tries to deliver are among them.
"""

from datetime import datetime
from typing import Any

import stripe
import structlog

from central.payments.events import OF_MONEY, OF_SESSIONS, Event, read_event
from central.payments.port import EventPage
from central.payments.stripe_answers import Page, read_answer
from central.payments.stripe_errors import calling

_PAGE = 100
_log = structlog.get_logger("central.payments")


def list_undelivered(client: stripe.StripeClient, since: datetime, after: str) -> EventPage:
    """Return a page of what happened since and was not delivered. Raises as the port says.

    An event that cannot be read is logged and left out: it would stop all others for ever.
    """
    params: dict[str, Any] = {
        "delivery_success": False,
        "types": sorted(OF_SESSIONS | OF_MONEY),
        "created": {"gte": int(since.timestamp())},
        "limit": _PAGE,
    }
    if after:
        params["starting_after"] = after
    with calling():
        listed = client.v1.events.list(params)  # type: ignore[arg-type]  # plain JSON, as documented
    page = read_answer(Page, listed)
    events: list[Event] = []
    for one in page.data:
        try:
            event = read_event(one)
        except ValueError:
            _log.info("event_unreadable", kind=str(one.get("type"))[:100])
            continue
        if event is not None:
            events.append(event)
    last = page.data[-1].get("id") if page.data and page.has_more else ""
    return EventPage(events=tuple(events), after=last if isinstance(last, str) else "")
