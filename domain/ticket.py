"""Lines of a fixed width for paper: wrapped, centred, or a label with its amount on the right.

Text from outside (names of goods, of a store) is cleaned first: control characters could drive
a printer, and a wide character takes two columns.
"""

import unicodedata

NARROWEST = 32
"""Columns of 58 mm paper; an amount of money always fits."""

WIDEST = 96
"""Columns of the widest receipt paper in its smallest font."""

_PLAIN = str.maketrans({"\N{MINUS SIGN}": "-", "\N{MULTIPLICATION SIGN}": "x"})


def clean(text: str) -> str:
    """Composed, printable, single-spaced text with the plain signs a receipt printer has."""
    if text.isascii() and text.isprintable():  # most names: nothing to compose or replace
        return " ".join(text.split())
    composed = unicodedata.normalize("NFC", text).translate(_PLAIN)
    printable = (" " if unicodedata.category(char)[0] in "CZ" else char for char in composed)
    return " ".join("".join(printable).split())


def width_of(text: str) -> int:
    """How many columns a cleaned text takes."""
    return len(text) if text.isascii() else sum(_char_width(char) for char in text)


def _char_width(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def wrap(text: str, columns: int) -> tuple[str, ...]:
    """Break at blanks into lines of at most `columns`; a longer word is cut. Empty for no text."""
    cleaned = clean(text)
    if cleaned and width_of(cleaned) <= columns:  # most lines: nothing to break
        return (cleaned,)
    lines: list[str] = []
    current = ""
    for word in cleaned.split():
        for part in _cut(word, columns):
            joined = f"{current} {part}" if current else part
            if width_of(joined) <= columns:
                current = joined
            else:
                lines.append(current)
                current = part
    return (*lines, current) if current else tuple(lines)


def _cut(word: str, columns: int) -> list[str]:
    if width_of(word) <= columns:
        return [word]
    parts, begin, taken = [], 0, 0
    for at, char in enumerate(word):
        width = _char_width(char)
        if taken + width > columns:
            parts.append(word[begin:at])
            begin, taken = at, 0
        taken += width
    return [*parts, word[begin:]]


def centred(text: str, columns: int) -> tuple[str, ...]:
    """Wrapped and centred, without blanks at the end of a line."""
    return tuple(" " * ((columns - width_of(line)) // 2) + line for line in wrap(text, columns))


def pair(label: str, figure: str, columns: int) -> tuple[str, ...]:
    """A label on the left and a figure ending in the last column; the label wraps, never it.

    Raises:
        ValueError: when the figure alone is wider than the paper.
    """
    figure = clean(figure)
    if width_of(figure) > columns:
        raise ValueError("a figure is wider than the paper")
    lines = list(wrap(label, columns)) or [""]
    if width_of(lines[-1]) + (1 if lines[-1] else 0) + width_of(figure) > columns:
        lines.append("")
    gap = columns - width_of(lines[-1]) - width_of(figure)
    return (*lines[:-1], lines[-1] + " " * gap + figure)


def pair_words(label: str, words: str, columns: int) -> tuple[str, ...]:
    """As `pair`, for a name or a code of any length: too wide for the paper, it wraps below."""
    lines = wrap(words, columns)
    if len(lines) <= 1:
        return pair(label, words, columns)
    return (*wrap(label, columns), *(" " * (columns - width_of(line)) + line for line in lines))


def ruled(columns: int) -> str:
    """A line across the paper."""
    return "-" * columns


def require_columns(columns: int) -> None:
    """Require paper of 32 to 96 columns. Raises ValueError."""
    if not NARROWEST <= columns <= WIDEST:
        raise ValueError("a receipt has 32 to 96 columns")
