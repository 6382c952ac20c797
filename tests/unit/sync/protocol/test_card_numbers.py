"""No body of an operation can hold a card's number in what somebody typed."""

from collections.abc import Iterator
from typing import Annotated, Any, get_args

import pytest
from pydantic import BaseModel, TypeAdapter, ValidationError

from domain.card_number import holds_card_number
from sync.protocol.bodies import BODIES
from sync.protocol.body_parts import OF_THE_CATALOG, Body, Text, typed_fields
from sync.protocol.payment_bodies import PaymentClaimed, PaymentDecided

CARD = "4111111111111111"
MMG_REFERENCES = ("20402048536279", "20402048601581", "20373216452995", "1790883499")


def models() -> Iterator[type[BaseModel]]:
    """Every model of a body, and all that they are made of."""
    waiting: list[type[BaseModel]] = list(BODIES.values())
    seen: set[type[BaseModel]] = set()
    while waiting:
        model = waiting.pop()
        if model in seen:
            continue
        seen.add(model)
        yield model
        for field in model.model_fields.values():
            waiting += models_in(field.annotation)


def models_in(annotation: object) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from models_in(part)


def takes(model: type[BaseModel], name: str, text: str) -> bool:
    """Whether a field by itself takes a text."""
    field = model.model_fields[name]
    made: Any = Annotated[field.annotation, field]
    try:
        TypeAdapter(made).validate_python(text)
    except ValidationError:
        return False
    return True


ALL = sorted(models(), key=lambda model: model.__name__)
FREE = [
    (model, name)
    for model in ALL
    for name in model.model_fields
    if takes(model, name, "Ann said no, twice. ")
]
"""Fields that take words with blanks and stops: all that could hold a sentence."""


def test_every_text_that_takes_words_is_a_person_s_and_looked_at_or_the_catalog_s() -> None:
    """A new field of words must be ``Text``: then the body itself refuses a card's number."""
    plain = {
        f"{model.__name__}.{name}"
        for model, name in FREE
        if name not in typed_fields(model) and name not in OF_THE_CATALOG
    }
    ids = {
        place
        for place in plain
        for model in ALL
        for name, field in model.model_fields.items()
        if place == f"{model.__name__}.{name}" and _is_bounded_id(field.metadata)
    }

    assert plain - ids == set()


def _is_bounded_id(metadata: list[Any]) -> bool:
    """A code of at most 128 characters, or another text with a bound of its own below ``Text``."""
    bounds = [each.max_length for each in metadata if hasattr(each, "max_length")]
    return not bounds or min(bounds) <= 1_000


@pytest.mark.parametrize("model", [model for model in ALL if typed_fields(model)])
def test_no_body_takes_a_card_number_in_what_was_typed(model: type[BaseModel]) -> None:
    for name in typed_fields(model):
        texts: dict[str, Any] = dict.fromkeys(typed_fields(model), "") | {name: CARD}
        found = model.model_construct(**texts)
        with pytest.raises(ValueError, match=name) as refused:
            found._hold_no_card_number()  # type: ignore[attr-defined]  # every body has it

        assert "4111" not in str(refused.value)


def test_a_decision_s_reason_is_refused_and_a_reference_and_an_imei_pass() -> None:
    told = {"payment_id": "p", "decision": "reject", "approved_by": "staff-sup"}
    with pytest.raises(ValidationError):
        PaymentDecided.model_validate({**told, "reason": f"card {CARD}"})

    kept = PaymentDecided.model_validate({**told, "reason": "phone 490154203237518"})
    assert kept.reason.endswith("490154203237518")
    for reference in MMG_REFERENCES:
        assert takes(PaymentClaimed, "reference", reference)


def test_planted_a_field_of_words_that_nobody_looks_at_is_seen() -> None:
    """A plain string beside ``Text`` takes the number: the walk above must find such a field."""

    class Careless(Body):
        note: str
        reason: Text = ""

    assert typed_fields(Careless) == ("reason",)
    assert Careless(note=CARD).note == CARD
    assert holds_card_number(CARD)
