"""What a seed turns on, and how often: every seed is another bad week (swarm testing).

A seed that turns everything on at once hides what needs quiet around it; one that turns little on
never meets the combinations. So each fault is off in about half of the seeds.
"""

import random
from dataclasses import dataclass, replace

from tests.simulation.clockwork import DAY_MS, HOUR_MS


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """How long and how crowded a run is. ``rounds``: safety then heal, again and again."""

    name: str
    tills_max: int
    phase_ms: int
    rounds: int
    customer_every_ms: int
    idle_poll_ms: int
    events_max: int
    tills_min: int = 1
    has_habits: bool = True
    """Whether people pay by telephone, bring goods back and park carts in it."""
    focus: frozenset[str] = frozenset()
    """Habits and deeds that are all on, and all others off: for looking at one thing closely."""
    answers_end_early: bool = False
    """Whether every answer is so short that it ends within a transaction of central's."""


SHORT = Profile(
    name="short",
    tills_max=3,
    phase_ms=10 * HOUR_MS,
    rounds=1,
    customer_every_ms=70 * 60_000,
    idle_poll_ms=2 * HOUR_MS,
    events_max=2_500,
    has_habits=False,
)
BRIEF = replace(SHORT, name="brief", phase_ms=3 * HOUR_MS, has_habits=True)
"""For many seeds: two thousand of them in twenty minutes of two cores."""
PAYDAY = replace(
    BRIEF,
    name="payday",
    tills_min=3,
    phase_ms=2 * HOUR_MS,
    customer_every_ms=22 * 60_000,
    focus=frozenset({"claim", "wish", "provider_fault", "jobs_die", "central_restore"}),
)
DOUBTS = replace(PAYDAY, name="doubts", focus=frozenset({"wish", "provider_fault", "jobs_die"}))
"""Wishes alone, by a central that is never put back: nothing excuses one that is sent twice."""
PUT_BACK = replace(
    PAYDAY,
    name="put_back",
    phase_ms=4 * HOUR_MS,
    focus=frozenset({"claim", "wish", "central_copy", "central_restore"}),
)
"""A central that is put back again and again while people pay by telephone."""
BY_HAND = replace(
    PAYDAY, name="by_hand", focus=frozenset({"claim", "wish", "by_hand", "provider_fault"})
)
"""The office verifies what MMG was not asked about yet, and customers show those messages again."""
DESK = replace(
    PAYDAY,
    name="desk",
    tills_min=2,
    phase_ms=3 * HOUR_MS,
    customer_every_ms=12 * 60_000,
    idle_poll_ms=10 * 60_000,
    focus=frozenset(
        {
            *("claim", "wish", "decide", "send_back", "exchange", "known_customer"),
            *("refund", "drawer", "pressed_twice", "provider_fault", "jobs_die"),
            *("till_restart", "central_restart"),
        }
    ),
)
"""Supervisors decide at tills, money goes back as it was paid, and the law asks about cash."""
DESK_PUT_BACK = replace(
    DESK,
    name="desk_put_back",
    focus=DESK.focus | {"central_copy", "central_restore", "till_backup", "till_restore"},
)
"""The same at tills and by a central that are put back from their backups and copies."""
MARKET = replace(
    BRIEF,
    name="market",
    tills_min=3,
    phase_ms=2 * HOUR_MS,
    customer_every_ms=20 * 60_000,
    focus=frozenset(
        {
            *("credit", "dollars", "drawer", "refund", "refund_elsewhere", "park", "recall"),
            *("pressed_twice", "case_closed", "voucher_issued", "partition"),
        }
    ),
)
"""Two for money alone: payments by telephone with all that fails behind them; refunds and carts."""
ERASURES = replace(
    SHORT,
    name="erasures",
    tills_min=2,
    phase_ms=4 * HOUR_MS,
    customer_every_ms=12 * 60_000,
    focus=frozenset({"erasure", "till_backup", "till_restart", "partition", "till_restore"}),
)
"""People who are forgotten, at tills that were away and are put back."""
STREAMS = replace(
    SHORT,
    name="streams",
    tills_min=2,
    phase_ms=4 * HOUR_MS,
    customer_every_ms=15 * 60_000,
    focus=frozenset(
        {
            *("clone", "till_copy", "till_restore", "till_backup", "till_restart", "partition"),
            *("central_copy", "central_restore"),
        }
    ),
)
"""Copies of tills and of central that are put back: streams that begin, end and are asked for."""
TAKEOVERS = replace(
    SHORT,
    name="takeovers",
    tills_max=2,
    phase_ms=HOUR_MS,
    customer_every_ms=20 * 60_000,
    idle_poll_ms=2 * 60_000,
    focus=frozenset({"takeover", "new_prices"}),
    answers_end_early=True,
)
"""Central dies under a till that takes in half a transaction, and its standby says other things."""
AFAR = replace(
    SHORT,
    name="afar",
    tills_min=3,
    phase_ms=HOUR_MS // 2,
    customer_every_ms=3 * 60_000,
    idle_poll_ms=3 * 60_000,
    focus=frozenset(
        {
            *("ask_afar", "special", "pressed_twice", "booking_closed"),
            *("till_restart", "central_restart"),
        }
    ),
)
"""Cashiers ask other tills for a supervisor's yes, and for prices that no sheet has."""
LONG = Profile(
    name="long",
    tills_max=4,
    phase_ms=3 * DAY_MS,
    rounds=3,
    customer_every_ms=60 * 60_000,
    idle_poll_ms=2 * HOUR_MS,
    events_max=40_000,
)
NARROW = replace(
    BRIEF,
    name="narrow",
    tills_min=2,
    phase_ms=HOUR_MS,
    customer_every_ms=4 * 60_000,
    focus=frozenset({"low_room", "new_prices", "partition", "stock_added"}),
)
"""Tills with little room on their disks, while the line comes and goes and prices change."""
PROFILES = {
    profile.name: profile
    for profile in (
        *(BRIEF, SHORT, LONG, PAYDAY, DOUBTS, BY_HAND, DESK, MARKET, NARROW, ERASURES, STREAMS),
        *(PUT_BACK, TAKEOVERS, AFAR, DESK_PUT_BACK),
    )
}

