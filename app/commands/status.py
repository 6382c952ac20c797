"""``windward status``: who this till is and what waits; 'windward doctor' says more."""

from argparse import Namespace

from app.bootstrap import open_till
from app.commands.options import DONE, Command, folder_of, no_options, say


def _run(options: Namespace) -> int:
    running = open_till(folder_of(options), address=options.central, engine_runs=False)
    try:
        with running.till.db.reading() as uow:
            record = uow.till.get_till()
            stream = uow.till.current_stream()
            waiting = uow.outbox.waiting_count()
            products = uow.catalog.count_items()
        say(f"Till {record.label} of {record.store.name}, stream {stream.name}")
        say(f"{products} products, {waiting} operations wait to be sent")
        say(running.secrets.describe())
    finally:
        running.close()
    return DONE


STATUS = Command("status", "say how this till stands", no_options, _run)
