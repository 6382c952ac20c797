"""``stock``: how many there are of a marked item, and where they are."""

import json
from argparse import ArgumentParser, Namespace
from dataclasses import asdict

import sqlalchemy as sa

from central.allotments.names import stock_resource
from central.allotments.showing import BookRow, list_books
from central.allotments.stock import StockChange, set_stock, unmark_stock
from central.catalog.importing import item_id_of
from central.commands.options import (
    Command,
    add_action,
    add_store_option,
    chosen_store,
    opened,
    say,
)
from central.tables import catalog_item


def _describe(parser: ArgumentParser) -> None:
    actions = parser.add_subparsers(required=True, metavar="ACTION", dest="action")
    setting = add_action(actions, "set", "mark an item and say how many there are", _run_set)
    setting.add_argument("--sku", required=True)
    count = setting.add_mutually_exclusive_group(required=True)
    count.add_argument("--total", type=int, help="all units ever put up for sale under the mark")
    count.add_argument("--add", type=int, help="units that came in")
    unmarking = add_action(actions, "unmark", "sell an item without asking again", _run_unmark)
    unmarking.add_argument("--sku", required=True)
    showing = add_action(actions, "show", "show where every unit is", _run_show)
    showing.add_argument("--sku", help="of one item only")
    showing.add_argument("--json", action="store_true", help="print JSON")
    for action in (setting, unmarking, showing):
        add_store_option(action)


def _run(options: Namespace) -> int:
    code: int = options.run_action(options)
    return code


def _run_set(options: Namespace) -> int:
    with opened(options) as central:
        store = chosen_store(central, options)
        change = StockChange(sku=options.sku, total=options.total, added=options.add)
        with central.database.writing(central.surroundings.now()) as writing:
            book = set_stock(writing, central.surroundings, store, change)
    say(
        f"{options.sku}: {book.total} in all, {book.consumed} sold, {book.outstanding} with tills,"
        f" {book.free} free to grant. Each till learns it with its next exchange."
    )
    return 0


def _run_unmark(options: Namespace) -> int:
    with opened(options) as central:
        store = chosen_store(central, options)
        with central.database.writing(central.surroundings.now()) as writing:
            unmark_stock(writing, central.surroundings, store, options.sku)
    say(f"{options.sku} is sold without asking from now on; its book is kept.")
    return 0


def _run_show(options: Namespace) -> int:
    with opened(options) as central:
        store = chosen_store(central, options)
        with central.database.reading() as connection:
            rows = list_books(connection, store.organisation_id, f"stock:{store.store_id}")
            if options.sku is not None:
                name = stock_resource(store.store_id, item_id_of(store.store_id, options.sku))
                rows = [row for row in rows if row.resource == name]
            skus = _skus(connection, store.store_id, rows)
    if options.json:
        say(json.dumps([{"sku": skus.get(row.resource), **asdict(row)} for row in rows]))
    else:
        lines = [book_text(skus.get(row.resource) or row.resource, row) for row in rows]
        say("\n".join(lines) or "No item is marked. Run 'windward-central stock set'.")
    return 0


def book_text(name: str, row: BookRow) -> str:
    """Return a book in words, with who holds what below it."""
    lines = [
        (
            f"{name}: {row.total} in all, {row.consumed} used, {row.outstanding} with tills,"
            f" {row.pool} free at central"
        )
    ]
    if row.exceptions:
        lines.append(f"  {row.exceptions} of them above the limit, signed by a supervisor")
    for one in row.holders:
        stranded = ", stranded: declare the stream lost to have them back" if one.stranded else ""
        lines.append(f"  {one.till} holds {one.held} in {one.stream}{stranded}")
    if row.waiting_for:
        lines.append(
            f"  nothing is granted before these have said what they hold: "
            f"{', '.join(row.waiting_for)}"
        )
    return "\n".join(lines)


def _skus(connection: sa.Connection, store_id: str, rows: list[BookRow]) -> dict[str, str]:
    """Return the SKU of each resource whose item the catalog has."""
    items = {row.resource.rsplit(":", 1)[-1]: row.resource for row in rows}
    statement = sa.select(catalog_item.c.item_id, catalog_item.c.body).where(
        catalog_item.c.store_id == store_id, catalog_item.c.item_id.in_(items)
    )
    return {
        items[row.item_id]: json.loads(row.body)["sku"] for row in connection.execute(statement)
    }


STOCK = Command("stock", "say how many there are of a scarce item, and see where", _describe, _run)
