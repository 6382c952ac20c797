"""An account at MMG as the settings name it: hosted checkout, merchant-initiated, or both.

They are two products with two sets of credentials. Neither has an address of ours by default:
test and live addresses are in the runbook.
"""

from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_pem_public_key
from pydantic import SecretStr

from central.settings import Settings
from domain.errors import BadInput


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkout:
    """Hosted checkout: what its token is made and read with."""

    page_url: str
    client_id: str
    merchant_name: str
    secret_key: str = field(repr=False)
    mmg_key: RSAPublicKey = field(repr=False)
    own_key: RSAPrivateKey = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Api:
    """The merchant-initiated API: what it is logged into with."""

    base_url: str
    api_key: str = field(repr=False)
    password: str = field(repr=False)
    mkey: str = field(repr=False)
    msecret: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """An account. Without ``api`` nothing can be looked up, so there is none without it."""

    merchant: str
    api: Api
    checkout: Checkout | None


def read_account(settings: Settings) -> Account | None:
    """Return the account; None where the settings name none.

    Raises BadInput for one that lacks a part, or whose keys cannot be read. No secret is repeated.
    """
    if not settings.mmg_merchant:
        return None
    api = Api(
        base_url=_needed(settings.mmg_api_url, "mmg_api_url").rstrip("/"),
        api_key=_secret(settings.mmg_api_key, "mmg_api_key"),
        password=_secret(settings.mmg_password, "mmg_password"),
        mkey=_secret(settings.mmg_mkey, "mmg_mkey"),
        msecret=_secret(settings.mmg_msecret, "mmg_msecret"),
    )
    checkout = None if not settings.mmg_checkout_url else _read_checkout(settings)
    return Account(merchant=settings.mmg_merchant, api=api, checkout=checkout)


def _read_checkout(settings: Settings) -> Checkout:
    public = _needed(settings.mmg_public_key, "mmg_public_key")
    private = _secret(settings.mmg_private_key, "mmg_private_key")
    try:
        mmg_key = load_pem_public_key(public.encode("ascii"))
        own_key = load_pem_private_key(private.encode("ascii"), password=None)
    except (ValueError, TypeError) as error:
        raise _unusable("the keys cannot be read as PEM") from error
    if not isinstance(mmg_key, RSAPublicKey) or not isinstance(own_key, RSAPrivateKey):
        raise _unusable("the keys are not RSA keys")
    return Checkout(
        page_url=settings.mmg_checkout_url,
        client_id=_needed(settings.mmg_client_id, "mmg_client_id"),
        merchant_name=_needed(settings.mmg_merchant_name, "mmg_merchant_name"),
        secret_key=_secret(settings.mmg_secret_key, "mmg_secret_key"),
        mmg_key=mmg_key,
        own_key=own_key,
    )


def _needed(value: str, name: str) -> str:
    if not value:
        raise _unusable(f"{name} is missing")
    return value


def _secret(value: SecretStr | None, name: str) -> str:
    return _needed("" if value is None else value.get_secret_value(), name)


def _unusable(why: str) -> BadInput:
    return BadInput(
        "Check the account at MMG", f"It cannot be used: {why}. No other payment is affected."
    )
