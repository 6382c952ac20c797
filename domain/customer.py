"""Customers: how to reach a person, what they agreed to, and how two tills' words come together.

Each contact field is kept with the moment it was said, and the later word wins field by field. That
is a join: in whatever order, and however often, tills and central hear of changes, all of them end
with the same customer, and a new address never takes back a new phone number.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Literal

from domain.errors import BadInput
from domain.invariants import require_int, require_text
from domain.sentence import told
from domain.shipment import REGION_NAMES
from domain.tax_number import read_tax_number

Purpose = Literal["shipping", "receipts", "marketing", "id_copy"]
Channel = Literal["counter", "phone", "paper", "import"]
ContactField = Literal[
    "name", "phone", "email", "lot_street", "village", "region", "landmark", "tax_number"
]

PURPOSES: tuple[Purpose, ...] = ("shipping", "receipts", "marketing", "id_copy")
CONTACT_FIELDS: tuple[ContactField, ...] = (
    "name",
    "phone",
    "email",
    "lot_street",
    "village",
    "region",
    "landmark",
    "tax_number",
)
EMAIL_MAX = 255
TEXT_MAX = 200
STAMP_MAX = 2**53
"""A time in milliseconds that JSON keeps exactly."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, order=True)
class Said:
    """What a field says and since when (milliseconds of UTC since 1970).

    Ordered by time, then by text, so that two words of one moment have one winner everywhere.
    """

    at_ms: int
    text: str = field(repr=False)

    def __post_init__(self) -> None:
        require_int(self.at_ms, "at_ms", low=0, high=STAMP_MAX)


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """A yes or no of a person to one purpose: to which text, when, how, and who wrote it down.

    ``staff_id`` names a member of staff; nothing here names the customer.
    """

    purpose: Purpose
    given: bool
    text_version: str
    at_ms: int
    channel: Channel
    staff_id: str

    def __post_init__(self) -> None:
        require_int(self.at_ms, "at_ms", low=0, high=STAMP_MAX)
        require_text(self.text_version, "text_version", longest=128)
        require_text(self.staff_id, "staff_id", longest=128)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """How to reach a person, as typed at the counter. Only the name is needed.

    Guyana's addresses: lot and street, village or ward, region 1 to 10 (0 for none), a landmark; no
    postcode. `tax_number` is a business's own VAT or TIN number (`domain.tax_number`).

    Raises:
        BadInput: no name, a text too long, an e-mail address, a region or a tax number that can be
            none.
    """

    name: str = field(repr=False)
    phone: str = field(default="", repr=False)
    email: str = field(default="", repr=False)
    lot_street: str = field(default="", repr=False)
    village: str = field(default="", repr=False)
    region: int = 0
    landmark: str = field(default="", repr=False)
    tax_number: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        require_int(self.region, "region")
        if not self.name.strip():
            raise BadInput("Who is it?", "Type a name. Nothing is lost.")
        for text in (self.name, self.phone, self.lot_street, self.village, self.landmark):
            if len(text) > TEXT_MAX:
                raise BadInput(
                    "That is too long",
                    told(
                        "A field takes at most {text_max} characters. Nothing is lost. Shorten it.",
                        text_max=TEXT_MAX,
                    ),
                )
        _require_email(self.email)
        object.__setattr__(self, "tax_number", read_tax_number(self.tax_number))
        if self.region and self.region not in REGION_NAMES:
            raise BadInput(
                "Check the region",
                told(
                    "Guyana has regions 1 to 10, not {region}. Nothing is lost. Choose the region"
                    " again, or leave it empty.",
                    region=self.region,
                ),
            )

    def texts(self) -> dict[ContactField, str]:
        """Return the fields as texts; no region is an empty one."""
        return {
            "name": self.name,
            "phone": self.phone,
            "email": self.email,
            "lot_street": self.lot_street,
            "village": self.village,
            "region": str(self.region) if self.region else "",
            "landmark": self.landmark,
            "tax_number": self.tax_number,
        }


