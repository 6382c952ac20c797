"""What is said over a shipment: fields that lack, and limits that are passed."""

from app.presenters import quote_words, ship_words, words
from app.presenters.notices import Notice, Tone
from app.presenters.ship_form import ReadPiece
from domain.shipment import LimitBreach


def missing_notice(count: int) -> Notice:
    """How many fields keep the shipment from being booked."""
    return Notice(title=ship_words.check_fields(count), text=ship_words.check_fields_text())


def limit_notice(breaches: tuple[LimitBreach, ...], read: tuple[ReadPiece, ...]) -> Notice | None:
    """The first limit passed, in its own sentence, and what can still be done today."""
    if not breaches:
        return None
    first = breaches[0]
    over = {breach.piece_no for breach in breaches}
    title, rest = words.parted(first.sentence)
    can_go = tuple(each.number for each in read if each.number not in over)
    text = (
        ship_words.whole_needs_special_quote()
        if first.piece_no is None
        else ship_words.needs_special_quote(can_go)
    )
    return Notice(
        title=title,
        text=f"{rest} {text}",
        tone=Tone.NEEDS_YOU,
        action=ship_words.take_out() if first.piece_no is not None else "",
        key="Del" if first.piece_no is not None else "",
    )


def special_notice(*, is_asked: bool) -> Notice:
    """A special quote was asked for, or is not needed."""
    if is_asked:
        return Notice(title=quote_words.asked(), text=quote_words.asked_text(), tone=Tone.WORKING)
    return Notice(title=quote_words.has_price(), text=quote_words.has_price_text())
