"""Recovery: opening a database key that a till sealed to central (ledger rule 2).

Always audited.
"""

from dataclasses import dataclass
from pathlib import Path

from central.audit import Deed, record
from central.opening import Central
from central.tills.organisations import Store
from central.tills.registry import get_till_id
from domain.errors import BadInput
from sync.protocol.keys import SealBrokenError, unseal

_SEALED_BYTES_MAX = 4_096


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovery:
    """Which till's key, which supervisor asked for it, and why: no names."""

    label: str
    requested_by: str
    reason: str


def unseal_till_key(central: Central, store: Store, sealed: Path, recovery: Recovery) -> bytes:
    """Return the key. The audit entry is committed first.

    Raises NotFound for an unknown till, BadInput for a file that this central cannot open.
    """
    try:
        with sealed.open("rb") as file:
            box = file.read(_SEALED_BYTES_MAX)
        key = unseal(central.keys.recovery_seed, box)
    except (OSError, SealBrokenError) as error:
        raise BadInput(
            "The sealed key cannot be opened", f"{sealed} is missing or was sealed to another key."
        ) from error
    with central.database.writing(central.surroundings.now()) as writing:
        till_id = get_till_id(writing.connection, store, recovery.label)
        deed = Deed(
            organisation_id=store.organisation_id,
            actor=recovery.requested_by,
            action="till_key_unsealed",
            subject=till_id,
            reason=recovery.reason,
        )
        record(writing, central.surroundings, deed)
    return key