def _require_email(text: str) -> None:
    if not text:
        return
    if len(text) > EMAIL_MAX:
        raise BadInput(
            "Check the e-mail address",
            told(
                "It has at most {email_max} characters. Nothing is lost. Type it again.",
                email_max=EMAIL_MAX,
            ),
        )
    name, at, host = text.rpartition("@")
    if not (name and at and host) or any(char.isspace() or ord(char) < ord(" ") for char in text):
        raise BadInput(
            "Check the e-mail address",
            "It is written like name@example.com. Nothing is lost. Type it again, or leave it"
            " empty.",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Customer:
    """A person as a till knows them: each field as said last, each consent as given last."""

    person_id: str
    said: Mapping[ContactField, Said] = field(
        default_factory=lambda: MappingProxyType({}), repr=False
    )
    consents: Mapping[Purpose, Consent] = field(default_factory=lambda: MappingProxyType({}))

    def __post_init__(self) -> None:
        require_text(self.person_id, "person_id")

    def text(self, name: ContactField) -> str:
        """Return what a field says, nothing where nobody said anything."""
        said = self.said.get(name)
        return "" if said is None else said.text

    @property
    def name(self) -> str:
        return self.text("name")

    @property
    def phone(self) -> str:
        return self.text("phone")

    @property
    def region(self) -> int:
        """The region 1 to 10; 0 for none, and for what a newer program may call one."""
        text = self.text("region")
        found = int(text) if text.isascii() and text.isdigit() else 0
        return found if found in REGION_NAMES else 0

    @property
    def contact(self) -> Contact:
        """The fields as a form shows them. Raises BadInput where they hold no name."""
        return Contact(
            name=self.name,
            phone=self.phone,
            email=self.text("email"),
            lot_street=self.text("lot_street"),
            village=self.text("village"),
            region=self.region,
            landmark=self.text("landmark"),
            tax_number=self.text("tax_number"),
        )

    def allows(self, purpose: Purpose) -> bool:
        """Tell whether the person agreed and did not take it back."""
        consent = self.consents.get(purpose)
        return consent is not None and consent.given

    def joined(self, other: "Customer") -> "Customer":
        """Return both words about one person as one: the later of each field and consent."""
        if other.person_id != self.person_id:
            raise ValueError("two persons are never made one")
        consents = dict(self.consents)
        for purpose, consent in other.consents.items():
            consents[purpose] = later_consent(consents.get(purpose), consent)
        return Customer(
            person_id=self.person_id,
            said=join_said(self.said, other.said),
            consents=consents,
        )


def join_said(
    known: Mapping[ContactField, Said], heard: Mapping[ContactField, Said]
) -> dict[ContactField, Said]:
    """Return the later word of each field."""
    joined = dict(known)
    for name, said in heard.items():
        joined[name] = max(joined.get(name, said), said)
    return joined


def later_consent(known: Consent | None, heard: Consent) -> Consent:
    """Return the later of two words about one purpose; of one moment, the *no* stands."""
    if known is None:
        return heard
    return max(known, heard, key=_consent_order)


def _consent_order(consent: Consent) -> tuple[int, bool, str, str, str]:
    return (
        consent.at_ms,
        not consent.given,
        consent.text_version,
        consent.channel,
        consent.staff_id,
    )


def changed_fields(known: Customer | None, contact: Contact) -> dict[ContactField, str]:
    """Return what a person typed that is not known yet: only that is said anew."""
    texts = contact.texts()
    if known is None:
        return {name: text for name, text in texts.items() if text}
    return {name: text for name, text in texts.items() if text != known.text(name)}


def stamp_ms(now: datetime, known: Customer | None = None) -> int:
    """Return the moment of a new word: now, and later than all that is known of the person.

    Who corrects a field has seen it: a clock that was wrong before never wins against them.
    """
    now_ms = (now - _EPOCH) // timedelta(milliseconds=1)
    if known is None:
        return now_ms
    seen = [said.at_ms for said in known.said.values()]
    seen += [consent.at_ms for consent in known.consents.values()]
    return max([now_ms, *(at_ms + 1 for at_ms in seen)])
