"""What the office does about money: its jobs come round, cases are closed, vouchers sold."""

import sqlalchemy as sa

from central import tables
from central.cases.closing import Closing, close_case
from central.credits.issuing import NewMoney, issue_money
from sync.protocol.credit_names import money_resource
from tests.simulation.clockwork import MINUTE_MS
from tests.simulation.town import OwedMoney
from tests.simulation.world import World

JOBS_EVERY_MS = 20 * MINUTE_MS


def plan_jobs(world: World, length_ms: int) -> None:
    """Let central's jobs come round now and then, where there is anything for them to do."""
    habits = world.swarm.habits
    if not world.swarm.has_payments and not habits["refund_elsewhere"]:
        return
    end_ms = world.clockwork.now_ms + length_ms

    def come_round() -> None:
        if world.is_calm:
            return
        world.town.jobs.run(with_news=bool(habits["provider_fault"]))
        wait_ms = int(world.chance.rng.expovariate(1.0 / JOBS_EVERY_MS)) + 1_000
        if world.clockwork.now_ms + wait_ms < end_ms:
            world.clockwork.after(wait_ms, come_round)

    world.clockwork.after(JOBS_EVERY_MS, come_round)


def case_closed(world: World) -> None:
    """Somebody at the office has looked at a case, and closes it."""
    world.start_office()
    row = tables.case_file.c
    still_open = sa.select(row.case_id).where(row.closed_at.is_(None)).order_by(row.case_id)
    with world.office.central.database.reading() as connection:
        cases = list(connection.scalars(still_open))
    if cases:
        case_id = world.chance.rng.choice(cases)
        close_case(world.office.central, case_id, Closing(by="office", reason="looked at"))
        world.journal.sometimes("case closed")


def voucher_issued(world: World) -> None:
    """The office sells a voucher: whoever brings its code may spend it at any of its tills."""
    world.start_office()
    store, rng = world.made_from.stores[0], world.chance.rng
    code = f"GIFT-{rng.randrange(10**6):06d}"
    new = NewMoney(
        kind="voucher", code=code, currency="GYD", amount_minor=rng.randint(1, 40) * 50_000
    )
    around = world.office.surroundings
    with world.office.central.database.writing(world.clockwork.now()) as writing:
        issue_money(writing, around, store.organisation_id, new)
    world.totals[money_resource("voucher", "GYD", code)] = new.amount_minor
    world.town.owed.append(OwedMoney(tag=store.label_prefix, code=code))
    world.journal.sometimes("voucher issued", new.amount_minor)
