"""The keys of a till at start: made once for a new one, never made anew for one that has data."""

from dataclasses import dataclass, field

from app.use_cases.ports import Entropy, SecretName, SecretStore, SecretStoreFailure

KEY_BYTES = 32


class KeysLost(SecretStoreFailure):
    """There is a database, and the key to it or to its signatures is gone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TillKeys:
    """Database key, signing seed and PIN pepper, 32 bytes each; no pepper before enrolment."""

    database_key: bytes = field(repr=False)
    signing_seed: bytes = field(repr=False)
    pin_pepper: bytes | None = field(repr=False, default=None)


def load_or_make_keys(store: SecretStore, entropy: Entropy, *, has_database: bool) -> TillKeys:
    """Return this till's keys; make and keep them only where there is no database yet.

    A first start that was cut off is completed with the keys it had made. Raises KeysLost and
    SecretStoreFailure; nothing is overwritten then.
    """
    held = dict(store.read())
    needed = (SecretName.DATABASE_KEY, SecretName.SIGNING_SEED)
    missing = [name for name in needed if name not in held]
    if missing and has_database:
        raise KeysLost(
            "This till's keys are gone",
            "Its database is here, but the key ring no longer holds the keys to it. Nothing was"
            " deleted or overwritten, and everything sent before is safe at the office. Sign in to"
            " the computer as the account that enrolled the till. If the keys do not come back, ask"
            " the office to recover this till, or to enrol it anew with another data folder.",
        )
    if missing:
        made = {name: entropy.take(KEY_BYTES) for name in missing}
        store.keep(made)
        held |= made
    return TillKeys(
        database_key=held[SecretName.DATABASE_KEY],
        signing_seed=held[SecretName.SIGNING_SEED],
        pin_pepper=held.get(SecretName.PIN_PEPPER),
    )


def keep_pepper(store: SecretStore, pin_pepper: bytes) -> None:
    """Keep the pepper that central gave at enrolment. Raises SecretStoreFailure."""
    store.keep({SecretName.PIN_PEPPER: pin_pepper})
