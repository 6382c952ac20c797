"""From a row to an item: what can be read is taken, what cannot is named in the report."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial

from domain.catalog_file.cells import (
    CellError,
    clean_text,
    read_grams,
    read_millimetres,
    read_price,
    read_whole,
    require_currency_of,
)
from domain.catalog_file.columns import Columns
from domain.catalog_file.report import Finding, ImportReport, NamedRow
from domain.catalog_file.selling import Selling, read_selling
from domain.catalog_file.source_rows import SourceRow
from domain.errors import BadInput
from domain.gtin import normalise_barcode
from domain.money import Money
from domain.sentence import Sentence, told

_NAME_LENGTH_MAX = 500
_CODE_LENGTH_MAX = 100
_CATEGORY_LENGTH_MAX = 200
_BARCODES_MAX = 32
_CONTAINERS_MAX = 1_000
_KINDS = ("goods", "service", "sample")
_HASH_DIGITS = 12
_MARKS = {"": None, "yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An item as a file describes it; it has no place in the catalog yet.

    ``allotted`` is None where the file does not say: the mark of the item stays as it is.
    """

    sku: str
    name: str
    category: str
    kind: str
    barcodes: tuple[str, ...]
    price: Money | None
    tax_class: str
    weight_grams: int | None
    dimensions_mm: tuple[int, int, int] | None
    containers_per_unit: int
    allotted: bool | None = None
    selling: Selling = field(default_factory=Selling)


@dataclass(slots=True)
class ItemReader:
    """Reads the rows of one file. Knows what came before, so that it can tell what repeats.

    A row without a SKU gets one from its first barcode, or from a hash of its name; where that is
    taken, from both, then with a running number: the same file read again gives the same SKUs.
    ``existing`` holds the SKU of each barcode in the store's catalog.
    """

    columns: Columns
    currency: str
    tax_classes: frozenset[str]
    report: ImportReport
    existing: Mapping[str, str] = field(default_factory=dict)
    _elsewhere: list[tuple[int, str, str]] = field(default_factory=list)
    _skus: dict[str, int] = field(default_factory=dict)
    _barcodes: dict[str, int] = field(default_factory=dict)

    def read(self, row: SourceRow) -> Item | None:
        """Return the item of a row, or None for a row that is skipped; both are in the report."""
        self.report.row_count += 1
        if row.complaint is not None:
            self._note("bad_row", row, "", row.complaint)
            return None
        try:
            return self._item(row)
        except CellError as error:
            self._note("bad_row", row, "", error.why)
            return None

    def finish(self) -> None:
        """Flag barcodes of items in the catalog that the file, read to its end, leaves alone."""
        for line, sku, code in self._elsewhere:
            owner = self.existing[code]
            if owner not in self._skus:
                reason = told("{code} is on {owner} in the catalog", code=code, owner=owner)
                self.report.note("duplicate_barcode", NamedRow(line, sku, reason))

    def _item(self, row: SourceRow) -> Item | None:
        cells, name = row.cells, _name(self._cell(row, "name"))
        kind = _kind(self._cell(row, "kind"))
        tax_class = _code(self._cell(row, "tax_class"), told("tax class")) or "standard"
        require_currency_of(self._cell(row, "currency"), self.currency)
        price = read_price(self._cell(row, "price"), self.currency)
        containers = read_whole(self._cell(row, "containers"), _CONTAINERS_MAX)
        given = _code(self._cell(row, "sku"), told("SKU"))
        if given and given in self._skus:
            why = told("it is on line {line} too", line=self._skus[given])
            self._note("repeated_sku", row, given, why)
            return None
        barcodes, unread = _barcodes(self._cell(row, "barcodes"))
        sku = given or self._derived_sku(barcodes, name)
        self._skus[sku] = row.line
        item = Item(
            sku=sku,
            name=name,
            category=_category(self._cell(row, "category")),
            kind=kind,
            barcodes=barcodes,
            price=price,
            tax_class=tax_class,
            weight_grams=self._weight(row, sku, kind),
            dimensions_mm=self._dimensions(cells, row, sku),
            containers_per_unit=containers,
            allotted=_mark(self._cell(row, "allotted")),
            selling=read_selling(partial(self._cell, row), price, self.currency),
        )
        self._note_all(row, item, unread)
        return item

    def _cell(self, row: SourceRow, what: str) -> object:
        return self.columns.cell(row.cells, what)

    def _derived_sku(self, barcodes: tuple[str, ...], name: str) -> str:
        of_name = hashlib.sha256(name.casefold().encode()).hexdigest()[:_HASH_DIGITS].upper()
        wanted = [f"N-{of_name}"]
        if barcodes:
            wanted = [barcodes[0], f"{barcodes[0]}-{of_name}"]
        for candidate in wanted:
            if candidate not in self._skus:
                return candidate
        number = 2
        while f"{wanted[-1]}-{number}" in self._skus:
            number += 1
        return f"{wanted[-1]}-{number}"

    def _weight(self, row: SourceRow, sku: str, kind: str) -> int | None:
        try:
            grams = read_grams(self._cell(row, "weight"), self.columns.units.get("weight"))
        except CellError as error:
            self._note("unreadable_weight", row, sku, error.why)
            return None
        if grams is None and kind != "service":
            self._note("missing_weight", row, sku, "")
        return grams

    def _dimensions(
        self, cells: Mapping[str, object], row: SourceRow, sku: str
    ) -> tuple[int, int, int] | None:
        try:
            length, width, height = (
                read_millimetres(self.columns.cell(cells, side), self.columns.units.get(side))
                for side in ("length", "width", "height")
            )
        except CellError as error:
            self._note("unreadable_size", row, sku, error.why)
            return None
        if length is None or width is None or height is None:
            return None
        return (length, width, height)

    def _note_all(self, row: SourceRow, item: Item, unread: str) -> None:
        if unread:
            self._note("unreadable_barcode", row, item.sku, unread)
        if item.price is None:
            self._note("no_price", row, item.sku, "")
        elif item.price.is_zero and item.kind != "sample":
            self._note("zero_price", row, item.sku, "")
        if item.tax_class not in self.tax_classes:
            self._note("unknown_tax_class", row, item.sku, item.tax_class)
        repeated = [code for code in item.barcodes if code in self._barcodes]
        if repeated:
            others = [
                told("{code} is on line {line}", code=code, line=self._barcodes[code])
                for code in repeated
            ]
            self._note("duplicate_barcode", row, item.sku, _all_of(others))
        for code in item.barcodes:
            self._barcodes.setdefault(code, row.line)
            if self.existing.get(code, item.sku) != item.sku:
                self._elsewhere.append((row.line, item.sku, code))

    def _note(self, kind: Finding, row: SourceRow, sku: str, reason: str) -> None:
        self.report.note(kind, NamedRow(row.line, sku, reason))


