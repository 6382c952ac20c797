"""``init``: keys, database, the first organisation and store; ``--sample`` adds a shop to try."""

import json
from argparse import ArgumentParser, Namespace
from pathlib import Path

from central.commands.options import Command, opened, say, settings_of
from central.keys import create_keys
from central.opening import Central
from central.rules.loading import load_rules, read_rules
from central.staff.members import NewMember, add_staff
from central.surroundings import SystemEntropy
from central.tills.organisations import NewStore, Store, add_organisation, add_store, list_stores
from domain.errors import Conflict
from sync.protocol.changes import RuleChanged

SAMPLE = Path(__file__).resolve().parents[2] / "resources" / "sample"
_SAMPLE_SHOP = NewStore(
    name="Water Street",
    zone="America/Guyana",
    currency="GYD",
    label_prefix="GY",
    address="Lot 12 Water Street, Georgetown",
    vat_number="0000000",
)


def _describe(parser: ArgumentParser) -> None:
    parser.add_argument("--sample", action="store_true", help="a sample shop, with rules and staff")
    parser.add_argument("--organisation", default="Windward Agents", help="the organisation's name")
    parser.add_argument("--store", default=_SAMPLE_SHOP.name, help="the store's name")
    parser.add_argument("--zone", default=_SAMPLE_SHOP.zone, help="its IANA time zone")
    parser.add_argument("--currency", default=_SAMPLE_SHOP.currency, help="its currency")
    parser.add_argument("--label-prefix", default=_SAMPLE_SHOP.label_prefix, help="such as GY")
    parser.add_argument("--address", default="", help="as receipts print it")
    parser.add_argument("--vat-number", default="", help="as receipts print it")


def _run(options: Namespace) -> int:
    settings = settings_of(options)
    create_keys(settings, SystemEntropy())
    with opened(options) as central:
        store = _set_up(central, options)
        if options.sample:
            _add_sample(central, store)
    say(f"Central is ready in {settings.data}: {store.organisation_name}, {store.name}.")
    say("Keep its keys folder safe and apart from its backups: without it they cannot be opened.")
    return 0


def _set_up(central: Central, options: Namespace) -> Store:
    with central.database.writing(central.surroundings.now()) as writing:
        if list_stores(writing.connection):
            raise Conflict("There is a central already", "Nothing was changed.")
        organisation_id = add_organisation(writing, central.surroundings, options.organisation)
        new = NewStore(
            name=options.store,
            zone=options.zone,
            currency=options.currency,
            label_prefix=options.label_prefix,
            address=options.address or (_SAMPLE_SHOP.address if options.sample else ""),
            vat_number=options.vat_number or (_SAMPLE_SHOP.vat_number if options.sample else ""),
        )
        return add_store(writing, central.surroundings, organisation_id, new)


def _add_sample(central: Central, store: Store) -> None:
    """Add the sample's rules and its invented people with their demo PINs."""
    rules = [_as_of_now(central, rule) for rule in read_rules(SAMPLE / "rules.json")]
    load_rules(central, store.organisation_id, rules)
    people = json.loads((SAMPLE / "staff.json").read_text("utf-8"))["staff"]
    for person in people:
        member = NewMember(
            name=person["name"],
            role=person["role"],
            staff_id=person["staff_id"],
            pin=person["demo_pin"],
        )
        add_staff(central, store.organisation_id, member)


def _as_of_now(central: Central, rule: RuleChanged) -> RuleChanged:
    """Date an invented exchange rate as of now: an old one is no rate that anybody may take."""
    if rule.kind != "fx_rate":
        return rule
    at = central.surroundings.now().isoformat(timespec="seconds")
    return rule.model_copy(update={"value": {**rule.value, "at": at}})


INIT = Command("init", "make keys, database, organisation and store", _describe, _run)
