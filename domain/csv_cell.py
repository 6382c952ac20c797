"""Cells of CSV files that people open in a spreadsheet: no text of ours may become a formula.

A spreadsheet runs a cell that begins with one of a few signs (OWASP, *CSV Injection*); an
apostrophe before it makes it text. Reading such a file again takes the apostrophe away.
"""

_FORMULA = frozenset("=+-@\t\r\n")


def guarded_cell(text: str) -> str:
    """The text as a cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in _FORMULA and text else text


def plain_cell(cell: str) -> str:
    """The text of a cell, blanks at its ends gone, without the apostrophe of `guarded_cell`."""
    stripped = cell.strip()
    return stripped[1:] if stripped[:1] == "'" and stripped[1:2] in _FORMULA else stripped
