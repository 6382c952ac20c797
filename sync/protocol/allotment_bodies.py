"""Allotments on the wire: what a till is granted, spends, gives back and says that it holds.

A *resource* is what is scarce: ``stock:STORE:ITEM`` (marked stock of one store), ``booking:STAFF``
(an agent's concurrent bookings), or money: ``credit:ID``, ``voucher:CODE`` and
``refundable:RECEIPT``. Quantities are whole units; of money they are minor units.
"""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from sync.protocol.body_parts import Body, ChangeBody, Code

Resource = Annotated[
    str,
    Field(
        pattern=r"^(stock:[^:]+:[^:]+|(booking|credit|voucher|refundable):[^:]+)$", max_length=300
    ),
]
UNITS_MAX = 10**12
"""More than any stock, and more than any credit in minor units of money."""
Units = Annotated[int, Field(ge=1, le=UNITS_MAX)]
UnitsOrNone = Annotated[int, Field(ge=0, le=UNITS_MAX)]
HELD_MAX = 5_000
WANTS_MAX = 200


class SpentBody(Body):
    """Units of a resource that a sale or booking used up, in its own transaction.

    ``exception_by`` is the supervisor (staff id) who signed one above the limit: it was spent from
    nothing that the till held.
    """

    resource: Resource
    quantity: Units
    exception_by: Code | None = None


class AllotmentReturned(Body):
    """Units that the till held and will not spend any more: they are central's again."""

    resource: Resource
    quantity: Units
    reason: Literal["recalled", "surplus"]


class HeldBody(Body):
    """Units of one resource that the till's current stream holds, unspent."""

    resource: Resource
    quantity: Units


class AllotmentsDeclared(Body):
    """All that this stream holds at this point of its chain, said once for each epoch of central.

    A central that was put back in time has forgotten grants: it grants nothing before every till
    that may hold something has said what it holds. ``grant_through`` is the highest grant number
    that this till has seen.
    """

    epoch: Code
    grant_through: Annotated[int, Field(ge=0)]
    held: Annotated[tuple[HeldBody, ...], Field(max_length=HELD_MAX)] = ()


class AllotmentGranted(ChangeBody):
    """Units granted to one stream of one till. The change's key is the number.

    ``number`` is dense from 1 for each till and never given twice: a till takes in each number
    once, and only into the stream that it names.
    """

    number: Annotated[int, Field(ge=1)]
    stream: Code
    resource: Resource
    quantity: Units


class AllotmentRecalled(ChangeBody):
    """Central asks for what this till holds of a resource beyond ``keep``. Key: the resource."""

    resource: Resource
    keep: UnitsOrNone


class ResourceChanged(ChangeBody):
    """How much of a resource there is in all, and how much is free at central. Key: the resource.

    ``free`` and ``total`` are as of ``as_of``: the till shows them with their age. They come in the
    store's stream for stock, in the organisation's for bookings.
    """

    total: UnitsOrNone
    free: UnitsOrNone
    as_of: datetime


class Want(Body):
    """What a till asks to hold of a resource in all, told in an exchange's header.

    Asking is harmless to repeat: central compares ``hold`` with what it has granted already.
    ``urgent`` says that a customer waits for it now.
    """

    resource: Resource
    hold: UnitsOrNone
    urgent: bool = False
