"""What the presenters say about shipments."""

from app.presenters.words import counted, listed, say


def new_shipment() -> str:
    return say("New shipment")


def pieces(count: int) -> str:
    return counted(count, "{number} piece", "{number} pieces")


def to_place(place: str) -> str:
    return say("To {place}", place=place)


def region(number: int, name: str) -> str:
    return say("{number}, {name}", number=number, name=short_region(name))


def short_region(name: str) -> str:
    """Region names as they are written on parcels, so that they fit: U. Takutu-U. Essequibo."""
    for long, short in (("Upper", "U."), ("East", "E."), ("West", "W."), ("Islands", "Is.")):
        name = name.replace(long, short)
    return name


def needed() -> str:
    return say("Needed")


def phone_doubtful() -> str:
    return say("Does not look complete. It is kept: read it back.")


def in_another_region(number: int, name: str) -> str:
    return say(
        "That lies in Region {region}. It is kept: ask once more.", region=region(number, name)
    )


def sides_wrong() -> str:
    return say("Type three sides, as in 24 x 20 x 16.")


def piece_incomplete() -> str:
    return say("Fill in this piece, or take it out.")


def heaviest_piece() -> str:
    return say("Heaviest piece")


def whole_shipment() -> str:
    return say("Whole shipment")


def longest_side() -> str:
    return say("Longest side")


def piece_count() -> str:
    return say("Pieces")


def used_of(used: str, limit: str, unit: str) -> str:
    text = say("{used} of {limit}", used=used, limit=limit)
    return f"{text} {unit}" if unit else text


def over_by_name(limit: str, unit: str) -> str:
    return say("Over {limit} {unit}", limit=limit, unit=unit)


def weighed() -> str:
    return say("Weighed")


def by_size() -> str:
    return say("By size")


def special_quote() -> str:
    return say("Quote")


def quote_title(piece_nos: tuple[int, ...], piece_count_all: int) -> str:
    if len(piece_nos) == piece_count_all:
        return say("Quote for {pieces}", pieces=pieces(len(piece_nos)))
    numbers = span_text(piece_nos)
    if len(piece_nos) == 1:
        return say("Quote for piece {numbers}", numbers=numbers)
    return say("Quote for pieces {numbers}", numbers=numbers)


def quote_empty_title() -> str:
    return say("No quote yet")


def quote_empty_text() -> str:
    return say("It appears with the first piece that has a weight and three sides.")


def quote_needs_region() -> str:
    return say("Choose where it goes, and the quote appears.")


def good_for(time: str) -> str:
    return say("Good to {time}", time=time)


def rate_sheet(name: str) -> str:
    return say("Rate sheet {name}", name=name)


def needs_special_quote(can_go: tuple[int, ...]) -> str:
    text = say("Special quote needed: press F5.")
    if not can_go:
        return text
    if len(can_go) == 1:
        return text + " " + say("Piece {number} can go today.", number=can_go[0])
    return text + " " + say("Pieces {numbers} can go today.", numbers=span_text(can_go))


def whole_needs_special_quote() -> str:
    return say("Press F5 for a special quote, or take pieces out to book the rest today.")


def take_out() -> str:
    return say("Take it out")


def check_fields(count: int) -> str:
    return counted(count, "{number} field needs you.", "{number} fields need you.")


def check_fields_text() -> str:
    return say("Nothing is lost. Fill in what is marked, then press F12 again.")


def no_pieces() -> str:
    return say("No piece yet.")


def no_pieces_text() -> str:
    return say("Press Ins to add one: what is inside, its weight and its three sides.")


def dim_rule(divisor: str) -> str:
    sides = " \N{MULTIPLICATION SIGN} ".join("LWH")
    return say("Dim weight is {sides} \N{DIVISION SIGN} {divisor}", sides=sides, divisor=divisor)


def piece_spoken(number: int, description: str, weight: str) -> str:
    return listed(say("Piece {number}", number=number), description, weight)


def span_text(numbers: tuple[int, ...]) -> str:
    """``1 to 3`` for an unbroken run of three or more, else ``1, 2 and 5``."""
    first, last = numbers[0], numbers[-1]
    is_run = numbers == tuple(range(first, last + 1))
    if is_run and last - first > 1:
        return say("{first} to {last}", first=first, last=last)
    if len(numbers) == 1:
        return str(first)
    before = ", ".join(str(each) for each in numbers[:-1])
    return say("{before} and {last}", before=before, last=last)
