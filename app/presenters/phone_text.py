"""Phone numbers as people here type and read them."""

import phonenumbers

HOME_REGION = "GY"


def readable_phone(text: str) -> str | None:
    """``+592 609 1234`` for ``6091234``; None for what cannot be a number.

    Possible is enough: new ranges appear before any table knows them. An empty text stays empty.
    """
    typed = text.strip()
    if not typed:
        return ""
    try:
        number = phonenumbers.parse(typed, HOME_REGION)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
