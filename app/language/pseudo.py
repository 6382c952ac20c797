"""A language that nobody speaks, made to find words that do not fit and words left in English.

Every text is some 40 % longer, accented so that no font gap hides, and stands in brackets: what is
on a screen without them was never looked up, and a bracket that is missing was cut off.
"""

import string

from PySide6.QtCore import QObject, QTranslator

OPENING, CLOSING = "\N{LEFT WHITE SQUARE BRACKET}", "\N{RIGHT WHITE SQUARE BRACKET}"
_LONGER = 0.4
_ACCENTED = str.maketrans("aceinouyACEINOUY", "àçéîñôûÿÀÇÉÎÑÔÛŸ")
_PADDING, _WORD = "-", 14


def pseudo(text: str) -> str:
    """Return the text as it is said in that language; places for values stay as they are."""
    try:
        parts = list(string.Formatter().parse(text))
    except ValueError:  # a single brace: plain text that is never filled
        parts = [(text, None, None, None)]
    said = "".join(
        _escaped(literal).translate(_ACCENTED) + ("" if name is None else f"{{{name}}}")
        for literal, name, _, _ in parts
    )
    length = sum(len(literal) for literal, _, _, _ in parts)
    return f"{OPENING}{said}{_padding(max(1, round(length * _LONGER) - 2))}{CLOSING}"


def _padding(length: int) -> str:
    """As much longer as asked, in words of a length that languages have, so that lines break."""
    whole, rest = divmod(length, _WORD + 1)
    words = [_PADDING * _WORD] * whole + ([_PADDING * rest] if rest else [])
    return " ".join(words)


def _escaped(literal: str) -> str:
    return literal.replace("{", "{{").replace("}", "}}")


class PseudoTranslator(QTranslator):
    """Says every text of our own screens in the language that nobody speaks.

    Qt's own texts (the context names its classes) stay: nobody here could change them.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)

    def isEmpty(self) -> bool:
        return False

    def translate(
        self,
        context: str,
        sourceText: str,  # noqa: N803  # Qt calls it by this name
        disambiguation: str | None = None,
        n: int = -1,
    ) -> str:
        del disambiguation, n
        return "" if context.startswith("Q") and context[1:2].isupper() else pseudo(sourceText)
