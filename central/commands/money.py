"""``credits`` and ``vouchers``: what the office owes by code, and where each stands."""

import json
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from dataclasses import asdict

from central.allotments.showing import BookRow, list_books
from central.commands.options import (
    Command,
    add_action,
    add_store_option,
    chosen_store,
    opened,
    say,
)
from central.credits.issuing import MoneyKind, NewMoney, issue_money, money_label
from central.opening import Central
from central.payments.office import ByPerson
from central.payments.office_credits import issue_instead
from domain.errors import BadInput
from domain.money import Money
from domain.money_text import format_money, parse_money


def _command(kind: MoneyKind, name: str, resource_kind: str, what: str) -> Command:
    def describe(parser: ArgumentParser) -> None:
        actions = parser.add_subparsers(required=True, metavar="ACTION", dest="action")
        issuing = add_action(actions, "issue", f"issue a {what} under a code", issue)
        issuing.add_argument("--code", required=True, help="letters, digits and dashes")
        issuing.add_argument("--amount", help="in the store's currency: 5000")
        if kind == "store_credit":
            _describe_instead(issuing)
        showing = add_action(actions, "list", f"show what is left of each {what}, and where", show)
        showing.add_argument("--json", action="store_true", help="print JSON")
        for action in (issuing, showing):
            add_store_option(action)

    def issue(options: Namespace) -> int:
        with opened(options) as central:
            store = chosen_store(central, options)
            if getattr(options, "instead_of", None) is not None:
                return _issue_instead(central, store.organisation_id, options)
            amount = parse_money(_amount_of(options), store.currency)
            new = NewMoney(
                kind=kind,
                code=options.code,
                currency=amount.currency,
                amount_minor=amount.amount_minor,
            )
            with central.database.writing(central.surroundings.now()) as writing:
                code = issue_money(writing, central.surroundings, store.organisation_id, new)
        say(f"{code} is worth {format_money(amount)}. Any till that is online can take it.")
        return 0

    def show(options: Namespace) -> int:
        with opened(options) as central:
            store = chosen_store(central, options)
            with central.database.reading() as connection:
                rows = list_books(connection, store.organisation_id, resource_kind)
        if options.json:
            say(json.dumps([asdict(row) for row in rows]))
        else:
            say("\n".join(map(_text, rows)) or f"There is no {what}. Run 'issue' first.")
        return 0

    return Command(name, f"issue and list {what}s", describe, _run)


def _describe_instead(issuing: ArgumentParser) -> None:
    issuing.add_argument(
        "--instead-of",
        metavar="PAYMENT",
        help="a payment that a refund was to send back, and that did not go: all of it",
    )
    issuing.add_argument("--by", default="", help="with --instead-of: staff id of who decides it")
    issuing.add_argument("--reason", default="", help="with --instead-of: why; no names")


def _issue_instead(central: Central, organisation_id: str, options: Namespace) -> int:
    if options.amount is not None:
        raise BadInput("Give no --amount", "With --instead-of it is all that was to go back.")
    deed = ByPerson(
        organisation_id=organisation_id,
        payment_id=options.instead_of,
        by=options.by,
        reason=options.reason,
    )
    code, amount = issue_instead(central, deed, options.code)
    say(
        f"{code} is worth {format_money(amount)}, in the place of payment {deed.payment_id}. Its"
        " till is told and gives none; its provider is asked no more."
    )
    return 0


def _amount_of(options: Namespace) -> str:
    if options.amount is None:
        raise BadInput("Say how much", "Nothing was issued. Give --amount.")
    return str(options.amount)


def _run(options: Namespace) -> int:
    run_action: Callable[[Namespace], int] = options.run_action
    return run_action(options)


def _text(row: BookRow) -> str:
    currency, code = money_label(row.resource)

    def money(amount_minor: int) -> str:
        return format_money(Money(amount_minor, currency))

    lines = [f"{code}: {money(row.total)} issued, {money(row.consumed)} used"]
    lines += [f"  {one.till} holds {money(one.held)} in {one.stream}" for one in row.holders]
    return "\n".join(lines)


CREDITS = _command("store_credit", "credits", "credit", "store credit")
VOUCHERS = _command("voucher", "vouchers", "voucher", "voucher")
