"""What was chosen so far at *Returns*: of which receipt, what of it, why, money back as what."""

from dataclasses import dataclass, field

from app.presenters.return_rows import FOREIGN_KINDS, Chosen, ReturnsState, foreign_state
from app.presenters.return_rows import choosing_state as own_state
from app.use_cases.find_returnable import Returnable
from app.use_cases.foreign_receipt import ForeignReceipt
from app.use_cases.refund_sale import RefundPlan, RefundRequest
from domain.cart_line import Weighed
from domain.catalog import CatalogItem
from domain.refund import BackKind
from domain.refund_rule import REFUND_REASONS

_UNITS_MAX = 999
_GRAMS_A_STEP = 50


@dataclass(slots=True, kw_only=True)
class Choice:
    """Of a receipt of this till (``found``) or of another one (``foreign``, with its ``goods``).

    ``units`` (pieces, or grams of what was weighed) are kept by line number, or by the row of the
    goods; ``on_scale`` are those that a scale showed. ``row`` is the selected one.
    """

    request_id: str
    found: Returnable | None = None
    foreign: ForeignReceipt | None = None
    receipt_code: str = ""
    goods: list[CatalogItem] = field(default_factory=list)
    units: dict[int, int] = field(default_factory=dict)
    on_scale: set[int] = field(default_factory=set)
    row: int = -1
    reason: int = 0
    kind: int = 0
    approval_code: str = ""
    plan: RefundPlan | None = None

    @property
    def kinds(self) -> tuple[BackKind, ...]:
        """The ways in which the money may go back."""
        return FOREIGN_KINDS if self.found is None else self.found.kinds

    @property
    def back(self) -> BackKind:
        return self.kinds[self.kind]

    @property
    def row_count(self) -> int:
        return len(self.goods) if self.found is None else len(self.found.left.lines)

    @property
    def has_units(self) -> bool:
        """Whether anything comes back."""
        return any(self.units.values())

    @property
    def needs_code(self) -> bool:
        """Whether the terminal's approval code is still to be typed."""
        return self.back == "bank_card" and not self.approval_code.strip()

    def step(self, units: int) -> bool:
        """Let more or fewer of the selected row come back; False where there is no row.

        Of what was sold by weight a step is some grams.
        """
        key, _ = self._selected()
        each = _GRAMS_A_STEP if self.is_weighed else 1
        return self._set(self.units.get(key, 0) + units * each)

    def toggle(self) -> bool:
        """Let all of the selected row come back, or nothing; False where there is no row."""
        key, most = self._selected()
        return self._set(0 if self.units.get(key, 0) == most else most)

    @property
    def is_weighed(self) -> bool:
        """Whether the selected row was sold by weight."""
        if self.found is None or not 0 <= self.row < self.row_count:
            return False
        return self.found.left.lines[self.row].is_weighed

    def weigh(self, weighed: Weighed) -> bool:
        """Let this weight of the selected row come back; more than was sold is refused later."""
        key, _ = self._selected()
        if not self.is_weighed:
            return False
        self.units[key] = weighed.weight_grams
        if weighed.source == "scale":
            self.on_scale.add(key)
        else:
            self.on_scale.discard(key)
        return True

    def _set(self, units: int) -> bool:
        key, most = self._selected()
        if key >= 0:
            self.units[key] = min(max(units, 0), most)
            self.on_scale.discard(key)
        return key >= 0

    def add_goods(self, item: CatalogItem) -> None:
        """One more of an item comes back for another till's receipt."""
        ids = [each.item_id for each in self.goods]
        if item.item_id not in ids:
            self.goods.append(item)
            ids.append(item.item_id)
        self.row = ids.index(item.item_id)
        self.step(1)

    def request(self) -> RefundRequest:
        """What the house is asked for."""
        chosen = {key: units for key, units in self.units.items() if units}
        own = self.found
        number = "" if own is None else own.left.receipt_number
        goods = {} if own is not None else {self.goods[row].item_id: n for row, n in chosen.items()}
        return RefundRequest(
            request_id=self.request_id,
            of_receipt=number if self.foreign is None else self.foreign.receipt_number,
            units={} if own is None else chosen,
            on_scale=frozenset(self.on_scale),
            reason=REFUND_REASONS[self.reason],
            back=self.back,
            approval_code=self.approval_code,
            receipt_code=self.receipt_code,
            goods=goods,
        )

    def state(self, zone: str, *, is_busy: bool) -> ReturnsState:
        """The place as it is drawn."""
        chosen = Chosen(
            selected=self.row,
            units=dict(self.units),
            reason=self.reason,
            kind=self.kind,
            plan=self.plan,
            can_give=self.plan is not None and not self.needs_code and not is_busy,
            is_busy=is_busy,
            asks_weight=self.is_weighed,
        )
        if self.found is not None:
            return own_state(self.found, chosen, zone)
        assert self.foreign is not None  # a choice is of one or the other
        return foreign_state(self.foreign, self.goods, chosen)

    def _selected(self) -> tuple[int, int]:
        """Under which key the selected row's units are kept, and the most of them; -1 for none."""
        if not 0 <= self.row < self.row_count:
            return -1, 0
        if self.found is None:
            return self.row, _UNITS_MAX
        line = self.found.left.lines[self.row]
        return line.line_no, self.found.left.units_left(line)


def choice_of(request_id: str, found: Returnable) -> Choice:
    """A receipt of this till, nothing chosen yet; the first line that may come back is selected."""
    lines = found.left.lines
    rows = (row for row, line in enumerate(lines) if found.left.units_left(line))
    return Choice(request_id=request_id, found=found, row=next(rows, 0))
