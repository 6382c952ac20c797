"""Where the bundled files of the look lie.

The bundle keeps the tree's layout, so the folder beside ``app`` is right in a checkout and in an
installed program alike.
"""

from pathlib import Path

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
FONTS = RESOURCES / "fonts"
ICONS = RESOURCES / "icons"
ART = RESOURCES / "art"
THEME = RESOURCES / "theme"
