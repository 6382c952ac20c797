"""A buyer's own VAT registration or taxpayer number, as it stands on their tax invoices.

A tax invoice names a registered buyer with address and VAT number (GRA, VAT invoices). Numbers of
Guyana are digits; those of buyers from elsewhere in the region have letters and dashes as well, and
no authority publishes a check digit: so only what can be none at all is refused.
"""

import re

from domain.errors import BadInput

TAX_NUMBER_MAX = 20
_DIGITS_MIN = 5
_FORM = re.compile(r"[A-Z0-9][A-Z0-9 ./-]*[A-Z0-9]")


def read_tax_number(typed: str) -> str:
    """Return a number as it is kept, "" for none.

    Raises:
        BadInput: for a text that can be no such number.
    """
    number = " ".join(typed.upper().split())
    if not number:
        return ""
    digits = sum(sign.isdigit() for sign in number)
    is_long = len(number) > TAX_NUMBER_MAX
    if is_long or digits < _DIGITS_MIN or _FORM.fullmatch(number) is None:
        raise BadInput(
            "Check the VAT or TIN number",
            "It has 5 to 20 digits, letters and dashes, as on the certificate. Nothing is lost."
            " Type it again, or leave it empty.",
        )
    return number
