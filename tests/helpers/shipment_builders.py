"""Small examples of shipments: who sends what to whom."""

from __future__ import annotations

from domain.shipment import Length, Party, Piece, ShipmentDraft, Weight
from tests.helpers.builders import gyd


def a_party(person_id: str, name: str, *, region: int = 4, phone: str = "609 1234") -> Party:
    """Somebody who sends or receives."""
    return Party(
        person_id=person_id,
        name=name,
        phone=phone,
        lot_street="Lot 12, Sheriff Street",
        village="Campbellville",
        region=region,
        landmark="opposite the mosque",
    )


def a_piece(description: str = "Clothes and tinned food", *, weight_lb: int = 85) -> Piece:
    """A barrel, 24 x 24 x 36 inches."""
    return Piece(
        description=description,
        packing="Barrel",
        weight=Weight(weight_lb * 1_000, "lb"),
        length=Length(24_000, "in"),
        width=Length(24_000, "in"),
        height=Length(36_000, "in"),
    )


def a_shipment(shipment_id: str = "shipment-1", *, pieces: tuple[Piece, ...] = ()) -> ShipmentDraft:
    """One barrel from Georgetown to Lethem."""
    return ShipmentDraft(
        shipment_id=shipment_id,
        consignor=a_party("person-aubrey", "Aubrey Fraser"),
        consignee=a_party("person-lilawattie", "Lilawattie Singh", region=9, phone="772 4321"),
        pieces=pieces or (a_piece(),),
        declared_value=gyd(60_000),
    )
