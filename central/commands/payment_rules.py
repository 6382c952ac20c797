"""``payments rules``: how often each rule of the risk policy flagged, and what became of it."""

import json
from argparse import ArgumentParser, Namespace, _SubParsersAction
from dataclasses import asdict
from datetime import date

from central.commands.options import add_action, add_store_option, chosen_store, opened, say
from central.payments.rule_report import Days, RuleCount, count_by_rule

_PERCENT = 100


def describe_rules(actions: "_SubParsersAction[ArgumentParser]") -> None:
    """Add the action to the command ``payments``."""
    counting = add_action(actions, "rules", "count flags and false alarms by risk rule", _count)
    counting.add_argument("--from", dest="first", type=date.fromisoformat, help="business date")
    counting.add_argument("--to", dest="last", type=date.fromisoformat, help="business date")
    counting.add_argument("--json", action="store_true", help="print JSON")
    add_store_option(counting)


def _count(options: Namespace) -> int:
    with opened(options) as central:
        organisation_id = chosen_store(central, options).organisation_id
        days = Days(organisation_id=organisation_id, first=options.first, last=options.last)
        with central.database.reading() as connection:
            counts = count_by_rule(connection, days)
    if options.json:
        say(json.dumps([asdict(one) for one in counts]))
    else:
        say("\n".join(_line(one) for one in counts) or "No rule has flagged a payment.")
    return 0


def _line(one: RuleCount) -> str:
    share = one.released * _PERCENT // one.flagged
    return (
        f"{one.rule}: {one.flagged} flagged, {one.approved} approved, {one.rejected} rejected,"
        f" {one.released} false alarms ({share} %); now {one.verified} verified,"
        f" {one.disputed} disputed"
    )
