"""Which region a town of Guyana lies in: to ask once more, never to refuse.

Seats and well-known towns of the ten administrative regions (their names and seats: Local
Democratic Organs Act, Guyana Bureau of Statistics, census). Villages whose names several regions
have are not here: a list that guesses is worse than none.
"""

from collections.abc import Mapping
from types import MappingProxyType

_TOWNS: Mapping[int, tuple[str, ...]] = MappingProxyType(
    {
        1: ("Mabaruma", "Port Kaituma", "Matthews Ridge", "Moruca"),
        2: ("Anna Regina", "Charity", "Suddie", "Supenaam"),
        3: ("Vreed en Hoop", "Parika", "Leonora", "Uitvlugt"),
        4: ("Georgetown", "Buxton", "Enmore", "Timehri", "Soesdyke", "Beterverwagting"),
        5: ("Fort Wellington", "Rosignol", "Mahaicony"),
        6: ("New Amsterdam", "Rose Hall", "Corriverton", "Skeldon", "Port Mourant"),
        7: ("Bartica", "Kamarang"),
        8: ("Mahdia", "Kato"),
        9: ("Lethem", "Annai", "Aishalton"),
        10: ("Linden", "Kwakwani", "Ituni"),
    }
)


def _folded(name: str) -> str:
    return " ".join(name.casefold().replace("-", " ").split())


_REGIONS: Mapping[str, int] = MappingProxyType(
    {_folded(town): region for region, towns in _TOWNS.items() for town in towns}
)


def find_region(village: str) -> int | None:
    """Return the region that a town is known to lie in, None for one that is not known."""
    return _REGIONS.get(_folded(village))
