"""The shipment as it is being typed: texts, and what they mean so far."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Literal

from app.presenters import ship_words
from app.presenters.figures import format_amount, parse_money
from app.presenters.phone_text import readable_phone
from app.presenters.words import retold
from domain.errors import BadInput
from domain.money import Money, divide_rounded
from domain.places import find_region
from domain.shipment import (
    REGION_NAMES,
    Length,
    LengthUnit,
    Party,
    Piece,
    ShipmentDraft,
    Weight,
    WeightUnit,
    format_milli,
    parse_length,
    parse_weight,
)

Who = Literal["consignor", "consignee"]
SIDES = 3
TEXT_MAX = 200
"""What the domain takes in one field; the fields stop there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyForm:
    """Guyana's address template: no postcode; region 1 to 10, 0 while none is chosen."""

    name: str = ""
    phone: str = ""
    lot_street: str = ""
    village: str = ""
    region: int = 0
    landmark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PieceForm:
    """One row of the table as typed; ``sides`` is one text, as in ``24 x 20 x 16``."""

    description: str = ""
    packing: str = ""
    weight: str = ""
    sides: str = ""
    weighed: str = ""
    """The weight as the scale gave it: another text in ``weight`` was typed."""

    @property
    def is_weighed(self) -> bool:
        """Whether the weight is the scale's, and nobody typed another over it."""
        return bool(self.weighed) and self.weight.strip() == self.weighed

    @property
    def is_blank(self) -> bool:
        """Nothing of its own was typed; a packing alone is only the default."""
        return not (self.description.strip() or self.weight.strip() or self.sides.strip())


@dataclass(frozen=True, slots=True, kw_only=True)
class ShipmentForm:
    """Everything on the screen that a person can type or choose."""

    consignor: PartyForm = field(default_factory=PartyForm)
    consignee: PartyForm = field(default_factory=PartyForm)
    pieces: tuple[PieceForm, ...] = (PieceForm(),)
    declared_value: str = ""
    weight_unit: WeightUnit = "lb"
    length_unit: LengthUnit = "in"

    def with_party_field(self, who: Who, name: str, text: str) -> "ShipmentForm":
        party: PartyForm = getattr(self, who)
        if name == "region":
            changed = replace(party, region=int(text or "0"))
        elif name in {each.name for each in fields(PartyForm)}:
            changed = PartyForm(**{**asdict(party), name: text})
        else:
            raise ValueError(f"a party has no field {name!r}")
        return (
            replace(self, consignor=changed)
            if who == "consignor"
            else replace(self, consignee=changed)
        )

    def with_piece_field(self, index: int, name: str, text: str) -> "ShipmentForm":
        if name not in {each.name for each in fields(PieceForm)}:
            raise ValueError(f"a piece has no field {name!r}")
        pieces = list(self.pieces)
        pieces[index] = replace(pieces[index], **{name: text})
        return replace(self, pieces=tuple(pieces))

    def with_weighed(self, index: int, weight: Weight) -> "ShipmentForm":
        """Put in what the scale showed, in its own unit."""
        text = format_milli(weight.value_milli).replace(",", "")
        if weight.unit != self.weight_unit:
            text = f"{text} {weight.unit}"
        pieces = list(self.pieces)
        pieces[index] = replace(pieces[index], weight=text, weighed=text)
        return replace(self, pieces=tuple(pieces))

    def with_units(self, weight_unit: WeightUnit, length_unit: LengthUnit) -> "ShipmentForm":
        """Other units for what comes; what was typed before keeps the unit it was meant in."""
        pieces = tuple(
            replace(
                piece,
                weight=_with_own_unit(piece.weight, self.weight_unit, weight_unit),
                weighed=_with_own_unit(piece.weighed, self.weight_unit, weight_unit),
                sides=_with_own_unit(piece.sides, self.length_unit, length_unit),
            )
            for piece in self.pieces
        )
        return replace(self, pieces=pieces, weight_unit=weight_unit, length_unit=length_unit)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadPiece:
    """What one row means so far. ``piece`` is there once it has a weight and three sides."""

    number: int
    weight: Weight | None
    sides: tuple[Length, Length, Length] | None
    piece: Piece | None
    errors: Mapping[str, str]


