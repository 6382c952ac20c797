"""The job that keeps rates: one source asked at a time, judged for each organisation.

The first source whose rate is believed ends the asking. Where nobody says anything believable the
last good rate stays, with its age, and the office is told (design 8: last good, never a guess).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
import structlog

from central.allotments.books import insert_unless_there
from central.cases.office import OfficeCase, open_office_case
from central.fx.fetching import Asked, Told, ask, open_client
from central.fx.publishing import RateInForce, ToldRate, find_rate, list_policies, publish_rate
from central.fx.sources import SOURCES, FxSource, SourceFailed
from central.fx.tables import fx_source
from central.jobs.lease import Lease
from central.tables import organisation
from domain.fx_policy import FxPolicy, SaidRate, rate_text

AGAIN = timedelta(hours=1)
"""When a source that answered is asked again: they speak once a day."""
FAILED_AGAIN = timedelta(minutes=5)
FAILED_AGAIN_MAX = timedelta(hours=6)
PAIRS_MAX = 16
ORGANISATIONS_MAX = 1_000
_DOUBLINGS_MAX = 7
_log = structlog.get_logger("central.fx")


@dataclass(frozen=True, slots=True)
class _Wanting:
    """An organisation that wants a pair's rate, and what it believes."""

    organisation_id: str
    policy: FxPolicy


@dataclass(frozen=True, slots=True)
class FxRates:
    """The job. One source at most is asked in a run: the jobs have payments to look up."""

    sources: tuple[FxSource, ...] = SOURCES

    def run(self, lease: Lease) -> None:
        """Ask the next source that is due, judge what is known, and publish what is believed."""
        sources = chosen_sources(lease.central.settings.fx_sources, self.sources)
        now = lease.central.surroundings.now()
        may_ask = True
        for pair, wanting in _wanted(lease, now).items():
            if sources and may_ask:
                may_ask = not self._see_to(lease, pair, wanting, sources)
            _tell_of_old(lease, pair, wanting, is_kept=bool(sources))

    def _see_to(
        self, lease: Lease, pair: str, wanting: list[_Wanting], sources: tuple[FxSource, ...]
    ) -> bool:
        """Look for a rate for each organisation; tell whether a source was asked."""
        now = lease.central.surroundings.now()
        left, doubts = list(wanting), list[str]()
        for source in sources:
            row = _remembered(lease, source, pair)
            is_due = row is None or row["next_at"] <= now
            if row is None or is_due:
                row = self._ask(lease, source, pair, row)
            left, more = _offer(lease, (source, pair), row, left)
            doubts += more
            if is_due or not left:
                return is_due
        _tell_of_doubts(lease, pair, left, doubts)
        return False

    def _ask(
        self, lease: Lease, source: FxSource, pair: str, row: Mapping[str, Any] | None
    ) -> Mapping[str, Any]:
        base, quote = pair.split("/")
        before = row or _nothing_known(source, pair)
        asked = Asked(url=source.url(base, quote), etag=before["etag"], modified=before["modified"])
        try:
            with open_client() as client:
                told = ask(client, asked)
            after = _answered(before, told, source, pair)
        except SourceFailed as error:
            after = {**before, "failures": before["failures"] + 1, "trouble": str(error)}
            _log.warning("fx_source_failed", source=source.name, pair=pair, reason=str(error))
        with lease.writing() as writing:
            wait = AGAIN if not after["failures"] else _wait_after(after["failures"])
            after = {**after, "next_at": writing.at + wait}
            writing.connection.execute(insert_unless_there(writing.connection, fx_source, after))
            writing.connection.execute(
                sa.update(fx_source)
                .where(fx_source.c.source == source.name, fx_source.c.pair == pair)
                .values(**after)
            )
        return after


def chosen_sources(names: str, known: tuple[FxSource, ...]) -> tuple[FxSource, ...]:
    """Return the sources that a setting names, in its order; names that are none are passed over.

    They are said when central is opened to serve; a job does not stop for them.
    """
    by_name = {source.name: source for source in known}
    return tuple(by_name[name] for name in names.split() if name in by_name)


def _wanted(lease: Lease, now: datetime) -> dict[str, list[_Wanting]]:
    """Who wants which pair: bounded, in the order of ids."""
    found: dict[str, list[_Wanting]] = {}
    statement = sa.select(organisation.c.organisation_id).order_by("organisation_id")
    with lease.central.database.reading() as connection:
        for organisation_id in connection.scalars(statement.limit(ORGANISATIONS_MAX)).all():
            for pair, policy in list_policies(connection, organisation_id, now).items():
                if pair in found or len(found) < PAIRS_MAX:
                    found.setdefault(pair, []).append(_Wanting(organisation_id, policy))
    return found


