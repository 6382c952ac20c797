"""Scenes of customers and of *Find*."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from app.counter.gallery_customers import sample_records
from app.counter.gallery_scenes import OFFLINE, Stage
from app.presenters.key_map import Command, Place
from domain.errors import WorldFailure
from sync.protocol.status import Link, SyncStatus

ONLINE = SyncStatus(link=Link.ONLINE)


def _open(stage: Stage, text: str = "") -> None:
    stage.begin(OFFLINE)
    stage.ring_up("BRL-55-L")
    stage.window.counter.on_command(Command.CUSTOMER)
    stage.window.screens.customer.search.line.setText(text)
    stage.window.counter.flows.customer.on_text_changed(text)


def customer_none(stage: Stage) -> None:
    """Nobody is looked for yet."""
    _open(stage)


def customer_found(stage: Stage) -> None:
    """One answers, with an address and consents."""
    _open(stage, "pers")


def customer_long(stage: Stage) -> None:
    """A name as long as names get; a box was ticked."""
    _open(stage, "225")
    stage.window.counter.flows.customer.on_consent_pressed("marketing")


def customer_new(stage: Stage) -> None:
    """Nobody answers: a new one, with a number that is too short."""
    _open(stage, "77700")
    flow = stage.window.counter.flows.customer
    flow.on_chosen()
    flow.on_field_typed("name", "Shondell Grant")
    flow.on_field_typed("email", "not an address")
    flow.on_save()


def customer_fails(stage: Stage) -> None:
    """The disk refuses."""
    _open(stage, "aub")
    stage.till.customers.fail_with = WorldFailure(
        "The disk is full", "The customer is not saved yet; the sale is. Free some room, press F12."
    )
    stage.window.counter.flows.customer.on_save()


def _find(stage: Stage, text: str = "") -> None:
    stage.begin(ONLINE)
    stage.till.records.records = sample_records(stage.till.clock.now())
    stage.go(Place.FIND)
    stage.window.screens.find.search.line.setText(text)
    stage.window.counter.flows.find.on_text_changed(text)


def find_all(stage: Stage) -> None:
    """The newest stands on top and waits to be sent."""
    _find(stage)


def find_history(stage: Stage) -> None:
    """A receipt with a refund and two copies."""
    _find(stage, "000101")


def find_z(stage: Stage) -> None:
    """The Z of a shift of another day, to be printed again."""
    _find(stage, "Z00213")


def find_problem(stage: Stage) -> None:
    """A sale that central put aside."""
    _find(stage, "000102")


def find_customer(stage: Stage) -> None:
    """A customer and what they bought."""
    _find(stage)
    stage.window.counter.flows.find.on_row_selected(4)


def find_nothing(stage: Stage) -> None:
    """Nothing answers."""
    _find(stage, "GY99")


def find_long(stage: Stage) -> None:
    """A name as long as names get, and a page that goes on."""
    stage.begin(OFFLINE)
    (_, _, long) = stage.till.customers.people
    records = sample_records(stage.till.clock.now())
    stage.till.records.records = (replace(records[0], customer=long), *records[1:4]) * 12
    stage.till.records.page = 20
    stage.go(Place.FIND)


CUSTOMER_SCENES: Mapping[str, Callable[[Stage], None]] = {
    scene.__name__: scene
    for scene in (
        customer_none,
        customer_found,
        customer_long,
        customer_new,
        customer_fails,
        find_all,
        find_history,
        find_z,
        find_problem,
        find_customer,
        find_nothing,
        find_long,
    )
}