def _name(cell: object) -> str:
    name = clean_text(cell)
    if not name:
        raise CellError(told("it has no name"))
    if len(name) > _NAME_LENGTH_MAX:
        raise _too_long(told("name"), name, _NAME_LENGTH_MAX)
    return name


def _kind(cell: object) -> str:
    kind = clean_text(cell).lower() or "goods"
    if kind not in _KINDS:
        raise CellError(
            told("'{kind}' is no kind: goods, service or sample", kind=kind[:_CODE_LENGTH_MAX])
        )
    return kind


def _mark(cell: object) -> bool | None:
    if isinstance(cell, bool):
        return cell
    mark = clean_text(cell).lower()
    if mark not in _MARKS:
        raise CellError(told("'allotted' says neither yes nor no"))
    return _MARKS[mark]


def _too_long(what: Sentence, text: str, most: int) -> CellError:
    return CellError(
        told(
            "its {what} has {count} characters, at most {most}",
            what=what,
            count=len(text),
            most=most,
        )
    )


def _all_of(reasons: Sequence[str]) -> str:
    """Several reasons in one row, each still known by itself; "" of none."""
    whole = ""
    for reason in reasons:
        whole = told("{first}; {then}", first=whole, then=reason) if whole else reason
    return whole


def _code(cell: object, what: Sentence) -> str:
    code = clean_text(cell)
    if len(code) > _CODE_LENGTH_MAX:
        raise _too_long(what, code, _CODE_LENGTH_MAX)
    return code


def _category(cell: object) -> str:
    """Return the first of several categories: files name the broadest first."""
    first = cell[0] if isinstance(cell, list) and cell else cell
    return "" if isinstance(first, list | dict) else clean_text(first)[:_CATEGORY_LENGTH_MAX]


def _barcodes(cell: object) -> tuple[tuple[str, ...], str]:
    """Return the barcodes of a cell, normalised, each once, and what could not be read of it."""
    parts = cell if isinstance(cell, list) else _split(cell)
    codes: dict[str, None] = {}
    unread: list[str] = []
    for part in parts:
        try:
            text = clean_text(_whole(part))
            if text:
                codes[normalise_barcode(text)] = None
        except (CellError, BadInput):
            unread.append(told("a code is too long, or none"))
    if len(codes) > _BARCODES_MAX:
        unread.append(
            told("it has {count} codes, at most {most}", count=len(codes), most=_BARCODES_MAX)
        )
    return tuple(codes)[:_BARCODES_MAX], _all_of(unread)


def _split(cell: object) -> Sequence[object]:
    return cell.replace(";", "|").split("|") if isinstance(cell, str) else [cell]


def _whole(part: object) -> object:
    """Return a number that a spreadsheet made of a code as the code it was. Raises CellError."""
    if not isinstance(part, Decimal):
        return part
    bounded = part.is_finite() and abs(part.adjusted()) < _CODE_LENGTH_MAX
    if not bounded or part != part.to_integral_value():
        raise CellError(told("a code is no whole number"))
    return int(part)
