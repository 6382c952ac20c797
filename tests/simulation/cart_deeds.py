"""Carts that are parked at one till and recalled at another, or at two at once."""

from collections import Counter
from collections.abc import Iterable

from app.use_cases.cart_conflict import CartConflict
from app.use_cases.current_cart import current_cart
from app.use_cases.drop_parked import drop_parked
from app.use_cases.list_parked import list_parked
from app.use_cases.park_cart import ParkCart, park_cart
from app.use_cases.recall_cart import recall_cart
from app.use_cases.resolve_conflict import (
    Choice,
    ResolveConflict,
    choices_of,
    resolve_conflict,
)
from app.use_cases.till import Session
from domain.cart import Cart
from domain.cart_line import CartLine
from domain.errors import Conflict, RuleBroken
from tests.simulation.machine import Machine

LOST = "no_cart_loses_a_line"


def park(machine: Machine, session: Session) -> bool:
    """The customer has forgotten something: the sale is set aside. Tell whether it was."""
    town, till = machine.town, machine.running
    assert town is not None
    cart = current_cart(till, session).cart
    request = ParkCart(cart_id=cart.cart_id, cart_version=cart.version)
    try:
        parked = park_cart(till, session, request)
    except (Conflict, RuleBroken) as refusal:
        town.sometimes("not parked", refusal.title)
        return False
    town.sometimes("cart parked" if not parked.is_local else "cart parked here", machine.name)
    town.parked[parked.edition_id] = counted(cart.lines)
    return True


def recall(machine: Machine, session: Session) -> None:
    """Somebody comes back for what was parked, at whichever till; a few never do."""
    town, till, rng = machine.town, machine.running, machine.chance.rng
    assert town is not None
    entries = list_parked(till)
    if not entries:
        return
    entry = rng.choice(entries)
    before = current_cart(till, session).cart
    try:
        if rng.random() < 0.1:
            drop_parked(till, session, entry.edition_id)
            town.sometimes("parked cart dropped")
            return
        recalled = recall_cart(till, session, entry.edition_id)
    except (Conflict, RuleBroken) as refusal:
        town.sometimes("not recalled", refusal.title)
        return
    town.sometimes("cart recalled" if entry.till_label == "" else "cart recalled elsewhere")
    if recalled.parked is not None:
        town.parked[recalled.parked.edition_id] = counted(before.lines)
    was = town.parked.get(entry.edition_id)
    if was is not None and counted(recalled.cart.lines) != was:
        town.complain(LOST, f"{machine.name} recalled {recalled.cart.lines}, parked was {was}")


def decide(machine: Machine, session: Session) -> None:
    """Another till has the same cart: a person looks at both, and chooses."""
    town, till, rng = machine.town, machine.running, machine.chance.rng
    assert town is not None
    view = current_cart(till, session)
    conflict = view.conflict
    if conflict is None:
        return
    rival = rng.choice(conflict.rivals) if conflict.rivals else None
    choices = choices_of(conflict, rival)
    if not choices:
        return
    choice = rng.choice(choices)
    request = ResolveConflict(
        cart_id=view.cart.cart_id,
        cart_version=view.cart.version,
        rival_id="" if rival is None else rival.edition_id,
        choice=choice,
    )
    try:
        cart = resolve_conflict(till, session, request)
    except (Conflict, RuleBroken) as refusal:
        town.sometimes("not decided", refusal.title)
        return
    town.sometimes(f"conflict decided: {choice}", machine.name)
    _look_at_lines(machine, (view.cart, conflict, cart), choice, request.rival_id)


def _look_at_lines(
    machine: Machine, what: tuple[Cart, CartConflict, Cart], choice: Choice, rival_id: str
) -> None:
    """What is left holds every line of the side that was chosen (sync rule 12.6)."""
    town = machine.town
    assert town is not None
    mine, _, after = what
    left, theirs = counted(after.lines), town.parked.get(rival_id, Counter[str]())
    wanted = {
        "mine": counted(mine.lines),
        "both": counted(mine.lines) | theirs,
        "theirs": theirs if rival_id in town.parked and after.lines else Counter[str](),
        "rest": Counter[str](),
    }[choice]
    if wanted - left:
        town.complain(LOST, f"{machine.name}, {choice}: {wanted - left} are gone")


def counted(lines: Iterable[CartLine]) -> Counter[str]:
    """How many of what: shipments and goods alike."""
    found: Counter[str] = Counter()
    for line in lines:
        found[str(line.item_id or line.name)] += line.quantity
    return found
