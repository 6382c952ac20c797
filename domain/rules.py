"""The rule book: rates, thresholds, limits and rights as effective-dated data from the feed.

Nothing of it is a constant in code, because the law and the tariffs change (and sources
conflict). A row that cannot be read stops only what needs it: the accessor raises, and never
guesses a rate. Central checks each row with `check_row` before it publishes it.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import TypeVar

from domain.breaker import read_breaker_rule
from domain.cash_compliance import CASH_COMPLIANCE, read_cash_rule
from domain.consent_text import ConsentText, read_consent_text
from domain.dated import Dated, find_in_force, in_force
from domain.disk_space import DEFAULT_DISK_LIMITS, MEGABYTE, DiskLimits
from domain.drawer_rules import read_cash_moves, read_idle_lock, read_over_short
from domain.errors import BadInput, RuleBroken
from domain.fx import Rate, pair_of
from domain.fx_policy import read_fx_policy, read_fx_rate
from domain.holding import DEFAULT_COVER, DEFAULT_RESERVATION_MINUTES, AllotmentCover
from domain.invariants import INT64_MAX, require_int, require_text
from domain.money import BASIS_POINTS
from domain.quote import PRICE_ID_PREFIX, SIDE_ROUNDINGS, RateSheet, read_quote_hours
from domain.refund_rule import DEFAULT_REFUND_RULE, RESTOCKED, RefundRule
from domain.risk import RISK_RULE, read_risk_rule
from domain.rule_names import rule_name
from domain.selling_rules import read_discount_cap, read_price_age, read_void_limit
from domain.sentence import told
from domain.shared_cart import DEFAULT_PARKING, ORDER_HOURS, ORDER_MAX, ParkingRule
from domain.shipment import ShipmentLimits
from domain.staff import Permission, PinPolicy, Role
from domain.till_rules import SECOND_PERSON, TILL_SILENCE, read_second_person, read_till_silence

T = TypeVar("T")
Value = Mapping[str, object]

_CODE_MAX = 128
"""The longest code that an operation takes (`sync.protocol.bodies.Code`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleRow:
    """One rule from a business date on: what `kind`, which `key`, and its JSON value."""

    kind: str
    key: str
    valid_from: date
    value: Value


def _whole(value: Value, name: str, *, low: int = 0, high: int = INT64_MAX) -> int:
    return require_int(value[name], name, low=low, high=high)


def _list(value: Value, name: str) -> list[object]:
    found = value[name]
    if not isinstance(found, list | tuple):
        raise TypeError(f"{name} must be a list")
    return list(found)


def _wholes(value: Value, name: str, *, low: int = 0) -> list[int]:
    return [require_int(part, name, low=low) for part in _list(value, name)]


def _text(value: Value, name: str, *, longest: int = _CODE_MAX) -> str:
    return require_text(value[name], name, longest=longest)


def _vat_rate(value: Value) -> int:
    return _whole(value, "basis_points", high=BASIS_POINTS)


def _cash_rounding(value: Value) -> int:
    return _whole(value, "step_minor", low=1)


def _denominations(value: Value) -> tuple[int, ...]:
    notes, coins = _wholes(value, "notes_minor", low=1), _wholes(value, "coins_minor", low=1)
    if not notes and not coins:
        raise ValueError("a currency has notes or coins")
    return tuple(sorted({*notes, *coins}, reverse=True))


def _coins(value: Value) -> frozenset[int]:
    return frozenset(_wholes(value, "coins_minor", low=1))


def _shipment_limits(value: Value) -> ShipmentLimits:
    return ShipmentLimits(
        piece_weight_milli_lb=_whole(value, "piece_weight_milli_lb"),
        shipment_weight_milli_lb=_whole(value, "shipment_weight_milli_lb"),
        side_milli_in=_whole(value, "side_milli_in"),
        piece_count_max=_whole(value, "piece_count_max"),
    )


def _rate_sheet(value: Value) -> RateSheet:
    # Guyana's own money and whole inches, unless the sheet says otherwise.
    full = {"currency": "GYD", "side_rounding": "nearest", **value}
    return RateSheet(
        name=_text(full, "name", longest=_CODE_MAX - len(PRICE_ID_PREFIX)),
        currency=_text(full, "currency"),
        freight_minor_per_lb=_whole(full, "freight_minor_per_lb"),
        fuel_basis_points=_whole(full, "fuel_basis_points"),
        remote_regions=frozenset(_wholes(full, "remote_regions")),
        remote_minor=_whole(full, "remote_minor"),
        dim_divisor=_whole(full, "dim_divisor"),
        charge_step_milli_lb=_whole(full, "charge_step_milli_lb"),
        side_rounding=SIDE_ROUNDINGS[_text(full, "side_rounding")],
        cover_basis_points=_whole(full, "cover_basis_points"),
        tax_class=_text(full, "tax_class"),
    )


def _pin_policy(value: Value) -> PinPolicy:
    return PinPolicy(
        free_tries=_whole(value, "free_tries"),
        first_wait_s=_whole(value, "first_wait_s"),
        wait_factor=_whole(value, "wait_factor"),
        wait_max_s=_whole(value, "wait_max_s"),
    )


def _sales_invoice(value: Value) -> int:
    return _whole(value, "max_minor")


def _role(value: Value) -> frozenset[Permission]:
    found = _list(value, "permissions")
    # A right this version does not know grants nothing here; a newer central may send it.
    return frozenset(permission for permission in Permission if permission.value in found)


def _staff_age(value: Value) -> int:
    return _whole(value, "days", low=1)


def _parked_carts(value: Value) -> ParkingRule:
    return ParkingRule(
        till_max=_whole(value, "till_max", low=1, high=200),
        store_max=_whole(value, "store_max", low=1, high=1_000),
        hours=_whole(value, "hours", low=1, high=24 * 366),
        order_hours=_whole({"order_hours": ORDER_HOURS, **value}, "order_hours", low=1, high=8_784),
        order_max=_whole({"order_max": ORDER_MAX, **value}, "order_max", low=1, high=1_000),
    )


def _tender_reservation(value: Value) -> int:
    return _whole(value, "minutes", low=1, high=24 * 60)


def _allotment_cover(value: Value) -> AllotmentCover:
    return AllotmentCover(
        recent_days=_whole(value, "recent_days"), cover_days=_whole(value, "cover_days")
    )


def _refund_approval(value: Value) -> RefundRule:
    restocked = _list({"restocked": sorted(RESTOCKED), **value}, "restocked")
    return RefundRule(
        free_minor=_whole(value, "free_minor"),
        elsewhere_max_minor=_whole(value, "elsewhere_max_minor"),
        restocked=frozenset(str(reason) for reason in restocked),
    )


def _disk_space(value: Value) -> DiskLimits:
    return DiskLimits(
        warn_bytes=_whole(value, "warn_mb") * MEGABYTE,
        stop_bytes=_whole(value, "stop_mb") * MEGABYTE,
        read_only_bytes=_whole(value, "read_only_mb") * MEGABYTE,
        reserve_bytes=_whole(value, "reserve_mb", high=10_000) * MEGABYTE,
    )


_READERS: Mapping[str, Callable[[Value], object]] = MappingProxyType(
    {
        "vat_rate": _vat_rate,
        "cash_rounding": _cash_rounding,
        "denominations": _denominations,
        "shipment_limits": _shipment_limits,
        "quote_validity": read_quote_hours,
        "rate_sheet": _rate_sheet,
        "pin_policy": _pin_policy,
        "over_short": read_over_short,
        "cash_moves": read_cash_moves,
        "idle_lock": read_idle_lock,
        "sales_invoice": _sales_invoice,
        "role": _role,
        "staff_age": _staff_age,
        "tender_reservation": _tender_reservation,
        "allotment_cover": _allotment_cover,
        "parked_carts": _parked_carts,
        "disk_space": _disk_space,
        "fx_rate": read_fx_rate,
        "fx_policy": read_fx_policy,
        "breaker": read_breaker_rule,
        "refund_approval": _refund_approval,
        "discount_cap": read_discount_cap,
        "void_limit": read_void_limit,
        "price_age": read_price_age,
        "consent_text": read_consent_text,
        RISK_RULE: read_risk_rule,
        CASH_COMPLIANCE: read_cash_rule,
        TILL_SILENCE: read_till_silence,
        SECOND_PERSON: read_second_person,
    }
)

RULE_KINDS: frozenset[str] = frozenset(_READERS)
"""The kinds this version understands; rows of others are kept by storage and ignored here."""


def check_row(row: RuleRow) -> None:
    """Check that a row about to be published can be read.

    Raises:
        BadInput: naming the row and what is wrong with it.
    """
    where = f"{row.kind} / {row.key} from {row.valid_from}"
    reader = _READERS.get(row.kind)
    if reader is None:
        raise BadInput(
            "Check the rule",
            told("{where}: there is no such kind. Nothing was changed.", where=where),
        )
    try:
        reader(row.value)
    except (KeyError, TypeError, ValueError) as error:
        raise BadInput(
            "Check the rule",
            told(
                "{where} cannot be read: {error}. Nothing was changed.",
                where=where,
                error=str(error),
            ),
        ) from error


@dataclass(frozen=True, slots=True)
class RuleBook:
    """All rules a till holds; ask with the business date `on`.

    Every accessor raises RuleBroken: code "no_rule" when nothing is in force on that date, code
    "bad_rule" when the row in force cannot be read.
    """

    _rows: Mapping[tuple[str, str], tuple[Dated[Value], ...]]

    @classmethod
    def from_rows(cls, rows: Iterable[RuleRow]) -> "RuleBook":
        """Build from rows in any order; of two of one kind, key and date the later one wins."""
        collected: dict[tuple[str, str], list[Dated[Value]]] = {}
        for row in rows:
            collected.setdefault((row.kind, row.key), []).append(Dated(row.valid_from, row.value))
        return cls(MappingProxyType({key: tuple(dated) for key, dated in collected.items()}))

    def vat_basis_points(self, tax_class: str, on: date) -> int:
        """The VAT rate of a tax class in basis points (1,400 are 14 %; Guyana VAT Act)."""
        return self._read(_vat_rate, ("vat_rate", tax_class), on)

    def cash_step_minor(self, currency: str, on: date) -> int:
        """The step cash totals are rounded to, in minor units (GYD 500, Bank of Guyana 2018)."""
        return self._read(_cash_rounding, ("cash_rounding", currency), on)

    def denominations_minor(self, currency: str, on: date) -> tuple[int, ...]:
        """Notes and coins in minor units, the largest first."""
        return self._read(_denominations, ("denominations", currency), on)

    def coins_minor(self, currency: str, on: date) -> frozenset[int]:
        """Which of the denominations are coins."""
        return self._read(_coins, ("denominations", currency), on)

    def shipment_limits(self, on: date) -> ShipmentLimits:
        return self._read(_shipment_limits, ("shipment_limits", "default"), on)

    def rate_sheet(self, on: date) -> RateSheet:
        return self._read(_rate_sheet, ("rate_sheet", "default"), on)

    def pin_policy(self, on: date) -> PinPolicy:
        return self._read(_pin_policy, ("pin_policy", "default"), on)

    def quote_validity_h(self, on: date) -> int:
        """How many hours a quote holds."""
        return self._read(read_quote_hours, ("quote_validity", "default"), on)

    def over_short_allowed_minor(self, currency: str, on: date) -> int:
        """How far a counted drawer may be off without a remark, in minor units."""
        return self._read(read_over_short, ("over_short", currency), on).allowed_minor

    def find(self, reader: Callable[[Value], T], key: tuple[str, str], on: date) -> T | None:
        """What a row says, by a part's own reader (`domain.shift_rules`); None where none is."""
        if find_in_force(self._rows.get(key, ()), on) is None:
            return None
        return self._read(reader, key, on)

    def list_keys(self, kind: str, on: date) -> tuple[str, ...]:
        """The keys of a kind that have a row in force, in their order."""
        rows = self._rows.items()
        return tuple(sorted(k for (of, k), r in rows if of == kind and find_in_force(r, on)))

    def find_sales_invoice_max_minor(self, currency: str, on: date) -> int | None:
        """Up to which cash total the simpler sales invoice is allowed (GRA: G$10,000), or None.

        Without a rule every receipt is a full tax invoice, which is always right.
        """
        return self.find(_sales_invoice, ("sales_invoice", currency), on)

    def role_permissions(self, role: Role, on: date) -> frozenset[Permission]:
        """What a role may do."""
        return self._read(_role, ("role", role.value), on)

    def staff_age_max_days(self, on: date) -> int:
        """How old, in days, the staff list may be while the till is offline."""
        return self._read(_staff_age, ("staff_age", "default"), on)

    def disk_limits(self, on: date) -> DiskLimits:
        """How full the disk may become; `DEFAULT_DISK_LIMITS` where no rule says."""
        key = ("disk_space", "default")
        if find_in_force(self._rows.get(key, ()), on) is None:
            return DEFAULT_DISK_LIMITS
        return self._read(_disk_space, key, on)

    def parked_carts(self, on: date) -> ParkingRule:
        """How many carts may be parked, and for how long; `DEFAULT_PARKING` where no rule says."""
        key = ("parked_carts", "default")
        if find_in_force(self._rows.get(key, ()), on) is None:
            return DEFAULT_PARKING
        return self._read(_parked_carts, key, on)

    def refund_rule(self, currency: str, on: date) -> RefundRule:
        """When a refund needs a supervisor; `DEFAULT_REFUND_RULE` where no rule says."""
        key = ("refund_approval", currency)
        if find_in_force(self._rows.get(key, ()), on) is None:
            return DEFAULT_REFUND_RULE
        return self._read(_refund_approval, key, on)

    def tender_reservation_minutes(self, on: date) -> int:
        """How long what is being paid stays set aside; 10 minutes where no rule says."""
        key = ("tender_reservation", "default")
        if find_in_force(self._rows.get(key, ()), on) is None:
            return DEFAULT_RESERVATION_MINUTES
        return self._read(_tender_reservation, key, on)

    def allotment_cover(self, on: date) -> AllotmentCover:
        """How much to hold of scarce things in advance."""
        key = ("allotment_cover", "default")
        if find_in_force(self._rows.get(key, ()), on) is None:
            return DEFAULT_COVER
        return self._read(_allotment_cover, key, on)

    def fx_rate(self, base: str, quote: str, on: date) -> Rate:
        """What one unit of `base` is in `quote`; whether it is fresh is for the caller to ask.

        Raises:
            RuleBroken: also "bad_rule" for a row that is about another pair than its key.
        """
        key = ("fx_rate", pair_of(base, quote))
        rate = self._read(read_fx_rate, key, on)
        if rate.pair != key[1]:
            raise _senseless(rule_name(*key))
        return rate

    def find_fx_rate(self, base: str, quote: str, on: date) -> Rate | None:
        """As `fx_rate`, or None where central sent none: then that money is not taken."""
        key = ("fx_rate", pair_of(base, quote))
        if find_in_force(self._rows.get(key, ()), on) is None:
            return None
        return self.fx_rate(base, quote, on)

    def find_consent_text(self, purpose: str, on: date) -> ConsentText | None:
        """What a person agrees to for a purpose; None where nobody may be asked."""
        return self.find(read_consent_text, ("consent_text", purpose), on)

    def _read(self, reader: Callable[[Value], T], key: tuple[str, str], on: date) -> T:
        what = rule_name(*key)
        value = in_force(self._rows.get(key, ()), on, what=what)
        try:
            return reader(value)
        except (KeyError, TypeError, ValueError) as error:
            raise _senseless(what) from error


def _senseless(what: str) -> RuleBroken:
    return RuleBroken(
        "A rule cannot be read",
        told(
            "The value for {what} that this till was sent makes no sense. Nothing is lost. Ask the"
            " office to send it again.",
            what=what,
        ),
        "bad_rule",
    )