RATES = {
    "loss": 0.3,
    "answer_loss": 0.3,
    "duplicate": 0.25,
    "late": 0.2,
    "cut": 0.3,
    "busy": 0.15,
    "portal": 0.1,
    "stall": 0.5,
    "till_dies": 0.12,
    "central_dies": 0.12,
    "printer_jams": 0.2,
    "pressed_twice": 0.4,
    "scarce_wish": 0.6,
}
"""Likelihood of each fault, at most, each time it could happen."""

DEEDS = {
    "partition": 3,
    "till_restart": 2,
    "clock_change": 2,
    "new_prices": 10,
    "removed_item": 2,
    "erasure": 2,
    "poison": 6,
    "till_backup": 3,
    "till_copy": 3,
    "till_restore": 2,
    "clone": 1,
    "central_backup": 2,
    "central_copy": 2,
    "central_restore": 2,
    "central_restart": 2,
    "till_disk": 3,
    "central_disk": 2,
    "failover": 2,
    "central_upgrade": 1,
    "stock_added": 2,
    "booking_closed": 6,
    "stream_declared_lost": 3,
    "till_lost": 1,
}
"""How often each deed of the nemesis happens in a phase, at most."""


HABITS = {
    "claim": 0.4,
    "wish": 0.3,
    "credit": 0.6,
    "dollars": 0.4,
    "drawer": 0.4,
    "refund": 0.35,
    "refund_elsewhere": 0.35,
    "park": 0.4,
    "recall": 0.6,
    "pressed_twice": 0.4,
    "provider_fault": 0.4,
    "jobs_die": 0.3,
}
"""Likelihood of what people do about money and parked carts, and of what fails behind it."""
FOCUSED = HABITS | {"wish": 0.5, "claim": 0.6, "park": 0.6, "refund": 0.5, "refund_elsewhere": 0.5}
"""The same where a profile looks at them closely."""
ONLY_FOCUSED = {
    "by_hand": 0.6,
    "decide": 0.5,
    "send_back": 0.4,
    "exchange": 0.3,
    "known_customer": 0.7,
    "ask_afar": 0.5,
    "special": 0.3,
}
"""What happens in the profile alone that looks at it: drawn elsewhere it would change all seeds."""
_BACKED = {"credit": "refund", "recall": "park"}
"""What comes of something else alone: who pays by a credit was given one."""

