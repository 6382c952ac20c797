"""Events noted, called in or read later: each once by its id, and worked by the jobs.

Nothing of one is believed but that something happened to something. So no body is kept, which holds
the payer's name and address.
"""

from datetime import UTC, datetime

from central.allotments.books import insert_unless_there
from central.database import Writing
from central.payments.events import OF_SESSIONS, Event
from central.payments.provider_tables import webhook_event
from central.payments.stripe_account import NAME


def keep_event(writing: Writing, event: Event) -> None:
    """Note an event for the jobs, once for ever, however it comes."""
    about = event.data.object
    row = {
        "provider": NAME,
        "event_id": event.id,
        "kind": event.type,
        "object_id": about.id if event.type in OF_SESSIONS else about.payment_intent or "",
        "attempt_id": about.client_reference_id or "",
        "event_at": datetime.fromtimestamp(event.created, UTC),
        "received_at": writing.at,
        "state": "waiting",
        "tries": 0,
        "next_at": writing.at,
        "outcome": "",
    }
    writing.connection.execute(insert_unless_there(writing.connection, webhook_event, row))
