"""What the scripted day must come to, worked out by hand from the price list. Minor units."""

from decimal import ROUND_HALF_UP, Decimal

FLOAT = {
    500_000: 2, 200_000: 5, 100_000: 10, 50_000: 10, 10_000: 40, 5_000: 10, 2_000: 20, 1_000: 10,
}  # fmt: skip
FLOAT_MINOR = 4_000_000
FLOAT_DOLLARS = {2_000: 1}

BARREL, TAPE, PADLOCK, LANTERN, CHARGER = 950_000, 42_000, 165_000, 390_000, 240_000
DENTED = 900_000
FISH = 228_000
"""750 g at G$3,200 a kilogram, less five per cent; without VAT."""
FREIGHT, FUEL, REMOTE = 1_048_000, 52_400, 350_000
"""131 lb at G$80, five per cent on it, and Region 9."""
SHIPMENT = FREIGHT + FUEL + REMOTE

TWENTY_DOLLARS = 418_000
"""US$20 at G$209."""
TERMINAL = 300_000
TAXED = (
    (BARREL, TAPE),
    (PADLOCK,),
    (DENTED,),
    (SHIPMENT, LANTERN),
    (CHARGER,),
    (BARREL, TAPE),
    (PADLOCK,),
)
"""What each sale had with VAT in it, in their order."""
SALES = tuple(sum(lines) + (FISH if number == 0 else 0) for number, lines in enumerate(TAXED))
REFUNDS = (DENTED, PADLOCK)
DROP, PAY_OUT = 2_000_000, 150_000


def in_cash(minor: int) -> int:
    """Round to the nearest five dollars, as coins can pay."""
    return int((Decimal(minor) / 500).to_integral_value(ROUND_HALF_UP)) * 500


def vat_in(*gross: int) -> int:
    """The fourteen per cent inside some amounts, each rounded by itself."""
    return sum(int((Decimal(each) * 14 / 114).to_integral_value(ROUND_HALF_UP)) for each in gross)


CASH_TENDERS = (
    in_cash(SALES[0]),
    in_cash(SALES[1]),
    in_cash(DENTED - TWENTY_DOLLARS - TERMINAL),
    in_cash(SALES[3]),
    in_cash(CHARGER - PADLOCK),
    in_cash(SALES[5]),
    in_cash(SALES[6]),
)
CASH_MINOR = FLOAT_MINOR + sum(CASH_TENDERS) - DENTED - DROP - PAY_OUT
DOLLARS_MINOR = 2_000 + 2_000
VAT_MINOR = sum(vat_in(*lines) for lines in TAXED)