MONEY_DEEDS = {"case_closed": 5, "voucher_issued": 2}
"""What the office does about it, at most so often."""

FOCUSED_DEEDS = {"low_room": 6, "takeover": 3}
"""Deeds of the profiles that look at them: tills without much room are told other things, and no
death of central's picks its moment elsewhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """The product's bounds made small, so that a short run meets every one of them."""

    batch_bytes: int
    chunk_rows: int
    answer_bytes: int
    look_back: int
    kept_h: int
    tail_kept: int
    snapshot_changes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Swarm:
    """One seed's weather."""

    till_count: int
    rates: dict[str, float]
    deeds: dict[str, int]
    sizes: Sizes
    habits: dict[str, float]

    @property
    def has_payments(self) -> bool:
        """Whether anybody pays by telephone in this seed."""
        return bool(self.habits["claim"] or self.habits["wish"])


def draw_swarm(rng: random.Random, money: random.Random, profile: Profile) -> Swarm:
    """Draw a seed's weather: what is on, and how strongly. ``money`` draws people's habits."""
    storm = rng.random() < 0.85
    rates = {name: _rate(rng, most if storm else 0.0) for name, most in RATES.items()}
    habits = _habits(money, profile)
    habits |= {name: most * (name in profile.focus) for name, most in ONLY_FOCUSED.items()}
    till_count = rng.randint(profile.tills_min, profile.tills_max)
    deeds = {name: _times(rng, most) for name, most in DEEDS.items()}
    deeds |= {name: _times(money, most) for name, most in MONEY_DEEDS.items()}
    deeds |= dict.fromkeys(FOCUSED_DEEDS, 0)
    if profile.focus:
        most = {**DEEDS, **MONEY_DEEDS, **FOCUSED_DEEDS}
        deeds = {name: most[name] if name in profile.focus else 0 for name in most}
    elif not profile.has_habits:
        deeds |= dict.fromkeys(MONEY_DEEDS, 0)
    sizes = _sizes(rng)
    if profile.answers_end_early:  # and no snapshot, whose rows are whole only together
        sizes = replace(sizes, chunk_rows=2, answer_bytes=1_000, snapshot_changes=2_000)
    return Swarm(till_count=till_count, rates=rates, deeds=deeds, habits=habits, sizes=sizes)


def _sizes(rng: random.Random) -> Sizes:
    return Sizes(
        batch_bytes=rng.choice((1_500, 4_000, 20_000, 524_288)),
        chunk_rows=rng.choice((2, 5, 40, 200)),
        answer_bytes=rng.choice((1_000, 8_000, 8_388_608)),
        look_back=rng.choice((2, 8, 256)),
        kept_h=rng.choice((1, 4, 35 * 24)),
        tail_kept=rng.choice((2, 5, 64)),
        snapshot_changes=rng.choice((4, 20, 2_000)),
    )


def _habits(rng: random.Random, profile: Profile) -> dict[str, float]:
    """Draw how likely people do what; a habit that comes of another is on with that one."""
    if profile.focus:
        return {name: most if name in profile.focus else 0.0 for name, most in FOCUSED.items()}
    if not profile.has_habits:
        return dict.fromkeys(HABITS, 0.0)
    habits = {name: _rate(rng, most) for name, most in HABITS.items()}
    for name, needs in _BACKED.items():
        habits[name] = HABITS[name] if habits[needs] else 0.0
    return habits


def _rate(rng: random.Random, most: float) -> float:
    return rng.uniform(most / 5, most) if rng.random() < 0.5 else 0.0


def _times(rng: random.Random, most: int) -> int:
    return rng.randint(1, most) if rng.random() < 0.5 else 0
