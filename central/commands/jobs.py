"""``jobs``: the periodic work, in one process of however many are started."""

import os
import signal
import socket
import threading
from argparse import ArgumentParser, Namespace
from types import FrameType

from central.commands.options import Command, opened, say
from central.jobs.lease import LeaseWatch
from central.jobs.running import JobRunner, all_jobs
from central.opening import Central

_BEATS_A_LEASE = 5


def _describe(parser: ArgumentParser) -> None:
    parser.add_argument("--once", action="store_true", help="do what is due and end")


def _run(options: Namespace) -> int:
    stopping = threading.Event()

    def stop(number: int, frame: FrameType | None) -> None:
        del number, frame
        stopping.set()

    with opened(options) as central:
        holder = f"{socket.gethostname()}/{os.getpid()}"
        runner = JobRunner(LeaseWatch(central, holder), all_jobs())
        if options.once:
            runner.step()
            runner.stop()
            return 0
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, stop)
        say("Central's jobs run while this process holds the lease; stop it with Ctrl+C.")
        _run_until(stopping, central, runner)
    return 0


def _run_until(stopping: threading.Event, central: Central, runner: JobRunner) -> None:
    every_s = central.settings.jobs_lease_s / _BEATS_A_LEASE

    def beat() -> None:
        while not stopping.wait(every_s):
            runner.beat()

    heart = threading.Thread(target=beat, name="heart", daemon=True)
    heart.start()
    wait_s = 0.0
    while not stopping.wait(wait_s):
        wait_s = runner.step()
    heart.join()
    runner.stop()


JOBS = Command("jobs", "do the periodic work, in one process at a time", _describe, _run)
