"""MMG's answers as models: only what is used is read, strictly, and drift is no evidence."""

import re
from datetime import UTC, datetime, timedelta, timezone
from typing import Annotated

from pydantic import AliasChoices, BaseModel, ConfigDict, Field

from domain.money import Money

GUYANA = timezone(timedelta(hours=-4))
"""MMG writes Guyana's wall clock and calls it Z (integrations 1.5). There is no summer time."""
_AMOUNT = re.compile(r"(\d{1,12})(?:\.(\d{1,2})0*)?", re.ASCII)
_CENT_DIGITS = 2
_Word = Annotated[str, Field(min_length=1, max_length=256)]


class _Answer(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", coerce_numbers_to_str=True)


class Named(_Answer):
    """A name and what it stands for: parties are lists of these."""

    key: str
    value: str | None = None


class Login(_Answer):
    """A login that was taken."""

    access_token: Annotated[str, Field(min_length=1, max_length=8_192)]
    expires_in: int = 120


class Pushed(_Answer):
    """A payment that waits for the payer's word in MMG's application."""

    status: _Word
    object_reference: _Word = Field(alias="objectReference")
    execution_id: str = Field(default="", alias="executionId")


class Transaction(_Answer):
    """A transaction as a look-up shows it, or a row of the history does."""

    status: _Word = Field(alias="transactionStatus")
    amount: _Word
    currency: _Word
    reference: _Word = Field(alias="transactionReference")
    receipt: str | None = Field(default=None, alias="transactionReceipt")
    creditors: tuple[Named, ...] = Field(alias="creditParty")
    debtors: tuple[Named, ...] = Field(default=(), alias="debitParty")
    dated: str | None = Field(default=None, alias="modificationDate")
    external_id: str | None = Field(
        default=None, validation_alias=AliasChoices("external_id", "externalId")
    )

    @property
    def ids(self) -> frozenset[str]:
        """Every number that MMG has for it."""
        return frozenset(one for one in (self.reference, self.receipt) if one)

    def money(self) -> Money | None:
        """Return the amount; None for one that is written in no way that we know."""
        return read_amount(self.amount, self.currency)

    def pays(self, merchant: str) -> bool:
        """Tell whether every account that it pays is the merchant's."""
        accounts = _accounts(self.creditors)
        return bool(accounts) and accounts == {merchant}

    def is_from(self, payer: str) -> bool:
        """Tell whether it was paid from this phone."""
        return _accounts(self.debtors) == {payer}

    def paid_at(self) -> datetime | None:
        """Return when it was paid: a history's date, Guyana time under a wrong label."""
        return None if self.dated is None else read_wall_clock(self.dated)


class History(_Answer):
    """Transactions of a window, oldest first."""

    rows: tuple[dict[str, object], ...] = Field(alias="TransactionList")


class Reversal(_Answer):
    """A reversal that was taken up."""

    status: _Word = Field(alias="transactionStatus")
    reference: str = Field(default="", alias="transactionReference")


def read_amount(text: str, currency: str) -> Money | None:
    """Return an amount such as ``500``, ``500.00``; None for another writing or currency."""
    found = _AMOUNT.fullmatch(text.strip())
    if found is None or currency != "GYD":
        return None
    cents = (found[2] or "").ljust(_CENT_DIGITS, "0")
    return Money(int(found[1]) * 100 + int(cents), currency)


def read_wall_clock(text: str) -> datetime | None:
    """Return the moment that MMG writes as ``2026-10-01T15:38:31.000Z`` and means in Guyana."""
    try:
        written = datetime.fromisoformat(text)
    except ValueError:
        return None
    return written.replace(tzinfo=GUYANA).astimezone(UTC)


def write_wall_clock(at: datetime) -> str:
    """Return a moment as MMG's queries read it."""
    return at.astimezone(GUYANA).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def local_digits(phone: str) -> str | None:
    """Return the seven digits of a number in Guyana; None for any other."""
    digits = re.sub(r"\D", "", phone)
    if len(digits) == 10 and digits.startswith("592"):  # noqa: PLR2004  +592 and seven
        digits = digits[3:]
    return digits if len(digits) == 7 else None  # noqa: PLR2004  as above


def _accounts(parties: tuple[Named, ...]) -> set[str | None]:
    return {one.value for one in parties if one.key == "accountid"}