def read_pieces(form: ShipmentForm) -> tuple[ReadPiece, ...]:
    """Every row that is not blank, with its number as it stands in the table."""
    return tuple(
        _read_piece(number, piece, form)
        for number, piece in enumerate(form.pieces, start=1)
        if not piece.is_blank
    )


def missing_fields(form: ShipmentForm, currency: str) -> dict[str, str]:
    """What still keeps the shipment from being booked, by field key, in the order of the screen.

    Keys: ``consignor.name``, ``consignee.region``, ``piece.0.weight`` (rows from 0),
    ``declared_value``.
    """
    missing: dict[str, str] = {}
    for who, party in (("consignor", form.consignor), ("consignee", form.consignee)):
        missing |= {f"{who}.{name}": text for name, text in _party_errors(party).items()}
    for read in read_pieces(form):
        own = form.pieces[read.number - 1]
        row = dict(read.errors)
        for name in ("description", "packing", "weight", "sides"):
            if not getattr(own, name).strip():
                row[name] = ship_words.needed()
        missing |= {f"piece.{read.number - 1}.{name}": text for name, text in row.items()}
    try:
        read_declared(form, currency)
    except BadInput as error:
        missing["declared_value"] = retold(error.message)
    return missing


def phone_doubts(form: ShipmentForm) -> dict[str, str]:
    """Phones no telephone could reach, by field key: a word beside them, never a refusal."""
    parties = {"consignor": form.consignor, "consignee": form.consignee}
    return {
        f"{who}.phone": ship_words.phone_doubtful()
        for who, party in parties.items()
        if readable_phone(party.phone) is None
    }


def place_doubts(form: ShipmentForm) -> dict[str, str]:
    """Towns that lie in another region than the one chosen, by field key: never a refusal."""
    doubts: dict[str, str] = {}
    for who, party in (("consignor", form.consignor), ("consignee", form.consignee)):
        region = find_region(party.village)
        if region is not None and party.region not in {0, region}:
            doubts[f"{who}.village"] = ship_words.in_another_region(region, REGION_NAMES[region])
    return doubts


def read_declared(form: ShipmentForm, currency: str) -> Money | None:
    """The declared value, None for none. Raises BadInput."""
    text = form.declared_value.strip()
    return parse_money(text, currency) if text else None


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftIds:
    """Names for a shipment and its two people, made where time and chance are."""

    shipment_id: str
    consignor_id: str
    consignee_id: str


QUOTE_IDS = DraftIds(shipment_id="quote", consignor_id="quote", consignee_id="quote")
"""A quote is asked for before anybody is named and keeps nothing, so it needs no real ids."""


def make_draft(
    form: ShipmentForm, pieces: tuple[Piece, ...], ids: DraftIds, currency: str
) -> ShipmentDraft:
    """Put a draft together; names that are still missing stand as a question mark.

    Raises:
        BadInput: what ``missing_fields`` would name.
    """
    return ShipmentDraft(
        shipment_id=ids.shipment_id,
        consignor=_party(form.consignor, ids.consignor_id),
        consignee=_party(form.consignee, ids.consignee_id),
        pieces=pieces,
        declared_value=read_declared(form, currency),
    )


def form_of(draft: ShipmentDraft) -> ShipmentForm:
    """A draft as it would be typed, to be changed; every measure keeps its own unit."""
    declared = draft.declared_value
    return ShipmentForm(
        consignor=_party_form(draft.consignor),
        consignee=_party_form(draft.consignee),
        pieces=tuple(_piece_form(piece) for piece in draft.pieces),
        declared_value="" if declared is None else format_amount(declared),
    )


