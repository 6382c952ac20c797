"""What waits and how the line is, as rows of *Needs you*: calm, and never anything to decide."""

from dataclasses import dataclass
from datetime import datetime

from app.presenters import words
from app.presenters.when import clock_text, wait_text
from app.presenters.words import counted, retold, say
from app.use_cases.standing import Standing
from sync.protocol.status import Link, SyncStatus

SKEW_S = 120
"""From this difference on a clock is said to be off (sync rule 7.2)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingNote:
    """One thing that waits or is as it is: what it is, since when, and what to press."""

    title: str
    subject: str
    state_text: str
    message: str
    next_step: str
    needs_person: bool = False


def notes_of(status: SyncStatus | None, standing: Standing, zone: str) -> tuple[StandingNote, ...]:
    """Return what there is to say, what needs a person first; nothing where all is well."""
    problem = () if status is None or status.problem is None else (_problem(status),)
    clock = () if status is None or abs(status.clock_skew_s) <= SKEW_S else (_clock(status),)
    papers = (_papers(standing, zone),) if standing.paper_count else ()
    is_calm = status is None or (status.link is Link.ONLINE and not standing.waiting_count)
    line = () if is_calm else (_line(status, standing, zone),)
    return (*problem, *clock, *papers, *line)


def calm_text(standing: Standing, zone: str) -> str:
    """What stands where nothing waits: when central was heard last."""
    if standing.heard_at is None:
        return say("All is sent. Central was not heard yet.")
    return say("All is sent. Central was heard {at}.", at=clock_text(standing.heard_at, zone))


def _problem(status: SyncStatus) -> StandingNote:
    assert status.problem is not None
    return StandingNote(
        title=retold(status.problem.title),
        subject=say("This till"),
        state_text=say("Needs you"),
        message=retold(status.problem.message),
        next_step=say("Do what it says; selling goes on meanwhile."),
        needs_person=True,
    )


def _clock(status: SyncStatus) -> StandingNote:
    off = wait_text(abs(status.clock_skew_s))
    is_behind = status.clock_skew_s > 0
    message = say("It is {off} behind central's.", off=off)
    if not is_behind:
        message = say("It is {off} ahead of central's.", off=off)
    return StandingNote(
        title=say("This computer's clock is off"),
        subject=off,
        state_text=say("Needs you"),
        message=message,
        next_step=say("Set this computer's date and time. Sales are in order all the same."),
        needs_person=True,
    )


def _papers(standing: Standing, zone: str) -> StandingNote:
    failure = retold(standing.paper_failure) if standing.paper_failure else ""
    return StandingNote(
        title=counted(
            standing.paper_count, "{number} paper waits", "{number} papers wait for a printer"
        ),
        subject=_since(standing.papers_since_at, zone),
        state_text=say("Waits"),
        message=failure or say("They come out when the printer is ready."),
        next_step=say("Press Alt+8 and choose Papers: print them, send them elsewhere, or drop."),
    )


def _line(status: SyncStatus | None, standing: Standing, zone: str) -> StandingNote:
    link = Link.ONLINE if status is None else status.link
    title = {
        Link.ONLINE: words.online(),
        Link.OFFLINE: words.offline(),
        Link.CATCHING_UP: words.catching_up(),
        Link.NEEDS_YOU: words.needs_you(),
    }[link]
    waits = words.waiting(standing.waiting_count) if standing.waiting_count else ""
    since = _since(standing.waiting_since_at, zone)
    heard = say("Central was not heard yet.")
    if standing.heard_at is not None:
        heard = say("Central was heard {at}.", at=clock_text(standing.heard_at, zone))
    oldest = say("The oldest is of {at}.", at=since) if since else ""
    named = standing.waiting_receipts
    sales = say("Sales that wait: {numbers}.", numbers=words.listed(*named)) if named else ""
    more = say("More waits behind them.") if standing.waiting_count > len(named) > 0 else ""
    return StandingNote(
        title=title,
        subject=words.beside(waits, since),
        state_text=say("Waits") if waits else "",
        message=" ".join(part for part in (heard, oldest, sales, more) if part),
        next_step=say("Nothing to press: it is tried again by itself, and nothing is lost."),
    )


def _since(at: datetime | None, zone: str) -> str:
    return "" if at is None else clock_text(at, zone)
