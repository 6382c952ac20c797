"""What keeps allotments true while nobody asks: limits that begin today, news held back."""

from central.allotments.publishing import OpenWriting, publish_due
from central.bookings.limits import settle_limits
from central.opening import Central


def keep_allotments(central: Central, open_writing: OpenWriting) -> None:
    """Do what is due now. For the jobs: bounded, and harmless to repeat."""
    at = central.surroundings.now()
    settle_limits(central.database, open_writing, at)
    publish_due(central.database, open_writing, at)
