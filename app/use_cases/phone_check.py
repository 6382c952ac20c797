"""Phone numbers as customers give them: kept as typed, with a warning when none can be called so.

Numbering plans change, so a number that looks wrong is never refused (libphonenumber's metadata is
only as new as this program).
"""

import phonenumbers

DEFAULT_REGION = "GY"
"""Numbers without a country code are read as Guyana's: +592 and seven digits."""


def find_phone_warning(phone: str, whose: str) -> str | None:
    """Return a sentence for a number that no telephone could reach, or None.

    ``whose`` names the part in the shipment ("consignee"), not the person. No number is fine.
    """
    if not phone.strip():
        return None
    try:
        number = phonenumbers.parse(phone, DEFAULT_REGION)
    except phonenumbers.NumberParseException:
        return _warning(whose)
    return None if phonenumbers.is_possible_number(number) else _warning(whose)


def _warning(whose: str) -> str:
    return (
        f"The {whose}'s phone number does not look complete. It is kept as you typed it: read it"
        " back to the customer."
    )
