"""What a till said when it began a payment: read again from the facts that are kept."""

from dataclasses import dataclass

import sqlalchemy as sa

from central.payments.tables import payment
from central.tables import operation
from sync.protocol.operation import read_facts
from sync.protocol.payment_bodies import PaymentClaimed, PaymentRequested

_KEY = ("organisation_id", "till_id", "stream", "branch", "seq")


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """A claim or a wish as its till said it, and who took it."""

    body: PaymentClaimed | PaymentRequested
    by: str

    @property
    def signed_rules(self) -> frozenset[str]:
        """The rules that somebody signed for with it."""
        return frozenset(() if self.body.approved_by is None else self.body.rules)


def read_begun(kept: bytes) -> Begun:
    """Read the facts of the operation that began a payment."""
    facts = read_facts(kept)
    kind = PaymentClaimed if facts.kind == "payment_claimed" else PaymentRequested
    return Begun(body=kind.model_validate(facts.body), by=facts.by)


def find_begun(connection: sa.Connection, organisation_id: str, payment_id: str) -> Begun | None:
    """Return how a payment began, None for one that central does not know."""
    same = (payment.c[name] == operation.c[name] for name in _KEY)
    asked = (
        sa.select(operation.c.facts)
        .join(payment, sa.and_(*same))
        .where(
            payment.c.organisation_id == organisation_id,
            payment.c.payment_id == payment_id,
        )
    )
    kept = connection.execute(asked).scalar_one_or_none()
    return None if kept is None else read_begun(bytes(kept))