def _party_form(party: Party) -> PartyForm:
    return PartyForm(
        name=party.name,
        phone=party.phone,
        lot_street=party.lot_street,
        village=party.village,
        region=party.region,
        landmark=party.landmark,
    )


def _piece_form(piece: Piece) -> PieceForm:
    weight = piece.weight.text.replace(",", "")
    length, width, height = piece.sides
    is_one_unit = length.unit == width.unit == height.unit
    texts = [format_milli(side.value_milli).replace(",", "") for side in piece.sides]
    if not is_one_unit:  # typed in one unit: a side in another is told in centimetres
        texts = [format_milli(divide_rounded(side.nanometres, 10_000)) for side in piece.sides]
    unit = length.unit if is_one_unit else "cm"
    return PieceForm(
        description=piece.description,
        packing=piece.packing,
        weight=weight,
        sides=f"{' x '.join(texts)} {unit}".replace(",", ""),
        weighed=weight if piece.weight_source == "scale" else "",
    )


def _party(form: PartyForm, person_id: str) -> Party:
    return Party(
        person_id=person_id,
        name=form.name.strip() or "?",
        phone=readable_phone(form.phone) or form.phone.strip(),
        lot_street=form.lot_street.strip(),
        village=form.village.strip(),
        region=form.region or _ANY_REGION,
        landmark=form.landmark.strip(),
    )


_ANY_REGION = 4
"""Only for the consignor of a quote, whose place no rate sheet looks at."""


def _party_errors(form: PartyForm) -> dict[str, str]:
    errors: dict[str, str] = {}
    if not form.name.strip():
        errors["name"] = ship_words.needed()
    if not form.region:
        errors["region"] = ship_words.needed()
    return errors


def _read_piece(number: int, form: PieceForm, whole: ShipmentForm) -> ReadPiece:
    errors: dict[str, str] = {}
    weight: Weight | None = None
    sides: tuple[Length, Length, Length] | None = None
    if form.weight.strip():
        try:
            weight = parse_weight(form.weight, whole.weight_unit)
        except BadInput as error:
            errors["weight"] = retold(error.message)
    if form.sides.strip():
        try:
            sides = _read_sides(form.sides, whole.length_unit)
        except BadInput as error:
            errors["sides"] = retold(error.message)
    piece = None
    if weight is not None and sides is not None:
        piece = Piece(
            description=form.description.strip()[:TEXT_MAX] or "?",
            packing=form.packing.strip()[:TEXT_MAX] or "?",
            weight=weight,
            weight_source="scale" if form.is_weighed else "manual",
            length=sides[0],
            width=sides[1],
            height=sides[2],
        )
    return ReadPiece(number=number, weight=weight, sides=sides, piece=piece, errors=errors)


def _read_sides(text: str, unit: LengthUnit) -> tuple[Length, Length, Length]:
    """``24 x 20 x 16``, ``24 20 16``, ``61 x 50 x 40 cm``: a unit at the end is for all three."""
    typed = text.strip().lower()
    found = re.fullmatch(r"(?P<figures>[^a-wyz]*?)\s*(?P<unit>in|cm)?", typed)
    if found is None:
        raise BadInput(ship_words.longest_side(), ship_words.sides_wrong())
    parts = [part for part in re.split(r"[x\u00d7*\s]+", found["figures"]) if part]
    if len(parts) != SIDES:
        raise BadInput(ship_words.longest_side(), ship_words.sides_wrong())
    own: LengthUnit = "cm" if (found["unit"] or unit) == "cm" else "in"
    first, second, third = (parse_length(part, own) for part in parts)
    return first, second, third


def _with_own_unit(text: str, before: str, after: str) -> str:
    stripped = text.strip()
    if not stripped or before == after or stripped[-1].isalpha():
        return text
    return f"{stripped} {before}"
