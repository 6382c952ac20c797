"""Tells a scanner that types from a person who types; no Qt, no clock, nothing but key strokes.

A key that types something is *held* for a moment. Either more follow faster than a person types
and a terminator ends them: then it was a scan, and none of it reaches a field. Or they do not: then
what was held goes on its way, in order, to where it was going. So a scan never ends up in a PIN or
an amount, and no typed letter is ever lost; a typed letter is late by ``gap_ms_max`` at most.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import mean, median
from typing import Generic, Literal, TypeVar

from app.use_cases.device_settings import ScannerSettings
from domain.gtin import LONGEST_CODE, has_valid_check_digit

T = TypeVar("T")
End = Literal["enter", "tab"]

PREFIX_GAP_MS = 100
"""After a programmed prefix a slow scanner may take longer: nobody types that prefix."""
SPLIT_MS = 20
_SPLIT_TIMES = 3
_STRAYS_MAX = 2
_STRAY_HALVES = 3
"""How many halves of the usual pause may lie around a stray letter."""
_MEASURED_MIN = 2


@dataclass(frozen=True, slots=True)
class Verdict(Generic[T]):
    """What follows from one stroke.

    ``released`` is to be delivered now, before the stroke itself, in this order. ``is_taken`` says
    that the stroke itself goes no further for now. ``code`` is a scan, "" for none; ``after`` was
    typed in between and is delivered after the scan.
    """

    is_taken: bool = False
    released: tuple[T, ...] = ()
    code: str = ""
    after: tuple[T, ...] = ()


@dataclass(frozen=True, slots=True)
class Measured:
    """How the last run of fast keys came in, for the test of a scanner."""

    text: str
    mean_ms: int
    longest_gap_ms: int


@dataclass(frozen=True, slots=True)
class _Held(Generic[T]):
    text: str
    at_ms: int
    token: T


class ScanDetector(Generic[T]):
    """Give it every stroke in order; ``T`` is whatever the caller needs to deliver it later."""

    def __init__(self, settings: ScannerSettings) -> None:
        self._settings = settings
        self._held: list[_Held[T]] = []
        self._ended: tuple[End, int] | None = None
        self.measured: Measured | None = None

    @property
    def is_holding(self) -> bool:
        """Whether somebody waits for the next stroke; ask ``on_pause`` after ``wait_ms``."""
        return bool(self._held)

    @property
    def wait_ms(self) -> int:
        """The longest pause between two keys of one code."""
        limit = self._settings.gap_ms_max
        return max(limit, PREFIX_GAP_MS) if self._begins_with_prefix() else limit

    def on_typed(self, text: str, at_ms: int, token: T) -> Verdict[T]:
        """One printable character."""
        self._ended = None
        if not self._settings.is_on:
            return Verdict()
        released: tuple[T, ...] = ()
        if self._is_broken(at_ms) or len(self._typed()) >= LONGEST_CODE:
            released = self._release()
        self._held.append(_Held(text, at_ms, token))
        return Verdict(is_taken=True, released=released)

    def on_beside(self, at_ms: int, token: T) -> Verdict[T]:
        """A key that types nothing by itself (Shift) or goes up: it keeps its place in the row."""
        if not self._held:
            return Verdict()
        self._held.append(_Held("", at_ms, token))
        return Verdict(is_taken=True)

    def on_end(self, end: End, at_ms: int) -> Verdict[T]:
        """Enter or Tab: the end of a scan, or a key like any other."""
        ended, self._ended = self._ended, None
        if ended is not None and end != ended[0] and at_ms - ended[1] <= self.wait_ms:
            return Verdict(is_taken=True)  # a scanner set to send both
        if self._is_broken(at_ms) or self._settings.terminator not in {end, "either"}:
            return Verdict(released=self._release())
        found = self._judged()
        if found is not None:
            self._ended = (end, at_ms)
        return found or Verdict(released=self._release())

    def on_other(self) -> Verdict[T]:
        """Any other key, a click, another window: what was held is typing."""
        self._ended = None
        return Verdict(released=self._release())

    def on_pause(self) -> Verdict[T]:
        """Nothing came for ``wait_ms``."""
        found = self._judged() if self._settings.terminator == "none" else None
        return found or Verdict(released=self._release())

    def _typed(self) -> list[_Held[T]]:
        return [each for each in self._held if each.text]

    def _is_broken(self, at_ms: int) -> bool:
        """Whether too long a pause lies before this stroke; a clock that jumps back breaks too."""
        typed = self._typed()
        return bool(typed) and not 0 <= at_ms - typed[-1].at_ms <= self.wait_ms

    def _begins_with_prefix(self) -> bool:
        prefix = self._settings.prefix
        return bool(prefix) and prefix in "".join(each.text for each in self._typed())

    def _release(self) -> tuple[T, ...]:
        self._measure(self._typed())
        released = tuple(each.token for each in self._held)
        self._held.clear()
        return released

    def _judged(self) -> Verdict[T] | None:
        """The scan in what is held, with what was typed before and within it; None for none."""
        typed = self._typed()
        text = "".join(each.text for each in typed)
        prefix = self._settings.prefix
        if prefix and prefix in text[:-1]:
            start = text.index(prefix)
            return self._scan(typed, start, text[start + len(prefix) :], frozenset())
        start = self._start_of_code(typed)
        run = typed[start:]
        strays = _strays(run)
        code = "".join(each.text for at, each in enumerate(run) if at not in strays)
        if not self._is_fast(run, code):
            return None
        return self._scan(typed, start, code, frozenset(start + at for at in strays))

    def _scan(
        self, typed: Sequence[_Held[T]], start: int, code: str, strays: frozenset[int]
    ) -> Verdict[T]:
        self._measure(typed[start:])
        first = self._held.index(typed[start])
        before = tuple(each.token for each in self._held[:first])
        after = tuple(typed[at].token for at in sorted(strays))
        self._held.clear()
        return Verdict(is_taken=True, released=before, code=code.strip(), after=after)

    def _start_of_code(self, typed: Sequence[_Held[T]]) -> int:
        """Where the scan begins: letters typed just before it are slower than it is."""
        gaps = _gaps(typed)
        if not gaps:
            return 0
        texts = "".join(each.text for each in typed)
        slow = max(SPLIT_MS, _SPLIT_TIMES * median(gaps))
        late = [at + 1 for at, gap in enumerate(gaps) if gap >= slow]
        starts = [at for at in late if len(typed) - at >= self._settings.length_min]
        is_leading = bool(starts) and starts == list(range(1, len(starts) + 1))
        sure = [at for at in (*starts, 0) if has_valid_check_digit(texts[at:])]
        if is_leading and (starts[-1] in sure or not sure):
            return starts[-1]
        return 0 if not sure or 0 in sure else sure[0]

    def _is_fast(self, run: Sequence[_Held[T]], code: str) -> bool:
        if len(code.strip()) < self._settings.length_min:
            return False
        if has_valid_check_digit(code):
            return True  # a right check digit at no pause above the limit: a slow scanner
        return mean(_gaps(run)) <= self._settings.mean_ms_max

    def _measure(self, run: Sequence[_Held[T]]) -> None:
        gaps = _gaps(run)
        if len(run) >= _MEASURED_MIN:
            text = "".join(each.text for each in run)
            self.measured = Measured(text, round(mean(gaps)), max(gaps))


def _gaps(run: Sequence[_Held[T]]) -> list[int]:
    return [later.at_ms - earlier.at_ms for earlier, later in pairwise(run)]


def _strays(run: Sequence[_Held[T]]) -> frozenset[int]:
    """Letters that somebody typed while the scanner was typing digits.

    They stand inside, without them the digits bear a right check digit, and they came between two
    strokes that lie no further apart than the scanner's others.
    """
    letters = [at for at, each in enumerate(run) if not each.text.isdigit()]
    digits = "".join(each.text for each in run if each.text.isdigit())
    is_inside = bool(letters) and letters[0] > 0 and letters[-1] < len(run) - 1
    if not is_inside or len(letters) > _STRAYS_MAX or not has_valid_check_digit(digits):
        return frozenset()
    usual = median(_gaps([each for each in run if each.text.isdigit()]))
    between = (run[at + 1].at_ms - run[at - 1].at_ms for at in letters)
    if all(2 * gap <= _STRAY_HALVES * usual for gap in between):
        return frozenset(letters)
    return frozenset()
