"""Files that somebody opens in a spreadsheet."""


def harmless(cell: str) -> str:
    """Keep a spreadsheet from computing a cell: ids of tills come from outside."""
    return f"'{cell}" if cell[:1] in {"=", "+", "@", "\t", "\r"} else cell