def _remembered(lease: Lease, source: FxSource, pair: str) -> Mapping[str, Any] | None:
    statement = sa.select(fx_source).where(
        fx_source.c.source == source.name, fx_source.c.pair == pair
    )
    with lease.central.database.reading() as connection:
        found = connection.execute(statement).mappings().one_or_none()
    return None if found is None else {**found}


def _nothing_known(source: FxSource, pair: str) -> Mapping[str, Any]:
    texts = dict.fromkeys(("etag", "modified", "trouble"), "")
    return {
        "source": source.name,
        "pair": pair,
        **texts,
        "micro": None,
        "said_at": None,
        "failures": 0,
    }


def _answered(
    before: Mapping[str, Any], told: Told, source: FxSource, pair: str
) -> Mapping[str, Any]:
    """What is known after an answer. Raises SourceFailed for one that cannot be read."""
    fine = {**before, "failures": 0, "trouble": ""}
    if told.body is None:
        return fine
    said = source.said(told.body, *pair.split("/"))
    learnt = {"micro": said.micro, "said_at": said.at}
    return {**fine, **learnt, "etag": told.etag, "modified": told.modified}


def _wait_after(failures: int) -> timedelta:
    doubled: int = 2 ** min(failures - 1, _DOUBLINGS_MAX)
    return min(FAILED_AGAIN * doubled, FAILED_AGAIN_MAX)


def _offer(
    lease: Lease, of: tuple[FxSource, str], row: Mapping[str, Any], wanting: list[_Wanting]
) -> tuple[list[_Wanting], list[str]]:
    """Offer what a source said to each; return who still wants one, and why it was not taken."""
    source, pair = of
    if row["micro"] is None or row["failures"]:
        return wanting, []
    said = SaidRate(micro=row["micro"], at=row["said_at"])
    left, doubts = list[_Wanting](), list[str]()
    for one in wanting:
        doubt = _take(lease, (source, pair), said, one)
        if doubt is not None:
            doubts.append(f"{source.named}: {doubt}.")
            left.append(one)
    return left, doubts


def _take(lease: Lease, of: tuple[FxSource, str], said: SaidRate, one: _Wanting) -> str | None:
    """Put a rate in force where it is believed and newer; return why it is not believed."""
    source, pair = of
    now = lease.central.surroundings.now()
    with lease.central.database.reading() as connection:
        last = find_rate(connection, one.organisation_id, pair, now)
    if last is not None and last.is_typed(now):
        return None
    doubt = one.policy.find_doubt(said, None if last is None else last.market_micro, now)
    if doubt is not None or not _is_news(last, source, said, one.policy):
        return doubt
    with lease.writing() as writing:
        told = ToldRate(said=said, source=source.named)
        publish_rate(writing, one.organisation_id, pair, one.policy, told)
    _log.info("fx_rate_published", pair=pair, source=source.name, micro=said.micro)
    return None


def _is_news(last: RateInForce | None, source: FxSource, said: SaidRate, policy: FxPolicy) -> bool:
    """Whether it is later than what is in force; a person's rate is over when this is asked."""
    if last is None or last.typed_until is not None or said.at > last.rate.at:
        return True
    same = said.at == last.rate.at and source.named == last.rate.source
    return same and policy.less_margin(said.micro) != last.rate.micro


def _tell_of_doubts(lease: Lease, pair: str, left: list[_Wanting], doubts: list[str]) -> None:
    """No source is believed, though some spoke: a person must look, and may type a rate."""
    if not doubts:
        return
    for one in left:
        new = OfficeCase(
            organisation_id=one.organisation_id,
            kind="fx_doubt",
            subject=pair,
            title=f"No rate for {pair} is believed",
            message=(
                f"{' '.join(dict.fromkeys(doubts))} The last good rate stays in force. If the new"
                " one is true, type it: windward-central fx set."
            ),
        )
        _open(lease, new)


def _tell_of_old(lease: Lease, pair: str, wanting: list[_Wanting], *, is_kept: bool) -> None:
    """The rate in force is too old: tills say so, and a person must confirm it.

    Where rates are neither asked for nor typed, nobody said that they are kept.
    """
    now = lease.central.surroundings.now()
    for one in wanting:
        with lease.central.database.reading() as connection:
            last = find_rate(connection, one.organisation_id, pair, now)
        if last is None or not last.rate.is_stale(now):
            continue
        if not is_kept and last.typed_until is None:
            continue
        new = OfficeCase(
            organisation_id=one.organisation_id,
            kind="fx_old",
            subject=pair,
            title=f"The rate for {pair} is old",
            message=(
                f"{rate_text(last.market_micro)} by {last.rate.source} is of"
                f" {last.rate.at:%d/%m/%Y %H:%M} UTC. Confirm it or type another one:"
                " windward-central fx set."
            ),
        )
        _open(lease, new)


def _open(lease: Lease, new: OfficeCase) -> None:
    with lease.writing() as writing:
        is_new = open_office_case(writing, lease.central.surroundings, new)
    if is_new:
        _log.warning(new.kind, pair=new.subject)
