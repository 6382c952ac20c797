"""Who sends what to whom, all invented, and always within the limits of a plain booking."""

from random import Random

from app.use_cases.till import Till
from domain.money import Money
from domain.shipment import Length, Party, Piece, ShipmentDraft, Weight

_FIRST = ("Kelvin", "Devika", "Aubrey", "Shanelle", "Ignatius", "Lilawattie", "Roxanne", "Omar")
_LAST = ("Persaud", "Fraser", "Gomes", "Singh", "Adams", "Ramsaroop", "Williams", "La Rose")
_PLACES = (
    ("La Bonne Intention", 4, "behind the mandir"),
    ("Anna Regina", 2, "by the market"),
    ("Parika", 3, "near the stelling"),
    ("New Amsterdam", 6, "opposite the church"),
    ("Bartica", 7, "by the ferry"),
    ("Lethem", 9, "opposite the airstrip"),
    ("Linden", 10, "near the bridge"),
)
_PACKINGS = (
    ("Barrel, 55 gal", (24, 24, 36), (60, 190)),
    ("Box", (20, 16, 12), (8, 60)),
    ("Box, large", (24, 20, 20), (15, 90)),
)
_GOODS = ("Foodstuff and clothes", "Hand tools", "School supplies", "Tinned food", "Car parts")
_PIECES_MAX = 2  # two of the heaviest stay below 500 lb together


def a_shipment(till: Till, random: Random, currency: str) -> ShipmentDraft:
    """Return a draft of one or two pieces between two invented people."""
    return ShipmentDraft(
        shipment_id=till.ids.new_id(),
        consignor=_party(till, random),
        consignee=_party(till, random),
        pieces=tuple(_piece(random) for _ in range(random.randint(1, _PIECES_MAX))),
        declared_value=Money(random.randint(10, 300) * 100_000, currency),
    )


def _party(till: Till, random: Random) -> Party:
    village, region, landmark = random.choice(_PLACES)
    return Party(
        person_id=till.ids.new_id(),
        name=f"{random.choice(_FIRST)} {random.choice(_LAST)}",
        phone=f"+592 6{random.randint(0, 99):02d} {random.randint(0, 9999):04d}",
        lot_street=f"Lot {random.randint(1, 300)}",
        village=village,
        region=region,
        landmark=landmark,
    )


def _piece(random: Random) -> Piece:
    packing, (length, width, height), (least, most) = random.choice(_PACKINGS)
    return Piece(
        description=random.choice(_GOODS),
        packing=packing,
        weight=Weight(random.randint(least * 10, most * 10) * 100, "lb"),
        length=Length(length * 1_000, "in"),
        width=Length(width * 1_000, "in"),
        height=Length(height * 1_000, "in"),
    )
