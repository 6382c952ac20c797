"""How long from a key to the 50 best hits, and to their rows on the screen."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from app.use_cases.search_catalog import search_catalog
from benchmarks.counter import a_counter
from benchmarks.effort import Effort
from benchmarks.figures import Figure, in_ms, spread
from benchmarks.percentiles import median, percentile
from benchmarks.queries import Query, queries
from benchmarks.shop import Shop, Shops, say
from benchmarks.stopwatch import timed

_HITS = 50
_Times = Mapping[Query, Sequence[int]]


def measure(shops: Shops, rows: int, effort: Effort) -> list[Figure]:
    """Ask every query several times: the use case, and the whole way to the screen."""
    asked = queries(rows, effort.products_typed)
    with shops.open(rows) as shop:
        use_case = _ask(asked, effort, lambda text: search_catalog(shop.till, text, _HITS))
        screen = _ask(asked, effort, _typing(shop))
    every = [time for times in use_case.values() for time in times]
    return [
        *spread("search", rows, every),
        _worst_query(rows, use_case),
        *_by_kind(rows, use_case),
        *spread("search.screen", rows, [time for times in screen.values() for time in times]),
    ]


def _typing(shop: Shop) -> Callable[[str], object]:
    presenter = a_counter(shop).presenter
    return presenter.on_text_changed


def _ask(asked: Sequence[Query], effort: Effort, ask: Callable[[str], object]) -> _Times:
    for query in asked[: effort.warm_ups]:
        ask(query.text)
    times: dict[Query, list[int]] = defaultdict(list)
    for _ in range(effort.rounds):
        for query in asked:
            time_ns, _ = timed(partial(ask, query.text))
            times[query].append(time_ns)
    return times


def _worst_query(rows: int, times: _Times) -> Figure:
    """The slowest query by its median: what is slow in itself, not by what else ran just then."""
    worst = max(times, key=lambda query: median(times[query]))
    say(f"slowest query at {rows:,} products: {worst.text!r} ({worst.kind})")
    return in_ms("search", rows, "worst_query", round(median(times[worst])))


def _by_kind(rows: int, times: _Times) -> list[Figure]:
    kinds: dict[str, list[int]] = defaultdict(list)
    for query, measured in times.items():
        kinds[query.kind] += measured
    return [
        in_ms(f"search.{kind}", rows, f"p{share}", percentile(measured, share))
        for kind, measured in kinds.items()
        for share in (50, 99)
    ]
