"""What left a sale that is not paid, in all: five small steps are no way round a limit.

It is counted from the sale's beginning, or from where somebody signed for it. What is put back on
the line that it left counts against it: two keys pressed by mistake take nothing out.
"""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field

from domain.cart import Cart
from domain.cart_line import CartLine
from domain.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenOut:
    """In minor units: ``lines`` by number, ``gone`` of lines that are no longer there."""

    lines: Mapping[int, int] = field(default_factory=dict)
    gone_minor: int = 0

    @property
    def in_all_minor(self) -> int:
        return self.gone_minor + sum(self.lines.values())

    def with_change(self, before: Cart, after: Cart) -> "TakenOut":
        """Return it with one more change; a line that left by it still stands by its number."""
        was, now = _changed(before, after)
        lines, gone = dict(self.lines), self.gone_minor
        for number in (*was, *(each for each in now if each not in was)):
            moved = was.get(number, 0) - now.get(number, 0)
            in_all = lines.get(number, 0) + moved
            lines[number] = max(0, in_all)
            if in_all < 0 and number not in was:
                # A line that came back: it was counted among those that are gone.
                gone = max(0, gone + in_all)
        kept = {number: minor for number, minor in lines.items() if minor}
        return TakenOut(lines=kept, gone_minor=gone)

    def of_lines_losing(self, before: Cart, after: Cart) -> tuple[Money, ...]:
        """Return what left those lines in all that lose something by this change."""
        was, now = _changed(before, after)
        losing = (number for number, minor in was.items() if now.get(number, 0) < minor)
        return tuple(Money(self.lines.get(each, 0), before.currency) for each in losing)

    def settled(self, after: Cart) -> "TakenOut":
        """Return it as it is kept: numbers of lines that left are free for others."""
        there = {line.line_no for line in after.lines}
        lines = {number: minor for number, minor in self.lines.items() if number in there}
        return TakenOut(lines=lines, gone_minor=self.in_all_minor - sum(lines.values()))


def _changed(before: Cart, after: Cart) -> tuple[dict[int, int], dict[int, int]]:
    """Return what lines cost before and after, without those that nobody touched.

    A change of one line leaves the others as they are, object for object; of a thousand it is not
    worth a tenth of a second to reckon each again.
    """
    known = {line.line_no: line for line in before.lines}
    same = {line.line_no for line in after.lines if known.get(line.line_no) is line}
    return _minors(before.lines, same), _minors(after.lines, same)


def _minors(lines: Iterable[CartLine], same: Container[int]) -> dict[int, int]:
    return {line.line_no: line.gross.amount_minor for line in lines if line.line_no not in same}
