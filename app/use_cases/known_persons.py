"""The parties of a shipment are customers: who is known by name and phone number is that person."""

from dataclasses import replace

from domain.shipment import Party, ShipmentDraft
from storage.unit_of_work import Reading


def with_known_persons(uow: Reading, draft: ShipmentDraft) -> ShipmentDraft:
    """Return the draft with each party under the id they are known by.

    Known is who bears this very name and number; without a number nobody is taken for another.
    """
    return replace(
        draft,
        consignor=_known(uow, draft.consignor),
        consignee=_known(uow, draft.consignee),
    )


def _known(uow: Reading, party: Party) -> Party:
    if uow.customers.find(party.person_id) is not None:
        return party
    person_id = uow.customers.find_same(party.name, party.phone)
    return party if person_id is None else replace(party, person_id=person_id)
