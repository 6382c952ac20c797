"""Who pays by phone: the number as it is told, known again without being kept."""

import hashlib
import hmac
from dataclasses import dataclass

import phonenumbers

from app.use_cases.phone_check import DEFAULT_REGION
from app.use_cases.till import Till
from domain.cart import Cart
from domain.errors import BadInput
from storage.unit_of_work import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Payer:
    """A phone number in full (+592 and seven digits), its key at this till, and whose it is."""

    phone: str
    key: str
    payer_id: str


def read_phone(typed: str) -> str:
    """Return a phone number in full. Raises BadInput for one that can't be called."""
    try:
        number = phonenumbers.parse(typed, DEFAULT_REGION)
    except phonenumbers.NumberParseException as error:
        raise _no_phone() from error
    if not phonenumbers.is_possible_number(number):
        raise _no_phone()
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def payer_key(till: Till, phone: str) -> str:
    """Return what a number is known by here: under the till's own key, which is not in the file."""
    message = b"payer\x00" + phone.encode()
    return hmac.new(till.pin_pepper, message, hashlib.sha256).hexdigest()


def find_payer(uow: Reading, till: Till, cart: Cart, phone: str) -> Payer:
    """Return the payer of a number: as before, or the cart's customer, or somebody new."""
    key = payer_key(till, phone)
    known = uow.payments.find_payer(key)
    payer_id = known or _customer_with(uow, cart, phone) or till.ids.new_id()
    return Payer(phone=phone, key=key, payer_id=payer_id)


def _customer_with(uow: Reading, cart: Cart, phone: str) -> str | None:
    customer = None if cart.customer_id is None else uow.customers.find(cart.customer_id)
    if customer is None or not customer.phone:
        return None
    try:
        return customer.person_id if read_phone(customer.phone) == phone else None
    except BadInput:
        return None


def _no_phone() -> BadInput:
    return BadInput(
        "Check the phone number",
        "Type the payer's number with all its digits: seven in Guyana. Nothing was taken and"
        " nothing is lost.",
    )
