"""``bookings``: how many an agent may have open at a time, and closing them."""

import json
from argparse import ArgumentParser, Namespace
from dataclasses import asdict
from datetime import date

from central.allotments.names import agent_of
from central.allotments.showing import list_books
from central.bookings.closing import close_booking
from central.bookings.limits import BookingLimit, set_booking_limit
from central.bookings.listing import list_open_bookings
from central.commands.options import (
    Command,
    add_action,
    add_store_option,
    chosen_store,
    opened,
    say,
)
from central.commands.stock import book_text


def _describe(parser: ArgumentParser) -> None:
    actions = parser.add_subparsers(required=True, metavar="ACTION", dest="action")
    limiting = add_action(actions, "limit", "set an agent's limit from a day on", _run_limit)
    limiting.add_argument("--agent", required=True, help="staff id")
    limiting.add_argument("--limit", required=True, type=int, help="bookings open at a time")
    limiting.add_argument("--from", dest="valid_from", type=date.fromisoformat, help="YYYY-MM-DD")
    closing = add_action(actions, "close", "close a booking: its agent may book again", _run_close)
    closing.add_argument("--waybill", required=True)
    closing.add_argument("--reason", default="", help="for the audit log; no names")
    showing = add_action(actions, "show", "show limits and open bookings", _run_show)
    showing.add_argument("--json", action="store_true", help="print JSON")
    for action in (limiting, closing, showing):
        add_store_option(action)


def _run(options: Namespace) -> int:
    code: int = options.run_action(options)
    return code


def _run_limit(options: Namespace) -> int:
    with opened(options) as central:
        store = chosen_store(central, options)
        limit = BookingLimit(
            staff_id=options.agent, units=options.limit, valid_from=options.valid_from
        )
        valid_from = set_booking_limit(central, store.organisation_id, limit)
    say(f"{options.agent} may have {options.limit} bookings open at a time from {valid_from} on.")
    return 0


def _run_close(options: Namespace) -> int:
    with opened(options) as central:
        store = chosen_store(central, options)
        released = close_booking(central, store.organisation_id, options.waybill, options.reason)
    say(f"{options.waybill} is closed; its agent may book {released} more.")
    return 0


def _run_show(options: Namespace) -> int:
    with opened(options) as central:
        store = chosen_store(central, options)
        with central.database.reading() as connection:
            books = list_books(connection, store.organisation_id, "booking")
            bookings = list_open_bookings(connection, store.organisation_id)
    if options.json:
        told = {
            "limits": [asdict(row) for row in books],
            "open": [asdict(row) for row in bookings],
        }
        say(json.dumps(told, default=str))
        return 0
    lines = [book_text(agent_of(row.resource) or row.resource, row) for row in books]
    lines += [
        f"{row.waybill}  booked by {row.agent} in {row.stream}, {row.booked_at:%Y-%m-%d %H:%M}"
        for row in bookings
    ]
    say("\n".join(lines) or "No agent has a limit. Run 'windward-central bookings limit'.")
    return 0


BOOKINGS = Command(
    "bookings", "limit how many bookings an agent has open, and close them", _describe, _run
)
