"""What a passed limit of a shipment says first: which piece needs somebody."""

from domain.sentence import together, told


def needs_you(piece_no: int | None, why: str) -> str:
    """Who needs somebody (None: the whole shipment), and why, as two sentences."""
    return together((_who(piece_no), why))


def renumbered(sentence: str, piece_no: int) -> str:
    """A sentence of `needs_you` about the same piece under another number."""
    why = getattr(sentence, "values", {}).get("then", "")
    return needs_you(piece_no, why) if why else sentence


def _who(piece_no: int | None) -> str:
    if piece_no is None:
        return told("The shipment needs you.")
    return told("Piece {piece_no} needs you.", piece_no=piece_no)
