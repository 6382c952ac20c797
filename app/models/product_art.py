"""Drawn art that stands in for product pictures, found by words of the name and the category."""

import re

_BY_WORD: tuple[tuple[str, str], ...] = (
    ("barrel", "barrel"),
    ("box", "box"),
    ("carton", "box"),
    ("suitcase", "suitcase"),
    ("luggage", "suitcase"),
    ("buds", "buds"),
    ("earphone", "buds"),
    ("headphone", "headphones"),
    ("headset", "headphones"),
    ("charger", "charger"),
    ("adapter", "charger"),
    ("cable", "charger"),
    ("tablet", "tablet"),
    ("ipad", "tablet"),
    ("watch", "watch"),
    ("tv", "tv"),
    ("television", "tv"),
    ("lantern", "lantern"),
    ("torch", "lantern"),
    ("fan", "fan"),
    ("blender", "blender"),
    ("pot", "pot"),
    ("pan", "pot"),
    ("drill", "drill"),
    ("sachet", "sachet"),
    ("sample", "sachet"),
    ("sneaker", "sneaker"),
    ("phone", "phone"),
    ("phones", "phone"),
    ("galaxy", "phone2"),
    ("iphone", "phone2"),
    ("groceries", "groceries"),
    ("tools", "drill"),
    ("lanterns", "lantern"),
    ("boxes", "box"),
)


def art_of(name: str, category: str) -> str:
    """The picture for an item: by its name before its category; empty where none fits."""
    for text in (name, category):
        words = set(re.findall(r"[a-z]+", text.lower()))
        found = next((art for word, art in _BY_WORD if word in words), "")
        if found:
            return found
    return ""
