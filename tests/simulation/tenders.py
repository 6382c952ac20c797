"""What a customer gives: cash of two currencies, a credit, a claim, a code; and the drawer."""

from contextlib import suppress

from app.use_cases.credits import AskCredit, ask_credit
from app.use_cases.move_cash import REASONS, Move, MoveCash, move_cash, open_drawer
from app.use_cases.tender_rules import read_tender_rules
from app.use_cases.till import Session
from domain.errors import RuleBroken
from domain.money import Money
from domain.tender import TenderLine, cash_tender, foreign_cash
from tests.simulation.machine import Machine
from tests.simulation.paying import pay_by_claim, pay_by_wish
from tests.simulation.scarcity import think
from tests.simulation.town import supervisor_of

_DOLLAR_MINOR, _LEFT_MINOR = 100, 1_000
_SIGNED_ABOVE_MINOR = {"GYD": 1_000_000, "USD": 5_000}


def choose_tenders(
    machine: Machine, session: Session, cart_id: str, total: Money
) -> tuple[TenderLine, ...]:
    """Return what pays the bill. What is not in cash is exact; the rest is cash, and change."""
    tenders = [] if machine.town is None else _exact(machine, session, cart_id, total)
    rest = total - Money.total_of((each.amount for each in tenders), total.currency)
    if len(tenders) > 1 or (tenders and rest.amount_minor > 0):
        machine.line.clockwork.journal.sometimes("several tenders", len(tenders))
    if rest.amount_minor <= 0 and tenders:
        return tuple(tenders)
    return (*tenders, cash_tender(_cash(machine, rest)))


def _exact(machine: Machine, session: Session, cart_id: str, total: Money) -> list[TenderLine]:
    town = machine.town
    assert town is not None
    tenders, rest = [], total
    for habit, give in _WAYS.items():
        if rest.amount_minor <= _LEFT_MINOR or not town.happens(habit):
            continue
        tender = give(machine, session, cart_id, rest)
        if tender is not None and not tender.amount.is_zero:
            tenders.append(tender)
            rest -= tender.amount
    return tenders


def _by_claim(machine: Machine, session: Session, cart_id: str, rest: Money) -> TenderLine | None:
    due = _part_in_dollars(machine, rest)
    return None if due is None else pay_by_claim(machine, session, cart_id, due)


def _by_wish(machine: Machine, session: Session, cart_id: str, rest: Money) -> TenderLine | None:
    due = _part_in_dollars(machine, rest)
    return None if due is None else pay_by_wish(machine, session, cart_id, due)


def _part_in_dollars(machine: Machine, rest: Money) -> Money | None:
    """All of it, or a part that leaves something for cash: in whole dollars, as MMG takes them."""
    if rest.amount_minor % _DOLLAR_MINOR == 0 and machine.chance.rng.random() < 0.6:
        return rest
    most = (rest.amount_minor - _LEFT_MINOR) // _DOLLAR_MINOR
    if most < 1:
        return None
    return Money(machine.chance.rng.randint(1, most) * _DOLLAR_MINOR, rest.currency)


def _by_credit(machine: Machine, session: Session, cart_id: str, rest: Money) -> TenderLine | None:
    """A store credit or a voucher from somebody's pocket; elsewhere central is asked for it."""
    town = machine.town
    assert town is not None
    mine = [one for one in town.owed if one.tag == machine.identity.tag]
    if not mine:
        return None
    code = machine.chance.rng.choice(mine).code
    wanted = Money(rest.amount_minor - _LEFT_MINOR, rest.currency)
    asked = AskCredit(cart_id=cart_id, code=code, wanted=wanted)
    found = ask_credit(machine.running, session, asked)
    if found.is_asked:
        think(machine)
        found = ask_credit(machine.running, session, asked)
    if found.amount.is_zero:
        return None
    town.sometimes(f"paid by {found.kind}", found.amount.amount_minor)
    return TenderLine(kind=found.kind, amount=found.amount, reference=found.reference)


def _by_dollars(machine: Machine, session: Session, cart_id: str, rest: Money) -> TenderLine | None:
    """Cash of another currency; sometimes more than is due, and the change comes in ours."""
    del session, cart_id
    rules = read_tender_rules(machine.running).foreign
    if rules is None:
        return None
    smallest = min(rules.notes_minor)
    one = rules.rate.convert(Money(smallest, rules.rate.base)).amount_minor
    most = (rest.amount_minor - _LEFT_MINOR) // one + 1
    notes = machine.chance.rng.randint(1, max(1, most))
    machine.line.clockwork.journal.sometimes("paid in US dollars", notes)
    return foreign_cash(Money(smallest * notes, rules.rate.base), rules.rate)


def _cash(machine: Machine, total: Money) -> Money:
    """Usually a large sum, sometimes too little: then nothing is sold and the cart stays."""
    if machine.chance.rng.random() < 0.08:
        return Money(total.amount_minor // 2 // 500 * 500, total.currency)
    over = total.amount_minor // 100_000 * 100_000 + 100_000
    return Money(over, total.currency)


def move_drawer(machine: Machine, session: Session) -> None:
    """Cash goes to the safe, comes for change, pays for fuel; or somebody only looks."""
    rng = machine.chance.rng
    move = rng.choice((*_MOVES, "no_sale"))
    reason = rng.choice([one for one in REASONS[move] if one != "other"])
    if move == "no_sale":
        open_drawer(machine.running, session, reason)
        machine.line.clockwork.journal.sometimes("drawer opened")
        return
    currency = "USD" if rng.random() < 0.25 else "GYD"
    minor = rng.randint(1, 60) * (500 if currency == "USD" else 50_000)
    signer = supervisor_of(machine) if minor > _SIGNED_ABOVE_MINOR[currency] else None
    request = MoveCash(
        move=_MOVES[move], amount=Money(minor, currency), reason=reason, approved_by=signer
    )
    with suppress(RuleBroken):  # there may be less in it
        move_cash(machine.running, session, request)
        machine.line.clockwork.journal.sometimes(f"drawer: {move}", minor, currency)


_MOVES: dict[str, Move] = {"drop": "drop", "pay_in": "pay_in", "pay_out": "pay_out"}
_WAYS = {"wish": _by_wish, "claim": _by_claim, "credit": _by_credit, "dollars": _by_dollars}
